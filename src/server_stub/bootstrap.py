"""Builds the server, top to bottom: keys, storage, engine, reads, web."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from importlib import metadata
from typing import Any, Final

import msgspec
from argon2 import PasswordHasher
from prometheus_client import CollectorRegistry

from server_stub.alarm_watch import WATCH_EVERY_S, AlarmWatch
from server_stub.desks.checkpoint_desk import SIGN_EVERY_S, CheckpointDesk
from server_stub.desks.code_press import CodePress
from server_stub.desks.day_desk import DayDesk
from server_stub.desks.export_desk import ExportDesk
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.desks.limits import FailureBrake, SlowChecks
from server_stub.desks.print_desk import PrintDesk
from server_stub.desks.staff_desk import StaffDesk
from server_stub.desks.till_desk import TillDesk
from server_stub.engine.engine import Engine
from server_stub.fulfilment.service import Fulfilment
from server_stub.jobs.building import jobs_of
from server_stub.jobs.service import Jobs
from server_stub.list_sweep import ListSweep
from server_stub.mail.postman import LIST_PATH, Postman
from server_stub.mail.sending import Sender
from server_stub.notify.alarm_bell import RING_EVERY_S, AlarmBell
from server_stub.notify.feed import Feed
from server_stub.notify.following import Following, following_of
from server_stub.notify.recall_bell import LOOK_EVERY_S, RecallBell
from server_stub.open_database import OpenDatabase, open_database
from server_stub.portal_services import code_hashes, portal_of
from server_stub.queries.alarms import AlarmQueries
from server_stub.queries.batches import BatchQueries
from server_stub.queries.cards import CardQueries
from server_stub.queries.cases import CaseQueries
from server_stub.queries.custody import CustodyQueries
from server_stub.queries.days import DayQueries
from server_stub.queries.ledger import LedgerQueries
from server_stub.queries.recalls import RecallQueries
from server_stub.queries.redemptions import RedemptionQueries
from server_stub.queries.sales import SaleQueries
from server_stub.queries.selections import SelectionQueries
from server_stub.queries.shop import ShopQueries
from server_stub.queries.studio import StudioQueries
from server_stub.session_sweep import SessionSweep
from server_stub.shop_folder.data_folder import DataFolder, Running
from server_stub.shop_folder.head_mark import HeadMark
from server_stub.shop_folder.tls import fingerprint_of
from server_stub.storage import selects
from server_stub.storage.interface import Reader, UnavailableError
from server_stub.storage.ledger import Head, checkpoint_bytes
from server_stub.storage.rows.books import CheckpointRow
from server_stub.storage.sealing import Keys
from server_stub.web import serving
from server_stub.web.app import App, Door
from server_stub.web.braincloud.asked import Tools
from server_stub.web.braincloud.doors import braincloud_doors
from server_stub.web.code_list import CodeListDoor
from server_stub.web.control_api.table import CONTROL_ROUTES
from server_stub.web.observer import Observer, make_logger
from server_stub.web.pages import fixed_pages
from server_stub.web.portal.route import PortalTable
from server_stub.web.portal.site import PortalSite
from server_stub.web.portal.table import PORTAL_ROUTES
from server_stub.web.redemption_api.players import Guessing, Players
from server_stub.web.redemption_api.table import REDEMPTION_ROUTES
from server_stub.web.route import RouteTable
from server_stub.web.services import Services
from server_stub.web.sessions import SessionKeeper, control_key
from server_stub.web.stored_sessions import StoredSessions
from server_stub.web.terminal_api.table import TERMINAL_ROUTES
from server_stub.worker import SEEN_EVERY_S, SWEEP_EVERY_S, NotesOfTills, every

# OWASP's minimum for argon2id: 19 MiB, two passes, one lane; about 40 ms.
PIN_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class SystemClock:
    """The machine's own clocks."""

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        return time.monotonic()


class _Number(msgspec.Struct, frozen=True, array_like=True):
    value: int


