"""The command ``redemption-server``: make a shop, serve it, look after it."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import sys
import time
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn, TypeVar

import msgspec
import typer

from card_contract.messages import Done, EnrolmentCodeAnswer
from card_contract.states import Role
from server_stub.data_folder import DataFolder
from server_stub.settings import BadSettingsError, ShopSettings, read_shop_settings

WAIT_FOR_FIRST_S: Final = 30.0
T = TypeVar("T")

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="The redemption server and its command line."
)
operator_app = typer.Typer(no_args_is_help=True, help="The people who work at tills.")
till_app = typer.Typer(no_args_is_help=True, help="The tills.")
campaign_app = typer.Typer(no_args_is_help=True, help="The products and their rules.")
app.add_typer(campaign_app, name="campaign")
app.add_typer(operator_app, name="operator")
app.add_typer(till_app, name="till")

Data = Annotated[Path, typer.Option("--data", help="The folder that the shop is kept in.")]
KeysFile = Annotated[
    Path | None, typer.Option("--keys", help="The key file, where it is not in the data folder.")
]
AppName = Annotated[str, typer.Option("--app", help="The app, where there are several.")]


def main() -> None:
    # Whatever this program writes (database, keys, log of changes) is its owner's alone.
    os.umask(0o077)
    app()


def _fail(sentence: str, code: int = 1) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(code)


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
    recovery_sheet: Annotated[
        Path | None, typer.Option("--recovery-sheet", help="Write the sheet to print here (HTML).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Make a shop in an empty folder."""
    from server_stub.shop_setup import SetupError, ShopExistsError

    folder = DataFolder(data, keys)
    try:
        if demo:
            _init_demo(folder)
        else:
            _init_shop(folder, _settings(config), recovery_sheet, as_json=as_json)
    except (BadSettingsError, SetupError, ShopExistsError, OSError) as error:
        _fail(str(error))


def _init_demo(folder: DataFolder) -> None:
    from server_stub.demo_shop import make_demo_shop

    if folder.exists() and folder.demo.exists():
        typer.echo(f"The demo shop is in {folder.root} already.")
        return
    asyncio.run(make_demo_shop(folder))
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
    from server_stub.recovery_sheet import read_key_file, sheet_html, sheet_text
    from server_stub.shop_setup import make_shop
    from server_stub.tls import AUTHORITY_FILE, write_secret

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
            "tls_authority": str((folder.root / AUTHORITY_FILE).absolute()),
        }
        typer.echo(msgspec.json.encode(answer).decode())
        return
    typer.echo(f"{settings.shop} is in {folder.root}.")
    typer.echo(f"Enrolment code for the first till (15 minutes): {made.enrolment.code}")
    if recovery_sheet is not None:
        typer.echo(f"Print {recovery_sheet}, lock it away, and delete the file.")
    else:
        typer.echo("The keys, without which a backup is worthless. Write them down:\n")
        typer.echo(sheet_text(keys))


@app.command("restore-keys")
def restore_keys(data: Data, keys: KeysFile = None) -> None:
    """Write the key file from a recovery sheet that is typed in (or piped) row by row."""
    from server_stub.recovery_sheet import MistypedRowError, keys_from_sheet
    from server_stub.tls import write_secret

    folder = DataFolder(data, keys)
    if folder.keys.exists():
        _fail(f"There is a key file at {folder.keys} already; it was left alone.")
    try:
        found = keys_from_sheet(sys.stdin.read())
    except MistypedRowError as error:
        _fail(str(error))
    folder.keys.parent.mkdir(parents=True, exist_ok=True)
    write_secret(folder.keys, msgspec.json.format(msgspec.json.encode(found)))
    typer.echo(f"The keys are in {folder.keys}.")


# --- It is served --------------------------------------------------------------------------------


@app.command()
def serve(
    *,
    data: Data,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 picks a free one.")] = 0,
    tls_cert: Annotated[Path | None, typer.Option("--tls-cert", help="Certificate (PEM).")] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", help="Its key (PEM).")] = None,
    keys: KeysFile = None,
    parent_pid: Annotated[
        int | None, typer.Option("--parent-pid", help="End when this process is gone.")
    ] = None,
) -> None:
    """Serve the shop; prints where it listens. A second start finds the first."""
    from server_stub.storage.file_lock import AlreadyLockedError
    from server_stub.web.serving import Listening, PlainHttpError

    folder = DataFolder(data, keys)
    listening = Listening(host=host, port=port, certificate=tls_cert, key=tls_key)
    try:
        listening.check()
    except PlainHttpError as error:
        _fail(str(error))
    if not folder.exists():
        _fail(f"There is no shop in {data}; make one with init.")
    give_up_at = time.monotonic() + WAIT_FOR_FIRST_S
    while True:
        try:
            _serve(folder, listening, parent_pid)
            return
        except AlreadyLockedError:
            if _found_first(folder):
                return
            if time.monotonic() > give_up_at:
                _fail("Another process uses this folder, and no server answers there.")
            time.sleep(0.1)


