"""How the commands ask the shop, and how they show what they were told."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

import msgspec
import typer

from card_contract.outcomes import Refusal
from server_stub.care.options import fail, faults
from server_stub.domain.campaign_rules import INFO_BYTES_MAX
from server_stub.shop_folder.data_folder import DataFolder

if TYPE_CHECKING:
    from server_stub.web.control_api.campaigns import CampaignFaults
    from server_stub.web.control_api.redemption_messages import JobShown

T = TypeVar("T")

_MEANWHILE: Final = "Somebody changed the campaign meanwhile; look at it and try again."

SENTENCES: Final = {
    "campaign-not-found": "There is no such campaign.",
    "not-personal": "That campaign has one code for everybody.",
    "campaign-disabled": "The campaign is disabled; enable it first.",
    "card-campaign": "The codes of that campaign come from batches (redemption-server generate).",
    "not-found": "There is no such code.",
    "redemption-not-found": "There is no code or redemption with that id.",
    "other-campaign": "The code belongs to another campaign.",
    "code-exists": "That code exists already.",
    "already-active": "The code was activated before.",
    "invalidated": "The code was invalidated before.",
    "redeemed-already": "The code was redeemed already.",
    "in-progress": "The code is being redeemed just now; try again when that has ended.",
    "card-held": "The card lies in a sale that is not paid for yet.",
    "card-stopped": "The card is stopped; a manager has to look at it first.",
    "not-failed": "That redemption has not failed, or not any more; nothing was changed.",
    "recalled": "The code was recalled.",
    "no-script": "The campaign has no script that could be called again; fulfil or release it.",
    "other-version": "The code was changed meanwhile; try again.",
    "redeemed-by-other": "The code was redeemed by somebody else.",
    "limit-reached": "The campaign's limit of redemptions is reached.",
}
"""What the commands' outcomes mean for a person at the command line."""


def ask(
    folder: DataFolder,
    name: str,
    request: Any,
    answer_type: type[T],
    *,
    meaning: Mapping[Refusal, str] | None = None,
    store_option: str = "--store",
) -> T:
    """Have the running server, or this process where none runs, do something; or end.

    ``meaning`` says what a refusal means here, where its own sentence speaks of a till's request.
    ``store_option`` is what names a store where there are several.
    """
    from server_stub.care.control import NotDoneError
    from server_stub.care.control import ask as ask_control

    try:
        return asyncio.run(ask_control(folder, name, request, answer_type))
    except NotDoneError as error:
        refusal = error.refusal
        if refusal is Refusal.NOT_FOUND:
            _check_app(folder, request.app)
        if refusal in (Refusal.NOT_FOUND, Refusal.STORE_UNKNOWN) and hasattr(request, "store"):
            _check_store(folder, request, refusal, store_option)
        if refusal is None or meaning is None or refusal not in meaning:
            fail(str(error))
        fail(f"{meaning[refusal]} ({refusal})")
    except faults() as error:
        fail(str(error))


def do_once(folder: DataFolder, name: str, request: Any) -> None:
    """Have something done that is done once, however often it is asked for."""
    from server_stub.web.control_api.messages import WasSo

    if ask(folder, name, request, WasSo).was_so:
        typer.echo(SO_BEFORE)


def _check_app(folder: DataFolder, named: str) -> None:
    """End where it is the app that was not found, or not named among several."""
    from server_stub.care.control import NotDoneError
    from server_stub.care.control import ask as ask_control
    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.redemption_messages import Apps

    try:
        apps = asyncio.run(ask_control(folder, "apps", OfApp(), Apps)).apps
    except faults(NotDoneError):
        return
    ids = [app.app_id for app in apps]
    if named and named not in ids:
        fail(f"There is no app {named} here; see app list. ({Refusal.NOT_FOUND})")
    if not named and len(ids) > 1:
        _name_one_of(ids)


def only_app(folder: DataFolder) -> str:
    """The one app that there is; end where there are several."""
    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.redemption_messages import Apps

    ids = [app.app_id for app in ask(folder, "apps", OfApp(), Apps).apps]
    if len(ids) > 1:
        _name_one_of(ids)
    return "".join(ids)


def _name_one_of(apps: Sequence[str]) -> NoReturn:
    known = ", ".join(apps)
    fail(f"There are several apps here; name one with --app: {known}. ({Refusal.NOT_FOUND})")


def _check_store(folder: DataFolder, request: Any, refusal: Refusal, option: str) -> None:
    """End where it is the store that was not found, or not named among several."""
    from server_stub.care.control import NotDoneError
    from server_stub.care.control import ask as ask_control
    from server_stub.web.control_api.custody import Stores
    from server_stub.web.control_api.messages import OfApp

    named = request.store
    try:
        found = asyncio.run(ask_control(folder, "stores", OfApp(app=request.app), Stores)).stores
    except faults(NotDoneError):
        return
    ids = [store.store_id for store in found]
    if named and named not in ids:
        fail(f"There is no store {named} here; see store list. ({refusal})")
    if not named and len(ids) > 1:
        known = ", ".join(ids)
        fail(f"There are several stores: name one with {option} ({known}). ({refusal})")


