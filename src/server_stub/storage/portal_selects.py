"""The SQL of what the portal shows.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

from card_contract.states import ALARMS

_ALARMS: Final = ", ".join(f"'{kind}'" for kind in sorted(ALARMS))

# Session. Times are shown as they are at the shop's first store.
SESSION: Final = """
    SELECT s.app_id, s.operator_id, s.opened_at, s.seen_at, s.expires_at, s.ended_at,
           a.sessions_from, o.sessions_from, a.sign_in, a.secret_sealed <> '', a.passkeys,
           s.confirmed_at, o.name, o.role, coalesce(o.disabled_at, o.suspended_at), p.name, p.demo,
           coalesce((SELECT t.time_zone FROM stores t WHERE t.app_id = s.app_id
                     ORDER BY t.store_id LIMIT 1), 'UTC')
    FROM portal_sessions s
    JOIN portal_accounts a ON a.app_id = s.app_id AND a.operator_id = s.operator_id
    JOIN operators o ON o.app_id = s.app_id AND o.operator_id = s.operator_id
    JOIN apps p ON p.app_id = s.app_id
    WHERE s.session_id = ?
"""

# Invitation.
INVITATION: Final = """
    SELECT i.app_id, i.operator_id, o.name, p.name, a.sign_in, i.expires_at, i.ended_at,
           coalesce(o.disabled_at, o.suspended_at)
    FROM portal_invitations i
    JOIN operators o ON o.app_id = i.app_id AND o.operator_id = i.operator_id
    JOIN apps p ON p.app_id = i.app_id
    LEFT JOIN portal_accounts a ON a.app_id = i.app_id AND a.operator_id = i.operator_id
    WHERE i.invitation = ?
"""

# App, operator.
PASSKEYS: Final = """
    SELECT passkey, name, created_at, used_at, sign_count, credential
    FROM portal_passkeys
    WHERE app_id = ? AND operator_id = ? AND removed_at IS NULL
    ORDER BY created_at, passkey
"""

# Ceremony.
CEREMONY: Final = """
    SELECT app_id, operator_id, purpose, session_id, challenge, password_hash
    FROM portal_ceremonies WHERE ceremony = ?
"""

_WORK_UNSEEN: Final = """
    j.state = 'failed' AND NOT EXISTS (SELECT 1 FROM failure_looks l WHERE l.app_id = j.app_id
        AND l.job_id = j.job_id AND l.part = 'work' AND l.failed_at = j.ended_at)
"""
_MAIL_UNSEEN: Final = """
    m.state = 'failed' AND NOT EXISTS (SELECT 1 FROM failure_looks l WHERE l.app_id = m.app_id
        AND l.job_id = m.job_id AND l.part = 'mail' AND l.failed_at = m.updated_at)
"""

# That cases were opened some time leads SQLite to the index over the open ones.
# App, limit, four times; app, held before (ms), limit; app, limit, twice. Nothing is counted
# further than its limit.
WAITING: Final = f"""
    SELECT
      (SELECT count(*) FROM (SELECT 1 FROM cases WHERE app_id = ? AND closed_at IS NULL
           AND opened_at >= 0 AND kind IN ({_ALARMS}) LIMIT ?) AS counted),
      (SELECT count(*) FROM (SELECT 1 FROM cases WHERE app_id = ? AND closed_at IS NULL
           AND opened_at >= 0 AND kind NOT IN ({_ALARMS}) LIMIT ?) AS counted),
      (SELECT count(*) FROM (SELECT 1 FROM codes WHERE app_id = ? AND state = 'Failed'
           LIMIT ?) AS counted)
      + (SELECT count(*) FROM (SELECT 1 FROM shared_redemptions WHERE app_id = ?
           AND state = 'Failed' LIMIT ?) AS counted),
      (SELECT count(*) FROM (SELECT 1 FROM sales WHERE app_id = ? AND stage = 'held'
           AND held_at < ? LIMIT ?) AS counted),
      (SELECT count(*) FROM (SELECT 1 FROM jobs j WHERE j.app_id = ? AND {_WORK_UNSEEN}
           LIMIT ?) AS counted)
      + (SELECT count(*) FROM (SELECT 1 FROM job_mails m WHERE m.app_id = ? AND {_MAIL_UNSEEN}
           LIMIT ?) AS counted)
