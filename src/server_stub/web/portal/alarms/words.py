"""The words for alarms and cases: what happened, what it means, and what to do about it."""

from __future__ import annotations

from typing import Final, NamedTuple

from card_contract.states import CaseKind, RefundDoubt
from server_stub.web.portal.words import to_say


class AlarmWords(NamedTuple):
    title: str
    meaning: str
    to_do: str


ALARM_WORDS: Final = {
    CaseKind.PROBED: AlarmWords(
        to_say("Code known before the sale"),
        to_say(
            "Its code was entered before anybody paid for it. Somebody has opened or copied the"
            " card, and may have done so with the cards beside it. No till sells it now."
        ),
        to_say(
            "Have the card and its neighbours taken off the shelf and their scratch fields looked"
            " at. If one of them was touched, stop the sale of the pack at a till, under Recall."
        ),
    ),
    CaseKind.TWO_STORES: AlarmWords(
        to_say("One card at two stores"),
        to_say(
            "It came into a sale of another store first and was scanned here later. A label was"
            " copied onto a second card, a customer had a sold card looked at, or an unsold card"
            " was carried here."
        ),
        to_say(
            "Have the number on the card compared with its label. Keep a card with a foreign"
            " label, and ask the other store about its sale."
        ),
    ),
    CaseKind.TILL_FORK: AlarmWords(
        to_say("Two copies of a till"),
        to_say(
            "One number stands on two receipts. Two copies of the till are at work, or an old"
            " copy of its journal was put back."
        ),
        to_say(
            "Find out who set the till up twice. Shut it out under Tills if nobody did, and let"
            " it in anew."
        ),
    ),
    CaseKind.TILL_GAP: AlarmWords(
        to_say("Gap in a till's journal"),
        to_say(
            "The till's journal ends before it once did: an old copy was put back, or a new one"
            " was begun. What it had not told the server is lost."
        ),
        to_say(
            "Ask who worked on the till's machine. Have its drawer counted against its day, and"
            " settle what it holds under Held sales."
        ),
    ),
    CaseKind.LEDGER_MISFIT: AlarmWords(
        to_say("The ledger was changed"),
        to_say(
            "The till keeps the server's own signature over an entry, and the ledger does not go"
            " through it any more: it was rewritten or cut off."
        ),
        to_say(
            "Verify the ledger and call the administrator. Go on selling: cards and sales are not"
            " touched by it."
        ),
    ),
    CaseKind.GUESSING: AlarmWords(
        to_say("Codes are being tried out"),
        to_say(
            "Within an hour more wrong codes were sent than people mistype: somebody is trying"
            " codes out. Nobody who has sent none has to wait; whoever has sent one does."
        ),
        to_say(
            "Look under Requests whose codes are wrong, and whether a right one is among them. Tell"
            " the administrator, who can keep addresses away in front of the server."
        ),
    ),
}
MONEY_BACK: Final = AlarmWords(
    to_say("Refund due"),
    to_say("A manager settled the sale as paid and voided it. Its own till gives nothing back."),
    to_say(
        "Take the cards back, and recall one whose scratch field is open. Close the case at a till"
        " of the store first, under Waiting, then give the money back there."
    ),
)
NOT_TAKEN_AGAIN: Final = AlarmWords(
    to_say("Void not taken again"),
    to_say(
        "The shop was put back to an older state, which lacks the signature of this void, or its"
        " sale: its money may be back with the customer, and its card is live, or will be."
    ),
    to_say(
        "Keep the card. The till that made the void says under Waiting what it waits for: a manager"
        " who signs anew, or the till of the sale."
    ),
)
DENIED_SALE: Final = AlarmWords(
    to_say("Payment in doubt"),
    to_say("A manager settled the sale as paid, and its till says that it was not paid."),
    to_say(
        "Keep its cards that were activated, and find out whether it was paid. Close the case at a"
        " till of the store, under Waiting, either way; what was not paid is taken out of use by"
        " that."
    ),
)
DOUBTS: Final = {
    RefundDoubt.DENIED: AlarmWords(
        to_say("Refund in doubt"),
        to_say(
            "A manager settled the sale as paid, so that money goes back, and its till says that it"
            " was not paid."
        ),
        to_say(
            "Find out whether it was paid before any money goes back. Close the case at a till of"
            " the store, under Waiting, either way."
        ),
    ),
    RefundDoubt.PAID_AGAIN: AlarmWords(
        to_say("Refund in doubt"),
        to_say(
            "The refund of this settled sale was closed already, and its till tells of a payment."
        ),
        to_say(
            "Find out whether the customer still has money to get. Close the case at a till of the"
            " store, under Waiting, either way."
        ),
    ),
}
CASE_WORDS: Final = {
    CaseKind.SIGNATURE_OWED: AlarmWords(
        to_say("Signature owed"),
        to_say("A void was decided without a manager, offline. The money is not given back yet."),
        to_say("A manager signs it at the till that made the void, under Waiting."),
    ),
    CaseKind.VOID_REFUSED: AlarmWords(
        to_say("Void refused"),
        to_say("The customer had redeemed the card already: it is paid for, and used."),
        to_say("Talk to the customer, then close the case at a till of the store, under Waiting."),
    ),
    CaseKind.REFUND_DUE: AlarmWords(
        to_say("Refund due"),
        to_say("The money of these cards belongs to the customer."),
        to_say("Hand it back at a till of the store, under Waiting; the receipt is printed there."),
    ),
    CaseKind.REFERENCE_USED: AlarmWords(
        to_say("Payment reference used twice"),
        to_say("One payment made elsewhere was entered for two sales."),
        to_say("Compare both sales with the payment, then close the case at a till."),
    ),
    CaseKind.PAYMENT_DIFFERS: AlarmWords(
        to_say("Payment differs"),
        to_say("What a till told later about a payment is not what was entered before."),
        to_say("Compare the till's drawer with the sale, then close the case at a till."),
    ),
}
