"""The words for recalls: what is done and why, how far it is, and what became of a card."""

from __future__ import annotations

from typing import Final

from card_contract.recall_messages import (
    ChosenCards,
    Labelled,
    NumberList,
    NumberRange,
    OfRecall,
    Selection,
    ShippedTo,
    WholeBatch,
    WholeCampaign,
)
from card_contract.states import CardKind, RecallAct, RecallEffect, RecallReason, RecallState
from server_stub.web.portal.words import Words, to_say

ACTS: Final = {
    RecallAct.RECALL: to_say("Recall"),
    RecallAct.STOP_SALE: to_say("Stop-sale"),
    RecallAct.LIFT: to_say("Lifting of a stop-sale"),
}
STATES: Final = {
    RecallState.RUNNING: (to_say("Under way"), "azure"),
    RecallState.DONE: (to_say("Done"), "green"),
    RecallState.CANCELLED: (to_say("Called off"), "secondary"),
    RecallState.FAILED: (to_say("Broken off"), "red"),
}
REASONS: Final = {
    RecallReason.LOST: to_say("Lost"),
    RecallReason.STOLEN: to_say("Stolen"),
    RecallReason.DAMAGED: to_say("Damaged"),
    RecallReason.MISPRINTED: to_say("Misprinted"),
    RecallReason.OTHER: to_say("Another reason"),
}
KINDS: Final = {
    CardKind.INACTIVE: to_say("Not sold"),
    CardKind.HELD: to_say("Held in a sale"),
    CardKind.AVAILABLE: to_say("Sold, not redeemed"),
    CardKind.FAILED: to_say("Redemption failed"),
    CardKind.IN_PROGRESS: to_say("Being redeemed"),
    CardKind.REDEEMED: to_say("Redeemed"),
    CardKind.INVALIDATED: to_say("Invalidated before"),
    CardKind.UNKNOWN: to_say("No card of this shop"),
}
EFFECTS: Final = {
    RecallEffect.INVALIDATED: to_say("Invalidated"),
    RecallEffect.SALE_REFUSED: to_say("Invalidated, its sale is refused"),
    RecallEffect.REFUND_DUE: to_say("Invalidated, the money is due"),
    RecallEffect.WAITS: to_say("Waits for the end of a redemption"),
    RecallEffect.SOLD_STAYS: to_say("Sold: left alone"),
    RecallEffect.REDEEMED_STAYS: to_say("Redeemed: left alone"),
    RecallEffect.STOPPED: to_say("Stopped from being sold"),
    RecallEffect.LIFTED: to_say("May be sold again"),
    RecallEffect.STAYS_STOPPED: to_say("Stays stopped: somebody knows its code"),
    RecallEffect.NOTHING_TO_DO: to_say("Nothing to do"),
    RecallEffect.UNKNOWN: to_say("No such card"),
}
_CHOSEN: Final = to_say("Cards chosen one by one: {count}")
_RANGE: Final = to_say("From {first} to {last}")
_LABELLED: Final = to_say("Pack or carton {label}")
_BATCH: Final = to_say("Batch {batch}")
_CAMPAIGN: Final = to_say("All cards of the product {campaign}")
_LIST: Final = to_say("A list of numbers")
_STORE: Final = to_say("All cards shipped to the store {store}")
_OF_RECALL: Final = to_say("The cards of recall R-{number}")


def selection_words(words: Words, selection: Selection) -> str:
    """Which cards are meant."""
    sentence, values = _meant(selection)
    return words.say(sentence, **values)


def _meant(selection: Selection) -> tuple[str, dict[str, str]]:
    match selection:
        case ChosenCards():
            return _CHOSEN, {"count": str(len(selection.card_ids))}
        case NumberRange():
            return _RANGE, {"first": selection.first, "last": selection.last}
        case Labelled():
            return _LABELLED, {"label": selection.label}
        case WholeBatch():
            return _BATCH, {"batch": str(selection.batch)}
        case WholeCampaign() | ShippedTo() | OfRecall():
            return _whole(selection)
        case NumberList():
            return _LIST, {}


def _whole(selection: WholeCampaign | ShippedTo | OfRecall) -> tuple[str, dict[str, str]]:
    if isinstance(selection, WholeCampaign):
        return _CAMPAIGN, {"campaign": selection.campaign}
    if isinstance(selection, OfRecall):
        return _OF_RECALL, {"number": str(selection.recall_id)}
    return _STORE, {"store": selection.store_id}
