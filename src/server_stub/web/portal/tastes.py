"""Language and colours, as somebody likes them: kept in the browser alone."""

from __future__ import annotations

import re
from typing import Final

from server_stub.web.portal.guard import LANGUAGE, THEME
from server_stub.web.portal.rendering import THEMES
from server_stub.web.portal.route import (
    FIELD_SIGNS_MAX,
    ROOT,
    Field,
    Form,
    Goes,
    PortalRoute,
    Visit,
)
from server_stub.web.portal.sign_in.pages import KEPT_FIELDS
from server_stub.web.portal.words import LANGUAGES

_SIGN: Final = "[A-Za-z0-9:._-]|%(?!2[EF])[0-9A-F]{2}"
_PATH: Final = re.compile(rf"{ROOT}(?:/(?!\.)(?:{_SIGN})+)*(?:\?[!-~]*)?", re.ASCII)
"""A page, with what was asked of it; it leads nowhere else."""


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
                Field(name="back", signs_max=FIELD_SIGNS_MAX),
                *KEPT_FIELDS,
            ),
        ),
    ),
)
