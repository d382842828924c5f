"""Recorded histories through the fault proxy: each could have happened one step after the other.

And each is a history that tells: altered so that a card is redeemed twice, or that an acknowledged
change is gone, it is rejected. So are those of a real server that has a bug.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from linearizability import bugs
from linearizability.card_model import OK, SELLABLE, Act, Asked, Card, step
from linearizability.checker import Operation, is_linearizable
from linearizability.shop import CAMPAIGN, History, raced_shop
from support.server_process import ServedCopy, ServerProcess, demo_template, run_command

HISTORIES = 100
HISTORIES_FOR_LONG = 10_000
HISTORIES_OF_SERVER = 500
"""So many are played on one server: the brake on guessing counts every probe of an unsold card."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo shop with a campaign of cards whose barcode is their code."""
    data = tmp_path_factory.mktemp("raced") / "shop"
    shutil.copytree(demo_template(), data)
    made = run_command(
        "campaign", "add", CAMPAIGN, "--title", "Raced", "--price-minor", "2500",
        "--currency", "EUR", "--data", str(data),
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return data


def recorded(
    served_copy: ServedCopy, template: Path, folder: Path, wanted: int
) -> Iterator[History]:
    """So many histories, on as many servers as that takes."""
    played = 0
    while played < wanted:
        with (
            served_copy(template, folder / f"shop-{played}") as server,
            raced_shop(server) as shop,
        ):
            until = min(wanted, played + HISTORIES_OF_SERVER)
            while played < until:
                histories = shop.histories(seed=played)[: until - played]
                played += len(histories)
                yield from histories


@pytest.mark.timeout(7200)
def test_every_recorded_history_can_be_explained_and_none_that_was_falsified(
    request: pytest.FixtureRequest, served_copy: ServedCopy, template: Path, tmp_path: Path
):
    wanted = HISTORIES_FOR_LONG if request.config.getoption("--long") else HISTORIES
    operations = unknown = doubled = lost = 0
    for history in recorded(served_copy, template, tmp_path, wanted):
        assert is_linearizable(history, step, Card()), told(history)
        operations += len(history)
        unknown += sum(operation.ended == math.inf for operation in history)
        if (false := redeemed_twice(history)) is not None:
            doubled += 1
            assert not is_linearizable(false, step, Card()), told(false)
        if (false := forgotten(history)) is not None:
            lost += 1
            assert not is_linearizable(false, step, Card()), told(false)
    assert operations > 5 * wanted
    assert unknown > 0, "every answer came: the weather was too good"
    assert doubled > wanted / 20
    assert lost > wanted / 20


@pytest.mark.parametrize("bug", [bugs.redeems_twice, bugs.forgets_answers])
def test_the_histories_of_a_server_with_a_bug_are_rejected(
    template: Path, tmp_path: Path, bug: Callable[[], None]
):
    server = ServerProcess.of_demo(template, tmp_path / "shop")
    server.prepare = bug
    with server, raced_shop(server) as shop:
        recorded = (history for seed in range(HISTORIES) for history in shop.histories(seed))
        assert any(not is_linearizable(history, step, Card()) for history in recorded)


def redeemed_twice(history: History) -> History | None:
    """The history with a second redemption, by somebody else; None where there was no first."""
    if not any(each.asked.act is Act.REDEEM and each.answer == OK for each in history):
        return None
    end = history[-1].ended
    other = Operation(asked=Asked(Act.REDEEM, "x"), began=end + 1, ended=end + 2, answer=OK)
    return [*history, other]


def forgotten(history: History) -> History | None:
    """The history with a last look that finds a sold card unsold; None where none was sold."""
    if not any(each.asked.act is Act.CONFIRM and each.answer == OK for each in history):
        return None
    return [*history[:-1], replace(history[-1], answer=SELLABLE)]


def told(history: History) -> str:
    lines = [
        f"{each.began:.4f} {each.ended:.4f} {each.asked.act} {each.asked.who} {each.answer}"
        for each in sorted(history, key=lambda each: each.began)
    ]
    return "\n".join(["This history cannot be explained:", *lines])
