"""The sentences of the page *Waiting*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP
from pos_terminal.waiting.case_sentences_view import CASES
from pos_terminal.waiting.labels_view import LABELS
from pos_terminal.waiting.refund_sentences_view import REFUNDS

CONTEXT: Final = "waiting"
_OTHERS: Final = CASES | REFUNDS
SENTENCES: Final[dict[str, str]] = {
    "things_waiting": QT_TRANSLATE_NOOP(
        "waiting", "One thing is waiting|{count} things are waiting"
    ),
    "things_waiting.note": QT_TRANSLATE_NOOP(
        "waiting", "The till goes on with open sales by itself, also after a restart."
    ),
    "nothing_waiting": QT_TRANSLATE_NOOP("waiting", "Nothing is waiting"),
    "row.being_activated": QT_TRANSLATE_NOOP(
        "waiting", "Paid, being activated|Paid, {count} cards being activated"
    ),
    "row.being_activated.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card behind the counter until it is activated.|Keep the {count} cards behind the "
        "counter until they are activated.",
    ),
    "row.being_cancelled": QT_TRANSLATE_NOOP("waiting", "Cancelled before it was paid"),
    "row.being_cancelled.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "The server has not heard it yet. The card can be sold again when it has.|The server has "
        "not heard it yet. The cards can be sold again when it has.",
    ),
    "row.being_voided": QT_TRANSLATE_NOOP("waiting", "Being voided, the refund is not known yet"),
    "row.being_voided.todo": QT_TRANSLATE_NOOP(
        "waiting", "Keep the card, give nothing back yet.|Keep the cards, give nothing back yet."
    ),
    "row.void_unsigned": QT_TRANSLATE_NOOP("waiting", "Being voided, a manager has to sign"),
    "row.void_unsigned.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card. A manager signs it here.|Keep the cards. A manager signs it here.",
    ),
    "row.receipt_missing": QT_TRANSLATE_NOOP("waiting", "Activated, the receipt did not come out"),
    "row.receipt_missing.todo": QT_TRANSLATE_NOOP(
        "waiting", "Print it now; it will say COPY. Or note that nobody needs it."
    ),
    "row.paid_stuck": QT_TRANSLATE_NOOP("waiting", "Paid, but the server will not settle it"),
    "row.paid_stuck.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card. A manager decides to give the money back.|Keep the cards. A manager "
        "decides to give the money back.",
    ),
    "row.cancel_stuck": QT_TRANSLATE_NOOP("waiting", "Cancelled, but the server will not take it"),
    "row.cancel_stuck.todo": QT_TRANSLATE_NOOP(
        "waiting", "No money was taken. A manager looks into it and closes it with a reason."
    ),
    "row.void_refused": QT_TRANSLATE_NOOP("waiting", "The void was refused"),
    "row.void_refused.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "The card has been used. Give nothing back; a manager closes the case with a reason.|The "
        "cards have been used. Give nothing back; a manager closes the case with a reason.",
    ),
    "row.void_partly_refused": QT_TRANSLATE_NOOP("waiting", "The void was refused in part"),
    "row.void_partly_refused.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Only {refund_minor} were to be given back: the rest has been used. A manager closes the "
        "case with a reason.",
    ),
    "question.was_it_paid": QT_TRANSLATE_NOOP("waiting", "Did the customer pay {total_minor}?"),
    "question.was_it_paid.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "The till stopped while the money was being taken. Look into the drawer and at the "
        "slips of "
        "the card machine, then answer. New cards can be sold after that.",
    ),
    "hold.till_revoked": QT_TRANSLATE_NOOP(
        "waiting", "{till} has been shut out and has held these cards since {held_at}."
    ),
    "hold.till_revoked.todo": QT_TRANSLATE_NOOP(
        "waiting", "Nobody can end this sale there. A manager says here whether it was paid."
    ),
    "hold.till_silent": QT_TRANSLATE_NOOP(
        "waiting", "{till} has held these cards since {held_at} and has not been heard from."
    ),
    "hold.till_silent.todo": QT_TRANSLATE_NOOP(
        "waiting", "If it can be switched on again, it ends the sale by itself. Else answer here."
    ),
    "holds.no_line": QT_TRANSLATE_NOOP(
        "waiting", "No connection: what other tills hold cannot be shown."
    ),
    "holds.not_now": QT_TRANSLATE_NOOP(
        "waiting", "The server cannot show now what other tills hold."
    ),
    "holds.as_of": QT_TRANSLATE_NOOP(
        "waiting", "What other tills hold, as of {told_at}: the server gave no newer list."
    ),
    "holds.more": QT_TRANSLATE_NOOP(
        "waiting", "Tills hold more than is listed. Settle some first."
    ),
    "settle.answer_first": QT_TRANSLATE_NOOP("waiting", "Say whether it was paid"),
    "settle.reference_first": QT_TRANSLATE_NOOP("waiting", "Enter the payment reference"),
    "settle.reason_first": QT_TRANSLATE_NOOP("waiting", "Write down how you know"),
    "settle.no_answer": QT_TRANSLATE_NOOP(
        "waiting", "No answer from the server. Send it again; it counts once."
    ),
    "settle.sign_again": QT_TRANSLATE_NOOP(
        "waiting", "The signature does not count any more. Sign again."
    ),
    "settle.confirmed": QT_TRANSLATE_NOOP(
        "waiting",
        "It was confirmed meanwhile, by its till or by another manager. Look at the sale.",
    ),
    "settle.cancelled": QT_TRANSLATE_NOOP(
        "waiting",
        "It was cancelled meanwhile by its till, or settled by another manager as not paid. Look "
        "at the sale.",
    ),
    "settle.voided": QT_TRANSLATE_NOOP(
        "waiting", "The sale has been voided meanwhile. Give nothing back without its case."
    ),
    "settle.reference_used": QT_TRANSLATE_NOOP(
        "waiting", "This payment reference has paid for another sale."
    ),
    "settled.done": QT_TRANSLATE_NOOP("waiting", "Sale {number} is settled."),
    "settled.voided": QT_TRANSLATE_NOOP(
        "waiting",
        "Sale {number} is settled and voided. Its money goes back with its case alone, and the "
        "case is not listed here: give nothing back without it.",
    ),
    "settle.not_now": QT_TRANSLATE_NOOP(
        "waiting", "Nothing was settled: the server cannot take it now. Send it again."
    ),
    "settle.restoring": QT_TRANSLATE_NOOP(
        "waiting",
        "Not yet: tills are still telling what they know after the restore. Try again when they "
        "have.",
    ),
    "settle.refused": QT_TRANSLATE_NOOP(
        "waiting", "The server refused it. Call the administrator."
    ),
    "off.nothing_to_ask": QT_TRANSLATE_NOOP("waiting", "There is nothing to ask the server"),
    "off.trying": QT_TRANSLATE_NOOP("waiting", "The server is being asked"),
    "off.other_currency": QT_TRANSLATE_NOOP(
        "waiting", "The till that sold or voided the card pays it, in {currency}"
    ),
    "off.sign_in_first": QT_TRANSLATE_NOOP("waiting", "Sign in first"),
    "off.only_a_manager": QT_TRANSLATE_NOOP("waiting", "Only a manager may decide that"),
    "toast.settled": QT_TRANSLATE_NOOP("waiting", "Sale {number} is settled"),
    "toast.not_settled": QT_TRANSLATE_NOOP("waiting", "Sale {number} is not settled"),
    "toast.not_settled.note": QT_TRANSLATE_NOOP(
        "waiting", "Choose it at the left: it says what came of it."
    ),
    "toast.settle_not_known": QT_TRANSLATE_NOOP(
        "waiting", "Not known yet whether sale {number} is settled"
    ),
    "toast.settle_not_known.note": QT_TRANSLATE_NOOP(
        "waiting", "Choose it at the left and send it again; it counts once."
    ),
    "toast.settled_money_back": QT_TRANSLATE_NOOP(
        "waiting", "Sale {number} is voided, and its money is owed"
    ),
    "toast.settled_money_back.note": QT_TRANSLATE_NOOP(
        "waiting", "Its case in this list says where the money goes back: close it there first."
    ),
    "toast.settled_paid_back": QT_TRANSLATE_NOOP(
        "waiting", "Sale {number} was settled so before, and its money has gone back"
    ),
    "toast.settled_paid_back.note": QT_TRANSLATE_NOOP("waiting", "Give nothing back."),
    "toast.settled_not_owed": QT_TRANSLATE_NOOP(
        "waiting", "Sale {number} was settled so before, and no money is owed"
    ),
    "toast.settled_not_owed.note": QT_TRANSLATE_NOOP("waiting", "Give nothing back."),
    "toast.settled_meanwhile": QT_TRANSLATE_NOOP("waiting", "The answer came meanwhile"),
    "toast.settled_meanwhile.note": QT_TRANSLATE_NOOP(
        "waiting", "Nothing was voided. Look at the sale again."
    ),
    "toast.disk_full": QT_TRANSLATE_NOOP("waiting", "The till's disk is full"),
    "toast.disk_full.note": QT_TRANSLATE_NOOP(
        "waiting", "Nothing was recorded. Call the administrator."
    ),
    "toast.not_printed.note": QT_TRANSLATE_NOOP("waiting", "Then print again."),
    "toast.case_needs_reason": QT_TRANSLATE_NOOP("waiting", "Write down how it is settled"),
    "row.signature_owed": QT_TRANSLATE_NOOP(
        "waiting", "Voided, {refund_minor} goes back once a manager has signed"
    ),
    "row.signature_owed.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card and give nothing back yet. A manager signs it here.|Keep the cards and "
        "give nothing back yet. A manager signs it here.",
    ),
    "row.signing": QT_TRANSLATE_NOOP("waiting", "Voided and signed, the server is being told"),
    "row.signing.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card and give nothing back yet.|Keep the cards and give nothing back yet.",
    ),
    "row.void_settled_elsewhere": QT_TRANSLATE_NOOP(
        "waiting", "Voided, and settled by a manager elsewhere"
    ),
    "row.void_settled_elsewhere.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing back: the customer may have the money. Ask the manager who closed the case, "
        "then close this one.",
    ),
    "row.paid_elsewhere": QT_TRANSLATE_NOOP(
        "waiting", "Cancelled here, but a manager settled it elsewhere as paid: activated"
    ),
    "row.paid_elsewhere.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "This till was paid nothing for it. Keep the card and call the manager, who finds out "
        "whether it was paid. Then take note here.|This till was paid nothing for it. Keep the "
        "cards and call the manager, who finds out whether it was paid. Then take note here.",
    ),
    "row.paid_elsewhere_unknown": QT_TRANSLATE_NOOP(
        "waiting",
        "Cancelled here, but settled elsewhere as paid: not known yet what became of the "
        "card|Cancelled here, but settled elsewhere as paid: not known yet what became of the "
        "{count} cards",
    ),
    "row.paid_elsewhere_unknown.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card until it is known. The till asks the server.|Keep the cards until it is "
        "known. The till asks the server.",
    ),
    "row.paid_elsewhere_partly": QT_TRANSLATE_NOOP(
        "waiting", "Cancelled here, settled elsewhere as paid, and not all of it is activated"
    ),
    "row.paid_elsewhere_partly.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "This till was paid nothing for it. Keep the cards and call the manager, who finds out "
        "whether it was paid. Then take note here.",
    ),
    "row.cancelled_elsewhere": QT_TRANSLATE_NOOP(
        "waiting", "Paid here, but a manager settled it elsewhere as not paid"
    ),
    "row.cancelled_elsewhere.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card; the refund stands in this list. Take note here.|Keep the cards; the "
        "refund stands in this list. Take note here.",
    ),
    "row.voided_elsewhere": QT_TRANSLATE_NOOP("waiting", "Voided elsewhere"),
    "row.voided_elsewhere.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card, and give nothing back for this row: the money goes back where it was "
        "voided, or once a manager has closed its case. Take note here.|Keep the cards, and give "
        "nothing back for this row: the money goes back where it was voided, or once a manager has "
        "closed its case. Take note here.",
    ),
    "row.voided_unpaid": QT_TRANSLATE_NOOP(
        "waiting", "Not paid here, but a manager settled it as paid and voided it"
    ),
    "row.voided_unpaid.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "This till took no money for it. Call the manager before any money goes back, and keep the "
        "card. Take note here.|This till took no money for it. Call the manager before any money "
        "goes back, and keep the cards. Take note here.",
    ),
    "row.reference_used": QT_TRANSLATE_NOOP(
        "waiting", "Paid, but reference **{reference}** has paid for another sale"
    ),
    "row.reference_used.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Enter the right reference, or say that it was cash. Keep the card until then.|Enter the "
        "right reference, or say that it was cash. Keep the cards until then.",
    ),
    "row.payment_refused": QT_TRANSLATE_NOOP(
        "waiting", "Paid, but the server did not take how it was paid"
    ),
    "row.payment_refused.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Correct how it was paid. Keep the card until then.|Correct how it was paid. Keep the "
        "cards until then.",
    ),
    "row.till_revoked": QT_TRANSLATE_NOOP("waiting", "Paid, but this till has been shut out"),
    "row.till_revoked.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card. A manager settles the sale at another till, under Waiting.|Keep the "
        "cards. A manager settles the sale at another till, under Waiting.",
    ),
    "row.void_refused_voided": QT_TRANSLATE_NOOP(
        "waiting", "The void was refused: it was voided before"
    ),
    "row.void_refused_voided.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing back: the money goes back with the void or the case before. A manager closes "
        "this case with a reason.",
    ),
    "row.void_refused_denied": QT_TRANSLATE_NOOP(
        "waiting", "The void was refused: the till that sold it says that it was not paid"
    ),
    "row.void_refused_denied.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the cards and give nothing back. A manager closes the case of the payment first, "
        "then this one. If it was paid, void the sale again.",
    ),
    "row.void_refused_other_currency": QT_TRANSLATE_NOOP(
        "waiting", "A void was refused: the sale is in {currency}"
    ),
    "row.void_refused_other_currency.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Nothing was voided, and nothing goes back here: the store that sold it does both.",
    ),
    "row.void_refused_other": QT_TRANSLATE_NOOP("waiting", "The void was refused"),
    "row.void_refused_other.todo": QT_TRANSLATE_NOOP(
        "waiting", "Give nothing back. A manager looks into it and closes the case with a reason."
    ),
    "row.void_partly_refused_other": QT_TRANSLATE_NOOP("waiting", "The void was refused in part"),
    "row.void_partly_refused_other.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Only {refund_minor} were to be given back: the server did not void the rest. A manager "
        "closes the case with a reason.",
    ),
    "row.contradicted": QT_TRANSLATE_NOOP(
        "waiting", "The restored server tells something else about this sale"
    ),
    "row.contradicted.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "A manager compares its answer with this till's receipt and closes the case with a reason.",
    ),
    "row.contradicted_refused": QT_TRANSLATE_NOOP(
        "waiting",
        "Sold and paid here, but the restored server refuses its card|Sold and paid here, but the "
        "restored server refuses its cards",
    ),
    "row.contradicted_refused.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "The card may be dead, and the {total_minor} were taken here: no case of the server owes "
        "them. A manager looks the card up, settles it with the customer, and closes this with a "
        "reason.|The cards may be dead, and the {total_minor} were taken here: no case of the "
        "server owes them. A manager looks the cards up, settles it with the customer, and closes "
        "this with a reason.",
    ),
    "row.contradicted_cards": QT_TRANSLATE_NOOP(
        "waiting", "The restored server tells otherwise which cards of this sale are active"
    ),
    "row.contradicted_cards.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "A manager compares the cards under Sales. What the server owes goes back with its case, "
        "once. A card whose money went back here and that is active now is recalled. Then close "
        "this with a reason.",
    ),
    "row.contradicted_held": QT_TRANSLATE_NOOP(
        "waiting", "This sale had ended elsewhere, and the restored server holds it once more"
    ),
    "row.contradicted_held.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "It keeps no money: what was paid here goes back with its own row, or has gone back. A "
        "manager answers where it is listed as held that it was not paid, and closes this with a "
        "reason.",
    ),
    "row.contradicted_paid": QT_TRANSLATE_NOOP(
        "waiting", "The money of this void is back, but the restored server tells something else"
    ),
    "row.contradicted_paid.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing back again, void it under no other number, and keep the card. A manager "
        "looks the card up: if it is active, it is recalled. Then close this with a reason.|Give "
        "nothing back again, void it under no other number, and keep the cards. A manager looks "
        "the cards up: those that are active are recalled. Then close this with a reason.",
    ),
    "row.untold": QT_TRANSLATE_NOOP(
        "waiting", "The restored server does not know that till {till} sold this"
    ),
    "row.untold.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "The void is told again until till {till} has told its sale. If that till is gone, a "
        "manager closes this with a reason.",
    ),
    "row.untold_paid": QT_TRANSLATE_NOOP(
        "waiting",
        "Voided, and its money is back: the restored server does not know that till {till} sold it",
    ),
    "row.untold_paid.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card and give nothing back again. The void is told again until till {till} has "
        "told its sale. If that till is gone, a manager closes this; if the sale is listed as "
        "held, first answer there that it was not paid.|Keep the cards and give nothing back "
        "again. The void is told again until till {till} has told its sale. If that till is gone, "
        "a manager closes this; if the sale is listed as held, first answer there that it was not "
        "paid.",
    ),
    "row.untold_unpaid": QT_TRANSLATE_NOOP(
        "waiting",
        "Voided, {refund_minor} goes back once the restored server knows that till {till} sold it",
    ),
    "row.untold_unpaid.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card and give nothing back yet. The void is told again until till {till} has "
        "told its sale. If that till is gone, a manager settles it with the customer and closes "
        "this.|"
        "Keep the cards and give nothing back yet. The void is told again until till {till} has "
        "told its sale. If that till is gone, a manager settles it with the customer and closes "
        "this.",
    ),
    "row.contradicted_unpaid": QT_TRANSLATE_NOOP(
        "waiting", "The restored server tells something else about this void"
    ),
    "row.contradicted_unpaid.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing back from here. What the server lists as owed goes back with its case. A "
        "manager closes this one with a reason.",
    ),
    "row.in_doubt": QT_TRANSLATE_NOOP("waiting", "Voided, but the selling till says: not paid"),
    "row.in_doubt.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing back yet. A manager finds out and closes the case of the payment first; then "
        "this one, if it was not paid.",
    ),
    "row.contradicted_settled": QT_TRANSLATE_NOOP(
        "waiting", "This void was settled before the server was restored: pay nothing again"
    ),
    "row.contradicted_settled.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "If the server lists its case as open once more, a manager closes it there and gives "
        "nothing back. Then a manager closes this one with a reason.",
    ),
    "row.signature_lost": QT_TRANSLATE_NOOP(
        "waiting", "The restored server has lost the signature of this void: the card is live again"
    ),
    "row.signature_lost.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Void it under no other number. A manager signs again here; then the card is dead, and its "
        "money goes back once.",
    ),
    "row.signed_again": QT_TRANSLATE_NOOP(
        "waiting", "Signed again; the restored server is being told of this void"
    ),
    "row.signed_again.todo": QT_TRANSLATE_NOOP(
        "waiting", "Give nothing back meanwhile. The till asks the server by itself."
    ),
    "row.void_stuck": QT_TRANSLATE_NOOP(
        "waiting", "Being voided, but the server does not take the request"
    ),
    "row.void_stuck.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep card and money here. Call support with the code under Details, then try again.|Keep "
        "cards and money here. Call support with the code under Details, then try again.",
    ),
    "row.signing_stuck": QT_TRANSLATE_NOOP(
        "waiting", "A manager has signed, but the server does not take the signature"
    ),
    "row.signing_stuck.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give no money back yet. Call support with the code under Details, then try again.",
    ),
    "hold.ended_here": QT_TRANSLATE_NOOP(
        "waiting",
        "This till has ended the sale, but the server has held its cards since {held_at}.",
    ),
    "hold.ended_here.todo": QT_TRANSLATE_NOOP(
        "waiting", "A manager looks into the drawer and says here whether it was paid."
    ),
    "hold.paid_back_here": QT_TRANSLATE_NOOP(
        "waiting",
        "This till gave the money of the sale back, but the server has held its cards since "
        "{held_at}.",
    ),
    "hold.paid_back_here.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "A manager answers that it was not paid: then nothing goes back a second time.",
    ),
    "hold.journal_lost": QT_TRANSLATE_NOOP(
        "waiting",
        "{till} has held these cards since {held_at}, and has since begun a new journal.",
    ),
    "hold.journal_lost.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Nobody can end this sale there. A manager looks at that till's receipts and drawer and "
        "says here whether it was paid.",
    ),
    "hold.till_alive": QT_TRANSLATE_NOOP(
        "waiting", "{till} has held these cards since {held_at}. It was heard from at {seen_at}."
    ),
    "hold.till_alive.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "The till can still end the sale itself. Ask there first, and answer here only if it "
        "cannot.",
    ),
    "hold.till_silent_since": QT_TRANSLATE_NOOP(
        "waiting",
        "{till} has held these cards since {held_at}. It has not been heard from since {seen_at}.",
    ),
    "hold.till_silent_since.todo": QT_TRANSLATE_NOOP(
        "waiting", "If it can be switched on again, it ends the sale by itself. Else answer here."
    ),
    "toast.case_closed": QT_TRANSLATE_NOOP("waiting", "The case is closed"),
    "toast.case_not_closed": QT_TRANSLATE_NOOP("waiting", "The case is still open"),
    "toast.case_not_closed.note": QT_TRANSLATE_NOOP(
        "waiting", "The server did not take it. Give nothing back before it says closed."
    ),
    "toast.case_in_use.note": QT_TRANSLATE_NOOP(
        "waiting", "One of its cards is just being redeemed. Try again in a few minutes."
    ),
    "toast.case_restoring.note": QT_TRANSLATE_NOOP(
        "waiting",
        "Not yet: tills are still telling what they know after the restore. Try again when they "
        "have.",
    ),
    "toast.case_way_changed.note": QT_TRANSLATE_NOOP(
        "waiting",
        "How the sale was paid is known otherwise by now. Give nothing back: look at the case "
        "again, then close it.",
    ),
    "toast.case_not_sent.note": QT_TRANSLATE_NOOP(
        "waiting", "The case is still open. Call the administrator, and give nothing back."
    ),
    "toast.case_not_known": QT_TRANSLATE_NOOP(
        "waiting", "Not known yet whether the case is closed"
    ),
    "toast.case_not_known.note": QT_TRANSLATE_NOOP(
        "waiting", "Give nothing back before it says closed. Ask again; it counts once."
    ),
    "toast.case_not_asked": QT_TRANSLATE_NOOP(
        "waiting", "Not known yet whether its money is still to be given here"
    ),
    "toast.case_not_asked.note": QT_TRANSLATE_NOOP(
        "waiting", "Give nothing. Say so again once the server answers."
    ),
    "toast.case_asked_first": QT_TRANSLATE_NOOP("waiting", "This case is asked about here"),
    "toast.case_asked_first.note": QT_TRANSLATE_NOOP(
        "waiting", "Say first whether its money was given from here."
    ),
    "toast.case_shut_out.note": QT_TRANSLATE_NOOP(
        "waiting", "This till is shut out: give nothing here. It is given from another drawer."
    ),
    "toast.case_other_till.note": QT_TRANSLATE_NOOP(
        "waiting",
        "This till has been enrolled anew since: give nothing here. Ask the administrator.",
    ),
    "toast.case_unknown.note": QT_TRANSLATE_NOOP(
        "waiting", "The server does not take this close from you. Give nothing here."
    ),
    "toast.case_no_room.note": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing yet. Call the administrator, and press once more when there is room.",
    ),
    "toast.case_not_ended.note": QT_TRANSLATE_NOOP(
        "waiting",
        "What became of it cannot be noted here: give nothing. Call the administrator, and say so "
        "again when there is room.",
    ),
    "toast.case_untold": QT_TRANSLATE_NOOP("waiting", "Not noted yet that it was given"),
    "toast.case_untold.note": QT_TRANSLATE_NOOP(
        "waiting", "Give nothing more. Say so again once the server answers."
    ),
    "toast.case_open_again": QT_TRANSLATE_NOOP("waiting", "The server has this case open again"),
    "toast.case_open_again.note": QT_TRANSLATE_NOOP(
        "waiting", "Give nothing yet. Close it once more: then it says here what to give."
    ),
    "toast.case_closed_before": QT_TRANSLATE_NOOP("waiting", "Somebody else has closed this case"),
    "toast.case_closed_before.note": QT_TRANSLATE_NOOP("waiting", "Give nothing back."),
    "correct.enter_reference": QT_TRANSLATE_NOOP("waiting", "Enter the payment reference."),
    "correct.same_reference": QT_TRANSLATE_NOOP(
        "waiting", "This is the reference that was refused."
    ),
    "correct.reference_used": QT_TRANSLATE_NOOP(
        "waiting", "This reference has paid for sale {number}. Check it."
    ),
} | _OTHERS

WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off
