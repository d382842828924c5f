-- Migration 44: failed jobs, and mails of theirs that were given up, that somebody has looked at.

-- By when it failed, so that a mail that is asked for anew and fails again waits for somebody again;
-- what it said stays here, for the mail forgets it.
CREATE TABLE failure_looks (
    app_id TEXT NOT NULL,
    job_id INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('work', 'mail')),
    failed_at INTEGER NOT NULL,
    error TEXT NOT NULL,
    looked_at INTEGER NOT NULL,
    looked_by TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (app_id, job_id, part, failed_at),
    FOREIGN KEY (app_id, job_id) REFERENCES jobs
) STRICT, WITHOUT ROWID;

CREATE INDEX failure_looks_newest ON failure_looks (app_id, looked_at);
