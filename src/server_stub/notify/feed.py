"""News for tills at once: what a recall has changed, and that there are new alarms.

A hint only: a till that hears nothing sells nothing that it should not, because the server refuses
in any case. So nothing is stored, a till that listens too slowly is let go (it comes back by
itself), and what was told while nobody listened is not told again.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from card_contract.recall_messages import RecallHearing, RecallNews
from card_contract.states import RecallAct
from server_stub.domain.ids import AppId, TillId

KEEP_ALIVE_S: Final = 10.0
WAITING_MAX: Final = 256
RECALLS_KEPT_MAX: Final = 100
_STILL_HERE: Final = b":\n\n"
_BEGIN: Final = b"retry: 1000\n\n"
_ALARMS: Final = b"event: alarms\ndata: {}\n\n"

_Till = tuple[AppId, TillId]


class Listener:
    """One line to a till or a browser. ``next`` gives what is to be written, None at its end."""

    def __init__(
        self, closed: Callable[[Listener], None], *, still_here: bytes = _STILL_HERE
    ) -> None:
        self._closed = closed
        self._still_here = still_here
        self._pieces: asyncio.Queue[bytes | None] = asyncio.Queue(WAITING_MAX)
        self._pieces.put_nowait(_BEGIN)

    async def next(self) -> bytes | None:
        """The next news, or a sign of life after a while without any."""
        try:
            async with asyncio.timeout(KEEP_ALIVE_S):
                return await self._pieces.get()
        except TimeoutError:
            return self._still_here

    def tell(self, piece: bytes) -> bool:
        """Say whether there is still room: a till that does not read is let go."""
        if self._pieces.full():
            self.end()
            return False
        self._pieces.put_nowait(piece)
        return True

    def end(self) -> None:
        """Let the till go, whatever it has not read yet."""
        while not self._pieces.empty():
            self._pieces.get_nowait()
        self._pieces.put_nowait(None)

    def close(self) -> None:
        """The till has hung up, or was let go."""
        self._closed(self)


@dataclass(slots=True)
class _Told:
    """Which tills were told of a recall's changes, and have not said yet that they have heard.

    All up to the place ``passed`` are told. Of tills in ``missed`` nothing is claimed any more:
    they hung up before they had said that they knew.
    """

    passed: int = 0
    committed_at: dict[int, int] = field(default_factory=dict)
    waiting: dict[int, set[TillId]] = field(default_factory=dict)
    tills: set[TillId] = field(default_factory=set)
    missed: set[TillId] = field(default_factory=set)
    slowest_ms: int | None = None

    def told(self, serial: int, tills: set[TillId], committed_at: int) -> None:
        tills = tills - self.missed
        self.tills |= tills
        if tills:
            self.committed_at[serial] = committed_at
            self.waiting[serial] = tills

    def answered(self, serial: int, till_id: TillId) -> None:
        self.waiting[serial].discard(till_id)
        if not self.waiting[serial]:
            del self.waiting[serial], self.committed_at[serial]

    def hung_up(self, till_id: TillId) -> None:
        serials = [serial for serial, tills in self.waiting.items() if till_id in tills]
        for serial in serials:
            self.answered(serial, till_id)
        if serials:
            self.missed.add(till_id)
            self.tills.discard(till_id)


class Feed:
    """The tills that listen to this process."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._serial = 0
        self._listeners: dict[_Till, Listener] = {}
        self._told: OrderedDict[tuple[AppId, int], _Told] = OrderedDict()

    def listen(self, app_id: AppId, till_id: TillId) -> Listener:
        """Take up a till's line; the one that it had before ends."""
        place = (app_id, till_id)

        def closed(listener: Listener) -> None:
            if self._listeners.get(place) is listener:
                del self._listeners[place]
                self._hung_up(app_id, till_id)

        self.drop(app_id, till_id)
        self._listeners[place] = Listener(closed)
        return self._listeners[place]

    def drop(self, app_id: AppId, till_id: TillId) -> None:
        """Let a till go: it was shut out, or listens anew."""
        before = self._listeners.pop((app_id, till_id), None)
        if before is not None:
            before.end()
            self._hung_up(app_id, till_id)

    def _hung_up(self, app_id: AppId, till_id: TillId) -> None:
        for (app, _), told in self._told.items():
            if app == app_id:
                told.hung_up(till_id)

    def apps(self) -> frozenset[AppId]:
        """The apps of which at least one till listens."""
        return frozenset(app_id for app_id, _ in self._listeners)

    def tell_of_alarms(self, app_id: AppId) -> None:
        """Tell every till of the app that there are alarms which were not there before."""
        for _, line in self._here(app_id):
            line.tell(_ALARMS)

    def tell(
        self,
        app_id: AppId,
        recall_id: int,
        act: RecallAct,
        code_ids: Sequence[int],
        *,
        committed_at: int,
        passed: int,
    ) -> None:
        """Tell every till of the app which cards were changed; they are on disk already.

        They stand in the recall up to the place ``passed``: what was told already is told once.
        """
        told = self._told_of(app_id, recall_id)
        if passed <= told.passed:
            return
        told.passed = passed
        self._serial += 1
        news = RecallNews(
            recall_id=recall_id,
            serial=self._serial,
            act=act,
            card_ids=[str(code_id) for code_id in code_ids],
            at=committed_at,
        )
        piece = b"event: recall\ndata: " + msgspec.json.encode(news) + b"\n\n"
        tills = {till_id for till_id, line in self._here(app_id) if line.tell(piece)}
        told.told(self._serial, tills, committed_at)

    def told_up_to(self, app_id: AppId, recall_id: int) -> int:
        """Up to which of its places the tills were told of a recall."""
        told = self._told.get((app_id, recall_id))
        return 0 if told is None else told.passed

    def _told_of(self, app_id: AppId, recall_id: int) -> _Told:
        told = self._told.setdefault((app_id, recall_id), _Told())
        self._told.move_to_end((app_id, recall_id))
        while len(self._told) > RECALLS_KEPT_MAX:
            self._told.popitem(last=False)
        return told

    def _here(self, app_id: AppId) -> list[tuple[TillId, Listener]]:
        return [(till, line) for (app, till), line in self._listeners.items() if app == app_id]

    def heard(self, app_id: AppId, till_id: TillId, recall_id: int, serial: int) -> None:
        """A till says that it has heard this; twice, or of what it was not told, is nothing."""
        told = self._told.get((app_id, recall_id))
        if told is None or till_id not in told.waiting.get(serial, ()):
            return
        took_ms = max(0, self._now_ms() - told.committed_at[serial])
        told.slowest_ms = max(took_ms, told.slowest_ms or 0)
        told.answered(serial, till_id)

    def hearing(self, app_id: AppId, recall_id: int) -> RecallHearing | None:
        """How many tills were told of a recall, how many have not heard, how long the last took."""
        told = self._told.get((app_id, recall_id))
        if told is None or not told.tills:
            return None
        waiting = set().union(*told.waiting.values())
        return RecallHearing(
            tills=len(told.tills), waiting=len(waiting), slowest_ms=told.slowest_ms
        )
