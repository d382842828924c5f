"""Recalls and stop-sales, what became of each of their cards, and lists of numbers for them."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

import msgspec

from card_contract.states import CardKind, RecallAct, RecallEffect, RecallReason
from server_stub.domain.ids import AppId, CodeId
from server_stub.storage.table import Row, primary


class SpanKind(StrEnum):
    """How the cards of a span are found."""

    NUMBERS = "numbers"
    BATCH = "batch"
    CARDS = "cards"
    LIST = "list"
    LOOSE = "loose"  # cards of a campaign that lie in no batch


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Cards that are worked off in one order: by number, id, or place in the list."""

    by: SpanKind
    first: int = 0
    last: int = 0
    batch: int = 0
    code_ids: list[CodeId] = []
    list_id: str = ""
    campaign: str = ""

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


class RecallRunRow(Row, frozen=True, kw_only=True, array_like=True):
    """What a recall decided of cards that follow one another in it, alike.

    The key is the last one's place, so that a page is found by what comes after a place. Cards in
    sales have those beside their ids; ``numbers`` are of no card, and have no ids. All ids lie
    between ``first_id`` and ``last_id``.
    """

    TABLE: ClassVar = "recall_runs"
    KEY: ClassVar = ("app_id", "recall_id", "last_place")

    app_id: AppId
    recall_id: int
    last_place: int
    cards: int
    kind: CardKind
    effect: RecallEffect
    decided_at: int
    code_ids: list[CodeId]
    sale_ids: list[str]
    numbers: list[int]
    first_id: CodeId | None = None
    last_id: CodeId | None = None


class CardListRow(Row, frozen=True, kw_only=True, array_like=True):
    """One number of a list that a till sent up, without its check digit."""

    TABLE: ClassVar = "card_lists"
    KEY: ClassVar = ("app_id", "list_id", "place")

    app_id: AppId
    list_id: str
    place: int
    number: int
    added_at: int


RECALLS = primary(RecallRow)
CARD_LISTS = primary(CardListRow)

RECALL_ROW_TYPES: tuple[type[Row], ...] = (CardListRow, RecallRow, RecallRunRow)
