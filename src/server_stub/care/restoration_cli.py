"""The commands that bring a shop back into use after its database was restored from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from card_contract.support_code import SupportCode
from server_stub.care.asking import ask, print_rows, valid
from server_stub.care.asking import good as good_code
from server_stub.care.cli import till_app
from server_stub.care.codes_cli import Operator, ReasonText, redemptions
from server_stub.care.options import AppName, Data, KeysFile, fail
from server_stub.shop_folder.data_folder import DataFolder

_STAGES = {
    "telling": "Tills are still telling what they know: nothing is sold or redeemed."
    " These have yet to:",
    "checking": "All tills have told; cards are sold. Redemption is closed until you open it.",
    "open": "Redemption is open.",
}
_UNSIGNED = (
    "These voids were not taken again, for want of a signature or of the till that sold: their"
    " cards are live, or will be, and their money may be back. A manager signs each at its till,"
    " or closes its case, before redemption is opened:"
)
_NOT_READMITTED = {
    "not-restored": "This server was not restored from a backup; enrol the till.",
    "till-known": "The server knows a till with this id; revoke it and enrol this one anew.",
    "key-of-another-till": "The key in this support code is that of another till.",
    "never-enrolled": "No till of this server ever had that id; enrol this one.",
}


@redemptions.command("status")
def status(*, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Say whether codes are redeemed, and which tills a restored server waits for."""
    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.restoration import Restoration

    folder = DataFolder(data, keys)
    found = ask(folder, "restoration", OfApp(app=app_name), Restoration)
    typer.echo(_STAGES[found.stage])
    print_rows(list(found.tills))
    if found.unsigned:
        typer.echo(_UNSIGNED)
        print_rows(list(found.unsigned))


@redemptions.command("open")
def open_again(
    *,
    operator: Operator,
    reason: ReasonText,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Let codes be redeemed again after a restore, once what was redeemed since is noted."""
    from card_contract.messages import Done
    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.restoration import Decided, Restoration

    folder = DataFolder(data, keys)
    request = valid(Decided, app=app_name, operator=operator, reason=reason)
    found = ask(folder, "restoration", OfApp(app=app_name), Restoration)
    if found.stage == "checking" and found.unsigned:
        print_rows(list(found.unsigned))
        fail(_UNSIGNED)
    ask(folder, "open-redemption", request, Done)


@redemptions.command("redeemed-after-backup")
def redeemed_after_backup(
    *,
    file: Annotated[
        Path,
        typer.Option(
            "--file", help="One code or redemption id a line; behind a tab the profile, if known."
        ),
    ],
    operator: Operator,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Note that codes were redeemed after the backup; prints what could not be noted."""
    from server_stub.web.control_api.restoration import (
        ENTRIES_MAX,
        RedeemedBefore,
        RedeemedOutcomes,
    )

    try:
        text = file.read_text(encoding="utf-8-sig")  # as spreadsheets write it
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{file} cannot be read: {error}.")
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    folder, bad = DataFolder(data, keys), 0
    for start in range(0, len(lines), ENTRIES_MAX):
        portion = lines[start : start + ENTRIES_MAX]
        entries = [_entry(line) for _, line in portion]
        request = valid(RedeemedBefore, app=app_name, operator=operator, entries=entries)
        answer = ask(folder, "redeemed-before", request, RedeemedOutcomes)
        for (number, _), outcome in zip(portion, answer.outcomes, strict=True):
            if outcome != "done":
                bad += 1
                typer.echo(f"line {number}: {outcome}")
    typer.echo(f"{len(lines) - bad} of {len(lines)} codes count as redeemed.")
    if bad:
        raise typer.Exit(2)


def _entry(line: str) -> dict[str, Any]:
    """One line of the list. Ids have at most 15 digits, card numbers 18."""
    what, _, profile = (part.strip() for part in line.partition("\t"))
    is_id = what.isascii() and what.isdigit() and len(what) <= 15
    entry: dict[str, Any] = {"redemption": int(what)} if is_id else {"code": what}
    return entry | ({"profile": profile} if profile else {})


@till_app.command("excuse")
def excuse_till(
    till: str,
    *,
    operator: Operator,
    reason: ReasonText,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """After a restore, do not wait for a till that cannot tell what it knows."""
    from card_contract.messages import Done
    from server_stub.web.control_api.restoration import Excuse

    request = valid(Excuse, app=app_name, till=till, operator=operator, reason=reason)
    ask(DataFolder(data, keys), "excuse-till", request, Done)


@till_app.command("readmit")
def readmit_till(
    support_code: str,
    *,
    name: Annotated[str, typer.Option(help="What the till is called.")],
    operator: Operator,
    reason: ReasonText,
    data: Data,
    store: Annotated[str, typer.Option(help="The store, where there are several.")] = "",
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Let a till in again that was enrolled after the backup, by the code that its screen shows."""
    from server_stub.web.control_api.redemption_messages import OutcomeAnswer
    from server_stub.web.control_api.restoration import Readmit

    try:
        SupportCode.parse(support_code)
    except ValueError as error:
        fail(str(error))
    request = valid(
        Readmit,
        app=app_name,
        support_code=support_code,
        till_name=name,
        store=store,
        operator=operator,
        reason=reason,
    )
    answer = ask(DataFolder(data, keys), "readmit-till", request, OutcomeAnswer)
    if answer.outcome in _NOT_READMITTED:
        fail(_NOT_READMITTED[answer.outcome])
    good_code(answer)
