"""Builds the server, top to bottom: keys, storage, engine, reads, web."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Any, Final

import msgspec
from argon2 import PasswordHasher
from prometheus_client import CollectorRegistry

from server_stub.browser_services import Acting, code_hashes, customer_services, portal_services
from server_stub.chores import chores_of
from server_stub.desks.artwork_desk import ArtworkDesk
from server_stub.desks.checkpoint_desk import CheckpointDesk
from server_stub.desks.code_press import CodePress
from server_stub.desks.day_desk import DayDesk
from server_stub.desks.export_desk import ExportDesk
from server_stub.desks.health_desk import HealthDesk
from server_stub.desks.ledger_check import LedgerCheck
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.desks.limits import FailureBrake, SlowChecks
from server_stub.desks.print_desk import PrintDesk
from server_stub.desks.staff_desk import StaffDesk
from server_stub.desks.till_desk import TillDesk
from server_stub.engine.engine import Engine
from server_stub.fulfilment.service import Fulfilment
from server_stub.jobs.building import jobs_of
from server_stub.jobs.service import Jobs
from server_stub.mail.postman import Postman
from server_stub.mail.sending import Sender
from server_stub.notify.feed import Feed
from server_stub.notify.following import Following, following_of
from server_stub.notify.recall_bell import RecallBell
from server_stub.queries.alarms import AlarmQueries
from server_stub.queries.batches import BatchQueries
from server_stub.queries.cards import CardQueries
from server_stub.queries.cases import CaseQueries
from server_stub.queries.custody import CustodyQueries
from server_stub.queries.days import DayQueries
from server_stub.queries.ledger import LedgerQueries
from server_stub.queries.portal_server import PortalServer
from server_stub.queries.recalls import RecallQueries
from server_stub.queries.redemptions import RedemptionQueries
from server_stub.queries.sales import SaleQueries
from server_stub.queries.selections import SelectionQueries
from server_stub.queries.shop import ShopQueries
from server_stub.queries.studio import StudioQueries
from server_stub.shop_folder.data_folder import DataFolder, Running
from server_stub.shop_folder.head_mark import HeadMark
from server_stub.shop_folder.open_database import OpenDatabase, open_database
from server_stub.shop_folder.served_certificate import ServedCertificate
from server_stub.shop_folder.shop_check import check_shop
from server_stub.storage import selects
from server_stub.storage.sealing import Keys
from server_stub.upkeep.alarm_watch import AlarmWatch
from server_stub.upkeep.certificate_watch import DAILY_S, CertificateWatch
from server_stub.upkeep.code_count import LOOK_EVERY_S as COUNT_EVERY_S
from server_stub.upkeep.code_count import CodeCount
from server_stub.upkeep.every import every
from server_stub.upkeep.list_sweep import ListSweep
from server_stub.upkeep.request_sweep import RequestSweep
from server_stub.upkeep.session_sweep import SessionSweep
from server_stub.upkeep.sweeps import Sweeps
from server_stub.upkeep.try_sweep import TrySweep
from server_stub.web import serving
from server_stub.web.app import App, Door
from server_stub.web.braincloud.asked import Tools
from server_stub.web.braincloud.doors import braincloud_doors, player_door
from server_stub.web.control_api.table import CONTROL_ROUTES
from server_stub.web.customer.site import CustomerSite
from server_stub.web.mailed_list.site import MailedListSite
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


@dataclass(frozen=True, slots=True)
class _Ground:
    """What everything else stands on."""

    clock: SystemClock
    keys: Keys
    observer: Observer
    database: OpenDatabase
    engine: Engine
    public_url: str | None

    @property
    def shop(self) -> ShopQueries:
        return ShopQueries(self.database.reader, public_url=self.public_url)


@contextlib.asynccontextmanager
async def services_of(
    folder: DataFolder,
    *,
    log: Any = None,
    public_url: str | None = None,
    certificate: ServedCertificate | None = None,
    is_new: bool = False,
) -> AsyncIterator[Services]:
    """Open a data folder and build everything over it; raises what is in the way.

    Browsers find the server at ``public_url``, where that is known, and see this certificate. A new
    folder may have no shop yet.
    """
    clock = SystemClock()
    keys = Keys.read(folder.keys)
    observer = Observer(make_logger(log or sys.stderr), CollectorRegistry())
    # What was opened is closed in the opposite order, each also where the one before it fails.
    async with contextlib.AsyncExitStack() as opened:
        database = await opened.enter_async_context(open_database(folder, clock, is_new=is_new))
        if not is_new:
            await _recognise(folder, database, keys, observer)
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
        # First of all, for what the process before knew to be broken is known to nobody now.
        await _sign(checkpoints, observer)
        opened.push_async_callback(_sign, checkpoints, observer)
        fulfilment = Fulfilment(
            engine=engine,
            reader=database.reader,
            keys=keys,
            leases=database.leases,
            clock=clock,
            log=observer,
            scripts_folder=folder.scripts,
        )
        opened.push_async_callback(fulfilment.redeeming.notes.write)
        opened.push_async_callback(fulfilment.close)
        ground = _Ground(clock, keys, observer, database, engine, public_url)
        ledger_check = _ledger_check(ground)
        opened.push_async_callback(ledger_check.close)
        yield await _services(
            ground,
            checkpoints=checkpoints,
            fulfilment=fulfilment,
            postman=opened.enter_context(_postman(ground, folder)),
            ledger_check=ledger_check,
            health=_health(ground, folder, certificate),
            epoch=epoch,
        )


@contextlib.contextmanager
def _postman(ground: _Ground, folder: DataFolder) -> Iterator[Postman]:
    with contextlib.closing(Sender()) as sender:
        yield Postman(
            engine=ground.engine,
            reader=ground.database.reader,
            keys=ground.keys,
            settings=folder.mail,
            sender=sender,
            now_ms=ground.clock.now_ms,
            log=ground.observer,
        )


def _ledger_check(ground: _Ground) -> LedgerCheck:
    reader = ground.database.reader
    return LedgerCheck(
        engine=ground.engine,
        reader=reader,
        keeper=LedgerKeeper(reader, ground.keys),
        clock=ground.clock,
        log=ground.observer,
    )


def _health(
    ground: _Ground, folder: DataFolder, certificate: ServedCertificate | None
) -> HealthDesk:
    return HealthDesk(
        server=PortalServer(ground.database.reader),
        leads=ground.database.leases.leads,
        clock=ground.clock,
        folder=folder.root,
        database=folder.database if folder.database_url is None else None,
        certificate=certificate,
    )


async def _recognise(
    folder: DataFolder, database: OpenDatabase, keys: Keys, observer: Observer
) -> None:
    """Refuse what is not the shop of these keys; note where it is kept."""
    await check_shop(folder, database.reader, keys, tell=observer.fault)
    if folder.database_url is not None:
        # Whatever is run on this folder from now on finds the shop without being told.
        folder.note_database_url(folder.database_url)


async def _sign(checkpoints: CheckpointDesk, observer: Observer) -> None:
    """Sign the ledger's end beside the chore that does. What stands in the way is told alone."""
    try:
        await checkpoints.sign()
    except Exception as error:  # noqa: BLE001 - whatever it is, the server begins, or ends
        observer.fault("sign-checkpoint", error)


