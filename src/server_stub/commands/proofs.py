"""Proving a print: printed cards are read back, and enough of them let the batch be shipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import msgspec

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.outcomes import Refusal
from card_contract.print_messages import (
    BatchProof,
    PrintState,
    ProofFinding,
    ProofRequest,
    ProofScan,
)
from server_stub.commands.print_runs import Printer
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import AppId
from server_stub.domain.proof_rules import demanded_of, is_enough
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.cards import BATCHES, BatchRow
from server_stub.storage.rows.printing import (
    PRINT_BATCHES,
    PRINT_CARDS,
    PRINT_PROOFS,
    PrintBatchRow,
    PrintProofRow,
)
from server_stub.storage.rows.shop import APPS, AppRow
from server_stub.storage.table import Need


def is_proven(app: AppRow, batch: BatchRow, prints: PrintBatchRow) -> bool:
    """Whether enough printed cards of the batch were read back, or it is excused."""
    demanded = demanded_of(app.proof_demanded, made=batch.made, spoiled=prints.spoiled)
    return is_enough(prints.proven, demanded, excused=prints.excused)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordProof:
    """Record what was read, once under one id: what is wrong is told, and recorded too."""

    answer_type: ClassVar = BatchProof

    printer: Printer
    proof_id: str
    request: ProofRequest

    @property
    def app_id(self) -> AppId:
        return self.printer.app_id

    @property
    def key(self) -> str | None:
        return f"{self.proof_id}/PROOF"

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.printer.till_id, self.request))

    def needs(self) -> Iterable[Need]:
        batch = self.request.batch
        yield from self.printer.needs()
        yield APPS.at(self.app_id)
        yield BATCHES.at(self.app_id, batch)
        yield PRINT_BATCHES.at(self.app_id, batch)
        for _, number in self._read():
            if number is not None and number.batch == batch:
                yield PRINT_CARDS.at(self.app_id, batch, number.sequence)
                yield PRINT_PROOFS.at(self.app_id, batch, number.sequence)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[BatchProof]:
        refusal = self.printer.refusal(rows)
        app = rows.find(APPS, self.app_id)
        batch = rows.find(BATCHES, self.app_id, self.request.batch)
        if refusal is not None or app is None or batch is None:
            return refuse(refusal or Refusal.BATCH_UNKNOWN)
        findings: list[ProofFinding] = []
        read: dict[int, PrintProofRow] = {}
        for scan, number in self._read():
            findings.append(self._finding(rows, batch, number, scan))
            if number is not None and findings[-1] is ProofFinding.MATCHES:
                self._read_back(rows, read, self._row(scan, number.sequence, now_ms))
        for place, (scan, number) in enumerate(self._read()):
            if number is not None and findings[place] is ProofFinding.POOR:
                row = self._row(scan, number.sequence, now_ms)
                if self._read_back(rows, read, row, counts=False):
                    findings[place] = ProofFinding.MATCHES
        known = rows.find(PRINT_BATCHES, self.app_id, batch.batch)
        prints = known or PrintBatchRow(app_id=self.app_id, batch=batch.batch)
        changes = [self._change(rows, row) for row in read.values()]
        new = sum(isinstance(change, Insert) for change in changes)
        proven = prints.proven + new
        if known is None:
            changes.append(Insert(msgspec.structs.replace(prints, proven=proven)))
        elif new:
            changes.append(changed(known, proven=proven))
        demanded = demanded_of(app.proof_demanded, made=batch.made, spoiled=prints.spoiled)
        answer = BatchProof(
            batch=batch.batch,
            proven=proven,
            demanded=demanded,
            shippable=is_enough(proven, demanded, excused=prints.excused),
            excused=prints.excused,
            findings=findings,
        )
        return Decision(answer, changes, (self._entry(answer),))

    def _read(self) -> Iterator[tuple[ProofScan, CardNumber | None]]:
        for scan in self.request.scans:
            try:
                yield scan, CardNumber.parse(scan.text)
            except NotACardNumberError:
                yield scan, None

    def _read_back(
        self, rows: Rows, read: dict[int, PrintProofRow], row: PrintProofRow, *, counts: bool = True
    ) -> bool:
        """Keep the worst that was read of a card, if it counts; says whether it does.

        A poor print alone makes no card count, and is kept of one that does without it.
        """
        before = read.get(row.sequence) or self._stored(rows, row.sequence)
        if before is not None:
            worse = _worse_of(row, before)
            if worse is not before:
                read[row.sequence] = worse
        elif counts:
            read[row.sequence] = row
        return counts or before is not None

    def _finding(
        self, rows: Rows, batch: BatchRow, number: CardNumber | None, scan: ProofScan
    ) -> ProofFinding:
        if number is None:
            return ProofFinding.NO_NUMBER
        if (number.issuer, number.batch) != (batch.issuer, batch.batch):
            return ProofFinding.FOREIGN
        if not 1 <= number.sequence <= batch.made:
            return ProofFinding.FOREIGN
        card = rows.find(PRINT_CARDS, self.app_id, batch.batch, number.sequence)
        match None if card is None else card.state:
            case PrintState.PRINTED:
                return ProofFinding.POOR if scan.is_left_out else ProofFinding.MATCHES
            case PrintState.SPOILED:
                return ProofFinding.SPOILED
            case _:
                return ProofFinding.UNPRINTED

    def _stored(self, rows: Rows, sequence: int) -> PrintProofRow | None:
        return rows.find(PRINT_PROOFS, self.app_id, self.request.batch, sequence)

    def _change(self, rows: Rows, row: PrintProofRow) -> Change:
        """The card is read for the first time, or a picture says worse of it than was known."""
        before = self._stored(rows, row.sequence)
        if before is None:
            return Insert(row)
        return changed(
            before,
            way=row.way,
            contrast_percent=row.contrast_percent,
            quiet_zone_tenths=row.quiet_zone_tenths,
        )

    def _row(self, scan: ProofScan, sequence: int, now_ms: int) -> PrintProofRow:
        return PrintProofRow(
            app_id=self.app_id,
            batch=self.request.batch,
            sequence=sequence,
            way=scan.way,
            contrast_percent=scan.contrast_percent,
            quiet_zone_tenths=scan.quiet_zone_tenths,
            read_by=self.printer.operator_id,
            read_at=now_ms,
        )

    def _worst_print(self, answer: BatchProof) -> dict[str, int | None] | str:
        """The worst reading of the batch's cards in this request, counted or not."""
        scans = [
            scan
            for scan, finding in zip(self.request.scans, answer.findings, strict=True)
            if finding in (ProofFinding.MATCHES, ProofFinding.POOR)
        ]
        contrast = _least(scan.contrast_percent for scan in scans)
        if contrast is None:
            return "no print reading"
        quiet = _least(scan.quiet_zone_tenths for scan in scans)
        return {"contrast_percent": contrast, "quiet_zone_tenths": quiet}

    def _entry(self, answer: BatchProof) -> LedgerEntry:
        """What matches is counted; what is wrong is named where it is a card number."""
        wrong = [
            {"number": None if number is None else number.digits, "finding": finding}
            for (_, number), finding in zip(self._read(), answer.findings, strict=True)
            if finding is not ProofFinding.MATCHES
        ]
        return LedgerEntry(
            app_id=self.app_id,
            kind="batch.proof-read",
            actor=self.printer.actor,
            subject=str(answer.batch),
            detail={
                "findings": Counter(map(str, answer.findings)),
                "ways": Counter(str(scan.way) for scan in self.request.scans),
                "wrong": wrong,
                "print": self._worst_print(answer),
                "poor_counted": sum(
                    scan.is_poor and scan.poor_counts is True
                    for scan, finding in zip(self.request.scans, answer.findings, strict=True)
                    if finding is ProofFinding.MATCHES
                ),
                "proven": answer.proven,
                "demanded": answer.demanded,
                "till": self.printer.till_id,
                "proof": self.proof_id,
            },
        )


