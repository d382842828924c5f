"""What has become of a close, asked by any manager at the till that sent it: it stands, or it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import Role
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import OperatorId
from server_stub.domain.restore_machine import RestoreStage
from server_stub.engine.command import Refused
from server_stub.storage.rows.books import RestorationRow
from server_stub.storage.rows.sales import CASES
from support.closing import invalidated_by_two
from support.core_shop import (
    APP,
    MANAGER,
    NOW,
    OTHER_TILL,
    TILL,
    CoreShop,
    ledger_of,
    operator_row,
    play,
    sale_id,
)

TOM = OperatorId("tom")
CASE = f"refund-due:{sale_id(1)}:1"


async def owed(shop: CoreShop) -> None:
    """A sold card has been taken out of use."""
    await shop.sow(operator_row(TOM, Role.MANAGER))
    await shop.sell(1, 1)
    await invalidated_by_two(shop, 1)


async def ask(shop: CoreShop, *sent_by: OperatorId, **more: Any) -> Any:
    """Tom asks at the till that sent the close what has become of it."""
    return await shop.close_case(CASE, TOM, sent_by=sent_by, **more)


def why(answer: Any) -> Refusal:
    assert isinstance(answer, Refused)
    return answer.refusal


@pytest.mark.parametrize("till", [TILL, OTHER_TILL])
def test_a_close_stands_for_whoever_asks_where_it_was_sent(tmp_path: Path, till: Any) -> None:
    async def story(shop: CoreShop) -> None:
        await owed(shop)
        assert isinstance(await shop.close_case(CASE, till=till), Noted)
        assert why(await shop.close_case(CASE, TOM, till=till)) is Refusal.NOT_FOUND
        for _ in range(2):
            assert isinstance(await ask(shop, MANAGER, till=till), Noted)
        assert isinstance(await ask(shop, OperatorId("mia"), MANAGER, till=till), Noted)
        case = await shop.find(CASES.at(APP, CASE))
        assert case.closed_by == f"operator:{MANAGER}"

    play(tmp_path, story)


@pytest.mark.parametrize(
    "asked",
    [
        {"sent_by": (TOM,)},
        {"sent_by": (MANAGER,), "reason": "other words"},
        {"sent_by": (MANAGER,), "till": OTHER_TILL},
        {"sent_by": (MANAGER,), "till": OTHER_TILL, "operator_id": MANAGER},
    ],
)
def test_what_was_closed_otherwise_is_said_to_be(tmp_path: Path, asked: dict[str, Any]) -> None:
    async def story(shop: CoreShop) -> None:
        await owed(shop)
        assert isinstance(await shop.close_case(CASE), Noted)
        answer = await shop.close_case(CASE, **{"operator_id": TOM, **asked})
        assert why(answer) is Refusal.SETTLED_ELSEWHERE

    play(tmp_path, story)


def test_a_case_that_is_open_again_is_closed_by_whoever_asks_and_then_stands_as_theirs(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await owed(shop)
        assert isinstance(await ask(shop, MANAGER), Noted)
        case = await shop.find(CASES.at(APP, CASE))
        assert case.closed_by == f"operator:{TOM}"
        assert isinstance(await shop.close_case(CASE, MANAGER, sent_by=(TOM,)), Noted)
        assert why(await shop.close_case(CASE, MANAGER)) is Refusal.NOT_FOUND

    play(tmp_path, story)


def test_a_case_that_the_server_does_not_have_may_come_while_tills_tell_and_else_does_not(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(operator_row(TOM, Role.MANAGER))
        assert why(await ask(shop, MANAGER)) is Refusal.NOT_FOUND
        stage = RestoreStage.TELLING
        await shop.sow(RestorationRow(app_id=APP, epoch=2, stage=stage, restored_at=NOW))
        assert why(await ask(shop, MANAGER)) is Refusal.RESTORING
        assert why(await shop.close_case(CASE, TOM)) is Refusal.NOT_FOUND

    play(tmp_path, story)


# --- What was found out of its money is in the ledger ------------------------------------------------


def found_out(folder: Path) -> list[tuple[str, str]]:
    """What the ledger has of the case, and of whom."""
    told = [entry for entry in ledger_of(folder / "shop.db") if CASE in entry]
    return [(entry[3], entry[4]) for entry in told if entry[3] != "case.closed"]


@pytest.mark.parametrize(("given", "kind"), [(True, "case.given"), (False, "case.not-given")])
@pytest.mark.parametrize("was_closed", [True, False])
def test_whoever_says_what_has_become_of_its_money_is_in_the_ledger(
    tmp_path: Path, kind: str, *, given: bool, was_closed: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await owed(shop)
        if was_closed:
            assert isinstance(await shop.close_case(CASE), Noted)
        assert isinstance(await ask(shop, MANAGER, was_given=given), Noted)

    play(tmp_path, story)
    assert found_out(tmp_path) == [(kind, f"operator:{TOM}")]


@pytest.mark.parametrize(("given", "kinds"), [(True, ["refund.twice"]), (False, [])])
def test_what_was_given_and_closed_otherwise_may_have_gone_out_twice(
    tmp_path: Path, kinds: list[str], *, given: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await owed(shop)
        assert isinstance(await shop.close_case(CASE, till=OTHER_TILL), Noted)
        answer = await ask(shop, MANAGER, was_given=given)
        assert why(answer) is Refusal.SETTLED_ELSEWHERE

    play(tmp_path, story)
    assert [kind for kind, _ in found_out(tmp_path)] == kinds
    if kinds:
        (entry,) = [one for one in ledger_of(tmp_path / "shop.db") if "refund.twice" in one]
        said = next(part for part in entry if isinstance(part, dict))
        assert (said["closed_by"], said["till"]) == (f"operator:{MANAGER}", TILL)


@pytest.mark.parametrize(("till", "kind"), [(TILL, "case.given"), (OTHER_TILL, "refund.twice")])
def test_what_the_tills_own_void_has_closed_went_out_once(
    tmp_path: Path, till: Any, kind: str
) -> None:
    async def story(shop: CoreShop) -> None:
        await owed(shop)
        await shop.void_signed(2, 1, 1)
        case = await shop.find(CASES.at(APP, CASE))
        assert case.closed_by == f"till:{TILL}"
        answer = await ask(shop, MANAGER, was_given=True, till=till)
        assert why(answer) is Refusal.SETTLED_ELSEWHERE

    play(tmp_path, story)
    assert [one for one, _ in found_out(tmp_path) if one != "sale.voided"] == [kind]
    (entry,) = [one for one in ledger_of(tmp_path / "shop.db") if kind in one]
    said = next(part for part in entry if isinstance(part, dict))
    assert said["closed_by"] == f"till:{TILL}"


def test_a_close_that_says_nothing_of_its_money_leaves_no_word_of_it(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await owed(shop)
        assert isinstance(await shop.close_case(CASE), Noted)
        assert isinstance(await ask(shop, MANAGER), Noted)

    play(tmp_path, story)
    assert found_out(tmp_path) == []
