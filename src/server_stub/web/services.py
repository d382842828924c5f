"""What the endpoints work with, gathered in one value that the bootstrap builds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from server_stub.desks.artwork_desk import ArtworkDesk
from server_stub.desks.checkpoint_desk import CheckpointDesk
from server_stub.desks.code_press import CodePress
from server_stub.desks.day_desk import DayDesk
from server_stub.desks.export_desk import ExportDesk
from server_stub.desks.health_desk import HealthDesk
from server_stub.desks.ledger_check import LedgerCheck
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.desks.limits import FailureBrake
from server_stub.desks.new_passwords import NewPasswords
from server_stub.desks.portal_acts import PortalActs
from server_stub.desks.portal_desk import PortalDesk
from server_stub.desks.portal_own_account import OwnAccount
from server_stub.desks.portal_passkeys import Passkeys
from server_stub.desks.ports import Clock
from server_stub.desks.print_desk import PrintDesk
from server_stub.desks.settlement_desk import SettlementDesk
from server_stub.desks.staff_desk import StaffDesk
from server_stub.desks.till_desk import TillDesk
from server_stub.engine.submits import Submits
from server_stub.fulfilment.service import Fulfilment
from server_stub.jobs.service import Jobs
from server_stub.mail.postman import Postman
from server_stub.notify.feed import Feed
from server_stub.notify.following import Following
from server_stub.notify.recall_bell import RecallBell
from server_stub.notify.request_watch import RequestWatch
from server_stub.picture_scan.reader import PictureReader
from server_stub.queries.alarms import AlarmQueries
from server_stub.queries.batches import BatchQueries
from server_stub.queries.cards import CardQueries
from server_stub.queries.cases import CaseQueries
from server_stub.queries.custody import CustodyQueries
from server_stub.queries.customers_page import CustomersPage
from server_stub.queries.ledger import LedgerQueries
from server_stub.queries.portal_campaigns import PortalCampaigns
from server_stub.queries.portal_cards import PortalCards
from server_stub.queries.portal_cases import PortalCases
from server_stub.queries.portal_customers import PortalCustomers
from server_stub.queries.portal_figures import PortalFigures
from server_stub.queries.portal_home import PortalHome
from server_stub.queries.portal_ledger import PortalLedger
from server_stub.queries.portal_requests import PortalRequests
from server_stub.queries.portal_server import PortalServer
from server_stub.queries.portal_shop import PortalShop
from server_stub.queries.recalls import RecallQueries
from server_stub.queries.redemptions import RedemptionQueries
from server_stub.queries.sales import SaleQueries
from server_stub.queries.selections import SelectionQueries
from server_stub.queries.shop import ShopQueries
from server_stub.queries.studio import StudioQueries
from server_stub.storage.interface import Reader
from server_stub.storage.sealing import Keys
from server_stub.upkeep.alarm_watch import AlarmWatch
from server_stub.upkeep.code_count import CodeCount
from server_stub.upkeep.sweeps import Sweeps
from server_stub.web.braincloud.signing_in import PlayerDoor
from server_stub.web.customer.accounts import Accounts
from server_stub.web.observer import Observer
from server_stub.web.redemption_api.players import Guessing, Players
from server_stub.web.sessions import SessionKeeper


class Health(Protocol):
    """Whether the server takes changes now, and if not, why."""

    @property
    def why_not_writable(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalServices:
    """What only the portal's pages work with."""

    desk: PortalDesk
    own_account: OwnAccount
    passkeys: Passkeys
    home: PortalHome
    cards: PortalCards
    cases: PortalCases
    shop: PortalShop
    settlements: SettlementDesk
    customers: PortalCustomers
    new_passwords: NewPasswords
    requests: PortalRequests
    figures: PortalFigures
    watch: RequestWatch
    campaigns: PortalCampaigns
    acts: PortalActs
    misses: FailureBrake
    """Searches for a card that found nothing, of each person: nobody tries out codes there."""
    misses_told: FailureBrake
    """Those of a day: who has many of them is told of in the ledger."""
    ledger: PortalLedger
    server: PortalServer
    health: HealthDesk
    ledger_check: LedgerCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerServices:
    """What only the customer's page works with."""

    accounts: Accounts
    page: CustomersPage
    pictures: PictureReader
    pictures_sent: tuple[FailureBrake, FailureBrake]
    """Those of each network, and of each browser: reading them takes its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    clock: Clock
    observer: Observer
    engine: Submits
    keys: Keys
    press: CodePress
    jobs: Jobs
    recall_bell: RecallBell
    following: Following
    players: Players
    player_door: PlayerDoor
    guessing: Guessing
    redemptions: RedemptionQueries
    recalls: RecallQueries
    selections: SelectionQueries
    fulfilment: Fulfilment
    sessions: SessionKeeper
    desk: StaffDesk
    till_desk: TillDesk
    postman: Postman
    sweeps: Sweeps
    checkpoints: CheckpointDesk
    sales: SaleQueries
    reader: Reader
    cards: CardQueries
    cases: CaseQueries
    custody: CustodyQueries
    print_desk: PrintDesk
    artworks: ArtworkDesk
    exports: ExportDesk
    alarms: AlarmQueries
    watch: AlarmWatch
    code_count: CodeCount
    ledger: LedgerQueries
    keeper: LedgerKeeper
    batches: BatchQueries
    studio: StudioQueries
    shop: ShopQueries
    health: Health
    version: str
    days: DayDesk
    portal: PortalServices
    customers: CustomerServices

    @property
    def feed(self) -> Feed:
        """The tills that listen to this process."""
        return self.recall_bell.feed
