"""The SQL of what lists and look-ups read; ``queries/`` names them and makes views of their rows.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

from card_contract.states import ALARMS
from server_stub.storage import case_parts, hold_parts

_ALARMS: Final = ", ".join(f"'{kind}'" for kind in sorted(ALARMS))

_SALE: Final = """
    s.sale_id, s.receipt_number, s.till_id, s.till_name, s.store_name, s.operator_name, s.stage,
    s.currency, s.total_minor, s.held_at, s.paid_at, s.ended_at, s.payment_kind, s.payment_minor,
    s.given_minor, s.payment_reference, s.operator_id, s.day_at
"""

# App, sale.
SALE: Final = f"SELECT {_SALE} FROM sales s WHERE s.app_id = ? AND s.sale_id = ?"  # noqa: S608 - no value is pasted in

# Lists go page by page: after the last line that was read, named by its time and sale.
# App, receipt number, before (ms, sale), limit. A sale that was never held has no receipt.
SALES_BY_RECEIPT: Final = f"""
    SELECT {_SALE} FROM sales s
    WHERE s.app_id = ? AND s.receipt_number = ? AND (s.held_at, s.sale_id) < (?, ?)
    ORDER BY s.held_at DESC, s.sale_id DESC LIMIT ?
"""  # noqa: S608 - no value is pasted in

# App, stored card number, before (ms, sale), limit.
SALES_BY_CARD: Final = f"""
    SELECT {_SALE} FROM codes c
    JOIN sale_lines l ON l.app_id = c.app_id AND l.code_id = c.code_id
    JOIN sales s ON s.app_id = l.app_id AND s.sale_id = l.sale_id
    WHERE c.app_id = ? AND c.number = ? AND (s.held_at, s.sale_id) < (?, ?)
    ORDER BY s.held_at DESC, s.sale_id DESC LIMIT ?
"""  # noqa: S608 - no value is pasted in

# App, store, from (ms), before (ms, sale), limit.
SALES_OF_DAY: Final = f"""
    SELECT {_SALE} FROM sales s
    WHERE s.app_id = ? AND s.store_id = ? AND s.day_at >= ? AND (s.day_at, s.sale_id) < (?, ?)
    ORDER BY s.day_at DESC, s.sale_id DESC LIMIT ?
"""  # noqa: S608 - no value is pasted in

# App, sale ids as a JSON array.
LINES_OF_SALES: Final = """
    SELECT l.sale_id, l.code_id, l.last_four, l.price_minor, l.keyed, l.refusal,
           c.number, c.state, c.hold, c.sale_id, k.campaign, k.title, k.artwork
    FROM sale_lines l
    JOIN codes c ON c.app_id = l.app_id AND c.code_id = l.code_id
    JOIN campaigns k ON k.app_id = c.app_id AND k.campaign = c.campaign
    WHERE l.app_id = ? AND l.sale_id IN (SELECT value FROM json_each(?))
    ORDER BY l.sale_id, l.position
"""

# App, sale. The voids of a sale that has no lines to name them, for the server has never seen it.
# There are hardly any such sales, and only their own tills ask for one: no index is kept for it.
VOIDS_OF_UNSEEN: Final = """
    SELECT k.void_id FROM cases k
    WHERE k.app_id = ? AND k.sale_id = ? AND k.kind = 'refund-due' AND k.void_id IS NOT NULL
    ORDER BY k.void_id
"""

# App, held before (ms), after (ms, sale), limit.
HOLDS: Final = f"""
    SELECT {_SALE}, t.revoked_at, t.last_seen_at, t.journal_generation
    {hold_parts.HANGING} AND (s.held_at, s.sale_id) > (?, ?)
    ORDER BY s.held_at, s.sale_id LIMIT ?
"""

_CASES: Final = f"""
    SELECT k.case_id, k.kind, k.opened_at, k.sale_id, k.void_id, s.receipt_number, s.till_name,
           s.store_name, k.code_id, c.last_four,
           {case_parts.AMOUNT},
           coalesce(s.currency, c.currency), k.detail, k.recall_id,
           k.void_id IS NULL AND l.code_id IS NOT NULL AND l.refusal IS NULL,
           {case_parts.OF_DENIED_SALE},
           s.payment_kind, s.payment_reference, p.title, h.revoked_at
    FROM cases k
    LEFT JOIN sales s ON s.app_id = k.app_id AND s.sale_id = k.sale_id
    LEFT JOIN voids v ON v.app_id = k.app_id AND v.void_id = k.void_id
    LEFT JOIN codes c ON c.app_id = k.app_id AND c.code_id = k.code_id
    LEFT JOIN sale_lines l
        ON l.app_id = k.app_id AND l.code_id = k.code_id AND l.sale_id = k.sale_id
    LEFT JOIN tills t ON t.app_id = v.app_id AND t.till_id = v.till_id
    LEFT JOIN tills h ON h.app_id = k.app_id AND h.till_id = coalesce(v.till_id, s.till_id)
    LEFT JOIN campaigns p ON p.app_id = c.app_id AND p.campaign = c.campaign
    WHERE k.app_id = ? AND (coalesce(s.store_id = ?, TRUE) OR coalesce(k.store_id, t.store_id) = ?)
        AND k.closed_at IS NULL AND k.kind NOT IN ({_ALARMS})
