"""The commands that show open alarms, and let a card that one is about be sold again.

An alarm itself is acknowledged at a till, where its card and its pack are shown beside it.
"""

from __future__ import annotations

from typing import Annotated, Final

import typer

from card_contract.alarm_messages import AlarmsAnswer
from card_contract.outcomes import MEANINGS, Refusal
from server_stub.care.asking import ask, print_rows, valid
from server_stub.care.options import AppName, Data, KeysFile, fail
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()
alarms = typer.Typer(no_args_is_help=True, help="What looks like cheating.")
app.add_typer(alarms, name="alarm")

_REFUSALS: Final = {
    Refusal.NOT_FOUND: "There is no alarm of a probed card with that id; see alarm list --all.",
    Refusal.NO_OPERATOR: "Only a manager or an administrator lets a probed card be sold again.",
    Refusal.STOPPED_ANEW: "The card was stopped anew after that alarm; look at the new one.",
}


@alarms.command("list")
def list_alarms(
    *,
    data: Data,
    everything: Annotated[
        bool, typer.Option("--all", help="Also acknowledged ones whose cards are still stopped.")
    ] = False,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """List the open alarms, newest first."""
    from server_stub.web.control_api.messages import OfApp

    found = ask(DataFolder(data, keys), "alarms", OfApp(app=app_name), AlarmsAnswer)
    print_rows([*found.alarms, *(found.still_stopped if everything else [])])


@alarms.command("reopen")
def reopen(
    alarm: Annotated[str, typer.Argument(help="The case_id of a probed card's alarm.")],
    *,
    operator: Annotated[str, typer.Option("--operator", help="The id of the person who decides.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")],
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Let a probed card be sold again; its open alarms are acknowledged by that."""
    from server_stub.web.control_api.alarms import AlarmedReopened, ReopenAlarmed

    request = valid(
        ReopenAlarmed, app=app_name, alarm=alarm, operator=operator, reason=reason.strip()
    )
    answer = ask(DataFolder(data, keys), "reopen-alarmed", request, AlarmedReopened)
    if answer.refusal is not None:
        fail(_REFUSALS.get(answer.refusal, MEANINGS[answer.refusal].sentence))
    elif answer.stays_stopped:
        typer.echo("The card is probed no more. It is sold once its stop-sale is lifted.")
    else:
        typer.echo("The card can be sold again.")
