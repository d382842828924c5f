"""A manager's settlement of a held sale whose till cannot answer."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from card_contract.case_messages import CaseView
from card_contract.messages import Payment
from card_contract.outcomes import Refusal
from card_contract.settle_messages import SettleAnswer, SettleRequest
from card_contract.signing import CLOCK_SKEW_MAX_MS
from card_contract.states import (
    CaseKind,
    CodeState,
    HoldState,
    PaymentKind,
    RefundDoubt,
    SaleStage,
)
from server_stub.commands.approvals import APPROVAL_MS, approval_id
from server_stub.commands.cases import CloseCase
from server_stub.commands.checkout import Confirm
from server_stub.commands.settlement import Settle
from server_stub.commands.unstored import Noted
from server_stub.domain.business_day import day_bounds_ms
from server_stub.queries.cases import CaseQueries
from server_stub.queries.days import DayQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import CASES, SALES
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, TILLS
from support.closing import (
    BERLIN,
    TODAY,
    TOMORROW,
    as_it_stands,
    close,
    content,
    owed_and_in_hand,
    to_tomorrow,
)
from support.closing import money as money_of
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
    by_reference,
    cash,
    confirm,
    ledger_of,
    play,
    sale_id,
    settle,
    void,
    void_id,
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


def test_what_its_till_took_for_a_sale_settled_as_not_paid_is_a_case_and_pays_for_no_other(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.settle_signed(1, was_paid=False)
        for replayed in (False, True):  # its reply was lost
            late = await shop.confirm(1, payment=by_reference("CARD-1"))
            assert (late.refusal, late.replayed) == (Refusal.SALE_CANCELLED, replayed)
        assert await open_cases(shop) == [DIFFERS]
        case = await shop.find(CASES.at(APP, DIFFERS))
        assert case.detail == f"the till says: paid, reference {PRICE}"
        await shop.reserve(2, 1)
        used = await shop.confirm(2, payment=by_reference("CARD-1"))
        assert used.refusal is Refusal.PAYMENT_REFERENCE_USED
        # Its card is free for the next sale, and no book has the money: its till gives it back.
        assert (await shop.confirm(2, payment=by_reference("CARD-2"))).lines[0].activated
        assert await payment_of(shop) == (None, "CARD-1")
        (sale,) = await DayQueries(shop.reader).sales_of(APP, TILL, 0, shop.clock.now_ms + 1)
        assert sale.sale_id == str(sale_id(2))

    play(tmp_path, story)
    told = [entry for entry in ledger_of(tmp_path / "shop.db") if "sale.payment-known" in entry]
    assert len(told) == 1, "a repeat is not told twice"


def test_what_another_sale_was_paid_with_before_is_told_of_one_settled_as_not_paid(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(2, 2)
        await shop.confirm(2, payment=by_reference("CARD-1"))
        await shop.reserve(1, 1)
        await shop.settle_signed(1, was_paid=False)
        assert (await shop.confirm(1, payment=by_reference("CARD-1"))).refusal is not None
        assert await open_cases(shop) == [DIFFERS, f"reference-used:{sale_id(1)}"]
        assert await payment_of(shop) == (None, None)
        # One that its own till has cancelled, and nobody settled, is refused as before.
        await shop.reserve(3, 3)
        await shop.cancel(3)
        assert (await shop.confirm(3)).refusal is Refusal.SALE_CANCELLED
        assert len(await open_cases(shop)) == 2

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


async def money_back(shop: CoreShop, number: int = 1, approval: str = "back", **more: Any) -> Any:
    act = settle(number, was_paid=True, money_back=True, approval=approval, **more)
    if await shop.find(APPROVALS.at(APP, approval_id(approval))) is None:
        await shop.sign(act)
    return await shop.settle(number, was_paid=True, money_back=True, approval=approval, **more)


SALE_CASE = f"refund-due:{sale_id(1)}"
DENIED = f"refund-due-denied:{sale_id(1)}"
AGAIN = f"refund-due-again:{sale_id(1)}"
DIFFERS = f"payment-differs:{sale_id(1)}"


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


def test_whatever_its_till_says_later_finds_it_voided_and_the_money_owed_once(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop)
        assert (await shop.confirm(1)).refusal is Refusal.SALE_VOIDED
        assert (await shop.cancel(1)).refusal is Refusal.SALE_VOIDED
        assert (await shop.void_signed(3, 1)).refusal is Refusal.SALE_VOIDED
        elsewhere = await shop.void_signed(4, 1, till=OTHER_TILL)
        assert elsewhere.refusal is Refusal.SALE_VOIDED
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.FREE
        # That it was not paid contradicts the manager: the money that is owed is in doubt now.
        assert await open_cases(shop) == [DIFFERS, DENIED]

    play(tmp_path, story)


async def payment_of(shop: CoreShop, number: int = 1) -> tuple[PaymentKind | None, str | None]:
    sale = await shop.find(SALES.at(APP, str(sale_id(number))))
    return sale.payment_kind, sale.payment_reference


def test_what_its_till_tells_later_of_the_payment_is_kept_and_what_differs_is_a_case(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=cash())
        late = await shop.confirm(1, payment=by_reference("CARD-77"))
        assert late.refusal is Refusal.SALE_VOIDED
        again = await shop.confirm(1, payment=by_reference("CARD-77"))
        assert (again.refusal, again.replayed) == (Refusal.SALE_VOIDED, True)
        assert await payment_of(shop) == (PaymentKind.REFERENCE, "CARD-77")
        assert await open_cases(shop) == [DIFFERS, SALE_CASE]
        assert (await shop.find(CODES.at(APP, 1))).state is CodeState.INACTIVE
        await shop.reserve(2, 2)
        used = await shop.confirm(2, payment=by_reference("CARD-77"))
        assert used.refusal is Refusal.PAYMENT_REFERENCE_USED
        # The other way round: it has paid for another sale before.
        await shop.confirm(2, payment=by_reference("CARD-78"))
        await shop.reserve(3, 3)
        await money_back(shop, 3, "of 3", payment=by_reference("CARD-79"))
        await shop.confirm(3, payment=by_reference("CARD-78"))
        assert f"reference-used:{sale_id(3)}" in await open_cases(shop)

    play(tmp_path, story)
    told = [entry for entry in ledger_of(tmp_path / "shop.db") if "sale.payment-known" in entry]
    assert len(told) == 2, "a repeat is not told twice"


def test_what_its_till_took_for_a_sale_that_was_settled_as_not_paid_is_a_case(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.settle_signed(1, was_paid=False)
        for _ in range(2):  # its reply was lost
            late = await shop.confirm(1, payment=by_reference("CARD-77"))
            assert late.refusal is Refusal.SALE_CANCELLED
        assert await open_cases(shop) == [DIFFERS]
        case = await shop.find(CASES.at(APP, DIFFERS))
        told = f"reference {PRICE}, settled as not paid: its till gives it back"
        assert case.detail == told
        # No book has it, and the reference pays for nothing else.
        assert await payment_of(shop) == (None, "CARD-77")
        await shop.reserve(2, 1)
        used = await shop.confirm(2, payment=by_reference("CARD-77"))
        assert used.refusal is Refusal.PAYMENT_REFERENCE_USED

    play(tmp_path, story)


def test_what_its_till_tells_as_the_manager_did_is_no_case(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=by_reference("CARD-77"))
        late = await shop.confirm(1, payment=by_reference("CARD-77"))
        assert late.refusal is Refusal.SALE_VOIDED
        assert await open_cases(shop) == [SALE_CASE]

    play(tmp_path, story)


def told_of(paid_at: int, payment: Payment | None = None) -> Confirm:
    """The till's late word, with the time of the payment."""
    act = confirm(1, payment=payment)
    return replace(act, request=msgspec.structs.replace(act.request, paid_at=paid_at))


