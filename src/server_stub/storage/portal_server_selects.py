"""The SQL of webhooks and of what waits in the server, as the portal shows them.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

# App, after (webhook), limit. One that was removed has no address.
WEBHOOKS: Final = """
    SELECT w.webhook, w.url, w.state, w.position,
           (SELECT coalesce(max(l.position), 0) FROM ledger l), w.failures, w.due_at,
           w.last_error, w.delivered_at, w.created_at, w.calls
    FROM webhooks w WHERE w.app_id = ? AND w.webhook > ? AND w.url <> ''
    ORDER BY w.webhook LIMIT ?
"""

# App, webhook.
WEBHOOK: Final = """
    SELECT w.webhook, w.url, w.state, w.position,
           (SELECT coalesce(max(l.position), 0) FROM ledger l), w.failures, w.due_at,
           w.last_error, w.delivered_at, w.created_at, w.calls
    FROM webhooks w WHERE w.app_id = ? AND w.webhook = ? AND w.url <> ''
"""

# App, webhook. The slots that are kept are few.
WEBHOOK_CALLS: Final = """
    SELECT number, called_at, after, position, entries, error FROM webhook_calls
    WHERE app_id = ? AND webhook = ? ORDER BY number DESC
"""

# Values: now (ms), app and limit; now, app and now; twice now, now and limit; twice the app; twice
# app and limit; the app. Nothing is counted further than its limit. That an app is compared as a
# plain text keeps SQLite at the index of what is due. A mail that failed waits until it is due once
# more, for hours: so the mails that are not due yet are counted, too.
QUEUES: Final = """
    SELECT
      (SELECT count(*) FROM (SELECT 1 FROM attempts WHERE due_at IS NOT NULL AND due_at <= ?
           AND app_id || '' = ? LIMIT ?) AS due),
      (SELECT min(due_at) FROM (SELECT due_at FROM attempts WHERE due_at IS NOT NULL
           AND due_at <= ? AND app_id || '' = ? AND (lease_until IS NULL OR lease_until < ?)
           ORDER BY due_at LIMIT 1) AS waiting),
      (SELECT count(DISTINCT lease_by) FROM (SELECT lease_by FROM attempts
           WHERE due_at IS NOT NULL AND due_at <= ? AND lease_until >= ? LIMIT ?) AS leased),
      (SELECT count(*) FROM (SELECT 1 FROM attempts WHERE due_at IS NOT NULL AND due_at <= ?
           AND lease_until >= ? LIMIT ?) AS leases),
      (SELECT count(*) FROM jobs WHERE state = 'running' AND created_at >= 0 AND app_id || '' = ?),
      (SELECT min(updated_at) FROM jobs WHERE state = 'running' AND created_at >= 0
           AND app_id || '' = ?),
      (SELECT count(*) FROM (SELECT 1 FROM job_mails WHERE due_at IS NOT NULL
           AND app_id || '' = ? LIMIT ?) AS mails),
      (SELECT min(created_at) FROM (SELECT created_at FROM job_mails WHERE due_at IS NOT NULL
           AND app_id || '' = ? LIMIT ?) AS oldest),
      (SELECT count(*) FROM webhooks WHERE app_id = ? AND state = 'following' AND failures > 0)
"""
