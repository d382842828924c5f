"""Telling the server how money would go back, also where it is too old to hear that.

A server from before ``goes_back_by`` refuses every request that has it, and would for ever. It has
no such rule, so it is asked once more without: nothing was done by the first. ``sent_by`` and
``used_before`` are newer, ``was_given`` newer still: each server is told what it knows.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
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
    for older in _for_older_servers(request):
        if not isinstance(answer, Refused) or answer.code is not Refusal.MALFORMED:
            break
        answer = await ask(older)
    return answer


def _for_older_servers(request: R) -> Iterator[R]:
    """The same without what was added last, and then without what was added before that."""
    if isinstance(request, CloseCaseRequest) and request.was_given is not None:
        request = msgspec.structs.replace(request, was_given=None)
        yield request
    if isinstance(request, CloseCaseRequest) and request.sent_by:
        request = msgspec.structs.replace(request, sent_by=[])
        yield request
    if isinstance(request, VoidRequest) and request.used_before:
        request = msgspec.structs.replace(request, used_before=[])
        yield request
    if request.goes_back_by is not None:
        yield msgspec.structs.replace(request, goes_back_by=None)
