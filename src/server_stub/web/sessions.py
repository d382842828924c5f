"""Who a request comes from: the MAC of the till session, and the operator session inside it.

Sessions live in the database; what a request needs of them is kept in memory, so that the hot path
costs one dictionary look-up and one HMAC. Whoever ends a session tells this keeper, and the next
request is refused; where other processes may have ended it, their news is heard first. An operator
session belongs to the till, not to one till session: remaking the till session silently does not
sign the clerk out, yet without a till session nothing can be asked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final, NamedTuple, Protocol

from card_contract.outcomes import Refusal
from card_contract.signing import (
    CLOCK_SKEW_MAX_MS,
    MAC_HEADER,
    OPERATOR_HEADER,
    SESSION_HEADER,
    TIME_HEADER,
    request_mac,
    same_mac,
)
from server_stub.desks.callers import OperatorCaller, TillCaller
from server_stub.desks.ports import Clock
from server_stub.storage.sealing import Keys
from server_stub.web.session_news import SessionNews

KEPT_SESSIONS_MAX: Final = 10_000
CONTROL_SESSION: Final = "control"
_TIME_DIGITS_MAX: Final = 16
_HEADERS: Final = {
    SESSION_HEADER.lower().encode(): 0,
    OPERATOR_HEADER.lower().encode(): 1,
    TIME_HEADER.lower().encode(): 2,
    MAC_HEADER.lower().encode(): 3,
}


class Proof(NamedTuple):
    """What a request carries to prove who sent it, and what the proof covers."""

    session: str
    operator: str
    time: str
    mac: str
    method: str
    target: str
    body: bytes


class KeptTill(NamedTuple):
    """A till session as it is kept in memory."""

    caller: TillCaller
    mac_key: bytes
    expires_at: int
    revoked: bool


class KeptOperator(NamedTuple):
    """An operator session as it is kept in memory."""

    operator: OperatorCaller
    app_id: str
    till_id: str
    expires_at: int


class SessionReads(Protocol):
    """How the keeper finds the sessions that it does not have in memory."""

    async def till_session(self, session_id: str) -> KeptTill | None: ...

    async def operator_session(self, token: str) -> KeptOperator | None: ...


class SessionKeeper:
    """Answers who a proof belongs to; forgets at once what it is told has ended."""

    def __init__(
        self,
        reads: SessionReads,
        clock: Clock,
        control_key: bytes,
        changes_elsewhere: Callable[[], Awaitable[int]] | None = None,
    ) -> None:
        self._news = (
            None if changes_elsewhere is None else SessionNews(changes_elsewhere, self.forget_all)
        )
        self._reads = reads
        self._control_key = control_key
        self._clock = clock
        self._tills: dict[str, KeptTill] = {}
        self._operators: dict[str, KeptOperator] = {}
        self._seen: dict[tuple[str, str], int] = {}
        # A session read from the database may have ended while it was being read; whatever was
        # forgotten since the read began must not be put back.
        self._forgotten = 0

    async def till(self, proof: Proof) -> TillCaller | Refusal:
        """Name the till that sent a request, or why nobody can be named."""
        if not (proof.session and proof.time and proof.mac):
            return Refusal.NO_SESSION
        if self._news is not None:
            await self._news.heard()
        kept = self._tills.get(proof.session)
        if kept is None:
            kept = await self._read_till(proof.session)
            if kept is None:
                return Refusal.NO_SESSION
        if not _is_signed(proof, kept.mac_key):
            return Refusal.BAD_SIGNATURE
        return self._judge(kept, proof.time)

    def refusal_of_control(self, proof: Proof) -> Refusal | None:
        """Say why a request is not one of the command line over this server's own keys."""
        if proof.session != CONTROL_SESSION:
            return Refusal.NO_SESSION
        if not _is_signed(proof, self._control_key):
            return Refusal.BAD_SIGNATURE
        return None if self._is_timely(proof.time, self._clock.now_ms()) else Refusal.CLOCK_SKEW

    def _judge(self, kept: KeptTill, time: str) -> TillCaller | Refusal:
        now_ms = self._clock.now_ms()
        if kept.revoked:
            return Refusal.TILL_REVOKED
        if now_ms >= kept.expires_at:
            return Refusal.SESSION_EXPIRED
        if not self._is_timely(time, now_ms):
            return Refusal.CLOCK_SKEW
        self._seen[kept.caller.app_id, kept.caller.till_id] = now_ms
        return kept.caller

    async def operator(self, till: TillCaller, token: str) -> OperatorCaller | None:
        """Name the operator whose session ``token`` is open at ``till``."""
        if not token:
            return None
        kept = self._operators.get(token)
        if kept is None:
            forgotten = self._forgotten
            kept = await self._reads.operator_session(token)
            if kept is None:
                return None
            if forgotten == self._forgotten and len(self._operators) < KEPT_SESSIONS_MAX:
                self._operators[token] = kept
        if (kept.app_id, kept.till_id) != (till.app_id, till.till_id):
            return None
        if self._clock.now_ms() >= kept.expires_at:
            return None
        return kept.operator

    def keep(self, session_id: str, kept: KeptTill) -> None:
        """Take up a session that was just opened."""
        if len(self._tills) >= KEPT_SESSIONS_MAX:
            self._tills.clear()
        self._tills[session_id] = kept

    def forget_all(self) -> None:
        """Drop all that is kept: every session is read again."""
        self._forgotten += 1
        self._tills = {}
        self._operators = {}

    def forget_till(self, app_id: str, till_id: str) -> None:
        """Drop all that is kept of a till: its sessions and those of its operators."""
        self._forgotten += 1
        self._tills = {
            session_id: kept
            for session_id, kept in self._tills.items()
            if (kept.caller.app_id, kept.caller.till_id) != (app_id, till_id)
        }
        self.forget_operators_at(app_id, till_id)

    def forget_operators_at(self, app_id: str, till_id: str) -> None:
        """Drop the operator sessions of one till."""
        self._forgotten += 1
        self._operators = {
            token: kept
            for token, kept in self._operators.items()
            if (kept.app_id, kept.till_id) != (app_id, till_id)
        }

    def forget_operator(self, app_id: str, operator_id: str) -> None:
        """Drop the sessions of one operator, at whatever till."""
        self._forgotten += 1
        self._operators = {
            token: kept
            for token, kept in self._operators.items()
            if (kept.app_id, kept.operator.operator_id) != (app_id, operator_id)
        }

    def seen(self) -> dict[tuple[str, str], int]:
        """When each (app, till) was last heard of since this server started."""
        return dict(self._seen)

    def last_heard(self, app_id: str, till_id: str, noted: int | None) -> int | None:
        """When a till was last heard of: by this server, or by any, as is ``noted`` of it."""
        return max(self._seen.get((app_id, till_id), 0), noted or 0) or None

    def _is_timely(self, time: str, now_ms: int) -> bool:
        is_number = time.isascii() and time.isdigit() and len(time) <= _TIME_DIGITS_MAX
        return is_number and abs(int(time) - now_ms) <= CLOCK_SKEW_MAX_MS

    async def _read_till(self, session_id: str) -> KeptTill | None:
        forgotten = self._forgotten
        kept = await self._reads.till_session(session_id)
        if kept is not None and forgotten == self._forgotten:
            self.keep(session_id, kept)
        return kept


def control_key(keys: Keys) -> bytes:
    """The key with which a command line that holds the server's keys signs."""
    return bytes.fromhex(keys.token_hash("control", "command line"))


def _is_signed(proof: Proof, key: bytes) -> bool:
    mac = request_mac(
        key,
        method=proof.method,
        target=proof.target,
        session=proof.session,
        operator=proof.operator,
        time_ms=proof.time,
        body=proof.body,
    )
    return same_mac(mac, proof.mac)


def proof_of(scope: dict[str, Any], body: bytes) -> Proof:
    """Gather what a request carries to prove who sent it; what is missing or twice stays empty."""
    found = ["", "", "", ""]  # in the order of ``Proof``
    for name, value in scope["headers"]:
        place = _HEADERS.get(name)
        if place is not None:
            found[place] = "" if found[place] else value.decode("latin-1")
    target = scope["raw_path"].decode("latin-1")
    if scope["query_string"]:
        target = f"{target}?{scope['query_string'].decode('latin-1')}"
    session, operator, time, mac = found
    return Proof(session, operator, time, mac, scope["method"], target, body)
