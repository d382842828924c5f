"""What a route is: a row of the table that dispatch, checks and the OpenAPI page are made of."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import msgspec
from msgspec import Struct

from card_contract.messages import BODY_BYTES_MAX, Answer, Request, Shop
from card_contract.outcomes import Refusal
from card_contract.states import Role
from server_stub.desks.callers import OperatorCaller, TillCaller
from server_stub.engine.command import Refused
from server_stub.web.services import Services

EVERYBODY: Final = frozenset(Role)


class Authority(StrEnum):
    """Who has to stand behind a request."""

    NOBODY = "nobody"
    KEYS = "the server's own keys"
    TILL = "till session"
    OPERATOR = "operator session"
    PLAYER = "player session"


@dataclass(frozen=True, slots=True)
class Picture:
    """An answer that is no JSON: a picture as it was stored."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the path or the query, with the pattern that its whole text must match."""

    name: str
    pattern: str
    meaning: str


class Call(msgspec.Struct):
    """One authenticated, decoded request on its way to its endpoint.

    ``subject`` is the value of the path's parameter, empty where the path has none. ``till`` and
    ``operator`` are there exactly where the route's authority demands them; an operator session
    sent along with a till's own route is looked at too, so that a deed carries its person's name.
    """

    services: Services
    subject: str
    query: Mapping[str, str]
    request: Any
    caller: TillCaller | None
    signed_in: OperatorCaller | None
    operator_token: str
    client: str
    authorization: str = ""

    @property
    def till(self) -> TillCaller:
        if self.caller is None:
            raise AssertionError("This route demands no till session.")
        return self.caller

    @property
    def operator(self) -> OperatorCaller:
        if self.signed_in is None:
            raise AssertionError("This route demands no operator session.")
        return self.signed_in


Said = Struct | Refused | Refusal | Picture
Endpoint = Callable[[Call], Awaitable[Said]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One call of the interface; ``subject`` describes the one ``{parameter}`` of its path."""

    method: str
    path: str
    name: str
    summary: str
    endpoint: Endpoint
    answer: type[Answer | Shop | Picture]
    authority: Authority = Authority.TILL
    roles: frozenset[Role] = EVERYBODY
    request: type[Request] | None = None
    subject: Parameter | None = None
    query: tuple[Parameter, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    takes_operator: bool = False
    body_bytes_max: int = BODY_BYTES_MAX


@dataclass(frozen=True, slots=True)
class ReadyRoute:
    """A route with its decoder and patterns made ready, so that a request builds nothing."""

    route: Route
    decode: Callable[[bytes], Any] | None
    subject_fits: Callable[[str], Any] | None
    query_fits: Mapping[str, Callable[[str], Any]]


@dataclass(frozen=True, slots=True)
class Found:
    ready: ReadyRoute
    subject: str


@dataclass(frozen=True, slots=True)
class WrongMethod:
    allowed: tuple[str, ...]


@dataclass(slots=True)
class RouteTable:
    """Finds a request's route by two dictionary look-ups at most.

    A path without parameter is looked up whole; one with a parameter by what stands before and
    after its third segment (``/v1/sales/`` and ``/confirm``).
    """

    routes: tuple[Route, ...]
    _exact: dict[str, dict[str, ReadyRoute]] = field(init=False, default_factory=dict)
    _around: dict[tuple[str, str], dict[str, ReadyRoute]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for route in self.routes:
            ready = _ready(route)
            if route.subject is None:
                methods = self._exact.setdefault(route.path, {})
            else:
                before, _, after = route.path.partition("{" + route.subject.name + "}")
                methods = self._around.setdefault((before, after), {})
            if route.method in methods:
                raise AssertionError(f"{route.method} {route.path} stands twice.")
            methods[route.method] = ready

    def find(self, method: str, path: str) -> Found | WrongMethod | None:
        """Name the route of a request; ``None`` where there is nothing at that path."""
        subject = ""
        methods = self._exact.get(path)
        if methods is None:
            head = path.find("/", 4)
            if head < 0:
                return None
            tail = path.find("/", head + 1)
            tail = len(path) if tail < 0 else tail
            methods = self._around.get((path[: head + 1], path[tail:]))
            if methods is None:
                return None
            subject = path[head + 1 : tail]
        ready = methods.get(method)
        if ready is None:
            return WrongMethod(tuple(sorted(methods)))
        if ready.subject_fits is not None and not ready.subject_fits(subject):
            return None
        return Found(ready, subject)


def _ready(route: Route) -> ReadyRoute:
    decode = None if route.request is None else msgspec.json.Decoder(route.request).decode
    return ReadyRoute(
        route=route,
        decode=decode,
        subject_fits=None if route.subject is None else _whole(route.subject),
        query_fits={parameter.name: _whole(parameter) for parameter in route.query},
    )


def _whole(parameter: Parameter) -> Callable[[str], Any]:
    return re.compile(parameter.pattern, re.ASCII).fullmatch
