"""Searching the ledger, newest first and page by page.

What is known to be about a card or a sale is looked up by an index; people, tills and kinds are
looked for by walking back, a bounded stretch at a time, so that no search holds anybody up. An
answer says how far back it looked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from card_contract.card_number import CardNumber
from card_contract.ledger_messages import (
    KeptCheckpoint,
    LedgerAnswer,
    LedgerDetail,
    LedgerEntryView,
)
from server_stub.domain.ids import AppId, CodeId
from server_stub.queries.shop import ShopQueries
from server_stub.storage import ledger_selects, selects
from server_stub.storage.interface import Reader
from server_stub.storage.ledger import Link
from server_stub.storage.rows.cards import CODES_BY_NUMBER, CodeRow

PAGE_ENTRIES: Final = 50
STRETCH_ENTRIES: Final = 20_000
_LIST_SHOWN_MAX: Final = 8
_VALUE_SIGNS_MAX: Final = 300
_HIDDEN: Final = frozenset({"approval", "key", "kept"})
"""Hashes and keys: no secrets, and nothing for a person."""
_OF_JOBS: Final = frozenset({"job", "recall"})
_PIECE: Final = "recall.cards"
_GENERATED: Final = "codes.generated"
_GIVEN: Final = "job.codes-given"
_OF_LIST: Final = frozenset({"job.list-given", "job.list-taken", _GIVEN})
_MADE_AT_ONCE: Final = 1_000
"""So many entries of the moment in which a code was made are looked through for how."""
_SPANS: Final = {
    "codes.generated": frozenset({"codes"}),
    "job.codes-given": frozenset({"codes"}),
    "batch.codes-made": frozenset({"codes", "sequences"}),
}
"""In which entries two numbers are the ends of a span."""
_CHANGED: Final = "campaign.changed"
_CARDS: Final = frozenset({"cards", "refused"})
"""What names cards by their ids where it is a list."""
_NUMBERED_OTHERWISE: Final = frozenset({"job", "recall", "batch"})


class _Text(msgspec.Struct, frozen=True, array_like=True):
    value: str


class _Number(msgspec.Struct, frozen=True, array_like=True):
    value: int


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    till_id: str
    name: str
    position: int | None
    at: int | None
    fits: bool


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    form: int
    at: int
    app_id: str
    kind: str
    actor: str
    subject: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """The entry that tells how a code without a card was made, and the job that did, if one did."""

    position: int
    job: str | None


@dataclass(frozen=True, slots=True)
class About:
    """The subjects under which a card or sale stands; ``recalls`` are numbers of jobs.

    Of a recall only the pieces that name the card ``card`` are about it, and of the job that has
    ``made`` it what became of the list.
    """

    subjects: frozenset[str]
    recalls: frozenset[str] = frozenset()
    card: CodeId | None = None
    made: Made | None = None

    @property
    def named(self) -> list[str]:
        """All subjects that an entry about it may have."""
        job = () if self.made is None or self.made.job is None else (self.made.job,)
        return [*self.subjects, *self.recalls, *job]

    @property
    def as_listed(self) -> tuple[str, str, str, str]:
        """How the card stands in a piece's list: alone, first, between others, last."""
        card = self.card
        return (f":[{card}]", f":[{card},", f",{card},", f",{card}]")

    def has(self, entry: _Entry) -> bool:
        """Cards, jobs and batches each have numbers of their own."""
        noun = entry.kind.partition(".")[0]
        if noun in _OF_JOBS and entry.subject in self.recalls:
            return entry.kind != _PIECE or self._is_listed(entry)
        if self.made is not None and entry.kind in _OF_LIST:
            return entry.subject == self.made.job
        if entry.kind == _GENERATED:
            return _has_made(entry, self.card)
        if noun in _NUMBERED_OTHERWISE and entry.subject.isdigit():
            return False
        return entry.subject in self.subjects

    def _is_listed(self, piece: _Entry) -> bool:
        lists = (said for said in piece.detail.values() if isinstance(said, list))
        return any(self.card in said for said in lists)