"""  # noqa: S608 - no value is pasted in

# App, store (twice), the last case of the page before (twice; an empty text: the first page),
# limit. A case is the store's of the sale, and of the till that voids it or where a manager settled
# it; where the sale is not known it is everybody's. Alarms have a list of their own, and so has
# each recall.
OPEN_CASES: Final = f"""
    {_CASES} AND k.recall_id IS NULL
        AND (CAST(? AS TEXT) = '' OR (k.opened_at, k.case_id) > (
            SELECT b.opened_at, b.case_id FROM cases b WHERE b.app_id = k.app_id AND b.case_id = ?
        ))
    ORDER BY k.opened_at, k.case_id LIMIT ?
"""  # noqa: S608 - no value is pasted in

# App, store (twice), recall, the last case of the page before or an empty text, recall, limit. Said
# so, SQLite takes up the recall's own index where the page begins.
CASES_OF_RECALL: Final = f"""
    {_CASES} AND (k.recall_id, k.case_id) > (?, ?) AND k.recall_id <= ?
    ORDER BY k.recall_id, k.case_id LIMIT ?
"""

# App, store (twice), a card's number (twice), limit. A case that names no card is of every card of
# its sale.
CASES_OF_CARD: Final = f"""
    {_CASES} AND (c.number = ? OR k.code_id IS NULL AND k.sale_id IN (
            SELECT x.sale_id FROM sale_lines x
            JOIN codes y ON y.app_id = x.app_id AND y.code_id = x.code_id
            WHERE x.app_id = k.app_id AND y.number = ?
        ))
    ORDER BY k.opened_at, k.case_id LIMIT ?
"""  # noqa: S608 - no value is pasted in

# App, store. The recalls whose sold cards are still to be refunded, and how many they are.
RECALLS_WITH_CASES: Final = """
    SELECT k.recall_id, count(*)
    FROM cases k
    LEFT JOIN sales s ON s.app_id = k.app_id AND s.sale_id = k.sale_id
    WHERE k.app_id = ? AND coalesce(s.store_id = ?, TRUE)
        AND k.closed_at IS NULL AND k.recall_id IS NOT NULL
    GROUP BY k.recall_id ORDER BY k.recall_id
"""

# App.
TILLS_OF_STORES: Final = """
    SELECT t.till_id, t.name, s.name, t.enrolled_at, t.last_seen_at, t.revoked_at
    FROM tills t JOIN stores s ON s.app_id = t.app_id AND s.store_id = t.store_id
    WHERE t.app_id = ? ORDER BY s.name, t.till_id
"""

# App. Locked everywhere, or at some till.
STAFF: Final = """
    SELECT o.operator_id, o.name, o.role,
           o.locked_at IS NOT NULL OR EXISTS (
               SELECT 1 FROM pin_failures f WHERE f.app_id = o.app_id
               AND f.operator_id = o.operator_id AND f.locked_at IS NOT NULL),
           o.disabled_at IS NOT NULL, o.suspended_why
    FROM operators o WHERE o.app_id = ? ORDER BY o.name, o.operator_id
"""

# App.
OPERATORS: Final = """
    SELECT operator_id, name, role FROM operators
    WHERE app_id = ? AND disabled_at IS NULL AND suspended_at IS NULL ORDER BY name, operator_id
"""

# App.
ALL_OPERATORS: Final = """
    SELECT operator_id, name, role, badge, locked_at, disabled_at, suspended_at, suspended_why
    FROM operators
    WHERE app_id = ? ORDER BY operator_id
"""

# App.
TILLS: Final = """
    SELECT till_id, name, store_id, enrolled_at, revoked_at, last_seen_at FROM tills
    WHERE app_id = ? ORDER BY till_id
"""

# App, epoch of its last restore.
TILLS_TO_TELL: Final = """
    SELECT till_id, name, store_id, last_seen_at FROM tills
    WHERE app_id = ? AND revoked_at IS NULL AND told_epoch < ? ORDER BY till_id
