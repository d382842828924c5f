"""A manager settles, for a till that is excused after a restore, what it may have sold before it.

Where it was confirmed then, the customer is gone with a live card: a stop that came since the
restore must not kill it, whoever says that it was paid.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from card_contract.outcomes import CardRefusal
from card_contract.states import CaseKind, CodeState, HoldState, RecallAct, Role, StopReason
from server_stub.commands.reopening import Reopened
from server_stub.commands.restoration import ExcuseTill, OpenRedemption
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import OperatorId
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import SALES
from server_stub.storage.rows.staff import TILLS
from support.alarm_floor import CODE, alarms, probe, reopen
from support.backup import nothing, restored
from support.core_shop import (
    APP,
    MANAGER,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    ledger_of,
    operator_row,
    reserve,
    sale_id,
    secret_row,
    settle,
)
from support.recall_floor import RecallFloor, cards
from support.settling import open_cases

pytestmark = pytest.mark.sqlite_only  # a backup here is a copy of the file

Deed = Callable[[CoreShop], Awaitable[None]]
ADMIN = OperatorId("admin")
OF_CARD = f"refund-due:{sale_id(1)}:1"


async def held(shop: CoreShop) -> None:
    await shop.sow(secret_row(shop.keys, 1, CODE))
    await shop.reserve(1, 1)


async def confirmed(shop: CoreShop) -> None:
    assert (await shop.confirm(1)).lines[0].activated


async def stopped(shop: CoreShop) -> None:
    await RecallFloor(shop).carried_out(cards(1), RecallAct.STOP_SALE, number=2)


async def probed(shop: CoreShop) -> None:
    """The customer enters the code: for this server its card was not sold."""
    code = await shop.find(CODES.at(APP, 1))
    at = shop.clock.now_ms
    await shop.change(changed(code, stop=StopReason.PROBED, stopped_at=at, updated_at=at))


async def excused(shop: CoreShop) -> None:
    await shop.told(OTHER_TILL)
    act = ExcuseTill(app_id=APP, till_id=TILL, operator_id=MANAGER, reason="it does not start")
    assert isinstance(await shop.engine.submit(act), Noted)


async def redemption_opened(shop: CoreShop) -> None:
    await shop.sow(operator_row(ADMIN, Role.ADMINISTRATOR))
    act = OpenRedemption(app_id=APP, operator_id=ADMIN, reason="looked")
    assert isinstance(await shop.engine.submit(act), Noted)


async def settled_as_paid(shop: CoreShop, number: int = 1) -> Any:
    act = settle(number, was_paid=True, approval="said")
    await shop.sign(act)
    answer = await shop.engine.submit(act)
    again = await shop.engine.submit(act)  # the first answer was lost
    assert (again.replayed, again.lines) == (True, answer.lines)
    (line,) = answer.lines
    return line


@pytest.mark.parametrize("deed", [stopped, probed])
def test_a_card_that_was_stopped_since_the_restore_is_live_where_a_manager_says_that_it_was_paid(
    tmp_path: Path, deed: Deed
) -> None:
    async def story(shop: CoreShop) -> None:
        await deed(shop)
        await excused(shop)
        assert (await settled_as_paid(shop)).activated
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.hold) == (CodeState.AVAILABLE, HoldState.SOLD)
        assert (code.stop, code.stopped_at) == (None, None), "no sold card is stopped"
        await shop.reserve(1, 1, told_again=True)
        for _ in range(2):  # its till comes back after all; its first reply was lost
            assert (await shop.confirm(1)).lines[0].activated
        assert await open_cases(shop) == []

    restored(tmp_path, before=held, lost=confirmed, after=story)


@pytest.mark.parametrize("deed", [stopped, probed])
def test_a_card_that_its_till_has_only_held_again_is_live_too(tmp_path: Path, deed: Deed) -> None:
    async def sold(shop: CoreShop) -> None:
        await held(shop)
        await confirmed(shop)

    async def story(shop: CoreShop) -> None:
        await deed(shop)
        await shop.reserve(1, 1, told_again=True)  # and then the till broke
        await excused(shop)
        assert (await settled_as_paid(shop)).activated

    restored(tmp_path, lost=sold, after=story)


def is_refused(line: Any, refusal: CardRefusal) -> bool:
    return not line.activated and line.refusal.refusal is refusal


@pytest.mark.parametrize(
    ("deed", "refusal"), [(stopped, CardRefusal.STOP_SALE), (probed, CardRefusal.PROBED)]
)
def test_a_sale_that_was_begun_since_the_restore_and_then_stopped_is_refused(
    tmp_path: Path, deed: Deed, refusal: CardRefusal
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.told(TILL, OTHER_TILL)
        await shop.reserve(1, 1)
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        await shop.change(changed(sale, created_at=shop.clock.now_ms))
        await deed(shop)
        assert is_refused(await settled_as_paid(shop), refusal)
        assert await open_cases(shop) == [OF_CARD]

    restored(tmp_path, lost=nothing, after=story)


async def sold_something_since(shop: CoreShop, generation: int = 1) -> None:
    """So this till has told all that its journal knew before."""
    await shop.told(TILL, OTHER_TILL)
    act = reserve(2, 2)
    request = structs.replace(act.request, created_at=shop.clock.now_ms)
    act = replace(act, sale_id=replace(act.sale_id, generation=generation), request=request)
    assert (await shop.engine.submit(act)).total_minor == PRICE
    till = await shop.find(TILLS.at(APP, TILL))
    assert till.first_sale_since == str(act.sale_id)


@pytest.mark.parametrize(
    ("deed", "refusal"), [(stopped, CardRefusal.STOP_SALE), (probed, CardRefusal.PROBED)]
)
def test_a_card_of_a_sale_of_which_its_till_has_told_all_stays_stopped(
    tmp_path: Path, deed: Deed, refusal: CardRefusal
) -> None:
    async def story(shop: CoreShop) -> None:
        await sold_something_since(shop)
        await deed(shop)
        assert is_refused(await settled_as_paid(shop), refusal)
        assert (await shop.find(CODES.at(APP, 1))).stop is not None
        assert await open_cases(shop) == [OF_CARD]

    restored(tmp_path, before=held, lost=nothing, after=story)


@pytest.mark.parametrize("deed", [stopped, probed])
def test_what_its_till_has_sold_out_of_another_journal_tells_nothing_of_it(
    tmp_path: Path, deed: Deed
) -> None:
    async def story(shop: CoreShop) -> None:
        await sold_something_since(shop, generation=2)
        await deed(shop)
        assert (await settled_as_paid(shop)).activated

    restored(tmp_path, before=held, lost=confirmed, after=story)


def test_a_till_that_has_told_and_sold_confirms_what_was_paid_before_all_the_same(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await sold_something_since(shop)
        await stopped(shop)
        assert (await shop.confirm(1)).lines[0].activated, "its own word is another thing"

    restored(tmp_path, before=held, lost=nothing, after=story)


def test_a_card_that_was_stopped_before_the_backup_is_refused_as_it_was_then(
    tmp_path: Path,
) -> None:
    async def before(shop: CoreShop) -> None:
        await held(shop)
        await stopped(shop)

    async def story(shop: CoreShop) -> None:
        await excused(shop)
        assert is_refused(await settled_as_paid(shop), CardRefusal.STOP_SALE)

    restored(tmp_path, before=before, lost=nothing, after=story)


def test_the_alarm_of_a_card_that_is_live_all_the_same_stays_until_a_manager_has_looked(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await excused(shop)
        await redemption_opened(shop)
        await probe(shop)
        (alarm,) = await alarms(shop)
        assert alarm.kind is CaseKind.PROBED
        assert (await settled_as_paid(shop)).activated
        assert await alarms(shop) == [alarm]
        for _ in range(2):  # the first answer was lost
            assert await reopen(shop, alarm.opened_at) == Reopened(stays_stopped=False)
            assert await alarms(shop) == []
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.hold) == (CodeState.AVAILABLE, HoldState.SOLD)

    backup = restored(tmp_path, before=held, lost=confirmed, after=story)
    closed = [entry for entry in ledger_of(backup) if entry[3] == "case.closed"]
    assert [entry[4] for entry in closed] == [f"operator:{MANAGER}"]
    assert closed[0][6]["reason"] == "a child typed it"
