"""The SQL of alarms and cases as the portal lists them: open and closed ones, and one of them.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

from card_contract.states import ALARMS
from server_stub.storage import case_parts

_KINDS: Final = ", ".join(f"'{kind}'" for kind in sorted(ALARMS))
_JOINED: Final = f"""
    SELECT k.case_id, k.kind, k.opened_at, k.closed_at, k.closed_by, k.closing_reason, k.detail,
           coalesce(k.till_id, s.till_id), coalesce(t.name, s.till_name),
           coalesce(r.name, s.store_name), k.sale_id, s.receipt_number, k.void_id, k.code_id,
           c.number, c.last_four, {case_parts.AMOUNT},
           coalesce(s.currency, c.currency), k.recall_id,
           {case_parts.OF_DENIED_SALE}
    FROM page k
    LEFT JOIN sales s ON s.app_id = k.app_id AND s.sale_id = k.sale_id
    LEFT JOIN voids v ON v.app_id = k.app_id AND v.void_id = k.void_id
    LEFT JOIN tills t ON t.app_id = k.app_id AND t.till_id = k.till_id
    LEFT JOIN stores r ON r.app_id = k.app_id AND r.store_id = k.store_id
    LEFT JOIN codes c ON c.app_id = k.app_id AND c.code_id = k.code_id
    LEFT JOIN sale_lines l
        ON l.app_id = k.app_id AND l.sale_id = k.sale_id AND l.code_id = k.code_id
"""  # noqa: S608 - no value is pasted in


def _page(where: str, order: str = "") -> str:
    """The cases of a page first, then what is known of them: never of all those behind the page."""
    return f"""WITH page AS MATERIALIZED (SELECT * FROM cases k WHERE {where})
        {_JOINED} {order}"""  # noqa: S608 - no value is pasted in


# App, case.
CASE: Final = _page("k.app_id = ? AND k.case_id = ?")

# App, before (ms, case), limit. The newest first; of open ones there is an index of its own.
_NEWEST: Final = "ORDER BY k.opened_at DESC, k.case_id DESC"
OPEN_ALARMS: Final = _page(
    f"""k.app_id = ? AND k.closed_at IS NULL AND (k.opened_at, k.case_id) < (?, ?)
        AND k.kind IN ({_KINDS}) {_NEWEST} LIMIT ?""",
    _NEWEST,
)
CLOSED_ALARMS: Final = _page(
    f"""k.app_id = ? AND k.closed_at IS NOT NULL AND (k.opened_at, k.case_id) < (?, ?)
        AND k.kind IN ({_KINDS}) {_NEWEST} LIMIT ?""",
    _NEWEST,
)

# App, after (ms, case), limit. The oldest first; those of a recall stand apart.
_OLDEST: Final = "ORDER BY k.opened_at, k.case_id"
OPEN_CASES: Final = _page(
    f"""k.app_id = ? AND k.closed_at IS NULL AND (k.opened_at, k.case_id) > (?, ?)
        AND k.recall_id IS NULL AND k.kind || '' NOT IN ({_KINDS}) {_OLDEST} LIMIT ?""",
    _OLDEST,
)

# App, recall, after (case), recall, limit. Said so, SQLite takes up the recall's own index.
CASES_OF_RECALL: Final = _page(
    """k.app_id = ? AND k.closed_at IS NULL AND (k.recall_id, k.case_id) > (?, ?)
        AND k.recall_id <= ? ORDER BY k.recall_id, k.case_id LIMIT ?""",
    "ORDER BY k.recall_id, k.case_id",
)

# A limit, app. The recalls with open cases, and how many they are, up to the limit. SQLite takes
# the index of a recall's open cases for a stretch of recalls alone, be it of one, and stops at the
# limit where it counts in the index's order.
RECALLS_WITH_CASES: Final = """
    SELECT r.recall_id, (SELECT count(*) FROM (
        SELECT 1 FROM cases k WHERE k.app_id = r.app_id
            AND k.recall_id BETWEEN r.recall_id AND r.recall_id
            AND k.closed_at IS NULL AND k.recall_id IS NOT NULL
            ORDER BY k.recall_id, k.case_id LIMIT ?) AS counted)
    FROM recalls r WHERE r.app_id = ? AND (
        SELECT 1 FROM cases k WHERE k.app_id = r.app_id
            AND k.recall_id BETWEEN r.recall_id AND r.recall_id
            AND k.closed_at IS NULL AND k.recall_id IS NOT NULL
            ORDER BY k.recall_id, k.case_id LIMIT 1) IS NOT NULL
    ORDER BY r.recall_id
"""

# App, recall twice, a limit.
COUNT_OF_RECALL: Final = """
    SELECT count(*) FROM (
        SELECT 1 FROM cases k WHERE k.app_id = ? AND k.recall_id BETWEEN ? AND ?
            AND k.closed_at IS NULL AND k.recall_id IS NOT NULL
            ORDER BY k.recall_id, k.case_id LIMIT ?) AS counted
"""
