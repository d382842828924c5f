-- Migration 24: a manager locks a person by hand, beside the lock that wrong PINs make.

-- When, and why; null while the person is not locked so.
ALTER TABLE operators ADD COLUMN suspended_at INTEGER;
ALTER TABLE operators ADD COLUMN suspended_why TEXT;
