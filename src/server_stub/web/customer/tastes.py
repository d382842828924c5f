"""Language and colours, as somebody likes them: the same as in the portal, in the browser alone."""

from __future__ import annotations

from typing import Final

from server_stub.web.customer.route import CustomerRoute, Said, Visit
from server_stub.web.portal.guard import LANGUAGE, THEME
from server_stub.web.portal.rendering import THEMES
from server_stub.web.portal.route import Field, Form, Goes
from server_stub.web.portal.words import LANGUAGES


async def take(visit: Visit) -> Said:
    typed = visit.typed
    cookies: dict[str, str] = {}
    if typed["language"] in LANGUAGES:
        cookies[LANGUAGE] = typed["language"]
    if typed["theme"] in THEMES:
        cookies[THEME] = typed["theme"]
    return Goes(to=visit.base, cookies=cookies)


TASTE_ROUTES: Final = (
    CustomerRoute(
        method="POST",
        path="/tastes",
        page=take,
        form=Form(
            shown_at="",
            fields=(
                Field(name="language", signs_max=8),
                Field(name="theme", signs_max=8),
            ),
        ),
    ),
)
