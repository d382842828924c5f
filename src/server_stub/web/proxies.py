"""Whose address a request counts for, where proxies stand before the server.

A proxy adds the address that it was called from at the end of ``X-Forwarded-For``; whatever stands
before that the caller may have written. So the header is read from its end, and only for as long as
proxies speak that the administrator has named.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

HEADER: Final = b"x-forwarded-for"
HOPS_MAX: Final = 20
_WITH_PORT: Final = re.compile(r"\[([^\]]+)\](?::\d+)?|([0-9.]+):\d+", re.ASCII)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class ProxyAddressError(ValueError):
    """What was named as a proxy is no address and no network."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies that are believed: none, unless they were named."""

    networks: tuple[Network, ...] = ()

    @classmethod
    def named(cls, texts: Iterable[str]) -> Proxies:
        """Read addresses and networks, such as ``192.0.2.7`` and ``10.0.0.0/24``."""
        return cls(tuple(_network(text) for text in texts))

    def client_of(self, peer: str, headers: Iterable[tuple[bytes, bytes]]) -> str:
        """The address of whoever sent a request that came in from ``peer``."""
        if not self.networks:
            return peer
        client = peer
        forwarded = b",".join(value for name, value in headers if name == HEADER)
        hops = reversed(forwarded.decode("latin-1").rsplit(",", HOPS_MAX)[-HOPS_MAX:])
        while self._is_one(client):
            address = _address(next(hops, ""))
            if address is None:  # nothing more is said, or nothing that can be used
                break
            client = str(address)
        return client

    def _is_one(self, text: str) -> bool:
        address = _address(text)
        return address is not None and any(address in network for network in self.networks)


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text.strip())
    except ValueError:
        raise ProxyAddressError(
            f"--trusted-proxy takes an address or a network, such as 10.0.0.0/24, not {text!r}."
        ) from None


def _address(text: str) -> Address | None:
    text = text.strip().strip('"')
    found = _WITH_PORT.fullmatch(text)
    try:
        address = ipaddress.ip_address(text if found is None else found[1] or found[2])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if address.version == 6 else None
    return address if mapped is None else mapped
