"""How money goes back, as a till believes: what is no longer right voids nothing and closes nothing.

A manager has settled a sale, and said how it was paid; its own till tells otherwise before another
one voids it, or before the case of its money is closed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from card_contract.messages import Payment
from card_contract.outcomes import MEANINGS, Refusal
from card_contract.states import CodeState, MoneyWay, PaymentKind, StopReason
from server_stub.commands.approvals import approval_id
from server_stub.commands.unstored import Noted
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import CASES, SALES
from server_stub.storage.rows.staff import APPROVALS
from support.closing import recall_sold
from support.core_shop import (
    APP,
    NOW,
    OTHER_TILL,
    PRICE,
    CoreShop,
    by_reference,
    cash,
    play,
    sale_id,
    void,
)
from support.settling import (
    SALE_CASE,
    closed_as_unpaid,
    money_back,
    open_cases,
    payment_of,
    told_of,
)

CARD_CASE = f"{SALE_CASE}:1"
WAYS = pytest.mark.parametrize(
    ("said", "told"),
    [(cash(), by_reference("CARD-77")), (by_reference("CARD-1"), cash())],
    ids=["cash", "reference"],
)


def way(payment: Payment) -> MoneyWay:
    return MoneyWay.of(payment.kind)


async def void_elsewhere(shop: CoreShop, number: int, believed: MoneyWay, **more: Any) -> Any:
    return await shop.void_signed(number, 1, till=OTHER_TILL, goes_back_by=believed, **more)


async def settled(shop: CoreShop, said: Payment) -> None:
    await shop.reserve(1, 1)
    await shop.settle_signed(1, payment=said)


def test_every_kind_has_its_way() -> None:
    assert [MoneyWay.of(kind).value for kind in PaymentKind] == [kind.value for kind in PaymentKind]
    assert MoneyWay.of(None) is MoneyWay.UNKNOWN


@WAYS
def test_a_void_that_knows_how_its_money_goes_back_is_carried_out(
    tmp_path: Path, *, said: Payment, told: Payment
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled(shop, said)
        assert (await void_elsewhere(shop, 7, way(said))).refund_minor == PRICE
        await shop.engine.submit(told_of(NOW, told))
        assert (await payment_of(shop))[0] is said.kind, "it goes back as its till was told"

    play(tmp_path, story)


@WAYS
def test_a_void_that_believes_what_is_no_longer_right_voids_nothing_and_is_asked_anew(
    tmp_path: Path, *, said: Payment, told: Payment
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled(shop, said)
        await shop.engine.submit(told_of(NOW, told))
        for again in (False, True):  # the first answer was lost, or the till has crashed
            act = void(7, 1, till=OTHER_TILL, approval="void-7", goes_back_by=way(said))
            if not again:
                await shop.sign(act)
            refused = await shop.engine.submit(act)
            assert (refused.refusal, refused.replayed) == (Refusal.MONEY_WAY_CHANGED, again)
        assert (await shop.find(CODES.at(APP, 1))).state is CodeState.AVAILABLE
        assert (await shop.find(APPROVALS.at(APP, approval_id("void-7")))).used_at is None
        assert (await void_elsewhere(shop, 8, way(told))).refund_minor == PRICE
        late = await shop.engine.submit(void(7, 1, till=OTHER_TILL, goes_back_by=way(told)))
        assert late.refusal in (Refusal.MONEY_WAY_CHANGED, Refusal.KEY_REUSED)

    play(tmp_path, story)


def test_a_void_that_was_carried_out_is_answered_so_whatever_a_copy_of_it_believes(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled(shop, cash())
        done = await void_elsewhere(shop, 7, MoneyWay.CASH)
        await shop.engine.submit(told_of(NOW, by_reference("CARD-77")))
        for believed in (MoneyWay.CASH, MoneyWay.REFERENCE, None):
            act = void(7, 1, till=OTHER_TILL, approval="void-7", goes_back_by=believed)
            again = await shop.engine.submit(act)
            assert (again.refund_minor, again.replayed) == (done.refund_minor, True)

    play(tmp_path, story)


def test_what_was_decided_before_a_restore_is_told_again_as_it_was(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled(shop, cash())
        await shop.engine.submit(told_of(NOW, by_reference("CARD-77")))
        told = await void_elsewhere(shop, 7, MoneyWay.CASH, told_again=True)
        assert told.refund_minor == PRICE

    play(tmp_path, story)


def test_a_till_from_before_believes_nothing_and_voids_as_it_did(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled(shop, cash())
        await shop.engine.submit(told_of(NOW, by_reference("CARD-77")))
        assert (await shop.void_signed(7, 1, till=OTHER_TILL)).refund_minor == PRICE

    play(tmp_path, story)


def test_where_nobody_knew_how_it_was_paid_somebody_may_by_now(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled(shop, cash())
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        await shop.change(changed(sale, payment_kind=None))  # settled by an older server
        known = await void_elsewhere(shop, 7, MoneyWay.CASH)
        assert known.refusal is Refusal.MONEY_WAY_CHANGED
        assert (await void_elsewhere(shop, 8, MoneyWay.UNKNOWN)).refund_minor == PRICE

    play(tmp_path, story)


async def to_be_refunded(shop: CoreShop) -> str:
    """Paid by cash, as the manager says, and recalled since: its price is a case."""
    await settled(shop, cash())
    await recall_sold(shop, 1)
    return CARD_CASE


async def refused_when_settled(shop: CoreShop) -> str:
    await shop.reserve(1, 1)
    code = await shop.find(CODES.at(APP, 1))
    await shop.change(changed(code, stop=StopReason.PROBED, stopped_at=NOW))
    await shop.settle_signed(1, payment=cash())
    return CARD_CASE


async def of_the_whole_sale(shop: CoreShop) -> str:
    await shop.reserve(1, 1)
    await money_back(shop)
    return SALE_CASE


@pytest.mark.parametrize("due", [to_be_refunded, of_the_whole_sale])
def test_a_case_that_was_read_before_its_till_told_stays_open_and_is_read_again(
    tmp_path: Path, due: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        case_id = await due(shop)
        await shop.engine.submit(told_of(NOW, by_reference("CARD-77")))
        for _ in range(2):
            refused = await shop.close_case(case_id, goes_back_by=MoneyWay.CASH)
            assert refused.refusal is Refusal.MONEY_WAY_CHANGED
        assert (await shop.find(CASES.at(APP, case_id))).closed_at is None
        for _ in range(2):  # the first answer was lost
            done = await shop.close_case(case_id, goes_back_by=MoneyWay.REFERENCE)
            assert isinstance(done, Noted)
        assert (await shop.find(CASES.at(APP, case_id))).closed_at is not None

    play(tmp_path, story)


@pytest.mark.parametrize("due", [to_be_refunded, refused_when_settled, of_the_whole_sale])
def test_a_case_that_was_closed_is_answered_so_although_its_till_tells_otherwise(
    tmp_path: Path, due: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        case_id = await due(shop)
        assert isinstance(await shop.close_case(case_id, goes_back_by=MoneyWay.CASH), Noted)
        await shop.engine.submit(told_of(NOW, by_reference("CARD-77")))
        again = await shop.close_case(case_id, goes_back_by=MoneyWay.CASH)
        assert isinstance(again, Noted)
        assert (await shop.find(CASES.at(APP, case_id))).closed_at is not None

    play(tmp_path, story)


def test_what_is_closed_as_not_owed_goes_back_by_no_way(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await of_the_whole_sale(shop)
        await shop.cancel(1)
        (doubt,) = [one for one in await open_cases(shop) if one.startswith("refund-due-denied")]
        wrong = await closed_as_unpaid(shop, doubt, goes_back_by=MoneyWay.REFERENCE)
        assert isinstance(wrong, Noted)

    play(tmp_path, story)


def test_the_refusal_is_for_good_for_the_same_void_is_never_right_again() -> None:
    meaning = MEANINGS[Refusal.MONEY_WAY_CHANGED]
    assert (meaning.final, meaning.settles) == (True, True)
