"""The OpenAPI 3.1 page, made of the route table and the messages' own types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from card_contract.messages import RefusalAnswer
from card_contract.outcomes import MEANINGS, Refusal
from card_contract.signing import MAC_HEADER, OPERATOR_HEADER, SESSION_HEADER, TIME_HEADER
from server_stub.web.route import Authority, Picture, Route

_REFERENCE: Final = "#/components/schemas/{name}"
_OF_EVERY_ROUTE: Final = (Refusal.MALFORMED, Refusal.TOO_LARGE, Refusal.BUSY, Refusal.FAULT)
_OF_TILLS: Final = (
    Refusal.NO_SESSION,
    Refusal.SESSION_EXPIRED,
    Refusal.BAD_SIGNATURE,
    Refusal.CLOCK_SKEW,
    Refusal.TILL_REVOKED,
)
_OF_PLAYERS: Final = (Refusal.NO_SESSION, Refusal.SESSION_EXPIRED, Refusal.NOT_ALLOWED)
_OF_OPERATORS: Final = (Refusal.NO_OPERATOR, Refusal.NOT_ALLOWED)

_DESCRIPTION: Final = """\
How tills talk to the redemption server.

A till is enrolled once with a one-use code; its Ed25519 key never leaves it. It opens a *till
session* by signing a challenge, and gets a MAC key. From then on every request carries four
headers: the session, the time in milliseconds, the operator session (where somebody is signed in),
and `HMAC-SHA-256` over method, path with query, session, operator session, time and body.

Every change carries an id that the caller made and stored before sending. The same request sent
again gives the same answer, marked `replayed`; the same id with another request is refused.

Times are milliseconds since 1970 (UTC), money is in minor units of the currency.
"""


def openapi(routes: Iterable[Route], *, version: str) -> bytes:
    """Describe ``routes`` as an OpenAPI 3.1 document."""
    routes = tuple(routes)
    schemas = _schemas(routes)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Redemption server",
            "version": version,
            "description": _DESCRIPTION,
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": _security_schemes()},
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def refusals_of(route: Route) -> tuple[Refusal, ...]:
    """All refusals that a route can answer, those of its gates included."""
    found = [*_OF_EVERY_ROUTE]
    if route.authority in (Authority.TILL, Authority.OPERATOR):
        found += _OF_TILLS
    if route.authority is Authority.OPERATOR:
        found += _OF_OPERATORS
    if route.authority is Authority.PLAYER:
        found += _OF_PLAYERS
    if route.subject is not None:
        found.append(Refusal.NOT_FOUND)
    return tuple(dict.fromkeys((*found, *route.refusals)))


def _schemas(routes: tuple[Route, ...]) -> dict[str, Any]:
    types: list[type[Any]] = [RefusalAnswer]
    for route in routes:
        if route.request is not None:
            types.append(route.request)
        if route.answer is not Picture:
            types.append(route.answer)
    unique = tuple(dict.fromkeys(types))
    _, components = msgspec.json.schema_components(unique, ref_template=_REFERENCE)
    return components


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.summary,
        "parameters": _parameters(route),
        "responses": _responses(route),
        "security": _security(route),
    }
    if route.authority is Authority.OPERATOR:
        operation["description"] = "Roles: " + ", ".join(sorted(route.roles)) + "."
    if route.request is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _reference(route.request)}},
        }
    return operation


def _parameters(route: Route) -> list[dict[str, Any]]:
    found = []
    if route.subject is not None:
        found.append(_parameter(route.subject.name, "path", route.subject.pattern, required=True))
        found[-1]["description"] = route.subject.meaning
    for parameter in route.query:
        found.append(_parameter(parameter.name, "query", parameter.pattern, required=False))
        found[-1]["description"] = parameter.meaning
    return found


def _parameter(name: str, place: str, pattern: str, *, required: bool) -> dict[str, Any]:
    anchored = pattern if pattern.startswith("^") else f"^(?:{pattern})$"
    return {
        "name": name,
        "in": place,
        "required": required,
        "schema": {"type": "string", "pattern": anchored},
    }


def _responses(route: Route) -> dict[str, Any]:
    schema = _reference(route.answer) if route.answer is not Picture else None
    good = (
        {"image/*": {"schema": {"type": "string", "contentEncoding": "binary"}}}
        if schema is None
        else {"application/json": {"schema": schema}}
    )
    responses: dict[str, Any] = {"200": {"description": "Done.", "content": good}}
    by_status: dict[int, list[Refusal]] = {}
    for refusal in refusals_of(route):
        by_status.setdefault(MEANINGS[refusal].http, []).append(refusal)
    for status, refusals in sorted(by_status.items()):
        lines = (f"`{refusal}`: {MEANINGS[refusal].sentence}" for refusal in refusals)
        responses[str(status)] = {
            "description": "\n\n".join(lines),
            "content": {"application/json": {"schema": _reference(RefusalAnswer)}},
        }
    return responses


def _reference(message: type[Any]) -> dict[str, str]:
    return {"$ref": _REFERENCE.format(name=message.__name__)}


def _security(route: Route) -> list[dict[str, list[str]]]:
    match route.authority:
        case Authority.NOBODY | Authority.KEYS:
            return []
        case Authority.TILL:
            return [{"tillSession": [], "tillTime": [], "tillMac": []}]
        case Authority.PLAYER:
            return [{"playerSession": []}]
        case Authority.OPERATOR:
            return [{"tillSession": [], "tillTime": [], "tillMac": [], "operatorSession": []}]


def _security_schemes() -> dict[str, Any]:
    return {
        "tillSession": _header(SESSION_HEADER, "The id of the till session."),
        "tillTime": _header(TIME_HEADER, "When it was sent, in ms; five minutes off at most."),
        "tillMac": _header(MAC_HEADER, "HMAC-SHA-256 over the request, in hex."),
        "playerSession": {
            "type": "http",
            "scheme": "bearer",
            "description": "The session id that a player gets from AUTHENTICATE at /dispatcherv2.",
        },
        "operatorSession": _header(OPERATOR_HEADER, "The operator session, from signing in."),
    }


def _header(name: str, description: str) -> dict[str, str]:
    return {"type": "apiKey", "in": "header", "name": name, "description": description}
