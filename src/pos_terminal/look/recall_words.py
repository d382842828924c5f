"""What a recall finds a card to be, and what becomes of it, in words: on the page and on paper."""

from __future__ import annotations

from typing import Final

from card_contract.card_number import CardNumber
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
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.words import Message

CONTEXT: Final = "recall_words"
SENTENCES: Final[dict[str, str]] = {
    # The official state names stay as they are; the plain meaning stands below.
    "kind.inactive": QT_TRANSLATE_NOOP("recall_words", "Inactive"),
    "kind.inactive.note": QT_TRANSLATE_NOOP("recall_words", "not sold yet"),
    "kind.held": QT_TRANSLATE_NOOP("recall_words", "Inactive, held"),
    "kind.held.note": QT_TRANSLATE_NOOP("recall_words", "in a sale right now"),
    "kind.available": QT_TRANSLATE_NOOP("recall_words", "Available"),
    "kind.available.note": QT_TRANSLATE_NOOP("recall_words", "sold, not used yet"),
    "kind.failed": QT_TRANSLATE_NOOP("recall_words", "Failed"),
    "kind.failed.note": QT_TRANSLATE_NOOP("recall_words", "sold, redemption failed"),
    "kind.in-progress": QT_TRANSLATE_NOOP("recall_words", "In progress"),
    "kind.in-progress.note": QT_TRANSLATE_NOOP("recall_words", "being redeemed now"),
    "kind.redeemed": QT_TRANSLATE_NOOP("recall_words", "Redeemed"),
    "kind.redeemed.note": QT_TRANSLATE_NOOP("recall_words", "already used"),
    "kind.invalidated": QT_TRANSLATE_NOOP("recall_words", "Invalidated"),
    "kind.invalidated.note": QT_TRANSLATE_NOOP("recall_words", "not valid any more"),
    "kind.unknown": QT_TRANSLATE_NOOP("recall_words", "Unknown"),
    "kind.unknown.note": QT_TRANSLATE_NOOP("recall_words", "no card of this shop"),
    # What would happen.
    "would.invalidated": QT_TRANSLATE_NOOP("recall_words", "Will be invalidated"),
    "would.sale-refused": QT_TRANSLATE_NOOP(
        "recall_words", "Will be invalidated, its sale is refused"
    ),
    "would.refund-due": QT_TRANSLATE_NOOP("recall_words", "Will be invalidated, refunds are due"),
    "would.waits": QT_TRANSLATE_NOOP("recall_words", "Will be settled when the attempt ends"),
    "would.sold-stays": QT_TRANSLATE_NOOP("recall_words", "Stays, it was sold"),
    "would.redeemed-stays": QT_TRANSLATE_NOOP("recall_words", "Stays, too late"),
    "would.stopped": QT_TRANSLATE_NOOP("recall_words", "Will be stopped"),
    "would.lifted": QT_TRANSLATE_NOOP("recall_words", "Can be sold again"),
    "would.stays-stopped": QT_TRANSLATE_NOOP("recall_words", "Stays stopped, it was probed"),
    "would.nothing-to-do": QT_TRANSLATE_NOOP("recall_words", "Stays, nothing to do"),
    "would.unknown": QT_TRANSLATE_NOOP("recall_words", "Nothing, nobody knows it"),
    # What has happened.
    "was.invalidated": QT_TRANSLATE_NOOP("recall_words", "Made invalid"),
    "was.sale-refused": QT_TRANSLATE_NOOP("recall_words", "Made invalid, its sale is refused"),
    "was.refund-due": QT_TRANSLATE_NOOP("recall_words", "Made invalid, a refund is due"),
    "was.waits": QT_TRANSLATE_NOOP("recall_words", "Waits for the attempt to end"),
    "was.sold-stays": QT_TRANSLATE_NOOP("recall_words", "Left alone, it was sold"),
    "was.redeemed-stays": QT_TRANSLATE_NOOP("recall_words", "Too late, it was redeemed"),
    "was.stopped": QT_TRANSLATE_NOOP("recall_words", "Stopped"),
    "was.lifted": QT_TRANSLATE_NOOP("recall_words", "Stop lifted"),
    "was.stays-stopped": QT_TRANSLATE_NOOP("recall_words", "Still stopped, it was probed"),
    "was.nothing-to-do": QT_TRANSLATE_NOOP("recall_words", "Nothing to do"),
    "was.unknown": QT_TRANSLATE_NOOP("recall_words", "No card of this shop"),
    "act.recall": QT_TRANSLATE_NOOP("recall_words", "Recall"),
    "act.stop-sale": QT_TRANSLATE_NOOP("recall_words", "Stop-sale"),
    "act.lift": QT_TRANSLATE_NOOP("recall_words", "Stop lifted"),
    "reason.lost": QT_TRANSLATE_NOOP("recall_words", "Lost"),
    "reason.stolen": QT_TRANSLATE_NOOP("recall_words", "Stolen"),
    "reason.damaged": QT_TRANSLATE_NOOP("recall_words", "Damaged"),
    "reason.misprinted": QT_TRANSLATE_NOOP("recall_words", "Misprinted"),
    "reason.other": QT_TRANSLATE_NOOP("recall_words", "Other"),
    "state.running": QT_TRANSLATE_NOOP("recall_words", "Running"),
    "state.done": QT_TRANSLATE_NOOP("recall_words", "Done"),
    "state.cancelled": QT_TRANSLATE_NOOP("recall_words", "Stopped by hand"),
    "state.failed": QT_TRANSLATE_NOOP("recall_words", "Not finished"),
    # Which cards were meant.
    "meant.cards": QT_TRANSLATE_NOOP(
        "recall_words", "One card, chosen by itself|{count} cards, chosen one by one"
    ),
    "meant.range": QT_TRANSLATE_NOOP("recall_words", "From {first} to {last}"),
    "meant.pack": QT_TRANSLATE_NOOP("recall_words", "Pack {label}"),
    "meant.carton": QT_TRANSLATE_NOOP("recall_words", "Carton {label}"),
    "meant.batch": QT_TRANSLATE_NOOP("recall_words", "Batch {batch}"),
    "meant.campaign": QT_TRANSLATE_NOOP("recall_words", "All cards of {name}"),
    "meant.store": QT_TRANSLATE_NOOP("recall_words", "All cards shipped to {name}"),
    "meant.list": QT_TRANSLATE_NOOP("recall_words", "A list of card numbers from a file"),
    "meant.recall": QT_TRANSLATE_NOOP("recall_words", "The cards of R-{number}"),
}


