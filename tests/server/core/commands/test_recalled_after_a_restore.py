"""A recall that a restore has lost is done again once every till has told, and nobody pays twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.states import CodeState, HoldState
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import TillId
from server_stub.storage.rows.cards import CODES
from support.backup import restored
from support.closing import as_it_stands, owed_and_in_hand, recall_sold
from support.core_shop import APP, OTHER_TILL, PRICE, TILL, CoreShop
from support.settling import SALE_CASE, case_views, open_cases

pytestmark = pytest.mark.sqlite_only  # a backup here is a copy of the file
CARD_CASE = f"{SALE_CASE}:1"
TILLS = (TILL, OTHER_TILL)


async def sold(shop: CoreShop) -> None:
    await shop.sell(1, 1)


async def told_again(shop: CoreShop) -> None:
    await shop.reserve(1, 1, told_again=True)
    await shop.confirm(1)
    await shop.told(*TILLS)
    code = await shop.find(CODES.at(APP, 1))
    assert (code.state, code.hold) == (CodeState.AVAILABLE, HoldState.SOLD)
    assert await open_cases(shop) == [], "no till tells of the recall"


async def in_hand(shop: CoreShop) -> list[tuple[int, int]]:
    return [owed_and_in_hand(await as_it_stands(shop, till=till)) for till in TILLS]


@pytest.mark.parametrize("paid_at", TILLS)
def test_whose_money_went_back_before_is_closed_where_it_was_paid_and_each_drawer_is_right(
    tmp_path: Path, paid_at: TillId
) -> None:
    async def lost(shop: CoreShop) -> None:
        await recall_sold(shop, 1)
        assert isinstance(await shop.close_case(CARD_CASE, till=paid_at), Noted)

    async def after(shop: CoreShop) -> None:
        await told_again(shop)
        assert await in_hand(shop) == [(0, PRICE), (0, 0)], "but the money is gone"
        await recall_sold(shop, 1)
        assert (await shop.find(CODES.at(APP, 1))).state is CodeState.INVALIDATED
        (view,) = await case_views(shop, recall_id=1)
        assert view.case_id == CARD_CASE
        for _ in range(2):  # its reply was lost
            assert isinstance(await shop.close_case(CARD_CASE, till=paid_at), Noted)
        paid = -PRICE if paid_at == OTHER_TILL else 0
        assert await in_hand(shop) == [(0, PRICE if paid else 0), (0, paid)]

    restored(tmp_path, before=sold, lost=lost, after=after)