"""

# App.
UNSIGNED_VOIDS: Final = """
    SELECT void_id FROM cases
    WHERE app_id = ? AND kind = 'void-refused' AND code_id IS NULL AND closed_at IS NULL
    ORDER BY void_id
"""

# App.
CARD_KINDS: Final = """
    SELECT DISTINCT issuer, barcode_is_code FROM campaigns
    WHERE app_id = ? AND (issuer IS NOT NULL OR barcode_is_code) ORDER BY issuer
"""

# App.
CAMPAIGNS: Final = """
    SELECT k.campaign, k.title, k.use_type, k.price_minor, k.currency, k.issuer, k.barcode_is_code,
           k.disabled,
           CAST(coalesce((SELECT sum(b.made) FROM batches b
                          WHERE b.app_id = k.app_id AND b.campaign = k.campaign), 0) AS BIGINT)
    FROM campaigns k WHERE k.app_id = ? ORDER BY k.campaign
"""

# After (position), limit.
LEDGER: Final = """
    SELECT position, app_id, entry, hash FROM ledger WHERE position > ? ORDER BY position LIMIT ?
"""

# App (that of all apps), up to (position). Asked only where a checkpoint does not fit.
RESTORES: Final = """
    SELECT position, app_id, entry, hash FROM ledger
    WHERE app_id = ? AND position <= ? AND entry LIKE '%"server.restored"%'
"""

CHECKPOINTS: Final = """
    SELECT position, hash, signed_at, key_id, signature FROM ledger_checkpoints ORDER BY position
"""

# App, profile. Ids alone, which are in the index: asked for more, SQLite walks through all codes.
REDEEMED_CODES: Final = "SELECT code_id FROM codes WHERE app_id = ? AND redeemed_by_id = ?"
REDEEMED_SHARED: Final = """
    SELECT redemption_id FROM shared_redemptions WHERE app_id = ? AND profile_id = ?
"""

# App.
CAMPAIGN_NAMES: Final = "SELECT campaign FROM campaigns WHERE app_id = ? ORDER BY campaign"

LAST_CHECKPOINT: Final = """
    SELECT position, hash, signed_at, key_id, signature FROM ledger_checkpoints
    ORDER BY position DESC LIMIT 1
"""

EPOCH: Final = "SELECT value FROM meta WHERE name = 'epoch'"

LEDGER_LENGTH: Final = "SELECT coalesce(max(position), 0) FROM ledger"

APPS: Final = """
    SELECT app_id, name, demo, disabled_at, recall_signed_above, print_signed_above, proof_demanded,
           code_acts_signed
    FROM apps ORDER BY app_id
"""

AN_APP: Final = "SELECT app_id, secret_sealed, seal_key_id FROM apps ORDER BY app_id LIMIT 1"

# App.
STORES: Final = "SELECT store_id, name FROM stores WHERE app_id = ? ORDER BY store_id"

# App, batch, limit.
CARDS_OF_BATCH: Final = """
    SELECT code_id, number, price_minor FROM codes
    WHERE app_id = ? AND batch = ? AND number IS NOT NULL ORDER BY number LIMIT ?
"""

# Running jobs of every app, the oldest first.
RUNNING_JOBS: Final = """
    SELECT app_id, job_id FROM jobs WHERE state = 'running' ORDER BY created_at, app_id, job_id
"""

# App, limit. The newest first.
JOBS_OF_APP: Final = """
    SELECT j.job_id, j.kind, j.state, j.done, j.total, j.asked_by, coalesce(j.error, m.error),
           j.created_at, j.ended_at, m.state
    FROM jobs j LEFT JOIN job_mails m ON m.app_id = j.app_id AND m.job_id = j.job_id
    WHERE j.app_id = ? ORDER BY j.job_id DESC LIMIT ?
"""

# Now (ms), limit. Mails of every app that are to be tried.
DUE_MAILS: Final = """
    SELECT app_id, job_id FROM job_mails
    WHERE due_at IS NOT NULL AND (due_at <= ? OR due_at > ?) ORDER BY due_at LIMIT ?
"""

# App, job, after (code), limit.
SECRETS_OF_JOB: Final = """
    SELECT s.app_id, s.code_id, s.campaign, s.code_hash, s.hash_key_id, s.sealed, s.seal_key_id,
           s.version
    FROM codes_made m
    JOIN code_secrets s ON s.app_id = m.app_id AND s.code_id BETWEEN m.first_id AND m.last_id
    WHERE m.app_id = ? AND m.job_id = ? AND s.code_id > ? AND m.last_id > ?
    ORDER BY s.code_id LIMIT ?
