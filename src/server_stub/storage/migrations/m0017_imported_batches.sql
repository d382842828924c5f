-- Migration 17: batches of cards that were made elsewhere.

ALTER TABLE batches ADD COLUMN imported INTEGER NOT NULL DEFAULT 0 CHECK (imported IN (0, 1));
