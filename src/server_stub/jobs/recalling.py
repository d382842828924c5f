"""Carrying out recalls, piece by piece, between which sales go on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from server_stub.commands.jobs import JobProgress
from server_stub.commands.recall_pieces import PieceDecided, RecallPiece
from server_stub.domain.ids import AppId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.notify.recall_bell import RecallBell
from server_stub.queries.selections import NextCards, SelectionQueries
from server_stub.storage.interface import Reader
from server_stub.storage.rows.jobs import JobRow
from server_stub.storage.rows.recalls import RECALLS, RecallRow, Span

PIECE_CARDS_MAX: Final = 2_000
"""A sale beside a recall waits for one piece at most (`benchmarks/recall.py`)."""


class _Place(NamedTuple):
    """How far a recall is: in the one numbered ``span`` all up to ``passed`` are decided."""

    app_id: AppId
    recall_id: int
    span: int
    passed: int


class Recalling:
    """Reads which cards come next and has them decided.

    While the disk takes one piece, the cards of the next are read. Where those are the last, they
    are read again when it is their turn: the batch may have grown meanwhile.
    """

    def __init__(
        self,
        engine: Submits,
        reader: Reader,
        bell: RecallBell,
        *,
        piece_max: int = PIECE_CARDS_MAX,
    ) -> None:
        self._bell = bell
        self._engine = engine
        self._reader = reader
        self._selections = SelectionQueries(reader)
        self._piece_max = piece_max
        self._ahead: dict[_Place, NextCards] = {}

    async def step(self, job: JobRow) -> JobProgress | Refused:
        """Decide the next piece of a recall, and tell the tills what it has changed."""
        recalls: list[RecallRow] = await self._reader.find(RECALLS.at(job.app_id, job.job_id))
        recall = recalls[0]
        spans = msgspec.json.decode(recall.spans, type=list[Span])
        here = _Place(job.app_id, job.job_id, recall.span, recall.passed)
        cards = self._ahead.get(here)
        if cards is None:
            # Another process may have decided what is behind, and ended before it was told.
            await self._bell.catch_up(job.app_id, job.job_id, job.done)
            cards = await self._next_cards(spans, here)
        then = here._replace(span=cards.span, passed=cards.passed)
        piece = RecallPiece(
            app_id=job.app_id,
            recall_id=job.job_id,
            after=job.done,
            code_ids=cards.code_ids,
            numbers=cards.numbers,
            span=cards.span,
            passed=cards.passed,
            is_last=cards.is_last,
        )
        answer, ahead = await asyncio.gather(
            self._engine.submit(piece), self._next_cards(spans, then)
        )
        self._ahead = {} if ahead.is_last else {then: ahead}
        if isinstance(answer, PieceDecided) and answer.act is not None and answer.changed:
            self._bell.feed.tell(
                job.app_id,
                job.job_id,
                answer.act,
                answer.changed,
                committed_at=answer.at,
                passed=answer.done,
            )
        return answer

    async def _next_cards(self, spans: Sequence[Span], place: _Place) -> NextCards:
        return await self._selections.next_cards(
            place.app_id, spans, place.span, place.passed, self._piece_max
        )
