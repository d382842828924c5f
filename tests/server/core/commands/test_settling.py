"""A manager's settlement of a held sale whose till cannot answer."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest

from card_contract.messages import Payment
from card_contract.outcomes import Refusal
from card_contract.settle_messages import SettleAnswer, SettleRequest
from card_contract.states import (
    CaseKind,
    CodeState,
    HoldState,
    PaymentKind,
    SaleStage,
)
from server_stub.commands.approvals import APPROVAL_MS, approval_id
from server_stub.commands.settlement import Settle
from server_stub.commands.unstored import Noted
from server_stub.queries.days import DayQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import CASES, SALES
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, TILLS
from support.core_shop import (
    APP,
    CLERK,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    by_reference,
    cash,
    ledger_of,
    play,
    sale_id,
    settle,
    void_id,
)
from support.settling import (
    AGAIN,
    DENIED,
    SALE_CASE,
    closed_as_unpaid,
    money_back,
    open_cases,
    told_of,
)


async def sign(shop: CoreShop, approval: str, number: int = 1) -> None:
    await shop.sign(settle(number, was_paid=True, approval=approval))


def test_a_paid_sale_is_activated_for_its_dead_till(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await sign(shop, "a")
        answer = await shop.settle(1, was_paid=True, approval="a", payment=cash())
        assert isinstance(answer, SettleAnswer)
        assert (answer.stage, answer.lines[0].activated) == (SaleStage.CONFIRMED, True)
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert (sale.settled_by, sale.settle_reason) == (MANAGER, "the till is dead")
        assert (await shop.find(CODES.at(APP, 1))).state is CodeState.AVAILABLE
        assert (await shop.cancel(1)).refusal is Refusal.SALE_CONFIRMED

    play(tmp_path, story)


def test_an_unpaid_sale_is_cancelled_and_a_late_confirm_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await sign(shop, "a")
        answer = await shop.settle(1, was_paid=False, approval="a")
        assert (answer.stage, answer.lines) == (SaleStage.CANCELLED, [])
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.FREE
        assert (await shop.confirm(1)).refusal is Refusal.SALE_CANCELLED
        assert (await shop.cancel(1)).freed == []

    play(tmp_path, story)


def test_a_settlement_that_agrees_with_what_happened_is_a_success(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await sign(shop, "a")
        answer = await shop.settle(1, was_paid=True, approval="a")
        assert answer.lines[0].activated
        # Nothing was settled, so the signature is still unused.
        assert (await shop.find(APPROVALS.at(APP, approval_id("a")))).used_at is None

    play(tmp_path, story)


def test_a_settlement_against_what_happened_is_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await sign(shop, "a")
        assert (
            await shop.settle(1, was_paid=False, approval="a")
        ).refusal is Refusal.SALE_CONFIRMED
        await shop.reserve(2, 2)
        await shop.cancel(2)
        await sign(shop, "b", 2)
        assert (await shop.settle(2, was_paid=True, approval="b")).refusal is Refusal.SALE_CANCELLED
        await sign(shop, "c", 3)
        assert (await shop.settle(3, was_paid=True, approval="c")).refusal is Refusal.SALE_UNKNOWN

    play(tmp_path, story)


def test_a_repeated_settlement_gets_the_stored_answer(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await sign(shop, "a")
        first = await shop.settle(1, was_paid=True, approval="a")
        again = await shop.settle(1, was_paid=True, approval="a")
        assert (again.lines, again.replayed) == (first.lines, True)
        other = await shop.settle(1, was_paid=False, approval="a")
        assert other.refusal is Refusal.KEY_REUSED

    play(tmp_path, story)


def test_a_settlement_needs_a_signature_for_this_sale(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await sign(shop, "other", 2)
        for approval in ("other", "none"):
            answer = await shop.settle(1, was_paid=True, approval=approval)
            assert answer.refusal is Refusal.APPROVAL_INVALID
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.HELD

    play(tmp_path, story)


def test_a_settlements_payment_must_fit_and_its_reference_be_unused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.confirm(1, payment=by_reference("R"))
        await shop.reserve(2, 2)
        await sign(shop, "a", 2)
        used = await shop.settle(2, was_paid=True, approval="a", payment=by_reference("R"))
        assert used.refusal is Refusal.PAYMENT_REFERENCE_USED
        await sign(shop, "b", 2)
        short = await shop.settle(2, was_paid=True, approval="b", payment=cash(PRICE - 1))
        assert short.refusal is Refusal.PAYMENT_MISMATCH
        right = await shop.settle(2, was_paid=True, approval="b", payment=by_reference("S"))
        assert right.lines[0].activated, (
            "what was told wrong is told again under the same signature"
        )

    play(tmp_path, story)


@pytest.mark.parametrize("money_goes_back", [False, True])
def test_whoever_says_that_it_was_paid_says_how(tmp_path: Path, *, money_goes_back: bool) -> None:
    def told(payment: Payment | None) -> Settle:
        return settle(1, was_paid=True, money_back=money_goes_back, approval="a", payment=payment)

    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await sign(shop, "a")
        untold = await shop.engine.submit(told(None))
        assert untold.refusal is Refusal.PAYMENT_MISMATCH
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.HELD
        assert await open_cases(shop) == []
        # That is not final: told with it under the same signature, it counts.
        assert (await shop.engine.submit(told(cash()))).owed is money_goes_back

    play(tmp_path, story)


def test_a_signature_serves_for_a_day_and_at_its_till_only(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        act = settle(1, was_paid=True, approval="old")
        await shop.sign(act, created_at=shop.clock.now_ms - APPROVAL_MS)
        assert (await shop.engine.submit(act)).refusal is Refusal.APPROVAL_INVALID
        elsewhere = settle(1, was_paid=True, approval="elsewhere")
        await shop.sign(elsewhere, till_id="T1")
        assert (await shop.engine.submit(elsewhere)).refusal is Refusal.APPROVAL_INVALID
        assert (await shop.settle_signed(1)).lines[0].activated

    play(tmp_path, story)


def test_nobody_settles_at_a_revoked_till_or_without_being_a_manager(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        clerk = await shop.settle_signed(1, operator=CLERK)
        assert clerk.refusal is Refusal.NO_OPERATOR
        manager = await shop.find(OPERATORS.at(APP, MANAGER))
        await shop.change(changed(manager, disabled_at=NOW))
        gone = await shop.settle(1, was_paid=True, approval="settle-1")
        assert gone.refusal is Refusal.NO_OPERATOR
        manager = await shop.find(OPERATORS.at(APP, MANAGER))
        await shop.change(changed(manager, disabled_at=None))
        till = await shop.find(TILLS.at(APP, OTHER_TILL))
        await shop.change(changed(till, revoked_at=NOW))
        shut_out = await shop.settle(1, was_paid=True, approval="settle-1")
        assert shut_out.refusal is Refusal.TILL_REVOKED
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.HELD
        # None of it was final.
        till = await shop.find(TILLS.at(APP, OTHER_TILL))
        await shop.change(changed(till, revoked_at=None))
        assert (await shop.settle(1, was_paid=True, approval="settle-1")).lines[0].activated

    play(tmp_path, story)


# --- Paid, and the money goes back ---------------------------------------------------------------


def test_a_paid_sale_whose_money_goes_back_is_voided_and_was_never_live(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        answer = await money_back(shop, payment=cash(2 * PRICE))
        assert (answer.stage, answer.lines) == (SaleStage.VOIDED, [])
        for card in (1, 2):
            code = await shop.find(CODES.at(APP, card))
            assert (code.state, code.hold, code.sale_id) == (
                CodeState.INACTIVE,
                HoldState.FREE,
                None,
            )
            assert code.activated_at is None
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert (sale.settled_by, sale.settle_reason) == (MANAGER, "the till is dead")
        assert (sale.payment_kind, sale.payment_minor) == (PaymentKind.CASH, 2 * PRICE)
        case = await shop.find(CASES.at(APP, SALE_CASE))
        assert (case.kind, case.closed_at) == (CaseKind.REFUND_DUE, None)
        # The cards are in the shop, and good for the next sale.
        await shop.sell(2, 1)

    play(tmp_path, story)
    (told,) = settled_in(tmp_path)
    assert told == {
        "stage": "voided",
        "till": OTHER_TILL,
        "reason": "the till is dead",
        "cards": [1, 2],
        "case": SALE_CASE,
        "paid": 2 * PRICE,
        "by": "cash",
    }


def test_the_ledger_names_the_cards_that_a_settlement_as_unpaid_set_free(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        await shop.settle_signed(1, was_paid=False)

    play(tmp_path, story)
    (told,) = settled_in(tmp_path)
    assert (told["stage"], told["cards"]) == ("cancelled", [1, 2])


def settled_in(tmp_path: Path) -> list[dict[str, Any]]:
    """What the ledger says of each settlement."""
    return [
        next(part for part in entry if isinstance(part, dict))
        for entry in ledger_of(tmp_path / "shop.db")
        if "sale.settled" in entry
    ]


def test_what_its_till_had_sent_already_comes_first(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        assert (await money_back(shop, 1, "a")).refusal is Refusal.SALE_CONFIRMED
        assert (await shop.find(CODES.at(APP, 1))).state is CodeState.AVAILABLE
        await shop.reserve(2, 2)
        await shop.cancel(2)
        assert (await money_back(shop, 2, "b")).refusal is Refusal.SALE_CANCELLED
        await shop.reserve(3, 3)
        await shop.void_signed(4, 3)
        assert (await money_back(shop, 3, "c")).refusal is Refusal.SALE_VOIDED
        await shop.sell(5, 2)
        await shop.void_signed(6, 5)
        assert (await money_back(shop, 5, "d")).refusal is Refusal.SALE_VOIDED
        # Each void has the case of its own till, and no settlement has added one.
        assert await open_cases(shop) == [f"refund-due:{void_id(4)}", f"refund-due:{void_id(6)}"]

    play(tmp_path, story)


def test_the_same_answer_twice_owes_once_and_another_one_is_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        first = await money_back(shop)
        assert (first.owed, first.paid_back) == (True, None)
        again = await money_back(shop)
        assert (again.at, again.replayed) == (first.at, True)  # its reply was lost
        second = await money_back(shop, approval="of another manager")
        assert (second.stage, second.owed, second.replayed) == (SaleStage.VOIDED, True, False)
        assert await open_cases(shop) == [SALE_CASE]
        assert (await shop.settle_signed(1)).refusal is Refusal.SALE_VOIDED
        await sign(shop, "not paid")
        unpaid = await shop.settle(1, was_paid=False, approval="not paid")
        assert unpaid.refusal is Refusal.SALE_VOIDED
        assert isinstance(await shop.close_case(SALE_CASE, till=OTHER_TILL), Noted)
        assert (await shop.close_case(SALE_CASE, till=TILL)).refusal is Refusal.NOT_FOUND
        # Said once more after it was paid, it owes nothing again.
        late = await money_back(shop, approval="late")
        assert (late.stage, late.owed, late.paid_back) == (SaleStage.VOIDED, False, True)
        assert await open_cases(shop) == []

    play(tmp_path, story)


def test_the_same_answer_once_it_was_found_not_to_be_owed_says_that_no_money_went_back(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop)
        await shop.cancel(1)
        doubted = await money_back(shop, approval="of another manager")
        assert (doubted.owed, doubted.paid_back) == (True, None)
        assert isinstance(await closed_as_unpaid(shop, DENIED), Noted)
        for _ in range(2):  # its reply was lost
            late = await money_back(shop, approval="late")
            assert (late.stage, late.owed, late.paid_back) == (SaleStage.VOIDED, False, False)

    play(tmp_path, story)


def test_the_same_answer_once_only_a_second_payment_was_not_owed_says_that_it_went_back(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop)
        assert isinstance(await shop.close_case(SALE_CASE, till=OTHER_TILL), Noted)
        await shop.engine.submit(told_of(shop.clock.now_ms, by_reference("CARD-77")))
        again = await money_back(shop, approval="of another manager")
        assert (again.owed, again.paid_back) == (True, None)
        assert isinstance(await closed_as_unpaid(shop, AGAIN), Noted)
        late = await money_back(shop, approval="late")
        assert (late.owed, late.paid_back) == (False, True)

    play(tmp_path, story)


@pytest.mark.parametrize("was_paid", [True, False])
def test_an_answer_whose_money_was_not_to_go_back_says_nothing_of_that(
    tmp_path: Path, *, was_paid: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        for approval in ("first", "second"):
            act = settle(1, was_paid=was_paid, approval=approval)
            await shop.sign(act)
            answer = await shop.engine.submit(act)
            assert (answer.owed, answer.paid_back) == (False, None)

    play(tmp_path, story)


def test_it_meets_two_managers_who_answer_otherwise_in_one_round(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        acts = [
            settle(1, was_paid=True, money_back=True, approval="a", payment=cash()),
            settle(1, was_paid=True, approval="b", payment=cash()),
            settle(1, was_paid=False, approval="c"),
        ]
        for act in acts:
            await shop.sign(act)
        first, *others = await asyncio.gather(*map(shop.engine.submit, acts))
        assert first.stage is SaleStage.VOIDED
        assert [other.refusal for other in others] == [Refusal.SALE_VOIDED] * 2
        assert (await shop.find(CODES.at(APP, 1))).state is CodeState.INACTIVE

    play(tmp_path, story)


def test_it_is_compared_with_the_shops_own_system_as_paid_and_as_given_back(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=by_reference("CARD-77"))
        await shop.reserve(2, 2)
        await shop.void_signed(3, 2)  # its own till gave it up: nobody told that it was paid
        days, end_ms = DayQueries(shop.reader), shop.clock.now_ms + 1
        (sale,), (void,) = await days.lists_of(APP, TILL, 0, end_ms)
        assert (sale.kind, sale.reference) == (PaymentKind.REFERENCE, "CARD-77")
        assert void.receipt_number == sale.receipt_number
        assert void.reference == sale.reference
        assert sale.amount_minor == void.amount_minor == PRICE
        assert await days.lists_of(APP, TILL, 1, end_ms) == ([], [])

    play(tmp_path, story)


def test_a_card_that_was_recalled_while_it_was_held_stays_dead(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, state=CodeState.INVALIDATED, invalidated_at=NOW))
        await money_back(shop)
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.hold) == (CodeState.INVALIDATED, HoldState.FREE)
        assert await open_cases(shop) == [SALE_CASE]

    play(tmp_path, story)


def test_what_was_not_paid_has_no_money_to_go_back() -> None:
    asked = b'{"was_paid":false,"money_back":true,"reason":"none","approval":"a"}'
    with pytest.raises(msgspec.ValidationError, match="no money"):
        msgspec.json.decode(asked, type=SettleRequest)
