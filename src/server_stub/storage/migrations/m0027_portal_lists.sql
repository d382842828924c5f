-- Migration 27: what the portal lists: alarms page by page, and the last calls of each webhook.

-- Alarms lie among the cases, of which a shop may have a hundred times as many.
CREATE INDEX cases_alarms ON cases (app_id, opened_at, case_id)
    WHERE kind IN ('ledger-misfit', 'probed', 'till-fork', 'till-gap', 'two-stores');

-- Who is locked somewhere: SQLite would read what everybody has failed at every till.
CREATE INDEX pin_failures_locked ON pin_failures (app_id, operator_id, locked_at)
    WHERE locked_at IS NOT NULL;

-- The last calls of each webhook, in a ring of slots; ``calls`` counts all that there were.
ALTER TABLE webhooks ADD COLUMN calls INTEGER NOT NULL DEFAULT 0;

CREATE TABLE webhook_calls (
    app_id TEXT NOT NULL,
    webhook TEXT NOT NULL,
    slot INTEGER NOT NULL,
    number INTEGER NOT NULL,
    called_at INTEGER NOT NULL,
    after INTEGER NOT NULL,
    position INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    error TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, webhook, slot),
    FOREIGN KEY (app_id, webhook) REFERENCES webhooks
) STRICT, WITHOUT ROWID;
