"""The table of what may be asked, by whom, and the function that answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from server_stub.web.braincloud.asked import PlayerAsks, ServerAsks
from server_stub.web.braincloud.campaign_operations import (
    add_multi_use_code_type,
    get_code_type_page,
    get_code_type_page_offset,
)
from server_stub.web.braincloud.code_operations import (
    activate_code,
    add_code,
    generate_codes,
    generate_codes_inline,
    invalidate_code,
    process_asynchronous_response,
    update_custom_info,
)
from server_stub.web.braincloud.player_operations import get_redeemed_codes, redeem_code
from server_stub.web.braincloud.reasons import Said
from server_stub.web.braincloud.script_operations import run_script

_SERVICE: Final = "redemptionCode"

PLAYER_OPERATIONS: Final[dict[tuple[str, str], Callable[[PlayerAsks], Awaitable[Said]]]] = {
    (_SERVICE, "REDEEM_CODE"): redeem_code,
    (_SERVICE, "GET_REDEEMED_CODES"): get_redeemed_codes,
}
SERVER_OPERATIONS: Final[dict[tuple[str, str], Callable[[ServerAsks], Awaitable[Said]]]] = {
    (_SERVICE, "ADD_CODE"): add_code,
    (_SERVICE, "ACTIVATE_CODE"): activate_code,
    (_SERVICE, "INVALIDATE_CODE"): invalidate_code,
    (_SERVICE, "UPDATE_CUSTOM_INFO"): update_custom_info,
    (_SERVICE, "GENERATE_CODES"): generate_codes,
    (_SERVICE, "GENERATE_CODES_INLINE"): generate_codes_inline,
    (_SERVICE, "PROCESS_ASYNCHRONOUS_RESPONSE"): process_asynchronous_response,
    (_SERVICE, "SYS_ADD_MULTI_USE_CODE_TYPE"): add_multi_use_code_type,
    (_SERVICE, "SYS_GET_CODE_TYPE_PAGE"): get_code_type_page,
    (_SERVICE, "SYS_GET_CODE_TYPE_PAGE_OFFSET"): get_code_type_page_offset,
    ("script", "RUN"): run_script,
}
