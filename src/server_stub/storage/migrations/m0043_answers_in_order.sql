-- SQLite alone. Migration 43: kept answers stand in the order in which they were given.
-- A table without row ids keeps whole rows in the order of their keys. Four answers fill a page
-- there, so nearly each new one split one: three pages written for a redemption where one and a
-- bit is enough. PostgreSQL has kept them so from the start.
CREATE TABLE answers_in_order (
    app_id TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    refused INTEGER NOT NULL CHECK (refused IN (0, 1)),
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (app_id, key)
) STRICT;

INSERT INTO answers_in_order (app_id, key, fingerprint, refused, body, at)
    SELECT app_id, key, fingerprint, refused, body, at FROM answers;

-- All that its pages hold stands in the new table: wiped, each would be written to the log again.
PRAGMA secure_delete = OFF;
DROP TABLE answers;
PRAGMA secure_delete = ON;

ALTER TABLE answers_in_order RENAME TO answers;
