"""What somebody who is signed in at the portal changes in the own account."""

from __future__ import annotations

from card_contract.outcomes import Refusal
from server_stub.commands.portal_accounts import (
    ChangePortalPassword,
    RemoveSecondFactor,
    SetSecondFactor,
)
from server_stub.commands.portal_sign_in import PortalProof
from server_stub.desks import second_factor
from server_stub.desks.callers import PortalCaller
from server_stub.desks.portal_desk import PasskeyDue, PortalDesk
from server_stub.desks.ports import Clock
from server_stub.domain.portal_rules import is_long_enough
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits


class OwnAccount:
    def __init__(self, engine: Submits, desk: PortalDesk, clock: Clock) -> None:
        self._engine = engine
        self._desk = desk
        self._clock = clock

    async def change_password(
        self, caller: PortalCaller, *, password: str, code: str, new_password: str, client: str
    ) -> Refusal | None:
        """Take a new password; every other session ends."""
        proof = await self.proved(caller, password, code, client)
        if isinstance(proof, Refusal):
            return proof
        hashed = await self._desk.hashed(new_password)
        if isinstance(hashed, Refusal):
            return hashed
        answer = await self._engine.submit(
            ChangePortalPassword(
                app_id=caller.app_id,
                proof=proof,
                session_id=caller.session_id,
                new_password_hash=hashed,
            )
        )
        return answer.refusal if isinstance(answer, Refused) else None

    async def set_second_factor(
        self,
        caller: PortalCaller,
        *,
        secret: bytes,
        new_code: str,
        password: str,
        code: str,
        client: str,
    ) -> list[str] | Refusal:
        """Ask for codes of this secret from now on; the recovery codes, which are shown once."""
        step = second_factor.step_of(secret, new_code, self._clock.now_ms())
        if step is None:
            return Refusal.BAD_SIGNATURE
        proof = await self.proved(caller, password, code, client)
        if isinstance(proof, Refusal):
            return proof
        codes = second_factor.new_recovery_codes()
        of_person = (caller.app_id, caller.operator_id)
        sealed = self._desk.sealed_factor(caller, secret)
        answer = await self._engine.submit(
            SetSecondFactor(
                app_id=caller.app_id,
                proof=proof,
                session_id=caller.session_id,
                secret_sealed=sealed.value,
                seal_key_id=sealed.key_id,
                new_step=step,
                new_recovery=[second_factor.recovery_hash(*of_person, each) for each in codes],
            )
        )
        return answer.refusal if isinstance(answer, Refused) else codes

    async def remove_second_factor(
        self, caller: PortalCaller, *, password: str, code: str, client: str
    ) -> Refusal | None:
        """Ask for no codes from now on; every other session ends."""
        proof = await self.proved(caller, password, code, client)
        if isinstance(proof, Refusal):
            return proof
        answer = await self._engine.submit(
            RemoveSecondFactor(
                app_id=caller.app_id,
                proof=proof,
                session_id=caller.session_id,
                is_long=is_long_enough(password, has_second_factor=False),
            )
        )
        return answer.refusal if isinstance(answer, Refused) else None

    async def proved(
        self, caller: PortalCaller, password: str, code: str, client: str
    ) -> PortalProof | Refusal:
        """Prove once more who is signed in; where it takes a passkey first, say so."""
        proof = await self._desk.prove(
            caller.app_id,
            name=caller.sign_in,
            password=password,
            code=code,
            client=client,
            has_shown_passkey=caller.confirmed_until is not None,
        )
        return Refusal.APPROVAL_INVALID if isinstance(proof, PasskeyDue) else proof
