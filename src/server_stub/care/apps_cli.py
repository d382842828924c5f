"""The commands for apps, customers' servers, and fulfilment scripts."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from card_contract.messages import Done
from card_contract.outcomes import Refusal
from server_stub.care.asking import (
    BAD_ADDRESS,
    SO_BEFORE,
    ask,
    do_once,
    print_facts,
    print_rows,
    valid,
)
from server_stub.care.options import AppName, Data, KeysFile, fail
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()
apps = typer.Typer(no_args_is_help=True, help="The apps of this server, and their secrets.")
servers = typer.Typer(no_args_is_help=True, help="The customer's servers, and their secrets.")
scripts = typer.Typer(no_args_is_help=True, help="The webhooks that deliver goods.")
app.add_typer(apps, name="app")
app.add_typer(servers, name="server")
app.add_typer(scripts, name="script")


_SCRIPT_WORDS: Final = {
    "script": "a script's path begins with / and has letters, digits and _ . / - only,"
    " such as /wallet/credit",
    "url": "an address has 500 characters at most",
    "limit_s": "--limit is 0.1 to 20 seconds",
}


# --- Apps ----------------------------------------------------------------------------------------


@apps.command("list")
def list_apps(data: Data, keys: KeysFile = None) -> None:
    """List the apps."""
    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.redemption_messages import Apps

    print_rows(ask(DataFolder(data, keys), "apps", OfApp(), Apps).apps)


@apps.command("add")
def add_app(
    name: str,
    *,
    data: Data,
    store: Annotated[str, typer.Option(help="The name of its store.")] = "Online",
    currency: Annotated[str, typer.Option()] = "EUR",
    time_zone: Annotated[str, typer.Option("--time-zone")] = "Europe/Berlin",
    app_id: Annotated[str, typer.Option("--id", help="Drawn where it is left out.")] = "",
    keys: KeysFile = None,
) -> None:
    """Make another app; prints its id and its secret, this once."""
    from server_stub.web.control_api.redemption_messages import NewApp, SecretAnswer

    request = valid(
        NewApp, app=app_id, name=name, store=store, currency=currency, time_zone=time_zone
    )
    meaning = {
        Refusal.KEY_REUSED: "There is an app with this id already.",
        Refusal.MALFORMED: f"There is no time zone {time_zone}, or no currency {currency}.",
    }
    made = ask(DataFolder(data, keys), "add-app", request, SecretAnswer, meaning=meaning)
    typer.echo(f"{made.name}\t{made.secret}")


@apps.command("show")
def show_app(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Show an app's settings: its name, language, idle lock, and what takes two people."""
    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.redemption_messages import AppShown

    print_facts(ask(DataFolder(data, keys), "app", OfApp(app=app_name), AppShown))


