"""The code with which a server gives up: the till that started it has words for some of them."""

from __future__ import annotations

from enum import IntEnum


class ServerExit(IntEnum):
    """Why a server could not go on; anything else is ``FAILED``."""

    FAILED = 1
    DATABASE_DAMAGED = 11
    KEYS_UNREADABLE = 12
