-- Migration 4: jobs, and the codes that they have made.

CREATE TABLE jobs (
    app_id TEXT NOT NULL,
    job_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('generate-codes', 'rotate-keys', 'recall')),
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
    parameters TEXT NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    asked_by TEXT NOT NULL,
    error TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    ended_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, job_id),
    CHECK (done BETWEEN 0 AND total),
    CHECK (state <> 'done' OR done = total),
    CHECK ((state = 'running') = (ended_at IS NULL)),
    CHECK ((state = 'failed') = (error IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX jobs_running ON jobs (created_at) WHERE state = 'running';

CREATE TABLE codes_made (
    app_id TEXT NOT NULL,
    job_id INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    PRIMARY KEY (app_id, job_id, first_id),
    FOREIGN KEY (app_id, job_id) REFERENCES jobs,
    CHECK (first_id <= last_id)
) STRICT, WITHOUT ROWID;
