"""One entry of the ledger with its place in the chain, and which stretch was verified last."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import msgspec

from card_contract.ledger_messages import LedgerEntryView
from server_stub.domain.ids import ALL_APPS, AppId
from server_stub.domain.job_machine import JobKind
from server_stub.queries.ledger import About, LedgerQueries, Wanted
from server_stub.storage import ledger_selects, selects
from server_stub.storage.interface import Reader
from server_stub.storage.ledger import START, Head, Link, first_broken

_BEFORE_ALL: Final = START.hash
_VERIFICATIONS_MAX: Final = 500
"""So many of the newest are looked through for what was found changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFound:
    """An entry; ``fits`` says that its hash follows from what it says and the hash ``before``."""

    view: LedgerEntryView
    before: str
    fits: bool
    is_last: bool


class _Job(msgspec.Struct, frozen=True, array_like=True):
    job_id: int
    kind: JobKind


class _Currency(msgspec.Struct, frozen=True, array_like=True):
    name: str
    currency: str


class PortalLedger:
    def __init__(self, reader: Reader, *, sound: str, changed: str, kind: str) -> None:
        """Entries of ``kind`` tell of verifications; each subject of what they have found."""
        self._reader = reader
        self._ledger = LedgerQueries(reader, page=1)
        self._verifications = LedgerQueries(reader, page=_VERIFICATIONS_MAX)
        self._verified = Wanted(about=About(frozenset({sound, changed})), kind=kind)
        self._changed = Wanted(about=About(frozenset({changed})), kind=kind)

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

    async def jobs_in(self, app_id: AppId, entries: Iterable[LedgerEntryView]) -> dict[str, str]:
        """What the jobs work at that entries tell of."""
        jobs = [int(each.subject) for each in entries if each.kind.startswith("job.")]
        if not jobs:
            return {}
        named = msgspec.json.encode(jobs).decode()
        found = await self._reader.fetch(_Job, ledger_selects.KINDS_OF_JOBS, app_id, named)
        return {str(job.job_id): job.kind.value for job in found}

    async def currencies_in(
        self, app_id: AppId, entries: Collection[LedgerEntryView]
    ) -> dict[str, str]:
        """The currencies of the sales, voids and campaigns that entries tell of."""
        names = {each.subject for each in entries}
        names |= {said.value for each in entries for said in each.details if said.name == "sale"}
        asked = (app_id, msgspec.json.encode(sorted(names)).decode()) * 3
        found = await self._reader.fetch(_Currency, ledger_selects.CURRENCIES, *asked)
        return {each.name: each.currency for each in found}

    async def last_verified(self, app_id: AppId) -> LedgerEntryView | None:
        """The newest entry that tells of a verification."""
        return await self._ledger.newest(app_id, self._verified)

    async def last_changed(self, app_id: AppId) -> LedgerEntryView | None:
        """The newest entry that tells of a verification which found the ledger changed."""
        return await self._ledger.newest(app_id, self._changed)

    async def changed_at(self, app_id: AppId) -> int | None:
        """The lowest entry that was found changed, and at which it was not found sound since."""
        if await self._ledger.newest(app_id, self._changed) is None:
            return None
        told = await self._verifications.search(app_id, self._verified, None)
        return min(_standing(reversed(told.entries)), default=None)

    async def unsigned_since(self, signed_to: int | None) -> int | None:
        """When the first entry was written that no signature covers, if there is one."""
        return await self._ledger.at((signed_to or 0) + 1)

    async def end(self) -> int:
        """How many entries there are."""
        links = await self._reader.fetch(Link, selects.LAST_ENTRY)
        return links[0].position if links else 0


def _standing(verifications: Iterable[LedgerEntryView]) -> set[int]:
    """What is changed after these verifications, the oldest first."""
    standing: set[int] = set()
    for each in verifications:
        first, last, broken_at = (_said(each, name) for name in ("first", "last", "broken_at"))
        sound = range(first, broken_at or last + 1)
        standing = {position for position in standing if position not in sound}
        if broken_at:
            standing.add(broken_at)
    return standing


def _said(entry: LedgerEntryView, name: str) -> int:
    return next((int(each.value) for each in entry.details if each.name == name), 0)