@pytest.mark.parametrize("clock_is_slow_by", [0, 3_000])
def test_what_its_till_took_once_the_refund_was_closed_is_a_refund_in_doubt(
    tmp_path: Path, clock_is_slow_by: int
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=cash())
        assert isinstance(await shop.close_case(SALE_CASE, till=OTHER_TILL), Noted)
        late = told_of(shop.clock.now_ms - clock_is_slow_by, by_reference("CARD-77"))
        for replayed in (False, True):
            answer = await shop.engine.submit(late)
            assert (answer.refusal, answer.replayed) == (Refusal.SALE_VOIDED, replayed)
        assert await open_cases(shop) == [DIFFERS, AGAIN]
        case = await shop.find(CASES.at(APP, AGAIN))
        assert case.detail == f"reference {PRICE}, told once its refund was closed"
        (view,) = [each for each in await case_views(shop) if each.case_id == AGAIN]
        assert (view.doubt, view.amount_minor) == (RefundDoubt.PAID_AGAIN, PRICE)
        # The books stay with what was handed back, and the reference pays for nothing else.
        assert await payment_of(shop) == (PaymentKind.CASH, "CARD-77")
        # It is owed until it is found out, and is no other manager's to settle once more.
        assert (await as_it_stands(shop)).owed_minor == PRICE
        assert (await money_back(shop, approval="of another manager")).owed
        assert isinstance(await shop.close_case(AGAIN, till=OTHER_TILL), Noted)
        assert (await shop.close_case(AGAIN, till=TILL)).refusal is Refusal.NOT_FOUND
        assert (await as_it_stands(shop, till=OTHER_TILL)).in_hand_minor == -2 * PRICE
        assert (await as_it_stands(shop)).owed_minor == 0

    play(tmp_path, story)


