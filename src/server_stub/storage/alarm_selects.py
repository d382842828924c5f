"""The SQL of alarms: the open ones, what they are found by, and the cards beside one of them.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

# ruff: noqa: S608 -- fragments from this file only; every value is bound.

from __future__ import annotations

from typing import Final

from card_contract.states import ALARMS, CaseKind, CodeState, StopReason
from server_stub.domain import print_machine

_KINDS: Final = ", ".join(f"'{kind}'" for kind in sorted(ALARMS))

_ALARMS: Final = """
    SELECT k.case_id, k.kind, k.opened_at, coalesce(k.till_id, s.till_id),
           coalesce(t.name, s.till_name), coalesce(r.name, s.store_name), k.sale_id,
           s.receipt_number, k.code_id, c.last_four, k.detail
    FROM cases k
    LEFT JOIN sales s ON s.app_id = k.app_id AND s.sale_id = k.sale_id
    LEFT JOIN tills t ON t.app_id = k.app_id AND t.till_id = k.till_id
    LEFT JOIN stores r ON r.app_id = k.app_id AND r.store_id = k.store_id
    LEFT JOIN codes c ON c.app_id = k.app_id AND c.code_id = k.code_id
"""
_NEWEST: Final = "ORDER BY k.opened_at DESC, k.case_id DESC LIMIT ?"

# App, limit.
OPEN_ALARMS: Final = f"""{_ALARMS}
    WHERE k.app_id = ? AND k.closed_at IS NULL AND k.kind IN ({_KINDS}) {_NEWEST}
"""

# App, limit.
NEWEST_ALARMS: Final = f"""
    SELECT k.case_id, k.opened_at FROM cases k
    WHERE k.app_id = ? AND k.closed_at IS NULL AND k.kind IN ({_KINDS}) {_NEWEST}
"""

# App, limit. The stop of a card began with the alarm that tells of it.
STILL_STOPPED: Final = f"""{_ALARMS}
    WHERE k.app_id = ? AND k.closed_at IS NOT NULL AND k.kind = '{CaseKind.PROBED}'
        AND c.stop = '{StopReason.PROBED}' AND c.state = '{CodeState.INACTIVE}'
        AND c.stopped_at = k.opened_at {_NEWEST}
"""

# A case's id begins with its kind and its sale, so with its till, or with its kind and its card. By
# that SQLite finds the few that are meant.
_OF_TILL: Final = f"""
    k.app_id = p.app_id AND k.case_id > '{CaseKind.TILL_FORK}:' || p.till_id || '.'
    AND k.case_id < '{CaseKind.TILL_FORK}:' || p.till_id || '/'
"""
_OF_CARD: Final = f"""
    k.app_id = h.app_id AND k.case_id > '{CaseKind.TWO_STORES}:' || h.code_id || ':'
    AND k.case_id < '{CaseKind.TWO_STORES}:' || h.code_id || ';'
"""

# App, store, from (ms), limit. The newest sale of each till under the number of another one, which
# may be of any time, and the till's open alarm; none that was told of before. SQLite keeps a cross
# join's order.
FORKED_TILLS: Final = f"""
    WITH pairs AS MATERIALIZED (
        SELECT s.app_id, s.till_id, s.sale_id, o.sale_id AS other_sale_id, s.day_at,
               row_number() OVER (
                   PARTITION BY s.till_id ORDER BY s.day_at DESC, s.sale_id DESC, o.sale_id DESC
               ) AS place
        FROM sales s CROSS JOIN sales o
        WHERE s.app_id = ? AND s.store_id = ? AND s.day_at >= ?
            AND o.app_id = s.app_id AND o.receipt_number = s.receipt_number
            AND o.sale_id <> s.sale_id
    )
    SELECT p.sale_id, p.other_sale_id, p.till_id,
           (SELECT max(k.case_id) FROM cases k WHERE {_OF_TILL} AND k.closed_at IS NULL)
    FROM pairs p
    WHERE p.place = 1
        AND NOT EXISTS (
            SELECT 1 FROM cases k WHERE {_OF_TILL} AND p.sale_id IN (k.sale_id, k.detail)
        )
    ORDER BY p.day_at LIMIT ?
"""

# App, store, from (ms), limit. Cards that came into a sale here after one at another store. What
# was sold here is laid down first: SQLite would read all lines of the app for each of the sales.
# A pack that was received here after a basket with a card of it was given up has been passed on.
# What was noted is not found again, so that each look comes further.
CARDS_OF_TWO_STORES: Final = f"""
    WITH here AS MATERIALIZED (
        SELECT s.app_id, s.store_id, s.sale_id, s.till_id, s.day_at, l.code_id FROM sales s
        JOIN sale_lines l ON l.app_id = s.app_id AND l.sale_id = s.sale_id
        WHERE s.app_id = ? AND s.store_id = ? AND s.day_at >= ?
    )
    SELECT h.code_id, o.sale_id, h.till_id FROM here h
    JOIN sale_lines e ON e.app_id = h.app_id AND e.code_id = h.code_id AND e.sale_id <> h.sale_id
    JOIN sales o ON o.app_id = e.app_id AND o.sale_id = e.sale_id
        AND o.store_id <> h.store_id AND o.day_at <= h.day_at
    WHERE (o.stage <> 'cancelled' OR NOT EXISTS (
        SELECT 1 FROM codes c
        JOIN packs p ON p.app_id = c.app_id AND p.batch = c.batch AND p.pack = c.pack
        WHERE c.app_id = h.app_id AND c.code_id = h.code_id AND p.custody = 'received'
            AND p.store_id = h.store_id AND p.moved_at > o.day_at
    ))
        AND NOT EXISTS (SELECT 1 FROM cases k WHERE {_OF_CARD} AND k.store_id = h.store_id)
    ORDER BY h.day_at LIMIT ?
"""

# App, batch, pack.
PACK: Final = """
    SELECT p.label, b.issuer, p.first_sequence, p.last_sequence FROM packs p
    JOIN batches b ON b.app_id = p.app_id AND b.batch = p.batch
    WHERE p.app_id = ? AND p.batch = ? AND p.pack = ?
"""

# App, first and last number; app, batch, pack. Without spoiled cards, with what stands for them.
PACK_COUNTED: Final = f"""
    SELECT state, hold, stop, count(*) FROM (
        SELECT state, hold, stop, invalidation_reason FROM codes
        WHERE app_id = ? AND is_card AND number BETWEEN ? AND ?
        UNION ALL
        SELECT c.state, c.hold, c.stop, c.invalidation_reason FROM print_cards p
        JOIN codes c ON c.app_id = p.app_id AND c.code_id = p.code_id
        WHERE p.app_id = ? AND p.batch = ? AND p.pack = ? AND p.replaces IS NOT NULL
    ) AS cards
    WHERE coalesce(invalidation_reason, '') <> '{print_machine.MISPRINTED}'
    GROUP BY state, hold, stop
"""

# App, first and last number, without this one.
NEIGHBOURS: Final = """
    SELECT code_id, number, last_four, state, hold, stop FROM codes
    WHERE app_id = ? AND is_card AND number BETWEEN ? AND ? AND number <> ? ORDER BY number
"""
