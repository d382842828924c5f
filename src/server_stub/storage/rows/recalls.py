"""Recalls and stop-sales, what became of each of their cards, and lists of numbers for them."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

import msgspec

from card_contract.states import (
    CardKind,
    CodeState,
    HoldState,
    RecallAct,
    RecallEffect,
    RecallReason,
    StopReason,
)
from server_stub.domain.ids import AppId, CodeId
from server_stub.storage.recall_selects import CARD_CLASSES
from server_stub.storage.table import Index, Row, primary


class SpanKind(StrEnum):
    """How the cards of a span are found."""

    NUMBERS = "numbers"
    BATCH = "batch"
    CARDS = "cards"
    LIST = "list"


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Cards that are worked off in one order: by number, id, or place in the list."""

    by: SpanKind
    first: int = 0
    last: int = 0
    batch: int = 0
    code_ids: list[CodeId] = []
    list_id: str = ""

    @property
    def start(self) -> int:
        """What has been passed before the first card."""
        return self.first - 1 if self.by is SpanKind.NUMBERS else 0


class RecallRow(Row, frozen=True, kw_only=True, array_like=True):
    """One recall, under its job's id: what was asked for (as JSON) and how far it has come.

    ``spans`` say where its cards are found. In the one numbered ``span``, all up to ``passed`` are
    decided.
    """

    TABLE: ClassVar = "recalls"
    KEY: ClassVar = ("app_id", "recall_id")

    app_id: AppId
    recall_id: int
    act: RecallAct
    reason: RecallReason
    note: str
    include_sold: bool
    selection: str
    spans: str
    span: int = 0
    passed: int
    asked_by: str
    approved_by: str | None
    created_at: int
    version: int = 1


class RecallCardRow(Row, frozen=True, kw_only=True, array_like=True):
    """What a recall decided of one card; one that nobody knows has a number only."""

    TABLE: ClassVar = "recall_cards"
    KEY: ClassVar = ("app_id", "recall_id", "place")

    app_id: AppId
    recall_id: int
    place: int
    number: int | None
    code_id: CodeId | None
    kind: CardKind
    effect: RecallEffect
    sale_id: str | None
    decided_at: int


class CardListRow(Row, frozen=True, kw_only=True, array_like=True):
    """One number of a list that a till sent up, without its check digit."""

    TABLE: ClassVar = "card_lists"
    KEY: ClassVar = ("app_id", "list_id", "place")

    app_id: AppId
    list_id: str
    place: int
    number: int


class CardClassRow(Row, frozen=True, kw_only=True, array_like=True):
    """Those of the ``asked`` cards (ids as a JSON array) that are in one state: no table's row."""

    TABLE: ClassVar = "codes"
    KEY: ClassVar = ("app_id", "asked", "state", "hold", "stop", "recalled")

    app_id: AppId
    asked: str
    state: CodeState
    hold: HoldState
    stop: StopReason | None
    recalled: bool
    cards: list[CodeId]


CARD_CLASSES_OF = Index(CardClassRow, ("app_id", "asked"), sql=CARD_CLASSES)
RECALLS = primary(RecallRow)
CARD_LISTS = primary(CardListRow)

RECALL_ROW_TYPES: tuple[type[Row], ...] = (CardListRow, RecallRow, RecallCardRow)
