"""Where this till belongs: its id, its key, and the server that it works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pos_terminal.bootstrap.demo_shop import read_demo_shop
from pos_terminal.bootstrap.places import Places
from pos_terminal.gateway.till_key import TillIdentity, till_key
from pos_terminal.gateway.wire import ServerAddress
from pos_terminal.identity import IdentityFile, KeyPlace, SystemVault, system_keyring


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


def find_home(places: Places, server_url: str | None) -> Home | None:
    """Where the till belongs, or none before its first start. ``server_url`` overrides the address.

    Raises ``KeyLostError`` where the identity is there and its key is not.
    """
    demo = read_demo_shop(places.server)
    if demo is not None:
        key = till_key(demo.till.id, Path(demo.till.key_file).read_bytes())
        return Home(
            identity=key,
            address=None if server_url is None else ServerAddress(url=server_url),
            key_place=KeyPlace.FILE,
            demo=True,
            demo_pins=demo.pins(),
        )
    if not (places.till / "identity.json").exists():
        return None
    file = identity_file(places)
    found = file.load().identity
    if found is None:
        return None
    address = None
    if server_url is not None or not places.has_own_server:
        address = _address(places, server_url or found.server_url, found.ca_pem)
    return Home(
        identity=till_key(found.till_id, file.key_of(found)),
        address=address,
        key_place=found.key_place,
        demo=found.demo,
    )


def _address(places: Places, url: str, ca_pem: str | None) -> ServerAddress:
    if ca_pem is None:
        return ServerAddress(url=url)
    ca_file = places.till / "server-ca.pem"
    ca_file.write_text(ca_pem, "ascii")
    return ServerAddress(url=url, ca_file=ca_file)
