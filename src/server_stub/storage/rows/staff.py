"""Tills and people, their sessions, and what they sign."""

from __future__ import annotations

from typing import ClassVar

from card_contract.messages import ApprovalPurpose
from card_contract.states import Role
from server_stub.domain.ids import AppId, OperatorId, StoreId, TillId
from server_stub.storage.table import Index, Row, primary


class TillRow(Row, frozen=True, kw_only=True, array_like=True):
    """An enrolled terminal and its raw Ed25519 public key. Till ids are unique across all apps.

    ``first_sale_since`` is the first sale that it began after the last restore, if there was one;
    ``told_epoch`` the epoch of the last restore for which it has told all it knows.
    ``journal_...`` and ``checkpoint_...`` are what it has presented at its last session.
    """

    TABLE: ClassVar = "tills"
    KEY: ClassVar = ("app_id", "till_id")
    RARELY_CHANGED: ClassVar = True

    app_id: AppId
    till_id: TillId
    store_id: StoreId
    name: str
    public_key: bytes
    enrolled_by: str
    enrolled_at: int
    revoked_at: int | None = None
    revoked_by: str | None = None
    last_seen_at: int | None = None
    operator_session: str | None = None
    first_sale_since: str | None = None
    told_epoch: int = 0
    journal_generation: int | None = None
    journal_sequence: int | None = None
    checkpoint_position: int | None = None
    checkpoint_at: int | None = None
    checkpoint_fits: bool = True
    version: int = 1


class TillSessionRow(Row, frozen=True, kw_only=True, array_like=True):
    TABLE: ClassVar = "till_sessions"
    KEY: ClassVar = ("session_id",)

    session_id: str
    app_id: AppId
    till_id: TillId
    mac_key_sealed: bytes
    seal_key_id: str
    opened_at: int
    expires_at: int
    ended_at: int | None = None
    version: int = 1


class OperatorRow(Row, frozen=True, kw_only=True, array_like=True):
    """One person. ``failures`` counts wrong PINs at all tills since the last right one.

    Sessions opened until ``sessions_from`` are over. ``pin_set_by`` gave them their PIN, which is
    their own since ``pin_own_since``; null where nobody but them ever knew it. ``taken_on_by``
    stays; null from the command line. A manager who locks somebody by hand suspends them; wrong
    PINs have ``locked_at``.
    """

    TABLE: ClassVar = "operators"
    KEY: ClassVar = ("app_id", "operator_id")
    RARELY_CHANGED: ClassVar = True

    app_id: AppId
    operator_id: OperatorId
    name: str
    role: Role
    pin_hash: str
    badge: str | None = None
    failures: int = 0
    locked_at: int | None = None
    disabled_at: int | None = None
    created_at: int
    sessions_from: int = 0
    pin_set_by: OperatorId | None = None
    taken_on_by: OperatorId | None = None
    suspended_at: int | None = None
    suspended_why: str | None = None
    pin_own_since: int | None = None
    version: int = 1

    @property
    def may_sign_in(self) -> bool:
        """Whether the name stands for anybody now; wrong PINs lock it for a while only."""
        return self.disabled_at is None and self.suspended_at is None


class PinFailuresRow(Row, frozen=True, kw_only=True, array_like=True):
    """Wrong PINs of one operator at one till since the last right one there."""

    TABLE: ClassVar = "pin_failures"
    KEY: ClassVar = ("app_id", "till_id", "operator_id")

    app_id: AppId
    till_id: TillId
    operator_id: OperatorId
    failures: int
    locked_at: int | None = None
    version: int = 1


class OperatorSessionRow(Row, frozen=True, kw_only=True, array_like=True):
    TABLE: ClassVar = "operator_sessions"
    KEY: ClassVar = ("session_id",)

    session_id: str
    app_id: AppId
    operator_id: OperatorId
    till_id: TillId
    till_session_id: str
    opened_at: int
    expires_at: int
    ended_at: int | None = None
    version: int = 1


class EnrolmentCodeRow(Row, frozen=True, kw_only=True, array_like=True):
    """A one-use code that lets a new till in; only its keyed hash is kept."""

    TABLE: ClassVar = "enrolment_codes"
    KEY: ClassVar = ("code_hash",)

    code_hash: str
    app_id: AppId
    store_id: StoreId
    till_name: str
    created_by: str
    created_at: int
    expires_at: int
    used_at: int | None = None
    till_id: TillId | None = None
    version: int = 1


class ApprovalRow(Row, frozen=True, kw_only=True, array_like=True):
    """A second person's signature for one act, bound to all that it names, and used once.

    ``approval`` is a hash: the token itself is known to the till alone.
    """

    TABLE: ClassVar = "approvals"
    KEY: ClassVar = ("app_id", "approval")

    app_id: AppId
    approval: str
    approver_id: OperatorId
    till_id: TillId
    purpose: ApprovalPurpose
    subject: str
    sale_id: str
    card_ids: list[str]
    created_at: int
    used_at: int | None = None
    version: int = 1


TILLS = primary(TillRow)
TILLS_BY_ID = Index(TillRow, ("till_id",))
TILLS_BY_KEY = Index(TillRow, ("public_key",))
TILLS_OF_APP = Index(TillRow, ("app_id",))
TILL_SESSIONS = primary(TillSessionRow)
OPERATORS = primary(OperatorRow)
OPERATORS_OF_APP = Index(OperatorRow, ("app_id",))
OPERATORS_BY_BADGE = Index(OperatorRow, ("app_id", "badge"))
PIN_FAILURES_OF_OPERATOR = Index(PinFailuresRow, ("app_id", "operator_id"))
PIN_FAILURES = primary(PinFailuresRow)
OPERATOR_SESSIONS = primary(OperatorSessionRow)
ENROLMENT_CODES = primary(EnrolmentCodeRow)
APPROVALS = primary(ApprovalRow)
