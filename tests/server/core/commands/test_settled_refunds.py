"""What a till is told of a sale's refunds: those that a manager has closed, by whom, and nothing else."""

from __future__ import annotations

from pathlib import Path

from card_contract.messages import HandedBackRequest, SettledRefund
from card_contract.states import StopReason
from server_stub.commands.cases import SignVoid
from server_stub.commands.refunds import HandBackVoid, HandedBack
from server_stub.commands.unstored import Noted
from server_stub.queries.sales import SaleQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from support.core_shop import (
    APP,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    play,
    sale_id,
    void,
    void_id,
)
from support.settling import DENIED, SALE_CASE, closed_as_unpaid, money_back, told_of

VOID_CASE = f"refund-due:{void_id(7, OTHER_TILL)}"
CARD_CASE = f"{SALE_CASE}:1"


async def told(shop: CoreShop) -> list[SettledRefund]:
    view = await SaleQueries(shop.reader).sale(APP, str(sale_id(1)))
    assert view is not None
    assert view.settled is not None
    return view.settled


async def stop(shop: CoreShop) -> None:
    code = await shop.find(CODES.at(APP, 1))
    await shop.change(changed(code, stop=StopReason.PROBED, stopped_at=NOW))


def test_a_void_whose_case_a_manager_has_closed_is_told_with_who_did(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.void_signed(7, 1, till=OTHER_TILL)
        assert await told(shop) == []
        assert isinstance(await shop.close_case(VOID_CASE), Noted)
        (one,) = await told(shop)
        assert (one.void_id, one.card_id) == (str(void_id(7, OTHER_TILL)), None)
        assert (one.closed_by, one.unpaid) == ("anna", False)
        assert one.closed_at > NOW

    play(tmp_path, story)


def test_money_that_was_paid_without_the_signature_that_a_restore_has_lost_is_told_too(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        assert (await shop.void(7, 1)).signature_owed
        assert await told(shop) == []
        assert isinstance(await shop.close_case(f"signature-owed:{void_id(7)}"), Noted)
        assert [one.void_id for one in await told(shop)] == [str(void_id(7))]

    play(tmp_path, story)


def test_a_signature_that_was_given_settles_nothing(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        act = void(7, 1)
        await shop.engine.submit(act)
        await shop.sign(void(7, 1, approval="late"))
        sign = SignVoid(app_id=APP, till_id=TILL, void_id=void_id(7), approval="late")
        assert isinstance(await shop.engine.submit(sign), Noted)
        assert await told(shop) == []

    play(tmp_path, story)


def test_what_the_till_itself_has_handed_back_is_no_news_to_it(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.void_signed(7, 1, till=OTHER_TILL)
        word = HandBackVoid(
            app_id=APP,
            till_id=OTHER_TILL,
            void_id=void_id(7, OTHER_TILL),
            request=HandedBackRequest(at=NOW),
        )
        assert isinstance(await shop.engine.submit(word), HandedBack)
        assert await told(shop) == []

    play(tmp_path, story)


def test_a_card_refused_at_its_confirmation_is_told_by_the_card(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        await stop(shop)
        await shop.confirm(1, amount=2 * PRICE)
        assert await told(shop) == []
        assert isinstance(await shop.close_case(CARD_CASE, till=OTHER_TILL), Noted)
        assert [(one.void_id, one.card_id) for one in await told(shop)] == [(None, "1")]

    play(tmp_path, story)


def test_what_is_its_tills_again_after_a_managers_word_is_not_settled(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await stop(shop)
        await shop.settle_signed(1)
        assert (await shop.engine.submit(told_of(NOW))).refund_minor == PRICE
        assert await told(shop) == []
        at_till = CARD_CASE.replace("refund-due", "refund-due-at-till", 1)
        assert isinstance(await shop.close_case(at_till, till=OTHER_TILL), Noted)
        assert [one.card_id for one in await told(shop)] == ["1"]

    play(tmp_path, story)


def test_a_whole_sale_and_what_was_found_not_to_be_owed_are_told_so(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop)
        await shop.cancel(1)
        assert await told(shop) == []
        assert isinstance(await closed_as_unpaid(shop, DENIED), Noted)
        (one,) = await told(shop)
        assert (one.void_id, one.card_id, one.unpaid) == (None, None, True)

    play(tmp_path, story)


def test_lists_of_sales_do_not_look_it_up(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        page = await SaleQueries(shop.reader).by_receipt(APP, sale_id(1).receipt_number, None)
        assert [view.settled for view in page.sales] == [None]

    play(tmp_path, story)