def test_what_its_till_took_long_before_the_refund_was_closed_is_what_went_back(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=cash())
        shop.clock.now_ms += CLOCK_SKEW_MAX_MS + 1
        await shop.close_case(SALE_CASE)
        assert (await shop.confirm(1)).refusal is Refusal.SALE_VOIDED
        assert await open_cases(shop) == []

    play(tmp_path, story)


async def closed_as_unpaid(shop: CoreShop, case_id: str, **more: Any) -> Any:
    act = CloseCase(
        app_id=APP,
        at_till=OTHER_TILL,
        operator_id=MANAGER,
        case_id=case_id,
        reason="the drawer is right",
        unpaid=True,
    )
    return await shop.engine.submit(replace(act, **more))


def test_a_refund_whose_till_was_not_paid_is_in_doubt_and_closed_without_any_money(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=cash())
        # Nobody calls a refund unpaid that nothing speaks against.
        assert (await closed_as_unpaid(shop, SALE_CASE)).refusal is Refusal.NOT_ALLOWED
        assert (await shop.cancel(1)).refusal is Refusal.SALE_VOIDED
        # Whoever has read the case before can not close it any more, and pay.
        assert (await shop.close_case(SALE_CASE, till=OTHER_TILL)).refusal is Refusal.NOT_FOUND
        (view,) = [each for each in await case_views(shop) if each.case_id == DENIED]
        assert (view.doubt, view.amount_minor) == (RefundDoubt.DENIED, PRICE)
        assert (await money_back(shop, approval="of another manager")).owed
        assert (await closed_as_unpaid(shop, DENIED, at_till=None)).refusal is Refusal.NOT_ALLOWED
        for _ in range(2):  # its reply was lost
            assert isinstance(await closed_as_unpaid(shop, DENIED), Noted)
        paid = await shop.close_case(DENIED, till=OTHER_TILL)
        assert paid.refusal is Refusal.NOT_FOUND, "and is not told as paid by another word"
        for till in (TILL, OTHER_TILL):
            assert owed_and_in_hand(await as_it_stands(shop, till=till)) == (0, 0)
        # What its till is paid after all is owed, whenever that was, and as it was paid.
        late = await shop.engine.submit(told_of(NOW, by_reference("CARD-77")))
        assert late.refusal is Refusal.SALE_VOIDED
        assert await open_cases(shop) == [DIFFERS, AGAIN]
        assert await payment_of(shop) == (PaymentKind.REFERENCE, "CARD-77")

    play(tmp_path, story)
    closes = [entry for entry in ledger_of(tmp_path / "shop.db") if "case.closed" in entry]
    (told,) = [part for entry in closes for part in entry if isinstance(part, dict)]
    assert told["unpaid"] is True


