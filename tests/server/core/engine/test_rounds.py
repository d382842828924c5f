"""The engine's rounds: one fault disturbs nobody, nothing is answered before it is on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest

from card_contract.messages import ReserveAnswer
from card_contract.outcomes import Refusal
from card_contract.states import HoldState
from server_stub.commands.reserving import Reserve
from server_stub.engine import engine as engine_module
from server_stub.engine.command import Decision, Refused
from server_stub.engine.loaded import NotLoadedError, Rows
from server_stub.storage.change import Insert, changed
from server_stub.storage.interface import ChangeRefusedError, UnavailableError
from server_stub.storage.rows.books import COUNTERS, CounterRow
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import ANSWERS
from server_stub.storage.sqlite import SqliteStorage
from server_stub.storage.table import Need
from support.core_shop import (
    APP,
    CoreShop,
    Sow,
    Sown,
    code_row,
    play,
    read_all,
    reserve,
)
from support.counting import Count, Counted
from support.patience import until_async

pytestmark = pytest.mark.usefixtures("kept_in")


def raising(where: str) -> Callable[[str], None]:
    def raise_there(here: str) -> None:
        if here == where:
            raise ZeroDivisionError(where)

    return raise_there


@pytest.mark.parametrize("where", ["needs", "needs_also", "decide"])
def test_a_command_that_raises_is_answered_with_a_fault_and_disturbs_nobody(
    tmp_path: Path, where: str
) -> None:
    async def story(shop: CoreShop) -> None:
        answers = await asyncio.gather(
            shop.engine.submit(Count(name="a")),
            shop.engine.submit(Count(name="a", key="k", trouble=raising(where))),
            shop.engine.submit(Count(name="a")),
        )
        assert [getattr(answer, "value", None) for answer in answers] == [1, None, 2]
        assert answers[1].refusal is Refusal.FAULT
        assert [(name, type(error)) for name, error in shop.watch.failures] == [
            ("Count", ZeroDivisionError)
        ]
        # A fault is not stored: the same request may be sent again.
        again = await shop.engine.submit(Count(name="a", key="k"))
        assert again == Counted(value=3)

    play(tmp_path, story)


def test_a_round_that_the_database_refuses_is_halved_until_the_culprit_is_alone(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        # The row exists, but the command does not look: only the database can know.
        culprit = Sow(changes=[Insert(code_row(1))])
        answers = await asyncio.gather(
            *[shop.engine.submit(Count(name="a", key=f"k{n}")) for n in range(7)],
            shop.engine.submit(culprit),
            *[shop.engine.submit(Count(name="a", key=f"m{n}")) for n in range(7)],
        )
        assert answers.pop(7).refusal is Refusal.FAULT
        assert [answer.value for answer in answers] == list(range(1, 15))
        assert not any(answer.replayed for answer in answers)
        assert [type(error) for _, error in shop.watch.failures] == [ChangeRefusedError]

    play(tmp_path, story)
    assert read_all(tmp_path / "shop.db", "SELECT value FROM counters") == [(14,)]


def test_a_row_that_is_not_as_it_was_loaded_refuses_the_change(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, price_minor=1))
        stale = Sow(changes=[changed(code, price_minor=2)])
        assert (await shop.engine.submit(stale)).refusal is Refusal.FAULT
        assert (await shop.find(CODES.at(APP, 1))).price_minor == 1

    play(tmp_path, story)


def test_two_commands_that_change_one_row_unseen_do_not_overwrite_each_other(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        code = await shop.find(CODES.at(APP, 1))
        answers = await asyncio.gather(
            *[shop.engine.submit(Sow(changes=[changed(code, price_minor=n)])) for n in (7, 8)]
        )
        assert isinstance(answers[0], Sown)
        assert answers[1].refusal is Refusal.FAULT
        assert (await shop.find(CODES.at(APP, 1))).price_minor == 7

    play(tmp_path, story)


def test_commands_on_one_row_in_one_round_count_one_after_the_other(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        answers = await asyncio.gather(*[shop.engine.submit(Count(name="a")) for _ in range(1000)])
        assert [answer.value for answer in answers] == list(range(1, 1001))
        assert max(shop.watch.rounds) <= engine_module.ROUND_COMMANDS_MAX
        assert (await shop.find(COUNTERS.at(APP, "a"))).version == 1000

    play(tmp_path, story)


def test_a_key_is_answered_once_and_then_replayed_also_within_a_round(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        answers = await asyncio.gather(
            *[shop.engine.submit(Count(name="a", key="k")) for _ in range(3)],
            shop.engine.submit(Count(name="a", key="k", asked=b"something else")),
        )
        assert answers[:3] == [
            Counted(value=1),
            Counted(value=1, replayed=True),
            Counted(value=1, replayed=True),
        ]
        assert answers[3].refusal is Refusal.KEY_REUSED
        assert (await shop.find(COUNTERS.at(APP, "a"))).value == 1

    play(tmp_path, story)


def test_a_final_refusal_is_stored_and_a_passing_one_is_not(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for refusal, key in ((Refusal.SALE_CANCELLED, "final"), (Refusal.NOT_NOW, "passing")):
            for _ in range(2):
                await shop.engine.submit(Count(name=key, key=key, refusal=refusal))
        assert (await shop.find(ANSWERS.at(APP, "final"))).refused
        assert await shop.find(ANSWERS.at(APP, "passing")) is None
        # What a refusal changes counts all the same; a replay changes nothing.
        assert (await shop.find(COUNTERS.at(APP, "final"))).value == 1
        assert (await shop.find(COUNTERS.at(APP, "passing"))).value == 2

    play(tmp_path, story)


def test_too_many_waiting_commands_are_turned_away_at_once(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        number = engine_module.WAITING_MAX + 10
        answers = await asyncio.gather(
            *[shop.engine.submit(Count(name="a")) for _ in range(number)]
        )
        refused = [answer for answer in answers if isinstance(answer, Refused)]
        assert len(refused) == 10
        assert {answer.refusal for answer in refused} == {Refusal.BUSY}
        assert refused[0].retry_after_s == 1
        assert (await shop.find(COUNTERS.at(APP, "a"))).value == engine_module.WAITING_MAX

    play(tmp_path, story)


def test_a_stopping_engine_answers_what_waits_and_then_nobody(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        waiting = [asyncio.ensure_future(shop.engine.submit(Count(name="a"))) for _ in range(5)]
        await asyncio.sleep(0)
        await shop.engine.stop()
        assert [(await each).value for each in waiting] == [1, 2, 3, 4, 5]
        assert (await shop.engine.submit(Count(name="a"))).refusal is Refusal.BUSY

    play(tmp_path, story)


def test_a_caller_who_went_away_does_not_stop_the_round(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        gone = asyncio.ensure_future(shop.engine.submit(Count(name="a")))
        stays = asyncio.ensure_future(shop.engine.submit(Count(name="a")))
        await asyncio.sleep(0)
        gone.cancel()
        assert (await stays).value == 2

    play(tmp_path, story)


def test_an_answer_is_on_disk_before_it_leaves(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for number in (1, 2, 3):
            answer = await shop.reserve(number, number)
            assert isinstance(answer, ReserveAnswer)
            held = read_all(shop.path, "SELECT count(*) FROM codes WHERE hold = 'held'")
            assert held == [(number,)]

    play(tmp_path, story)


def test_a_command_whose_rows_moved_under_it_goes_to_the_next_round(tmp_path: Path) -> None:
    """The cancel frees the card; the void before it in the round had changed what it leads to."""

    async def story(shop: CoreShop) -> None:
        @dataclass(frozen=True, slots=True, kw_only=True)
        class Follow:
            app_id: ClassVar = APP
            key: ClassVar[None] = None
            answer_type: ClassVar = Counted

            def fingerprint(self) -> bytes:
                return b""

            def needs(self) -> Iterable[Need]:
                return (COUNTERS.at(APP, "pointer"),)

            def _goal(self, rows: Rows) -> str:
                pointer = rows.find(COUNTERS, APP, "pointer")
                return f"goal{0 if pointer is None else pointer.value}"

            def needs_also(self, rows: Rows) -> Iterable[Need]:
                return (COUNTERS.at(APP, self._goal(rows)),)

            def decide(self, rows: Rows, now_ms: int) -> Decision[Counted]:
                found = rows.find(COUNTERS, APP, self._goal(rows))
                return Decision(Counted(value=-1 if found is None else found.value))

        await shop.sow(CounterRow(app_id=APP, name="goal1", value=42))
        answers: list[Any] = await asyncio.gather(
            shop.engine.submit(Count(name="pointer")), shop.engine.submit(Follow())
        )
        assert [answer.value for answer in answers] == [1, 42]
        assert shop.watch.failures == []

    play(tmp_path, story)


def test_asking_for_what_was_not_needed_is_a_fault() -> None:
    with pytest.raises(NotLoadedError):
        Rows().find(COUNTERS, APP, "a")


class Unspeakable(Count):
    """Asks for, or stores, what no database takes: known only when it is tried."""

    name: str = "unspeakable"
    loads: bool = True

    def needs(self) -> Iterable[Need]:
        return (COUNTERS.at(APP, "\udcff" if self.loads else self.name),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Counted]:
        return Decision(Counted(value=0), [Insert(CounterRow(app_id=APP, name="x", value=2**64))])


@pytest.mark.parametrize("loads", [True, False], ids=["load", "store"])
def test_a_value_that_the_database_cannot_take_faults_its_command_alone(
    tmp_path: Path, loads: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        culprit = Unspeakable(name="unspeakable")
        object.__setattr__(culprit, "loads", loads)
        answers = await asyncio.gather(
            *[shop.engine.submit(Count(name="a")) for _ in range(5)],
            shop.engine.submit(culprit),
            *[shop.engine.submit(Count(name="a")) for _ in range(5)],
        )
        assert answers.pop(5).refusal is Refusal.FAULT
        assert [answer.value for answer in answers] == list(range(1, 11))
        assert [name for name, _ in shop.watch.failures] == ["Unspeakable"]
        assert shop.watch.read_only == []

    play(tmp_path, story)


def test_a_fault_in_a_reserve_leaves_its_cards_free(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        class Breaks(Reserve):
            def decide(self, rows: Rows, now_ms: int) -> Decision[ReserveAnswer]:
                assert super().decide(rows, now_ms).changes
                raise ZeroDivisionError

        sound = reserve(1, 1)
        broken = Breaks(
            app_id=APP,
            till_id=sound.till_id,
            store_id=sound.store_id,
            operator_id=sound.operator_id,
            sale_id=sound.sale_id,
            request=sound.request,
        )
        assert (await shop.engine.submit(broken)).refusal is Refusal.FAULT
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.FREE

    play(tmp_path, story)


class Speechless:
    """A watcher that fails whatever it is told."""

    def round_done(self, commands: int) -> None:
        raise OSError(commands)

    def command_failed(self, command: str, error: Exception) -> None:
        raise OSError(command) from error

    def became_read_only(self, reason: str) -> None:
        raise OSError(reason)

    def became_writable(self) -> None:
        raise OSError


class Failing:
    """The shop's storage; its commit and rollback fail while it is told to."""

    def __init__(self, storage: SqliteStorage) -> None:
        self._storage = storage
        self.error: Exception | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)

    async def commit(self) -> None:
        await (self._storage.rollback() if self.error else self._storage.commit())
        if self.error:
            raise self.error

    async def rollback(self) -> None:
        await self._storage.rollback()
        if isinstance(self.error, ArithmeticError):
            raise self.error


@pytest.mark.parametrize("error", [UnavailableError("The disk is full."), ArithmeticError()])
def test_a_watcher_that_fails_leaves_nobody_without_an_answer(
    tmp_path: Path, error: Exception
) -> None:
    async def story(shop: CoreShop) -> None:
        storage = Failing(shop.storage)
        engine = engine_module.Engine(
            storage=storage,
            clock=shop.clock,
            fingerprint=shop.keys.fingerprint,
            watcher=Speechless(),
            recovery_interval_s=0.01,
        )
        engine.start()

        async def ask() -> Any:
            return await asyncio.wait_for(engine.submit(Count(name="a")), 20)

        def breaks(where: str) -> None:
            raise ZeroDivisionError(where)

        assert (await ask()).value == 1
        faulty = Count(name="a", trouble=breaks)
        assert (await asyncio.wait_for(engine.submit(faulty), 20)).refusal is Refusal.FAULT
        storage.error = error
        answers = await asyncio.gather(ask(), ask())
        assert {answer.refusal for answer in answers} == {Refusal.READ_ONLY}
        storage.error = None
        await until_async(lambda: engine.read_only_reason is None)
        assert (await ask()).value == 2
        await engine.stop()

    play(tmp_path, story)
