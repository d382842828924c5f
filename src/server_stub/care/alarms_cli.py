"""The commands that show open alarms, acknowledge them, and let a card be sold again."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from card_contract.alarm_messages import AlarmsAnswer
from card_contract.messages import Done
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


@alarms.command("acknowledge")
def acknowledge(
    alarm: Annotated[str, typer.Argument(help="The alarm's case_id.")],
    *,
    operator: Annotated[str, typer.Option("--operator", help="The id of who has looked.")],
    reason: Annotated[str, typer.Option("--reason", help="What was found; for the ledger.")],
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Mark an alarm as looked at. A card that it has stopped stays stopped: see reopen."""
    from server_stub.web.control_api.alarms import LookedAt

    request = valid(LookedAt, app=app_name, alarm=alarm, operator=operator, reason=reason.strip())
    meaning = {
        Refusal.NOT_FOUND: "There is no open alarm with that id; see alarm list.",
        Refusal.NO_OPERATOR: "Only a manager or an administrator acknowledges an alarm.",
    }
    ask(DataFolder(data, keys), "acknowledge-alarm", request, Done, meaning=meaning)


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
