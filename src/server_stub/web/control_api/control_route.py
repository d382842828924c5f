"""The one form of the routes that the command line asks with the server's keys."""

from __future__ import annotations

from server_stub.web.control_api.messages import OfApp
from server_stub.web.route import Authority, Endpoint, Route


def control(
    name: str, summary: str, endpoint: Endpoint, request: type[OfApp], answer: type
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
    )
