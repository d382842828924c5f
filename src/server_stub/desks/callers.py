"""Who stands behind a request, once its session has been proved."""

from __future__ import annotations

from dataclasses import dataclass

from card_contract.states import Role
from server_stub.domain.ids import AppId, OperatorId, StoreId, TillId


@dataclass(frozen=True, slots=True, kw_only=True)
class TillCaller:
    """A till whose request carried a valid MAC."""

    app_id: AppId
    store_id: StoreId
    till_id: TillId
    till_name: str
    session_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorCaller:
    """An operator who is signed in at the till that sent the request."""

    operator_id: OperatorId
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalCaller:
    """Somebody who is signed in at the portal, as they are at this moment."""

    app_id: AppId
    shop: str
    is_demo: bool
    time_zone: str
    operator_id: OperatorId
    name: str
    role: Role
    sign_in: str
    has_codes: bool
    passkeys: int
    confirmed_until: int | None
    """Until when a passkey that was shown serves a change of the account."""
    session_id: str

    @property
    def has_second_factor(self) -> bool:
        return self.has_codes or self.passkeys > 0
