-- Migration 29: passkeys, the other kind of second factor at the portal.

-- How many a person has: that alone says whether one is asked for.
ALTER TABLE portal_accounts ADD COLUMN passkeys INTEGER NOT NULL DEFAULT 0;

-- When the person showed a passkey, for the next change of their own account.
ALTER TABLE portal_sessions ADD COLUMN confirmed_at INTEGER;

-- A public key of a person; "passkey" is the hash of its id, which no two have.
CREATE TABLE portal_passkeys (
    app_id TEXT NOT NULL,
    passkey TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    credential TEXT NOT NULL,
    sign_count INTEGER NOT NULL CHECK (sign_count >= 0),
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    removed_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, passkey),
    FOREIGN KEY (app_id, operator_id) REFERENCES portal_accounts
) STRICT, WITHOUT ROWID;

CREATE INDEX portal_passkeys_of_operator ON portal_passkeys (app_id, operator_id);

-- The one question that a person's passkey may answer now; an older one is forgotten with it.
CREATE TABLE portal_ceremonies (
    app_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    ceremony TEXT,
    purpose TEXT NOT NULL,
    session_id TEXT NOT NULL,
    challenge TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, operator_id),
    FOREIGN KEY (app_id, operator_id) REFERENCES portal_accounts
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX portal_ceremonies_by_word ON portal_ceremonies (ceremony);
