"""Refunds that a manager's settlement left, and that the sale's till contradicts."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import CodeState, PaymentKind, RefundDoubt
from server_stub.commands.unstored import Noted
from server_stub.domain.business_day import day_bounds_ms
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from support.closing import (
    BERLIN,
    DAY_AFTER,
    TOMORROW,
    as_it_stands,
    close,
    owed_and_in_hand,
    sign,
    to_tomorrow,
)
from support.closing import cash as cash_of
from support.core_shop import (
    APP,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    by_reference,
    cash,
    ledger_of,
    play,
    sale_id,
)
from support.settling import (
    AGAIN,
    DENIED,
    DIFFERS,
    SALE_CASE,
    case_views,
    closed_as_unpaid,
    money_back,
    open_cases,
    payment_of,
    told_of,
)

CARD_CASE = f"{SALE_CASE}:1"
CARD_DENIED = f"{DENIED}:1"


def test_a_refund_whose_till_was_not_paid_is_in_doubt_and_closed_without_any_money(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=cash())
        # Nobody calls a refund unpaid that nothing speaks against.
        assert (await closed_as_unpaid(shop, SALE_CASE)).refusal is Refusal.NOT_ALLOWED
        assert (await shop.cancel(1)).refusal is Refusal.SALE_VOIDED
        # Whoever has read the case before can not close it any more, and pay.
        assert (await shop.close_case(SALE_CASE, till=OTHER_TILL)).refusal is Refusal.NOT_FOUND
        (view,) = [each for each in await case_views(shop) if each.case_id == DENIED]
        assert (view.doubt, view.amount_minor) == (RefundDoubt.DENIED, PRICE)
        assert (await money_back(shop, approval="of another manager")).owed
        assert (await closed_as_unpaid(shop, DENIED, at_till=None)).refusal is Refusal.NOT_ALLOWED
        for _ in range(2):  # its reply was lost
            assert isinstance(await closed_as_unpaid(shop, DENIED), Noted)
        paid = await shop.close_case(DENIED, till=OTHER_TILL)
        assert paid.refusal is Refusal.NOT_FOUND, "and is not told as paid by another word"
        for till in (TILL, OTHER_TILL):
            assert owed_and_in_hand(await as_it_stands(shop, till=till)) == (0, 0)
        # What its till is paid after all is owed, whenever that was, and as it was paid.
        late = await shop.engine.submit(told_of(NOW, by_reference("CARD-77")))
        assert late.refusal is Refusal.SALE_VOIDED
        assert await open_cases(shop) == [DIFFERS, AGAIN]
        assert await payment_of(shop) == (PaymentKind.REFERENCE, "CARD-77")

    play(tmp_path, story)
    closes = [entry for entry in ledger_of(tmp_path / "shop.db") if "case.closed" in entry]
    (told,) = [part for entry in closes for part in entry if isinstance(part, dict)]
    assert told["unpaid"] is True


def test_a_refund_in_doubt_that_was_owed_all_the_same_is_paid_as_every_other(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=cash())
        await shop.cancel(1)
        assert isinstance(await shop.close_case(DENIED, till=OTHER_TILL), Noted)
        unpaid = await closed_as_unpaid(shop, DENIED)
        assert unpaid.refusal is Refusal.NOT_FOUND
        assert owed_and_in_hand(await as_it_stands(shop)) == (0, PRICE)
        assert owed_and_in_hand(await as_it_stands(shop, till=OTHER_TILL)) == (0, -PRICE)

    play(tmp_path, story)


async def refused_and_settled_as_paid(shop: CoreShop) -> None:
    """A card was taken out of use while it was held, and a manager says that it was paid."""
    await shop.reserve(1, 1)
    code = await shop.find(CODES.at(APP, 1))
    await shop.change(changed(code, state=CodeState.INVALIDATED, invalidated_at=NOW))
    await shop.settle_signed(1, payment=cash())


def test_the_refund_of_a_refused_card_is_in_doubt_once_its_till_was_not_paid(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await refused_and_settled_as_paid(shop)
        for _ in range(2):  # its reply was lost
            assert (await shop.cancel(1)).refusal is Refusal.SALE_CONFIRMED
        assert (await shop.close_case(CARD_CASE)).refusal is Refusal.NOT_FOUND
        assert await open_cases(shop) == [DIFFERS, CARD_DENIED]
        (view,) = [each for each in await case_views(shop) if each.case_id == CARD_DENIED]
        assert (view.doubt, view.amount_minor, view.card_id) == (RefundDoubt.DENIED, PRICE, "1")
        assert isinstance(await closed_as_unpaid(shop, CARD_DENIED), Noted)
        for till in (TILL, OTHER_TILL):
            assert owed_and_in_hand(await as_it_stands(shop, till=till)) == (0, 0)

    play(tmp_path, story)


@pytest.mark.parametrize("found_unpaid", [False, True])
def test_a_till_that_says_after_its_denial_that_it_was_paid_refunds_the_refused_card_itself(
    tmp_path: Path, *, found_unpaid: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await refused_and_settled_as_paid(shop)
        await shop.cancel(1)
        if found_unpaid:
            await closed_as_unpaid(shop, CARD_DENIED)
        for _ in range(2):  # its reply was lost
            assert (await shop.confirm(1)).refund_minor == PRICE
        assert await open_cases(shop) == [DIFFERS, f"refund-due-at-till:{sale_id(1)}:1"]
        assert (await shop.close_case(CARD_DENIED)).refusal is Refusal.NOT_FOUND

    play(tmp_path, story)


def test_a_refund_in_doubt_that_a_manager_paid_is_not_refunded_again_by_its_till(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await refused_and_settled_as_paid(shop)
        await shop.cancel(1)
        assert isinstance(await shop.close_case(CARD_DENIED, till=OTHER_TILL), Noted)
        assert (await shop.confirm(1)).refund_minor == 0
        assert await open_cases(shop) == [DIFFERS]

    play(tmp_path, story)


@pytest.mark.parametrize("is_denied_first", [False, True])
def test_what_a_close_has_as_owed_and_was_not_is_told_in_the_next_one(
    tmp_path: Path, *, is_denied_first: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=cash())
        if is_denied_first:
            await shop.cancel(1)
        open_case = DENIED if is_denied_first else SALE_CASE
        signed = await sign(shop, [*([DIFFERS] if is_denied_first else []), open_case])
        first = cash_of(await close(shop, approval=signed))
        assert owed_and_in_hand(first) == (PRICE, PRICE)
        to_tomorrow(shop)
        if not is_denied_first:
            await shop.cancel(1)
        assert owed_and_in_hand(await as_it_stands(shop, TOMORROW)) == (PRICE, 0)
        for _ in range(2):  # its reply was lost
            assert isinstance(await closed_as_unpaid(shop, DENIED), Noted)
        found_out = await as_it_stands(shop, TOMORROW)
        assert (found_out.not_owed_minor, *owed_and_in_hand(found_out)) == (PRICE, 0, 0)
        assert found_out.elsewhere_minor == 0, "no other till has handed it back"
        assert owed_and_in_hand(await as_it_stands(shop, TOMORROW, till=OTHER_TILL)) == (0, 0)
        signed = await sign(shop, [DIFFERS], TOMORROW)
        second = cash_of(await close(shop, TOMORROW, approval=signed))
        assert (second.not_owed_minor, *owed_and_in_hand(second)) == (PRICE, 0, 0)
        shop.clock.now_ms = day_bounds_ms(TOMORROW, BERLIN)[1]
        assert (await as_it_stands(shop, DAY_AFTER)).not_owed_minor == 0

    play(tmp_path, story)
