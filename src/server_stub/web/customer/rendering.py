"""Makes the customer's pages of their templates, and of the portal's icons and fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from server_stub.queries.customers_page import Shop
from server_stub.web.customer.accounts import Customer
from server_stub.web.customer.assets import assets
from server_stub.web.portal.rendering import THEMES, environment
from server_stub.web.portal.words import LANGUAGES, Words

PACKAGE: Final = "server_stub.web.customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page; without a shop nothing of any shop is shown."""

    words: Words
    shop: Shop | None
    base: str
    who: Customer | None
    theme: str
    form_token: str


class Rendering:
    def page(self, template: str, frame: Frame, values: Mapping[str, Any]) -> bytes:
        templates = environment(PACKAGE)
        page: str = templates.get_template(template).render(
            _=frame.words.say,
            words=frame.words,
            languages=LANGUAGES,
            themes=THEMES,
            theme=frame.theme if frame.theme in THEMES else THEMES[0],
            shop=frame.shop,
            base=frame.base,
            who=frame.who,
            form_token=frame.form_token,
            asset=assets().addresses.__getitem__,
            **values,
        )
        return page.encode()
