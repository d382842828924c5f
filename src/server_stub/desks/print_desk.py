"""The print desk: draws the codes of new cards, and opens those that leave for paper.

An opened code goes into one answer and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from card_contract.outcomes import Refusal
from card_contract.print_messages import (
    PIECE_CARDS_MAX,
    CardsGiven,
    GivenCard,
    PrintReported,
    PrintReportRequest,
    Sequences,
)
from server_stub.commands.batch_codes import NewCode
from server_stub.commands.print_cards import PrintBatch
from server_stub.commands.print_moves import EndPrintRun, GiveCards, ReportPrint, RunEnding
from server_stub.commands.print_runs import Printer
from server_stub.desks.code_press import CodePress
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.queries.printing import PrintQueries, RunOfBatch
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CAMPAIGNS, CODE_SECRETS, BatchRow, CampaignRow

_ROUNDS_MAX: Final = 10_000  # a million cards, a piece at a time, and some to spare


class PrintDesk:
    """``runs`` tells what has become of the runs so far."""

    def __init__(self, engine: Submits, reader: Reader, press: CodePress) -> None:
        self._engine = engine
        self._reader = reader
        self._press = press
        self.runs = PrintQueries(reader)

    async def give(
        self, printer: Printer, run_id: str, cards: Sequences
    ) -> CardsGiven | Refused | Refusal:
        """Open the codes of cards of a run."""
        if not 0 < len(cards) <= PIECE_CARDS_MAX:
            return Refusal.MALFORMED
        found = await self.runs.run_of_batch(printer.app_id, run_id)
        if found is None:
            return Refusal.RUN_UNKNOWN
        of = _batch_of(found)
        answer = await self._engine.submit(
            GiveCards(app_id=printer.app_id, printer=printer, run_id=run_id, of=of, cards=cards)
        )
        if isinstance(answer, Refused):
            return answer
        given = []
        for card in answer.cards:
            secrets = await self._reader.find(CODE_SECRETS.at(printer.app_id, card.code_id))
            given.append(
                GivenCard(
                    sequence=card.sequence,
                    pack=card.pack,
                    number=of.number(card.sequence).digits,
                    code=self._press.opened(secrets[0]),
                )
            )
        return CardsGiven(cards=given)

    async def report(
        self, printer: Printer, report_id: str, request: PrintReportRequest
    ) -> PrintReported | Refused | Refusal:
        """Note what became of given cards."""
        if not 0 < request.card_count <= PIECE_CARDS_MAX:
            return Refusal.MALFORMED
        found = await self.runs.run_of_batch(printer.app_id, request.run_id)
        if found is None:
            return Refusal.RUN_UNKNOWN
        return await self._engine.submit(
            ReportPrint(
                printer=printer,
                report_id=report_id,
                request=request,
                of=_batch_of(found),
                codes=await self._drawn(found.batch, sum(map(len, request.spoiled))),
            )
        )

    async def end(self, printer: Printer, run_id: str) -> RunEnding | Refused | Refusal:
        """End a run, a piece of what it has given at a time."""
        found = await self.runs.run_of_batch(printer.app_id, run_id)
        if found is None:
            return Refusal.RUN_UNKNOWN
        for _ in range(_ROUNDS_MAX):
            given = await self.runs.given(printer.app_id, run_id)
            answer = await self._engine.submit(
                EndPrintRun(
                    app_id=printer.app_id,
                    printer=printer,
                    run_id=run_id,
                    of=_batch_of(found),
                    given=given,
                    codes=await self._drawn(found.batch, len(given)),
                )
            )
            if isinstance(answer, Refused) or answer.ended:
                return answer
        return Refusal.BUSY

    async def _drawn(self, batch: BatchRow, count: int) -> Sequence[NewCode]:
        """Fresh codes in the form of the batch's campaign; those that are not used are nobody's."""
        if count == 0:
            return ()
        campaigns: list[CampaignRow] = await self._reader.find(
            CAMPAIGNS.at(batch.app_id, batch.campaign)
        )
        campaign = campaigns[0]
        return [
            self._press.drawn(
                batch.app_id,
                campaign.code_form,
                include_check=campaign.include_check,
                prefix=campaign.code_prefix,
            )
            for _ in range(count)
        ]


def _batch_of(found: RunOfBatch) -> PrintBatch:
    batch = found.batch
    if batch.issuer is None:
        raise LookupError(f"Batch {batch.batch} is in a run and has no card numbers.")
    return PrintBatch(app_id=batch.app_id, batch=batch.batch, issuer=batch.issuer)
