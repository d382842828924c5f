"""What a day's report counts, where, and what has to be in the till."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from card_contract.day_messages import DayMoney
from card_contract.states import DayFigure, PaymentKind, SaleStage
from server_stub.domain.day_figures import (
    EFFECTS,
    DayEvent,
    Happening,
    event_of_line,
    money_of,
    rows_of,
)

BERLIN = ZoneInfo("Europe/Berlin")
HOUR_MS = 3_600_000
MIDNIGHT = 1_700_002_800_000  # 15 November 2023, 0:00 in Berlin
CASH, REFERENCE = PaymentKind.CASH, PaymentKind.REFERENCE


def happening(event: DayEvent, hour: int = 9, **more: object) -> Happening:
    facts = {
        "sale_id": "T1.1.000001.00000000000000000000000000",
        "event": event,
        "at_ms": MIDNIGHT + hour * HOUR_MS,
        "operator_id": "mia",
        "campaign": "gift25",
        "price_minor": 2500,
        "kind": CASH,
    }
    return Happening(**(facts | more))  # type: ignore[arg-type]


def in_hand(*happenings: Happening, owed: int = 0, elsewhere: int = 0, before: int = 0) -> int:
    """The cash that has to be there; ``before`` was owed at the close before."""
    last = DayMoney(
        kind=CASH, taken_minor=0, returned_minor=0, owed_before_minor=0, owed_minor=before
    )
    money = money_of(happenings, owed=[(CASH, owed)], elsewhere=[(CASH, elsewhere)], before=[last])
    return next(row.in_hand_minor for row in money if row.kind is CASH)


def test_every_event_is_counted_somewhere() -> None:
    assert set(EFFECTS) == set(DayEvent)
    assert {effect.figure for effect in EFFECTS.values()} == set(DayFigure)


@pytest.mark.parametrize("stage", SaleStage)
@pytest.mark.parametrize("was_confirmed", [True, False])
@pytest.mark.parametrize("was_held", [True, False])
@pytest.mark.parametrize("is_refused", [True, False])
@pytest.mark.parametrize("is_payment_known", [True, False])
def test_a_line_is_counted_by_what_became_of_it(
    stage: SaleStage,
    *,
    was_confirmed: bool,
    was_held: bool,
    is_refused: bool,
    is_payment_known: bool,
) -> None:
    event = event_of_line(
        stage,
        was_confirmed=was_confirmed,
        was_held=was_held,
        is_refused=is_refused,
        is_payment_known=is_payment_known,
    )
    if stage is SaleStage.HELD:
        assert event is DayEvent.HELD
    elif was_confirmed:
        assert event is (DayEvent.REFUSED if is_refused else DayEvent.ACTIVATED)
    else:
        paid_and_undone = stage is SaleStage.VOIDED and was_held
        undone = DayEvent.PAID_BACK if is_payment_known else DayEvent.GIVEN_UP
        assert event is (undone if paid_and_undone else None)


def test_cards_are_added_up_by_figure_person_product_and_hour() -> None:
    sold = DayEvent.ACTIVATED
    rows = rows_of(
        [
            happening(sold, 9),
            happening(sold, 9, price_minor=5000),
            happening(sold, 10),
            happening(sold, 9, operator_id="jonas"),
            happening(sold, 9, campaign="game50"),
            happening(DayEvent.VOIDED, 9),
        ],
        MIDNIGHT,
        BERLIN,
    )
    assert sum(row.count for row in rows) == 6
    assert len(rows) == 5
    both = next(row for row in rows if row.count == 2)
    assert (both.figure, both.hour, both.value_minor) == (DayFigure.SOLD, 9, 7500)


def test_what_lies_before_the_day_is_late_and_keeps_its_hour() -> None:
    rows = rows_of([happening(DayEvent.ACTIVATED, -1)], MIDNIGHT, BERLIN)
    assert [(row.late, row.hour) for row in rows] == [(True, 23)]


def test_hours_are_the_stores_where_the_clocks_are_changed() -> None:
    first = 1_792_886_400_000  # 25 October 2026, 2:00 in summer, and once more an hour later
    rows = rows_of(
        [happening(DayEvent.ACTIVATED, at_ms=first + hours * HOUR_MS) for hours in (0, 1, 2)],
        first - 2 * HOUR_MS,
        BERLIN,
    )
    assert [(row.hour, row.count) for row in rows] == [(2, 2), (3, 1)]


def test_cash_is_what_was_taken_without_what_goes_back() -> None:
    sold, voided = happening(DayEvent.ACTIVATED), happening(DayEvent.VOIDED)
    assert in_hand() == 0
    assert in_hand(sold, sold, voided) == 2500
    assert in_hand(happening(DayEvent.REFUSED)) == 0
    assert in_hand(happening(DayEvent.GIVEN_UP), happening(DayEvent.HELD)) == 0
    assert in_hand(happening(DayEvent.PAID_BACK)) == 0


def test_money_that_is_owed_is_still_in_the_till_and_leaves_it_on_the_next_day() -> None:
    sold, voided = happening(DayEvent.ACTIVATED), happening(DayEvent.VOIDED)
    assert in_hand(sold, voided, owed=2500) == 2500
    assert in_hand(sold, before=2500) == 0
    assert in_hand(sold, before=2500, owed=2500) == 2500


def test_money_that_another_till_has_handed_back_stays() -> None:
    sold = happening(DayEvent.ACTIVATED)
    assert in_hand(sold, elsewhere=2500, before=2500) == 2500
    assert in_hand(sold, elsewhere=2500) == 5000


def test_each_kind_of_payment_is_added_up_alone_and_cash_is_always_told() -> None:
    card = happening(DayEvent.ACTIVATED, kind=REFERENCE)
    unknown = happening(DayEvent.ACTIVATED, kind=None)
    money = money_of([card, card, unknown])
    assert {row.kind: row.in_hand_minor for row in money} == {CASH: 0, REFERENCE: 5000, None: 2500}
