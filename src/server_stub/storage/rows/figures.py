"""The rows of figures: what was counted of each campaign, and when."""

from __future__ import annotations

from typing import ClassVar

from server_stub.domain.ids import AppId
from server_stub.storage.table import Row, primary


class FiguresRow(Row, frozen=True, kw_only=True, array_like=True):
    """A campaign's figures of a month as JSON; those of the month "" are its codes by state."""

    TABLE: ClassVar = "campaign_figures"
    KEY: ClassVar = ("app_id", "campaign", "month")

    app_id: AppId
    campaign: str
    month: str
    figures: str
    version: int = 1


class FigureCountRow(Row, frozen=True, kw_only=True, array_like=True):
    """The last time that everything was counted; ``position`` is where the ledger ended before."""

    TABLE: ClassVar = "figure_counts"
    KEY: ClassVar = ("app_id",)

    app_id: AppId
    begun_at: int
    ended_at: int
    position: int
    version: int = 1


FIGURES = primary(FiguresRow)
FIGURE_COUNTS = primary(FigureCountRow)

FIGURE_ROW_TYPES: tuple[type[Row], ...] = (FiguresRow, FigureCountRow)
