"""Where people prove who they are to the portal: what of its commands is not pure.

A wrong password, a wrong code, a name that nobody has and a person who may not come in are refused
with one sentence, after one time. Guessing is slowed three ways, all of them in the database: for
each account, for each name that nobody has, and for each network that it comes from.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from card_contract.outcomes import Refusal
from card_contract.sale_id import crockford
from server_stub.commands.portal_accounts import AcceptInvitation, InviteToPortal
from server_stub.commands.portal_sign_in import (
    CountPortalTry,
    EndPortalSession,
    NotePortalSeen,
    NoteRefusedSignIn,
    OpenPortalSession,
    PortalProof,
    PortalTry,
)
from server_stub.desks import second_factor
from server_stub.desks.callers import PortalCaller
from server_stub.desks.limits import (
    SlowChecks,
    TooManyWaitingError,
    is_this_machine,
    network_of,
)
from server_stub.desks.portal_seals import open_text, seal_text
from server_stub.desks.ports import Clock
from server_stub.desks.wrong_tries import WrongTries
from server_stub.domain import portal_rules
from server_stub.domain.ids import ALL_APPS, AppId, OperatorId
from server_stub.domain.roles import PORTAL
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.queries.portal_people import InvitationFound, PortalPeople, PortalSessionFound
from server_stub.storage.sealing import Keys, Sealed


@dataclass(frozen=True, slots=True)
class PasskeyDue:
    """The password is right, no code was typed, and the person has passkeys: one is to be asked."""

    app_id: AppId
    operator_id: OperatorId
    password_hash: str


REFUSED_AFTER_S: Final = 0.3
"""No refusal comes sooner, so that its time tells nothing."""
TRIES_OF_ADDRESS: Final = 60
WINDOW_S: Final = 600.0


class PortalDesk:
    def __init__(
        self,
        *,
        engine: Submits,
        people: PortalPeople,
        keys: Keys,
        clock: Clock,
        hasher: PasswordHasher,
        checks: SlowChecks,
        tries: WrongTries,
        refused_after_s: float = REFUSED_AFTER_S,
    ) -> None:
        self._engine = engine
        self._people = people
        self._keys = keys
        self._clock = clock
        self._hasher = hasher
        self._checks = checks
        self._refused_after_s = refused_after_s
        self._tries = tries
        self._addresses = tries.brake(
            "portal-from", failures_max=TRIES_OF_ADDRESS, window_s=WINDOW_S
        )
        self._nobodys_hash = ""

    # --- Signing in ------------------------------------------------------------------------------

    async def sign_in(
        self, app_id: AppId, *, name: str, password: str, code: str, client: str
    ) -> str | PasskeyDue | Refusal:
        """Open a session; its token, or why not, or that a passkey is to be asked first."""
        proof = await self.prove(app_id, name=name, password=password, code=code, client=client)
        if not isinstance(proof, PortalProof):
            return proof
        return await self.open_session(app_id, proof)

    async def open_session(self, app_id: AppId, proof: PortalProof) -> str | Refusal:
        """Let somebody in who has just proved who they are."""
        token = new_token()
        answer = await self._engine.submit(
            OpenPortalSession(
                app_id=app_id,
                proof=proof,
                session_id=token_id(token),
                expires_at=self._clock.now_ms() + portal_rules.SESSION_MS,
            )
        )
        return answer.refusal if isinstance(answer, Refused) else token

    async def prove(
        self,
        app_id: AppId,
        *,
        name: str,
        password: str,
        code: str,
        client: str,
        has_shown_passkey: bool = False,
    ) -> PortalProof | PasskeyDue | Refusal:
        """Check a password and, where there is one, the second factor; the try is counted.

        Who ``has_shown_passkey`` in the session a moment ago types no code.
        """
        began = self._clock.monotonic()
        found = await self._proved(app_id, sign_in_form(name), password, code, client)
        if isinstance(found, PasskeyDue) and has_shown_passkey:
            return PortalProof(operator_id=found.operator_id, password_hash=found.password_hash)
        if isinstance(found, Refusal):
            await asyncio.sleep(self._refused_after_s - (self._clock.monotonic() - began))
        return found

    async def _proved(
        self, app_id: AppId, name: str, password: str, code: str, client: str
    ) -> PortalProof | PasskeyDue | Refusal:
        if await self._is_too_often(client):
            return Refusal.THROTTLED
        try:
            async with self._checks.turn():
                if not self._nobodys_hash:
                    self._nobodys_hash = await asyncio.to_thread(self._hasher.hash, new_token())
                counted = await self._engine.submit(CountPortalTry(app_id=app_id, sign_in=name))
                known = None if isinstance(counted, Refused) else counted
                refusal = counted.refusal if isinstance(counted, Refused) else None
                if refusal is Refusal.WRONG_PIN and not await self._tries.count_stranger(
                    app_id, name
                ):
                    refusal = Refusal.PIN_LOCKED
                if refusal is Refusal.PIN_LOCKED:
                    # Who keeps an account waiting for its owner comes to an end as well.
                    await self._note_failure(client)
                if refusal is not None and refusal is not Refusal.WRONG_PIN:
                    return refusal
                password_hash = self._nobodys_hash if known is None else known.password_hash
                is_right = await asyncio.to_thread(self._fits, password_hash, password)
        except TooManyWaitingError:
            return Refusal.THROTTLED
        if known is not None and is_right:
            proof = self._with_second_factor(app_id, known, code)
            if proof is not None:
                return proof
        await self._note_failure(client)
        operator_id = None if known is None else known.operator_id
        await self._engine.submit(NoteRefusedSignIn(app_id=app_id, operator_id=operator_id))
        return Refusal.WRONG_PIN

    async def _is_too_often(self, client: str) -> bool:
        if is_this_machine(client):
            return False
        return await self._addresses.is_on(ALL_APPS, network_of(client))

    async def _note_failure(self, client: str) -> None:
        await self._addresses.was_wrong(ALL_APPS, network_of(client))

    def _with_second_factor(
        self, app_id: AppId, known: PortalTry, code: str
    ) -> PortalProof | PasskeyDue | None:
        person, password_hash = known.operator_id, known.password_hash
        if known.passkeys and not code.strip():
            return PasskeyDue(app_id, person, password_hash)
        if not known.passkeys and not known.secret_sealed:
            return PortalProof(operator_id=person, password_hash=password_hash)
        recovery = second_factor.recovery_hash(app_id, person, code)
        if recovery in known.recovery:
            return PortalProof(operator_id=person, password_hash=password_hash, recovery=recovery)
        if not known.secret_sealed:
            return None
        sealed = Sealed(known.seal_key_id, known.secret_sealed)
        secret = self._keys.unseal(sealed, about=second_factor.about_factor(app_id, person))
        step = second_factor.step_of(secret, code, self._clock.now_ms())
        if step is None or step <= known.last_step:
            return None
        return PortalProof(operator_id=person, password_hash=password_hash, step=step)

    def _fits(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password_form(password))
        except (VerificationError, InvalidHashError):
            return False

    # --- Sessions --------------------------------------------------------------------------------

    async def who(self, token: str, *, is_there: bool = True) -> PortalCaller | None:
        """Name whoever holds the token, as they are now: employed, in which role.

        Where nobody ``is_there`` but a page that was left open, the session ends as if it was not.
        """
        if not token:
            return None
        session_id = token_id(token)
        found = await self._people.session(session_id)
        now_ms = self._clock.now_ms()
        if found is None or not _goes_on(found, now_ms):
            return None
        if is_there and now_ms >= found.seen_at + portal_rules.SEEN_EVERY_MS:
            await self._engine.submit(NotePortalSeen(app_id=found.app_id, session_id=session_id))
        return PortalCaller(
            app_id=found.app_id,
            shop=found.shop,
            is_demo=found.is_demo,
            time_zone=found.time_zone,
            operator_id=found.operator_id,
            name=found.name,
            role=found.role,
            sign_in=found.sign_in,
            has_codes=found.has_codes,
            passkeys=found.passkeys,
            confirmed_until=portal_rules.confirmed_until(found.confirmed_at, now_ms),
            session_id=session_id,
        )

    async def is_still(self, caller: PortalCaller) -> bool:
        """Whether the session goes on, of somebody in the same role."""
        found = await self._people.session(caller.session_id)
        now_ms = self._clock.now_ms()
        return found is not None and found.role is caller.role and _goes_on(found, now_ms)

    async def sign_out(self, caller: PortalCaller) -> Refusal | None:
        answer = await self._engine.submit(
            EndPortalSession(app_id=caller.app_id, session_id=caller.session_id)
        )
        return answer.refusal if isinstance(answer, Refused) else None

    # --- Invitations -----------------------------------------------------------------------------

    async def invite(
        self,
        app_id: AppId,
        operator_id: OperatorId,
        *,
        invited_by: str,
        asked_by: OperatorId | None = None,
    ) -> tuple[str, int] | Refusal:
        """Make the word that lets a person set a password, and say until when it does."""
        token = new_token()
        expires_at = self._clock.now_ms() + portal_rules.INVITATION_MS
        answer = await self._engine.submit(
            InviteToPortal(
                app_id=app_id,
                operator_id=operator_id,
                invitation=token_id(token),
                expires_at=expires_at,
                invited_by=invited_by,
                asked_by=asked_by,
            )
        )
        return answer.refusal if isinstance(answer, Refused) else (token, expires_at)

    async def invited(self, token: str, client: str) -> InvitationFound | Refusal:
        """Who was invited with this word, if it still lets anybody in."""
        if await self._is_too_often(client):
            return Refusal.THROTTLED
        found = await self._people.invitation(token_id(token.strip()))
        is_good = (
            found is not None
            and found.ended_at is None
            and found.out_since is None
            and self._clock.now_ms() < found.expires_at
        )
        if found is None or not is_good:
            await self._note_failure(client)
            return Refusal.NOT_FOUND
        return found

    async def accept(
        self, invited: InvitationFound, token: str, *, name: str, password: str
    ) -> Refusal | None:
        """Set the first password, under a name of the person's own."""
        hashed = await self.hashed(password)
        if isinstance(hashed, Refusal):
            return hashed
        answer = await self._engine.submit(
            AcceptInvitation(
                app_id=invited.app_id,
                invitation=token_id(token.strip()),
                sign_in=sign_in_form(name),
                password_hash=hashed,
            )
        )
        return answer.refusal if isinstance(answer, Refused) else None

    async def hashed(self, password: str) -> str | Refusal:
        """Hash a new password with argon2id."""
        try:
            async with self._checks.turn():
                return await asyncio.to_thread(self._hasher.hash, password_form(password))
        except TooManyWaitingError:
            return Refusal.THROTTLED

    # --- The second factor's enrolment -----------------------------------------------------------

    def enrolment(self, caller: PortalCaller, secret: bytes) -> str:
        """A new secret on its way through the browser: sealed, for this session alone."""
        return seal_text(self._keys, secret, about=_about_enrolment(caller))

    def enrolled(self, caller: PortalCaller, enrolment: str) -> bytes | None:
        return open_text(self._keys, enrolment, about=_about_enrolment(caller))

    def sealed_factor(self, caller: PortalCaller, secret: bytes) -> Sealed:
        about = second_factor.about_factor(caller.app_id, caller.operator_id)
        return self._keys.seal(secret, about=about)


def _about_enrolment(caller: PortalCaller) -> str:
    return f"portal-enrolment/{caller.app_id}/{caller.operator_id}/{caller.session_id}"


def _goes_on(found: PortalSessionFound, now_ms: int) -> bool:
    if found.ended_at is not None or found.out_since is not None or found.role not in PORTAL:
        return False
    if found.opened_at <= max(found.sessions_from, found.of_role_from):
        return False
    return not portal_rules.is_over(
        seen_at=found.seen_at, expires_at=found.expires_at, now_ms=now_ms
    )


def new_token() -> str:
    return crockford(secrets.token_bytes(17))


def token_id(token: str) -> str:
    """The id under which what a token stands for is stored; the token itself is not."""
    return hashlib.sha256(f"portal/{token}".encode()).hexdigest()


def sign_in_form(name: str) -> str:
    """A name as it is compared: without spaces around it, small."""
    return unicodedata.normalize("NFKC", name).strip().lower()


def password_form(password: str) -> str:
    """A password as it is hashed: the same on every keyboard."""
    return unicodedata.normalize("NFKC", password)
