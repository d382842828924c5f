"""Builds what the pages in the browser work with: the portal's, and the customer's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from argon2 import PasswordHasher

from server_stub.commands.portal_notes import CHANGED_LEDGER, THE_LEDGER, VERIFIED
from server_stub.desks.health_desk import HealthDesk
from server_stub.desks.ledger_check import LedgerCheck
from server_stub.desks.limits import FailureBrake, SlowChecks
from server_stub.desks.new_passwords import NewPasswords
from server_stub.desks.portal_acts import PortalActs
from server_stub.desks.portal_desk import PortalDesk
from server_stub.desks.portal_own_account import OwnAccount
from server_stub.desks.portal_passkeys import Passkeys
from server_stub.desks.portal_signatures import PortalSignatures
from server_stub.desks.ports import Clock
from server_stub.desks.settlement_desk import SettlementDesk
from server_stub.desks.staff_desk import StaffDesk
from server_stub.desks.wrong_tries import WrongTries
from server_stub.domain.ids import AppId
from server_stub.engine.engine import Engine
from server_stub.jobs.service import Jobs
from server_stub.notify.request_watch import RequestWatch
from server_stub.picture_scan.reader import PictureReader
from server_stub.queries.customers_page import CustomersPage
from server_stub.queries.portal_campaigns import PortalCampaigns
from server_stub.queries.portal_cards import PortalCards
from server_stub.queries.portal_cases import PortalCases
from server_stub.queries.portal_customers import PortalCustomers
from server_stub.queries.portal_figures import PortalFigures
from server_stub.queries.portal_home import PortalHome
from server_stub.queries.portal_ledger import PortalLedger
from server_stub.queries.portal_people import PortalPeople
from server_stub.queries.portal_requests import PortalRequests
from server_stub.queries.portal_server import PortalServer
from server_stub.queries.portal_shop import PortalShop
from server_stub.queries.redemptions import RedemptionQueries
from server_stub.storage.interface import Reader
from server_stub.storage.sealing import Keys
from server_stub.web.braincloud.signing_in import PlayerDoor
from server_stub.web.customer.accounts import Accounts
from server_stub.web.customer.scanning import picture_brakes
from server_stub.web.portal.cards.pages import (
    MISSES_MAX,
    MISSES_TOLD_FROM,
    MISSES_TOLD_WINDOW_S,
    MISSES_WINDOW_S,
)
from server_stub.web.services import CustomerServices, PortalServices


@dataclass(frozen=True, slots=True)
class Acting:
    """Parts of the server that pages of the portal act on."""

    staff: StaffDesk
    jobs: Jobs
    ledger_check: LedgerCheck
    health: HealthDesk


def portal_services(
    engine: Engine,
    reader: Reader,
    keys: Keys,
    clock: Clock,
    *,
    hasher: PasswordHasher,
    acting: Acting,
) -> PortalServices:
    """What the portal's pages work with; ``hasher`` takes its time over passwords."""
    people = PortalPeople(reader)
    desk = PortalDesk(
        engine=engine,
        people=people,
        keys=keys,
        clock=clock,
        hasher=hasher,
        checks=SlowChecks(running_max=2, waiting_max=16),
        tries=WrongTries(engine, reader, keys, clock),
    )
    requests = PortalRequests(reader)
    signatures = PortalSignatures(acting.staff, clock)
    own_account = OwnAccount(engine, desk, clock)
    return PortalServices(
        desk=desk,
        own_account=own_account,
        passkeys=Passkeys(engine, people, desk, own_account, clock),
        home=PortalHome(reader),
        cards=PortalCards(reader, code_hashes(keys)),
        campaigns=PortalCampaigns(reader),
        customers=PortalCustomers(reader),
        new_passwords=NewPasswords(engine, keys, clock, hasher=hasher),
        acts=PortalActs(engine, signatures, acting.jobs),
        cases=PortalCases(reader),
        shop=PortalShop(reader),
        settlements=SettlementDesk(engine, signatures),
        requests=requests,
        figures=PortalFigures(reader),
        watch=RequestWatch(requests, desk, clock),
        misses=FailureBrake(clock, failures_max=MISSES_MAX, window_s=MISSES_WINDOW_S),
        misses_told=FailureBrake(
            clock, failures_max=MISSES_TOLD_FROM, window_s=MISSES_TOLD_WINDOW_S
        ),
        ledger=PortalLedger(reader, sound=THE_LEDGER, changed=CHANGED_LEDGER, kind=VERIFIED),
        ledger_check=acting.ledger_check,
        server=PortalServer(reader),
        health=acting.health,
    )


def customer_services(
    engine: Engine,
    reader: Reader,
    keys: Keys,
    clock: Clock,
    door: PlayerDoor,
    *,
    hasher: PasswordHasher,
) -> CustomerServices:
    """What the customer's page works with; ``door`` is the one that the shop's app signs in at."""
    page = CustomersPage(reader, RedemptionQueries(reader))
    accounts = Accounts(
        engine=engine,
        door=door,
        page=page,
        clock=clock,
        new_passwords=NewPasswords(engine, keys, clock, hasher=hasher),
        tries=WrongTries(engine, reader, keys, clock),
    )
    return CustomerServices(
        accounts=accounts,
        page=page,
        pictures=PictureReader(),
        pictures_sent=picture_brakes(clock),
    )


def code_hashes(keys: Keys) -> Callable[[AppId, str], list[bytes]]:
    """Under what a code may be stored: one hash for each key that the shop has had."""

    def hashes(app_id: AppId, text: str) -> list[bytes]:
        return [found.value for found in keys.code_hashes(app_id, text)]

    return hashes
