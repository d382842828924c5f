-- Migration 15: a batch has a name, is made by a job, and may be cancelled.

-- There are more kinds of jobs than a CHECK can name in advance, and SQLite cannot change one: which
-- there are is said by the code. What refers to jobs is made anew with them.
CREATE TABLE jobs_new (
    app_id TEXT NOT NULL,
    job_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
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

CREATE TABLE codes_made_new (
    app_id TEXT NOT NULL,
    job_id INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    PRIMARY KEY (app_id, job_id, first_id),
    FOREIGN KEY (app_id, job_id) REFERENCES jobs_new,
    CHECK (first_id <= last_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_mails_new (
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
    FOREIGN KEY (app_id, job_id) REFERENCES jobs_new,
    CHECK ((state = 'waiting') = (due_at IS NOT NULL)),
    CHECK (state <> 'failed' OR error IS NOT NULL),
    CHECK ((state = 'taken') = (taken_by IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE recalls_new (
    app_id TEXT NOT NULL,
    recall_id INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('recall', 'stop-sale', 'lift')),
    reason TEXT NOT NULL CHECK (reason IN ('lost', 'stolen', 'damaged', 'misprinted', 'other')),
    note TEXT NOT NULL,
    include_sold INTEGER NOT NULL CHECK (include_sold IN (0, 1)),
    selection TEXT NOT NULL,
    spans TEXT NOT NULL,
    span INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    asked_by TEXT NOT NULL,
    approved_by TEXT,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, recall_id),
    FOREIGN KEY (app_id, recall_id) REFERENCES jobs_new,
    FOREIGN KEY (app_id, asked_by) REFERENCES operators,
    FOREIGN KEY (app_id, approved_by) REFERENCES operators,
    CHECK (approved_by <> asked_by),
    CHECK (NOT include_sold OR approved_by IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE recall_runs_new (
    app_id TEXT NOT NULL,
    recall_id INTEGER NOT NULL,
    last_place INTEGER NOT NULL,
    cards INTEGER NOT NULL CHECK (cards > 0),
    kind TEXT NOT NULL,
    effect TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    code_ids TEXT NOT NULL,
    sale_ids TEXT NOT NULL,
    numbers TEXT NOT NULL,
    PRIMARY KEY (app_id, recall_id, last_place),
    FOREIGN KEY (app_id, recall_id) REFERENCES recalls_new,
    CHECK ((kind = 'unknown') = (code_ids = '[]'))
) STRICT, WITHOUT ROWID;

INSERT INTO jobs_new SELECT * FROM jobs;
INSERT INTO codes_made_new SELECT * FROM codes_made;
INSERT INTO job_mails_new SELECT * FROM job_mails;
INSERT INTO recalls_new SELECT * FROM recalls;
INSERT INTO recall_runs_new SELECT * FROM recall_runs;
DROP TABLE recall_runs;
DROP TABLE recalls;
DROP TABLE job_mails;
DROP TABLE codes_made;
DROP TABLE jobs;
ALTER TABLE jobs_new RENAME TO jobs;
ALTER TABLE codes_made_new RENAME TO codes_made;
ALTER TABLE job_mails_new RENAME TO job_mails;
ALTER TABLE recalls_new RENAME TO recalls;
ALTER TABLE recall_runs_new RENAME TO recall_runs;

CREATE INDEX jobs_running ON jobs (created_at) WHERE state = 'running';

CREATE INDEX job_mails_due ON job_mails (due_at) WHERE due_at IS NOT NULL;

ALTER TABLE batches ADD COLUMN name TEXT NOT NULL DEFAULT '';
-- The job that makes the batch; those of before were made without one.
ALTER TABLE batches ADD COLUMN job_id INTEGER;
ALTER TABLE batches ADD COLUMN cancelled_at INTEGER;
