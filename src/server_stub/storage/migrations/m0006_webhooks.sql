-- Migration 6: webhooks to the shop's own systems, which follow the ledger.

CREATE TABLE webhooks (
    app_id TEXT NOT NULL REFERENCES apps,
    webhook TEXT NOT NULL,
    url TEXT NOT NULL,
    secret_sealed TEXT NOT NULL,
    seal_key_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('following', 'paused')),
    position INTEGER NOT NULL CHECK (position >= 0),
    failures INTEGER NOT NULL CHECK (failures >= 0),
    due_at INTEGER NOT NULL,
    last_error TEXT,
    delivered_at INTEGER,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, webhook)
) STRICT, WITHOUT ROWID;
