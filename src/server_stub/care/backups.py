"""Backups of a shop, and shops made of them again: whole or not at all.

A backup is a folder with the database and a description of it. The keys are never in it: without
them it is worthless to whoever finds it. A shop is restored into a folder that has none, in a draft
that is moved there once it is found whole, fits the keys, and counts as restored.
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from server_stub.care.options import sentence_of
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.shop_folder.data_folder import TLS_AUTHORITY_FILE, DataFolder
from server_stub.shop_folder.drafts import draft_in
from server_stub.shop_folder.head_mark import HeadMark
from server_stub.shop_folder.secret_files import write_secret
from server_stub.shop_folder.shop_check import check_shop
from server_stub.shop_folder.tls import CERTIFICATE_FILE, KEY_FILE, TlsFileError, check_own
from server_stub.storage.backing_up import (
    BadCopyError,
    copy_database,
    looked_over,
    on_disk,
)
from server_stub.storage.file_lock import AlreadyLockedError, FileLock
from server_stub.storage.restoring import Restored, mark_restored
from server_stub.storage.sealing import Keys, KeysUnreadableError
from server_stub.storage.sqlite_reader import SqliteReader

DESCRIPTION: Final = "backup.json"
_WITHOUT_HASH: Final = (
    "Mind: an older version made this backup, and noted no checksum of it. Its ledger is whole;"
    " whether its codes are, verify --seals says."
)
_TLS_FILES: Final = (TLS_AUTHORITY_FILE, CERTIFICATE_FILE, KEY_FILE)


class BackupError(Exception):
    """A backup was not made, or not taken; the message says why, in a sentence."""


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds: its schema, the end of its ledger, and every byte of its database.

    ``sha256`` is the hash of the file; backups of older servers have none.
    """

    made_at: int
    schema: int
    entries: int
    hash: str
    sha256: str = ""


def make_backup(folder: DataFolder, target: Path, *, with_tls: bool) -> Description:
    """Copy a shop's database, in use or not, into a new folder, and look the copy over."""
    if with_tls:
        _check_tls(folder.root)
    if folder.database_url is not None:
        raise BackupError(
            "This shop is kept in PostgreSQL: back it up with pg_dump, or as its administrator"
            " backs up the rest. Keep the key file apart from it."
        )
    prefix = _draft_prefix(folder.root)
    _refuse_taken(target, prefix)
    # Beside its place: what a backup that failed or was killed has left is in no other's way. But
    # inside one that is there: it may be another disk, or lie where nobody may write.
    place = target if target.exists() else target.parent
    place.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.root / "backup.lock")
    try:
        lock.take()
    except AlreadyLockedError as error:
        raise BackupError("Another backup of this shop is being made just now.") from error
    try:
        with draft_in(place, prefix) as draft:
            description = _backed_up(folder, draft, with_tls=with_tls)
            if place is target:
                _refuse_taken(target, prefix)
                _move_up(draft, target)
            else:
                draft.rename(target)
                on_disk(target)
    finally:
        lock.release()
    return description


def _draft_prefix(root: Path) -> str:
    """What the names of a shop's drafts begin with: of no other shop's, for these are cleared."""
    shop = f"{root.resolve()}:{root.stat().st_ino}"
    return f".backup-{hashlib.sha256(shop.encode()).hexdigest()[:12]}.draft-"


def _refuse_taken(target: Path, prefix: str) -> None:
    """Refuse a place that holds something, but for drafts that this shop's backups have left."""
    if not target.exists():
        return
    if not target.is_dir() or not all(_is_free(each, prefix) for each in target.iterdir()):
        raise BackupError(f"There is something at {target} already; it was left alone.")


def _is_free(each: Path, prefix: str) -> bool:
    """Whether it is in no backup's way; ``lost+found`` is a disk's own, in its topmost folder."""
    return each.name.startswith(prefix) or (each.name == "lost+found" and each.is_dir())


def _move_up(draft: Path, target: Path) -> None:
    """Move a whole draft's files into the folder that it lies in; it is a backup with the last."""
    for path in sorted(draft.iterdir(), key=lambda path: path.name == DESCRIPTION):
        moved = target / path.name
        path.rename(moved)
        on_disk(moved)


def _backed_up(folder: DataFolder, draft: Path, *, with_tls: bool) -> Description:
    copy = draft / folder.database.name
    made_at = time.time_ns() // 1_000_000
    try:
        copy_database(folder.database, copy)
        schema, head = looked_over(copy)
    except BadCopyError as error:
        raise BackupError(f"The backup was not made. {_whose_damage(folder.database)}") from error
    if with_tls:
        _copy_tls(folder.root, draft)
    description = Description(
        made_at=made_at,
        schema=schema,
        entries=head.position,
        hash=head.hash,
        sha256=_sha256(copy),
    )
    path = draft / DESCRIPTION
    path.write_bytes(msgspec.json.format(msgspec.json.encode(description)))
    on_disk(path)
    return description


