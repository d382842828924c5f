"""Which requests a trouble meets, and for how long."""

from __future__ import annotations

import pytest

from pos_terminal.practice.model import LESSONS, Lesson
from pos_terminal.practice.troubles import (
    MEETS,
    OF_A_MANAGER,
    OF_A_SALE,
    Lasting,
    Setting,
    Stage,
    Trouble,
    Troubles,
    stage_of,
)

RESERVE = ("POST", "/v1/sales/T1-1-1/reserve")
CONFIRM = ("POST", "/v1/sales/T1-1-1/confirm")
HEALTH = ("GET", "/healthz")
LOOK_UP = ("POST", "/v1/cards/look-up")
STEPS_ONLY = [Trouble.LOST_REQUEST, Trouble.LOST_REPLY, Trouble.DUPLICATE, Trouble.POWER_CUT]


def switched_on(trouble: Trouble, **how: object) -> Troubles:
    troubles = Troubles()
    troubles.set(Setting(trouble=trouble, **how))
    return troubles


def test_every_trouble_says_whom_it_meets_and_every_lesson_what_it_needs() -> None:
    assert set(MEETS) == set(Trouble)
    assert set(LESSONS) == set(Lesson)
    assert {*OF_A_SALE, *OF_A_MANAGER} == set(Stage)


@pytest.mark.parametrize(
    ("method", "target", "stage"),
    [
        (*RESERVE, Stage.BEFORE_MONEY),
        ("POST", "/v1/sales/T1-1-1/cancel", Stage.BEFORE_MONEY),
        (*CONFIRM, Stage.AFTER_MONEY),
        ("POST", "/v1/sales/T1-1-1/handed-back", Stage.AFTER_MONEY),
        ("POST", "/v1/voids/T1-1-2", Stage.AFTER_MONEY),
        ("POST", "/v1/voids/T1-1-2/signature", Stage.AFTER_MONEY),
        ("POST", "/v1/voids/T1-1-2/handed-back", Stage.AFTER_MONEY),
        ("POST", "/v1/recall-requests/R-1", Stage.RECALL),
        ("POST", "/v1/recalls/7/stop", Stage.RECALL),
        ("POST", "/v1/recalls/dry-run", None),
        ("POST", "/v1/recalls/7/heard", None),
        ("POST", "/v1/tills/T2/close-day", Stage.DAY),
        ("GET", "/v1/tills/T2/day?day=2026-11-28", None),
        ("POST", "/v1/sales/T2-1-1/settle", Stage.HELD_SALE),  # another till's sale
        ("POST", "/v1/cases/refund-due:T2-1-1/close", Stage.CASE),
        ("GET", "/v1/sales/T1-1-1", None),
        (*LOOK_UP, None),
        (*HEALTH, None),
    ],
)
def test_a_request_is_a_step_of_a_sale_or_of_what_a_manager_does_or_neither(
    method: str, target: str, stage: Stage | None
) -> None:
    assert stage_of(method, target) is stage


def test_nothing_is_switched_on_at_first() -> None:
    troubles = Troubles()
    assert all(troubles.meet(*request) is None for request in (RESERVE, CONFIRM, HEALTH, LOOK_UP))


@pytest.mark.parametrize("trouble", Trouble)
def test_a_trouble_that_strikes_once_waits_for_its_step_and_is_off_then(trouble: Trouble) -> None:
    troubles = switched_on(trouble)
    told: list[Setting] = []
    troubles.watch(lambda: told.append(troubles.setting))
    assert [troubles.meet(*request) for request in (HEALTH, LOOK_UP, RESERVE)] == [None] * 3
    assert told == []
    assert troubles.meet(*CONFIRM) is trouble
    assert told == [Setting()]
    assert troubles.meet(*CONFIRM) is None


@pytest.mark.parametrize("trouble", STEPS_ONLY)
def test_a_trouble_that_lasts_meets_every_step_of_its_stage_and_nothing_else(
    trouble: Trouble,
) -> None:
    troubles = switched_on(trouble, stage=Stage.BEFORE_MONEY, lasting=Lasting.UNTIL_OFF)
    assert [troubles.meet(*RESERVE) for _ in range(3)] == [trouble] * 3
    assert [troubles.meet(*request) for request in (CONFIRM, HEALTH, LOOK_UP)] == [None] * 3
    troubles.set(Setting())
    assert troubles.meet(*RESERVE) is None


def test_a_server_that_stays_down_answers_nothing_and_a_slow_one_still_says_that_it_is_there() -> (
    None
):
    everything = (RESERVE, CONFIRM, LOOK_UP, HEALTH)
    down = switched_on(Trouble.SERVER_DOWN, lasting=Lasting.UNTIL_OFF)
    assert [down.meet(*request) for request in everything] == [Trouble.SERVER_DOWN] * 4
    slow = switched_on(Trouble.SLOW, lasting=Lasting.UNTIL_OFF)
    assert [slow.meet(*request) for request in everything] == [Trouble.SLOW] * 3 + [None]
