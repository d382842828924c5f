"""The ledger's byte format: one hash chain over all entries, fixed here and never changed.

An entry is the JSON array ``[1, at_ms, app_id, kind, actor, subject, detail]`` in UTF-8, without
spaces, object members sorted by name. Its hash is SHA-256 over the hash before it and these bytes;
the first follows 32 bytes made of ``GENESIS``. No field is one that a database assigns. The chain
alone shows edits, not truncation or a rewritten end: that is what checkpoints are for, signed and
kept elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

import msgspec

from server_stub.storage.change import LedgerEntry

FORMAT: Final = 1
GENESIS: Final = hashlib.sha256(b"redemption ledger v1").hexdigest()
_CHECKPOINT: Final = "redemption-server ledger checkpoint v1"

_encoder: Final = msgspec.json.Encoder(order="sorted")


class Link(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One stored entry: where it stands, whose it is, its bytes as text, its hash in hex."""

    position: int
    app_id: str
    entry: str
    hash: str


class Head(msgspec.Struct, frozen=True, array_like=True):
    """The end of the chain: the last entry's position and hash."""

    position: int
    hash: str


START: Final = Head(0, GENESIS)


def append(head: Head, entries: Iterable[LedgerEntry], at_ms: int) -> list[Link]:
    """Chain entries behind the head."""
    links: list[Link] = []
    position, before = head.position, head.hash
    for entry in entries:
        position += 1
        body = entry_bytes(entry, at_ms)
        before = chain_hash(before, body)
        links.append(Link(position=position, app_id=entry.app_id, entry=body.decode(), hash=before))
    return links


def entry_bytes(entry: LedgerEntry, at_ms: int) -> bytes:
    """The canonical bytes of an entry."""
    fields = (FORMAT, at_ms, entry.app_id, entry.kind, entry.actor, entry.subject, entry.detail)
    return _encoder.encode(fields)


def chain_hash(before: str, body: bytes) -> str:
    """The hash of an entry that follows the hash ``before``."""
    return hashlib.sha256(bytes.fromhex(before) + body).hexdigest()


def first_broken(links: Iterable[Link], head: Head = START) -> int | None:
    """Return the position of the first entry that does not follow from those before it, or None."""
    position, before = head.position, head.hash
    for link in links:
        position += 1
        if link.position != position:
            return position
        before = chain_hash(before, link.entry.encode())
        if link.hash != before or not _names_app(link):
            return position
    return None


def checkpoint_bytes(head: Head, signed_at: int) -> bytes:
    """What is signed: the chain had this many entries, and ended in this hash, at this time."""
    return f"{_CHECKPOINT}\n{head.position}\n{head.hash}\n{signed_at}\n".encode()


def _names_app(link: Link) -> bool:
    """The column beside the entry is for look-ups, and must not say anything else."""
    try:
        fields = msgspec.json.decode(link.entry, type=list[msgspec.Raw])
        return msgspec.json.decode(fields[2], type=str) == link.app_id
    except (msgspec.DecodeError, IndexError):
        return False
