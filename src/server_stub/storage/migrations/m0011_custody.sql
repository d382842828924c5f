-- Migration 11: custody: where each pack is, and what happens where a card is sold elsewhere.

ALTER TABLE packs ADD COLUMN custody TEXT NOT NULL DEFAULT 'warehouse'
    CHECK (custody IN ('warehouse', 'shipped', 'received'));
ALTER TABLE packs ADD COLUMN store_id TEXT
    CHECK ((custody = 'warehouse') = (store_id IS NULL));
ALTER TABLE packs ADD COLUMN moved_at INTEGER;
ALTER TABLE packs ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

CREATE INDEX packs_of_carton ON packs (app_id, batch, carton);

CREATE INDEX packs_of_store ON packs (app_id, store_id, custody, batch)
    WHERE store_id IS NOT NULL;

ALTER TABLE stores ADD COLUMN custody_rule TEXT NOT NULL DEFAULT 'ignore'
    CHECK (custody_rule IN ('ignore', 'flag', 'refuse'));

-- A card that its store had not received when it was put into the sale.
ALTER TABLE sale_lines ADD COLUMN misplaced INTEGER NOT NULL DEFAULT 0 CHECK (misplaced IN (0, 1));

CREATE INDEX sale_lines_misplaced ON sale_lines (app_id, sale_id) WHERE misplaced;
