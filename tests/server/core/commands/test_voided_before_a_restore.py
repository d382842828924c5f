"""A sale that was voided and paid back at another till; a restore has lost both, and a manager said:

not paid. What that till gave is counted once, and nobody pays it again once its own till comes back.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from card_contract.messages import HandedBackRequest
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind
from server_stub.commands.refunds import HandBackVoid, HandedBack
from server_stub.commands.unstored import Noted
from server_stub.storage.rows.books import RESTORED_AT, MetaRow
from server_stub.storage.rows.sales import CASES
from support.closing import as_it_stands, owed_and_in_hand
from support.core_shop import (
    APP,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    cash,
    ledger_of,
    play,
    sale_id,
    void,
    void_id,
)
from support.settling import DIFFERS, case_views, open_cases

ELSEWHERE = void(5, 1, till=OTHER_TILL, approval="lost", told_again=True)
OF_VOID = f"refund-due:{void_id(5, OTHER_TILL)}"
OF_CARDS = [f"refund-due:{sale_id(1)}:{card}" for card in (1, 2)]
BOTH = cash(2 * PRICE)
ALL = 2 * PRICE


async def settled_as_not_paid(shop: CoreShop) -> None:
    await shop.reserve(1, 1, 2)
    await shop.sow(MetaRow(name=RESTORED_AT, value=NOW))
    await shop.settle_signed(1, was_paid=False)


async def told_void(shop: CoreShop) -> None:
    for replayed in (False, True):  # its reply was lost
        answer = await shop.engine.submit(ELSEWHERE)
        assert (answer.refusal, answer.replayed) == (Refusal.SALE_CANCELLED, replayed)


async def told_confirm(shop: CoreShop) -> None:
    for _ in range(2):  # its reply was lost
        assert (await shop.confirm(1, payment=BOTH)).refusal is Refusal.SALE_CANCELLED


async def handed_back(shop: CoreShop) -> None:
    word = HandBackVoid(
        app_id=APP,
        till_id=OTHER_TILL,
        void_id=void_id(5, OTHER_TILL),
        request=HandedBackRequest(at=NOW),
    )
    for replayed in (False, True):  # its reply was lost
        answer = await shop.engine.submit(word)
        assert (type(answer), answer.replayed) == (HandedBack, replayed)


async def refunds(shop: CoreShop) -> list[str]:
    return [case for case in await open_cases(shop) if case != DIFFERS]


async def in_hand(shop: CoreShop) -> list[tuple[int, int]]:
    return [owed_and_in_hand(await as_it_stands(shop, till=till)) for till in (TILL, OTHER_TILL)]


def twice(path: Path) -> list[Any]:
    return [entry for entry in ledger_of(path / "shop.db") if "refund.twice" in entry]


@pytest.mark.parametrize(
    "told",
    [
        (told_void, handed_back, told_confirm),
        (told_void, told_confirm, handed_back),
        (told_confirm, told_void, handed_back),
    ],
    ids=["its till comes last", "between", "first"],
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


@pytest.mark.parametrize("told", [(told_void, told_confirm), (told_confirm, told_void)])
def test_what_has_not_gone_back_there_is_one_case_once_its_own_till_says_that_it_was_paid(
    tmp_path: Path, told: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        for word in told:
            await word(shop)
        (view,) = [one for one in await case_views(shop) if one.kind is CaseKind.REFUND_DUE]
        assert (view.case_id, view.amount_minor) == (OF_VOID, ALL)
        assert await in_hand(shop) == [(ALL, ALL), (0, 0)]
        assert isinstance(await shop.close_case(OF_VOID), Noted)
        await handed_back(shop)  # there too, all the same

    play(tmp_path, story)
    assert len(twice(tmp_path)) == 1


def test_a_void_alone_makes_no_money_payable(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await told_void(shop)
        assert await open_cases(shop) == []
        assert await in_hand(shop) == [(0, 0), (0, 0)]

    play(tmp_path, story)


def test_a_void_that_is_not_from_before_a_restore_is_refused_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        await shop.settle_signed(1, was_paid=False)
        await told_void(shop)
        await told_confirm(shop)
        await handed_back(shop)
        assert await refunds(shop) == OF_CARDS, "its own till, or a manager, gives it back"

    play(tmp_path, story)
