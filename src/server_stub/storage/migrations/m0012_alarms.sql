-- Migration 12: alarms, what tills say of their journals and checkpoints, and searching the ledger.

-- An alarm is a case; where it is about a till or a store, it names them.
ALTER TABLE cases ADD COLUMN till_id TEXT;
ALTER TABLE cases ADD COLUMN store_id TEXT;

CREATE INDEX cases_of_code ON cases (app_id, code_id) WHERE code_id IS NOT NULL;

-- The end of its journal and the checkpoint that a till has presented last.
ALTER TABLE tills ADD COLUMN journal_generation INTEGER;
ALTER TABLE tills ADD COLUMN journal_sequence INTEGER;
ALTER TABLE tills ADD COLUMN checkpoint_position INTEGER;
ALTER TABLE tills ADD COLUMN checkpoint_at INTEGER;
ALTER TABLE tills ADD COLUMN
    checkpoint_fits INTEGER NOT NULL DEFAULT 1 CHECK (checkpoint_fits IN (0, 1));

-- What an entry is about: the sixth part of its array.
CREATE INDEX ledger_by_subject ON ledger (app_id, (json_extract(entry, '$[5]')), position);
