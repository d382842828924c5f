"""Who this till is: the server it belongs to, its id there, and its key.

The key is made on the till and never leaves it. It lies in the system's keyring; where none works,
in a file that only this user can read, outside the data folder, so that a copy of the folder is no
till. Which of the two is part of the identity and is told in the status line. A keyring that keeps
secrets in plain text, or nothing, is none.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import stat
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Protocol

import msgspec
from msgspec import Meta, Struct

from pos_terminal.whole_file import keep_aside, write_whole
from pos_terminal.words import Message

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

IDENTITY_FILE: Final = "identity.json"
_SERVICE: Final = "pos-terminal"
_KEYRING_TIMEOUT_S: Final = 10.0
# What the systems themselves offer. Everything else of keyring is a plain file, or keeps nothing.
_TRUSTED_MODULES: Final = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


class KeyPlace(StrEnum):
    """Where the till's key lies."""

    KEYRING = "keyring"
    FILE = "file"


class Identity(Struct, frozen=True, kw_only=True):
    """An enrolled till. ``ca_pem`` is the certificate authority that its server is pinned to."""

    server_url: Annotated[str, Meta(min_length=8, max_length=500, pattern="^https?://")]
    app_id: str
    store_id: str
    till_id: Annotated[str, Meta(min_length=1, max_length=64)]
    till_name: str
    key_place: KeyPlace
    demo: bool = False
    ca_pem: str | None = None


class KeyLostError(Exception):
    """The till's key is not where it was put: the till has to be enrolled again."""


class Vault(Protocol):
    """Keeps one secret under a name."""

    def keep(self, name: str, secret: bytes) -> KeyPlace: ...

    def fetch(self, name: str, place: KeyPlace) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The identity if there is one, and what has to be said if there was one."""

    identity: Identity | None
    told: Message | None = None


class IdentityFile:
    """The identity in the till's data folder; the key is in the vault."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._path = folder / IDENTITY_FILE
        self._vault = vault
        # Two folders of one user may hold tills of one name, of two servers.
        self._prefix = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]

    def load(self) -> Found:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return Found(identity=None)
        except OSError:
            return Found(identity=None, told=Message("identity.unreadable"))
        try:
            return Found(identity=msgspec.json.decode(content, type=Identity))
        except (msgspec.DecodeError, UnicodeDecodeError):
            with contextlib.suppress(OSError):
                keep_aside(self._path)
            return Found(identity=None, told=Message("identity.kept_aside"))

    def keep_key(self, till_id: str, key: bytes) -> KeyPlace:
        """Put the key away and make sure of it. Done before the identity is saved."""
        place = self._vault.keep(self._name(till_id), key)
        if self._vault.fetch(self._name(till_id), place) != key:
            raise KeyLostError("The till's key did not come back as it was kept.")
        return place

    def save(self, identity: Identity) -> None:
        write_whole(self._path, msgspec.json.encode(identity) + b"\n")

    def key_of(self, identity: Identity) -> bytes:
        """The till's private key as it was kept; raises ``KeyLostError``."""
        return self._vault.fetch(self._name(identity.till_id), identity.key_place)

    def _name(self, till_id: str) -> str:
        return f"{self._prefix}-{till_id}"


class SystemVault:
    """The system's keyring where one works, else a 0600 file in ``key_folder``."""

    def __init__(
        self, *, key_folder: Path, data_folder: Path, keyring: KeyringBackend | None
    ) -> None:
        if key_folder.resolve().is_relative_to(data_folder.resolve()):
            raise ValueError("The key must not lie in the data folder.")
        self._folder = key_folder
        self._keyring = keyring

    def keep(self, name: str, secret: bytes) -> KeyPlace:
        text = base64.b64encode(secret).decode("ascii")
        if self._keyring is not None and _keeps(self._keyring, name, text):
            return KeyPlace.KEYRING
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(self._file(name), text.encode("ascii") + b"\n", mode=0o600)
        return KeyPlace.FILE

    def fetch(self, name: str, place: KeyPlace) -> bytes:
        text = self._from_keyring(name) if place is KeyPlace.KEYRING else self._from_file(name)
        try:
            return base64.b64decode(text, validate=True)
        except ValueError as error:
            raise KeyLostError("The till's key is damaged.") from error

    def _from_keyring(self, name: str) -> str:
        text = None if self._keyring is None else _ask(self._keyring, name)
        if text is None:
            raise KeyLostError("The till's key is not in the system's keyring.")
        return text

    def _from_file(self, name: str) -> str:
        path = self._file(name)
        try:
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                path.chmod(0o600)
            return path.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise KeyLostError("The till's key file cannot be read.") from error

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.key"


def system_keyring() -> KeyringBackend | None:
    """The keyring of this system, or none where there is only one that is not to be trusted."""
    import keyring

    backend = keyring.get_keyring()
    candidates = getattr(backend, "backends", None) or [backend]
    for candidate in candidates:
        if type(candidate).__module__ in _TRUSTED_MODULES:
            trusted: KeyringBackend = candidate
            return trusted
    return None


def _keeps(keyring: KeyringBackend, name: str, text: str) -> bool:
    """Put a secret into the keyring and read it back; false whatever goes wrong."""

    def put() -> None:
        keyring.set_password(_SERVICE, name, text)

    return _within_limit(put) and _ask(keyring, name) == text


def _ask(keyring: KeyringBackend, name: str) -> str | None:
    found: list[str | None] = []

    def get() -> None:
        found.append(keyring.get_password(_SERVICE, name))

    _within_limit(get)
    return found[0] if found else None


def _within_limit(act: Callable[[], None]) -> bool:
    """Run ``act`` in a thread: a locked keyring asks in a window that may never be answered."""
    done: list[bool] = []

    def run() -> None:
        # A keyring raises errors of its own, of D-Bus and of the system; all mean "not here".
        with contextlib.suppress(Exception):
            act()
            done.append(True)

    thread = threading.Thread(target=run, name="keyring", daemon=True)
    thread.start()
    thread.join(_KEYRING_TIMEOUT_S)
    return bool(done)
