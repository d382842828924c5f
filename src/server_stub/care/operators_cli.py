"""The commands for the people of a shop: taken on, locked, given roles, let go."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Final

import typer

from card_contract.messages import Done
from card_contract.outcomes import Refusal
from card_contract.states import Role
from server_stub.care.asking import ask, print_rows, valid
from server_stub.care.options import AppName, Data, KeysFile, fail
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()
operators = typer.Typer(no_args_is_help=True, help="The people who work at tills.")
app.add_typer(operators, name="operator")

_WORDS: Final = {
    "operator": "an id is small letters, digits and hyphens, 32 at most",
    "name": "a name has 1 to 80 characters",
    "pin": "a PIN has 6 to 12 digits",
    "badge": "a badge is a B and 17 digits",
    "reason": "a reason has 3 to 500 characters",
}


@operators.command("list")
def list_operators(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List the operators."""
    from server_stub.web.control_api.messages import OfApp, Operators

    found = ask(DataFolder(data, keys), "operators", OfApp(app=app_name), Operators)
    print_rows(found.operators)


@operators.command("add")
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

    request = valid(
        TakeOn,
        _WORDS,
        app=app_name,
        operator=operator,
        name=name.strip(),
        role=role.value,
        pin=_new_pin(operator),
        badge=badge or None,
    )
    taken = f"There is a person {operator} already" + (", or with that badge" if badge else "")
    meaning = {Refusal.KEY_REUSED: f"{taken}; nothing was changed. See operator list."}
    ask(DataFolder(data, keys), "take-on", request, Done, meaning=meaning)


@operators.command("lock")
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

    request = valid(Lock, _WORDS, app=app_name, operator=operator, reason=reason.strip())
    _change(DataFolder(data, keys), "lock", request, "is locked already, and stays so")


@operators.command("unlock")
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

    request = valid(
        Unlock,
        _WORDS,
        app=app_name,
        operator=operator,
        pin=_new_pin(operator) if new_pin else None,
        reason=reason.strip() or None,
    )
    by_hand = f"{operator} is locked by hand: say with --reason why that is over."
    gone = f"{operator} was let go: bring them back first, with operator enable {operator} --reason"
    meaning = _meaning(operator) | {Refusal.SUSPENDED: by_hand, Refusal.NOT_ALLOWED: f"{gone}."}
    ask(DataFolder(data, keys), "unlock", request, Done, meaning=meaning)


@operators.command("portal-invite")
def invite_to_portal(
    operator: str, *, data: Data, app_name: AppName = "", keys: KeysFile = None
) -> None:
    """Print a link with which a person sets a password for the portal: once, within a day.

    It replaces a password that was forgotten, and a second factor that was lost.
    """
    from server_stub.web.control_api.messages import InviteToPortal, PortalInvitation

    folder = DataFolder(data, keys)
    request = valid(InviteToPortal, _WORDS, app=app_name, operator=operator)
    meaning = {
        Refusal.NOT_FOUND: f"There is no person {operator} who may sign in; see operator list.",
        Refusal.NOT_ALLOWED: f"{operator} is a clerk, for whom there is nothing at the portal.",
    }
    invited = ask(folder, "portal-invite", request, PortalInvitation, meaning=meaning)
    running = folder.running()
    where = "" if running is None else running.public_url
    typer.echo(f"{where}/portal/invitation#{invited.invitation}")


@operators.command("role")
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

    request = valid(GiveRole, _WORDS, app=app_name, operator=operator, role=role.value)
    _change(DataFolder(data, keys), "give-role", request, "has that role already")


@operators.command("disable")
def disable_operator(
    operator: str, data: Data, app_name: AppName = "", keys: KeysFile = None
) -> None:
    """Let nobody sign in as this person any more."""
    from server_stub.web.control_api.messages import Disable

    request = valid(Disable, _WORDS, app=app_name, operator=operator)
    _change(DataFolder(data, keys), "disable", request, "was let go before")


@operators.command("enable")
def enable_operator(
    operator: str,
    *,
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")],
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Let a person sign in again who was let go, with the PIN and the password of then."""
    from server_stub.web.control_api.messages import Enable

    request = valid(Enable, _WORDS, app=app_name, operator=operator, reason=reason.strip())
    _change(DataFolder(data, keys), "enable", request, "was not let go")


def _change(folder: DataFolder, name: str, request: Any, was_so: str) -> None:
    """Change something about a person; say so where there was nothing to change."""
    from server_stub.web.control_api.messages import WasSo

    operator = request.operator
    if ask(folder, name, request, WasSo, meaning=_meaning(operator)).was_so:
        typer.echo(f"{operator} {was_so}; nothing was changed.")


def _meaning(operator: str) -> dict[Refusal, str]:
    last = f"{operator} is the last administrator who may sign in: first make another one."
    return {
        Refusal.NOT_FOUND: f"There is no person {operator}; see operator list.",
        Refusal.LAST_ADMINISTRATOR: last,
    }


def _new_pin(operator: str) -> str:
    if sys.stdin.isatty():
        asked = f"New PIN of {operator}"
        return str(typer.prompt(asked, hide_input=True, confirmation_prompt=True))
    pin = sys.stdin.readline().strip()
    if not pin:
        fail(f"The PIN of {operator} is read from the standard input, and there was none.")
    return pin
