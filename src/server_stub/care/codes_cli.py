"""The commands for single codes, lists of codes, failed redemptions, and jobs.

A code is read from the standard input, never from the command itself: commands stand in the shell's
history and in everybody's list of processes.
"""

from __future__ import annotations

import sys
import time
import uuid
from pathlib import Path
from typing import Annotated, Final

import typer

from card_contract.outcomes import Refusal
from card_contract.states import CodeState
from server_stub.care.asking import (
    ask,
    good,
    json_object,
    pin_of,
    print_facts,
    print_rows,
    secret_from_stdin,
    valid,
    work_at,
)
from server_stub.care.options import AppName, Data, KeysFile, fail, sentence_of
from server_stub.domain.attempt_rules import AttemptFailure
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()
codes = typer.Typer(no_args_is_help=True, help="Single codes, and many at once.")
redemptions = typer.Typer(no_args_is_help=True, help="What staff do about failed redemptions.")
jobs = typer.Typer(no_args_is_help=True, help="Long work: what runs, and what became of it.")
app.add_typer(codes, name="code")
app.add_typer(redemptions, name="redemption")
app.add_typer(jobs, name="job")

_RECOVERING: Final = {
    Refusal.NO_OPERATOR: "There is no person with that id who may sign in; see operator list.",
    Refusal.NOT_ALLOWED: "Only support or an administrator recovers a redemption.",
    Refusal.APPROVAL_INVALID: (
        "In this shop a second person signs for that: name one with --second. Both PINs are read"
        " from the standard input, one a line."
    ),
    Refusal.WRONG_PIN: "The person or the PIN is wrong; nothing was changed.",
    Refusal.SAME_MANAGER: "The second signature has to be another person's.",
}
_SIGNED_TOO: Final = _RECOVERING | {
    Refusal.NOT_ALLOWED: (
        "Only support or an administrator recovers a redemption, and the second signature has to be"
        " a manager's or an administrator's."
    ),
}

_WORDS: Final = {"pin": "a PIN has 6 to 12 digits", "second_pin": "a PIN has 6 to 12 digits"}
_SCRIPT_ANSWERS_S: Final = 10.0

Info = Annotated[str, typer.Option("--info", help="customCodeInfo, as JSON.")]
Operator = Annotated[str, typer.Option("--operator", help="The id of the person who decides.")]
Second = Annotated[
    str, typer.Option("--second", help="The person who signs too; both PINs come from stdin.")
]
ReasonText = Annotated[str, typer.Option("--reason", help="Why; it stands in the ledger.")]


# --- Codes ---------------------------------------------------------------------------------------


