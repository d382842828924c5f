"""The SQL of searching the ledger: by what entries are about, or walking back through them.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

# App, subjects as a JSON array, first and last position, four patterns of a card in a list, the
# card twice, limit. Of the pieces of a recall those that name the card are meant, and of a job's
# list those that it was in; there may be thousands of others.
# The positions lead to no entry: PostgreSQL would go through all of the app's between them.
BY_SUBJECT: Final = """
    SELECT position, app_id, entry, hash FROM ledger
    WHERE app_id = ? AND json_extract(entry, '$[5]') IN (SELECT value FROM json_each(?))
        AND position + 0 BETWEEN ? AND ?
        AND (entry NOT LIKE '%,"recall.cards",%'
             OR entry LIKE ? OR entry LIKE ? OR entry LIKE ? OR entry LIKE ?)
        AND CASE WHEN entry LIKE '%,"job.codes-given",%'
            THEN CAST(json_extract(entry, '$[6].codes[0]') AS BIGINT) <= ?
                AND CAST(json_extract(entry, '$[6].codes[1]') AS BIGINT) >= ?
            ELSE TRUE END
    ORDER BY position DESC LIMIT ?
"""

# App, code. When a code was made that is on no card.
MADE_AT: Final = """
    SELECT created_at FROM codes WHERE app_id = ? AND code_id = ? AND batch IS NULL
"""

# First and last position, app.
GENERATED: Final = """
    SELECT position, app_id, entry, hash FROM ledger
    WHERE position BETWEEN ? AND ? AND app_id || '' = ?
        AND instr(entry, ',"codes.generated",') > 0
    ORDER BY position
"""

# First and last position, app, whether the steps of long jobs are among them, kind, two of the
# operator, the till alone, five of it, limit. The texts stand in an entry as they are here; "" is
# in each. No index is to find the app: SQLite would walk through all of it and sort, not the
# stretch alone. That a till is named at all is asked first: most entries are told by it.
WALKED: Final = """
    SELECT position, app_id, entry, hash FROM ledger
    WHERE position BETWEEN ? AND ? AND app_id || '' = ?
        AND (CAST(? AS TEXT) <> ''
             OR (instr(entry, ',"batch.codes-made",') = 0 AND instr(entry, ',"recall.cards",') = 0
                 AND (instr(entry, ',"codes.generated",') = 0 OR instr(entry, '"job":') = 0)))
        AND instr(entry, ?) > 0
        AND (instr(entry, ?) > 0 OR instr(entry, ?) > 0)
        AND instr(entry, ?) > 0
        AND (instr(entry, ?) > 0 OR instr(entry, ?) > 0 OR instr(entry, ?) > 0
             OR instr(entry, ?) > 0 OR instr(entry, ?) > 0)
    ORDER BY position DESC LIMIT ?
"""

# Last position, moment (ms) twice. The first entry that is not older, or the place behind the last.
# The ledger is in the order of time, so what lies between two places is halved until one is left.
FIRST_FROM: Final = """
    WITH RECURSIVE narrowed (low, high) AS (
        SELECT CAST(1 AS BIGINT), CAST(? AS BIGINT) + 1
        UNION ALL
        SELECT CASE WHEN CAST(json_extract(entry, '$[1]') AS BIGINT) < ? THEN position + 1
                    ELSE low END,
               CASE WHEN CAST(json_extract(entry, '$[1]') AS BIGINT) < ? THEN high
                    ELSE position END
        FROM narrowed CROSS JOIN ledger WHERE low < high AND position = (low + high) / 2)
    SELECT max(low) FROM narrowed
"""

# App and code, four times. What was written about a card itself, its sales, voids
# and cases. SQLite keeps a cross join's order: it would look at every void first.
ABOUT_CARD: Final = """
    SELECT CAST(code_id AS TEXT) FROM codes WHERE app_id = ? AND code_id = ?
    UNION SELECT sale_id FROM sale_lines WHERE app_id = ? AND code_id = ?
    UNION SELECT v.void_id FROM sale_lines l CROSS JOIN voids v
        WHERE l.app_id = ? AND l.code_id = ? AND v.app_id = l.app_id AND v.sale_id = l.sale_id
    UNION SELECT case_id FROM cases WHERE app_id = ? AND code_id = ?
"""

# App, and a code three times. The recalls that have met a card: the index alone says which runs it
# may lie in, and only those are opened.
RECALLS_OF_CARD: Final = """
    WITH near AS MATERIALIZED (
        SELECT app_id, recall_id, last_place FROM recall_runs
        WHERE app_id = ? AND last_id >= ? AND first_id <= ?
    )
    SELECT DISTINCT CAST(r.recall_id AS TEXT) FROM near n
    JOIN recall_runs r ON r.app_id = n.app_id AND r.recall_id = n.recall_id
        AND r.last_place = n.last_place
    WHERE EXISTS (SELECT 1 FROM json_each(code_ids) WHERE CAST(value AS BIGINT) = ?)
"""

# App and label, twice. The label of a pack's carton, or those of a carton's packs.
LABELS_BESIDE: Final = """
    SELECT c.label FROM packs p
        JOIN cartons c ON c.app_id = p.app_id AND c.batch = p.batch AND c.carton = p.carton
        WHERE p.app_id = ? AND p.label = ?
    UNION SELECT p.label FROM cartons c
        JOIN packs p ON p.app_id = c.app_id AND p.batch = c.batch AND p.carton = c.carton
        WHERE c.app_id = ? AND c.label = ?
"""

# App and receipt number, twice. Its sale, and the voids of it.
ABOUT_RECEIPT: Final = """
    SELECT sale_id FROM sales WHERE app_id = ? AND receipt_number = ?
    UNION SELECT v.void_id FROM sales s
        JOIN voids v ON v.app_id = s.app_id AND v.sale_id = s.sale_id
        WHERE s.app_id = ? AND s.receipt_number = ?
"""

# App and names as a JSON array, three times: the currencies of sales, of voids and of campaigns.
CURRENCIES: Final = """
    SELECT sale_id, currency FROM sales
    WHERE app_id = ? AND sale_id IN (SELECT value FROM json_each(?))
    UNION ALL SELECT v.void_id, s.currency FROM voids v
    JOIN sales s ON s.app_id = v.app_id AND s.sale_id = v.sale_id
    WHERE v.app_id = ? AND v.void_id IN (SELECT value FROM json_each(?))
    UNION ALL SELECT campaign, currency FROM campaigns
    WHERE app_id = ? AND campaign IN (SELECT value FROM json_each(?))
"""

# App, job ids as a JSON array.
KINDS_OF_JOBS: Final = """
    SELECT job_id, kind FROM jobs
    WHERE app_id = ? AND job_id IN (SELECT CAST(value AS BIGINT) FROM json_each(?))
"""

# After and up to (position).
CHECKPOINTS_BETWEEN: Final = """
    SELECT position, hash, signed_at, key_id, signature FROM ledger_checkpoints
    WHERE position > ? AND position <= ? ORDER BY position
"""

# App.
CHECKPOINTS_OF_TILLS: Final = """
    SELECT till_id, name, checkpoint_position, checkpoint_at, checkpoint_fits FROM tills
    WHERE app_id = ? AND revoked_at IS NULL ORDER BY till_id
"""
