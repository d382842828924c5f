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
_ALIKE_MAX: Final = 5
_FIRST_ALIKE: Final = 3
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


def open_rows(
    items: Iterable[DayOpenItem], *, is_own_till: bool, one_by_one: bool = False
) -> tuple[OpenRow, ...]:
    """In words, and where to go with each; of many alike the rest stand together.

    Unless they are wanted ``one_by_one``.
    """
    alike: dict[str, list[DayOpenItem]] = {}
    for item in items:
        alike.setdefault(_word_of(item), []).append(item)
    rows: list[OpenRow] = []
    for word, same in alike.items():
        todo = f"open.{word}.todo"
        if word == OpenKind.HELD and not is_own_till:
            todo = "open.held_elsewhere.todo"
        told = len(same) if one_by_one or len(same) <= _ALIKE_MAX else _FIRST_ALIKE
        rows += [_row(item, f"open.{word}", todo) for item in same[:told]]
        if same[told:]:
            rows.append(_rest(same[told:], todo))
    return tuple(rows)


def _row(item: DayOpenItem, what: str, todo: str) -> OpenRow:
    values: dict[str, str | int] = {
        "number": item.receipt_number or "?",
        "since_at": item.since or 0,
        "amount_minor": item.amount_minor or 0,
    }
    return OpenRow(item_id=item.item_id, what=Message(what, values), todo=Message(todo))


def _rest(items: list[DayOpenItem], todo: str) -> OpenRow:
    """A recall of sold cards opens a case for each of them."""
    amount_minor = sum(item.amount_minor or 0 for item in items)
    values = {"count": len(items), "amount_minor": amount_minor}
    return OpenRow(
        item_id=items[0].item_id,
        what=Message("open.more", values),
        todo=Message(todo),
        stands_for=len(items),
    )


def _word_of(item: DayOpenItem) -> str:
    if item.case_kind is None:
        return item.kind.value
    if item.case_kind in _REFERRED:
        return "case.payment"
    return "case.alarm" if item.case_kind in ALARMS else f"case.{item.case_kind.value}"


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
