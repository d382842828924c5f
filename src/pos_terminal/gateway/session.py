"""The till session: a handshake with the till's key, remade silently; the MAC of requests."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import msgspec

from card_contract.messages import (
    ChallengeAnswer,
    ChallengeRequest,
    Checkpoint,
    JournalEnd,
    RefusalAnswer,
    Shop,
    TillSessionAnswer,
    TillSessionRequest,
)
from card_contract.outcomes import Refusal
from card_contract.signing import (
    MAC_HEADER,
    OPERATOR_HEADER,
    SESSION_HEADER,
    TIME_HEADER,
    handshake_bytes,
    request_mac,
)
from pos_terminal.gateway.answers import Refused, ReplyLost, Unreachable
from pos_terminal.gateway.till_key import TillIdentity
from pos_terminal.gateway.wire import Line, Reply

AnswerT = TypeVar("AnswerT", bound=msgspec.Struct)

HANDSHAKE_TIMEOUT_S: Final = 8.0
REMADE_AFTER: Final = frozenset(
    {
        Refusal.NO_SESSION,
        Refusal.SESSION_EXPIRED,
        Refusal.BAD_SIGNATURE,
        Refusal.CLOCK_SKEW,
    }
)


class Clock(Protocol):
    """The till's clock."""

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""


class Memory(Protocol):
    """What is remembered of the server across sessions and restarts."""

    @property
    def checkpoint(self) -> Checkpoint | None:
        """The last checkpoint that it handed out."""

    @property
    def journal_end(self) -> JournalEnd | None:
        """How far the till's own journal goes; null where it cannot be read."""

    @property
    def epoch(self) -> int | None:
        """The newest epoch that is known; it rises when the server was restored from a backup."""

    def session_made(
        self, *, epoch: int, checkpoint: Checkpoint | None, has_told: bool = True
    ) -> None:
        """A session was made; called before anything is sent in it."""


class Forgetful:
    """Remembers nothing: for whoever only asks and changes nothing."""

    checkpoint: Checkpoint | None = None
    journal_end: JournalEnd | None = None
    epoch: int | None = None

    def session_made(
        self, *, epoch: int, checkpoint: Checkpoint | None, has_told: bool = True
    ) -> None:
        """It is forgotten again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """What a handshake gave. ``repr`` shows no key."""

    session_id: str
    mac_key: bytes
    shop: Shop
    epoch: int

    def __repr__(self) -> str:
        return f"OpenSession({self.session_id[:4]}...)"


class TillSession:
    """The till's session with its server, made when it is first needed."""

    def __init__(self, wire: Line, identity: TillIdentity, clock: Clock, memory: Memory) -> None:
        self._memory = memory
        self._wire = wire
        self._identity = identity
        self._clock = clock
        self._open: OpenSession | None = None
        self._making = asyncio.Lock()
        self._offset_ms = 0

    @property
    def server_time_ms(self) -> int:
        """The server's time, as far as this till knows it."""
        return self._clock.now_ms() + self._offset_ms

    def learn_time(self, server_time_ms: int) -> None:
        """Set the offset between the two clocks."""
        self._offset_ms = server_time_ms - self._clock.now_ms()

    async def get(self) -> OpenSession | Refused:
        """The open session, made now where there is none.

        Raises ``Unreachable`` where it cannot be made: what was to be sent in it was surely not
        sent.
        """
        async with self._making:
            if self._open is None:
                made = await self._make()
                if isinstance(made, Refused):
                    return made
                self._open = made
            return self._open

    def drop(self, session: OpenSession) -> None:
        """Forget a session that the server did not take, unless a newer one is here already."""
        if self._open is session:
            self._open = None

    def headers(
        self, session: OpenSession, *, method: str, target: str, operator: str, body: bytes
    ) -> dict[str, str]:
        """The headers that prove that this till sends this request now."""
        time_ms = str(self.server_time_ms)
        mac = request_mac(
            session.mac_key,
            method=method,
            target=target,
            session=session.session_id,
            operator=operator,
            time_ms=time_ms,
            body=body,
        )
        headers = {SESSION_HEADER: session.session_id, TIME_HEADER: time_ms, MAC_HEADER: mac}
        return {**headers, OPERATOR_HEADER: operator} if operator else headers

    async def _make(self) -> OpenSession | Refused:
        till_id = self._identity.till_id
        challenge = await self._ask(
            "/v1/till-sessions/challenge", ChallengeRequest(till_id=till_id), ChallengeAnswer
        )
        if isinstance(challenge, Refused):
            return challenge
        signature = self._identity.sign(
            handshake_bytes(till_id=till_id, challenge=challenge.challenge)
        )
        request = TillSessionRequest(
            till_id=till_id,
            challenge=challenge.challenge,
            signature=base64.b64encode(signature).decode(),
            checkpoint=self._memory.checkpoint,
            journal=self._memory.journal_end,
        )
        answer = await self._ask("/v1/till-sessions", request, TillSessionAnswer)
        if isinstance(answer, Refused):
            return answer
        try:
            mac_key = base64.b64decode(answer.mac_key)
        except ValueError as error:
            raise Unreachable("The till session has no key that can be read.") from error
        self.learn_time(answer.server_time)
        self._memory.session_made(
            epoch=answer.epoch, checkpoint=answer.checkpoint, has_told=answer.has_told
        )
        return OpenSession(
            session_id=answer.session_id,
            mac_key=mac_key,
            shop=answer.shop,
            epoch=answer.epoch,
        )

    async def _ask(
        self, target: str, request: msgspec.Struct, answer_type: type[AnswerT]
    ) -> AnswerT | Refused:
        try:
            reply = await self._wire.exchange(
                "POST",
                target,
                body=msgspec.json.encode(request),
                headers={},
                read_timeout_s=HANDSHAKE_TIMEOUT_S,
            )
            return read_answer(reply, answer_type)
        except ReplyLost as error:
            raise Unreachable("The till session could not be made.") from error


def read_answer(reply: Reply, answer_type: type[AnswerT]) -> AnswerT | Refused:
    """Read an answer or a refusal; raises ``ReplyLost`` for whatever is neither."""
    if reply.media_type != "application/json":
        raise ReplyLost(f"The answer is {reply.media_type or 'of no type'}, not JSON.")
    try:
        if reply.status == 200:
            return msgspec.json.decode(reply.body, type=answer_type)
        if 400 <= reply.status < 600:
            return Refused(msgspec.json.decode(reply.body, type=RefusalAnswer))
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise ReplyLost("The answer cannot be read.") from error
    raise ReplyLost(f"The answer has the status {reply.status}.")
