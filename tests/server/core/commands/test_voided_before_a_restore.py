"""A sale that was voided at another till; a restore has lost it, and a manager said: not paid.

What that till gave is counted once, and nobody pays it again once its own till comes back: whether
it was given before the restore, or since, for a void that was never answered.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import CaseKind
from server_stub.commands.restoration import ExcuseTill
from server_stub.commands.unstored import Noted
from server_stub.storage.change import changed
from server_stub.storage.rows.sales import CASES
from support.backup import restored
from support.closing import as_it_stands
from support.core_shop import (
    APP,
    MANAGER,
    OTHER_TILL,
    TILL,
    CoreShop,
    ledger_of,
    play,
    void_id,
)
from support.settling import case_views, open_cases
from support.voided_elsewhere import (
    ALL,
    BOTH,
    NEVER_ANSWERED,
    OF_CARDS,
    OF_VOID,
    asked_void,
    handed_back,
    in_hand,
    paid_by_managers,
    refunds,
    settled_as_not_paid,
    told_confirm,
    told_void,
    twice,
)


@pytest.mark.parametrize(
    "told",
    [
        (told_void, handed_back, told_confirm),
        (told_void, told_confirm, handed_back),
        (told_confirm, told_void, handed_back),
        (asked_void, handed_back, told_confirm),
        (asked_void, told_confirm, handed_back),
        (told_confirm, asked_void, handed_back),
    ],
    ids=[
        *("its till comes last", "between", "first"),
        *("last, never answered", "between, never answered", "first, never answered"),
    ],
)
def test_what_went_back_there_is_counted_and_not_owed_again(tmp_path: Path, told: Any) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        for word in told:
            await word(shop)
        assert await refunds(shop) == []
        assert await in_hand(shop) == [(0, ALL), (0, -ALL)], "each drawer is right"
        case = await shop.find(CASES.at(APP, OF_VOID))
        assert (case.closed_by, case.paid_till_id, case.paid_minor) == ("till:T2", "T2", ALL)

    play(tmp_path, story)
    assert twice(tmp_path) == []


@pytest.mark.parametrize(
    "told",
    [
        (told_void, told_confirm),
        (told_confirm, told_void),
        (asked_void, told_confirm),
        (told_confirm, asked_void),
    ],
)
def test_what_has_not_gone_back_there_is_one_case_once_its_own_till_says_that_it_was_paid(
    tmp_path: Path, told: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        for word in told:
            await word(shop)
        (view,) = [one for one in await case_views(shop) if one.kind is CaseKind.REFUND_DUE]
        assert (view.case_id, view.amount_minor) == (OF_VOID, ALL)
        assert view.detail == "the till says: paid, though settled as not paid"
        assert await in_hand(shop) == [(ALL, ALL), (0, 0)]
        assert isinstance(await shop.close_case(OF_VOID), Noted)
        await handed_back(shop)  # there too, all the same

    play(tmp_path, story)
    assert len(twice(tmp_path)) == 1


@pytest.mark.parametrize("voided", [told_void, asked_void])
def test_a_void_alone_makes_no_money_payable(tmp_path: Path, voided: Any) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await voided(shop)
        assert await open_cases(shop) == []
        assert await in_hand(shop) == [(0, 0), (0, 0)]
        case = await shop.find(CASES.at(APP, OF_VOID))
        assert case.detail == "voided at another till, though settled as not paid"

    play(tmp_path, story)


@pytest.mark.parametrize("voided", [told_void, asked_void])
def test_what_went_back_there_stands_in_that_tills_report_also_while_the_sales_till_is_silent(
    tmp_path: Path, voided: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await voided(shop)
        await handed_back(shop)
        # In no drawer's cash, for nobody has told how it was paid.
        assert await in_hand(shop) == [(0, 0), (0, 0)]
        unknown = await as_it_stands(shop, till=OTHER_TILL, kind=None)
        assert unknown.for_others_minor == ALL
        assert await open_cases(shop) == []

    play(tmp_path, story)


@pytest.mark.parametrize("paid", [OF_CARDS, OF_CARDS[:1]], ids=["all", "one"])
def test_a_void_that_was_never_answered_gives_nothing_back_once_managers_have_begun_to(
    tmp_path: Path, paid: list[str]
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await paid_by_managers(shop, paid)
        await shop.sign(NEVER_ANSWERED)
        for replayed in (False, True):  # its reply was lost
            answer = await shop.engine.submit(NEVER_ANSWERED)
            assert (answer.refusal, answer.replayed) == (Refusal.SALE_VOIDED, replayed)
        assert await refunds(shop) == OF_CARDS[len(paid) :], "the rest is as it was"
        assert await shop.find(CASES.at(APP, OF_VOID)) is None

    play(tmp_path, story)


def test_what_had_gone_back_there_and_managers_have_paid_is_told_of_in_the_ledger(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await paid_by_managers(shop, OF_CARDS)
        before = await in_hand(shop)
        await told_void(shop)
        assert (await refunds(shop), await in_hand(shop)) == ([], before)
        await handed_back(shop)
        assert (await refunds(shop), await in_hand(shop)) == ([], before)

    play(tmp_path, story)
    assert len(twice(tmp_path)) == 1


def test_a_void_that_was_never_answered_gives_nothing_back_where_its_own_till_has_voided_it(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        late = await shop.void_signed(2, 1, payment=BOTH)
        assert late.refusal is Refusal.SALE_CANCELLED
        await shop.sign(NEVER_ANSWERED)
        assert (await shop.engine.submit(NEVER_ANSWERED)).refusal is Refusal.SALE_VOIDED
        assert await refunds(shop) == [f"refund-due:{void_id(2)}"]

    play(tmp_path, story)


async def its_till_is_silent(shop: CoreShop) -> None:
    """It has not said by then whether it was paid."""


@pytest.mark.parametrize("word", [its_till_is_silent, told_confirm])
def test_what_a_manager_has_closed_waits_for_no_till_whatever_his_reason(
    tmp_path: Path, word: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await told_void(shop)
        case = await shop.find(CASES.at(APP, OF_VOID))
        # The same words, and the same columns: only who says it is another.
        await shop.change(changed(case, closed_by=f"operator:{MANAGER}"))
        await word(shop)
        assert await refunds(shop) == []
        await handed_back(shop)

    play(tmp_path, story)
    assert len(twice(tmp_path)) == 1


@pytest.mark.sqlite_only  # a backup here is a copy of the file
def test_a_void_whose_reply_was_lost_with_the_restore_is_paid_once_and_counted(
    tmp_path: Path,
) -> None:
    async def held(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)

    async def lost(shop: CoreShop) -> None:
        assert all(line.activated for line in (await shop.confirm(1, payment=BOTH)).lines)
        await shop.sign(NEVER_ANSWERED)
        assert (await shop.engine.submit(NEVER_ANSWERED)).refund_minor == ALL

    async def story(shop: CoreShop) -> None:
        await shop.told(OTHER_TILL)
        excuse = ExcuseTill(app_id=APP, till_id=TILL, operator_id=MANAGER, reason="stolen")
        assert isinstance(await shop.engine.submit(excuse), Noted)
        await shop.settle_signed(1, was_paid=False)
        await asked_void(shop)
        await handed_back(shop)
        await shop.reserve(1, 1, 2, told_again=True)  # it comes back after all
        await told_confirm(shop)
        assert await refunds(shop) == []
        assert await in_hand(shop) == [(0, ALL), (0, -ALL)]

    backup = restored(tmp_path, before=held, lost=lost, after=story)
    assert not [entry for entry in ledger_of(backup) if "refund.twice" in entry]


@pytest.mark.parametrize("voided", [told_void, asked_void])
def test_a_void_that_is_not_from_before_a_restore_is_refused_and_leaves_nothing(
    tmp_path: Path, voided: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        await shop.settle_signed(1, was_paid=False)
        await voided(shop)
        await told_confirm(shop)
        await handed_back(shop)
        assert await refunds(shop) == OF_CARDS, "its own till, or a manager, gives it back"

    play(tmp_path, story)
