"""A small shop in a real database, behind the real engine: what the tests of the core work with.

The database is a file, unless its folder says (``database-url``) that it is in PostgreSQL.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Final

import apsw
import msgspec
from msgspec import Struct

from card_contract.messages import (
    ApprovalPurpose,
    CancelReason,
    CancelRequest,
    ConfirmRequest,
    Payment,
    ReserveLine,
    ReserveRequest,
    VoidReason,
    VoidRequest,
)
from card_contract.sale_id import SaleId, VoidId
from card_contract.settle_messages import SettleRequest
from card_contract.states import CodeState, MoneyWay, PaymentKind, Role
from server_stub.commands.approvals import approval_id
from server_stub.commands.case_closing import CloseCase
from server_stub.commands.checkout import Cancel, Confirm
from server_stub.commands.reserving import Reserve
from server_stub.commands.restoration import FinishTelling
from server_stub.commands.settlement import Settle
from server_stub.commands.unstored import Noted
from server_stub.commands.voids import Void
from server_stub.domain.attempt_rules import AttemptPhase
from server_stub.domain.ids import AppId, CodeId, OperatorId, StoreId, TillId
from server_stub.engine.command import Decision
from server_stub.engine.engine import Engine
from server_stub.engine.loaded import Rows
from server_stub.shop_folder.data_folder import DATABASE_URL_FILE
from server_stub.storage.change import Change, Insert, LedgerEntry
from server_stub.storage.migrate import migrate
from server_stub.storage.postgres.leases import PostgresLeases
from server_stub.storage.postgres.reader import PostgresReader
from server_stub.storage.postgres.writer import PostgresStorage
from server_stub.storage.rows.books import META
from server_stub.storage.rows.cards import CampaignRow, CodeRow, CodeSecretRow, UseType
from server_stub.storage.rows.redemption import AttemptRow
from server_stub.storage.rows.shop import STORES, AppRow, StoreRow
from server_stub.storage.rows.staff import ApprovalRow, OperatorRow, TillRow
from server_stub.storage.sealing import Keys, new_key_file
from server_stub.storage.sqlite import SqliteStorage
from server_stub.storage.sqlite_leases import SqliteLeases
from server_stub.storage.sqlite_reader import SqliteReader
from server_stub.storage.table import Need, Row
from support.paused_commits import PausedCommits
from support.postgres import query

APP = AppId("demo")
STORE = StoreId("harbour")
TILL = TillId("T1")
OTHER_TILL = TillId("T2")
CLERK = OperatorId("mia")
MANAGER = OperatorId("anna")
CAMPAIGN = "gift25"
PRICE = 2500
NOW = 1_700_000_000_000
FIRST_NUMBER = 970_010_00001_000_000
RANDOM = "0" * 26


class Sown(Struct, frozen=True, kw_only=True):
    """Rows were put in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sow:
    """A command that stores what a test wants to begin with."""

    changes: Sequence[Change]
    entries: Sequence[LedgerEntry] = ()
    app_id: AppId = APP
    key: None = None
    answer_type: ClassVar = Sown

    def fingerprint(self) -> bytes:
        return b""

    def needs(self) -> Iterable[Need]:
        return ()

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[Sown]:
        return Decision(Sown(), self.changes, self.entries)


@dataclass(slots=True)
class Watch:
    """Notes what the engine tells."""

    rounds: list[int] = field(default_factory=list)
    failures: list[tuple[str, Exception]] = field(default_factory=list)
    read_only: list[str] = field(default_factory=list)
    writable: int = 0
    writable_again: asyncio.Event = field(default_factory=asyncio.Event)

    def round_done(self, commands: int) -> None:
        self.rounds.append(commands)

    def command_failed(self, command: str, error: Exception) -> None:
        self.failures.append((command, error))

    def became_read_only(self, reason: str) -> None:
        self.read_only.append(reason)

    def became_writable(self) -> None:
        self.writable += 1
        self.writable_again.set()


@dataclass(slots=True)
class Clock:
    now_ms: int = NOW

    def __call__(self) -> int:
        self.now_ms += 1
        return self.now_ms


def sale_id(number: int, till: TillId = TILL) -> SaleId:
    return SaleId(till=till, generation=1, sequence=number, random=RANDOM)


def void_id(number: int, till: TillId = TILL) -> VoidId:
    return VoidId(sale_id(number, till))


