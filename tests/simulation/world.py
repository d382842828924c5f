"""One simulated day: two stores, six cards, one server, people, bad weather, and then calm.

Everything is decided by the seed: the same seed plays the same day.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Final

from card_contract.states import HoldState
from pos_terminal.journal.records import Record, id_of
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.sales import AnswerRow, SaleRow
from simulation.case_rounds import case_rounds, owed_signature_rounds
from simulation.cast import OFFICE, OFFICE_OF, SELLING, TILLS
from simulation.custody_rounds import custody_rounds
from simulation.disk import Disk
from simulation.line import Line, as_replayed, told
from simulation.managers import close_days, manager_rounds, recall_rounds
from simulation.memory_journal import TillDisk
from simulation.mutants import NEEDS_RESTORE, Mutant
from simulation.people import AtTheTill
from simulation.portal_rounds import portal_rounds
from simulation.redeemers import Customer
from simulation.restore import open_again, restore_once
from simulation.rule_broken import RuleBrokenError
from simulation.rules import Rules
from simulation.scene import set_the_scene
from simulation.server import SimulatedServer
from simulation.shutting import drawer_round, locking_rounds, shut_out_once
from simulation.simulated_time import StandstillError, run
from simulation.till import TillProcess
from simulation.truth import Truth
from simulation.weather import CALM, STORM, Chance, Weather

EVENING_MS: Final = 1_800_052_200_000
"""Half past eleven in the evening: the day of the play ends in the middle of it."""
DAYS: Final = tuple(dt.date(2027, 1, day) for day in (14, 15, 16))
CLOCKS_OFF_MS: Final = (0, 90_000, 100 * 86_400_000, -10 * 86_400_000, -EVENING_MS)
"""A machine is right, a little or far ahead, days behind, or its clock's battery is dead."""
DAY_S: Final = 3600.0
CALM_S: Final = 6 * 3600.0
BOOKS_S: Final = 2 * 3600.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one seed; ``broken`` is null where every rule held."""

    seed: int
    broken: str | None
    trace: tuple[str, ...]
    sales_paid: int
    refunds: int
    redemptions: int


class World:
    """Everything that a run consists of, and the one clock and chance in it."""

    def __init__(self, seed: int, mutant: Mutant | None, *, restores: bool) -> None:
        self.restores = restores
        self.chance = Chance(seed)
        self.weather: Weather = STORM
        self.mutant = mutant
        self.truth = Truth()
        self.shut_out: set[str] = set()
        self.deserted: set[str] = set()
        self.at_a_counter: set[str] = set()
        self.disk = Disk()
        set_the_scene(self.disk, EVENING_MS)
        self.is_day = True
        self.trace: list[str] = []
        self.broken: BaseException | None = None
        self.server = SimulatedServer(self)
        self._spawned: set[asyncio.Task[None]] = set()
        self._disks = {
            name: TillDisk(name, clock_off_ms=self.chance.choice(CLOCKS_OFF_MS)) for name in SELLING
        }
        self._tills: dict[str, TillProcess] = {}
        self._stop = asyncio.Event()
        self._acknowledged: list[tuple[Any, Any]] = []
        self._rules = Rules(self.disk, self._disks.values(), self.truth, self.shut_out)

    # --- What the parts see of the world ---------------------------------------------------------

    def now_ms(self) -> int:
        return EVENING_MS + round(asyncio.get_running_loop().time() * 1000)

    def records_of(self, till: str) -> list[Record]:
        return list(self._disks[till].records.values())

    def note(self, text: str) -> None:
        self.trace.append(f"{asyncio.get_running_loop().time():10.3f}  {text}")

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(self._guarded(work))
        self._spawned.add(task)
        task.add_done_callback(self._spawned.discard)

    def failed(self, error: BaseException) -> None:
        if self.broken is None:
            self.note(f"{type(error).__name__}: {error}")
            self.broken = error
            self._stop.set()

    def till_wrote(self, till: str, kind: str, record: Record) -> None:
        self.note(f"{till} writes {kind}: {id_of(record)[:-27]} is {record.state}")
        self._guard_rules(lambda: self._rules.is_shown_rightly(kind, record, self.now_ms()))
        self._look()

    def till_lost_power(self, till: str) -> None:
        self.note(f"{till} loses power")
        self._tills.pop(till).end()
        self.spawn(self._start_till(till, after_s=self._till_is_down_s()))

    def acknowledged(self, command: Any, answer: Any) -> None:
        self._acknowledged.append((command, answer))

    def _till_is_down_s(self) -> float:
        return self.chance.uniform(1, 3600 if self.chance.happens(0.5) else 120)

    def server_wrote(self) -> None:
        self._look()

    # --- The day ---------------------------------------------------------------------------------

    async def play(self) -> None:
        self.server.start()
        for name in SELLING:
            self.spawn(self._start_till(name, after_s=0))
        self.spawn(self._power_of_tills())
        if self.restores:
            self.spawn(self._restored())
        else:
            self.spawn(self._power_of_the_server())
            self._managers_begin()
            self.spawn(shut_out_once(self, self._office_line()))
            self.spawn(recall_rounds(self, self._office_line()))
            self.spawn(portal_rounds(self, self._office_line()))
            for name in TILLS:
                self.spawn(close_days(self, self._office_line(OFFICE_OF[name]), name, DAYS[:-1]))
        self.spawn(locking_rounds(self, self._office_line()))
        for name in SELLING:
            self.spawn(custody_rounds(self, self._office_line(name), name))
        for number in range(2):
            self.spawn(Customer(number, self, self._office_line()).live())
        self.spawn(self._janitor())
        await self._until(DAY_S)
        self.is_day = False
        self.weather = CALM
        self.note("the weather clears up")
        await self._until(DAY_S + CALM_S)
        if self.broken is None:
            self._guard_rules(self._rules.hold_at_the_end)
            if not self.restores:  # else what was acknowledged may be lost, and is told again
                self._guard_rules(lambda: self._rules.words_are_kept(self._acknowledged))
        if self.broken is None and not self.restores:
            await self._close_the_books()
            await self._send_the_day_again()

    def _managers_begin(self) -> None:
        """They settle what is held, and hand back what is due."""
        lines = {name: self._office_line(name) for name in TILLS}
        self.spawn(manager_rounds(self, lines))
        self.spawn(case_rounds(self, lines))
        self.spawn(owed_signature_rounds(self, lines))
        self.spawn(drawer_round(self))

    async def _restored(self) -> None:
        """What a manager has decided no till could tell again: it comes before it all, or after.

        They are there while tills still tell, and are sent away by the server.
        """
        await shut_out_once(self, self._office_line())
        await restore_once(self)
        self._managers_begin()
        self.spawn(recall_rounds(self, self._office_line()))
        await open_again(self)

    def _office_line(self, till: str = OFFICE) -> Line:
        """Whoever asks without a journal: a manager, or a customer's app."""
        return Line(till_id=till, sky=self, server=self.server)

    async def _close_the_books(self) -> None:
        closing = [
            close_days(self, self._office_line(OFFICE_OF[name]), name, DAYS[-1:]) for name in TILLS
        ]
        try:
            async with asyncio.timeout(BOOKS_S):
                await asyncio.gather(*map(self._guarded, closing))
        except TimeoutError:
            self.failed(RuleBrokenError("5: the last day could not be closed"))
        else:
            self._guard_rules(self._rules.days_are_closed)
            misplaced = await self.server.misplaced_sales()
            self._guard_rules(lambda: self._rules.is_listed(misplaced))

    async def _send_the_day_again(self) -> None:
        """Whatever was acknowledged is still there: every copy of it gets the same answer."""
        for till in self._tills.values():
            till.end()  # nobody is to decide anything new meanwhile
        before = {kind: dict(table) for kind, table in self.disk.tables.items()}
        self.chance.shuffle(self._acknowledged)
        for command, answer in self._acknowledged:
            again = told(await self.server.handle(command), self.now_ms())
            if as_replayed(again) != as_replayed(answer):
                self.failed(RuleBrokenError(f"4: {command.key} was answered, and now otherwise"))
                return
        if before != self.disk.tables:
            self.failed(RuleBrokenError("4: old copies have changed something"))

    async def _until(self, end_s: float) -> None:
        """Let time pass, but no longer than until a rule is broken."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(end_s):
                await self._stop.wait()

    async def _start_till(self, name: str, *, after_s: float) -> None:
        await asyncio.sleep(after_s)
        self.note(f"{name} starts")
        till = TillProcess(self._disks[name], world=self, server=self.server)
        self._tills[name] = till
        till.start(AtTheTill(till, self).work)

    async def _power_of_tills(self) -> None:
        while self.is_day:
            await asyncio.sleep(self.chance.uniform(60, 1200))
            name = self.chance.choice(SELLING)
            if name in self._tills and self.is_day:
                self.till_lost_power(name)

    async def _power_of_the_server(self) -> None:
        while self.is_day:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.chance.uniform(60, 900)):
                    await self.server.fails.wait()
            self.note("the server loses power")
            self.server.power_cut()
            await asyncio.sleep(self.chance.uniform(0.5, 120))
            self.note("the server starts")
            self.server.start()

    async def _janitor(self) -> None:
        """What careless housekeeping does behind everybody's back."""
        while self.mutant in (Mutant.KEYS_PRUNED, Mutant.EXPIRY, Mutant.EXPIRY_AND_BLIND_CONFIRM):
            await asyncio.sleep(120)
            if self.mutant is Mutant.KEYS_PRUNED:
                self._prune()
            else:
                self._expire()

    def _prune(self) -> None:
        answers = self.disk.table(AnswerRow)
        for name, answer in list(answers.items()):
            if self.now_ms() - answer.at > 300_000:  # type: ignore[attr-defined]  # AnswerRow
                del answers[name]
        sales = self.disk.table(SaleRow)
        for name, sale in list(sales.items()):
            if not sale.held_at:  # type: ignore[attr-defined]  # SaleRow
                del sales[name]

    def _expire(self) -> None:
        held = [code for code in self.disk.rows(CodeRow) if code.hold is HoldState.HELD]
        for code in held:
            if self.now_ms() - code.updated_at > 60_000:
                self.disk.put(changed(code, hold=HoldState.FREE, sale_id=None).after)

    def _look(self) -> None:
        if self.broken is None:
            self._guard_rules(self._rules.hold_now)

    def _guard_rules(self, look: Any) -> None:
        try:
            look()
        except RuleBrokenError as error:
            self.failed(error)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - whatever it is, this run has found it
            self.failed(error)


def play(seed: int, mutant: Mutant | None = None, *, restores: bool = False) -> Outcome:
    """Play one day; on one that ``restores`` the server is put back to an older backup."""
    world = World(seed, mutant, restores=restores or mutant in NEEDS_RESTORE)
    try:
        run(world.play())
    except StandstillError as error:
        world.broken = error
    broken = None if world.broken is None else f"{world.broken}" or repr(world.broken)
    return Outcome(
        seed=seed,
        broken=broken,
        trace=tuple(world.trace),
        sales_paid=len(world.truth.paid),
        refunds=sum(world.truth.handed_back.values()),
        redemptions=sum(map(len, world.truth.deliveries.values())),
    )
