-- Migration 42: failures that somebody has looked at, and the cards of large recalls counted quickly.

-- A failed job, or its mail that was given up. By when it failed, so that a mail that is asked for
-- anew and fails again waits for somebody again; what it said stays here, for the mail forgets it.
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

-- What became of a recall's cards is added up for each page that shows it.
CREATE INDEX recall_runs_by_effect ON recall_runs (app_id, recall_id, kind, effect, cards);

-- A large recall opens thousands of cases: open alarms are not looked for among them.
CREATE INDEX cases_alarms_open ON cases (app_id, opened_at, case_id)
    WHERE closed_at IS NULL
        AND kind IN ('guessing', 'ledger-misfit', 'probed', 'till-fork', 'till-gap', 'two-stores');
