"""Where tills prove who they are: what of the tills' commands is not pure.

Random values, signatures and sealing happen here; what they mean is decided by the commands.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Struct

from card_contract.messages import (
    ChallengeAnswer,
    ChallengeRequest,
    EnrolAnswer,
    EnrolmentCodeAnswer,
    EnrolRequest,
    TillSessionAnswer,
    TillSessionRequest,
)
from card_contract.outcomes import Refusal
from card_contract.sale_id import CROCKFORD
from card_contract.signing import handshake_bytes
from server_stub.commands.restoration import has_told
from server_stub.commands.tills import EnrolTill, IssueEnrolmentCode, OpenTillSession, RevokeTill
from server_stub.desks.checkpoint_desk import CheckpointDesk
from server_stub.desks.limits import FailureBrake
from server_stub.desks.ports import Clock, ForgetsSessions
from server_stub.domain.ids import AppId, OperatorId, StoreId, TillId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.queries.shop import ShopQueries
from server_stub.storage.interface import Reader
from server_stub.storage.rows.books import RESTORATIONS, RestorationRow
from server_stub.storage.rows.staff import (
    ENROLMENT_CODES,
    TILLS_BY_ID,
    EnrolmentCodeRow,
    TillRow,
)
from server_stub.storage.sealing import Keys

TILL_SESSION_MS: Final = 24 * 60 * 60 * 1000
CHALLENGE_MS: Final = 60 * 1000
_CODE_GROUPS: Final = 3
_CODE_GROUP_SIGNS: Final = 4
_LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


class TillDesk:
    def __init__(
        self,
        *,
        engine: Submits,
        reader: Reader,
        shop: ShopQueries,
        keys: Keys,
        sessions: ForgetsSessions,
        clock: Clock,
        enrolments: FailureBrake,
        checkpoints: CheckpointDesk,
        epoch: int,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._shop = shop
        self._keys = keys
        self._sessions = sessions
        self._clock = clock
        self._enrolments = enrolments
        self._checkpoints = checkpoints
        self._epoch = epoch

    async def issue_code(
        self,
        app_id: AppId,
        store_id: StoreId,
        till_name: str,
        *,
        created_by: str,
        asked_by: OperatorId | None = None,
    ) -> EnrolmentCodeAnswer | Refused:
        """Make a one-use code of 60 random bits; it is told once and kept as a keyed hash."""
        signs = "".join(secrets.choice(CROCKFORD) for _ in range(_CODE_GROUPS * _CODE_GROUP_SIGNS))
        answer = await self._engine.submit(
            IssueEnrolmentCode(
                app_id=app_id,
                store_id=store_id,
                till_name=till_name,
                code_hash=self._keys.token_hash("enrolment", signs),
                created_by=created_by,
                asked_by=asked_by,
            )
        )
        if isinstance(answer, Refused):
            return answer
        starts = range(0, len(signs), _CODE_GROUP_SIGNS)
        code = "-".join(signs[start : start + _CODE_GROUP_SIGNS] for start in starts)
        return EnrolmentCodeAnswer(code=code, expires_at=answer.expires_at)

    async def enrol(self, request: EnrolRequest, *, client: str) -> EnrolAnswer | Refused | Refusal:
        if self._enrolments.is_on(client):
            return Refusal.THROTTLED
        public_key = _raw(request.public_key, 32)
        if public_key is None:
            return Refusal.MALFORMED
        answer = await self._enrol(request.code, public_key)
        if isinstance(answer, Refused | Refusal):
            self._enrolments.note_failure(client)
        return answer

    async def _enrol(self, code: str, public_key: bytes) -> EnrolAnswer | Refused | Refusal:
        signs = code.upper().replace("-", "").replace(" ", "").translate(_LOOKALIKES)
        code_hash = self._keys.token_hash("enrolment", signs)
        rows: list[EnrolmentCodeRow] = await self._reader.find(ENROLMENT_CODES.at(code_hash))
        if not rows:
            return Refusal.ENROLMENT_CODE_INVALID
        answer = await self._engine.submit(
            EnrolTill(app_id=rows[0].app_id, code_hash=code_hash, public_key=public_key)
        )
        if isinstance(answer, Refused):
            second_use = answer.refusal is Refusal.KEY_REUSED
            return Refusal.ENROLMENT_CODE_INVALID if second_use else answer
        return EnrolAnswer(
            till_id=answer.till_id,
            till_name=answer.till_name,
            app_id=rows[0].app_id,
            store_id=answer.store_id,
        )

    def challenge(self, request: ChallengeRequest) -> ChallengeAnswer:
        """Make a challenge that needs no memory: it carries its time and our own mark."""
        now_ms = self._clock.now_ms()
        body = f"{now_ms}-{secrets.token_hex(16)}"
        tag = self._keys.token_hash("challenge", f"{request.till_id}-{body}")
        return ChallengeAnswer(challenge=f"{body}-{tag}", server_time=now_ms)

    async def open_session(
        self, request: TillSessionRequest
    ) -> TillSessionAnswer | Refused | Refusal:
        # No brake here: nothing can be guessed, a check is cheap, and a brake would let a stranger
        # shut out the tills behind the same address.
        till = await self._proved_till(request)
        if isinstance(till, Refusal):
            return till
        mac_key = secrets.token_bytes(32)
        session_id = hashlib.sha256(request.challenge.encode()).hexdigest()[:32]
        sealed = self._keys.seal(mac_key, about=f"mac/{session_id}")
        now_ms = self._clock.now_ms()
        expires_at = now_ms + TILL_SESSION_MS
        kept = request.checkpoint
        fits = await self._checkpoints.fits(kept)
        answer = await self._engine.submit(
            OpenTillSession(
                app_id=till.app_id,
                till_id=till.till_id,
                session_id=session_id,
                mac_key_sealed=sealed.value,
                seal_key_id=sealed.key_id,
                expires_at=expires_at,
                journal=request.journal,
                checkpoint_position=None if kept is None else kept.position,
                checkpoint_fits=fits,
            )
        )
        if isinstance(answer, Refused):
            return answer
        # The keeper reads the session from the database at its first request: kept here, it could
        # outlive a revocation that was decided in the meantime.
        return TillSessionAnswer(
            session_id=session_id,
            mac_key=base64.b64encode(mac_key).decode(),
            expires_at=expires_at,
            server_time=now_ms,
            epoch=self._epoch,
            shop=await self._shop.shop(till),
            checkpoint=await self._checkpoints.exchange(till, kept, fits=fits),
            has_told=await self._has_told(till),
        )

    async def _has_told(self, till: TillRow) -> bool:
        found: list[RestorationRow] = await self._reader.find(RESTORATIONS.at(till.app_id))
        return has_told(till, found[0] if found else None)

    async def _proved_till(self, request: TillSessionRequest) -> TillRow | Refusal:
        if not self._is_own_challenge(request.till_id, request.challenge):
            return Refusal.BAD_SIGNATURE
        tills: list[TillRow] = await self._reader.find(TILLS_BY_ID.at(request.till_id))
        if not tills:
            return Refusal.TILL_UNKNOWN  # ids are no secrets: they stand on every receipt
        signature = _raw(request.signature, 64)
        if signature is None:
            return Refusal.BAD_SIGNATURE
        signed = handshake_bytes(till_id=request.till_id, challenge=request.challenge)
        try:
            Ed25519PublicKey.from_public_bytes(tills[0].public_key).verify(signature, signed)
        except (InvalidSignature, ValueError):
            return Refusal.BAD_SIGNATURE
        return tills[0]

    def _is_own_challenge(self, till_id: str, challenge: str) -> bool:
        body, _, tag = challenge.rpartition("-")
        wanted = self._keys.token_hash("challenge", f"{till_id}-{body}")
        if not hmac.compare_digest(wanted.encode(), tag.encode()):
            return False
        made_at = int(body.partition("-")[0])
        return 0 <= self._clock.now_ms() - made_at <= CHALLENGE_MS

    async def revoke(
        self,
        app_id: AppId,
        till_id: str,
        *,
        revoked_by: str,
        reason: str,
        asked_by: OperatorId | None = None,
    ) -> Struct:
        answer = await self._engine.submit(
            RevokeTill(
                app_id=app_id,
                till_id=TillId(till_id),
                revoked_by=revoked_by,
                reason=reason,
                asked_by=asked_by,
            )
        )
        self._sessions.forget_till(app_id, till_id)
        return answer


def _raw(text: str, length: int) -> bytes | None:
    """Decode base64 of exactly ``length`` bytes, with or without its padding."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == length else None
