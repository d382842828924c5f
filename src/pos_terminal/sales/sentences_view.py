"""The sentences of the page *Sales*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP
from pos_terminal.sales.labels_view import LABELS

CONTEXT: Final = "sales"
SENTENCES: Final[dict[str, str]] = {
    "sales_found": QT_TRANSLATE_NOOP("sales", "One sale|{count} sales"),
    "nothing_sold_that_day": QT_TRANSLATE_NOOP("sales", "Nothing was sold that day"),
    "find_a_sale": QT_TRANSLATE_NOOP("sales", "No sale found"),
    "only_this_till": QT_TRANSLATE_NOOP(
        "sales", "No connection: only sales of this till are shown."
    ),
    "search.not_understood": QT_TRANSLATE_NOOP(
        "sales", "Neither a receipt number, nor a card number, nor a day."
    ),
    "search.not_now": QT_TRANSLATE_NOOP("sales", "The server cannot search now. Try again."),
    "search.nothing_found": QT_TRANSLATE_NOOP("sales", "Nothing found under that number."),
    "search.sign_in_first": QT_TRANSLATE_NOOP("sales", "Sign in first."),
    "search.card_needs_line": QT_TRANSLATE_NOOP(
        "sales", "No connection: a card can be looked up when it is back."
    ),
    "search.sale_needs_line": QT_TRANSLATE_NOOP(
        "sales", "No connection: this sale of another till can be shown when it is back."
    ),
    "sale.being_held": QT_TRANSLATE_NOOP("sales", "Being held"),
    "sale.being_paid": QT_TRANSLATE_NOOP("sales", "Being paid"),
    "sale.being_activated": QT_TRANSLATE_NOOP("sales", "Not known yet"),
    "sale.being_cancelled": QT_TRANSLATE_NOOP("sales", "Being cancelled"),
    "sale.being_voided": QT_TRANSLATE_NOOP("sales", "Refund not known yet"),
    "sale.held": QT_TRANSLATE_NOOP("sales", "Held"),
    "sale.confirmed": QT_TRANSLATE_NOOP("sales", "Activated"),
    "sale.cancelled": QT_TRANSLATE_NOOP("sales", "Cancelled before payment"),
    "sale.voided": QT_TRANSLATE_NOOP("sales", "Voided"),
    "void.choose_card": QT_TRANSLATE_NOOP("sales", "Choose a card first"),
    "void.choose_reason": QT_TRANSLATE_NOOP("sales", "Choose a reason first"),
    "void.write_why": QT_TRANSLATE_NOOP("sales", "Write down why"),
    "void.disk_full": QT_TRANSLATE_NOOP(
        "sales", "The till's disk is full: nothing was recorded. Call the administrator."
    ),
    "void.under_way": QT_TRANSLATE_NOOP("sales", "It is being voided"),
    "void.not_paid": QT_TRANSLATE_NOOP("sales", "It was not paid"),
    "void.nothing_left": QT_TRANSLATE_NOOP("sales", "No card is left to void"),
    "void.not_now": QT_TRANSLATE_NOOP("sales", "Not at this moment"),
    "void.only_own_of_today": QT_TRANSLATE_NOOP("sales", "Only a manager may void this sale"),
    "reprint.not_settled": QT_TRANSLATE_NOOP("sales", "It is not settled yet"),
    "off.printing": QT_TRANSLATE_NOOP("sales", "Printing"),
    "off.no_refund_due": QT_TRANSLATE_NOOP("sales", "No money is due"),
    "result.asking": QT_TRANSLATE_NOOP("sales", "The till asks the server until it knows."),
    "result.asking.todo": QT_TRANSLATE_NOOP(
        "sales", "Keep the card, give nothing back yet.|Keep the cards, give nothing back yet."
    ),
    "result.unsigned": QT_TRANSLATE_NOOP(
        "sales", "It is recorded, and a manager has not signed yet."
    ),
    "result.unsigned.todo": QT_TRANSLATE_NOOP(
        "sales",
        "Keep the card. A manager signs it under Waiting.|Keep the cards. A manager signs it "
        "under Waiting.",
    ),
    "result.refund_due": QT_TRANSLATE_NOOP(
        "sales",
        "The card is not valid any more. {refund_minor} is to go back.|{count} cards are not valid "
        "any more. {refund_minor} is to go back.",
    ),
    "result.refund_due.todo": QT_TRANSLATE_NOOP(
        "sales",
        "Keep the card. Press first: the server is asked, and then it says here what to give.|Keep "
        "the cards. Press first: the server is asked, and then it says here what to give.",
    ),
    "result.refund_due_partly": QT_TRANSLATE_NOOP(
        "sales", "Only {refund_minor} is to go back: what has been used stays valid and paid."
    ),
    "result.refund_due_partly.todo": QT_TRANSLATE_NOOP(
        "sales",
        "Press first, then give what it says here. A manager finds the rest as a case under "
        "Waiting.",
    ),
    "result.shut_out.todo": QT_TRANSLATE_NOOP(
        "sales",
        "This till is shut out: give nothing back here. A manager closes its case at another till.",
    ),
    "off.shut_out": QT_TRANSLATE_NOOP("sales", "This till is shut out"),
    "result.refund_no_line": QT_TRANSLATE_NOOP(
        "sales",
        "Not known now whether {refund_minor} is still to go back: the server cannot be asked now.",
    ),
    "result.refund_no_line.todo": QT_TRANSLATE_NOOP(
        "sales",
        "Give nothing back yet: it may be paid elsewhere or denied. The till asks again when the "
        "line is back.",
    ),
    "result.refund_not_known": QT_TRANSLATE_NOOP(
        "sales",
        "Not known yet whether {refund_minor} is still to go back: the server cannot tell it yet.",
    ),
    "result.refund_not_known.todo": QT_TRANSLATE_NOOP(
        "sales",
        "Give nothing back yet: it may be paid elsewhere or denied. Ask again; after a restore of "
        "the server the till does so by itself.",
    ),
    "off.asking": QT_TRANSLATE_NOOP("sales", "The server is being asked"),
    "result.refund_changed": QT_TRANSLATE_NOOP(
        "sales", "{refund_minor} is to go back, but look how: that has changed."
    ),
    "result.refund_changed.todo": QT_TRANSLATE_NOOP(
        "sales",
        "Give nothing yet. See how much it is and how it goes back, then press once more.",
    ),
    "result.refund_due_rest": QT_TRANSLATE_NOOP(
        "sales",
        "Only {refund_minor} is to go back: {name} has taken on the rest elsewhere.",
    ),
    "result.refund_due_rest.todo": QT_TRANSLATE_NOOP(
        "sales",
        "Keep the card. Press first: the server is asked, and then it says here what to give.|Keep "
        "the cards. Press first: the server is asked, and then it says here what to give.",
    ),
    "result.settled_by": QT_TRANSLATE_NOOP(
        "sales", "{name} has taken on the refund of {refund_minor} by its case."
    ),
    "result.settled_by.todo": QT_TRANSLATE_NOOP(
        "sales",
        "Give nothing back: it is paid with that, or has been. Only if it has gone out from here "
        "already, say so under Waiting.",
    ),
    "result.not_owed_by": QT_TRANSLATE_NOOP(
        "sales", "{name} has found that {refund_minor} is not owed."
    ),
    "result.not_owed_by.todo": QT_TRANSLATE_NOOP(
        "sales",
        "Give nothing back. Only if it has gone out from here already, say so under Waiting.",
    ),
    "result.refused_way_changed": QT_TRANSLATE_NOOP(
        "sales", "Nothing was voided: how the sale was paid is known otherwise by now."
    ),
    "result.refused_way_changed.todo": QT_TRANSLATE_NOOP(
        "sales", "Give nothing back. See how it was paid, then void it again."
    ),
    "result.given": QT_TRANSLATE_NOOP(
        "sales", "Recorded at {handed_at}: give {refund_minor} to the customer now, once."
    ),
    "result.given.todo": QT_TRANSLATE_NOOP("sales", "Keep the card.|Keep the cards."),
    "result.given_in_doubt": QT_TRANSLATE_NOOP(
        "sales",
        "{refund_minor} was recorded as given back at {handed_at}, and then this till stopped.",
    ),
    "result.given_in_doubt.todo": QT_TRANSLATE_NOOP(
        "sales", "Find out whether it was given from here, and note it under Waiting."
    ),
    "result.handed_back": QT_TRANSLATE_NOOP(
        "sales", "{refund_minor} is recorded as given back at {handed_at}."
    ),
    "result.handed_back.todo": QT_TRANSLATE_NOOP("sales", "Keep the card.|Keep the cards."),
    "result.settled_elsewhere": QT_TRANSLATE_NOOP(
        "sales",
        "The card is not valid any more. A manager has closed its case elsewhere, so nothing goes "
        "back at this till.|{count} cards are not valid any more. A manager has closed their case "
        "elsewhere, so nothing goes back at this till.",
    ),
    "result.settled_elsewhere.todo": QT_TRANSLATE_NOOP(
        "sales", "Give nothing back. The manager who closed the case knows about the money."
    ),
    "result.settled_as_contradicted": QT_TRANSLATE_NOOP(
        "sales",
        "It was not clear whether the money of this void is owed. A manager has settled that, so "
        "nothing goes back here.",
    ),
    "result.settled_as_contradicted.todo": QT_TRANSLATE_NOOP(
        "sales", "Give nothing back. Ask the manager who closed it about the money."
    ),
    "result.in_doubt": QT_TRANSLATE_NOOP(
        "sales", "The card is not valid any more, but the till that sold it says: not paid.|"
        "{count} cards are not valid any more, but the till that sold them says: not paid."
    ),
    "result.in_doubt.todo": QT_TRANSLATE_NOOP(
        "sales", "Give nothing back yet. A manager settles it under Waiting."
    ),
    "result.contradicted": QT_TRANSLATE_NOOP(
        "sales", "The restored server tells something else about this void."
    ),
    "result.contradicted.todo": QT_TRANSLATE_NOOP(
        "sales", "Give nothing back yet. A manager settles it under Waiting."
    ),
    "result.refused": QT_TRANSLATE_NOOP(
        "sales",
        "The card has been used already, so nothing goes back.|The cards have been used "
        "already, so nothing goes back.",
    ),
    "result.refused.todo": QT_TRANSLATE_NOOP("sales", "A manager finds the case under Waiting."),
    "toast.not_a_sale": QT_TRANSLATE_NOOP("sales", "Neither a card nor a receipt"),
    "toast.not_a_sale.note": QT_TRANSLATE_NOOP(
        "sales", "Scan the barcode of the card or of the receipt."
    ),
    "result.signature_owed": QT_TRANSLATE_NOOP(
        "sales",
        "The card is not valid any more. {refund_minor} goes back once a manager has "
        "signed.|{count} cards are not valid any more. {refund_minor} goes back once a manager "
        "has signed.",
    ),
    "result.signature_owed.todo": QT_TRANSLATE_NOOP(
        "sales", "Give nothing back yet. A manager signs it under Waiting."
    ),
    "result.signing": QT_TRANSLATE_NOOP("sales", "A manager has signed; the server is being told."),
    "result.signing.todo": QT_TRANSLATE_NOOP("sales", "Give nothing back yet."),
    "result.refund_due_not_activated": QT_TRANSLATE_NOOP(
        "sales",
        "The card was not activated. {refund_minor} is to go back.|{count} cards were not "
        "activated. {refund_minor} is to go back.",
    ),
    "result.refund_due_not_activated.todo": QT_TRANSLATE_NOOP(
        "sales",
        "Keep the card. Press first: the server is asked, and then it says here what to give.|Keep "
        "the cards. Press first: the server is asked, and then it says here what to give.",
    ),
    "result.refund_due_partly_other": QT_TRANSLATE_NOOP(
        "sales", "Only {refund_minor} is to go back: the server did not void the rest."
    ),
    "result.refund_due_partly_other.todo": QT_TRANSLATE_NOOP(
        "sales",
        "Press first, then give what it says here. A manager finds the rest as a case under "
        "Waiting.",
    ),
    "result.refused_voided": QT_TRANSLATE_NOOP(
        "sales", "It was voided before, so nothing more goes back."
    ),
    "result.refused_voided.todo": QT_TRANSLATE_NOOP(
        "sales", "A manager finds the case under Waiting."
    ),
    "result.refused_not_activated": QT_TRANSLATE_NOOP(
        "sales", "Nothing was left to void: the card was not activated, and its money is due.|"
        "Nothing was left to void: the cards were not activated, and their money is due."
    ),
    "result.refused_not_activated.todo": QT_TRANSLATE_NOOP(
        "sales", "The amount to give back waits under Waiting."
    ),
    "result.refused_denied": QT_TRANSLATE_NOOP(
        "sales", "The till that sold it says that it was not paid, so nothing goes back yet."
    ),
    "result.refused_denied.todo": QT_TRANSLATE_NOOP(
        "sales", "Keep the cards. A manager settles that under Waiting first; then void it again."
    ),
    "result.refused_other_currency": QT_TRANSLATE_NOOP(
        "sales", "That sale is in {currency}, so nothing was voided and nothing goes back here."
    ),
    "result.refused_other_currency.todo": QT_TRANSLATE_NOOP(
        "sales", "The store that sold it voids it and gives the money back."
    ),
    "void.contradicted": QT_TRANSLATE_NOOP(
        "sales", "Voided here before: settle that under Waiting first"
    ),
    "void.paid_back": QT_TRANSLATE_NOOP(
        "sales", "Its money went back here before: what is active all the same is recalled"
    ),
    "void.left_to_case": QT_TRANSLATE_NOOP(
        "sales", "Its money may have gone back with its case: ask a manager"
    ),
    "void.other_currency": QT_TRANSLATE_NOOP(
        "sales", "Paid back in its own store, in {currency}"
    ),
    "result.refused_other": QT_TRANSLATE_NOOP(
        "sales", "The server refused the void, so nothing goes back."
    ),
    "result.refused_other.todo": QT_TRANSLATE_NOOP(
        "sales", "A manager finds the case under Waiting."
    ),
    "sale.partly_activated": QT_TRANSLATE_NOOP("sales", "Partly activated"),
    "sale.not_activated": QT_TRANSLATE_NOOP("sales", "Not activated"),
    "sale.partly_voided": QT_TRANSLATE_NOOP("sales", "Partly voided"),
    "sale.paid_elsewhere": QT_TRANSLATE_NOOP("sales", "Settled elsewhere as paid"),
    "void.settled_meanwhile": QT_TRANSLATE_NOOP(
        "sales", "The answer came meanwhile: nothing was voided. Look at the sale again."
    ),
    "reprint.not_known": QT_TRANSLATE_NOOP("sales", "Not known yet what became of every card"),
}  # fmt: skip

WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off
