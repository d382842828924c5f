"""What a page of the portal is: a row of the table that dispatch, the checks and tests are made of.

A new page is one row: who may see it, and which fields its form has. Sessions, roles, the form's
token, sizes and the refusal of what comes from other sites are looked after by the site.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from card_contract.states import Role
from server_stub.desks.callers import PortalCaller
from server_stub.desks.webauthn import Place
from server_stub.domain.roles import PORTAL
from server_stub.web.portal.words import Words
from server_stub.web.replies import Stream
from server_stub.web.services import Services

ROOT: Final = "/portal"
PAGE_PATH: Final = r"/portal(?:/[A-Za-z0-9_-][A-Za-z0-9:._-]*)*"
"""The path of a page, as it may come back from a browser; it leads nowhere else."""
FIELD_SIGNS_MAX: Final = 500
FORM_SIGNS_MAX: Final = 25_000
"""What all the fields of a form hold together, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form. A secret one is never sent back to the browser."""

    name: str
    signs_max: int = FIELD_SIGNS_MAX
    is_secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a page takes by POST, and the page that shows the form, for when it is shown again."""

    shown_at: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request on its way to its page: everything about it has been checked.

    ``typed`` is what a form brought, on the page with the form too where it is shown once more;
    ``place`` is where passkeys are good, if they can be here; ``picture`` is empty where a form
    brought none.
    """

    services: Services
    words: Words
    place: Place | None
    who: PortalCaller | None
    client: str
    subject: str
    query: Mapping[str, str]
    typed: Mapping[str, str] = field(default_factory=dict)
    picture: bytes = b""
    note: str = ""

    @property
    def caller(self) -> PortalCaller:
        if self.who is None:
            raise AssertionError("This page is open to everybody.")
        return self.who


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page: a template with its values, and a status where it is not 200."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Goes:
    """Go on at another page of the portal.

    ``session`` is the token of one that was just opened, "" of one that has ended; ``cookies`` are
    tastes to be kept.
    """

    to: str
    session: str | None = None
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Streams:
    """Go on telling the browser, until one side ends it."""

    stream: Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to be kept, which comes piece by piece.

    ``size`` in bytes, where it is known before, tells the browser whether it broke off.
    """

    name: str
    media_type: str
    pieces: AsyncIterator[bytes]
    size: int | None = None


async def whole(content: bytes) -> AsyncIterator[bytes]:
    """A file that is there already, as its one piece."""
    yield content


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A picture that stands on a page of ours."""

    content: bytes
    media_type: str


class Missing:
    """There is no such thing, or it is not for this person: both are told alike."""


Said = Shown | Goes | Download | Pictured | Streams | Missing
Page = Callable[[Visit], Awaitable[Said]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalRoute:
    """``roles`` are those who may see it; where there are none it is open to everybody.

    ``subject`` is the pattern of the one ``{}`` in the path, ``query`` the fields after the ``?``
    with their patterns. A ``is_stream`` one is read by a script of ours, as events: it is no sign
    that somebody is there. The form of one that ``takes_picture`` may bring one.
    """

    method: str
    path: str
    page: Page
    roles: frozenset[Role] = PORTAL
    form: Form | None = None
    subject: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    is_stream: bool = False
    takes_picture: bool = False

    @property
    def is_open(self) -> bool:
        return not self.roles


@dataclass(frozen=True, slots=True)
class Found:
    route: PortalRoute
    subject: str


class PortalTable:
    """Finds the page of a request."""

    def __init__(self, routes: tuple[PortalRoute, ...]) -> None:
        self.routes = routes
        self._patterns = [(route, re.compile(_pattern(route), re.ASCII)) for route in routes]

    def find(self, method: str, path: str) -> Found | tuple[str, ...]:
        """The page, or the methods that there are at the path."""
        methods: list[str] = []
        for route, pattern in self._patterns:
            found = pattern.fullmatch(path)
            if found is None:
                continue
            if route.method == method:
                return Found(route, found.group(1) if route.subject else "")
            methods.append(route.method)
        return tuple(methods)


def _pattern(route: PortalRoute) -> str:
    before, mark, after = route.path.partition("{}")
    if not mark:
        return re.escape(before)
    return f"{re.escape(before)}({route.subject}){re.escape(after)}"
