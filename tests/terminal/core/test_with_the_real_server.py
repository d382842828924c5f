"""The till's core against the real redemption server, over a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.card_number import CardNumber
from card_contract.messages import VoidReason
from card_contract.states import PaymentKind
from pos_terminal.checkout.model import Mode
from pos_terminal.sales.model import VoidStage
from support.real_till import RealTill
from support.server_process import ServerProcess


@pytest.fixture
def till(server: ServerProcess, tmp_path: Path) -> Iterator[RealTill]:
    till = RealTill(tmp_path / "till", server.url, server.demo)
    till.sign_in_as("clerk")
    yield till
    till.close()


def test_two_cards_are_sold_voided_and_refunded(till: RealTill) -> None:
    gift, game = till.numbers("gift-50")[0], till.numbers("game-25")[0]
    till.scan(gift)
    assert till.scan(game).total_minor == 7500
    till.checkout.take_payment()
    till.wait(lambda: till.screen.mode is Mode.PAYMENT)
    till.checkout.pay_cash(10_000)
    till.wait(lambda: till.screen.mode is Mode.ACTIVATED)
    number = till.screen.sale_number
    assert number is not None
    till.checkout.print_receipt()
    till.wait(lambda: bool(till.printer.papers))
    till.checkout.next_sale()

    assert till.scan(gift).refusal is not None
    till.checkout.acknowledge_refusal()

    till.sales.find(number)
    till.wait(lambda: till.sales.state.detail is not None)
    till.sales.open_void()
    till.sales.choose_reason(VoidReason.CUSTOMER_CHANGED_MIND)
    till.sales.sign_void()
    till.sign()
    till.wait(lambda: stage_of(till) is VoidStage.REFUND_DUE)
    detail = till.sales.state.detail
    assert detail is not None
    assert detail.result is not None
    assert detail.result.refund_minor == 7500
    till.sales.hand_back(detail.result.refund_id)
    till.wait(lambda: stage_of(till) is VoidStage.HANDED_BACK)
    till.sales.print_refund(detail.result.refund_id)
    till.wait(lambda: len(till.printer.papers) == 2)
    till.wait(lambda: till.journal.open_records() == ())


def stage_of(till: RealTill) -> VoidStage | None:
    detail = till.sales.state.detail
    return detail.result.stage if detail is not None and detail.result is not None else None


@pytest.mark.parametrize(
    ("which", "refusal"),
    [
        ("sold", "refused.CARD_SOLD"),
        ("probed", "refused.CARD_PROBED"),
        ("invalidated", "refused.CARD_INVALIDATED"),
    ],
)
def test_cards_that_cannot_be_sold_are_refused_with_their_reason(
    till: RealTill, which: str, refusal: str
) -> None:
    screen = till.scan(till.demo["special_numbers"][which])
    assert screen.refusal is not None
    assert screen.refusal.facts[0].id.startswith(refusal)


def test_an_unknown_number_is_refused(till: RealTill) -> None:
    number = CardNumber.build(issuer="970010", batch=99_999, sequence=1)
    screen = till.scan(number.digits)
    assert screen.refusal is not None
    assert screen.refusal.facts[0].id == "refused.CARD_UNKNOWN"


def test_a_cancelled_sale_frees_its_card_for_the_next(till: RealTill) -> None:
    number = till.numbers("voucher-10")[0]
    till.scan(number)
    till.checkout.take_payment()
    till.wait(lambda: till.screen.mode is Mode.PAYMENT)
    till.checkout.cancel_sale()
    till.wait(lambda: till.journal.open_records() == ())
    till.scan(number)
    till.checkout.take_payment()
    till.wait(lambda: till.screen.mode is Mode.PAYMENT)
    till.checkout.choose_payment(PaymentKind.REFERENCE)
    till.checkout.pay_reference("AUTH-0815")
    till.wait(lambda: till.screen.mode is Mode.ACTIVATED)


def test_a_server_killed_after_payment_is_amber_and_then_green(
    server: ServerProcess, tmp_path: Path
) -> None:
    till = RealTill(tmp_path / "till", server.url, server.demo)
    till.sign_in_as("clerk")
    till.scan(till.numbers("gift-25")[0])
    till.checkout.take_payment()
    till.wait(lambda: till.screen.mode is Mode.PAYMENT)
    server.kill()
    till.checkout.pay_cash(5000)
    till.wait(lambda: till.screen.mode is Mode.NOT_KNOWN_YET)
    till.close()
    server.start()
    again = RealTill(tmp_path / "till", server.url, server.demo)
    again.wait(lambda: again.waiting.state.rows[0].fact.id == "row.receipt_missing")
    again.close()


def test_today_lists_what_was_sold(till: RealTill) -> None:
    till.scan(till.numbers("gift-25")[1])
    till.checkout.take_payment()
    till.wait(lambda: till.screen.mode is Mode.PAYMENT)
    till.checkout.pay_cash(2500)
    till.wait(lambda: till.screen.mode is Mode.ACTIVATED)
    number = till.screen.sale_number
    till.sales.open()
    till.wait(lambda: number in [row.number for row in till.sales.state.rows])
