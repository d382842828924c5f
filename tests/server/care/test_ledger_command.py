"""The ledger is searched from the command line; what finds nothing, or is no day, is said."""

from __future__ import annotations

import pytest

from support.command_line import CommandLine


@pytest.mark.parametrize(
    "wanted",
    [
        ("--operator", "nobody"),
        ("--till", "T99"),
        ("--kind", "app.nothing"),
        ("--to", "2020-01-01"),
    ],
)
def test_a_search_that_finds_nothing_says_so_beside_its_output(
    shop: CommandLine, wanted: tuple[str, str]
) -> None:
    done = shop.run("ledger", *wanted)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "Nothing in the ledger fits that.\n"


def test_a_search_that_finds_something_says_nothing_beside_it(shop: CommandLine) -> None:
    done = shop.run("ledger", "--limit", "1")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("option", ["--from", "--to"])
@pytest.mark.parametrize("text", ["2026-13-01", "yesterday", "01.02.2026"])
def test_what_is_no_day_is_refused_in_a_sentence(shop: CommandLine, option: str, text: str) -> None:
    said = f"{text} is not a day; write it as 2026-12-31."
    assert shop.fails("ledger", option, text) == said


def test_days_in_the_wrong_order_are_refused(shop: CommandLine) -> None:
    said = shop.fails("ledger", "--from", "2026-03-02", "--to", "2026-03-01")
    assert said == "--from 2026-03-02 is later than --to 2026-03-01: there is no day between."
    shop.says("app", "disable")
    assert shop.says("ledger", "--from", "2026-03-01", "--kind", "app.disabled")
