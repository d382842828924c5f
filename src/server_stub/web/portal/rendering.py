"""Makes pages of templates: what is filled in is escaped, and a missing value is a fault.

Templates are compiled once; the library is loaded when the first page is asked for, so that a till
whose server nobody opens a portal on starts no later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from server_stub.desks.callers import PortalCaller
from server_stub.web.portal.assets import assets
from server_stub.web.portal.navigation import groups_for
from server_stub.web.portal.words import LANGUAGES, Words

PACKAGE: Final = "server_stub.web.portal"
THEMES: Final = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page; ``address`` is where it is shown, or its form is.

    ``is_answer`` says that it answers a form.
    """

    words: Words
    who: PortalCaller | None
    theme: str
    form_token: str
    address: str
    is_answer: bool


class Rendering:
    def page(self, template: str, frame: Frame, values: Mapping[str, Any]) -> bytes:
        theme = frame.theme if frame.theme in THEMES else THEMES[0]
        templates = environment(PACKAGE)
        page: str = templates.get_template(template).render(
            _=frame.words.say,
            words=frame.words,
            languages=LANGUAGES,
            themes=THEMES,
            theme=theme,
            who=frame.who,
            navigation=groups_for(frame.who.role) if frame.who else [],
            form_token=frame.form_token,
            shown_at=frame.address,
            is_answer=frame.is_answer,
            asset=assets().addresses.__getitem__,
            **values,
        )
        return page.encode()


@cache
def environment(package: str) -> Any:
    """The templates of a package, and where it has none of a name the portal's."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=ChoiceLoader([PackageLoader(each) for each in dict.fromkeys((package, PACKAGE))]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
