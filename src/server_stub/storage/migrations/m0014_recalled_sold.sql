-- Migration 14: the recall of a sold card is counted by mark, as sales and voids are.

-- The close that has counted that the card was recalled after its sale: 0 none yet.
ALTER TABLE sale_lines ADD COLUMN z_recalled INTEGER NOT NULL DEFAULT 0;

-- Until now the time told which close it was.
UPDATE sale_lines SET z_recalled = coalesce(
    (SELECT min(d.z_number) FROM codes c
     JOIN sales s ON s.app_id = c.app_id AND s.sale_id = c.sale_id
     JOIN day_closes d ON d.app_id = s.app_id AND d.till_id = s.till_id
     WHERE c.app_id = sale_lines.app_id AND c.code_id = sale_lines.code_id
         AND c.sale_id = sale_lines.sale_id AND c.invalidated_at <= d.closed_at
         AND coalesce(c.invalidation_reason, '') <> 'sale voided'), 0)
    WHERE (app_id, code_id) IN
        (SELECT app_id, code_id FROM codes
         WHERE state = 'Invalidated' AND hold IN ('sold', 'voided'));
