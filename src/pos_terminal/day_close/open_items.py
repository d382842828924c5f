"""What is open, by the server's report and the till's journal, each with what to do: pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from card_contract.day_messages import DayOpenItem
from card_contract.states import ALARMS, CaseKind, OpenKind
from pos_terminal.day_close.model import OpenRow
from pos_terminal.journal.records import Record, RefundRecord, id_of
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.words import Message

_SALES: Final = frozenset({SaleState.PAID, SaleState.CANCELLING, SaleState.VOIDING})
_REFUNDS: Final = frozenset(
    {
        RefundState.VOIDING,
        RefundState.UNSIGNED,
        RefundState.SIGNING,
        RefundState.REFUND_DUE,
    }
)
_REFERRED: Final = frozenset({CaseKind.REFERENCE_USED, CaseKind.PAYMENT_DIFFERS})


def of_journal(records: Iterable[Record], known: Iterable[DayOpenItem]) -> list[DayOpenItem]:
    """What only the till knows of: not the sales that the server lists anyway."""
    listed = {item.sale_id for item in known}
    return [
        DayOpenItem(
            item_id=id_of(record),
            kind=OpenKind.JOURNAL,
            sale_id=record.sale_id,
            receipt_number=_number(record),
            since=record.created_at,
            amount_minor=_amount(record),
        )
        for record in records
        if _is_open(record) and record.sale_id not in listed
    ]


def open_rows(items: Iterable[DayOpenItem], *, is_own_till: bool) -> tuple[OpenRow, ...]:
    """In words, and where to go with each."""
    return tuple(_row(item, is_own_till=is_own_till) for item in items)


def _row(item: DayOpenItem, *, is_own_till: bool) -> OpenRow:
    values: dict[str, str | int] = {
        "number": item.receipt_number or "?",
        "since_at": item.since or 0,
        "amount_minor": item.amount_minor or 0,
    }
    word = item.kind.value
    if item.case_kind is not None:
        word = f"case.{item.case_kind.value}"
        if item.case_kind in _REFERRED:
            word = "case.payment"
        elif item.case_kind in ALARMS:
            word = "case.alarm"
    todo = f"open.{word}.todo"
    if item.kind is OpenKind.HELD:
        todo = "open.held.todo" if is_own_till else "open.held_elsewhere.todo"
    return OpenRow(
        item_id=item.item_id, what=Message(f"open.{word}", values), todo=Message(todo, values)
    )


def _is_open(record: Record) -> bool:
    if isinstance(record, RefundRecord):
        return record.state in _REFUNDS
    return record.state in _SALES or record.stuck is not None


def _number(record: Record) -> str:
    return record.sale_number if isinstance(record, RefundRecord) else record.receipt_number


def _amount(record: Record) -> int:
    if isinstance(record, RefundRecord):
        return record.refund_minor or sum(line.price_minor for line in record.lines)
    return record.total_minor
