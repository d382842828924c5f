"""The commands for customers: who they are, what they have, and signing one out everywhere."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from card_contract.outcomes import Refusal
from server_stub.care.asking import ask, print_facts, print_rows, valid
from server_stub.care.options import AppName, Data, KeysFile
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()
customers = typer.Typer(no_args_is_help=True, help="The customers who redeem codes.")
app.add_typer(customers, name="customer")

Customer = Annotated[str, typer.Argument(help="The customer's id; see customer find.")]
_ATTEMPT: Final = (
    *("redemption_id", "attempt", "title", "last_four", "state", "failure"),
    *("attempted_at", "ended_at", "retries_left"),
)
_MEANING: Final = {
    Refusal.NOT_FOUND: "There is no customer with that id; see customer find.",
    Refusal.NO_OPERATOR: "Only support or an administrator signs a customer out.",
}


@customers.command("find")
def find(
    what: Annotated[str, typer.Argument(help="An id, a sign-in, or how a name begins.")],
    *,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """List the customers with that id, sign-in, or beginning of a name."""
    from server_stub.web.control_api.customers import CustomersFound, SeekCustomers

    folder, found, after, more = DataFolder(data, keys), [], None, True
    while more:
        request = valid(SeekCustomers, app=app_name, what=what.strip(), after=after)
        page = ask(folder, "customers", request, CustomersFound)
        found += page.customers
        after, more = page.customers[-1].place if page.customers else None, page.more
    print_rows(found)


@customers.command("show")
def show(customer: Customer, *, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Show a customer: sign-ins, open sessions, the newest codes, the last attempts."""
    from server_stub.web.control_api.customers import CustomerShown, OfCustomer

    request = valid(OfCustomer, app=app_name, customer=customer)
    shown = ask(DataFolder(data, keys), "customer", request, CustomerShown, meaning=_MEANING)
    print_facts(shown.facts)
    print_rows(shown.codes)
    if shown.more:
        typer.echo("There are older codes.", err=True)
    print_rows(shown.attempts, _ATTEMPT)


@customers.command("end-sessions")
def end_sessions(
    customer: Customer,
    *,
    operator: Annotated[str, typer.Option("--operator", help="The id of the person who decides.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")],
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Sign a customer out everywhere, in apps and in browsers; the password stays."""
    from server_stub.web.control_api.customers import SignedOut, SignOutCustomer

    request = valid(
        SignOutCustomer, app=app_name, customer=customer, operator=operator, reason=reason
    )
    folder = DataFolder(data, keys)
    ended = ask(folder, "sign-out-customer", request, SignedOut, meaning=_MEANING).sessions
    if ended:
        typer.echo(f"{ended} sessions are over." if ended > 1 else "One session is over.")
    else:
        typer.echo("No session is open; nothing was changed.")
