"""The command ``redemption-server``: make a shop, serve it, look after it."""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from card_contract.core_dumps import leave_no_core_dump
from server_stub.care import (
    alarms_cli,
    apps_cli,
    backup_cli,
    batches_cli,
    campaigns_cli,  # noqa: F401 - its commands are part of another group
    cases_cli,
    codes_cli,
    custody_cli,
    customers_cli,
    digital_cli,
    exports_cli,
    fulfilment_cli,
    holds_cli,
    import_cli,
    keys_cli,
    ledger_cli,
    mail_cli,
    operators_cli,
    recalls_cli,
    restoration_cli,  # noqa: F401 - its commands are part of others' groups
    serving_cli,
    store_cli,
    tls_cli,
    webhooks_cli,
)
from server_stub.care import cli as care
from server_stub.care.options import (
    Data,
    DatabaseUrl,
    KeysFile,
    fail,
    faults,
    folder_is_whole,
)
from server_stub.settings import BadSettingsError, ShopSettings, read_shop_settings, with_names
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    # A traceback with its variables could show a key.
    pretty_exceptions_enable=False,
    help="The redemption server and its command line.",
)
app.add_typer(serving_cli.app)
app.add_typer(care.app)
app.add_typer(operators_cli.app)
app.add_typer(batches_cli.app)
batches_cli.batches.add_typer(import_cli.app)
batches_cli.batches.add_typer(exports_cli.app)
app.add_typer(fulfilment_cli.app)
app.add_typer(apps_cli.app)
app.add_typer(digital_cli.app)
app.add_typer(codes_cli.app)
app.add_typer(backup_cli.app)
app.add_typer(webhooks_cli.app)
app.add_typer(keys_cli.app)
app.add_typer(alarms_cli.app)
app.add_typer(ledger_cli.app)
app.add_typer(recalls_cli.app)
app.add_typer(holds_cli.app)
app.add_typer(cases_cli.app)
app.add_typer(customers_cli.app)
app.add_typer(mail_cli.app)
app.add_typer(store_cli.app)
app.add_typer(custody_cli.app)
app.add_typer(tls_cli.app)


def main() -> None:
    # Whatever this program writes (database, keys, log of changes) is its owner's alone.
    os.umask(0o077)
    leave_no_core_dump()
    command()()


@functools.cache
def command() -> Callable[..., Any]:
    """The whole command line. Reading what its hundred commands take is done once in a process."""
    return typer.main.get_command(app)


# --- A shop is made ------------------------------------------------------------------------------


