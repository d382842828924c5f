"""Language and colours, as somebody likes them: kept in the browser alone."""

from __future__ import annotations

import re
from typing import Final

from server_stub.web.portal.guard import LANGUAGE, THEME
from server_stub.web.portal.rendering import THEMES
from server_stub.web.portal.route import PAGE_PATH, ROOT, Field, Form, Goes, PortalRoute, Visit
from server_stub.web.portal.words import LANGUAGES

_PATH: Final = re.compile(PAGE_PATH, re.ASCII)


async def take(visit: Visit) -> Goes:
    typed = visit.typed
    cookies: dict[str, str] = {}
    if typed["language"] in LANGUAGES:
        cookies[LANGUAGE] = typed["language"]
    if typed["theme"] in THEMES:
        cookies[THEME] = typed["theme"]
    back = typed["back"]
    return Goes(to=back if _PATH.fullmatch(back) else ROOT, cookies=cookies)


TASTE_ROUTES: Final = (
    PortalRoute(
        method="POST",
        path="/portal/tastes",
        page=take,
        roles=frozenset(),
        form=Form(
            shown_at=ROOT,
            fields=(
                Field(name="language", signs_max=8),
                Field(name="theme", signs_max=8),
                Field(name="back", signs_max=200),
            ),
        ),
    ),
)
