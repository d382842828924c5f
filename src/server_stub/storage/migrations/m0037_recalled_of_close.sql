-- Migration 37: the cards that a close has counted as recalled are compared with the shop's system.

-- The number first, and whatever is asked for: else SQLite goes through all lines, or takes this
-- index where another one is meant.
CREATE INDEX sale_lines_recalled
    ON sale_lines (z_recalled, app_id, sale_id, code_id, campaign, price_minor)
    WHERE z_recalled > 0;