def test_a_refund_in_doubt_that_was_owed_all_the_same_is_paid_as_every_other(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=cash())
        await shop.cancel(1)
        assert isinstance(await shop.close_case(DENIED, till=OTHER_TILL), Noted)
        unpaid = await closed_as_unpaid(shop, DENIED)
        assert unpaid.refusal is Refusal.NOT_FOUND
        assert owed_and_in_hand(await as_it_stands(shop)) == (0, PRICE)
        assert owed_and_in_hand(await as_it_stands(shop, till=OTHER_TILL)) == (0, -PRICE)

    play(tmp_path, story)


def test_what_a_void_tells_of_a_payment_is_kept_as_a_confirms_is(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=cash())
        slip = by_reference("CARD-77")
        elsewhere = await shop.void_signed(8, 1, till=OTHER_TILL, payment=slip)
        assert elsewhere.refusal is Refusal.SALE_VOIDED
        assert await payment_of(shop) == (PaymentKind.CASH, None), "another till knows nothing"
        act = void(3, 1, approval="of the void", payment=slip)
        await shop.sign(act)
        for replayed in (False, True):  # its reply was lost
            late = await shop.engine.submit(act)
            assert (late.refusal, late.replayed) == (Refusal.SALE_VOIDED, replayed)
        assert await open_cases(shop) == [DIFFERS, SALE_CASE]
        assert await payment_of(shop) == (PaymentKind.REFERENCE, "CARD-77")
        # Of a sale that was settled as not paid, it says that it was.
        await shop.reserve(2, 2)
        await shop.settle_signed(2, was_paid=False)
        late = await shop.void_signed(4, 2, payment=by_reference("CARD-78"))
        assert late.refusal is Refusal.SALE_CANCELLED
        assert f"payment-differs:{sale_id(2)}" in await open_cases(shop)
        assert await payment_of(shop, 2) == (None, "CARD-78")
        # One that tells nothing is refused as ever, and so is one of a sale that nobody settled.
        await shop.reserve(3, 3)
        await shop.cancel(3)
        cancelled = await shop.void_signed(5, 3, payment=by_reference("CARD-79"))
        assert cancelled.refusal is Refusal.SALE_CANCELLED
        assert await payment_of(shop, 3) == (None, None)

    play(tmp_path, story)
    told = [entry for entry in ledger_of(tmp_path / "shop.db") if "sale.payment-known" in entry]
    assert len(told) == 2


