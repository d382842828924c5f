"""Keeping what was counted of the campaigns. Who counts anew says all again; nothing adds up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from server_stub.commands.unstored import Noted, Unstored
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, changed
from server_stub.storage.rows.figures import FIGURE_COUNTS, FIGURES, FigureCountRow, FiguresRow
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFigures(Unstored):
    """``figures`` are those of a campaign and month that have changed; the count is of all."""

    answer_type: ClassVar = Noted

    figures: Mapping[tuple[str, str], str]
    count: FigureCountRow

    def needs(self) -> Iterable[Need]:
        yield FIGURE_COUNTS.at(self.app_id)
        for campaign, month in self.figures:
            yield FIGURES.at(self.app_id, campaign, month)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        known, count = rows.find(FIGURE_COUNTS, self.app_id), self.count
        if known is not None and known.begun_at > count.begun_at:
            return Decision(Noted())  # another process has begun to count later
        changes: list[Change] = [
            self._kept(rows, campaign, month, figures)
            for (campaign, month), figures in self.figures.items()
        ]
        if known is None:
            changes.append(Insert(count))
        else:
            moments = {"begun_at": count.begun_at, "ended_at": count.ended_at}
            changes.append(changed(known, **moments, position=count.position))
        return Decision(Noted(), changes)

    def _kept(self, rows: Rows, campaign: str, month: str, figures: str) -> Change:
        known = rows.find(FIGURES, self.app_id, campaign, month)
        if known is not None:
            return changed(known, figures=figures)
        return Insert(
            FiguresRow(app_id=self.app_id, campaign=campaign, month=month, figures=figures)
        )