async def _services(
    ground: _Ground,
    *,
    checkpoints: CheckpointDesk,
    fulfilment: Fulfilment,
    postman: Postman,
    ledger_check: LedgerCheck,
    health: HealthDesk,
    epoch: int,
) -> Services:
    clock, keys, engine = ground.clock, ground.keys, ground.engine
    reader, shop = ground.database.reader, ground.shop
    sessions = _sessions(ground)
    desk, press = _staff_desk(engine, shop, sessions, clock), CodePress(engine, reader, keys)
    printing = PrintDesk(engine, reader, press)
    recall_bell = RecallBell(reader, Feed(clock.now_ms))
    players = player_door(engine, reader, clock, keys, hasher=PIN_HASHER)
    redemptions = RedemptionQueries(reader)
    jobs, guessing = _jobs(ground, press, recall_bell), Guessing(clock)
    return Services(
        clock=clock,
        observer=ground.observer,
        engine=engine,
        keys=keys,
        press=press,
        jobs=jobs,
        recall_bell=recall_bell,
        following=_following(ground),
        players=Players(engine, reader, clock),
        player_door=players,
        guessing=guessing,
        redemptions=redemptions,
        recalls=RecallQueries(reader),
        custody=CustodyQueries(reader),
        print_desk=printing,
        artworks=ArtworkDesk(engine),
        exports=ExportDesk(engine, reader, desk, printing),
        selections=SelectionQueries(reader),
        fulfilment=fulfilment,
        sessions=sessions,
        desk=desk,
        till_desk=_till_desk(ground, shop, sessions, checkpoints, epoch),
        postman=postman,
        sweeps=_sweeps(ground),
        checkpoints=checkpoints,
        sales=SaleQueries(reader),
        reader=reader,
        cards=CardQueries(reader, code_hashes(keys)),
        cases=CaseQueries(reader),
        alarms=AlarmQueries(reader),
        watch=AlarmWatch(engine, reader, now_ms=clock.now_ms, guessing=guessing),
        code_count=CodeCount(engine, reader, clock, leads=ground.database.leases.leads),
        ledger=LedgerQueries(reader),
        keeper=LedgerKeeper(reader, keys),
        batches=BatchQueries(reader),
        studio=StudioQueries(reader),
        shop=shop,
        health=EngineHealth(engine),
        version=version(),
        days=DayDesk(engine=engine, reader=reader, days=DayQueries(reader), clock=clock),
        portal=portal_services(
            engine,
            reader,
            keys,
            clock,
            hasher=PIN_HASHER,
            acting=Acting(desk, jobs, ledger_check, health),
        ),
        customers=customer_services(engine, reader, keys, clock, players, hasher=PIN_HASHER),
    )


