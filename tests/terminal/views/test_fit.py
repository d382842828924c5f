"""Everything fits and can be hit and named, in every picture, in German and a third longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from pos_terminal.alarms.view import AlarmsView
from pos_terminal.approval.view import ApprovalView
from pos_terminal.batches.view import BatchesPage
from pos_terminal.card_import.view import ImportPage
from pos_terminal.checkout.view import CheckoutView, Surroundings
from pos_terminal.custody.view import StockPage
from pos_terminal.day_close.view import DayView
from pos_terminal.designer.view import DesignPage
from pos_terminal.ledger.view import LedgerView
from pos_terminal.look.language import Language
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.pack_labels.view import LabelsPage
from pos_terminal.print_page.view import PrintPage
from pos_terminal.proofing.view import ProofPage
from pos_terminal.recall.view import RecallPage
from pos_terminal.sales.view import SalesView
from pos_terminal.staff.view import StaffView
from pos_terminal.waiting.view import WaitingView
from support import (
    alarm_pictures,
    batches_pictures,
    checkout_pictures,
    day_pictures,
    design_pictures,
    import_pictures,
    labels_pictures,
    ledger_pictures,
    own_pin_pictures,
    page_pictures,
    print_pictures,
    proof_pictures,
    recall_pictures,
    staff_pictures,
    stock_pictures,
    waiting_pictures,
)
from support.fit import faults
from support.shown import Recorded, Screen, settle

SIZES = [(1280, 800), (1920, 1080)]


@pytest.fixture(autouse=True)
def _manner(qapp: QApplication) -> Iterator[None]:
    now = checkout_pictures.NOW
    speak(Manner(language="de", time_zone="Europe/Berlin", now_ms=lambda: now))
    language = Language(qapp)
    language.choose("de")
    yield
    language.choose("en")
    speak(Manner())


def checkout_view(screen: Screen, intents: Recorded) -> QWidget:
    around = Surroundings(
        frame=screen.frame,
        place=lambda: "Hafenstraße 12, Kasse 1",
        now_ms=lambda: checkout_pictures.NOW,
        camera=QWidget(),
    )
    view = CheckoutView(screen.theme, intents, screen.artworks, around)
    screen.add("checkout", view)
    return view


def waiting_view(screen: Screen, intents: Recorded) -> QWidget:
    view = WaitingView(screen.theme, intents, screen.artworks, screen.frame, lambda: 0)
    screen.add("waiting", view)
    return view


def sales_view(screen: Screen, intents: Recorded) -> QWidget:
    view = SalesView(screen.theme, intents, screen.artworks, screen.frame)
    screen.add("sales", view)
    return view


def approval_view(screen: Screen, intents: Recorded) -> QWidget:
    sales_view(screen, Recorded(page_pictures.sales()))
    return ApprovalView(screen.theme, intents, screen.frame)


def day_view(screen: Screen, intents: Recorded) -> QWidget:
    view = DayView(screen.theme, intents, screen.frame)
    screen.add("day", view)
    return view


def recall_view(screen: Screen, intents: Recorded) -> QWidget:
    view = RecallPage(screen.theme, intents, screen.frame)
    screen.add("recall", view)
    return view


def stock_view(screen: Screen, intents: Recorded) -> QWidget:
    view = StockPage(screen.theme, intents, screen.frame)
    screen.add("stock", view)
    return view


def alarms_view(screen: Screen, intents: Recorded) -> QWidget:
    view = AlarmsView(screen.theme, intents, screen.frame)
    screen.add("alarms", view)
    return view


def ledger_view(screen: Screen, intents: Recorded) -> QWidget:
    view = LedgerView(screen.theme, intents, screen.frame)
    screen.add("ledger", view)
    return view


def staff_view(screen: Screen, intents: Recorded) -> QWidget:
    view = StaffView(screen.theme, intents, screen.frame, now_ms=lambda: checkout_pictures.NOW)
    screen.add("staff", view)
    return view


def design_view(screen: Screen, intents: Recorded) -> QWidget:
    view = DesignPage(screen.theme, intents, screen.frame)
    screen.add("design", view)


def batches_view(screen: Screen, intents: Recorded) -> QWidget:
    view = BatchesPage(screen.theme, intents, screen.artworks, screen.frame)
    screen.add("batches", view)
    return view


def proof_view(screen: Screen, intents: Recorded) -> QWidget:
    view = ProofPage(screen.theme, intents, screen.frame)
    screen.add("proof", view)
    return view


def print_view(screen: Screen, intents: Recorded) -> QWidget:
    view = PrintPage(screen.theme, intents, screen.frame)
    screen.add("print", view)
    return view


def labels_view(screen: Screen, intents: Recorded) -> QWidget:
    view = LabelsPage(screen.theme, intents, screen.frame)
    screen.add("labels", view)
    return view


def import_view(screen: Screen, intents: Recorded) -> QWidget:
    view = ImportPage(screen.theme, intents, screen.frame)
    screen.add("import", view)
    return view


def own_pin_view(screen: Screen, intents: Recorded) -> QWidget:
    view = own_pin_pictures.settings_view(screen.theme, intents)
    screen.add("settings", view)
    return view


GROUPS: list[tuple[Callable[[Screen, Recorded], QWidget], dict[str, Any]]] = [
    (checkout_view, checkout_pictures.PICTURES),
    (waiting_view, waiting_pictures.WAITING),
    (sales_view, page_pictures.SALES),
    (approval_view, page_pictures.APPROVAL),
    (day_view, day_pictures.SAID_BY_ITSELF),
    (recall_view, recall_pictures.PICTURES_SAID),
    (stock_view, stock_pictures.PICTURES_SAID),
    (alarms_view, alarm_pictures.ALARMS),
    (ledger_view, ledger_pictures.LEDGER),
    (staff_view, staff_pictures.PICTURES_SAID),
    (design_view, design_pictures.PICTURES_SAID),
    (batches_view, batches_pictures.PICTURES_SAID),
    (proof_view, proof_pictures.PICTURES_SAID),
    (print_view, print_pictures.PICTURES_SAID),
    (labels_view, labels_pictures.PICTURES_SAID),
    (import_view, import_pictures.PICTURES_SAID),
    (own_pin_view, own_pin_pictures.PICTURES_SAID),
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("say", [checkout_pictures.said, checkout_pictures.long])
def test_every_picture_fits_and_every_part_can_be_hit_and_named(
    size: tuple[int, int], say: Callable[[str], Any]
) -> None:
    found: list[str] = []
    for show, pictures in GROUPS:
        screen = Screen(width=size[0], height=size[1])
        screen.frame.set_place("Hafenstraße 12, Kasse 1")
        intents = Recorded(next(iter(pictures.values()))(say))
        show(screen, intents)
        for name, picture in pictures.items():
            intents.show(picture(say))
            settle(6)
            found += [f"{name}: {fault}" for fault in faults(screen.window)]
        screen.close()
    assert found == []
