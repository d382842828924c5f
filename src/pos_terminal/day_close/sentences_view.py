"""The sentences of the page *Day*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.day_close.labels_view import LABELS
from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

CONTEXT: Final = "day_page"
SENTENCES: Final[dict[str, str]] = {
    "headline.asking": QT_TRANSLATE_NOOP("day_page", "Asking the server"),
    "headline.not_shown": QT_TRANSLATE_NOOP("day_page", "The day cannot be shown"),
    "headline.closed": QT_TRANSLATE_NOOP("day_page", "Closed {closed_at}, Z report {number}"),
    "headline.passed": QT_TRANSLATE_NOOP(
        "day_page", "{last_day} is closed already. What is of this day stands in a later report."
    ),
    "headline.counting": QT_TRANSLATE_NOOP("day_page", "Count the cash in the till"),
    "headline.clerk": QT_TRANSLATE_NOOP("day_page", "Nothing is open at this till"),
    "headline.clerk_open": QT_TRANSLATE_NOOP(
        "day_page", "One thing is open at this till|{count} things are open at this till"
    ),
    "headline.settle": QT_TRANSLATE_NOOP(
        "day_page",
        "Settle one thing, then close the day|Settle {count} things, then close the day",
    ),
    "headline.count": QT_TRANSLATE_NOOP("day_page", "Count the cash, then close the day"),
    "open.held": QT_TRANSLATE_NOOP(
        "day_page", "Sale {number}, {amount_minor}: its cards are held since {since_at}"
    ),
    "open.held.todo": QT_TRANSLATE_NOOP(
        "day_page", "Finish or cancel it at the checkout, or see **Waiting**."
    ),
    "open.held_elsewhere.todo": QT_TRANSLATE_NOOP(
        "day_page", "Finish it at its till; if that is dead, settle it under **Waiting**."
    ),
    "open.journal": QT_TRANSLATE_NOOP(
        "day_page", "Sale {number}, {amount_minor}: the till is finding out since {since_at}"
    ),
    "open.journal.todo": QT_TRANSLATE_NOOP(
        "day_page", "See **Waiting**. It counts where it ends."
    ),
    "open.case.signature-owed": QT_TRANSLATE_NOOP(
        "day_page", "Sale {number} was voided without a signature: {amount_minor}"
    ),
    "open.case.signature-owed.todo": QT_TRANSLATE_NOOP(
        "day_page", "A manager signs under **Waiting**."
    ),
    "open.case.refund-due": QT_TRANSLATE_NOOP(
        "day_page", "Sale {number}: {amount_minor} is to be handed back"
    ),
    "open.case.refund-due.todo": QT_TRANSLATE_NOOP(
        "day_page", "Hand it back under **Waiting**. Until then it lies in the till."
    ),
    "open.case.void-refused": QT_TRANSLATE_NOOP(
        "day_page", "Sale {number} could not be voided: {amount_minor}"
    ),
    "open.case.void-refused.todo": QT_TRANSLATE_NOOP(
        "day_page", "Talk to the customer, then close it under **Waiting**."
    ),
    "open.case.payment": QT_TRANSLATE_NOOP(
        "day_page", "Sale {number}: its payment is in question, {amount_minor}"
    ),
    "open.case.payment.todo": QT_TRANSLATE_NOOP(
        "day_page", "Look it up, then close it under **Waiting**."
    ),
    "open.case.alarm": QT_TRANSLATE_NOOP("day_page", "An alarm about a sale of this till is open"),
    "open.case.alarm.todo": QT_TRANSLATE_NOOP("day_page", "See **Alarms**."),
    "open.more": QT_TRANSLATE_NOOP(
        "day_page",
        "And one more like these: {amount_minor}|"
        "And {count} more like these: {amount_minor} in all",
    ),
    "count.agrees": QT_TRANSLATE_NOOP("day_page", "Just what there has to be"),
    "count.over": QT_TRANSLATE_NOOP(
        "day_page", "{difference_minor} more than there has to be"
    ),
    "count.short": QT_TRANSLATE_NOOP(
        "day_page", "{difference_minor} less than there has to be"
    ),
    "count.no_amount": QT_TRANSLATE_NOOP("day_page", "That is no amount."),
    "off.count_first": QT_TRANSLATE_NOOP("day_page", "Count the cash, or compare a file"),
    "off.note_first": QT_TRANSLATE_NOOP("day_page", "Say first why it differs"),
    "off.asking": QT_TRANSLATE_NOOP("day_page", "The server is being asked"),
    "fault.no_line": QT_TRANSLATE_NOOP(
        "day_page", "No answer from the server. Check the connection, then ask again."
    ),
    "fault.not_sent": QT_TRANSLATE_NOOP("day_page", "The server cannot be reached."),
    "fault.no_reply": QT_TRANSLATE_NOOP("day_page", "No answer came from the server."),
    "close.none": QT_TRANSLATE_NOOP("day_page", "The day is not closed."),
    "close.in_doubt": QT_TRANSLATE_NOOP(
        "day_page",
        "The day may be closed, for a try got no answer. Ask again to see; closing once more "
        "counts once.",
    ),
    "refused.day_closed": QT_TRANSLATE_NOOP(
        "day_page", "Somebody has closed this day, or a later one. It stays as it was closed."
    ),
    "refused.day_ahead": QT_TRANSLATE_NOOP(
        "day_page", "By the server's clock this day has not begun."
    ),
    "refused.changed": QT_TRANSLATE_NOOP(
        "day_page",
        "Something else is open by now. Go back and look at the new list, then close and sign "
        "again.",
    ),
    "refused.amounts": QT_TRANSLATE_NOOP(
        "day_page",
        "Something was sold or handed back meanwhile. Look at what has to be there now, then "
        "close again.",
    ),
    "refused.differs": QT_TRANSLATE_NOOP(
        "day_page", "What was counted or compared differs. Say why in the note, then close again."
    ),
    "refused.not_allowed": QT_TRANSLATE_NOOP(
        "day_page", "Your role does not allow that. Ask a manager."
    ),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "day_page", "Your sign-in has ended. Sign in again."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "day_page", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.till_gone": QT_TRANSLATE_NOOP(
        "day_page", "The server has no such till in this store."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "day_page", "This till has been shut out. Go to another till."
    ),
    "refused.not_now": QT_TRANSLATE_NOOP(
        "day_page", "The server cannot do it now. Try again."
    ),
    "pos.too_long": QT_TRANSLATE_NOOP(
        "day_page", "{name} has more lines than a day has sales. Choose the file of one day."
    ),
    "pos.too_large": QT_TRANSLATE_NOOP(
        "day_page", "{name} is too large for one day, or cannot be read. Choose another file."
    ),
    "pos.no_csv": QT_TRANSLATE_NOOP(
        "day_page", "{name} is no CSV file. Save it as CSV in the shop's own POS first."
    ),
    "pos.no_columns": QT_TRANSLATE_NOOP(
        "day_page",
        "{name} has no column named receipt or reference, or none named amount, in its first line.",
    ),
    "toast.closed": QT_TRANSLATE_NOOP("day_page", "The day of {till} is closed, Z report {number}"),
    "toast.saved": QT_TRANSLATE_NOOP("day_page", "{name} is saved"),
    "toast.not_saved": QT_TRANSLATE_NOOP(
        "day_page", "{name} could not be saved. Choose another folder."
    ),
}  # fmt: skip

WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off
