-- Migration 16: print runs, the cards that they touch, and proofs of what was printed.

-- A run of more cards than this takes a second person's signature.
ALTER TABLE apps ADD COLUMN print_signed_above INTEGER NOT NULL DEFAULT 500
    CHECK (print_signed_above >= 0);

-- So many different cards of a batch are read back before it is shipped; 0: none.
ALTER TABLE apps ADD COLUMN proof_demanded INTEGER NOT NULL DEFAULT 10
    CHECK (proof_demanded >= 0);

CREATE TABLE print_batches (
    app_id TEXT NOT NULL,
    batch INTEGER NOT NULL,
    spoiled INTEGER NOT NULL CHECK (spoiled >= 0),
    proven INTEGER NOT NULL CHECK (proven >= 0),
    excused INTEGER NOT NULL DEFAULT 1 CHECK (excused IN (0, 1)),
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, batch),
    FOREIGN KEY (app_id, batch) REFERENCES batches
) STRICT, WITHOUT ROWID;

-- What was printed before there were runs is shipped as it was.
INSERT INTO print_batches (app_id, batch, spoiled, proven, version)
    SELECT app_id, batch, 0, 0, 1 FROM batches;

CREATE TABLE print_runs (
    app_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    batch INTEGER NOT NULL,
    first_sequence INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL CHECK (first_sequence <= last_sequence),
    cards INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'ended')),
    is_reprint INTEGER NOT NULL CHECK (is_reprint IN (0, 1)),
    reason TEXT NOT NULL,
    till_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    approved_by TEXT,
    given INTEGER NOT NULL CHECK (given >= 0),
    printed INTEGER NOT NULL CHECK (printed >= 0),
    spoiled INTEGER NOT NULL CHECK (spoiled >= 0),
    replaced INTEGER NOT NULL CHECK (replaced >= 0 AND replaced <= spoiled),
    opened_at INTEGER NOT NULL,
    ended_at INTEGER CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, run_id),
    FOREIGN KEY (app_id, batch) REFERENCES batches,
    CHECK (state = 'open' OR given = 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX print_runs_of_batch ON print_runs (app_id, batch);
CREATE INDEX print_runs_by_time ON print_runs (app_id, opened_at);

-- A card without a row has been in no run yet.
CREATE TABLE print_cards (
    app_id TEXT NOT NULL,
    batch INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    pack INTEGER NOT NULL,
    code_id INTEGER NOT NULL,
    run_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'given', 'printed', 'spoiled')),
    replaces INTEGER,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, batch, sequence),
    FOREIGN KEY (app_id, run_id) REFERENCES print_runs,
    FOREIGN KEY (app_id, code_id) REFERENCES codes
) STRICT, WITHOUT ROWID;

CREATE INDEX print_cards_of_run ON print_cards (app_id, run_id, state, sequence);
CREATE INDEX print_cards_replacing ON print_cards (app_id, batch, pack) WHERE replaces IS NOT NULL;

CREATE TABLE print_proofs (
    app_id TEXT NOT NULL,
    batch INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    way TEXT NOT NULL,
    contrast_percent INTEGER,
    quiet_zone_tenths INTEGER,
    read_by TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (app_id, batch, sequence),
    FOREIGN KEY (app_id, batch, sequence) REFERENCES print_cards
) STRICT, WITHOUT ROWID;
