"""The report as CSV: what it adds up to is what the page shows, and no name becomes a formula."""

from __future__ import annotations

import csv
import io

import msgspec

from card_contract.day_messages import DayReport
from card_contract.states import DayFigure
from pos_terminal.day_close.csv_paper import COLUMNS, csv_of
from pos_terminal.day_close.figures import bars_of, money_of, people_of, products_of, tiles_of
from support import day_pictures


def rows_of(report: DayReport, digits: int = 2) -> list[dict[str, str]]:
    text = csv_of(report, digits).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_counts_and_amounts_add_up_to_the_tiles() -> None:
    report = day_pictures.report()
    rows = rows_of(report)
    assert tuple(rows[0]) == COLUMNS
    for tile in tiles_of(report):
        found = [row for row in rows if row["what"] == tile.figure.value]
        assert sum(int(row["count"]) for row in found) == tile.sum.count
        total = sum(round(float(row["amount"]) * 100) for row in found)
        assert total == tile.sum.value_minor
    in_hand = {row["name"]: row["amount"] for row in rows if row["what"] == "money-in-hand"}
    assert in_hand == {"cash": "3970.00", "reference": "1870.50"}


def test_what_went_back_at_another_till_stays_here_and_is_told() -> None:
    report = day_pictures.elsewhere().report
    assert report is not None
    cash = {row["what"]: row["amount"] for row in rows_of(report) if row["name"] == "cash"}
    assert (cash["money-returned-elsewhere"], cash["money-returned-for-others"]) == (
        "25.00",
        "10.00",
    )
    assert cash["money-not-owed-after-all"] == "5.00"
    assert cash["money-in-hand"] == "3990.00"


def test_a_closed_day_has_its_number_count_note_and_what_was_open() -> None:
    report = day_pictures.closed().report
    assert report is not None
    rows = {row["what"]: row for row in rows_of(report)}
    assert rows["counted-cash"]["amount"] == "3957.50"
    assert rows["own-pos-total"]["amount"] == rows["own-pos-compared-with"]["amount"] == "6015.50"
    assert rows["own-pos-lines-differing"]["count"] == "0"
    assert rows["note"]["name"].startswith("Twelve fifty")
    assert rows["open-refund-due"]["person"] == "Anna Lindt"
    assert {row["z"] for row in rows_of(report)} == {"42"}


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    report = day_pictures.report()
    names = report.names | {"gift": '=HYPERLINK("http://evil")'}
    rows = rows_of(msgspec.structs.replace(report, names=names))
    assert not any(row["name"].startswith("=") for row in rows)


def test_money_without_minor_units_has_no_point() -> None:
    rows = rows_of(day_pictures.report(currency="JPY"), digits=0)
    assert all("." not in row["amount"] for row in rows)


def test_products_people_and_hours_add_up_to_the_same() -> None:
    report = day_pictures.report()
    sold = tiles_of(report)[0]
    assert sum(row.sums[0].count for row in products_of(report)) == sold.sum.count
    assert sum(row.sums[0].count for row in people_of(report)) == sold.sum.count
    assert sum(bar.sum.count for bar in bars_of(report)) == sold.sum.count - sold.late
    hours = [bar.hour for bar in bars_of(report)]
    assert hours == list(range(hours[0], hours[-1] + 1))
    assert [tile.figure for tile in tiles_of(report)] == list(DayFigure)


def test_what_was_taken_less_what_went_back_is_what_has_to_be_there() -> None:
    for row in money_of(day_pictures.report()):
        assert row.taken_minor - row.handed_back_minor == row.in_hand_minor
