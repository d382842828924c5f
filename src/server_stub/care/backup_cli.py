"""The commands for backups, and for counting a shop through."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from server_stub.care.options import (
    ClockIsRight,
    Data,
    DatabaseUrl,
    KeysFile,
    fail,
    faults,
    folder_is_whole,
    sentence_of,
)
from server_stub.shop_folder.data_folder import DataFolder

if TYPE_CHECKING:
    from server_stub.care.totals import Totals

app = typer.Typer()


@app.command("backup")
def backup(
    target: Annotated[Path, typer.Argument(help="A folder that does not exist yet, or is empty.")],
    *,
    data: Data,
    with_tls: Annotated[
        bool, typer.Option("--with-tls", help="With the TLS certificates and the server's key.")
    ] = False,
    keys: KeysFile = None,
) -> None:
    """Back the database up, also while the server runs, and look the copy over.

    The key file is not in it: back it up apart from the database.
    """
    from server_stub.care.backups import BackupError, make_backup

    folder = DataFolder(data, keys)
    folder_is_whole(folder)
    try:
        made = make_backup(folder, target, with_tls=with_tls)
    except faults(BackupError) as error:
        fail(sentence_of(error))
    typer.echo(f"The backup is in {target}: {made.entries} entries, ending in {made.hash}.")


@app.command("restore")
def restore(
    source: Annotated[Path, typer.Argument(help="The folder that backup has made.")],
    *,
    data: Data,
    keys: KeysFile = None,
    clock_is_right: ClockIsRight = False,
) -> None:
    """Make a shop of a backup, in a folder that has none; its key file must be there already.

    Tills then send again what the backup lacks.
    """
    from server_stub.care.backups import BackupError, restore_backup

    folder = DataFolder(data, keys)
    try:
        restored = restore_backup(
            source,
            folder,
            warn=lambda said: typer.echo(said, err=True),
            is_clock_right=clock_is_right,
        )
    except faults(BackupError) as error:
        fail(sentence_of(error))
    typer.echo(f"The shop is in {data}.")
    typer.echo(what_a_restore_leaves(restored.epoch, restored.backup_at_ms))


def what_a_restore_leaves(epoch: int, backup_at_ms: int | None) -> str:
    """What tills cannot tell again has to be done again by hand."""
    since = "its beginning"
    if backup_at_ms is not None:
        backup_at = dt.datetime.fromtimestamp(backup_at_ms / 1000, dt.UTC)
        since = f"{backup_at:%Y-%m-%d %H:%M:%S} UTC"
    return f"""The database counts as restored (epoch {epoch}). It ends at {since}.
Tills send their own sales and voids again. What else was done since then is lost; do it again
before tills open:
- shut out the tills and let go the people that were shut out or let go since;
- set the PINs and give the roles that were changed since, and take on who was taken on since;
- rotate and disable the secrets of apps, servers and webhooks that were changed or taken back
  since, and disable the apps and scripts that were disabled since;
- close the cases that were closed since and are about no money;
- readmit the tills that were enrolled since (till readmit, with the code on their screen);
- make anew the batches that were made since: their cards are unknown, destroy them.
Note the sales that were settled since, and the cases of money that were closed: they stand open
again, and nobody can settle or close them until every till has told. Do that then, before anybody
pays, and pay nothing again.
Note the cards that were recalled, stopped or taken out of use since: they are for sale again, and
sold ones are live. Keep them away from tills. Stop their sale as soon as every till has told, for
selling begins with that, or at once: a card that a till has sold before the restore, and tells only
then, is live all the same, and its stop ends with that. Then recall them, or take them out of use,
which is refused until every till has told. Close the cases that this opens as those before were
closed: at the till whose drawer paid, and pay nothing again.
done-since lists all of this where the lost database can still be read.
Start the server now. Cards are sold again once every till was started and has told (redemption
status; till excuse for one that cannot). Note what was redeemed since (redemption
redeemed-after-backup) before you let codes be redeemed again (redemption open)."""


@app.command("done-since")
def list_done_since(
    moment: Annotated[
        str, typer.Argument(help="In UTC, as 2026-12-31 23:59:59: where the backup ends.")
    ],
    *,
    data: Data,
    keys: KeysFile = None,
    database_url: DatabaseUrl = None,
) -> None:
    """List what people did since then: of a database that is lost, what no till tells again.

    It reads alone, also beside a server: settlements, closed cases, recalls, stops, staff, secrets.
    Of a damaged database it lists what can be read. It needs no keys.
    """
    from server_stub.care.done_since import BrokenOffError

    try:
        since = dt.datetime.strptime(moment, "%Y-%m-%d %H:%M:%S").replace(tzinfo=dt.UTC)
    except ValueError:
        fail(f"{moment} is not a moment; write it as 2026-12-31 23:59:59.")
    folder = DataFolder(data, keys, database_url)
    folder_is_whole(folder, with_keys=False)
    try:
        asyncio.run(_print_done_since(folder, int(since.timestamp()) * 1000))
    except BrokenOffError as error:
        fail(str(error), 2)
    except faults() as error:
        fail(str(error))


async def _print_done_since(folder: DataFolder, at_ms: int) -> None:
    from server_stub.care.asking import print_rows
    from server_stub.care.done_since import done_since
    from server_stub.shop_folder.open_database import open_reader

    async with open_reader(folder) as reader:
        has_heading = False
        async for done in done_since(reader, at_ms):
            print_rows([done], heading=not has_heading)
            has_heading = True


@app.command("totals")
def totals(data: Data, keys: KeysFile = None, database_url: DatabaseUrl = None) -> None:
    """Count the codes, and check that everything adds up; reads beside a running server."""
    from server_stub.care.asking import print_rows

    folder = DataFolder(data, keys, database_url)
    folder_is_whole(folder)
    print_rows(add_up(folder))


def add_up(folder: DataFolder) -> list[object]:
    """Check that a shop's tables add up, or end; returns what was counted."""
    try:
        found = asyncio.run(_totals(folder))
    except faults() as error:
        fail(str(error))
    if found.broken:
        for sentence, count in found.broken:
            typer.echo(f"Not so, {count} times: {sentence}", err=True)
        raise typer.Exit(2)
    return list(found.codes)


async def _totals(folder: DataFolder) -> Totals:
    from server_stub.care.totals import totals_of
    from server_stub.shop_folder.open_database import open_reader

    async with open_reader(folder) as reader:
        return await totals_of(reader)
