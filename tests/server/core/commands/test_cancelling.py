"""CANCEL: an unpaid sale ends, its cards are free, and it is remembered."""

from __future__ import annotations

from pathlib import Path

from card_contract.messages import CancelReason, ReserveAnswer
from card_contract.outcomes import Refusal
from card_contract.states import HoldState, SaleStage
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import SALES
from support.core_shop import APP, OTHER_TILL, CoreShop, cancel, play, sale_id


def test_a_cancel_frees_the_cards_and_says_which(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        answer = await shop.cancel(1)
        assert answer.freed == ["1", "2"]
        code = await shop.find(CODES.at(APP, 1))
        assert (code.hold, code.sale_id) == (HoldState.FREE, None)
        assert isinstance(await shop.reserve(2, 1), ReserveAnswer)
        # The sale that has the card now is not touched by a copy of the cancel.
        assert (await shop.cancel(1)).replayed
        assert (await shop.find(CODES.at(APP, 1))).sale_id == str(sale_id(2))

    play(tmp_path, story)


def test_a_confirmed_sale_cannot_be_cancelled(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        assert (await shop.cancel(1)).refusal is Refusal.SALE_CONFIRMED
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.SOLD

    play(tmp_path, story)


def test_a_cancel_of_a_sale_never_seen_is_remembered(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await shop.cancel(1)).freed == []
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert (sale.stage, sale.held_at) == (SaleStage.CANCELLED, None)

    play(tmp_path, story)


def test_the_same_cancel_with_another_reason_is_another_request(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.cancel(1)
        other = await shop.engine.submit(cancel(1, reason=CancelReason.REVERSAL))
        assert other.refusal is Refusal.KEY_REUSED

    play(tmp_path, story)


def test_another_till_cannot_cancel(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        ours = cancel(1)
        theirs = type(ours)(
            app_id=APP, till_id=OTHER_TILL, sale_id=ours.sale_id, request=ours.request
        )
        assert (await shop.engine.submit(theirs)).refusal is Refusal.SALE_UNKNOWN
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.HELD

    play(tmp_path, story)
