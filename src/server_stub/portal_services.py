"""Building what only the portal's pages work with, for the bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from argon2 import PasswordHasher

from server_stub.commands.portal_notes import THE_LEDGER, VERIFIED
from server_stub.desks.health_desk import HealthDesk
from server_stub.desks.ledger_check import LedgerCheck
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.desks.limits import FailureBrake, SlowChecks
from server_stub.desks.portal_desk import PortalDesk
from server_stub.desks.portal_own_account import OwnAccount
from server_stub.desks.ports import Clock
from server_stub.desks.settlement_desk import SettlementDesk
from server_stub.desks.staff_desk import StaffDesk
from server_stub.domain.ids import AppId
from server_stub.engine.command import Submits
from server_stub.open_database import OpenDatabase
from server_stub.queries.portal_cards import PortalCards
from server_stub.queries.portal_cases import PortalCases
from server_stub.queries.portal_home import PortalHome
from server_stub.queries.portal_ledger import PortalLedger
from server_stub.queries.portal_people import PortalPeople
from server_stub.queries.portal_server import PortalServer
from server_stub.queries.portal_shop import PortalShop
from server_stub.shop_folder.data_folder import DataFolder
from server_stub.storage.sealing import Keys
from server_stub.web.portal.cards.pages import (
    MISSES_MAX,
    MISSES_TOLD_FROM,
    MISSES_TOLD_WINDOW_S,
    MISSES_WINDOW_S,
)
from server_stub.web.services import PortalServices


class TellsFaults(Protocol):
    def fault(self, route: str, error: BaseException) -> None: ...


def portal_of(
    folder: DataFolder,
    database: OpenDatabase,
    engine: Submits,
    keys: Keys,
    clock: Clock,
    *,
    hasher: PasswordHasher,
    staff: StaffDesk,
    log: TellsFaults,
) -> PortalServices:
    reader = database.reader
    desk = PortalDesk(
        engine=engine,
        people=PortalPeople(reader),
        keys=keys,
        clock=clock,
        hasher=hasher,
        checks=SlowChecks(running_max=2, waiting_max=16),
    )
    server = PortalServer(reader)
    return PortalServices(
        desk=desk,
        own_account=OwnAccount(engine, desk, clock),
        home=PortalHome(reader),
        cards=PortalCards(reader, code_hashes(keys)),
        cases=PortalCases(reader),
        shop=PortalShop(reader),
        settlements=SettlementDesk(engine, staff),
        misses=FailureBrake(clock, failures_max=MISSES_MAX, window_s=MISSES_WINDOW_S),
        misses_told=FailureBrake(
            clock, failures_max=MISSES_TOLD_FROM, window_s=MISSES_TOLD_WINDOW_S
        ),
        ledger=PortalLedger(reader, subject=THE_LEDGER, kind=VERIFIED),
        ledger_check=LedgerCheck(
            engine=engine, keeper=LedgerKeeper(reader, keys), clock=clock, log=log
        ),
        server=server,
        health=HealthDesk(
            server=server,
            leads=database.leases.leads,
            clock=clock,
            folder=folder.root,
            database=folder.database if folder.database_url is None else None,
        ),
    )


def code_hashes(keys: Keys) -> Callable[[AppId, str], list[bytes]]:
    """The keyed hashes that a code may be found by."""

    def hashes(app_id: AppId, text: str) -> list[bytes]:
        return [found.value for found in keys.code_hashes(app_id, text)]

    return hashes
