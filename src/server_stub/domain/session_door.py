"""Where a player's session was opened: it is good there alone."""

from __future__ import annotations

from enum import StrEnum


class SessionDoor(StrEnum):
    """A way in for players."""

    APP = "app"  # the dispatcher and the REST interface
    PAGE = "page"  # the customer's page, which keeps the token in a cookie
