"""What browsers load beside the pages: our own few files, and Tabler's out of an installed package.

Each is served under a name with the hash of its content, so that it may be kept for ever. Tabler
comes in starlette-admin's package (docs/decisions.md), nothing else of which is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

ASSETS_PATH: Final = "/portal/assets/"
_HASH_SIGNS: Final = 16
_TYPES: Final = {
    "css": b"text/css; charset=utf-8",
    "js": b"text/javascript; charset=utf-8",
    "svg": b"image/svg+xml",
}
_OURS: Final = ("portal.css", "theme.js", "invitation.js", "live.js", "portal.svg")
_TABLER: Final = ("css/vendor/tabler.min.css", "js/vendor/tabler.min.js")


class Asset(NamedTuple):
    content: bytes
    media_type: bytes


@cache
def assets() -> tuple[Mapping[str, Asset], Mapping[str, str]]:
    """The assets by the name that they are served under, and those names by the plain ones."""
    ours = resources.files(__package__).joinpath("static")
    tabler = _package_folder("starlette_admin") / "static"
    files = [*(ours.joinpath(name) for name in _OURS), *(tabler / name for name in _TABLER)]
    served: dict[str, Asset] = {}
    names: dict[str, str] = {}
    for file in files:
        content = file.read_bytes()
        stem, _, kind = file.name.rpartition(".")
        hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:_HASH_SIGNS]}.{kind}"
        served[hashed] = Asset(content, _TYPES[kind])
        names[file.name] = ASSETS_PATH + hashed
    return served, names


def _package_folder(name: str) -> Path:
    """Where a package lies, without running any of it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    return Path(spec.origin).parent
