"""The redemption server's HTTP face: answers requests over the route table.

It is called with ASGI's scope and ``receive``; its reply is one value, written by the connection.

A request passes the same gates in the same order, whatever its route: size and time of its body,
route and method, till session and MAC, operator session and role, form of its parameters and body.
Only then its endpoint sees it. Whatever goes wrong, the caller gets a refusal with a stable code.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl

import msgspec

from card_contract.messages import BODY_BYTES_MAX, NUL, CardLookUpRequest
from card_contract.outcomes import Refusal
from server_stub.desks.callers import OperatorCaller, TillCaller
from server_stub.storage.interface import UnavailableError
from server_stub.web import replies
from server_stub.web.deadlines import Deadline, Deadlines
from server_stub.web.proxies import Proxies
from server_stub.web.replies import Reply
from server_stub.web.route import Authority, Call, Found, ReadyRoute, RouteTable, WrongMethod
from server_stub.web.services import Services
from server_stub.web.sessions import Proof, proof_of
from server_stub.web.site import ANSWER_TIMEOUT_S, BODY_TIMEOUT_S, Asked, Site

PEOPLE_GO_TO: Final = b"/redeem"
"""Who types the server's bare address is a customer; whoever works here has the portal's."""
DRAINED_BYTES_MAX: Final = 1024 * 1024
DOOR_BYTES_MAX: Final = DRAINED_BYTES_MAX
LARGE_BODIES_MAX: Final = 8  # on their way at a time, of routes that take more than most
"""A door is given what is too large for it too: its refusal may have to say what it refuses."""
DOOR_TIMEOUT_S: Final = 60.0
"""A bundle may have several redemptions, each waiting for its script."""
REQUESTS_MAX: Final = 1000
EVENTS_PATH: Final = "/v1/events"
"""Beside the table of routes: its answer goes on until somebody ends it."""
_QUERY_FIELDS_MAX: Final = 8

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class Door(NamedTuple):
    """A POST that brings a protocol of its own.

    It gets the headers, in lower case, the body and the caller's address, and checks everything
    itself. ``preflight`` is what a browser is told that asks whether another site's page may send,
    ``refuse`` how a request is turned away that the door never saw, or fell over.
    """

    answer: Callable[[Mapping[str, str], bytes, str], Awaitable[Reply]]
    preflight: Reply | None = None
    refuse: Callable[[Refusal], Reply] | None = None


class _TurnedAwayError(Exception):
    """A gate refuses the request; ``answer`` is what the caller is told."""

    def __init__(self, code: Refusal, *, detail: str = "") -> None:
        super().__init__(code.value)
        self.code = code
        self.detail = detail


class _GoneError(Exception):
    """The caller hung up before its request was whole; nobody is left to answer."""


class _Trace:
    """What is known of a request by the time it is answered, for the log and the figures."""

    __slots__ = ("route", "till_id", "waits_for")

    def __init__(self) -> None:
        self.route = "unknown"
        self.till_id = ""
        self.waits_for = f"the body did not arrive within {BODY_TIMEOUT_S:.0f} seconds"


class App:
    """Called with a request, it gives the reply.

    ``pages`` are the fixed GET pages by path, ``doors`` the POSTs that bring their own protocol,
    ``sites`` what answer browsers, each under a path of its own. ``proxies`` are believed when they
    say where a request comes from.
    """

    def __init__(
        self,
        services: Services,
        table: RouteTable,
        pages: dict[str, Callable[[], Reply]],
        doors: Mapping[str, Door] | None = None,
        sites: tuple[Site, ...] = (),
        *,
        proxies: Proxies = Proxies(),  # noqa: B008 - a value that never changes
    ) -> None:
        self._services = services
        self._table = table
        self._pages = pages
        self._doors = doors or {}
        self._sites = sites
        self._proxies = proxies
        self._running = 0
        self._large = 0
        self._deadlines = Deadlines()

    async def __call__(self, scope: Scope, receive: Receive) -> Reply | None:
        """Answer a request, whatever happens; None where the caller has gone."""
        started = self._services.clock.monotonic()
        trace = _Trace()
        self._running += 1
        deadline = self._deadlines.begin(BODY_TIMEOUT_S)
        try:
            reply = await self._safely(scope, receive, trace, deadline)
        except _GoneError:
            return None
        finally:
            self._deadlines.end(deadline)
            self._running -= 1
        if reply.withheld is None:
            self._note(trace, started, reply)
        else:
            reply.withheld.note = partial(self._note, trace, started)
        return reply

    def _note(self, trace: _Trace, started: float, reply: Reply) -> None:
        self._services.observer.request(
            route=trace.route,
            status=reply.status,
            code=reply.code,
            took_s=self._services.clock.monotonic() - started,
            till_id=trace.till_id,
        )

    async def _safely(
        self, scope: Scope, receive: Receive, trace: _Trace, deadline: Deadline
    ) -> Reply:
        try:
            return await self._routed(scope, receive, trace, deadline)
        except _TurnedAwayError as turned:
            return self._refuse(turned.code, detail=turned.detail)
        except asyncio.CancelledError:
            if not deadline.is_over:
                raise
            deadline.task.uncancel()
            # Not final: over a better line, or later, the same request will be answered.
            return self._refuse(Refusal.BUSY, detail=trace.waits_for)
        except _GoneError:
            raise
        except UnavailableError as error:
            self._services.observer.fault(trace.route, error)
            return self._refuse(Refusal.BUSY)
        except Exception as error:  # noqa: BLE001 - the last gate: no fault may leave otherwise
            self._services.observer.fault(trace.route, error)
            return self._refuse(Refusal.FAULT)

    async def _routed(
        self, scope: Scope, receive: Receive, trace: _Trace, deadline: Deadline
    ) -> Reply:
        method, path = scope["method"], scope["path"]
        door = self._doors.get(path)
        if door is not None and method == "POST":
            return await self._by_door(door, scope, receive, trace, deadline)
        if door is not None and door.preflight is not None and method == "OPTIONS":
            trace.route = path
            return door.preflight
        for site in self._sites:
            if site.takes(path):
                return await self._by_site(site, scope, receive, trace, deadline)
        return await self._answer(scope, receive, trace, deadline)

    async def _answer(
        self, scope: Scope, receive: Receive, trace: _Trace, deadline: Deadline
    ) -> Reply:
        method, path = scope["method"], scope["path"]
        found = self._table.find(method, path)
        bound = found.ready.route.body_bytes_max if isinstance(found, Found) else BODY_BYTES_MAX
        body = await self._whole(receive, bound)
        deadline.allow(ANSWER_TIMEOUT_S)
        trace.waits_for = ""
        if self._running > REQUESTS_MAX:
            return self._refuse(Refusal.BUSY)
        if method == "GET" and path == EVENTS_PATH:
            return await self._events(proof_of(scope, body), trace)
        page = _to_people if path == "/" and _is_browser(scope) else self._pages.get(path)
        if page is not None and method in ("GET", "HEAD"):
            trace.route = path
            return page()
        return await self._by_table(found, scope, body, trace, is_page=page is not None)

    async def _whole(self, receive: Receive, bytes_max: int) -> bytes:
        """The body. Of large ones few are taken at a time: it is not known yet who sends them."""
        if bytes_max <= BODY_BYTES_MAX:
            return await _body(receive, bytes_max)
        if self._large >= LARGE_BODIES_MAX:
            return await _body(receive, BODY_BYTES_MAX, Refusal.BUSY)
        self._large += 1
        try:
            return await _body(receive, bytes_max)
        finally:
            self._large -= 1

    async def _by_door(
        self, door: Door, scope: Scope, receive: Receive, trace: _Trace, deadline: Deadline
    ) -> Reply:
        trace.route = scope["path"]
        refuse = door.refuse or self._refuse
        try:
            body = await _body(receive, DOOR_BYTES_MAX)
            deadline.allow(DOOR_TIMEOUT_S)
            trace.waits_for = ""
            if self._running > REQUESTS_MAX:
                return refuse(Refusal.BUSY)
            return await door.answer(_headers(scope), body, self._client(scope))
        except _TurnedAwayError as turned:
            return refuse(turned.code)
        except asyncio.CancelledError:
            if not deadline.is_over:
                raise
            deadline.task.uncancel()
            return refuse(Refusal.BUSY)
        except _GoneError:
            raise
        except Exception as error:  # noqa: BLE001 - clients of this protocol read its refusals only
            self._services.observer.fault(trace.route, error)
            is_away = isinstance(error, UnavailableError)
            return refuse(Refusal.BUSY if is_away else Refusal.FAULT)

    async def _by_site(
        self, site: Site, scope: Scope, receive: Receive, trace: _Trace, deadline: Deadline
    ) -> Reply:
        trace.route = site.name
        asked = Asked(
            method=scope["method"],
            path=scope["path"],
            query=scope["query_string"],
            headers=_headers(scope),
            body=b"",
            client=self._client(scope),
        )
        try:
            with site.place(asked) as place:
                deadline.allow(place.body_timeout_s)
                body = await _body(receive, place.body_bytes_max, place.why_not)
                deadline.allow(place.answer_timeout_s)
                trace.waits_for = ""
                asked = replace(asked, body=body)
                if self._running > REQUESTS_MAX:
                    return site.refuse(asked, Refusal.BUSY)
                return await site.answer(asked)
        except _TurnedAwayError as turned:
            return site.refuse(asked, turned.code)
        except asyncio.CancelledError:
            if not deadline.is_over:
                raise
            deadline.task.uncancel()
            return site.refuse(asked, Refusal.BUSY)
        except _GoneError:
            raise
        except Exception as error:  # noqa: BLE001 - people who look at pages get one
            self._services.observer.fault(site.name, error)
            is_away = isinstance(error, UnavailableError)
            return site.refuse(asked, Refusal.BUSY if is_away else Refusal.FAULT)

    async def _by_table(
        self,
        found: Found | WrongMethod | None,
        scope: Scope,
        body: bytes,
        trace: _Trace,
        *,
        is_page: bool,
    ) -> Reply:
        if not isinstance(found, Found):
            return self._nothing_here(found, is_page=is_page)
        trace.route = found.ready.route.name
        proof = proof_of(scope, body)
        caller = await self._till(found.ready, proof)
        if caller is not None:
            trace.till_id = caller.till_id
        call = await self._call(scope, found, body, proof, caller)
        said = await found.ready.route.endpoint(call)
        return replies.reply_to(said, self._services.clock.now_ms())

    async def _events(self, proof: Proof, trace: _Trace) -> Reply:
        """Let a till listen: what recalls change, and new alarms, come as server-sent events."""
        trace.route = "events"
        caller = await self._services.sessions.till(proof)
        if isinstance(caller, Refusal):
            return self._refuse(caller)
        trace.till_id = caller.till_id
        listener = self._services.feed.listen(caller.app_id, caller.till_id)
        return Reply(200, b"", replies.EVENTS, stream=listener)

    def _client(self, scope: Scope) -> str:
        peer = scope.get("client")
        return self._proxies.client_of(peer[0] if peer else "", scope["headers"])

    def _refuse(self, code: Refusal, *, detail: str = "") -> Reply:
        now_ms = self._services.clock.now_ms()
        return replies.refuse(replies.refusal(code, now_ms, detail=detail))

    def _nothing_here(self, found: WrongMethod | None, *, is_page: bool) -> Reply:
        now_ms = self._services.clock.now_ms()
        if found is None and not is_page:
            return replies.refuse(replies.refusal(Refusal.NOT_FOUND, now_ms))
        allowed = ("GET", "HEAD") if found is None else found.allowed
        return replies.refuse(
            replies.refusal(Refusal.METHOD_NOT_ALLOWED, now_ms),
            headers=((b"allow", ", ".join(allowed).encode()),),
        )

    async def _till(self, ready: ReadyRoute, proof: Proof) -> TillCaller | None:
        if ready.route.authority in (Authority.NOBODY, Authority.PLAYER):
            return None  # a player's endpoints look for its session themselves
        if ready.route.authority is Authority.KEYS:
            refusal = self._services.sessions.refusal_of_control(proof)
            if refusal is not None:
                raise _TurnedAwayError(refusal)
            return None
        caller = await self._services.sessions.till(proof)
        if isinstance(caller, Refusal):
            raise _TurnedAwayError(caller)
        return caller

    async def _operator(
        self, ready: ReadyRoute, proof: Proof, caller: TillCaller | None
    ) -> OperatorCaller | None:
        route = ready.route
        needed = route.authority is Authority.OPERATOR
        if caller is None or not (needed or (route.takes_operator and proof.operator)):
            return None
        operator = await self._services.sessions.operator(caller, proof.operator)
        if operator is None and needed:
            raise _TurnedAwayError(Refusal.NO_OPERATOR)
        if operator is not None and needed and operator.role not in route.roles:
            raise _TurnedAwayError(Refusal.NOT_ALLOWED)
        return operator

    async def _call(
        self, scope: Scope, found: Found, body: bytes, proof: Proof, caller: TillCaller | None
    ) -> Call:
        ready = found.ready
        operator = await self._operator(ready, proof, caller)
        return Call(
            services=self._services,
            subject=found.subject,
            query=_query(scope["query_string"], ready),
            request=_decoded(body, ready),
            caller=caller,
            signed_in=operator,
            operator_token=proof.operator,
            client=self._client(scope),
            authorization=_authorization(scope, ready),
        )


def _authorization(scope: Scope, ready: ReadyRoute) -> str:
    if ready.route.authority is not Authority.PLAYER:
        return ""
    return _headers(scope).get("authorization", "")


def _to_people() -> Reply:
    return Reply(303, b"", headers=((b"location", PEOPLE_GO_TO),))


def _is_browser(scope: Scope) -> bool:
    """Whether a page is asked for, as people's browsers do."""
    return "text/html" in _headers(scope).get("accept", "")


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


