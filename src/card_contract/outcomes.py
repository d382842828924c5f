"""Answers that are not yes: stable codes, whether they are final, and a sentence for API users.

The till words a refusal itself, in the clerk's language, from the code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class CardRefusal(StrEnum):
    """Why one card of a request was refused. Every one of them is final for that request."""

    UNKNOWN = "CARD_UNKNOWN"
    SOLD = "CARD_SOLD"
    HELD_ELSEWHERE = "CARD_HELD_ELSEWHERE"
    NOT_HELD = "CARD_NOT_HELD"
    REDEEMED = "CARD_REDEEMED"
    INVALIDATED = "CARD_INVALIDATED"
    VOIDED = "CARD_VOIDED"
    PROBED = "CARD_PROBED"
    STOP_SALE = "CARD_STOP_SALE"
    RECALLED = "CARD_RECALLED"
    ALREADY_ACTIVE = "CARD_ALREADY_ACTIVE"
    NOT_RECEIVED = "CARD_NOT_RECEIVED"
    CAMPAIGN_DISABLED = "CAMPAIGN_DISABLED"
    PRICE_CHANGED = "PRICE_CHANGED"
    IN_PROGRESS = "CARD_IN_PROGRESS"


class Refusal(StrEnum):
    """Why a whole request was refused."""

    # The request itself.
    MALFORMED = "MALFORMED"
    TOO_LARGE = "TOO_LARGE"
    NOT_FOUND = "NOT_FOUND"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    # Who asks.
    NO_SESSION = "NO_SESSION"
    SESSION_EXPIRED = "SESSION_EXPIRED"
    BAD_SIGNATURE = "BAD_SIGNATURE"
    CLOCK_SKEW = "CLOCK_SKEW"
    NO_OPERATOR = "NO_OPERATOR"
    NOT_ALLOWED = "NOT_ALLOWED"
    WRONG_PIN = "WRONG_PIN"
    PIN_LOCKED = "PIN_LOCKED"
    SUSPENDED = "SUSPENDED"
    SAME_PIN = "SAME_PIN"
    LAST_ADMINISTRATOR = "LAST_ADMINISTRATOR"
    TILL_REVOKED = "TILL_REVOKED"
    TILL_UNKNOWN = "TILL_UNKNOWN"
    ENROLMENT_CODE_INVALID = "ENROLMENT_CODE_INVALID"
    APPROVAL_INVALID = "APPROVAL_INVALID"
    # The sale.
    KEY_REUSED = "KEY_REUSED"
    SALE_UNKNOWN = "SALE_UNKNOWN"
    SALE_CANCELLED = "SALE_CANCELLED"
    SALE_CONFIRMED = "SALE_CONFIRMED"
    SALE_VOIDED = "SALE_VOIDED"
    SALE_NOT_CONFIRMED = "SALE_NOT_CONFIRMED"
    CARDS_REFUSED = "CARDS_REFUSED"
    BASKET_INVALID = "BASKET_INVALID"
    PAYMENT_MISMATCH = "PAYMENT_MISMATCH"
    PAYMENT_REFERENCE_USED = "PAYMENT_REFERENCE_USED"
    SETTLED_ELSEWHERE = "SETTLED_ELSEWHERE"
    PAYMENT_DENIED = "PAYMENT_DENIED"
    OTHER_CURRENCY = "OTHER_CURRENCY"
    MONEY_WAY_CHANGED = "MONEY_WAY_CHANGED"
    # The recall.
    SELECTION_UNKNOWN = "SELECTION_UNKNOWN"
    RANGE_INVALID = "RANGE_INVALID"
    RECALL_NEEDLESS = "RECALL_NEEDLESS"
    SAME_MANAGER = "SAME_MANAGER"
    PIN_NOT_OWN = "PIN_NOT_OWN"
    # The custody.
    LABEL_UNKNOWN = "LABEL_UNKNOWN"
    STORE_UNKNOWN = "STORE_UNKNOWN"
    NOT_PROVEN = "NOT_PROVEN"
    NOT_PRINTED = "NOT_PRINTED"
    # The print run.
    BATCH_UNKNOWN = "BATCH_UNKNOWN"
    RUN_UNKNOWN = "RUN_UNKNOWN"
    RUN_ENDED = "RUN_ENDED"
    RUN_ELSEWHERE = "RUN_ELSEWHERE"
    CARDS_IN_A_RUN = "CARDS_IN_A_RUN"
    ALREADY_PRINTED = "ALREADY_PRINTED"
    NOT_GIVEN = "NOT_GIVEN"
    BATCH_FULL = "BATCH_FULL"
    # A probed card.
    STOPPED_ANEW = "STOPPED_ANEW"
    # Not now: the same request may be sent again, with the same key.
    NOT_NOW = "NOT_NOW"
    RESTORING = "RESTORING"
    THROTTLED = "THROTTLED"
    BUSY = "BUSY"
    READ_ONLY = "READ_ONLY"
    FAULT = "FAULT"
    # The day.
    DAY_CLOSED = "DAY_CLOSED"
    DAY_AHEAD = "DAY_AHEAD"
    DAY_OPEN = "DAY_OPEN"
    DAY_CHANGED = "DAY_CHANGED"
    DAY_DIFFERS = "DAY_DIFFERS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a refusal means on the wire.

    ``http`` is the status; ``final`` says that the same request will never get another answer;
    everything else may be repeated with the same key. ``settles`` says that the sale or void itself
    was judged: only then may a till end it, and what is told again, on a final refusal. The rest is
    about the request or who asks, and waits.
    """

    http: int
    final: bool
    sentence: str
    settles: bool = False


