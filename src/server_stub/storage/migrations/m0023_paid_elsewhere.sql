-- Migration 23: a case that is closed at another till is paid out of that till's drawer.

-- The till that paid, the till whose books have the price as going back, and how much it was.
ALTER TABLE cases ADD COLUMN paid_till_id TEXT;
ALTER TABLE cases ADD COLUMN kept_till_id TEXT;
ALTER TABLE cases ADD COLUMN paid_minor INTEGER;

-- The close of each of the two that has counted it: 0 none yet. Of older cases nobody knows where
-- they were closed: the tills that sold or voided have counted them.
ALTER TABLE cases ADD COLUMN z_paid INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN z_kept INTEGER NOT NULL DEFAULT 0;

CREATE INDEX cases_of_paying ON cases (app_id, paid_till_id, z_paid)
    WHERE paid_till_id IS NOT NULL;
CREATE INDEX cases_of_keeping ON cases (app_id, kept_till_id, z_kept)
    WHERE kept_till_id IS NOT NULL;
