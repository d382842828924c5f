"""What browsers load beside a mailed list's page: a script of its own, and the portal's look."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from server_stub.mail.postman import LIST_PATH
from server_stub.web.portal.assets import Shelf, own_file, shelf, tabler_file

ASSETS_PATH: Final = f"{LIST_PATH}/assets/"
_PORTALS: Final = ("portal.css", "theme.js", "portal.svg")


@cache
def assets() -> Shelf:
    ours = resources.files(__package__).joinpath("static").joinpath("link.js")
    tabler = tabler_file("css/vendor/tabler.min.css")
    return shelf(ASSETS_PATH, (ours, *map(own_file, _PORTALS), tabler))
