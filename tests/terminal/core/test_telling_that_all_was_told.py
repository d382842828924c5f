"""The word of a till to a restored server that it has told all: said last, and never too early."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import HoldState
from pos_terminal.journal.retelling import TOLD_AGAIN_FOR_MS
from support.scripted_server import ANNA
from support.shop_floor import ShopFloor
from terminal.core.test_retelling import sold


@pytest.fixture
def shop(shop: ShopFloor) -> ShopFloor:
    shop.session(1)
    return shop


def test_that_all_was_told_is_said_last_and_once(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    sold(shop, card)
    shop.server.restore(empty)
    shop.server.faults.lose_replies["confirm"] = 1
    shop.session(2)
    shop.pass_time(30)
    assert shop.server.calls[-1] == "all_told"
    assert shop.server.all_told_for == [2]
    shop.restart()
    shop.session(2)
    shop.pass_time(60)
    assert shop.server.all_told_for == [2]


def test_a_word_whose_answer_was_lost_or_refused_is_said_again(shop: ShopFloor) -> None:
    shop.server.faults.lose_replies["all_told"] = 1
    shop.session(2)
    shop.pass_time(30)
    assert shop.server.all_told_for == [2, 2]
    shop.server.refusals["all_told"] = Refusal.READ_ONLY
    shop.session(3)
    shop.pass_time(30)
    assert shop.memory.epoch == 3
    assert shop.journal.server_seen is not None
    assert shop.journal.server_seen.epoch == 2
    del shop.server.refusals["all_told"]
    shop.restart()  # nothing was kept, so all is told once more
    shop.session(3)
    shop.pass_time(60)
    assert shop.server.all_told_for == [2, 2, 3]


def test_a_server_that_was_put_back_to_the_same_backup_twice_says_what_it_lacks(
    shop: ShopFloor,
) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    sold(shop, card)
    for _ in range(2):
        shop.server.restore(empty)
        shop.session(2, has_told=False)
        shop.pass_time(30)
        assert card.hold_state is HoldState.SOLD
    assert shop.server.all_told_for == [2, 2]


def test_a_journal_that_never_met_the_server_does_not_say_that_it_told_all(
    tmp_path: Path,
) -> None:
    floor = ShopFloor(tmp_path / "new")
    sold(floor, floor.server.add_card(1))
    floor.session(2, has_told=False)
    floor.pass_time(60)
    assert floor.server.all_told_for == []
    floor.close()


def test_a_till_that_laid_a_journal_aside_tells_what_it_has_and_not_that_this_was_all(
    shop: ShopFloor,
) -> None:
    forgotten, known = shop.server.add_card(1), shop.server.add_card(2)
    empty = shop.server.backup()
    sold(shop, forgotten)
    shop.lose_journal()
    shop.session(1)
    sold(shop, known)
    for epoch in (2, 3):
        shop.server.restore(empty)
        shop.session(epoch)
        shop.pass_time(60)
        assert (known.hold_state, shop.server.all_told_for) == (HoldState.SOLD, [])
        shop.restart(ANNA)  # it tells that again until somebody has excused it
        shop.server.calls.clear()
        shop.session(epoch, has_told=False)
        shop.pass_time(60)
        assert "confirm" in shop.server.calls
        shop.server.calls.clear()
        shop.session(epoch)
        shop.pass_time(60)
        assert "confirm" not in shop.server.calls
    assert shop.server.all_told_for == []


def test_a_journal_that_was_laid_aside_long_ago_has_nothing_left_to_tell(shop: ShopFloor) -> None:
    sold(shop, shop.server.add_card(1))
    shop.lose_journal()
    shop.session(1)
    shop.loop.pass_time(TOLD_AGAIN_FOR_MS / 1000 + 60)
    shop.session(2)
    shop.pass_time(60)
    assert shop.server.all_told_for == [2]


def test_a_till_that_never_sold_anything_has_told_all_it_knows(tmp_path: Path) -> None:
    floor = ShopFloor(tmp_path / "new")
    floor.session(2, has_told=False)
    floor.pass_time(60)
    assert floor.server.all_told_for == [2]
    floor.close()
