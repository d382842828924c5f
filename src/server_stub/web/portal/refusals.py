"""Why something was not done, in the words of the portal, and the reason that a person writes."""

from __future__ import annotations

from typing import Final

from card_contract.outcomes import Refusal
from server_stub.engine.command import Refused
from server_stub.web.portal.route import Visit
from server_stub.web.portal.words import to_say

REASON_SIGNS_MIN: Final = 3
REASON_SIGNS_MAX: Final = 500
NO_REASON: Final = to_say("Write down why; three characters at least.")
MALFORMED: Final = to_say(
    "Something in it cannot be. Names and titles have no signs that turn letters round (such as"
    " U+202E); they may be invisible: type the text anew."
)
_NOT_NOW: Final = to_say("That cannot be done now. Try again in a moment.")
_WHY_NOT: Final = {
    Refusal.NO_OPERATOR: to_say("Your role does not allow that any more. Nothing was changed."),
    Refusal.NOT_ALLOWED: to_say("Nobody may do that to themselves, or to somebody above them."),
    Refusal.NOT_FOUND: to_say("It is not there any more, or somebody was quicker. Look again."),
    Refusal.MALFORMED: MALFORMED,
    Refusal.READ_ONLY: to_say(
        "The server takes no changes at the moment. Tell the administrator: Health says why."
    ),
    Refusal.WRONG_PIN: to_say("The PIN is not right."),
    Refusal.PIN_LOCKED: to_say("There were too many wrong PINs. Another manager unlocks you."),
    Refusal.SUSPENDED: to_say("A manager has locked this person by hand. Lift that lock first."),
    Refusal.LAST_ADMINISTRATOR: to_say(
        "This is the last administrator who may sign in. First make another one."
    ),
    Refusal.RESTORING: to_say(
        "The server was restored, and not all tills have told what it lost. Try again after that."
    ),
    Refusal.THROTTLED: to_say("There were too many tries. Try again in a few minutes."),
    Refusal.STOPPED_ANEW: to_say("The card was stopped anew meanwhile. Look at it again."),
    Refusal.SALE_UNKNOWN: to_say("The server does not know this sale."),
    Refusal.SALE_CANCELLED: to_say("The sale was cancelled meanwhile; its cards are free."),
    Refusal.SALE_CONFIRMED: to_say("The sale was confirmed meanwhile. A void at a till undoes it."),
    Refusal.SALE_VOIDED: to_say("The sale was voided meanwhile."),
    Refusal.PAYMENT_MISMATCH: to_say("A payment made elsewhere has its reference, cash has none."),
    Refusal.PAYMENT_REFERENCE_USED: to_say("This reference has paid for another sale. Correct it."),
}


def sentence_of(visit: Visit, said: Refused | Refusal) -> str:
    refusal = said.refusal if isinstance(said, Refused) else said
    return visit.words.say(_WHY_NOT.get(refusal, _NOT_NOW))


def reason_in(text: str) -> str:
    """What was written as the reason, or nothing where it says nothing."""
    reason = " ".join(text.split())
    return reason if REASON_SIGNS_MIN <= len(reason) <= REASON_SIGNS_MAX else ""


def no_reason(visit: Visit) -> str:
    return visit.words.say(NO_REASON)
