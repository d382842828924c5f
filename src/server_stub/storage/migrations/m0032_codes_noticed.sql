-- Migration 32: whoever is changing a campaign finds out that it has got its first codes meanwhile.

-- Whether a server has added codes to it, one by one or a few at once; a batch or a job changes the
-- campaign's version by itself. It is not known of those from before, and found out with the next.
ALTER TABLE campaigns ADD COLUMN
    codes_noticed INTEGER NOT NULL DEFAULT 0 CHECK (codes_noticed IN (0, 1));
