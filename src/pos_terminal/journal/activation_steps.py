"""How far a paid sale has come, as it is shown while the till finds out."""

from __future__ import annotations

from pos_terminal.journal.records import SaleRecord
from pos_terminal.words import Message, Step, StepState


def activation_steps(sale: SaleRecord) -> tuple[Step, ...]:
    """Held, paid, being activated, activated."""
    return (
        _done("step.held", sale.held_at),
        _done("step.paid", sale.paid_at),
        Step(
            word=Message("step.being_activated"),
            note=Message("step.no_answer_yet"),
            state=StepState.CURRENT,
        ),
        Step(word=Message("step.activated"), note=None, state=StepState.NEXT),
    )


def _done(word: str, at_ms: int | None) -> Step:
    note = None if at_ms is None else Message("step.done_at", {"done_at": at_ms})
    return Step(word=Message(word), note=note, state=StepState.DONE)
