-- When a list was sent up; one that nobody recalls by is removed after a while.
ALTER TABLE card_lists ADD COLUMN added_at INTEGER NOT NULL DEFAULT 0;
