"""The report as CSV: its rows as the server told them, then money, count and what was open: pure.

Column names are English whatever the till speaks, so that a spreadsheet made for one shop reads
them all.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from card_contract.day_messages import DayReport

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
COLUMNS: Final = (
    *("till", "day", "z", "what", "name", "person", "hour", "late", "count", "amount", "currency"),
)


def csv_of(report: DayReport, digits: int) -> bytes:
    """One table for all; ``digits`` follow the decimal point."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    z_number = "" if report.closing is None else str(report.closing.z_number)

    def write(
        what: str, amount_minor: int | None, *, name: str = "", person: str = "", hour: str = "",
        late: str = "", count: str = "",
    ) -> None:  # fmt: skip
        amount = "" if amount_minor is None else _decimal(amount_minor, digits)
        cells = (report.till_id, report.day, z_number, what, name, person, hour, late, count)
        writer.writerow([*map(_harmless, cells), amount, report.currency])

    for row in report.rows:
        write(
            row.figure.value,
            row.value_minor,
            name=report.names.get(row.campaign, row.campaign),
            person=report.names.get(row.operator_id or "", ""),
            hour=str(row.hour),
            late="yes" if row.late else "no",
            count=str(row.count),
        )
    for money in report.money:
        kind = "unknown" if money.kind is None else money.kind.value
        write("money-taken", money.taken_minor, name=kind)
        write("money-returned", money.returned_minor, name=kind)
        write("money-returned-elsewhere", money.elsewhere_minor, name=kind)
        write("money-returned-for-others", money.for_others_minor, name=kind)
        write("money-not-owed-after-all", money.not_owed_minor, name=kind)
        write("money-still-owed", money.owed_minor, name=kind)
        write("money-in-hand", money.in_hand_minor, name=kind)
    closing = report.closing
    if closing is not None:
        write("counted-cash", closing.counted_cash_minor, person=closing.closed_by)
        differing = "" if closing.pos_differing is None else str(closing.pos_differing)
        write("own-pos-total", closing.pos_total_minor)
        write("own-pos-compared-with", closing.pos_compared_minor)
        write("own-pos-lines-differing", None, count=differing)
        write("note", None, name=closing.note)
    for item in report.open:
        word = item.kind.value if item.case_kind is None else item.case_kind.value
        signed_by = "" if closing is None else closing.signed_by or ""
        name = item.receipt_number or item.item_id
        write(f"open-{word}", item.amount_minor, name=name, person=signed_by)
    return ("\ufeff" + out.getvalue()).encode()


def _decimal(minor: int, digits: int) -> str:
    whole, rest = divmod(abs(minor), 10**digits)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def _harmless(text: str) -> str:
    """A name must not become a formula in somebody's spreadsheet."""
    return f"'{text}" if text.startswith(_FORMULA) else text
