"""Staff sign a customer out everywhere, say because a telephone was lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.commands.askers import refusal_of_operator
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import OperatorId
from server_stub.domain.roles import SUPPORTING
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import LedgerEntry, changed
from server_stub.storage.rows.profiles import PLAYER_SESSIONS_OF_PROFILE, PROFILES
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need


class SessionsEnded(Struct, frozen=True, kw_only=True):
    """So many sessions were open, and are over."""

    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCustomerSessions(Unstored):
    """End every session of a customer, in apps and in browsers; where none is open, nothing is."""

    answer_type: ClassVar = SessionsEnded

    profile_id: str
    operator_id: OperatorId
    reason: str

    def needs(self) -> Iterable[Need]:
        return (
            OPERATORS.at(self.app_id, self.operator_id),
            PROFILES.at(self.app_id, self.profile_id),
            PLAYER_SESSIONS_OF_PROFILE.at(self.app_id, self.profile_id),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[SessionsEnded]:
        refusal = refusal_of_operator(rows, self.app_id, self.operator_id, SUPPORTING)
        if refusal is not None:
            return refuse(refusal)
        if rows.find(PROFILES, self.app_id, self.profile_id) is None:
            return refuse(Refusal.NOT_FOUND)
        open_ones = [
            session
            for session in rows.all(PLAYER_SESSIONS_OF_PROFILE, self.app_id, self.profile_id)
            if session.ended_at is None and session.expires_at > now_ms
        ]
        if not open_ones:
            return Decision(SessionsEnded(sessions=0))
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="profile.sessions-ended",
            actor=f"operator:{self.operator_id}",
            subject=self.profile_id,
            detail={"reason": self.reason, "sessions": len(open_ones)},
        )
        changes = tuple(changed(session, ended_at=now_ms) for session in open_ones)
        return Decision(SessionsEnded(sessions=len(open_ones)), changes, (entry,))
