"""That nobody paid what a manager called paid: a restored server hears it again, and frees nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import CodeState, HoldState, SaleStage
from pos_terminal.journal.forwarder import LOOK_AGAIN_S
from pos_terminal.journal.records import SaleRecord
from pos_terminal.journal.sale_machine import SaleState
from support.scripted_cards import Card
from support.scripted_server import ANNA, Backup
from support.shop_floor import ShopFloor

HOUR_S = 3600


class Floor:
    """A till that has denied a sale, and the backups from before that: held, and settled."""

    def __init__(self, folder: Path, settled_as: SaleStage = SaleStage.CONFIRMED) -> None:
        self.shop = ShopFloor(folder)
        self.shop.session(1)
        self.card: Card = self.shop.server.add_card(1)
        self.shop.scan(self.card)
        self.shop.take_payment()
        sale_id = self.shop.checkout.on_screen
        assert sale_id is not None
        self.sale_id = sale_id
        self.held: Backup = self.shop.server.backup()
        self.settle(settled_as)
        self.settled: Backup = self.shop.server.backup()
        self.shop.checkout.cancel_sale()
        self.shop.tasks.deliver()
        self.shop.on_duty.signed_in(ANNA)
        self.shop.waiting.acknowledge(sale_id)
        assert self.sale.has_denied

    def settle(self, stage: SaleStage) -> None:
        """A manager elsewhere says what became of it."""
        self.shop.server.sales[self.sale_id].stage = stage
        if stage is SaleStage.CANCELLED:
            self.card.hold_state, self.card.code_state = HoldState.FREE, CodeState.INACTIVE
        else:
            voided = stage is SaleStage.VOIDED
            self.card.hold_state = HoldState.VOIDED if voided else HoldState.SOLD
            self.card.code_state = CodeState.INVALIDATED if voided else CodeState.AVAILABLE

    def restore(self, backup: Backup, epoch: int = 2) -> None:
        self.shop.server.restore(backup)
        self.shop.session(epoch)
        self.shop.pass_time(60)

    @property
    def sale(self) -> SaleRecord:
        sale = self.shop.journal.sale(self.sale_id)
        assert sale is not None
        return sale

    def told(self) -> list[str]:
        """What was said of the sale since the last time."""
        calls = [call for call in self.shop.server.calls if call in ("sale", "reserve", "cancel")]
        self.shop.server.calls.clear()
        return calls


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    yield floor
    floor.shop.close()


@pytest.mark.parametrize("stage", [SaleStage.CONFIRMED, SaleStage.VOIDED])
def test_it_is_told_again_where_the_settlement_is_on_the_backup(
    tmp_path: Path, stage: SaleStage
) -> None:
    floor = Floor(tmp_path, stage)
    floor.shop.server.faults.lose_replies["cancel"] = 1
    floor.restore(floor.settled)
    assert floor.told() == ["sale", "cancel"] * 2
    ended = SaleState.DONE if stage is SaleStage.CONFIRMED else SaleState.CLOSED
    assert (floor.sale.state, floor.sale.contradicted) == (ended, "")
    assert floor.shop.server.all_told_for == [2]
    assert floor.shop.waiting.state.rows == ()
    floor.shop.close()


@pytest.mark.parametrize("stage", [SaleStage.CONFIRMED, SaleStage.VOIDED])
def test_no_held_card_is_freed_by_it(tmp_path: Path, stage: SaleStage) -> None:
    floor = Floor(tmp_path, stage)
    floor.restore(floor.held)
    assert floor.shop.server.all_told_for == [2]  # new cards are sold in the shop meanwhile
    floor.shop.pass_time(HOUR_S)
    told = floor.told()
    assert set(told) == {"sale"}
    assert len(told) <= HOUR_S / LOOK_AGAIN_S + 3
    assert (floor.card.hold_state, floor.sale.contradicted) == (HoldState.HELD, "SALE_HELD")
    (row,) = floor.shop.waiting.state.rows
    assert row.fact.id == "row.contradicted_held"
    floor.shop.close()


@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.parametrize("stage", [SaleStage.CONFIRMED, SaleStage.VOIDED])
def test_a_manager_who_settles_it_once_more_hears_it_too(
    floor: Floor, stage: SaleStage, is_closed: bool
) -> None:
    floor.restore(floor.held)
    if is_closed:  # at this till somebody has looked into it, and that tells the server nothing
        floor.shop.waiting.close_case(floor.sale_id, "nobody paid here")
    floor.settle(stage)
    floor.told()
    floor.shop.pass_time(HOUR_S)
    assert floor.told() == ["sale", "cancel"]
    assert (floor.sale.contradicted, floor.sale.denial_owed) == ("", False)
    assert floor.shop.waiting.state.rows == ()
    floor.shop.pass_time(HOUR_S)
    assert floor.told() == []


def test_it_outlives_a_kill_a_lost_reply_and_a_busy_server(floor: Floor) -> None:
    floor.restore(floor.held)
    floor.shop.restart(ANNA)
    floor.shop.session(2)
    floor.settle(SaleStage.CONFIRMED)
    floor.shop.server.refusals["cancel"] = Refusal.BUSY
    floor.shop.pass_time(HOUR_S)
    assert floor.sale.denial_owed
    floor.shop.restart(ANNA)
    del floor.shop.server.refusals["cancel"]
    floor.shop.server.faults.lose_replies["cancel"] = 1
    floor.told()
    floor.shop.pass_time(HOUR_S)
    assert floor.told() == ["sale", "cancel"] * 2
    assert not floor.sale.denial_owed


def test_a_manager_who_agrees_that_nobody_paid_need_not_hear_it(floor: Floor) -> None:
    floor.restore(floor.held)
    floor.settle(SaleStage.CANCELLED)
    floor.told()
    floor.shop.pass_time(HOUR_S)
    assert floor.told() == ["sale"]
    assert (floor.sale.contradicted, floor.sale.denial_owed) == ("", False)
    assert [line.activated for line in floor.sale.lines] == [False]
    assert floor.card.hold_state is HoldState.FREE


def test_a_server_that_was_restored_once_more_hears_it_as_it_stands_then(floor: Floor) -> None:
    floor.restore(floor.held)
    floor.told()
    floor.restore(floor.settled, epoch=3)
    assert floor.told()[:2] == ["sale", "cancel"]
    floor.shop.pass_time(HOUR_S)
    assert not floor.sale.denial_owed
    assert floor.shop.server.all_told_for == [2, 3]
