-- Migration 18: the price of a recalled card that another till voids goes back there, and there only.

-- The close that has counted that the price went back at another till, after an earlier close had
-- counted the recall: 0 none yet.
ALTER TABLE sale_lines ADD COLUMN z_elsewhere INTEGER NOT NULL DEFAULT 0;

-- Until now such a void was counted without its price. Where that is done, nothing is given back.
UPDATE sale_lines SET z_elsewhere = -1
    WHERE z_recalled > 0 AND void_id IS NOT NULL
    AND EXISTS
        (SELECT 1 FROM voids v
         WHERE v.app_id = sale_lines.app_id AND v.void_id = sale_lines.void_id
             AND v.z_number <> 0);

-- Whatever else a report asks for stands in the index: without that SQLite goes through all lines.
CREATE INDEX sale_lines_voided_elsewhere
    ON sale_lines (app_id, sale_id, code_id, price_minor, void_id, z_recalled)
    WHERE z_recalled > 0 AND void_id IS NOT NULL AND z_elsewhere = 0;

-- Only for what a recall took is a price going back.
DROP INDEX codes_recalled_sold;
CREATE INDEX codes_recalled_sold ON codes (app_id, recall_id, invalidated_at, sale_id, campaign)
    WHERE hold = 'sold' AND state = 'Invalidated';
