"""The portal as the server sees it: every request passes the same gates, whatever its page.

Where it comes from, the form's fields, who is signed in, the role, the form's token: only then the
page sees it. A POST whose session has ended meanwhile is not lost: what was typed travels in the
page that asks to sign in again, sealed for whoever typed it, and is shown in its form afterwards.
It is kept nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import quote, urlencode

from card_contract.outcomes import MEANINGS, Refusal
from server_stub.desks.callers import PortalCaller
from server_stub.desks.portal_desk import token_id
from server_stub.desks.portal_seals import KeptForms
from server_stub.desks.webauthn import place_of
from server_stub.queries.portal_people import PortalPeople
from server_stub.web.portal import guard as guarding
from server_stub.web.portal.assets import ASSETS_PATH, assets
from server_stub.web.portal.browser import Browser, browser_of, stranger_of
from server_stub.web.portal.guard import FORM_TOKEN, KEPT, KEPT_AT, SESSION, VISITOR, Guard
from server_stub.web.portal.picture_form import PictureRoom, brings_picture, picture_form_of
from server_stub.web.portal.reading import (
    TurnedAwayError,
    form_of,
    query_of,
    sent_again,
    typed_in,
    without_secrets,
)
from server_stub.web.portal.rendering import Frame, Rendering
from server_stub.web.portal.route import (
    FORM_SIGNS_MAX,
    ROOT,
    Download,
    Found,
    Goes,
    Missing,
    Pictured,
    PortalRoute,
    PortalTable,
    Said,
    Shown,
    Streams,
    Visit,
)
from server_stub.web.portal.words import to_say
from server_stub.web.replies import EVENTS, Headers, Pieces, Reply
from server_stub.web.services import Services
from server_stub.web.site import Asked, Place

_BYTES_PER_SIGN: Final = 12
"""The longest sign, as browsers send it: four bytes, each as %XX."""
FORM_BYTES_MAX: Final = _BYTES_PER_SIGN * FORM_SIGNS_MAX
_SIGN_IN: Final = f"{ROOT}/sign-in"
_UNBUFFERED: Final = (b"x-accel-buffering", b"no")
"""Proxies that gather an answer before they pass it on are told to let a stream through."""
_HTML: Final = b"text/html; charset=utf-8"
CHANGED: Final = to_say(
    "Your sign-in has changed since this form was shown. Look once more, then send it."
)
SIGNED_IN_AGAIN: Final = to_say(
    "You are signed in again. Nothing has been sent yet: look once more, then send it."
)
WITHOUT_PICTURE: Final = to_say(
    "You are signed in again. Nothing has been sent yet: look once more, choose the picture again"
    " if you had chosen one, then send it."
)


class PortalSite:
    name = "portal"

    def __init__(
        self, services: Services, table: PortalTable, *, is_secure: bool, address: str
    ) -> None:
        self._services = services
        self._place = place_of(address)
        self._table = table
        self._guard = Guard(is_secure)
        self._kept = KeptForms(PortalPeople(services.reader), services.keys)
        self._rendering = Rendering()
        self._pictures = PictureRoom()

    def takes(self, path: str) -> bool:
        return path == ROOT or path.startswith(f"{ROOT}/")

    @contextmanager
    def place(self, asked: Asked) -> Iterator[Place]:
        found = self._table.find(asked.method, asked.path)
        takes = isinstance(found, Found) and found.route.takes_picture
        if not takes or not brings_picture(asked):
            yield Place(FORM_BYTES_MAX)
            return
        with self._pictures.place(asked.client, FORM_BYTES_MAX) as place:
            yield place

    async def answer(self, asked: Asked) -> Reply:
        if asked.path.startswith(ASSETS_PATH):
            return assets().reply(asked, self._guard.headers)
        found = self._table.find("GET" if asked.method == "HEAD" else asked.method, asked.path)
        is_stream = isinstance(found, Found) and found.route.is_stream
        is_there = not is_stream and not guarding.is_of_script(asked.headers)
        desk = self._services.portal.desk
        browser = await browser_of(asked, self._guard, desk, is_there=is_there)
        if asked.path == f"{ROOT}/":
            return self._goes(browser, Goes(to=ROOT))
        if not isinstance(found, Found):
            return self._no_page(browser, found)
        browser = browser.at(_address_of(found, asked), is_answer=found.route.method == "POST")
        try:
            if found.route.method == "POST":
                return await self._take(found, asked, browser)
            return await self._show(found, asked, browser)
        except TurnedAwayError as turned:
            return self._error(browser, turned.status, turned.code)

    def refuse(self, asked: Asked, code: Refusal) -> Reply:
        """Say why it cannot be done; a form that came can be sent once more."""
        browser, found = stranger_of(asked, self._guard), self._table.find("POST", asked.path)
        again = sent_again(found.route, asked) if isinstance(found, Found) else {}
        return self._error(browser, MEANINGS[code].http, code, again=again, path=asked.path)

    async def _show(self, found: Found, asked: Asked, browser: Browser) -> Reply:
        route = found.route
        if not route.is_open and browser.who is None:
            to = "" if asked.path == ROOT else f"?{urlencode({'to': asked.path})}"
            return self._goes(browser, Goes(to=f"{_SIGN_IN}{to}"))
        _check_role(route, browser.who)
        if route.is_stream and not _wants_events(asked):
            return self._error(browser, 404, Refusal.NOT_FOUND)
        visit = self._visit(found, asked, browser, query=query_of(route, asked))
        reply = self._reply(browser, visit, await route.page(visit))
        # Of a file only its head is asked for: nothing of it is made.
        return reply._replace(stream=None) if asked.method == "HEAD" else reply

    # --- What is sent ----------------------------------------------------------------------------

    async def _take(self, found: Found, asked: Asked, browser: Browser) -> Reply:
        if not guarding.is_from_here(asked.headers):
            raise TurnedAwayError(Refusal.NOT_ALLOWED, 403)
        route, (form, picture) = found.route, _form_of(found.route, asked)
        typed = typed_in(route, form)
        if not route.is_open and browser.who is None:
            return await self._sign_in_again(route, asked, browser, typed)
        _check_role(route, browser.who)
        if not guarding.is_form_of(browser.token, form.get(FORM_TOKEN, "")):
            # Another session meanwhile, in this browser: nothing was done, nothing is lost.
            return await self._again(found, asked, browser, typed, CHANGED, status=403)
        visit = self._visit(found, asked, browser, typed=typed, picture=picture)
        said = await route.page(visit)
        if isinstance(said, Goes) and said.session and typed.get(KEPT_AT):
            return await self._with_kept(asked, browser, said, typed)
        if isinstance(said, Goes) and said.cookies and typed.get(KEPT_AT):
            return await self._sign_in_as_liked(asked, browser, said, typed)
        return self._reply(browser, visit, said)

    async def _sign_in_again(
        self, route: PortalRoute, asked: Asked, browser: Browser, typed: Mapping[str, str]
    ) -> Reply:
        """Ask to sign in, and let the browser carry along what was typed, without secrets.

        Where nobody knows who that was, as after signing out, it is forgotten.
        """
        session = self._guard.cookie_of(guarding.cookies_of(asked.headers), SESSION)
        sealed = await self._kept.keep(token_id(session), without_secrets(route, typed))
        kept = {KEPT_AT: asked.path, KEPT: sealed} if sealed else {}
        sign_in = self._page_at(_SIGN_IN)
        visit = self._visit(sign_in, asked, browser, typed=kept)
        return self._reply(browser, visit, await sign_in.route.page(visit), status=401)

    async def _sign_in_as_liked(
        self, asked: Asked, browser: Browser, said: Goes, typed: Mapping[str, str]
    ) -> Reply:
        """Ask to sign in once more, in another language or colours, with what is carried along."""
        now, sign_in = browser.with_tastes(said.cookies), self._page_at(_SIGN_IN)
        visit = self._visit(sign_in, asked, now, typed=typed)
        reply = self._reply(now, visit, await sign_in.route.page(visit))
        cookies = (self._guard.taste_cookie(*each) for each in said.cookies.items())
        return reply._replace(headers=(*reply.headers, *cookies))

    async def _with_kept(
        self, asked: Asked, browser: Browser, said: Goes, form: Mapping[str, str]
    ) -> Reply:
        """Signed in again: show the form with what had been typed, instead of the first page.

        Somebody else sees nothing of it.
        """
        token = said.session or ""
        now = browser.with_session(token, await self._services.portal.desk.who(token))
        found = self._table.find("POST", form[KEPT_AT])
        kept = None if now.who is None else self._kept.typed_of(now.who, form[KEPT])
        if kept is None or not isinstance(found, Found) or not _may(found.route, now.who):
            return self._goes(browser, said)
        try:
            typed = typed_in(found.route, kept)
            why = WITHOUT_PICTURE if found.route.takes_picture else SIGNED_IN_AGAIN
            reply = await self._again(found, asked, now, typed, why, status=200)
        except TurnedAwayError:
            # The session is open, and the browser has to be told of it.
            return self._goes(browser, said)
        cookie = self._guard.session_cookie(SESSION, token)
        return reply._replace(headers=(*reply.headers, cookie))

    async def _again(
        self,
        found: Found,
        asked: Asked,
        browser: Browser,
        typed: Mapping[str, str],
        note: str,
        *,
        status: int,
    ) -> Reply:
        """Show the page with a form once more, filled in."""
        address = _address_of(found, asked)
        shown, browser = self._page_at(address), browser.at(address, is_answer=True)
        if not shown.route.is_open and browser.who is None:
            return self._goes(browser, Goes(to=_SIGN_IN))
        _check_role(shown.route, browser.who)
        visit = self._visit(
            shown,
            asked,
            browser,
            typed=without_secrets(found.route, typed),
            note=browser.words.say(note),
        )
        return self._reply(browser, visit, await shown.route.page(visit), status=status)

    def _page_at(self, path: str) -> Found:
        found = self._table.find("GET", path)
        if isinstance(found, Found):
            return found
        raise LookupError(path)

    # --- What is answered ------------------------------------------------------------------------

    def _visit(
        self,
        found: Found,
        asked: Asked,
        browser: Browser,
        *,
        query: Mapping[str, str] | None = None,
        typed: Mapping[str, str] | None = None,
        picture: bytes = b"",
        note: str = "",
    ) -> Visit:
        return Visit(
            services=self._services,
            words=browser.words,
            place=self._place,
            who=browser.who,
            client=asked.client,
            subject=found.subject,
            query=query or {},
            typed=typed or {},
            picture=picture,
            note=note,
        )

    def _reply(
        self, browser: Browser, visit: Visit, said: Said, *, status: int | None = None
    ) -> Reply:
        match said:
            case Missing():
                return self._error(browser, 404, Refusal.NOT_FOUND)
            case Goes():
                return self._goes(browser, said)
            case Download():
                return self._download(said)
            case Pictured():
                return Reply(
                    200, said.content, said.media_type.encode(), headers=self._guard.headers
                )
            case Streams():
                headers = (*self._guard.headers, _UNBUFFERED)
                return Reply(200, b"", EVENTS, headers=headers, stream=said.stream)
            case Shown():
                typed = defaultdict(str, visit.typed)
                values = {"typed": typed, "note": visit.note, **said.values}
                return self._page(browser, said.template, values, status or said.status)

    def _download(self, said: Download) -> Reply:
        name = f'attachment; filename="{said.name}"'
        size = () if said.size is None else ((b"content-length", b"%d" % said.size),)
        headers = (*self._guard.headers, (b"content-disposition", name.encode("ascii")), *size)
        return Reply(
            200, b"", said.media_type.encode(), headers=headers, stream=Pieces(said.pieces)
        )

    def _page(
        self, browser: Browser, template: str, values: Mapping[str, Any], status: int
    ) -> Reply:
        frame = Frame(
            words=browser.words,
            who=browser.who,
            theme=browser.theme,
            form_token=guarding.form_token(browser.token),
            address=browser.address,
            is_answer=browser.is_answer,
        )
        body = self._rendering.page(template, frame, values)
        headers = (*self._guard.headers, *self._visitor(browser))
        return Reply(status, body, _HTML, "ok", headers)

    def _goes(self, browser: Browser, goes: Goes) -> Reply:
        cookies = [self._guard.taste_cookie(*each) for each in goes.cookies.items()]
        if goes.session is not None:
            cookies.append(self._guard.session_cookie(SESSION, goes.session))
        location = (b"location", goes.to.encode("ascii"))
        headers: Headers = (*self._guard.headers, *self._visitor(browser), *cookies, location)
        return Reply(303, b"", _HTML, headers=headers)

    def _visitor(self, browser: Browser) -> Headers:
        return (self._guard.session_cookie(VISITOR, browser.token),) if browser.is_new else ()

    def _no_page(self, browser: Browser, allowed: tuple[str, ...]) -> Reply:
        if not allowed:
            return self._error(browser, 404, Refusal.NOT_FOUND)
        reply = self._error(browser, 405, Refusal.METHOD_NOT_ALLOWED)
        methods = ", ".join(sorted(allowed)).encode()
        return reply._replace(headers=(*reply.headers, (b"allow", methods)))

    def _error(
        self,
        browser: Browser,
        status: int,
        code: Refusal,
        *,
        again: Mapping[str, str] | None = None,
        path: str = "",
    ) -> Reply:
        values = {"status": status, "typed": {}, "note": "", "again": again, "path": path}
        # What is missing and what is forbidden are alike, down to the way back.
        browser = browser.at(ROOT, is_answer=False)
        reply = self._page(browser, "error.html", values, status)
        return reply._replace(code=code.value)


def _address_of(found: Found, asked: Asked) -> str:
    """The page that is asked for or, of a form, the one that it stands on."""
    route = found.route
    if route.method == "POST":
        return ROOT if route.form is None else route.form.shown_at.replace("{}", found.subject)
    path = quote(asked.path, safe="/:")
    return f"{path}?{asked.query.decode('latin-1')}" if asked.query else path


def _form_of(route: PortalRoute, asked: Asked) -> tuple[dict[str, str], bytes]:
    """The fields of a form, and the picture that it brings where the page takes one."""
    if route.takes_picture and brings_picture(asked):
        return picture_form_of(asked)
    return form_of(asked), b""


def _may(route: PortalRoute, who: PortalCaller | None) -> bool:
    return route.is_open or (who is not None and who.role in route.roles)


def _wants_events(asked: Asked) -> bool:
    """Whether a script of ours asks: an address that somebody types in has no end."""
    return asked.method == "GET" and EVENTS.decode() in asked.headers.get("accept", "")


def _check_role(route: PortalRoute, who: PortalCaller | None) -> None:
    if not _may(route, who):
        raise TurnedAwayError(Refusal.NOT_FOUND, 404)
