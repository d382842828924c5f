"""Reading the ledger from end to end, to see that its chain holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.ledger import START, Head, Link, first_broken

_PAGE_ENTRIES: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How far the chain holds; ``broken_at`` is the first entry that does not follow."""

    entries: int
    head: str
    broken_at: int | None


async def verified_entries(reader: Reader) -> Checked:
    """Follow the chain; entries that are appended meanwhile are followed too."""
    head = START
    while True:
        links = await reader.fetch(Link, selects.LEDGER, head.position, _PAGE_ENTRIES)
        if not links:
            return Checked(entries=head.position, head=head.hash, broken_at=None)
        broken_at = first_broken(links, head)
        if broken_at is not None:
            return Checked(entries=head.position, head=head.hash, broken_at=broken_at)
        head = Head(links[-1].position, links[-1].hash)