def _till_desk(
    ground: _Ground,
    shop: ShopQueries,
    sessions: SessionKeeper,
    checkpoints: CheckpointDesk,
    epoch: int,
) -> TillDesk:
    return TillDesk(
        engine=ground.engine,
        reader=ground.database.reader,
        shop=shop,
        keys=ground.keys,
        sessions=sessions,
        clock=ground.clock,
        enrolments=FailureBrake(ground.clock, failures_max=60, window_s=60),
        checkpoints=checkpoints,
        epoch=epoch,
    )


def _jobs(ground: _Ground, press: CodePress, bell: RecallBell) -> Jobs:
    return jobs_of(
        engine=ground.engine,
        reader=ground.database.reader,
        keys=ground.keys,
        press=press,
        bell=bell,
        log=ground.observer,
        leads=ground.database.leases.leads,
    )


def _following(ground: _Ground) -> Following:
    return following_of(
        engine=ground.engine,
        reader=ground.database.reader,
        keys=ground.keys,
        now_ms=ground.clock.now_ms,
        log=ground.observer,
        leads=ground.database.leases.leads,
    )


def _sweeps(ground: _Ground) -> Sweeps:
    reader, removal = ground.database.reader, ground.database.removal
    return Sweeps(
        sessions=SessionSweep(reader, removal, now_ms=ground.clock.now_ms),
        lists=ListSweep(reader, removal, now_ms=ground.clock.now_ms),
        requests=RequestSweep(reader, removal, now_ms=ground.clock.now_ms),
        tries=TrySweep(removal, now_ms=ground.clock.now_ms),
    )


