"""Another till gave money back before a restore, of which others have the money since.

A manager settled the sale so that its money goes back, or paid some of its cards, or its own till
did. What that other till says then is nobody's to pay again, or the ledger has it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from card_contract.messages import HandedBackRequest
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, CodeState, RefundDoubt
from server.core.commands.test_paid_by_one_till_of_two import (
    OF_OWN_VOID,
    given_by_its_own,
    given_for_its_own_void,
    voided_by_its_own,
)
from server_stub.commands.refunds import HANDED_BACK, HandBackVoid
from server_stub.commands.unstored import Noted
from server_stub.commands.voids import MAY_BE_BACK
from server_stub.storage.change import changed
from server_stub.storage.rows.books import RESTORED_AT, MetaRow
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import CASES
from support.core_shop import (
    APP,
    NOW,
    OTHER_TILL,
    PRICE,
    CoreShop,
    play,
    void,
    void_id,
)
from support.settling import DENIED, SALE_CASE, case_views, closed_as_unpaid, money_back
from support.voided_elsewhere import (
    ALL,
    BOTH,
    ELSEWHERE,
    NEVER_ANSWERED,
    OF_CARDS,
    OF_VOID,
    handed_back,
    in_hand,
    paid_by_managers,
    refunds,
    settled_as_not_paid,
    told_confirm,
    told_void,
    twice,
)

OF_SIGNATURE = f"void-refused:{void_id(5, OTHER_TILL)}"
ANEW = replace(ELSEWHERE, request=structs.replace(ELSEWHERE.request, approval="anew"))


async def settled_as_money_back(shop: CoreShop) -> None:
    await shop.reserve(1, 1, 2)
    await shop.sow(MetaRow(name=RESTORED_AT, value=NOW))
    await money_back(shop, payment=BOTH)


async def told_signed(shop: CoreShop, act: Any = ELSEWHERE) -> None:
    """It is told again, and its signature is known, or was given anew."""
    await shop.sign(act)
    for replayed in (False, True):  # its reply was lost
        answer = await shop.engine.submit(act)
        assert (answer.refusal, answer.replayed) == (Refusal.SALE_VOIDED, replayed)


async def told_and_signed_anew(shop: CoreShop) -> None:
    """The backup lacks its signature, which a manager then gives once more."""
    assert (await shop.engine.submit(ELSEWHERE)).refusal is Refusal.APPROVAL_INVALID
    assert OF_SIGNATURE in await refunds(shop)
    early = HandBackVoid(
        app_id=APP,
        till_id=OTHER_TILL,
        void_id=void_id(5, OTHER_TILL),
        request=HandedBackRequest(at=NOW),
    )
    answer = await shop.engine.submit(early)
    assert (answer.refusal, answer.not_now) == (Refusal.NOT_FOUND, True), "the void comes first"
    await told_signed(shop, ANEW)


TOLD = pytest.mark.parametrize("told", [told_signed, told_and_signed_anew])


@TOLD
def test_what_a_settlement_sends_back_is_paid_by_the_till_that_gave_it_before(
    tmp_path: Path, told: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_money_back(shop)
        await told(shop)
        assert await refunds(shop) == [SALE_CASE], "that it was voided there pays nobody"
        await handed_back(shop)
        assert await refunds(shop) == []
        case = await shop.find(CASES.at(APP, SALE_CASE))
        assert (case.closed_by, case.closing_reason) == ("till:T2", HANDED_BACK)
        assert await in_hand(shop) == [(0, ALL), (0, -ALL)], "each drawer is right"
        late = await shop.close_case(SALE_CASE)
        assert late.refusal is Refusal.NOT_FOUND, "nobody pays it again"

    play(tmp_path, story)
    assert twice(tmp_path) == []


@TOLD
def test_where_a_manager_has_paid_it_the_ledger_says_that_it_went_back_twice(
    tmp_path: Path, told: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_money_back(shop)
        assert isinstance(await shop.close_case(SALE_CASE), Noted)
        before = await in_hand(shop)
        await told(shop)
        await handed_back(shop)
        assert (await refunds(shop), await in_hand(shop)) == ([], before)

    play(tmp_path, story)
    (entry,) = twice(tmp_path)
    assert SALE_CASE in entry


def test_what_its_own_till_denies_stays_in_doubt_and_says_what_went_back(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_money_back(shop)
        await shop.cancel(1)
        await told_signed(shop)
        await handed_back(shop)
        (view,) = [one for one in await case_views(shop) if one.case_id == DENIED]
        assert view.doubt is RefundDoubt.DENIED
        assert view.detail.endswith(
            "voided at another till, before it was settled that all its money goes back"
        )
        assert isinstance(await closed_as_unpaid(shop, DENIED), Noted)

    play(tmp_path, story)
    assert len(twice(tmp_path)) == 1


def test_of_some_of_its_cards_the_case_stays_and_says_which_went_back(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_money_back(shop)
        await told_signed(shop, void(5, 1, 2, till=OTHER_TILL, approval="part", told_again=True))
        await handed_back(shop)
        (view,) = [one for one in await case_views(shop) if one.case_id == SALE_CASE]
        assert view.amount_minor == ALL
        assert view.detail.startswith("the till is dead; voided at another till")
        assert view.detail.endswith(": 2")

    play(tmp_path, story)
    assert len(twice(tmp_path)) == 1


def test_a_void_that_was_never_answered_gives_nothing_back_of_it(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_money_back(shop)
        await told_signed(shop, NEVER_ANSWERED)
        assert await shop.find(CASES.at(APP, OF_VOID)) is None
        assert await refunds(shop) == [SALE_CASE]

    play(tmp_path, story)


def test_its_own_tills_late_void_of_it_leaves_nothing_but_its_word(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_money_back(shop)
        assert await voided_by_its_own(shop) is Refusal.SALE_VOIDED
        await given_for_its_own_void(shop)
        assert await refunds(shop) == [SALE_CASE]

    play(tmp_path, story)


def test_of_what_managers_had_paid_in_part_the_rest_is_paid_and_the_other_told_of(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await paid_by_managers(shop, OF_CARDS[:1])
        await told_void(shop)
        assert await refunds(shop) == [OF_VOID]
        await handed_back(shop)
        assert await refunds(shop) == []
        assert await in_hand(shop) == [(0, PRICE), (0, -PRICE)]

    play(tmp_path, story)
    (entry,) = twice(tmp_path)
    assert f"{OF_VOID}:besides" in entry
    assert entry[6] == {"closed_by": "operator:anna", "reason": "refunded"}


def test_a_void_that_gave_nothing_there_tells_of_no_money_that_went_back_twice(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await paid_by_managers(shop, OF_CARDS[:1])
        await told_void(shop)
        assert isinstance(await shop.close_case(OF_VOID), Noted)
        assert await refunds(shop) == []

    play(tmp_path, story)
    assert twice(tmp_path) == []


async def given_card_by_card(shop: CoreShop) -> None:
    await told_confirm(shop)
    await given_by_its_own(shop, 1, 2)


async def voided_and_due(shop: CoreShop) -> None:
    assert await voided_by_its_own(shop) is Refusal.SALE_CANCELLED


async def voided_and_given(shop: CoreShop) -> None:
    await voided_and_due(shop)
    await given_for_its_own_void(shop)


@pytest.mark.parametrize("own", [given_card_by_card, voided_and_due, voided_and_given])
def test_what_its_own_till_gives_too_is_told_of_in_the_ledger(tmp_path: Path, own: Any) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await own(shop)
        before = (await refunds(shop), await in_hand(shop))
        await told_void(shop)
        await handed_back(shop)
        assert (await refunds(shop), await in_hand(shop)) == before

    play(tmp_path, story)
    assert len(twice(tmp_path)) == 1


async def told_void_and_confirm(shop: CoreShop) -> None:
    await told_void(shop)
    await told_confirm(shop)


async def confirmed_and_paid_by_managers(shop: CoreShop) -> None:
    await paid_by_managers(shop, OF_CARDS)


@pytest.mark.parametrize(
    "taken", [told_void, told_void_and_confirm, confirmed_and_paid_by_managers]
)
def test_what_its_own_till_gave_before_by_a_void_is_told_of_in_the_ledger(
    tmp_path: Path, taken: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await taken(shop)
        again = void(2, 1, approval="void-2", payment=BOTH, told_again=True)
        for replayed in (False, True):  # its reply was lost
            answer = await shop.engine.submit(again)
            assert (answer.refusal, answer.replayed) == (Refusal.SALE_VOIDED, replayed)
        before = await refunds(shop)
        await given_for_its_own_void(shop)
        assert await refunds(shop) == before, "what is due to the other void is not its"

    play(tmp_path, story)
    assert len(twice(tmp_path)) == 1


@pytest.mark.parametrize("paid", [[], OF_CARDS[:1], OF_CARDS])
def test_a_void_that_tells_no_payment_is_of_what_its_confirm_has_told(
    tmp_path: Path, paid: list[str]
) -> None:
    """Its till had an answer before the restore, and so tells the payment no more."""

    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await paid_by_managers(shop, paid)
        answer = await shop.void_signed(2, 1)
        if paid == OF_CARDS:
            assert answer.refusal is Refusal.SALE_VOIDED, "nothing goes back there"
            return
        assert answer.refusal is Refusal.SALE_CANCELLED
        assert await refunds(shop) == [OF_OWN_VOID]
        (view,) = [one for one in await case_views(shop) if one.case_id == OF_OWN_VOID]
        assert view.amount_minor == ALL - PRICE * len(paid)
        await given_for_its_own_void(shop)
        assert await refunds(shop) == [], "nobody pays it again"

    play(tmp_path, story)
    assert twice(tmp_path) == []


@pytest.mark.parametrize("told_again", [False, True])
def test_the_case_of_a_card_that_was_used_since_says_that_its_price_may_be_back(
    tmp_path: Path, *, told_again: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1, 2)
        await shop.sow(MetaRow(name=RESTORED_AT, value=NOW))
        code = await shop.find(CODES.at(APP, 2))
        await shop.change(changed(code, state=CodeState.REDEEMED, redeemed_at=NOW))
        act = void(5, 1, till=OTHER_TILL, approval="anew", note="torn", told_again=told_again)
        await shop.sign(act)
        assert (await shop.engine.submit(act)).refund_minor == PRICE
        (view,) = [one for one in await case_views(shop) if one.kind is CaseKind.VOID_REFUSED]
        assert view.detail == (f"torn; {MAY_BE_BACK}" if told_again else "torn")

    play(tmp_path, story)
