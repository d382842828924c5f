-- Migration 26: what the portal shows of redemption: requests of late, figures, customers.

-- Requests to redeem, refused ones too, as long as they are of use to support; no record of anything.
CREATE TABLE redemption_requests (
    app_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    request TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    campaign TEXT NOT NULL,
    last_four TEXT NOT NULL,
    redemption_id INTEGER,
    outcome TEXT NOT NULL,
    PRIMARY KEY (app_id, at, request)
) STRICT, WITHOUT ROWID;

CREATE INDEX redemption_requests_of_profile
    ON redemption_requests (app_id, profile_id, at, request);

CREATE INDEX redemption_requests_of_campaign ON redemption_requests (app_id, campaign, at, outcome);

-- What was counted of a campaign in a month, day by day; in the month '' its codes by their state.
CREATE TABLE campaign_figures (
    app_id TEXT NOT NULL,
    campaign TEXT NOT NULL,
    month TEXT NOT NULL,
    figures TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (app_id, campaign, month)
) STRICT, WITHOUT ROWID;

-- When that was counted, and where the ledger ended as the counting began.
CREATE TABLE figure_counts (
    app_id TEXT NOT NULL PRIMARY KEY,
    begun_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A customer's codes in the order of their ids, the newest attempts, and customers by their names.
DROP INDEX codes_by_redeemer;

CREATE INDEX codes_by_redeemer ON codes (app_id, redeemed_by_id, code_id)
    WHERE redeemed_by_id IS NOT NULL;

CREATE INDEX attempts_by_profile
    ON attempts (app_id, profile_id, attempted_at, redemption_id, attempt);

CREATE INDEX profiles_by_name ON profiles (app_id, lower(name), profile_id);
