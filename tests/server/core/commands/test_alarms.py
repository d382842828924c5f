"""Alarms: raised once for what they are about, acknowledged with a reason, refusing nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from card_contract.card_number import CardNumber
from card_contract.messages import JournalEnd, ReserveAnswer
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CaseKind, CodeState, RecallAct, StopReason
from server_stub.alarm_watch import AlarmWatch
from server_stub.commands.alarms import NoteTwoStores
from server_stub.commands.checkpoints import NoteMisfit
from server_stub.commands.recall_pieces import RecallPiece
from server_stub.commands.redemption import Redeem
from server_stub.commands.reopening import ReopenCard, Reopened
from server_stub.commands.requests import Keyed
from server_stub.commands.tills import OpenTillSession
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import CodeId, OperatorId, StoreId, TillId
from server_stub.domain.job_machine import JobState
from server_stub.engine.command import Refused, Submits
from server_stub.queries.alarms import AlarmQueries
from server_stub.queries.cases import CaseQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES, BatchRow, CartonRow, PackRow
from server_stub.storage.rows.sales import CASES, SALE_LINES_OF_SALE, SALES
from server_stub.storage.rows.shop import STORES
from server_stub.storage.rows.staff import TILLS
from support.core_shop import (
    APP,
    CAMPAIGN,
    CLERK,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    STORE,
    TILL,
    CoreShop,
    code_row,
    ledger_of,
    play,
    sale_id,
    secret_row,
    till_row,
)
from support.custody_floor import MARKET, MARKET_TILL, CustodyFloor, pack_label
from support.recall_floor import RecallFloor, asked, cards

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"
AIRPORT = StoreId("airport")
FAR_TILL = TillId("T3")


async def probe(shop: CoreShop, request: str = "r1") -> None:
    """Somebody enters the code of a card that was not sold."""
    await shop.engine.submit(
        Redeem(
            app_id=APP,
            request=Keyed(request),
            profile_id="eve",
            profile_name="Eve",
            code_hashes=[found.value for found in shop.keys.code_hashes(APP, CODE)],
        )
    )


async def reopen(shop: CoreShop, stopped_at: int, who: OperatorId = MANAGER, card: int = 1) -> Any:
    return await shop.engine.submit(
        ReopenCard(
            app_id=APP,
            operator_id=who,
            code_id=CodeId(card),
            stopped_at=stopped_at,
            reason="a child typed it",
        )
    )


async def alarms(shop: CoreShop) -> list[Any]:
    found, more = await AlarmQueries(shop.reader).open(APP)
    assert not more
    return found


async def still_stopped(shop: CoreShop) -> list[str]:
    """The acknowledged alarms whose card waits for somebody to let it be sold."""
    return [alarm.case_id for alarm in await AlarmQueries(shop.reader).still_stopped(APP)]


async def with_airport(shop: CoreShop) -> None:
    """A second store with a till of its own."""
    (store,) = await shop.reader.find(STORES.at(APP, STORE))
    far = structs.replace(till_row(FAR_TILL), store_id=AIRPORT, name="Airport till")
    await shop.sow(structs.replace(store, store_id=AIRPORT, name="Airport"), far)


def kinds(path: Path) -> list[str]:
    return [entry[3] for entry in ledger_of(path / "shop.db")]


# --- A probed card -------------------------------------------------------------------------------


def test_a_probed_card_is_an_alarm_and_no_case(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        (alarm,) = await alarms(shop)
        assert (alarm.kind, alarm.card_id, alarm.last_four) == (CaseKind.PROBED, "1", "0001")
        assert await CaseQueries(shop.reader).open(APP, STORE) == ([], False)
        assert isinstance(await shop.close_case(alarm.case_id), Noted)
        assert await alarms(shop) == []
        (code,) = await shop.reader.find(CODES.at(APP, 1))
        assert code.stop is StopReason.PROBED, "acknowledged is not reopened"
        assert await still_stopped(shop) == [alarm.case_id]
        assert isinstance(await reopen(shop, code.stopped_at), Reopened)
        assert await still_stopped(shop) == []
        shop.clock.now_ms += 1
        await probe(shop, "r2")
        assert await still_stopped(shop) == [], "the second alarm is open; the first is over"
        assert len(await alarms(shop)) == 1

    play(tmp_path, story)


def test_a_manager_reopens_a_probed_card_and_it_is_sold(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        refused = await shop.reserve(1, 1)
        assert [card.refusal for card in refused.cards] == [CardRefusal.PROBED]
        stopped_at = (await shop.find(CODES.at(APP, 1))).stopped_at
        for _ in range(2):  # the first answer was lost
            assert not (await reopen(shop, stopped_at)).stays_stopped
        assert await alarms(shop) == []
        assert isinstance(await shop.reserve(2, 1), ReserveAnswer)

    play(tmp_path, story)
    assert kinds(tmp_path).count("card.reopened") == 1
    (entry,) = [entry for entry in ledger_of(tmp_path / "shop.db") if entry[3] == "card.reopened"]
    assert entry[4:6] == [f"operator:{MANAGER}", "1"]
    assert entry[6]["reason"] == "a child typed it"


def test_a_stop_that_came_after_the_look_stays(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        seen = (await shop.find(CODES.at(APP, 1))).stopped_at
        await reopen(shop, seen)
        await probe(shop, "r2")
        assert (await reopen(shop, seen)).refusal is Refusal.STOPPED_ANEW
        assert (await shop.find(CODES.at(APP, 1))).stop is StopReason.PROBED
        assert len(await alarms(shop)) == 1

    play(tmp_path, story)


def test_only_a_manager_reopens_and_only_what_was_probed(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        stopped_at = (await shop.find(CODES.at(APP, 1))).stopped_at
        assert (await reopen(shop, stopped_at, CLERK)).refusal is Refusal.NO_OPERATOR
        assert (await reopen(shop, stopped_at, card=99)).refusal is Refusal.NOT_FOUND
        second = await shop.find(CODES.at(APP, 2))
        await shop.change(changed(second, stop=StopReason.STOP_SALE, stopped_at=NOW))
        assert (await reopen(shop, NOW, card=2)).stays_stopped
        assert (await shop.find(CODES.at(APP, 2))).stop is StopReason.STOP_SALE

    play(tmp_path, story)


@pytest.mark.parametrize("probed_first", [False, True])
def test_a_probed_card_that_is_reopened_in_a_stop_sale_goes_back_to_that(
    tmp_path: Path, probed_first: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        await shop.sow(secret_row(shop.keys, 1, CODE))
        if probed_first:
            await probe(shop)
        await floor.carried_out(cards(1, 2), RecallAct.STOP_SALE, 1)
        if not probed_first:
            await probe(shop)
        seen = (await shop.find(CODES.at(APP, 1))).stopped_at
        for _ in range(2):  # the first answer was lost
            assert (await reopen(shop, seen)).stays_stopped
        assert await alarms(shop) == []
        refused = await shop.reserve(1, 1)
        assert [card.refusal for card in refused.cards] == [CardRefusal.STOP_SALE]
        await floor.carried_out(cards(1), RecallAct.LIFT, 2)
        assert isinstance(await shop.reserve(2, 1), ReserveAnswer)
        assert isinstance(await shop.reserve(3, 2), Refused), "the rest of the pack"

    play(tmp_path, story)


def test_a_stop_sale_of_other_cards_keeps_no_card_stopped(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        seen = (await shop.find(CODES.at(APP, 1))).stopped_at
        await RecallFloor(shop).carried_out(cards(2, 10, 11), RecallAct.STOP_SALE)
        assert not (await reopen(shop, seen)).stays_stopped
        assert isinstance(await shop.reserve(1, 1), ReserveAnswer)

    play(tmp_path, story, cards=11)


def test_a_probed_card_whose_stop_sale_was_lifted_is_sold_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await floor.carried_out(cards(1, 2), RecallAct.STOP_SALE, 1)
        await probe(shop)
        seen = (await shop.find(CODES.at(APP, 1))).stopped_at
        shop.clock.now_ms += 1
        await floor.carried_out(cards(1, 2), RecallAct.LIFT, 2)
        assert not (await reopen(shop, seen)).stays_stopped
        assert isinstance(await shop.reserve(1, 1, 2), ReserveAnswer)

    play(tmp_path, story)


def test_a_stop_sale_begun_again_after_a_lift_is_in_force(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        seen = (await shop.find(CODES.at(APP, 1))).stopped_at
        for number, act in enumerate((RecallAct.STOP_SALE, RecallAct.LIFT, RecallAct.STOP_SALE), 1):
            shop.clock.now_ms += 1
            await floor.carried_out(cards(1, 2), act, number)
        assert (await reopen(shop, seen)).stays_stopped

    play(tmp_path, story)


def test_nothing_is_reopened_while_a_stop_sale_decides_or_in_the_same_round(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        seen = (await shop.find(CODES.at(APP, 1))).stopped_at
        recall_id = await floor.begun(asked(cards(1, 2), RecallAct.STOP_SALE))
        assert (await reopen(shop, seen)).refusal is Refusal.BUSY
        piece = RecallPiece(
            app_id=APP,
            recall_id=recall_id,
            after=0,
            code_ids=[CodeId(1), CodeId(2)],
            span=0,
            passed=2,
            is_last=True,
        )
        decided, reopened = await asyncio.gather(shop.engine.submit(piece), reopen(shop, seen))
        assert decided.state is JobState.DONE
        assert reopened.refusal is Refusal.BUSY
        assert (await reopen(shop, seen)).stays_stopped

    play(tmp_path, story)


def test_the_card_of_an_alarm_is_shown_among_its_pack(tmp_path: Path) -> None:
    def number(sequence: int) -> int:
        return CardNumber.build(issuer="970010", batch=7, sequence=sequence).stored

    async def story(shop: CoreShop) -> None:
        facts = {"app_id": APP, "batch": 7}
        await shop.sow(
            BatchRow(
                **facts,
                campaign=CAMPAIGN,
                issuer="970010",
                quantity=20,
                made=20,
                cards_per_pack=10,
                packs_per_carton=2,
                price_minor=PRICE,
                currency="EUR",
                created_by="x",
                created_at=NOW,
            ),
            CartonRow(**facts, carton=1, label="C1", first_sequence=1, last_sequence=20),
            PackRow(**facts, pack=1, carton=1, label="P1", first_sequence=1, last_sequence=10),
        )
        await shop.sow(
            *[
                code_row(100 + sequence, batch=7, pack=1 + sequence // 11, number=number(sequence))
                for sequence in range(1, 21)
            ],
            secret_row(shop.keys, 102, CODE),
        )
        await shop.sell(1, 101, 109)
        await probe(shop)
        (alarm,) = await alarms(shop)
        card = await AlarmQueries(shop.reader).card(APP, alarm.case_id)
        assert card is not None
        assert card.pack is not None
        pack = card.pack
        assert (pack.label, pack.total, pack.unsold, pack.sold, pack.stopped) == ("P1", 10, 8, 2, 1)
        assert [near.card_id for near in pack.neighbours] == ["101", "103", "104", "105"]
        assert pack.neighbours[0].code_state is CodeState.AVAILABLE
        assert card.product.name == "Gift card 25"
        assert await AlarmQueries(shop.reader).card(APP, "probed:0:0") is None

    play(tmp_path, story)


# --- Two stores ----------------------------------------------------------------------------------


async def turn_up(shop: CoreShop, store: StoreId = AIRPORT) -> Any:
    sale = (await shop.reader.find(CODES.at(APP, 1)))[0].sale_id
    return await shop.engine.submit(
        NoteTwoStores(app_id=APP, code_id=CodeId(1), sale_id=sale, till_id=FAR_TILL, store_id=store)
    )


def test_a_card_that_turns_up_at_another_store_is_one_alarm_a_store(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_airport(shop)
        await shop.sell(1, 1)
        for _ in range(2):
            assert isinstance(await turn_up(shop), Noted)
        (alarm,) = await alarms(shop)
        assert (alarm.kind, alarm.till_name) == (CaseKind.TWO_STORES, "Airport till")
        assert (alarm.store_name, alarm.receipt_number) == ("Airport", "T1-1-000001")
        await shop.close_case(alarm.case_id)
        await turn_up(shop)
        assert await alarms(shop) == [], "what was acknowledged is not told again"
        await turn_up(shop, STORE)
        assert len(await alarms(shop)) == 1

    play(tmp_path, story)
    assert kinds(tmp_path).count("alarm.raised") == 2


def test_the_watch_finds_a_card_that_came_into_sales_of_two_stores(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_airport(shop)
        watch = AlarmWatch(shop.engine, shop.reader, now_ms=shop.clock)
        await shop.reserve(1, 1, 2)
        await shop.cancel(1)
        await shop.reserve(2, 2)
        await watch.look()
        assert await alarms(shop) == [], "twice at one store is nothing"
        await shop.reserve(3, 1, till=FAR_TILL, store=AIRPORT)
        for _ in range(2):
            await watch.look()
        (alarm,) = await alarms(shop)
        assert (alarm.kind, alarm.card_id) == (CaseKind.TWO_STORES, "1")
        assert (alarm.till_id, alarm.receipt_number) == (FAR_TILL, "T1-1-000001")

    play(tmp_path, story)


def test_a_pack_that_was_passed_on_after_a_cancelled_sale_is_no_alarm(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = CustodyFloor(shop)
        await floor.stock()
        watch = AlarmWatch(shop.engine, shop.reader, now_ms=shop.clock)
        await shop.reserve(1, 1, 6, 7)
        await shop.cancel(1)
        await floor.receive(1, pack_label(2), till=MARKET_TILL)
        await shop.reserve(2, 1, 6, till=MARKET_TILL, store=MARKET)
        await watch.look()
        (alarm,) = await alarms(shop)
        assert alarm.card_id == "1", "the pack of the other one was received where it was sold"
        await shop.reserve(3, 7)
        await shop.cancel(3)
        await shop.reserve(4, 7, till=MARKET_TILL, store=MARKET)
        await watch.look()
        assert {alarm.card_id for alarm in await alarms(shop)} == {"1", "7"}, (
            "it came back without its pack"
        )

    play(tmp_path, story, cards=0)


def test_a_card_that_was_sold_before_its_pack_was_passed_on_is_an_alarm(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = CustodyFloor(shop)
        await floor.stock()
        await shop.sell(1, 6)
        await floor.receive(1, pack_label(2), till=MARKET_TILL)
        (sale,) = await shop.reader.find(SALES.at(APP, str(sale_id(1))))
        (line,) = await shop.reader.find(SALE_LINES_OF_SALE.at(APP, sale.sale_id))
        told_late = str(sale_id(1, MARKET_TILL))
        facts = {"sale_id": told_late, "till_id": MARKET_TILL, "store_id": MARKET, "version": 1}
        later = structs.replace(sale, **facts, receipt_number="T9-1-000001", day_at=shop.clock())
        await shop.sow(later, structs.replace(line, sale_id=told_late, version=1))
        await AlarmWatch(shop.engine, shop.reader, now_ms=shop.clock).look()
        (alarm,) = await alarms(shop)
        assert (alarm.card_id, alarm.sale_id) == ("6", sale.sale_id)

    play(tmp_path, story, cards=0)


# --- A till that is there twice ------------------------------------------------------------------


async def copied(shop: CoreShop, number: int, random: str = "1", **facts: Any) -> str:
    """A copy of the till gives the number of a sale to another one; its id."""
    sale = await shop.find(SALES.at(APP, str(sale_id(number))))
    copy = str(replace(sale_id(number), random=random * 26))
    facts = {"sale_id": copy, "version": 1, "day_at": shop.clock()} | facts
    await shop.sow(structs.replace(sale, **facts))
    return copy


def test_two_sales_under_one_number_are_a_fork(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        watch = AlarmWatch(shop.engine, shop.reader, now_ms=shop.clock)
        await shop.reserve(1, 1)
        await watch.look()
        assert await alarms(shop) == []
        copy = await copied(shop, 1)
        for _ in range(2):
            await watch.look()
        (alarm,) = await alarms(shop)
        assert (alarm.kind, alarm.sale_id) == (CaseKind.TILL_FORK, copy)
        assert (alarm.till_id, alarm.detail) == (TILL, str(sale_id(1)))
        await shop.close_case(alarm.case_id)
        await watch.look()
        assert await alarms(shop) == []
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        await shop.change(changed(sale, day_at=shop.clock()))
        await watch.look()
        assert await alarms(shop) == [], "it was paid later than the copy's: the same two"

    play(tmp_path, story)
    assert kinds(tmp_path).count("alarm.raised") == 1


def test_the_later_of_two_sales_is_known_by_its_time(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        shop.clock.now_ms += 2 * 24 * 60 * 60 * 1000
        lower = await copied(shop, 1, random="-")
        await AlarmWatch(shop.engine, shop.reader, now_ms=shop.clock).look()
        (alarm,) = await alarms(shop)
        assert (alarm.sale_id, alarm.detail) == (lower, str(sale_id(1)))

    play(tmp_path, story)


def test_a_forked_till_is_one_open_alarm_that_names_its_newest_pair(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        watch = AlarmWatch(shop.engine, shop.reader, now_ms=shop.clock)
        for number in (1, 2, 3):
            await shop.reserve(number, number)
        await copied(shop, 1)
        second = await copied(shop, 2)
        await watch.look()
        (first_told,) = await alarms(shop)
        assert first_told.sale_id == second
        third = await copied(shop, 3)
        await watch.look()
        (alarm,) = await alarms(shop)
        assert alarm == structs.replace(
            first_told, sale_id=third, detail=str(sale_id(3)), receipt_number="T1-1-000003"
        )
        await shop.close_case(alarm.case_id)
        await watch.look()
        assert await alarms(shop) == [], "what was acknowledged is not told again"
        fourth = await copied(shop, 3, random="2")
        await watch.look()
        (anew,) = await alarms(shop)
        assert (anew.sale_id, anew.case_id == alarm.case_id) == (fourth, False)

    play(tmp_path, story)
    raised = [entry for entry in ledger_of(tmp_path / "shop.db") if entry[3] == "alarm.raised"]
    assert len(raised) == 3, "each pair that was told is in the ledger"
    assert raised[0][5] == raised[1][5] != raised[2][5]


def test_two_tills_that_are_there_twice_are_two_alarms(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        watch = AlarmWatch(shop.engine, shop.reader, now_ms=shop.clock)
        for till in (TILL, OTHER_TILL):
            await shop.reserve(1, 1 if till == TILL else 2, till=till)
            sale = await shop.find(SALES.at(APP, str(sale_id(1, till))))
            copy = str(replace(sale_id(1, till), random="1" * 26))
            await shop.sow(structs.replace(sale, sale_id=copy, version=1))
        await watch.look()
        assert {alarm.till_id for alarm in await alarms(shop)} == {TILL, OTHER_TILL}

    play(tmp_path, story)


# --- More than one look reads --------------------------------------------------------------------


async def with_two_cards_elsewhere(shop: CoreShop) -> AlarmWatch:
    """A watch that reads one row at a time, and two cards that came into sales of two stores."""
    await with_airport(shop)
    await shop.reserve(1, 1, 2)
    await shop.cancel(1)
    await shop.reserve(2, 1, till=FAR_TILL, store=AIRPORT)
    await shop.reserve(3, 2, till=FAR_TILL, store=AIRPORT)
    return AlarmWatch(shop.engine, shop.reader, now_ms=shop.clock, found_max=1)


def test_what_one_look_did_not_read_is_read_by_the_next(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        watch = await with_two_cards_elsewhere(shop)
        await watch.look()
        assert [alarm.card_id for alarm in await alarms(shop)] == ["1"]
        shop.clock.now_ms += 2 * 24 * 60 * 60 * 1000
        await watch.look()
        assert {alarm.card_id for alarm in await alarms(shop)} == {"1", "2"}

    play(tmp_path, story)


def test_what_the_server_could_not_take_down_is_looked_for_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_two_cards_elsewhere(shop)
        engine = ReadOnlyOnce(shop.engine)
        watch = AlarmWatch(engine, shop.reader, now_ms=shop.clock)
        await watch.look()
        shop.clock.now_ms += 2 * 24 * 60 * 60 * 1000
        await watch.look()
        assert {alarm.card_id for alarm in await alarms(shop)} == {"1", "2"}

    play(tmp_path, story)


class ReadOnlyOnce:
    """An engine that takes no changes when it is first asked."""

    def __init__(self, engine: Submits) -> None:
        self._engine = engine
        self._was_asked = False

    async def submit(self, command: Any) -> Any:
        if not self._was_asked:
            self._was_asked = True
            return Refused(refusal=Refusal.READ_ONLY)
        return await self._engine.submit(command)


@pytest.mark.parametrize(
    ("second", "raised"),
    [
        (JournalEnd(generation=1, sequence=41), False),
        (JournalEnd(generation=1, sequence=40), False),
        (JournalEnd(generation=1, sequence=39), True),
        (JournalEnd(generation=2, sequence=0), True),
        (None, False),
    ],
)
def test_a_journal_that_ends_before_it_once_did_is_a_gap(
    tmp_path: Path, second: JournalEnd | None, raised: bool
) -> None:
    async def open_session(shop: CoreShop, name: str, journal: JournalEnd | None) -> None:
        answer = await shop.engine.submit(
            OpenTillSession(
                app_id=APP,
                till_id=TILL,
                session_id=name,
                mac_key_sealed=b"",
                seal_key_id="",
                expires_at=2**50,
                journal=journal,
            )
        )
        assert isinstance(answer, Noted), "an alarm refuses nothing"

    async def story(shop: CoreShop) -> None:
        await open_session(shop, "a", JournalEnd(generation=1, sequence=40))
        await open_session(shop, "b", second)
        await open_session(shop, "c", second)
        found = await alarms(shop)
        assert [alarm.kind for alarm in found] == [CaseKind.TILL_GAP] * raised
        till = await shop.find(TILLS.at(APP, TILL))
        last = second or JournalEnd(generation=1, sequence=40)
        assert (till.journal_generation, till.journal_sequence) == (last.generation, last.sequence)
        if raised and second is not None:
            now = f"{second.generation}-{second.sequence:06d}"
            assert found[0].detail == f"1-000040 {now}"

    play(tmp_path, story)


# --- The ledger ----------------------------------------------------------------------------------


def test_a_checkpoint_that_does_not_fit_is_noted_each_time_and_one_alarm(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for till in (TILL, TILL, OTHER_TILL):
            await shop.engine.submit(
                NoteMisfit(app_id=APP, till_id=till, store_id=STORE, position=7, hash_kept="ab")
            )
        found = await alarms(shop)
        assert {(alarm.kind, alarm.till_id, alarm.detail) for alarm in found} == {
            (CaseKind.LEDGER_MISFIT, TILL, "7"),
            (CaseKind.LEDGER_MISFIT, OTHER_TILL, "7"),
        }
        assert (await shop.find(CASES.at(APP, f"ledger-misfit:{TILL}:7"))).store_id == STORE

    play(tmp_path, story)
    assert kinds(tmp_path).count("ledger.misfit") == 3
