"""A ledger that somebody changes behind the server's back: no alteration goes unnoticed.

Forty of them, drawn by a seed; a thousand with ``--long``.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import apsw
import pytest

from server_stub.commands.checkpoints import KeepCheckpoint
from server_stub.desks.ledger_keeper import LedgerKeeper, LedgerReport
from server_stub.storage.ledger import GENESIS, chain_hash
from support.core_shop import APP, NOW, CoreShop, play

ALTERATIONS: Final = 40
ALTERATIONS_FOR_LONG: Final = 1000


class Entry(NamedTuple):
    """A row of the ledger's table."""

    position: int
    app_id: str
    entry: str
    hash: str


Ledger = list[Entry]


class Altered(NamedTuple):
    """What was made of a ledger, and which entry has to be named; none: a checkpoint has to.

    With all hashes made anew the chain is whole, and only an entry that cannot be read is named.
    """

    ledger: Ledger
    entry: int | None
    unreadable: int | None = None

    def is_named(self, report: LedgerReport) -> bool:
        if self.entry is None and report.broken_entry is not None:
            return report.broken_entry == self.unreadable
        return not report.is_sound and report.broken_entry == self.entry


def an_edited_byte(chance: random.Random, ledger: Ledger) -> Altered:
    place, ledger = _edited(chance, ledger)
    return Altered(ledger, place + 1)


def an_edited_hash(chance: random.Random, ledger: Ledger) -> Altered:
    place = chance.randrange(len(ledger))
    at = chance.randrange(64)
    old = ledger[place].hash
    digit = chance.choice([digit for digit in "0123456789abcdef" if digit != old[at]])
    return Altered(
        _with(ledger, place, ledger[place]._replace(hash=old[:at] + digit + old[at + 1 :])),
        place + 1,
    )


def an_entry_that_is_gone(chance: random.Random, ledger: Ledger) -> Altered:
    place = chance.randrange(len(ledger) - 1)
    return Altered(ledger[:place] + ledger[place + 1 :], place + 1)


def two_that_are_exchanged(chance: random.Random, ledger: Ledger) -> Altered:
    first, second = sorted(chance.sample(range(len(ledger)), 2))
    one, other = ledger[first], ledger[second]
    ledger = _with(ledger, first, one._replace(entry=other.entry, hash=other.hash))
    ledger = _with(ledger, second, other._replace(entry=one.entry, hash=one.hash))
    return Altered(ledger, first + 1)


def a_tail_that_is_gone(chance: random.Random, ledger: Ledger) -> Altered:
    return Altered(ledger[: chance.randrange(len(ledger))], None)


def an_edit_restamped(chance: random.Random, ledger: Ledger) -> Altered:
    place, ledger = _edited(chance, ledger)
    return Altered(restamped(ledger), None, place + 1)


def an_invented_entry_restamped(chance: random.Random, ledger: Ledger) -> Altered:
    place = chance.randrange(len(ledger))
    other = chance.choice([entry for entry in ledger if entry.entry != ledger[place].entry])
    return Altered(restamped([*ledger[:place], other, *ledger[place:]]), None)


def a_lost_entry_restamped(chance: random.Random, ledger: Ledger) -> Altered:
    place = chance.randrange(len(ledger))
    return Altered(restamped(ledger[:place] + ledger[place + 1 :]), None)


WAYS: Final[tuple[Callable[[random.Random, Ledger], Altered], ...]] = (
    an_edited_byte,
    an_edited_hash,
    an_entry_that_is_gone,
    two_that_are_exchanged,
    a_tail_that_is_gone,
    an_edit_restamped,
    an_invented_entry_restamped,
    a_lost_entry_restamped,
)


def restamped(ledger: Ledger) -> Ledger:
    """All numbers and hashes made anew, as somebody who knows the format could."""
    before, made = GENESIS, []
    for position, entry in enumerate(ledger, start=1):
        before = chain_hash(before, entry.entry.encode())
        made.append(entry._replace(position=position, hash=before))
    return made


def _edited(chance: random.Random, ledger: Ledger) -> tuple[int, Ledger]:
    """One sign of one entry is another one."""
    place = chance.randrange(len(ledger))
    text = ledger[place].entry
    at = chance.randrange(len(text))
    sign = chance.choice([sign for sign in "0123456789abcxyz" if sign != text[at]])
    return place, _with(
        ledger, place, ledger[place]._replace(entry=text[:at] + sign + text[at + 1 :])
    )


def _with(ledger: Ledger, place: int, entry: Entry) -> Ledger:
    return [*ledger[:place], entry, *ledger[place + 1 :]]


class Intruder:
    """Somebody who can write the server's file."""

    def __init__(self, path: Path) -> None:
        self._file = apsw.Connection(str(path))
        self._file.execute("PRAGMA synchronous = OFF")
        # It would let nothing in that is no JSON; whoever edits the file's bytes does not ask it.
        self._file.execute("DROP INDEX ledger_by_subject")
        read = self._file.execute("SELECT position, app_id, entry, hash FROM ledger ORDER BY 1")
        self.ledger = [Entry(*row) for row in read]

    def writes(self, ledger: Ledger) -> None:
        with self._file:
            self._file.execute("DELETE FROM ledger")
            self._file.executemany(
                "INSERT INTO ledger (position, app_id, entry, hash) VALUES (?, ?, ?, ?)", ledger
            )

    def leaves(self) -> None:
        self._file.close()


def test_every_alteration_of_a_ledger_is_found_and_named(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    count = ALTERATIONS_FOR_LONG if request.config.getoption("--long") else ALTERATIONS

    async def story(shop: CoreShop) -> None:
        keeper = LedgerKeeper(shop.reader, shop.keys)
        await shop.sell(1, 1)
        await sign(shop, keeper)
        await shop.void_signed(2, 1)
        await shop.reserve(3, 2)
        await shop.cancel(3)
        await sign(shop, keeper)
        intruder, missed = Intruder(shop.path), list[Any]()
        sound = intruder.ledger
        for seed in range(count):
            chance = random.Random(seed)  # noqa: S311 - it draws a test
            way = WAYS[seed % len(WAYS)]
            altered = way(chance, sound)
            intruder.writes(altered.ledger)
            report = await keeper.verify()
            if not altered.is_named(report):
                missed.append((seed, report, altered.entry))
        assert missed == []
        intruder.writes(sound)
        assert (await keeper.verify()).is_sound, "it is the alterations that are found"
        intruder.leaves()

    play(tmp_path, story)


async def sign(shop: CoreShop, keeper: LedgerKeeper) -> None:
    _, checkpoint = await keeper.sign(NOW)
    assert checkpoint is not None
    await shop.engine.submit(KeepCheckpoint(app_id=APP, checkpoint=checkpoint))
