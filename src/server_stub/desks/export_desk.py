"""The export desk: a whole batch goes to an outside print shop, in a print run without a till.

Who signs proves it with a PIN. A run that was broken off is found again by its recipient.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Struct

from card_contract.messages import ApprovalAnswer, ApprovalPurpose, ApprovalRequest
from card_contract.outcomes import Refusal
from card_contract.print_messages import (
    OpenPrintRunRequest,
    PrintReportRequest,
    PrintRunState,
    PrintState,
    Sequences,
    digest_of_run,
)
from card_contract.sale_id import crockford
from server_stub.commands.print_exports import ExportNoted, NoteExport, export_key
from server_stub.commands.print_runs import OpenPrintRun, Printer, TakePrintRun
from server_stub.desks.callers import TillCaller
from server_stub.desks.print_desk import PrintDesk
from server_stub.desks.staff_desk import StaffDesk
from server_stub.domain.ids import PRINT_SHOP, AppId, OperatorId, StoreId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import BATCHES, BatchRow
from server_stub.storage.rows.printing import PRINT_RUNS_OF_BATCH, PrintRunRow
from server_stub.storage.rows.sales import ANSWERS, AnswerRow

_REASON: Final = "For the print shop "


class Signature(Struct, frozen=True, kw_only=True):
    """A person and their PIN."""

    operator: str
    pin: str

    def __repr__(self) -> str:
        return f"Signature({self.operator})"


class ExportRun(Struct, frozen=True, kw_only=True):
    """The run of an export, and its file where there is one already."""

    run_id: str
    operator: str
    cards: Sequences
    noted: ExportNoted | None


class ExportDesk:
    def __init__(
        self, engine: Submits, reader: Reader, staff: StaffDesk, printing: PrintDesk
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._staff = staff
        self._printing = printing

    async def begin(
        self,
        app_id: AppId,
        batch: int,
        recipient: str,
        signatures: tuple[Signature, ...],
        file: str | None,
    ) -> ExportRun | Refused | Refusal:
        """Open a run, or find the one that was broken off; ``file`` is what lies there already."""
        batches: list[BatchRow] = await self._reader.find(BATCHES.at(app_id, batch))
        if not batches or not batches[0].made:
            return Refusal.BATCH_UNKNOWN
        known, noted = await self._begun(app_id, batch, recipient, file)
        if known is None and file is not None:
            return Refusal.KEY_REUSED
        run_id = _drawn("Q") if known is None else known.run_id
        request = OpenPrintRunRequest(
            batch=batch,
            cards=Sequences(first=1, last=batches[0].made)
            if known is None
            else Sequences(first=known.first_sequence, last=known.last_sequence),
            reason=_REASON + recipient,
        )
        first, *others = signatures
        signed = await self._signed(app_id, run_id, request, first)
        if isinstance(signed, Refused | Refusal):
            return signed
        person = signed.approver.operator_id
        printer = printer_at_shop(app_id, person)
        if known is None:
            for other in others:
                signed = await self._signed(app_id, run_id, request, other)
                if isinstance(signed, Refused | Refusal):
                    return signed
                request = msgspec.structs.replace(request, approval=signed.approval)
            refused = await self._opened(printer, run_id, request)
        elif known.state is PrintRunState.OPEN:
            take = TakePrintRun(app_id=app_id, printer=printer, run_id=run_id)
            taken = await self._engine.submit(take)
            refused = taken if isinstance(taken, Refused) else None
        else:
            # Somebody has ended it at a till: what is in the file is not what is printed.
            is_whole = noted is not None and known.printed == noted.cards
            refused = None if is_whole else Refused(refusal=Refusal.RUN_ENDED)
        return refused or ExportRun(
            run_id=run_id, operator=person, cards=request.cards, noted=noted
        )

    async def note(
        self, printer: Printer, run_id: str, recipient: str, noted: ExportNoted
    ) -> ExportNoted | Refused:
        """Note the whole file, before it gets its name."""
        return await self._engine.submit(
            NoteExport(
                printer=printer,
                run_id=run_id,
                recipient=recipient,
                file=noted.file,
                cards=noted.cards,
            )
        )

    async def advance(self, printer: Printer, run_id: str) -> int | Refused | Refusal:
        """Report a piece of the cards as printed; tell how many are left. The last ends the run."""
        noted = await self._noted(printer.app_id, run_id)
        if noted is None:
            return Refusal.NOT_GIVEN
        given = await self._printing.runs.given(printer.app_id, run_id)
        if given:
            request = PrintReportRequest(run_id=run_id, printed=list(_ranges(given)))
            answer = await self._printing.report(printer, _drawn("J"), request)
            if isinstance(answer, Refused | Refusal):
                return answer
        view = await self._printing.runs.run(printer.app_id, run_id)
        if view is None or view.given:
            return Refusal.RUN_UNKNOWN if view is None else view.given
        if view.printed != noted.cards:
            return Refusal.RUN_ENDED
        ended = await self._printing.end(printer, run_id)
        return ended if isinstance(ended, Refused | Refusal) else 0

    async def _begun(
        self, app_id: AppId, batch: int, recipient: str, file: str | None
    ) -> tuple[PrintRunRow | None, ExportNoted | None]:
        """The run for this recipient that is open, or has made just this file."""
        runs: list[PrintRunRow] = await self._reader.find(PRINT_RUNS_OF_BATCH.at(app_id, batch))
        for run in runs:
            if (run.till_id, run.reason) != (PRINT_SHOP, _REASON + recipient):
                continue
            noted = await self._noted(app_id, run.run_id)
            is_of_file = file is None or (noted is not None and noted.file == file)
            if is_of_file and (file is not None or run.state is PrintRunState.OPEN):
                return run, noted
        return None, None

    async def _noted(self, app_id: AppId, run_id: str) -> ExportNoted | None:
        answers: list[AnswerRow] = await self._reader.find(ANSWERS.at(app_id, export_key(run_id)))
        if not answers or answers[0].refused:
            return None
        return msgspec.json.decode(answers[0].body, type=ExportNoted)

    async def _signed(
        self, app_id: AppId, run_id: str, request: OpenPrintRunRequest, signature: Signature
    ) -> ApprovalAnswer | Refused | Refusal:
        """Let a person sign for the run."""
        shop = TillCaller(
            app_id=app_id,
            store_id=StoreId(""),
            till_id=PRINT_SHOP,
            till_name="",
            session_id="",
        )
        return await self._staff.approve(
            shop,
            ApprovalRequest(
                approver=signature.operator,
                pin=signature.pin,
                purpose=ApprovalPurpose.PRINT,
                subject=digest_of_run(request),
                sale_id=run_id,
            ),
        )

    async def _opened(
        self, printer: Printer, run_id: str, request: OpenPrintRunRequest
    ) -> Refused | None:
        touched = await self._printing.runs.touched(printer.app_id, request.batch, request.cards)
        printed = touched.get(PrintState.PRINTED, 0)
        answer = await self._engine.submit(
            OpenPrintRun(
                app_id=printer.app_id,
                printer=printer,
                run_id=run_id,
                request=request,
                printable=len(request.cards) - printed - touched.get(PrintState.SPOILED, 0),
                printed=printed,
            )
        )
        return answer if isinstance(answer, Refused) else None


def printer_at_shop(app_id: AppId, operator: str) -> Printer:
    """The person who has the print shop print."""
    return Printer(app_id=app_id, till_id=PRINT_SHOP, operator_id=OperatorId(operator))


def _drawn(kind: str) -> str:
    return f"{kind}-{crockford(secrets.token_bytes(17))}"


def _ranges(sequences: list[int]) -> Iterator[Sequences]:
    """Sorted sequences as ranges without gaps."""
    first = last = sequences[0]
    for sequence in sequences[1:]:
        if sequence != last + 1:
            yield Sequences(first=first, last=last)
            first = sequence
        last = sequence
    yield Sequences(first=first, last=last)
