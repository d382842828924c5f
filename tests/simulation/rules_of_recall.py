"""What recalls and stops promise, looked at from outside: what is recalled is dead, and stays so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from card_contract.states import CodeState, HoldState, RecallAct, RecallEffect
from pos_terminal.journal.records import SaleRecord
from pos_terminal.journal.sale_machine import SaleState
from server_stub.domain.ids import CodeId
from server_stub.domain.job_machine import JobState
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.jobs import JobRow
from server_stub.storage.rows.recalls import RecallRow, RecallRunRow, Span, SpanKind
from server_stub.storage.rows.sales import CaseRow
from simulation.disk import Disk
from simulation.memory_journal import TillDisk

DEADLY: Final = frozenset(
    {RecallEffect.INVALIDATED, RecallEffect.SALE_REFUSED, RecallEffect.REFUND_DUE}
)


class Decided(NamedTuple):
    """What a recall decided of one card."""

    recall_id: int
    code_id: CodeId
    effect: RecallEffect
    sale_id: str | None


class RulesOfRecall:
    """Looks at a server's disk, and remembers how its cards were."""

    def __init__(self, disk: Disk, tills: Iterable[TillDisk]) -> None:
        self._disk = disk
        self._tills = tuple(tills)
        self._before: dict[str, CodeRow] = {}

    def forget(self) -> None:
        """The disk was put back to an older one."""
        self._before.clear()

    def broken_now(self, codes: dict[str, CodeRow]) -> Iterator[str]:
        with_sold = {
            str(recall.recall_id)
            for recall in self._disk.rows(RecallRow)
            if recall.include_sold and recall.act is RecallAct.RECALL
        }
        for card_id, code in codes.items():
            before = self._before.get(card_id, code)
            if before.state is CodeState.INVALIDATED is not code.state:
                yield f"4: card {card_id} was dead and lives again"
            if before.hold is not code.hold is HoldState.SOLD and code.stop is not None:
                yield f"4: card {card_id} is stopped ({code.stop}) and was sold all the same"
            if code.hold is HoldState.SOLD and code.recall_id is not None:
                if code.recall_id not in with_sold:
                    yield f"2: recall {code.recall_id} leaves sold cards, and killed {card_id}"
                elif not self._has_case(code):
                    yield f"2: card {card_id} was recalled when sold, and no refund is due"
        self._before = codes

    def broken_at_the_end(self, codes: dict[str, CodeRow]) -> Iterator[str]:
        recalls = {recall.recall_id: recall for recall in self._disk.rows(RecallRow)}
        for job in self._disk.rows(JobRow):
            if job.state is not JobState.DONE:
                yield f"4: recall {job.job_id} was begun and is {job.state}"
            decided = [card for card in self._decided() if card.recall_id == job.job_id]
            named = self._named(recalls[job.job_id], codes)
            if sorted(str(card.code_id) for card in decided) != sorted(named):
                yield f"4: recall {job.job_id} names {named} and has decided {decided}"
        for card in self._decided():
            code = codes[str(card.code_id)]
            if card.effect in DEADLY and code.state is not CodeState.INVALIDATED:
                yield f"4: recall {card.recall_id} has killed card {card.code_id}, which lives"
            if card.effect is RecallEffect.SALE_REFUSED and card.sale_id is not None:
                yield from self._not_told(card.sale_id, str(card.code_id))

    def _decided(self) -> Iterator[Decided]:
        for run in self._disk.rows(RecallRunRow):
            sales = run.sale_ids or [None] * len(run.code_ids)
            for code_id, sale_id in zip(run.code_ids, sales, strict=True):
                yield Decided(run.recall_id, code_id, run.effect, sale_id)

    def _has_case(self, code: CodeRow) -> bool:
        cases: list[CaseRow] = self._disk.rows(CaseRow)
        return any((case.sale_id, case.code_id) == (code.sale_id, code.code_id) for case in cases)

    def _named(self, recall: RecallRow, codes: dict[str, CodeRow]) -> list[str]:
        found: list[str] = []
        for span in msgspec.json.decode(recall.spans, type=list[Span]):
            if span.by is SpanKind.BATCH:
                found += [card for card, code in codes.items() if code.batch == span.batch]
            else:
                found += map(str, span.code_ids)
        return found

    def _not_told(self, sale_id: str, card_id: str) -> Iterator[str]:
        """A card that was recalled while a sale held it: its clerk knows that it was not sold."""
        for till in self._tills:
            sale = till.records.get(sale_id)
            if not isinstance(sale, SaleRecord) or sale.state is not SaleState.DONE:
                continue  # cancelled or voided: nobody waits for this card
            if sale.payment is None:
                continue  # only a manager elsewhere thinks that somebody paid for it
            for line in sale.lines:
                if line.card_id == card_id and line.activated is not False:
                    yield f"5: card {card_id} was recalled, and {sale_id} does not say so"
