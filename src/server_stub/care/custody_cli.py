"""The way of packs to stores, from the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from card_contract.custody_messages import CustodyAnswer, LabelView
from card_contract.states import CustodyAct
from server_stub.care.asking import ask, print_facts, print_rows, valid
from server_stub.care.options import AppName, Data, KeysFile
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()
custody = typer.Typer(no_args_is_help=True, help="The way of packs and cartons to stores.")
app.add_typer(custody, name="custody")

LabelArgument = Annotated[str, typer.Argument(help="The text of a pack's or carton's label.")]
Store = Annotated[str, typer.Option(help="The store, where there are several.")]


@custody.command("ship")
def ship(
    label: LabelArgument,
    *,
    data: Data,
    store: Store = "",
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Ship a pack or carton to a store; prints how its packs were found."""
    _move(DataFolder(data, keys), CustodyAct.SHIP, label, store, app_name)


@custody.command("receive")
def receive(
    label: LabelArgument,
    *,
    data: Data,
    store: Store = "",
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Receive a pack or carton at a store; prints how its packs were found."""
    _move(DataFolder(data, keys), CustodyAct.RECEIVE, label, store, app_name)


def _move(folder: DataFolder, act: CustodyAct, label: str, store: str, app_name: str) -> None:
    from server_stub.web.control_api.custody import MoveLabelled

    request = valid(MoveLabelled, app=app_name, act=act, label=label, store=store)
    print_rows(ask(folder, "move-packs", request, CustodyAnswer).rows)


@custody.command("show")
def show(
    label: LabelArgument, *, data: Data, app_name: AppName = "", keys: KeysFile = None
) -> None:
    """Show what a label stands on, and where its packs are."""
    from server_stub.web.control_api.custody import OfLabel

    request = valid(OfLabel, app=app_name, label=label)
    found = ask(DataFolder(data, keys), "label", request, LabelView)
    print_facts(found)
    print_rows(found.places)


@custody.command("misplaced")
def misplaced(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List the last cards that were sold at stores that had not received them."""
    from server_stub.web.control_api.custody import MisplacedSales
    from server_stub.web.control_api.messages import OfApp

    request = OfApp(app=app_name)
    print_rows(ask(DataFolder(data, keys), "misplaced-sales", request, MisplacedSales).sales)