"""

# App, limit. The current attempts of redemptions that are failed or in progress, oldest first.
OPEN_FULFILMENTS: Final = """
    SELECT a.redemption_id, a.attempt, a.campaign, a.profile_id, a.profile_name, a.is_shared,
           a.phase, a.failure, a.attempted_at, a.deadline_at, a.response
    FROM attempts a
    LEFT JOIN codes c ON c.app_id = a.app_id AND c.code_id = a.redemption_id
    LEFT JOIN shared_redemptions s
        ON s.app_id = a.app_id AND s.redemption_id = a.redemption_id
    WHERE a.app_id = ? AND a.state <> 'COMPLETED'
      AND coalesce(c.attempt, s.attempt) = a.attempt
      AND coalesce(c.state, s.state) IN ('Failed', 'InProgress')
      AND (a.attempted_at > ? OR (a.attempted_at = ? AND a.redemption_id > ?))
    ORDER BY a.attempted_at, a.redemption_id LIMIT ?
"""

# App.
SERVERS_OF_APP: Final = """
    SELECT server_name, created_at, disabled_at FROM servers WHERE app_id = ? ORDER BY server_name
"""

# App.
SCRIPTS_LISTED: Final = """
    SELECT script, url, answers_status, limit_ms, disabled_at FROM scripts
    WHERE app_id = ? ORDER BY script
"""

# App, script. Who redeems a code of these has it called.
CAMPAIGNS_OF_SCRIPT: Final = """
    SELECT campaign FROM campaigns WHERE app_id = ? AND script = ? AND NOT disabled
    ORDER BY campaign LIMIT 20
"""

# App, redemption.
ATTEMPTS_LISTED: Final = """
    SELECT attempt, state, phase, profile_id, script, failure, attempted_at, ended_at FROM attempts
    WHERE app_id = ? AND redemption_id = ? ORDER BY attempt
"""

# Every webhook that follows, of every app.
WEBHOOKS_FOLLOWING: Final = """
    SELECT app_id, webhook FROM webhooks WHERE state = 'following' ORDER BY app_id, webhook
"""

# App. One that was removed has no address.
WEBHOOKS_LISTED: Final = """
    SELECT w.webhook, w.url, w.state, w.position,
           (SELECT coalesce(max(l.position), 0) FROM ledger l) - w.position,
           w.failures, w.due_at, w.last_error, w.delivered_at
    FROM webhooks w WHERE w.app_id = ? AND w.url <> '' ORDER BY w.webhook
"""

LAST_ENTRY: Final = """
    SELECT position, app_id, entry, hash FROM ledger ORDER BY position DESC LIMIT 1
"""

LEDGER_END: Final = "SELECT coalesce(max(position), 0) FROM ledger"

# Rows that old keys have sealed. The current sealing key.
OLD_APPS: Final = """
    SELECT app_id, name, demo, language, idle_lock_s, secret_sealed, seal_key_id, created_at,
           disabled_at, recall_signed_above, print_signed_above, proof_demanded, code_acts_signed,
           version
    FROM apps WHERE seal_key_id <> ? AND secret_sealed <> ''
"""
OLD_SERVERS: Final = """
    SELECT app_id, server_name, secret_sealed, seal_key_id, created_at, disabled_at, version
    FROM servers WHERE seal_key_id <> ? AND secret_sealed <> ''
"""
OLD_SCRIPTS: Final = """
    SELECT app_id, script, url, secret_sealed, seal_key_id, answers_status, limit_ms, created_at,
           disabled_at, version
    FROM scripts WHERE seal_key_id <> ? AND secret_sealed <> ''
"""
OLD_WEBHOOKS: Final = """
    SELECT app_id, webhook, url, secret_sealed, seal_key_id, state, position, failures, due_at,
           last_error, delivered_at, created_at, calls, version
    FROM webhooks WHERE seal_key_id <> ? AND secret_sealed <> ''
"""
OLD_PORTAL_ACCOUNTS: Final = """
    SELECT app_id, operator_id, sign_in, password_hash, secret_sealed, seal_key_id, last_step,
           recovery, failures, failed_at, password_set_at, sessions_from, version
    FROM portal_accounts WHERE seal_key_id <> ? AND secret_sealed <> ''
"""

# After (app, code), the current hashing and sealing keys, limit.
OLD_CODES: Final = """
    SELECT app_id, code_id, campaign, code_hash, hash_key_id, sealed, seal_key_id, version
    FROM code_secrets
    WHERE (app_id, code_id) > (?, ?) AND (hash_key_id <> ? OR seal_key_id <> ?)
    ORDER BY app_id, code_id LIMIT ?
"""

# The current hashing and sealing keys.
OLD_CODES_COUNTED: Final = """
    SELECT count(*) FROM code_secrets WHERE hash_key_id <> ? OR seal_key_id <> ?
"""
