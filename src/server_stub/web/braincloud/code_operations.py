"""What a customer's server may do with single codes, and report about attempts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

import msgspec

from card_contract.code_text import stored_form
from card_contract.states import CodeState
from card_contract.studio_messages import CodeForm
from server_stub.commands.async_response import ProcessResponse, ResponseFields
from server_stub.commands.batch_codes import NewCode
from server_stub.commands.generation import GenerateCodes
from server_stub.commands.generation_job import CodesWanted
from server_stub.commands.redemption_answers import CodeAnswer
from server_stub.commands.server_codes import (
    ActivateCode,
    AddCode,
    InvalidateByServer,
    UpdateCustomInfo,
)
from server_stub.domain.campaign_rules import CAMPAIGN_NAME_MAX, is_prefix
from server_stub.domain.code_generation import last_signs
from server_stub.domain.code_machine import BIRTH_STATES
from server_stub.domain.ids import CodeId
from server_stub.engine.command import Refused
from server_stub.jobs.service import message_of
from server_stub.web.braincloud.asked import ServerAsks
from server_stub.web.braincloud.meanings import no_of
from server_stub.web.braincloud.parameters import ParameterError, Parameters
from server_stub.web.braincloud.reasons import No, Reason, Said, Yes
from server_stub.web.braincloud.submitting import refusal_of
from server_stub.web.braincloud.wire_objects import code_object

INLINE_MAX: Final = 100
GENERATED_MAX: Final = 1_000_000
_PREFIX_MAX: Final = 32
_EMAIL_MAX: Final = 250
_REASON_MAX: Final = 500
_Act = AddCode | ActivateCode | InvalidateByServer | UpdateCustomInfo
_CODE_ID: Final = re.compile("[1-9][0-9]{0,15}")


async def add_code(asked: ServerAsks) -> Said:
    data, caller, tools = asked.data, asked.caller, asked.tools
    scan_code = data.scan_code()
    campaign = data.text("codeType", length_max=CAMPAIGN_NAME_MAX)
    state = birth_state(data)
    protected = tools.keys.protect_code(caller.app_id, scan_code)
    answer = await _acted(
        asked,
        AddCode(
            app_id=caller.app_id,
            request=asked.request,
            server_name=caller.name,
            campaign=campaign,
            scan_code=scan_code,
            code=NewCode(
                code_hash=protected.code_hash.value,
                hash_key_id=protected.code_hash.key_id,
                sealed=protected.sealed.value,
                seal_key_id=protected.sealed.key_id,
                last_four=last_signs(scan_code),
            ),
            known_hashes=tools.hashes(caller.app_id, scan_code),
            state=state,
            custom_code_info=data.info_or_none("customCodeInfo"),
        ),
    )
    return await _told(asked, answer, twice=True)


async def activate_code(asked: ServerAsks) -> Said:
    info = asked.data.info_or_none("customCodeInfo")
    answer = await _acted(asked, ActivateCode(**_about(asked), custom_code_info=info))
    return await _told(asked, answer, twice=True)


async def invalidate_code(asked: ServerAsks) -> Said:
    reason = asked.data.text_or_none("invalidationReason", length_max=_REASON_MAX)
    answer = await _acted(asked, InvalidateByServer(**_about(asked), reason=reason))
    return await _told(asked, answer, twice=True)


async def update_custom_info(asked: ServerAsks) -> Said:
    answer = await _acted(
        asked,
        UpdateCustomInfo(
            **_about(asked),
            version=asked.data.whole("version", least=-(2**53), most=2**53),
            custom_code_info=asked.data.info_or_none("customCodeInfo") or "{}",
        ),
    )
    return await _told(asked, answer, twice=True)


async def generate_codes_inline(asked: ServerAsks) -> Said:
    """Make a few codes at once. Drawing one that exists already takes 118 bits of bad luck."""
    data, caller, tools = asked.data, asked.caller, asked.tools
    campaign = data.text("codeType", length_max=CAMPAIGN_NAME_MAX)
    quantity = data.whole("quantity", least=1, most=INLINE_MAX)
    form, include_check, prefix = algorithm(data)
    state, info = birth_state(data), data.info_or_none("customCodeInfo")
    asked_for = msgspec.json.encode((quantity, form, include_check, prefix, state, info))
    codes = [
        tools.press.drawn(caller.app_id, form, include_check=include_check, prefix=prefix)
        for _ in range(quantity)
    ]
    answer = await asked.submit(
        GenerateCodes(
            app_id=caller.app_id,
            request=asked.request_to_make_codes,
            actor=f"server:{caller.name}",
            campaign=campaign,
            codes=codes,
            asked=asked_for,
            state=state,
            custom_code_info=info,
        )
    )
    if isinstance(answer, No):
        return answer
    refusal = no_of(answer.outcome)
    if refusal is not None:
        return refusal
    if answer.first_id is None or answer.last_id is None:
        raise AssertionError("Codes that were made have ids.")
    scan_codes = await tools.redemptions.scan_codes(
        caller.app_id, answer.first_id, answer.last_id, tools.press.opened
    )
    wanted = CodesWanted(
        campaign=campaign, quantity=quantity, form=form, include_check=include_check
    )
    return Yes({"generatedScanCodes": scan_codes, "message": message_of(wanted)})


async def generate_codes(asked: ServerAsks) -> Said:
    """Have codes made by a job, and tell nobody the codes: who may have them fetches them."""
    data, caller, tools = asked.data, asked.caller, asked.tools
    form, include_check, prefix = algorithm(data)
    wanted = CodesWanted(
        campaign=data.text("codeType", length_max=CAMPAIGN_NAME_MAX),
        quantity=data.whole("quantity", least=1, most=GENERATED_MAX),
        form=form,
        include_check=include_check,
        prefix=prefix,
        state=birth_state(data),
        custom_code_info=data.info_or_none("customCodeInfo"),
        email=data.address_or_none("emailAddress", length_max=_EMAIL_MAX),
    )
    begun = await tools.jobs.start_generation(
        app_id=caller.app_id,
        request=asked.request_to_make_codes,
        actor=f"server:{caller.name}",
        wanted=wanted,
    )
    if isinstance(begun, Refused):
        return refusal_of(begun)
    asked.packet.is_taken = True
    return no_of(begun.outcome) or Yes({"message": message_of(wanted)})


async def process_asynchronous_response(asked: ServerAsks) -> Said:
    data, caller, tools = asked.data, asked.caller, asked.tools
    scan_code = data.scan_code()
    named = data.text("redemptionCodeId", length_max=100)
    if not data.has("attempt"):
        raise ParameterError(Reason.MISSING_REQUIRED_PARAMETER, "attempt", "is required")
    answer = await asked.submit(
        ProcessResponse(
            app_id=caller.app_id,
            request=asked.request,
            server_name=caller.name,
            code_hashes=tools.hashes(caller.app_id, scan_code),
            scan_code=scan_code,
            redemption_id=CodeId(int(named)) if _CODE_ID.fullmatch(named) else None,
            campaign=data.text_or_none("codeType", length_max=CAMPAIGN_NAME_MAX) or None,
            attempt=_attempt(data),
            response=_response(Parameters(data.mapping("asyncResponse"))),
        )
    )
    return await _told(asked, answer, twice=False)


def birth_state(data: Parameters) -> CodeState:
    """The state that new codes are to have."""
    named = data.text_or_none("codeState")
    if named is None:
        return CodeState.INACTIVE
    if named not in BIRTH_STATES:
        raise ParameterError(
            Reason.INVALID_PARAMETER_VALUE, "codeState", "must be Inactive or Available"
        )
    return CodeState(named)


def algorithm(data: Parameters) -> tuple[CodeForm, bool, str]:
    """How codes are to be made: their form, whether with a check character, their prefix."""
    named = data.text("algorithmName")
    if named not in set(CodeForm):
        raise ParameterError(
            Reason.INVALID_PARAMETER_VALUE, "algorithmName", "must be FiveByFive or StructuredGuid"
        )
    details = Parameters(data.mapping_or_none("algorithmDetailsJson") or {})
    prefix = stored_form(data.text_or_none("prefix", length_max=_PREFIX_MAX) or "")
    if not is_prefix(prefix):
        raise ParameterError(
            Reason.INVALID_PARAMETER_VALUE, "prefix", "takes letters, digits and -"
        )
    return CodeForm(named), details.flag("includeCheck"), prefix


def _about(asked: ServerAsks) -> dict[str, Any]:
    """What all commands about one code share."""
    scan_code = asked.data.scan_code()
    return {
        "app_id": asked.caller.app_id,
        "request": asked.request,
        "server_name": asked.caller.name,
        "campaign": asked.data.text("codeType", length_max=CAMPAIGN_NAME_MAX),
        "scan_code": scan_code,
        "code_hashes": asked.tools.hashes(asked.caller.app_id, scan_code),
    }


async def _acted(asked: ServerAsks, command: _Act) -> CodeAnswer | No:
    """What was decided about a code, or had been: also by a version that knew it by its hashes.

    A repeat whose first reply was lost over an update meets an answer of that version. Its key is
    taken then, so nothing is decided a second time.
    """
    answer = await asked.submit(command)
    if isinstance(answer, No) and answer.reason is Reason.INVALID_PACKET_ID:
        return await asked.submit(replace(command, scan_code=""))
    return answer


async def _told(asked: ServerAsks, answer: CodeAnswer | No, *, twice: bool) -> Said:
    """The code, flat; where older clients look for it under ``response``, there again."""
    if isinstance(answer, No):
        return answer
    refusal = no_of(answer.outcome)
    if refusal is not None:
        return refusal
    if answer.code is None:
        raise AssertionError("What was done to a code is told with the code.")
    sent = asked.data.scan_code()
    told = code_object(answer.code, await asked.tools.scan_code(answer.code, sent=sent))
    return Yes({**told, "response": told} if twice else told)


def _attempt(data: Parameters) -> int | None:
    try:
        return data.whole("attempt", least=0, most=2**31)
    except ParameterError:
        return None  # the protocol has a code of its own for that, after other checks


def _response(said: Parameters) -> ResponseFields:
    try:
        return ResponseFields(
            success=said.flag("success") if said.has("success") else None,
            complete=said.flag("complete") if said.has("complete") else None,
            custom_redemption_info=said.info_or_none("customRedemptionInfo"),
            error_code=said.whole_or_none("errorCode", least=-(2**31), most=2**31),
            error_msg=said.text_or_none("errorMsg"),
        )
    except ParameterError:
        return ResponseFields(success=None, complete=None)  # its own code too, after all others
