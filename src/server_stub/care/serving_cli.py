"""The commands that serve a shop; a second start on a file finds the first."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
import typer

from card_contract.server_exit import ServerExit
from server_stub.care.asking import ask, good, valid
from server_stub.care.options import (
    Data,
    DatabaseUrl,
    KeysFile,
    fail,
    faults,
    folder_is_whole,
    sentence_of,
)
from server_stub.shop_folder.data_folder import DataFolder

WAIT_FOR_FIRST_S: Final = 30.0
_DEMO_CAMPAIGN: Final = "sync-ok"

app = typer.Typer()


@app.command()
def serve(
    *,
    data: Data,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 picks a free one.")] = 0,
    tls_cert: Annotated[Path | None, typer.Option("--tls-cert", help="Certificate (PEM).")] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", help="Its key (PEM).")] = None,
    public_url: Annotated[
        str | None,
        typer.Option("--public-url", help="Where browsers find the portal: a proxy with TLS."),
    ] = None,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(
            "--trusted-proxy",
            help="A proxy's address or network, whose X-Forwarded-For is believed; repeatable.",
        ),
    ] = None,
    keys: KeysFile = None,
    database_url: DatabaseUrl = None,
    parent_pid: Annotated[
        int | None, typer.Option("--parent-pid", help="End when this process is gone.")
    ] = None,
) -> None:
    """Serve the shop; prints where it listens.

    On a shop in a file, a second start finds the first; in PostgreSQL, any number may serve it.
    """
    from server_stub.web.proxies import ProxyAddressError
    from server_stub.web.serving import Listening, PlainHttpError

    folder = DataFolder(data, keys, database_url)
    listening = Listening(
        host=host,
        port=port,
        certificate=tls_cert,
        key=tls_key,
        public_url=public_url,
        trusted_proxies=tuple(trusted_proxy or ()),
    )
    try:
        listening.check()
    except (PlainHttpError, ProxyAddressError) as error:
        fail(str(error))
    folder_is_whole(folder)
    _serve_or_find(folder, listening, parent_pid)


@app.command("demo-portal")
def demo_portal(
    data: Data,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 picks a free one.")] = 0,
) -> None:
    """Serve the demo shop, made where there is none, and say who signs in at its portal and how.

    Customers redeem there too: the last line is a link with a fresh code, as a card has it.
    """
    from server_stub.demo.shop import make_demo_shop
    from server_stub.shop_folder.shop_setup import SetupError, ShopExistsError
    from server_stub.web.serving import Listening

    folder = DataFolder(data)
    if not folder.demo.exists():
        folder.root.parent.mkdir(parents=True, exist_ok=True)
        try:
            asyncio.run(make_demo_shop(folder))
        except faults(SetupError, ShopExistsError) as error:
            fail(str(error))
    folder_is_whole(folder)
    for person in msgspec.json.decode(folder.demo.read_bytes())["operators"]:
        if person.get("portal_password"):
            typer.echo(f"{person['id']}\t{person['portal_password']}\t{person['role']}")
    code = _demo_code(folder)
    _serve_or_find(folder, Listening(host="127.0.0.1", port=port), None, demo_code=code)


def _demo_code(folder: DataFolder) -> str:
    """A code that can be redeemed once, of the demo's campaign that delivers at once."""
    from server_stub.domain.code_generation import ENTROPY_BYTES, five_by_five
    from server_stub.web.control_api.redemption_messages import AddOne, OutcomeAnswer

    code = five_by_five(secrets.token_bytes(ENTROPY_BYTES), include_check=True)
    request = valid(AddOne, campaign=_DEMO_CAMPAIGN, code=code, available=True)
    good(ask(folder, "add-code", request, OutcomeAnswer))
    return code


def _serve_or_find(
    folder: DataFolder, listening: Any, parent_pid: int | None, *, demo_code: str = ""
) -> None:
    """Serve the folder; or find the server that does already, once it answers."""
    from server_stub.storage.file_lock import AlreadyLockedError

    def tell(url: str) -> None:
        typer.echo(f"listening on {url}")
        if demo_code:
            typer.echo(f"portal at {url}/portal")
            typer.echo(f"redeem a code at {url}/redeem#{demo_code}")

    if parent_pid is not None:
        typer.echo("opening the database")  # which may take its time; a till waits that long then
    give_up_at = time.monotonic() + WAIT_FOR_FIRST_S
    while True:
        try:
            _serve(folder, listening, parent_pid, tell)
            return
        except AlreadyLockedError:
            if _found_first(folder, tell):
                return
            if time.monotonic() > give_up_at:
                fail("Another process uses this folder, and no server answers there.")
            time.sleep(0.1)


def _serve(
    folder: DataFolder, listening: Any, parent_pid: int | None, tell: Callable[[str], None]
) -> None:
    import uvloop

    from server_stub.bootstrap import serve as serve_folder
    from server_stub.shop_folder.tls import TlsFileError
    from server_stub.web.serving import AddressError

    try:
        uvloop.run(serve_folder(folder, listening, parent_pid=parent_pid, tell=tell))
    except faults(AddressError, TlsFileError) as error:
        fail(sentence_of(error), _exit_of(error))


def _exit_of(error: Exception) -> ServerExit:
    from server_stub.storage.interface import DamagedError
    from server_stub.storage.sealing import KeysUnreadableError

    match error:
        case DamagedError():
            return ServerExit.DATABASE_DAMAGED
        case KeysUnreadableError():
            return ServerExit.KEYS_UNREADABLE
        case _:
            return ServerExit.FAILED


def _found_first(folder: DataFolder, tell: Callable[[str], None]) -> bool:
    """Name the server that runs on this folder already, if it answers."""
    import httpx

    from server_stub.care.control import trust

    running = folder.running()
    if running is None:
        return False
    try:
        httpx.get(f"{running.url}/healthz", verify=trust(folder), timeout=3.0)
    except httpx.HTTPError:
        return False
    tell(running.url)
    return True