class CoreShop:
    """The shop while its server runs; ``cards`` of one campaign, with the ids 1, 2, 3..."""

    def __init__(
        self,
        path: Path,
        keys: Keys,
        *,
        vfs: str | None = None,
        **log: Any,
    ) -> None:
        self.path = path
        self.keys = keys
        self.clock = Clock()
        self.watch = Watch()
        self.storage, self.reader = open_shop_database(path, vfs=vfs, **log)
        self.commits = PausedCommits(self.storage)
        self.engine = Engine(
            storage=self.commits,
            clock=self.clock,
            fingerprint=keys.fingerprint,
            watcher=self.watch,
            recovery_interval_s=0.02,
        )
        self.engine.start()

    async def close(self) -> None:
        await self.engine.stop()
        await self.reader.close()
        await self.storage.close()

    async def sow(self, *rows: Row) -> None:
        answer = await self.engine.submit(Sow(changes=[Insert(row) for row in rows]))
        assert isinstance(answer, Sown), answer

    async def change(self, *changes: Change) -> None:
        answer = await self.engine.submit(Sow(changes=changes))
        assert isinstance(answer, Sown), answer

    async def find(self, need: Need) -> Any:
        rows = await self.reader.find(need)
        return rows[0] if rows else None

    async def reserve(self, number: int, *cards: int, till: TillId = TILL, **more: Any) -> Any:
        return await self.engine.submit(reserve(number, *cards, till=till, **more))

    async def told(self, *tills: TillId) -> None:
        """These tills have told all they knew before the last restore."""
        (epoch,) = await self.reader.find(META.at("epoch"))
        for till in tills:
            command = FinishTelling(app_id=APP, till_id=till, epoch=epoch.value)
            assert isinstance(await self.engine.submit(command), Noted)

    async def confirm(self, number: int, *, till: TillId = TILL, **more: Any) -> Any:
        return await self.engine.submit(confirm(number, till=till, **more))

    async def cancel(self, number: int, *, till: TillId = TILL) -> Any:
        return await self.engine.submit(cancel(number, till=till))

    async def void(self, number: int, sale: int, *cards: int, **more: Any) -> Any:
        return await self.engine.submit(void(number, sale, *cards, **more))

    async def settle(self, number: int, *, was_paid: bool, approval: str, **more: Any) -> Any:
        return await self.engine.submit(
            settle(number, was_paid=was_paid, approval=approval, **more)
        )

    async def close_case(
        self, case_id: str, who: OperatorId = MANAGER, *, till: TillId | None = TILL, **more: Any
    ) -> Any:
        facts: dict[str, Any] = {"operator_id": who, "case_id": case_id, "reason": "refunded"}
        return await self.engine.submit(CloseCase(app_id=APP, at_till=till, **(facts | more)))

    async def settle_signed(self, number: int, *, was_paid: bool = True, **more: Any) -> Any:
        act = settle(number, was_paid=was_paid, approval=f"settle-{number}", **more)
        await self.sign(act)
        return await self.settle(number, was_paid=was_paid, approval=f"settle-{number}", **more)

    async def void_signed(self, number: int, sale: int, *cards: int, **more: Any) -> Any:
        act = void(number, sale, *cards, approval=f"void-{number}", **more)
        await self.sign(act)
        return await self.engine.submit(act)

    async def sell(self, number: int, *cards: int) -> None:
        held = await self.reserve(number, *cards)
        sold = await self.confirm(number, amount=held.total_minor)
        assert all(line.activated for line in sold.lines)

    async def sign(self, act: Void | Settle, **more: Any) -> None:
        """A manager signs for just this act, under the approval that it carries."""
        facts: dict[str, Any] = {
            "app_id": APP,
            "approval": approval_id(act.request.approval or ""),
            "approver_id": MANAGER,
            "till_id": act.till_id,
            "created_at": self.clock.now_ms,
        }
        if isinstance(act, Void):
            facts["purpose"] = ApprovalPurpose.VOID
            facts["subject"] = str(act.void_id)
            facts["sale_id"] = act.request.sale_id
            facts["card_ids"] = act.request.card_ids
        else:
            facts["purpose"] = ApprovalPurpose.SETTLE
            facts["subject"] = facts["sale_id"] = str(act.sale_id)
            facts["card_ids"] = []
        await self.sow(ApprovalRow(**(facts | more)))


def reserve(
    number: int,
    *cards: int | str,
    till: TillId = TILL,
    price: int = PRICE,
    currency: str = "EUR",
    keyed: bool = False,
    told_again: bool = False,
    store: StoreId = STORE,
) -> Reserve:
    lines = [ReserveLine(card_id=str(card), price_minor=price, keyed=keyed) for card in cards]
    return Reserve(
        app_id=APP,
        store_id=store,
        till_id=till,
        operator_id=CLERK,
        sale_id=sale_id(number, till),
        request=ReserveRequest(
            lines=lines, currency=currency, created_at=NOW, told_again=told_again
        ),
    )


