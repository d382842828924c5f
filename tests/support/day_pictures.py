"""Pictures of the page *Day*, made by hand: one of each situation it can be in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec

from card_contract.day_messages import DayClosing, DayMoney, DayOpenItem, DayReport, DayRow
from card_contract.states import CaseKind, DayFigure, OpenKind, PaymentKind
from pos_terminal.day_close.figures import bars_of, money_of, people_of, products_of, tiles_of
from pos_terminal.day_close.model import (
    ComparedRow,
    Comparison,
    CountForm,
    DayState,
    Match,
    Section,
    Stage,
    TillChoice,
)
from pos_terminal.day_close.open_items import open_rows
from pos_terminal.words import ON, Button, Message, off
from support.sale_lines import MINUTE, NOW

PRODUCTS = {
    "gift": "Gift card €50",
    "game": "Game card €25",
    "wellness": "Wellness weekend for two at the lake",
}
PEOPLE = {"mia": "Mia Kern", "jonas": "Jonas Weber", "anna": "Anna Lindt"}
_PRICES = {"gift": 50_00, "game": 25_00, "wellness": 249_00}
_BY_HOUR = {8: 4, 9: 6, 10: 9, 11: 13, 12: 17, 13: 11, 14: 9, 15: 12, 16: 16, 17: 15, 18: 10}


def row(figure: DayFigure, hour: int, count: int, *, campaign: str = "gift", **more: Any) -> DayRow:
    facts: dict[str, Any] = {
        "figure": figure,
        "operator_id": "mia",
        "campaign": campaign,
        "hour": hour,
        "late": False,
        "count": count,
        "value_minor": count * _PRICES[campaign],
    }
    return DayRow(**(facts | more))


def _sold() -> list[DayRow]:
    rows = []
    for hour, count in _BY_HOUR.items():
        gifts, games = count // 2, count - count // 2 - (hour % 3 == 0)
        who = "mia" if hour % 2 else "jonas"
        rows.append(row(DayFigure.SOLD, hour, gifts, operator_id=who))
        rows.append(row(DayFigure.SOLD, hour, games, campaign="game", operator_id="anna"))
        if hour % 3 == 0:
            rows.append(row(DayFigure.SOLD, hour, 1, campaign="wellness"))
    return rows


OPEN = (
    DayOpenItem(
        item_id="T1.1.000512.0",
        kind=OpenKind.HELD,
        sale_id="T1.1.000512.0",
        receipt_number="T1-1-000512",
        since=NOW - 14 * MINUTE,
        amount_minor=75_00,
    ),
    DayOpenItem(
        item_id="refund-due:V-T1.1.000498.0",
        kind=OpenKind.CASE,
        case_kind=CaseKind.REFUND_DUE,
        sale_id="T1.1.000498.0",
        receipt_number="T1-1-000498",
        since=NOW - 55 * MINUTE,
        amount_minor=50_00,
    ),
    DayOpenItem(
        item_id="T1.1.000513.0",
        kind=OpenKind.JOURNAL,
        sale_id="T1.1.000513.0",
        receipt_number="T1-1-000513",
        since=NOW - 2 * MINUTE,
        amount_minor=25_00,
    ),
)


def report(*, is_open: bool = True, **changes: Any) -> DayReport:
    """A day with something of everything."""
    made = DayReport(
        till_id="T1",
        till_name="Till 1",
        store_name="Harbour Street 12",
        day="2026-11-22",
        currency="EUR",
        as_of=NOW,
        rows=[
            *_sold(),
            row(DayFigure.SOLD, 22, 2, late=True, operator_id=None),
            row(DayFigure.VOIDED, 14, 3),
            row(DayFigure.REFUSED, 15, 1, campaign="game"),
            row(DayFigure.IN_DOUBT, 18, 2),
            row(DayFigure.RECALLED, 11, 1, campaign="game"),
        ],
        money=[
            DayMoney(
                kind=PaymentKind.CASH,
                taken_minor=4_120_00,
                returned_minor=175_00,
                owed_before_minor=25_00,
                owed_minor=50_00,
            ),
            DayMoney(
                kind=PaymentKind.REFERENCE,
                taken_minor=1_895_50,
                returned_minor=25_00,
                owed_before_minor=0,
                owed_minor=0,
            ),
        ],
        open=list(OPEN) if is_open else [],
        names=PRODUCTS | PEOPLE,
    )
    return msgspec.structs.replace(made, **changes)


_WEEK_AGO = {8: 2, 9: 8, 10: 12, 11: 10, 12: 19, 13: 14, 14: 6, 15: 9, 16: 11, 17: 18, 18: 7, 19: 3}


def week_ago() -> DayReport:
    """The same day a week before, when less was sold and to later hours."""
    rows = [row(DayFigure.SOLD, hour, count) for hour, count in _WEEK_AGO.items()]
    return report(is_open=False, day="2026-11-15", rows=[*rows, row(DayFigure.VOIDED, 10, 2)])


EMPTY_MONEY = DayMoney(
    kind=PaymentKind.CASH, taken_minor=0, returned_minor=0, owed_before_minor=0, owed_minor=0
)
TILLS = tuple(
    TillChoice(till_id=key, name=name, z_number=number, chosen=key == "T1")
    for key, name, number in (("T1", "Till 1", None), ("T2", "Till at the back door", 41))
)


def state(told: DayReport | None = None, **changes: Any) -> DayState:
    shown = told or report()
    made = DayState(
        day="2026-11-22",
        other_till=None,
        is_today=True,
        stage=Stage.LOOKING,
        section=Section.HOURS,
        headline=Message("headline.settle", {"count": len(shown.open)}),
        loading=False,
        report=shown,
        tiles=tiles_of(shown),
        bars=bars_of(shown, None if told is not None else week_ago()),
        products=products_of(shown),
        people=people_of(shown),
        money=money_of(shown),
        open_rows=open_rows(shown.open, is_own_till=True),
        tills=TILLS,
        next=ON,
    )
    return replace(made, **changes)


def many_refunds() -> DayState:
    """Sold cards were recalled, each with a refund."""
    refund = OPEN[1]
    refunds = [
        msgspec.structs.replace(refund, item_id=f"refund-due:S:{number}") for number in range(400)
    ]
    return state(report(open=[OPEN[0], *refunds]))


def clerk() -> DayState:
    headline = Message("headline.clerk_open", {"count": 3})
    return state(tills=(), next=None, headline=headline)


def nothing_open() -> DayState:
    return state(report(is_open=False), headline=Message("headline.count"))


def elsewhere() -> DayState:
    """Another till has handed back for this one, and this one for another."""
    drawer, paid_elsewhere = report().money
    cash = msgspec.structs.replace(
        drawer, elsewhere_minor=25_00, for_others_minor=10_00, not_owed_minor=5_00
    )
    told = report(is_open=False, money=[cash, paid_elsewhere])
    return state(told, headline=Message("headline.count"))


def nothing_sold() -> DayState:
    told = report(is_open=False, rows=[], money=[EMPTY_MONEY])
    return state(told, headline=Message("headline.count"))


def form(**changes: Any) -> CountForm:
    made = CountForm(
        cash="",
        note="",
        difference=None,
        agrees=False,
        note_needed=False,
        fault=None,
        close=off("off.count_first"),
    )
    return replace(made, **changes)


def counting(told: DayReport | None = None, **changes: Any) -> DayState:
    shown = told or report(is_open=False)
    headline = Message("headline.counting")
    made = state(shown, stage=Stage.COUNTING, headline=headline, form=form(**changes), next=None)
    return replace(made)


def counted() -> DayState:
    return counting(cash="3970.00", difference=Message("count.agrees"), agrees=True, close=ON)


def returns() -> DayState:
    """More went back than came in, and the float has become less."""
    more = msgspec.structs.replace(EMPTY_MONEY, returned_minor=25_00)
    return counting(report(is_open=False, money=[more]))


def short() -> DayState:
    missing = Message("count.short", {"difference_minor": 12_50, "currency": "EUR"})
    return counting(
        report(),
        cash="3957.50",
        difference=missing,
        note_needed=True,
        close=off("off.note_first"),
    )


def changed_meanwhile() -> DayState:
    over = Message("count.over", {"difference_minor": 5_00, "currency": "EUR"})
    return counting(
        report(),
        cash="3975.00",
        note="A customer left the change",
        difference=over,
        note_needed=True,
        fault=Message("refused.changed"),
        outcome=Message("close.none"),
        close=ON,
    )


def no_reply() -> DayState:
    asking: Button = off("off.asking")
    return counting(
        cash="3970",
        difference=Message("count.agrees"),
        agrees=True,
        fault=Message("fault.no_reply"),
        outcome=Message("close.in_doubt"),
        close=asking,
    )


def closed(**changes: Any) -> DayState:
    closing = DayClosing(
        z_number=42,
        closed_at=NOW,
        closed_by="Anna Lindt",
        signed_by="Anna Lindt",
        counted_cash_minor=3_957_50,
        pos_total_minor=6_015_50,
        note="Twelve fifty are missing, counted twice",
        pos_compared_minor=6_015_50,
        pos_differing=0,
    )
    told = report(closing=msgspec.structs.replace(closing, **changes))
    headline = Message("headline.closed", {"number": "42", "closed_at": NOW})
    return state(told, stage=Stage.CLOSED, headline=headline, next=None)


COMPARISON = Comparison(
    name="takings-22-november.csv",
    agreed=118,
    rows=(
        ComparedRow(
            line=17,
            reference="T1-1-000431",
            match=Match.AMOUNT_DIFFERS,
            there_minor=50_00,
            here_minor=75_00,
        ),
        ComparedRow(
            line=58,
            reference="4711-0815",
            match=Match.UNKNOWN_HERE,
            there_minor=25_00,
            here_minor=None,
        ),
        ComparedRow(
            line=92,
            reference="T1-1-000466",
            match=Match.NOT_READ,
            there_minor=None,
            here_minor=None,
        ),
        ComparedRow(
            line=93,
            reference="T1-1-000431",
            match=Match.TWICE,
            there_minor=75_00,
            here_minor=75_00,
        ),
        ComparedRow(
            line=101,
            reference="T1-1-000440",
            match=Match.NOT_VOIDED_HERE,
            there_minor=-25_00,
            here_minor=None,
        ),
        ComparedRow(
            line=None,
            reference="T1-1-000425",
            match=Match.VOID_MISSING_THERE,
            there_minor=None,
            here_minor=-50_00,
        ),
        ComparedRow(
            line=None,
            reference="T1-1-000502",
            match=Match.MISSING_THERE,
            there_minor=None,
            here_minor=249_00,
        ),
    ),
    there_minor=5_790_50,
    here_minor=6_015_50,
)


def compared() -> DayState:
    return state(section=Section.POS, comparison=COMPARISON)


def all_agree() -> DayState:
    found = replace(COMPARISON, agreed=123, rows=(), there_minor=6_015_50)
    return state(section=Section.POS, comparison=found)


def no_file() -> DayState:
    fault = Message("pos.no_columns", {"name": "takings.csv"})
    return state(section=Section.POS, pos_fault=fault)


def no_line() -> DayState:
    return replace(
        state(),
        report=None,
        tiles=(),
        bars=(),
        products=(),
        people=(),
        money=(),
        open_rows=(),
        next=None,
        headline=Message("headline.not_shown"),
        fault=Message("fault.no_line"),
    )


def outdated() -> DayState:
    return state(fault=Message("fault.no_line"))


def passed() -> DayState:
    headline = Message("headline.passed", {"last_day": "2026-11-23"})
    return state(is_today=False, headline=headline, next=None)


DAY: dict[str, Callable[[], DayState]] = {
    "d1-open": state,
    "d1-many": many_refunds,
    "d1-clerk": clerk,
    "d1-nothing-open": nothing_open,
    "d1-nothing-sold": nothing_sold,
    "d1-elsewhere": elsewhere,
    "d2-products": lambda: state(section=Section.PRODUCTS),
    "d2-people": lambda: state(section=Section.PEOPLE),
    "d3-count": counting,
    "d3-counted": counted,
    "d3-short": short,
    "d3-returns": returns,
    "d3-changed": changed_meanwhile,
    "d3-no-reply": no_reply,
    "d4-closed": closed,
    "d5-compared": compared,
    "d5-all-agree": all_agree,
    "d5-no-file": no_file,
    "d6-no-line": no_line,
    "d6-passed": passed,
    "d6-outdated": outdated,
}


def _by_itself(picture: Callable[[], DayState]) -> Callable[[object], DayState]:
    return lambda _say: picture()


SAID_BY_ITSELF = {name: _by_itself(picture) for name, picture in DAY.items()}
"""For those who choose how a picture's words are said: here they are the page's own."""
