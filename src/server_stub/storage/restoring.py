"""Taking a backup into use: the epoch rises, so that every till sends again what was lost with it.

All sessions and invitations that the backup remembers are ended: a till has to open a new session,
and is told the new epoch, before it can say anything else (docs/decisions.md 23). Numbers that may
have been given out since the backup are passed over, for they are printed on cards: batches, codes,
tills. Until the tills have told all they know, and an administrator has looked, each app is as
careful as ``domain/restore_machine`` says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path
from typing import Any, Final

import apsw
import msgspec

from server_stub.domain.ids import ALL_APPS
from server_stub.domain.restore_machine import RestoreEvent, RestoreStage, move_restore
from server_stub.storage.change import LedgerEntry
from server_stub.storage.file_lock import FileLock
from server_stub.storage.interface import DamagedError, UnavailableError
from server_stub.storage.migrate import migrate
from server_stub.storage.sqlite_connection import open_writer, translated
from server_stub.storage.sqlite_ledger import append_to

_LAST_ENTRY: Final = "SELECT entry FROM ledger ORDER BY position DESC LIMIT 1"
_RAISE: Final = (
    "UPDATE meta SET value = CASE WHEN value > ? THEN value ELSE ? END + 1, version = version + 1"
    " WHERE name = 'epoch' RETURNING value"
)
_NOTE: Final = (
    "INSERT INTO meta (name, value) VALUES ('restored_at', ?)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = meta.version + 1"
)
_END: Final = (
    "UPDATE till_sessions SET ended_at = ?, version = version + 1 WHERE ended_at IS NULL",
    "UPDATE operator_sessions SET ended_at = ?, version = version + 1 WHERE ended_at IS NULL",
    # Who has signed out since is not known, nor whose secret was taken back, nor which invitation
    # or word for a new password has been used, nor what a passkey has answered.
    "UPDATE player_sessions SET ended_at = ?, version = version + 1 WHERE ended_at IS NULL",
    "UPDATE server_sessions SET ended_at = ?, version = version + 1 WHERE ended_at IS NULL",
    "UPDATE portal_sessions SET ended_at = ?, version = version + 1 WHERE ended_at IS NULL",
    "UPDATE portal_invitations SET ended_at = ?, version = version + 1 WHERE ended_at IS NULL",
    "UPDATE portal_ceremonies SET ceremony = NULL, expires_at = ?, version = version + 1",
    "UPDATE new_passwords SET ended_at = ?, version = version + 1 WHERE ended_at IS NULL",
)
_BEGIN_ANEW: Final = "UPDATE tills SET first_sale_since = NULL, version = version + 1"
_OPEN_TILLS: Final = "SELECT count(*) FROM tills WHERE app_id = ? AND revoked_at IS NULL"
_STAGE: Final = """
    INSERT INTO restorations (app_id, epoch, stage, restored_at, version) VALUES (?, ?, ?, ?, 1)
    ON CONFLICT (app_id) DO UPDATE SET epoch = excluded.epoch, stage = excluded.stage,
        restored_at = excluded.restored_at, opened_at = NULL, version = restorations.version + 1
