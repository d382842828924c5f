"""RESERVE: all cards of a basket are held, or none, and each refused one says why."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from card_contract.messages import AMOUNT_MAX_MINOR, ReserveAnswer
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CodeState, HoldState, Role, SaleStage, StopReason
from server_stub.domain.ids import CodeId
from server_stub.engine.command import Refused
from server_stub.queries.sales import SaleQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CAMPAIGNS, CODES
from server_stub.storage.rows.sales import SALES
from server_stub.storage.rows.staff import OPERATORS, TILLS
from support.core_shop import (
    APP,
    CAMPAIGN,
    CLERK,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    code_row,
    play,
    read_all,
    reserve,
    sale_id,
)


def test_a_reserve_holds_all_cards_at_their_price(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        answer = await shop.reserve(1, 1, 2)
        assert isinstance(answer, ReserveAnswer)
        assert answer.total_minor == 2 * PRICE
        assert [line.card_id for line in answer.lines] == ["1", "2"]
        for card in (1, 2):
            code = await shop.find(CODES.at(APP, card))
            assert (code.state, code.hold) == (CodeState.INACTIVE, HoldState.HELD)
            assert code.sale_id == str(sale_id(1))
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert (sale.stage, sale.total_minor) == (SaleStage.HELD, 2 * PRICE)
        assert (sale.till_name, sale.operator_name) == ("Till T1", "mia")
        assert sale.receipt_number == "T1-1-000001"

    play(tmp_path, story)


def test_one_bad_card_refuses_the_whole_basket_and_holds_nothing(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        answer = await shop.reserve(2, 1, 2)
        assert answer.refusal is Refusal.CARDS_REFUSED
        assert [(card.card_id, card.refusal) for card in answer.cards] == [("1", CardRefusal.SOLD)]
        code = await shop.find(CODES.at(APP, 2))
        assert code.hold is HoldState.FREE
        assert await shop.find(SALES.at(APP, str(sale_id(2)))) is None

    play(tmp_path, story)


def test_every_bad_card_of_the_basket_is_named_with_its_reason(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(
            code_row(10, stop=StopReason.PROBED, stopped_at=NOW),
            code_row(11, state=CodeState.INVALIDATED, invalidated_at=NOW),
            code_row(12, price_minor=1),
            code_row(13, is_card=False, number=None),
        )
        await shop.reserve(1, 3, till=OTHER_TILL)
        answer = await shop.reserve(2, 10, 11, 12, 13, 3, 99, "1x", "-1", "0", "٣")
        reasons = {card.card_id: card.refusal for card in answer.cards}
        assert reasons == {
            "10": CardRefusal.PROBED,
            "11": CardRefusal.INVALIDATED,
            "12": CardRefusal.PRICE_CHANGED,
            "13": CardRefusal.UNKNOWN,
            "3": CardRefusal.HELD_ELSEWHERE,
            "99": CardRefusal.UNKNOWN,
            "1x": CardRefusal.UNKNOWN,
            "-1": CardRefusal.UNKNOWN,
            "0": CardRefusal.UNKNOWN,
            "٣": CardRefusal.UNKNOWN,
        }
        held = next(card for card in answer.cards if card.card_id == "3")
        assert (held.till_name, held.sale_id) == ("Till T2", str(sale_id(1, OTHER_TILL)))
        assert held.at is not None

    play(tmp_path, story)


def test_a_repeated_reserve_gets_the_stored_answer(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        first = await shop.reserve(1, 1)
        again = await shop.reserve(1, 1)
        assert (first.replayed, again.replayed) == (False, True)
        assert (again.lines, again.at) == (first.lines, first.at)

    play(tmp_path, story)


def test_a_refused_reserve_stays_refused_when_its_cause_is_gone(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        refused = await shop.reserve(2, 1)
        await shop.cancel(1)
        again = await shop.reserve(2, 1)
        assert isinstance(again, Refused)
        assert (again.refusal, again.replayed) == (refused.refusal, True)
        assert again.cards == refused.cards
        assert isinstance(await shop.reserve(3, 1), ReserveAnswer)

    play(tmp_path, story)


def test_the_same_key_with_another_basket_is_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        answer = await shop.reserve(1, 2)
        assert answer.refusal is Refusal.KEY_REUSED
        assert (await shop.find(CODES.at(APP, 2))).hold is HoldState.FREE

    play(tmp_path, story)


def test_a_late_reserve_after_a_cancel_is_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await shop.cancel(1)).freed == []
        answer = await shop.reserve(1, 1)
        assert answer.refusal is Refusal.SALE_CANCELLED
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.FREE

    play(tmp_path, story)


def test_a_card_twice_in_a_basket_is_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await shop.reserve(1, 1, 1)).refusal is Refusal.BASKET_INVALID

    play(tmp_path, story)


def test_another_currency_than_the_cards_is_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await shop.reserve(1, 1, currency="USD")).refusal is Refusal.BASKET_INVALID

    play(tmp_path, story)


def test_a_disabled_campaign_sells_no_cards(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        campaign = await shop.find(CAMPAIGNS.at(APP, CAMPAIGN))
        await shop.change(changed(campaign, disabled=True))
        answer = await shop.reserve(1, 1)
        assert [card.refusal for card in answer.cards] == [CardRefusal.CAMPAIGN_DISABLED]

    play(tmp_path, story)


def test_a_basket_that_no_payment_could_tell_is_not_held(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        price = AMOUNT_MAX_MINOR // 2
        for card, its_price in ((1, price), (2, price), (3, price + 1)):
            code = await shop.find(CODES.at(APP, card))
            await shop.change(changed(code, price_minor=its_price))
        await shop.change(changed(await shop.find(CODES.at(APP, 2)), price_minor=price + 1))
        answer = await shop.reserve(1, 2, 3, price=price + 1)
        assert answer.refusal is Refusal.BASKET_INVALID
        assert (await shop.find(CODES.at(APP, 2))).hold is HoldState.FREE
        await shop.change(changed(await shop.find(CODES.at(APP, 2)), price_minor=price))
        held = await shop.reserve(2, 1, 2, price=price)
        assert held.total_minor == AMOUNT_MAX_MINOR
        assert (await shop.confirm(2, amount=AMOUNT_MAX_MINOR)).refund_minor == 0

    play(tmp_path, story)


def test_who_may_not_sell_reserves_nothing_and_that_is_not_final(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        clerk = await shop.find(OPERATORS.at(APP, CLERK))
        await shop.change(changed(clerk, role=Role.STUDIO))
        assert (await shop.reserve(1, 1)).refusal is Refusal.NO_OPERATOR
        clerk = await shop.find(OPERATORS.at(APP, CLERK))
        await shop.change(changed(clerk, role=Role.CLERK, disabled_at=NOW))
        assert (await shop.reserve(1, 1)).refusal is Refusal.NO_OPERATOR
        clerk = await shop.find(OPERATORS.at(APP, CLERK))
        await shop.change(changed(clerk, disabled_at=None))
        assert isinstance(await shop.reserve(1, 1), ReserveAnswer)

    play(tmp_path, story)


def test_a_sale_of_another_till_does_not_exist_for_this_one(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        foreign = reserve(1, 1, till=OTHER_TILL)
        stolen = type(foreign)(
            app_id=APP,
            till_id=TILL,
            store_id=foreign.store_id,
            operator_id=foreign.operator_id,
            sale_id=foreign.sale_id,
            request=foreign.request,
        )
        assert (await shop.engine.submit(stolen)).refusal is Refusal.SALE_UNKNOWN
        # What the other till said must not stand under the sale's own key.
        assert isinstance(await shop.engine.submit(foreign), ReserveAnswer)

    play(tmp_path, story)


def test_a_revoked_till_reserves_nothing_and_that_is_not_final(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        till = await shop.find(TILLS.at(APP, TILL))
        await shop.change(changed(till, revoked_at=NOW))
        answer = await shop.reserve(1, 1)
        assert answer.refusal is Refusal.TILL_REVOKED
        assert not answer.is_final
        again = await shop.reserve(1, 1)
        assert not again.replayed

    play(tmp_path, story)


def test_two_reserves_of_one_card_in_one_round_see_each_other(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        answers = await asyncio.gather(
            *[shop.reserve(number, 1) for number in range(1, 6)],
            shop.reserve(1, 1, till=OTHER_TILL),
        )
        held = [answer for answer in answers if isinstance(answer, ReserveAnswer)]
        assert len(held) == 1
        reasons = [answer.cards[0] for answer in answers if isinstance(answer, Refused)]
        assert {card.refusal for card in reasons} == {CardRefusal.HELD_ELSEWHERE}
        assert {card.sale_id for card in reasons} == {str(sale_id(1))}
        assert max(shop.watch.rounds) == 6
        assert (await shop.find(CODES.at(APP, CodeId(1)))).version == 2

    play(tmp_path, story)


def test_a_sale_carries_the_name_of_who_sold_not_of_who_is_signed_in(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for number, decided_by in ((1, CLERK), (2, "stranger")):
            told = replace(reserve(number, number), operator_id=MANAGER)
            request = structs.replace(told.request, decided_by=decided_by)
            await shop.engine.submit(replace(told, request=request))
        sales = [await shop.find(SALES.at(APP, str(sale_id(number)))) for number in (1, 2)]
        assert [(sale.operator_id, sale.operator_name) for sale in sales] == [
            (CLERK, "mia"),
            (MANAGER, "anna"),
        ]
        view = await SaleQueries(shop.reader).sale(APP, str(sale_id(1)))
        assert view is not None
        assert view.operator_id == CLERK

    play(tmp_path, story)
    (entry,) = read_all(tmp_path / "shop.db", "SELECT entry FROM ledger ORDER BY position")[0]
    detail = json.loads(entry)[6]
    assert (detail["operator"], detail["signed_in"]) == (CLERK, MANAGER)


def test_a_hold_says_that_its_till_has_laid_the_journal_aside_that_it_was_in(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        late = shop.clock.now_ms + 16 * 60_000
        till = await shop.find(TILLS.at(APP, TILL))
        for generation, is_lost in ((None, False), (1, False), (2, True)):
            await shop.change(changed(till, journal_generation=generation))
            till = await shop.find(TILLS.at(APP, TILL))
            (hold,), _ = await SaleQueries(shop.reader).holds(APP, late, None)
            assert hold.journal_lost is is_lost

    play(tmp_path, story)
