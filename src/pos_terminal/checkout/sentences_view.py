"""The sentences of the checkout screen: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.checkout.labels_view import LABELS
from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

CONTEXT: Final = "checkout"
SENTENCES: Final[dict[str, str]] = {
    "ready": QT_TRANSLATE_NOOP("checkout", "Scan a card"),
    "ready.note": QT_TRANSLATE_NOOP(
        "checkout", "Use the hand scanner, or hold the barcode in front of the camera."
    ),
    "asking": QT_TRANSLATE_NOOP("checkout", "Asking the server about the card"),
    "basket": QT_TRANSLATE_NOOP("checkout", "Check the digits {digits}, then take payment"),
    "checking": QT_TRANSLATE_NOOP(
        "checkout", "The card is being held|{count} cards are being held"
    ),
    "payment": QT_TRANSLATE_NOOP("checkout", "Take {total_minor}"),
    "activating": QT_TRANSLATE_NOOP("checkout", "Being activated"),
    "activating.note": QT_TRANSLATE_NOOP(
        "checkout", "Paid. Keep the cards behind the counter until the answer is here."
    ),
    "activated.headline": QT_TRANSLATE_NOOP("checkout", "Activated"),
    "activated": QT_TRANSLATE_NOOP(
        "checkout",
        "Hand over the card and print the receipt.|Hand over the {count} cards and print the "
        "receipt.",
    ),
    "off.shut_out": QT_TRANSLATE_NOOP("checkout", "This till is shut out"),
    "activated.elsewhere": QT_TRANSLATE_NOOP(
        "checkout",
        "A manager settled this sale as paid, but this till was paid nothing for it. Keep the card "
        "and call the manager.|A manager settled this sale as paid, but this till was paid nothing "
        "for it. Keep the {count} cards and call the manager.",
    ),
    "partly_activated.headline": QT_TRANSLATE_NOOP("checkout", "Partly activated"),
    "partly_activated": QT_TRANSLATE_NOOP(
        "checkout",
        "One card was not activated: keep it. Hand over the rest.|{count} cards were not "
        "activated: keep them. Hand over the rest.",
    ),
    "partly_activated.elsewhere": QT_TRANSLATE_NOOP(
        "checkout",
        "A manager settled this sale as paid, but this till was paid nothing for it. Keep all "
        "cards and call the manager.",
    ),
    "not_activated.headline": QT_TRANSLATE_NOOP("checkout", "Not activated"),
    "not_activated": QT_TRANSLATE_NOOP(
        "checkout",
        "Keep the card. The customer gets the money back.|Keep the cards. The customer gets the "
        "money back.",
    ),
    "not_activated.elsewhere": QT_TRANSLATE_NOOP(
        "checkout",
        "A manager settled this sale as not paid. Keep the card.|A manager settled this sale as "
        "not paid. Keep the cards.",
    ),
    "not_activated.settled_by": QT_TRANSLATE_NOOP(
        "checkout",
        "Keep the card. {name} has taken on its refund elsewhere: give nothing back here.|Keep the "
        "cards. {name} has taken on their refund elsewhere: give nothing back here.",
    ),
    "partly_activated.settled_by": QT_TRANSLATE_NOOP(
        "checkout",
        "One card was not activated: keep it. {name} has taken on its refund elsewhere: give "
        "nothing back here. Hand over the rest.|{count} cards were not activated: keep them. "
        "{name} has taken on their refund elsewhere: give nothing back here. Hand over the rest.",
    ),
    "not_activated.refund_not_known": QT_TRANSLATE_NOOP(
        "checkout",
        "Keep the card. Not known yet whether its money is still to go back here.|Keep the cards. "
        "Not known yet whether their money is still to go back here.",
    ),
    "partly_activated.refund_not_known": QT_TRANSLATE_NOOP(
        "checkout",
        "One card was not activated: keep it. Not known yet whether its money is still to go back "
        "here. Hand over the rest.|{count} cards were not activated: keep them. Not known yet "
        "whether their money is still to go back here. Hand over the rest.",
    ),
    "not_known_yet.headline": QT_TRANSLATE_NOOP("checkout", "Not known yet"),
    "not_known_yet": QT_TRANSLATE_NOOP(
        "checkout",
        "Paid, being activated. Keep the card behind the counter. The till is finding out and "
        "asks again by itself.|Paid, being activated. Keep the {count} cards behind the counter. "
        "The till is finding out and asks again by itself.",
    ),
    "not_known_yet.stuck": QT_TRANSLATE_NOOP(
        "checkout",
        "Paid, but the server gives no answer that settles it. Keep the card and call a manager.|"
        "Paid, but the server gives no answer that settles it. Keep the {count} cards and call a "
        "manager.",
    ),
    "not_sold.headline": QT_TRANSLATE_NOOP("checkout", "Not activated"),
    "todo.keep_and_call": QT_TRANSLATE_NOOP(
        "checkout", "Keep the card, call a manager.|Keep the cards, call a manager."
    ),
    "todo.put_aside": QT_TRANSLATE_NOOP(
        "checkout", "Put the card aside and take another one.|Put the cards aside and take others."
    ),
    "todo.scan_again": QT_TRANSLATE_NOOP(
        "checkout", "Scan the card once more.|Scan the cards once more."
    ),
    "confirm.keep_and_call": QT_TRANSLATE_NOOP("checkout", "I kept the card|I kept the cards"),
    "confirm.put_aside": QT_TRANSLATE_NOOP(
        "checkout", "I put the card aside|I put the cards aside"
    ),
    "confirm.scan_again": QT_TRANSLATE_NOOP("checkout", "I will scan again"),
    "money.nothing_taken": QT_TRANSLATE_NOOP(
        "checkout", "Nothing was taken for it|Nothing was taken for them"
    ),
    "rest.nothing": QT_TRANSLATE_NOOP("checkout", "No other card in the basket"),
    "rest.unchanged": QT_TRANSLATE_NOOP(
        "checkout", "1 card, {rest_minor}, unchanged|{count} cards, {rest_minor}, unchanged"
    ),
    "details": QT_TRANSLATE_NOOP("checkout", "For support: {text}"),
    "paid.enter_amount": QT_TRANSLATE_NOOP("checkout", "Enter the amount given"),
    "paid.enter_reference": QT_TRANSLATE_NOOP("checkout", "Enter the payment reference"),
    "paid.not_enough": QT_TRANSLATE_NOOP("checkout", "{missing_minor} are missing."),
    "paid.disk_full": QT_TRANSLATE_NOOP(
        "checkout", "The till's disk is full: the payment was not recorded. Call the administrator."
    ),
    "off.asking": QT_TRANSLATE_NOOP("checkout", "The server is being asked"),
    "off.basket_empty": QT_TRANSLATE_NOOP("checkout", "The basket is empty"),
    "off.no_connection": QT_TRANSLATE_NOOP("checkout", "No connection to the server"),
    "off.read_only": QT_TRANSLATE_NOOP("checkout", "The server takes no sales now"),
    "off.needs_manager": QT_TRANSLATE_NOOP("checkout", "A manager has to decide"),
    "off.trying": QT_TRANSLATE_NOOP("checkout", "The server is being asked"),
    "off.printing": QT_TRANSLATE_NOOP("checkout", "Printing"),
    "off.not_now": QT_TRANSLATE_NOOP("checkout", "Not at this moment"),
    "only_a_manager": QT_TRANSLATE_NOOP("checkout", "Only a manager may decide that"),
    "banner.no_connection": QT_TRANSLATE_NOOP("checkout", "No connection since {since_at}"),
    "banner.no_connection.note": QT_TRANSLATE_NOOP(
        "checkout", "Cards cannot be sold until it is back. The till tries again by itself."
    ),
    "banner.server_read_only": QT_TRANSLATE_NOOP(
        "checkout", "The server takes no sales since {since_at}"
    ),
    "banner.server_read_only.note": QT_TRANSLATE_NOOP(
        "checkout", "It cannot write to its disk. Call the administrator."
    ),
    "trouble.journal": QT_TRANSLATE_NOOP("checkout", "The till's journal is damaged"),
    "trouble.journal.todo": QT_TRANSLATE_NOOP(
        "checkout",
        "Nothing can be sold here. The damaged file is kept. A manager can begin a new journal; "
        "open sales of this till are then settled under Waiting at any till.",
    ),
    "trouble.details": QT_TRANSLATE_NOOP("checkout", "For support: {text}"),
    "trouble.questions": QT_TRANSLATE_NOOP(
        "checkout", "Was the last sale paid?|Were the last {count} sales paid?"
    ),
    "trouble.questions.todo": QT_TRANSLATE_NOOP(
        "checkout",
        "The till stopped while money was being taken. Answer that first, then new cards can be "
        "sold.",
    ),
    "trouble.disk": QT_TRANSLATE_NOOP("checkout", "The till's disk is full"),
    "trouble.disk.todo": QT_TRANSLATE_NOOP(
        "checkout",
        "No new sale can be recorded, so none is started. Open sales go on. Call the "
        "administrator to free some space.",
    ),
    "last.activated": QT_TRANSLATE_NOOP("checkout", "activated"),
    "last.partly_activated": QT_TRANSLATE_NOOP("checkout", "partly activated"),
    "last.not_activated": QT_TRANSLATE_NOOP("checkout", "not activated"),
    "last.not_known_yet": QT_TRANSLATE_NOOP("checkout", "not known yet"),
    "toast.already_in_basket": QT_TRANSLATE_NOOP("checkout", "Already in the basket"),
    "toast.already_in_basket.note": QT_TRANSLATE_NOOP(
        "checkout", "Card {digits} was scanned before."
    ),
    "toast.basket_full": QT_TRANSLATE_NOOP("checkout", "The basket is full"),
    "toast.basket_full.note": QT_TRANSLATE_NOOP(
        "checkout", "Take payment for these cards, then begin another sale."
    ),
    "toast.card_stopped": QT_TRANSLATE_NOOP(
        "checkout", "Card {digits} was just recalled or stopped"
    ),
    "toast.card_stopped.note": QT_TRANSLATE_NOOP(
        "checkout", "It will not be activated. Cancel this sale, or refund the card."
    ),
    "toast.cancelled": QT_TRANSLATE_NOOP("checkout", "Sale cancelled"),
    "toast.disk_full": QT_TRANSLATE_NOOP("checkout", "The till's disk is full"),
    "toast.disk_full.note": QT_TRANSLATE_NOOP(
        "checkout", "Nothing was recorded: give nothing back yet. Call the administrator."
    ),
    "toast.digits_differ": QT_TRANSLATE_NOOP("checkout", "Card {digits} was taken out"),
    "toast.digits_differ.note": QT_TRANSLATE_NOOP(
        "checkout", "Put the card aside. The manager finds a note."
    ),
    "toast.not_looked_up": QT_TRANSLATE_NOOP("checkout", "No answer about card {digits}"),
    "toast.not_looked_up.note": QT_TRANSLATE_NOOP("checkout", "Scan it again."),
    "scan.foreign_card": QT_TRANSLATE_NOOP("checkout", "A card of somebody else"),
    "scan.foreign_card.todo": QT_TRANSLATE_NOOP("checkout", "It cannot be sold at this till."),
    "scan.pack_label": QT_TRANSLATE_NOOP("checkout", "The label of a pack"),
    "scan.pack_label.todo": QT_TRANSLATE_NOOP("checkout", "Scan the cards in it one by one."),
    "scan.carton_label": QT_TRANSLATE_NOOP("checkout", "The label of a carton"),
    "scan.carton_label.todo": QT_TRANSLATE_NOOP("checkout", "Scan the cards in it one by one."),
    "scan.staff_badge": QT_TRANSLATE_NOOP("checkout", "A staff badge"),
    "scan.staff_badge.todo": QT_TRANSLATE_NOOP("checkout", "To change the clerk, press Lock."),
    "scan.product_code": QT_TRANSLATE_NOOP("checkout", "The barcode of an ordinary article"),
    "scan.product_code.todo": QT_TRANSLATE_NOOP(
        "checkout", "Scan the barcode with 18 digits on the card."
    ),
    "scan.empty": QT_TRANSLATE_NOOP("checkout", "There was nothing in it"),
    "scan.empty.todo": QT_TRANSLATE_NOOP("checkout", "Scan the card again."),
    "scan.too_long": QT_TRANSLATE_NOOP("checkout", "Far too long for a card"),
    "scan.too_long.todo": QT_TRANSLATE_NOOP(
        "checkout", "Scan the barcode with 18 digits on the card."
    ),
    "scan.unreadable": QT_TRANSLATE_NOOP("checkout", "Not readable as text"),
    "scan.unreadable.todo": QT_TRANSLATE_NOOP("checkout", "Scan the card again."),
    "scan.other_alphabet": QT_TRANSLATE_NOOP("checkout", "Letters that no card has"),
    "scan.other_alphabet.todo": QT_TRANSLATE_NOOP(
        "checkout", "Check the scanner's keyboard layout in Settings."
    ),
    "scan.damaged_number": QT_TRANSLATE_NOOP("checkout", "A digit of the card number is wrong"),
    "scan.damaged_number.todo": QT_TRANSLATE_NOOP(
        "checkout", "Scan the card again, or type its 18 digits."
    ),
    "scan.damaged_badge": QT_TRANSLATE_NOOP("checkout", "A staff badge that was not read well"),
    "scan.damaged_badge.todo": QT_TRANSLATE_NOOP("checkout", "To change the clerk, press Lock."),
    "scan.web_address": QT_TRANSLATE_NOOP("checkout", "A web address, not a card"),
    "scan.web_address.todo": QT_TRANSLATE_NOOP(
        "checkout", "Scan the barcode with 18 digits on the card."
    ),
    "scan.unknown": QT_TRANSLATE_NOOP("checkout", "Not a card of this shop"),
    "scan.unknown.todo": QT_TRANSLATE_NOOP(
        "checkout", "Scan the barcode with 18 digits on the card."
    ),
    "request.no_operator": QT_TRANSLATE_NOOP("checkout", "Nobody is signed in any more"),
    "request.no_operator.todo": QT_TRANSLATE_NOOP("checkout", "Sign in again; the basket stays."),
    "request.not_allowed": QT_TRANSLATE_NOOP("checkout", "Your role does not allow that"),
    "request.not_allowed.todo": QT_TRANSLATE_NOOP("checkout", "Ask a manager."),
    "request.till_revoked": QT_TRANSLATE_NOOP("checkout", "This till has been shut out"),
    "request.till_revoked.todo": QT_TRANSLATE_NOOP("checkout", "Call the administrator."),
    "request.till_unknown": QT_TRANSLATE_NOOP("checkout", "The server does not know this till"),
    "request.till_unknown.todo": QT_TRANSLATE_NOOP(
        "checkout", "Sign out and read the support code to the administrator."
    ),
    "request.basket_invalid": QT_TRANSLATE_NOOP("checkout", "The server refused the basket"),
    "request.basket_invalid.todo": QT_TRANSLATE_NOOP(
        "checkout", "Cancel the sale and scan the cards again."
    ),
    "request.sale_cancelled": QT_TRANSLATE_NOOP("checkout", "The sale had been cancelled"),
    "request.sale_cancelled.todo": QT_TRANSLATE_NOOP("checkout", "Take payment again."),
    "request.busy": QT_TRANSLATE_NOOP("checkout", "The server is busy"),
    "request.busy.todo": QT_TRANSLATE_NOOP("checkout", "Try again in a moment."),
    "request.read_only": QT_TRANSLATE_NOOP("checkout", "The server takes no sales now"),
    "request.read_only.todo": QT_TRANSLATE_NOOP("checkout", "Call the administrator."),
    "request.restoring": QT_TRANSLATE_NOOP(
        "checkout", "The server was restored; tills are reporting their sales"
    ),
    "request.restoring.todo": QT_TRANSLATE_NOOP("checkout", "Try again shortly."),
    "request.other": QT_TRANSLATE_NOOP("checkout", "The server refused that"),
    "request.other.todo": QT_TRANSLATE_NOOP("checkout", "Try again; if it stays, call a manager."),
    "not_known_yet.reference_used": QT_TRANSLATE_NOOP(
        "checkout",
        "Paid, but reference **{reference}** has paid for another sale. Enter the right one and "
        "keep the card.|Paid, but reference **{reference}** has paid for another sale. Enter the "
        "right one and keep the {count} cards.",
    ),
    "not_known_yet.payment_refused": QT_TRANSLATE_NOOP(
        "checkout",
        "Paid, but the server did not take how it was paid. Correct that and keep the card.|Paid, "
        "but the server did not take how it was paid. Correct that and keep the {count} cards.",
    ),
    "not_known_yet.till_revoked": QT_TRANSLATE_NOOP(
        "checkout",
        "Paid, but this till has been shut out. Keep the card: a manager settles the sale at "
        "another till, under Waiting.|Paid, but this till has been shut out. Keep the {count} "
        "cards: a manager settles the sale at another till, under Waiting.",
    ),
    "not_known_yet.till_unknown": QT_TRANSLATE_NOOP(
        "checkout",
        "Paid, but the server does not know this till. Keep the card: it is activated once the "
        "administrator has readmitted the till.|Paid, but the server does not know this till. Keep "
        "the {count} cards: they are activated once the administrator has readmitted the till.",
    ),
    "not_known_yet.read_only": QT_TRANSLATE_NOOP(
        "checkout",
        "Paid, but the server takes no changes now. Keep the card; the till asks again by "
        "itself.|Paid, but the server takes no changes now. Keep the {count} cards; the till asks "
        "again by itself.",
    ),
    "not_activated.voided_elsewhere": QT_TRANSLATE_NOOP(
        "checkout",
        "This card is not valid any more: keep it, and give nothing back now. Its money goes back "
        "by the case under Waiting, or at the till that voided it.|These cards are not valid any "
        "more: keep them, and give nothing back now. Their money goes back by the cases under "
        "Waiting, or at the till that voided them.",
    ),
    "partly_activated.voided_elsewhere": QT_TRANSLATE_NOOP(
        "checkout",
        "One card is not valid any more: keep it. Its money goes back by the case under Waiting, "
        "or at the till that voided it. Hand over the rest.|{count} cards are not valid any more: "
        "keep them. Their money goes back by the cases under Waiting, or at the till that voided "
        "them. Hand over the rest.",
    ),
    "paid.too_much": QT_TRANSLATE_NOOP(
        "checkout", "That is more than can be entered. Check the amount."
    ),
    "paid.reference_used": QT_TRANSLATE_NOOP(
        "checkout", "This reference has paid for sale {number}. Check it."
    ),
    "correct.same_reference": QT_TRANSLATE_NOOP(
        "checkout", "This is the reference that was refused."
    ),
    "off.correct_first": QT_TRANSLATE_NOOP("checkout", "Correct the payment first"),
    "toast.cancelling.note": QT_TRANSLATE_NOOP(
        "checkout", "No money was taken. Its cards are free as soon as the server has heard it."
    ),
    "toast.hold_not_known": QT_TRANSLATE_NOOP(
        "checkout", "No answer: it is not known whether the cards are held"
    ),
    "toast.hold_not_known.note": QT_TRANSLATE_NOOP(
        "checkout", "No money was taken. The till cancels it by itself; take payment again."
    ),
    "toast.receipt_waits": QT_TRANSLATE_NOOP("checkout", "The receipt was not printed"),
    "toast.receipt_waits.note": QT_TRANSLATE_NOOP("checkout", "It stays under Waiting."),
}  # fmt: skip

WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off
