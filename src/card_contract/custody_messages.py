"""The messages of custody: what a label stands on, shipping it to a store, receiving it there.

Custody is kept pack by pack; a carton's label stands for all packs in it. One label is one request,
under an id that the till has made.
"""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta, Struct

from card_contract.messages import Answer, Id, Request
from card_contract.states import CustodyAct, CustodyFinding, CustodyState

CUSTODY_REQUEST_PATTERN: Final = "K-[0-9A-HJKMNP-TV-Z]{26}"
LISTED_LABELS_MAX: Final = 20

LABEL_PATTERN: Final = "[PC][0-9]{17}"
LabelText = Annotated[str, Meta(pattern=f"^{LABEL_PATTERN}$")]


class CustodyRequest(Request, frozen=True, kw_only=True):
    """Ship what the label stands on to a store, or receive it at the till's own.

    ``store_id`` is where it is shipped to; what is received names none.
    """

    act: CustodyAct
    label: LabelText
    store_id: Id | None = None


class CustodyRow(Struct, frozen=True, kw_only=True):
    """So many packs that were found alike, with the labels of the first of them.

    ``store_id`` is where they had been, or had been on their way to, since ``since``.
    """

    finding: CustodyFinding
    packs: int
    store_id: str | None
    since: int | None
    labels: list[str]


class CustodyAnswer(Answer, frozen=True, kw_only=True):
    """What was done with the packs under one label; ``rows`` add up to ``packs``."""

    act: CustodyAct
    label: str
    store_id: str
    packs: int
    cards: int
    rows: list[CustodyRow]
    at: int
    replayed: bool = False


class LabelLookUpRequest(Request, frozen=True, kw_only=True):
    label: LabelText


class PlaceRow(Struct, frozen=True, kw_only=True):
    """So many packs of a label that are at one place, or on their way to it, since ``since``."""

    state: CustodyState
    store_id: str | None
    packs: int
    since: int | None


class LabelView(Answer, frozen=True, kw_only=True):
    """What a label stands on, and where that is; the ``places`` add up to ``packs``."""

    label: str
    product: str
    batch: int
    packs: int
    cards: int
    places: list[PlaceRow]


class CarriedRow(Struct, frozen=True, kw_only=True):
    """A carton of which packs are on their way to the store, with the labels of the first."""

    carton: str
    product: str
    packs: int
    packs_in_carton: int
    shipped_at: int
    labels: list[str]


class OnTheWayAnswer(Answer, frozen=True, kw_only=True):
    """What was shipped to the till's store and not received yet, the oldest first."""

    cartons: list[CarriedRow]
    more: bool


class MisplacedCard(Struct, frozen=True, kw_only=True):
    """A card that the till's store has sold though it had not received it."""

    card_id: str
    last_four: str
    receipt_number: str
    till_name: str
    sold_at: int


class MisplacedAnswer(Answer, frozen=True, kw_only=True):
    """The last such cards, newest first; ``more`` says that there were others."""

    cards: list[MisplacedCard]
    more: bool


class StoreView(Struct, frozen=True, kw_only=True):
    store_id: str
    name: str
    is_own: bool


class StoresAnswer(Answer, frozen=True, kw_only=True):
    """All stores of the shop; ``is_own`` marks the one that the till stands in."""

    stores: list[StoreView]
