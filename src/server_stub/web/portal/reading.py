"""What browsers send, as the table of pages expects it: queries and forms, or why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Protocol
from urllib.parse import parse_qsl

from card_contract.outcomes import Refusal
from server_stub.web.portal.guard import FORM_TOKEN, is_from_here
from server_stub.web.portal.route import Form
from server_stub.web.site import Asked

FIELDS_MAX: Final = 40
_PIN: Final = "pin"
_FORM_TYPE: Final = "application/x-www-form-urlencoded"
_NOT_TYPED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Takes(Protocol):
    """A row of a table of pages, as far as it says what may be sent."""

    @property
    def form(self) -> Form | None: ...

    @property
    def query(self) -> Mapping[str, str]: ...


class TurnedAwayError(Exception):
    """A gate refuses the request, which has changed nothing."""

    def __init__(self, code: Refusal, status: int) -> None:
        super().__init__(code.value)
        self.code = code
        self.status = status


NOT_IN_ADDRESSES: Final = "code"
"""What never stands in an address, for addresses are written down on the way."""


def query_of(route: Takes, asked: Asked, *, may_have_more: bool = False) -> dict[str, str]:
    """The fields after the ``?``; a page that does not know one of them is not there.

    Where it ``may_have_more``, those that other sites add to a link are left out.
    """
    try:
        pairs = _pairs(asked.query)
    except ValueError:
        raise TurnedAwayError(Refusal.NOT_FOUND, 404) from None
    query = {name: value for name, value in pairs if value}
    if may_have_more and NOT_IN_ADDRESSES not in query:
        query = {name: value for name, value in query.items() if name in route.query}
    for name, value in query.items():
        pattern = route.query.get(name)
        if pattern is None or not re.fullmatch(pattern, value, re.ASCII):
            raise TurnedAwayError(Refusal.NOT_FOUND, 404)
    return query


def form_of(asked: Asked) -> dict[str, str]:
    """The fields of a form, whatever it is for."""
    kind = asked.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _FORM_TYPE:
        raise TurnedAwayError(Refusal.MALFORMED, 400)
    return fields_in(asked.body)


def fields_in(text: bytes) -> dict[str, str]:
    """The fields of a form as it was encoded: each once, and nothing that nobody types."""
    try:
        pairs = _pairs(text)
    except ValueError:
        raise TurnedAwayError(Refusal.MALFORMED, 400) from None
    fields = dict(pairs)
    if len(fields) != len(pairs) or any(_NOT_TYPED.search(value) for value in fields.values()):
        raise TurnedAwayError(Refusal.MALFORMED, 400)
    return fields


def _pairs(text: bytes) -> list[tuple[str, str]]:
    return parse_qsl(
        text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS_MAX
    )


def typed_in(route: Takes, form: Mapping[str, str]) -> dict[str, str]:
    """The fields that the page's form has, each no longer than it may be; the rest is left."""
    fields = () if route.form is None else route.form.fields
    # Browsers end a line with two signs, and count it as one.
    typed = {field.name: form.get(field.name, "").replace("\r\n", "\n") for field in fields}
    if any(len(typed[field.name]) > field.signs_max for field in fields):
        raise TurnedAwayError(Refusal.TOO_LARGE, 413)
    return typed


def sent_again(route: Takes, asked: Asked) -> dict[str, str]:
    """The fields of a form of ours, with its token, as they may be sent once more.

    A PIN is asked for anew. Forms with other secrets are not sent again: nothing would be in them.
    """
    fields = () if route.form is None else route.form.fields
    has_secrets = any(field.is_secret and field.name != _PIN for field in fields)
    if asked.method != "POST" or has_secrets or not is_from_here(asked.headers):
        return {}
    try:
        form = form_of(asked)
        typed = without_secrets(route, typed_in(route, form))
    except TurnedAwayError:
        return {}
    if not any(typed.values()):
        return {}
    return typed | {FORM_TOKEN: form.get(FORM_TOKEN, "")}


def without_secrets(route: Takes, typed: Mapping[str, str]) -> dict[str, str]:
    """What may be sent back to the browser."""
    fields = () if route.form is None else route.form.fields
    return {field.name: typed.get(field.name, "") for field in fields if not field.is_secret}
