-- Migration 20: the portal: how people sign in there, their sessions, and finding what is shown.

-- A person of the shop who has a password; the second factor is sealed, recovery codes are hashes.
CREATE TABLE portal_accounts (
    app_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    sign_in TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    secret_sealed TEXT NOT NULL,
    seal_key_id TEXT NOT NULL,
    last_step INTEGER NOT NULL,
    recovery TEXT NOT NULL,
    failures INTEGER NOT NULL CHECK (failures >= 0),
    failed_at INTEGER,
    password_set_at INTEGER NOT NULL,
    sessions_from INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, operator_id),
    FOREIGN KEY (app_id, operator_id) REFERENCES operators
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX portal_accounts_by_sign_in ON portal_accounts (app_id, sign_in);

CREATE TABLE portal_invitations (
    invitation TEXT NOT NULL PRIMARY KEY,
    app_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    invited_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    version INTEGER NOT NULL,
    FOREIGN KEY (app_id, operator_id) REFERENCES operators
) STRICT, WITHOUT ROWID;

CREATE INDEX portal_invitations_of_operator ON portal_invitations (app_id, operator_id);

CREATE TABLE portal_sessions (
    session_id TEXT NOT NULL PRIMARY KEY,
    app_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    version INTEGER NOT NULL,
    FOREIGN KEY (app_id, operator_id) REFERENCES portal_accounts
) STRICT, WITHOUT ROWID;

CREATE INDEX codes_by_last_four ON codes (app_id, last_four, code_id);

-- What waits for somebody is counted on the first page.
CREATE INDEX codes_failed ON codes (app_id, updated_at) WHERE state = 'Failed';

CREATE INDEX shared_redemptions_failed ON shared_redemptions (app_id, updated_at)
    WHERE state = 'Failed';

CREATE INDEX jobs_failed ON jobs (app_id, ended_at) WHERE state = 'failed';
