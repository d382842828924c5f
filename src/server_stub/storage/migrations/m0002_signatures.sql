-- Migration 2: an approval names its sale and cards, a void what it was asked for; who may still use
-- an old session; a version for every row that is updated; the day a sale counts on.

ALTER TABLE approvals ADD COLUMN sale_id TEXT NOT NULL DEFAULT '';
ALTER TABLE approvals ADD COLUMN card_ids TEXT NOT NULL DEFAULT '[]';

ALTER TABLE voids ADD COLUMN card_ids TEXT NOT NULL DEFAULT '[]';
ALTER TABLE voids ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- Sessions that were opened before are over: the PIN is a new one.
ALTER TABLE operators ADD COLUMN sessions_from INTEGER NOT NULL DEFAULT 0;

-- The one operator session that is open at the till.
ALTER TABLE tills ADD COLUMN operator_session TEXT;

ALTER TABLE meta ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- The first sale that the till began after the last restore: what is numbered later was not lost.
ALTER TABLE tills ADD COLUMN first_sale_since TEXT;

-- The moment whose day a sale counts on: when it was paid, which may be long before it was told.
ALTER TABLE sales ADD COLUMN day_at INTEGER;
UPDATE sales SET day_at = coalesce(paid_at, held_at);
DROP INDEX sales_by_day;
CREATE INDEX sales_by_day ON sales (app_id, store_id, day_at);
