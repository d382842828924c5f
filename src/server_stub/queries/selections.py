"""The cards that a recall means: where they are found, how they stand, which come next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.outcomes import Refusal
from card_contract.recall_messages import (
    ChosenCards,
    DryRunRow,
    Labelled,
    NumberList,
    NumberRange,
    OfRecall,
    Selection,
    ShippedTo,
    WholeBatch,
    WholeCampaign,
)
from card_contract.states import (
    CardKind,
    CodeState,
    HoldState,
    RecallAct,
    RecallEffect,
    StopReason,
)
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.recall_rules import effect_on, event_of, kind_of
from server_stub.storage import custody_selects, print_selects
from server_stub.storage import recall_selects as selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CODES_BY_NUMBER
from server_stub.storage.rows.recalls import RECALLS, RecallRow, Span, SpanKind
from server_stub.storage.rows.shop import APPS, AppRow


class _Number(msgspec.Struct, frozen=True, array_like=True):
    value: int


class _Standing(msgspec.Struct, frozen=True, array_like=True):
    state: CodeState
    hold: HoldState
    stop: StopReason | None
    recalled: bool
    count: int


class _Parcel(msgspec.Struct, frozen=True, array_like=True):
    issuer: str
    batch: int
    first_sequence: int
    last_sequence: int


class NextCards(NamedTuple):
    """Which cards come next: their ids and, of a list, the numbers, also those that no card has.

    With them all up to ``passed`` in span ``span`` are done.
    """

    code_ids: list[CodeId | None]
    numbers: list[int]
    span: int
    passed: int
    is_last: bool


class _Found(msgspec.Struct, frozen=True, array_like=True):
    code_ids: str
    numbers: str
    count: int
    passed: int | None


class SelectionQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def spans(self, app_id: AppId, selection: Selection) -> list[Span] | Refusal:
        """Where the cards of a selection are found; what is not of this app is unknown."""
        match selection:
            case ChosenCards():
                ids = {CodeId(int(text)) for text in selection.card_ids if _is_id(text)}
                return [Span(by=SpanKind.CARDS, code_ids=sorted(ids))]
            case NumberRange():
                return await self._range(app_id, selection)
            case Labelled():
                return await self._labelled(app_id, selection.label)
            case WholeBatch():
                return [Span(by=SpanKind.BATCH, batch=selection.batch)]
            case NumberList():
                known = await self.list_size(app_id, selection.list_id)
                spans = [Span(by=SpanKind.LIST, list_id=selection.list_id)] if known else []
            case WholeCampaign():
                spans = await self._of_campaign(app_id, selection.campaign)
            case ShippedTo():
                spans = await self._shipped_to(app_id, selection.store_id)
            case OfRecall():
                spans = await self._of_recall(app_id, selection.recall_id)
        return spans or Refusal.SELECTION_UNKNOWN

    async def _of_campaign(self, app_id: AppId, campaign: str) -> list[Span]:
        batches: list[_Number] = await self._reader.fetch(
            _Number, selects.BATCHES_OF_CAMPAIGN, app_id, campaign
        )
        loose: list[_Number] = await self._reader.fetch(
            _Number, selects.FIRST_LOOSE, app_id, campaign
        )
        spans = [Span(by=SpanKind.BATCH, batch=batch.value) for batch in batches]
        return spans + [Span(by=SpanKind.LOOSE, campaign=campaign) for _ in loose]

    async def _range(self, app_id: AppId, selection: NumberRange) -> list[Span] | Refusal:
        try:
            ends = sorted(CardNumber.parse(text) for text in (selection.first, selection.last))
        except NotACardNumberError:
            return Refusal.SELECTION_UNKNOWN
        first, last = ends
        if (first.issuer, first.batch) != (last.issuer, last.batch):
            return Refusal.RANGE_INVALID
        for end in ends:
            if not await self._reader.find(CODES_BY_NUMBER.at(app_id, end.stored)):
                return Refusal.SELECTION_UNKNOWN
        return [Span(by=SpanKind.NUMBERS, first=first.stored, last=last.stored)]

    async def _labelled(self, app_id: AppId, label: str) -> list[Span] | Refusal:
        sql = selects.PACK_LABELLED if label.startswith("P") else selects.CARTON_LABELLED
        found: list[_Parcel] = await self._reader.fetch(_Parcel, sql, app_id, label)
        if not found:
            return Refusal.SELECTION_UNKNOWN
        replacing = (
            print_selects.REPLACING_IN_PACK
            if label.startswith("P")
            else print_selects.REPLACING_IN_CARTON
        )
        return [_span_of(found[0]), *await self._replacing(app_id, replacing, label)]

    async def _shipped_to(self, app_id: AppId, store_id: str) -> list[Span]:
        """The packs of a store; those that follow one another are one span."""
        packs: list[_Parcel] = await self._reader.fetch(
            _Parcel, custody_selects.PACKS_OF_STORE, app_id, store_id
        )
        spans: list[Span] = []
        for span in map(_span_of, packs):
            if spans and spans[-1].last + 1 == span.first:
                spans[-1] = msgspec.structs.replace(spans[-1], last=span.last)
            else:
                spans.append(span)
        return spans + await self._replacing(app_id, print_selects.REPLACING_AT_STORE, store_id)

    async def _of_recall(self, app_id: AppId, recall_id: int) -> list[Span]:
        """Where that recall looked for its cards."""
        found: list[RecallRow] = await self._reader.find(RECALLS.at(app_id, recall_id))
        return msgspec.json.decode(found[0].spans, type=list[Span]) if found else []

    async def _replacing(self, app_id: AppId, sql: str, subject: str) -> list[Span]:
        """New cards in these packs that stand for spoiled ones: their numbers come later."""
        found: list[_Number] = await self._reader.fetch(_Number, sql, app_id, subject)
        ids = sorted(CodeId(row.value) for row in found)
        return [Span(by=SpanKind.CARDS, code_ids=ids)] if ids else []

    async def next_cards(
        self, app_id: AppId, spans: Sequence[Span], span: int, passed: int, limit: int
    ) -> NextCards:
        """The next cards, over as many spans as it takes."""
        code_ids: list[CodeId | None] = []
        numbers: list[int] = []
        while span < len(spans):
            wanted = limit - len(code_ids)
            found = await self._next(app_id, spans[span], passed, wanted)
            code_ids += msgspec.json.decode(found.code_ids, type=list[CodeId | None])
            numbers += msgspec.json.decode(found.numbers, type=list[int])
            if found.count == wanted:
                return NextCards(code_ids, numbers, span, found.passed or 0, is_last=False)
            span += 1
            passed = spans[span].start if span < len(spans) else 0
        return NextCards(code_ids, numbers, span, passed, is_last=True)

    async def _next(self, app_id: AppId, span: Span, passed: int, limit: int) -> _Found:
        values: tuple[str | int, ...]
        match span.by:
            case SpanKind.NUMBERS:
                sql, values = selects.NEXT_NUMBERS, (passed, span.last)
            case SpanKind.BATCH:
                sql, values = selects.NEXT_OF_BATCH, (span.batch, passed)
            case SpanKind.LOOSE:
                sql, values = selects.NEXT_LOOSE, (span.campaign, passed)
            case SpanKind.LIST:
                sql, values = selects.NEXT_OF_LIST, (span.list_id, passed)
            case SpanKind.CARDS:
                ids = span.code_ids[passed : passed + limit]
                return _Found(msgspec.json.encode(ids).decode(), "[]", len(ids), passed + len(ids))
        found: list[_Found] = await self._reader.fetch(_Found, sql, app_id, *values, limit)
        return found[0]

    async def dry_run(
        self, app_id: AppId, spans: Sequence[Span], act: RecallAct
    ) -> list[DryRunRow]:
        """Count the cards by what they are and what would happen to them."""
        plain, with_sold = (event_of(act, include_sold=sold) for sold in (False, True))
        counted: Counter[tuple[CardKind, RecallEffect, RecallEffect]] = Counter()
        for span in spans:
            found = 0
            for group in await self._standing(app_id, span):
                kind = kind_of(group.state, group.hold, recalled=group.recalled)
                effects = [effect_on(kind, group.stop, event) for event in (plain, with_sold)]
                counted[kind, effects[0], effects[1]] += group.count
                found += group.count
            unknown = await self._named(app_id, span, found) - found
            if unknown > 0:
                effect = RecallEffect.UNKNOWN
                counted[CardKind.UNKNOWN, effect, effect] += unknown
        order = list(CardKind)
        return [
            DryRunRow(kind=kind, count=count, effect=effect, effect_with_sold=sold)
            for (kind, effect, sold), count in sorted(
                counted.items(), key=lambda item: (order.index(item[0][0]), item[0][1:])
            )
        ]

    async def _standing(self, app_id: AppId, span: Span) -> list[_Standing]:
        values: tuple[str | int, ...]
        match span.by:
            case SpanKind.NUMBERS:
                sql, values = selects.NUMBERS_COUNTED, (span.first, span.last)
            case SpanKind.BATCH:
                sql, values = selects.BATCH_COUNTED, (span.batch,)
            case SpanKind.LOOSE:
                sql, values = selects.LOOSE_COUNTED, (app_id, span.campaign)
            case SpanKind.CARDS:
                ids = msgspec.json.encode(span.code_ids).decode()
                sql, values = selects.CARDS_COUNTED, (ids,)
            case SpanKind.LIST:
                sql, values = selects.LIST_COUNTED, (app_id, span.list_id)
        return await self._reader.fetch(_Standing, sql, app_id, *values)

    async def _named(self, app_id: AppId, span: Span, found: int) -> int:
        """How many cards the span names, whether they exist or not."""
        if span.by is SpanKind.LIST:
            return await self.list_size(app_id, span.list_id)
        return len(span.code_ids) if span.by is SpanKind.CARDS else found

    async def list_size(self, app_id: AppId, list_id: str) -> int:
        """How many numbers of a list are stored."""
        found: list[_Number] = await self._reader.fetch(_Number, selects.LIST_SIZE, app_id, list_id)
        return found[0].value

    async def signed_above(self, app_id: AppId) -> int:
        """With more changes than this a second manager signs."""
        apps: list[AppRow] = await self._reader.find(APPS.at(app_id))
        return apps[0].recall_signed_above


def _span_of(parcel: _Parcel) -> Span:
    first, last = (
        CardNumber.build(issuer=parcel.issuer, batch=parcel.batch, sequence=sequence).stored
        for sequence in (parcel.first_sequence, parcel.last_sequence)
    )
    return Span(by=SpanKind.NUMBERS, first=first, last=last)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
