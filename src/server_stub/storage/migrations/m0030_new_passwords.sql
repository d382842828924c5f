-- Migration 30: a new password for a customer who has forgotten theirs.

-- The word that lets them set one, as a keyed hash; the newest takes the place of the one before.
CREATE TABLE new_passwords (
    app_id TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    word TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL CHECK (tries >= 0),
    ended_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, profile_id),
    FOREIGN KEY (app_id, profile_id) REFERENCES profiles
) STRICT, WITHOUT ROWID;

-- A new password ends all sessions of its profile.
CREATE INDEX player_sessions_of_profile ON player_sessions (app_id, profile_id);
