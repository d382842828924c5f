"""What stands on a store's receipts, from the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from card_contract.messages import Done
from server_stub.care.asking import ask, valid
from server_stub.care.options import AppName, Data, KeysFile, fail
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()
stores = typer.Typer(no_args_is_help=True, help="The stores, and what their receipts say.")
app.add_typer(stores, name="store")

Lines = list[str] | None


@stores.command("set")
def set_store(
    *,
    data: Data,
    name: Annotated[str | None, typer.Option(help="What the store is called.")] = None,
    address: Annotated[Lines, typer.Option(help="A line of its address; repeat it.")] = None,
    header: Annotated[
        Lines, typer.Option(help="A line at the top of receipts, in place of name and address.")
    ] = None,
    legal: Annotated[
        Lines, typer.Option(help='A line at the foot of receipts; "" alone takes them away.')
    ] = None,
    store: Annotated[str, typer.Option(help="The store, where there are several.")] = "",
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Change a store's name and address, and what its receipts say; the rest stays as it is."""
    from server_stub.web.control_api.messages import SetStore

    said = {"name": name, "address": _lines(address), "header": _lines(header)}
    said["legal"] = _lines(legal)
    if all(value is None for value in said.values()):
        fail("Say what is to be changed: --name, --address, --header or --legal.")
    request = valid(SetStore, app=app_name, store=store, **said)
    ask(DataFolder(data, keys), "set-store", request, Done)


def _lines(given: Lines) -> Lines:
    """What was given, line by line; null where the option was left out."""
    return [line for line in given if line.strip()] if given else None
