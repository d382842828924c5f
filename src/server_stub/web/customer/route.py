"""What a page for customers is: a row of the table that dispatch, the checks and tests are made of.

Paths stand behind the shop's base: ``/redeem``, or ``/redeem/at/APP`` on a server of several apps.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from server_stub.queries.customers_page import Shop
from server_stub.web.customer.accounts import Customer
from server_stub.web.portal.route import Form, Goes, Missing, Shown
from server_stub.web.portal.words import Words
from server_stub.web.services import Services

ROOT: Final = "/redeem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request on its way to its page: everything about it has been checked.

    ``browser`` is the token of the session or, before anybody has signed in, of the visitor.
    """

    services: Services
    shop: Shop
    base: str
    words: Words
    who: Customer | None
    client: str
    browser: str
    query: Mapping[str, str]
    typed: Mapping[str, str] = field(default_factory=dict)
    picture: bytes = b""
    note: str = ""

    @property
    def customer(self) -> Customer:
        if self.who is None:
            raise AssertionError("This page is open to everybody.")
        return self.who


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody has signed in; ``token`` is that of the new session."""

    token: str


Said = Shown | Goes | Missing | Entered
Page = Callable[[Visit], Awaitable[Said]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRoute:
    """``is_open``: whether it is there for those who have not signed in.

    ``is_attended``: whether somebody is there who asks; else no session goes on for it.
    """

    method: str
    path: str
    page: Page
    is_open: bool = True
    is_attended: bool = True
    form: Form | None = None
    takes_picture: bool = False
    query: Mapping[str, str] = field(default_factory=dict)