@app.command()
def init(
    *,
    data: Data,
    demo: Annotated[bool, typer.Option("--demo", help="Make the demo shop.")] = False,
    config: Annotated[
        str, typer.Option("--config", help="The shop's settings as JSON: a file, or - for stdin.")
    ] = "",
    keys: KeysFile = None,
    database_url: DatabaseUrl = None,
    recovery_sheet: Annotated[
        Path | None, typer.Option("--recovery-sheet", help="Write the sheet to print here (HTML).")
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="A name or address that tills reach it at; may be repeated."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Make a shop in an empty folder."""
    from server_stub.shop_folder.shop_setup import SetupError, ShopExistsError

    folder = DataFolder(data, keys, database_url)
    try:
        if demo:
            _init_demo(folder)
        else:
            settings = with_names(_settings(config), name or [])
            _init_shop(folder, settings, recovery_sheet, as_json=as_json)
    except faults(BadSettingsError, SetupError, ShopExistsError) as error:
        fail(str(error))


def _init_demo(folder: DataFolder) -> None:
    from server_stub.demo.shop import make_demo_shop
    from server_stub.shop_folder.shop_setup import ShopExistsError

    try:
        asyncio.run(make_demo_shop(folder))
    except ShopExistsError:
        if not folder.demo.exists():
            raise
        folder_is_whole(folder)
    typer.echo(f"The demo shop is in {folder.root}; its PINs are in {folder.demo}.")


def _settings(config: str) -> ShopSettings:
    if config == "-":
        return read_shop_settings(sys.stdin.buffer.read())
    if config:
        return read_shop_settings(Path(config).read_bytes())
    if not sys.stdin.isatty():
        raise BadSettingsError("Give the shop's settings with --config FILE, or - for stdin.")
    asked = {
        "shop": typer.prompt("Name of the shop"),
        "store": typer.prompt("Name of the store"),
        "address": typer.prompt("Address (lines separated by ;)", default="").split(";"),
        "currency": typer.prompt("Currency", default="EUR"),
        "time_zone": typer.prompt("Time zone", default="Europe/Berlin"),
        "language": typer.prompt("Language (en, de)", default="en"),
        "administrator": {
            "name": typer.prompt("Administrator's name"),
            "pin": typer.prompt(
                "Administrator's PIN (6 to 12 digits)", hide_input=True, confirmation_prompt=True
            ),
        },
    }
    return read_shop_settings(msgspec.json.encode(asked))


def _init_shop(
    folder: DataFolder, settings: ShopSettings, recovery_sheet: Path | None, *, as_json: bool
) -> None:
    from server_stub.shop_folder.data_folder import TLS_AUTHORITY_FILE
    from server_stub.shop_folder.recovery_sheet import read_key_file, sheet_html, sheet_text
    from server_stub.shop_folder.secret_files import write_secret
    from server_stub.shop_folder.shop_setup import make_shop

    made = asyncio.run(make_shop(folder, settings))
    keys = read_key_file(folder.keys)
    today = dt.datetime.now(dt.UTC).date()
    page = sheet_html(keys, shop=settings.shop, made_on=today)
    if recovery_sheet is not None:
        write_secret(recovery_sheet, page.encode())
    if as_json:
        answer = {
            "app_id": made.app_id,
            "enrolment_code": made.enrolment.code,
            "enrolment_code_expires_at": made.enrolment.expires_at,
            "recovery_sheet_html": page,
            "recovery_sheet_text": sheet_text(keys),
            "tls_authority": str((folder.root / TLS_AUTHORITY_FILE).absolute()),
            "keys_file": str(folder.keys.absolute()),
        }
        typer.echo(msgspec.json.encode(answer).decode())
        return
    typer.echo(f"{settings.shop} is in {folder.root}.")
    if folder.keys_elsewhere is None:
        typer.echo(
            f"Mind: its keys lie beside the database, in {folder.keys}. Whoever copies the folder"
            " has both. Keep them on another disk (init and serve take --keys FILE), or at least"
            " leave them out of the backup of the database."
        )
    typer.echo(f"Enrolment code for the first till (15 minutes): {made.enrolment.code}")
    if recovery_sheet is not None:
        typer.echo(f"Print {recovery_sheet}, lock it away, and delete the file.")
    else:
        typer.echo("The keys, without which a backup is worthless. Write them down:\n")
        typer.echo(sheet_text(keys))


@app.command("recovery-sheet")
def recovery_sheet(data: Data, keys: KeysFile = None) -> None:
    """Print the keys once more, to be written down; whoever reads them can read every code."""
    from server_stub.shop_folder.recovery_sheet import read_key_file, sheet_text

    folder = DataFolder(data, keys)
    try:
        typer.echo(sheet_text(read_key_file(folder.keys)))
    except (OSError, msgspec.DecodeError):
        fail(f"There is no readable key file at {folder.keys}.")


@app.command("restore-keys")
def restore_keys(data: Data, keys: KeysFile = None) -> None:
    """Write the key file from a recovery sheet that is typed in (or piped) row by row."""
    from server_stub.shop_folder.recovery_sheet import MistypedRowError, keys_from_sheet
    from server_stub.shop_folder.secret_files import write_secret

    folder = DataFolder(data, keys)
    if folder.keys.exists():
        fail(f"There is a key file at {folder.keys} already; it was left alone.")
    try:
        found = keys_from_sheet(sys.stdin.read())
    except MistypedRowError as error:
        fail(str(error))
    folder.keys.parent.mkdir(parents=True, exist_ok=True)
    write_secret(folder.keys, msgspec.json.format(msgspec.json.encode(found)))
    typer.echo(f"The keys are in {folder.keys}.")


if __name__ == "__main__":
    main()
