"""Bringing a database to the schema that this server knows, each step in a transaction of its own.

The schema's number is SQLite's ``user_version``, which changes with the transaction. A database of
a newer server is refused: an older one would not know what its rows mean.
"""

from __future__ import annotations

import contextlib
from importlib import resources
from typing import Final

import apsw

_FOLDER: Final = "server_stub.storage.migrations"
STEPS: Final = (
    "m0001_ground.sql",
    "m0002_signatures.sql",
    "m0003_redemption.sql",
    "m0004_jobs.sql",
    "m0005_scripts.sql",
    "m0006_webhooks.sql",
    "m0007_restorations.sql",
    "m0008_apps_and_mails.sql",
    "m0009_recalls.sql",
    "m0010_days.sql",
    "m0011_custody.sql",
    "m0012_alarms.sql",
    "m0013_recall_runs.sql",
    "m0014_recalled_sold.sql",
    "m0015_batch_jobs.sql",
    "m0016_printing.sql",
    "m0017_imported_batches.sql",
    "m0018_voided_elsewhere.sql",
    "m0019_pin_setters.sql",
    "m0020_portal.sql",
    "m0021_card_list_ages.sql",
    "m0022_proof_pictures.sql",
    "m0023_cases.sql",
    "m0024_suspended_operators.sql",
    "m0025_code_acts.sql",
    "m0026_status.sql",
    "m0027_portal_lists.sql",
    "m0028_session_doors.sql",
    "m0029_passkeys.sql",
    "m0030_new_passwords.sql",
    "m0031_ledger_walks.sql",
    "m0032_codes_noticed.sql",
    "m0033_wrong_tries.sql",
    "m0034_own_pins.sql",
    "m0035_guessing_alarms.sql",
    "m0036_days_compared.sql",
    "m0037_recalled_of_close.sql",
    "m0038_names_of_sign_ins.sql",
    "m0039_ids_of_runs.sql",
    "m0040_failed_mails.sql",
    "m0041_payment_references.sql",
    "m0042_looks_and_runs.sql",
    "m0043_answers_in_order.sql",
)
"""The migrations in order; the first makes schema 1. A step that was released never changes."""


class NewerSchemaError(Exception):
    """The database was written by a newer server."""


def migrate(connection: apsw.Connection, steps: tuple[str, ...] = STEPS) -> int:
    """Run the steps that the database lacks; returns the schema's number."""
    there = schema_of(connection)
    refuse_newer(there, len(steps))
    if there == len(steps):
        return there
    # What a step deletes is wiped from the file as well.
    connection.pragma("secure_delete", True)
    try:
        _run(connection, steps, there)
    finally:
        connection.pragma("secure_delete", False)
    # A step may have written all of a large table: no round of the engine waits for that. While
    # somebody reads (a backup) or the disk is full it stays in the log, which is no reason to fail.
    with contextlib.suppress(apsw.BusyError, apsw.FullError):
        connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    return len(steps)


def _run(connection: apsw.Connection, steps: tuple[str, ...], there: int) -> None:
    for number, step in enumerate(steps[there:], start=there + 1):
        sql = step_sql(step)
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(sql).fetchall()  # which carries out what stands behind a pragma, too
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except apsw.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def refuse_newer(there: int, known: int) -> None:
    """Raise ``NewerSchemaError`` where a database has a schema that this server does not know."""
    if there > known:
        raise NewerSchemaError(
            f"The database has schema {there}, this server knows {known}: use a newer server."
        )


def step_sql(step: str) -> str:
    """The text of a migration step."""
    return resources.files(_FOLDER).joinpath(step).read_text(encoding="utf-8")


def schema_of(connection: apsw.Connection) -> int:
    """The number of the schema that a database has; 0 for an empty one."""
    number = connection.pragma("user_version")
    return int(number)
