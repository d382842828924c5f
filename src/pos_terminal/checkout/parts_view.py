"""Small parts that several pictures of the checkout share."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from pos_terminal.checkout.sentences_view import tell, tell_message
from pos_terminal.look.boxes import keep_size
from pos_terminal.look.icons import OCTAGON_CROSS, WAITING
from pos_terminal.look.pill import Mood
from pos_terminal.look.sentences import manner
from pos_terminal.look.stepper import StepText
from pos_terminal.look.theme import Theme
from pos_terminal.receipts import PrinterState
from pos_terminal.words import CardLine, LineState, Step, StepState

RIGHT_WIDTH: Final = 404
READY_RIGHT_WIDTH: Final = 376
PAGE_MARGINS: Final = (32, 32, 32, 32)

# Mood and icon of a state; the word comes with the line. Shapes differ, not only colours.
_STATE_LOOK: Final = {
    LineState.CAN_BE_SOLD: (Mood.ACTIVATED, "check-circle-fill"),
    LineState.HELD: (Mood.ACTIVATED, "lock-simple-fill"),
    LineState.BEING_ACTIVATED: (Mood.NOT_KNOWN, f"{WAITING}-bold"),
    LineState.ACTIVATED: (Mood.ACTIVATED, "check-circle-fill"),
    LineState.NOT_ACTIVATED: (Mood.REFUSED, OCTAGON_CROSS),
    LineState.BEING_VOIDED: (Mood.NOT_KNOWN, f"{WAITING}-bold"),
    LineState.VOIDED: (Mood.QUIET, "arrow-u-up-left-bold"),
    LineState.REDEEMED: (Mood.REFUSED, OCTAGON_CROSS),
    LineState.FREED: (Mood.QUIET, "minus-circle-bold"),
}
PRINTER_MOODS: Final = {
    PrinterState.READY: (Mood.ACTIVATED, "printer-bold"),
    PrinterState.TROUBLE: (Mood.REFUSED, "printer-bold"),
    PrinterState.PDF: (Mood.QUIET, "file-text-bold"),
}


def state_look(line: CardLine) -> tuple[Mood, str]:
    """How a line's state looks; digits that are still to be compared look at the clerk."""
    if line.state is LineState.CAN_BE_SOLD and not line.digits_checked:
        return Mood.ACCENT, "eye-bold"
    return _STATE_LOOK[line.state]


def money(minor: int, currency: str) -> str:
    return manner().money(minor, currency)


def step_texts(steps: tuple[Step, ...]) -> tuple[StepText, ...]:
    spoken = {
        StepState.DONE: "view.step_done",
        StepState.CURRENT: "view.step_current",
        StepState.NEXT: "view.step_next",
    }
    return tuple(
        StepText(
            word=(word := tell_message(step.word)),
            note=tell_message(step.note),
            state=step.state,
            spoken=tell(spoken[step.state], word=word),
        )
        for step in steps
    )


def printer_word(printer: PrinterState) -> str:
    return tell(f"view.printer.{printer.value}")


def fix_width(theme: Theme, widget: QWidget, width: float) -> None:
    keep_size(theme, widget, width=width)
