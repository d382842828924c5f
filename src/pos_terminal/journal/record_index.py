"""Which record belongs to what: refunds by their sale, sales by how they were paid."""

from __future__ import annotations

from card_contract.payment_reference import canonical_reference
from pos_terminal.journal.records import Record, RefundRecord, SaleRecord


class RecordIndex:
    """Filled while the journal is opened, and with every page after that."""

    def __init__(self) -> None:
        self._refunds: dict[str, frozenset[str]] = {}
        self._references: dict[str, str] = {}
        self._paid: dict[str, str] = {}

    def take(self, record: Record) -> None:
        """Note a record as it is now."""
        match record:
            case RefundRecord():
                known = self._refunds.get(record.sale_id, frozenset())
                self._refunds[record.sale_id] = known | {record.refund_id}
            case SaleRecord(payment=payment) if payment is not None:
                corrected = self._paid.pop(record.sale_id, None)
                if corrected is not None:
                    del self._references[corrected]
                reference = canonical_reference(payment.reference or "")
                if reference and self._references.setdefault(reference, record.sale_id) == (
                    record.sale_id
                ):
                    self._paid[record.sale_id] = reference

    def refunds_of(self, sale_id: str) -> list[str]:
        """The ids of a sale's refunds, oldest first, also of a sale that is another till's."""
        return sorted(self._refunds.get(sale_id, frozenset()))

    def paid_with(self, reference: str) -> str | None:
        """The id of the sale that was paid under this reference."""
        return self._references.get(canonical_reference(reference))