@dataclass(frozen=True, slots=True)
class EngineHealth:
    """What the engine knows of the database's health."""

    engine: Engine

    @property
    def why_not_writable(self) -> str | None:
        return self.engine.read_only_reason


def version() -> str:
    return metadata.version("pos-terminal")


@contextlib.asynccontextmanager
async def services_of(folder: DataFolder, *, log: Any = None) -> AsyncIterator[Services]:
    """Open a data folder and build everything over it; raises what is in the way."""
    clock = SystemClock()
    keys = Keys.read(folder.keys)
    observer = Observer(make_logger(log or sys.stderr), CollectorRegistry())
    # What was opened is closed in the opposite order, each also where the one before it fails.
    async with contextlib.AsyncExitStack() as opened:
        database = await opened.enter_async_context(open_database(folder))
        if folder.database_url is not None:
            await _check_shop(database.reader, keys)
            # Whatever is run on this folder from now on finds the shop without being told.
            folder.note_database_url(folder.database_url)
        mark = HeadMark(folder.head_mark)
        epoch = (await database.reader.fetch(_Number, selects.EPOCH))[0].value
        ends_at = (await database.reader.fetch(_Number, selects.LEDGER_LENGTH))[0].value
        mark.check(epoch=epoch, position=ends_at)
        engine = Engine(
            storage=database.storage,
            clock=clock.now_ms,
            fingerprint=keys.fingerprint,
            watcher=observer,
        )
        engine.start()
        opened.push_async_callback(engine.stop)
        checkpoints = CheckpointDesk(
            engine=engine,
            reader=database.reader,
            keeper=LedgerKeeper(database.reader, keys),
            clock=clock,
            alarm=observer,
            mark=mark,
            epoch=epoch,
        )
        opened.push_async_callback(_sign_last, checkpoints, observer)
        sender = Sender()
        opened.callback(sender.close)
        postman = Postman(
            engine=engine,
            reader=database.reader,
            keys=keys,
            settings=folder.mail,
            sender=sender,
            now_ms=clock.now_ms,
            log=observer,
        )
        fulfilment = Fulfilment(
            engine=engine,
            reader=database.reader,
            keys=keys,
            leases=database.leases,
            clock=clock,
            log=observer,
            scripts_folder=folder.scripts,
        )
        opened.push_async_callback(fulfilment.close)
        services = await _services(
            folder,
            clock=clock,
            keys=keys,
            observer=observer,
            database=database,
            engine=engine,
            checkpoints=checkpoints,
            fulfilment=fulfilment,
            postman=postman,
            sweeps=_sweeps(database, clock),
            epoch=epoch,
        )
        opened.push_async_callback(services.portal.ledger_check.close)
        yield services


def _sweeps(database: OpenDatabase, clock: SystemClock) -> tuple[SessionSweep, ListSweep]:
    of_database = (database.reader, database.removal)
    return (
        SessionSweep(*of_database, now_ms=clock.now_ms),
        ListSweep(*of_database, now_ms=clock.now_ms),
    )


async def _check_shop(reader: Reader, keys: Keys) -> None:
    """Refuse a database without a shop, or with one under other keys: nothing could be opened."""
    found = await reader.fetch(CheckpointRow, selects.LAST_CHECKPOINT)
    if not found and not await ShopQueries(reader).apps():
        raise UnavailableError(
            "There is no shop in this database; make one with init, or copy one."
        )
    for row in found:
        signed = checkpoint_bytes(Head(row.position, row.hash), row.signed_at)
        if not keys.verifies(row.key_id, row.signature, signed):
            raise UnavailableError("The key file is not that of the shop in this database.")


async def _sign_last(checkpoints: CheckpointDesk, observer: Observer) -> None:
    """Sign the ledger's end once more. What stands in the way must not keep the rest open."""
    try:
        await checkpoints.sign()
    except Exception as error:  # noqa: BLE001 - whatever it is, the server ends
        observer.fault("sign-checkpoint", error)


