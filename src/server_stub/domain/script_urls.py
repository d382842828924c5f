"""Which addresses a webhook may have. Pure."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

URL_LENGTH_MAX: Final = 2_000


def is_usable(url: str) -> bool:
    """Whether a webhook may be called there: over TLS, or on this machine itself.

    A user name in it would be a secret in a log, so there is none.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username or parts.password or parts.fragment or len(url) > URL_LENGTH_MAX:
        return False
    if not url.isascii() or any(sign.isspace() or not sign.isprintable() for sign in url):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
