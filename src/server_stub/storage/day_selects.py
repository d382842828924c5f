"""The SQL of what a till's day reads. As in ``selects``: values stand in the comment's order."""

from __future__ import annotations

from typing import Final

from server_stub.storage import case_parts

# App, till. The lines of every sale that no close has counted.
LINES_OF_BOOK: Final = """
    SELECT l.app_id, l.sale_id, l.position, l.code_id, l.last_four, l.price_minor, l.keyed,
           l.refusal, l.void_id, l.campaign, l.misplaced, l.z_recalled, l.z_elsewhere,
           l.version
    FROM sales s
    JOIN sale_lines l ON l.app_id = s.app_id AND l.sale_id = s.sale_id
    WHERE s.app_id = ? AND s.till_id = ? AND s.stage IN ('held', 'confirmed', 'voided')
        AND s.z_number = 0
    ORDER BY l.sale_id, l.position
"""

# App, till. A case is the till's that voids, or else that sold. The last column says whether it is
# of a card that was recalled when sold, and no close has counted that.
OPEN_CASES_OF_TILL: Final = f"""
    SELECT k.case_id, k.kind, k.sale_id, k.void_id, k.code_id, s.receipt_number, k.opened_at,
           {case_parts.AMOUNT}, s.payment_kind,
           k.void_id IS NULL AND l.code_id IS NOT NULL AND l.refusal IS NULL AND l.z_recalled = 0
    FROM cases k
    LEFT JOIN sales s ON s.app_id = k.app_id AND s.sale_id = k.sale_id
    LEFT JOIN voids v ON v.app_id = k.app_id AND v.void_id = k.void_id
    LEFT JOIN sale_lines l
        ON l.app_id = k.app_id AND l.code_id = k.code_id AND l.sale_id = k.sale_id
    WHERE k.app_id = ? AND k.closed_at IS NULL AND coalesce(v.till_id, s.till_id) = ?
    ORDER BY k.opened_at, k.case_id
"""  # noqa: S608 - no value is pasted in

_TAKEN: Final = """
    SELECT l.sale_id, c.code_id, c.invalidated_at, s.operator_id, c.campaign, l.price_minor,
           s.payment_kind
    FROM codes c
    JOIN sales s ON s.app_id = c.app_id AND s.sale_id = c.sale_id
    JOIN sale_lines l
        ON l.app_id = c.app_id AND l.code_id = c.code_id AND l.sale_id = c.sale_id
    WHERE c.app_id = ? AND c.hold = 'sold' AND c.state = 'Invalidated'
        AND s.till_id = ? AND l.z_recalled = 0
"""

# App, till. Sold cards that were recalled, which no close has counted.
RECALLED_OF_TILL: Final = f"{_TAKEN} AND c.recall_id IS NOT NULL"

# App, till. Sold cards that were taken out of use one by one, which no close has counted. Where
# that left no case, as a customer's server's act once did, nothing is owed.
INVALIDATED_OF_TILL: Final = f"""
    {_TAKEN} AND c.recall_id IS NULL AND EXISTS (
        SELECT 1 FROM cases k
        WHERE k.app_id = c.app_id AND k.case_id = 'refund-due:' || l.sale_id || ':' || l.code_id
    )
"""  # noqa: S608 - no value is pasted in

# App, till, Z number. Sold cards that were recalled or taken out of use, as a close has counted.
RECALLED_OF_CLOSE: Final = """
    SELECT l.sale_id, l.code_id, coalesce(c.invalidated_at, 0), s.operator_id, l.campaign,
           l.price_minor, s.payment_kind
    FROM sale_lines l
    JOIN sales s ON s.app_id = l.app_id AND s.sale_id = l.sale_id
    JOIN codes c ON c.app_id = l.app_id AND c.code_id = l.code_id
    WHERE l.app_id = ? AND s.till_id = ? AND l.z_recalled = ? AND l.z_recalled > 0
"""

# App, till. Cards whose recall the till's close has counted and that another till voided since,
# which no close has counted.
VOIDED_ELSEWHERE_OF_TILL: Final = """
    SELECT l.sale_id, l.code_id, v.decided_at, l.price_minor, s.payment_kind
    FROM sale_lines l
    JOIN sales s ON s.app_id = l.app_id AND s.sale_id = l.sale_id
    JOIN voids v ON v.app_id = l.app_id AND v.void_id = l.void_id
    WHERE l.app_id = ? AND l.z_recalled > 0 AND l.void_id IS NOT NULL AND l.z_elsewhere = 0
        AND s.till_id = ? AND v.till_id <> s.till_id
"""

# App, till. The till's last close.
LAST_CLOSE: Final = """
    SELECT app_id, till_id, day, z_number, store_id, currency, closed_at, closed_by, signed_by,
           counted_cash_minor, pos_total_minor, note, report, pos_compared_minor, pos_differing
    FROM day_closes WHERE app_id = ? AND till_id = ? ORDER BY z_number DESC LIMIT 1
"""

# Day, app, store.
TILLS_OF_DAY: Final = """
    SELECT t.till_id, t.name, t.revoked_at IS NOT NULL, d.z_number, d.closed_at
    FROM tills t
    LEFT JOIN day_closes d ON d.app_id = t.app_id AND d.till_id = t.till_id AND d.day = ?
    WHERE t.app_id = ? AND t.store_id = ? ORDER BY t.till_id
"""

# App (twice). People and products by their ids.
NAMES: Final = """
    SELECT operator_id, name FROM operators WHERE app_id = ?
    UNION ALL SELECT campaign, title FROM campaigns WHERE app_id = ?
"""