@apps.command("set")
def set_app(
    *,
    data: Data,
    name: Annotated[
        str | None, typer.Option("--name", help="The shop's name; usual receipts follow it.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", help="en or de.")] = None,
    idle_lock: Annotated[
        int | None,
        typer.Option("--idle-lock", help="Seconds until a till locks itself: 30 to 7,200."),
    ] = None,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Change a shop's name, language or idle lock; tills have it with their next session.

    What takes two people is said with code-acts-signed, recall-signed-above, print-signed-above.
    """
    from server_stub.web.control_api.redemption_messages import AppChanged, AppSettings

    said = {"name": name, "language": language, "idle_lock_s": idle_lock}
    if all(value is None for value in said.values()):
        fail("Say what is to be changed: --name, --language or --idle-lock.")
    request = valid(AppSettings, app=app_name, **said)
    done = ask(DataFolder(data, keys), "set-app", request, AppChanged)
    if not done.changed:
        typer.echo(SO_BEFORE)


@apps.command("rotate-secret")
def rotate_app(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Replace the app's secret; prints the new one. Clients with the old one are shut out."""
    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.redemption_messages import SecretAnswer

    made = ask(DataFolder(data, keys), "rotate-app", OfApp(app=app_name), SecretAnswer)
    typer.echo(made.secret)


@apps.command("revoke-secret")
def revoke_app(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Take the app's secret away: no client is let in until there is a new one."""
    from server_stub.web.control_api.messages import OfApp

    ask(DataFolder(data, keys), "revoke-app", OfApp(app=app_name), Done)


@apps.command("disable")
def disable_app(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Turn the app's customers and servers away; its tills go on, and so do open attempts."""
    _switch_app(DataFolder(data, keys), app_name, disabled=True)


@apps.command("enable")
def enable_app(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Let the app's customers and servers in again; their sessions go on."""
    _switch_app(DataFolder(data, keys), app_name, disabled=False)


@apps.command("recall-signed-above")
def set_recall_signed_above(
    cards: Annotated[int, typer.Argument(min=0, help="0: every recall takes two managers.")],
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Say how many cards one manager recalls alone; more take a second manager's signature."""
    from server_stub.web.control_api.redemption_messages import RecallSignedAbove

    request = valid(RecallSignedAbove, app=app_name, cards=cards)
    do_once(DataFolder(data, keys), "recall-signed-above", request)


@apps.command("print-signed-above")
def set_print_signed_above(
    cards: Annotated[int, typer.Argument(min=0, help="0: every print run takes two persons.")],
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Say how many cards of a batch one person prints alone; more take a second signature."""
    from server_stub.web.control_api.redemption_messages import PrintRules

    request = valid(PrintRules, app=app_name, signed_above=cards)
    do_once(DataFolder(data, keys), "print-rules", request)


@apps.command("code-acts-signed")
def set_code_acts_signed(
    signed: Annotated[bool, typer.Argument(help="yes: a manager signs for each; no.")],
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Say whether invalidating, recovering and revealing one code takes a second person."""
    from server_stub.web.control_api.redemption_messages import CodeActsSigned

    request = valid(CodeActsSigned, app=app_name, signed=signed)
    do_once(DataFolder(data, keys), "code-acts-signed", request)


@apps.command("proof-demanded")
def set_proof_demanded(
    cards: Annotated[int, typer.Argument(min=0, help="0: batches are shipped without a proof.")],
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Say how many printed cards of a batch are read back before its packs are shipped."""
    from server_stub.web.control_api.redemption_messages import PrintRules

    request = valid(PrintRules, app=app_name, proof_demanded=cards)
    do_once(DataFolder(data, keys), "print-rules", request)


def _switch_app(folder: DataFolder, app_name: str, *, disabled: bool) -> None:
    from server_stub.web.control_api.redemption_messages import AppSwitch

    do_once(folder, "switch-app", valid(AppSwitch, app=app_name, disabled=disabled))


# --- Servers -------------------------------------------------------------------------------------


@servers.command("list")
def list_servers(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List the customer's servers."""
    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.redemption_messages import Servers

    found = ask(DataFolder(data, keys), "servers", OfApp(app=app_name), Servers)
    print_rows(found.servers)


@servers.command("add")
def add_server(name: str, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Let a server of the customer in; prints its secret, this once."""
    from server_stub.web.control_api.redemption_messages import OfServer, SecretAnswer

    request = valid(OfServer, app=app_name, server=name)
    meaning = {Refusal.KEY_REUSED: "There is a server of this name already; rotate-secret it."}
    made = ask(DataFolder(data, keys), "add-server", request, SecretAnswer, meaning=meaning)
    typer.echo(made.secret)


@servers.command("rotate-secret")
def rotate_server(name: str, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Replace a server's secret and end its sessions; prints the new one."""
    from server_stub.web.control_api.redemption_messages import OfServer, SecretAnswer

    request = valid(OfServer, app=app_name, server=name)
    typer.echo(ask(DataFolder(data, keys), "rotate-server", request, SecretAnswer).secret)


@servers.command("revoke")
def revoke_server(name: str, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Shut a server out until it is added anew, and end its sessions."""
    from server_stub.web.control_api.redemption_messages import OfServer

    do_once(DataFolder(data, keys), "revoke-server", valid(OfServer, app=app_name, server=name))


# --- Scripts -------------------------------------------------------------------------------------


@scripts.command("list")
def list_scripts(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List the webhooks, and the scripts in Python that are installed here."""
    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.redemption_messages import ScriptsListed

    found = ask(DataFolder(data, keys), "scripts", OfApp(app=app_name), ScriptsListed)
    print_rows(found.scripts)


@scripts.command("add")
def add_script(
    name: Annotated[str, typer.Argument(help="Its full path name, such as /wallet/credit.")],
    url: Annotated[str, typer.Argument(help="Where it is called, over https.")],
    *,
    data: Data,
    answers_status: Annotated[
        bool | None,
        typer.Option(
            "--answers-status/--no-answers-status", help="It can be asked what it did, or not."
        ),
    ] = None,
    limit_s: Annotated[
        float | None, typer.Option("--limit", help="Seconds it may take; at first 10.")
    ] = None,
    new_secret: Annotated[
        bool, typer.Option("--new-secret", help="Draw another secret for one that has one.")
    ] = False,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Register a webhook; prints the secret that signs its calls. Or give one a new address.

    Of one that is registered stays what is not said, and its secret.
    """
    from server_stub.web.control_api.redemption_messages import NewScript, ScriptAdded

    request = valid(
        NewScript,
        _SCRIPT_WORDS,
        app=app_name,
        script=name,
        url=url,
        answers_status=answers_status,
        limit_s=limit_s,
        new_secret=new_secret,
    )
    meaning = {Refusal.MALFORMED: BAD_ADDRESS}
    made = ask(DataFolder(data, keys), "add-script", request, ScriptAdded, meaning=meaning)
    typer.echo(
        made.secret
        or f"{name} is called at {url} now. Its secret is the one that it had; --new-secret draws"
        " another."
    )


@scripts.command("shut")
def shut_script(
    name: str,
    *,
    data: Data,
    yes: Annotated[
        bool, typer.Option("--yes", help="Yes: redemptions of campaigns that name it are to fail.")
    ] = False,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Call a webhook no more. To move one, add it again with its new address instead."""
    from server_stub.web.control_api.redemption_messages import ShutScript, StillNamed

    request = valid(ShutScript, _SCRIPT_WORDS, app=app_name, script=name, is_meant=yes)
    meaning = {
        Refusal.NOT_FOUND: f"There is no script {name}; see script list.",
        Refusal.NOT_ALLOWED: f"{name} is installed here in Python; it cannot be shut.",
    }
    folder = DataFolder(data, keys)
    named = ask(folder, "shut-script", request, StillNamed, meaning=meaning).campaigns
    if named:
        fail(
            f"{', '.join(named)}: whoever redeems a code of these would be told that it failed."
            " Disable them or give them another script first, or say --yes."
        )