MEANINGS: Final[dict[Refusal, Meaning]] = {
    Refusal.MALFORMED: Meaning(
        http=400, final=True, sentence="The request is not in the form that this call takes."
    ),
    Refusal.TOO_LARGE: Meaning(
        http=413, final=True, sentence="The request is larger than this call takes."
    ),
    Refusal.NOT_FOUND: Meaning(
        http=404, final=True, sentence="There is nothing here, or not for you."
    ),
    Refusal.METHOD_NOT_ALLOWED: Meaning(
        http=405, final=True, sentence="This address does not take that method."
    ),
    Refusal.NO_SESSION: Meaning(http=401, final=False, sentence="Sign this till in first."),
    Refusal.SESSION_EXPIRED: Meaning(
        http=401, final=False, sentence="The till session has ended; sign the till in again."
    ),
    Refusal.BAD_SIGNATURE: Meaning(
        http=401,
        final=False,
        sentence="The request's signature does not fit; sign the till in again.",
    ),
    Refusal.CLOCK_SKEW: Meaning(
        http=401,
        final=False,
        sentence="The request is more than five minutes off; use the server's time and sign again.",
    ),
    Refusal.NO_OPERATOR: Meaning(
        http=401, final=False, sentence="Somebody has to sign in at this till first."
    ),
    # Not final: somebody else signs in, and the same request goes through.
    Refusal.NOT_ALLOWED: Meaning(
        http=403, final=False, sentence="This operator's role does not allow that."
    ),
    Refusal.WRONG_PIN: Meaning(http=403, final=False, sentence="The operator or the PIN is wrong."),
    Refusal.PIN_LOCKED: Meaning(
        http=403,
        final=False,
        sentence="Too many wrong PINs: a manager has to unlock this operator.",
    ),
    Refusal.SUSPENDED: Meaning(
        http=403,
        final=False,
        sentence="A manager has locked this operator: a manager has to unlock them.",
    ),
    Refusal.SAME_PIN: Meaning(
        http=409, final=False, sentence="The new PIN is the present one; choose another."
    ),
    # Not final: once there is another one, the same request goes through.
    Refusal.LAST_ADMINISTRATOR: Meaning(
        http=409,
        final=False,
        sentence="This is the last administrator who may sign in: first make another one.",
    ),
    Refusal.TILL_REVOKED: Meaning(
        http=403,
        final=False,
        sentence="This till has been revoked; a manager settles its open sales at another till.",
    ),
    # Not final: a server that was restored from a backup may know it again soon.
    Refusal.TILL_UNKNOWN: Meaning(
        http=403,
        final=False,
        sentence="The server does not know this till; an administrator readmits it by its support"
        " code.",
    ),
    Refusal.ENROLMENT_CODE_INVALID: Meaning(
        http=403,
        final=True,
        sentence="The enrolment code is wrong, used, or older than 15 minutes; ask for a new one.",
    ),
    Refusal.APPROVAL_INVALID: Meaning(
        http=403,
        final=False,
        sentence="The approval is missing, not for this act, used, or older than a day; ask the"
        " manager again.",
    ),
    Refusal.KEY_REUSED: Meaning(
        http=422,
        final=True,
        settles=True,
        sentence="This idempotency key was used for another request.",
    ),
    Refusal.SALE_UNKNOWN: Meaning(
        http=404, final=True, settles=True, sentence="The server does not know this sale."
    ),
    Refusal.SALE_CANCELLED: Meaning(
        http=409,
        final=True,
        settles=True,
        sentence="The sale has been cancelled; its cards are free.",
    ),
    Refusal.SALE_CONFIRMED: Meaning(
        http=409,
        final=True,
        settles=True,
        sentence="The sale has been confirmed already; undo it with a void.",
    ),
    Refusal.SALE_VOIDED: Meaning(
        http=409, final=True, settles=True, sentence="The sale has been voided."
    ),
    Refusal.SALE_NOT_CONFIRMED: Meaning(
        http=409,
        final=True,
        settles=True,
        sentence="Only the whole of a sale can be voided before it is confirmed.",
    ),
    Refusal.CARDS_REFUSED: Meaning(
        http=409,
        final=True,
        settles=True,
        sentence="At least one card cannot be sold; none is held.",
    ),
    Refusal.BASKET_INVALID: Meaning(
        http=409,
        final=True,
        settles=True,
        sentence="The basket is empty, too large, worth too much, repeats a card, or does not"
        " belong to this sale.",
    ),
    # The sale is paid for, so a payment that was entered wrong is asked for again: nothing is
    # stored, and the corrected one goes under the same key.
    Refusal.PAYMENT_MISMATCH: Meaning(
        http=409,
        final=False,
        sentence="The payment is not told or does not fit the total of the held cards; correct it.",
    ),
    Refusal.PAYMENT_REFERENCE_USED: Meaning(
        http=409,
        final=False,
        sentence="This payment reference has paid for another sale; correct it.",
    ),
    Refusal.SETTLED_ELSEWHERE: Meaning(
        http=409,
        final=True,
        settles=True,
        sentence="Somebody else has settled this void, or this case; nothing is given back here.",
    ),
    Refusal.PAYMENT_DENIED: Meaning(
        http=409,
        final=True,
        settles=True,
        sentence="The till that sold it says that it was not paid; a manager finds out first, and"
        " closes that case.",
    ),
    Refusal.OTHER_CURRENCY: Meaning(
        http=409,
        final=True,
        settles=True,
        sentence="That money is of another currency than this till's drawer; void the sale, or"
        " close its case, in the store that sold the card.",
    ),
    Refusal.MONEY_WAY_CHANGED: Meaning(
        http=409,
        final=True,
        settles=True,
        sentence="How the sale was paid is known otherwise by now; read it again, and ask anew to"
        " give the money back that way.",
    ),
    # Nothing of a recall that is refused is stored: other cards, or another person, go through.
    Refusal.SELECTION_UNKNOWN: Meaning(
        http=404,
        final=False,
        sentence="No card of this shop is meant by that; check the cards, label, batch or list.",
    ),
    Refusal.RANGE_INVALID: Meaning(
        http=409,
        final=False,
        sentence="The first and the last card are of different batches; choose two of one batch.",
    ),
    Refusal.RECALL_NEEDLESS: Meaning(
        http=409,
        final=False,
        sentence="None of these cards would change; see what became of them before.",
    ),
    Refusal.SAME_MANAGER: Meaning(
        http=403,
        final=False,
        sentence="The second signature has to be another manager's; ask one to sign.",
    ),
    Refusal.PIN_NOT_OWN: Meaning(
        http=403,
        final=False,
        sentence="One person knows both PINs, or one of the two took the other on; who was given a"
        " PIN changes it, and signs a day later, or another person does.",
    ),
    # Not final: the batch may be in the making, the store about to be opened.
    Refusal.LABEL_UNKNOWN: Meaning(
        http=404,
        final=False,
        sentence="No pack or carton of this shop has that label; it may be another shop's.",
    ),
    Refusal.STORE_UNKNOWN: Meaning(
        http=404, final=False, sentence="This shop has no such store; choose one of its stores."
    ),
    Refusal.NOT_PROVEN: Meaning(
        http=409,
        final=False,
        sentence="The print of this batch is not proven; read printed cards of it back first.",
    ),
    Refusal.NOT_PRINTED: Meaning(
        http=409,
        final=False,
        sentence="Cards under this label wait for print, or an open print run was given them; print"
        " them, and end the run, first.",
    ),
    # Nothing of a print run that is refused is stored: other cards, or another person, go through.
    Refusal.BATCH_UNKNOWN: Meaning(
        http=404,
        final=False,
        sentence="This shop has no finished batch of cards with that number and these sequences.",
    ),
    Refusal.RUN_UNKNOWN: Meaning(
        http=404, final=False, sentence="The server does not know this print run."
    ),
    Refusal.RUN_ENDED: Meaning(
        http=409, final=False, sentence="This print run has ended; open another for what is left."
    ),
    Refusal.RUN_ELSEWHERE: Meaning(
        http=403,
        final=False,
        sentence="This print run belongs to another till or person; go on there, or end it.",
    ),
    Refusal.CARDS_IN_A_RUN: Meaning(
        http=409,
        final=False,
        sentence="Some of these cards are in an open print run; end that, or choose others.",
    ),
    Refusal.ALREADY_PRINTED: Meaning(
        http=409,
        final=False,
        sentence="Some of these cards are printed already; say that they are to be printed again.",
    ),
    Refusal.NOT_GIVEN: Meaning(
        http=409,
        final=False,
        sentence="Some of these cards were not given out in this run, or are settled otherwise.",
    ),
    Refusal.BATCH_FULL: Meaning(
        http=409,
        final=False,
        sentence="The batch has no numbers left for new cards; make another batch.",
    ),
    Refusal.STOPPED_ANEW: Meaning(
        http=409,
        final=False,
        sentence="The card was stopped anew, or for another reason; look at it again.",
    ),
    Refusal.NOT_NOW: Meaning(
        http=409,
        final=False,
        sentence="A card is being redeemed at this moment; ask again shortly.",
    ),
    Refusal.RESTORING: Meaning(
        http=409,
        final=False,
        sentence="The server was restored; tills are reporting their sales. Try again shortly.",
    ),
    Refusal.THROTTLED: Meaning(
        http=429, final=False, sentence="Too many requests; wait and send the same request again."
    ),
    Refusal.BUSY: Meaning(
        http=503, final=False, sentence="The server is busy; send the same request again."
    ),
    Refusal.READ_ONLY: Meaning(
        http=503,
        final=False,
        sentence="The server cannot write and takes no changes; call the administrator.",
    ),
    Refusal.FAULT: Meaning(
        http=500,
        final=False,
        sentence="The server failed; nothing was changed. Send the same request again.",
    ),
    Refusal.DAY_CLOSED: Meaning(
        http=409,
        final=True,
        sentence="This day, or a later one, has been closed at that till and stays so.",
    ),
    Refusal.DAY_AHEAD: Meaning(
        http=409, final=False, sentence="This day has not begun in the store's time zone."
    ),
    Refusal.DAY_OPEN: Meaning(
        http=409,
        final=False,
        sentence="Something is open at that till; settle it, or have a manager sign for it.",
    ),
    Refusal.DAY_CHANGED: Meaning(
        http=409,
        final=False,
        sentence="The day's amounts are no longer what the close expects; read its report again.",
    ),
    Refusal.DAY_DIFFERS: Meaning(
        http=409,
        final=False,
        sentence="What was counted or compared differs from this day's report; say why in the"
        " note.",
    ),
}