async def _services(
    folder: DataFolder,
    *,
    clock: SystemClock,
    keys: Keys,
    observer: Observer,
    database: OpenDatabase,
    engine: Engine,
    checkpoints: CheckpointDesk,
    fulfilment: Fulfilment,
    postman: Postman,
    sweeps: tuple[SessionSweep, ListSweep],
    epoch: int,
) -> Services:
    reader, shop = database.reader, ShopQueries(database.reader)
    sessions = _sessions(database, keys, clock)
    desk = _staff_desk(engine, shop, sessions, clock)
    press = CodePress(engine, reader, keys)
    printing = PrintDesk(engine, reader, press)
    feed = Feed(clock.now_ms)
    return Services(
        clock=clock,
        observer=observer,
        engine=engine,
        keys=keys,
        press=press,
        jobs=_jobs(engine, database, keys, press, feed=feed, observer=observer),
        feed=feed,
        following=_following(engine, database, keys, clock, observer),
        players=Players(reader, clock),
        guessing=Guessing(clock),
        redemptions=RedemptionQueries(reader),
        recalls=RecallQueries(reader),
        custody=CustodyQueries(reader),
        print_desk=printing,
        exports=ExportDesk(engine, reader, desk, printing),
        selections=SelectionQueries(reader),
        fulfilment=fulfilment,
        sessions=sessions,
        desk=desk,
        till_desk=_till_desk(
            engine, database, keys, sessions, clock=clock, checkpoints=checkpoints, epoch=epoch
        ),
        postman=postman,
        sweeps=sweeps,
        checkpoints=checkpoints,
        sales=SaleQueries(reader),
        reader=reader,
        cards=CardQueries(reader, code_hashes(keys)),
        cases=CaseQueries(reader),
        alarms=AlarmQueries(reader),
        watch=AlarmWatch(engine, reader, now_ms=clock.now_ms),
        ledger=LedgerQueries(reader),
        keeper=LedgerKeeper(reader, keys),
        batches=BatchQueries(reader),
        studio=StudioQueries(reader),
        shop=shop,
        health=EngineHealth(engine),
        version=version(),
        days=DayDesk(engine=engine, reader=reader, days=DayQueries(reader), clock=clock),
        portal=portal_of(
            folder, database, engine, keys, clock, hasher=PIN_HASHER, staff=desk, log=observer
        ),
    )


def _till_desk(
    engine: Engine,
    database: OpenDatabase,
    keys: Keys,
    sessions: SessionKeeper,
    *,
    clock: SystemClock,
    checkpoints: CheckpointDesk,
    epoch: int,
) -> TillDesk:
    return TillDesk(
        engine=engine,
        reader=database.reader,
        shop=ShopQueries(database.reader),
        keys=keys,
        sessions=sessions,
        clock=clock,
        enrolments=FailureBrake(clock, failures_max=60, window_s=60),
        checkpoints=checkpoints,
        epoch=epoch,
    )


def _jobs(
    engine: Engine,
    database: OpenDatabase,
    keys: Keys,
    press: CodePress,
    *,
    feed: Feed,
    observer: Observer,
) -> Jobs:
    return jobs_of(
        engine=engine,
        reader=database.reader,
        keys=keys,
        press=press,
        feed=feed,
        log=observer,
        leads=database.leases.leads,
    )


def _following(
    engine: Engine, database: OpenDatabase, keys: Keys, clock: SystemClock, observer: Observer
) -> Following:
    return following_of(
        engine=engine,
        reader=database.reader,
        keys=keys,
        now_ms=clock.now_ms,
        log=observer,
        leads=database.leases.leads,
    )


def _sessions(database: OpenDatabase, keys: Keys, clock: SystemClock) -> SessionKeeper:
    # Where others serve the same database, till sessions are theirs too, and outlive our start.
    since = clock.now_ms() if database.session_changes is None else 0
    stored = StoredSessions(database.reader, keys, since=since)
    return SessionKeeper(stored, clock, control_key(keys), database.session_changes)


def _staff_desk(
    engine: Engine, shop: ShopQueries, sessions: SessionKeeper, clock: SystemClock
) -> StaffDesk:
    return StaffDesk(
        engine=engine,
        shop=shop,
        sessions=sessions,
        clock=clock,
        hasher=PIN_HASHER,
        pin_checks=SlowChecks(running_max=2, waiting_max=32),
    )


