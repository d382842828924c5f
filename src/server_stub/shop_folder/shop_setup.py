"""Making a data folder with a shop in it: the whole of it, or nothing.

Everything is built in a folder of its own inside the data folder and moved out at the end, the
database last: a start that was killed half-way leaves nothing that looks like a shop. Also a shop
for PostgreSQL is built in a file first, and then arrives there in one transaction.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Final

from card_contract.messages import EnrolmentCodeAnswer
from card_contract.states import Role
from server_stub.bootstrap import PIN_HASHER, services_of
from server_stub.commands.shop import MakeShop, usual_header
from server_stub.domain.ids import AppId, OperatorId, StoreId
from server_stub.engine.command import Refused
from server_stub.settings import IDLE_LOCK_S, ShopSettings
from server_stub.shop_folder.data_folder import DataFolder
from server_stub.shop_folder.drafts import draft_in, left_drafts
from server_stub.shop_folder.secret_files import write_new_secret, write_secret
from server_stub.shop_folder.tls import make_certificates
from server_stub.storage.file_lock import AlreadyLockedError, FileLock
from server_stub.storage.postgres.moving import holds_a_shop, move_shop
from server_stub.storage.rows.shop import AppRow, StoreRow
from server_stub.storage.rows.staff import OperatorRow
from server_stub.storage.sealing import Keys
from server_stub.web.services import Services

WAIT_S: Final = 60.0
_ADMINISTRATOR: Final = OperatorId("admin")
_STORE: Final = StoreId("store-1")
_DRAFT: Final = ".new-"


class ShopExistsError(Exception):
    """There is a shop in this folder already."""


class SetupError(Exception):
    """The shop could not be made; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new shop: its id and the code that lets the first till in."""

    app_id: AppId
    enrolment: EnrolmentCodeAnswer


@contextlib.asynccontextmanager
async def new_folder(
    folder: DataFolder, *, tls_names: tuple[str, ...] = ()
) -> AsyncIterator[tuple[DataFolder, Services, Keys]]:
    """Build a shop inside ``folder``; it stands there only once the block has ended well."""
    folder.root.mkdir(parents=True, exist_ok=True)
    with _only_one(folder):
        if folder.database.exists():
            raise ShopExistsError(f"There is a shop in {folder.root} already.")
        if folder.database_url is not None and await holds_a_shop(folder.database_url):
            raise ShopExistsError("There is a shop in this database already.")
        for left in left_drafts(folder.root, _DRAFT):
            _take_keys_back(DataFolder(left), folder)
        if folder.keys_elsewhere is not None and folder.keys.exists():
            raise SetupError(f"There is a key file at {folder.keys} already; it was left alone.")
        with draft_in(folder.root, _DRAFT) as place:
            draft = DataFolder(place)
            keys = Keys.create(draft.keys)
            make_certificates(draft.root, names=tls_names)
            async with services_of(draft, is_new=True) as services:
                yield draft, services, keys
            try:
                _move(draft, folder)
                if folder.database_url is not None:
                    folder.note_database_url(folder.database_url)
                    await move_shop(draft.database, folder.database_url)
            except BaseException:
                _take_keys_back(draft, folder)
                raise


async def make_shop(folder: DataFolder, settings: ShopSettings) -> Made:
    """Make a real shop with its administrator, its store, and a code for its first till."""
    app_id = AppId(f"shop-{secrets.token_hex(4)}")
    tls_names = tuple(settings.tls_names)
    async with new_folder(folder, tls_names=tls_names) as (_, services, keys):
        now_ms = services.clock.now_ms()
        address = "\n".join(settings.address)
        sealed = keys.seal(secrets.token_hex(20).encode(), about=f"app/{app_id}")
        administrator = OperatorRow(
            app_id=app_id,
            operator_id=_ADMINISTRATOR,
            name=settings.administrator.name,
            role=Role.ADMINISTRATOR,
            pin_hash=await asyncio.to_thread(PIN_HASHER.hash, settings.administrator.pin),
            created_at=now_ms,
        )
        await settled(
            services,
            MakeShop(
                app_id=app_id,
                app=AppRow(
                    app_id=app_id,
                    name=settings.shop,
                    demo=False,
                    language=settings.language,
                    idle_lock_s=IDLE_LOCK_S,
                    secret_sealed=sealed.value,
                    seal_key_id=sealed.key_id,
                    created_at=now_ms,
                ),
                store=StoreRow(
                    app_id=app_id,
                    store_id=_STORE,
                    name=settings.store,
                    address=address,
                    currency=settings.currency,
                    time_zone=settings.time_zone,
                    receipt_header=usual_header(settings.shop, settings.store, address),
                    receipt_legal=settings.legal,
                    created_at=now_ms,
                ),
                operators=(administrator,),
            ),
        )
        enrolment = await services.till_desk.issue_code(
            app_id, _STORE, settings.till, created_by=f"operator:{_ADMINISTRATOR}"
        )
        if isinstance(enrolment, Refused):
            raise SetupError(f"No enrolment code was issued ({enrolment.refusal}).")
    return Made(app_id=app_id, enrolment=enrolment)


async def settled(services: Services, command: MakeShop) -> None:
    """Have a command decided that must not be refused here."""
    answer = await services.engine.submit(command)
    if isinstance(answer, Refused):
        raise SetupError(f"The shop was not made ({answer.refusal}).")


@contextlib.contextmanager
def _only_one(folder: DataFolder) -> Iterator[None]:
    """Let one process make a shop here; a second one waits, and then finds it made."""
    lock = FileLock(folder.root / "init.lock")
    give_up_at = time.monotonic() + WAIT_S
    while True:
        try:
            lock.take()
            break
        except AlreadyLockedError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.1)
    try:
        yield
    finally:
        lock.release()


def _move(draft: DataFolder, folder: DataFolder) -> None:
    """Move what was built to its place. Keys that lie elsewhere are copied, so that the draft says
    whose they are until the shop is there.
    """
    stay: set[str] = set()
    if folder.keys_elsewhere is not None:
        folder.keys.parent.mkdir(parents=True, exist_ok=True)
        write_new_secret(folder.keys, draft.keys.read_bytes())
        write_secret(folder.head_mark, draft.head_mark.read_bytes())
        stay = {draft.keys.name, draft.head_mark.name}
    last = draft.database.name
    if folder.database_url is not None:
        stay.add(last)
    for path in sorted(draft.root.iterdir(), key=lambda path: path.name == last):
        if path.suffix != ".lock" and path.name not in stay:
            path.replace(folder.root / path.name)


def _take_keys_back(draft: DataFolder, folder: DataFolder) -> None:
    """Remove the copy of a draft's keys from elsewhere: its shop was never made."""
    if folder.keys_elsewhere is None or not draft.keys.exists() or not folder.keys.exists():
        return
    if folder.keys.read_bytes() == draft.keys.read_bytes():
        folder.keys.unlink()
        folder.head_mark.unlink(missing_ok=True)
