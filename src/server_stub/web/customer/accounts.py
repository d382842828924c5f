"""Customers' accounts: the profiles that their apps know as well, by name and password.

Signing in is that of the dispatcher, with its limit for each name; beside it wrong passwords and
new accounts are counted by the network that they come from. Whether somebody has a name is told to
those alone who make an account.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from card_contract.outcomes import Refusal
from server_stub.commands.profiles import EndPlayerSession, TouchPlayerSession
from server_stub.desks.limits import (
    SlowChecks,
    TooManyWaitingError,
    is_this_machine,
    network_of,
)
from server_stub.desks.new_passwords import NewPasswords
from server_stub.desks.portal_desk import new_token
from server_stub.desks.ports import Clock
from server_stub.desks.wrong_tries import WrongTries
from server_stub.domain.ids import AppId
from server_stub.domain.session_door import SessionDoor
from server_stub.engine.submits import Submits
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
NEW_OF_ADDRESS: Final = 100
NEW_WINDOW_S: Final = 3600.0
SESSION_MS_MAX: Final = 12 * 60 * 60 * 1000
SEEN_EVERY_MS: Final = 60_000
AT_THE_DOOR_MAX: Final = 2
WAITING_MAX: Final = 32
"""However many sign in here, the apps' players are not kept waiting behind all of them."""


class Denied(StrEnum):
    """Why somebody is not let in."""

    WRONG = "wrong"
    IN_USE = "in-use"
    TOO_OFTEN = "too-often"
    TOO_MANY_NEW = "too-many-new"
    LATER = "later"
    WRONG_WORD = "wrong-word"


@dataclass(frozen=True, slots=True)
class _Let:
    """Somebody is let in."""

    token: str
    is_new: bool


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
        new_passwords: NewPasswords,
        tries: WrongTries,
        refused_after_s: float = REFUSED_AFTER_S,
    ) -> None:
        self._engine = engine
        self._door = door
        self._page = page
        self._clock = clock
        self._new_passwords = new_passwords
        self._refused_after_s = refused_after_s
        self._tries = tries.brake(
            "customer-from", failures_max=TRIES_OF_ADDRESS, window_s=TRIES_WINDOW_S
        )
        self._new = tries.brake("customer-new", failures_max=NEW_OF_ADDRESS, window_s=NEW_WINDOW_S)
        self._turns = SlowChecks(running_max=AT_THE_DOOR_MAX, waiting_max=WAITING_MAX)

    async def sign_in(self, app_id: AppId, name: str, password: str, client: str) -> str | Denied:
        """Open a session; its token, or why not."""
        began = self._clock.monotonic()
        said = await self._tried(app_id, name, password, client, create=False)
        if said is Denied.WRONG:
            await self._until(began)
        return said.token if isinstance(said, _Let) else said

    async def register(self, app_id: AppId, name: str, password: str, client: str) -> str | Denied:
        """Make an account and sign in; so does a repeat, whose account is there already."""
        network = network_of(client)
        if not await self._new.begin(app_id, network, holds=not is_this_machine(client)):
            return Denied.TOO_MANY_NEW
        said = await self._tried(app_id, name, password, client, create=True)
        if isinstance(said, _Let) and said.is_new:
            await self._new.was_wrong(app_id, network)
        else:
            self._new.take_back(app_id, network)
        if isinstance(said, _Let):
            return said.token
        return Denied.IN_USE if said is Denied.WRONG else said

    async def set_password(
        self, app_id: AppId, name: str, word: str, password: str, client: str
    ) -> Denied | None:
        """Set a new password with the word that support gave out; every session ends."""
        network = network_of(client)
        if not await self._tries.begin(app_id, network, holds=not is_this_machine(client)):
            return Denied.TOO_OFTEN
        began = self._clock.monotonic()
        try:
            async with self._turns.turn():
                meant = await self._meant(app_id, name)
                refusal = await self._new_passwords.take(app_id, meant, word, password)
        except TooManyWaitingError:
            refusal = Refusal.THROTTLED
        if refusal is Refusal.NOT_FOUND:
            await self._tries.was_wrong(app_id, network)
            await self._until(began)
            return Denied.WRONG_WORD
        self._tries.take_back(app_id, network)
        return None if refusal is None else Denied.LATER

    async def who(self, app_id: AppId, token: str, *, is_attended: bool = True) -> Customer | None:
        """The customer whose session this is; it goes on for being used."""
        if not token:
            return None
        session_id = session_id_of(token)
        found = await self._page.session(app_id, session_id)
        now_ms = self._clock.now_ms()
        if found is None or not _goes_on(found, now_ms):
            return None
        expires_at = now_ms + PLAYER_SESSION_S * 1000
        if is_attended and expires_at > found.expires_at + SEEN_EVERY_MS:
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

    async def _until(self, began: float) -> None:
        """Wait until a refusal may come."""
        await asyncio.sleep(self._refused_after_s - (self._clock.monotonic() - began))

    async def _tried(
        self, app_id: AppId, name: str, password: str, client: str, *, create: bool
    ) -> _Let | Denied:
        """Ask; that it is wrong is counted in advance, for many may ask at once."""
        network = network_of(client)
        if not await self._tries.begin(app_id, network, holds=not is_this_machine(client)):
            return Denied.TOO_OFTEN
        try:
            async with self._turns.turn():
                said = await self._asked(app_id, name, password, client, create=create)
        except (NotNowError, TooManyWaitingError):
            said = Denied.LATER
        if said is Denied.WRONG:
            await self._tries.was_wrong(app_id, network)
        else:
            self._tries.take_back(app_id, network)
        return said

    async def _meant(self, app_id: AppId, name: str) -> str:
        """The name as it was typed or, where nobody has that one, in small letters.

        So nobody has to remember how a telephone wrote it, or makes a second account beside the
        one that has the codes. A new mail address is kept in small letters; other new names stay as
        they are, for that is how they are typed in the shop's app.
        """
        small = name.lower()
        if small == name or await self._page.signs_in(app_id, name):
            return name
        is_small = "@" in name or await self._page.signs_in(app_id, small)
        return small if is_small else name

    async def _asked(
        self, app_id: AppId, name: str, password: str, client: str, *, create: bool
    ) -> _Let | Denied:
        data = {
            "authenticationType": "Universal",
            "externalId": await self._meant(app_id, name),
            "authenticationToken": password,
            "forceCreate": create,
        }
        said: SignedIn | No | None = None
        # Of two that race for one name the later finds it taken, and is asked once more.
        for _ in range(2):
            said = await self._door.authenticate(
                app_id,
                Parameters(data),
                packet_id=0,
                packet_key=f"page:{new_token()}",
                client=client,
                door=SessionDoor.PAGE,
            )
            if not (isinstance(said, No) and said.reason is Reason.SECURITY_ERROR):
                break
        if isinstance(said, SignedIn):
            told = said.said.data
            return _Let(told["sessionId"], is_new=told["newUser"] == "true")
        return _DENIED.get(said.reason, Denied.LATER) if said is not None else Denied.LATER


_DENIED: Final = {
    Reason.TOKEN_DOES_NOT_MATCH_USER: Denied.WRONG,
    Reason.MISSING_REQUIRED_PARAMETER: Denied.WRONG,
    Reason.NOT_NOW: Denied.TOO_OFTEN,
}


def _goes_on(found: CustomerSession, now_ms: int) -> bool:
    if found.ended_at is not None or now_ms > found.expires_at:
        return False
    return now_ms < found.opened_at + SESSION_MS_MAX
