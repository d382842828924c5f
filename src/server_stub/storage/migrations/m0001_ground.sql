-- Migration 1: every table of the shop, its cards, its sales, its people, and the ledger.
-- Steps are written for SQLite, and translated for PostgreSQL (storage/postgres/dialect.py).
-- Binary values are base64 text, so that whole rows travel as JSON in both directions.

CREATE TABLE apps (
    app_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
    language TEXT NOT NULL,
    idle_lock_s INTEGER NOT NULL CHECK (idle_lock_s > 0),
    secret_sealed TEXT NOT NULL,
    seal_key_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE servers (
    app_id TEXT NOT NULL REFERENCES apps,
    server_name TEXT NOT NULL,
    secret_sealed TEXT NOT NULL,
    seal_key_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, server_name)
) STRICT, WITHOUT ROWID;

CREATE TABLE stores (
    app_id TEXT NOT NULL REFERENCES apps,
    store_id TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    currency TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    receipt_header TEXT NOT NULL,
    receipt_legal TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, store_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE artworks (
    app_id TEXT NOT NULL REFERENCES apps,
    artwork TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (app_id, artwork)
) STRICT;

CREATE TABLE campaigns (
    app_id TEXT NOT NULL REFERENCES apps,
    campaign TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    use_type TEXT NOT NULL CHECK (use_type IN ('SINGLE', 'MULTI')),
    price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
    currency TEXT NOT NULL,
    artwork TEXT,
    issuer TEXT,
    barcode_is_code INTEGER NOT NULL CHECK (barcode_is_code IN (0, 1)),
    disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    code_form TEXT NOT NULL CHECK (code_form IN ('FiveByFive', 'StructuredGuid')),
    include_check INTEGER NOT NULL CHECK (include_check IN (0, 1)),
    code_prefix TEXT NOT NULL,
    custom_code_info TEXT NOT NULL,
    scan_code TEXT,
    valid_start INTEGER,
    valid_end INTEGER,
    redemptions_max INTEGER,
    script TEXT,
    is_async INTEGER NOT NULL CHECK (is_async IN (0, 1)),
    retries_max INTEGER NOT NULL,
    timeout_s INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, campaign),
    CHECK (issuer IS NULL OR NOT barcode_is_code),
    CHECK ((use_type = 'MULTI') = (scan_code IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX campaigns_by_scan_code ON campaigns (app_id, scan_code)
    WHERE scan_code IS NOT NULL;

CREATE TABLE batches (
    app_id TEXT NOT NULL,
    batch INTEGER NOT NULL,
    campaign TEXT NOT NULL,
    issuer TEXT,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    made INTEGER NOT NULL CHECK (made BETWEEN 0 AND quantity),
    cards_per_pack INTEGER NOT NULL CHECK (cards_per_pack > 0),
    packs_per_carton INTEGER NOT NULL CHECK (packs_per_carton > 0),
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, batch),
    FOREIGN KEY (app_id, campaign) REFERENCES campaigns
) STRICT, WITHOUT ROWID;

CREATE TABLE cartons (
    app_id TEXT NOT NULL,
    batch INTEGER NOT NULL,
    carton INTEGER NOT NULL,
    label TEXT NOT NULL,
    first_sequence INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL,
    PRIMARY KEY (app_id, batch, carton),
    FOREIGN KEY (app_id, batch) REFERENCES batches
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX cartons_by_label ON cartons (app_id, label);

CREATE TABLE packs (
    app_id TEXT NOT NULL,
    batch INTEGER NOT NULL,
    pack INTEGER NOT NULL,
    carton INTEGER NOT NULL,
    label TEXT NOT NULL,
    first_sequence INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL,
    PRIMARY KEY (app_id, batch, pack),
    FOREIGN KEY (app_id, batch, carton) REFERENCES cartons
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX packs_by_label ON packs (app_id, label);

CREATE TABLE codes (
    app_id TEXT NOT NULL,
    code_id INTEGER NOT NULL,
    campaign TEXT NOT NULL,
    batch INTEGER,
    pack INTEGER,
    number INTEGER,
    last_four TEXT NOT NULL,
    is_card INTEGER NOT NULL CHECK (is_card IN (0, 1)),
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('Inactive', 'Available', 'InProgress', 'Redeemed', 'Invalidated', 'Failed')),
    hold TEXT NOT NULL CHECK (hold IN ('free', 'held', 'sold', 'voided')),
    sale_id TEXT,
    stop TEXT CHECK (stop IN ('probed', 'stop-sale')),
    recall_id TEXT,
    custom_code_info TEXT NOT NULL,
    custom_redemption_info TEXT NOT NULL,
    redeemed_by_id TEXT,
    redeemed_by_name TEXT,
    invalidation_reason TEXT,
    attempt INTEGER,
    created_at INTEGER NOT NULL,
    activated_at INTEGER,
    redeemed_at INTEGER,
    invalidated_at INTEGER,
    stopped_at INTEGER,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, code_id),
    FOREIGN KEY (app_id, campaign) REFERENCES campaigns,
    CHECK ((hold = 'free') = (sale_id IS NULL)),
    CHECK (is_card OR (hold = 'free' AND stop IS NULL)),
    -- A card is worth something only once it is sold, and a held one is worth nothing.
    CHECK (NOT is_card OR hold = 'sold' OR state IN ('Inactive', 'Invalidated')),
    CHECK (hold <> 'voided' OR state = 'Invalidated'),
    CHECK ((state = 'Redeemed') = (redeemed_at IS NOT NULL)),
    CHECK ((state = 'Invalidated') = (invalidated_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX codes_by_number ON codes (app_id, number) WHERE number IS NOT NULL;

CREATE INDEX codes_by_batch ON codes (app_id, batch) WHERE batch IS NOT NULL;

CREATE TABLE code_secrets (
    app_id TEXT NOT NULL,
    code_id INTEGER NOT NULL,
    campaign TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    hash_key_id TEXT NOT NULL,
    sealed TEXT NOT NULL,
    seal_key_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, code_id),
    FOREIGN KEY (app_id, code_id) REFERENCES codes
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX code_secrets_by_hash ON code_secrets (app_id, code_hash);

CREATE TABLE tills (
    app_id TEXT NOT NULL,
    till_id TEXT NOT NULL,
    store_id TEXT NOT NULL,
    name TEXT NOT NULL,
    public_key TEXT NOT NULL,
    enrolled_by TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL,
    revoked_at INTEGER,
    revoked_by TEXT,
    last_seen_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, till_id),
    FOREIGN KEY (app_id, store_id) REFERENCES stores
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX tills_by_id ON tills (till_id);

CREATE TABLE till_sessions (
    session_id TEXT NOT NULL PRIMARY KEY,
    app_id TEXT NOT NULL,
    till_id TEXT NOT NULL,
    mac_key_sealed TEXT NOT NULL,
    seal_key_id TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    version INTEGER NOT NULL,
    FOREIGN KEY (app_id, till_id) REFERENCES tills
) STRICT, WITHOUT ROWID;

CREATE TABLE operators (
    app_id TEXT NOT NULL REFERENCES apps,
    operator_id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN
        ('clerk', 'manager', 'studio', 'support', 'administrator')),
    pin_hash TEXT NOT NULL,
    badge TEXT,
    failures INTEGER NOT NULL,
    locked_at INTEGER,
    disabled_at INTEGER,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, operator_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX operators_by_badge ON operators (app_id, badge) WHERE badge IS NOT NULL;

CREATE TABLE pin_failures (
    app_id TEXT NOT NULL,
    till_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    failures INTEGER NOT NULL,
    locked_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, till_id, operator_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX pin_failures_of_operator ON pin_failures (app_id, operator_id);

CREATE TABLE operator_sessions (
    session_id TEXT NOT NULL PRIMARY KEY,
    app_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    till_id TEXT NOT NULL,
    till_session_id TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    version INTEGER NOT NULL,
    FOREIGN KEY (app_id, operator_id) REFERENCES operators
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolment_codes (
    code_hash TEXT NOT NULL PRIMARY KEY,
    app_id TEXT NOT NULL,
    store_id TEXT NOT NULL,
    till_name TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    till_id TEXT,
    version INTEGER NOT NULL,
    FOREIGN KEY (app_id, store_id) REFERENCES stores
) STRICT, WITHOUT ROWID;

CREATE TABLE approvals (
    app_id TEXT NOT NULL,
    approval TEXT NOT NULL,
    approver_id TEXT NOT NULL,
    till_id TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('void', 'settle')),
    subject TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, approval),
    FOREIGN KEY (app_id, approver_id) REFERENCES operators
) STRICT, WITHOUT ROWID;

CREATE TABLE sales (
    app_id TEXT NOT NULL,
    sale_id TEXT NOT NULL,
    receipt_number TEXT NOT NULL,
    till_id TEXT NOT NULL,
    till_name TEXT NOT NULL,
    store_id TEXT NOT NULL,
    store_name TEXT NOT NULL,
    operator_id TEXT,
    operator_name TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('held', 'confirmed', 'cancelled', 'voided')),
    currency TEXT NOT NULL,
    total_minor INTEGER NOT NULL CHECK (total_minor >= 0),
    created_at INTEGER NOT NULL,
    held_at INTEGER,
    paid_at INTEGER,
    confirmed_at INTEGER,
    ended_at INTEGER,
    payment_kind TEXT CHECK (payment_kind IN ('cash', 'reference')),
    payment_minor INTEGER,
    given_minor INTEGER,
    payment_reference TEXT,
    cancel_reason TEXT,
    settled_by TEXT,
    settle_reason TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, sale_id),
    FOREIGN KEY (app_id, till_id) REFERENCES tills,
    CHECK (held_at IS NOT NULL OR stage IN ('cancelled', 'voided')),
    CHECK (stage <> 'confirmed' OR confirmed_at IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX sales_by_reference ON sales (app_id, payment_reference)
    WHERE payment_reference IS NOT NULL;

CREATE INDEX sales_by_receipt ON sales (app_id, receipt_number);

CREATE INDEX sales_by_day ON sales (app_id, store_id, held_at);

CREATE INDEX sales_held ON sales (app_id, held_at) WHERE stage = 'held';

CREATE TABLE sale_lines (
    app_id TEXT NOT NULL,
    sale_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    code_id INTEGER NOT NULL,
    last_four TEXT NOT NULL,
    price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
    keyed INTEGER NOT NULL CHECK (keyed IN (0, 1)),
    refusal TEXT,
    void_id TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, sale_id, position),
    FOREIGN KEY (app_id, sale_id) REFERENCES sales,
    FOREIGN KEY (app_id, code_id) REFERENCES codes
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX sale_lines_by_code ON sale_lines (app_id, code_id, sale_id);

CREATE TABLE voids (
    app_id TEXT NOT NULL,
    void_id TEXT NOT NULL,
    sale_id TEXT NOT NULL,
    till_id TEXT NOT NULL,
    operator_id TEXT,
    approver_id TEXT,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    refund_minor INTEGER NOT NULL CHECK (refund_minor >= 0),
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (app_id, void_id),
    FOREIGN KEY (app_id, sale_id) REFERENCES sales
) STRICT, WITHOUT ROWID;

CREATE INDEX voids_of_sale ON voids (app_id, sale_id);

CREATE TABLE cases (
    app_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    sale_id TEXT,
    void_id TEXT,
    code_id INTEGER,
    detail TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by TEXT,
    closing_reason TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, case_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX cases_open ON cases (app_id, opened_at) WHERE closed_at IS NULL;

CREATE TABLE answers (
    app_id TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    refused INTEGER NOT NULL CHECK (refused IN (0, 1)),
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (app_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE counters (
    app_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, name)
) STRICT, WITHOUT ROWID;

-- The ledger: one chain over all apps. The hash covers the entry and the hash before it, never the position.
CREATE TABLE ledger (
    position INTEGER NOT NULL PRIMARY KEY,
    app_id TEXT NOT NULL,
    entry TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TABLE ledger_checkpoints (
    position INTEGER NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL,
    signed_at INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT;

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO meta (name, value) VALUES ('epoch', 1);
