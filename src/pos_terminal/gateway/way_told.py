"""Telling the server how money would go back, also where it is too old to hear that.

A server from before ``goes_back_by`` refuses every request that has it, and would for ever. It has
no such rule, so it is asked once more without: nothing was done by the first.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import msgspec

from card_contract.case_messages import CloseCaseRequest
from card_contract.messages import VoidRequest
from card_contract.outcomes import Refusal
from pos_terminal.gateway.answers import Refused

R = TypeVar("R", VoidRequest, CloseCaseRequest)
T = TypeVar("T")


async def telling_way(
    ask: Callable[[R], Coroutine[Any, Any, T | Refused]], request: R
) -> T | Refused:
    """Ask with the way of the money; an older server without."""
    answer = await ask(request)
    is_too_new = isinstance(answer, Refused) and answer.code is Refusal.MALFORMED
    if not is_too_new or request.goes_back_by is None:
        return answer
    return await ask(msgspec.structs.replace(request, goes_back_by=None))
