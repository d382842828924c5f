"""A packet that signs in, sent again after a lost reply: what stands behind its sign-in is known.

Each copy opens a session of its own, for nobody has the token of the first. So the messages behind
the sign-in do not go by the session: they go by the packet itself, byte for byte, for a short
while. After that the same bytes are a new packet: a client that starts anew each day begins alike.
"""

from __future__ import annotations

from collections.abc import Iterable

from server_stub.commands.requests import message_key
from server_stub.desks.ports import Clock
from server_stub.domain.ids import AppId
from server_stub.storage.interface import Reader
from server_stub.storage.rows.sales import ANSWERS
from server_stub.storage.sealing import Keys
from server_stub.web.braincloud.callers import REPEAT_MS


class SignInRepeats:
    """Names packets that sign in, a repeat as the packet that it repeats."""

    def __init__(self, reader: Reader, keys: Keys, clock: Clock) -> None:
        self._reader = reader
        self._keys = keys
        self._clock = clock

    async def name_of(self, app_id: AppId, text: bytes, behind: Iterable[int]) -> str:
        """The packet's name; ``behind`` are the places of the messages behind its sign-in.

        It has the present span of time in it, or the last one if a message was answered then and
        not too long ago.
        """
        now_ms = self._clock.now_ms()
        span, packet = now_ms // REPEAT_MS, f"bc-signed-in:{self._keys.fingerprint(text)}"
        before = f"{packet}:{span - 1}"
        for index in behind:
            answers = await self._reader.find(ANSWERS.at(app_id, message_key(before, index)))
            if answers and now_ms - answers[0].at <= REPEAT_MS:
                return before
        return f"{packet}:{span}"
