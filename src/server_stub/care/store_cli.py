"""The stores of a shop, what stands on their receipts, and their rule for cards from elsewhere."""

from __future__ import annotations

from typing import Annotated

import typer

from card_contract.messages import Done
from card_contract.outcomes import Refusal
from card_contract.states import CustodyRule
from server_stub.care.asking import ask, print_facts, print_rows, valid
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
    custody: Annotated[
        CustodyRule | None,
        typer.Option(help="What happens to the sale of cards that it has not received."),
    ] = None,
    store: Annotated[str, typer.Option(help="The store, where there are several.")] = "",
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Change a store's name, address, receipts, custody; what is left out stays as it is."""
    from server_stub.web.control_api.messages import SetStore

    said = {"name": name, "address": _lines(address), "header": _lines(header)}
    said |= {"legal": _lines(legal), "custody_rule": custody}
    if all(value is None for value in said.values()):
        fail("Say what is to be changed: --name, --address, --header, --legal or --custody.")
    request = valid(SetStore, app=app_name, store=store, **said)
    ask(DataFolder(data, keys), "set-store", request, Done)


@stores.command("add")
def add_store(
    new_store: Annotated[str, typer.Argument(help="Its id: small letters, digits, hyphens.")],
    *,
    data: Data,
    name: Annotated[str, typer.Option(help="What the store is called.")],
    address: Annotated[Lines, typer.Option(help="A line of its address; repeat it.")] = None,
    like: Annotated[
        str, typer.Option(help="The store whose money and rules it takes, where there are several.")
    ] = "",
    currency: Annotated[str, typer.Option(help="Such as CHF, where it is another.")] = "",
    time_zone: Annotated[
        str, typer.Option(help="Such as Europe/Zurich, where it is another.")
    ] = "",
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Open another store; tills are let into it with enrol-code --store."""
    from server_stub.web.control_api.custody import NewStore

    lines = _lines(address)
    request = valid(
        NewStore,
        app=app_name,
        new_store=new_store,
        name=name,
        address=lines,
        store=like,
        currency=currency,
        time_zone=time_zone,
    )
    there = f"There is a store {new_store} already; nothing was changed. See store list."
    folder, meaning = DataFolder(data, keys), {Refusal.KEY_REUSED: there}
    ask(folder, "add-store", request, Done, meaning=meaning, store_option="--like")


@stores.command("show")
def show_store(
    *,
    data: Data,
    store: Annotated[str, typer.Option(help="The store, where there are several.")] = "",
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Show a store: its money and time zone, what its receipts say, its rule for custody."""
    from server_stub.web.control_api.custody import OfStore, StoreShown

    request = valid(OfStore, app=app_name, store=store)
    print_facts(ask(DataFolder(data, keys), "store", request, StoreShown).store)


@stores.command("list")
def list_stores(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List the stores."""
    from server_stub.web.control_api.custody import Stores
    from server_stub.web.control_api.messages import OfApp

    print_rows(ask(DataFolder(data, keys), "stores", OfApp(app=app_name), Stores).stores)


def _lines(given: Lines) -> Lines:
    """What was given, line by line; null where the option was left out."""
    return [line for line in given if line.strip()] if given else None
