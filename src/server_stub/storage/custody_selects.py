"""The SQL of custody: where packs are, what is on its way, which cards were sold elsewhere.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

# ruff: noqa: S608 -- fragments from this file only; every value is bound.

from __future__ import annotations

from typing import Final

_CARDS: Final = "p.last_sequence - p.first_sequence + 1"
_PLACES: Final = f"""
    SELECT c.title, p.batch, p.custody, p.store_id, count(*), CAST(sum({_CARDS}) AS BIGINT),
           max(p.moved_at)
    FROM packs p
    JOIN batches b ON b.app_id = p.app_id AND b.batch = p.batch
    JOIN campaigns c ON c.app_id = b.app_id AND c.campaign = b.campaign
"""
_ALIKE: Final = "GROUP BY c.title, p.batch, p.custody, p.store_id ORDER BY p.custody, p.store_id"

# App, label (of a pack, or of a carton).
PLACES_OF_PACK: Final = f"{_PLACES} WHERE p.app_id = ? AND p.label = ? {_ALIKE}"
PLACES_OF_CARTON: Final = f"""{_PLACES}
    JOIN cartons k ON k.app_id = p.app_id AND k.batch = p.batch AND k.carton = p.carton
    WHERE k.app_id = ? AND k.label = ? {_ALIKE}
"""

# App, store, limit. The cartons of which packs are on their way to the store.
ON_THE_WAY: Final = """
    SELECT k.label, c.title, p.batch, p.carton, count(*), min(p.moved_at),
           (SELECT count(*) FROM packs a
            WHERE a.app_id = p.app_id AND a.batch = p.batch AND a.carton = p.carton)
    FROM packs p
    JOIN cartons k ON k.app_id = p.app_id AND k.batch = p.batch AND k.carton = p.carton
    JOIN batches b ON b.app_id = p.app_id AND b.batch = p.batch
    JOIN campaigns c ON c.app_id = b.app_id AND c.campaign = b.campaign
    WHERE p.app_id = ? AND p.store_id = ? AND p.custody = 'shipped'
    GROUP BY p.app_id, k.label, c.title, p.batch, p.carton
    ORDER BY min(p.moved_at), k.label LIMIT ?
"""

# App, store, batch, carton, limit.
LABELS_ON_THE_WAY: Final = """
    SELECT label FROM packs
    WHERE app_id = ? AND store_id = ? AND custody = 'shipped' AND batch = ? AND carton = ?
    ORDER BY pack LIMIT ?
"""

# App, store. What was shipped there or received, as numbers of cards in their order.
PACKS_OF_STORE: Final = """
    SELECT b.issuer, p.batch, p.first_sequence, p.last_sequence FROM packs p
    JOIN batches b ON b.app_id = p.app_id AND b.batch = p.batch
    WHERE p.app_id = ? AND p.store_id = ? ORDER BY p.batch, p.first_sequence
"""

# App, batch, pack, the till's store. A row where the store refuses a card of the pack.
KEPT_BACK: Final = """
    SELECT p.pack FROM packs p
    JOIN stores s ON s.app_id = p.app_id
    WHERE p.app_id = ? AND p.batch = ? AND p.pack = ? AND s.store_id = ?
        AND s.custody_rule = 'refuse'
        AND (p.custody <> 'received' OR p.store_id <> s.store_id)
"""

_MISPLACED: Final = """
    SELECT l.sale_id, s.receipt_number, s.store_id, s.store_name, s.till_name, s.operator_name,
           s.confirmed_at, l.code_id, c.number, l.last_four, l.campaign, l.price_minor, s.currency,
           p.label, p.custody, p.store_id
    FROM sale_lines l
    JOIN sales s ON s.app_id = l.app_id AND s.sale_id = l.sale_id
    JOIN codes c ON c.app_id = l.app_id AND c.code_id = l.code_id
    JOIN packs p ON p.app_id = c.app_id AND p.batch = c.batch AND p.pack = c.pack
    WHERE l.app_id = ? AND l.misplaced AND s.confirmed_at IS NOT NULL AND l.refusal IS NULL
"""
_NEWEST: Final = "ORDER BY s.confirmed_at DESC, l.sale_id DESC, l.position LIMIT ?"

# App, limit. Cards that were sold at stores that had not received them.
MISPLACED_SALES: Final = f"{_MISPLACED} {_NEWEST}"

# App, store, limit.
MISPLACED_AT_STORE: Final = f"{_MISPLACED} AND s.store_id = ? {_NEWEST}"
