"""Where passkeys are asked for at the portal, and their answers are checked.

What is asked goes to the browser under a word that it alone holds; what is needed to check the
answer stays here, and is used up before anybody looks at it.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from typing import Final

from card_contract.outcomes import Refusal
from server_stub.commands.passkey_use import PasskeyUse
from server_stub.commands.portal_ceremonies import (
    BeginAdding,
    BeginCeremony,
    NewCeremony,
    TakeCeremony,
)
from server_stub.commands.portal_passkeys import AddPasskey, ConfirmSession, RemovePasskey
from server_stub.commands.portal_sign_in import NoteRefusedSignIn, PortalProof
from server_stub.desks import second_factor, webauthn
from server_stub.desks.callers import PortalCaller
from server_stub.desks.portal_desk import PasskeyDue, PortalDesk, new_token, token_id
from server_stub.desks.portal_own_account import OwnAccount
from server_stub.desks.ports import Clock
from server_stub.desks.webauthn import Key, NoAnswerError, Place
from server_stub.domain.portal_rules import CEREMONY_MS, counts_on, is_long_enough
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.queries.portal_people import CeremonyFound, PasskeyFound, PortalPeople
from server_stub.storage.rows.portal import CeremonyPurpose

CHALLENGE_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Question:
    """What the browser asks the passkey (JSON), the word for the answer, and where it is good."""

    word: str
    options: str
    origin: str


class Passkeys:
    def __init__(
        self,
        engine: Submits,
        people: PortalPeople,
        desk: PortalDesk,
        own_account: OwnAccount,
        clock: Clock,
    ) -> None:
        self._engine = engine
        self._people = people
        self._desk = desk
        self._own_account = own_account
        self._clock = clock

    # --- At the sign-in --------------------------------------------------------------------------

    async def ask_at_sign_in(self, due: PasskeyDue, place: Place) -> Question | Refusal:
        """Ask somebody whose password is right."""
        known = await self._people.passkeys(due.app_id, due.operator_id)
        word, new = self._new()
        answer = await self._engine.submit(
            BeginCeremony(
                app_id=due.app_id,
                operator_id=due.operator_id,
                new=new,
                password_hash=due.password_hash,
            )
        )
        if isinstance(answer, Refused):
            return answer.refusal
        return await _question(word, new, place, known)

    async def sign_in(self, word: str, answer: str, place: Place) -> str | Refusal:
        """Open a session for the right answer; its token."""
        asked = await self._taken(word, CeremonyPurpose.SIGN_IN, "")
        if isinstance(asked, Refusal):
            return asked
        use = await self._shown(asked, answer, place)
        if isinstance(use, Refusal):
            return use
        proof = PortalProof(
            operator_id=asked.operator_id, password_hash=asked.password_hash, passkey=use
        )
        return await self._desk.open_session(asked.app_id, proof)

    # --- Before a change of the own account ------------------------------------------------------

    async def ask(self, caller: PortalCaller, place: Place) -> Question | Refusal:
        """Ask somebody who is signed in."""
        known = await self._people.passkeys(caller.app_id, caller.operator_id)
        word, new = self._new()
        answer = await self._engine.submit(
            BeginCeremony(
                app_id=caller.app_id,
                operator_id=caller.operator_id,
                new=new,
                session_id=caller.session_id,
            )
        )
        if isinstance(answer, Refused):
            return answer.refusal
        return await _question(word, new, place, known)

    async def confirm(
        self, caller: PortalCaller, word: str, answer: str, place: Place
    ) -> Refusal | None:
        """Take the right answer in place of a code, for the next change of the account."""
        asked = await self._taken(word, CeremonyPurpose.CONFIRM, caller.session_id)
        if isinstance(asked, Refusal):
            return asked
        use = await self._shown(asked, answer, place)
        if isinstance(use, Refusal):
            return use
        confirmed = await self._engine.submit(
            ConfirmSession(
                app_id=caller.app_id,
                operator_id=caller.operator_id,
                session_id=caller.session_id,
                use=use,
            )
        )
        return confirmed.refusal if isinstance(confirmed, Refused) else None

    # --- Those of the account --------------------------------------------------------------------

    async def of(self, caller: PortalCaller) -> list[PasskeyFound]:
        return await self._people.passkeys(caller.app_id, caller.operator_id)

    async def ask_for_new(
        self, caller: PortalCaller, place: Place, *, password: str, code: str, client: str
    ) -> Question | Refusal:
        """Ask for another passkey, of somebody who proves once more who they are."""
        proof = await self._own_account.proved(caller, password, code, client)
        if isinstance(proof, Refusal):
            return proof
        word, new = self._new()
        answer = await self._engine.submit(
            BeginAdding(app_id=caller.app_id, proof=proof, session_id=caller.session_id, new=new)
        )
        if isinstance(answer, Refused):
            return answer.refusal
        known = [each.credential for each in await self.of(caller)]
        user = webauthn.User(
            app_id=caller.app_id,
            operator_id=caller.operator_id,
            shop=caller.shop,
            name=caller.name,
            sign_in=caller.sign_in,
        )
        options = await asyncio.to_thread(webauthn.asks_for_new, place, user, new.challenge, known)
        return Question(word, options, place.origin)

    async def add(
        self, caller: PortalCaller, word: str, answer: str, *, name: str, place: Place
    ) -> list[str] | Refusal:
        """Take a new passkey; the recovery codes, where it is the first second factor."""
        asked = await self._taken(word, CeremonyPurpose.ADD, caller.session_id)
        if isinstance(asked, Refusal):
            return asked
        try:
            key = await asyncio.to_thread(webauthn.new_key, place, asked.challenge, answer)
        except NoAnswerError:
            return Refusal.BAD_SIGNATURE
        of_person = (caller.app_id, caller.operator_id)
        codes = second_factor.new_recovery_codes()
        added = await self._engine.submit(
            AddPasskey(
                app_id=caller.app_id,
                operator_id=caller.operator_id,
                session_id=caller.session_id,
                passkey=key.passkey,
                credential=key.credential,
                sign_count=key.sign_count,
                name=name,
                new_recovery=[second_factor.recovery_hash(*of_person, each) for each in codes],
            )
        )
        if isinstance(added, Refused):
            return added.refusal
        return codes if added.is_first else []

    async def remove(
        self, caller: PortalCaller, passkey: str, *, password: str, code: str, client: str
    ) -> Refusal | None:
        """Take a passkey away; every other session ends."""
        proof = await self._own_account.proved(caller, password, code, client)
        if isinstance(proof, Refusal):
            return proof
        answer = await self._engine.submit(
            RemovePasskey(
                app_id=caller.app_id,
                proof=proof,
                session_id=caller.session_id,
                passkey=passkey,
                is_long=is_long_enough(password, has_second_factor=False),
            )
        )
        return answer.refusal if isinstance(answer, Refused) else None

    # --- Questions and answers -------------------------------------------------------------------

    def _new(self) -> tuple[str, NewCeremony]:
        word = new_token()
        return word, NewCeremony(
            ceremony=token_id(word),
            challenge=secrets.token_bytes(CHALLENGE_BYTES),
            expires_at=self._clock.now_ms() + CEREMONY_MS,
        )

    async def _taken(
        self, word: str, purpose: CeremonyPurpose, session_id: str
    ) -> CeremonyFound | Refusal:
        """What was asked under this word, for this purpose; it is used up."""
        ceremony = token_id(word)
        asked = await self._people.ceremony(ceremony)
        if asked is None or (asked.purpose, asked.session_id) != (purpose, session_id):
            return Refusal.NOT_FOUND
        taken = await self._engine.submit(
            TakeCeremony(app_id=asked.app_id, operator_id=asked.operator_id, ceremony=ceremony)
        )
        return taken.refusal if isinstance(taken, Refused) else asked

    async def _shown(self, asked: CeremonyFound, answer: str, place: Place) -> PasskeyUse | Refusal:
        """Which passkey has answered rightly; a wrong answer stands in the ledger."""
        known = {
            each.passkey: each
            for each in await self._people.passkeys(asked.app_id, asked.operator_id)
        }
        credentials = [each.credential for each in known.values()]
        why = "wrong passkey"
        try:
            key: Key | None = await asyncio.to_thread(
                webauthn.shown_key, place, asked.challenge, answer, credentials
            )
        except NoAnswerError:
            key = None
        if key is not None:
            if counts_on(known[key.passkey].sign_count, key.sign_count):
                return PasskeyUse(passkey=key.passkey, sign_count=key.sign_count)
            why = "passkey's count went back: there may be a copy of it"
        await self._engine.submit(
            NoteRefusedSignIn(app_id=asked.app_id, operator_id=asked.operator_id, why=why)
        )
        return Refusal.BAD_SIGNATURE


async def _question(
    word: str, new: NewCeremony, place: Place, known: list[PasskeyFound]
) -> Question:
    credentials = [each.credential for each in known]
    options = await asyncio.to_thread(webauthn.asks_for_known, place, new.challenge, credentials)
    return Question(word, options, place.origin)
