"""What whoever closes a day was told of it, and what they found in the drawer: pure.

Amounts are looked at twice. Those that the close expects have to be the day's own, or it is about a
report that is no longer so. What was found may differ, and then there is a reason.
"""

from __future__ import annotations

from card_contract.day_messages import (
    CLOSE_NOTE_LENGTH_MIN,
    CloseDayRequest,
    cash_to_be_there,
)
from card_contract.outcomes import Refusal
from server_stub.day.book import Book
from server_stub.day.report import DayContent, content_of_row
from server_stub.domain.ids import OperatorId
from server_stub.storage.rows.days import DayCloseRow


def refusal_of_amounts(asked: CloseDayRequest, content: DayContent, book: Book) -> Refusal | None:
    """Why a day is not closed so; ``book`` is the part of it that the close counts."""
    there_minor, takings_minor = cash_to_be_there(content.money), book.takings_minor()
    is_outdated = _differs(asked.expected_cash_minor, there_minor) or _differs(
        asked.pos_compared_minor, takings_minor
    )
    if is_outdated:
        return Refusal.DAY_CHANGED
    differs = (
        bool(asked.pos_differing)
        or _differs(asked.counted_cash_minor, there_minor)
        or _differs(asked.pos_total_minor, takings_minor)
    )
    is_explained = len(asked.note.strip()) >= CLOSE_NOTE_LENGTH_MIN
    return Refusal.DAY_DIFFERS if differs and not is_explained else None


def is_same_close(asked: CloseDayRequest, by: OperatorId, row: DayCloseRow) -> bool:
    """Whether this very close was done before, and its reply was lost."""
    there_minor = cash_to_be_there(content_of_row(row).money)
    is_outdated = _differs(asked.expected_cash_minor, there_minor) or _differs(
        asked.pos_compared_minor, row.pos_compared_minor
    )
    found = (asked.counted_cash_minor, asked.pos_total_minor, asked.pos_differing, asked.note)
    kept = (row.counted_cash_minor, row.pos_total_minor, row.pos_differing, row.note)
    return row.closed_by == by and found == kept and not is_outdated


def _differs(said_minor: int | None, is_minor: int | None) -> bool:
    """Whether somebody said another amount; who said none has not."""
    return said_minor is not None and said_minor != is_minor
