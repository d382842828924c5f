"""What browsers load beside the pages: our own few files, and Tabler's out of an installed package.

Each is served under a name with the hash of its content, so that it may be kept for ever. Tabler
comes in starlette-admin's package (docs/decisions.md), nothing else of which is used.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from card_contract.outcomes import Refusal
from server_stub.web.replies import Headers, Reply
from server_stub.web.site import Asked

ASSETS_PATH: Final = "/portal/assets/"
_HASH_SIGNS: Final = 16
_TYPES: Final = {
    "css": b"text/css; charset=utf-8",
    "js": b"text/javascript; charset=utf-8",
    "svg": b"image/svg+xml",
}
_OURS: Final = (
    "portal.css",
    "theme.js",
    "side.js",
    "tastes.js",
    "invitation.js",
    "follow.js",
    "live.js",
    "whole-link.js",
    "passkey.js",
    "portal.svg",
)
_TABLER: Final = ("css/vendor/tabler.min.css", "js/vendor/tabler.min.js")


class Asset(NamedTuple):
    """A file, and the same compressed once: it is everybody's, and has nothing secret beside it."""

    content: bytes
    compressed: bytes
    media_type: bytes


class Shelf(NamedTuple):
    """Assets by the name that they are served under, and their addresses by the plain names."""

    root: str
    served: Mapping[str, Asset]
    addresses: Mapping[str, str]

    def reply(self, asked: Asked, headers: Headers) -> Reply:
        asset = self.served.get(asked.path.removeprefix(self.root))
        if asset is None or asked.method not in ("GET", "HEAD"):
            return Reply(404, b"", b"text/plain", Refusal.NOT_FOUND, headers)
        headers = (*headers, (b"vary", b"accept-encoding"))
        content = asset.content
        if takes_gzip(asked.headers.get("accept-encoding", "")):
            content, headers = asset.compressed, (*headers, (b"content-encoding", b"gzip"))
        return Reply(200, content, asset.media_type, headers=headers, is_lasting=True)


@cache
def assets() -> Shelf:
    """What the portal's pages load."""
    return shelf(ASSETS_PATH, (*(own_file(name) for name in _OURS), *map(tabler_file, _TABLER)))


def shelf(root: str, files: Iterable[Traversable]) -> Shelf:
    served: dict[str, Asset] = {}
    addresses: dict[str, str] = {}
    for file in files:
        content = file.read_bytes()
        stem, _, kind = file.name.rpartition(".")
        hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:_HASH_SIGNS]}.{kind}"
        served[hashed] = Asset(content, gzip.compress(content, mtime=0), _TYPES[kind])
        addresses[file.name] = root + hashed
    return Shelf(root, served, addresses)


def takes_gzip(accepted: str) -> bool:
    """Whether a browser says that it reads what is compressed so."""
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() == "gzip":
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)
    return False


def own_file(name: str) -> Traversable:
    return resources.files(__package__).joinpath("static").joinpath(name)


def tabler_file(name: str) -> Traversable:
    return _package_folder("starlette_admin") / "static" / name


def _package_folder(name: str) -> Path:
    """Where a package lies, without running any of it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    return Path(spec.origin).parent
