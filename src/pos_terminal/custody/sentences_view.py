"""The sentences of the page *Stock*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.custody.labels_view import LABELS
from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

CONTEXT: Final = "stock_page"
SENTENCES: Final[dict[str, str]] = {
    "head.look": QT_TRANSLATE_NOOP("stock_page", "Scan the label of a pack or carton"),
    "head.receive": QT_TRANSLATE_NOOP("stock_page", "Scan what has arrived here"),
    "head.ship": QT_TRANSLATE_NOOP("stock_page", "Scan what goes to {to}"),
    "head.ship_where": QT_TRANSLATE_NOOP("stock_page", "Choose the store, then scan"),
    "head.asking": QT_TRANSLATE_NOOP("stock_page", "The server is being asked"),
    "found.shipped": QT_TRANSLATE_NOOP(
        "stock_page", "One pack is on its way.|{count} packs are on their way."
    ),
    "found.passed-on": QT_TRANSLATE_NOOP(
        "stock_page",
        "One pack leaves {store} for {to}.|{count} packs leave {store} for {to}.",
    ),
    "found.redirected": QT_TRANSLATE_NOOP(
        "stock_page",
        "One pack was on its way to {store}; it goes to {to} now.|"
        "{count} packs were on their way to {store}; they go to {to} now.",
    ),
    "found.received": QT_TRANSLATE_NOOP(
        "stock_page", "One pack has arrived.|{count} packs have arrived."
    ),
    "found.never-shipped": QT_TRANSLATE_NOOP(
        "stock_page",
        "One pack has arrived that nobody had shipped.|"
        "{count} packs have arrived that nobody had shipped.",
    ),
    "found.sent-elsewhere": QT_TRANSLATE_NOOP(
        "stock_page",
        "One pack was on its way to {store}; it is here now. Tell them.|"
        "{count} packs were on their way to {store}; they are here now. Tell them.",
    ),
    "found.held-elsewhere": QT_TRANSLATE_NOOP(
        "stock_page",
        "One pack had been received at {store}; it is here now. Tell them.|"
        "{count} packs had been received at {store}; they are here now. Tell them.",
    ),
    "found.received-before": QT_TRANSLATE_NOOP(
        "stock_page",
        "One pack was received here before, {since_at}.|"
        "{count} packs were received here before, {since_at}.",
    ),
    "found.sent-before": QT_TRANSLATE_NOOP(
        "stock_page",
        "One pack was shipped there before, {since_at}.|"
        "{count} packs were shipped there before, {since_at}.",
    ),
    "place.warehouse": QT_TRANSLATE_NOOP(
        "stock_page", "One pack has not been shipped|{count} packs have not been shipped"
    ),
    "place.shipped": QT_TRANSLATE_NOOP(
        "stock_page",
        "One pack on its way to {store}, since {since_at}|"
        "{count} packs on their way to {store}, since {since_at}",
    ),
    "place.received": QT_TRANSLATE_NOOP(
        "stock_page",
        "One pack at {store}, since {since_at}|{count} packs at {store}, since {since_at}",
    ),
    "sum.as_expected": QT_TRANSLATE_NOOP("stock_page", "One label|{count} labels"),
    "sum.different": QT_TRANSLATE_NOOP(
        "stock_page", "One label, with a difference|{count} labels, {different} with a difference"
    ),
    "off.type_first": QT_TRANSLATE_NOOP("stock_page", "Type the whole label first"),
    "off.asking": QT_TRANSLATE_NOOP("stock_page", "The server is being asked"),
    "off.no_line": QT_TRANSLATE_NOOP("stock_page", "No connection to the server"),
    "off.read_only": QT_TRANSLATE_NOOP("stock_page", "The server takes no changes at the moment"),
    "fault.card": QT_TRANSLATE_NOOP(
        "stock_page", "That is a single card. Scan the label of its pack or carton."
    ),
    "fault.no_label": QT_TRANSLATE_NOOP(
        "stock_page", "That is no label of a pack or carton. Scan the label itself."
    ),
    "fault.other_shop": QT_TRANSLATE_NOOP(
        "stock_page", "That is another shop's label. Put it aside and ask who sent it."
    ),
    "fault.store_first": QT_TRANSLATE_NOOP(
        "stock_page", "Nothing was shipped: choose the store first, then scan it again."
    ),
    "fault.left": QT_TRANSLATE_NOOP(
        "stock_page", "Not sent: whoever scanned it was signed out first. Ask again."
    ),
    "fault.restarted": QT_TRANSLATE_NOOP(
        "stock_page",
        "The till was ended before the answer came, so it may be done. Ask again: it counts once.",
    ),
    "fault.not_stored": QT_TRANSLATE_NOOP(
        "stock_page",
        "The till's disk does not take it. Nothing was done: make room, then scan it again.",
    ),
    "fault.not_sent": QT_TRANSLATE_NOOP(
        "stock_page", "The server cannot be reached. Nothing was changed; ask again."
    ),
    "fault.no_reply": QT_TRANSLATE_NOOP(
        "stock_page", "No answer, so it may be done. Ask again: it counts once."
    ),
    "refused.label": QT_TRANSLATE_NOOP(
        "stock_page", "The server knows no such label. Put it aside and ask who sent it."
    ),
    "refused.store": QT_TRANSLATE_NOOP(
        "stock_page", "There is no such store any more. Choose another."
    ),
    "refused.not_proven": QT_TRANSLATE_NOOP(
        "stock_page",
        "The print of this batch is not proven yet. Ask the studio to read cards back first.",
    ),
    "refused.not_printed": QT_TRANSLATE_NOOP(
        "stock_page",
        "Not all of these cards are printed yet. Keep them here; the studio prints them and ends"
        " the run first.",
    ),
    "refused.again": QT_TRANSLATE_NOOP("stock_page", "Scan the label once more."),
    "refused.not_allowed": QT_TRANSLATE_NOOP(
        "stock_page", "Your role does not allow that. Ask a manager."
    ),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "stock_page", "Your sign-in has ended. Nothing was changed; sign in again."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "stock_page", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "stock_page", "This till itself has been shut out. Go to another till."
    ),
    "refused.gone": QT_TRANSLATE_NOOP("stock_page", "The server knows no such label."),
    "refused.not_now": QT_TRANSLATE_NOOP(
        "stock_page", "The server cannot do it now. Nothing was changed; scan it again."
    ),
}  # fmt: skip


WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off
