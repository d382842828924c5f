"""The server's keys, outside the database in a file of mode 0600, and what is done with them.

Codes are kept as a keyed hash, to find them by, and as a sealed copy (AES-256-GCM). Every hash and
copy names the key that made it, so that a new key can be taken into use while old rows still open.
No key of the file is used by itself: for each purpose (codes, session keys, enrolment codes...) one
of its own is derived from it, so that what is made for one purpose tells and opens nothing of
another. Without this file a backup of the database is worthless.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from card_contract.code_text import normal_form
from server_stub.domain.ids import AppId

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_FINGERPRINT_BYTES: Final = 16
_FILE_MODE: Final = 0o600


class KeysUnreadableError(Exception):
    """The key file is missing or damaged, or does not have the key that a row names."""


class SealBrokenError(Exception):
    """A sealed value was changed, or moved to another row, or sealed with another key."""


class KeyRing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Keys of one purpose by id; ``current`` makes new values, the others still read old ones."""

    current: str
    keys: dict[str, bytes]


class KeyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file's content. The fingerprint key is never rotated: stored answers depend on it, and
    the marks that tills keep of their holds.
    """

    sealing: KeyRing
    hashing: KeyRing
    checkpoint: KeyRing
    fingerprint: bytes


class Sealed(msgspec.Struct, frozen=True):
    """A sealed value and the id of the key that opens it."""

    key_id: str
    value: bytes


class CodeHash(msgspec.Struct, frozen=True):
    """A code's keyed hash and the id of the key that made it."""

    key_id: str
    value: bytes


class ProtectedCode(msgspec.Struct, frozen=True):
    """A code as the database may have it."""

    code_hash: CodeHash
    sealed: Sealed


