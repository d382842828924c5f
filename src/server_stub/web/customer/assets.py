"""What browsers load beside the customer's page: a few files of its own, and some of the portal."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from server_stub.web.portal.assets import Shelf, own_file, shelf, tabler_file

ASSETS_PATH: Final = "/redeem/assets/"
_OURS: Final = ("redeem.css", "redeem.js")
_PORTALS: Final = ("portal.css", "theme.js", "offline.js", "portal.svg")


@cache
def assets() -> Shelf:
    static = resources.files(__package__).joinpath("static")
    ours = (static.joinpath(name) for name in _OURS)
    tabler = tabler_file("css/vendor/tabler.min.css")
    return shelf(ASSETS_PATH, (*ours, *map(own_file, _PORTALS), tabler))
