-- Migration 2: an approval names its sale and cards, a void what it was asked for; who may still use
-- an old session; a version for every row that is updated.

ALTER TABLE approvals ADD COLUMN sale_id TEXT NOT NULL DEFAULT '';
ALTER TABLE approvals ADD COLUMN card_ids TEXT NOT NULL DEFAULT '[]';

ALTER TABLE voids ADD COLUMN card_ids TEXT NOT NULL DEFAULT '[]';
ALTER TABLE voids ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- Sessions that were opened before are over: the PIN is a new one.
ALTER TABLE operators ADD COLUMN sessions_from INTEGER NOT NULL DEFAULT 0;

-- The one operator session that is open at the till.
ALTER TABLE tills ADD COLUMN operator_session TEXT;

ALTER TABLE meta ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