def kind_word(kind: CardKind) -> str:
    return _word(f"kind.{kind.value}")


def kind_note(kind: CardKind) -> str:
    """The kind's plain meaning."""
    return _word(f"kind.{kind.value}.note")


def would_word(effect: RecallEffect) -> str:
    """What is going to happen."""
    return _word(f"would.{effect.value}")


def was_word(effect: RecallEffect) -> str:
    """What has happened."""
    return _word(f"was.{effect.value}")


def act_word(act: RecallAct) -> str:
    return _word(f"act.{act.value}")


def reason_word(reason: RecallReason) -> str:
    return _word(f"reason.{reason.value}")


def state_word(state: RecallState) -> str:
    return _word(f"state.{state.value}")


def meant_words(selection: Selection, named: str | None) -> str:
    """Which cards were meant; ``named`` is what the product or store is called."""
    word, values = _meant(selection, named)
    return say(CONTEXT, SENTENCES, Message(f"meant.{word}", values))


def _meant(selection: Selection, named: str | None) -> tuple[str, dict[str, str | int]]:
    match selection:
        case ChosenCards():
            return "cards", {"count": len(selection.card_ids)}
        case NumberRange():
            ends = sorted((selection.first, selection.last))
            first, last = (CardNumber.parse(end).grouped() for end in ends)
            return "range", {"first": first, "last": last}
        case Labelled():
            word = "pack" if selection.label.startswith("P") else "carton"
            return word, {"label": selection.label}
        case WholeCampaign() | ShippedTo():
            return _meant_by_name(selection, named)
        case WholeBatch() | OfRecall():
            return _meant_by_number(selection)
        case NumberList():
            return "list", {}


def _meant_by_number(selection: WholeBatch | OfRecall) -> tuple[str, dict[str, str | int]]:
    if isinstance(selection, WholeBatch):
        return "batch", {"batch": str(selection.batch)}
    return "recall", {"number": str(selection.recall_id)}


def _meant_by_name(
    selection: WholeCampaign | ShippedTo, named: str | None
) -> tuple[str, dict[str, str | int]]:
    if isinstance(selection, WholeCampaign):
        return "campaign", {"name": named or selection.campaign}
    return "store", {"name": named or selection.store_id}


def _word(message_id: str) -> str:
    return say(CONTEXT, SENTENCES, Message(message_id))
