"""Everything fits and can be hit and named, in every picture, also a third longer as in German."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from pos_terminal.approval.view import ApprovalView
from pos_terminal.checkout.view import CheckoutView, Surroundings
from pos_terminal.day_close.view import DayView
from pos_terminal.look.buttons import Button
from pos_terminal.look.chip import Chip
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.look.text import Label
from pos_terminal.look.theme import TOUCH_MIN
from pos_terminal.sales.view import SalesView
from pos_terminal.waiting.view import WaitingView
from support import checkout_pictures, day_pictures, page_pictures, waiting_pictures
from support.shown import Recorded, Screen, settle

SIZES = [(1280, 800), (1920, 1080)]
WRAP = int(Qt.TextFlag.TextWordWrap)
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


@pytest.fixture(autouse=True)
def _manner() -> Iterator[None]:
    now = checkout_pictures.NOW
    speak(Manner(language="de", time_zone="Europe/Berlin", now_ms=lambda: now))
    yield
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


GROUPS: list[tuple[Callable[[Screen, Recorded], QWidget], dict[str, Any]]] = [
    (checkout_view, checkout_pictures.PICTURES),
    (waiting_view, waiting_pictures.WAITING),
    (sales_view, page_pictures.SALES),
    (approval_view, page_pictures.APPROVAL),
    (day_view, day_pictures.SAID_BY_ITSELF),
]


def clipped(label: Label) -> bool:
    """Whether a part of the label's text lies outside of it."""
    _, height, widest = label._lay_out(float(label.width()))
    too_wide = not label.wordWrap() and widest > label.width() + 1
    return bool(label.text()) and (height > label.height() + 2 or too_wide)


def overflows(button: QAbstractButton) -> bool:
    """Whether a button's words, wrapped, need more room than it has."""
    if isinstance(button, Button):
        words, taken = button.words(), 24 if button.SIDE else 0
        if button._shown_icon():
            taken += button._icon_side() + 12
    else:
        words, taken = button.text(), 16 + (32 if "," not in button.text() else 0)
    room = QRectF(0, 0, max(1, button.width() - taken), 10_000)
    font = button.font() if isinstance(button, Button) else button._words_font()
    needed = QFontMetricsF(font).boundingRect(room, WRAP, words)
    return needed.height() > button.height() + 2 or needed.width() > room.width() + 2


def painted_over(root: QWidget) -> Iterator[str]:
    """Words that lie halfway upon another part of the same column or row."""
    for label in root.findChildren(Label):
        parent = label.parentWidget()
        if not label.isVisible() or not label.text() or parent is None:
            continue
        for other in parent.findChildren(QWidget, options=DIRECT):
            both = label.geometry() & other.geometry()
            is_ground = other.geometry().contains(label.geometry())  # or the label itself
            if other.isVisible() and not is_ground and min(both.width(), both.height()) > 1:
                yield f"painted over: {label.text()!r}"


def faults(root: QWidget) -> list[str]:
    found = [
        f"clipped: {label.text()!r} in {label.width()}x{label.height()}"
        for label in root.findChildren(Label)
        if label.isVisible() and clipped(label)
    ]
    found += painted_over(root)
    for button in root.findChildren(QAbstractButton):
        if button.isVisible():
            found += faults_of_button(button)
    found += [
        "an unnamed field"
        for line in root.findChildren(QLineEdit)
        if line.isVisible() and not line.accessibleName()
    ]
    return found


def faults_of_button(button: QAbstractButton) -> list[str]:
    found = []
    if button.width() < TOUCH_MIN or button.height() < TOUCH_MIN:
        found.append(f"small: {button.accessibleName()!r} {button.size()}")
    if not button.accessibleName():
        found.append(f"unnamed: {type(button).__name__}")
    if isinstance(button, Button | Chip) and overflows(button):
        found.append(f"overflows: {button.text()!r} in {button.width()}x{button.height()}")
    return found


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("say", [checkout_pictures.said, checkout_pictures.long])
def test_every_picture_fits_and_every_part_can_be_hit_and_named(
    size: tuple[int, int], say: Callable[[str], Any]
) -> None:
    found: list[str] = []
    for show, pictures in GROUPS:
        screen = Screen(width=size[0], height=size[1])
        intents = Recorded(next(iter(pictures.values()))(say))
        show(screen, intents)
        for name, picture in pictures.items():
            intents.show(picture(say))
            settle(6)
            found += [f"{name}: {fault}" for fault in faults(screen.window)]
        screen.close()
    assert found == []