def cash(amount: int = PRICE, given: int | None = None) -> Payment:
    return Payment(kind=PaymentKind.CASH, amount_minor=amount, given_minor=given)


def by_reference(reference: str | None, amount: int = PRICE) -> Payment:
    return Payment(kind=PaymentKind.REFERENCE, amount_minor=amount, reference=reference)


def confirm(
    number: int,
    *,
    till: TillId = TILL,
    amount: int = PRICE,
    payment: Payment | None = None,
    speaker: TillId | None = None,
) -> Confirm:
    return Confirm(
        app_id=APP,
        till_id=speaker or till,
        sale_id=sale_id(number, till),
        request=ConfirmRequest(payment=payment or cash(amount), paid_at=NOW),
    )


def cancel(
    number: int, *, till: TillId = TILL, reason: CancelReason = CancelReason.CLERK
) -> Cancel:
    return Cancel(
        app_id=APP,
        till_id=till,
        sale_id=sale_id(number, till),
        request=CancelRequest(reason=reason),
    )


def void(
    number: int,
    sale: int,
    *cards: int,
    till: TillId = TILL,
    sale_till: TillId = TILL,
    approval: str | None = None,
    note: str = "",
    operator: OperatorId | None = CLERK,
    told_again: bool = False,
    payment: Payment | None = None,
    paid_at: int = NOW,
    goes_back_by: MoneyWay | None = None,
    used_before: Sequence[int] = (),
) -> Void:
    return Void(
        app_id=APP,
        till_id=till,
        operator_id=operator,
        void_id=void_id(number, till),
        request=VoidRequest(
            sale_id=str(sale_id(sale, sale_till)),
            card_ids=[str(card) for card in cards],
            reason=VoidReason.CUSTOMER_CHANGED_MIND,
            note=note,
            told_again=told_again,
            approval=approval,
            payment=payment,
            paid_at=None if payment is None else paid_at,
            goes_back_by=goes_back_by,
            used_before=[str(card) for card in used_before],
        ),
    )


IN_CASH: Final = cash()


def settle(
    number: int,
    *,
    was_paid: bool,
    approval: str,
    money_back: bool = False,
    payment: Payment | None = IN_CASH,
    sale_till: TillId = TILL,
    operator: OperatorId = MANAGER,
) -> Settle:
    return Settle(
        app_id=APP,
        till_id=OTHER_TILL,
        operator_id=operator,
        sale_id=sale_id(number, sale_till),
        request=SettleRequest(
            was_paid=was_paid,
            money_back=money_back,
            payment=payment if was_paid else None,
            reason="the till is dead",
            approval=approval,
        ),
    )


async def airport(shop: CoreShop, currency: str = "EUR") -> TillId:
    """A till of another store."""
    store = await shop.find(STORES.at(APP, STORE))
    await shop.sow(msgspec.structs.replace(store, store_id="airport", currency=currency))
    await shop.sow(msgspec.structs.replace(till_row(TillId("T3")), store_id="airport"))
    return TillId("T3")


