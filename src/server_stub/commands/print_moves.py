"""Giving out the cards of a print run, reporting on them, and ending the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from msgspec import Struct

from card_contract.outcomes import Refusal
from card_contract.print_messages import (
    PrintReported,
    PrintReportRequest,
    PrintRunState,
    PrintState,
    Sequences,
)
from card_contract.states import CodeState, HoldState
from server_stub.commands.batch_codes import NewCode
from server_stub.commands.print_cards import BatchFullError, PrintBatch, Spoiling
from server_stub.commands.print_runs import Printer
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.print_machine import MOVES, PrintEvent, move_print
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.cards import BATCHES, CodeRow
from server_stub.storage.rows.printing import (
    PRINT_PROOFS,
    PRINT_RUNS,
    PrintCardRow,
    PrintRunRow,
)
from server_stub.storage.table import Need


class CardToGive(Struct, frozen=True, kw_only=True):
    sequence: int
    pack: int
    code_id: CodeId


class CardsToGive(Struct, frozen=True, kw_only=True):
    """The cards whose codes may leave now, to the one who asked."""

    cards: list[CardToGive]


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveCards(Unstored):
    """Give out cards of a run. What was given and not reported is given again."""

    answer_type: ClassVar = CardsToGive

    printer: Printer
    run_id: str
    of: PrintBatch
    cards: Sequences

    def needs(self) -> Iterable[Need]:
        yield from self.printer.needs()
        yield PRINT_RUNS.at(self.app_id, self.run_id)
        yield from self.of.needs_of(self._sequences)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        """The runs that have touched the cards before."""
        for sequence in self._sequences:
            card = self.of.card(rows, sequence)
            if card is not None:
                yield PRINT_RUNS.at(self.app_id, card.run_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[CardsToGive]:
        run = rows.find(PRINT_RUNS, self.app_id, self.run_id)
        refusal = self.printer.refusal_of_run(rows, run)
        if refusal is not None or run is None:
            return refuse(refusal or Refusal.RUN_UNKNOWN)
        changes: list[Change] = []
        given: list[CardToGive] = []
        for sequence in self._sequences:
            card, code = self.of.card(rows, sequence), self.of.code(rows, sequence)
            if not self._is_of_run(rows, run, card, sequence):
                return refuse(Refusal.CARDS_IN_A_RUN)
            if code is None or code.pack is None or not _is_fresh(code):
                continue
            if card is not None and PrintEvent.GIVE not in MOVES[card.state]:
                continue
            given.append(CardToGive(sequence=sequence, pack=code.pack, code_id=code.code_id))
            if card is None:
                changes.append(Insert(self._touched(code, sequence, code.pack, now_ms)))
            elif card.state is not PrintState.GIVEN:
                state = move_print(card.state, PrintEvent.GIVE)
                changes.append(changed(card, state=state, run_id=self.run_id, updated_at=now_ms))
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="print-run.cards-given",
            actor=self.printer.actor,
            subject=self.run_id,
            detail={
                "batch": self.of.batch,
                "cards": msgspec.to_builtins(self.cards),
                "given": len(given),
                "again": len(given) - len(changes),
                "till": self.printer.till_id,
            },
        )
        if changes:
            changes.append(changed(run, given=run.given + len(changes)))
        return Decision(CardsToGive(cards=given), changes, (entry,) if given else ())

    @property
    def _sequences(self) -> range:
        return range(self.cards.first, self.cards.last + 1)

    def _is_of_run(
        self, rows: Rows, run: PrintRunRow, card: PrintCardRow | None, sequence: int
    ) -> bool:
        """Whether the card is the run's: in its range, or a new one for a card that it spoiled."""
        is_in_range = run.first_sequence <= sequence <= run.last_sequence
        if card is None or card.run_id == self.run_id:
            return is_in_range or card is not None
        other = rows.find(PRINT_RUNS, self.app_id, card.run_id)
        return is_in_range and (other is None or other.state is PrintRunState.ENDED)

    def _touched(self, code: CodeRow, sequence: int, pack: int, now_ms: int) -> PrintCardRow:
        return PrintCardRow(
            app_id=self.app_id,
            batch=self.of.batch,
            sequence=sequence,
            pack=pack,
            code_id=code.code_id,
            run_id=self.run_id,
            state=move_print(PrintState.WAITING, PrintEvent.GIVE),
            updated_at=now_ms,
        )


