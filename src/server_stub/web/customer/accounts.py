"""Customers' accounts: the profiles that their apps know as well, by name and password.

Signing in is that of the dispatcher, with its limit for each name; beside it tries and new accounts
are counted by the address that they come from.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from server_stub.commands.profiles import EndPlayerSession, TouchPlayerSession
from server_stub.desks.limits import FailureBrake, is_this_machine
from server_stub.desks.portal_desk import new_token
from server_stub.desks.ports import Clock
from server_stub.domain.ids import AppId
from server_stub.engine.command import Submits
from server_stub.queries.customers_page import CustomerSession, CustomersPage
from server_stub.web.braincloud.callers import PLAYER_SESSION_S, session_id_of
from server_stub.web.braincloud.parameters import Parameters
from server_stub.web.braincloud.reasons import No, Reason
from server_stub.web.braincloud.signing_in import PlayerDoor, SignedIn
from server_stub.web.braincloud.submitting import NotNowError

PASSWORD_SIGNS_MIN: Final = 8
PASSWORD_SIGNS_MAX: Final = 200
NAME_SIGNS_MAX: Final = 250
REFUSED_AFTER_S: Final = 0.3
"""No refusal comes sooner, so that its time tells nothing."""
TRIES_OF_ADDRESS: Final = 60
TRIES_WINDOW_S: Final = 600.0
NEW_OF_ADDRESS: Final = 20
NEW_WINDOW_S: Final = 3600.0
SESSION_MS_MAX: Final = 12 * 60 * 60 * 1000
SEEN_EVERY_MS: Final = 60_000


class Denied(StrEnum):
    """Why somebody is not let in."""

    WRONG = "wrong"
    IN_USE = "in-use"
    TOO_OFTEN = "too-often"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer who is signed in; ``name`` is what the page calls them."""

    app_id: AppId
    profile_id: str
    profile_name: str
    name: str
    session_id: str


class Accounts:
    def __init__(
        self,
        *,
        engine: Submits,
        door: PlayerDoor,
        page: CustomersPage,
        clock: Clock,
        refused_after_s: float = REFUSED_AFTER_S,
    ) -> None:
        self._engine = engine
        self._door = door
        self._page = page
        self._clock = clock
        self._refused_after_s = refused_after_s
        self._tries = FailureBrake(clock, failures_max=TRIES_OF_ADDRESS, window_s=TRIES_WINDOW_S)
        self._new = FailureBrake(clock, failures_max=NEW_OF_ADDRESS, window_s=NEW_WINDOW_S)

    async def sign_in(self, app_id: AppId, name: str, password: str, client: str) -> str | Denied:
        """Open a session; its token, or why not."""
        if self._tries.is_on(client) and not is_this_machine(client):
            return Denied.TOO_OFTEN
        began = self._clock.monotonic()
        said = await self._asked(app_id, name, password, create=False)
        if said is Denied.WRONG:
            self._tries.note_failure(client)
            await asyncio.sleep(self._refused_after_s - (self._clock.monotonic() - began))
        return said

    async def register(self, app_id: AppId, name: str, password: str, client: str) -> str | Denied:
        """Make an account and sign in; so does a repeat, whose account is there already."""
        is_too_often = self._new.is_on(client) or self._tries.is_on(client)
        if is_too_often and not is_this_machine(client):
            return Denied.TOO_OFTEN
        self._new.note_failure(client)
        said = await self._asked(app_id, name, password, create=True)
        if said is not Denied.WRONG:
            return said
        self._tries.note_failure(client)
        return Denied.IN_USE

    async def who(self, app_id: AppId, token: str) -> Customer | None:
        """The customer whose session this is; it goes on for being used."""
        if not token:
            return None
        session_id = session_id_of(token)
        found = await self._page.session(app_id, session_id)
        now_ms = self._clock.now_ms()
        if found is None or not _goes_on(found, now_ms):
            return None
        expires_at = now_ms + PLAYER_SESSION_S * 1000
        if expires_at > found.expires_at + SEEN_EVERY_MS:
            await self._engine.submit(
                TouchPlayerSession(
                    app_id=app_id,
                    session_id=session_id,
                    packet_id=found.last_packet_id + 1,
                    expires_at=expires_at,
                )
            )
        return Customer(
            app_id=app_id,
            profile_id=found.profile_id,
            profile_name=found.profile_name,
            name=found.profile_name or found.sign_in,
            session_id=session_id,
        )

    async def sign_out(self, who: Customer) -> None:
        await self._engine.submit(EndPlayerSession(app_id=who.app_id, session_id=who.session_id))

    async def _asked(
        self, app_id: AppId, name: str, password: str, *, create: bool
    ) -> str | Denied:
        data = {
            "authenticationType": "Universal",
            "externalId": name,
            "authenticationToken": password,
            "forceCreate": create,
        }
        said: SignedIn | No | None = None
        try:
            # Of two that race for one name the later finds it taken, and is asked once more.
            for _ in range(2):
                said = await self._door.authenticate(
                    app_id, Parameters(data), packet_id=0, packet_key=f"page:{new_token()}"
                )
                if not (isinstance(said, No) and said.reason is Reason.SECURITY_ERROR):
                    break
        except NotNowError:
            return Denied.LATER
        if isinstance(said, SignedIn):
            token: str = said.said.data["sessionId"]
            return token
        return _DENIED.get(said.reason, Denied.LATER) if said is not None else Denied.LATER


_DENIED: Final = {
    Reason.TOKEN_DOES_NOT_MATCH_USER: Denied.WRONG,
    Reason.MISSING_PROFILE_ERROR: Denied.WRONG,
    Reason.MISSING_REQUIRED_PARAMETER: Denied.WRONG,
    Reason.NOT_NOW: Denied.TOO_OFTEN,
}


def _goes_on(found: CustomerSession, now_ms: int) -> bool:
    if found.ended_at is not None or now_ms > found.expires_at:
        return False
    return now_ms < found.opened_at + SESSION_MS_MAX