class Keys:
    """Seals and opens values, hashes codes, fingerprints requests, signs checkpoints."""

    def __init__(self, file: KeyFile) -> None:
        rings = (file.sealing, file.hashing, file.checkpoint)
        keys = [file.fingerprint, *(key for ring in rings for key in ring.keys.values())]
        if any(len(key) != KEY_BYTES for key in keys):
            raise ValueError(f"A key has {KEY_BYTES} bytes.")
        self._file = file
        self._sealers: dict[tuple[str, str], AESGCM] = {}
        self._hashing: dict[tuple[str, str], bytes] = {}
        ring = file.hashing
        current_first = sorted(ring.keys, key=lambda key_id: key_id != ring.current)
        self._code_hashers = {
            key_id: HMAC(self._hashing_key(key_id, "code"), SHA256()) for key_id in current_first
        }
        self._fingerprint = _derived(file.fingerprint, "fingerprint of a request")
        self._hold_mark = _derived(file.fingerprint, "mark of a hold")

    @classmethod
    def read(cls, path: Path) -> Keys:
        """Read the key file; raises ``KeysUnreadableError``."""
        try:
            return cls(msgspec.json.decode(path.read_bytes(), type=KeyFile))
        except (OSError, msgspec.DecodeError, ValueError) as error:
            raise KeysUnreadableError(f"The key file {path} cannot be read.") from error

    @classmethod
    def create(cls, path: Path) -> Keys:
        """Make new keys and write them to a file that must not exist yet."""
        file = new_key_file()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(file)))
            stream.flush()
            os.fsync(stream.fileno())
        return cls(file)

    @property
    def hash_key_id(self) -> str:
        """The id of the key that hashes new codes."""
        return self._file.hashing.current

    @property
    def seal_key_id(self) -> str:
        """The id of the key that seals new values."""
        return self._file.sealing.current

    def seal(self, value: bytes, *, about: str) -> Sealed:
        """Seal a value. ``about`` names its purpose and its row: it opens nowhere else."""
        key_id = self._file.sealing.current
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealer = self._sealer(key_id, about)
        return Sealed(key_id, nonce + sealer.encrypt(nonce, value, about.encode()))

    def unseal(self, sealed: Sealed, *, about: str) -> bytes:
        """Open a sealed value; raises ``SealBrokenError`` or ``KeysUnreadableError``."""
        if sealed.key_id not in self._file.sealing.keys:
            raise KeysUnreadableError(f"There is no sealing key {sealed.key_id}.")
        sealer = self._sealer(sealed.key_id, about)
        nonce, body = sealed.value[:_NONCE_BYTES], sealed.value[_NONCE_BYTES:]
        try:
            return sealer.decrypt(nonce, body, about.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError(f"The sealed value of {about} does not open.") from error

    def code_hash(self, app_id: AppId, code: str) -> CodeHash:
        """Hash a code with the current key; codes that compare equal hash equal."""
        current = self._file.hashing.current
        return _code_hash(current, self._code_hashers[current], _code_message(app_id, code))

    def code_hashes(self, app_id: AppId, code: str) -> list[CodeHash]:
        """Hash a code with every key in use, the current one first, to look it up."""
        message = _code_message(app_id, code)
        hashers = self._code_hashers.items()
        return [_code_hash(key_id, hasher, message) for key_id, hasher in hashers]

    def protect_code(self, app_id: AppId, code: str) -> ProtectedCode:
        """Hash and seal a code; the sealed copy opens only beside this hash."""
        code_hash = self.code_hash(app_id, code)
        return ProtectedCode(
            code_hash, self.seal(code.encode(), about=_about_code(app_id, code_hash.value))
        )

    def reveal_code(self, app_id: AppId, code_hash: bytes, sealed: Sealed) -> str:
        """Open the sealed copy of a code: for a print run, or with a recorded reason."""
        return self.unseal(sealed, about=_about_code(app_id, code_hash)).decode()

    def token_hash(self, purpose: str, token: str) -> str:
        """Hash a one-use token (an enrolment code, a session id) for keeping, as hex."""
        return self._token_hash(self._file.hashing.current, purpose, token)

    def token_hashes(self, purpose: str, token: str) -> list[str]:
        """The hashes of a token by every key in use: one that was given out before a rotation."""
        return [self._token_hash(key_id, purpose, token) for key_id in self._file.hashing.keys]

    def fingerprint(self, request: bytes) -> str:
        """The keyed fingerprint of a request, so that stored ones tell nothing about codes."""
        return _keyed(self._fingerprint, request)

    def hold_mark(self, held: bytes) -> str:
        """The mark under a hold, which nobody else can make; it outlasts a rotation."""
        return _keyed(self._hold_mark, held)

    def sign(self, message: bytes) -> tuple[str, bytes]:
        """Sign a checkpoint of the ledger; returns the key's id and the Ed25519 signature."""
        key_id = self._file.checkpoint.current
        key = Ed25519PrivateKey.from_private_bytes(self._file.checkpoint.keys[key_id])
        return key_id, key.sign(message)

    def verifies(self, key_id: str, signature: bytes, message: bytes) -> bool:
        """Say whether one of our checkpoint keys made the signature."""
        key = self._file.checkpoint.keys.get(key_id)
        if key is None:
            return False
        try:
            Ed25519PrivateKey.from_private_bytes(key).public_key().verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def _token_hash(self, key_id: str, purpose: str, token: str) -> str:
        key = self._hashing_key(key_id, f"token {purpose}")
        return hmac.digest(key, token.encode(), "sha256").hex()

    def _hashing_key(self, key_id: str, purpose: str) -> bytes:
        place = (key_id, purpose)
        if place not in self._hashing:
            self._hashing[place] = _derived(self._file.hashing.keys[key_id], f"hash of {purpose}")
        return self._hashing[place]

    def _sealer(self, key_id: str, about: str) -> AESGCM:
        """The cipher for one kind of row: ``about`` says it before its first slash or space."""
        place = (key_id, about.replace("/", " ").partition(" ")[0])
        if place not in self._sealers:
            key = _derived(self._file.sealing.keys[key_id], f"seal of {place[1]}")
            self._sealers[place] = AESGCM(key)
        return self._sealers[place]


def _derived(key: bytes, purpose: str) -> bytes:
    """Derive the key of one purpose. The keys are random, so HKDF's extract step is not needed."""
    info = f"redemption-server 1: {purpose}".encode()
    return HKDFExpand(SHA256(), KEY_BYTES, info).derive(key)


def _code_message(app_id: AppId, code: str) -> bytes:
    return f"{app_id}\0{normal_form(code)}".encode()


def _code_hash(key_id: str, hasher: HMAC, message: bytes) -> CodeHash:
    mine = hasher.copy()  # to begin anew with the key takes most of the time
    mine.update(message)
    return CodeHash(key_id, mine.finalize())


def _keyed(key: bytes, message: bytes) -> str:
    return hashlib.blake2b(message, key=key, digest_size=_FINGERPRINT_BYTES).hexdigest()


def _about_code(app_id: AppId, code_hash: bytes) -> str:
    return f"code {app_id} {code_hash.hex()}"


def new_key_file() -> KeyFile:
    """Draw a full set of keys from the operating system."""
    rings = [
        KeyRing(current=f"{purpose}1", keys={f"{purpose}1": secrets.token_bytes(KEY_BYTES)})
        for purpose in ("s", "h", "c")
    ]
    sealing, hashing, checkpoint = rings
    return KeyFile(
        sealing=sealing,
        hashing=hashing,
        checkpoint=checkpoint,
        fingerprint=secrets.token_bytes(KEY_BYTES),
    )


def with_new_keys(file: KeyFile) -> KeyFile:
    """Add a new current key to each ring; the old ones still read what they made."""
    return msgspec.structs.replace(
        file,
        sealing=_with_new_key(file.sealing),
        hashing=_with_new_key(file.hashing),
        checkpoint=_with_new_key(file.checkpoint),
    )


def without_old_keys(file: KeyFile) -> KeyFile:
    """Forget the keys that hash and seal no more; old checkpoints are verified for ever."""
    return msgspec.structs.replace(
        file, sealing=_current_alone(file.sealing), hashing=_current_alone(file.hashing)
    )


def _with_new_key(ring: KeyRing) -> KeyRing:
    letter = ring.current[0]
    number = max(int(key_id[1:]) for key_id in ring.keys) + 1
    key_id = f"{letter}{number}"
    return KeyRing(current=key_id, keys=ring.keys | {key_id: secrets.token_bytes(KEY_BYTES)})


def _current_alone(ring: KeyRing) -> KeyRing:
    return KeyRing(current=ring.current, keys={ring.current: ring.keys[ring.current]})
