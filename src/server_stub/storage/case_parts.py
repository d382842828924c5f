"""Parts of the SQL of cases, which tills' lists and the portal's have in common."""

from __future__ import annotations

from typing import Final

# Of a case ``k``: whether it is a refund, of card or void, whose sale's till denies the payment.
OF_DENIED_SALE: Final = """
           k.kind = 'refund-due' AND EXISTS (
               SELECT 1 FROM cases d
               WHERE d.app_id = k.app_id AND d.case_id = 'payment-differs-denied:' || k.sale_id
                   AND (d.closed_at IS NULL
                       OR d.paid_minor IS NOT NULL AND d.paid_till_id IS NULL))
"""

# Of a case ``k`` with its line ``l``, void ``v`` and sale ``s``: what it is about. A void that was
# refused is about the lines that name it, or about a sale that is known by nothing but its total.
AMOUNT: Final = """
           coalesce(l.price_minor, v.refund_minor,
               (SELECT CAST(sum(n.price_minor) AS BIGINT) FROM sale_lines n
                WHERE n.app_id = k.app_id AND n.sale_id = k.sale_id AND n.void_id = k.void_id),
               s.total_minor)
"""
