"""What the kill tests share: a shop with many cards, and looks at what is left after the killing."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
from pathlib import Path
from typing import Any

import apsw
import msgspec

from card_contract.card_number import CardNumber
from server_stub.storage.ledger import Link, first_broken
from support.server_process import demo_template, run_command

CARDS = 3000
CARDS_FOR_LONG = 60_000


def shop_with_many_cards(base: Path, cards: int) -> tuple[Path, list[str]]:
    """The demo shop with a batch of its own for these tests; the folder, and the batch's numbers."""
    template = shutil.copytree(demo_template(), base / "many-cards")
    done = run_command("generate", "gift-50", "--quantity", str(cards), "--data", str(template))
    assert done.returncode == 0, done.stderr
    batch = int(done.stdout)
    numbers = (
        CardNumber.build(issuer="970010", batch=batch, sequence=sequence)
        for sequence in range(1, cards + 1)
    )
    return template, [number.digits for number in numbers]


def ledger_of(data: Path) -> list[dict[str, Any]]:
    """Every entry of a stopped server's ledger, after its chain has been checked."""
    database = apsw.Connection(str(data / "redemption.db"))
    try:
        rows = database.execute(
            "SELECT position, app_id, entry, hash FROM ledger ORDER BY position"
        ).fetchall()
    finally:
        database.close()
    links = [msgspec.convert(row, Link) for row in rows]
    assert links, "the ledger is empty"
    assert first_broken(links) is None
    names = ("format", "at", "app_id", "kind", "actor", "subject", "detail")
    return [dict(zip(names, msgspec.json.decode(link.entry), strict=True)) for link in links]


def free_port() -> int:
    """A port that nobody listens on: of this worker's own, and none that the system gives out."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 20_000 + 500 * worker
    for port in range(first, first + 500):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("No port is free.")
