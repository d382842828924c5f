"""The SQL that counts codes and attempts for figures, and that reads the figures.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

from server_stub.domain.campaign_figures import LONGER, QUARTER_MS, TOOK_MS

_TOOK: Final = " ".join(
    f"WHEN a.ended_at - a.attempted_at <= {limit} THEN '{limit}'" for limit in TOOK_MS
)
_CODES: Final = "c.app_id = ? AND c.code_id > ? AND c.code_id <= ?"
_SHARED: Final = "r.app_id = ? AND r.redemption_id > ? AND r.redemption_id <= ?"
_ATTEMPTS: Final = "a.app_id = ? AND a.redemption_id > ? AND a.redemption_id <= ?"
# Looked up code by code: joined, PostgreSQL may go through all sales of the shop for each piece.
_STORE: Final = """(SELECT s.store_id FROM sales s
    WHERE s.app_id = c.app_id AND s.sale_id = c.sale_id)"""

COUNTED_PARTS: Final = 8
# App, after and until (id), eight times.
COUNTED: Final = f"""
    SELECT 'state', c.campaign, c.state, 0, count(*)
    FROM codes c WHERE {_CODES} GROUP BY 2, 3
    UNION ALL
    SELECT 'issued', c.campaign, '', c.created_at / {QUARTER_MS}, count(*)
    FROM codes c WHERE {_CODES} GROUP BY 2, 4
    UNION ALL
    SELECT 'activated', c.campaign, coalesce({_STORE}, ''), c.activated_at / {QUARTER_MS},
           count(*)
    FROM codes c WHERE {_CODES} AND c.activated_at IS NOT NULL GROUP BY 2, 3, 4
    UNION ALL
    SELECT 'redeemed', c.campaign, '', c.redeemed_at / {QUARTER_MS}, count(*)
    FROM codes c WHERE {_CODES} AND c.redeemed_at IS NOT NULL GROUP BY 2, 4
    UNION ALL
    SELECT 'invalidated', c.campaign, '', c.invalidated_at / {QUARTER_MS}, count(*)
    FROM codes c WHERE {_CODES} AND c.invalidated_at IS NOT NULL GROUP BY 2, 4
    UNION ALL
    SELECT 'state', r.campaign, r.state, 0, count(*)
    FROM shared_redemptions r WHERE {_SHARED} GROUP BY 2, 3
    UNION ALL
    SELECT 'redeemed', r.campaign, '', r.redeemed_at / {QUARTER_MS}, count(*)
    FROM shared_redemptions r WHERE {_SHARED} AND r.redeemed_at IS NOT NULL GROUP BY 2, 4
    UNION ALL
    SELECT CASE WHEN a.state = 'FAILED' THEN 'failed' ELSE 'took' END, a.campaign,
           CASE WHEN a.state = 'FAILED' THEN a.failure {_TOOK} ELSE '{LONGER}' END,
           a.ended_at / {QUARTER_MS}, count(*)
    FROM attempts a WHERE {_ATTEMPTS} AND a.ended_at IS NOT NULL GROUP BY 1, 2, 3, 4
"""  # noqa: S608 - no value is pasted in

# App, twice.
LAST_ID: Final = """
    SELECT coalesce(max(id), 0) FROM (
        SELECT max(code_id) AS id FROM codes WHERE app_id = ?
        UNION ALL SELECT max(redemption_id) FROM shared_redemptions WHERE app_id = ?) AS ids
"""

# App. Days are those of the shop's first store.
TIME_ZONE: Final = """
    SELECT coalesce(
        (SELECT time_zone FROM stores WHERE app_id = ? ORDER BY store_id LIMIT 1), 'UTC')
"""

# App.
ALL_FIGURES: Final = "SELECT campaign, month, figures FROM campaign_figures WHERE app_id = ?"

# App, campaign, from and to (month).
FIGURES: Final = """
    SELECT campaign, month, figures FROM campaign_figures
    WHERE app_id = ? AND campaign = ? AND (month = '' OR month BETWEEN ? AND ?)
"""

# App, after (campaign), limit.
STATES: Final = """
    SELECT k.campaign, k.title, k.use_type, k.disabled, coalesce(f.figures, '{}')
    FROM campaigns k
    LEFT JOIN campaign_figures f
        ON f.app_id = k.app_id AND f.campaign = k.campaign AND f.month = ''
    WHERE k.app_id = ? AND k.campaign > ? ORDER BY k.campaign LIMIT ?
"""

# App.
STORES: Final = "SELECT store_id, name FROM stores WHERE app_id = ?"
