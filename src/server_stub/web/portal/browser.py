"""What is known of a browser by its cookies: who is signed in, the language, the colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from server_stub.desks.callers import PortalCaller
from server_stub.desks.portal_desk import PortalDesk
from server_stub.web.portal.guard import (
    LANGUAGE,
    SESSION,
    THEME,
    VISITOR,
    Guard,
    cookies_of,
    new_visitor,
)
from server_stub.web.portal.route import ROOT
from server_stub.web.portal.words import Words, language_of
from server_stub.web.site import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """``token`` is the session's or, where nobody is signed in, that of the visitor.

    ``address`` is of the page that it looks at, which ``is_answer`` where a form was sent.
    """

    token: str
    is_new: bool
    who: PortalCaller | None
    words: Words
    theme: str
    address: str = ROOT
    is_answer: bool = False

    def at(self, address: str, *, is_answer: bool) -> Browser:
        return replace(self, address=address, is_answer=is_answer)

    def with_tastes(self, cookies: Mapping[str, str]) -> Browser:
        """The same browser once it has these cookies."""
        language = cookies.get(LANGUAGE, self.words.language)
        words = Words(language, self.words.time_zone)
        return replace(self, words=words, theme=cookies.get(THEME, self.theme))

    def with_session(self, token: str, who: PortalCaller | None) -> Browser:
        """The same browser once somebody has signed in."""
        zone = self.words.time_zone if who is None else who.time_zone
        words = Words(self.words.language, zone)
        return replace(self, token=token, is_new=False, who=who, words=words)


async def browser_of(
    asked: Asked, guard: Guard, desk: PortalDesk, *, is_there: bool = True
) -> Browser:
    """The browser that asks; ``is_there`` says that it is a person, and not a script of ours."""
    cookies = cookies_of(asked.headers)
    session = guard.cookie_of(cookies, SESSION)
    who = await desk.who(session, is_there=is_there)
    visitor = guard.cookie_of(cookies, VISITOR)
    stranger = stranger_of(asked, guard)
    return Browser(
        token=session if who is not None else visitor or new_visitor(),
        is_new=who is None and not visitor,
        who=who,
        words=Words(stranger.words.language, "UTC" if who is None else who.time_zone),
        theme=stranger.theme,
    )


def stranger_of(asked: Asked, guard: Guard) -> Browser:
    """The browser without asking who is signed in: for when nothing can be asked."""
    cookies = cookies_of(asked.headers)
    accepted = asked.headers.get("accept-language", "")
    words = Words(language_of(accepted, guard.cookie_of(cookies, LANGUAGE)))
    theme = guard.cookie_of(cookies, THEME)
    return Browser(token="", is_new=False, who=None, words=words, theme=theme)
