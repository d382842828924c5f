"""Moments are shown as a person reads them, in UTC; what has not been stays empty."""

from __future__ import annotations

import datetime as dt
import re

from support.command_line import CommandLine

MOMENT = re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z")


def test_lists_and_facts_show_moments_in_utc(shop: CommandLine) -> None:
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    shop.says("operator", "lock", "mia", "--reason", "the drawer was short")
    people = {row["operator_id"]: row for row in shop.rows("operator", "list")}
    locked = people["mia"]["suspended_at"]
    assert MOMENT.fullmatch(locked)
    assert before <= dt.datetime.fromisoformat(locked) <= dt.datetime.now(dt.UTC)
    assert people["jonas"]["suspended_at"] == ""
    assert all(MOMENT.fullmatch(row["created_at"]) for row in shop.rows("server", "list"))
    shop.says("digital", "add", "codes")
    number = shop.says("code", "add", "codes", stdin="ABCDE-12345\n")
    assert MOMENT.fullmatch(shop.facts("code", "show", "--id", number)["created_at"])


def test_the_days_of_a_shared_campaign_are_shown_as_days(shop: CommandLine) -> None:
    until = ("--from", "2026-03-01", "--until", "2026-03-31")
    shop.says("digital", "add-shared", "spring", "SPRING", *until)
    shown = shop.facts("campaign", "show", "spring")
    assert shown["valid_start"] == "2026-03-01T00:00:00Z"
    assert shown["valid_end"] == "2026-03-31T23:59:59Z"


def test_the_ledger_says_that_its_times_are_in_utc(shop: CommandLine) -> None:
    shop.says("app", "disable")
    (line,) = shop.says("ledger", "--kind", "app.disabled").splitlines()
    assert MOMENT.fullmatch(line.split("\t")[1])
