"""What the command line asks about fulfilment."""

from __future__ import annotations

from typing import Final

from card_contract.messages import Answer
from card_contract.outcomes import Refusal
from server_stub.fulfilment.recovering import OpenFulfilment
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.staff import app_of
from server_stub.web.route import Authority, Call, Route


class PageOfOpen(OfApp, frozen=True, kw_only=True):
    """``after_at`` and ``after`` name the last of the page before."""

    after_at: int = 0
    after: int = 0


class FulfilmentsOpen(Answer, frozen=True, kw_only=True):
    """Redemptions that are under way or have failed; a page without any is the end."""

    fulfilments: list[OpenFulfilment]


async def open_ones(call: Call) -> FulfilmentsOpen | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    found = await call.services.fulfilment.recovering.open_ones(
        app_id, after_at=call.request.after_at, after=call.request.after
    )
    return FulfilmentsOpen(fulfilments=found)


FULFILMENT_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="POST",
        path="/control/fulfilments",
        name="control_fulfilments",
        summary="Redemptions under way or failed.",
        endpoint=open_ones,
        authority=Authority.KEYS,
        request=PageOfOpen,
        answer=FulfilmentsOpen,
    ),
)
