"""The commands for fulfilment: a worker's process, what is under way, and the demo's wallet."""

from __future__ import annotations

import asyncio
import time

import typer

from server_stub.care.asking import ask, print_rows
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

app = typer.Typer()
fulfilment = typer.Typer(no_args_is_help=True, help="Redemptions with a script.")
app.add_typer(fulfilment, name="fulfilment")


@app.command()
def worker(data: Data, keys: KeysFile = None, database_url: DatabaseUrl = None) -> None:
    """Work off fulfilment and jobs without serving; until it is told to end.

    A server does this by itself. A database in a file has one process: either a server or a worker;
    in PostgreSQL any number may work.
    """
    from server_stub.bootstrap import work
    from server_stub.storage.file_lock import AlreadyLockedError

    folder = DataFolder(data, keys, database_url)
    folder_is_whole(folder)
    try:
        asyncio.run(work(folder))
    except AlreadyLockedError:
        fail("Another process uses this folder. It works off fulfilment itself.")
    except faults() as error:
        fail(str(error))


@fulfilment.command("list")
def list_open(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List redemptions that are under way or have failed, the oldest first."""
    from server_stub.web.control_api.fulfilment import FulfilmentsOpen, PageOfOpen

    folder, found, page = DataFolder(data, keys), [], PageOfOpen(app=app_name)
    while more := ask(folder, "fulfilments", page, FulfilmentsOpen).fulfilments:
        found += more
        last = more[-1]
        page = PageOfOpen(app=app_name, after_at=last.attempted_at, after=last.redemption_id)
    print_rows(found)


@app.command()
def wallet(data: Data) -> None:
    """Show what players have in the example wallet, the script of some of the demo's campaigns."""
    from server_stub.fulfilment.example_wallet.store import WalletStore
    from server_stub.fulfilment.example_wallet.wallet import WALLET_FILE

    path = DataFolder(data).scripts / WALLET_FILE
    if not path.exists():
        typer.echo("Nobody has any coins yet.")
        return
    with WalletStore(path) as store:
        balances = store.balances(now_ms=time.time_ns() // 1_000_000)
    typer.echo("app\tprofile\tcoins\tredemptions")
    for balance in balances:
        typer.echo("\t".join(str(value) for value in balance))
