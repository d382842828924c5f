"""One transaction of the journal, as a step sees it: records to read, records to keep."""

from __future__ import annotations

import os
from typing import Protocol

from card_contract.sale_id import SaleId, VoidId, crockford
from pos_terminal.journal.records import (
    Record,
    RefundRecord,
    SaleRecord,
    id_of,
    sequence_of,
)


class Records(Protocol):
    """What a page reads of its journal."""

    till: str
    generation: int
    last_sequence: int

    def record(self, record_id: str) -> Record | None:
        """The newest state of a record."""

    def numbered(self, sequence: int) -> Record | None:
        """The record with this number."""


class Page:
    """One transaction of the journal, as the function inside it sees it."""

    def __init__(self, journal: Records) -> None:
        self._journal = journal
        self.changed: list[tuple[str, Record]] = []
        self._given = journal.last_sequence

    def new_sale_id(self) -> str:
        """The id of the next sale. It is taken only if a record with it is put."""
        return str(self._next())

    def new_refund_id(self) -> str:
        """The id of the next refund."""
        return str(VoidId(self._next()))

    def sale(self, sale_id: str) -> SaleRecord:
        """The sale as it stands, with this page's own changes."""
        match self._find(sale_id):
            case SaleRecord() as record:
                return record
            case _:
                raise LookupError(f"{sale_id} is no sale of this journal.")

    def refund(self, refund_id: str) -> RefundRecord:
        """The refund as it stands, with this page's own changes."""
        match self._find(refund_id):
            case RefundRecord() as record:
                return record
            case _:
                raise LookupError(f"{refund_id} is no refund of this journal.")

    def has(self, record_id: str) -> bool:
        """Whether the record is of this journal."""
        return self._find(record_id) is not None

    def put(self, kind: str, record: Record) -> None:
        """Keep the record as it is after the step that ``kind`` names."""
        if self._find(id_of(record)) is None and self._journal.numbered(sequence_of(record)):
            raise LookupError(f"The number of {id_of(record)} is taken.")
        self.changed.append((kind, record))

    def _find(self, record_id: str) -> Record | None:
        for _, record in reversed(self.changed):
            if id_of(record) == record_id:
                return record
        return self._journal.record(record_id)

    def _next(self) -> SaleId:
        self._given += 1
        return SaleId(
            till=self._journal.till,
            generation=self._journal.generation,
            sequence=self._given,
            random=crockford(os.urandom(17)),
        )
