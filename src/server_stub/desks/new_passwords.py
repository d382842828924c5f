"""New passwords for customers: the word is made and hashed here, and so is the password."""

from __future__ import annotations

import asyncio
import secrets

from argon2 import PasswordHasher

from card_contract.outcomes import Refusal
from card_contract.sale_id import CROCKFORD
from server_stub.commands.new_passwords import OfferNewPassword, SetNewPassword
from server_stub.desks.callers import PortalCaller
from server_stub.desks.ports import Clock
from server_stub.domain.ids import AppId
from server_stub.domain.new_passwords import WORD_MS, WORD_SIGNS, word_form
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.storage.sealing import Keys


class NewPasswords:
    def __init__(
        self, engine: Submits, keys: Keys, clock: Clock, *, hasher: PasswordHasher
    ) -> None:
        self._engine = engine
        self._keys = keys
        self._clock = clock
        self._hasher = hasher

    async def give_word(
        self, caller: PortalCaller, profile_id: str, reason: str
    ) -> tuple[str, int] | Refusal:
        """Make a customer's word, which is told this once, and say until when it serves."""
        word = "".join(secrets.choice(CROCKFORD) for _ in range(WORD_SIGNS))
        expires_at = self._clock.now_ms() + WORD_MS
        said = await self._engine.submit(
            OfferNewPassword(
                app_id=caller.app_id,
                profile_id=profile_id,
                word=self._hash(caller.app_id, word),
                expires_at=expires_at,
                operator_id=caller.operator_id,
                reason=reason,
            )
        )
        return said.refusal if isinstance(said, Refused) else (word, expires_at)

    async def take(self, app_id: AppId, name: str, word: str, password: str) -> Refusal | None:
        """Set a new password; it takes as long whether the word is right or not."""
        hashed = await asyncio.to_thread(self._hasher.hash, password)
        said = await self._engine.submit(
            SetNewPassword(
                app_id=app_id,
                external_id=name,
                word=self._hash(app_id, word_form(word)),
                password_hash=hashed,
            )
        )
        return said.refusal if isinstance(said, Refused) else None

    def _hash(self, app_id: AppId, word: str) -> str:
        # So short a word would be found from a plain hash of it.
        return self._keys.fingerprint(f"new-password/{app_id}/{word}".encode())
