"""Closed days: one row for each till and business day, with the figures as they were."""

from __future__ import annotations

from typing import ClassVar

from server_stub.domain.ids import AppId, OperatorId, StoreId, TillId
from server_stub.storage.table import Index, Row, primary


class DayCloseRow(Row, frozen=True, kw_only=True, array_like=True):
    """The close of a till's day, never changed. ``z_number`` runs without gaps in its till.

    ``report`` is JSON: the rows, the money and what was open. Where there is a total of the shop's
    own system, ``pos_compared_minor`` is what the sales came to, less what went back.
    """

    TABLE: ClassVar = "day_closes"
    KEY: ClassVar = ("app_id", "till_id", "day")

    app_id: AppId
    till_id: TillId
    day: str
    z_number: int
    store_id: StoreId
    currency: str
    closed_at: int
    closed_by: OperatorId
    signed_by: OperatorId | None
    counted_cash_minor: int | None
    pos_total_minor: int | None
    note: str
    report: str
    pos_compared_minor: int | None = None
    pos_differing: int | None = None


DAY_CLOSES = primary(DayCloseRow)
DAY_CLOSES_BY_NUMBER = Index(DayCloseRow, ("app_id", "till_id", "z_number"))
