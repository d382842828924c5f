"""Whether everything on a screen fits, can be hit and has a name."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from pos_terminal.look.buttons import Button
from pos_terminal.look.chip import Chip
from pos_terminal.look.text import Label
from pos_terminal.look.theme import TOUCH_MIN

WRAP = int(Qt.TextFlag.TextWordWrap)
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def clipped(label: Label) -> bool:
    """Whether a part of the label's text lies outside of it."""
    _, height, widest = label._lay_out(float(label.width()))
    too_wide = not label.wordWrap() and widest > label.width() + 1
    return bool(label.text()) and (height > label.height() + 2 or too_wide)


def overflows(button: Button | Chip) -> bool:
    """Whether a button's words, wrapped, need more room than it has."""
    if isinstance(button, Button):
        if button._why_width() > button.width() + 2:
            return True
        if button.why_off() and button._content_width(cap=False) > button.width() + 2:
            return True  # above its reason is room for one line
        words, taken = button.words(), 24 if button.SIDE else 0
        if button._shown_icon():
            taken += button._icon_side() + 12
    else:
        words, taken = button.text(), 16 + (32 if button._icon else 0)
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
