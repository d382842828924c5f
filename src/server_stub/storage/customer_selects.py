"""The SQL of customers as the portal shows them.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

_CUSTOMER: Final = "p.profile_id, p.name, p.created_at, p.last_login_at"

# App, from and before (small name), after (small name, customer), limit.
NAMED: Final = f"""
    SELECT {_CUSTOMER} FROM profiles p
    WHERE p.app_id = ? AND lower(p.name) >= ? AND lower(p.name) < ?
        AND (lower(p.name), p.profile_id) > (?, ?)
    ORDER BY lower(p.name), p.profile_id LIMIT ?
"""  # noqa: S608 - no value is pasted in

# App, customer. Only what people sign in with: the names of devices let in whoever knows them.
SIGN_INS: Final = """
    SELECT external_id FROM identities
    WHERE app_id = ? AND profile_id = ? AND kind = 'Universal' ORDER BY external_id LIMIT 20
"""

# App, customers (JSON). A name of theirs, or what they sign in with.
CALLED: Final = """
    SELECT p.profile_id, p.name,
           coalesce((SELECT i.external_id FROM identities i
                     WHERE i.app_id = p.app_id AND i.profile_id = p.profile_id
                         AND i.kind = 'Universal' ORDER BY i.external_id LIMIT 1), '')
    FROM profiles p
    WHERE p.app_id = ? AND p.profile_id IN (SELECT value FROM json_each(?))
"""

# App, customer, before (id), limit. The ids are laid down first, out of an index that has no more
# than them: SQLite, which knows no better, would walk back through the ids of all customers.
CODES: Final = """
    WITH own AS MATERIALIZED (
        SELECT app_id, code_id FROM codes
        WHERE app_id = ? AND redeemed_by_id = ? AND code_id < ? ORDER BY code_id DESC LIMIT ?)
    SELECT c.code_id, c.campaign, k.title, c.last_four, c.state, c.redeemed_at
    FROM own
    CROSS JOIN codes c
    CROSS JOIN campaigns k
    WHERE c.app_id = own.app_id AND c.code_id = own.code_id
        AND k.app_id = c.app_id AND k.campaign = c.campaign
    ORDER BY own.code_id DESC
"""
SHARED: Final = """
    WITH own AS MATERIALIZED (
        SELECT app_id, redemption_id FROM shared_redemptions
        WHERE app_id = ? AND profile_id = ? AND redemption_id < ?
        ORDER BY redemption_id DESC LIMIT ?)
    SELECT r.redemption_id, r.campaign, k.title, '', r.state, r.redeemed_at
    FROM own
    CROSS JOIN shared_redemptions r
    CROSS JOIN campaigns k
    WHERE r.app_id = own.app_id AND r.redemption_id = own.redemption_id
        AND k.app_id = r.app_id AND k.campaign = r.campaign
    ORDER BY own.redemption_id DESC
"""

# App, customer, limit.
ATTEMPTS: Final = """
    SELECT a.redemption_id, a.attempt, k.title, coalesce(c.last_four, ''), a.state, a.failure,
           a.attempted_at, a.ended_at, coalesce(c.state, r.state), coalesce(c.attempt, r.attempt),
           coalesce(c.first_attempt, r.first_attempt), k.retries_max, c.recall_id IS NOT NULL,
           k.disabled, a.is_shared, k.valid_start, k.valid_end, k.redemptions_max,
           coalesce(n.value, 0)
    FROM attempts a
    JOIN campaigns k ON k.app_id = a.app_id AND k.campaign = a.campaign
    LEFT JOIN counters n
        ON n.app_id = a.app_id AND n.name = 'shared:' || a.campaign AND a.is_shared
    LEFT JOIN codes c ON c.app_id = a.app_id AND c.code_id = a.redemption_id AND NOT a.is_shared
    LEFT JOIN shared_redemptions r
        ON r.app_id = a.app_id AND r.redemption_id = a.redemption_id AND a.is_shared
    WHERE a.app_id = ? AND a.profile_id = ?
    ORDER BY a.attempted_at DESC, a.redemption_id DESC, a.attempt DESC LIMIT ?
"""

# Customer, app, limit. Campaigns whose code is the same for everybody, with what is taken of them.
SHARED_CAMPAIGNS: Final = """
    SELECT k.campaign, k.title, k.valid_start, k.valid_end, k.redemptions_max,
           coalesce(n.value, 0), k.retries_max, r.state, r.attempt,
           coalesce(r.first_attempt, 0)
    FROM campaigns k
    LEFT JOIN counters n ON n.app_id = k.app_id AND n.name = 'shared:' || k.campaign
    LEFT JOIN shared_redemptions r
        ON r.app_id = k.app_id AND r.campaign = k.campaign AND r.profile_id = ?
    WHERE k.app_id = ? AND k.use_type = 'MULTI' AND NOT k.disabled
    ORDER BY k.campaign LIMIT ?
"""
