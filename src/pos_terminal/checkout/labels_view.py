"""What stands on the checkout's buttons, titles and fields: the view's own words."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("checkout", "Checkout"),
    "view.sale": QT_TRANSLATE_NOOP("checkout", "Sale {number}"),
    "view.basket": QT_TRANSLATE_NOOP("checkout", "Basket"),
    "view.cards": QT_TRANSLATE_NOOP("checkout", "1 card|{count} cards"),
    "view.basket_empty": QT_TRANSLATE_NOOP(
        "checkout", "Cards you scan appear here with their price."
    ),
    "view.bring_back": QT_TRANSLATE_NOOP(
        "checkout", "Bring back the card|Bring back the {count} cards"
    ),
    "view.next_card": QT_TRANSLATE_NOOP("checkout", "Scan the next card"),
    "view.total": QT_TRANSLATE_NOOP("checkout", "Total"),
    "view.take_payment": QT_TRANSLATE_NOOP("checkout", "Take payment"),
    "view.cancel_sale": QT_TRANSLATE_NOOP("checkout", "Cancel sale"),
    "view.type_number": QT_TRANSLATE_NOOP("checkout", "Type the card number"),
    "view.type_short": QT_TRANSLATE_NOOP("checkout", "Type it"),
    "view.ends_in": QT_TRANSLATE_NOOP("checkout", "ends in **{digits}**"),
    "view.ends_in_keyed": QT_TRANSLATE_NOOP("checkout", "ends in **{digits}**, typed"),
    "view.remove": QT_TRANSLATE_NOOP("checkout", "Remove {name}, ends in {digits}"),
    "view.checking": QT_TRANSLATE_NOOP("checkout", "Asking the server"),
    "view.checking_card": QT_TRANSLATE_NOOP("checkout", "Card"),
    "view.check_the_digits": QT_TRANSLATE_NOOP(
        "checkout", "Check that the card in your hand ends in"
    ),
    "view.just_scanned": QT_TRANSLATE_NOOP("checkout", "Just scanned"),
    "view.just_typed": QT_TRANSLATE_NOOP("checkout", "Typed by hand"),
    "view.digits_spoken": QT_TRANSLATE_NOOP("checkout", "The card ends in {digits}"),
    "view.digits_differ": QT_TRANSLATE_NOOP("checkout", "The digits differ, remove this card"),
    "view.choose_picture": QT_TRANSLATE_NOOP("checkout", "Choose a picture"),
    "view.pictures": QT_TRANSLATE_NOOP("checkout", "Pictures"),
    "view.note_no_camera": QT_TRANSLATE_NOOP(
        "checkout", "Use the hand scanner, or drop a picture of the card on this window."
    ),
    "view.drop_picture": QT_TRANSLATE_NOOP("checkout", "Drop a picture of a card here"),
    "view.drop_picture_note": QT_TRANSLATE_NOOP(
        "checkout", "A photo with the whole barcode in it is enough."
    ),
    "view.let_go": QT_TRANSLATE_NOOP("checkout", "Let go to read the barcode"),
    "view.last_sale": QT_TRANSLATE_NOOP("checkout", "Last sale {sold_at}"),
    "view.last_sale_note": QT_TRANSLATE_NOOP("checkout", "{total_minor}, {state}"),
    "view.open_sale": QT_TRANSLATE_NOOP("checkout", "Open sale"),
    "view.scanner.wedge": QT_TRANSLATE_NOOP("checkout", "Hand scanner"),
    "view.scanner.serial": QT_TRANSLATE_NOOP("checkout", "Serial scanner"),
    "view.scanner.camera": QT_TRANSLATE_NOOP("checkout", "Camera"),
    "view.scanner_note.wedge": QT_TRANSLATE_NOOP("checkout", "USB, as a keyboard"),
    "view.scanner_note.serial": QT_TRANSLATE_NOOP("checkout", "On a serial port"),
    "view.scanner_note.camera": QT_TRANSLATE_NOOP("checkout", "Live picture"),
    "view.condition.ready": QT_TRANSLATE_NOOP("checkout", "Ready"),
    "view.condition.sees_barcode": QT_TRANSLATE_NOOP("checkout", "Sees a barcode"),
    "view.condition.off": QT_TRANSLATE_NOOP("checkout", "Off"),
    "view.condition.trouble": QT_TRANSLATE_NOOP("checkout", "Does not answer"),
    "view.number": QT_TRANSLATE_NOOP("checkout", "Card number"),
    "view.number_title": QT_TRANSLATE_NOOP("checkout", "Type the card number"),
    "view.number_note": QT_TRANSLATE_NOOP("checkout", "The 18 digits under the barcode."),
    "view.number_lead": QT_TRANSLATE_NOOP(
        "checkout", "Only where the barcode cannot be read. The sale notes that it was typed."
    ),
    "view.number_left": QT_TRANSLATE_NOOP(
        "checkout", "One digit is missing|{count} digits are missing"
    ),
    "view.add_card": QT_TRANSLATE_NOOP("checkout", "Add this card"),
    "view.close": QT_TRANSLATE_NOOP("checkout", "Close"),
    "view.pay_title": QT_TRANSLATE_NOOP("checkout", "How does the customer pay?"),
    "view.pay_cash": QT_TRANSLATE_NOOP("checkout", "Cash"),
    "view.pay_reference": QT_TRANSLATE_NOOP("checkout", "Card machine"),
    "view.given": QT_TRANSLATE_NOOP("checkout", "Amount given"),
    "view.change": QT_TRANSLATE_NOOP("checkout", "Change due"),
    "view.exact": QT_TRANSLATE_NOOP("checkout", "Exactly {exact_minor}"),
    "view.reference": QT_TRANSLATE_NOOP("checkout", "Payment reference"),
    "view.reference_note": QT_TRANSLATE_NOOP(
        "checkout", "It stands on the slip of the card machine. Each reference pays for one sale."
    ),
    "view.reference_lead": QT_TRANSLATE_NOOP(
        "checkout", "Take {total_minor} on the card machine first, then enter its reference."
    ),
    "view.paid": QT_TRANSLATE_NOOP(
        "checkout", "Paid, activate the card|Paid, activate {count} cards"
    ),
    "view.wait": QT_TRANSLATE_NOOP("checkout", "The server is being asked"),
    "view.activated": QT_TRANSLATE_NOOP("checkout", "Activated"),
    "view.not_activated": QT_TRANSLATE_NOOP("checkout", "Not activated"),
    "view.confirmed": QT_TRANSLATE_NOOP("checkout", "Confirmed by the server at {time}"),
    "view.void_sale": QT_TRANSLATE_NOOP("checkout", "Void this sale"),
    "view.receipt": QT_TRANSLATE_NOOP("checkout", "Receipt"),
    "view.print_receipt": QT_TRANSLATE_NOOP("checkout", "Print receipt"),
    "view.print_again": QT_TRANSLATE_NOOP("checkout", "Print again"),
    "view.next_without": QT_TRANSLATE_NOOP("checkout", "Next sale without receipt"),
    "view.next_sale": QT_TRANSLATE_NOOP("checkout", "Next sale"),
    "view.refund": QT_TRANSLATE_NOOP("checkout", "Refund"),
    "view.refund_due": QT_TRANSLATE_NOOP("checkout", "To go back to the customer"),
    "view.refund_note": QT_TRANSLATE_NOOP(
        "checkout", "Press first: the server is asked, and then it says here what to give."
    ),
    "view.give_now": QT_TRANSLATE_NOOP("checkout", "Give to the customer now"),
    "view.give_note": QT_TRANSLATE_NOOP("checkout", "It is recorded. Give it once."),
    "view.refund_settled": QT_TRANSLATE_NOOP(
        "checkout",
        "No money goes back at this till. Only if it has gone out already, say so under Waiting.",
    ),
    "view.refund_shut_out": QT_TRANSLATE_NOOP(
        "checkout",
        "This till is shut out: give nothing back here. A manager closes its case at another till.",
    ),
    "view.refund_in_question": QT_TRANSLATE_NOOP("checkout", "Give nothing back yet"),
    "view.refund_no_line": QT_TRANSLATE_NOOP(
        "checkout",
        "Not known whether a manager has paid it elsewhere: the server cannot be asked now. It "
        "stays under Waiting, too.",
    ),
    "view.refund_not_known": QT_TRANSLATE_NOOP(
        "checkout",
        "Not known whether a manager has paid it elsewhere: the server cannot tell it yet. It "
        "stays under Waiting, too.",
    ),
    "view.ask_again": QT_TRANSLATE_NOOP("checkout", "Ask the server"),
    "view.handed_back": QT_TRANSLATE_NOOP("checkout", "Hand back {amount}"),
    "view.next_try": QT_TRANSLATE_NOOP("checkout", "Next try"),
    "view.tries": QT_TRANSLATE_NOOP("checkout", "1 try since {time}|{count} tries since {time}"),
    "view.seconds": QT_TRANSLATE_NOOP("checkout", "seconds"),
    "view.trying": QT_TRANSLATE_NOOP("checkout", "Asking the server now"),
    "view.try_now": QT_TRANSLATE_NOOP("checkout", "Try now"),
    "view.stays": QT_TRANSLATE_NOOP(
        "checkout", "This sale stays under **Waiting**, also after a restart."
    ),
    "view.leave_waiting": QT_TRANSLATE_NOOP("checkout", "Leave it waiting"),
    "view.print_slip": QT_TRANSLATE_NOOP("checkout", "Print waiting slip"),
    "view.slip_again": QT_TRANSLATE_NOOP("checkout", "Print the slip again"),
    "view.cannot_wait": QT_TRANSLATE_NOOP("checkout", "Customer cannot wait?"),
    "view.call_to_refund": QT_TRANSLATE_NOOP("checkout", "Call a manager to refund"),
    "view.locked": QT_TRANSLATE_NOOP("checkout", "Scanning locked"),
    "view.hold": QT_TRANSLATE_NOOP("checkout", "Hold to confirm: {label}"),
    "view.hold_note": QT_TRANSLATE_NOOP("checkout", "Press for one second, or hold F9"),
    "view.call_manager": QT_TRANSLATE_NOOP("checkout", "Call a manager"),
    "view.manager_called": QT_TRANSLATE_NOOP("checkout", "Manager called"),
    "view.card_ends_in": QT_TRANSLATE_NOOP("checkout", "{name}, ends in"),
    "view.money": QT_TRANSLATE_NOOP("checkout", "Money"),
    "view.rest": QT_TRANSLATE_NOOP("checkout", "Rest of the sale"),
    "view.open_waiting": QT_TRANSLATE_NOOP("checkout", "Open Waiting"),
    "view.new_journal": QT_TRANSLATE_NOOP("checkout", "Hold to begin a new journal"),
    "view.stays_and_goes_on": QT_TRANSLATE_NOOP(
        "checkout",
        "This sale stays under **Waiting**, also after a restart. New cards can be sold as soon "
        "as the server answers.",
    ),
    "view.correct_title": QT_TRANSLATE_NOOP("checkout", "How was it paid?"),
    "view.correct_lead": QT_TRANSLATE_NOOP(
        "checkout", "The money is here, only the server's note of it is missing."
    ),
    "view.right_reference": QT_TRANSLATE_NOOP("checkout", "The right payment reference"),
    "view.it_was_cash": QT_TRANSLATE_NOOP("checkout", "It was cash"),
    "view.correct": QT_TRANSLATE_NOOP("checkout", "Correct the payment"),
    "view.correct_note": QT_TRANSLATE_NOOP(
        "checkout", "It stands on the slip of the card machine."
    ),
    "view.reference_first": QT_TRANSLATE_NOOP("checkout", "Enter the payment reference"),
    "view.condition.no_scan": QT_TRANSLATE_NOOP("checkout", "No scan yet"),
    "view.condition.has_scanned": QT_TRANSLATE_NOOP("checkout", "Has scanned"),
    "view.condition.starting": QT_TRANSLATE_NOOP("checkout", "Starting"),
    "view.condition.absent": QT_TRANSLATE_NOOP("checkout", "None found"),
    "view.no_refund": QT_TRANSLATE_NOOP("checkout", "No money goes back at this till."),
    "view.refunded": QT_TRANSLATE_NOOP("checkout", "The money is recorded as given back."),
}  # fmt: skip
