-- Migration 25: signatures for what staff do to a code, and codes of no batch.

-- Whether what staff do to one code (invalidate, recover, reveal) takes a second person's signature.
ALTER TABLE apps ADD COLUMN
    code_acts_signed INTEGER NOT NULL DEFAULT 0 CHECK (code_acts_signed IN (0, 1));

-- Whether there is a code of a campaign: those of batches are found by their batches.
CREATE INDEX codes_without_batch ON codes (app_id, campaign, code_id, batch) WHERE batch IS NULL;
