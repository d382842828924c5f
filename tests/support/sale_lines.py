"""What hand-made pictures of sales are made of: messages as presenters say them, cards, steps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from pos_terminal.alarms.sentences_view import SENTENCES as IN_ALARMS
from pos_terminal.approval import view as approval_words
from pos_terminal.checkout.sentences_view import SENTENCES as AT_CHECKOUT
from pos_terminal.ledger.sentences_view import SENTENCES as IN_LEDGER
from pos_terminal.look import card_words
from pos_terminal.sales.sentences_view import SENTENCES as IN_SALES
from pos_terminal.waiting.sentences_view import SENTENCES as IN_WAITING
from pos_terminal.words import CardLine, LineState, Message, Step, StepState
from support import receipt_examples

NOW = receipt_examples.SOLD_AT
MINUTE = 60_000


class Say(Protocol):
    """How a picture says things: as they are, or at length."""

    def __call__(self, message_id: str, /, **values: str | int) -> Message: ...


def said(message_id: str, /, **values: str | int) -> Message:
    """A message as its presenter says it."""
    return Message(message_id, values)


def long(message_id: str, /, **values: str | int) -> Message:
    """The same, more than a third longer, as German may be."""
    extra = "längere Fassung des Satzes " * 8
    padded = "|".join(
        f"{text} {extra[: max(4, len(text) * 2 // 5)].strip()}"
        for text in _sentence(message_id).split("|")
    )
    card_words.SENTENCES.setdefault(f"long.{message_id}", padded)
    return Message(f"long.{message_id}", values)


def forget_long_ones() -> None:
    """Leave the table of sentences as the program has it."""
    for message_id in [one for one in card_words.SENTENCES if one.startswith("long.")]:
        del card_words.SENTENCES[message_id]


def _sentence(message_id: str) -> str:
    tables = (
        *(AT_CHECKOUT, IN_WAITING, IN_SALES, approval_words.SENTENCES, card_words.SENTENCES),
        *(IN_ALARMS, IN_LEDGER),
    )
    return next(table[message_id] for table in tables if message_id in table)


def line(
    card_id: str = "1",
    name: str = "Gift card",
    price_minor: int = 50_00,
    last_four: str = "8206",
    state: LineState = LineState.CAN_BE_SOLD,
    *,
    say: Say = said,
    **changes: Any,
) -> CardLine:
    made = CardLine(
        card_id=card_id,
        name=name,
        artwork="game" if "Game" in name else "voucher" if "Voucher" in name else "gift",
        price_minor=price_minor,
        last_four=last_four,
        grouped=f"970010 10088 000{last_four[:3]} {last_four[3]}",
        state=state,
        state_word=say(_state_word(state, checked=changes.get("digits_checked", True))),
    )
    return replace(made, **changes)


def two_lines(state: LineState = LineState.CAN_BE_SOLD, say: Say = said) -> tuple[CardLine, ...]:
    fresh = state is LineState.CAN_BE_SOLD
    return (
        line(state=state, say=say),
        line(
            *("2", "Game card", 25_00, "4471", state),
            say=say,
            newest=fresh,
            digits_checked=not fresh,
        ),
    )


def in_state(card: CardLine, state: LineState, say: Say = said) -> CardLine:
    """The same card, of which something else is known."""
    return replace(card, state=state, state_word=say(_state_word(state, checked=True)))


def steps(say: Say = said) -> tuple[Step, ...]:
    """A paid sale whose answer is not here yet."""
    return (
        Step(
            word=say("step.held"),
            note=said("step.done_at", done_at=NOW - MINUTE),
            state=StepState.DONE,
        ),
        Step(word=say("step.paid"), note=said("step.done_at", done_at=NOW), state=StepState.DONE),
        Step(
            word=say("step.being_activated"),
            note=say("step.no_answer_yet"),
            state=StepState.CURRENT,
        ),
        Step(word=say("step.activated"), note=None, state=StepState.NEXT),
    )


def _state_word(state: LineState, *, checked: bool) -> str:
    if state is LineState.CAN_BE_SOLD and checked:
        return "line.can_be_sold_checked"
    return f"line.{state.value}"
