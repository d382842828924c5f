"""How a request names itself, so that a repeat of it is known: by a key, or by its packet.

A packet belongs to a session and has a number there; each of its messages is a command with a key
of its own. The command looks at the session again, in its own transaction: one that has ended
decides nothing, a number below the last one is refused, the last one's is a repeat, a greater one
becomes the last. So of two packets that race the order is kept, in any number of processes. A
packet without a number has no place in that order, and no repeat of it is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from msgspec import Struct

from card_contract.states import Role
from server_stub.commands.askers import refusal_of_operator
from server_stub.domain.ids import AppId, OperatorId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Update, changed
from server_stub.storage.rows.profiles import (
    PLAYER_SESSIONS,
    SERVER_SESSIONS,
    PlayerSessionRow,
    ServerSessionRow,
)
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need

ANY_PACKET: Final = -1
"""The number of a packet that has none."""
Session = PlayerSessionRow | ServerSessionRow


class Request(Protocol):
    """Who asks, as far as repeats and order are concerned."""

    def key_of(self, operation: str) -> str | None:
        """The idempotency key of a command; None where a repeat is decided anew."""

    def needs(self) -> Iterable[Need]: ...

    def order(self, rows: Rows, app_id: AppId, now_ms: int) -> RedemptionOutcome | Sequence[Change]:
        """Say why the request may not be decided, or what changes because it came."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A request under a key that its sender made, or under none: order does not matter."""

    key: str | None

    def key_of(self, operation: str) -> str | None:
        return None if self.key is None else f"{self.key}/{operation}"

    def needs(self) -> Iterable[Need]:
        return ()

    def order(self, rows: Rows, app_id: AppId, now_ms: int) -> RedemptionOutcome | Sequence[Change]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfStaff:
    """A request of somebody who must still be employed, in a role that may, when it is decided."""

    key: str
    app_id: AppId
    operator_id: OperatorId
    roles: frozenset[Role]

    def key_of(self, operation: str) -> str | None:
        return f"{self.key}/{operation}"

    def needs(self) -> Iterable[Need]:
        return (OPERATORS.at(self.app_id, self.operator_id),)

    def order(self, rows: Rows, app_id: AppId, now_ms: int) -> RedemptionOutcome | Sequence[Change]:
        refusal = refusal_of_operator(rows, app_id, self.operator_id, self.roles)
        return () if refusal is None else RedemptionOutcome.NO_SESSION


class _Message(Struct, frozen=True, kw_only=True):
    """One message of a packet.

    ``session_id`` is the token's hash; the session lives on until ``expires_at`` at least.
    ``packet_name`` is for a message behind a sign-in, whose session a repeat would not have.
    """

    session_id: str
    packet_id: int
    index: int
    expires_at: int
    packet_name: str | None = None

    def key_of(self, operation: str) -> str | None:
        if self.packet_id == ANY_PACKET:
            return None
        name = self.packet_name or f"bc:{self.session_id}:{self.packet_id}"
        return message_key(name, self.index)


class PlayerMessage(_Message, frozen=True):
    """A message of a player's packet."""

    def needs(self) -> Iterable[Need]:
        return (PLAYER_SESSIONS.at(self.session_id),)

    def order(self, rows: Rows, app_id: AppId, now_ms: int) -> RedemptionOutcome | Sequence[Change]:
        session = rows.find(PLAYER_SESSIONS, self.session_id)
        return advanced(session, app_id, self.packet_id, self.expires_at, now_ms)


class ServerMessage(_Message, frozen=True):
    """A message of a server's packet."""

    def needs(self) -> Iterable[Need]:
        return (SERVER_SESSIONS.at(self.session_id),)

    def order(self, rows: Rows, app_id: AppId, now_ms: int) -> RedemptionOutcome | Sequence[Change]:
        session = rows.find(SERVER_SESSIONS, self.session_id)
        return advanced(session, app_id, self.packet_id, self.expires_at, now_ms)


def message_key(packet_name: str, index: int) -> str:
    """The key of one message of a packet."""
    return f"{packet_name}:{index}"


def is_worn(expires_at: int, now_ms: int, lives_until: int) -> bool:
    """Whether a quarter of a session's time is over, if it could live until then from now on."""
    return (expires_at - now_ms) * 4 < (lives_until - now_ms) * 3


def advanced(
    session: Session | None, app_id: AppId, packet_id: int, expires_at: int, now_ms: int
) -> RedemptionOutcome | Sequence[Update]:
    """Take a packet into a session: its number and its new end, or why it cannot be taken."""
    if session is None or session.app_id != app_id or session.ended_at is not None:
        return RedemptionOutcome.NO_SESSION
    if now_ms > session.expires_at:
        return RedemptionOutcome.SESSION_EXPIRED
    if ANY_PACKET < packet_id < session.last_packet_id:
        return RedemptionOutcome.OLD_PACKET
    number = max(packet_id, session.last_packet_id)
    if number == session.last_packet_id and not is_worn(session.expires_at, now_ms, expires_at):
        return ()
    lives_until = max(expires_at, session.expires_at)
    return (changed(session, last_packet_id=number, expires_at=lives_until),)
