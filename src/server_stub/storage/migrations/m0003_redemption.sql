-- Migration 3: the redemption service: shared codes, fulfilment attempts, profiles and their sessions.

-- Attempts are numbered through; staff may give a code back, and the customer starts anew from here.
ALTER TABLE codes ADD COLUMN first_attempt INTEGER NOT NULL DEFAULT 0;

CREATE INDEX codes_by_redeemer ON codes (app_id, redeemed_by_id) WHERE redeemed_by_id IS NOT NULL;

-- One for each profile and shared campaign. Ids come from the same counter as those of codes.
CREATE TABLE shared_redemptions (
    app_id TEXT NOT NULL,
    redemption_id INTEGER NOT NULL,
    campaign TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('Available', 'InProgress', 'Redeemed', 'Failed')),
    custom_code_info TEXT NOT NULL,
    custom_redemption_info TEXT NOT NULL,
    attempt INTEGER,
    first_attempt INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    redeemed_at INTEGER,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, redemption_id),
    FOREIGN KEY (app_id, campaign) REFERENCES campaigns,
    CHECK ((state = 'Redeemed') = (redeemed_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX shared_redemptions_of_campaign
    ON shared_redemptions (app_id, campaign, profile_id);

CREATE INDEX shared_redemptions_of_profile ON shared_redemptions (app_id, profile_id);

-- One for each try at delivering the goods. A worker's lease stands beside the version, which counts
-- what commands change.
CREATE TABLE attempts (
    app_id TEXT NOT NULL,
    redemption_id INTEGER NOT NULL,
    attempt INTEGER NOT NULL CHECK (attempt >= 0),
    is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
    campaign TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    script TEXT NOT NULL,
    is_async INTEGER NOT NULL CHECK (is_async IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('IN_PROGRESS', 'COMPLETED', 'FAILED')),
    phase TEXT NOT NULL CHECK (phase IN ('planned', 'calling', 'waiting', 'in-doubt', 'ended')),
    failure TEXT CHECK (failure IN ('reported', 'script', 'timed-out')),
    response TEXT,
    answered INTEGER NOT NULL CHECK (answered >= 0),
    faults INTEGER NOT NULL CHECK (faults >= 0),
    attempted_at INTEGER NOT NULL,
    deadline_at INTEGER NOT NULL,
    due_at INTEGER,
    ended_at INTEGER,
    lease_by TEXT,
    lease_until INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, redemption_id, attempt),
    FOREIGN KEY (app_id, campaign) REFERENCES campaigns,
    CHECK ((phase = 'ended') = (state <> 'IN_PROGRESS')),
    CHECK ((phase = 'ended') = (ended_at IS NOT NULL)),
    CHECK ((phase = 'ended') = (due_at IS NULL)),
    CHECK ((state = 'FAILED') = (failure IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX attempts_of_profile ON attempts (app_id, campaign, profile_id);

CREATE INDEX attempts_due ON attempts (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE profiles (
    app_id TEXT NOT NULL REFERENCES apps,
    profile_id TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_login_at INTEGER,
    previous_login_at INTEGER,
    logins INTEGER NOT NULL CHECK (logins >= 0),
    wrong_codes INTEGER NOT NULL CHECK (wrong_codes >= 0),
    wrong_codes_from INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, profile_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE identities (
    app_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('Anonymous', 'Universal')),
    external_id TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    password_hash TEXT,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, kind, external_id),
    FOREIGN KEY (app_id, profile_id) REFERENCES profiles,
    CHECK ((kind = 'Universal') = (password_hash IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX identities_of_profile ON identities (app_id, profile_id);

CREATE TABLE player_sessions (
    session_id TEXT NOT NULL PRIMARY KEY,
    app_id TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    last_packet_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    FOREIGN KEY (app_id, profile_id) REFERENCES profiles
) STRICT, WITHOUT ROWID;

CREATE TABLE server_sessions (
    session_id TEXT NOT NULL PRIMARY KEY,
    app_id TEXT NOT NULL,
    server_name TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    last_packet_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    FOREIGN KEY (app_id, server_name) REFERENCES servers
) STRICT, WITHOUT ROWID;
