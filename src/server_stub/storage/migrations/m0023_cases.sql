-- Migration 23: what is kept of a case beyond its subject.

-- One that is closed at another till is paid out of that till's drawer.

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

-- The recall whose card it is about, so that ten thousand of one do not bury all others.
ALTER TABLE cases ADD COLUMN recall_id INTEGER;
UPDATE cases SET recall_id =
    (SELECT CAST(c.recall_id AS INTEGER) FROM codes c
     WHERE c.app_id = cases.app_id AND c.code_id = cases.code_id)
    WHERE kind = 'refund-due' AND void_id IS NULL AND code_id IS NOT NULL
    AND NOT EXISTS
        (SELECT 1 FROM sale_lines l
         WHERE l.app_id = cases.app_id AND l.code_id = cases.code_id
             AND l.sale_id = cases.sale_id AND l.refusal IS NOT NULL);

CREATE INDEX cases_of_no_recall ON cases (app_id, opened_at, case_id)
    WHERE closed_at IS NULL AND recall_id IS NULL;
CREATE INDEX cases_of_recall ON cases (app_id, recall_id, case_id)
    WHERE closed_at IS NULL AND recall_id IS NOT NULL;
