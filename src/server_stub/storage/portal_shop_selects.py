"""The SQL of stores, tills and people as the portal lists them: after the last one that was read.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

_STORE: Final = """
    SELECT s.store_id, s.name, s.address, s.currency, s.time_zone, s.receipt_header,
           s.receipt_legal, s.custody_rule, s.created_at,
           (SELECT count(*) FROM tills t WHERE t.app_id = s.app_id AND t.store_id = s.store_id
                AND t.revoked_at IS NULL)
    FROM stores s
"""

# App, after (store), limit; app, store.
STORES: Final = f"{_STORE} WHERE s.app_id = ? AND s.store_id > ? ORDER BY s.store_id LIMIT ?"
STORE: Final = f"{_STORE} WHERE s.app_id = ? AND s.store_id = ?"

_TILL: Final = """
    SELECT t.till_id, t.name, t.store_id, s.name, t.enrolled_at, t.enrolled_by, t.last_seen_at,
           t.revoked_at, t.revoked_by, t.journal_generation, t.journal_sequence,
           t.checkpoint_position, t.checkpoint_at, t.checkpoint_fits
    FROM tills t JOIN stores s ON s.app_id = t.app_id AND s.store_id = t.store_id
"""

# App, after (till), limit; app, till.
TILLS: Final = f"{_TILL} WHERE t.app_id = ? AND t.till_id > ? ORDER BY t.till_id LIMIT ?"
TILL: Final = f"{_TILL} WHERE t.app_id = ? AND t.till_id = ?"

# App, till, limit.
HELD_BY_TILL: Final = """
    SELECT count(*) FROM (SELECT 1 FROM sales WHERE app_id = ? AND stage = 'held' AND till_id = ?
        LIMIT ?) AS counted
"""

_PERSON: Final = """
    SELECT o.operator_id, o.name, o.role, o.disabled_at, o.suspended_at, o.suspended_why,
           o.created_at,
           o.locked_at IS NOT NULL OR EXISTS (
               SELECT 1 FROM pin_failures f WHERE f.app_id = o.app_id
               AND f.operator_id = o.operator_id AND f.locked_at IS NOT NULL),
           a.sign_in, coalesce(a.secret_sealed, '') <> '' OR coalesce(a.passkeys, 0) > 0,
           a.password_set_at,
           (SELECT max(i.expires_at) FROM portal_invitations i WHERE i.app_id = o.app_id
                AND i.operator_id = o.operator_id AND i.ended_at IS NULL)
    FROM operators o
    LEFT JOIN portal_accounts a ON a.app_id = o.app_id AND a.operator_id = o.operator_id
"""

# App, after (operator), limit; app, operator.
PEOPLE: Final = f"{_PERSON} WHERE o.app_id = ? AND o.operator_id > ? ORDER BY o.operator_id LIMIT ?"
PERSON: Final = f"{_PERSON} WHERE o.app_id = ? AND o.operator_id = ?"
