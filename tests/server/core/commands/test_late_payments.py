"""What a till says too late of the payment of a sale that a manager has settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.outcomes import Refusal
from card_contract.signing import CLOCK_SKEW_MAX_MS
from card_contract.states import (
    CaseKind,
    CodeState,
    HoldState,
    PaymentKind,
    RefundDoubt,
    SaleStage,
)
from server_stub.commands.unstored import Noted
from server_stub.domain.business_day import day_bounds_ms
from server_stub.queries.days import DayQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import CASES, SALES
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
    void,
    void_id,
)
from support.settling import (
    AGAIN,
    DENIED,
    DENIED_SALE,
    DIFFERS,
    SALE_CASE,
    case_views,
    money_back,
    open_cases,
    payment_of,
    told_of,
)


def test_what_its_till_took_for_a_sale_settled_as_not_paid_is_a_case_and_pays_for_no_other(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.settle_signed(1, was_paid=False)
        for replayed in (False, True):  # its reply was lost
            late = await shop.confirm(1, payment=by_reference("CARD-1"))
            assert (late.refusal, late.replayed) == (Refusal.SALE_CANCELLED, replayed)
        assert await open_cases(shop) == [DIFFERS, f"{SALE_CASE}:1"]
        case = await shop.find(CASES.at(APP, DIFFERS))
        assert case.detail == f"the till says: paid, reference {PRICE}"
        await shop.reserve(2, 1)
        used = await shop.confirm(2, payment=by_reference("CARD-1"))
        assert used.refusal is Refusal.PAYMENT_REFERENCE_USED
        # Its card is free for the next sale, and no book has the money: its till gives it back.
        assert (await shop.confirm(2, payment=by_reference("CARD-2"))).lines[0].activated
        assert await payment_of(shop) == (PaymentKind.REFERENCE, "CARD-1"), "so it goes back"
        days = DayQueries(shop.reader)
        (sale,), _ = await days.lists_of(APP, TILL, 0, shop.clock.now_ms + 1)
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
        cases = [DIFFERS, f"reference-used:{sale_id(1)}", f"{SALE_CASE}:1"]
        assert await open_cases(shop) == sorted(cases)
        assert await payment_of(shop) == (PaymentKind.REFERENCE, None)
        # One that its own till has cancelled, and nobody settled, is refused as before.
        await shop.reserve(3, 3)
        await shop.cancel(3)
        assert (await shop.confirm(3)).refusal is Refusal.SALE_CANCELLED
        assert len(await open_cases(shop)) == 3

    play(tmp_path, story)


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


def test_what_its_till_tells_as_the_manager_did_is_no_case(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=by_reference("CARD-77"))
        late = await shop.confirm(1, payment=by_reference("CARD-77"))
        assert late.refusal is Refusal.SALE_VOIDED
        assert await open_cases(shop) == [SALE_CASE]

    play(tmp_path, story)


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
        assert await payment_of(shop, 2) == (PaymentKind.REFERENCE, "CARD-78")
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
        cases = [DIFFERS, DENIED] if money_goes_back else [DENIED_SALE]
        assert await open_cases(shop) == cases
        case = await shop.find(CASES.at(APP, cases[0]))
        assert (case.kind, case.detail) == (CaseKind.PAYMENT_DIFFERS, "the till says: not paid")
        # What it says then of a payment is a case that names it.
        await shop.confirm(1, payment=by_reference("CARD-77"))
        assert await open_cases(shop) == sorted({DIFFERS, *cases})

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
        (sale,), _ = await DayQueries(shop.reader).lists_of(
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
        # A manager did not have to say it once.
        untold = {"payment_kind": None, "payment_minor": None, "given_minor": None}
        await shop.change(changed(await shop.find(SALES.at(APP, str(sale_id(1)))), **untold))
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


def test_the_void_of_a_held_sale_tells_how_it_was_paid_and_its_reference_pays_for_no_other(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        slip = by_reference("CARD-1")
        await shop.reserve(1, 1)
        act = void(3, 1, approval="of the void", payment=slip)
        await shop.sign(act)
        for replayed in (False, True):  # its reply was lost
            voided = await shop.engine.submit(act)
            assert (voided.refund_minor, voided.replayed) == (PRICE, replayed)
        assert await payment_of(shop) == (PaymentKind.REFERENCE, "CARD-1")
        await shop.reserve(2, 2)
        used = await shop.confirm(2, payment=slip)
        assert used.refusal is Refusal.PAYMENT_REFERENCE_USED
        # Books and lists have what came in and goes back, as it was paid.
        row = await as_it_stands(shop, kind=PaymentKind.REFERENCE)
        assert (row.taken_minor, row.returned_minor) == (PRICE, PRICE)
        assert owed_and_in_hand(row) == (PRICE, PRICE)
        days, end_ms = DayQueries(shop.reader), shop.clock.now_ms + 1
        (sale,), (back,) = await days.lists_of(APP, TILL, 0, end_ms)
        assert (sale.reference, back.reference) == ("CARD-1", "CARD-1")
        assert (sale.amount_minor, back.amount_minor) == (PRICE, PRICE)

    play(tmp_path, story)


def test_a_reference_that_paid_before_is_told_of_the_void_of_a_held_sale(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(2, 2)
        await shop.confirm(2, payment=by_reference("CARD-1"))
        await shop.reserve(1, 1)
        voided = await shop.void_signed(3, 1, payment=by_reference("CARD-1"))
        assert voided.refund_minor == PRICE, "its customer waits for the money in any case"
        assert f"reference-used:{sale_id(1)}" in await open_cases(shop)
        assert await payment_of(shop) == (PaymentKind.REFERENCE, None)

    play(tmp_path, story)


def test_a_payment_told_by_a_clock_that_was_dead_counts_on_the_day_of_the_hold(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        for replayed in (False, True):  # the answer was lost
            answer = await shop.engine.submit(told_of(1))
            assert (answer.lines[0].activated, answer.replayed) == (True, replayed)
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert (sale.day_at, sale.paid_at) == (sale.held_at, sale.held_at)
        assert (await as_it_stands(shop)).in_hand_minor == PRICE
        # So its clerk's own void of the day is one.
        assert (await shop.void(1, 1)).signature_owed

    play(tmp_path, story)


def test_a_moment_that_cannot_be_that_of_the_payment_may_be_after_its_refund(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop)
        await shop.close_case(SALE_CASE, till=OTHER_TILL)
        assert (await shop.engine.submit(told_of(1))).refusal is Refusal.SALE_VOIDED
        assert await open_cases(shop) == [DIFFERS, AGAIN]
        assert (await shop.engine.submit(told_of(1))).replayed
        assert await open_cases(shop) == [DIFFERS, AGAIN]

    play(tmp_path, story)
