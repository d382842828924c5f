-- Migration 8: apps that are disabled, and mails that bring a link to a job's list of codes.

ALTER TABLE apps ADD COLUMN disabled_at INTEGER;

CREATE TABLE job_mails (
    app_id TEXT NOT NULL,
    job_id INTEGER NOT NULL,
    address TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'taken')),
    tries INTEGER NOT NULL CHECK (tries >= 0),
    due_at INTEGER,
    error TEXT,
    taken_by TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, job_id),
    FOREIGN KEY (app_id, job_id) REFERENCES jobs,
    CHECK ((state = 'waiting') = (due_at IS NOT NULL)),
    CHECK (state <> 'failed' OR error IS NOT NULL),
    CHECK ((state = 'taken') = (taken_by IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX job_mails_due ON job_mails (due_at) WHERE due_at IS NOT NULL;