def _has_made(entry: _Entry, code_id: CodeId | None) -> bool:
    first, last = entry.detail["codes"]
    return code_id is not None and first <= code_id <= last


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; ``from_ms`` and ``until_ms`` bound it, the latter not included.

    A job writes an entry for every hundred codes or cards; those come ``with_steps`` alone, and
    where something is looked for that they may be about.
    """

    about: About | None = None
    kind: str | None = None
    operator: str | None = None
    till: str | None = None
    from_ms: int | None = None
    until_ms: int | None = None
    with_steps: bool = True

    @property
    def steps(self) -> str:
        """How it is said to the database that steps of jobs are wanted, too."""
        return "too" if self.with_steps or self.kind is not None else ""

    @property
    def of_kind(self) -> tuple[str]:
        """How a kind stands in an entry."""
        return ("" if self.kind is None else f',"{self.kind}",',)

    @property
    def of_operator(self) -> tuple[str, str]:
        """How a person is named: as the actor, or in the details."""
        if self.operator is None:
            return ("", "")
        return (f'"operator:{self.operator}"', f':"{self.operator}"')

    @property
    def of_till(self) -> tuple[str, str, str, str, str]:
        """How a till is named: as the actor, as the subject, or within an id."""
        till = self.till
        if till is None:
            return ("", "", "", "", "")
        return (f'"till:{till}"', f'"{till}"', f'"{till}.', f"-{till}.", f":{till}.")

    def fits(self, link: Link, entry: _Entry) -> bool:
        """Decide once more, to the letter: databases differ in what LIKE makes of cases."""
        if self.about is not None and not self.about.has(entry):
            return False
        if self.kind is not None and entry.kind != self.kind:
            return False
        return all(
            any(part in link.entry for part in parts) for parts in (self.of_operator, self.of_till)
        )


class LedgerQueries:
    def __init__(
        self, reader: Reader, *, page: int = PAGE_ENTRIES, stretch: int = STRETCH_ENTRIES
    ) -> None:
        self._reader = reader
        self._page = page
        self._stretch = stretch
        self._shop = ShopQueries(reader)

    async def about_card(self, app_id: AppId, number: CardNumber) -> About:
        found: list[CodeRow] = await self._reader.find(CODES_BY_NUMBER.at(app_id, number.stored))
        return await self.about_code(app_id, found[0].code_id) if found else About(frozenset())

    async def about_code(self, app_id: AppId, code_id: CodeId) -> About:
        of_card = (app_id, code_id)
        subjects = await self._texts(ledger_selects.ABOUT_CARD, *(of_card * 4))
        recalls = await self._texts(ledger_selects.RECALLS_OF_CARD, app_id, *([code_id] * 3))
        return About(subjects, recalls, code_id, await self._made(app_id, code_id))

    async def _made(self, app_id: AppId, code_id: CodeId) -> Made | None:
        """How a code without a card was made; it has the time of the entry that tells it."""
        made = await self._reader.fetch(_Number, ledger_selects.MADE_AT, app_id, code_id)
        if not made:
            return None
        end = (await self._reader.fetch(_Number, selects.LEDGER_END))[0].value
        first = await self._first_from(made[0].value, end)
        span = (first, first + _MADE_AT_ONCE - 1)
        for link in await self._reader.fetch(Link, ledger_selects.GENERATED, *span, app_id):
            entry = msgspec.json.decode(link.entry, type=_Entry)
            if entry.kind == _GENERATED and _has_made(entry, code_id):
                job = entry.detail.get("job")
                return Made(link.position, None if job is None else str(job))
        return None

    async def about_receipt(self, app_id: AppId, receipt: str) -> About:
        of_sale = (app_id, receipt)
        return About(await self._texts(ledger_selects.ABOUT_RECEIPT, *(of_sale * 2)))

    async def about_label(self, app_id: AppId, label: str) -> About:
        """A pack may have been moved by its carton's label, and a carton pack by pack."""
        others = await self._texts(ledger_selects.LABELS_BESIDE, *((app_id, label) * 2))
        return About(others | {label})

    async def search(self, app_id: AppId, wanted: Wanted, before: int | None) -> LedgerAnswer:
        """The newest entries that fit and come before this position."""
        end = (await self._reader.fetch(_Number, selects.LEDGER_END))[0].value
        last = end if before is None else min(end, before - 1)
        if wanted.until_ms is not None:
            last = min(last, await self._first_from(wanted.until_ms, end) - 1)
        first = 1
        if wanted.from_ms is not None:
            first = await self._first_from(wanted.from_ms, end)
        links, looked_to = await self._links(app_id, wanted, first, last)
        entries = [(link, msgspec.json.decode(link.entry, type=_Entry)) for link in links]
        names = await self._names(app_id)
        return LedgerAnswer(
            entries=[_view(*pair, names) for pair in entries if wanted.fits(*pair)],
            looked_to=looked_to,
            looked_to_at=await self.at(looked_to),
            more=looked_to > first,
        )

    async def view(self, app_id: AppId, link: Link) -> LedgerEntryView:
        """One entry as it is shown."""
        entry = msgspec.json.decode(link.entry, type=_Entry)
        return _view(link, entry, await self._names(app_id))

    async def newest(self, app_id: AppId, wanted: Wanted) -> LedgerEntryView | None:
        """The newest entry about something."""
        end = (await self._reader.fetch(_Number, selects.LEDGER_END))[0].value
        links, _ = await self._links(app_id, wanted, 1, end)
        for link in links:
            if wanted.fits(link, msgspec.json.decode(link.entry, type=_Entry)):
                return await self.view(app_id, link)
        return None

    async def checkpoints_of_tills(self, app_id: AppId) -> list[KeptCheckpoint]:
        """What each till in service has presented last."""
        return [
            KeptCheckpoint(
                till_id=kept.till_id,
                till_name=kept.name,
                position=kept.position,
                presented_at=kept.at,
                fits=None if kept.position is None else kept.fits,
            )
            for kept in await self._reader.fetch(_Kept, ledger_selects.CHECKPOINTS_OF_TILLS, app_id)
        ]

    async def _links(
        self, app_id: AppId, wanted: Wanted, first: int, last: int
    ) -> tuple[list[Link], int]:
        """A page of links between two positions, and the lowest that was looked at."""
        if last < first:
            return [], first
        if wanted.about is not None:
            found = await self._about(app_id, wanted.about, first, last)
        else:
            first = max(first, last - self._stretch + 1)
            found = await self._reader.fetch(
                Link,
                ledger_selects.WALKED,
                *(first, last, app_id, wanted.steps, *wanted.of_kind, *wanted.of_operator),
                *(wanted.till or "", *wanted.of_till, self._page),
            )
        is_full = len(found) == self._page
        return found, found[-1].position if is_full else first

    async def _about(self, app_id: AppId, about: About, first: int, last: int) -> list[Link]:
        """A page of what is about something, with how it was made in its place."""
        named = msgspec.json.encode(about.named).decode()
        card = about.card or 0
        found = await self._reader.fetch(
            Link,
            ledger_selects.BY_SUBJECT,
            *(app_id, named, first, last),
            *map(_pattern, about.as_listed),
            *(card, card, self._page),
        )
        made = about.made
        if made is None or not first <= made.position <= last:
            return found
        found += await self._reader.fetch(Link, selects.LEDGER, made.position - 1, 1)
        found.sort(key=lambda link: link.position, reverse=True)
        return found[: self._page]

    async def _first_from(self, at_ms: int, end: int) -> int:
        """The first position whose entry is not older; the ledger is in the order of time."""
        asked = (end, at_ms, at_ms)
        return (await self._reader.fetch(_Number, ledger_selects.FIRST_FROM, *asked))[0].value

    async def at(self, position: int) -> int | None:
        """When an entry was written, if there is one."""
        links = await self._reader.fetch(Link, selects.LEDGER, position - 1, 1)
        return msgspec.json.decode(links[0].entry, type=_Entry).at if links else None

    async def _texts(self, sql: str, *values: str | int) -> frozenset[str]:
        return frozenset(text.value for text in await self._reader.fetch(_Text, sql, *values))

    async def _names(self, app_id: AppId) -> dict[str, str]:
        people = await self._shop.all_operators(app_id)
        tills = await self._shop.tills(app_id)
        return {f"operator:{person.operator_id}": person.name for person in people} | {
            f"till:{till.till_id}": till.name for till in tills
        }


