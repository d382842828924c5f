"""The writer keeps rows that are read again: it never says anything but what the database has."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest

from server_stub.storage.change import Insert, Update, changed
from server_stub.storage.interface import ChangeRefusedError
from server_stub.storage.kept_rows import KeptRows
from server_stub.storage.rows.profiles import PLAYER_SESSIONS, PROFILES, ProfileRow
from server_stub.storage.rows.shop import AppRow
from server_stub.storage.sqlite import SqliteStorage
from server_stub.storage.sqlite_connection import open_writer
from server_stub.storage.statements import reading
from server_stub.storage.table import Found, Index, Key
from support.core_shop import APP, ground_rows

IDS = [f"p{number}" for number in range(5)]
ROUNDS = 60


def profile(profile_id: str) -> ProfileRow:
    return ProfileRow(app_id=APP, profile_id=profile_id, name="Pat", created_at=1)


async def looked_up(storage: SqliteStorage, *profile_ids: str) -> dict[str, ProfileRow | None]:
    places: Found = {PROFILES: {(APP, profile_id): {} for profile_id in profile_ids}}
    await storage.load(places)
    return {key[1]: place.get(key) for key, place in places[PROFILES].items()}


async def opened(path: Path, kept: KeptRows | None = None) -> SqliteStorage:
    """The storage of a shop that has its app and nothing else."""
    storage = SqliteStorage(path, kept=kept)
    storage.open()
    await storage.begin()
    app = [Insert(row) for row in ground_rows() if isinstance(row, AppRow)]
    await storage.store(app, [], at_ms=1)
    await storage.commit()
    return storage


class Beside:
    """Another connection to the same file."""

    def __init__(self, path: Path) -> None:
        self._connection = open_writer(path)

    def sees(self) -> dict[str, ProfileRow | None]:
        keys = ",".join(f'["{APP}","{profile_id}"]' for profile_id in IDS)
        statement = reading(PROFILES)
        text = self._connection.execute(statement.sql, (f"[{keys}]",)).get
        found = {row.profile_id: row for row in statement.decode(text)}
        return {profile_id: found.get(profile_id) for profile_id in IDS}

    def removes(self, profile_id: str) -> None:
        self._connection.execute("DELETE FROM profiles WHERE profile_id = ?", (profile_id,))

    def renames(self, profile_id: str) -> None:
        sql = "UPDATE profiles SET name = 'Sam', version = version + 1 WHERE profile_id = ?"
        self._connection.execute(sql, (profile_id,))

    def close(self) -> None:
        self._connection.close()


async def random_round(storage: SqliteStorage, beside: Beside, dice: random.Random) -> None:
    """A round that reads what there is, writes what it likes, and ends in one of all ways."""
    there = beside.sees()
    asked = dice.sample(IDS, dice.randrange(1, 5))
    await storage.begin()
    try:
        seen = await looked_up(storage, *asked)
        assert seen == {profile_id: there[profile_id] for profile_id in asked}
        changes: list[Insert | Update] = []
        for profile_id, row in seen.items():
            if row is None and dice.random() < 0.5:
                changes.append(Insert(profile(profile_id)))
            elif row is not None and dice.random() < 0.5:
                changes.append(changed(row, name=f"Pat {dice.random()}"))
        if dice.random() < 0.1:
            unknown = profile("nobody")
            changes.append(changed(unknown, name="Nobody"))
        await storage.store(changes, [], at_ms=1)
    except ChangeRefusedError:
        await storage.rollback()
        return
    await (storage.rollback() if dice.random() < 0.2 else storage.commit())


@pytest.mark.sqlite_only
@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_between_rounds_each_of_them_reads_what_there_is(
    tmp_path: Path, seed: int
) -> None:
    path, dice = tmp_path / "shop.db", random.Random(seed)  # noqa: S311 - repeatable

    async def story() -> None:
        storage = await opened(path, KeptRows(rows_max=4 if seed % 2 else 100))
        beside = Beside(path)
        for _ in range(ROUNDS):
            await random_round(storage, beside, dice)
            if dice.random() < 0.2:
                dice.choice((beside.removes, beside.renames))(dice.choice(IDS))
            if dice.random() < 0.05:
                await storage.recover()
        beside.close()
        await storage.close()

    asyncio.run(story())


class Noting(KeptRows):
    """Notes which keys were read."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[Any] = []

    def read(self, index: Index[Any], by_key: dict[Key, dict[Key, Any]], keys: list[Key]) -> None:
        self.keys += [key[-1] for key in keys]
        super().read(index, by_key, keys)


@pytest.mark.sqlite_only
def test_a_row_that_was_read_is_not_read_again_until_it_may_have_changed(
    tmp_path: Path,
) -> None:
    kept = Noting()

    async def story() -> None:
        storage = await opened(tmp_path / "shop.db", kept)
        await storage.begin()
        await storage.store([Insert(profile("p1"))], [], at_ms=1)
        await storage.commit()
        for end in (storage.commit, storage.commit, storage.rollback, storage.commit):
            await storage.begin()
            await looked_up(storage, "p1", "p2")
            await end()
        await storage.close()

    asyncio.run(story())
    # Of "p2" it is known that there is none; behind the round that was undone nothing is known.
    assert kept.keys == ["p1", "p2", "p1", "p2"]


@pytest.mark.sqlite_only
def test_rows_that_nobody_has_looked_for_are_not_kept_however_many_are_written(
    tmp_path: Path,
) -> None:
    kept = Noting()

    async def story() -> None:
        storage = await opened(tmp_path / "shop.db", kept)
        await storage.begin()
        await looked_up(storage, "p1")
        await storage.store([Insert(profile(each)) for each in IDS], [], at_ms=1)
        await storage.commit()
        await storage.begin()
        found = await looked_up(storage, *IDS)
        await storage.close()
        assert None not in found.values()

    asyncio.run(story())
    assert kept.keys == ["p1", *(each for each in IDS if each != "p1")]


@pytest.mark.sqlite_only
def test_a_session_that_is_removed_past_the_engine_is_gone_for_it_too(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    key: Key = ("s1",)

    async def story() -> list[bool]:
        storage, beside = await opened(path), open_writer(path)
        beside.execute("INSERT INTO profiles VALUES (?, 'p1', 'Pat', 1, 1, 1, 1, 0, 0, 1)", (APP,))
        beside.execute(
            "INSERT INTO player_sessions VALUES ('s1', ?, 'p1', 1, 2, NULL, 0, 1, 'app')", (APP,)
        )
        found = []
        for end in ("DELETE FROM player_sessions", "DELETE FROM profiles"):
            places: Found = {PLAYER_SESSIONS: {key: {}}}
            await storage.begin()
            await storage.load(places)
            await storage.commit()
            found.append(bool(places[PLAYER_SESSIONS][key]))
            beside.execute(end)
        beside.close()
        await storage.close()
        return found

    assert asyncio.run(story()) == [True, False]
