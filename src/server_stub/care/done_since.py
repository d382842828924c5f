"""What people did since a moment, out of a ledger: of a lost database, what no till tells again."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any, Final

import msgspec

from server_stub.storage import ledger_selects, selects
from server_stub.storage.interface import DamagedError, Reader, StorageError
from server_stub.storage.ledger import Link

_PAGE: Final = 1_000
_TOLD_AGAIN: Final = ("till:", "profile:")
_PASSING: Final = frozenset(
    {
        *("operator.signed-in", "portal.signed-out", "portal.sign-in-refused", "server.signed-in"),
        *("pin.wrong", "approval.given"),
        # The steps of long jobs: their begin says what was asked for.
        *("recall.cards", "batch.codes-made", "codes.generated", "job.finished"),
    }
)
_HIDDEN: Final = frozenset({"approval", "key"})


class BrokenOffError(Exception):
    """The ledger cannot be read any further; says why, and up to where it was."""


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """One deed; ``detail`` is all that the ledger has of it, as JSON."""

    at: int
    app: str
    kind: str
    actor: str
    subject: str
    detail: str


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    form: int
    at: int
    app_id: str
    kind: str
    actor: str
    subject: str
    detail: dict[str, Any]


class _Number(msgspec.Struct, frozen=True, array_like=True):
    value: int


async def done_since(reader: Reader, at_ms: int) -> AsyncIterator[Done]:
    """What people and customers' servers did from that moment on, in order; nothing is changed.

    Raises ``BrokenOffError`` where the database is damaged, after all that lies before.
    """
    upto, has_begun = "its beginning", False
    try:
        async for link in _links(reader, await _before(reader, at_ms)):
            entry = msgspec.json.decode(link.entry, type=_Entry)
            has_begun = has_begun or entry.at >= at_ms
            is_told = not entry.actor.startswith(_TOLD_AGAIN) and entry.kind not in _PASSING
            if has_begun and is_told:
                yield _done(entry)
            moment = dt.datetime.fromtimestamp(entry.at / 1000, dt.UTC)
            upto = f"entry {link.position} of {moment:%Y-%m-%d %H:%M:%S} UTC"
    except (StorageError, msgspec.MsgspecError) as error:
        why = str(error) if isinstance(error, StorageError) else "The database is damaged."
        raise BrokenOffError(
            f"{why} The ledger was read up to {upto}; what was done after that is not listed."
        ) from error


async def _before(reader: Reader, at_ms: int) -> int:
    """The position before the first entry from then on; 0 where damage hides which that is."""
    try:
        end = (await reader.fetch(_Number, selects.LEDGER_END))[0].value
        asked = (end, at_ms, at_ms)
        return (await reader.fetch(_Number, ledger_selects.FIRST_FROM, *asked))[0].value - 1
    except DamagedError:
        return 0


async def _links(reader: Reader, after: int) -> AsyncIterator[Link]:
    limit = _PAGE
    while True:
        try:
            links: list[Link] = await reader.fetch(Link, selects.LEDGER, after, limit)
        except DamagedError:
            if limit == 1:
                raise
            limit = 1  # of many at once, those before the damage would be lost as well
            continue
        if not links:
            return
        for link in links:
            yield link
        after = links[-1].position


def _done(entry: _Entry) -> Done:
    told = {name: said for name, said in entry.detail.items() if name not in _HIDDEN}
    return Done(
        at=entry.at,
        app=entry.app_id,
        kind=entry.kind,
        actor=entry.actor,
        subject=entry.subject,
        detail=msgspec.json.encode(told).decode(),
    )
