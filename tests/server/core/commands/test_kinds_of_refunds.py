"""Money that went back by one kind is counted so, whatever a till tells later of the payment.

A manager has settled its sale, and said how it was paid: that is how it went back.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from card_contract.day_messages import cash_to_be_there
from card_contract.messages import HandedBackRequest, Payment
from card_contract.outcomes import Refusal
from card_contract.states import PaymentKind, StopReason
from server_stub.commands.day_close import DayClosed
from server_stub.commands.refunds import HandBackVoid, HandedBack
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import TillId
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from support.closing import as_it_stands, close, content, owed_and_in_hand, recall_sold
from support.core_shop import (
    APP,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    by_reference,
    cash,
    play,
    sale_id,
    void,
    void_id,
)
from support.settling import DIFFERS, open_cases, payment_of, told_of

CARD_CASE = f"refund-due:{sale_id(1)}:1"
SAID = pytest.mark.parametrize(
    ("said", "told"),
    [(cash(), by_reference("CARD-77")), (by_reference("CARD-77"), cash())],
    ids=["cash", "reference"],
)


async def voided_elsewhere(shop: CoreShop, said: Payment) -> TillId:
    """The money is still to be handed back, by whoever was told how."""
    await shop.settle_signed(1, payment=said)
    assert (await shop.void_signed(7, 1, till=OTHER_TILL)).refund_minor == PRICE
    return OTHER_TILL


async def handed_back_elsewhere(shop: CoreShop, said: Payment) -> TillId:
    await voided_elsewhere(shop, said)
    back = HandBackVoid(
        app_id=APP,
        till_id=OTHER_TILL,
        void_id=void_id(7, OTHER_TILL),
        request=HandedBackRequest(at=NOW),
    )
    assert isinstance(await shop.engine.submit(back), HandedBack)
    return OTHER_TILL


async def refused_and_paid_elsewhere(shop: CoreShop, said: Payment) -> TillId:
    code = await shop.find(CODES.at(APP, 1))
    await shop.change(changed(code, stop=StopReason.PROBED, stopped_at=NOW))
    await shop.settle_signed(1, payment=said)
    assert isinstance(await shop.close_case(CARD_CASE, till=OTHER_TILL), Noted)
    return OTHER_TILL


async def recalled_and_paid_elsewhere(shop: CoreShop, said: Payment) -> TillId:
    await shop.settle_signed(1, payment=said)
    await recall_sold(shop, 1)
    assert isinstance(await shop.close_case(CARD_CASE, till=OTHER_TILL), Noted)
    return OTHER_TILL


async def recalled_and_paid_where_it_was_sold(shop: CoreShop, said: Payment) -> TillId:
    await shop.settle_signed(1, payment=said)
    await recall_sold(shop, 1)
    assert isinstance(await shop.close_case(CARD_CASE, till=TILL), Noted)
    return TILL


@SAID
@pytest.mark.parametrize(
    "goes_back",
    [
        voided_elsewhere,
        handed_back_elsewhere,
        refused_and_paid_elsewhere,
        recalled_and_paid_elsewhere,
        recalled_and_paid_where_it_was_sold,
    ],
)
def test_the_drawer_that_paid_back_is_expected_to_lack_what_it_paid(
    tmp_path: Path,
    *,
    goes_back: Callable[[CoreShop, Payment], Awaitable[TillId]],
    said: Payment,
    told: Payment,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        payer = await goes_back(shop, said)
        before = owed_and_in_hand(await as_it_stands(shop, till=payer, kind=said.kind))
        for _ in range(2):  # the first answer was lost
            late = await shop.engine.submit(told_of(NOW, told))
            assert not late.lines[0].activated
        after = owed_and_in_hand(await as_it_stands(shop, till=payer, kind=said.kind))
        assert after == before
        # Somebody has to look for the money of the sale itself; the reference pays for no other.
        assert DIFFERS in await open_cases(shop)
        assert await payment_of(shop) == (said.kind, "CARD-77")

    play(tmp_path, story)


def test_a_day_whose_till_paid_back_cash_is_closed_as_it_was_counted(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        payer = await handed_back_elsewhere(shop, cash())
        await shop.engine.submit(told_of(NOW, by_reference("CARD-77")))
        wrong = await close(shop, till=payer, counted_cash_minor=0)
        assert wrong.refusal is Refusal.DAY_DIFFERS
        closed = await close(shop, till=payer, counted_cash_minor=-PRICE)
        assert isinstance(closed, DayClosed)
        assert cash_to_be_there(content(closed).money) == -PRICE

    play(tmp_path, story)


def test_one_voided_card_keeps_the_kind_of_its_sale_also_for_those_that_are_sold(
    tmp_path: Path,
) -> None:
    """A sale has one payment: which part of it was paid otherwise, nobody has told."""

    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        await shop.settle_signed(1, payment=cash(2 * PRICE))
        await shop.void_signed(7, 1, 1, till=OTHER_TILL)
        late = await shop.engine.submit(told_of(NOW, by_reference("CARD-77", 2 * PRICE)))
        assert [line.activated for line in late.lines] == [False, True]
        assert await payment_of(shop) == (PaymentKind.CASH, "CARD-77")

    play(tmp_path, story)


def test_the_void_of_its_own_till_goes_back_as_that_one_was_paid(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.settle_signed(1, payment=cash())
        act = void(2, 1, approval="signed", payment=by_reference("CARD-77"))
        await shop.sign(act)
        assert (await shop.engine.submit(act)).refund_minor == PRICE
        assert await payment_of(shop) == (PaymentKind.REFERENCE, "CARD-77")

    play(tmp_path, story)


def test_a_refund_that_nobody_has_paid_yet_goes_back_as_its_till_tells(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, stop=StopReason.PROBED, stopped_at=NOW))
        await shop.settle_signed(1, payment=cash())
        late = await shop.engine.submit(told_of(NOW, by_reference("CARD-77")))
        assert late.refund_minor == PRICE, "its till hands it back from here on"
        assert await payment_of(shop) == (PaymentKind.REFERENCE, "CARD-77")

    play(tmp_path, story)
