"""Who stands behind a command: a till that was not shut out, an operator who is still employed.

The web has proved their sessions before; between that and the decision a manager may have revoked
the one or dismissed the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from card_contract.outcomes import Refusal
from card_contract.states import Role
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import (
    AT_COMMAND_LINE,
    AT_PORTAL,
    PRINT_SHOP,
    AppId,
    OperatorId,
    TillId,
)
from server_stub.domain.roles import MANAGING, stands_above
from server_stub.engine.loaded import Rows
from server_stub.storage.rows.staff import OPERATORS, TILLS, OperatorRow, TillRow
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor(Unstored):
    """What a person asks for, at a till or the portal.

    From the command line it is nobody, ``asked_by`` None, who may do everything.
    """

    asked_by: OperatorId | None = None

    def asker(self) -> Iterable[Need]:
        if self.asked_by is not None:
            yield OPERATORS.at(self.app_id, self.asked_by)

    def refusal_of_asker(self, rows: Rows, roles: Collection[Role]) -> Refusal | None:
        """Say that the person may not do what these roles may, by now, or None."""
        if self.asked_by is None:
            return None
        return refusal_of_operator(rows, self.app_id, self.asked_by, roles)


def till_in_service(rows: Rows, app_id: AppId, till_id: TillId) -> TillRow | None:
    """The till, unless it is unknown or revoked."""
    till = rows.find(TILLS, app_id, till_id)
    return None if till is None or till.revoked_at is not None else till


def is_in_service(rows: Rows, app_id: AppId, till_id: TillId) -> bool:
    """Whether people act there: a till that was not shut out, the portal, the command line."""
    is_no_till = till_id in (AT_PORTAL, AT_COMMAND_LINE)
    return is_no_till or till_in_service(rows, app_id, till_id) is not None


def may_print(rows: Rows, app_id: AppId, till_id: TillId) -> bool:
    """Whether cards are printed at this till, or it stands for an outside print shop."""
    return till_id == PRINT_SHOP or till_in_service(rows, app_id, till_id) is not None


def employed(rows: Rows, app_id: AppId, operator_id: OperatorId) -> OperatorRow | None:
    """The operator, unless unknown, disabled or suspended."""
    operator = rows.find(OPERATORS, app_id, operator_id)
    return operator if operator is not None and operator.may_sign_in else None


def refusal_of_till(
    rows: Rows, app_id: AppId, till_id: TillId, maker: str, foreign: Refusal
) -> Refusal | None:
    """Say why a till may not speak for what ``maker`` made, or None.

    For every till but its own it does not exist: that is what ``foreign`` says.
    """
    if till_in_service(rows, app_id, till_id) is None:
        return Refusal.TILL_REVOKED
    return None if maker == till_id else foreign


def refusal_of_operator(
    rows: Rows, app_id: AppId, operator_id: OperatorId, roles: Collection[Role]
) -> Refusal | None:
    """Say that the operator may not do what these roles may, or None.

    Never for good: the same request goes through once somebody else has signed in.
    """
    operator = employed(rows, app_id, operator_id)
    return None if operator is not None and operator.role in roles else Refusal.NO_OPERATOR


def refusal_of_staffing(
    rows: Rows, app_id: AppId, operator_id: OperatorId, roles: Collection[Role]
) -> Refusal | None:
    """Say that the operator does not decide about people who have or get these roles, or None."""
    operator = employed(rows, app_id, operator_id)
    if operator is None or operator.role not in MANAGING:
        return Refusal.NO_OPERATOR
    is_above = any(stands_above(role, operator.role) for role in roles)
    return Refusal.NOT_ALLOWED if is_above else None
