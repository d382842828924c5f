"""What must add up in the tables of a shop, whatever happened: counted past the engine.

Each rule has a sentence and a ``SELECT`` that counts its offenders over all apps. Rules that the
tables' own constraints enforce do not stand here again.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Rule(NamedTuple):
    """What must be so, and the statement that counts where it is not."""

    sentence: str
    offenders: str


RULES: Final = (
    Rule(
        "Every code has its sealed copy.",
        "SELECT count(*) FROM codes c LEFT JOIN code_secrets s"
        " ON s.app_id = c.app_id AND s.code_id = c.code_id WHERE s.code_id IS NULL",
    ),
    Rule(
        "A code and its sealed copy are of one campaign.",
        "SELECT count(*) FROM codes c JOIN code_secrets s"
        " ON s.app_id = c.app_id AND s.code_id = c.code_id WHERE s.campaign <> c.campaign",
    ),
    Rule(
        "A batch has as many codes as were made.",
        "SELECT count(*) FROM batches b WHERE b.made <> (SELECT count(*) FROM codes c"
        " WHERE c.app_id = b.app_id AND c.batch = b.batch)",
    ),
    Rule(
        "A job has made as many codes as it counts.",
        "SELECT count(*) FROM jobs j WHERE j.kind = 'generate-codes' AND j.done <>"
        " (SELECT coalesce(sum(m.last_id - m.first_id + 1), 0) FROM codes_made m"
        " WHERE m.app_id = j.app_id AND m.job_id = j.job_id)",
    ),
    Rule(
        "No code has a number that was not given out yet.",
        "SELECT count(*) FROM codes c JOIN counters n"
        " ON n.app_id = c.app_id AND n.name = 'code' WHERE c.code_id > n.value",
    ),
    Rule(
        "A held card lies in a sale that is held.",
        "SELECT count(*) FROM codes c LEFT JOIN sales s"
        " ON s.app_id = c.app_id AND s.sale_id = c.sale_id"
        " WHERE c.hold = 'held' AND (s.stage IS NULL OR s.stage <> 'held')",
    ),
    Rule(
        "A sold card was paid for in a confirmed sale, or activated by a server.",
        "SELECT count(*) FROM codes c LEFT JOIN sales s"
        " ON s.app_id = c.app_id AND s.sale_id = c.sale_id"
        " WHERE c.hold = 'sold' AND c.sale_id NOT LIKE 'server:%'"
        " AND (s.stage IS NULL OR s.stage <> 'confirmed')",
    ),
    Rule(
        "A redeemed code has its redeemer, and no other has one.",
        "SELECT count(*) FROM codes WHERE (state = 'Redeemed') <> (redeemed_by_id IS NOT NULL)",
    ),
    Rule(
        "The places of a shared campaign are as many as are redeemed or in progress.",
        "SELECT count(*) FROM campaigns k WHERE k.use_type = 'MULTI' AND"
        " coalesce((SELECT n.value FROM counters n WHERE n.app_id = k.app_id"
        " AND n.name = 'shared:' || k.campaign), 0) <>"
        " (SELECT count(*) FROM shared_redemptions r WHERE r.app_id = k.app_id"
        " AND r.campaign = k.campaign AND r.state IN ('Redeemed', 'InProgress'))",
    ),
    # A limit may be put below what is redeemed: then nobody has begun since.
    Rule(
        "No shared campaign was redeemed more often than it allows.",
        "SELECT count(*) FROM campaigns k WHERE k.redemptions_max IS NOT NULL AND"
        " k.redemptions_max < (SELECT count(*) FROM shared_redemptions r"
        " WHERE r.app_id = k.app_id AND r.campaign = k.campaign"
        " AND r.state IN ('Redeemed', 'InProgress'))"
        " AND EXISTS (SELECT 1 FROM shared_redemptions r LEFT JOIN attempts a"
        " ON a.app_id = r.app_id AND a.redemption_id = r.redemption_id AND a.attempt = r.attempt"
        " WHERE r.app_id = k.app_id AND r.campaign = k.campaign"
        " AND r.state IN ('Redeemed', 'InProgress')"
        " AND coalesce(a.attempted_at, r.redeemed_at) > k.updated_at)",
    ),
    Rule(
        "A redemption in progress has exactly one open attempt.",
        "SELECT count(*) FROM (SELECT app_id, code_id AS id FROM codes WHERE state = 'InProgress'"
        " UNION ALL SELECT app_id, redemption_id FROM shared_redemptions"
        " WHERE state = 'InProgress') AS p WHERE (SELECT count(*) FROM attempts a"
        " WHERE a.app_id = p.app_id AND a.redemption_id = p.id AND a.phase <> 'ended') <> 1",
    ),
)

# Codes by app, state and whether sold.
CODES_BY_STATE: Final = """
    SELECT app_id, state, count(*),
           CAST(sum(CASE WHEN is_card AND hold = 'sold' THEN price_minor ELSE 0 END) AS BIGINT),
           currency
    FROM codes GROUP BY app_id, state, currency ORDER BY app_id, currency, state
"""
