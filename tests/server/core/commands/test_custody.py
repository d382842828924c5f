"""Custody: packs are shipped and received by their labels, and every difference is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from card_contract.custody_messages import CustodyAnswer, CustodyRequest
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.recall_messages import ShippedTo
from card_contract.states import CardKind, CustodyAct, CustodyRule, CustodyState
from server_stub.commands.custody import Consignment, MovePacks
from server_stub.domain.ids import StoreId
from server_stub.engine.loaded import Rows
from server_stub.queries.selections import SelectionQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES, PACKS
from server_stub.storage.rows.printing import PRINT_BATCHES
from server_stub.storage.rows.shop import STORES, StoreRow
from server_stub.storage.rows.staff import TILLS
from server_stub.storage.table import Index, Row, row_key
from support.core_shop import (
    APP,
    CLERK,
    OTHER_TILL,
    STORE,
    CoreShop,
    code_row,
    ground_rows,
    ledger_of,
    play,
    read_all,
    reserve,
)
from support.custody_floor import (
    MARKET,
    MARKET_TILL,
    CustodyFloor,
    carton_label,
    found,
    pack_label,
)
from support.recall_floor import RecallFloor

Story = Callable[[CustodyFloor], Awaitable[None]]


def tell(folder: Path, story: Story) -> Path:
    async def run(shop: CoreShop) -> None:
        floor = CustodyFloor(shop)
        await floor.stock()
        await story(floor)

    return play(folder, run, cards=0).path


def test_a_carton_is_shipped_and_received_and_everybody_is_told_where_it_is(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        label = carton_label(1)
        shipped = await floor.ship(1, label)
        assert (shipped.packs, shipped.cards, shipped.store_id) == (2, 10, STORE)
        assert found(shipped) == [("shipped", 2, None)]
        view = await floor.queries.label(APP, label)
        assert view is not None
        assert [(place.state, place.store_id) for place in view.places] == [
            (CustodyState.SHIPPED, STORE)
        ]
        (carton,) = (await floor.queries.on_the_way(APP, STORE)).cartons
        assert (carton.carton, carton.packs, carton.packs_in_carton) == (label, 2, 2)
        received = await floor.receive(2, label)
        assert found(received) == [("received", 2, STORE)]
        assert (await floor.queries.on_the_way(APP, STORE)).cartons == []
        pack = await floor.pack(2)
        assert (pack.custody, pack.store_id) == (CustodyState.RECEIVED, STORE)
        assert (await floor.pack(3)).custody is CustodyState.WAREHOUSE

    path = tell(tmp_path, story)
    entries = [entry for entry in ledger_of(path) if str(entry).count("'pack.")]
    assert [("shipped" in str(entry), "operator:anna" in str(entry)) for entry in entries] == [
        (True, True),
        (False, True),
    ]


def test_packs_of_an_opened_carton_are_received_singly_and_what_is_missing_stays_on_its_way(
    tmp_path: Path,
) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.ship(1, carton_label(1))
        assert found(await floor.receive(2, pack_label(1))) == [("received", 1, STORE)]
        (carton,) = (await floor.queries.on_the_way(APP, STORE)).cartons
        assert (carton.packs, carton.packs_in_carton) == (1, 2)
        assert carton.labels == [pack_label(2)]
        whole = await floor.receive(3, carton_label(1))
        assert found(whole) == [("already-done", 1, STORE), ("received", 1, STORE)]
        assert whole.rows[0].labels == [pack_label(1)]

    tell(tmp_path, story)


def test_a_pack_is_received_where_it_was_not_shipped_and_that_is_told(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.ship(1, pack_label(1), MARKET)
        assert found(await floor.receive(2, pack_label(1))) == [("sent-elsewhere", 1, MARKET)]
        moved = await floor.receive(3, pack_label(1), till=MARKET_TILL)
        assert found(moved) == [("held-elsewhere", 1, STORE)]
        assert found(await floor.receive(4, pack_label(2))) == [("never-shipped", 1, None)]
        assert (await floor.pack(1)).store_id == MARKET
        assert (await floor.pack(2)).is_received_at(STORE)

    tell(tmp_path, story)


def test_a_pack_is_shipped_on_and_sent_another_way_and_that_is_told(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.ship(1, pack_label(1))
        assert found(await floor.ship(2, pack_label(1), MARKET)) == [("redirected", 1, STORE)]
        await floor.receive(3, pack_label(1), till=MARKET_TILL)
        assert found(await floor.ship(4, pack_label(1))) == [("passed-on", 1, MARKET)]
        assert (await floor.pack(1)).custody is CustodyState.SHIPPED

    tell(tmp_path, story)


def test_what_was_done_before_changes_nothing_and_writes_nothing(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.ship(1, pack_label(1))
        shipped = await floor.pack(1)
        again = await floor.ship(2, pack_label(1))
        assert found(again) == [("already-done", 1, STORE)]
        assert again.rows[0].since == shipped.moved_at
        await floor.receive(3, pack_label(1))
        received = await floor.pack(1)
        assert found(await floor.receive(4, pack_label(1))) == [("already-done", 1, STORE)]
        assert found(await floor.ship(5, pack_label(1))) == [("already-done", 1, STORE)]
        assert await floor.pack(1) == received

    path = tell(tmp_path, story)
    assert len([entry for entry in ledger_of(path) if "'pack." in str(entry)]) == 2


def test_a_request_that_comes_again_is_answered_as_before(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        first = await floor.receive(1, pack_label(1))
        await floor.ship(2, pack_label(1), MARKET)
        again = await floor.receive(1, pack_label(1))
        assert again.replayed
        assert found(again) == found(first) == [("never-shipped", 1, None)]
        assert (await floor.pack(1)).store_id == MARKET
        other = await floor.receive(1, pack_label(2))
        assert other.refusal is Refusal.KEY_REUSED

    tell(tmp_path, story)


def test_two_stores_that_receive_one_pack_at_once_are_told_of_each_other(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        answers = await asyncio.gather(
            floor.receive(1, pack_label(1)),
            floor.receive(2, pack_label(1), till=MARKET_TILL),
        )
        findings = sorted(row.finding for answer in answers for row in answer.rows)
        assert findings == ["held-elsewhere", "never-shipped"]

    tell(tmp_path, story)


@pytest.mark.parametrize(
    "label", [pack_label(1, issuer="970020"), carton_label(9), pack_label(99_999)]
)
def test_a_label_of_another_shop_or_of_nothing_is_refused_and_may_be_asked_again(
    tmp_path: Path, label: str
) -> None:
    async def story(floor: CustodyFloor) -> None:
        refused = await floor.receive(1, label)
        assert refused.refusal is Refusal.LABEL_UNKNOWN
        assert (await floor.receive(1, pack_label(1))).packs == 1  # nothing was kept under the id
        assert await floor.queries.label(APP, label) is None

    tell(tmp_path, story)


def test_nothing_is_shipped_to_a_store_that_is_not_or_by_whom_it_is_no_business(
    tmp_path: Path,
) -> None:
    async def story(floor: CustodyFloor) -> None:
        label = pack_label(1)
        refused = await floor.ship(1, label, StoreId("nowhere"))
        assert refused.refusal is Refusal.STORE_UNKNOWN
        assert (await floor.ship(1, label, who=CLERK)).refusal is Refusal.NO_OPERATOR
        nowhere = CustodyRequest(act=CustodyAct.SHIP, label=label)
        assert (await floor.ask(2, nowhere)).refusal is Refusal.MALFORMED
        elsewhere = CustodyRequest(act=CustodyAct.RECEIVE, label=label, store_id=MARKET)
        assert (await floor.ask(4, elsewhere)).refusal is Refusal.MALFORMED
        till = await floor.shop.find(TILLS.at(APP, OTHER_TILL))
        await floor.shop.change(changed(till, revoked_at=1))
        shut_out = await floor.ship(3, label, till=OTHER_TILL)
        assert shut_out.refusal is Refusal.TILL_REVOKED
        assert (await floor.pack(1)).custody is CustodyState.WAREHOUSE

    tell(tmp_path, story)


def test_the_command_line_moves_packs_in_its_own_name(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        consignment = Consignment(
            app_id=APP, act=CustodyAct.SHIP, label=pack_label(1), store_id=MARKET
        )
        answer = await floor.shop.engine.submit(
            MovePacks(app_id=APP, consignment=consignment, moved_by="command-line")
        )
        assert isinstance(answer, CustodyAnswer)
        assert (await floor.pack(1)).store_id == MARKET

    path = tell(tmp_path, story)
    assert "command-line" in str(ledger_of(path)[-1])


# --- Selling ---------------------------------------------------------------------------------------


async def refused_cards(floor: CustodyFloor, number: int, *cards: int, **more: Any) -> Any:
    answer = await floor.shop.reserve(number, *cards, **more)
    assert answer.refusal is Refusal.CARDS_REFUSED
    return [(int(card.card_id), card.refusal) for card in answer.cards]


@pytest.mark.sqlite_only
@pytest.mark.parametrize("rule", CustodyRule)
def test_a_pack_is_looked_up_only_where_the_rule_asks_for_it(rule: CustodyRule) -> None:
    store = next(row for row in ground_rows() if isinstance(row, StoreRow))
    there: dict[Index[Any], Row] = {
        STORES: replace(store, custody_rule=rule),
        CODES: code_row(1, batch=1, pack=1),
    }
    command, rows = reserve(1, 1), Rows()
    for index, key in command.needs():
        found = [there[index]] if index in there else []
        rows.add({index: {key: {row_key(row): row for row in found}}})
    asked = {need.by for need in command.needs_also(rows)}
    assert (PACKS in asked) is (rule is not CustodyRule.IGNORE)


def test_where_custody_is_ignored_every_card_sells(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.ship(1, pack_label(1), MARKET)
        await floor.shop.sell(1, 1, 6)
        assert await floor.queries.misplaced_sales(APP) == []

    path = tell(tmp_path, story)
    assert "misplaced" not in str(ledger_of(path))


def test_what_was_never_shipped_and_is_not_proven_is_not_received_and_not_sold(
    tmp_path: Path,
) -> None:
    async def story(floor: CustodyFloor) -> None:
        shop = floor.shop
        await floor.ship(1, pack_label(1))
        prints = await shop.find(PRINT_BATCHES.at(APP, 1))
        await shop.change(changed(prints, excused=False))
        await floor.set_rule(CustodyRule.REFUSE)
        for number, label in ((2, pack_label(2)), (3, carton_label(1)), (2, pack_label(2))):
            refused = await floor.receive(number, label)
            assert refused.refusal is Refusal.NOT_PROVEN
        assert (await floor.pack(2)).custody is CustodyState.WAREHOUSE
        assert await refused_cards(floor, 1, 6) == [(6, CardRefusal.NOT_RECEIVED)]
        # What left the warehouse while it counted as proven is received as it comes.
        assert found(await floor.receive(4, pack_label(1))) == [("received", 1, STORE)]
        await shop.change(changed(await shop.find(PRINT_BATCHES.at(APP, 1)), excused=True))
        assert found(await floor.receive(5, pack_label(2))) == [("never-shipped", 1, None)]

    tell(tmp_path, story)


def test_a_card_sells_only_where_its_pack_was_received(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.set_rule(CustodyRule.REFUSE)
        kept_back = CardRefusal.NOT_RECEIVED
        assert await refused_cards(floor, 1, 1) == [(1, kept_back)]
        await floor.ship(1, carton_label(1))
        assert await refused_cards(floor, 2, 1) == [(1, kept_back)]  # on its way is not here
        await floor.receive(2, pack_label(1))
        assert await refused_cards(floor, 3, 1, 6) == [(6, kept_back)]
        await floor.shop.sell(4, 1)
        await floor.receive(5, pack_label(1), till=MARKET_TILL)
        assert await refused_cards(floor, 5, 2) == [(2, kept_back)]
        assert await floor.queries.is_kept_back(APP, 1, 1, STORE)
        assert not await floor.queries.is_kept_back(APP, 1, 1, MARKET)

    tell(tmp_path, story)


def test_another_store_sells_by_its_own_rule(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.set_rule(CustodyRule.REFUSE)
        held = await floor.shop.reserve(1, 1, till=MARKET_TILL, store=MARKET)
        assert held.total_minor > 0

    tell(tmp_path, story)


def test_a_card_without_a_pack_has_no_custody(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.set_rule(CustodyRule.REFUSE)
        await floor.shop.sow(code_row(21))
        await floor.shop.sell(1, 21)

    tell(tmp_path, story)


def test_flagged_cards_are_sold_noted_and_listed(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.set_rule(CustodyRule.FLAG)
        await floor.receive(1, pack_label(1))
        await floor.ship(2, pack_label(2), MARKET)
        await floor.shop.sell(1, 1, 6)
        await floor.shop.reserve(2, 7)  # held, not sold
        await floor.shop.reserve(3, 8)
        await floor.shop.cancel(3)
        (sale,) = await floor.queries.misplaced_sales(APP)
        assert (sale.card_id, sale.store_id, sale.pack_store_id) == (6, STORE, MARKET)
        assert (sale.pack_label, sale.pack_state) == (pack_label(2), CustodyState.SHIPPED)
        told = await floor.queries.misplaced_at(APP, STORE)
        assert [(card.card_id, card.receipt_number) for card in told.cards] == [
            ("6", sale.receipt_number)
        ]
        assert not told.more
        assert (await floor.queries.misplaced_at(APP, MARKET)).cards == []

    path = tell(tmp_path, story)
    held = [str(entry) for entry in ledger_of(path) if "'sale.held'" in str(entry)]
    assert ["'misplaced': [6]" in entry for entry in held] == [True, False, False]


def test_what_was_sold_before_a_restore_is_taken_back_whatever_was_lost_of_its_receipt(
    tmp_path: Path,
) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.set_rule(CustodyRule.REFUSE)
        held = await floor.shop.reserve(1, 1, told_again=True)
        await floor.shop.confirm(1, amount=held.total_minor)
        assert [sale.card_id for sale in await floor.queries.misplaced_sales(APP)] == [1]

    tell(tmp_path, story)


def test_a_held_card_is_confirmed_though_its_pack_has_left_meanwhile(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.set_rule(CustodyRule.REFUSE)
        await floor.receive(1, pack_label(1))
        held = await floor.shop.reserve(1, 1)
        await floor.ship(2, pack_label(1), MARKET)
        sold = await floor.shop.confirm(1, amount=held.total_minor)
        assert [line.activated for line in sold.lines] == [True]

    tell(tmp_path, story)


# --- Recall ----------------------------------------------------------------------------------------


def test_a_recall_takes_what_a_store_has_and_what_is_on_its_way_there(tmp_path: Path) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.ship(1, carton_label(1))
        await floor.receive(2, pack_label(1))
        await floor.ship(3, pack_label(4))
        selections = SelectionQueries(floor.shop.reader)
        spans = await selections.spans(APP, ShippedTo(store_id=STORE))
        assert isinstance(spans, list)
        assert len(spans) == 2  # packs that follow one another are one span
        view = await RecallFloor(floor.shop).carried_out(ShippedTo(store_id=STORE))
        assert [(row.kind, row.count) for row in view.rows] == [(CardKind.INACTIVE, 15)]

    path = tell(tmp_path, story)
    left = read_all(path, "SELECT code_id FROM codes WHERE state = 'Inactive' ORDER BY code_id")
    assert [card for (card,) in left] == [11, 12, 13, 14, 15]


@pytest.mark.parametrize("store", [MARKET, StoreId("nowhere")])
def test_a_store_to_which_nothing_was_shipped_means_no_cards(
    tmp_path: Path, store: StoreId
) -> None:
    async def story(floor: CustodyFloor) -> None:
        await floor.ship(1, pack_label(1))
        selections = SelectionQueries(floor.shop.reader)
        spans = await selections.spans(APP, ShippedTo(store_id=store))
        assert spans is Refusal.SELECTION_UNKNOWN

    tell(tmp_path, story)
