"""The commands that stop the sale of cards, lift such a stop, and recall cards for good."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.outcomes import Refusal
from card_contract.recall_messages import (
    LIST_PIECE_MAX,
    CardListAnswer,
    DryRunAnswer,
    RecallCardsAnswer,
    RecallsAnswer,
    RecallView,
)
from card_contract.sale_id import crockford
from card_contract.states import RecallAct, RecallEffect, RecallReason
from server_stub.care.asking import ask, pin_of, print_facts, print_rows, valid, work_at
from server_stub.care.options import AppName, Data, KeysFile, fail, sentence_of
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()
recalls = typer.Typer(
    no_args_is_help=True, help="Stop the sale of cards, lift that, or recall cards for good."
)
app.add_typer(recalls, name="recall")

_WHICH: Final = (
    "Which cards: batch:NUMBER, label:TEXT, campaign:NAME, store:ID, range:FIRST-LAST,"
    " cards:NUMBER,NUMBER (or ids, as code show has them), list:FILE with a number a line, or"
    " recall:ID for those of an earlier one."
)
_KINDS: Final = ("batch", "label", "campaign", "store", "range", "cards", "list", "recall")
Which = Annotated[str, typer.Argument(help=_WHICH)]
Why = Annotated[RecallReason, typer.Option("--reason", help="Why, in a word.")]
Note = Annotated[str, typer.Option("--note", help="What happened; it stands in the ledger.")]
Manager = Annotated[str, typer.Option("--operator", help="The id of the manager who decides.")]

_MEANING: Final = {
    Refusal.NO_OPERATOR: "Only a manager or an administrator does that.",
    Refusal.NOT_ALLOWED: "The second signature has to be a manager's or an administrator's.",
    Refusal.APPROVAL_INVALID: (
        "So many cards, or sold ones, take a second manager: name one with --second. Both PINs are"
        " read from the standard input, one a line."
    ),
    Refusal.WRONG_PIN: "The person or the PIN is wrong; nothing was begun.",
    Refusal.RECALL_NEEDLESS: "None of these cards would change; see recall preview.",
    Refusal.NOT_FOUND: "There is no such recall.",
}
_ID_DIGITS_MAX: Final = 15
_WORDS: Final = {
    "selection": (
        "a label is P or C and 17 digits, a batch has a number of 1 to 99,999, and 500 cards at"
        " most are named one by one; more are in a list:FILE"
    ),
    "note": "a note has 3 to 500 characters",
    "pin": "a PIN has 6 to 12 digits",
    "second_pin": "a PIN has 6 to 12 digits",
}
_LISTED: Final = (
    *("recall_id", "act", "state", "done", "total", "reason", "asked_by", "approved_by"),
    *("created_at", "ended_at"),
)
_DONE: Final = {
    RecallAct.RECALL: "Recall",
    RecallAct.STOP_SALE: "Stop-sale",
    RecallAct.LIFT: "Lifting",
}
_DONE_BEFORE: Final = {
    RecallAct.RECALL: "All of these cards are taken out of use already; nothing was changed.",
    RecallAct.STOP_SALE: "None of these cards is for sale any more; nothing was changed.",
    RecallAct.LIFT: "None of these cards is stopped; nothing was changed.",
}


@recalls.command("preview")
def preview(
    which: Which,
    *,
    act: Annotated[RecallAct, typer.Option("--act", help="What would be done.")] = RecallAct.RECALL,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Say what would happen to the cards, without and with sold ones; nothing changes."""
    folder = DataFolder(data, keys)
    shown = _previewed(folder, app_name, act, _selection(folder, app_name, which))
    print_rows(shown.rows)


