-- Migration 5: fulfilment scripts that are webhooks. Those in Python are found in installed packages.

CREATE TABLE scripts (
    app_id TEXT NOT NULL REFERENCES apps,
    script TEXT NOT NULL,
    url TEXT NOT NULL,
    secret_sealed TEXT NOT NULL,
    seal_key_id TEXT NOT NULL,
    answers_status INTEGER NOT NULL CHECK (answers_status IN (0, 1)),
    limit_ms INTEGER NOT NULL CHECK (limit_ms > 0),
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, script)
) STRICT, WITHOUT ROWID;

-- What staff look through: attempts that are under way or have failed, the oldest first.
CREATE INDEX attempts_not_completed ON attempts (app_id, attempted_at) WHERE state <> 'COMPLETED';
