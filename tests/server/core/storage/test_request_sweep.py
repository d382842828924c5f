"""Requests to redeem go when they are old, and when they are too many; the rest stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from server_stub.commands.redemption_requests import NoteRequests
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.storage.postgres.session_removal import PostgresSessionRemoval
from server_stub.storage.rows.requests import RequestRow
from server_stub.storage.sqlite_session_removal import SqliteSessionRemoval
from server_stub.upkeep.request_sweep import KEPT_MS, RequestSweep
from support.core_shop import APP, NOW, CoreShop, play, postgres_of, read_all

pytestmark = pytest.mark.usefixtures("kept_in")


def request(at: int) -> RequestRow:
    return RequestRow(
        app_id=APP,
        at=at,
        request="0",
        profile_id="ann",
        profile_name="",
        campaign="",
        last_four="ABCD",
        redemption_id=None,
        outcome=RedemptionOutcome.NOT_FOUND,
    )


def left(tmp_path: Path, *ages_ms: int, kept_max: int) -> list[int]:
    """How old those are that a sweep leaves."""

    async def story(shop: CoreShop) -> None:
        url = postgres_of(shop.path)
        removal = SqliteSessionRemoval(shop.path) if url is None else PostgresSessionRemoval(url)
        requests = [request(NOW - age) for age in ages_ms]
        await shop.engine.submit(NoteRequests(app_id=APP, requests=requests))
        shop.clock.now_ms = NOW
        sweep = RequestSweep(
            shop.reader, removal, now_ms=shop.clock, kept_max=kept_max, piece_max=2, pause_s=0
        )
        try:
            await sweep.sweep()
        finally:
            await removal.close()

    rows = read_all(play(tmp_path, story).path, "SELECT at FROM redemption_requests")
    return sorted(NOW - at for (at,) in rows)


def test_old_requests_go(tmp_path: Path) -> None:
    young = [0, 10, KEPT_MS - 60_000]
    old = [KEPT_MS + 60_000 * number for number in (1, 2, 3, 4, 5)]
    assert left(tmp_path, *young, *old, kept_max=100) == young


def test_of_many_the_newest_stay(tmp_path: Path) -> None:
    assert left(tmp_path, *range(10), kept_max=3) == [0, 1, 2, 3]