def _sessions(ground: _Ground) -> SessionKeeper:
    # Where others serve the same database, till sessions are theirs too, and outlive our start.
    changes = ground.database.session_changes
    since = ground.clock.now_ms() if changes is None else 0
    stored = StoredSessions(ground.database.reader, ground.keys, since=since)
    return SessionKeeper(stored, ground.clock, control_key(ground.keys), changes)


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
    certificate = None
    if listening.certificate is not None and listening.key is not None:
        certificate = ServedCertificate(listening.certificate, listening.key)
    async with services_of(
        folder, public_url=listening.public_url, certificate=certificate
    ) as services:
        bound, url = serving.bind(listening)
        watch = None if certificate is None else _certificate_watch(certificate, services)
        running = Running.here(url, public_url=listening.public_url)
        app = App(
            services,
            RouteTable((*TERMINAL_ROUTES, *REDEMPTION_ROUTES, *CONTROL_ROUTES)),
            fixed_pages(services, (*TERMINAL_ROUTES, *REDEMPTION_ROUTES)),
            doors_of(services),
            (
                PortalSite(
                    services,
                    PortalTable(PORTAL_ROUTES),
                    is_secure=listening.is_secure,
                    address=running.public_url,
                ),
                CustomerSite(services, is_secure=listening.is_secure),
                MailedListSite(services, is_secure=listening.is_secure),
            ),
            proxies=listening.proxies,
        )

        def ready() -> None:
            folder.write_running(running)
            tell(url)
            if certificate is not None:
                # For the person at the terminal: to be compared with what a till shows that joins.
                sys.stdout.write(f"certificate SHA-256 {certificate.said.fingerprint}\n")
                sys.stdout.flush()
            services.observer.note("listening", port=running.port, version=services.version)

        _spare_collector()
        chores = [*chores_of(services), *work_of(services)]
        if watch is not None:
            await watch.look()
            chores.append(every(DAILY_S, watch.look, "certificate", services.observer))
        tasks = [asyncio.create_task(chore) for chore in chores]
        try:
            await serving.serve(
                app,
                listening,
                bound,
                ready=ready,
                fault=services.observer.fault,
                parent_pid=parent_pid,
                renew=None if watch is None else watch.take_in,
            )
        finally:
            for task in tasks:
                task.cancel()
            folder.forget_running()
            services.observer.note("ended")


def _certificate_watch(certificate: ServedCertificate, services: Services) -> CertificateWatch:
    return CertificateWatch(certificate, now_ms=services.clock.now_ms, log=services.observer)


def doors_of(services: Services) -> dict[str, Door]:
    """The POSTs that bring a protocol of their own: brainCloud's two dispatchers."""
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
        log=services.observer,
    )
    return braincloud_doors(tools, players=services.player_door, observer=services.observer)


async def work(folder: DataFolder) -> None:
    """Work off a data folder without serving it, until told to end; says when it has begun."""
    async with services_of(folder) as services:
        told_to_end = asyncio.Event()
        serving.heed_signals(told_to_end.set)
        tasks = [asyncio.create_task(part) for part in work_of(services)]
        print(f"working in {folder.root}", flush=True)  # noqa: T201 - what callers wait for
        try:
            await told_to_end.wait()
        finally:
            for task in tasks:
                task.cancel()


def work_of(services: Services) -> tuple[Coroutine[Any, Any, None], ...]:
    """What goes on in the background: attempts that are due, jobs, webhooks, mails, figures."""
    return (
        services.fulfilment.worker.run(),
        services.jobs.run(),
        services.following.run(),
        services.postman.run(),
        every(COUNT_EVERY_S, services.code_count.look, "count-codes", services.observer),
    )


def _spare_collector() -> None:
    """Let the garbage collector leave alone what was built: it lives as long as the process.

    With the usual thresholds it walks it every few requests: a tenth of the time of a CONFIRM.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
