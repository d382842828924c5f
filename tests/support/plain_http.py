"""Talking to a server that has no TLS, without the authorities that nobody there is judged by.

Each client of ``httpx`` reads them all anew: 35 ms of processor time.
"""

from __future__ import annotations

import ssl
from typing import Any, Final

import httpx

NO_AUTHORITIES: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Believes nobody."""


def plain_client(url: httpx.URL | str, *, timeout_s: float = 30.0, **more: Any) -> httpx.Client:
    """A client of the server at this address."""
    return httpx.Client(base_url=url, timeout=timeout_s, verify=NO_AUTHORITIES, **more)
