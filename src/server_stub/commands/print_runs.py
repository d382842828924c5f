"""Opening the codes of a batch for one print run, and taking a run over at another till.

How many of the cards are to be printed was read beforehand; here it is decided who may ask, whether
a second person has to sign, and that no card is in two open runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import msgspec

from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from card_contract.print_messages import OpenPrintRunRequest, PrintRunState, digest_of_run
from server_stub.commands.approvals import (
    Act,
    approval_id,
    approver_of,
    refusal_of_second,
    unused_approval,
)
from server_stub.commands.askers import may_print, refusal_of_operator
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import PRINT_SHOP, AppId, OperatorId, TillId
from server_stub.domain.roles import STUDIO
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert, LedgerEntry, changed
from server_stub.storage.rows.cards import BATCHES
from server_stub.storage.rows.printing import PRINT_RUNS, PRINT_RUNS_OF_BATCH, PrintRunRow
from server_stub.storage.rows.shop import APPS
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, TILLS, ApprovalRow
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """Who prints: a person at a till, or one who has an outside print shop print."""

    app_id: AppId
    till_id: TillId
    operator_id: OperatorId

    def needs(self) -> Iterable[Need]:
        yield TILLS.at(self.app_id, self.till_id)
        yield OPERATORS.at(self.app_id, self.operator_id)

    def refusal(self, rows: Rows) -> Refusal | None:
        """Say why this person may not print here, or None."""
        if not may_print(rows, self.app_id, self.till_id):
            return Refusal.TILL_REVOKED
        return refusal_of_operator(rows, self.app_id, self.operator_id, STUDIO)

    def refusal_of_run(self, rows: Rows, run: PrintRunRow | None) -> Refusal | None:
        """Say why this person may not go on with the run, or None."""
        refusal = self.refusal(rows)
        if refusal is not None:
            return refusal
        if run is None:
            return Refusal.RUN_UNKNOWN
        if run.state is PrintRunState.ENDED:
            return Refusal.RUN_ENDED
        is_own = (run.till_id, run.operator_id) == (self.till_id, self.operator_id)
        return None if is_own else Refusal.RUN_ELSEWHERE

    @property
    def actor(self) -> str:
        return f"operator:{self.operator_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPrintRun(Unstored):
    """Open a run; under an id that is known, the same request finds it open.

    Of the cards that are named, ``printable`` have a code that was never printed, and ``printed``
    are printed.
    """

    answer_type: ClassVar = Noted

    printer: Printer
    run_id: str
    request: OpenPrintRunRequest
    printable: int
    printed: int

    def needs(self) -> Iterable[Need]:
        yield from self.printer.needs()
        yield APPS.at(self.app_id)
        yield BATCHES.at(self.app_id, self.request.batch)
        yield PRINT_RUNS.at(self.app_id, self.run_id)
        yield PRINT_RUNS_OF_BATCH.at(self.app_id, self.request.batch)
        if self.request.approval is not None:
            yield APPROVALS.at(self.app_id, approval_id(self.request.approval))

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return approver_of(rows, self.app_id, self.request.approval)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        refusal = self.printer.refusal(rows)
        if refusal is not None:
            return refuse(refusal)
        known = rows.find(PRINT_RUNS, self.app_id, self.run_id)
        if known is not None:
            return Decision(Noted()) if self._asked_for(known) else refuse(Refusal.KEY_REUSED)
        refusal = self._refusal(rows)
        if refusal is not None:
            return refuse(refusal)
        approval = self._approval(rows, now_ms)
        if approval is not None:
            refusal = refusal_of_second(rows, approval, self.printer.operator_id, now_ms)
            return self._opened(approval, now_ms) if refusal is None else refuse(refusal)
        if self.request.approval is not None or self._is_signed(rows):
            return refuse(Refusal.APPROVAL_INVALID)
        return self._opened(None, now_ms)

    def _asked_for(self, run: PrintRunRow) -> bool:
        request = self.request
        asked = (request.batch, request.cards.first, request.cards.last, request.reprint)
        there = (run.batch, run.first_sequence, run.last_sequence, run.is_reprint)
        return asked == there and request.reason == run.reason

    def _refusal(self, rows: Rows) -> Refusal | None:
        """Say why these cards are not opened, whoever signs."""
        batch, cards = rows.find(BATCHES, self.app_id, self.request.batch), self.request.cards
        if batch is None or batch.issuer is None or batch.made < batch.quantity:
            return Refusal.BATCH_UNKNOWN
        if batch.imported:
            return Refusal.BATCH_UNKNOWN  # its cards exist, printed elsewhere
        if not cards.first <= cards.last <= batch.made:
            return Refusal.BATCH_UNKNOWN
        for run in rows.all(PRINT_RUNS_OF_BATCH, self.app_id, self.request.batch):
            is_apart = run.last_sequence < cards.first or cards.last < run.first_sequence
            if run.state is PrintRunState.OPEN and not is_apart:
                return Refusal.CARDS_IN_A_RUN
        return self._refusal_of_printed()

    def _refusal_of_printed(self) -> Refusal | None:
        rest, reprint = self.request.rest, self.request.reprint
        if rest and reprint:
            return Refusal.MALFORMED
        if self.to_print and (rest or reprint or not self.printed):
            return None
        return Refusal.ALREADY_PRINTED if self.printed else Refusal.BATCH_UNKNOWN

    @property
    def to_print(self) -> int:
        return self.printable + (0 if self.request.rest else self.printed)

    def _is_signed(self, rows: Rows) -> bool:
        """Whether it takes a second signature: so many small runs of one person add up."""
        app = rows.find(APPS, self.app_id)
        opened = sum(
            run.cards
            for run in rows.all(PRINT_RUNS_OF_BATCH, self.app_id, self.request.batch)
            if run.approved_by is None and run.operator_id == self.printer.operator_id
        )
        return app is None or opened + self.to_print > app.print_signed_above

    def _approval(self, rows: Rows, now_ms: int) -> ApprovalRow | None:
        if self.request.approval is None:
            return None
        act = Act(
            purpose=ApprovalPurpose.PRINT,
            till_id=self.printer.till_id,
            subject=digest_of_run(self.request),
            sale_id=self.run_id,
        )
        return unused_approval(rows, self.app_id, self.request.approval, act, now_ms)

    def _opened(self, approval: ApprovalRow | None, now_ms: int) -> Decision[Noted]:
        request, printer = self.request, self.printer
        run = PrintRunRow(
            app_id=self.app_id,
            run_id=self.run_id,
            batch=request.batch,
            first_sequence=request.cards.first,
            last_sequence=request.cards.last,
            cards=self.to_print,
            state=PrintRunState.OPEN,
            is_reprint=request.reprint,
            reason=request.reason,
            till_id=printer.till_id,
            operator_id=printer.operator_id,
            approved_by=None if approval is None else approval.approver_id,
            opened_at=now_ms,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="print-run.opened",
            actor=printer.actor,
            subject=self.run_id,
            detail={
                "batch": request.batch,
                "cards": msgspec.to_builtins(request.cards),
                "to_print": run.cards,
                "reprint": request.reprint,
                "reason": request.reason,
                "till": printer.till_id,
                "approved_by": run.approved_by,
            },
        )
        signed = () if approval is None else (changed(approval, used_at=now_ms),)
        return Decision(Noted(), (Insert(run), *signed), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakePrintRun(Unstored):
    """Go on with an open run at this till, as this person; a repeat finds it taken.

    From another till it is taken only while none of its cards is given.
    """

    answer_type: ClassVar = Noted

    printer: Printer
    run_id: str

    def needs(self) -> Iterable[Need]:
        yield from self.printer.needs()
        yield PRINT_RUNS.at(self.app_id, self.run_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        run = rows.find(PRINT_RUNS, self.app_id, self.run_id)
        refusal = self.printer.refusal_of_run(rows, run)
        if refusal is None:
            return Decision(Noted())
        if run is None or refusal is not Refusal.RUN_ELSEWHERE:
            return refuse(refusal)
        printer = self.printer
        # What may lie on paper or in a file already is given nowhere else; it can only be ended.
        if run.till_id != printer.till_id and (run.given or run.till_id == PRINT_SHOP):
            return refuse(refusal)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="print-run.taken",
            actor=printer.actor,
            subject=self.run_id,
            detail={"till": printer.till_id, "from": [run.till_id, run.operator_id]},
        )
        taken = changed(run, till_id=printer.till_id, operator_id=printer.operator_id)
        return Decision(Noted(), (taken,), (entry,))
