"""The SQL of recalls: which cards are meant, how they stand, what has become of each.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

# ruff: noqa: S608 -- fragments from this file only; every value is bound.

from __future__ import annotations

from typing import Final

from server_stub.storage import session_removal

_HOW_THEY_STAND: Final = """
    SELECT state, hold, stop, recall_id IS NOT NULL, count(*) FROM codes
    WHERE app_id = ? AND is_card AND
"""
_GROUPED: Final = "GROUP BY state, hold, stop, recall_id IS NOT NULL"

_LOOSE: Final = "campaign = ? AND batch IS NULL"

# App, then the first and last number; the batch; the app again and the campaign; ids as a
# JSON array; the app again and the list.
NUMBERS_COUNTED: Final = f"{_HOW_THEY_STAND} number BETWEEN ? AND ? {_GROUPED}"
BATCH_COUNTED: Final = f"{_HOW_THEY_STAND} batch = ? {_GROUPED}"
LOOSE_COUNTED: Final = f"""{_HOW_THEY_STAND} code_id IN
    (SELECT code_id FROM codes WHERE app_id = ? AND is_card AND {_LOOSE}) {_GROUPED}
"""
CARDS_COUNTED: Final = (
    f"{_HOW_THEY_STAND} code_id IN (SELECT CAST(value AS BIGINT) FROM json_each(?)) {_GROUPED}"
)
LIST_COUNTED: Final = f"""{_HOW_THEY_STAND} number IN
    (SELECT number FROM card_lists WHERE app_id = ? AND list_id = ?) {_GROUPED}
"""

# App, list. It has no gaps: its last place is how many numbers there are. One that is being
# removed has lost its first, and counts as none.
LIST_SIZE: Final = """
    SELECT coalesce(max(place), 0) FROM card_lists WHERE app_id = ? AND list_id = ?
        AND EXISTS (SELECT 1 FROM card_lists f WHERE f.app_id = card_lists.app_id
            AND f.list_id = card_lists.list_id AND f.place = 1)
"""

# App and list passed. The next list, and whether a recall goes through it.
NEXT_LIST: Final = f"""
    SELECT l.app_id, l.list_id, l.added_at,
        (SELECT max(m.place) FROM card_lists m
            WHERE m.app_id = l.app_id AND m.list_id = l.list_id),
        {session_removal.LIST_IN_USE}
    FROM card_lists l WHERE (l.app_id, l.list_id) > (?, ?)
    ORDER BY l.app_id, l.list_id, l.place LIMIT 1
"""

# App, the numbers passed and the last, or the batch or campaign and the id passed, or the list and
# the place passed; limit. Each gives ids and a list's numbers as JSON arrays, how many, what is
# passed then.
NEXT_NUMBERS: Final = """
    SELECT json_group_array(code_id), '[]', count(*), max(number) FROM (
        SELECT code_id, number FROM codes
        WHERE app_id = ? AND is_card AND number > ? AND number <= ? ORDER BY number LIMIT ?
    ) AS next
"""
NEXT_OF_BATCH: Final = """
    SELECT json_group_array(code_id), '[]', count(*), max(code_id) FROM (
        SELECT code_id FROM codes
        WHERE app_id = ? AND is_card AND batch = ? AND code_id > ? ORDER BY code_id LIMIT ?
    ) AS next
"""
NEXT_LOOSE: Final = f"""
    SELECT json_group_array(code_id), '[]', count(*), max(code_id) FROM (
        SELECT code_id FROM codes
        WHERE app_id = ? AND is_card AND {_LOOSE} AND code_id > ? ORDER BY code_id LIMIT ?
    ) AS next
"""
NEXT_OF_LIST: Final = """
    SELECT json_group_array(code_id), json_group_array(number), count(*), max(place) FROM (
        SELECT c.code_id, l.number, l.place FROM card_lists l
        LEFT JOIN codes c ON c.app_id = l.app_id AND c.number = l.number
        WHERE l.app_id = ? AND l.list_id = ? AND l.place > ? ORDER BY l.place LIMIT ?
    ) AS next
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
FIRST_LOOSE: Final = f"""
    SELECT code_id FROM codes WHERE app_id = ? AND is_card AND {_LOOSE} ORDER BY code_id LIMIT 1
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
# App, before (recall), limit. The newest first.
RECALLS: Final = f"""{_RECALL}
    WHERE r.app_id = ? AND r.recall_id < ? ORDER BY r.recall_id DESC LIMIT ?
"""

# How many. The newest of every app, and how many of their cards are decided.
RECALLS_LATELY: Final = """
    SELECT r.app_id, r.recall_id, r.act, j.done
    FROM apps a
    JOIN recalls r ON r.app_id = a.app_id
        AND r.recall_id > (SELECT max(n.recall_id) FROM recalls n WHERE n.app_id = a.app_id) - ?
    JOIN jobs j ON j.app_id = r.app_id AND j.job_id = r.recall_id
"""

# App, recall.
RECALL_ROWS: Final = """
    SELECT kind, CAST(sum(cards) AS BIGINT), effect FROM recall_runs
    WHERE app_id = ? AND recall_id = ? GROUP BY kind, effect
"""

# App, recall, effect.
RUNS_OF_EFFECT: Final = """
    SELECT last_place, cards, kind, effect, decided_at, code_ids, sale_ids, numbers FROM recall_runs
    WHERE app_id = ? AND recall_id = ? AND effect = ? ORDER BY last_place
"""

# App, recall, after (place), before (place), effects as a JSON array, limit.
RUNS: Final = """
    SELECT last_place, cards, kind, effect, decided_at, code_ids, sale_ids, numbers FROM recall_runs
    WHERE app_id = ? AND recall_id = ? AND last_place > ? AND last_place - cards < ?
    AND effect IN (SELECT value FROM json_each(?)) ORDER BY last_place LIMIT ?
"""

# App, recall, after (place), the id of a card three times, a number.
RUNS_WITH_CARD: Final = """
    SELECT last_place, cards, kind, effect, decided_at, code_ids, sale_ids, numbers FROM recall_runs
    WHERE app_id = ? AND recall_id = ? AND last_place > ? AND (
        (last_id >= ? AND first_id <= ?
            AND EXISTS (SELECT 1 FROM json_each(code_ids) WHERE CAST(value AS BIGINT) = ?))
        OR EXISTS (SELECT 1 FROM json_each(numbers) WHERE CAST(value AS BIGINT) = ?)
    ) ORDER BY last_place
"""

# App, ids as a JSON array.
CARDS_SHOWN: Final = """
    SELECT c.code_id, c.number, c.last_four, c.state, p.title, p.price_minor, p.currency
    FROM codes c JOIN campaigns p ON p.app_id = c.app_id AND p.campaign = c.campaign
    WHERE c.app_id = ? AND c.code_id IN (SELECT CAST(value AS BIGINT) FROM json_each(?))
"""

# App, app. The products of which there are cards, by title.
PRODUCTS: Final = """
    SELECT campaign, title FROM campaigns p WHERE app_id = ? AND (
        campaign IN (SELECT b.campaign FROM batches b WHERE b.app_id = ?)
        OR EXISTS (SELECT 1 FROM codes c WHERE c.app_id = p.app_id AND c.is_card
            AND c.campaign = p.campaign AND c.batch IS NULL)
    ) ORDER BY title, campaign
"""