@recalls.command("stop-sale")
def stop_sale(
    which: Which,
    *,
    reason: Why,
    note: Note,
    operator: Manager,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Let the cards not be sold until that is lifted; sold ones stay as they are."""
    wish = {"reason": reason, "note": note, "operator": operator}
    _carry_out(DataFolder(data, keys), app_name, RecallAct.STOP_SALE, which, wish)


@recalls.command("lift")
def lift(
    which: Which,
    *,
    reason: Why = RecallReason.OTHER,
    note: Note,
    operator: Manager,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Let the cards be sold again; what was probed stays stopped (see alarm reopen)."""
    wish = {"reason": reason, "note": note, "operator": operator}
    _carry_out(DataFolder(data, keys), app_name, RecallAct.LIFT, which, wish)


@recalls.command("for-good")
def for_good(
    which: Which,
    *,
    reason: Why,
    note: Note,
    operator: Manager,
    with_sold: Annotated[
        bool, typer.Option("--with-sold", help="Sold cards too; each opens a case.")
    ] = False,
    second: Annotated[
        str, typer.Option("--second", help="The manager who signs too; PINs come from stdin.")
    ] = "",
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Take the cards out of use; that cannot be undone."""
    wish = {"reason": reason, "note": note, "operator": operator, "include_sold": with_sold}
    if second:
        wish |= {"pin": pin_of(operator), "second": second, "second_pin": pin_of(second)}
    _carry_out(DataFolder(data, keys), app_name, RecallAct.RECALL, which, wish)


@recalls.command("list")
def list_recalls(
    *,
    before: Annotated[int | None, typer.Option("--before", help="Older than this one.")] = None,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """List the recalls, stop-sales and liftings, the newest first; fifty at a time."""
    from server_stub.web.control_api.recalls import RecallsFrom

    request = valid(RecallsFrom, app=app_name, before=before)
    found = ask(DataFolder(data, keys), "recalls", request, RecallsAnswer).recalls
    print_rows(found, _LISTED)


@recalls.command("show")
def show(recall: int, *, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Show one: who asked for it and why, how far it is, and what it came to."""
    found = _shown(DataFolder(data, keys), app_name, recall)
    print_facts(found)
    print_rows(found.rows)


@recalls.command("cards")
def cards(
    recall: int,
    *,
    effect: Annotated[
        RecallEffect | None, typer.Option("--effect", help="Those alone that came to this.")
    ] = None,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """List the cards of one, with what became of each."""
    from server_stub.web.control_api.recalls import CardsOfRecall

    folder, found, after, more = DataFolder(data, keys), [], 0, True
    while more:
        request = valid(CardsOfRecall, app=app_name, recall=recall, after=after, effect=effect)
        page = ask(folder, "recall-cards", request, RecallCardsAnswer, meaning=_MEANING)
        found += page.cards
        after, more = page.cards[-1].place if page.cards else after, page.more
    print_rows(found)


def _carry_out(
    folder: DataFolder, app_name: str, act: RecallAct, which: str, wish: dict[str, Any]
) -> None:
    """Begin it, unless it was done before, and work at it until it has ended."""
    from server_stub.web.control_api.recalls import RecallBegun, RecallWish

    selection = _selection(folder, app_name, which)
    wish |= {"request": _drawn("R"), "act": act, "selection": selection}
    request = valid(RecallWish, _WORDS, app=app_name, **wish)
    rows = _previewed(folder, app_name, act, selection).rows
    if all(row.effect is RecallEffect.NOTHING_TO_DO for row in rows):
        typer.echo(_DONE_BEFORE[act])
        return
    begun = ask(folder, "begin-recall", request, RecallBegun, meaning=_MEANING)
    job = work_at(folder, app_name, begun.recall, begun.total, f"{_DONE[act]} {begun.recall}")
    said = f"{_DONE[act]} {begun.recall} is {job.state}: {job.done} of {job.total} cards."
    if job.state != "done":
        fail(said, 2)
    typer.echo(said)
    print_rows(_shown(folder, app_name, begun.recall).rows)


def _previewed(
    folder: DataFolder, app_name: str, act: RecallAct, selection: dict[str, Any]
) -> DryRunAnswer:
    from server_stub.web.control_api.recalls import CardsMeant

    request = valid(CardsMeant, _WORDS, app=app_name, act=act, selection=selection)
    return ask(folder, "preview-recall", request, DryRunAnswer)


def _shown(folder: DataFolder, app_name: str, recall: int) -> RecallView:
    from server_stub.web.control_api.recalls import OfRecallNamed

    request = valid(OfRecallNamed, app=app_name, recall=recall)
    return ask(folder, "recall", request, RecallView, meaning=_MEANING)


# --- Which cards ---------------------------------------------------------------------------------


def _selection(folder: DataFolder, app_name: str, which: str) -> dict[str, Any]:
    """The cards that are meant, as the interface names them."""
    by, _, what = which.partition(":")
    if by not in _KINDS or not what:
        fail(f"{which} does not say which cards. {_WHICH}")
    match by:
        case "batch" | "recall":
            if not (what.isascii() and what.isdigit()):
                fail(f"{what} is no number of a {by}.")
            return {"by": by, "batch" if by == "batch" else "recall_id": int(what)}
        case "label" | "campaign":
            return {"by": by, by: what}
        case "store":
            return {"by": by, "store_id": what}
        case "range":
            first, _, last = what.partition("-")
            return {"by": by, "first": _number(first), "last": _number(last)}
        case "cards":
            return {"by": by, "card_ids": [_card(each.strip()) for each in what.split(",")]}
        case _:
            return {"by": by, "list_id": _sent_up(folder, app_name, Path(what))}


def _card(text: str) -> str:
    """A card by its number, or by its id where it has none."""
    is_id = text.isascii() and text.isdigit() and len(text) <= _ID_DIGITS_MAX
    return text if is_id else _number(text)


def _number(text: str) -> str:
    try:
        return CardNumber.parse(text.strip()).digits
    except NotACardNumberError:
        fail(f"{text.strip() or 'Nothing'} is no card number.")


def _sent_up(folder: DataFolder, app_name: str, file: Path) -> str:
    """The id of the list that a file's numbers are from now on."""
    from server_stub.web.control_api.recalls import ListPiece

    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        fail(sentence_of(error))
    except UnicodeDecodeError:
        fail(f"{file} is no text.")
    numbers = [_number(line) for line in lines if line.strip()]
    if not numbers:
        fail(f"There is no card number in {file}.")
    list_id = _drawn("L")
    for place in range(0, len(numbers), LIST_PIECE_MAX):
        piece = numbers[place : place + LIST_PIECE_MAX]
        request = valid(ListPiece, app=app_name, list_id=list_id, place=place, numbers=piece)
        ask(folder, "add-to-list", request, CardListAnswer)
    return list_id


def _drawn(kind: str) -> str:
    return f"{kind}-{crockford(secrets.token_bytes(17))}"
