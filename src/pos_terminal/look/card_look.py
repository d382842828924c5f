"""How states of cards, steps and the printer look, the same on every screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pos_terminal.look.card_words import CONTEXT, SENTENCES
from pos_terminal.look.icons import OCTAGON_CROSS, WAITING
from pos_terminal.look.pill import Mood
from pos_terminal.look.sentences import say
from pos_terminal.look.stepper import StepText
from pos_terminal.receipts import PrinterState
from pos_terminal.words import CardLine, LineState, Message, Step

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
    LineState.INVALID: (Mood.REFUSED, OCTAGON_CROSS),
    LineState.BEING_FREED: (Mood.NOT_KNOWN, f"{WAITING}-bold"),
    LineState.NOT_KNOWN: (Mood.NOT_KNOWN, f"{WAITING}-bold"),
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


def step_texts(
    steps: tuple[Step, ...], tell: Callable[[Message | None], str]
) -> tuple[StepText, ...]:
    """A presenter's steps in words; ``tell`` is the screen's way to say a message."""
    return tuple(_step_text(step, tell) for step in steps)


def _step_text(step: Step, tell: Callable[[Message | None], str]) -> StepText:
    word = tell(step.word)
    spoken = Message(f"step.spoken.{step.state.value}", {"word": word})
    return StepText(
        word=word,
        note=tell(step.note),
        state=step.state,
        spoken=say(CONTEXT, SENTENCES, spoken),
    )


def printer_word(printer: PrinterState) -> str:
    return say(CONTEXT, SENTENCES, Message(f"printer.{printer.value}"))
