"""Another program holds the database's lock: callers wait a moment or ask again, and the loop goes on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path

import apsw

from card_contract.messages import ReserveAnswer
from card_contract.outcomes import Refusal
from support.core_shop import CoreShop, play


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Somebody opened the file with a tool of his own and began to write."""
    other = apsw.Connection(str(path))
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def turns_until(done: asyncio.Future[object]) -> int:
    """How often the loop let somebody else run until then."""
    turns = 0
    while not done.done():
        await asyncio.sleep(0.001)
        turns += 1
    return turns


def test_a_short_lock_is_waited_for(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        with locked(shop.path):
            asked = asyncio.ensure_future(shop.reserve(1, 1))
            for _ in range(5):
                await asyncio.sleep(0.001)
            assert not asked.done()
        assert isinstance(await asked, ReserveAnswer)

    play(tmp_path, story)


def test_behind_a_long_lock_callers_are_told_to_ask_again_and_nothing_is_blocked(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        with locked(shop.path):
            asked = asyncio.gather(*[shop.reserve(number, number) for number in (1, 2, 3)])
            assert await turns_until(asked) > 20
            answers = await asked
            assert {answer.refusal for answer in answers} == {Refusal.BUSY}
            assert {answer.retry_after_s for answer in answers} == {1}
        assert shop.engine.read_only_reason is None
        assert shop.watch.read_only == []
        again = await shop.reserve(1, 1)
        assert (isinstance(again, ReserveAnswer), again.replayed) == (True, False)

    play(tmp_path, story)
