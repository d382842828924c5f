-- Migration 19: who took a person on, and who gave the present PIN and so knows it too.

-- The operator's id; none where it is the person's own, or from before this was kept.
ALTER TABLE operators ADD COLUMN pin_set_by TEXT;

-- The operator's id, for good; none where the command line did, or from before this was kept.
ALTER TABLE operators ADD COLUMN taken_on_by TEXT;