"""  # noqa: S608 - no value is pasted in

# App and limit, twice; limit. Jobs that failed, and mails of theirs that were given up, that nobody
# has looked at; of what makes codes the campaign stands in the parameters.
FAILED_JOBS: Final = f"""
    WITH jobs_failed AS MATERIALIZED (
        SELECT job_id, kind, error, ended_at AS failed_at, asked_by, parameters FROM jobs j
        WHERE j.app_id = ? AND {_WORK_UNSEEN} ORDER BY j.ended_at DESC LIMIT ?
    ), mails_failed AS MATERIALIZED (
        SELECT app_id, job_id, error, updated_at FROM job_mails m
        WHERE m.app_id = ? AND {_MAIL_UNSEEN} ORDER BY m.updated_at DESC LIMIT ?
    )
    SELECT job_id, kind, 'work', error, failed_at, asked_by, parameters FROM jobs_failed
    UNION ALL
    SELECT m.job_id, j.kind, 'mail', coalesce(m.error, ''), m.updated_at, j.asked_by, j.parameters
    FROM mails_failed m JOIN jobs j ON j.app_id = m.app_id AND j.job_id = m.job_id
    ORDER BY 5 DESC, 1 DESC LIMIT ?
"""  # noqa: S608 - no value is pasted in

_LOOKED_AT: Final = """
    SELECT l.job_id, j.kind, l.part, l.error, l.failed_at, j.asked_by, j.parameters,
           l.looked_at, l.looked_by, l.note
    FROM failure_looks l JOIN jobs j ON j.app_id = l.app_id AND j.job_id = l.job_id
"""

# App, limit.
LOOKED_AT_JOBS: Final = f"{_LOOKED_AT} WHERE l.app_id = ? ORDER BY l.looked_at DESC LIMIT ?"

# App, job, part, failed at (ms).
LOOKED_AT_JOB: Final = f"""
    {_LOOKED_AT} WHERE l.app_id = ? AND l.job_id = ? AND l.part = ? AND l.failed_at = ?
"""

# App, job, part, failed at (ms).
FAILED_JOB: Final = """
    SELECT job_id, kind, part, error, failed_at, asked_by, parameters FROM (
        SELECT app_id, job_id, kind, 'work' AS part, error, ended_at AS failed_at, asked_by,
               parameters
        FROM jobs WHERE state = 'failed'
        UNION ALL
        SELECT m.app_id, m.job_id, j.kind, 'mail', coalesce(m.error, ''), m.updated_at, j.asked_by,
               j.parameters
        FROM job_mails m JOIN jobs j ON j.app_id = m.app_id AND j.job_id = m.job_id
        WHERE m.state = 'failed'
    ) AS failed
    WHERE app_id = ? AND job_id = ? AND part = ? AND failed_at = ?
"""

_CARD: Final = """
    c.code_id, c.number, c.last_four, k.title, c.state, c.hold, c.stop, c.activated_at, c.created_at
"""

# App, last four, before (code); campaign twice, "" for all; activated from and to (ms; never is 0),
# limit. The ids are laid down first: SQLite would walk back through all codes, which are in order.
BY_LAST_FOUR: Final = f"""
    WITH ending AS MATERIALIZED (
        SELECT app_id, code_id FROM codes WHERE app_id = ? AND last_four = ? AND code_id < ?
    )
    SELECT {_CARD} FROM ending e
    CROSS JOIN codes c
    JOIN campaigns k ON k.app_id = c.app_id AND k.campaign = c.campaign
    WHERE c.app_id = e.app_id AND c.code_id = e.code_id AND (? = '' OR c.campaign = ?)
        AND coalesce(c.activated_at, 0) BETWEEN ? AND ?
    ORDER BY c.code_id DESC LIMIT ?
