"""The SQL of what the customer's page shows.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

# Times are shown as they are at the shop's first store.
_SHOPS: Final = """
    SELECT a.app_id, a.name, a.demo, a.disabled_at,
           coalesce((SELECT t.time_zone FROM stores t WHERE t.app_id = a.app_id
                     ORDER BY t.store_id LIMIT 1), 'UTC')
    FROM apps a
"""

# App.
SHOP: Final = f"{_SHOPS} WHERE a.app_id = ?"
TWO_SHOPS: Final = f"{_SHOPS} ORDER BY a.app_id LIMIT 2"

# Session, app.
SESSION: Final = """
    SELECT s.app_id, s.profile_id, s.opened_at, s.expires_at, s.ended_at, s.last_packet_id, f.name,
           coalesce((SELECT min(i.external_id) FROM identities i WHERE i.app_id = s.app_id
                     AND i.profile_id = s.profile_id AND i.kind = 'Universal'), '')
    FROM player_sessions s
    JOIN profiles f ON f.app_id = s.app_id AND f.profile_id = s.profile_id
    WHERE s.session_id = ? AND s.app_id = ? AND s.door = 'page'
"""

# App and profile, three times; last seen twice (ms), and its id; limit. The ids are laid down
# first, each kind by its own index: SQLite would walk through all codes, which are in order.
# Attempts of a profile are found campaign by campaign, as their index goes. A code that staff gave
# back has no attempt: the last one is that before the next.
CODES: Final = """
    WITH own AS MATERIALIZED (
        SELECT app_id, code_id FROM codes WHERE app_id = ? AND redeemed_by_id = ?
    ), shared AS MATERIALIZED (
        SELECT app_id, redemption_id FROM shared_redemptions WHERE app_id = ? AND profile_id = ?
    ), tried AS MATERIALIZED (
        SELECT a.app_id, a.redemption_id, a.attempt FROM campaigns p CROSS JOIN attempts a
        WHERE p.app_id = ? AND a.app_id = p.app_id AND a.campaign = p.campaign AND a.profile_id = ?
    )
    SELECT m.redemption_id, k.title, m.state, m.last_four, m.at, a.failure
    FROM (
        SELECT c.app_id, c.code_id AS redemption_id, c.campaign, c.state, c.last_four,
               coalesce(c.redeemed_at, c.updated_at) AS at, c.attempt
        FROM own o CROSS JOIN codes c WHERE c.app_id = o.app_id AND c.code_id = o.code_id
        UNION ALL
        SELECT r.app_id, r.redemption_id, r.campaign, r.state, '', r.updated_at, r.attempt
        FROM shared s CROSS JOIN shared_redemptions r
        WHERE r.app_id = s.app_id AND r.redemption_id = s.redemption_id
        UNION ALL
        SELECT c.app_id, c.code_id, c.campaign, c.state, c.last_four, c.updated_at, c.attempt
        FROM tried t CROSS JOIN codes c
        WHERE c.app_id = t.app_id AND c.code_id = t.redemption_id
            AND coalesce(c.attempt, c.first_attempt - 1) = t.attempt
            AND c.state IN ('InProgress', 'Failed', 'Available', 'Invalidated')
    ) m
    JOIN campaigns k ON k.app_id = m.app_id AND k.campaign = m.campaign
    LEFT JOIN attempts a
        ON a.app_id = m.app_id AND a.redemption_id = m.redemption_id AND a.attempt = m.attempt
    WHERE m.at < ? OR (m.at = ? AND m.redemption_id < ?)
    ORDER BY m.at DESC, m.redemption_id DESC LIMIT ?
"""
