"""Counting wrong tries for all processes. Right ones are not written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from card_contract.outcomes import Refusal
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.portal_rules import STRANGERS_KEPT_MS, has_to_wait
from server_stub.domain.time_windows import is_within
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, changed
from server_stub.storage.rows.wrong_tries import WRONG_TRIES, WrongTriesRow
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfWho(Unstored):
    """``who`` is a keyed hash of what is counted."""

    answer_type: ClassVar = Noted

    who: str

    def needs(self) -> Iterable[Need]:
        return (WRONG_TRIES.at(self.app_id, self.who),)

    def row(self, rows: Rows) -> WrongTriesRow | None:
        return rows.find(WRONG_TRIES, self.app_id, self.who)

    def counted(
        self, before: WrongTriesRow | None, ends_at: int, now_ms: int, *, goes_on: bool
    ) -> Change:
        if before is None:
            return Insert(
                WrongTriesRow(
                    app_id=self.app_id, who=self.who, number=1, last_at=now_ms, ends_at=ends_at
                )
            )
        number = before.number + 1 if goes_on else 1
        return changed(before, number=number, last_at=now_ms, ends_at=ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWrongTry(_OfWho):
    """Count one more; a window begins with the first and is over ``window_ms`` later."""

    window_ms: int

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        before = self.row(rows)
        goes_on = before is not None and is_open(before, self.window_ms, now_ms)
        ends_at = before.ends_at if before is not None and goes_on else now_ms + self.window_ms
        return Decision(Noted(), (self.counted(before, ends_at, now_ms, goes_on=goes_on),))


@dataclass(frozen=True, slots=True, kw_only=True)
class CountStranger(_OfWho):
    """Count a try under a name that nobody has, unless there were so many that it has to wait.

    It is the rule of the names that somebody has, or the two could be told apart.
    """

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        before = self.row(rows)
        if before is not None and has_to_wait(before.number, before.last_at, now_ms):
            return refuse(Refusal.PIN_LOCKED)
        goes_on = before is not None and is_open(before, STRANGERS_KEPT_MS, now_ms)
        ends_at = now_ms + STRANGERS_KEPT_MS
        return Decision(Noted(), (self.counted(before, ends_at, now_ms, goes_on=goes_on),))


def is_open(tries: WrongTriesRow, window_ms: int, now_ms: int) -> bool:
    """Whether the window that was begun with the first of these tries still goes on."""
    return is_within(tries.ends_at - window_ms, window_ms, now_ms)