def _serve(folder: DataFolder, listening: Any, parent_pid: int | None) -> None:
    import uvloop

    from server_stub.bootstrap import serve as serve_folder
    from server_stub.storage.sealing import KeysUnreadableError

    try:
        uvloop.run(serve_folder(folder, listening, parent_pid=parent_pid))
    except (KeysUnreadableError, OSError) as error:
        _fail(str(error))


def _found_first(folder: DataFolder) -> bool:
    """Name the server that runs on this folder already, if it answers."""
    import httpx

    from server_stub.control import trust

    running = folder.running()
    if running is None:
        return False
    try:
        httpx.get(f"{running.url}/healthz", verify=trust(folder), timeout=3.0)
    except httpx.HTTPError:
        return False
    typer.echo(f"listening on {running.url}")
    return True


# --- It is looked after --------------------------------------------------------------------------


def _ask(folder: DataFolder, name: str, request: Any, answer_type: type[T]) -> T:
    from server_stub.control import NotDoneError, ask

    try:
        return asyncio.run(ask(folder, name, request, answer_type))
    except NotDoneError as error:
        _fail(str(error))


def _print_rows(rows: list[Any]) -> None:
    """One line a row, tab-separated, with a heading: for people and for pipes."""
    if not rows:
        return
    names = rows[0].__struct_fields__
    typer.echo("\t".join(names))
    for row in rows:
        values = (getattr(row, name) for name in names)
        typer.echo("\t".join("" if value is None else str(value) for value in values))


@app.command()
def generate(
    campaign: str,
    *,
    quantity: Annotated[int, typer.Option(min=1, max=999_999)],
    data: Data,
    pack: Annotated[int, typer.Option(min=1, help="Cards in a pack.")] = 10,
    carton: Annotated[int, typer.Option(min=1, help="Packs in a carton.")] = 10,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Make a batch of cards; prints the batch's number alone."""
    from rich.console import Console
    from rich.progress import Progress

    from server_stub.web.control_api.messages import Batch, MoreCards, NewBatch

    folder = DataFolder(data, keys)
    request = _valid(
        NewBatch,
        {
            "app": app_name,
            "campaign": campaign,
            "quantity": quantity,
            "cards_per_pack": pack,
            "packs_per_carton": carton,
        },
    )
    batch = _ask(folder, "open-batch", request, Batch)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Making cards", total=quantity)
        while batch.made < batch.quantity:
            more = MoreCards(app=app_name, batch=batch.batch)
            batch = _ask(folder, "press", more, Batch)
            progress.update(task, completed=batch.made)
    typer.echo(str(batch.batch))


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
        str | None, typer.Option(help="Six digits; without them the code is the barcode.")
    ] = None,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Make a campaign of cards that are sold at tills."""
    from server_stub.web.control_api.messages import NewCampaign

    wanted = {
        "app": app_name,
        "campaign": campaign,
        "title": title,
        "price_minor": price_minor,
        "currency": currency,
        "issuer": issuer,
    }
    _ask(DataFolder(data, keys), "add-campaign", _valid(NewCampaign, wanted), Done)


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
def revoke_till(till: str, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Shut a till out for good."""
    from server_stub.web.control_api.messages import Revoke

    _ask(DataFolder(data, keys), "revoke", Revoke(app=app_name, till=till), Done)


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


@operator_app.command("unlock")
def unlock_operator(
    operator: str,
    *,
    data: Data,
    new_pin: Annotated[bool, typer.Option("--new-pin", help="Set a new PIN too.")] = False,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Forgive an operator's wrong PINs."""
    from server_stub.web.control_api.messages import Unlock

    pin = {"pin": _pin()} if new_pin else {}
    request = _valid(Unlock, {"app": app_name, "operator": operator} | pin)
    _ask(DataFolder(data, keys), "unlock", request, Done)


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
        _fail(f"That cannot be: {error}.")


if __name__ == "__main__":
    main()
