"""The SQL of print runs and proofs, for SQLite and PostgreSQL alike.

Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

_RUN: Final = """
    SELECT r.run_id, r.batch, k.title, r.first_sequence, r.last_sequence, r.cards, r.state,
           r.is_reprint, r.reason, r.till_id, r.operator_id, r.approved_by, r.given, r.printed,
           r.spoiled, r.replaced, r.opened_at, r.ended_at
    FROM print_runs r
    JOIN batches b ON b.app_id = r.app_id AND b.batch = r.batch
    JOIN campaigns k ON k.app_id = b.app_id AND k.campaign = b.campaign
    WHERE r.app_id = ?
"""

# App, run.
RUN: Final = f"{_RUN} AND r.run_id = ?"

# App, limit. The newest first.
RUNS: Final = f"{_RUN} ORDER BY r.opened_at DESC, r.run_id DESC LIMIT ?"

# App, batch, first and last sequence.
TOUCHED: Final = """
    SELECT state, count(*) FROM print_cards
    WHERE app_id = ? AND batch = ? AND sequence BETWEEN ? AND ? GROUP BY state
"""

# App, batch. Cards whose codes may still be printed: untouched by any run, or waiting again.
WAITING: Final = """
    SELECT count(*) FROM codes c JOIN batches b ON b.app_id = c.app_id AND b.batch = c.batch
    LEFT JOIN print_cards d ON d.app_id = c.app_id AND d.batch = c.batch
        AND d.sequence = c.number - (CAST(b.issuer AS BIGINT) * 100000 + b.batch) * 1000000
    WHERE c.app_id = ? AND c.batch = ? AND c.state = 'Inactive' AND c.hold = 'free'
        AND (d.state IS NULL OR d.state = 'waiting')
"""

# App, run, after (sequence), limit.
CARDS_OF_RUN: Final = """
    SELECT sequence, state, replaces FROM print_cards
    WHERE app_id = ? AND run_id = ? AND sequence > ? ORDER BY sequence LIMIT ?
"""

# App, run, limit.
GIVEN: Final = """
    SELECT sequence, state, replaces FROM print_cards
    WHERE app_id = ? AND run_id = ? AND state = 'given' ORDER BY sequence LIMIT ?
"""

# App, batch.
NEW_CARDS: Final = """
    SELECT min(sequence), sum(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END) FROM print_cards
    WHERE app_id = ? AND batch = ? AND replaces IS NOT NULL
"""

_REPLACING: Final = """
    SELECT c.code_id FROM packs p
    JOIN print_cards c ON c.app_id = p.app_id AND c.batch = p.batch AND c.pack = p.pack
        AND c.replaces IS NOT NULL
"""

# App, then a pack's label; a carton's label; a store.
REPLACING_IN_PACK: Final = f"{_REPLACING} WHERE p.app_id = ? AND p.label = ?"
REPLACING_IN_CARTON: Final = f"""{_REPLACING}
    JOIN cartons b ON b.app_id = p.app_id AND b.batch = p.batch AND b.carton = p.carton
    WHERE b.app_id = ? AND b.label = ?
"""
REPLACING_AT_STORE: Final = f"{_REPLACING} WHERE p.app_id = ? AND p.store_id = ?"

# App, batch. The worst print of all cards that were read back from pictures.
WORST_PRINT: Final = """
    SELECT min(contrast_percent), min(quiet_zone_tenths) FROM print_proofs
    WHERE app_id = ? AND batch = ?
"""
