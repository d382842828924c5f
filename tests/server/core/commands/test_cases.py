"""Cases: a manager closes one once, with a reason; a signature that is owed is given later."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, CodeState, PaymentKind
from server_stub.commands.approvals import APPROVAL_MS, approval_id
from server_stub.commands.case_closing import CloseCase
from server_stub.commands.cases import SignVoid, opened
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import CodeId, StoreId, TillId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.queries.cases import PAGE_CASES, CaseQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import CASES, SALES, VOIDS
from server_stub.storage.rows.shop import STORES
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, TILLS
from support.closing import invalidated_by_two
from support.core_shop import (
    APP,
    CLERK,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    STORE,
    TILL,
    CoreShop,
    airport,
    by_reference,
    cash,
    play,
    read_all,
    sale_id,
    settle,
    till_row,
    void,
    void_id,
)
from support.recall_floor import RecallFloor

OWED = f"signature-owed:{void_id(1)}"


async def owe(shop: CoreShop, *cards: int) -> None:
    await shop.sell(1, 1, 2)
    assert (await shop.void(1, 1, *cards)).signature_owed


async def sign(shop: CoreShop, approval: str = "late", till: Any = TILL) -> Any:
    return await shop.engine.submit(
        SignVoid(app_id=APP, till_id=till, void_id=void_id(1), approval=approval)
    )


def test_a_manager_closes_a_case_and_the_ledger_says_who_and_why(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await owe(shop)
        assert isinstance(await shop.close_case(OWED), Noted)
        case = await shop.find(CASES.at(APP, OWED))
        assert (case.closed_by, case.closing_reason) == (f"operator:{MANAGER}", "refunded")
        assert case.closed_at == shop.clock.now_ms
        # The answer was lost, and it is asked again.
        assert isinstance(await shop.close_case(OWED), Noted)

    play(tmp_path, story)
    closed = read_all(tmp_path / "shop.db", "SELECT 1 FROM ledger WHERE entry LIKE '%case.closed%'")
    assert len(closed) == 1


def test_a_case_that_somebody_else_has_closed_is_not_closed_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await owe(shop)
        await shop.close_case(OWED)
        other = CloseCase(
            app_id=APP, at_till=TILL, operator_id=MANAGER, case_id=OWED, reason="another reason"
        )
        assert (await shop.engine.submit(other)).refusal is Refusal.NOT_FOUND
        assert (await shop.close_case("no such case")).refusal is Refusal.NOT_FOUND

    play(tmp_path, story)


def test_a_case_of_money_is_closed_at_a_till_and_nowhere_else(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await owe(shop)
        assert (await shop.close_case(OWED, till=None)).refusal is Refusal.NOT_ALLOWED
        assert (await shop.find(CASES.at(APP, OWED))).closed_at is None

    play(tmp_path, story)


def test_only_an_employed_manager_closes_a_case(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await owe(shop)
        assert (await shop.close_case(OWED, CLERK)).refusal is Refusal.NO_OPERATOR
        manager = await shop.find(OPERATORS.at(APP, MANAGER))
        await shop.change(changed(manager, disabled_at=NOW))
        assert (await shop.close_case(OWED)).refusal is Refusal.NO_OPERATOR
        assert (await shop.find(CASES.at(APP, OWED))).closed_at is None

    play(tmp_path, story)


def test_a_late_signature_closes_its_case_and_serves_once(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await owe(shop, 2)
        await shop.sign(void(1, 1, 2, approval="late"))
        assert isinstance(await sign(shop), Noted)
        assert (await shop.find(VOIDS.at(APP, str(void_id(1))))).approver_id == MANAGER
        case = await shop.find(CASES.at(APP, OWED))
        assert (case.closed_by, case.closing_reason) == (f"operator:{MANAGER}", "signed")
        used = await shop.find(APPROVALS.at(APP, approval_id("late")))
        assert used.used_at == case.closed_at
        assert isinstance(await sign(shop), Noted), "the lost reply comes again"
        # The void's own stored answer stays: repeated, it says what was said then.
        again = await shop.void(1, 1, 2)
        assert (again.signature_owed, again.replayed) == (True, True)

    play(tmp_path, story)
    signed = read_all(tmp_path / "shop.db", "SELECT 1 FROM ledger WHERE entry LIKE '%void.signed%'")
    assert len(signed) == 1


def test_a_void_whose_signature_a_manager_settled_elsewhere_is_signed_no_more(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await owe(shop, 2)
        await shop.close_case(OWED)
        await shop.sign(void(1, 1, 2, approval="late"))
        for _ in range(2):
            assert (await sign(shop)).refusal is Refusal.SETTLED_ELSEWHERE
        assert await shop.find(CASES.at(APP, f"refund-due:{void_id(1)}")) is None
        assert (await shop.find(APPROVALS.at(APP, approval_id("late")))).used_at is None
        assert (await shop.find(VOIDS.at(APP, str(void_id(1))))).approver_id is None

    play(tmp_path, story)


def test_a_late_signature_must_be_for_this_void_and_fresh(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await owe(shop, 2)
        assert (await sign(shop, "none")).refusal is Refusal.APPROVAL_INVALID
        await shop.sign(void(1, 1, approval="whole sale"))
        assert (await sign(shop, "whole sale")).refusal is Refusal.APPROVAL_INVALID
        old = void(1, 1, 2, approval="old")
        await shop.sign(old, created_at=shop.clock.now_ms - APPROVAL_MS)
        assert (await sign(shop, "old")).refusal is Refusal.APPROVAL_INVALID
        assert (await shop.find(CASES.at(APP, OWED))).closed_at is None

    play(tmp_path, story)


def test_only_the_voids_own_till_brings_its_signature(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await owe(shop)
        assert (await sign(shop, till=OTHER_TILL)).refusal is Refusal.NOT_FOUND
        till = await shop.find(TILLS.at(APP, TILL))
        await shop.change(changed(till, revoked_at=NOW))
        assert (await sign(shop)).refusal is Refusal.TILL_REVOKED

    play(tmp_path, story)


def test_a_case_is_listed_in_the_store_of_its_sale_and_of_the_till_that_voids_it(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        store = await shop.find(STORES.at(APP, STORE))
        await shop.sow(structs.replace(store, store_id="airport"))
        for till_id in ("T3", "T4"):
            await shop.sow(structs.replace(till_row(TillId(till_id)), store_id="airport"))
        await shop.sell(1, 1)
        await shop.void(1, 1)
        await shop.sell(2, 2)
        await shop.void_signed(2, 2, till=TillId("T3"))
        cases = CaseQueries(shop.reader)
        found, _ = await cases.open(APP, STORE)
        assert [case.kind for case in found] == [CaseKind.SIGNATURE_OWED, CaseKind.REFUND_DUE]
        found, _ = await cases.open(APP, StoreId("airport"))
        assert [case.kind for case in found] == [CaseKind.REFUND_DUE]
        found, _ = await cases.open(APP, StoreId("station"))
        assert found == []

    play(tmp_path, story)


def test_a_case_says_how_its_sale_was_paid_and_whether_its_till_is_shut_out(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.confirm(1, payment=by_reference("AUTH-1"))
        await shop.void_signed(1, 1, till=OTHER_TILL)
        await shop.sell(2, 2)
        await shop.void(2, 2)
        shop_cases = CaseQueries(shop.reader)
        told, _ = await shop_cases.open(APP, STORE)
        ways = {one.sale_id: (one.payment_kind, one.payment_reference) for one in told}
        assert ways == {
            str(sale_id(1)): (PaymentKind.REFERENCE, "AUTH-1"),
            str(sale_id(2)): (PaymentKind.CASH, None),
        }
        assert [one.till_revoked for one in told] == [False] * len(told)
        assert {one.title for one in told if one.card_id is not None} <= {"Gift card 25"}
        sales_till = await shop.find(TILLS.at(APP, TILL))
        await shop.change(changed(sales_till, revoked_at=NOW))
        # The first is in the books of the till that voided it.
        told, _ = await shop_cases.open(APP, STORE)
        assert {one.sale_id: one.till_revoked for one in told} == {
            str(sale_id(1)): False,
            str(sale_id(2)): True,
        }

    play(tmp_path, story)


def test_a_case_of_another_store_is_not_found_and_stays_open(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        away = await airport(shop)
        await owe(shop)
        assert (await shop.close_case(OWED, till=away)).refusal is Refusal.NOT_FOUND
        assert (await shop.find(CASES.at(APP, OWED))).closed_at is None
        assert isinstance(await shop.close_case(OWED, till=OTHER_TILL), Noted)
        # Nor is one that is closed told to another store as if it had been its own.
        assert (await shop.close_case(OWED, till=away)).refusal is Refusal.NOT_FOUND

    play(tmp_path, story)


def test_a_void_at_another_store_is_closed_at_either(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        away = await airport(shop)
        for number, till in ((1, TILL), (2, away)):
            await shop.sell(number, number)
            await shop.void_signed(number, number, till=away)
            case = f"refund-due:{void_id(number, away)}"
            assert isinstance(await shop.close_case(case, till=till), Noted)

    play(tmp_path, story)


async def settled_at(shop: CoreShop, till: TillId, number: int = 1) -> str:
    """A sale whose money goes back, as a manager says at this till."""
    await shop.reserve(number, number)
    act = settle(number, was_paid=True, money_back=True, approval=f"a{number}", payment=cash())
    act = replace(act, till_id=till)
    await shop.sign(act)
    assert (await shop.engine.submit(act)).owed
    return f"refund-due:{sale_id(number)}"


def test_what_a_manager_settled_at_another_store_is_closed_at_either_once(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        away = await airport(shop)
        for number, till, other in ((1, away, TILL), (2, TILL, away)):
            case = await settled_at(shop, away, number)
            for store in (STORE, StoreId("airport")):
                found, _ = await CaseQueries(shop.reader).open(APP, store)
                assert [each.case_id for each in found] == [case]
            assert isinstance(await shop.close_case(case, till=till), Noted)
            assert (await shop.close_case(case, till=other)).refusal is Refusal.NOT_FOUND
        paid = await shop.find(CASES.at(APP, f"refund-due:{sale_id(1)}"))
        # It left the drawer of the one, and the books of the other have it as going back.
        assert (paid.paid_till_id, paid.kept_till_id, paid.paid_minor) == (away, TILL, PRICE)
        own = await settled_at(shop, OTHER_TILL, 3)
        assert (await shop.close_case(own, till=away)).refusal is Refusal.NOT_FOUND

    play(tmp_path, story)


def test_what_was_settled_where_other_money_is_used_is_paid_in_its_own_store(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        away = await airport(shop, "CHF")
        case = await settled_at(shop, away)
        assert (await shop.close_case(case, till=away)).refusal is Refusal.OTHER_CURRENCY
        assert isinstance(await shop.close_case(case), Noted)
        # Whoever asks there again hears that it is closed, not that it waits in its own store.
        assert (await shop.close_case(case, till=away)).refusal is Refusal.NOT_FOUND

    play(tmp_path, story)


def test_a_refund_of_a_card_that_was_active_is_told_apart_from_what_a_till_owes(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await RecallFloor(shop).hire_tom()
        await shop.sell(1, 1)
        assert (await invalidated_by_two(shop, 1)).outcome is RedemptionOutcome.DONE
        await shop.reserve(2, 2)
        held = await shop.find(CODES.at(APP, 2))
        await shop.change(changed(held, state=CodeState.INVALIDATED, invalidated_at=NOW))
        assert (await shop.confirm(2)).refund_minor == PRICE
        await shop.sell(3, 3)
        await shop.void_signed(3, 3)
        found, _ = await CaseQueries(shop.reader).open(APP, STORE)
        assert {case.case_id: case.was_active for case in found} == {
            f"refund-due:{sale_id(1)}:1": True,
            f"refund-due:{sale_id(2)}:2": False,
            f"refund-due:{void_id(3)}": False,
        }

    play(tmp_path, story)


@pytest.mark.parametrize(
    ("case_id", "sale"),
    [
        (f"refund-due:{sale_id(1)}", str(sale_id(1))),
        (f"refund-due-denied:{sale_id(1)}", str(sale_id(1))),
        (f"refund-due:{sale_id(1)}:7", str(sale_id(1))),
        (f"refund-due:{void_id(1)}", None),
        ("refund-due:7:4711", None),
        ("probed:4711:1", None),
        ("no case", None),
    ],
)
def test_the_sale_of_a_case_is_asked_for_with_it_as_whatever_ends_a_sale_locks_that_first(
    case_id: str, sale: str | None
) -> None:
    act = CloseCase(
        app_id=APP, at_till=TILL, operator_id=MANAGER, case_id=case_id, reason="refunded"
    )
    sales = [need for need in act.needs() if need.by is SALES]
    assert sales == ([] if sale is None else [SALES.at(APP, sale)])


async def page_through(ask: Any, *asked: Any) -> list[str]:
    """All pages, each begun behind the last case of the one before."""
    found: list[str] = []
    pages, more = 0, True
    while more:
        cases, more = await ask(APP, STORE, *asked, after=found[-1] if found else "")
        found += [case.case_id for case in cases]
        pages += 1
    assert pages == -(-len(found) // PAGE_CASES)
    return found


def test_the_cases_of_recalls_stand_apart_and_each_list_is_read_page_by_page(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        sale = str(sale_id(1))
        rows = [
            opened(
                APP,
                CaseKind.REFUND_DUE,
                NOW + place // 2,
                sale_id=sale,
                code_id=CodeId(1000 + place),
                recall_id=(None, 7, 9)[0 if place < 150 else 1 if place < 399 else 2],
                detail="",
            )
            for place in range(400)
        ]
        await shop.sow(*rows)
        cases = CaseQueries(shop.reader)
        counts = [(each.recall_id, each.count) for each in await cases.recalls(APP, STORE)]
        assert counts == [(7, 249), (9, 1)]
        assert await cases.recalls(APP, StoreId("station")) == []
        assert await page_through(cases.open) == [row.case_id for row in rows[:150]]
        assert await page_through(cases.of_recall, 7) == [row.case_id for row in rows[150:399]]
        assert await page_through(cases.of_recall, 9) == [rows[399].case_id]

        last_of_first = (await cases.open(APP, STORE))[0][-1].case_id
        await shop.close_case(last_of_first)
        second, _ = await cases.open(APP, STORE, after=last_of_first)
        assert second[0].case_id == rows[100].case_id, "closed meanwhile, it still marks the place"
        await shop.close_case(rows[399].case_id)
        assert [each.recall_id for each in await cases.recalls(APP, STORE)] == [7]

    play(tmp_path, story)
