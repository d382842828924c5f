"""What the command line does with single codes, failed redemptions, and jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.code_text import stored_form
from card_contract.outcomes import Refusal
from card_contract.states import CodeState
from server_stub.commands.batch_codes import NewCode
from server_stub.commands.code_signatures import act_on_code
from server_stub.commands.generation_job import CodesWanted
from server_stub.commands.jobs import JobProgress
from server_stub.commands.recovery import FulfilByHand, ReleaseRedemption, RetryFulfilment
from server_stub.commands.redemption_answers import CodeAnswer
from server_stub.commands.requests import Keyed
from server_stub.commands.server_codes import (
    ActivateCode,
    AddCode,
    InvalidateByServer,
    UpdateCustomInfo,
)
from server_stub.desks.export_desk import Signature
from server_stub.domain.code_acts import CodeAct
from server_stub.domain.code_generation import last_signs
from server_stub.domain.ids import ALL_APPS, AT_COMMAND_LINE, AppId, CodeId, OperatorId
from server_stub.engine.command import Command, Refused
from server_stub.storage import selects
from server_stub.storage.rows.cards import (
    CODE_SECRETS_BY_HASH,
    CODES,
    CODES_BY_NUMBER,
    CodeRow,
    CodeSecretRow,
)
from server_stub.storage.rows.redemption import SHARED, SharedRow
from server_stub.web.control_api.redemption_messages import (
    AttemptListed,
    CodeShown,
    CodesShown,
    JobBegun,
    JobShown,
    JobsShown,
    Left,
    OutcomeAnswer,
)
from server_stub.web.control_api.signing import signed_by_second
from server_stub.web.control_api.staff import ACTOR, app_of
from server_stub.web.route import Call

_ACTS: Final[dict[str, Callable[..., Command[CodeAnswer]]]] = {
    "retry": RetryFulfilment,
    "release": ReleaseRedemption,
    "fulfil": FulfilByHand,
}


async def add_code(call: Call) -> OutcomeAnswer | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request, keys = call.request, call.services.keys
    stored = stored_form(request.code)
    protected = keys.protect_code(app_id, stored)
    answer = await call.services.engine.submit(
        AddCode(
            app_id=app_id,
            request=Keyed(None),
            server_name=ACTOR,
            campaign=request.campaign,
            code=NewCode(
                code_hash=protected.code_hash.value,
                hash_key_id=protected.code_hash.key_id,
                sealed=protected.sealed.value,
                seal_key_id=protected.sealed.key_id,
                last_four=last_signs(stored),
            ),
            known_hashes=_hashes(call, app_id, stored),
            state=CodeState.AVAILABLE if request.available else CodeState.INACTIVE,
            custom_code_info=request.info,
        )
    )
    return _told(answer)


async def activate_code(call: Call) -> OutcomeAnswer | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return _told(await call.services.engine.submit(ActivateCode(**_about(call, app_id))))


async def invalidate_code(call: Call) -> OutcomeAnswer | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    command = InvalidateByServer(**_about(call, app_id), reason=call.request.reason)
    return _told(await call.services.engine.submit(command))


async def inform_code(call: Call) -> OutcomeAnswer | Refused | Refusal:
    """Replace what a code carries for scripts and apps, over what it is just now."""
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    code = await find_code_row(call, app_id, redemption=None, text=call.request.code)
    command = UpdateCustomInfo(
        **_about(call, app_id),
        version=0 if code is None else code.version,
        custom_code_info=call.request.info,
    )
    return _told(await call.services.engine.submit(command))


async def find_code(call: Call) -> CodeShown | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    record = await _record(call, app_id)
    if record is None:
        return Refusal.NOT_FOUND
    if isinstance(record, SharedRow):
        return _shown_shared(record, await _attempts(call, app_id, record.redemption_id))
    return _shown(record, await _attempts(call, app_id, record.code_id))


async def recover(call: Call) -> OutcomeAnswer | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request, key = call.request, f"command-line:{call.request.key}"
    approval = None
    if request.second is not None:
        code_id = CodeId(request.redemption)
        act = act_on_code(CodeAct(request.act), code_id, key, place=AT_COMMAND_LINE)
        first = Signature(operator=request.operator, pin=request.pin or "")
        second = Signature(operator=request.second, pin=request.second_pin or "")
        approval = await signed_by_second(call, app_id, act, first, second)
        if isinstance(approval, Refused | Refusal):
            return approval
    command = _ACTS[request.act](
        app_id=app_id,
        request_key=key,
        operator_id=OperatorId(request.operator),
        redemption_id=CodeId(request.redemption),
        reason=request.reason,
        approval=approval,
        place=AT_COMMAND_LINE,
    )
    return _told(await call.services.engine.submit(command))


async def begin_codes(call: Call) -> JobBegun | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request = call.request
    answer = await call.services.jobs.start_generation(
        app_id=app_id,
        request=Keyed(f"command-line:{request.key}"),
        actor=ACTOR,
        wanted=CodesWanted(
            campaign=request.campaign,
            quantity=request.quantity,
            form=request.form,
            include_check=request.include_check,
            prefix=stored_form(request.prefix),
            state=CodeState.AVAILABLE if request.available else CodeState.INACTIVE,
            custom_code_info=request.info,
        ),
    )
    if isinstance(answer, Refused):
        return answer
    return JobBegun(outcome=answer.outcome, job=answer.job_id)


async def jobs(call: Call) -> JobsShown | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return JobsShown(jobs=await call.services.jobs.listed(app_id))


async def advance_job(call: Call) -> JobShown | Refused | Refusal:
    """Do a piece of a job, and tell how far it has come."""
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return _progress(await call.services.jobs.advance(app_id, call.request.job))


async def cancel_job(call: Call) -> JobShown | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return _progress(await call.services.jobs.cancel(app_id, call.request.job, by=ACTOR))


async def codes_of_job(call: Call) -> CodesShown | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request = call.request
    given = await call.services.jobs.give_codes(
        app_id,
        request.job,
        after=request.after,
        operator_id=OperatorId(request.operator),
        reason=request.reason,
    )
    if isinstance(given, Refused):
        return given
    return CodesShown(codes=given.codes, after=given.after, is_last=given.is_last)


async def begin_rotation(call: Call) -> JobShown | Refused | Refusal:
    """Begin to hash and seal anew what the keys of before have made, in all apps."""
    return _progress(await call.services.jobs.start_rotation(actor=ACTOR))


async def advance_rotation(call: Call) -> JobShown | Refused | Refusal:
    return _progress(await call.services.jobs.advance(ALL_APPS, call.request.job))


async def left_to_rotate(call: Call) -> Left:
    jobs = call.services.jobs
    return Left(rows=await jobs.left_to_rotate(), broken=await jobs.broken_seals())


def _progress(job: JobProgress | Refused | None) -> JobShown | Refused | Refusal:
    if job is None:
        return Refusal.NOT_FOUND
    if isinstance(job, Refused):
        return job
    return JobShown(job=job.job_id, state=job.state, done=job.done, total=job.total)


def _told(answer: CodeAnswer | Refused) -> OutcomeAnswer | Refused:
    if isinstance(answer, Refused):
        return answer
    return OutcomeAnswer(outcome=answer.outcome, redemption=answer.code_id)


def _about(call: Call, app_id: AppId) -> dict[str, Any]:
    return {
        "app_id": app_id,
        "request": Keyed(None),
        "server_name": ACTOR,
        "campaign": call.request.campaign,
        "code_hashes": _hashes(call, app_id, stored_form(call.request.code)),
    }


def _hashes(call: Call, app_id: AppId, text: str) -> list[bytes]:
    return [found.value for found in call.services.keys.code_hashes(app_id, text)]


async def _attempts(call: Call, app_id: AppId, redemption_id: CodeId) -> list[AttemptListed]:
    return await call.services.reader.fetch(
        AttemptListed, selects.ATTEMPTS_LISTED, app_id, redemption_id
    )


async def _record(call: Call, app_id: AppId) -> CodeRow | SharedRow | None:
    request = call.request
    code = await find_code_row(call, app_id, redemption=request.redemption, text=request.code)
    if code is not None or request.redemption is None:
        return code
    found: list[SharedRow] = await call.services.reader.find(SHARED.at(app_id, request.redemption))
    return found[0] if found else None


async def find_code_row(
    call: Call, app_id: AppId, *, redemption: int | None, text: str | None
) -> CodeRow | None:
    """A personal code by its id, or else by itself or by its card's number."""
    reader = call.services.reader
    if redemption is not None:
        found: list[CodeRow] = await reader.find(CODES.at(app_id, redemption))
        return found[0] if found else None
    text = text or ""
    try:
        number = CardNumber.parse(text)
    except NotACardNumberError:
        secrets: list[CodeSecretRow] = []
        for value in _hashes(call, app_id, stored_form(text)):
            secrets += await reader.find(CODE_SECRETS_BY_HASH.at(app_id, value))
        found = await reader.find(CODES.at(app_id, secrets[0].code_id)) if secrets else []
    else:
        found = await reader.find(CODES_BY_NUMBER.at(app_id, number.stored))
    return found[0] if found else None


def _shown(code: CodeRow, attempts: list[AttemptListed]) -> CodeShown:
    return CodeShown(
        redemption=code.code_id,
        campaign=code.campaign,
        state=code.state,
        info=code.custom_code_info,
        last_four=code.last_four,
        batch=code.batch,
        hold=code.hold if code.is_card else None,
        sale=code.sale_id,
        stop=code.stop,
        redeemed_by=code.redeemed_by_id or None,
        invalidation_reason=code.invalidation_reason,
        created_at=code.created_at,
        activated_at=code.activated_at,
        redeemed_at=code.redeemed_at,
        invalidated_at=code.invalidated_at,
        version=code.version,
        attempts=attempts,
    )


def _shown_shared(record: SharedRow, attempts: list[AttemptListed]) -> CodeShown:
    return CodeShown(
        redemption=record.redemption_id,
        campaign=record.campaign,
        state=record.state,
        info=record.custom_code_info,
        redeemed_by=record.profile_id if record.state is CodeState.REDEEMED else None,
        created_at=record.created_at,
        redeemed_at=record.redeemed_at,
        version=record.version,
        attempts=attempts,
    )
