"""The hash chain over the journal's events, and the check of a whole file at opening.

An event's hash covers the hash before it and every field of its own, each with its length, so that
no two different events have the same bytes. The first hash covers till and generation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import apsw
import msgspec

from pos_terminal.journal.head_mark import Head
from pos_terminal.journal.records import Record, RefundRecord, SaleRecord, sequence_of


class JournalDamagedError(Exception):
    """The journal does not hold; it was not touched. The message says what was found."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain's newest event."""

    event: int
    hash: bytes

    def after(self, *, at: int, kind: str, sequence: int, body: bytes) -> Chain:
        """The chain with one event more."""
        word = kind.encode()
        numbers = f"{self.event + 1}|{at}|{sequence}|{len(word)}|{len(body)}|"
        content = self.hash + numbers.encode() + word + body
        return Chain(self.event + 1, hashlib.sha256(content).digest())


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """What a journal that holds has in it: the chain's end and the newest state of every record."""

    generation: int
    chain: Chain
    last_sequence: int
    newest: tuple[Record, ...]


def genesis(*, schema: int, till: str, generation: int) -> Chain:
    """The chain before its first event."""
    text = f"pos-terminal journal {schema}|{generation}|{till}"
    return Chain(0, hashlib.sha256(text.encode()).digest())


def check_file(
    connection: apsw.Connection, *, till: str, schema: int, mark: Head | None
) -> CheckedFile:
    """Check the file's pages, the chain from its beginning, and every record's row.

    Raises ``JournalDamagedError`` with what does not hold.
    """
    pages = connection.execute("PRAGMA quick_check(1)").fetchall()
    if pages != [("ok",)]:
        raise JournalDamagedError(f"A page of the journal is damaged: {pages[0][0]}")
    own = connection.execute("SELECT schema, till, generation FROM journal").fetchall()
    if len(own) != 1 or own[0][0] != schema or own[0][1] != till:
        raise JournalDamagedError("The journal is of another till or another version.")
    generation = own[0][2]
    if not isinstance(generation, int) or generation < 1:
        raise JournalDamagedError("The journal has no generation.")
    chain, newest = _walk(connection, genesis(schema=schema, till=till, generation=generation))
    _check_mark(connection, chain, generation, mark)
    rows = dict(connection.execute("SELECT sequence, event FROM records"))
    _expect(
        rows == {sequence: event for sequence, (event, _) in newest.items()},
        "The rows of the records and the events do not agree.",
    )
    records = tuple(_read(body) for _, body in newest.values())
    _expect(
        all(sequence_of(record) == key for record, key in zip(records, newest, strict=True)),
        "A record stands under another's number.",
    )
    return CheckedFile(
        generation=generation,
        chain=chain,
        last_sequence=max(newest, default=0),
        newest=records,
    )


def _walk(connection: apsw.Connection, chain: Chain) -> tuple[Chain, dict[int, tuple[int, bytes]]]:
    newest: dict[int, tuple[int, bytes]] = {}
    query = "SELECT event, at, kind, sequence, body, hash FROM events ORDER BY event"
    for event, at, kind, sequence, body, kept in connection.execute(query):
        fields: Sequence[tuple[object, type]] = (
            (at, int), (kind, str), (sequence, int), (body, bytes), (kept, bytes),
        )  # fmt: skip
        _expect(
            all(isinstance(field, wanted) for field, wanted in fields),
            f"Event {event} has a field of the wrong kind.",
        )
        chain = chain.after(at=at, kind=kind, sequence=sequence, body=body)
        _expect(
            chain == Chain(event, kept), f"Event {event} does not follow from the one before it."
        )
        if sequence:
            newest[sequence] = (event, body)
    return chain, newest


def _check_mark(
    connection: apsw.Connection, chain: Chain, generation: int, mark: Head | None
) -> None:
    if mark is None:
        return
    _expect(mark.generation == generation, "The journal is of another generation than its mark.")
    _expect(mark.event <= chain.event, f"Events after {chain.event} are missing.")
    if mark.event:
        row = connection.execute("SELECT hash FROM events WHERE event = ?", (mark.event,))
        _expect(row.fetchall() == [(mark.hash,)], "The journal is not the one its mark belongs to.")


def _read(body: bytes) -> Record:
    try:
        return msgspec.json.decode(body, type=SaleRecord | RefundRecord)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise JournalDamagedError("A record cannot be read.") from error


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise JournalDamagedError(otherwise)