"""
_APPS: Final = "SELECT app_id FROM apps ORDER BY app_id"
_SKIP: Final = (
    "INSERT INTO counters (app_id, name, value, version) VALUES (?, ?, ?, 1)"
    " ON CONFLICT (app_id, name)"
    " DO UPDATE SET value = counters.value + excluded.value, version = counters.version + 1"
)
PASSED_OVER: Final = {"batch": 1_000, "code": 10_000_000}
"""So many numbers of an app are left out, far more than a shop uses between two backups."""
TILLS_PASSED_OVER: Final = 100
# A batch that was being made may have been made to its end, and printed: nothing is added to it.
_UNMADE: Final = (
    "SELECT app_id, batch, made FROM batches WHERE made < quantity ORDER BY app_id, batch"
)
_END_BATCHES: Final = (
    "DELETE FROM batches WHERE made = 0",
    "UPDATE batches SET quantity = made, version = version + 1 WHERE made < quantity",
)


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """The new epoch, and when the last thing happened that the backup knows of, if anything did."""

    epoch: int
    backup_at_ms: int | None


def mark_restored(
    path: Path, *, at_ms: int, last_epoch: int = 0, is_clock_right: bool = False
) -> Restored:
    """Say of a database that is not in use that it was restored.

    ``last_epoch`` is the last that tills were told: an old backup may be put back twice.

    Raises ``AlreadyLockedError`` where a server has it open, and ``UnavailableError`` where it ends
    later than ``at_ms``, unless it is the database whose clock was ahead (``is_clock_right``).
    """
    lock = FileLock(path.with_name(path.name + ".lock"))
    lock.take()
    try:
        with translated():
            connection = open_writer(path)
            try:
                migrate(connection)
                with connection:
                    steps = restoring_steps(at_ms, last_epoch, is_clock_right=is_clock_right)
                    restored = _mark(connection, steps, at_ms)
            finally:
                connection.close()
    finally:
        lock.release()
    return restored


def _mark(connection: apsw.Connection, steps: Steps, at_ms: int) -> Restored:
    try:
        sql, values = next(steps)
        while True:
            sql, values = steps.send(connection.execute(sql, values).fetchall())
    except StopIteration as done:
        entry, restored = done.value
    append_to(connection, [entry], at_ms)
    found: Restored = restored
    return found


Steps = Generator[tuple[str, tuple[Any, ...]], list[Any], tuple[LedgerEntry, Restored]]


def restoring_steps(at_ms: int, last_epoch: int, *, is_clock_right: bool) -> Steps:
    """What a restore asks and changes, one statement after the other, in either database.

    Each is answered with its rows; at the end stands the entry for the ledger.
    """
    apps = yield _APPS, ()
    if not apps:
        raise DamagedError("There is no shop in this database: it is damaged; restore a backup.")
    last = yield _LAST_ENTRY, ()
    backup_at_ms = int(msgspec.json.decode(last[0][0])[1]) if last else None
    if backup_at_ms is not None and at_ms < backup_at_ms and not is_clock_right:
        # What was sold before the restore would count as sold since, and be refused.
        raise UnavailableError(
            f"It is {_moment(at_ms)} by this computer's clock, and the database ends at"
            f" {_moment(backup_at_ms)}: set the clock right. Only where the clock is right, and the"
            " database was written by one that was ahead, add --clock-is-right."
        )
    (raised,) = yield _RAISE, (last_epoch, last_epoch)
    epoch: int = raised[0]
    # What is older than the backup's end was before the restore, whatever clock is right.
    restored_at_ms = max(at_ms, backup_at_ms or 0)
    yield _NOTE, (restored_at_ms,)
    for statement in _END:
        yield statement, (at_ms,)
    yield _BEGIN_ANEW, ()
    # Batches that are not whole are ended; the entry has app, number and count of codes of each.
    unmade = yield _UNMADE, ()
    for statement in _END_BATCHES:
        yield statement, ()
    yield _SKIP, (ALL_APPS, "till", TILLS_PASSED_OVER)
    for (app_id,) in apps:
        for name, numbers in PASSED_OVER.items():
            yield _SKIP, (app_id, name, numbers)
        stage = RestoreStage.TELLING
        if (yield _OPEN_TILLS, (app_id,))[0][0] == 0:
            stage = move_restore(stage, RestoreEvent.ALL_TOLD)
        yield _STAGE, (app_id, epoch, stage.value, restored_at_ms)
    entry = LedgerEntry(
        app_id=ALL_APPS,
        kind="server.restored",
        actor="system",
        subject="database",
        detail={
            "epoch": epoch,
            "backup_at": backup_at_ms,
            "passed_over": {**PASSED_OVER, "till": TILLS_PASSED_OVER},
            "batches_ended": [list(row) for row in unmade],
        },
    )
    return entry, Restored(epoch=epoch, backup_at_ms=backup_at_ms)


def _moment(at_ms: int) -> str:
    return f"{dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC):%Y-%m-%d %H:%M:%S} UTC"
