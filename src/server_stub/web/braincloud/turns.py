"""Lets the packets of one session through one after the other."""

from __future__ import annotations

import asyncio
from weakref import WeakValueDictionary


class Turns:
    """The sessions, and sign-ins, of which packets are at work in this process."""

    def __init__(self) -> None:
        # Whoever holds a lock or waits for it keeps it alive; after the last it is forgotten.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def turn(self, session: str) -> asyncio.Lock:
        """What a packet holds while it is at work."""
        lock = self._locks.get(session)
        if lock is None:
            lock = self._locks[session] = asyncio.Lock()
        return lock