async def _body(receive: Receive, bytes_max: int, why_not: Refusal = Refusal.TOO_LARGE) -> bytes:
    """Read the body, at most ``bytes_max`` bytes; ``why_not`` is said of what is more."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _GoneError
        part = message.get("body", b"")
        size += len(part)
        more = message.get("more_body", False)
        if size > bytes_max:
            # Swallow a little of what is too much: a caller that is still sending when the
            # connection closes would see a reset and never the refusal.
            parts.clear()
            if not more or size > DRAINED_BYTES_MAX:
                raise _TurnedAwayError(why_not)
        elif not more:
            return part if not parts else b"".join((*parts, part))
        else:
            parts.append(part)


def _decoded(body: bytes, ready: ReadyRoute) -> Any:
    if ready.decode is None:
        if body:
            raise _TurnedAwayError(Refusal.MALFORMED, detail="this call takes no body")
        return None
    if NUL in body and ready.route.request is not CardLookUpRequest:
        # PostgreSQL keeps no NUL in a text, and nobody types one: both databases refuse alike. Only
        # what a scanner read may be anything; it is looked for and never kept.
        raise _TurnedAwayError(Refusal.MALFORMED, detail="a text contains NUL")
    try:
        return ready.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _TurnedAwayError(Refusal.MALFORMED, detail=str(error)) from None


def _query(query_string: bytes, ready: ReadyRoute) -> dict[str, str]:
    if not query_string:
        return {}
    if not ready.query_fits:
        raise _TurnedAwayError(Refusal.MALFORMED, detail="this call takes no query")
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=_QUERY_FIELDS_MAX,
        )
    except ValueError:
        raise _TurnedAwayError(Refusal.MALFORMED, detail="the query cannot be read") from None
    for name, value in pairs:
        fits = ready.query_fits.get(name)
        if fits is None:
            raise _TurnedAwayError(Refusal.MALFORMED, detail="the query has an unknown field")
        if not fits(value):
            raise _TurnedAwayError(Refusal.MALFORMED, detail=f"the query's {name} is malformed")
    query = dict(pairs)
    if len(query) != len(pairs):
        raise _TurnedAwayError(Refusal.MALFORMED, detail="the query repeats a field")
    return query
