"""The second person's signature for what staff do to one code: whether it takes one, and has it."""

from __future__ import annotations

from collections.abc import Iterable

from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from card_contract.states import HoldState
from server_stub.commands.approvals import Act, approval_id, second_signature
from server_stub.domain.code_acts import CodeAct, takes_second
from server_stub.domain.ids import AT_PORTAL, AppId, CodeId, OperatorId, TillId
from server_stub.engine.loaded import Rows
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.shop import APPS
from server_stub.storage.rows.staff import APPROVALS, ApprovalRow
from server_stub.storage.table import Need


def act_on_code(
    act: CodeAct, code_id: CodeId, request_key: str, *, place: TillId = AT_PORTAL
) -> Act:
    """What is signed for: this act on this code, as it is asked for once, and where."""
    return Act(
        purpose=ApprovalPurpose.CODE,
        till_id=place,
        subject=str(code_id),
        sale_id=f"{act}/{request_key}",
    )


def needs_of_signature(app_id: AppId, approval: str | None) -> Iterable[Need]:
    yield APPS.at(app_id)
    if approval is not None:
        yield APPROVALS.at(app_id, approval_id(approval))


def signature_for(
    rows: Rows,
    app_id: AppId,
    act: CodeAct,
    code_id: CodeId,
    *,
    asked_by: OperatorId,
    request_key: str,
    approval: str | None,
    now_ms: int,
    place: TillId = AT_PORTAL,
) -> ApprovalRow | Refusal | None:
    """The signature for the act; or why it does not serve; None where it takes none."""
    app, code = rows.find(APPS, app_id), rows.find(CODES, app_id, code_id)
    is_demanded = app is None or takes_second(
        act,
        acts_signed=app.code_acts_signed,
        recall_signed_above=app.recall_signed_above,
        is_sold=code is not None and code.hold is HoldState.SOLD,
    )
    return second_signature(
        rows,
        app_id,
        asked_by=asked_by,
        approval=approval,
        act=act_on_code(act, code_id, request_key, place=place),
        now_ms=now_ms,
        is_demanded=is_demanded,
    )
