"""The commands that look after a shop: campaigns, tills, and the database that it is in."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from card_contract.messages import EnrolmentCodeAnswer
from card_contract.outcomes import Refusal
from server_stub.care.asking import ask, print_rows, saved, valid
from server_stub.care.backup_cli import add_up, what_a_restore_leaves
from server_stub.care.damage import fail_naming
from server_stub.care.options import (
    AppName,
    ClockIsRight,
    Data,
    DatabaseUrl,
    KeysFile,
    fail,
    faults,
    folder_is_whole,
)
from server_stub.shop_folder.data_folder import DataFolder

if TYPE_CHECKING:
    from server_stub.desks.ledger_keeper import LedgerReport

app = typer.Typer()
campaign_app = typer.Typer(no_args_is_help=True, help="The products and their rules.")
till_app = typer.Typer(no_args_is_help=True, help="The tills.")
app.add_typer(campaign_app, name="campaign")
app.add_typer(till_app, name="till")


@campaign_app.command("list")
def list_campaigns(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List the campaigns."""
    from server_stub.web.control_api.messages import Campaigns, OfApp

    found = ask(DataFolder(data, keys), "campaigns", OfApp(app=app_name), Campaigns)
    print_rows(found.campaigns)


@campaign_app.command("add")
def add_campaign(
    campaign: str,
    *,
    title: Annotated[str, typer.Option(help="What the card is called.")],
    price_minor: Annotated[int, typer.Option("--price-minor", help="Price in minor units.")],
    currency: Annotated[str, typer.Option()],
    data: Data,
    issuer: Annotated[
        str | None,
        typer.Option(
            help="Six digits that card numbers begin with; without them the barcode is the code,"
            " and there are no batches."
        ),
    ] = None,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Make a campaign of cards that are sold at tills."""
    from server_stub.web.control_api.campaigns import CampaignFaults
    from server_stub.web.control_api.messages import NewCampaign

    request = valid(
        NewCampaign,
        app=app_name,
        campaign=campaign,
        title=title,
        price_minor=price_minor,
        currency=currency,
        issuer=issuer,
    )
    saved(ask(DataFolder(data, keys), "add-campaign", request, CampaignFaults))


@app.command()
def verify(
    data: Data,
    *,
    seals: Annotated[
        bool, typer.Option("--seals", help="Open the sealed copy of every code and secret, too.")
    ] = False,
    keys: KeysFile = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Check the ledger, its signed checkpoints, and that all adds up; beside a running server."""
    folder = DataFolder(data, keys, database_url)
    folder_is_whole(folder)
    try:
        report = asyncio.run(_report(folder))
    except faults() as error:
        fail(str(error))
    if report.broken_entry is not None:
        fail(f"The ledger is broken at entry {report.broken_entry}.", 2)
    if report.broken_checkpoint is not None:
        fail(f"The ledger does not fit its checkpoint at entry {report.broken_checkpoint}.", 2)
    counted = add_up(folder)
    if seals:
        _open_all(folder)
    typer.echo(
        f"The ledger is whole: {report.head.position} entries, ending in {report.head.hash}."
    )
    print_rows(counted)


def _open_all(folder: DataFolder) -> None:
    """End where a sealed copy does not open; name it."""
    try:
        broken = asyncio.run(_broken(folder))
    except faults() as error:
        fail(str(error))
    if broken:
        fail_naming(broken, f"{len(broken)} sealed copies are damaged.")
    typer.echo("Every sealed copy opens.")


async def _broken(folder: DataFolder) -> list[str]:
    from server_stub.jobs.sealed_rows import broken_seals
    from server_stub.shop_folder.open_database import open_reader
    from server_stub.storage.sealing import Keys

    async with open_reader(folder) as reader:
        return await broken_seals(reader, Keys.read(folder.keys))


async def _report(folder: DataFolder) -> LedgerReport:
    from server_stub.desks.ledger_keeper import LedgerKeeper
    from server_stub.shop_folder.open_database import open_reader
    from server_stub.shop_folder.shop_check import check_shop
    from server_stub.storage.sealing import Keys

    keys = Keys.read(folder.keys)
    async with open_reader(folder) as reader:
        await check_shop(folder, reader, keys)
        return await LedgerKeeper(reader, keys).verify()


@app.command()
def copy(
    source: Annotated[Path, typer.Option("--from", help="The data folder of the shop.")],
    target: Annotated[str, typer.Option("--to", help="postgresql://USER@HOST/NAME, empty.")],
) -> None:
    """Move a shop from its file into PostgreSQL, and prove that all of it is there.

    The folder stays the place of the keys and notes where the shop went; the file is put aside.
    """
    from rich.console import Console

    from server_stub.storage.file_lock import AlreadyLockedError
    from server_stub.storage.postgres.moving import move_shop

    folder = DataFolder(source)
    if not folder.database.is_file():
        fail(f"There is no shop in a file in {source}.")
    try:
        with Console(stderr=True).status("Moving the shop") as status:
            moved = asyncio.run(move_shop(folder.database, target, told=status.update))
        folder.note_database_url(target)
        retired = folder.retire_file()
    except AlreadyLockedError:
        fail("A server uses this folder; stop it first.")
    except faults() as error:
        fail(str(error))
    for table, rows in moved.rows.items():
        typer.echo(f"{table}\t{rows}")
    typer.echo(f"Every row was read back and compared. The old file is {retired}.")
    typer.echo(f"The ledger is whole: {moved.head.position} entries, ending in {moved.head.hash}.")


@app.command("mark-restored")
def mark_restored(
    *,
    data: Data,
    keys: KeysFile = None,
    database_url: DatabaseUrl = None,
    clock_is_right: ClockIsRight = False,
) -> None:
    """Say that the database is a backup that was put back; tills then send again what it lost.

    To be run once, after the database was put back and before a server starts.
    """
    from server_stub.bootstrap import SystemClock
    from server_stub.shop_folder.open_database import mark_restored as mark
    from server_stub.storage.file_lock import AlreadyLockedError

    folder = DataFolder(data, keys, database_url)
    folder_is_whole(folder)
    try:
        restored = asyncio.run(mark(folder, SystemClock(), is_clock_right=clock_is_right))
    except AlreadyLockedError:
        fail("A server uses this folder; stop it first.")
    except faults() as error:
        fail(str(error))
    typer.echo(what_a_restore_leaves(restored.epoch, restored.backup_at_ms))


@app.command("enrol-code")
def enrol_code(
    *,
    data: Data,
    name: Annotated[str, typer.Option(help="What the new till is called.")],
    store: Annotated[str, typer.Option(help="The store, where there are several.")] = "",
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Print a one-use code of fifteen minutes that lets a new till in."""
    from server_stub.web.control_api.messages import IssueCode

    words = {"till_name": "a till's name has 1 to 80 characters"}
    request = valid(IssueCode, words, app=app_name, till_name=name.strip(), store=store)
    typer.echo(ask(DataFolder(data, keys), "issue-code", request, EnrolmentCodeAnswer).code)


@till_app.command("list")
def list_tills(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List the tills."""
    from server_stub.web.control_api.messages import OfApp, Tills

    print_rows(ask(DataFolder(data, keys), "tills", OfApp(app=app_name), Tills).tills)


@till_app.command("revoke")
def revoke_till(
    till: str,
    *,
    data: Data,
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")],
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Shut a till out for good."""
    from server_stub.web.control_api.messages import Revoke, WasSo

    words = {"reason": "a reason has 3 to 500 characters"}
    request = valid(Revoke, words, app=app_name, till=till, reason=reason.strip())
    meaning = {Refusal.NOT_FOUND: f"There is no till {till}; see till list."}
    if ask(DataFolder(data, keys), "revoke", request, WasSo, meaning=meaning).was_so:
        typer.echo(f"{till} was shut out before; nothing was changed.")
