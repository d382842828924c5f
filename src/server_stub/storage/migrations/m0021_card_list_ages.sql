-- Migration 21: when a list was sent up; one that nobody recalls by is removed after a while.
ALTER TABLE card_lists ADD COLUMN added_at INTEGER NOT NULL DEFAULT 0;

-- How old the others are is not known: somebody may be about to recall by one.
UPDATE card_lists SET added_at = unixepoch('now') * 1000;
