"""Where people prove who they are: what of the staff's commands is not pure.

Random values and the hashing of PINs (in a thread, few at a time) happen here; what they mean is
decided by the commands.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from msgspec import Struct

from card_contract.messages import (
    ApprovalAnswer,
    ApprovalRequest,
    Operator,
    SignInAnswer,
    SignInRequest,
)
from card_contract.outcomes import Refusal
from card_contract.pin_messages import ChangePinRequest
from card_contract.sale_id import crockford
from server_stub.commands.staff import (
    Approve,
    ChangePin,
    CountPinAttempt,
    NoteWrongPin,
    PinToCheck,
    SignIn,
)
from server_stub.commands.staff import SignOut as SignOutCommand
from server_stub.desks.callers import OperatorCaller, TillCaller
from server_stub.desks.limits import SlowChecks, TooManyWaitingError
from server_stub.desks.ports import Clock, ForgetsSessions
from server_stub.domain.ids import AppId, OperatorId, TillId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.queries.shop import ShopQueries

OPERATOR_SESSION_MS: Final = 12 * 60 * 60 * 1000
_SALT_BYTES: Final = 16


class StaffDesk:
    def __init__(
        self,
        *,
        engine: Submits,
        shop: ShopQueries,
        sessions: ForgetsSessions,
        clock: Clock,
        hasher: PasswordHasher,
        pin_checks: SlowChecks,
    ) -> None:
        self._engine = engine
        self._shop = shop
        self._sessions = sessions
        self._clock = clock
        self._hasher = hasher
        self._pin_checks = pin_checks

    async def sign_in(
        self, till: TillCaller, request: SignInRequest
    ) -> SignInAnswer | Refused | Refusal:
        person = await self.check_pin(till.app_id, till.till_id, request.operator, request.pin)
        if isinstance(person, Refused | Refusal):
            return person
        token = crockford(secrets.token_bytes(17))
        expires_at = self._clock.now_ms() + OPERATOR_SESSION_MS
        answer = await self._engine.submit(
            SignIn(
                app_id=till.app_id,
                till_id=till.till_id,
                operator_id=OperatorId(person.operator_id),
                pin_hash=person.pin_hash,
                session_id=operator_session_id(token),
                till_session_id=till.session_id,
                expires_at=expires_at,
            )
        )
        if isinstance(answer, Refused):
            return answer
        self._sessions.forget_operators_at(till.app_id, till.till_id)
        return SignInAnswer(
            operator_session=token, operator=_operator(person), expires_at=expires_at
        )

    async def sign_out(self, till: TillCaller, token: str) -> Struct:
        answer = await self._engine.submit(
            SignOutCommand(app_id=till.app_id, session_id=operator_session_id(token))
        )
        self._sessions.forget_operators_at(till.app_id, till.till_id)
        return answer

    async def approve(
        self, till: TillCaller, request: ApprovalRequest, *, asked_by: OperatorId | None = None
    ) -> ApprovalAnswer | Refused | Refusal:
        """Let somebody sign; ``asked_by`` is at the portal, where it is known who typed the PIN."""
        person = await self.check_pin(
            till.app_id, till.till_id, request.approver, request.pin, asked_by=asked_by
        )
        if isinstance(person, Refused | Refusal):
            return person
        approval = crockford(secrets.token_bytes(17))
        answer = await self._engine.submit(
            Approve(
                app_id=till.app_id,
                till_id=till.till_id,
                operator_id=OperatorId(person.operator_id),
                pin_hash=person.pin_hash,
                approval=approval,
                purpose=request.purpose,
                subject=request.subject,
                sale_id=request.sale_id,
                card_ids=request.card_ids,
            )
        )
        if isinstance(answer, Refused):
            return answer
        return ApprovalAnswer(approval=approval, approver=_operator(person))

    async def change_pin(
        self, till: TillCaller, operator: OperatorCaller, token: str, request: ChangePinRequest
    ) -> Struct | Refusal:
        """Give somebody the PIN that they chose; their session ``token`` alone goes on."""
        if request.new_pin == request.pin:
            return Refusal.SAME_PIN
        person = await self.check_pin(till.app_id, till.till_id, operator.operator_id, request.pin)
        if isinstance(person, Refused | Refusal):
            return person
        answer = await self._engine.submit(
            ChangePin(
                app_id=till.app_id,
                till_id=till.till_id,
                operator_id=OperatorId(person.operator_id),
                pin_hash=person.pin_hash,
                new_pin_hash=await self.hash_pin(request.new_pin),
                session_id=operator_session_id(token),
            )
        )
        if not isinstance(answer, Refused):
            self._sessions.forget_operator(till.app_id, person.operator_id)
        return answer

    async def hash_pin(self, pin: str) -> str:
        """Hash a new PIN with argon2id."""
        return await asyncio.to_thread(self._hasher.hash, pin)

    async def hash_first_pin(self, operator_id: OperatorId, pin: str) -> str | Refusal:
        """Hash the PIN of somebody who is taken on under this id, drawn at random by a till.

        The salt comes of the id, so that a repeat of the request is known by the same hash.
        """
        salt = hashlib.sha256(operator_id.encode()).digest()[:_SALT_BYTES]
        try:
            async with self._pin_checks.turn():
                return await asyncio.to_thread(self._hasher.hash, pin, salt=salt)
        except TooManyWaitingError:
            return Refusal.THROTTLED

    async def check_pin(
        self,
        app_id: AppId,
        till_id: TillId,
        named: str,
        pin: str,
        *,
        asked_by: OperatorId | None = None,
    ) -> PinToCheck | Refused | Refusal:
        """Count the attempt and check the PIN; a command that follows takes the count back."""
        operator = await self._shop.operator_named(app_id, named)
        if operator is None:
            return Refusal.WRONG_PIN
        try:
            async with self._pin_checks.turn():
                counted = await self._engine.submit(
                    CountPinAttempt(
                        app_id=app_id, till_id=till_id, operator_id=operator.operator_id
                    )
                )
                if isinstance(counted, Refused):
                    return counted
                is_right = await asyncio.to_thread(self._fits, counted.pin_hash, pin)
        except TooManyWaitingError:
            return Refusal.THROTTLED
        if is_right:
            return counted
        await self._engine.submit(
            NoteWrongPin(
                app_id=app_id,
                till_id=till_id,
                operator_id=operator.operator_id,
                asked_by=asked_by,
            )
        )
        return Refusal.WRONG_PIN

    def _fits(self, pin_hash: str, pin: str) -> bool:
        try:
            return self._hasher.verify(pin_hash, pin)
        except (VerificationError, InvalidHashError):
            return False


def operator_session_id(token: str) -> str:
    """The id under which an operator session is stored; the token itself is not."""
    return hashlib.sha256(token.encode()).hexdigest()


def _operator(person: PinToCheck) -> Operator:
    return Operator(operator_id=person.operator_id, name=person.name, role=person.role)
