"""What staff do to one code beside recovering it: end it, change its information, see it in clear.

Each takes a reason, is decided once under its key, and is written into the ledger with who did it.
Who has looked at the code before somebody changed it is told so.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import msgspec

from card_contract.outcomes import Refusal
from card_contract.states import HoldState
from server_stub.commands.approvals import approver_of
from server_stub.commands.askers import refusal_of_operator
from server_stub.commands.code_signatures import needs_of_signature, signature_for
from server_stub.commands.recall_moves import refund_of_invalidated
from server_stub.commands.redemption_answers import Outcome, told
from server_stub.commands.restoration import is_telling
from server_stub.commands.server_codes import WHY_NOT_INVALIDATED
from server_stub.domain.code_acts import DOERS, CodeAct
from server_stub.domain.code_machine import CodeEvent, move_code
from server_stub.domain.ids import AT_PORTAL, AppId, CodeId, OperatorId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import RESTORATIONS
from server_stub.storage.rows.cards import CODES, CodeRow
from server_stub.storage.rows.sales import CASES_OF_CODE
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class _CodeCare(ABC):
    """What the acts share: who, which code as they saw it, why, and who has signed."""

    answer_type: ClassVar = Outcome
    act: ClassVar[CodeAct]
    verb: ClassVar[str]

    app_id: AppId
    request_key: str
    operator_id: OperatorId
    code_id: CodeId
    version: int
    reason: str
    approval: str | None = None

    @property
    def key(self) -> str | None:
        return f"{self.request_key}/{type(self).__name__}"

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.operator_id, self.code_id, self.version, self.reason))

    def needs(self) -> Iterable[Need]:
        yield OPERATORS.at(self.app_id, self.operator_id)
        yield CODES.at(self.app_id, self.code_id)
        yield CASES_OF_CODE.at(self.app_id, self.code_id)
        yield RESTORATIONS.at(self.app_id)
        yield from needs_of_signature(self.app_id, self.approval)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        yield from approver_of(rows, self.app_id, self.approval)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Outcome]:
        refusal = refusal_of_operator(rows, self.app_id, self.operator_id, DOERS[self.act])
        code = rows.find(CODES, self.app_id, self.code_id)
        refusal = refusal or self._refusal_for_now(code, rows)
        if refusal is not None:
            return refuse(refusal)
        if code is None:
            return _no(RedemptionOutcome.REDEMPTION_NOT_FOUND, now_ms)
        if code.version != self.version:
            return _no(RedemptionOutcome.OTHER_VERSION, now_ms)
        why_not = self._why_not(code)
        if why_not is not None:
            return _no(why_not, now_ms)
        signed = signature_for(
            rows,
            self.app_id,
            self.act,
            self.code_id,
            asked_by=self.operator_id,
            request_key=self.request_key,
            approval=self.approval,
            now_ms=now_ms,
        )
        if isinstance(signed, Refusal):
            return refuse(signed)
        changes = list(self._changes(code, rows, now_ms))
        if signed is not None:
            changes.append(changed(signed, used_at=now_ms))
        entry = LedgerEntry(
            app_id=self.app_id,
            kind=f"code.{self.verb}",
            actor=f"operator:{self.operator_id}",
            subject=str(self.code_id),
            detail={
                "campaign": code.campaign,
                "reason": self.reason,
                "place": AT_PORTAL,
                "approved_by": None if signed is None else signed.approver_id,
                **self._told(code),
            },
        )
        return told(Outcome(outcome=RedemptionOutcome.DONE, at=now_ms), changes, (entry,))

    def _refusal_for_now(self, code: CodeRow | None, rows: Rows) -> Refusal | None:
        """Say why this has to wait, or None."""
        return None

    @abstractmethod
    def _why_not(self, code: CodeRow) -> RedemptionOutcome | None:
        """Say why this cannot be done to the code as it is, or None."""

    def _changes(self, code: CodeRow, rows: Rows, now_ms: int) -> Sequence[Change]:
        return ()

    def _told(self, code: CodeRow) -> dict[str, Any]:
        """What the ledger says beside who, where, why and who signed."""
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class InvalidateCode(_CodeCare):
    """Take a code out of use for good, as a customer's server may.

    The money of a card that a till sold is due: a case, under the id that a recall's would have, so
    that a void closes it. Who else sold a card has its money. A held one's sale finds out at its
    confirm.
    """

    act: ClassVar = CodeAct.INVALIDATE
    verb: ClassVar = "invalidated"

    def _refusal_for_now(self, code: CodeRow | None, rows: Rows) -> Refusal | None:
        """A till may have sold the card, and not told that yet."""
        is_card = code is not None and code.is_card
        return Refusal.RESTORING if is_card and is_telling(rows, self.app_id) else None

    def _why_not(self, code: CodeRow) -> RedemptionOutcome | None:
        return WHY_NOT_INVALIDATED.get(code.state)

    def _changes(self, code: CodeRow, rows: Rows, now_ms: int) -> Sequence[Change]:
        columns: dict[str, Any] = {
            "state": move_code(code.state, CodeEvent.INVALIDATE),
            "invalidation_reason": self.reason,
            "invalidated_at": now_ms,
            "updated_at": now_ms,
        }
        cases = rows.all(CASES_OF_CODE, self.app_id, self.code_id)
        refund = refund_of_invalidated(code, cases, now_ms, detail=self.reason)
        dead = changed(code, **columns)
        return (dead,) if refund is None else (dead, Insert(refund))


@dataclass(frozen=True, slots=True, kw_only=True)
class InformCode(_CodeCare):
    """Replace what a code carries for scripts and apps, in any state, as a customer's server may.

    ``custom_code_info`` is JSON. The ledger has the hashes and lengths of what was there and what
    is: the texts may be as long as a page, and anything may stand in them.
    """

    act: ClassVar = CodeAct.INFORM
    verb: ClassVar = "info-updated"

    custom_code_info: str

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((_CodeCare.fingerprint(self), self.custom_code_info))

    def _why_not(self, code: CodeRow) -> RedemptionOutcome | None:
        return None

    def _changes(self, code: CodeRow, rows: Rows, now_ms: int) -> Sequence[Change]:
        return (changed(code, custom_code_info=self.custom_code_info, updated_at=now_ms),)

    def _told(self, code: CodeRow) -> dict[str, Any]:
        texts = [text.encode() for text in (code.custom_code_info, self.custom_code_info)]
        return {
            "sha256": [hashlib.sha256(text).hexdigest() for text in texts],
            "bytes": [len(text) for text in texts],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealCode(_CodeCare):
    """Note, before it is shown, that somebody sees a code in clear, and why."""

    act: ClassVar = CodeAct.REVEAL
    verb: ClassVar = "revealed"

    def _why_not(self, code: CodeRow) -> RedemptionOutcome | None:
        is_unsold = code.is_card and code.hold in (HoldState.FREE, HoldState.HELD)
        return RedemptionOutcome.NOT_ACTIVE if is_unsold else None


def _no(outcome: RedemptionOutcome, now_ms: int) -> Decision[Outcome]:
    return told(Outcome(outcome=outcome, at=now_ms))
