"""The words for what happened to a card: what the ledger and the states are called on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from card_contract.states import CodeState, CustodyState, HoldState, StopReason
from server_stub.domain.attempt_rules import AttemptFailure, AttemptState
from server_stub.web.portal.words import to_say

KINDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "sale.held": ("Held for a sale", "clock", "azure"),
    "sale.confirmed": ("Sale confirmed", "check", "azure"),
    "sale.cancelled": ("Sale cancelled, free again", "back", "secondary"),
    "sale.voided": ("Sale or cards of it voided", "back", "orange"),
    "sale.settled": ("Sale settled by a manager", "case", "azure"),
    "sale.unknown-paid": ("Paid sale told that was not known", "case", "orange"),
    "sale.payment-denied": ("Till says it was not paid", "case", "orange"),
    "sale.payment-known": ("Payment told later", "case", "azure"),
    "void.signed": ("Void signed by a manager", "person", "azure"),
    "void.sale-untold": ("Void that waits for its sale to be told", "person", "orange"),
    "void.signature-unknown": ("Signature for a void that is not known", "person", "orange"),
    "refund.handed-back": ("Money handed back", "back", "azure"),
    "refund.twice": ("Money handed back twice", "alarm", "red"),
    "approval.given": ("A manager signed", "person", "azure"),
    "case.closed": ("Case closed or alarm acknowledged", "case", "secondary"),
    "case.given": ("Money of a closed case found to be given", "case", "azure"),
    "case.not-given": ("Money of a closed case found not to be given", "case", "orange"),
    "alarm.raised": ("Alarm raised", "alarm", "red"),
    "card.probed": ("Its code was entered before it was sold", "alarm", "red"),
    "card.reopened": ("Let be sold again", "check", "azure"),
    "code.redeemed": ("Redeemed", "gift", "green"),
    "code.activated": ("Activated by the customer's server", "check", "green"),
    "code.added": ("Added by the customer's server", "card", "azure"),
    "code.invalidated": ("Invalidated", "stop", "red"),
    "recall.cards": ("Recalled, stopped or freed with others", "stop", "orange"),
    "job.begun": ("Recall or stop-sale begun", "job", "orange"),
    "job.finished": ("Recall or stop-sale done", "job", "secondary"),
    "job.cancelled": ("Recall or stop-sale cancelled", "job", "secondary"),
    "job.failed": ("Recall or stop-sale failed", "alarm", "red"),
    "codes.generated": ("Made", "card", "secondary"),
    "job.list-given": ("The list that it is in was let out", "eye", "orange"),
    "job.list-taken": ("The list that it is in was fetched by its link", "eye", "orange"),
    "job.codes-given": ("Given out in the list", "down", "orange"),
    "code.in-progress": ("Redemption begun", "gift", "azure"),
    "code.failed": ("Redemption failed", "alarm", "red"),
    "code.revealed": ("Its code was shown to staff", "eye", "orange"),
    "code.info-updated": ("Its information was changed", "card", "secondary"),
    "shared.in-progress": ("Redemption begun", "gift", "azure"),
    "shared.redeemed": ("Redeemed", "gift", "green"),
    "shared.failed": ("Redemption failed", "alarm", "red"),
    "fulfilment.fulfilled": ("Marked as fulfilled by staff", "check", "green"),
    "fulfilment.retried": ("Fulfilment tried again by staff", "gift", "azure"),
    "fulfilment.released": ("Given back by staff: may be redeemed again", "back", "azure"),
    "pack.shipped": ("Its pack was shipped", "box", "azure"),
    "pack.received": ("Its pack was received", "box", "azure"),
}
"""For each kind of entry its words, its icon and its colour."""
OF_THIS_CARD: Final[Mapping[str, Mapping[str, tuple[str, str, str]]]] = {
    "sale.confirmed": {
        "cards": ("Sold and activated", "check", "green"),
        "refused": ("Paid for, but refused: the money goes back", "stop", "red"),
    },
}
"""What becomes of the words where one of an entry's lists names the card itself.

Long lists come shortened: a card that is not named keeps the words for the whole sale.
"""
OF_JOB: Final = frozenset({"job.list-given", "job.list-taken", "job.codes-given"})
"""What is told of a card under the number of the job that has made its code."""
CONTINUES: Final = "continues"
GOES_ON: Final = (to_say("Its script is at work: the end comes later"), "clock", "azure")
"""What is said where a script has reported only that it goes on."""
ATTEMPT: Final = "attempt"
UNNAMED: Final = ("", "ledger", "secondary")

STATES: Final[Mapping[CodeState, tuple[str, str]]] = {
    CodeState.INACTIVE: ("Inactive", "secondary"),
    CodeState.AVAILABLE: ("Available", "green"),
    CodeState.IN_PROGRESS: ("In progress", "azure"),
    CodeState.REDEEMED: ("Redeemed", "blue"),
    CodeState.INVALIDATED: ("Invalidated", "red"),
    CodeState.FAILED: ("Failed", "orange"),
}
HOLDS: Final[Mapping[HoldState, str]] = {
    HoldState.FREE: "Not in a sale",
    HoldState.HELD: "Held by a sale that is not paid for",
    HoldState.SOLD: "Sold",
    HoldState.VOIDED: "Sold, and the sale was voided",
}
STOPS: Final[Mapping[StopReason, str]] = {
    StopReason.PROBED: "Stopped: its code was entered before it was sold",
    StopReason.STOP_SALE: "Stopped from being sold",
}
CUSTODY: Final[Mapping[CustodyState, str]] = {
    CustodyState.WAREHOUSE: "In the warehouse",
    CustodyState.SHIPPED: "On its way",
    CustodyState.RECEIVED: "Received",
}
ATTEMPTS: Final[Mapping[AttemptState, tuple[str, str]]] = {
    AttemptState.IN_PROGRESS: ("In progress", "azure"),
    AttemptState.COMPLETED: ("Delivered", "green"),
    AttemptState.FAILED: ("Failed", "red"),
}
FAILURES: Final[Mapping[AttemptFailure, str]] = {
    AttemptFailure.REPORTED: "The script said no.",
    AttemptFailure.SCRIPT: "The script broke.",
    AttemptFailure.TIMED_OUT: "Nobody answered in time.",
}
DETAILS: Final[Mapping[str, str]] = {
    "sale": "Sale",
    "card": "Card",
    "till": "Till",
    "store": "Store",
    "total": "Total",
    "campaign": "Product",
    "purpose": "Signed for",
    "void": "Void",
    "paid": "Paid",
    "batch": "Batch",
    "attempt": "Attempt",
    "profile": "Customer",
    "stage": "Stage",
    "kind": "Kind",
    "recall": "Recall",
    "job": "Job",
    "approved_by": "Signed by",
}
MONEY: Final = frozenset({"total", "paid"})
WHY: Final = ("reason", "note", "why")
"""Of what is said beside an entry, that which says why."""
