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

SERVICE: Final = "redemptionCode"

PLAYER_OPERATIONS: Final[dict[str, Callable[[PlayerAsks], Awaitable[Said]]]] = {
    "REDEEM_CODE": redeem_code,
    "GET_REDEEMED_CODES": get_redeemed_codes,
}
SERVER_OPERATIONS: Final[dict[str, Callable[[ServerAsks], Awaitable[Said]]]] = {
    "ADD_CODE": add_code,
    "ACTIVATE_CODE": activate_code,
    "INVALIDATE_CODE": invalidate_code,
    "UPDATE_CUSTOM_INFO": update_custom_info,
    "GENERATE_CODES": generate_codes,
    "GENERATE_CODES_INLINE": generate_codes_inline,
    "PROCESS_ASYNCHRONOUS_RESPONSE": process_asynchronous_response,
    "SYS_ADD_MULTI_USE_CODE_TYPE": add_multi_use_code_type,
    "SYS_GET_CODE_TYPE_PAGE": get_code_type_page,
    "SYS_GET_CODE_TYPE_PAGE_OFFSET": get_code_type_page_offset,
}