def _is_fresh(code: CodeRow) -> bool:
    return code.state is CodeState.INACTIVE and code.hold is HoldState.FREE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPrint:
    """Note what became of given cards, once under one id. ``codes`` are for the new cards."""

    answer_type: ClassVar = PrintReported

    printer: Printer
    report_id: str
    request: PrintReportRequest
    of: PrintBatch
    codes: Sequence[NewCode]

    @property
    def app_id(self) -> AppId:
        return self.printer.app_id

    @property
    def key(self) -> str | None:
        return f"{self.report_id}/PRINT-REPORT"

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.printer.till_id, self.request))

    def needs(self) -> Iterable[Need]:
        yield from self.printer.needs()
        yield PRINT_RUNS.at(self.app_id, self.request.run_id)
        yield from self.of.needs_of_new()
        for sequence, event in self._reported():
            yield from self.of.needs_of((sequence,))
            if event is PrintEvent.SPOIL:
                yield PRINT_PROOFS.at(self.app_id, self.of.batch, sequence)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[PrintReported]:
        run = rows.find(PRINT_RUNS, self.app_id, self.request.run_id)
        batch = rows.find(BATCHES, self.app_id, self.of.batch)
        refusal = self.printer.refusal_of_run(rows, run)
        if refusal is not None or run is None or batch is None:
            return refuse(refusal or Refusal.RUN_UNKNOWN)
        reported = list(self._reported())
        if len({sequence for sequence, _ in reported}) < len(reported):
            return refuse(Refusal.MALFORMED)
        spoiling = Spoiling(self.of, run, batch, self.codes, now_ms)
        counts = {"given": run.given, "printed": run.printed, "spoiled": run.spoiled}
        for sequence, event in reported:
            card, code = self.of.card(rows, sequence), self.of.code(rows, sequence)
            moved = self._event(run, card, event)
            if card is None or code is None or moved is None:
                return refuse(Refusal.NOT_GIVEN)
            try:
                self._move(spoiling, card, code, moved, counts)
                if moved is PrintEvent.REPRINT and card.state is PrintState.PRINTED:
                    proof = rows.find(PRINT_PROOFS, self.app_id, self.of.batch, sequence)
                    spoiling.unproven += proof is not None
            except BatchFullError:
                return refuse(Refusal.BATCH_FULL)
        changes = spoiling.finish(rows)
        changes.append(changed(run, replaced=run.replaced + len(spoiling.replacements), **counts))
        answer = PrintReported(replacements=spoiling.replacements, unreplaced=spoiling.unreplaced)
        return Decision(answer, changes, (self._entry(answer),))

    def _reported(self) -> Iterator[tuple[int, PrintEvent]]:
        ranges = (
            (self.request.printed, PrintEvent.PRINT),
            (self.request.spoiled, PrintEvent.SPOIL),
            (self.request.unfed, PrintEvent.UNFED),
        )
        for cards, event in ranges:
            for each in cards:
                for sequence in range(each.first, each.last + 1):
                    yield sequence, event

    def _event(
        self, run: PrintRunRow, card: PrintCardRow | None, event: PrintEvent
    ) -> PrintEvent | None:
        """The table's event for what is reported; None where it cannot be true of this run."""
        if card is None:
            return None
        may_reprint = run.is_reprint and run.first_sequence <= card.sequence <= run.last_sequence
        was_printed = card.state in (PrintState.PRINTED, PrintState.SPOILED)
        if event is PrintEvent.SPOIL and was_printed and may_reprint:
            return PrintEvent.REPRINT
        if card.run_id != run.run_id or event not in MOVES[card.state]:
            return None
        return event

    def _move(
        self,
        spoiling: Spoiling,
        card: PrintCardRow,
        code: CodeRow,
        event: PrintEvent,
        counts: dict[str, int],
    ) -> None:
        after = move_print(card.state, event)
        if after is card.state:
            return
        if card.state is PrintState.GIVEN:
            counts["given"] -= 1
        elif card.state is PrintState.PRINTED and card.run_id == self.request.run_id:
            counts["printed"] -= 1
        if after is PrintState.SPOILED:
            counts["spoiled"] += 1
            spoiling.spoil(card, code, event)
            return
        if after is PrintState.PRINTED:
            counts["printed"] += 1
        spoiling.changes.append(changed(card, state=after, updated_at=spoiling.now_ms))

    def _entry(self, answer: PrintReported) -> LedgerEntry:
        request = self.request
        return LedgerEntry(
            app_id=self.app_id,
            kind="print-run.reported",
            actor=self.printer.actor,
            subject=request.run_id,
            detail={
                "batch": self.of.batch,
                "printed": msgspec.to_builtins(request.printed),
                "spoiled": msgspec.to_builtins(request.spoiled),
                "unfed": msgspec.to_builtins(request.unfed),
                "replaced": msgspec.to_builtins(answer.replacements),
                "unreplaced": answer.unreplaced,
                "till": self.printer.till_id,
                "report": self.report_id,
            },
        )


