"""The commands that look after a shop: campaigns, batches, tills, operators."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec
import typer

from card_contract.messages import Done, EnrolmentCodeAnswer
from card_contract.states import Role
from server_stub.care.asking import saved
from server_stub.care.backup_cli import add_up, what_a_restore_leaves
from server_stub.care.options import (
    AppName,
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

T = TypeVar("T")

app = typer.Typer()
campaign_app = typer.Typer(no_args_is_help=True, help="The products and their rules.")
operator_app = typer.Typer(no_args_is_help=True, help="The people who work at tills.")
till_app = typer.Typer(no_args_is_help=True, help="The tills.")
app.add_typer(campaign_app, name="campaign")
app.add_typer(operator_app, name="operator")
app.add_typer(till_app, name="till")


def _ask(folder: DataFolder, name: str, request: Any, answer_type: type[T]) -> T:
    from server_stub.care.control import NotDoneError, ask

    try:
        return asyncio.run(ask(folder, name, request, answer_type))
    except faults(NotDoneError) as error:
        fail(str(error))


def _print_rows(rows: list[Any]) -> None:
    """One line a row, tab-separated, with a heading: for people and for pipes."""
    if not rows:
        return
    names = rows[0].__struct_fields__
    typer.echo("\t".join(names))
    for row in rows:
        values = (getattr(row, name) for name in names)
        typer.echo("\t".join("" if value is None else str(value) for value in values))


@campaign_app.command("list")
def list_campaigns(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List the campaigns."""
    from server_stub.web.control_api.messages import Campaigns, OfApp

    found = _ask(DataFolder(data, keys), "campaigns", OfApp(app=app_name), Campaigns)
    _print_rows(found.campaigns)


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

    wanted = {
        "app": app_name,
        "campaign": campaign,
        "title": title,
        "price_minor": price_minor,
        "currency": currency,
        "issuer": issuer,
    }
    saved(_ask(DataFolder(data, keys), "add-campaign", _valid(NewCampaign, wanted), CampaignFaults))


@app.command()
def verify(data: Data, keys: KeysFile = None, database_url: DatabaseUrl = None) -> None:
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
    typer.echo(
        f"The ledger is whole: {report.head.position} entries, ending in {report.head.hash}."
    )
    _print_rows(counted)


async def _report(folder: DataFolder) -> LedgerReport:
    from server_stub.desks.ledger_keeper import LedgerKeeper
    from server_stub.shop_folder.open_database import open_reader
    from server_stub.storage.sealing import Keys

    async with open_reader(folder) as reader:
        return await LedgerKeeper(reader, Keys.read(folder.keys)).verify()


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
def mark_restored(data: Data, keys: KeysFile = None, database_url: DatabaseUrl = None) -> None:
    """Say that the database is a backup that was put back; tills then send again what it lost.

    To be run once, after the database was put back and before a server starts.
    """
    from server_stub.shop_folder.open_database import mark_restored as mark
    from server_stub.storage.file_lock import AlreadyLockedError

    folder = DataFolder(data, keys, database_url)
    folder_is_whole(folder)
    try:
        restored = asyncio.run(mark(folder, at_ms=time.time_ns() // 1_000_000))
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

    request = IssueCode(app=app_name, till_name=name, store=store)
    answer = _ask(DataFolder(data, keys), "issue-code", request, EnrolmentCodeAnswer)
    typer.echo(answer.code)


@till_app.command("list")
def list_tills(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List the tills."""
    from server_stub.web.control_api.messages import OfApp, Tills

    _print_rows(_ask(DataFolder(data, keys), "tills", OfApp(app=app_name), Tills).tills)


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
    from server_stub.web.control_api.messages import Revoke

    request = _valid(Revoke, {"app": app_name, "till": till, "reason": reason})
    _ask(DataFolder(data, keys), "revoke", request, Done)


@operator_app.command("list")
def list_operators(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List the operators."""
    from server_stub.web.control_api.messages import OfApp, Operators

    found = _ask(DataFolder(data, keys), "operators", OfApp(app=app_name), Operators)
    _print_rows(found.operators)


@operator_app.command("add")
def add_operator(
    operator: str,
    *,
    name: Annotated[str, typer.Option()],
    role: Annotated[Role, typer.Option()],
    data: Data,
    badge: Annotated[str | None, typer.Option(help="B and 17 digits.")] = None,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Take a person on; the PIN is read from stdin or asked for."""
    from server_stub.web.control_api.messages import TakeOn

    request = _valid(
        TakeOn,
        {"app": app_name, "operator": operator, "name": name, "role": role.value, "pin": _pin()}
        | ({"badge": badge} if badge else {}),
    )
    _ask(DataFolder(data, keys), "take-on", request, Done)


@operator_app.command("lock")
def lock_operator(
    operator: str,
    *,
    reason: Annotated[str, typer.Option(help="Why; it stands in the ledger.")],
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Lock a person by hand: out at once, at tills and at the portal, until they are unlocked."""
    from server_stub.web.control_api.messages import Lock

    request = _valid(Lock, {"app": app_name, "operator": operator, "reason": reason})
    _ask(DataFolder(data, keys), "lock", request, Done)


@operator_app.command("unlock")
def unlock_operator(
    operator: str,
    *,
    data: Data,
    new_pin: Annotated[bool, typer.Option("--new-pin", help="Set a new PIN too.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why a lock by hand is lifted.")] = "",
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Forgive an operator's wrong PINs, and with a reason take back a lock by hand."""
    from server_stub.web.control_api.messages import Unlock

    asked: dict[str, str] = {"app": app_name, "operator": operator}
    asked |= {"pin": _pin()} if new_pin else {}
    asked |= {"reason": reason} if reason else {}
    request = _valid(Unlock, asked)
    _ask(DataFolder(data, keys), "unlock", request, Done)


@operator_app.command("portal-invite")
def invite_to_portal(
    operator: str, *, data: Data, app_name: AppName = "", keys: KeysFile = None
) -> None:
    """Print a link with which a person sets a password for the portal: once, within a day.

    It replaces a password that was forgotten, and a second factor that was lost.
    """
    from server_stub.web.control_api.messages import InviteToPortal, PortalInvitation

    folder = DataFolder(data, keys)
    request = _valid(InviteToPortal, {"app": app_name, "operator": operator})
    invited = _ask(folder, "portal-invite", request, PortalInvitation)
    running = folder.running()
    where = "" if running is None else running.public_url
    typer.echo(f"{where}/portal/invitation#{invited.invitation}")


@operator_app.command("role")
def give_role(
    operator: str,
    *,
    role: Annotated[Role, typer.Option()],
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Give an operator another role; it takes a new sign-in."""
    from server_stub.web.control_api.messages import GiveRole

    request = _valid(GiveRole, {"app": app_name, "operator": operator, "role": role.value})
    _ask(DataFolder(data, keys), "give-role", request, Done)


@operator_app.command("disable")
def disable_operator(
    operator: str, data: Data, app_name: AppName = "", keys: KeysFile = None
) -> None:
    """Let nobody sign in as this person any more."""
    from server_stub.web.control_api.messages import Disable

    _ask(DataFolder(data, keys), "disable", Disable(app=app_name, operator=operator), Done)


def _pin() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("PIN", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().strip()


def _valid(kind: type[T], values: dict[str, Any]) -> T:
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        fail(f"That cannot be: {error}.")
