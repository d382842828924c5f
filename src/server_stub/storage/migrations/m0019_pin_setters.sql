-- Migration 19: who gave a person the present PIN, and so knows it too.

-- The operator's id; none where it is the person's own, or from before this was kept.
ALTER TABLE operators ADD COLUMN pin_set_by TEXT;
