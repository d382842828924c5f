"""What the watch finds by itself: cards of two stores, tills that are there twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from msgspec import structs

from card_contract.outcomes import Refusal
from card_contract.states import CaseKind
from server_stub.commands.alarms import NoteTwoStores
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import AppId, CodeId, StoreId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.queries.alarms import AlarmQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import SALE_LINES_OF_SALE, SALES
from server_stub.upkeep.alarm_watch import AlarmWatch
from support.alarm_floor import (
    AIRPORT,
    FAR_TILL,
    alarms,
    kinds,
    with_airport,
)
from support.core_shop import (
    APP,
    OTHER_TILL,
    STORE,
    TILL,
    CoreShop,
    ledger_of,
    play,
    sale_id,
)
from support.custody_floor import MARKET, MARKET_TILL, CustodyFloor, pack_label


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


class Guessed:
    """Counts nothing; says what the test wants."""

    def __init__(self) -> None:
        self.beyond: set[str] = set()
        self.was_told = False

    def is_beyond(self, app_id: AppId) -> bool:
        return app_id in self.beyond


def test_an_app_that_is_guessed_at_is_an_alarm_once_an_hour_whoever_has_counted(
    tmp_path: Path,
) -> None:
    guessed = Guessed()

    async def story(shop: CoreShop) -> None:
        watches = [
            AlarmWatch(shop.engine, shop.reader, now_ms=shop.clock, guessing=guessed)
            for _process in range(2)
        ]
        alarms = AlarmQueries(shop.reader)
        for beyond in (set(), {APP}, {APP}, set(), {APP}):
            guessed.beyond = beyond
            for watch in watches:
                await watch.look()
            assert [each.kind for each in (await alarms.listed(APP)).alarms] == (
                [CaseKind.GUESSING] if beyond or guessed.was_told else []
            )
            guessed.was_told |= bool(beyond)
        shop.clock.now_ms += 60 * 60 * 1000
        for beyond in (set(), {APP}):
            guessed.beyond = beyond
            await watches[0].look()

    shop = play(tmp_path, story)
    raised = [entry[5] for entry in ledger_of(shop.path) if entry[3] == "alarm.raised"]
    hours = [int(subject.removeprefix("guessing:HOUR:")) for subject in raised]
    assert hours == [hours[0], hours[0] + 1]
