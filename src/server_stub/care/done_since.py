"""What people did since a moment, out of a ledger: of a lost database, what no till tells again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final

import msgspec

from server_stub.storage import ledger_selects, selects
from server_stub.storage.interface import Reader
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
    """What people and customers' servers did from that moment on, in order; nothing is changed."""
    end = (await reader.fetch(_Number, selects.LEDGER_END))[0].value
    asked = (end, at_ms, at_ms)
    after = (await reader.fetch(_Number, ledger_selects.FIRST_FROM, *asked))[0].value - 1
    while links := await reader.fetch(Link, selects.LEDGER, after, _PAGE):
        for link in links:
            entry = msgspec.json.decode(link.entry, type=_Entry)
            if not entry.actor.startswith(_TOLD_AGAIN) and entry.kind not in _PASSING:
                yield _done(entry)
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
