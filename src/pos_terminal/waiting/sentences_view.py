"""The sentences of the page *Waiting*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.card_words import say_with_cards
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP
from pos_terminal.waiting.labels_view import LABELS
from pos_terminal.words import Button, Message

CONTEXT: Final = "waiting"
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
    "row.refund_due": QT_TRANSLATE_NOOP("waiting", "Voided, give back {refund_minor}"),
    "row.refund_due.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card. Confirm when the money is with the customer.|Keep the cards. Confirm when "
        "the money is with the customer.",
    ),
    "row.refund_due_not_activated": QT_TRANSLATE_NOOP(
        "waiting", "Not activated, give back {refund_minor}"
    ),
    "row.refund_due_not_activated.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card. Confirm when the money is with the customer.|Keep the cards. Confirm when "
        "the money is with the customer.",
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
        "waiting", "Call the administrator. No money was taken."
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
        "waiting", "{till} has been shut out and holds these cards since {held_at}."
    ),
    "hold.till_revoked.todo": QT_TRANSLATE_NOOP(
        "waiting", "Nobody can end this sale there. A manager says here whether it was paid."
    ),
    "hold.till_silent": QT_TRANSLATE_NOOP(
        "waiting", "{till} holds these cards since {held_at} and has not been heard from."
    ),
    "hold.till_silent.todo": QT_TRANSLATE_NOOP(
        "waiting", "If it can be switched on again, it ends the sale by itself. Else answer here."
    ),
    "holds.no_line": QT_TRANSLATE_NOOP(
        "waiting", "No connection: what other tills hold cannot be shown."
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
    "settle.confirmed": QT_TRANSLATE_NOOP("waiting", "The till has confirmed this sale meanwhile."),
    "settle.cancelled": QT_TRANSLATE_NOOP("waiting", "The till has cancelled this sale meanwhile."),
    "settle.reference_used": QT_TRANSLATE_NOOP(
        "waiting", "This payment reference has paid for another sale."
    ),
    "settle.refused": QT_TRANSLATE_NOOP(
        "waiting", "The server refused it. Call the administrator."
    ),
    "off.nothing_to_ask": QT_TRANSLATE_NOOP("waiting", "There is nothing to ask the server"),
    "off.trying": QT_TRANSLATE_NOOP("waiting", "The server is being asked"),
    "off.sign_in_first": QT_TRANSLATE_NOOP("waiting", "Sign in first"),
    "off.only_a_manager": QT_TRANSLATE_NOOP("waiting", "Only a manager may decide that"),
    "toast.settled": QT_TRANSLATE_NOOP("waiting", "The sale is settled"),
    "toast.settled_meanwhile": QT_TRANSLATE_NOOP("waiting", "The answer came meanwhile"),
    "toast.settled_meanwhile.note": QT_TRANSLATE_NOOP(
        "waiting", "Nothing was voided. Look at the sale again."
    ),
    "toast.disk_full": QT_TRANSLATE_NOOP("waiting", "The till's disk is full"),
    "toast.disk_full.note": QT_TRANSLATE_NOOP(
        "waiting", "Nothing was recorded. Call the administrator."
    ),
    "toast.not_printed.note": QT_TRANSLATE_NOOP("waiting", "Then print again."),
    "toast.case_needs_reason": QT_TRANSLATE_NOOP("waiting", "Write down how it was settled"),
}  # fmt: skip


def tell(message_id: str, **values: str | int) -> str:
    """A sentence of the view itself."""
    return say_with_cards(CONTEXT, LABELS, Message(message_id, values))


def tell_message(message: Message | None) -> str:
    """A presenter's message; nothing where there is none."""
    return "" if message is None else say_with_cards(CONTEXT, SENTENCES, message)


def why_off(button: Button) -> str | None:
    """Why a button is off, or nothing where it is on."""
    return None if button.enabled else tell_message(button.why_off)