async def serve(
    folder: DataFolder,
    listening: serving.Listening,
    *,
    parent_pid: int | None,
    tell: Callable[[str], None],
) -> None:
    """Serve a data folder until told to end; tells where it listens once it does."""
    async with services_of(folder) as services:
        bound, url = serving.bind(listening)
        certificate = listening.certificate
        fingerprint = None if certificate is None else fingerprint_of(certificate)
        app = App(
            services,
            RouteTable((*TERMINAL_ROUTES, *REDEMPTION_ROUTES, *CONTROL_ROUTES)),
            fixed_pages(services, (*TERMINAL_ROUTES, *REDEMPTION_ROUTES)),
            doors_of(services),
            PortalSite(services, PortalTable(PORTAL_ROUTES), is_secure=listening.is_secure),
        )
        running = Running.here(url)

        def ready() -> None:
            folder.write_running(running)
            tell(url)
            if fingerprint is not None:
                print(f"certificate SHA-256 {fingerprint}", flush=True)  # noqa: T201 - to compare
            services.observer.note("listening", port=running.port, version=services.version)

        _spare_collector()
        chores = (
            every(SEEN_EVERY_S, NotesOfTills(services).write, "note-seen", services.observer),
            every(SIGN_EVERY_S, services.checkpoints.sign, "sign-checkpoint", services.observer),
            every(WATCH_EVERY_S, services.watch.look, "watch", services.observer),
            every(
                RING_EVERY_S,
                AlarmBell(services.reader, services.feed).look,
                "alarm-bell",
                services.observer,
            ),
            every(
                LOOK_EVERY_S,
                RecallBell(services.reader, services.feed).look,
                "recall-bell",
                services.observer,
            ),
            every(SWEEP_EVERY_S, services.sweeps[0].sweep, "sweep-sessions", services.observer),
            every(SWEEP_EVERY_S, services.sweeps[1].sweep, "sweep-lists", services.observer),
        )
        tasks = [asyncio.create_task(chore) for chore in (*chores, *work_of(services))]
        try:
            await serving.serve(
                app,
                listening,
                bound,
                ready=ready,
                fault=services.observer.fault,
                parent_pid=parent_pid,
            )
        finally:
            for task in tasks:
                task.cancel()
            folder.forget_running()
            services.observer.note("ended")


def doors_of(services: Services) -> dict[str, Door]:
    """The POSTs that bring a protocol of their own: brainCloud's two dispatchers, and a form."""
    tools = Tools(
        engine=services.engine,
        reader=services.reader,
        keys=services.keys,
        clock=services.clock,
        press=services.press,
        redeeming=services.fulfilment.redeeming,
        guessing=services.guessing,
        redemptions=services.redemptions,
        jobs=services.jobs,
    )
    dispatchers = braincloud_doors(tools, hasher=PIN_HASHER, observer=services.observer)
    return {**dispatchers, LIST_PATH: Door(CodeListDoor(services))}


async def work(folder: DataFolder) -> None:
    """Work off a data folder without serving it, until told to end; says when it has begun."""
    async with services_of(folder) as services:
        told_to_end = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, told_to_end.set)
        tasks = [asyncio.create_task(part) for part in work_of(services)]
        print(f"working in {folder.root}", flush=True)  # noqa: T201 - what callers wait for
        try:
            await told_to_end.wait()
        finally:
            for task in tasks:
                task.cancel()


def work_of(services: Services) -> tuple[Coroutine[Any, Any, None], ...]:
    """What goes on in the background: attempts that are due, jobs, webhooks that follow, mails."""
    return (
        services.fulfilment.worker.run(),
        services.jobs.run(),
        services.following.run(),
        services.postman.run(),
    )


def _spare_collector() -> None:
    """Let the garbage collector leave alone what was built: it lives as long as the process.

    With the usual thresholds it walks it every few requests: a tenth of the time of a CONFIRM.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