def valid(kind: type[T], words: Mapping[str, str] | None = None, /, **values: Any) -> T:
    """Make a request, or say what cannot be; ``words`` say what some of it is to be."""
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        said = (words or {}).get(place["name"]) if place else None
        fail(f"That cannot be: {said or error}.")


def day_in(text: str) -> dt.date:
    """The day that was written, if it is one."""
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        fail(f"{text} is not a day; write it as 2026-12-31.")


def json_object(info: str) -> str:
    """The text of ``--info``, if it is what it has to be."""
    try:
        msgspec.json.decode(info, type=dict[str, Any])
    except msgspec.DecodeError:
        fail("--info is a JSON object, such as '{\"coins\": 5}'.")
    if len(info.encode()) > INFO_BYTES_MAX:
        fail(f"--info has {INFO_BYTES_MAX} bytes at most, and this has {len(info.encode())}.")
    return info


def good(answer: T) -> T:
    """The answer, if its outcome is a yes; or end with a sentence."""
    outcome = str(getattr(answer, "outcome", "done"))
    if outcome not in ("done", "redeemed", "begun"):
        fail(SENTENCES.get(outcome, f"That was refused ({outcome})."))
    return answer


SO_BEFORE: Final = "It was so before; nothing was changed."
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MOMENTS: Final = ("_at", "_until", "valid_start", "valid_end")
_MOMENTS_END_MS: Final = 253_402_300_800_000  # the year 10000
_PLACE: Final = re.compile(r"- at `\$\.(?P<name>[a-z_]+)")

BAD_ADDRESS: Final = (
    "That address cannot be called: it begins with https://, or with http:// on this machine alone,"
    " and has no user name in it."
)


def saved(answer: CampaignFaults) -> None:
    """End with a sentence for each thing that cannot be about a campaign, if there is one."""
    from server_stub.web.portal.campaigns.words import FAULTS, LABELS

    if answer.faults:
        found = (FAULTS.get(fault, ("", _MEANWHILE)) for fault in answer.faults)
        fail(" ".join(f"{LABELS.get(field, 'Campaign')}: {why}" for field, why in found))


def print_rows(rows: list[Any], names: Sequence[str] = (), *, heading: bool = True) -> None:
    """One line a row, tab-separated, with a heading: for people and for pipes.

    ``names`` are the columns, where not all are shown.
    """
    if not rows:
        return
    names = names or rows[0].__struct_fields__
    if heading:
        typer.echo("\t".join(names))
    for row in rows:
        typer.echo("\t".join(_shown_as(name, getattr(row, name)) for name in names))


def print_facts(shown: Any) -> None:
    """One line a fact, its name first; what is not known is left out."""
    for name in shown.__struct_fields__:
        value = getattr(shown, name)
        if value is not None and not isinstance(value, list):
            typer.echo(f"{name}\t{_shown_as(name, value)}")


def secret_from_stdin(what: str) -> str:
    """Read a code or secret that must not stand in a shell's history or a list of processes."""
    if sys.stdin.isatty():
        return str(typer.prompt(what, hide_input=True))
    lines = [line.strip() for line in sys.stdin if line.strip()]
    if not lines:
        fail(f"{what} is read from the standard input, and there was none.")
    if len(lines) > 1:
        fail(f"{what} is one line, and there were {len(lines)}; nothing was done.")
    text = lines[0]
    if "\0" in text:
        fail(f"{what} has a null character.")
    return text


def pin_of(person: str, *, exit_code: int = 1) -> str:
    """Read a person's PIN, which must not stand in a shell's history either."""
    if sys.stdin.isatty():
        return str(typer.prompt(f"PIN of {person}", hide_input=True))
    pin = sys.stdin.readline().strip()
    if not pin:
        fail(f"The PIN of {person} is read from the standard input, and there was none.", exit_code)
    return pin


def work_at(folder: DataFolder, app_name: str, job: int, total: int, doing: str) -> JobShown:
    """Work at a job until it has ended, and show how far it is."""
    from rich.console import Console
    from rich.progress import Progress

    from server_stub.web.control_api.redemption_messages import JobShown, OfJob

    request = valid(OfJob, app=app_name, job=job)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=total)
        shown = ask(folder, "advance-job", request, JobShown)
        while shown.state == "running":
            progress.update(task, completed=shown.done)
            shown = ask(folder, "advance-job", request, JobShown)
    return shown


def shown_time(at_ms: int) -> str:
    """A moment in UTC, to the second."""
    return (_EPOCH + dt.timedelta(seconds=at_ms // 1000)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _shown_as(name: str, value: Any) -> str:
    """What stands in a column of this name, which says where a number is a moment."""
    is_of_moment = name == "at" or name.endswith(_MOMENTS)
    if is_of_moment and isinstance(value, int) and value < _MOMENTS_END_MS:
        return shown_time(value)
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, msgspec.Struct):
        return msgspec.json.encode(value).decode()
    text = "" if value is None else str(value)
    # Customers and servers elsewhere choose some of it: no line begins anew, no screen is steered.
    return text if text.isprintable() else "".join(_shown(sign) for sign in text)


def _shown(sign: str) -> str:
    return sign if sign.isprintable() else " "
