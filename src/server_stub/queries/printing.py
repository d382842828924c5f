"""Print runs with their figures, the cards that they have touched, the proof of a print."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from card_contract.card_number import SEQUENCE_MAX
from card_contract.print_messages import (
    PIECE_CARDS_MAX,
    RUNS_LISTED_MAX,
    BatchPrint,
    BatchProof,
    PrintCardView,
    PrintRunState,
    PrintRunView,
    PrintState,
    Sequences,
)
from server_stub.domain.ids import AppId
from server_stub.domain.proof_rules import demanded_of, is_enough
from server_stub.storage import print_selects as selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import BATCHES, BatchRow
from server_stub.storage.rows.printing import (
    PRINT_BATCHES,
    PRINT_RUNS,
    PRINT_RUNS_OF_BATCH,
    PrintBatchRow,
    PrintRunRow,
)
from server_stub.storage.rows.shop import APPS, AppRow


class RunOfBatch(NamedTuple):
    """A run and the batch that it prints."""

    run: PrintRunRow
    batch: BatchRow


class _Run(msgspec.Struct, frozen=True, array_like=True):
    run_id: str
    batch: int
    product: str
    first_sequence: int
    last_sequence: int
    cards: int
    state: PrintRunState
    is_reprint: bool
    reason: str
    till_id: str
    operator_id: str
    approved_by: str | None
    given: int
    printed: int
    spoiled: int
    replaced: int
    opened_at: int
    ended_at: int | None


class _Touched(msgspec.Struct, frozen=True, array_like=True):
    state: PrintState
    count: int


class _Card(msgspec.Struct, frozen=True, array_like=True):
    sequence: int
    state: PrintState
    replaces: int | None


class _New(msgspec.Struct, frozen=True, array_like=True):
    first: int | None
    waiting: int | None


class _Count(msgspec.Struct, frozen=True, array_like=True):
    count: int


class _WorstPrint(msgspec.Struct, frozen=True, array_like=True):
    contrast_percent: int | None
    quiet_zone_tenths: int | None


class PrintQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def runs(self, app_id: AppId) -> list[PrintRunView]:
        """The newest runs."""
        found = await self._reader.fetch(_Run, selects.RUNS, app_id, RUNS_LISTED_MAX)
        return [_view(run) for run in found]

    async def run(self, app_id: AppId, run_id: str) -> PrintRunView | None:
        found = await self._reader.fetch(_Run, selects.RUN, app_id, run_id)
        return _view(found[0]) if found else None

    async def run_of_batch(self, app_id: AppId, run_id: str) -> RunOfBatch | None:
        """A run as it is stored, with its batch."""
        runs: list[PrintRunRow] = await self._reader.find(PRINT_RUNS.at(app_id, run_id))
        if not runs:
            return None
        batches: list[BatchRow] = await self._reader.find(BATCHES.at(app_id, runs[0].batch))
        return RunOfBatch(runs[0], batches[0])

    async def touched(self, app_id: AppId, batch: int, cards: Sequences) -> dict[PrintState, int]:
        """How many of these cards are in which state; those that are not counted wait."""
        found = await self._reader.fetch(
            _Touched, selects.TOUCHED, app_id, batch, cards.first, cards.last
        )
        return {row.state: row.count for row in found}

    async def batch(self, app_id: AppId, batch: int) -> BatchPrint | None:
        """How a batch stands with printing."""
        batches: list[BatchRow] = await self._reader.find(BATCHES.at(app_id, batch))
        if not batches or not batches[0].made:
            return None
        made = batches[0].made
        touched = await self.touched(app_id, batch, Sequences(first=1, last=made))
        given, printed, spoiled = (
            touched.get(state, 0)
            for state in (PrintState.GIVEN, PrintState.PRINTED, PrintState.SPOILED)
        )
        (new,) = await self._reader.fetch(_New, selects.NEW_CARDS, app_id, batch)
        runs: list[PrintRunRow] = await self._reader.find(PRINT_RUNS_OF_BATCH.at(app_id, batch))
        return BatchPrint(
            batch=batch,
            waiting=made - given - printed - spoiled,
            given=given,
            printed=printed,
            spoiled=spoiled,
            replacing=new.waiting or 0,
            first_new=new.first,
            open_runs=[run.run_id for run in runs if run.state is PrintRunState.OPEN],
        )

    async def cards(
        self, app_id: AppId, run_id: str, after: int
    ) -> tuple[list[PrintCardView], bool]:
        """A page of the cards that a run has touched, and whether there are more."""
        found = await self._reader.fetch(
            _Card, selects.CARDS_OF_RUN, app_id, run_id, after, PIECE_CARDS_MAX + 1
        )
        views = [
            PrintCardView(sequence=card.sequence, state=card.state, replaces=card.replaces)
            for card in found[:PIECE_CARDS_MAX]
        ]
        return views, len(found) > PIECE_CARDS_MAX

    async def given(self, app_id: AppId, run_id: str) -> list[int]:
        """The first cards of a run that are given and not reported."""
        found = await self._reader.fetch(_Card, selects.GIVEN, app_id, run_id, PIECE_CARDS_MAX)
        return [card.sequence for card in found]

    async def signed_above(self, app_id: AppId) -> int:
        """With more cards than this a second person signs."""
        apps: list[AppRow] = await self._reader.find(APPS.at(app_id))
        return apps[0].print_signed_above

    async def proof(self, app_id: AppId, batch: int) -> BatchProof | None:
        """How far the print of a batch is proven."""
        batches: list[BatchRow] = await self._reader.find(BATCHES.at(app_id, batch))
        if not batches:
            return None
        apps: list[AppRow] = await self._reader.find(APPS.at(app_id))
        found: list[PrintBatchRow] = await self._reader.find(PRINT_BATCHES.at(app_id, batch))
        prints = found[0] if found else PrintBatchRow(app_id=app_id, batch=batch)
        demanded = demanded_of(apps[0].proof_demanded, made=batches[0].made, spoiled=prints.spoiled)
        proof = BatchProof(
            batch=batch,
            proven=prints.proven,
            demanded=demanded,
            shippable=is_enough(prints.proven, demanded, excused=prints.excused),
            excused=prints.excused,
        )
        return await self.told_whole(app_id, proof)

    async def told_whole(self, app_id: AppId, proof: BatchProof) -> BatchProof:
        """The proof with what is not printed yet, and the worst print that was read back."""
        found = await self._reader.fetch(_WorstPrint, selects.WORST_PRINT, app_id, proof.batch)
        unprinted = await self._unprinted(app_id, proof.batch)
        return msgspec.structs.replace(
            proof,
            shippable=proof.shippable and not unprinted,
            unprinted=unprinted,
            contrast_percent_min=found[0].contrast_percent,
            quiet_zone_tenths_min=found[0].quiet_zone_tenths,
        )

    async def _unprinted(self, app_id: AppId, batch: int) -> int:
        """How many cards wait for print or are given; of an excused batch, those of its runs."""
        batches: list[BatchRow] = await self._reader.find(BATCHES.at(app_id, batch))
        touched = await self.touched(app_id, batch, Sequences(first=1, last=SEQUENCE_MAX))
        given, waiting = touched.get(PrintState.GIVEN, 0), touched.get(PrintState.WAITING, 0)
        prints: list[PrintBatchRow] = await self._reader.find(PRINT_BATCHES.at(app_id, batch))
        if prints and prints[0].excused:
            return given + waiting
        if waiting or sum(touched.values()) < batches[0].made:
            (left,) = await self._reader.fetch(_Count, selects.WAITING, app_id, batch)
            waiting = left.count
        return given + waiting


def _view(run: _Run) -> PrintRunView:
    return PrintRunView(
        run_id=run.run_id,
        batch=run.batch,
        product=run.product,
        cards=Sequences(first=run.first_sequence, last=run.last_sequence),
        state=run.state,
        reprint=run.is_reprint,
        reason=run.reason,
        till_id=run.till_id,
        operator_id=run.operator_id,
        approved_by=run.approved_by,
        waiting=run.cards + run.replaced - run.given - run.printed - run.spoiled,
        given=run.given,
        printed=run.printed,
        spoiled=run.spoiled,
        replaced=run.replaced,
        opened_at=run.opened_at,
        ended_at=run.ended_at,
    )
