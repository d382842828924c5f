-- Migration 31: how far the last verification of the ledger has come, for every process to show.

-- The row of an app is written every few seconds while one walks; one that stays without an end and
-- is not written any more has broken off after ``upto``.
CREATE TABLE ledger_walks (
    app_id TEXT NOT NULL PRIMARY KEY,
    asked_by TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    first INTEGER NOT NULL,
    upto INTEGER NOT NULL,
    last INTEGER NOT NULL,
    told_at INTEGER NOT NULL,
    ended_at INTEGER,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
