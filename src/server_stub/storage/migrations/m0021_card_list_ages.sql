-- Migration 21: how old lists of numbers are, and where the cards of no batch are.

-- When a list was sent up; one that nobody recalls by is removed after a while.
ALTER TABLE card_lists ADD COLUMN added_at INTEGER NOT NULL DEFAULT 0;

-- How old the others are is not known: somebody may be about to recall by one.
UPDATE card_lists SET added_at = unixepoch('now') * 1000;

-- All that is asked of these cards' ids stands in it: without that SQLite goes through all codes.
CREATE INDEX codes_loose ON codes (app_id, campaign, code_id, batch, is_card)
    WHERE is_card AND batch IS NULL;
