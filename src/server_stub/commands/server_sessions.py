"""The sessions of customers' servers: any number for each server, and they outlive a restart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from server_stub.commands.profiles import SessionAnswer
from server_stub.commands.redemption_answers import told
from server_stub.commands.requests import advanced
from server_stub.commands.unstored import Unstored
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.profiles import SERVER_SESSIONS, ServerSessionRow
from server_stub.storage.rows.shop import (
    SERVERS,
)
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenServerSession(Unstored):
    """Sign a server in whose secret was found right, unless it is disabled by now."""

    answer_type: ClassVar = SessionAnswer

    session_id: str
    server_name: str
    packet_id: int
    expires_at: int

    def needs(self) -> Iterable[Need]:
        return (SERVERS.at(self.app_id, self.server_name),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[SessionAnswer]:
        server = rows.find(SERVERS, self.app_id, self.server_name)
        if server is None or server.disabled_at is not None:
            return _session(RedemptionOutcome.SERVER_NOT_FOUND, now_ms)
        session = ServerSessionRow(
            session_id=self.session_id,
            app_id=self.app_id,
            server_name=self.server_name,
            opened_at=now_ms,
            expires_at=self.expires_at,
            last_packet_id=self.packet_id,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="server.signed-in",
            actor=f"server:{self.server_name}",
            subject=self.server_name,
        )
        answer = SessionAnswer(outcome=RedemptionOutcome.DONE, at=now_ms)
        return told(answer, (Insert(session),), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchServerSession(Unstored):
    """Note a packet that changes nothing else (a heartbeat), so that the session lives on."""

    answer_type: ClassVar = SessionAnswer

    session_id: str
    packet_id: int
    expires_at: int

    def needs(self) -> Iterable[Need]:
        return (SERVER_SESSIONS.at(self.session_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[SessionAnswer]:
        session = rows.find(SERVER_SESSIONS, self.session_id)
        taken = advanced(session, self.app_id, self.packet_id, self.expires_at, now_ms)
        if isinstance(taken, RedemptionOutcome):
            return _session(taken, now_ms)
        return _session(RedemptionOutcome.DONE, now_ms, *taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndServerSession(Unstored):
    """End a server's session; one that has ended already stays so."""

    answer_type: ClassVar = SessionAnswer

    session_id: str

    def needs(self) -> Iterable[Need]:
        return (SERVER_SESSIONS.at(self.session_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[SessionAnswer]:
        session = rows.find(SERVER_SESSIONS, self.session_id)
        if session is None or session.app_id != self.app_id:
            return _session(RedemptionOutcome.NO_SESSION, now_ms)
        if session.ended_at is not None:
            return _session(RedemptionOutcome.DONE, now_ms)
        return _session(RedemptionOutcome.DONE, now_ms, changed(session, ended_at=now_ms))


def _session(outcome: RedemptionOutcome, now_ms: int, *changes: Change) -> Decision[SessionAnswer]:
    return told(SessionAnswer(outcome=outcome, at=now_ms), changes)
