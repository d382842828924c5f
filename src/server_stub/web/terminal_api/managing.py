"""Endpoints of what a manager looks after: open cases, late signatures, locked people, tills."""

from __future__ import annotations

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.case_messages import CasesAnswer
from card_contract.messages import (
    Done,
)
from card_contract.outcomes import Refusal
from card_contract.sale_id import VoidId
from card_contract.staff_messages import StaffAnswer, TakeOnAnswer, TillListView, TillsAnswer
from server_stub.commands.case_closing import CloseCase
from server_stub.commands.cases import SignVoid
from server_stub.commands.hiring import TakeOn
from server_stub.commands.operators import (
    DisableOperator,
    GiveRole,
    SuspendOperator,
    UnlockOperator,
)
from server_stub.domain.ids import OperatorId
from server_stub.domain.roles import stands_above
from server_stub.engine.command import Refused
from server_stub.web.route import Call


async def cases(call: Call) -> CasesAnswer | Refusal:
    """A page of all, without those of recalls; or of one recall's; or those of one card."""
    query, cases = call.query, call.services.cases
    here, after = (call.till.app_id, call.till.store_id), query.get("after", "")
    if "number" in query:
        try:
            number = CardNumber.parse(query["number"])
        except NotACardNumberError:
            return Refusal.MALFORMED
        found, more = await cases.of_card(*here, number)
    elif "recall" in query:
        found, more = await cases.of_recall(*here, int(query["recall"]), after=after)
    else:
        found, more = await cases.open(*here, after=after)
    return CasesAnswer(cases=found, more=more, recalls=await cases.recalls(*here))


async def close_case(call: Call) -> Done | Refused:
    answer = await call.services.engine.submit(
        CloseCase(
            app_id=call.till.app_id,
            at_till=call.till.till_id,
            operator_id=call.operator.operator_id,
            case_id=call.subject,
            reason=call.request.reason,
            unpaid=call.request.unpaid,
            goes_back_by=call.request.goes_back_by,
            sent_by=tuple(map(OperatorId, call.request.sent_by)),
            was_given=call.request.was_given,
        )
    )
    return answer if isinstance(answer, Refused) else _done(call)


async def sign_void(call: Call) -> Done | Refused:
    answer = await call.services.engine.submit(
        SignVoid(
            app_id=call.till.app_id,
            till_id=call.till.till_id,
            void_id=VoidId.parse(call.subject),
            approval=call.request.approval,
        )
    )
    return answer if isinstance(answer, Refused) else _done(call)


async def staff(call: Call) -> StaffAnswer:
    return StaffAnswer(people=await call.services.shop.staff(call.till.app_id))


async def take_on(call: Call) -> TakeOnAnswer | Refused | Refusal:
    """Take a person on; only an administrator makes an administrator."""
    request = call.request
    if stands_above(request.role, call.operator.role):
        return Refusal.NOT_ALLOWED
    operator_id = OperatorId(call.subject)
    pin_hash = await call.services.desk.hash_first_pin(operator_id, request.pin)
    if isinstance(pin_hash, Refusal):
        return pin_hash
    return await call.services.engine.submit(
        TakeOn(
            app_id=call.till.app_id,
            operator_id=operator_id,
            name=request.name,
            role=request.role,
            pin_hash=pin_hash,
            asked_by=call.operator.operator_id,
        )
    )


async def give_role(call: Call) -> Done | Refused:
    """Give somebody another role: nobody does so for themselves."""
    app_id = call.till.app_id
    answer = await call.services.engine.submit(
        GiveRole(
            app_id=app_id,
            operator_id=OperatorId(call.subject),
            role=call.request.role,
            given_by=f"operator:{call.operator.operator_id}",
            asked_by=call.operator.operator_id,
        )
    )
    if isinstance(answer, Refused):
        return answer
    call.services.sessions.forget_operator(app_id, call.subject)
    return _done(call)


async def let_go(call: Call) -> Done | Refused:
    """Let nobody sign in as this person any more; nobody lets go of themselves."""
    app_id = call.till.app_id
    answer = await call.services.engine.submit(
        DisableOperator(
            app_id=app_id,
            operator_id=OperatorId(call.subject),
            disabled_by=f"operator:{call.operator.operator_id}",
            asked_by=call.operator.operator_id,
        )
    )
    if isinstance(answer, Refused):
        return answer
    call.services.sessions.forget_operator(app_id, call.subject)
    return _done(call)


async def lock(call: Call) -> Done | Refused:
    """Lock somebody until a manager unlocks them; nobody locks themselves."""
    app_id = call.till.app_id
    answer = await call.services.engine.submit(
        SuspendOperator(
            app_id=app_id,
            operator_id=OperatorId(call.subject),
            suspended_by=f"operator:{call.operator.operator_id}",
            asked_by=call.operator.operator_id,
            reason=call.request.reason,
        )
    )
    if isinstance(answer, Refused):
        return answer
    call.services.sessions.forget_operator(app_id, call.subject)
    return _done(call)


async def unlock(call: Call) -> Done | Refused:
    """Unlock somebody; an administrator's lock is an administrator's to open."""
    app_id, pin = call.till.app_id, call.request.pin
    answer = await call.services.engine.submit(
        UnlockOperator(
            app_id=app_id,
            operator_id=OperatorId(call.subject),
            unlocked_by=f"operator:{call.operator.operator_id}",
            asked_by=call.operator.operator_id,
            pin_hash=None if pin is None else await call.services.desk.hash_pin(pin),
            lifts=call.request.lifts,
            reason=call.request.reason,
        )
    )
    if isinstance(answer, Refused):
        return answer
    if pin is not None:
        call.services.sessions.forget_operator(app_id, call.subject)
    return _done(call)


async def tills(call: Call) -> TillsAnswer:
    app_id, sessions = call.till.app_id, call.services.sessions
    return TillsAnswer(
        tills=[
            TillListView(
                till_id=till.till_id,
                name=till.name,
                store_name=till.store_name,
                enrolled_at=till.enrolled_at,
                last_seen_at=sessions.last_heard(app_id, till.till_id, till.last_seen_at),
                revoked_at=till.revoked_at,
                is_own=till.till_id == call.till.till_id,
            )
            for till in await call.services.shop.tills_of_stores(app_id)
        ]
    )


def _done(call: Call) -> Done:
    return Done(server_time=call.services.clock.now_ms())
