"""Several engines on one PostgreSQL database, as several server processes are: each race has one
winner, one key one answer, and nobody's work is lost.

Each engine has a connection of its own; the database cannot tell them from processes.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from card_contract.messages import CancelAnswer, ConfirmAnswer, ReserveAnswer
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import Role
from server_stub.commands.operators import GiveRole, SuspendOperator
from server_stub.commands.redemption import Redeem
from server_stub.commands.requests import Keyed
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.domain.ids import AppId, OperatorId
from server_stub.engine.command import Refused
from server_stub.storage.change import changed
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.shop import APPS
from server_stub.storage.rows.staff import OPERATORS, OPERATORS_OF_APP
from server_stub.storage.sealing import Keys, new_key_file
from support.core_shop import (
    APP,
    CLERK,
    OTHER_TILL,
    TILL,
    CoreShop,
    Sow,
    Sown,
    open_shop,
    operator_row,
    secret_row,
)
from support.postgres import PostgresServer, postgres_server, query

RACES = 200


class Shops:
    """So many server processes over one shop."""

    def __init__(self, url: str, each: list[CoreShop]) -> None:
        self.url = url
        self.each = each

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        return query(self.url, sql)

    async def is_sound(self) -> bool:
        report = await LedgerKeeper(self.each[0].reader, self.each[0].keys).verify()
        (end,) = self.query("SELECT position, hash FROM database_state")
        return report.is_sound and end == (report.head.position, report.head.hash)

    def failures(self) -> list[tuple[str, Exception]]:
        return [failure for shop in self.each for failure in shop.watch.failures]


@contextlib.asynccontextmanager
async def shops(path: Path, url: str, *, cards: int, number: int = 2) -> AsyncIterator[Shops]:
    (path / "database-url").write_text(url)
    keys = Keys(new_key_file())
    each = [await open_shop(path / "shop.db", cards=cards, keys=keys)]
    await each[0].sow(*[secret_row(keys, card, f"CODE-{card}") for card in range(1, cards + 1)])
    each += [CoreShop(path / "shop.db", keys) for _ in range(number - 1)]
    for shop in each:
        # What a laptop in a hurry takes for a lock's timeout must not decide a test.
        assert await shop.find(CODES.at(APP, 1)) is not None
    try:
        yield Shops(url, each)
    finally:
        for shop in each:
            await shop.close()


def run(
    path: Path, postgres: PostgresServer, story: Callable[[Shops], Awaitable[None]], **options: int
) -> None:
    async def told() -> None:
        async with shops(path, postgres.database(), **options) as both:
            await story(both)

    asyncio.run(told())


async def insist(ask: Callable[[], Awaitable[Any]]) -> Any:
    """Ask again while told to, as a till does."""
    while True:
        answer = await ask()
        if not (isinstance(answer, Refused) and answer.refusal is Refusal.BUSY):
            return answer


def test_two_processes_that_race_for_one_card_have_one_winner(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    async def story(both: Shops) -> None:
        one, other = both.each

        async def race(card: int) -> None:
            answers = await asyncio.gather(
                insist(lambda: one.reserve(card, card)),
                insist(lambda: other.reserve(card, card, till=OTHER_TILL)),
            )
            won = [answer for answer in answers if isinstance(answer, ReserveAnswer)]
            lost = [answer for answer in answers if isinstance(answer, Refused)]
            assert (len(won), len(lost)) == (1, 1), answers
            assert lost[0].cards[0].refusal is CardRefusal.HELD_ELSEWHERE

        # Some alone, most in rounds of many.
        for card in range(1, 21):
            await race(card)
        await asyncio.gather(*[race(card) for card in range(21, RACES + 1)])
        assert both.query("SELECT count(*) FROM sales WHERE stage = 'held'") == [(RACES,)]
        assert both.failures() == []
        assert await both.is_sound()

    run(tmp_path, postgres, story, cards=RACES)


def test_two_processes_that_take_an_administrator_each_leave_one(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    async def story(both: Shops) -> None:
        one, other = both.each
        for pair in range(20):
            app = AppId(f"shop{pair}")
            await one.sow(
                replace(await one.find(APPS.at(APP)), app_id=app),
                *(
                    replace(operator_row(OperatorId(who), Role.ADMINISTRATOR), app_id=app)
                    for who in ("ada", "bea")
                ),
            )
            taken = [
                SuspendOperator(
                    app_id=app, operator_id=OperatorId("ada"), suspended_by="", reason="why"
                ),
                GiveRole(app_id=app, operator_id=OperatorId("bea"), role=Role.CLERK, given_by=""),
            ]
            said = await asyncio.gather(
                insist(lambda asked=taken[0]: one.engine.submit(asked)),
                insist(lambda asked=taken[1]: other.engine.submit(asked)),
            )
            refused = [each for each in said if isinstance(each, Refused)]
            assert [each.refusal for each in refused] == [Refusal.LAST_ADMINISTRATOR], said
            left = await one.reader.find(OPERATORS_OF_APP.at(app))
            assert sum(each.may_sign_in and each.role is Role.ADMINISTRATOR for each in left) == 1
        assert both.failures() == []

    run(tmp_path, postgres, story, cards=1)


def test_a_code_that_many_redeem_at_several_processes_is_redeemed_once(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    cards = 40

    async def story(all_four: Shops) -> None:
        for card in range(1, cards + 1):
            await all_four.each[0].sell(card, card)

        def redeem(shop: CoreShop, card: int, racer: int) -> Any:
            return shop.engine.submit(
                Redeem(
                    app_id=APP,
                    request=Keyed(f"{card}-{racer}"),
                    profile_id=f"profile{racer}",
                    profile_name="",
                    code_hashes=[shop.keys.code_hash(APP, f"CODE-{card}").value],
                )
            )

        async def race(card: int) -> int:
            answers = await asyncio.gather(
                *[
                    insist(lambda racer=racer: redeem(all_four.each[racer % 4], card, racer))
                    for racer in range(8)
                ]
            )
            return sum(answer.outcome == "redeemed" for answer in answers)

        won = await asyncio.gather(*[race(card) for card in range(1, cards + 1)])
        assert won == [1] * cards
        assert all_four.failures() == []
        assert await all_four.is_sound()

    run(tmp_path, postgres, story, cards=cards, number=4)


def test_one_request_that_reaches_two_processes_is_decided_once(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    """Also where nothing is there yet that could be locked: a cancel of a sale never seen."""

    async def story(both: Shops) -> None:
        async def once(kind: type[Any], ask: Callable[[CoreShop], Awaitable[Any]]) -> None:
            answers = await asyncio.gather(
                *[insist(lambda shop=shop: ask(shop)) for shop in both.each]
            )
            assert all(isinstance(answer, kind) for answer in answers)
            assert sorted(answer.replayed for answer in answers) == [False, True]

        async def told_twice(number: int) -> None:
            await once(ReserveAnswer, lambda shop: shop.reserve(number, number))
            await once(ConfirmAnswer, lambda shop: shop.confirm(number))
            await once(CancelAnswer, lambda shop: shop.cancel(1000 + number))

        for number in range(1, 31):
            await told_twice(number)
        assert both.failures() == []
        counted = Counter(kind for (kind,) in both.query("SELECT entry::json->>3 FROM ledger"))
        assert (counted["sale.held"], counted["sale.confirmed"]) == (30, 30)

    run(tmp_path, postgres, story, cards=30)


def test_what_belongs_to_a_sale_may_meet_from_all_sides_and_comes_to_one_end(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    """Confirms, cancels and rivals of the same cards lock the same rows from different ends."""
    sales = 60

    async def story(both: Shops) -> None:
        one, other = both.each
        for number in range(1, sales + 1):
            await one.reserve(number, number)
        started = time.monotonic()
        work = []
        for number in range(1, sales + 1):
            work += [
                insist(lambda n=number: one.confirm(n)),
                insist(lambda n=number: other.cancel(n)),
                insist(lambda n=number: other.reserve(n, n, till=OTHER_TILL)),
                insist(lambda n=number: one.reserve(n + 500, n)),
            ]
        await asyncio.gather(*work)
        # A deadlock that PostgreSQL itself has to find costs a second each time.
        assert time.monotonic() - started < 20
        assert both.failures() == []
        ends = both.query(
            "SELECT s.stage, c.hold, c.state FROM sales s JOIN codes c ON c.app_id = s.app_id"
            " AND c.sale_id = s.sale_id"
        )
        assert set(ends) <= {("confirmed", "sold", "Available"), ("held", "held", "Inactive")}
        assert await both.is_sound()

    run(tmp_path, postgres, story, cards=sales)


def test_a_counter_that_two_processes_count_loses_no_step(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    from server.core.engine.test_rounds import Count, Counted

    async def story(both: Shops) -> None:
        asked = [
            insist(lambda shop=shop: shop.engine.submit(Count(name="a")))
            for _ in range(150)
            for shop in both.each
        ]
        answers = await asyncio.gather(*asked)
        assert sorted(answer.value for answer in answers) == list(range(1, 301))
        assert isinstance(answers[0], Counted)
        assert (await both.each[0].find(COUNTERS.at(APP, "a"))).version == 300

    run(tmp_path, postgres, story, cards=1)


def test_two_processes_that_change_a_row_which_both_are_reading_do_not_wait_for_ever(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    """Rows of people and tills are shared by readers; whoever changes one waits for the others."""

    async def story(both: Shops) -> None:
        async def rename(shop: CoreShop, word: str) -> None:
            for number in range(20):

                async def once(number: int = number) -> Any:
                    clerk = await shop.find(OPERATORS.at(APP, CLERK))
                    change = changed(clerk, name=f"{word}{number}")
                    return await shop.engine.submit(Sow(changes=[change]))

                while not isinstance(await once(), Sown):
                    pass

        async def sell(shop: CoreShop, first: int) -> None:
            for card in range(first, first + 20):
                till = TILL if shop is both.each[0] else OTHER_TILL
                await insist(lambda card=card, till=till: shop.reserve(card, card, till=till))

        started = time.monotonic()
        one, other = both.each
        await asyncio.gather(rename(one, "a"), rename(other, "b"), sell(one, 1), sell(other, 21))
        assert time.monotonic() - started < 20
        assert (await one.find(OPERATORS.at(APP, CLERK))).version == 41
        assert both.query("SELECT count(*) FROM codes WHERE hold = 'held'") == [(40,)]

    run(tmp_path, postgres, story, cards=40)


def test_a_database_that_crashes_is_waited_for_and_loses_nothing_acknowledged(
    tmp_path: Path,
) -> None:
    with postgres_server(fsync="on", full_page_writes="on") as own:

        async def story() -> None:
            async with shops(tmp_path, own.database(), cards=30) as both:
                one, other = both.each
                assert isinstance(await one.reserve(1, 1), ReserveAnswer)
                await asyncio.to_thread(own.stop, signal.SIGQUIT)
                told = await one.confirm(1)
                assert told.refusal is Refusal.READ_ONLY
                assert (await one.reserve(2, 2)).refusal is Refusal.READ_ONLY
                await asyncio.to_thread(own.start)
                await asyncio.wait_for(one.watch.writable_again.wait(), 60)
                assert isinstance(await insist(lambda: one.confirm(1)), ConfirmAnswer)
                # One that was idle meanwhile finds a cut line, and connects anew at once.
                assert isinstance(await insist(lambda: other.reserve(3, 3)), ReserveAnswer)
                assert other.watch.read_only == []
                assert await both.is_sound()

        asyncio.run(story())
