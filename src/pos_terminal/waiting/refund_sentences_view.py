"""The sentences of *Waiting* about money that goes back from this till, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

REFUNDS: Final[dict[str, str]] = {
    "row.refund_due": QT_TRANSLATE_NOOP("waiting", "Voided, {refund_minor} is to go back"),
    "row.refund_due.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card. Press first: the server is asked, and then it says here what to give.|Keep "
        "the cards. Press first: the server is asked, and then it says here what to give.",
    ),
    "row.shut_out.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "This till is shut out: give nothing back here. A manager closes its case at another till.",
    ),
    "off.shut_out": QT_TRANSLATE_NOOP("waiting", "This till is shut out"),
    "row.refund_due_not_activated": QT_TRANSLATE_NOOP(
        "waiting", "Not activated, {refund_minor} is to go back"
    ),
    "row.refund_due_not_activated.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card. Press first: the server is asked, and then it says here what to give.|Keep "
        "the cards. Press first: the server is asked, and then it says here what to give.",
    ),
    "row.refund_not_known": QT_TRANSLATE_NOOP(
        "waiting", "Not known yet whether {refund_minor} is still to go back"
    ),
    "row.refund_not_known.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing back yet: it may be paid elsewhere or denied, and the server cannot tell it "
        "yet. Keep the card and ask again; after a restore of the server the till does so by "
        "itself.|Give nothing back yet: it may be paid elsewhere or denied, and the server cannot "
        "tell it yet. Keep the cards and ask again; after a restore of the server the till does so "
        "by itself.",
    ),
    "row.refund_no_line": QT_TRANSLATE_NOOP(
        "waiting", "Not known now whether {refund_minor} is still to go back"
    ),
    "row.refund_no_line.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing back yet: it may be paid elsewhere or denied, and the server cannot be asked "
        "now. Keep the card; the till asks again when the line is back.|Give nothing back yet: it "
        "may be paid elsewhere or denied, and the server cannot be asked now. Keep the cards; the "
        "till asks again when the line is back.",
    ),
    "row.refund_changed": QT_TRANSLATE_NOOP(
        "waiting", "{refund_minor} is to go back, but look how: that has changed"
    ),
    "row.refund_changed.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing yet. See how much it is and how it goes back, then press once more.",
    ),
    "row.refund_due_rest": QT_TRANSLATE_NOOP(
        "waiting", "Only {refund_minor} is left: {name} has taken on the rest elsewhere"
    ),
    "row.refund_due_rest.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card. Press first: the server is asked, and then it says here what to give.|Keep "
        "the cards. Press first: the server is asked, and then it says here what to give.",
    ),
    "row.refund_settled_by": QT_TRANSLATE_NOOP(
        "waiting", "{name} has taken on the refund of {refund_minor} elsewhere"
    ),
    "row.refund_settled_by.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing back: it is paid there, or has been. A manager closes this one with a "
        "reason.",
    ),
    "row.refund_not_owed_by": QT_TRANSLATE_NOOP(
        "waiting", "{name} has found that {refund_minor} is not owed"
    ),
    "row.refund_not_owed_by.todo": QT_TRANSLATE_NOOP(
        "waiting", "Give nothing back. A manager closes this one with a reason."
    ),
    "row.void_refused_way_changed": QT_TRANSLATE_NOOP(
        "waiting", "Not voided: how the sale was paid is known otherwise by now"
    ),
    "row.void_refused_way_changed.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing back. Void it again under Sales, which shows how the money goes back now. A "
        "manager closes this one with a reason.",
    ),
    "row.refund_given": QT_TRANSLATE_NOOP(
        "waiting", "Recorded at {handed_at}: give {refund_minor} to the customer now, once"
    ),
    "row.refund_given.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Its receipt did not come out: print it here once more, or note that nobody needs it.",
    ),
    "row.refund_given.printing": QT_TRANSLATE_NOOP("waiting", "Its receipt is being printed."),
    "row.given_in_doubt": QT_TRANSLATE_NOOP(
        "waiting",
        "{refund_minor} was recorded as given back at {handed_at}, and then this till stopped",
    ),
    "row.given_in_doubt.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing yet. Find out whether it was given from here: ask whoever pressed, and count "
        "the drawer or look at the card machine. If it was not given, say so: it is then offered "
        "here once more.",
    ),
    "row.given_in_doubt.shut_out": QT_TRANSLATE_NOOP(
        "waiting",
        "This till is shut out: give nothing back here. Find out whether it was given from here, "
        "and tell the manager who closes its case at another till.",
    ),
    "row.given_in_doubt_by": QT_TRANSLATE_NOOP(
        "waiting",
        "{by} recorded {refund_minor} as given back at {handed_at}, and then this till stopped",
    ),
    "row.given_in_doubt_by.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing yet. Find out whether it was given from here: ask {by}, and count the drawer "
        "or look at the card machine. If it was not given, say so: it is then offered here once "
        "more.",
    ),
    "row.given_in_doubt_by.shut_out": QT_TRANSLATE_NOOP(
        "waiting",
        "This till is shut out: give nothing back here. Find out whether it was given from here, "
        "ask {by}, and tell the manager who closes its case at another till.",
    ),
    "not_given": QT_TRANSLATE_NOOP(
        "waiting",
        "Noted: {refund_minor} of sale {number} was not given. It is at the left again: choose it "
        "there when the customer is here.",
    ),
    "row.refund_receipt_missing": QT_TRANSLATE_NOOP(
        "waiting",
        "{refund_minor} is recorded as given back at {handed_at}, the refund receipt has not come "
        "out yet",
    ),
    "row.refund_receipt_missing.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Print it now, or note that nobody needs it.",
    ),
    "handed_back": QT_TRANSLATE_NOOP(
        "waiting",
        "Recorded at {handed_at}: give {refund_minor} of sale {number} to the customer now, once.",
    ),
    "toast.gone_out": QT_TRANSLATE_NOOP(
        "waiting", "Noted: {refund_minor} of sale {number} has gone back from here, too"
    ),
    "toast.gone_out.note": QT_TRANSLATE_NOOP("waiting", "Tell a manager, and give nothing more."),
}  # fmt: skip
