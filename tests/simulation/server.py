"""The simulated server: the real engine, desks and jobs over a disk in memory; it can lose its power."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from typing import Any, Final, Protocol

from card_contract.outcomes import Refusal
from card_contract.states import CHANGING, Role
from server_stub.commands.recalls import BeginRecall
from server_stub.commands.restoration import has_told
from server_stub.desks.callers import OperatorCaller, TillCaller
from server_stub.desks.day_desk import DayDesk
from server_stub.domain.ids import TillId
from server_stub.domain.job_machine import JobKind
from server_stub.engine.command import Refused
from server_stub.engine.engine import Engine
from server_stub.engine.submits import Pledge
from server_stub.jobs.recalling import Recalling
from server_stub.jobs.runner import JobRunner
from server_stub.notify.feed import Feed
from server_stub.notify.recall_bell import RecallBell
from server_stub.queries.custody import CustodyQueries, MisplacedSale
from server_stub.queries.days import DayQueries
from server_stub.queries.sales import SaleQueries
from server_stub.queries.selections import SelectionQueries
from server_stub.storage.interface import StorageError
from server_stub.storage.rows.books import RestorationRow
from server_stub.storage.rows.staff import TillRow
from simulation.cast import APP, MANAGER, STORE_OF
from simulation.desk_calls import AskClose, AskRecall, AskReport, AskSale, DeskCall
from simulation.disk import CommitFault, Disk, MemoryStorage
from simulation.line import Sky
from simulation.mutants import bend
from simulation.reading import MemoryReader
from simulation.rules_of_answers import witnessed

LOOK_FOR_JOBS_EVERY_S: Final = 900.0
BETWEEN_PIECES_S: Final = 90.0
"""At most so long sales go on between two cards of a recall."""


class Surroundings(Sky, Protocol):
    """What the server sees of the world."""

    disk: Disk

    def failed(self, error: BaseException) -> None: ...
    def server_wrote(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """What the server builds at its start, and what is gone with its power."""

    storage: MemoryStorage
    engine: Engine
    jobs: JobRunner
    days: DayDesk
    work: asyncio.Task[None]


class SimulatedServer:
    """One server, through all its restarts."""

    def __init__(self, world: Surroundings) -> None:
        self._world = world
        self._process: Process | None = None
        self._dead: list[Process] = []
        self._reader = MemoryReader(world.disk, self._reading_s)
        self._selections = SelectionQueries(self._reader)
        self._sales = SaleQueries(self._reader)
        self.fails = asyncio.Event()
        self.epoch = 1
        self.starts = 0

    # --- Its power -------------------------------------------------------------------------------

    def start(self) -> None:
        storage = MemoryStorage(self._world.disk, self._next_commit, self._world.server_wrote)
        engine = Engine(
            storage=storage,
            clock=self._world.now_ms,
            fingerprint=lambda request: hashlib.sha256(request).hexdigest(),
            watcher=self,
        )
        engine.start()
        jobs = JobRunner(
            engine=engine,
            reader=self._reader,
            works={JobKind.RECALL: self._recalling(engine)},
            log=self,
            look_every_s=LOOK_FOR_JOBS_EVERY_S,
        )
        days = DayDesk(
            engine=Bending(engine, self._world),
            reader=self._reader,
            days=DayQueries(self._reader),
            clock=self,
        )
        work = asyncio.get_running_loop().create_task(jobs.run())
        self._process = Process(storage=storage, engine=engine, jobs=jobs, days=days, work=work)
        self.starts += 1

    def _recalling(self, engine: Engine) -> Recalling:
        pieces = Pieces(engine, self._world, self.fails)
        bell = RecallBell(self._reader, Feed(self._world.now_ms))
        return Recalling(pieces, self._reader, bell, piece_max=1)

    def power_cut(self) -> None:
        process = self._process
        if process is not None:
            process.storage.power_cut(kept=self._world.chance.happens(0.5))
            process.work.cancel()
            # Its engine's task hangs until the run ends, like a dead process.
            self._dead.append(process)
        self._process = None
        self.fails.clear()

    def has_told(self, till_id: TillId) -> bool:
        """What the server says of a till with each new session."""
        (till,) = [one for one in self._world.disk.rows(TillRow) if one.till_id == till_id]
        restorations: list[RestorationRow] = self._world.disk.rows(RestorationRow)
        return has_told(till, restorations[0] if restorations else None)

    async def misplaced_sales(self) -> list[MisplacedSale]:
        """The cards that were sold at stores that had not received them."""
        return await CustodyQueries(self._reader).misplaced_sales(APP)

    # --- What it is asked ------------------------------------------------------------------------

    async def handle(self, command: Any) -> Any | None:
        """Answer one request; null where the server is down, or went down before it answered."""
        process = self._process
        if process is None:
            return None
        if isinstance(command, DeskCall):
            answer = await self._at_desk(process, command)
        else:
            answer = await Bending(process.engine, self._world).submit(command)
        if process is not self._process:
            return None
        said = answer.refusal if isinstance(answer, Refused) else "yes"
        again = " again" if getattr(answer, "replayed", False) else ""
        self._world.note(
            f"server answers {command.key or type(command).__name__} with {said}{again}"
        )
        return answer

    async def _at_desk(self, process: Process, asked: DeskCall) -> Any:
        here, who = _callers(asked.at_till)
        match asked:
            case AskRecall():
                answer = await self._begin_recall(process, asked)
            case AskReport():
                answer = await process.days.report(here, who, asked.till_id, asked.day)
            case AskClose():
                answer = await process.days.close(here, who, asked.till_id, asked.request)
            case AskSale():
                view = await self._sales.sale(APP, asked.sale_id, asker=asked.at_till)
                answer = view or Refusal.NOT_FOUND
        return Refused(refusal=answer) if isinstance(answer, Refusal) else answer

    async def _begin_recall(self, process: Process, asked: AskRecall) -> Any:
        """What the endpoint does: count the cards that are meant, and begin."""
        request = asked.request
        spans = await self._selections.spans(APP, request.selection)
        if isinstance(spans, Refusal):
            return spans
        rows = await self._selections.dry_run(APP, spans, request.act)
        effects = [
            (row.effect_with_sold if request.include_sold else row.effect, row.count)
            for row in rows
        ]
        begin = BeginRecall(
            app_id=APP,
            till_id=asked.at_till,
            operator_id=MANAGER,
            request_id=asked.request_id,
            request=request,
            spans=spans,
            total=sum(count for _, count in effects),
            changing=sum(count for effect, count in effects if effect in CHANGING),
        )
        answer = await Bending(process.engine, self._world).submit(begin)
        process.jobs.wake()
        return answer

    # --- What engine, jobs and desks see of the world --------------------------------------------

    def round_done(self, commands: int) -> None:
        if commands > 1:
            self._world.note(f"a round of {commands} commands")

    def command_failed(self, command: str, error: Exception) -> None:
        self.fault(command, error)

    def fault(self, route: str, error: BaseException) -> None:
        self._world.note(f"{route} failed: {error!r}")
        if not isinstance(error, StorageError):
            self._world.failed(error)

    def became_read_only(self, reason: str) -> None:
        self._world.note(f"the server takes no changes: {reason}")

    def became_writable(self) -> None:
        self._world.note("the server takes changes again")

    def now_ms(self) -> int:
        return self._world.now_ms()

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    def _reading_s(self) -> float:
        chance = self._world.chance
        return chance.uniform(0, 5) if chance.happens(self._world.weather.slow) else 0.001

    def _next_commit(self) -> CommitFault:
        chance = self._world.chance
        if not chance.happens(self._world.weather.commit_fault):
            return CommitFault.NONE
        return chance.choice((CommitFault.LOST, CommitFault.KEPT_BUT_NOT_TOLD))


class Bending:
    """The engine as requests and desks reach it: what passes is bent as the mutant wants it."""

    def __init__(self, engine: Engine, world: Surroundings) -> None:
        self._engine = engine
        self._world = world

    async def submit(self, command: Any, pledge: Pledge | None = None) -> Any:
        bent = bend(command, self._world.mutant, racing=self._world.chance.happens(0.5))
        return await self._engine.submit(witnessed(command, bent, self._world.disk), pledge)


class Pieces(Bending):
    """The engine as a recall reaches it: sales go on between two pieces, or the power goes."""

    def __init__(self, engine: Engine, world: Surroundings, fails: asyncio.Event) -> None:
        super().__init__(engine, world)
        self._fails = fails

    async def submit(self, command: Any, pledge: Pledge | None = None) -> Any:
        chance = self._world.chance
        await asyncio.sleep(chance.uniform(0, BETWEEN_PIECES_S if chance.happens(0.3) else 1))
        if chance.happens(self._world.weather.power_at_piece):
            self._world.note(f"the server is to fail at {type(command).__name__}")
            self._fails.set()
            await asyncio.sleep(chance.uniform(0, 0.01))
        answer = await super().submit(command, pledge)
        self._world.note(f"the recall goes on: {answer}")
        return answer


def _callers(at_till: TillId) -> tuple[TillCaller, OperatorCaller]:
    here = TillCaller(
        app_id=APP, store_id=STORE_OF[at_till], till_id=at_till, till_name=at_till, session_id=""
    )
    return here, OperatorCaller(operator_id=MANAGER, name=MANAGER, role=Role.MANAGER)
