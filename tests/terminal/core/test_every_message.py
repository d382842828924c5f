"""Ids that are put together from codes and states: each has its words, also those no story meets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from card_contract.messages import CardRefused
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.scan_text import (
    ForeignCard,
    Label,
    LabelKind,
    Oddity,
    ProductCode,
    StaffBadge,
    Unrecognised,
)
from card_contract.states import ALARMS, CaseKind, SaleStage
from pos_terminal.checkout.wording import Keep, named, refusal_fact, request_refused
from pos_terminal.journal.void_causes import Cause
from pos_terminal.sales.found import UNSETTLED
from pos_terminal.sales.model import VoidStage
from pos_terminal.words import LineState, Message
from support.said import teller_of


def checkout_messages() -> Iterator[Message]:
    for refusal in CardRefusal:
        for at, till in ((None, None), (1, None), (1, "Till 2")):
            yield refusal_fact(
                CardRefused(card_id="1", refusal=refusal, at=at, till_name=till, store_name="S")
            )
    things = [Label(kind, "970010", 1, 1) for kind in LabelKind]
    oddities = [Unrecognised(oddity) for oddity in Oddity]
    for thing in (*things, *oddities, StaffBadge("B"), ProductCode("1"), ForeignCard("1")):
        yield named(thing).fact
        yield named(thing).note
    for code in Refusal:
        yield request_refused(code).fact
        yield request_refused(code).note
    for keep in Keep:
        yield Message(f"todo.{keep.value}", {"count": 2})
        yield Message(f"confirm.{keep.value}", {"count": 2})
    for state in LineState:
        yield Message(f"line.{state.value}")


def sales_messages() -> Iterator[Message]:
    for word in (*UNSETTLED.values(), *(stage.value for stage in SaleStage)):
        yield Message(f"sale.{word}")
    values = {"count": 2, "refund_minor": 1, "code": "X", "currency": "CHF", "handed_at": 1}
    for stage in VoidStage:
        yield Message(f"result.{stage.value}", values)
        yield Message(f"result.{stage.value}.todo", values)
    for cause in Cause:
        if cause is not Cause.USED:
            yield Message(f"result.refused_{cause.value}", values)
            yield Message(f"result.refused_{cause.value}.todo", values)


def waiting_messages() -> Iterator[Message]:
    for kind in sorted(set(CaseKind) - ALARMS):
        yield Message(f"case.{kind.value}")
        yield Message(f"case.{kind.value}.todo")
    for ending in (
        "closed",
        "closed_owed",
        "closed_unpaid",
        "closed_denied",
        "closed_before",
        "closed_given",
        "closed_otherwise",
        "given_twice",
        "given_untold",
        "gone",
    ):
        yield Message(f"case.{ending}")
        yield Message(f"case.{ending}.todo")
    for word in ("payment-differs.denied", "refund-due.denied", "refund-due.paid-again"):
        yield Message(f"case.{word}")
        yield Message(f"case.{word}.todo")
    yield Message("case.refund-due.void")
    yield Message("case.refund-due.void.todo")
    values = {"count": 2, "refund_minor": 1, "code": "X", "currency": "CHF", "reference": "R"}
    for cause in Cause:  # what was never activated waits as a refund, and is no case
        if cause not in (Cause.USED, Cause.NOT_ACTIVATED):
            yield Message(f"row.void_refused_{cause.value}", values)
            yield Message(f"row.void_refused_{cause.value}.todo", values)


@pytest.mark.parametrize("message", list(checkout_messages()), ids=lambda message: message.id)
def test_the_checkout_has_words_for(message: Message) -> None:
    assert teller_of("checkout")(message)


@pytest.mark.parametrize("message", list(sales_messages()), ids=lambda message: message.id)
def test_the_sales_page_has_words_for(message: Message) -> None:
    assert teller_of("sales")(message)


@pytest.mark.parametrize("message", list(waiting_messages()), ids=lambda message: message.id)
def test_the_waiting_page_has_words_for(message: Message) -> None:
    assert teller_of("waiting")(message)
