"""What keeps others out of the portal: headers, cookies, the token of forms, and where a POST is
from.

A form carries a token made of the session's own (or, before anybody has signed in, of a cookie that
stands for the browser): who cannot read the cookie cannot make it. Beside that a browser says where
a POST comes from. Every POST needs both.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from server_stub.desks.portal_desk import new_token
from server_stub.web.replies import Headers

FORM_TOKEN: Final = "form_token"  # noqa: S105 - the name of a field
KEPT_AT: Final = "kept_at"
KEPT: Final = "kept"
"""Where a form was sent whose session had ended, and what it said."""
SESSION: Final = "portal"
VISITOR: Final = "portal-visitor"
LANGUAGE: Final = "portal-language"
THEME: Final = "portal-theme"
_TASTE_S: Final = 365 * 24 * 60 * 60
_COOKIES_MAX: Final = 100

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
    " base-uri 'none'"
)
"""Pictures of Tabler's own style sheet (ticks, arrows) stand in it as data, hence ``data:``."""
_HEADERS: Final[Headers] = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
_PERMISSIONS: Final = "camera={camera}, geolocation=(), microphone=(), payment=(), usb=()"
_OVER_TLS: Final = (b"strict-transport-security", b"max-age=31536000")


@dataclass(frozen=True, slots=True)
class Guard:
    """``is_secure``: whether the pages are reached over TLS, and not on this machine alone.

    ``may_scan``: whether they may ask for the camera.
    """

    is_secure: bool
    may_scan: bool = False

    @property
    def headers(self) -> Headers:
        permissions = _PERMISSIONS.format(camera="(self)" if self.may_scan else "()")
        headers = (*_HEADERS, (b"permissions-policy", permissions.encode()))
        return (*headers, _OVER_TLS) if self.is_secure else headers

    def cookie_of(self, cookies: Mapping[str, str], name: str) -> str:
        return cookies.get(self._name(name), "")

    def session_cookie(self, name: str, token: str) -> tuple[bytes, bytes]:
        """Keep a token until the browser ends; an empty one is to be forgotten."""
        until = "" if token else "; Max-Age=0"
        return self._set(name, token, f"; HttpOnly{until}")

    def taste_cookie(self, name: str, value: str) -> tuple[bytes, bytes]:
        return self._set(name, value, f"; HttpOnly; Max-Age={_TASTE_S}")

    def _set(self, name: str, value: str, more: str) -> tuple[bytes, bytes]:
        secure = "; Secure" if self.is_secure else ""
        text = f"{self._name(name)}={value}; Path=/; SameSite=Lax{secure}{more}"
        return (b"set-cookie", text.encode("latin-1"))

    def _name(self, name: str) -> str:
        """With the prefix a browser takes the cookie from this host alone, and over TLS."""
        return f"__Host-{name}" if self.is_secure else name


def cookies_of(headers: Mapping[str, str]) -> dict[str, str]:
    """The cookies that came, whatever other programs of this host have put among them."""
    pairs = (part.partition("=") for part in headers.get("cookie", "").split(";")[:_COOKIES_MAX])
    return {name.strip(): value.strip() for name, _, value in pairs}


def new_visitor() -> str:
    return new_token()


def form_token(token: str) -> str:
    """What the forms of whoever holds this token carry."""
    return hashlib.sha256(f"portal form/{token}".encode()).hexdigest()


def is_form_of(token: str, given: str) -> bool:
    return bool(token) and hmac.compare_digest(form_token(token).encode(), given.encode())


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # what no browser sends
        return None


def is_from_here(headers: Mapping[str, str]) -> bool:
    """Whether the browser says that a page of this host sent the form.

    Those before the year 2023 say it by ``Origin`` alone, which is ``null`` where a page withholds
    the referrer: ours do so from other hosts only. The others name the relation, too.
    """
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None and origin != "null" and _host_of(origin) != headers.get("host"):
        return False
    if site is not None:
        return site == "same-origin"
    return origin is not None and origin != "null"


def is_of_script(headers: Mapping[str, str]) -> bool:
    """Whether the browser says that a script of a page asks by itself, and nobody for a page."""
    return headers.get("sec-fetch-dest") == "empty"
