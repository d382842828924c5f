"""What must add up in a shop's tables, counted from the command line."""

from __future__ import annotations

from typing import Any

import pytest

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


REDEEMED = """
    INSERT INTO shared_redemptions (app_id, redemption_id, campaign, profile_id, profile_name,
        state, attempt, first_attempt, custom_code_info, custom_redemption_info, created_at,
        updated_at, redeemed_at, version)
    VALUES ('demo', ?, 'easter', ?, '', 'Redeemed', NULL, 0, '{}', '{}', 1, 1, 1, 1)
"""
A_FREE_CARD = """WHERE code_id = (
    SELECT min(code_id) FROM codes WHERE is_card AND hold = 'free' AND state = 'Inactive'
)"""
THE_LAST_CODE = "WHERE code_id = (SELECT max(code_id) FROM codes)"


def of(change: str, which: str) -> str:
    """A change of just that code."""
    return f"{change} {which}"


BREAKS: tuple[tuple[tuple[Any, ...], ...], ...] = (
    (("UPDATE code_secrets SET code_id = -1 WHERE code_id = (SELECT min(code_id) FROM codes)",),),
    ((of("UPDATE code_secrets SET campaign = 'other'", THE_LAST_CODE),),),
    (("UPDATE batches SET made = made - 1 WHERE batch = 1",),),
    (("UPDATE codes_made SET last_id = last_id + 1",),),
    (("UPDATE counters SET value = 5 WHERE name = 'code'",),),
    ((of("UPDATE codes SET hold = 'held', sale_id = 'none'", A_FREE_CARD),),),
    (
        (
            of(
                "UPDATE codes SET hold = 'sold', sale_id = 'none', state = 'Available',"
                " activated_at = 1",
                A_FREE_CARD,
            ),
        ),
    ),
    ((of("UPDATE codes SET redeemed_by_id = 'x'", A_FREE_CARD),),),
    (("INSERT INTO counters VALUES ('demo', 'shared:easter', 7, 1)",),),
    (
        (REDEEMED, 10**6, "ann"),
        (REDEEMED, 10**6 + 1, "bob"),
        ("UPDATE campaigns SET redemptions_max = 1, updated_at = 0 WHERE campaign = 'easter'",),
    ),
    ((of("UPDATE codes SET state = 'InProgress'", THE_LAST_CODE),),),
)
"""What breaks each rule, one after the other."""


@pytest.mark.sqlite_only  # PostgreSQL's own constraints refuse the first of these
def test_every_rule_is_a_sentence_and_finds_what_breaks_it(shop: CommandLine) -> None:
    shop.says("code", "generate", "plain", "--quantity", "3")
    shop.says("digital", "add-shared", "easter", "EASTER", "--limit", "5")
    assert all(rule.sentence.endswith(".") for rule in RULES)
    for rule, breaks in zip(RULES, BREAKS, strict=True):
        assert read_rows(shop.data, rule.offenders) == [(0,)], rule.sentence
        for change in breaks:
            change_rows(shop.data, *change)
        ((offenders,),) = read_rows(shop.data, rule.offenders)
        assert offenders >= 1, rule.sentence