def _whose_damage(database: Path) -> str:
    """Whether a bad copy came of a bad shop, in a sentence: of the copy nothing is left to see."""
    try:
        looked_over(database)
    except BadCopyError as error:
        return f"The shop itself is damaged: {error} Keep all older backups."
    return "Its copy was damaged, the shop is whole: look at the disk that backups go to."


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore_backup(
    source: Path,
    folder: DataFolder,
    *,
    warn: Callable[[str], None] = lambda _: None,
    is_clock_right: bool = False,
) -> Restored:
    """Make a shop of a backup, in a folder that has none; says what it counts as from now on.

    ``warn`` is told what could not be looked at. ``UnavailableError`` where the backup ends later
    than now, unless the clock is said to be right.
    """
    if folder.database_url is not None:
        raise BackupError(
            "This folder's shop is kept in PostgreSQL: put that database back with pg_restore, then"
            " run mark-restored."
        )
    if folder.database.exists():
        raise BackupError(f"There is a shop in {folder.root} already; restore into another folder.")
    described = _described(source)
    try:
        keys = Keys.read(folder.keys)
    except KeysUnreadableError as error:
        raise BackupError(
            f"There is no readable key file at {folder.keys}: put it there first, or write it"
            " from the recovery sheet with restore-keys. A backup has no keys."
        ) from error
    folder.root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.root / "init.lock")
    try:
        lock.take()
    except AlreadyLockedError as error:
        raise BackupError(f"Another process makes a shop in {folder.root} just now.") from error
    try:
        with draft_in(folder.root, ".restore-") as draft:
            copy = _verified(source / folder.database.name, described, draft)
            asyncio.run(_check_keys(folder, copy, keys))
            restored = mark_restored(
                copy,
                at_ms=time.time_ns() // 1_000_000,
                last_epoch=HeadMark(folder.head_mark).epoch,
                is_clock_right=is_clock_right,
            )
            _take(source, copy, folder)
    finally:
        lock.release()
    if not described.sha256:
        warn(_WITHOUT_HASH)
    return restored


def _verified(database: Path, described: Description, draft: Path) -> Path:
    """A copy of a backup's database that is what was backed up."""
    copy = draft / database.name
    shutil.copyfile(database, copy)
    copy.chmod(0o600)
    # Of the copy, so that what was read is what is taken.
    if described.sha256 not in ("", _sha256(copy)):
        raise BackupError(
            f"The backup is not whole: {database} has changed since it was made. Take"
            " another backup."
        )
    try:
        _, head = looked_over(copy)
    except BadCopyError as error:
        raise BackupError(f"The backup is not whole: {error}") from error
    if (head.position, head.hash) != (described.entries, described.hash):
        raise BackupError(
            f"The database in {database.parent} is not the one that was backed up there."
        )
    return copy


def _take(source: Path, copy: Path, folder: DataFolder) -> None:
    on_disk(copy)
    _copy_tls(source, folder.root)
    if folder.database.exists():
        raise BackupError(f"There is a shop in {folder.root} already; restore into another folder.")
    copy.replace(folder.database)
    on_disk(folder.database)


def _copy_tls(source: Path, target: Path) -> None:
    """Copy the certificates and their key where none but these are there.

    Apart they are worth nothing: what a restore that broke off has written is written on.
    """
    files = {name: (source / name).read_bytes() for name in _TLS_FILES if (source / name).exists()}
    there = [target / name for name in _TLS_FILES if (target / name).exists()]
    if any(file.read_bytes() != files.get(file.name) for file in there):
        return
    for name, content in files.items():
        write_secret(target / name, content)


def _check_tls(folder: Path) -> None:
    try:
        check_own(folder)
    except (TlsFileError, OSError) as error:
        raise BackupError(
            f"The backup was not made. {sentence_of(error)} Make new ones with tls renew, or leave"
            " --with-tls out."
        ) from error


def _described(source: Path) -> Description:
    try:
        return msgspec.json.decode((source / DESCRIPTION).read_bytes(), type=Description)
    except (OSError, msgspec.DecodeError) as error:
        raise BackupError(f"There is no backup in {source}.") from error


async def _check_keys(folder: DataFolder, copy: Path, keys: Keys) -> None:
    """Refuse keys that are not those of the backup: no code could be found or read."""
    reader = SqliteReader(copy)
    try:
        await check_shop(folder, reader, keys)
        report = await LedgerKeeper(reader, keys).verify()
    except KeysUnreadableError as error:
        raise BackupError("The key file is not that of this backup.") from error
    finally:
        await reader.close()
    if not report.is_sound:
        raise BackupError("The backup's ledger does not fit its signed checkpoints.")
