"""The page that a mailed link leads to, and the one download behind it.

What makes the link good stands behind its ``#``, which browsers keep to themselves: it is in no
log. Language and colours are those of the portal, and changed with the form: what was typed comes
back with them, but for the PINs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from card_contract.outcomes import Refusal
from server_stub.mail.postman import LIST_PATH
from server_stub.web.mailed_list.assets import ASSETS_PATH, assets
from server_stub.web.mailed_list.taking import Codes, No, Taking, no
from server_stub.web.portal.guard import LANGUAGE, THEME, Guard, cookies_of, is_from_here
from server_stub.web.portal.reading import TurnedAwayError, form_of, typed_in, without_secrets
from server_stub.web.portal.rendering import THEMES, environment
from server_stub.web.portal.route import Field, Form
from server_stub.web.portal.words import LANGUAGES, Words, language_of, to_say
from server_stub.web.replies import Reply
from server_stub.web.services import Services
from server_stub.web.site import Asked, Place

PACKAGE: Final = "server_stub.web.mailed_list"
FORM_BYTES_MAX: Final = 16 * 1024
GIVEN_WITHIN_S: Final = 60.0
"""A million codes are unsealed one by one before the first of them goes out."""
_HTML: Final = b"text/html; charset=utf-8"
_PLAIN: Final = b"text/plain; charset=utf-8"
_NOT_FROM_HERE: Final = to_say(
    "This did not come from this page. Nothing was given out: send the form from here."
)


class _TheForm:
    """What the page takes, as the portal's rows of pages say it."""

    query: Final[Mapping[str, str]] = {}
    form: Final = Form(
        shown_at=LIST_PATH,
        fields=(
            Field(name="link", signs_max=150),
            Field(name="operator", signs_max=64),
            Field(name="pin", signs_max=12, is_secret=True),
            Field(name="reason"),
            Field(name="second", signs_max=64),
            Field(name="second_pin", signs_max=12, is_secret=True),
            Field(name=LANGUAGE, signs_max=8),
            Field(name=THEME, signs_max=8),
        ),
    )


_FORM: Final = _TheForm()
_OFFERED: Final[Mapping[str, Any]] = {LANGUAGE: LANGUAGES, THEME: THEMES}


class MailedListSite:
    name = "code-list"

    def __init__(self, services: Services, *, is_secure: bool) -> None:
        self._taking = Taking(services)
        self._guard = Guard(is_secure)

    def takes(self, path: str) -> bool:
        return path == LIST_PATH or path.startswith(ASSETS_PATH)

    @contextmanager
    def place(self, asked: Asked) -> Iterator[Place]:
        yield Place(FORM_BYTES_MAX, answer_timeout_s=GIVEN_WITHIN_S)

    async def answer(self, asked: Asked) -> Reply:
        if asked.path != LIST_PATH:
            return assets().reply(asked, self._guard.headers)
        if asked.method in ("GET", "HEAD"):
            return self._page(asked, {})
        if asked.method != "POST":
            reply = self.refuse(asked, Refusal.METHOD_NOT_ALLOWED)
            return reply._replace(headers=(*reply.headers, (b"allow", b"GET, HEAD, POST")))
        try:
            return await self._take(asked, typed_in(_FORM, form_of(asked)))
        except TurnedAwayError as turned:
            return self._page(asked, {}, why=no(turned.code, turned.status))

    async def _take(self, asked: Asked, typed: Mapping[str, str]) -> Reply:
        if not is_from_here(asked.headers):
            return self._page(asked, typed, why=No(403, Refusal.NOT_ALLOWED, _NOT_FROM_HERE))
        likes = {name: typed[name] for name in _OFFERED if typed[name] in _OFFERED[name]}
        if likes:
            return self._page(asked, typed, likes=likes)
        said = await self._taking.take(typed)
        return self._list(said) if isinstance(said, Codes) else self._page(asked, typed, why=said)

    def refuse(self, asked: Asked, code: Refusal) -> Reply:
        """Say why it cannot be done; what was typed can be sent once more."""
        try:
            typed = typed_in(_FORM, form_of(asked))
        except TurnedAwayError:
            typed = {}
        return self._page(asked, typed, why=no(code))

    def _list(self, codes: Codes) -> Reply:
        name = f'attachment; filename="codes-{codes.job_id}.txt"'
        headers = (*self._guard.headers, (b"content-disposition", name.encode()))
        return Reply(200, codes.content, _PLAIN, headers=headers)

    def _page(
        self,
        asked: Asked,
        typed: Mapping[str, str],
        *,
        why: No | None = None,
        likes: Mapping[str, str] | None = None,
    ) -> Reply:
        """The form with what was typed but the PINs, and why it came to nothing."""
        cookies, likes = cookies_of(asked.headers), likes or {}
        chosen = {
            name: likes.get(name) or self._guard.cookie_of(cookies, name) for name in _OFFERED
        }
        accepted = asked.headers.get("accept-language", "")
        words = Words(language_of(accepted, chosen[LANGUAGE]), package=PACKAGE)
        templates = environment(PACKAGE)
        page: str = templates.get_template("mailed_list.html").render(
            _=words.say,
            words=words,
            languages=LANGUAGES,
            themes=THEMES,
            theme=chosen[THEME] if chosen[THEME] in THEMES else THEMES[0],
            asset=assets().addresses.__getitem__,
            path=LIST_PATH,
            signs={field.name: field.signs_max for field in _FORM.form.fields},
            typed=defaultdict(str, without_secrets(_FORM, typed)),
            why="" if why is None else words.say(why.sentence),
        )
        headers = (
            *self._guard.headers,
            (b"vary", b"accept-language, cookie"),
            *(self._guard.taste_cookie(*each) for each in likes.items()),
        )
        status, code = (200, "ok") if why is None else (why.status, why.code)
        return Reply(status, page.encode(), _HTML, code, headers)
