"""The commands for held sales, whose till cannot say whether they were paid: a manager does."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from card_contract.messages import SaleView
from card_contract.outcomes import Refusal
from card_contract.states import SaleStage, SettledAs
from server_stub.care.asking import ask, pin_of, print_facts, print_rows, valid
from server_stub.care.options import AppName, Data, KeysFile, fail
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()
holds = typer.Typer(
    no_args_is_help=True, help="Sales that hang on a till which cannot say whether they were paid."
)
app.add_typer(holds, name="hold")

Sale = Annotated[str, typer.Argument(metavar="SALE", help="The sale's id; see hold list.")]

_MEANING: Final = {
    Refusal.NO_OPERATOR: "Only a manager or an administrator settles a sale.",
    Refusal.NOT_ALLOWED: "Only a manager or an administrator settles a sale.",
    Refusal.WRONG_PIN: "The person or the PIN is wrong; nothing was settled.",
    Refusal.SALE_CONFIRMED: "The sale is confirmed by now: void it at a till where that is wrong.",
    Refusal.SALE_CANCELLED: "The sale is cancelled by now, and its cards are free.",
    Refusal.SALE_VOIDED: "The sale is voided by now.",
    Refusal.MALFORMED: "That payment cannot be.",
}
_WORDS: Final = {
    "pin": "a PIN has 6 to 12 digits",
    "reason": "a reason has 3 to 500 characters",
    "reference": "a reference has 64 characters at most",
}
_NOW: Final = {
    SaleStage.CONFIRMED: "is confirmed",
    SaleStage.CANCELLED: "is cancelled, and its cards are free",
    SaleStage.VOIDED: "is voided, and its cards were never active",
}


@holds.command("list")
def list_holds(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List sales held for over 15 minutes, or by a till that is shut out; the oldest first."""
    from server_stub.web.control_api.holds import HoldsFrom, HoldsListed

    folder, found, after, more = DataFolder(data, keys), [], None, True
    while more:
        request = valid(HoldsFrom, app=app_name, after=after)
        page = ask(folder, "holds", request, HoldsListed)
        found += page.holds
        after, more = found[-1].sale_id if found else None, page.more
    print_rows(found)


@holds.command("show")
def show(sale: Sale, *, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Show a sale, held or not, with its cards."""
    from server_stub.web.control_api.holds import OfSale

    request = valid(OfSale, app=app_name, sale=sale)
    found = ask(DataFolder(data, keys), "sale", request, SaleView)
    print_facts(found)
    print_rows(found.lines)


@holds.command("settle")
def settle(
    sale: Sale,
    answer: Annotated[
        SettledAs, typer.Argument(metavar="ANSWER", help="paid, not-paid, or money-back.")
    ],
    *,
    reason: Annotated[str, typer.Option("--reason", help="How you know; for the ledger.")],
    operator: Annotated[str, typer.Option("--operator", help="The manager; the PIN is on stdin.")],
    reference: Annotated[
        str, typer.Option("--reference", help="Of a payment made elsewhere; without it: cash.")
    ] = "",
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Answer for the till: was the sale paid, and does its money go back?

    Count the drawer and ask the clerk first: what the till says later meets a sale that has ended.
    """
    from server_stub.web.control_api.holds import SaleSettled, SettleWish

    if reference and answer is SettledAs.NOT_PAID:
        fail("What was not paid has no reference.")
    request = valid(
        SettleWish,
        _WORDS,
        app=app_name,
        sale=sale,
        says=answer,
        reference=reference or None,
        reason=reason.strip(),
        operator=operator,
        pin=pin_of(operator),
    )
    done = ask(DataFolder(data, keys), "settle", request, SaleSettled, meaning=_MEANING)
    settled = done.settled
    before = " It was so before; nothing was changed." if done.was_so else ""
    typer.echo(f"Sale {sale} {_NOW[settled.stage]}.{before}")
    if settled.owed:
        typer.echo("Its money is owed: close its case at a till, and hand it back there, once.")
    print_rows(settled.lines)
