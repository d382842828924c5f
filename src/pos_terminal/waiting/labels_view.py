"""What stands on the buttons, titles and fields of *Waiting*: the view's own words."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("waiting", "Waiting"),
    "view.sale": QT_TRANSLATE_NOOP("waiting", "Sale {number}"),
    "view.sale_at": QT_TRANSLATE_NOOP("waiting", "Sale {number}, {sold_at}"),
    "view.other_tills": QT_TRANSLATE_NOOP("waiting", "Held at other tills"),
    "view.held_since": QT_TRANSLATE_NOOP("waiting", "{till}, held since {held_at}"),
    "view.cards": QT_TRANSLATE_NOOP("waiting", "1 card|{count} cards"),
    "view.nothing": QT_TRANSLATE_NOOP("waiting", "Nothing is waiting"),
    "view.nothing_note": QT_TRANSLATE_NOOP("waiting", "Every sale of this till is settled."),
    "view.kind.being_activated": QT_TRANSLATE_NOOP("waiting", "Not known yet"),
    "view.kind.being_cancelled": QT_TRANSLATE_NOOP("waiting", "Being cancelled"),
    "view.kind.being_voided": QT_TRANSLATE_NOOP("waiting", "Refund not known yet"),
    "view.kind.refund_due": QT_TRANSLATE_NOOP("waiting", "Refund due"),
    "view.kind.receipt_missing": QT_TRANSLATE_NOOP("waiting", "Receipt not printed"),
    "view.kind.case": QT_TRANSLATE_NOOP("waiting", "A manager has to look at it"),
    "view.kind.held": QT_TRANSLATE_NOOP("waiting", "Held"),
    "view.seconds": QT_TRANSLATE_NOOP("waiting", "seconds"),
    "view.trying": QT_TRANSLATE_NOOP("waiting", "Asking the server now"),
    "view.not_asking": QT_TRANSLATE_NOOP("waiting", "Waits for a person"),
    "view.try_now": QT_TRANSLATE_NOOP("waiting", "Try now"),
    "view.print_slip": QT_TRANSLATE_NOOP("waiting", "Print waiting slip"),
    "view.void": QT_TRANSLATE_NOOP("waiting", "Refund instead"),
    "view.handed_back": QT_TRANSLATE_NOOP("waiting", "{amount} handed back"),
    "view.reprint": QT_TRANSLATE_NOOP("waiting", "Print the receipt"),
    "view.no_receipt": QT_TRANSLATE_NOOP("waiting", "No receipt needed"),
    "view.close_case": QT_TRANSLATE_NOOP("waiting", "Close the case"),
    "view.sign_void": QT_TRANSLATE_NOOP("waiting", "A manager signs"),
    "view.case_reason": QT_TRANSLATE_NOOP("waiting", "How was it settled?"),
    "view.case_reason_note": QT_TRANSLATE_NOOP("waiting", "It is kept with the case."),
    "view.reason_first": QT_TRANSLATE_NOOP("waiting", "Write down how it was settled"),
    "view.was_paid": QT_TRANSLATE_NOOP("waiting", "Was it paid?"),
    "view.yes": QT_TRANSLATE_NOOP("waiting", "Yes, paid"),
    "view.no": QT_TRANSLATE_NOOP("waiting", "No, not paid"),
    "view.cash": QT_TRANSLATE_NOOP("waiting", "Cash"),
    "view.reference_kind": QT_TRANSLATE_NOOP("waiting", "Card machine"),
    "view.reference": QT_TRANSLATE_NOOP("waiting", "Payment reference"),
    "view.reference_note": QT_TRANSLATE_NOOP(
        "waiting", "It stands on the slip of the card machine."
    ),
    "view.how_known": QT_TRANSLATE_NOOP("waiting", "How do you know?"),
    "view.sign": QT_TRANSLATE_NOOP("waiting", "A manager signs"),
    "view.back": QT_TRANSLATE_NOOP("waiting", "Back"),
    "view.paid_cash": QT_TRANSLATE_NOOP("waiting", "Yes, in cash"),
    "view.paid_reference": QT_TRANSLATE_NOOP("waiting", "Yes, with the card machine"),
    "view.not_paid": QT_TRANSLATE_NOOP("waiting", "No, no money came in"),
    "view.record_paid": QT_TRANSLATE_NOOP("waiting", "Paid, activate the cards"),
    "view.record_not_paid": QT_TRANSLATE_NOOP("waiting", "Not paid, free the cards"),
    "view.record": QT_TRANSLATE_NOOP("waiting", "Record the answer"),
    "view.answer_first": QT_TRANSLATE_NOOP("waiting", "Choose an answer first"),
    "view.type_reference": QT_TRANSLATE_NOOP("waiting", "Enter the payment reference"),
    "view.total": QT_TRANSLATE_NOOP("waiting", "Total"),
    "view.served_by": QT_TRANSLATE_NOOP("waiting", "{name}, {asked_at}"),
    "view.more_questions": QT_TRANSLATE_NOOP(
        "waiting", "One more question after this|{count} more questions after this"
    ),
    "view.kind.signature_owed": QT_TRANSLATE_NOOP("waiting", "Signature owed"),
    "view.kind.ended_elsewhere": QT_TRANSLATE_NOOP("waiting", "Ended elsewhere"),
    "view.acknowledge": QT_TRANSLATE_NOOP("waiting", "Take note"),
    "view.it_was_cash": QT_TRANSLATE_NOOP("waiting", "It was cash"),
    "view.right_reference": QT_TRANSLATE_NOOP("waiting", "The right payment reference"),
    "view.correct": QT_TRANSLATE_NOOP("waiting", "Correct the payment"),
    "view.cases": QT_TRANSLATE_NOOP("waiting", "Cases of the store"),
    "view.cases_more": QT_TRANSLATE_NOOP(
        "waiting", "There are more. Close some first, or look for a card."
    ),
    "view.find_case": QT_TRANSLATE_NOOP("waiting", "Cases of one card: its number"),
    "view.kind.open_case": QT_TRANSLATE_NOOP("waiting", "Open case"),
    "view.case_no_sale": QT_TRANSLATE_NOOP("waiting", "Without a sale"),
    "view.case_card": QT_TRANSLATE_NOOP("waiting", "Card ends in"),
    "view.case_amount": QT_TRANSLATE_NOOP("waiting", "Amount"),
    "view.reprint_refund": QT_TRANSLATE_NOOP("waiting", "Print the refund receipt"),
    "view.refund_not_needed": QT_TRANSLATE_NOOP("waiting", "No receipt needed"),
    "view.this_till": QT_TRANSLATE_NOOP("waiting", "At this till"),
    "view.answer_for": QT_TRANSLATE_NOOP("waiting", "Answer for {till}"),
    "view.nothing_here": QT_TRANSLATE_NOOP("waiting", "What appears here"),
    "view.nothing_doubt": QT_TRANSLATE_NOOP(
        "waiting", "Paid sales that the server has not answered yet"
    ),
    "view.nothing_refund": QT_TRANSLATE_NOOP("waiting", "Money that is still to be given back"),
    "view.nothing_receipt": QT_TRANSLATE_NOOP("waiting", "Receipts that did not come out"),
    "view.nothing_other": QT_TRANSLATE_NOOP(
        "waiting", "For managers: sales of other tills, and the store's open cases"
    ),
    "view.kind.correct": QT_TRANSLATE_NOOP("waiting", "Payment to correct"),
    "view.nothing_own": QT_TRANSLATE_NOOP("waiting", "Nothing of this till is waiting"),
    "view.case_unknown": QT_TRANSLATE_NOOP("waiting", "Not known"),
    "view.case_sale": QT_TRANSLATE_NOOP("waiting", "Sale"),
    "view.case_opened_at": QT_TRANSLATE_NOOP("waiting", "Opened"),
}  # fmt: skip
