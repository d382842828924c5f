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


async def signed_by_second(
    call: Call, app_id: AppId, act: Act, first: Signature, second: Signature
) -> str | Refused | Refusal:
    """The second person's approval, once the first has proved to be who is named.

    Whether the first may do it is the command's to say: with the right PIN they have proved enough.
    """
    own = await signed(call, app_id, act, first)
    refusal = own.refusal if isinstance(own, Refused) else own
    if isinstance(refusal, Refusal) and refusal is not Refusal.NOT_ALLOWED:
        return refusal
    return await signed(call, app_id, act, second)


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
