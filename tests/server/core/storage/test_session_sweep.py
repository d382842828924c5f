"""Sessions that are long over go, a few at a time; whatever may still be asked about stays."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from server_stub.storage.change import changed
from server_stub.storage.interface import StorageError
from server_stub.storage.postgres.session_removal import PostgresSessionRemoval
from server_stub.storage.rows.profiles import (
    PLAYER_SESSIONS,
    PlayerSessionRow,
    ProfileRow,
    ServerSessionRow,
)
from server_stub.storage.rows.shop import ServerRow
from server_stub.storage.rows.staff import OperatorSessionRow, TillSessionRow
from server_stub.storage.session_removal import SessionTable
from server_stub.storage.sqlite_session_removal import SqliteSessionRemoval
from server_stub.storage.table import Row
from server_stub.upkeep.session_sweep import KEPT_MS, SessionSweep
from support.core_shop import APP, CLERK, NOW, TILL, CoreShop, play, postgres_of, read_all

pytestmark = pytest.mark.usefixtures("kept_in")

HOUR_MS = 3_600_000
Story = Callable[[CoreShop, "Watched"], Awaitable[None]]


class Watched:
    """The removal from the shop's database, with a look at what it is asked for."""

    def __init__(self, path: Path) -> None:
        url = postgres_of(path)
        self.real = SqliteSessionRemoval(path) if url is None else PostgresSessionRemoval(url)
        self.asked: list[tuple[SessionTable, int]] = []

    async def remove(
        self, table: SessionTable, session_ids: list[str], *, over_before_ms: int
    ) -> None:
        self.asked.append((table, len(session_ids)))
        await self.real.remove(table, session_ids, over_before_ms=over_before_ms)


def sweeping(tmp_path: Path, story: Story) -> list[str]:
    """Play a story; the sessions that are left, by their names."""

    async def run(shop: CoreShop) -> None:
        removal = Watched(shop.path)
        await shop.sow(
            ProfileRow(app_id=APP, profile_id="ann", name="Ann", created_at=NOW),
            ServerRow(
                app_id=APP, server_name="web", secret_sealed=b"", seal_key_id="s1", created_at=NOW
            ),
        )
        try:
            await story(shop, removal)
        finally:
            await removal.real.close()

    path = play(tmp_path, run).path
    return sorted(
        session_id
        for table in SessionTable
        for (session_id,) in read_all(path, f"SELECT session_id FROM {table}")  # noqa: S608
    )


def sweep(shop: CoreShop, removal: Watched, *, piece_max: int = 200) -> SessionSweep:
    return SessionSweep(shop.reader, removal, now_ms=shop.clock, piece_max=piece_max, pause_s=0)


def sessions(name: str, *, expires_at: int, ended_at: int | None = None) -> list[Row]:
    """One session of each kind."""
    times = {"opened_at": NOW, "expires_at": expires_at, "ended_at": ended_at}
    return [
        player_session(f"player-{name}", expires_at, ended_at),
        ServerSessionRow(
            session_id=f"server-{name}", app_id=APP, server_name="web", last_packet_id=0, **times
        ),
        TillSessionRow(
            session_id=f"till-{name}", app_id=APP, till_id=TILL, mac_key_sealed=b"",
            seal_key_id="s1", **times,
        ),
        OperatorSessionRow(
            session_id=f"operator-{name}", app_id=APP, operator_id=CLERK, till_id=TILL,
            till_session_id="", **times,
        ),
    ]  # fmt: skip


def player_session(name: str, expires_at: int, ended_at: int | None = None) -> PlayerSessionRow:
    return PlayerSessionRow(
        session_id=name, app_id=APP, profile_id="ann", opened_at=NOW, expires_at=expires_at,
        ended_at=ended_at, last_packet_id=0,
    )  # fmt: skip


def test_sessions_of_every_kind_go_a_day_after_they_were_over(tmp_path: Path):
    async def story(shop: CoreShop, removal: Watched) -> None:
        await shop.sow(
            *sessions("expired", expires_at=NOW + HOUR_MS),
            *sessions("ended", expires_at=NOW + 2 * KEPT_MS, ended_at=NOW + HOUR_MS),
            *sessions("open", expires_at=NOW + 2 * KEPT_MS),
            *sessions("of-yesterday", expires_at=NOW + 3 * HOUR_MS),
            *sessions("ended-since", expires_at=NOW + 2 * KEPT_MS, ended_at=NOW + 3 * HOUR_MS),
        )
        shop.clock.now_ms = NOW + KEPT_MS + 2 * HOUR_MS
        await sweep(shop, removal).sweep()

    assert sweeping(tmp_path, story) == sorted(
        f"{kind}-{name}"
        for kind in ("player", "server", "till", "operator")
        for name in ("open", "of-yesterday", "ended-since")
    )


def test_they_go_a_few_at_a_time_and_nobody_is_kept_waiting(tmp_path: Path):
    async def story(shop: CoreShop, removal: Watched) -> None:
        await shop.sow(*[player_session(f"{number:03}", NOW + number % 2) for number in range(50)])
        shop.clock.now_ms = NOW + 2 * KEPT_MS
        _, *answers = await asyncio.gather(
            sweep(shop, removal, piece_max=3).sweep(),
            *(shop.reserve(number, number) for number in (1, 2, 3)),
        )
        assert [type(answer).__name__ for answer in answers] == ["ReserveAnswer"] * 3
        assert max(count for _, count in removal.asked) == 3
        assert sum(count for _, count in removal.asked) == 50

    assert sweeping(tmp_path, story) == []


def test_a_session_that_was_taken_up_again_meanwhile_stays(tmp_path: Path):
    async def story(shop: CoreShop, removal: Watched) -> None:
        await shop.sow(player_session("taken-up", NOW), player_session("over", NOW))
        session = await shop.find(PLAYER_SESSIONS.at("taken-up"))
        await shop.change(changed(session, expires_at=NOW + HOUR_MS))
        await removal.remove(SessionTable.PLAYERS, ["taken-up", "over"], over_before_ms=NOW + 1)

    assert sweeping(tmp_path, story) == ["taken-up"]


def test_a_sweep_that_meets_a_failing_disk_is_done_again_the_next_time(tmp_path: Path):
    async def story(shop: CoreShop, removal: Watched) -> None:
        await shop.sow(player_session("over", NOW))
        shop.clock.now_ms = NOW + 2 * KEPT_MS
        failing = Watched(tmp_path / "nowhere" / "shop.db")
        with pytest.raises(StorageError):
            await sweep(shop, failing).sweep()
        await failing.real.close()
        await sweep(shop, removal).sweep()
        await sweep(shop, removal).sweep()
        assert len(removal.asked) == 1

    assert sweeping(tmp_path, story) == []
