"""What the portal lists is found by an index, page by page, however much there is."""

from __future__ import annotations

from collections.abc import Iterator

import apsw
import pytest

from server_stub.storage import (
    ledger_selects,
    portal_case_selects,
    portal_selects,
    portal_server_selects,
    portal_shop_selects,
    recall_selects,
    selects,
)
from server_stub.storage.migrate import migrate

LISTS = {
    portal_case_selects.OPEN_ALARMS: "cases_alarms_open (app_id=? AND (opened_at,case_id)<(?,?))",
    portal_case_selects.CLOSED_ALARMS: "cases_alarms (app_id=? AND (opened_at,case_id)<(?,?))",
    portal_case_selects.OPEN_CASES: "cases_of_no_recall (app_id=? AND (opened_at,case_id)>(?,?))",
    portal_case_selects.CASES_OF_RECALL: "cases_of_recall (app_id=? AND (recall_id,case_id)>(?,?) AND recall_id<?)",
    portal_shop_selects.STORES: "PRIMARY KEY (app_id=? AND store_id>?)",
    portal_shop_selects.TILLS: "PRIMARY KEY (app_id=? AND till_id>?)",
    portal_shop_selects.PEOPLE: "PRIMARY KEY (app_id=? AND operator_id>?)",
    portal_selects.FAILED_CODES: "codes_failed (app_id=? AND (updated_at,code_id)<(?,?))",
    portal_selects.FAILED_SHARED: "shared_redemptions_failed (app_id=? AND (updated_at,redemption_id)<(?,?))",
    portal_server_selects.WEBHOOKS: "PRIMARY KEY (app_id=? AND webhook>?)",
    recall_selects.RECALLS: "PRIMARY KEY (app_id=? AND recall_id<?)",
    selects.HOLDS: "sales_held (app_id=? AND (held_at,sale_id)>(?,?))",
}
"""For each list by which index a page of it begins."""


@pytest.fixture(scope="module")
def database() -> Iterator[apsw.Connection]:
    connection = apsw.Connection(":memory:")
    migrate(connection)
    yield connection
    connection.close()


def plan(database: apsw.Connection, sql: str) -> list[str]:
    rows = database.execute(f"EXPLAIN QUERY PLAN {sql}", (1,) * sql.count("?"))
    return [str(row[3]) for row in rows]


@pytest.mark.parametrize(("sql", "index"), LISTS.items(), ids=range(len(LISTS)))
def test_a_page_begins_in_an_index_and_is_not_sorted(
    database: apsw.Connection, sql: str, index: str
) -> None:
    steps = [step for step in plan(database, sql) if step != "MATERIALIZE page"]
    assert steps[0].endswith(index)
    # A page that was laid down first is short: it may be read and sorted once more.
    more = [step for step in steps[1:] if step != "SCAN k"]
    assert not any(step.startswith("SCAN") for step in more)
    assert steps.count("USE TEMP B-TREE FOR ORDER BY") <= ("SCAN k" in steps)


def test_locks_and_queues_are_looked_up_where_few_rows_are(database: apsw.Connection) -> None:
    people = plan(database, portal_shop_selects.PEOPLE)
    assert any("pin_failures_locked (app_id=? AND operator_id=?" in step for step in people)
    queues = plan(database, portal_server_selects.QUEUES)
    tables = ("attempts", "jobs", "job_mails")
    assert {
        step.partition(" (")[0].split()[-1] for step in queues if step.split()[1] in tables
    } == {
        "attempts_due",
        "jobs_running",
        "job_mails_due",
    }


def test_a_card_opens_the_recalls_alone_that_its_id_lies_in(database: apsw.Connection) -> None:
    steps = plan(database, ledger_selects.RECALLS_OF_CARD)
    assert any("recall_runs_by_id (app_id=? AND last_id>?)" in step for step in steps), steps
    counted = plan(database, portal_case_selects.RECALLS_WITH_CASES)
    index = "INDEX cases_of_recall (app_id=? AND recall_id>? AND recall_id<?)"
    assert sum(index in step for step in counted) == 2, counted
    assert index in " ".join(plan(database, portal_case_selects.COUNT_OF_RECALL))
    waiting = plan(database, portal_selects.WAITING)
    assert any("sales_held (app_id=? AND held_at>?)" in step for step in waiting), waiting


def test_the_cases_of_a_recall_stand_apart_with_their_count(database: apsw.Connection) -> None:
    facts = [("refund-due:S1:1", 7), ("refund-due:S2:2", 7), ("refund-due:S3", None)]
    for case_id, recall_id in facts:
        database.execute(
            """INSERT INTO cases (app_id, case_id, kind, sale_id, detail, opened_at, recall_id, version)
               VALUES ('a', ?, 'refund-due', 'S', '', 1, ?, 1)""",
            (case_id, recall_id),
        )
    database.execute(
        """INSERT INTO recalls (app_id, recall_id, act, reason, note, include_sold, selection, spans,
                                span, passed, asked_by, created_at, version)
           VALUES ('a', 7, 'recall', 'lost', '', 0, '{}', '[]', 0, 0, 'operator:x', 1, 1)"""
    )
    others = list(database.execute(portal_case_selects.OPEN_CASES, ("a", -1, "", 9)))
    assert [row[0] for row in others] == ["refund-due:S3"]
    assert list(database.execute(portal_case_selects.RECALLS_WITH_CASES, (9, "a"))) == [(7, 2)]
    assert list(database.execute(portal_case_selects.RECALLS_WITH_CASES, (1, "a"))) == [(7, 1)]
    assert list(database.execute(portal_case_selects.COUNT_OF_RECALL, ("a", 7, 7, 9))) == [(2,)]
    after = ("a", 7, "refund-due:S1:1", 7, 9)
    page = list(database.execute(portal_case_selects.CASES_OF_RECALL, after))
    assert [(row[0], row[-2]) for row in page] == [("refund-due:S2:2", 7)]
    assert not list(database.execute(portal_case_selects.CASES_OF_RECALL, ("a", 8, "", 8, 9)))
