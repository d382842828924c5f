-- Migration 33: wrong passwords, as all processes know them and a restart does not forget.

-- What is counted (a name, a network, both) stands here as a keyed hash.
CREATE TABLE wrong_tries (
    app_id TEXT NOT NULL,
    who TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    last_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, who)
) STRICT, WITHOUT ROWID;

-- Those whose time is over are removed.
CREATE INDEX wrong_tries_ended ON wrong_tries (ends_at);
