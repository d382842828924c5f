"""Workers of several processes share the attempts of one database, and one of them leads."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server_stub.storage.rows.redemption import ATTEMPTS
from support.core_shop import APP, CoreShop, attempt_row, new_leases, play
from support.postgres import PostgresServer, query

NUMBER = 60
# Those who share the database's use have another kind of lock.
HANG_UP_ON_LEADER = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_locks
    WHERE locktype = 'advisory' AND mode = 'ExclusiveLock'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@contextlib.asynccontextmanager
async def leases_of(path: Path, number: int) -> AsyncIterator[list[Any]]:
    """The leases as so many processes have them."""
    each = [new_leases(path) for _ in range(number)]
    try:
        yield each
    finally:
        for leases in each:
            await leases.close()


@pytest.mark.usefixtures("kept_in")
def test_what_is_due_is_taken_by_one_worker_each_the_most_overdue_first(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(*[attempt_row(number, due_at=number) for number in range(1, NUMBER + 1)])
        async with leases_of(shop.path, 4) as each:
            first = await each[0].claim("w0", now_ms=2, until_ms=50, limit=9)
            assert sorted(taken.redemption_id for taken in first) == [1, 2]
            taken = await asyncio.gather(
                *[
                    leases.claim(f"w{number}", now_ms=49, until_ms=90, limit=7)
                    for number, leases in enumerate(each)
                    for _ in range(3)
                ]
            )
            ids = [lease.redemption_id for group in taken for lease in group]
            assert sorted(ids) == list(range(3, 50))
            # A lease ends by itself, or is given back; what is not due is nobody's.
            again = await each[1].claim("w1", now_ms=51, until_ms=90, limit=9)
            assert {lease.redemption_id for lease in again} == {1, 2, 50, 51}
            await each[1].release("w1")
            given_back = await each[2].claim("w2", now_ms=51, until_ms=90, limit=99)
            assert {1, 2, 50, 51} <= {lease.redemption_id for lease in given_back}

    play(tmp_path, story)


@pytest.mark.usefixtures("kept_in")
def test_a_lease_leaves_the_attempt_as_it_was_to_commands(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(attempt_row(1, due_at=1))
        async with leases_of(shop.path, 1) as (leases,):
            await leases.claim("w0", now_ms=2, until_ms=50, limit=9)
        row = await shop.find(ATTEMPTS.at(APP, 1, 0))
        assert (row.lease_by, row.lease_until, row.version) == ("w0", 50, 1)

    play(tmp_path, story)


def test_of_several_processes_one_leads_until_its_connection_ends(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    with postgres.lent() as url:
        (tmp_path / "database-url").write_text(url)

        async def story() -> None:
            async with leases_of(tmp_path / "shop.db", 3) as (one, other, third):
                assert await one.leads()
                assert not await other.leads()
                assert await one.leads()
                query(url, HANG_UP_ON_LEADER)
                assert [await leases.leads() for leases in (other, third, one)].count(True) == 1
                await other.close()
                assert await third.leads()

        asyncio.run(story())
