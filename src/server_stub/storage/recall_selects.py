"""The SQL of recalls: which cards are meant, how they stand, what has become of each.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

# ruff: noqa: S608 -- fragments from this file only; every value is bound.

from __future__ import annotations

from typing import Any, Final, NamedTuple

import msgspec

from server_stub.storage.change import Sweep

_HOW_THEY_STAND: Final = """
    SELECT state, hold, stop, recall_id IS NOT NULL, count(*) FROM codes
    WHERE app_id = ? AND is_card AND
"""
_GROUPED: Final = "GROUP BY state, hold, stop, recall_id IS NOT NULL"

# App, then the first and last number; the batch; ids as a JSON array; the app again and the list.
NUMBERS_COUNTED: Final = f"{_HOW_THEY_STAND} number BETWEEN ? AND ? {_GROUPED}"
BATCH_COUNTED: Final = f"{_HOW_THEY_STAND} batch = ? {_GROUPED}"
CARDS_COUNTED: Final = (
    f"{_HOW_THEY_STAND} code_id IN (SELECT CAST(value AS BIGINT) FROM json_each(?)) {_GROUPED}"
)
LIST_COUNTED: Final = f"""{_HOW_THEY_STAND} number IN
    (SELECT number FROM card_lists WHERE app_id = ? AND list_id = ?) {_GROUPED}
"""

# App, list.
LIST_SIZE: Final = "SELECT count(*) FROM card_lists WHERE app_id = ? AND list_id = ?"

# App, the numbers passed and the last, or the batch and the id passed, or the list and the place
# passed; limit. Each gives id, number, and what is passed with it.
NEXT_NUMBERS: Final = """
    SELECT code_id, number, number FROM codes
    WHERE app_id = ? AND is_card AND number > ? AND number <= ? ORDER BY number LIMIT ?
"""
NEXT_OF_BATCH: Final = """
    SELECT code_id, number, code_id FROM codes
    WHERE app_id = ? AND is_card AND batch = ? AND code_id > ? ORDER BY code_id LIMIT ?
"""
NEXT_OF_LIST: Final = """
    SELECT c.code_id, l.number, l.place FROM card_lists l
    LEFT JOIN codes c ON c.app_id = l.app_id AND c.number = l.number
    WHERE l.app_id = ? AND l.list_id = ? AND l.place > ? ORDER BY l.place LIMIT ?
"""

# App, label (of a pack or a carton).
PACK_LABELLED: Final = """
    SELECT b.issuer, p.batch, p.first_sequence, p.last_sequence FROM packs p
    JOIN batches b ON b.app_id = p.app_id AND b.batch = p.batch
    WHERE p.app_id = ? AND p.label = ?
"""
CARTON_LABELLED: Final = """
    SELECT b.issuer, p.batch, p.first_sequence, p.last_sequence FROM cartons p
    JOIN batches b ON b.app_id = p.app_id AND b.batch = p.batch
    WHERE p.app_id = ? AND p.label = ?
"""

# App, campaign.
BATCHES_OF_CAMPAIGN: Final = """
    SELECT batch FROM batches WHERE app_id = ? AND campaign = ? ORDER BY batch
"""

_RECALL: Final = """
    SELECT r.recall_id, r.act, j.state, r.reason, r.note, r.include_sold, r.selection,
           j.done, j.total, a.name, b.name, r.created_at, j.ended_at
    FROM recalls r
    JOIN jobs j ON j.app_id = r.app_id AND j.job_id = r.recall_id
    JOIN operators a ON a.app_id = r.app_id AND a.operator_id = r.asked_by
    LEFT JOIN operators b ON b.app_id = r.app_id AND b.operator_id = r.approved_by
"""

# App, recall.
RECALL: Final = f"{_RECALL} WHERE r.app_id = ? AND r.recall_id = ?"
# App, limit. The newest first.
RECALLS: Final = f"{_RECALL} WHERE r.app_id = ? ORDER BY r.recall_id DESC LIMIT ?"

# What waited for a redemption to end has ended when its code says so.
_EFFECT: Final = """
    CASE WHEN d.effect = 'waits' AND c.state = 'Redeemed' THEN 'redeemed-stays'
         WHEN d.effect = 'waits' AND c.state = 'Invalidated' THEN 'refund-due'
         ELSE d.effect END
"""

# App, recall.
RECALL_ROWS: Final = f"""
    SELECT d.kind, count(*), {_EFFECT} AS came_to FROM recall_cards d
    LEFT JOIN codes c ON d.effect = 'waits' AND c.app_id = d.app_id AND c.code_id = d.code_id
    WHERE d.app_id = ? AND d.recall_id = ? GROUP BY d.kind, came_to
"""

# App, recall, after (place), effect or null (twice), number or null (twice), limit.
RECALL_CARDS: Final = f"""
    SELECT * FROM (
        SELECT d.place, d.number, d.code_id, c.last_four, d.kind, {_EFFECT} AS came_to, d.sale_id,
               d.decided_at
        FROM recall_cards d
        LEFT JOIN codes c ON c.app_id = d.app_id AND c.code_id = d.code_id
        WHERE d.app_id = ? AND d.recall_id = ? AND d.place > ?
    ) AS found
    WHERE (CAST(? AS TEXT) IS NULL OR came_to = ?) AND (CAST(? AS BIGINT) IS NULL OR number = ?)
    ORDER BY place LIMIT ?
"""

# Keys (app, ids as a JSON array) as a JSON array: the cards that exist, one row for each class.
CARD_CLASSES: Final = """
    SELECT json_group_array(json_array(app_id, asked, state, hold, stop,
                                      json(recalled), json(cards)))
    FROM (
        SELECT k.value->>0 AS app_id, k.value->>1 AS asked, r.state, r.hold, r.stop,
               iif(r.recall_id IS NULL, 'false', 'true') AS recalled,
               json_group_array(r.code_id) AS cards
        FROM json_each(?) AS k CROSS JOIN json_each(k.value->>1) AS c
        CROSS JOIN codes AS r ON r.app_id = k.value->>0 AND r.code_id = c.value
        WHERE r.is_card
        GROUP BY k.key, r.state, r.hold, r.stop, r.recall_id IS NULL
    )
"""

_NOTE: Final = """
    INSERT INTO recall_cards
        (app_id, recall_id, place, number, code_id, kind, effect, sale_id, decided_at)
    SELECT r.app_id, ?, c.value->>1, r.number, r.code_id, ?, ?, r.sale_id, ?
    FROM json_each(?) AS c CROSS JOIN codes AS r ON r.app_id = ? AND r.code_id = c.value->>0
"""


class Sweeping(NamedTuple):
    """A statement that has to touch every card of a sweep."""

    sql: str
    values: tuple[Any, ...]


def sweeping(sweep: Sweep) -> list[Sweeping]:
    """The statements of a sweep: its rows of the recall, then the cards themselves."""
    cards = msgspec.json.encode(sweep.cards).decode()
    about = (sweep.recall_id, sweep.kind, sweep.effect, sweep.at, cards, sweep.app_id)
    found = [Sweeping(_NOTE, about)]
    if sweep.columns:
        sets = ", ".join(f"{name} = ?" for name in sweep.columns)
        guard = " AND ".join(f"{name} IS ?" for name in sweep.guard)
        sql = (
            f"UPDATE codes SET {sets}, version = version + 1 WHERE app_id = ? AND code_id IN"
            f" (SELECT value->>0 FROM json_each(?)) AND {guard}"
        )
        values = (*sweep.columns.values(), sweep.app_id, cards, *sweep.guard.values())
        found.append(Sweeping(sql, values))
    return found
