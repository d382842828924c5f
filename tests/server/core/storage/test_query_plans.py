"""What looks at little of a large table is planned so by SQLite, which keeps no statistics here."""

from __future__ import annotations

import re
from collections.abc import Iterator

import apsw
import pytest

from server_stub.storage import (
    alarm_selects,
    customer_selects,
    day_selects,
    figure_selects,
    ledger_selects,
    portal_campaign_selects,
    portal_selects,
    recall_selects,
    redeem_page_selects,
    request_selects,
    selects,
    studio_selects,
)
from server_stub.storage.migrate import migrate


@pytest.fixture
def database_file() -> Iterator[apsw.Connection]:
    connection = apsw.Connection(":memory:")
    migrate(connection)
    yield connection
    connection.close()


def plan(connection: apsw.Connection, sql: str) -> list[str]:
    values = (None,) * sql.count("?")
    return [step[3] for step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


@pytest.mark.parametrize("look", [alarm_selects.CARDS_OF_TWO_STORES, alarm_selects.FORKED_TILLS])
def test_the_watch_begins_with_recent_sales_and_comes_to_the_rest_by_what_they_name(
    look: str, database_file: apsw.Connection
) -> None:
    steps = plan(database_file, look)
    assert any("sales_by_day (app_id=? AND store_id=? AND day_at>?)" in step for step in steps)
    assert [step for step in steps if step.endswith("(app_id=?)")] == []
    scanned = {step for step in steps if step.startswith("SCAN") and "(" not in step}
    assert scanned <= {"SCAN h", "SCAN p"}, "what was laid down of the recent sales"


@pytest.mark.parametrize(
    ("read", "index"),
    [
        (day_selects.RECALLED_OF_TILL, "codes_recalled_sold (app_id=? AND recall_id>?)"),
        (day_selects.INVALIDATED_OF_TILL, "codes_recalled_sold (app_id=? AND recall_id=?)"),
        (day_selects.VOIDED_ELSEWHERE_OF_TILL, "sale_lines_voided_elsewhere (app_id=?)"),
    ],
)
def test_a_report_looks_for_recalled_cards_among_the_few_that_are(
    read: str, index: str, database_file: apsw.Connection
) -> None:
    (first, *others) = plan(database_file, read)
    assert f"USING COVERING INDEX {index}" in first
    assert [step for step in others if step.endswith("(app_id=?)")] == []


def test_what_a_close_has_counted_as_recalled_is_found_among_the_few_lines_that_are(
    database_file: apsw.Connection,
) -> None:
    (first, *others) = plan(database_file, day_selects.RECALLED_OF_CLOSE)
    assert "USING COVERING INDEX sale_lines_recalled (z_recalled=? AND app_id=?)" in first
    assert [step for step in others if step.endswith("(app_id=?)")] == []


@pytest.mark.parametrize(
    ("read", "index"),
    [
        (selects.OPEN_CASES, "cases_of_no_recall (app_id=?"),
        (selects.CASES_OF_RECALL, "cases_of_recall (app_id=? AND (recall_id,case_id)>(?,?)"),
        (selects.RECALLS_WITH_CASES, "cases_of_recall (app_id=?"),
    ],
)
def test_the_cases_of_recalls_are_not_gone_through_to_find_the_others(
    read: str, index: str, database_file: apsw.Connection
) -> None:
    steps = plan(database_file, read)
    (first,) = [step for step in steps if step.startswith(("SEARCH k", "SCAN k"))]
    assert index in first
    assert not any("TEMP B-TREE" in step for step in steps), "they come in order"


def test_walking_back_through_the_ledger_reads_its_stretch_in_order(
    database_file: apsw.Connection,
) -> None:
    assert plan(database_file, ledger_selects.WALKED) == [
        "SEARCH ledger USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"
    ]


def test_the_first_entry_of_a_day_is_found_by_few_looks_at_single_entries(
    database_file: apsw.Connection,
) -> None:
    steps = plan(database_file, ledger_selects.FIRST_FROM)
    assert "SEARCH ledger USING INTEGER PRIMARY KEY (rowid=?)" in steps
    assert not any("SCAN ledger" in step for step in steps)


def test_the_ledger_is_asked_for_subjects_by_their_index(database_file: apsw.Connection) -> None:
    (step, *_) = plan(database_file, ledger_selects.BY_SUBJECT)
    assert step.startswith("SEARCH ledger USING INDEX ledger_by_subject (app_id=? AND <expr>=?")


PORTAL_READS = (
    "SESSION",
    "INVITATION",
    "WAITING",
    "BY_LAST_FOUR",
    "BY_RECEIPT",
    "CARD",
    "SHARED",
)


@pytest.mark.parametrize("name", PORTAL_READS)
def test_no_page_of_the_portal_walks_through_what_grows(
    name: str, database_file: apsw.Connection
) -> None:
    """Each table is entered by more than the app, but for a shop's stores and what has failed."""
    steps = plan(database_file, getattr(portal_selects, name))
    small = re.compile(r"(codes|redemptions|jobs|mails)_failed|SEARCH [pt] ")
    walked = [step for step in steps if step.endswith("(app_id=?)") and not small.search(step)]
    assert walked == [], steps


@pytest.mark.parametrize(
    "read",
    [
        redeem_page_selects.SESSION,
        redeem_page_selects.CODES,
        selects.REDEEMED_CODES,
        selects.REDEEMED_SHARED,
    ],
)
def test_what_is_one_customers_own_is_found_without_the_rest(
    read: str, database_file: apsw.Connection
) -> None:
    """Campaigns are few; the attempts of each are entered by the customer's profile."""
    steps = plan(database_file, read)
    walked = [step for step in steps if step.endswith("(app_id=?)") and "SEARCH p " not in step]
    assert walked == [], steps


def test_the_changes_of_a_campaign_are_looked_for_in_the_newest_that_is_said_of_it(
    database_file: apsw.Connection,
) -> None:
    steps = plan(database_file, portal_campaign_selects.HISTORY)
    assert any("ledger_by_subject (app_id=? AND <expr>=?)" in step for step in steps), steps
    assert not any("TEMP B-TREE" in step for step in steps if "newest" not in step), steps
    steps = plan(database_file, portal_campaign_selects.CODE_JOB)
    assert steps == ["SEARCH jobs USING PRIMARY KEY (app_id=? AND job_id=?)"]


SUPPORT_READS = {
    customer_selects.NAMED: "profiles_by_name (app_id=? AND <expr>>? AND <expr><?)",
    customer_selects.CODES: "codes_by_redeemer (app_id=? AND redeemed_by_id=? AND code_id<?)",
    customer_selects.SHARED: "shared_redemptions_of_profile (app_id=? AND profile_id=?",
    customer_selects.ATTEMPTS: "attempts_by_profile (app_id=? AND profile_id=?)",
    request_selects.REQUESTS_OF_PROFILE: "redemption_requests_of_profile (app_id=? AND profile_id=?",
    request_selects.REQUESTS: "PRIMARY KEY (app_id=? AND at>? AND (at,request)<(?,?))",
    request_selects.OUTCOMES: "COVERING INDEX redemption_requests_of_campaign (app_id=? AND campa",
    figure_selects.FIGURES: "PRIMARY KEY (app_id=? AND campaign=?",
}


@pytest.mark.parametrize("read", SUPPORT_READS)
def test_what_support_looks_up_is_found_by_an_index_and_comes_in_its_order(
    read: str, database_file: apsw.Connection
) -> None:
    steps = plan(database_file, read)
    assert any(SUPPORT_READS[read] in step for step in steps), steps
    assert not any("TEMP B-TREE FOR ORDER BY" in step for step in steps), steps


def test_codes_are_counted_by_stretches_of_their_ids(database_file: apsw.Connection) -> None:
    steps = plan(database_file, figure_selects.COUNTED)
    assert not any(step.endswith("(app_id=?)") or step.startswith("SCAN") for step in steps), steps
    assert sum("AND code_id<?" in step for step in steps) == 5


def test_a_campaign_without_codes_is_known_without_walking_through_those_of_others(
    database_file: apsw.Connection,
) -> None:
    steps = plan(database_file, studio_selects.HAS_CODES)
    assert any("codes_without_batch (app_id=? AND campaign=?)" in step for step in steps), steps


def test_a_batch_s_history_is_found_by_what_the_entries_are_about(
    database_file: apsw.Connection,
) -> None:
    steps = plan(database_file, studio_selects.ABOUT_BATCH)
    assert sum("ledger_by_subject (app_id=? AND <expr>=?)" in step for step in steps) == 2, steps
    assert any("print_runs_of_batch" in step for step in steps), steps


def test_the_jobs_that_make_codes_are_found_among_those_that_run(
    database_file: apsw.Connection,
) -> None:
    steps = plan(database_file, studio_selects.MAKING_CODES)
    assert any("jobs_running" in step for step in steps), steps


def test_what_is_about_a_card_is_found_by_what_its_sales_name(
    database_file: apsw.Connection,
) -> None:
    steps = plan(database_file, ledger_selects.ABOUT_CARD)
    assert not any(step.endswith("(app_id=?)") for step in steps), steps


def test_whether_a_product_has_cards_is_not_counted_card_by_card(
    database_file: apsw.Connection,
) -> None:
    steps = plan(database_file, recall_selects.PRODUCTS)
    assert any("codes_loose (app_id=? AND campaign=?)" in step for step in steps), steps


@pytest.mark.parametrize("name", ["FIRST_LOOSE", "NEXT_LOOSE", "LOOSE_COUNTED"])
def test_the_cards_of_no_batch_are_found_among_themselves(
    name: str, database_file: apsw.Connection
) -> None:
    steps = plan(database_file, getattr(recall_selects, name))
    assert any("codes_loose (app_id=? AND campaign=?" in step for step in steps), steps
    assert [step for step in steps if step.endswith("(app_id=?)")] == []
