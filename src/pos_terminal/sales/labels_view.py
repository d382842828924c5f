"""What stands on the buttons, titles and fields of *Sales*: the view's own words."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("sales", "Sales"),
    "view.search": QT_TRANSLATE_NOOP("sales", "Receipt number, card number or day"),
    "view.search_note": QT_TRANSLATE_NOOP("sales", "Or scan the card or the receipt."),
    "view.find": QT_TRANSLATE_NOOP("sales", "Find"),
    "view.today": QT_TRANSLATE_NOOP("sales", "Today"),
    "view.day_before": QT_TRANSLATE_NOOP("sales", "The day before"),
    "view.day_after": QT_TRANSLATE_NOOP("sales", "The day after"),
    "view.searching": QT_TRANSLATE_NOOP("sales", "Asking the server"),
    "view.more": QT_TRANSLATE_NOOP("sales", "Show more"),
    "view.choose": QT_TRANSLATE_NOOP("sales", "Choose a sale to see its cards and its receipt."),
    "view.sale": QT_TRANSLATE_NOOP("sales", "Sale {number}"),
    "view.row_note": QT_TRANSLATE_NOOP(
        "sales", "{sold_at}, 1 card, {digits}|{sold_at}, {count} cards, {digits}"
    ),
    "view.sold": QT_TRANSLATE_NOOP("sales", "{sold_at}, {till}, {name}"),
    "view.paid_cash": QT_TRANSLATE_NOOP("sales", "Paid in cash"),
    "view.paid_reference": QT_TRANSLATE_NOOP("sales", "Card machine, reference {reference}"),
    "view.not_paid": QT_TRANSLATE_NOOP("sales", "Not paid"),
    "view.total": QT_TRANSLATE_NOOP("sales", "Total"),
    "view.ends_in": QT_TRANSLATE_NOOP("sales", "ends in **{digits}**"),
    "view.receipt": QT_TRANSLATE_NOOP("sales", "Receipt"),
    "view.no_receipt": QT_TRANSLATE_NOOP("sales", "There is no receipt of this sale."),
    "view.reprint": QT_TRANSLATE_NOOP("sales", "Print a copy"),
    "view.void": QT_TRANSLATE_NOOP("sales", "Void this sale"),
    "view.close": QT_TRANSLATE_NOOP("sales", "Back"),
    "view.void_title": QT_TRANSLATE_NOOP("sales", "Which cards come back?"),
    "view.whole_only": QT_TRANSLATE_NOOP(
        "sales", "It is not activated yet, so only the whole sale can be voided."
    ),
    "view.why": QT_TRANSLATE_NOOP("sales", "Why?"),
    "view.note": QT_TRANSLATE_NOOP("sales", "Note for the manager"),
    "view.refund_in_cash": QT_TRANSLATE_NOOP("sales", "To give back in cash"),
    "view.refund_by_card": QT_TRANSLATE_NOOP("sales", "To give back by card"),
    "view.refund": QT_TRANSLATE_NOOP("sales", "To give back"),
    "view.sign": QT_TRANSLATE_NOOP("sales", "A manager signs"),
    "view.handed_back": QT_TRANSLATE_NOOP("sales", "Hand back {amount}"),
    "view.ask_again": QT_TRANSLATE_NOOP("sales", "Ask the server"),
    "view.print_refund": QT_TRANSLATE_NOOP("sales", "Print refund receipt"),
    "reason.customer-changed-mind": QT_TRANSLATE_NOOP("sales", "Customer changed their mind"),
    "reason.wrong-card": QT_TRANSLATE_NOOP("sales", "Wrong card"),
    "reason.card-damaged": QT_TRANSLATE_NOOP("sales", "Card damaged"),
    "reason.not-activated-in-time": QT_TRANSLATE_NOOP("sales", "Not activated in time"),
    "reason.other": QT_TRANSLATE_NOOP("sales", "Another reason"),
    "stage.asking": QT_TRANSLATE_NOOP("sales", "Not known yet"),
    "stage.refund_due": QT_TRANSLATE_NOOP("sales", "Voided, refund due"),
    "stage.handed_back": QT_TRANSLATE_NOOP("sales", "Refund recorded"),
    "stage.settled_elsewhere": QT_TRANSLATE_NOOP("sales", "Voided, settled by a manager"),
    "stage.contradicted": QT_TRANSLATE_NOOP("sales", "Not clear whether it is owed"),
    "stage.refused": QT_TRANSLATE_NOOP("sales", "Not voided"),
    "stage.signature_owed": QT_TRANSLATE_NOOP("sales", "Voided, signature owed"),
    "stage.signing": QT_TRANSLATE_NOOP("sales", "Voided, signature under way"),
    "view.show_today": QT_TRANSLATE_NOOP("sales", "Show today"),
    "view.scan_or_search": QT_TRANSLATE_NOOP(
        "sales", "Scan the card or the receipt, or choose another day."
    ),
}  # fmt: skip
