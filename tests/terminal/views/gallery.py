"""Draws every picture of the working screens to files: `python tests/terminal/views/gallery.py OUT`.

Options after OUT: names to draw (by beginning), `dark`, `large` (1920 x 1080), `small` (1280 x 720),
`de` (German), `long` (a third longer than English), `nocamera`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from pos_terminal.alarms.view import AlarmsView
from pos_terminal.approval.view import ApprovalView
from pos_terminal.batches.view import BatchesPage
from pos_terminal.card_import.view import ImportPage
from pos_terminal.checkout.ready_view import ScannerCondition, ScannerKind, ScannerLine
from pos_terminal.checkout.view import CheckoutView, Surroundings
from pos_terminal.custody.view import StockPage
from pos_terminal.day_close.view import DayView
from pos_terminal.designer.view import DesignPage
from pos_terminal.ledger.view import LedgerView
from pos_terminal.look.language import Language
from pos_terminal.look.rail import (
    ALARMS,
    BATCHES,
    CHECKOUT,
    DAY,
    DESIGN,
    LEDGER,
    PRINT,
    PROOF,
    RECALL,
    SALES,
    SETTINGS,
    STAFF,
    STOCK,
    WAITING,
)
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.look.theme import Appearance
from pos_terminal.pack_labels.view import LabelsPage
from pos_terminal.print_page.view import PrintPage
from pos_terminal.proofing.view import ProofPage
from pos_terminal.recall.view import RecallPage
from pos_terminal.sales.view import SalesView
from pos_terminal.staff.view import StaffView
from pos_terminal.waiting.view import WaitingView
from server_stub.demo.artwork import draw
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
from support.shown import Recorded, Screen, settle

SIZES = {"large": (1920, 1080), "small": (1280, 720)}
MANAGING = [CHECKOUT, WAITING, SALES, DAY, RECALL, STOCK, ALARMS, LEDGER, STAFF, SETTINGS]
MAKING = [BATCHES, DESIGN, PRINT, PROOF, SETTINGS]
PLACE = "Harbour Street 12, Till 1"
SCANNERS = (
    ScannerLine(kind=ScannerKind.WEDGE, condition=ScannerCondition.NO_SCAN),
    ScannerLine(kind=ScannerKind.SERIAL, condition=ScannerCondition.READY, where="Port 3"),
    ScannerLine(kind=ScannerKind.CAMERA, condition=ScannerCondition.SEES_BARCODE),
)


class LivePicture(QWidget):
    """Stands for the camera panel."""

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#3A3F4A"))
        painter.setPen(QColor("white"))
        painter.setFont(QFont("Inter", 12))
        painter.drawText(self.rect(), 0x84, "Live picture")
        painter.end()


def artwork(folder: Path, kind: str, name: str, value: str) -> bytes:
    """One of the demo shop's pictures; drawing takes a second, so it is kept."""
    file = folder / f"artwork-{kind}.png"
    if not file.exists():
        file.write_bytes(draw(kind, name=name, value=value))
    return file.read_bytes()


def screen(out: Path, options: list[str]) -> Screen:
    width, height = next((SIZES[option] for option in options if option in SIZES), (1280, 800))
    made = Screen(Appearance.DARK if "dark" in options else Appearance.LIGHT, width, height)
    for kind, name, value in (
        ("gift", "Gift card", "€50"),
        ("game", "Game card", "€25"),
        ("voucher", "Voucher", "€10"),
    ):
        made.artworks.put(kind, artwork(out, kind, name, value))
    return made


def checkout(shown: Screen, intents: Recorded, options: list[str]) -> None:
    around = Surroundings(
        frame=shown.frame,
        place=lambda: PLACE,
        now_ms=now_ms,
        camera=None if "nocamera" in options else LivePicture(),
    )
    view = CheckoutView(shown.theme, intents, shown.artworks, around)
    view.show_scanners(SCANNERS)
    shown.add("checkout", view)


