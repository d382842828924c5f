"""What a customer's server may do with campaigns: make a shared one, look through all of them."""

from __future__ import annotations

from typing import Final

from server_stub.commands.shared_campaigns import AddSharedCampaign
from server_stub.domain.campaign_rules import CAMPAIGN_NAME_MAX
from server_stub.domain.scan_codes import SHARED_LENGTH_MAX
from server_stub.web.braincloud.asked import ServerAsks
from server_stub.web.braincloud.campaign_search import (
    BadContextError,
    BadSearchError,
    Search,
    found_page,
    moved,
    read_context,
    read_search,
    written_context,
)
from server_stub.web.braincloud.meanings import no_of
from server_stub.web.braincloud.parameters import ParameterError, Parameters
from server_stub.web.braincloud.reasons import No, Reason, Said, Yes, refused
from server_stub.web.braincloud.wire_objects import campaign_object

_TIME_MAX: Final = 2**53
_RETRIES_MAX: Final = 1_000
_TIMEOUT_S_MAX: Final = 30 * 24 * 3600
_TIMEOUT_S: Final = 3600
_PAGES_MAX: Final = 1_000_000


async def add_multi_use_code_type(asked: ServerAsks) -> Said:
    caller, tools = asked.caller, asked.tools
    name = asked.data.text("codeType", length_max=CAMPAIGN_NAME_MAX)
    options = Parameters(asked.data.mapping("jsonOptions"))
    script = _script(options)
    if script is not None and not await tools.redeeming.knows(caller.app_id, script):
        return refused(Reason.MISSING_SCRIPT, "There is no such script.")
    valid_start = options.whole("validStart", least=0, most=_TIME_MAX)
    valid_end = options.whole("validEnd", least=0, most=_TIME_MAX)
    if valid_end < valid_start:
        return refused(Reason.INVALID_PARAMETER_VALUE, "validEnd lies before validStart")
    answer = await asked.submit(
        AddSharedCampaign(
            app_id=caller.app_id,
            request=asked.request,
            actor=f"server:{caller.name}",
            campaign=name,
            scan_code=options.scan_code(length_max=SHARED_LENGTH_MAX),
            valid_start=valid_start,
            valid_end=valid_end,
            description=options.text_or_none("description") or "",
            redemptions_max=options.whole_or_none("maxRedemptions", least=1, most=2**53),
            custom_code_info=options.info_or_none("customCodeInfo") or "{}",
            script=script,
            is_async=options.flag("async"),
            retries_max=options.whole_or_none("maxRetries", least=0, most=_RETRIES_MAX) or 0,
            timeout_s=options.whole_or_none("timeout", least=1, most=_TIMEOUT_S_MAX) or _TIMEOUT_S,
            disabled=options.flag("isDisabled"),
        )
    )
    if isinstance(answer, No):
        return answer
    refusal = no_of(answer.outcome)
    if refusal is not None:
        return refusal
    if answer.campaign is None:
        raise AssertionError("A campaign that was made is told.")
    told = campaign_object(answer.campaign)
    del told["gameId"]
    return Yes(told)


async def get_code_type_page(asked: ServerAsks) -> Said:
    try:
        search = read_search(asked.data.mapping("context"))
    except BadSearchError as error:
        return refused(Reason.INVALID_SEARCH, str(error))
    return await _page(asked, search)


async def get_code_type_page_offset(asked: ServerAsks) -> Said:
    pages = asked.data.whole("pageOffset", least=-_PAGES_MAX, most=_PAGES_MAX)
    try:
        search = read_context(asked.data.text("context"))
    except BadContextError:
        return refused(Reason.INVALID_CONTEXT, "The context is none that was given out.")
    return await _page(asked, moved(search, pages))


async def _page(asked: ServerAsks, search: Search) -> Said:
    campaigns = await asked.tools.redemptions.campaigns(asked.caller.app_id)
    try:
        results = found_page(search, [campaign_object(row) for row in campaigns])
    except BadSearchError as error:
        return refused(Reason.INVALID_SEARCH, str(error))
    return Yes(
        {
            "_serverTime": asked.tools.clock.now_ms(),
            "context": written_context(search),
            "results": results,
        }
    )


def _script(options: Parameters) -> str | None:
    """The script's full path name; ids of scripts are none of ours."""
    if options.text_or_none("redemptionCodeScriptId"):
        raise ParameterError(
            Reason.MISSING_SCRIPT, "redemptionCodeScriptId", "is not known; give the full path name"
        )
    return options.text_or_none("redemptionCodeScriptFullPathName") or None