@codes.command("add")
def add_code(
    campaign: str,
    *,
    data: Data,
    available: Annotated[bool, typer.Option("--available", help="Redeemable at once.")] = False,
    info: Info = "{}",
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Add a code that is read from the standard input; prints its id."""
    from server_stub.web.control_api.redemption_messages import AddOne, OutcomeAnswer

    code = secret_from_stdin("The code")
    about = {"app": app_name, "campaign": campaign, "code": code, "info": json_object(info)}
    request = valid(AddOne, **about, available=available)
    added = good(ask(DataFolder(data, keys), "add-code", request, OutcomeAnswer))
    typer.echo(str(added.redemption))


@codes.command("activate")
def activate_code(
    campaign: str, *, data: Data, app_name: AppName = "", keys: KeysFile = None
) -> None:
    """Activate a code that is read from the standard input."""
    from server_stub.web.control_api.redemption_messages import OfCode, OutcomeAnswer

    request = valid(OfCode, app=app_name, campaign=campaign, code=secret_from_stdin("The code"))
    good(ask(DataFolder(data, keys), "activate-code", request, OutcomeAnswer))


@codes.command("invalidate")
def invalidate_code(
    campaign: str,
    *,
    reason: ReasonText,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Take a code, read from the standard input, out of use for good."""
    from server_stub.web.control_api.redemption_messages import InvalidateOne, OutcomeAnswer

    code = secret_from_stdin("The code")
    request = valid(InvalidateOne, app=app_name, campaign=campaign, code=code, reason=reason)
    good(ask(DataFolder(data, keys), "invalidate-code", request, OutcomeAnswer))


@codes.command("inform")
def inform_code(
    campaign: str,
    *,
    info: Info,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Replace what a code, read from the standard input, carries for scripts and apps."""
    from server_stub.web.control_api.redemption_messages import InformOne, OutcomeAnswer

    about = {"app": app_name, "campaign": campaign, "code": secret_from_stdin("The code")}
    request = valid(InformOne, **about, info=json_object(info))
    good(ask(DataFolder(data, keys), "inform-code", request, OutcomeAnswer))


@codes.command("show")
def show_code(
    *,
    data: Data,
    redemption: Annotated[
        int | None, typer.Option("--id", help="Look it up by its id, not by the code.")
    ] = None,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Show what is known of a code or card number that is read from the standard input."""
    from server_stub.web.control_api.redemption_messages import CodeShown, FindCode

    code = None if redemption is not None else secret_from_stdin("The code or card number")
    request = valid(FindCode, app=app_name, code=code, redemption=redemption)
    shown = ask(DataFolder(data, keys), "find-code", request, CodeShown)
    print_facts(shown)
    print_rows(shown.attempts)


@codes.command("generate")
def generate_codes(
    campaign: str,
    *,
    quantity: Annotated[int, typer.Option(min=1, max=1_000_000)],
    data: Data,
    form: Annotated[str, typer.Option(help="FiveByFive or StructuredGuid.")] = "FiveByFive",
    check: Annotated[bool, typer.Option("--check", help="With a check character.")] = False,
    prefix: Annotated[str, typer.Option(help="Stands in front of every code.")] = "",
    available: Annotated[bool, typer.Option("--available", help="Redeemable at once.")] = False,
    info: Info = "{}",
    background: Annotated[bool, typer.Option("--background", help="Do not wait.")] = False,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Make many codes of a campaign without card numbers; prints the job's number alone."""
    from server_stub.web.control_api.redemption_messages import JobBegun, NewCodes

    folder = DataFolder(data, keys)
    request = valid(
        NewCodes,
        app=app_name,
        campaign=campaign,
        quantity=quantity,
        form=form,
        include_check=check,
        prefix=prefix,
        available=available,
        info=json_object(info),
        key=uuid.uuid4().hex,
    )
    begun = good(ask(folder, "begin-codes", request, JobBegun))
    if begun.job is None:
        fail("The job was not begun.")
    if not background:
        shown = work_at(folder, app_name, begun.job, quantity, "Making codes")
        if shown.state != "done":
            done = f"{shown.done} of {shown.total} codes exist"
            fail(f"Job {begun.job} has {shown.state}: {done}.", 2)
    typer.echo(str(begun.job))


@codes.command("list")
def list_codes(
    job: int,
    *,
    operator: Operator,
    reason: ReasonText,
    data: Data,
    out: Annotated[
        Path | None, typer.Option("--out", help="A new file, its owner's alone.")
    ] = None,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Give the codes that a job has made, one a line. Who has them, and why, is in the ledger."""
    from server_stub.web.control_api.redemption_messages import CodesOfJob, CodesShown

    folder = DataFolder(data, keys)
    already = f"There is a file at {out} already; it was left alone."
    if out is not None and out.exists():
        fail(already)
    if out is None and sys.stdout.isatty():
        fail("Codes are not shown on a screen; name a file with --out, or a pipe.")
    found: list[str] = []
    after, is_last = 0, False
    while not is_last:
        request = valid(
            CodesOfJob, app=app_name, job=job, after=after, operator=operator, reason=reason
        )
        page = ask(folder, "codes-of-job", request, CodesShown)
        found += page.codes
        after, is_last = page.after, page.is_last
    text = "".join(f"{code}\n" for code in found)
    if out is None:
        typer.echo(text, nl=False)
        return
    from server_stub.shop_folder.secret_files import write_new_secret

    try:
        write_new_secret(out, text.encode())
    except FileExistsError:
        fail(already)
    except OSError as error:
        fail(sentence_of(error))
    typer.echo(f"{len(found)} codes are in {out}.")


# --- Failed redemptions --------------------------------------------------------------------------


@redemptions.command("retry")
def retry(
    redemption: int,
    *,
    operator: Operator,
    reason: ReasonText,
    second: Second = "",
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Call the script once more for the player whose redemption failed; prints what came of it."""
    folder = DataFolder(data, keys)
    _recover(folder, app_name, "retry", redemption, operator, reason=reason, second=second)
    typer.echo(_come_to(folder, app_name, redemption))


@redemptions.command("release")
def release(
    redemption: int,
    *,
    operator: Operator,
    reason: ReasonText,
    second: Second = "",
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Give a failed code back: to whoever tried it, and to all where the script had refused."""
    folder = DataFolder(data, keys)
    _recover(folder, app_name, "release", redemption, operator, reason=reason, second=second)


@redemptions.command("fulfil")
def fulfil(
    redemption: int,
    *,
    operator: Operator,
    reason: ReasonText,
    second: Second = "",
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Declare the goods delivered by hand: the code counts as redeemed."""
    folder = DataFolder(data, keys)
    _recover(folder, app_name, "fulfil", redemption, operator, reason=reason, second=second)


def _recover(
    folder: DataFolder,
    app_name: str,
    act: str,
    redemption: int,
    operator: str,
    *,
    reason: str,
    second: str,
) -> None:
    from server_stub.web.control_api.redemption_messages import OutcomeAnswer, Recovery

    signing = {}
    if second:
        signing = {"pin": pin_of(operator), "second": second, "second_pin": pin_of(second)}
    request = valid(
        Recovery,
        _WORDS,
        app=app_name,
        act=act,
        redemption=redemption,
        operator=operator,
        reason=reason,
        key=uuid.uuid4().hex,
        **signing,
    )
    meaning = _SIGNED_TOO if second else _RECOVERING
    good(ask(folder, "recover", request, OutcomeAnswer, meaning=meaning))


def _come_to(folder: DataFolder, app_name: str, redemption: int) -> str:
    """What a new attempt has come to, as far as the script answers a running server soon."""
    from server_stub.web.control_api.redemption_messages import CodeShown, FindCode
    from server_stub.web.portal.cards.words import FAILURES

    request = valid(FindCode, app=app_name, code=None, redemption=redemption)
    give_up_at = time.monotonic() + _SCRIPT_ANSWERS_S
    shown = ask(folder, "find-code", request, CodeShown)
    while (
        shown.state is CodeState.IN_PROGRESS
        and folder.running() is not None
        and time.monotonic() < give_up_at
    ):
        time.sleep(0.1)
        shown = ask(folder, "find-code", request, CodeShown)
    match shown.state:
        case CodeState.REDEEMED:
            return "The goods were delivered; the code is redeemed."
        case CodeState.FAILED:
            last = max(shown.attempts, key=lambda attempt: attempt.attempt)
            why = "" if last.failure is None else f" {FAILURES[AttemptFailure(last.failure)]}"
            return f"It has failed again.{why}"
        case CodeState.IN_PROGRESS:
            return f"The script has not answered yet; see code show --id {redemption}."
        case _:
            return f"The code is {shown.state} by now; see code show --id {redemption}."


# --- Jobs ----------------------------------------------------------------------------------------


@jobs.command("list")
def list_jobs(data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """List the newest jobs."""
    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.redemption_messages import JobsShown

    print_rows(ask(DataFolder(data, keys), "jobs", OfApp(app=app_name), JobsShown).jobs)


@jobs.command("cancel")
def cancel_job(job: int, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Do no more of a job; what is done stays."""
    from server_stub.web.control_api.redemption_messages import JobShown, OfJob

    shown = ask(DataFolder(data, keys), "cancel-job", valid(OfJob, app=app_name, job=job), JobShown)
    typer.echo(f"Job {job} is {shown.state}: {shown.done} of {shown.total}.")
