-- Migration 10: the close of a till's day.

CREATE TABLE day_closes (
    app_id TEXT NOT NULL,
    till_id TEXT NOT NULL,
    day TEXT NOT NULL,
    z_number INTEGER NOT NULL CHECK (z_number > 0),
    store_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    closed_at INTEGER NOT NULL,
    closed_by TEXT NOT NULL,
    signed_by TEXT,
    counted_cash_minor INTEGER,
    pos_total_minor INTEGER,
    note TEXT NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (app_id, till_id, day),
    FOREIGN KEY (app_id, till_id) REFERENCES tills,
    FOREIGN KEY (app_id, closed_by) REFERENCES operators,
    FOREIGN KEY (app_id, signed_by) REFERENCES operators
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX day_closes_by_number ON day_closes (app_id, till_id, z_number);

-- The close that has counted a sale or void: 0 none yet.
ALTER TABLE sales ADD COLUMN z_number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE voids ADD COLUMN z_number INTEGER NOT NULL DEFAULT 0;

-- What is older than two days was counted without us: no report has it.
UPDATE sales SET z_number = -1
    WHERE stage IN ('confirmed', 'voided')
    AND coalesce(day_at, ended_at, created_at) < (unixepoch('now') - 172800) * 1000;
UPDATE voids SET z_number = -1 WHERE decided_at < (unixepoch('now') - 172800) * 1000;

CREATE INDEX sales_of_close ON sales (app_id, till_id, stage, z_number);
CREATE INDEX voids_of_close ON voids (app_id, till_id, z_number);

-- A line knows its card's product, so that a day is counted without looking at its cards.
ALTER TABLE sale_lines ADD COLUMN campaign TEXT NOT NULL DEFAULT '';
UPDATE sale_lines SET campaign =
    (SELECT c.campaign FROM codes c
     WHERE c.app_id = sale_lines.app_id AND c.code_id = sale_lines.code_id);

-- Cards that were sold and recalled since; those recalled in the stock are not looked for here.
CREATE INDEX codes_recalled_sold ON codes (app_id, invalidated_at)
    WHERE hold = 'sold' AND state = 'Invalidated';