class RunEnding(Struct, frozen=True, kw_only=True):
    """Whether the run has ended; else given cards are left that are spoiled next."""

    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPrintRun(Unstored):
    """Spoil given cards of a run, and end it where none is left. Whoever prints may.

    Nobody knows of a card that was given and not reported whether it lies on paper.
    """

    answer_type: ClassVar = RunEnding

    printer: Printer
    run_id: str
    of: PrintBatch
    given: Sequence[int]
    codes: Sequence[NewCode]

    def needs(self) -> Iterable[Need]:
        yield from self.printer.needs()
        yield PRINT_RUNS.at(self.app_id, self.run_id)
        yield from self.of.needs_of_new()
        yield from self.of.needs_of(self.given)

    def decide(self, rows: Rows, now_ms: int) -> Decision[RunEnding]:
        run = rows.find(PRINT_RUNS, self.app_id, self.run_id)
        batch = rows.find(BATCHES, self.app_id, self.of.batch)
        refusal = self.printer.refusal_of_run(rows, run)
        if refusal is Refusal.RUN_ENDED:
            return Decision(RunEnding(ended=True))
        if refusal not in (None, Refusal.RUN_ELSEWHERE) or run is None or batch is None:
            return refuse(refusal or Refusal.RUN_UNKNOWN)
        spoiling = Spoiling(self.of, run, batch, self.codes, now_ms)
        for sequence in self.given:
            card, code = self.of.card(rows, sequence), self.of.code(rows, sequence)
            if card is None or code is None or card.run_id != self.run_id:
                continue
            if card.state is PrintState.GIVEN:
                try:
                    spoiling.spoil(card, code, PrintEvent.SPOIL)
                except BatchFullError:
                    return refuse(Refusal.BATCH_FULL)
        changes = spoiling.finish(rows)
        replaced = len(spoiling.replacements)
        spoiled = replaced + len(spoiling.unreplaced)
        left = run.given - spoiled
        changes.append(
            changed(
                run,
                given=left,
                spoiled=run.spoiled + spoiled,
                replaced=run.replaced + replaced,
                state=PrintRunState.OPEN if left else PrintRunState.ENDED,
                ended_at=None if left else now_ms,
            )
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="print-run.cards-spoiled" if left else "print-run.ended",
            actor=self.printer.actor,
            subject=self.run_id,
            detail={
                "batch": self.of.batch,
                "replaced": msgspec.to_builtins(spoiling.replacements),
                "unreplaced": spoiling.unreplaced,
                "till": self.printer.till_id,
            },
        )
        return Decision(RunEnding(ended=not left), changes, (entry,))
