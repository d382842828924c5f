"""One entry of the ledger with its place in the chain, and which stretch was verified last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from card_contract.ledger_messages import LedgerEntryView
from server_stub.domain.ids import ALL_APPS, AppId
from server_stub.queries.ledger import About, LedgerQueries, Wanted
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.ledger import START, Head, Link, first_broken

_BEFORE_ALL: Final = START.hash


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFound:
    """An entry; ``fits`` says that its hash follows from what it says and the hash ``before``."""

    view: LedgerEntryView
    before: str
    fits: bool
    is_last: bool


class PortalLedger:
    def __init__(self, reader: Reader, *, sound: str, changed: str, kind: str) -> None:
        """Entries of ``kind`` tell of verifications; each subject of what they have found."""
        self._reader = reader
        self._ledger = LedgerQueries(reader, page=1)
        self._verified = Wanted(about=About(frozenset({sound, changed})), kind=kind)
        self._changed = Wanted(about=About(frozenset({changed})), kind=kind)
        self._sound = Wanted(about=About(frozenset({sound})), kind=kind)

    async def entry(self, app_id: AppId, position: int) -> EntryFound | None:
        """An entry of the app's, or of what is one over all apps."""
        found = await self._reader.fetch(Link, selects.LEDGER, max(0, position - 2), 3)
        links = {link.position: link for link in found}
        link = links.get(position)
        if link is None or link.app_id not in (app_id, ALL_APPS):
            return None
        previous = links.get(position - 1)
        before = _BEFORE_ALL if previous is None else previous.hash
        return EntryFound(
            view=await self._ledger.view(app_id, link),
            before=before,
            fits=first_broken([link], Head(position - 1, before)) is None,
            is_last=position + 1 not in links,
        )

    async def last_verified(self, app_id: AppId) -> LedgerEntryView | None:
        """The newest entry that tells of a verification."""
        return await self._ledger.newest(app_id, self._verified)

    async def last_changed(self, app_id: AppId) -> LedgerEntryView | None:
        """The newest entry that tells of a verification which found the ledger changed."""
        return await self._ledger.newest(app_id, self._changed)

    async def changed_at(self, app_id: AppId) -> int | None:
        """The entry at which it was found changed, unless it was found sound there since."""
        changed = await self._ledger.newest(app_id, self._changed)
        if changed is None:
            return None
        position = _said(changed, "broken_at")
        sound = await self._ledger.newest(app_id, self._sound)
        if sound is None or sound.position < changed.position:
            return position
        is_sound = _said(sound, "first") <= position <= _said(sound, "last")
        return None if is_sound else position

    async def unsigned_since(self, signed_to: int | None) -> int | None:
        """When the first entry was written that no signature covers, if there is one."""
        return await self._ledger.at((signed_to or 0) + 1)

    async def end(self) -> int:
        """How many entries there are."""
        links = await self._reader.fetch(Link, selects.LAST_ENTRY)
        return links[0].position if links else 0


def _said(entry: LedgerEntryView, name: str) -> int:
    return next((int(each.value) for each in entry.details if each.name == name), 0)
