-- Migration 9: recalls and stop-sales: what was asked for, what became of each card.

-- A signature may be for more than a CHECK can name in advance, and SQLite cannot change one: what
-- it may be for is said by the messages.
CREATE TABLE approvals_new (
    app_id TEXT NOT NULL,
    approval TEXT NOT NULL,
    approver_id TEXT NOT NULL,
    till_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    subject TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    version INTEGER NOT NULL,
    sale_id TEXT NOT NULL DEFAULT '',
    card_ids TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (app_id, approval),
    FOREIGN KEY (app_id, approver_id) REFERENCES operators
) STRICT, WITHOUT ROWID;

INSERT INTO approvals_new SELECT * FROM approvals;
DROP TABLE approvals;
ALTER TABLE approvals_new RENAME TO approvals;

-- More changes than this take a second manager's signature.
ALTER TABLE apps ADD COLUMN recall_signed_above INTEGER NOT NULL DEFAULT 100
    CHECK (recall_signed_above >= 0);

-- Numbers of cards as a till sent them up, without their check digits.
CREATE TABLE card_lists (
    app_id TEXT NOT NULL,
    list_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (app_id, list_id, place)
) STRICT, WITHOUT ROWID;

-- One for each recall, stop-sale or lifting, under the id of the job that carries it out.
CREATE TABLE recalls (
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
    FOREIGN KEY (app_id, recall_id) REFERENCES jobs,
    FOREIGN KEY (app_id, asked_by) REFERENCES operators,
    FOREIGN KEY (app_id, approved_by) REFERENCES operators,
    CHECK (approved_by <> asked_by),
    CHECK (NOT include_sold OR approved_by IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- What was decided of each card. A number that no card has has no code.
CREATE TABLE recall_cards (
    app_id TEXT NOT NULL,
    recall_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    number INTEGER,
    code_id INTEGER,
    kind TEXT NOT NULL,
    effect TEXT NOT NULL,
    sale_id TEXT,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (app_id, recall_id, place),
    FOREIGN KEY (app_id, recall_id) REFERENCES recalls,
    CHECK ((kind = 'unknown') = (code_id IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX recall_cards_by_effect ON recall_cards (app_id, recall_id, effect, kind);

CREATE INDEX recall_cards_by_number ON recall_cards (app_id, number) WHERE number IS NOT NULL;
