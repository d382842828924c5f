"""The sentences of the page *Ledger*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.ledger.labels_view import LABELS
from pos_terminal.ledger.model import DETAILS, KINDS
from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

CONTEXT: Final = "ledger_page"
SENTENCES: Final[dict[str, str]] = {
    "search.asking": QT_TRANSLATE_NOOP("ledger_page", "Searching"),
    "search.nothing": QT_TRANSLATE_NOOP("ledger_page", "Nothing was found"),
    "search.all": QT_TRANSLATE_NOOP(
        "ledger_page", "One entry, no other|{count} entries, no others"
    ),
    "search.so_far": QT_TRANSLATE_NOOP(
        "ledger_page",
        "One entry, looked back to {looked_at}|{count} entries, looked back to {looked_at}",
    ),
    "search.no_line": QT_TRANSLATE_NOOP(
        "ledger_page", "No answer from the server. Check the connection, then search again."
    ),
    "fault.no_number": QT_TRANSLATE_NOOP(
        "ledger_page", "That is no number of a receipt, a card or a label."
    ),
    "fault.no_day": QT_TRANSLATE_NOOP("ledger_page", "Type a day such as 2026-11-22."),
    "fault.days_crossed": QT_TRANSLATE_NOOP(
        "ledger_page", "The first day comes after the last one."
    ),
    "check.not_yet": QT_TRANSLATE_NOOP(
        "ledger_page", "It has not been verified since you signed in."
    ),
    "check.begun": QT_TRANSLATE_NOOP("ledger_page", "The server looks at the first entries."),
    "check.under_way": QT_TRANSLATE_NOOP("ledger_page", "{done} of {total} entries are verified."),
    "check.sound": QT_TRANSLATE_NOOP(
        "ledger_page",
        "Its one entry is as it was written|All {count} entries are as they were written.",
    ),
    "check.broken": QT_TRANSLATE_NOOP(
        "ledger_page",
        "From entry {position} on it is not as it was written. Call the administrator and keep the "
        "newest backup: who changed it can reach the server's database.",
    ),
    "check.no_line": QT_TRANSLATE_NOOP(
        "ledger_page", "The server did not answer. Verify again when the connection is back."
    ),
    "check.signed": QT_TRANSLATE_NOOP(
        "ledger_page", "Signed by the server up to entry {position}, {signed_at}."
    ),
    "off.no_line": QT_TRANSLATE_NOOP("ledger_page", "No connection to the server"),
    "off.verifying": QT_TRANSLATE_NOOP("ledger_page", "It is being verified"),
    "refused.not_allowed": QT_TRANSLATE_NOOP(
        "ledger_page", "Your role does not allow that. Ask a manager or the administrator."
    ),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "ledger_page", "Your sign-in has ended. Sign in again."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "ledger_page", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "ledger_page", "This till itself has been shut out. Go to another till."
    ),
    "refused.gone": QT_TRANSLATE_NOOP(
        "ledger_page", "The ledger has become shorter meanwhile. Call the administrator."
    ),
    "refused.not_now": QT_TRANSLATE_NOOP("ledger_page", "The server cannot do it now; try again."),
}  # fmt: skip

WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off


def kind_words(kind: str) -> str:
    """What was done; as it was written where the till has no word for it."""
    return tell(f"kind.{kind}") if kind in KINDS else kind


def detail_word(name: str) -> str:
    """The name of something beside an entry."""
    return tell(f"detail.{name}") if name in DETAILS else name


def actor_words(actor: str) -> str:
    """Who did it, where the server has no name for it."""
    if actor == "system":
        return tell("view.server")
    if actor == "command-line":
        return tell("view.command_line")
    sort, _, name = actor.partition(":")
    if sort == "profile":
        return tell("view.player")
    return tell("view.shop_server", name=name) if sort == "server" else actor