def _worse_of(row: PrintProofRow, before: PrintProofRow) -> PrintProofRow:
    """The worst that is known of the card's print; ``before`` itself where that is no worse."""
    contrast = _least((before.contrast_percent, row.contrast_percent))
    quiet = _least((before.quiet_zone_tenths, row.quiet_zone_tenths))
    if (contrast, quiet) == (before.contrast_percent, before.quiet_zone_tenths):
        return before
    return msgspec.structs.replace(
        before, way=row.way, contrast_percent=contrast, quiet_zone_tenths=quiet
    )


def _least(figures: Iterable[int | None]) -> int | None:
    """The smallest of what was read; nothing where nothing was."""
    return min((each for each in figures if each is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseProof(Unstored):
    """Let a batch be shipped without a proof, and note why."""

    answer_type: ClassVar = Noted

    batch: int
    reason: str
    excused_by: str

    def needs(self) -> Iterable[Need]:
        return (
            BATCHES.at(self.app_id, self.batch),
            PRINT_BATCHES.at(self.app_id, self.batch),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        if rows.find(BATCHES, self.app_id, self.batch) is None:
            return refuse(Refusal.NOT_FOUND)
        known = rows.find(PRINT_BATCHES, self.app_id, self.batch)
        if known is not None and known.excused:
            return Decision(Noted())
        change: Change = (
            Insert(PrintBatchRow(app_id=self.app_id, batch=self.batch, excused=True))
            if known is None
            else changed(known, excused=True)
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="batch.proof-excused",
            actor=self.excused_by,
            subject=str(self.batch),
            detail={"reason": self.reason},
        )
        return Decision(Noted(), (change,), (entry,))
