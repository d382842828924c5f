"""The one form of the routes that the command line asks with the server's keys."""

from __future__ import annotations

from card_contract.messages import BODY_BYTES_MAX
from server_stub.web.control_api.messages import OfApp
from server_stub.web.route import Authority, Endpoint, Route


def control(
    name: str,
    summary: str,
    endpoint: Endpoint,
    request: type[OfApp],
    answer: type,
    *,
    body_bytes_max: int = BODY_BYTES_MAX,
) -> Route:
    return Route(
        method="POST",
        path=f"/control/{name}",
        name=f"control_{name.replace('-', '_')}",
        summary=summary,
        endpoint=endpoint,
        authority=Authority.KEYS,
        request=request,
        answer=answer,
        body_bytes_max=body_bytes_max,
    )
