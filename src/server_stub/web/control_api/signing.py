"""Where an act of the command line is signed: by a person and their PIN, as at a till."""

from __future__ import annotations

from card_contract.messages import ApprovalRequest
from card_contract.outcomes import Refusal
from server_stub.commands.approvals import Act
from server_stub.desks.callers import TillCaller
from server_stub.desks.export_desk import Signature
from server_stub.domain.ids import AppId, StoreId
from server_stub.engine.command import Refused
from server_stub.web.route import Call


async def signed(
    call: Call, app_id: AppId, act: Act, signature: Signature
) -> str | Refused | Refusal:
    """The approval of the act, or why there is none."""
    answer = await call.services.desk.approve(
        TillCaller(
            app_id=app_id,
            store_id=StoreId(""),
            till_id=act.till_id,
            till_name="",
            session_id="",
        ),
        ApprovalRequest(
            approver=signature.operator,
            pin=signature.pin,
            purpose=act.purpose,
            subject=act.subject,
            sale_id=act.sale_id,
        ),
    )
    return answer if isinstance(answer, Refused | Refusal) else answer.approval
