"""A day's report added up as the page and the papers show it: pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from card_contract.day_messages import DayReport, DayRow
from card_contract.states import DayFigure
from pos_terminal.day_close.model import Bar, FigureRow, MoneyRow, Sum, Tile

FIGURES: Final = tuple(DayFigure)
_HOURS_MIN: Final = (9, 18)  # a short day is not drawn as one wide bar


def tiles_of(report: DayReport) -> tuple[Tile, ...]:
    """The five figures, with what is late in them."""
    return tuple(
        Tile(
            figure=figure,
            sum=_sum(row for row in report.rows if row.figure is figure),
            late=sum(row.count for row in report.rows if row.figure is figure and row.late),
        )
        for figure in FIGURES
    )


def bars_of(report: DayReport, week_ago: DayReport | None = None) -> tuple[Bar, ...]:
    """Cards sold by hour, from the first to the last of both days."""
    sold = _sold_in_time(report)
    before = [] if week_ago is None else _sold_in_time(week_ago)
    hours = [row.hour for row in (*sold, *before)]
    first, last = min((*hours, _HOURS_MIN[0])), max((*hours, _HOURS_MIN[1]))
    return tuple(
        Bar(
            hour=hour,
            sum=_sum(row for row in sold if row.hour == hour),
            week_ago=sum(row.count for row in before if row.hour == hour),
        )
        for hour in range(first, last + 1)
    )


def _sold_in_time(report: DayReport) -> list[DayRow]:
    """What was sold on its day; what is late in it was sold on another."""
    return [row for row in report.rows if row.figure is DayFigure.SOLD and not row.late]


def products_of(report: DayReport) -> tuple[FigureRow, ...]:
    """A row a product, most sold first."""
    return _rows_by(report, lambda row: report.names.get(row.campaign, row.campaign))


def people_of(report: DayReport) -> tuple[FigureRow, ...]:
    """A row a person, who sold most first; nobody's are under an empty name."""
    return _rows_by(report, lambda row: report.names.get(row.operator_id or "", ""))


def money_of(report: DayReport) -> tuple[MoneyRow, ...]:
    return tuple(
        MoneyRow(
            kind=money.kind,
            taken_minor=money.taken_minor,
            handed_back_minor=money.taken_minor - money.in_hand_minor,
            elsewhere_minor=money.elsewhere_minor,
            for_others_minor=money.for_others_minor,
            not_owed_minor=money.not_owed_minor,
            owed_minor=money.owed_minor,
            in_hand_minor=money.in_hand_minor,
        )
        for money in report.money
    )


def _rows_by(report: DayReport, name_of: Callable[[DayRow], str]) -> tuple[FigureRow, ...]:
    by_name: dict[str, list[DayRow]] = {}
    for row in report.rows:
        by_name.setdefault(name_of(row), []).append(row)
    rows = [
        FigureRow(
            name=name,
            sums=tuple(_sum(row for row in rows if row.figure is figure) for figure in FIGURES),
        )
        for name, rows in by_name.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.sums[0].count, row.name.casefold())))


def _sum(rows: Iterable[DayRow]) -> Sum:
    found = list(rows)
    return Sum(
        count=sum(row.count for row in found), value_minor=sum(row.value_minor for row in found)
    )
