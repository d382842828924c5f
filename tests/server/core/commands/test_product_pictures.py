"""Pictures of products: stored once under the name that the content makes, by the studio only."""

from __future__ import annotations

import asyncio
import functools
import hashlib
from pathlib import Path

import pytest

from card_contract.outcomes import Refusal
from server_stub.commands.artworks import ArtworkStored, StoreArtwork
from server_stub.desks.artwork_desk import ArtworkDesk
from server_stub.domain.ids import OperatorId
from server_stub.engine.command import Refused
from support.core_shop import APP, CLERK, MANAGER, CoreShop, ledger_of, play, read_all
from support.job_floor import EVA, studio_person

pytestmark = pytest.mark.usefixtures("kept_in")

CONTENT = b"a picture that was looked at before"
NAME = hashlib.sha256(CONTENT).hexdigest()


def store(by: OperatorId | None = EVA) -> StoreArtwork:
    return StoreArtwork(
        app_id=APP,
        content=CONTENT,
        media_type="image/png",
        stored_by=f"operator:{by}",
        asked_by=by,
    )


def test_a_picture_given_twice_is_there_once_and_once_in_the_ledger(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(studio_person())
        at_once = await asyncio.gather(*(shop.engine.submit(store()) for _ in range(2)))
        assert at_once == [ArtworkStored(artwork=NAME)] * 2
        assert await shop.engine.submit(store()) == ArtworkStored(artwork=NAME)

    path = play(tmp_path, story).path
    rows = read_all(path, "SELECT artwork, media_type FROM artworks")
    assert [tuple(row) for row in rows] == [(NAME, "image/png")]
    told = [entry for entry in ledger_of(path) if entry[3] == "artwork.stored"]
    assert [entry[4:6] for entry in told] == [[f"operator:{EVA}", NAME]]


@pytest.mark.parametrize("who", [CLERK, MANAGER, OperatorId("nobody")])
def test_nobody_but_the_studio_stores_a_picture(tmp_path: Path, who: OperatorId) -> None:
    async def story(shop: CoreShop) -> None:
        refused = await shop.engine.submit(store(who))
        assert refused.refusal is Refusal.NO_OPERATOR

    path = play(tmp_path, story).path
    assert read_all(path, "SELECT artwork FROM artworks") == []


def test_who_is_not_answered_in_time_and_who_comes_in_a_crowd_is_told_to_come_again(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        desk = ArtworkDesk(shop.engine, looked_within_s=0.0)
        store = functools.partial(desk.store, APP, CONTENT, stored_by="command-line")
        answers = await asyncio.gather(*(store() for _ in range(9)))
        assert answers == [Refused(refusal=Refusal.BUSY)] * 9, "nothing is known of a picture"

    path = play(tmp_path, story).path
    assert read_all(path, "SELECT artwork FROM artworks") == []
