"""The SQL of the studio: campaigns and batches with their figures, and labels.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

# App, campaign. How many batches there are, and how the codes of the campaign stand.
CAMPAIGN_FIGURES: Final = """
    SELECT (SELECT count(*) FROM batches b WHERE b.app_id = ? AND b.campaign = ?),
           count(*),
           count(CASE WHEN hold = 'sold' THEN 1 END),
           count(CASE WHEN state = 'Redeemed' THEN 1 END),
           count(CASE WHEN state = 'Invalidated' THEN 1 END)
    FROM codes WHERE app_id = ? AND campaign = ?
"""

# App, campaign (three times). A row where there is a code or a batch of the campaign, or where
# somebody has redeemed it as a shared one.
HAS_CODES: Final = """
    SELECT batch FROM batches WHERE app_id = ? AND campaign = ?
    UNION ALL SELECT code_id FROM codes WHERE app_id = ? AND campaign = ? AND batch IS NULL
    UNION ALL SELECT redemption_id FROM shared_redemptions WHERE app_id = ? AND campaign = ?
    LIMIT 1
"""

# App. What the jobs that just make codes were asked for, the oldest first. The app is no way to
# them: among all jobs, those that run are few.
MAKING_CODES: Final = """
    SELECT parameters FROM jobs
    WHERE state = 'running' AND app_id || '' = ? AND kind = 'generate-codes' ORDER BY created_at
"""

_BATCH: Final = """
    SELECT b.batch, b.name, b.campaign, k.title, b.issuer, b.price_minor, b.currency, b.quantity,
           b.made, b.cards_per_pack, b.packs_per_carton, b.created_by, b.created_at, b.job_id,
           b.cancelled_at, j.state, j.error, k.code_form, k.code_prefix
    FROM batches b
    JOIN campaigns k ON k.app_id = b.app_id AND k.campaign = b.campaign
    LEFT JOIN jobs j ON j.app_id = b.app_id AND j.job_id = b.job_id
"""

# App, before (batch), limit. The newest first.
BATCHES: Final = f"{_BATCH} WHERE b.app_id = ? AND b.batch < ? ORDER BY b.batch DESC LIMIT ?"

# App, batch.
BATCH: Final = f"{_BATCH} WHERE b.app_id = ? AND b.batch = ?"

# App, batch.
BATCH_CARDS: Final = """
    SELECT count(CASE WHEN state = 'Inactive' THEN 1 END),
           count(CASE WHEN hold = 'sold' THEN 1 END),
           count(CASE WHEN state = 'Redeemed' THEN 1 END),
           count(CASE WHEN state = 'Invalidated' THEN 1 END),
           count(CASE WHEN stop IS NOT NULL THEN 1 END),
           count(CASE WHEN recall_id IS NOT NULL THEN 1 END)
    FROM codes WHERE app_id = ? AND batch = ?
"""

# App, batch.
BATCH_PLACES: Final = """
    SELECT custody, store_id, count(*),
           CAST(sum(last_sequence - first_sequence + 1) AS BIGINT)
    FROM packs WHERE app_id = ? AND batch = ?
    GROUP BY custody, store_id ORDER BY custody, store_id
"""

# App, batch.
PRINTED_COUNTED: Final = """
    SELECT count(*) FROM print_cards WHERE app_id = ? AND batch = ? AND state = 'printed'
"""

# App, batch.
CARTONS_COUNTED: Final = "SELECT count(*) FROM cartons WHERE app_id = ? AND batch = ?"

# App, batch, after (pack), limit.
PACK_LABELS: Final = """
    SELECT label, pack, carton, first_sequence, last_sequence FROM packs
    WHERE app_id = ? AND batch = ? AND pack > ? ORDER BY pack LIMIT ?
"""

# App, batch, after (carton), limit.
CARTON_LABELS: Final = """
    SELECT label, carton, carton, first_sequence, last_sequence FROM cartons
    WHERE app_id = ? AND batch = ? AND carton > ? ORDER BY carton LIMIT ?
"""

# App, batch (as text), app, batch, limit. What the ledger says of a batch, and of how its print
# runs began and ended, the newest first. The index over what an entry is about has no type, and
# SQLite looks a run's id up in it only where that has none, either.
ABOUT_BATCH: Final = """
    SELECT position, entry FROM ledger
    WHERE app_id = ? AND json_extract(entry, '$[5]') = ? AND entry LIKE '%,"batch.%'
    UNION ALL
    SELECT position, entry FROM print_runs r CROSS JOIN ledger l
    WHERE r.app_id = ? AND r.batch = ?
        AND l.app_id = r.app_id AND json_extract(entry, '$[5]') = r.run_id || ''
        AND (entry LIKE '%,"print-run.opened",%' OR entry LIKE '%,"print-run.ended",%')
    ORDER BY position DESC LIMIT ?
"""

# App. The number of the batch that was drawn last.
LAST_BATCH: Final = """
    SELECT coalesce(max(value), 0) FROM counters WHERE app_id = ? AND name = 'batch'
"""
