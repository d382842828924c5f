"""How a till proves who it is: the bytes both sides sign, and the MAC on every request.

The till session begins with an Ed25519 signature over the server's challenge, made with the key
that never leaves the till. It yields a MAC key; from then on every request carries ``HMAC-SHA-256``
over its method, path with query, session, operator session, time, and body. The time may be five
minutes off.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

SESSION_HEADER: Final = "X-Till-Session"
OPERATOR_HEADER: Final = "X-Operator-Session"
TIME_HEADER: Final = "X-Till-Time"
MAC_HEADER: Final = "X-Till-MAC"
CLOCK_SKEW_MAX_MS: Final = 5 * 60 * 1000

_HANDSHAKE: Final = b"pos-terminal till session v1"
_REQUEST: Final = b"pos-terminal request v1"


def handshake_bytes(*, till_id: str, challenge: str) -> bytes:
    """The bytes that a till signs with its Ed25519 key to open a session."""
    return b"\n".join((_HANDSHAKE, till_id.encode(), challenge.encode()))


def request_mac(
    key: bytes, *, method: str, target: str, session: str, operator: str, time_ms: str, body: bytes
) -> str:
    """Return the request's MAC in hex.

    ``target`` is the path with its query as sent; ``operator`` may be empty.
    """
    head = f"{method}\n{target}\n{session}\n{operator}\n{time_ms}".encode()
    message = b"\n".join((_REQUEST, head, hashlib.sha256(body).digest()))
    return hmac.digest(key, message, "sha256").hex()


def same_mac(left: str, right: str) -> bool:
    """Compare two MACs in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())
