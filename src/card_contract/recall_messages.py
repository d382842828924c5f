"""The messages of recalls and stop-sales: which cards, what would happen, what has happened.

A recall is asked for with an id that the till has made. Which cards are meant is said by one of the
selections; a list of numbers is sent up beforehand, piece by piece, under an id of its own.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from card_contract.card_number import BATCH_MAX
from card_contract.messages import Answer, Id, Request
from card_contract.states import (
    CardKind,
    RecallAct,
    RecallEffect,
    RecallReason,
    RecallState,
)

CHOSEN_CARDS_MAX: Final = 500
LIST_NUMBERS_MAX: Final = 1_000_000
LIST_PIECE_MAX: Final = 2_000
RECALL_REQUEST_PATTERN: Final = "R-[0-9A-HJKMNP-TV-Z]{26}"
CARD_LIST_PATTERN: Final = "L-[0-9A-HJKMNP-TV-Z]{26}"

Number = Annotated[str, Meta(pattern=r"^9[0-9]{17}$")]
RecallNote = Annotated[str, Meta(min_length=3, max_length=500)]


class _Selection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="by"):
    """Which cards are meant."""


class ChosenCards(_Selection, frozen=True, kw_only=True, tag="cards"):
    """Cards that were scanned one by one, by the ids that their look-ups gave."""

    card_ids: Annotated[list[Id], Meta(min_length=1, max_length=CHOSEN_CARDS_MAX)]


class NumberRange(_Selection, frozen=True, kw_only=True, tag="range"):
    """All cards of one batch from one number to another, in either order."""

    first: Number
    last: Number


class Labelled(_Selection, frozen=True, kw_only=True, tag="label"):
    """The cards in a pack or carton, by the text of its label."""

    label: Annotated[str, Meta(pattern=r"^[PC][0-9]{17}$")]


class WholeBatch(_Selection, frozen=True, kw_only=True, tag="batch"):
    """All cards of a batch."""

    batch: Annotated[int, Meta(ge=1, le=BATCH_MAX)]


class WholeCampaign(_Selection, frozen=True, kw_only=True, tag="campaign"):
    """All cards of a campaign, in batches and in none."""

    campaign: Id


class NumberList(_Selection, frozen=True, kw_only=True, tag="list"):
    """A list of numbers that was sent up before."""

    list_id: Annotated[str, Meta(pattern=f"^{CARD_LIST_PATTERN}$")]


class ShippedTo(_Selection, frozen=True, kw_only=True, tag="store"):
    """All cards that a store has received, or that are on their way to it."""

    store_id: Id


class OfRecall(_Selection, frozen=True, kw_only=True, tag="recall"):
    """The cards of an earlier recall or stop-sale, also those that it had not come to."""

    recall_id: Annotated[int, Meta(ge=1, le=10**15)]


Selection = (
    ChosenCards
    | NumberRange
    | Labelled
    | WholeBatch
    | WholeCampaign
    | NumberList
    | ShippedTo
    | OfRecall
)


class CardListRequest(Request, frozen=True, kw_only=True):
    """A piece of a list of card numbers; ``place`` is the number of those that were sent before.

    A piece that was sent before is not stored again.
    """

    place: Annotated[int, Meta(ge=0, le=LIST_NUMBERS_MAX)]
    numbers: Annotated[list[Number], Meta(min_length=1, max_length=LIST_PIECE_MAX)]


class CardListAnswer(Answer, frozen=True, kw_only=True):
    """How many numbers of the list the server has now."""

    size: int


class DryRunRequest(Request, frozen=True, kw_only=True):
    act: RecallAct
    selection: Selection


class DryRunRow(Struct, frozen=True, kw_only=True):
    """So many cards of a kind, and what would happen to each: without and with sold cards."""

    kind: CardKind
    count: int
    effect: RecallEffect
    effect_with_sold: RecallEffect


class DryRunAnswer(Answer, frozen=True, kw_only=True):
    """Nothing has changed. With more than ``signed_above`` changes a second manager signs."""

    rows: list[DryRunRow]
    total: int
    signed_above: int
    at: int


class RecallRequest(Request, frozen=True, kw_only=True):
    """Recall cards for good, stop their sale, or lift such a stop.

    Sold cards are included with a second manager's ``approval`` only.
    """

    act: RecallAct
    selection: Selection
    reason: RecallReason
    note: RecallNote
    include_sold: bool = False
    approval: Id | None = None


class RecallRow(Struct, frozen=True, kw_only=True):
    """So many cards that were found to be of a kind, and what has become of them."""

    kind: CardKind
    count: int
    effect: RecallEffect


class RecallHearing(Struct, frozen=True, kw_only=True):
    """How the tills that listen heard of a recall: how many, how many have not said so yet.

    ``slowest_ms`` is the longest time from the commit of cards until a till said that it knew.
    """

    tills: int
    waiting: int
    slowest_ms: int | None


class RecallNews(Struct, frozen=True, kw_only=True):
    """One event for the tills: these cards were changed just now, and it is on disk."""

    recall_id: int
    serial: int
    act: RecallAct
    card_ids: list[str]
    at: int


class HeardRequest(Request, frozen=True, kw_only=True):
    """A till has heard the news with this serial."""

    serial: Annotated[int, Meta(ge=1, le=2**53)]


class RecallView(Answer, frozen=True, kw_only=True):
    """One recall: ``done`` of ``total`` cards are decided; ``rows`` add up to ``done``.

    ``named`` is what the selected product or store is called.
    """

    recall_id: int
    act: RecallAct
    state: RecallState
    reason: RecallReason
    note: str
    include_sold: bool
    selection: Selection
    done: int
    total: int
    asked_by: str
    approved_by: str | None
    created_at: int
    ended_at: int | None
    rows: list[RecallRow]
    hearing: RecallHearing | None = None
    named: str | None = None


class RecallsAnswer(Answer, frozen=True, kw_only=True):
    """The newest recalls of the shop, or the newest before one; their ``rows`` are left out."""

    recalls: list[RecallView]
    more: bool = False


class RecallProduct(Struct, frozen=True, kw_only=True):
    """A product of which there are cards."""

    campaign: str
    title: str


class RecallProductsAnswer(Answer, frozen=True, kw_only=True):
    """What can be recalled as a whole, by title."""

    products: list[RecallProduct]


class RecallCardView(Struct, frozen=True, kw_only=True):
    """What became of one card. ``number`` is null where the barcode is the code.

    ``product`` is its title, with the price that it has now; null where there is no such card.
    """

    place: int
    number: str | None
    card_id: str | None
    last_four: str
    kind: CardKind
    effect: RecallEffect
    sale_id: str | None
    at: int
    product: str | None = None
    price_minor: int | None = None
    currency: str | None = None


class RecallCardsAnswer(Answer, frozen=True, kw_only=True):
    """At most a page of cards; where there are ``more``, ``after`` the last one's place."""

    cards: list[RecallCardView]
    more: bool


def digest_of(request: RecallRequest) -> str:
    """What a second manager signs for: everything that is asked for, but the signature itself."""
    asked = msgspec.structs.replace(request, approval=None)
    return hashlib.sha256(msgspec.json.encode(asked)).hexdigest()
