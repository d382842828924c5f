"""Batches from before there were print runs are shipped as they were; later ones are proven."""

from __future__ import annotations

from pathlib import Path

import apsw

from server_stub.storage.migrate import step_sql
from support.core_shop import CoreShop, play, read_all
from support.print_floor import PrintFloor


async def story(shop: CoreShop) -> None:
    await PrintFloor(shop).stock()


def test_a_batch_that_was_there_is_excused(tmp_path: Path) -> None:
    file = play(tmp_path, story, cards=0).path
    assert read_all(file, "SELECT batch FROM print_batches") == []
    _, insert, rest = step_sql("m0016_printing.sql").partition("INSERT INTO print_batches")
    with apsw.Connection(str(file)) as database:
        database.execute(insert + rest.partition(";")[0])
    stood = read_all(file, "SELECT batch, spoiled, proven, excused FROM print_batches")
    assert stood == [(1, 0, 0, 1)]
    rules = read_all(file, "SELECT print_signed_above, proof_demanded FROM apps")
    assert rules == [(500, 10)]
