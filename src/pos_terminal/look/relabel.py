"""Change a label or button only where something changes: a scan must not lay out a whole page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pos_terminal.look.buttons import Button
from pos_terminal.look.text import Label


def relabel(label: Label, text: str, *, hide_empty: bool = False) -> None:
    """Set the text; with ``hide_empty`` an empty label takes no room."""
    if label.text() != text.replace("**", ""):
        label.setText(text)
    if hide_empty and label.isHidden() is bool(text):
        label.setVisible(bool(text))


def reword(button: Button, text: str, *, why_off: str | None = None) -> None:
    """Set a button's words and whether it can be pressed; ``why_off`` says why it cannot."""
    if button.words() != text:
        button.set_words(text)
    if why_off is not None:
        if button.why_off() != why_off:
            button.turn_off(why_off)
    elif button.why_off() is not None:
        button.turn_on()


def show_if(widget: QWidget, shown: bool) -> None:
    """Show or hide, and lay out again only where that changes something."""
    if widget.isHidden() is shown:
        widget.setVisible(shown)