def code_row(card: int, **more: Any) -> CodeRow:
    facts: dict[str, Any] = {
        "app_id": APP,
        "code_id": CodeId(card),
        "campaign": CAMPAIGN,
        "batch": None,
        "pack": None,
        "number": FIRST_NUMBER + card,
        "last_four": f"{card:04d}",
        "is_card": True,
        "price_minor": PRICE,
        "currency": "EUR",
        "state": CodeState.INACTIVE,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return CodeRow(**(facts | more))


def attempt_row(number: int, *, due_at: int, at: int = 1) -> AttemptRow:
    """An attempt at an asynchronous script that goes on."""
    return AttemptRow(
        app_id=APP,
        redemption_id=CodeId(number),
        attempt=0,
        is_shared=False,
        campaign=CAMPAIGN,
        profile_id="ann",
        profile_name="Ann",
        asked_by="profile:ann",
        script="/wallet/credit",
        is_async=True,
        phase=AttemptPhase.WAITING,
        attempted_at=at,
        deadline_at=at + 10_000,
        due_at=due_at,
    )


def secret_row(keys: Keys, card: int, code: str, campaign: str = CAMPAIGN) -> CodeSecretRow:
    protected = keys.protect_code(APP, code)
    return CodeSecretRow(
        app_id=APP,
        code_id=CodeId(card),
        campaign=campaign,
        code_hash=protected.code_hash.value,
        hash_key_id=protected.code_hash.key_id,
        sealed=protected.sealed.value,
        seal_key_id=protected.sealed.key_id,
    )


def till_row(till: TillId) -> TillRow:
    return TillRow(
        app_id=APP,
        till_id=till,
        store_id=STORE,
        name=f"Till {till}",
        public_key=b"k" * 32,
        enrolled_by=MANAGER,
        enrolled_at=NOW,
    )


def ground_rows() -> list[Row]:
    """The app with its store, two tills, a clerk, a manager and a campaign."""
    return [
        AppRow(
            app_id=APP,
            name="Demo",
            demo=True,
            language="en",
            idle_lock_s=300,
            secret_sealed=b"",
            seal_key_id="s1",
            created_at=NOW,
        ),
        StoreRow(
            app_id=APP,
            store_id=STORE,
            name="Harbour Street 12",
            address="Harbour Street 12",
            currency="EUR",
            time_zone="Europe/Berlin",
            receipt_header=["Harbour"],
            receipt_legal=[],
            created_at=NOW,
        ),
        till_row(TILL),
        till_row(OTHER_TILL),
        *[operator_row(who, role) for who, role in ((CLERK, Role.CLERK), (MANAGER, Role.MANAGER))],
        campaign_row(CAMPAIGN),
    ]


def operator_row(who: OperatorId, role: Role) -> OperatorRow:
    return OperatorRow(
        app_id=APP, operator_id=who, name=str(who), role=role, pin_hash="", created_at=NOW
    )


def campaign_row(name: str, **more: Any) -> CampaignRow:
    facts: dict[str, Any] = {
        "app_id": APP,
        "campaign": name,
        "title": "Gift card 25",
        "description": "",
        "use_type": UseType.PERSONAL,
        "price_minor": PRICE,
        "currency": "EUR",
        "issuer": "970010",
        "created_at": NOW,
        "updated_at": NOW,
    }
    return CampaignRow(**(facts | more))


async def open_shop(
    path: Path, *, cards: int = 3, keys: Keys | None = None, **options: Any
) -> CoreShop:
    """Make a shop with its ground rows and so many cards, all inactive and free."""
    shop = CoreShop(path, keys or Keys(new_key_file()), **options)
    await shop.sow(*ground_rows(), *[code_row(card) for card in range(1, cards + 1)])
    return shop


def play(path: Path, story: Callable[[CoreShop], Any], *, cards: int = 3) -> CoreShop:
    """Open a shop, run the story in it, close it again."""

    async def run() -> CoreShop:
        shop = await open_shop(path / "shop.db", cards=cards)
        try:
            await story(shop)
        finally:
            await shop.close()
        return shop

    return asyncio.run(run())


def postgres_of(path: Path) -> str | None:
    """The address of the database in which the shop at this path is kept, where it is no file."""
    pointer = path.with_name(DATABASE_URL_FILE)
    return pointer.read_text() if pointer.exists() else None


def open_shop_database(path: Path, *, vfs: str | None = None, **log: Any) -> tuple[Any, Any]:
    """Open the database of the shop at this path: its storage, and its reads."""
    url = postgres_of(path)
    if url is not None:
        return PostgresStorage(url), PostgresReader(url)
    if vfs is None and not path.exists():
        path.write_bytes(_empty_database())
    storage = SqliteStorage(path, vfs=vfs, **log)
    storage.open()
    return storage, SqliteReader(path, vfs=vfs)


@cache
def _empty_database() -> bytes:
    """A database with all tables and no row: migrated once, since every shop begins with it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        connection = apsw.Connection(str(path))
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection)
        connection.close()
        return path.read_bytes()


def new_leases(path: Path) -> Any:
    """The leases as one more worker of the shop at this path has them."""
    url = postgres_of(path)
    return SqliteLeases(path) if url is None else PostgresLeases(url)


def read_all(path: Path, sql: str) -> list[Any]:
    """Read a shop's database directly."""
    url = postgres_of(path)
    if url is not None:
        return query(url, sql)
    connection = apsw.Connection(str(path))
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def ledger_of(path: Path) -> list[list[Any]]:
    """The entries of a shop's ledger, each as its array, in order."""
    rows = read_all(path, "SELECT entry FROM ledger ORDER BY position")
    return [msgspec.json.decode(entry) for (entry,) in rows]
