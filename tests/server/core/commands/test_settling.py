"""A manager's settlement of a held sale whose till cannot answer."""

from __future__ import annotations

from pathlib import Path

from card_contract.messages import SettleAnswer
from card_contract.outcomes import Refusal
from card_contract.states import CodeState, HoldState, SaleStage
from server_stub.commands.approvals import APPROVAL_MS, approval_id
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import SALES
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, TILLS
from support.core_shop import (
    APP,
    CLERK,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    CoreShop,
    by_reference,
    cash,
    play,
    sale_id,
    settle,
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
