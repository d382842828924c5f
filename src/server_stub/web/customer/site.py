"""The customer's page as the server sees it: every request passes the same gates.

Which shop, where it comes from, the form's fields, who is signed in, the form's token: only then a
page sees it. Whatever stands in the way of a form, the code and the name that were typed stay in
their fields. A code comes in the body of a form alone; the link on a card has it behind its ``#``,
which browsers keep to themselves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final

from card_contract.outcomes import MEANINGS, Refusal
from server_stub.queries.customers_page import Shop
from server_stub.web.customer.accounts import Customer
from server_stub.web.customer.assets import ASSETS_PATH, assets
from server_stub.web.customer.rendering import PACKAGE, Frame, Rendering
from server_stub.web.customer.route import ROOT, CustomerRoute, Entered, Said, Visit
from server_stub.web.customer.signing import SIGN_IN
from server_stub.web.customer.table import CUSTOMER_ROUTES
from server_stub.web.portal import guard as guarding
from server_stub.web.portal.guard import FORM_TOKEN, LANGUAGE, THEME, Guard
from server_stub.web.portal.picture_form import PictureRoom, picture_form_of
from server_stub.web.portal.reading import (
    TurnedAwayError,
    form_of,
    query_of,
    sent_again,
    typed_in,
    without_secrets,
)
from server_stub.web.portal.route import Goes, Missing, Shown
from server_stub.web.portal.words import Words, language_of, to_say
from server_stub.web.replies import Headers, Reply
from server_stub.web.services import Services
from server_stub.web.site import Asked, Place

FORM_BYTES_MAX: Final = 16 * 1024
SESSION: Final = "customer"
VISITOR: Final = "customer-visitor"
CODE_SIGNS_MAX: Final = 300
_HTML: Final = b"text/html; charset=utf-8"
_PLACE: Final = re.compile(f"{ROOT}(?:/at/([a-z0-9][a-z0-9-]*))?((?:/[a-z-]+)?)/?", re.ASCII)
CHANGED: Final = to_say(
    "Your sign-in has changed since this form was shown. Look once more, then send it."
)
ENDED: Final = to_say("Your session has ended. Sign in again: what you had typed is still here.")
ENTERED: Final = to_say("You are signed in. Look at the code once more, then redeem it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Browser:
    """A browser by its cookies; ``token`` is the session's or, before, that of the visitor."""

    token: str = ""
    is_new: bool = False
    who: Customer | None = None
    words: Words
    theme: str
    shop: Shop | None = None
    base: str = ROOT


