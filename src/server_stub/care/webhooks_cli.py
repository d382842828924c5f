"""The commands for webhooks to the shop's own systems, which are told every change of a code."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from card_contract.messages import Done
from card_contract.outcomes import Refusal
from server_stub.care.asking import BAD_ADDRESS, ask, print_rows, valid
from server_stub.care.options import AppName, Data, KeysFile
from server_stub.shop_folder.data_folder import DataFolder

_UNKNOWN: Final = "There is no webhook of this name; see webhook list."
_BEYOND: Final = "The ledger has no such entry yet: what comes until then would never be told."

app = typer.Typer()
webhooks = typer.Typer(
    no_args_is_help=True, help="Where every change of a code is told to, in the ledger's order."
)
app.add_typer(webhooks, name="webhook")


@webhooks.command("list")
def list_webhooks(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List them: how far each has come, and what went wrong last."""
    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.webhooks import WebhooksListed

    found = ask(DataFolder(data, keys), "webhooks", OfApp(app=app_name), WebhooksListed)
    print_rows(found.webhooks)


@webhooks.command("calls")
def calls(name: str, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List its last calls, the newest first: when, how many entries, and what went wrong."""
    from server_stub.web.control_api.webhooks import CallsListed, OfWebhook

    request = valid(OfWebhook, app=app_name, webhook=name)
    folder, meaning = DataFolder(data, keys), {Refusal.NOT_FOUND: _UNKNOWN}
    print_rows(ask(folder, "webhook-calls", request, CallsListed, meaning=meaning).calls)


@webhooks.command("add")
def add_webhook(
    name: str,
    url: Annotated[str, typer.Argument(help="Where it is called, over https.")],
    *,
    data: Data,
    after: Annotated[
        int | None, typer.Option("--after", min=0, help="Begin behind this entry; 0: with all.")
    ] = None,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Let a receiver follow, or give one a new address; prints the secret that signs its calls."""
    from server_stub.web.control_api.redemption_messages import SecretAnswer
    from server_stub.web.control_api.webhooks import NewWebhook

    request = valid(NewWebhook, app=app_name, webhook=name, url=url, after=after)
    meaning = {Refusal.MALFORMED: BAD_ADDRESS, Refusal.RANGE_INVALID: _BEYOND}
    made = ask(DataFolder(data, keys), "add-webhook", request, SecretAnswer, meaning=meaning)
    typer.echo(made.secret)


@webhooks.command("pause")
def pause(name: str, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Tell it nothing until it goes on."""
    _change(DataFolder(data, keys), app_name, name, state="paused")


@webhooks.command("resume")
def resume(name: str, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Go on where it stood, at once."""
    _change(DataFolder(data, keys), app_name, name, state="following")


@webhooks.command("remove")
def remove(
    name: str,
    *,
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")],
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Tell it nothing any more, and forget its address and secret; its last calls stay listed."""
    from server_stub.web.control_api.webhooks import RemovedWebhook, WebhookGone

    request = valid(RemovedWebhook, app=app_name, webhook=name, reason=reason)
    meaning = {Refusal.NOT_FOUND: _UNKNOWN}
    gone = ask(DataFolder(data, keys), "remove-webhook", request, WebhookGone, meaning=meaning)
    if gone.was_removed:
        typer.echo(f"{name} was removed before; nothing was changed.")


@webhooks.command("replay")
def replay(
    name: str,
    *,
    after: Annotated[int, typer.Option("--after", min=0, help="Tell all behind this entry.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")] = "",
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Send it back, or forward, to a place in the ledger."""
    _change(DataFolder(data, keys), app_name, name, after=after, reason=reason)


def _change(
    folder: DataFolder,
    app_name: str,
    name: str,
    *,
    state: str | None = None,
    after: int | None = None,
    reason: str = "",
) -> None:
    from server_stub.web.control_api.webhooks import ChangedWebhook

    request = valid(
        ChangedWebhook, app=app_name, webhook=name, state=state, after=after, reason=reason
    )
    meaning = {Refusal.RANGE_INVALID: _BEYOND, Refusal.NOT_FOUND: _UNKNOWN}
    ask(folder, "change-webhook", request, Done, meaning=meaning)