def _pattern(part: str) -> str:
    for sign in "\\%_":
        part = part.replace(sign, f"\\{sign}")
    return f"%{part}%"


def _view(link: Link, entry: _Entry, names: dict[str, str]) -> LedgerEntryView:
    return LedgerEntryView(
        position=link.position,
        at=entry.at,
        kind=entry.kind,
        actor=entry.actor,
        actor_name=names.get(entry.actor),
        subject=entry.subject,
        details=list(_details(entry)),
        hash=link.hash,
    )


def _details(entry: _Entry) -> Iterable[LedgerDetail]:
    for name, value in entry.detail.items():
        if name not in _HIDDEN and value not in (None, "", []):
            yield LedgerDetail(name=name, value=_said(entry.kind, name, value)[:_VALUE_SIGNS_MAX])


def _said(kind: str, name: str, value: Any) -> str:
    """A value as text: the ends of a span, what was before and is now, ids of cards, or itself."""
    match value:
        case [first, last] if kind in _SPANS and name in _SPANS[kind]:
            return f"{first}–{last}"
        case [before, after] if kind == _CHANGED:
            return f"{_text(before)} → {_text(after)}"
        case list() if name in _CARDS and all(isinstance(each, int) for each in value):
            return _text([f"#{each}" for each in value])
        case _:
            return _text(value)


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case list() if all(isinstance(part, str | int) for part in value):
            shown = ", ".join(map(str, value[:_LIST_SHOWN_MAX]))
            return shown if len(value) <= _LIST_SHOWN_MAX else f"{shown} ... ({len(value)})"
        case _:
            return msgspec.json.encode(value).decode()
