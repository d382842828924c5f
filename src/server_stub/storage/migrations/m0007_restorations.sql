-- Migration 7: how far an app has come after the database was restored from a backup.

CREATE TABLE restorations (
    app_id TEXT NOT NULL REFERENCES apps PRIMARY KEY,
    epoch INTEGER NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('telling', 'checking', 'open')),
    restored_at INTEGER NOT NULL,
    opened_at INTEGER,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The epoch of the last restore for which the till has told all it knows, or was excused.
ALTER TABLE tills ADD COLUMN told_epoch INTEGER NOT NULL DEFAULT 0;