class CustomerSite:
    name = "customer"

    def __init__(self, services: Services, *, is_secure: bool) -> None:
        self._services = services
        self._guard = Guard(is_secure, may_scan=True)
        self._rendering = Rendering()
        self._pictures = PictureRoom()
        self._routes = {(route.method, route.path): route for route in CUSTOMER_ROUTES}

    def takes(self, path: str) -> bool:
        return path == ROOT or path.startswith(f"{ROOT}/")

    @contextmanager
    def place(self, asked: Asked) -> Iterator[Place]:
        found = _PLACE.fullmatch(asked.path)
        route = None if found is None else self._route(asked.method, found[2])
        if route is None or not route.takes_picture:
            yield Place(FORM_BYTES_MAX)
            return
        with self._pictures.place(asked.client, FORM_BYTES_MAX) as place:
            yield place

    async def answer(self, asked: Asked) -> Reply:
        if asked.path.startswith(ASSETS_PATH):
            return assets().reply(asked, self._guard.headers)
        place = _PLACE.fullmatch(asked.path)
        shop = None if place is None else await self._shop(place[1])
        if place is None or shop is None:
            return self.refuse(asked, Refusal.NOT_FOUND)
        route = self._route(asked.method, place[2])
        is_attended = route is None or route.is_attended
        browser = await self._browser(asked, shop, _base(place[1]), is_attended=is_attended)
        if shop.disabled_at is not None:
            return self._page(browser, "closed.html", {}, 503)
        return await self._at(place[2], asked, browser)

    async def _at(self, path: str, asked: Asked, browser: _Browser) -> Reply:
        route = self._route(asked.method, path)
        if route is None:
            return self._no_page(browser, path)
        try:
            if route.method == "POST":
                return await self._take(route, asked, browser)
            return await self._show(route, asked, browser)
        except TurnedAwayError as turned:
            return self._error(browser, turned.status, turned.code)

    def _route(self, method: str, path: str) -> CustomerRoute | None:
        return self._routes.get(("GET" if method == "HEAD" else method, path))

    def refuse(self, asked: Asked, code: Refusal) -> Reply:
        """Say why it cannot be done; a form that came, or its code, can be sent once more."""
        place, browser = _PLACE.fullmatch(asked.path), self._stranger(asked)
        route = None if place is None else self._route("POST", place[2])
        if place is None or route is None or asked.method != "POST":
            return self._error(browser, MEANINGS[code].http, code)
        browser = replace(browser, base=_base(place[1]))
        again, path = sent_again(route, asked), asked.path
        if code is Refusal.NOT_FOUND:
            again = {}
        elif not again and (typed := _code_of(asked)):
            token = {FORM_TOKEN: form_of(asked).get(FORM_TOKEN, "")}
            again, path = {"code": typed, "old": "1", **token}, f"{browser.base}{SIGN_IN}"
        return self._error(browser, MEANINGS[code].http, code, again=again, path=path)

    # --- Who asks, and where ---------------------------------------------------------------------

    async def _shop(self, named: str | None) -> Shop | None:
        """The shop that is named or, where none is, the only one that there is."""
        page = self._services.customers.page
        return await page.only_shop() if named is None else await page.shop(named)

    def _stranger(self, asked: Asked) -> _Browser:
        """The browser without asking who is signed in: for when nothing can be asked."""
        cookies = guarding.cookies_of(asked.headers)
        accepted = asked.headers.get("accept-language", "")
        language = language_of(accepted, self._guard.cookie_of(cookies, LANGUAGE))
        words = Words(language, package=PACKAGE)
        return _Browser(words=words, theme=self._guard.cookie_of(cookies, THEME))

    async def _browser(self, asked: Asked, shop: Shop, base: str, *, is_attended: bool) -> _Browser:
        cookies = guarding.cookies_of(asked.headers)
        session = self._guard.cookie_of(cookies, SESSION)
        who = await self._services.customers.accounts.who(
            shop.app_id, session, is_attended=is_attended
        )
        visitor = self._guard.cookie_of(cookies, VISITOR)
        stranger = self._stranger(asked)
        return replace(
            stranger,
            token=session if who is not None else visitor or guarding.new_visitor(),
            is_new=who is None and not visitor,
            who=who,
            words=replace(stranger.words, time_zone=shop.time_zone),
            shop=shop,
            base=base,
        )

    # --- What is asked and sent ------------------------------------------------------------------

    async def _show(self, route: CustomerRoute, asked: Asked, browser: _Browser) -> Reply:
        if not route.is_open and browser.who is None:
            return self._goes(browser, Goes(to=browser.base))
        visit = self._visit(asked, browser, query=query_of(route, asked, may_have_more=True))
        return await self._reply(asked, browser, visit, await route.page(visit))

    async def _take(self, route: CustomerRoute, asked: Asked, browser: _Browser) -> Reply:
        if not guarding.is_from_here(asked.headers):
            raise TurnedAwayError(Refusal.NOT_ALLOWED, 403)
        form, picture = picture_form_of(asked) if route.takes_picture else (form_of(asked), b"")
        typed = typed_in(route, form)
        if not route.is_open and browser.who is None:
            return await self._again(route, asked, browser, typed, note=ENDED, status=401)
        if not guarding.is_form_of(browser.token, form.get(FORM_TOKEN, "")):
            return await self._again(route, asked, browser, typed, note=CHANGED, status=403)
        visit = self._visit(asked, browser, typed=typed, picture=picture)
        return await self._reply(asked, browser, visit, await route.page(visit))

    async def _again(
        self,
        route: CustomerRoute,
        asked: Asked,
        browser: _Browser,
        typed: Mapping[str, str],
        *,
        note: str,
        status: int,
    ) -> Reply:
        """Show the page with a form once more, filled in."""
        shown_at = "" if route.form is None else route.form.shown_at
        said = browser.words.say(note)
        visit = self._visit(asked, browser, typed=without_secrets(route, typed), note=said)
        page = await self._routes["GET", shown_at].page(visit)
        return await self._reply(asked, browser, visit, page, status=status)

    async def _entered(
        self, asked: Asked, browser: _Browser, visit: Visit, entered: Entered
    ) -> Reply:
        """Signed in: show the code that was typed before, to be looked at and redeemed.

        The session that the browser had goes with its cookie, and is over.
        """
        if visit.who is not None:
            await self._services.customers.accounts.sign_out(visit.who)
        if not visit.typed["code"].strip():
            return self._goes(browser, Goes(to=browser.base, session=entered.token))
        who = await self._services.customers.accounts.who(visit.shop.app_id, entered.token)
        now = replace(browser, token=entered.token, is_new=False, who=who)
        first = self._routes["POST", ""]
        typed = {"code": visit.typed["code"]}
        reply = await self._again(first, asked, now, typed, note=ENTERED, status=200)
        cookie = self._guard.session_cookie(SESSION, entered.token)
        return reply._replace(headers=(*reply.headers, cookie))

    # --- What is answered ------------------------------------------------------------------------

    def _visit(
        self,
        asked: Asked,
        browser: _Browser,
        *,
        query: Mapping[str, str] | None = None,
        typed: Mapping[str, str] | None = None,
        picture: bytes = b"",
        note: str = "",
    ) -> Visit:
        if browser.shop is None:
            raise AssertionError("A page is some shop's.")
        return Visit(
            services=self._services,
            shop=browser.shop,
            base=browser.base,
            words=browser.words,
            who=browser.who,
            client=asked.client,
            browser=browser.token,
            query=query or {},
            typed=typed or {},
            picture=picture,
            note=note,
        )

    async def _reply(
        self,
        asked: Asked,
        browser: _Browser,
        visit: Visit,
        said: Said,
        *,
        status: int | None = None,
    ) -> Reply:
        match said:
            case Missing():
                return self._error(browser, 404, Refusal.NOT_FOUND)
            case Goes():
                return self._goes(browser, said)
            case Entered():
                return await self._entered(asked, browser, visit, said)
            case Shown():
                typed = defaultdict(str, visit.typed)
                values = {"typed": typed, "note": visit.note, **said.values}
                return self._page(browser, said.template, values, status or said.status)

    def _page(
        self, browser: _Browser, template: str, values: Mapping[str, Any], status: int
    ) -> Reply:
        frame = Frame(
            words=browser.words,
            shop=browser.shop,
            base=browser.base,
            who=browser.who,
            theme=browser.theme,
            form_token=guarding.form_token(browser.token),
        )
        body = self._rendering.page(template, frame, values)
        headers = (*self._guard.headers, *self._visitor(browser))
        return Reply(status, body, _HTML, "ok", headers)

    def _goes(self, browser: _Browser, goes: Goes) -> Reply:
        cookies = [self._guard.taste_cookie(*each) for each in goes.cookies.items()]
        if goes.session is not None:
            cookies.append(self._guard.session_cookie(SESSION, goes.session))
        location = (b"location", goes.to.encode("ascii"))
        headers: Headers = (*self._guard.headers, *self._visitor(browser), *cookies, location)
        return Reply(303, b"", _HTML, headers=headers)

    def _visitor(self, browser: _Browser) -> Headers:
        return (self._guard.session_cookie(VISITOR, browser.token),) if browser.is_new else ()

    def _no_page(self, browser: _Browser, path: str) -> Reply:
        methods = sorted(method for method, at in self._routes if at == path)
        if not methods:
            return self._error(browser, 404, Refusal.NOT_FOUND)
        reply = self._error(browser, 405, Refusal.METHOD_NOT_ALLOWED)
        return reply._replace(headers=(*reply.headers, (b"allow", ", ".join(methods).encode())))

    def _error(
        self,
        browser: _Browser,
        status: int,
        code: Refusal,
        *,
        again: Mapping[str, str] | None = None,
        path: str = "",
    ) -> Reply:
        values = {"status": status, "again": again, "path": path}
        reply = self._page(browser, "failed.html", values, status)
        return reply._replace(code=code.value)


def _code_of(asked: Asked) -> str:
    """The code in a form whose password is not sent back."""
    try:
        form = form_of(asked) if guarding.is_from_here(asked.headers) else {}
    except TurnedAwayError:
        return ""
    return form.get("code", "")[:CODE_SIGNS_MAX]


def _base(named: str | None) -> str:
    return ROOT if named is None else f"{ROOT}/at/{named}"
