"""What must add up in a shop's tables, counted from the command line."""

from __future__ import annotations

from server_stub.storage.totals import RULES
from support.command_line import CommandLine
from support.stored_rows import change_rows, read_rows


def test_what_does_not_add_up_is_found_and_said(shop: CommandLine) -> None:
    assert shop.rows("totals")[0]["app_id"] == "demo"
    change_rows(shop.data, "UPDATE batches SET made = made - 1 WHERE batch = 1")
    change_rows(shop.data, "UPDATE counters SET value = 5 WHERE name = 'code'")
    for command in ("totals", "verify"):
        done = shop.run(command)
        assert done.exit_code == 2
        assert done.stderr.splitlines() == [
            "Not so, 1 times: A batch has as many codes as were made.",
            "Not so, 795 times: No code has a number that was not given out yet.",
        ]


def test_every_rule_is_a_sentence_that_can_be_counted(shop: CommandLine) -> None:
    assert [read_rows(shop.data, rule.offenders) for rule in RULES] == [[(0,)]] * len(RULES)
    assert all(rule.sentence.endswith(".") for rule in RULES)