"""  # noqa: S608 - no value is pasted in

# App, receipt number, before (code), limit. SQLite keeps a cross join's order, and with the plus it
# does not look for lines by where the page begins.
BY_RECEIPT: Final = f"""
    SELECT {_CARD} FROM sales s
    CROSS JOIN sale_lines l
    CROSS JOIN codes c
    JOIN campaigns k ON k.app_id = c.app_id AND k.campaign = c.campaign
    WHERE s.app_id = ? AND s.receipt_number = ? AND +c.code_id < ?
        AND l.app_id = s.app_id AND l.sale_id = s.sale_id
        AND c.app_id = l.app_id AND c.code_id = l.code_id
    ORDER BY c.code_id DESC LIMIT ?
"""  # noqa: S608 - no value is pasted in

# App, code.
CARD: Final = """
    SELECT c.code_id, c.number, c.last_four, c.campaign, k.title, c.is_card, c.price_minor,
           c.currency, c.state, c.hold, c.stop, c.created_at, c.activated_at, c.redeemed_at,
           c.invalidated_at, c.stopped_at, c.redeemed_by_id, c.redeemed_by_name,
           c.invalidation_reason, c.batch,
           s.receipt_number, s.store_name, s.till_name, s.operator_name, s.held_at, s.paid_at,
           p.label, x.label, p.custody, t.name, c.recall_id, k.script, c.version,
           c.custom_code_info
    FROM codes c
    JOIN campaigns k ON k.app_id = c.app_id AND k.campaign = c.campaign
    LEFT JOIN sales s ON s.app_id = c.app_id AND s.sale_id = c.sale_id
    LEFT JOIN packs p ON p.app_id = c.app_id AND p.batch = c.batch AND p.pack = c.pack
    LEFT JOIN cartons x ON x.app_id = p.app_id AND x.batch = p.batch AND x.carton = p.carton
    LEFT JOIN stores t ON t.app_id = p.app_id AND t.store_id = p.store_id
    WHERE c.app_id = ? AND c.code_id = ?
"""

# App, redemption: of a code that is the same for everybody.
SHARED: Final = """
    SELECT r.redemption_id, r.campaign, k.title, r.state, r.profile_id, r.profile_name,
           r.created_at, r.redeemed_at, k.script, r.version
    FROM shared_redemptions r
    JOIN campaigns k ON k.app_id = r.app_id AND k.campaign = r.campaign
    WHERE r.app_id = ? AND r.redemption_id = ?
"""

# App, before (ms, id), limit: those that failed, by when they last changed.
FAILED_CODES: Final = """
    SELECT c.code_id, k.title, c.last_four, a.profile_id, a.failure, a.ended_at, c.updated_at
    FROM codes c
    JOIN campaigns k ON k.app_id = c.app_id AND k.campaign = c.campaign
    LEFT JOIN attempts a
        ON a.app_id = c.app_id AND a.redemption_id = c.code_id AND a.attempt = c.attempt
    WHERE c.app_id = ? AND c.state = 'Failed' AND (c.updated_at, c.code_id) < (?, ?)
    ORDER BY c.updated_at DESC, c.code_id DESC LIMIT ?
"""
FAILED_SHARED: Final = """
    SELECT r.redemption_id, k.title, '', r.profile_id, a.failure, a.ended_at, r.updated_at
    FROM shared_redemptions r
    JOIN campaigns k ON k.app_id = r.app_id AND k.campaign = r.campaign
    LEFT JOIN attempts a
        ON a.app_id = r.app_id AND a.redemption_id = r.redemption_id AND a.attempt = r.attempt
    WHERE r.app_id = ? AND r.state = 'Failed' AND (r.updated_at, r.redemption_id) < (?, ?)
    ORDER BY r.updated_at DESC, r.redemption_id DESC LIMIT ?
"""

# App. Products to choose from.
CAMPAIGN_TITLES: Final = """
    SELECT campaign, title FROM campaigns WHERE app_id = ? ORDER BY title, campaign LIMIT 500
"""

# App, campaign.
CAMPAIGN_TITLE: Final = "SELECT campaign, title FROM campaigns WHERE app_id = ? AND campaign = ?"
