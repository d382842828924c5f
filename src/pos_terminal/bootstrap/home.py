"""Where this till belongs: its id, its key, and the server that it works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pos_terminal.bootstrap.cannot_open import CannotOpenError
from pos_terminal.bootstrap.demo_shop import read_demo_shop
from pos_terminal.bootstrap.places import Places
from pos_terminal.first_start.unfinished import Unfinished
from pos_terminal.gateway.till_key import TillIdentity, till_key
from pos_terminal.gateway.wire import ServerAddress
from pos_terminal.identity import (
    IDENTITY_FILE,
    IdentityFile,
    KeyLostError,
    KeyPlace,
    SystemVault,
    system_keyring,
)
from pos_terminal.words import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """An enrolled till. ``address`` is null where the till starts the server itself."""

    identity: TillIdentity
    address: ServerAddress | None
    key_place: KeyPlace
    demo: bool
    demo_pins: dict[str, str] = field(default_factory=dict, repr=False)


def identity_file(places: Places) -> IdentityFile:
    """The file of who this till is, with the vault of its key."""
    places.till.mkdir(parents=True, exist_ok=True)
    vault = SystemVault(key_folder=places.keys, data_folder=places.root, keyring=system_keyring())
    return IdentityFile(places.till, vault)


def unfinished_in(places: Places) -> Unfinished:
    """What a set-up that was cut off has left in these folders."""
    return Unfinished(places.till, places.server)


def find_home(places: Places, server_url: str | None) -> Home | None:
    """Where the till belongs, or none before its first start. ``server_url`` overrides the address.

    Raises one of ``STOPPERS`` where it belonged somewhere and that cannot be read any more.
    """
    demo = read_demo_shop(places.server)
    if demo is not None:
        key = _read_key(demo.till.id, Path(demo.till.key_file).read_bytes())
        return Home(
            identity=key,
            address=None if server_url is None else _address(places, server_url, None),
            key_place=KeyPlace.FILE,
            demo=True,
            demo_pins=demo.pins(),
        )
    if not (places.till / IDENTITY_FILE).exists():
        return None
    file = identity_file(places)
    loaded = file.load()
    if loaded.told is not None:
        # Not a first start: this till was somebody, and may have sales in its journal.
        why = loaded.told.id.replace(".", "_")
        raise CannotOpenError(Message(why, {"folder": str(places.till)}))
    found = loaded.identity
    if found is None:
        return None
    address = None
    if server_url is not None or not places.has_own_server:
        address = _address(places, server_url or found.server_url, found.ca_pem)
    return Home(
        identity=_read_key(found.till_id, file.key_of(found)),
        address=address,
        key_place=found.key_place,
        demo=found.demo,
    )


def _read_key(till_id: str, pem: bytes) -> TillIdentity:
    try:
        return till_key(till_id, pem)
    except ValueError as error:
        raise KeyLostError("The till's key is not one any more.") from error


def _address(places: Places, url: str, ca_pem: str | None) -> ServerAddress:
    ca_file = None
    if ca_pem is not None:
        ca_file = places.till / "server-ca.pem"
        ca_file.write_text(ca_pem, "ascii")
    try:
        return ServerAddress(url=url, ca_file=ca_file)
    except ValueError as error:
        raise CannotOpenError(Message("bad_address", {"url": url})) from error
