"""Change a label only where its text changes: a scan must not lay out the whole page again."""

from __future__ import annotations

from pos_terminal.look.text import Label


def relabel(label: Label, text: str, *, hide_empty: bool = False) -> None:
    """Set the text; with ``hide_empty`` an empty label takes no room."""
    if label.text() != text.replace("**", ""):
        label.setText(text)
    if hide_empty and label.isHidden() is bool(text):
        label.setVisible(bool(text))
