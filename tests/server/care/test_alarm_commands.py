"""A probed card is sold again from the command line: by a manager's name, with a reason."""

from __future__ import annotations

import pytest

from support.command_line import CommandLine
from support.stored_rows import change_rows, read_rows

WHY = ("--reason", "looked at, untouched")
ANNA = ("--operator", "anna", *WHY)


@pytest.fixture
def alarm(shop: CommandLine) -> str:
    """The alarm of the demo shop's probed card."""
    (row,) = [row for row in shop.rows("alarm", "list") if row["kind"] == "probed"]
    return row["case_id"]


def stops(shop: CommandLine) -> list[object]:
    return read_rows(shop.data, "SELECT stop FROM codes WHERE stop IS NOT NULL")


def test_a_manager_reopens_a_probed_card_and_its_alarm_is_acknowledged(
    shop: CommandLine, alarm: str
) -> None:
    assert shop.says("alarm", "reopen", alarm, *ANNA) == "The card can be sold again."
    assert stops(shop) == []
    assert shop.rows("alarm", "list", "--all") == []
    # Its answer was lost.
    assert shop.says("alarm", "reopen", alarm, *ANNA) == "The card can be sold again."
    entries = shop.says("ledger", "--kind", "card.reopened").splitlines()
    assert len(entries) == 1
    assert "operator:anna" in entries[0]
    assert "looked at, untouched" in entries[0]
    assert shop.run("verify").exit_code == 0


def test_who_may_not_and_what_is_no_such_alarm_is_refused_in_a_sentence(
    shop: CommandLine, alarm: str
) -> None:
    for somebody in ("mia", "nobody"):
        said = shop.fails("alarm", "reopen", alarm, "--operator", somebody, *WHY)
        assert said == "Only a manager or an administrator lets a probed card be sold again."
    said = shop.fails("alarm", "reopen", "probed:1:1", *ANNA)
    assert said.startswith("There is no alarm of a probed card with that id")
    said = shop.fails("alarm", "reopen", alarm, "--operator", "anna", "--reason", "  x ")
    assert said.startswith("That cannot be")
    assert len(stops(shop)) == 1


def test_an_alarm_is_acknowledged_once_and_its_card_stays_stopped(
    shop: CommandLine, alarm: str
) -> None:
    stopped = stops(shop)
    for person in ("mia", "nobody"):
        who = ("--operator", person, *WHY)
        assert "Only a manager" in shop.fails("alarm", "acknowledge", alarm, *who)
    assert shop.says("alarm", "acknowledge", alarm, *ANNA) == ""
    assert alarm not in {row["case_id"] for row in shop.rows("alarm", "list")}
    assert stops(shop) == stopped
    assert shop.says("alarm", "acknowledge", alarm, *ANNA) == ""  # its answer was lost
    assert "no open alarm" in shop.fails("alarm", "acknowledge", "nothing", *ANNA)
    closed = shop.says("ledger", "--kind", "case.closed").splitlines()
    assert len([line for line in closed if alarm in line and "looked at, untouched" in line]) == 1


def test_a_stop_that_began_after_the_alarm_stays(shop: CommandLine, alarm: str) -> None:
    probed_again = "UPDATE codes SET stopped_at = stopped_at + 1 WHERE stop = 'probed'"
    change_rows(shop.data, probed_again)
    said = shop.fails("alarm", "reopen", alarm, *ANNA)
    assert said == "The card was stopped anew after that alarm; look at the new one."
    assert len(stops(shop)) == 1
