"""The till's own Ed25519 key: made here; only its public half ever leaves the till."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from card_contract.support_code import SupportCode

_PKCS8_ED25519: Final = bytes.fromhex("302e020100300506032b657004220420")
"""What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, section 7)."""
_SEED_BYTES: Final = 32
_PEM_HEAD: Final = b"-----BEGIN PRIVATE KEY-----"
_PEM_FOOT: Final = b"-----END PRIVATE KEY-----"


class TillIdentity(Protocol):
    """Who this till is, and the proof of it."""

    @property
    def till_id(self) -> str:
        """The id that the server gave it when it was enrolled."""

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature of ``message``."""

    def support_code(self) -> str:
        """What an administrator needs to readmit this till at a server that does not know it."""


@dataclass(frozen=True, slots=True)
class TillKey:
    """A till's identity with its key in memory. ``repr`` shows no key."""

    till_id: str
    _seed: bytes

    def sign(self, message: bytes) -> bytes:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self._seed).sign(message)

    def support_code(self) -> str:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = Ed25519PrivateKey.from_private_bytes(self._seed).public_key()
        return str(SupportCode(self.till_id, key.public_bytes_raw()))

    def __repr__(self) -> str:
        return f"TillKey({self.till_id!r})"


def make_key() -> tuple[bytes, str]:
    """Make a key: its PEM text to keep secret, its public half in base64 to enrol with."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem, base64.b64encode(key.public_key().public_bytes_raw()).decode()


def till_key(till_id: str, pem: bytes) -> TillKey:
    """Read a till's key from its PEM text; raises ``ValueError`` for anything else."""
    # A till's key has one form. The library's reader, which knows them all, takes as long to load
    # as a tenth of all that is loaded before the first paint.
    head, _, rest = pem.strip().partition(b"\n")
    text, _, foot = rest.rpartition(b"\n")
    try:
        der = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        der = b""
    is_key = der.startswith(_PKCS8_ED25519) and len(der) == len(_PKCS8_ED25519) + _SEED_BYTES
    if head.strip() != _PEM_HEAD or foot != _PEM_FOOT or not is_key:
        raise ValueError("The till's key cannot be read.")
    return TillKey(till_id, der[len(_PKCS8_ED25519) :])


def write_key_file(path: Path, pem: bytes) -> None:
    """Keep the key in a file of its own that nobody else may read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
