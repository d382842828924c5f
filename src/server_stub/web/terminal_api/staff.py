"""Endpoints around tills and people: enrolment, sessions, sign-in, approvals, revocation."""

from __future__ import annotations

from card_contract.messages import (
    ApprovalAnswer,
    ChallengeAnswer,
    Done,
    EnrolAnswer,
    EnrolmentCodeAnswer,
    OperatorsAnswer,
    Shop,
    SignInAnswer,
    TillSessionAnswer,
)
from card_contract.outcomes import Refusal
from server_stub.commands.restoration import FinishTelling
from server_stub.commands.tills import RenameTill
from server_stub.domain.ids import TillId
from server_stub.engine.command import Refused
from server_stub.storage.rows.staff import TILLS
from server_stub.web.route import Call


async def enrol(call: Call) -> EnrolAnswer | Refused | Refusal:
    return await call.services.till_desk.enrol(call.request, client=call.client)


async def challenge(call: Call) -> ChallengeAnswer:
    return call.services.till_desk.challenge(call.request)


async def open_till_session(call: Call) -> TillSessionAnswer | Refused | Refusal:
    return await call.services.till_desk.open_session(call.request)


async def all_told(call: Call) -> Done | Refused:
    till = call.till
    answer = await call.services.engine.submit(
        FinishTelling(app_id=till.app_id, till_id=till.till_id, epoch=call.request.epoch)
    )
    return answer if isinstance(answer, Refused) else _done(call)


async def shop(call: Call) -> Shop:
    tills = await call.services.reader.find(TILLS.at(call.till.app_id, call.till.till_id))
    return await call.services.shop.shop(tills[0])


async def operators(call: Call) -> OperatorsAnswer:
    return OperatorsAnswer(operators=await call.services.shop.operators(call.till.app_id))


async def sign_in(call: Call) -> SignInAnswer | Refused | Refusal:
    return await call.services.desk.sign_in(call.till, call.request)


async def sign_out(call: Call) -> Done | Refused:
    answer = await call.services.desk.sign_out(call.till, call.operator_token)
    if isinstance(answer, Refused):
        return answer
    return _done(call)


async def change_pin(call: Call) -> Done | Refused | Refusal:
    answer = await call.services.desk.change_pin(
        call.till, call.operator, call.operator_token, call.request
    )
    return answer if isinstance(answer, Refused | Refusal) else _done(call)


async def approve(call: Call) -> ApprovalAnswer | Refused | Refusal:
    return await call.services.desk.approve(call.till, call.request)


async def issue_enrolment_code(call: Call) -> EnrolmentCodeAnswer | Refused:
    return await call.services.till_desk.issue_code(
        call.till.app_id,
        call.till.store_id,
        call.request.till_name,
        created_by=f"operator:{call.operator.operator_id}",
        asked_by=call.operator.operator_id,
    )


async def revoke_till(call: Call) -> Done | Refused:
    answer = await call.services.till_desk.revoke(
        call.till.app_id,
        call.subject,
        revoked_by=f"operator:{call.operator.operator_id}",
        reason=call.request.reason,
        asked_by=call.operator.operator_id,
    )
    if isinstance(answer, Refused):
        return answer
    call.services.feed.drop(call.till.app_id, TillId(call.subject))
    return Done(server_time=call.services.clock.now_ms())


async def rename_till(call: Call) -> Done | Refused:
    answer = await call.services.engine.submit(
        RenameTill(
            app_id=call.till.app_id,
            till_id=TillId(call.subject),
            name=call.request.name,
            renamed_by=f"operator:{call.operator.operator_id}",
            asked_by=call.operator.operator_id,
        )
    )
    return answer if isinstance(answer, Refused) else _done(call)


def _done(call: Call) -> Done:
    return Done(server_time=call.services.clock.now_ms())
