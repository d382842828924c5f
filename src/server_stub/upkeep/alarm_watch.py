"""Finding what nobody's own request shows: a number given twice, a card at two stores, guessing.

It looks at the sales that came since its last look, from time to time and past the engine, so that
no sale is any slower for it. What it finds is decided by commands, and raised once; what one look
does not come to is left to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

import msgspec

from server_stub.commands.alarms import NoteFork, NoteGuessing, NoteTwoStores
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import AppId, CodeId, StoreId, TillId
from server_stub.engine.submits import Submits
from server_stub.queries.shop import ShopQueries
from server_stub.storage import alarm_selects as selects
from server_stub.storage.interface import Reader

WATCH_EVERY_S: Final = 60.0
_FIRST_LOOK_MS: Final = 24 * 60 * 60 * 1000
_HOUR_MS: Final = 60 * 60 * 1000
_OVERLAP_MS: Final = 5 * 60 * 1000  # a round commits after the time that it writes down
_FOUND_MAX: Final = 100


class _Forked(msgspec.Struct, frozen=True, array_like=True):
    sale_id: str
    other_sale_id: str
    till_id: str
    open_case_id: str | None


class _TurnedUp(msgspec.Struct, frozen=True, array_like=True):
    code_id: int
    sale_id: str
    till_id: str


class CountsGuesses(Protocol):
    def is_beyond(self, app_id: AppId) -> bool: ...


class AlarmWatch:
    """``found_max``: how much of either kind is read of a store in one look.

    ``guessing`` counts the wrong codes that this process was sent.
    """

    def __init__(
        self,
        engine: Submits,
        reader: Reader,
        *,
        now_ms: Callable[[], int],
        found_max: int = _FOUND_MAX,
        guessing: CountsGuesses | None = None,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._shop = ShopQueries(reader)
        self._now_ms = now_ms
        self._found_max = found_max
        self._since: int | None = None
        self._guessing = guessing
        self._guessed: set[AppId] = set()

    async def look(self) -> None:
        """Look at what was sold since the last look that read all; at first, since a day ago."""
        now_ms = self._now_ms()
        since = now_ms - _FIRST_LOOK_MS if self._since is None else self._since
        all_noted = True
        for app in await self._shop.apps():
            await self._look_at_guesses(AppId(app.app_id))
            for store in await self._shop.stores(AppId(app.app_id)):
                where = (AppId(app.app_id), StoreId(store.store_id), since)
                for notes in (await self._forks(*where), await self._turned_up(*where)):
                    all_noted &= await self._noted(notes) and len(notes) < self._found_max
        self._since = now_ms - _OVERLAP_MS if all_noted else since

    async def _look_at_guesses(self, app_id: AppId) -> None:
        """Tell once of each time that an app is being guessed at."""
        if self._guessing is None or not self._guessing.is_beyond(app_id):
            self._guessed.discard(app_id)
        elif app_id not in self._guessed:
            note = NoteGuessing(app_id=app_id, hour=self._now_ms() // _HOUR_MS)
            if await self._noted([note]):
                self._guessed.add(app_id)

    async def _forks(self, app_id: AppId, store_id: StoreId, since: int) -> list[NoteFork]:
        where = (app_id, store_id, since, self._found_max)
        return [
            NoteFork(
                app_id=app_id,
                till_id=TillId(forked.till_id),
                store_id=store_id,
                sale_id=forked.sale_id,
                other_sale_id=forked.other_sale_id,
                open_case_id=forked.open_case_id,
            )
            for forked in await self._reader.fetch(_Forked, selects.FORKED_TILLS, *where)
        ]

    async def _turned_up(self, app_id: AppId, store_id: StoreId, since: int) -> list[NoteTwoStores]:
        where = (app_id, store_id, since, self._found_max)
        return [
            NoteTwoStores(
                app_id=app_id,
                code_id=CodeId(card.code_id),
                sale_id=card.sale_id,
                till_id=TillId(card.till_id),
                store_id=store_id,
            )
            for card in await self._reader.fetch(_TurnedUp, selects.CARDS_OF_TWO_STORES, *where)
        ]

    async def _noted(self, notes: Sequence[NoteFork | NoteGuessing | NoteTwoStores]) -> bool:
        """Whether the server could take all of them down."""
        answers = [await self._engine.submit(note) for note in notes]
        return all(isinstance(answer, Noted) for answer in answers)
