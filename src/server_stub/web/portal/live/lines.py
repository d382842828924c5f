"""One request as a line of a list: the same in the page and in what is told to it afterwards."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import msgspec
from msgspec import Struct

from server_stub.queries.portal_requests import Request
from server_stub.web.braincloud.meanings import MEANINGS
from server_stub.web.portal.live.words import OUTCOMES, colour_of
from server_stub.web.portal.route import ROOT
from server_stub.web.portal.words import Words


class RequestLine(Struct, frozen=True, kw_only=True):
    """``reason`` is the code that brainCloud's clients are told; links are "" where none leads."""

    id: str
    time: str
    customer: str
    customer_at: str
    campaign: str
    code: str
    card_at: str
    outcome: str
    colour: str
    reason: str


BLANK: Final = RequestLine(
    **dict.fromkeys(RequestLine.__struct_fields__, ""),
)
"""The line of which the browser makes those that it is told of."""


def line_of(request: Request, words: Words) -> RequestLine:
    reason = MEANINGS.get(request.outcome)
    card, customer = request.redemption_id, request.profile_id
    return RequestLine(
        id=f"{request.at}-{request.request}",
        time=words.time(request.at),
        customer=request.profile_name or words.say("Customer {id}", id=customer[:8]),
        customer_at=f"{ROOT}/customers/{customer}" if is_addressable(customer) else "",
        campaign=request.title,
        code=f"…{request.last_four}" if request.last_four else "",
        card_at="" if card is None else f"{ROOT}/cards/{card}",
        outcome=words.say(OUTCOMES.get(request.outcome, request.outcome.value)),
        colour=colour_of(request.outcome),
        reason="" if reason is None else str(reason.value),
    )


@lru_cache(maxsize=1_000)
def piece_of(request: Request, words: Words) -> bytes:
    """A request as an event of a stream; all who read one language are told the same."""
    return b"event: request\ndata: " + msgspec.json.encode(line_of(request, words)) + b"\n\n"


def is_addressable(profile_id: str) -> bool:
    """Whether an id can stand in the path of a page."""
    return profile_id.isascii() and profile_id.replace("-", "").isalnum()