def test_a_void_of_what_was_settled_as_paid_goes_back_as_its_till_was_paid(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.settle_signed(1, payment=cash())
        voided = await shop.void_signed(3, 1, payment=by_reference("CARD-77"))
        assert voided.refund_minor == PRICE
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert (sale.stage, sale.payment_kind) == (SaleStage.VOIDED, PaymentKind.REFERENCE)
        assert await open_cases(shop) == [DIFFERS, f"refund-due:{void_id(3)}"]
        here = await as_it_stands(shop, kind=PaymentKind.REFERENCE)
        assert (here.taken_minor, here.returned_minor) == (PRICE, PRICE)

    play(tmp_path, story)


@pytest.mark.parametrize("told_before", [False, True])
def test_a_void_tells_of_other_money_only_where_it_was_not_told_before_the_refund_was_closed(
    tmp_path: Path, *, told_before: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=cash())
        if told_before:
            await shop.confirm(1)
        await shop.close_case(SALE_CASE)
        assert (await shop.void_signed(3, 1, payment=cash())).refusal is Refusal.SALE_VOIDED
        assert await open_cases(shop) == ([] if told_before else [DIFFERS, AGAIN])

    play(tmp_path, story)


@pytest.mark.parametrize("money_goes_back", [False, True])
def test_that_its_till_calls_unpaid_what_a_manager_settled_as_paid_is_a_case_once(
    tmp_path: Path, *, money_goes_back: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        act = settle(1, was_paid=True, money_back=money_goes_back, approval="back", payment=cash())
        await shop.sign(act)
        await shop.engine.submit(act)
        refusal = Refusal.SALE_VOIDED if money_goes_back else Refusal.SALE_CONFIRMED
        assert (await shop.cancel(1)).refusal is refusal
        assert (await shop.cancel(1)).refusal is refusal  # its reply was lost
        owed = [DENIED] if money_goes_back else []
        assert await open_cases(shop) == [DIFFERS, *owed]
        case = await shop.find(CASES.at(APP, DIFFERS))
        assert (case.kind, case.detail) == (CaseKind.PAYMENT_DIFFERS, "the till says: not paid")
        # What it says then of a payment meets the same case.
        await shop.confirm(1, payment=by_reference("CARD-77"))
        assert await open_cases(shop) == [DIFFERS, *owed]

    play(tmp_path, story)
    told = [entry for entry in ledger_of(tmp_path / "shop.db") if "sale.payment-denied" in entry]
    assert len(told) == 1


def test_what_a_close_has_counted_stays_as_it_was_counted_whatever_its_till_tells(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.settle_signed(1, payment=cash())
        assert money_of(content(await close(shop)).money).taken_minor == PRICE
        to_tomorrow(shop)
        late = await shop.engine.submit(told_of(shop.clock.now_ms, by_reference("CARD-9")))
        assert late.lines[0].activated
        assert await open_cases(shop) == [DIFFERS]
        (sale,) = await DayQueries(shop.reader).sales_of(
            APP, TILL, 1, day_bounds_ms(TODAY, BERLIN)[1]
        )
        assert (sale.kind, sale.reference) == (PaymentKind.CASH, "CARD-9")
        await shop.reserve(2, 2)
        used = await shop.confirm(2, payment=by_reference("CARD-9"))
        assert used.refusal is Refusal.PAYMENT_REFERENCE_USED
        # What is voided now goes back as the books have it.
        await shop.void_signed(5, 1)
        assert (await as_it_stands(shop, TOMORROW)).returned_minor == PRICE

    play(tmp_path, story)


def test_what_a_close_has_counted_as_paid_in_no_known_way_is_known_then(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.settle_signed(1)
        await close(shop)
        before = await shop.find(SALES.at(APP, str(sale_id(1))))
        to_tomorrow(shop)
        await shop.engine.submit(told_of(shop.clock.now_ms, by_reference("CARD-9")))
        after = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert await payment_of(shop) == (PaymentKind.REFERENCE, "CARD-9")
        assert after.day_at == before.day_at, "it stays in the day that has counted it"

    play(tmp_path, story)


def test_a_late_cancel_of_what_its_own_till_has_confirmed_is_no_case(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        assert (await shop.cancel(1)).refusal is Refusal.SALE_CONFIRMED
        assert await open_cases(shop) == []

    play(tmp_path, story)


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
        assert first.owed
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
        assert (late.stage, late.owed) == (SaleStage.VOIDED, False)
        assert await open_cases(shop) == []

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
        (sale,) = await days.sales_of(APP, TILL, 0, end_ms)
        (void,) = await days.voids_of(APP, TILL, 0, end_ms)
        assert (sale.kind, sale.reference) == (PaymentKind.REFERENCE, "CARD-77")
        assert (void.void_id, void.receipt_number) == (sale.sale_id, sale.receipt_number)
        assert void.reference == sale.reference
        assert sale.amount_minor == void.amount_minor == PRICE
        assert await days.voids_of(APP, TILL, 1, end_ms) == []

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


async def case_views(shop: CoreShop) -> list[CaseView]:
    return (await CaseQueries(shop.reader).open(APP, STORE))[0]


async def open_cases(shop: CoreShop) -> list[str]:
    return sorted(case.case_id for case in await case_views(shop))
