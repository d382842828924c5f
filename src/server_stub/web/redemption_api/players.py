"""Who a player's request under ``/v1`` belongs to, and how often wrong codes may come from where.

A player proves itself with the session of the dispatcher: the id that AUTHENTICATE gave, as a
bearer token. So there is one way to sign in, with the app's signature, and one place to sign out.
"""

from __future__ import annotations

from typing import Final, Protocol

from card_contract.outcomes import Refusal
from server_stub.commands.profiles import TouchPlayerSession
from server_stub.commands.requests import ANY_PACKET, is_worn
from server_stub.desks.limits import FailureBrake, is_this_machine, network_of
from server_stub.desks.ports import Clock
from server_stub.domain.ids import AppId
from server_stub.domain.session_door import SessionDoor
from server_stub.engine.submits import Submits
from server_stub.storage.interface import Reader
from server_stub.storage.rows.profiles import PLAYER_SESSIONS, PROFILES, PlayerSessionRow
from server_stub.storage.rows.shop import APPS
from server_stub.web.braincloud.callers import PLAYER_SESSION_S, Player, session_id_of

WINDOW_S: Final = 3600.0
WRONG_BY_ADDRESS_MAX: Final = 200
WRONG_BY_APP_MAX: Final = 20_000
_SCHEME: Final = "bearer "
_TOKEN_SIGNS_MAX: Final = 200


class Players:
    """Finds the player of a bearer token, whose session lives on for being used."""

    def __init__(self, engine: Submits, reader: Reader, clock: Clock) -> None:
        self._engine = engine
        self._reader = reader
        self._clock = clock

    async def of(self, authorization: str) -> Player | Refusal:
        """The player, or why nobody is let in."""
        if not authorization.lower().startswith(_SCHEME):
            return Refusal.NO_SESSION
        token = authorization[len(_SCHEME) :].strip()
        if not token or len(token) > _TOKEN_SIGNS_MAX:
            return Refusal.NO_SESSION
        session_id = session_id_of(token)
        found = await self._reader.find(PLAYER_SESSIONS.at(session_id))
        sessions = [session for session in found if session.door is SessionDoor.APP]
        if not sessions or sessions[0].ended_at is not None:
            return Refusal.NO_SESSION
        row = sessions[0]
        now_ms = self._clock.now_ms()
        if now_ms > row.expires_at:
            return Refusal.SESSION_EXPIRED
        apps = await self._reader.find(APPS.at(row.app_id))
        if apps[0].disabled_at is not None:
            return Refusal.NOT_ALLOWED
        await self._keep(row, now_ms)
        profiles = await self._reader.find(PROFILES.at(row.app_id, row.profile_id))
        return Player(
            session_id=session_id,
            app_id=row.app_id,
            profile_id=row.profile_id,
            name=profiles[0].name,
            last_packet_id=row.last_packet_id,
            expires_at=row.expires_at,
        )

    async def _keep(self, session: PlayerSessionRow, now_ms: int) -> None:
        lives_until = now_ms + PLAYER_SESSION_S * 1000
        if is_worn(session.expires_at, now_ms, lives_until):
            # Where this cannot be stored now, the session is good for as long as it was.
            await self._engine.submit(
                TouchPlayerSession(
                    app_id=session.app_id,
                    session_id=session.session_id,
                    packet_id=ANY_PACKET,
                    expires_at=lives_until,
                )
            )


class Guesser(Protocol):
    """Who has sent a code: a player, or a customer at the page."""

    @property
    def app_id(self) -> AppId: ...
    @property
    def profile_id(self) -> str: ...


class Guessing:
    """Counts wrong codes by the network they come from and by app, in this process.

    A profile's own count is in the database. This machine's own address is that of a proxy in front
    of the server: all players have it. Whoever guesses must not shut out anybody else: beyond an
    app's count those have to wait whose network or profile has sent a wrong code within the hour.
    """

    def __init__(self, clock: Clock) -> None:
        def brake(failures_max: int) -> FailureBrake:
            return FailureBrake(clock, failures_max=failures_max, window_s=WINDOW_S)

        self._by_network = brake(WRONG_BY_ADDRESS_MAX)
        self._by_app = brake(WRONG_BY_APP_MAX)
        self._by_profile = brake(1)

    def is_too_often(self, address: str, who: Guesser) -> bool:
        if self.is_network_spent(address):
            return True
        if not self.is_beyond(who.app_id):
            return False
        return self.has_guessed(who) or (
            not is_this_machine(address) and self._by_network.has_failed(network_of(address))
        )

    def wait_s(self, address: str, who: Guesser) -> float:
        """How long it is too often from now on; 0 where it is not."""
        by_network = 0.0
        has_guessed_s = self._by_profile.wait_s(_name_of(who))
        if not is_this_machine(address):
            network = network_of(address)
            by_network = self._by_network.wait_s(network)
            has_guessed_s = max(has_guessed_s, self._by_network.forgotten_in_s(network))
        by_app = min(self._by_app.wait_s(who.app_id), has_guessed_s)
        return max(by_network, by_app)

    def is_network_spent(self, address: str) -> bool:
        """Whether too many wrong codes have come from where this is, whoever sent them."""
        return not is_this_machine(address) and self._by_network.is_on(network_of(address))

    def has_guessed(self, who: Guesser) -> bool:
        """Whether they have sent a wrong code within the hour."""
        return self._by_profile.is_on(_name_of(who))

    def note_wrong(self, address: str, who: Guesser) -> None:
        self._by_network.note_failure(network_of(address))
        self._by_app.note_failure(who.app_id)
        self._by_profile.note_failure(_name_of(who))

    def is_beyond(self, app_id: AppId) -> bool:
        """Whether more wrong codes of an app have come within the hour than people mistype."""
        return self._by_app.is_on(app_id)


def _name_of(who: Guesser) -> str:
    return f"{who.app_id}/{who.profile_id}"
