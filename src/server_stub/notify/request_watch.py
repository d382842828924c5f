"""The browsers that look at the live list, and one look at the database for all of them.

Nothing is read while nobody looks. A look reads what is new since the last, with a few seconds of
overlap because a request may be committed after one that is younger; a browser shows each once. One
that reads too slowly is let go and comes back by itself; one whose session has ended is let go too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from server_stub.desks.callers import PortalCaller
from server_stub.desks.portal_desk import PortalDesk
from server_stub.desks.ports import Clock
from server_stub.domain.ids import AppId
from server_stub.notify.feed import Listener
from server_stub.queries.portal_requests import PortalRequests, Request, Wanted

LOOK_EVERY_S: Final = 0.3
CHECK_EVERY_S: Final = 5.0
OVERLAP_MS: Final = 5_000
BROWSERS_MAX: Final = 500
_STILL_HERE: Final = b"event: still\ndata: {}\n\n"
"""A page knows by it that its line is not dead; of comments it hears nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looker:
    """Who looks in one browser, and at which requests; ``piece`` is how one is told there."""

    caller: PortalCaller
    wanted: Wanted
    piece: Callable[[Request], bytes]


@dataclass(slots=True)
class _Seen:
    """What was told of one app already: from a moment on, these."""

    since_ms: int
    places: set[tuple[int, str]] = field(default_factory=set)


class RequestWatch:
    """``look`` is to be called again and again."""

    def __init__(self, requests: PortalRequests, desk: PortalDesk, clock: Clock) -> None:
        self._requests = requests
        self._desk = desk
        self._clock = clock
        self._lookers: dict[Listener, Looker] = {}
        self._seen: dict[AppId, _Seen] = {}
        self._checked_at = 0.0

    async def listen(self, looker: Looker, after_ms: int) -> Listener | None:
        """Take up a browser, and tell it what it has missed; None where too many are here."""
        if len(self._lookers) >= BROWSERS_MAX:
            return None
        listener = Listener(self._closed, still_here=_STILL_HERE)
        self._lookers[listener] = looker
        app_id, since_ms = looker.caller.app_id, after_ms - OVERLAP_MS
        try:
            missed = await self._requests.since(app_id, since_ms, looker.wanted)
        except BaseException:
            listener.close()
            raise
        for request in missed:
            listener.tell(looker.piece(request))
        return listener

    async def look(self) -> None:
        """Tell everybody what is new."""
        await self._check()
        apps = {looker.caller.app_id for looker in self._lookers.values()}
        self._seen = {app_id: seen for app_id, seen in self._seen.items() if app_id in apps}
        for app_id in apps:
            news = await self._news(app_id)
            if news:
                self._tell(app_id, news)

    async def _news(self, app_id: AppId) -> list[Request]:
        now_ms = self._clock.now_ms()
        seen = self._seen.setdefault(app_id, _Seen(now_ms - OVERLAP_MS))
        found = await self._requests.since(app_id, seen.since_ms, Wanted())
        news = [request for request in found if request.place not in seen.places]
        self._seen[app_id] = _Seen(now_ms - OVERLAP_MS, {request.place for request in found})
        return news

    def _tell(self, app_id: AppId, news: list[Request]) -> None:
        for listener, looker in list(self._lookers.items()):
            if looker.caller.app_id != app_id:
                continue
            for request in news:
                if looker.wanted.fits(request):
                    listener.tell(looker.piece(request))

    async def _check(self) -> None:
        """Let go of browsers whose person may not look any more."""
        now = self._clock.monotonic()
        if now < self._checked_at + CHECK_EVERY_S:
            return
        self._checked_at = now
        for listener, looker in list(self._lookers.items()):
            if not await self._desk.is_still(looker.caller):
                listener.end()

    def _closed(self, listener: Listener) -> None:
        self._lookers.pop(listener, None)
