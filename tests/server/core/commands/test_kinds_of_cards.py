"""What a till is told of the cards of its shop: by what their barcodes are known."""

from __future__ import annotations

from pathlib import Path

from card_contract.messages import Shop
from server_stub.queries.shop import ShopQueries
from support.core_shop import TILL, CoreShop, campaign_row, play, till_row


async def told(shop: CoreShop) -> Shop:
    return await ShopQueries(shop.reader).shop(till_row(TILL))


def test_a_till_is_told_the_issuers_and_whether_a_barcode_may_be_a_code(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        first = await told(shop)
        assert (first.issuers, first.sells_codes) == (["970010"], False)
        await shop.sow(campaign_row("digital", issuer=None))
        assert not (await told(shop)).sells_codes
        await shop.sow(
            campaign_row("simple", issuer=None, barcode_is_code=True),
            campaign_row("other", issuer="970020"),
        )
        last = await told(shop)
        assert (last.issuers, last.sells_codes) == (["970010", "970020"], True)

    play(tmp_path, story, cards=0)
