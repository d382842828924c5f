-- Migration 34: since when a PIN that was given is the person's own; who gave it stays.

-- In milliseconds; none where it was never changed, or is not known to anybody else.
ALTER TABLE operators ADD COLUMN pin_own_since INTEGER;
