-- Migration 36: what a closed day's total of the shop's own system was compared with.

-- The sales of the day less what went back, in minor units, and how many lines did not agree; none
-- where nothing was compared, or it was before this.
ALTER TABLE day_closes ADD COLUMN pos_compared_minor INTEGER;
ALTER TABLE day_closes ADD COLUMN pos_differing INTEGER;
