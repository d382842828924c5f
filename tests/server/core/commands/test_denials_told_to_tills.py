"""Whether a sale's till denies its payment is told to any till that may have to hand its money back."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.outcomes import Refusal
from server_stub.commands.unstored import Noted
from server_stub.queries.sales import SaleQueries
from support.core_shop import APP, OTHER_TILL, PRICE, CoreShop, cash, play, sale_id
from support.settling import DENIED_SALE, closed_as_unpaid


async def denied(shop: CoreShop) -> bool | None:
    view = await SaleQueries(shop.reader).sale(APP, str(sale_id(1)))
    assert view is not None
    return view.denied


@pytest.mark.parametrize("was_paid", [True, False])
def test_it_is_told_until_it_is_found_out_that_it_was_paid(tmp_path: Path, was_paid: bool) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        await shop.settle_signed(1, payment=cash(2 * PRICE))
        assert (await shop.void_signed(7, 1, 1, till=OTHER_TILL)).refund_minor == PRICE
        assert await denied(shop) is False
        assert (await shop.cancel(1)).refusal is Refusal.SALE_CONFIRMED
        assert await denied(shop) is True
        if was_paid:
            assert isinstance(await shop.close_case(DENIED_SALE), Noted)
        else:
            await closed_as_unpaid(shop, DENIED_SALE)
        assert await denied(shop) is not was_paid

    play(tmp_path, story)