def waiting(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_place(PLACE)
    view = WaitingView(shown.theme, intents, shown.artworks, shown.frame, now_ms)
    shown.add("waiting", view)


def sales(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_place(PLACE)
    shown.add("sales", SalesView(shown.theme, intents, shown.artworks, shown.frame))


def approval(shown: Screen, intents: Recorded, options: list[str]) -> None:
    sales(shown, Recorded(page_pictures.sales()), options)
    view = ApprovalView(shown.theme, intents, shown.frame)
    view.stand_over(shown.frame)


def recall(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_entries(MANAGING)
    view = RecallPage(shown.theme, intents, shown.frame)
    shown.add("recall", view)


def stock(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_entries(MANAGING)
    shown.add("stock", StockPage(shown.theme, intents, shown.frame))


def day(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.add("day", DayView(shown.theme, intents, shown.frame))


def alarms(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_entries(MANAGING)
    shown.add("alarms", AlarmsView(shown.theme, intents, shown.frame))


def ledger(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_entries(MANAGING)
    shown.add("ledger", LedgerView(shown.theme, intents, shown.frame))


def staff(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_entries(MANAGING)
    shown.add("staff", StaffView(shown.theme, intents, shown.frame, now_ms=now_ms))


def design(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_entries(MAKING)
    shown.add(DESIGN.page, DesignPage(shown.theme, intents, shown.frame))


def batches(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_entries(MAKING)
    shown.add("batches", BatchesPage(shown.theme, intents, shown.artworks, shown.frame))


def proof(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_entries(MAKING)
    shown.add(PROOF.page, ProofPage(shown.theme, intents, shown.frame, LivePicture()))


def printing(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_entries(MAKING)
    shown.add(PRINT.page, PrintPage(shown.theme, intents, shown.frame))


def labels(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_entries(MAKING)
    shown.add("labels", LabelsPage(shown.theme, intents, shown.frame))
    shown.frame.rail.set_current(BATCHES.page)


def card_import(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_entries(MAKING)
    shown.add("import", ImportPage(shown.theme, intents, shown.frame))
    shown.frame.rail.set_current(BATCHES.page)


def own_pin(shown: Screen, intents: Recorded, _options: list[str]) -> None:
    shown.frame.set_entries(MANAGING)
    view = own_pin_pictures.settings_view(shown.theme, intents)
    shown.frame.set_title("Settings")
    shown.add("settings", view)


def now_ms() -> int:
    return checkout_pictures.NOW


GROUPS: list[tuple[Callable[[Screen, Recorded, list[str]], None], dict[str, Any]]] = [
    (checkout, checkout_pictures.PICTURES),
    (waiting, waiting_pictures.WAITING),
    (sales, page_pictures.SALES),
    (approval, page_pictures.APPROVAL),
    (recall, recall_pictures.PICTURES_SAID),
    (stock, stock_pictures.PICTURES_SAID),
    (day, day_pictures.SAID_BY_ITSELF),
    (alarms, alarm_pictures.ALARMS),
    (ledger, ledger_pictures.LEDGER),
    (staff, staff_pictures.PICTURES_SAID),
    (design, design_pictures.PICTURES_SAID),
    (batches, batches_pictures.PICTURES_SAID),
    (proof, proof_pictures.PICTURES_SAID),
    (printing, print_pictures.PICTURES_SAID),
    (labels, labels_pictures.PICTURES_SAID),
    (card_import, import_pictures.PICTURES_SAID),
    (own_pin, own_pin_pictures.PICTURES_SAID),
]


def draw_all(out: Path, options: list[str], suffix: str) -> None:
    far = "long" in options
    say = checkout_pictures.long if far else checkout_pictures.said
    wanted = [option for option in options if option[1:2].isdigit()]
    for show, pictures in GROUPS:
        for name, picture in pictures.items():
            if not wanted or any(name.startswith(option) for option in wanted):
                shown = screen(out, options)
                shown.frame.set_place(PLACE)
                intents = Recorded(next(iter(pictures.values()))(say))
                show(shown, intents, options)
                intents.show(picture(say))
                settle(8)
                save(shown, out / f"{name}{suffix}.png")


def save(shown: Screen, file: Path) -> None:
    picture: QPixmap = shown.window.grab()
    picture.save(str(file))
    shown.window.deleteLater()
    settle()


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    options = sys.argv[2:]
    application = QApplication([])
    speak(Manner(language="en", time_zone="Europe/Berlin", now_ms=now_ms))
    if "de" in options:
        Language(application).choose("de")
    words = ("dark", "large", "small", "de", "long", "nocamera")
    suffix = "".join(f"-{word}" for word in words if word in options)
    draw_all(out, options, suffix)
    application.quit()


if __name__ == "__main__":
    main()
