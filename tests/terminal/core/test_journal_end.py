"""What a till presents of its journal: the last number that stands there, and nothing that was only given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.messages import JournalEnd
from pos_terminal.journal.server_memory import ServerMemory
from support.shop_floor import ShopFloor


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[ShopFloor]:
    made = ShopFloor(tmp_path)
    yield made
    made.close()


def end_of(floor: ShopFloor) -> JournalEnd | None:
    return ServerMemory(floor.till.journal).journal_end


def test_the_end_grows_with_each_sale_and_not_with_ids_that_are_not_used(floor: ShopFloor) -> None:
    assert end_of(floor) == JournalEnd(generation=1, sequence=0)
    floor.sell(floor.server.add_card(1))
    assert end_of(floor) == JournalEnd(generation=1, sequence=1)
    floor.till.journal.give_refund_id()
    assert end_of(floor) == JournalEnd(generation=1, sequence=1)
    floor.sell(floor.server.add_card(2))
    after = end_of(floor)
    assert after is not None
    floor.restart()
    assert end_of(floor) == after


def test_a_journal_that_cannot_be_read_presents_nothing(floor: ShopFloor) -> None:
    floor.sell(floor.server.add_card(1))
    floor.till.journal.close()
    assert end_of(floor) is None
