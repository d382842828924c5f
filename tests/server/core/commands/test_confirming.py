"""CONFIRM: a held and paid sale is activated card by card, exactly once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from card_contract.messages import ConfirmAnswer, Payment
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CaseKind, CodeState, HoldState, PaymentKind, SaleStage, StopReason
from server_stub.commands.unstored import Noted
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import CASES, SALES
from server_stub.storage.rows.staff import TILLS
from support.closing import invalidated_by_two, recall_sold
from support.core_shop import (
    APP,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    by_reference,
    cash,
    confirm,
    play,
    read_all,
    sale_id,
)
from support.recall_floor import RecallFloor, cards


def test_a_confirm_activates_every_held_card(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        answer = await shop.confirm(1, amount=2 * PRICE)
        assert [line.activated for line in answer.lines] == [True, True]
        assert answer.refund_minor == 0
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.hold) == (CodeState.AVAILABLE, HoldState.SOLD)
        assert code.activated_at == answer.at
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert (sale.stage, sale.paid_at, sale.confirmed_at) == (
            SaleStage.CONFIRMED,
            NOW,
            answer.at,
        )

    play(tmp_path, story)


def test_a_lost_reply_and_a_repeat_activate_once(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        first, again, same_round = await asyncio.gather(*[shop.confirm(1) for _ in range(3)])
        assert [first.replayed, again.replayed, same_round.replayed] == [False, True, True]
        assert (await shop.confirm(1)).lines == first.lines
        assert (await shop.find(CODES.at(APP, 1))).version == 3

    play(tmp_path, story)


def test_a_late_confirm_after_a_cancel_is_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        assert (await shop.cancel(1)).freed == ["1"]
        assert (await shop.confirm(1)).refusal is Refusal.SALE_CANCELLED
        assert (await shop.find(CODES.at(APP, 1))).state is CodeState.INACTIVE

    play(tmp_path, story)


def test_a_confirm_of_a_sale_never_seen_is_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await shop.confirm(1)).refusal is Refusal.SALE_UNKNOWN

    play(tmp_path, story)


def test_a_late_confirm_after_a_void_of_the_held_sale_is_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        voided = await shop.void(1, 1)
        assert (voided.refund_minor, voided.lines[0].voided) == (PRICE, True)
        assert (await shop.confirm(1)).refusal is Refusal.SALE_VOIDED
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.hold) == (CodeState.INACTIVE, HoldState.FREE)

    play(tmp_path, story)


@pytest.mark.parametrize(
    ("spoilt", "refusal"),
    [
        ({"stop": StopReason.PROBED, "stopped_at": NOW}, CardRefusal.PROBED),
        ({"stop": StopReason.STOP_SALE, "stopped_at": NOW}, CardRefusal.STOP_SALE),
        ({"state": CodeState.INVALIDATED, "invalidated_at": NOW}, CardRefusal.INVALIDATED),
        (
            {"state": CodeState.INVALIDATED, "invalidated_at": NOW, "recall_id": "R1"},
            CardRefusal.RECALLED,
        ),
    ],
)
def test_a_card_spoilt_while_held_is_refused_and_the_others_are_good(
    tmp_path: Path, spoilt: dict[str, Any], refusal: CardRefusal
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        await shop.change(changed(await shop.find(CODES.at(APP, 1)), **spoilt))
        answer = await shop.confirm(1, amount=2 * PRICE)
        bad, good = answer.lines
        assert (bad.activated, bad.refusal.refusal, bad.refusal.at) == (False, refusal, NOW)
        assert (good.activated, good.refusal) == (True, None)
        assert answer.refund_minor == PRICE
        code = await shop.find(CODES.at(APP, 1))
        assert (code.hold, code.sale_id) == (HoldState.FREE, None)
        assert code.state is not CodeState.AVAILABLE
        again = await shop.confirm(1, amount=2 * PRICE)
        assert (again.lines, again.replayed) == (answer.lines, True)

    play(tmp_path, story)


@pytest.mark.parametrize(
    ("payment", "refusal"),
    [
        (cash(PRICE - 1), Refusal.PAYMENT_MISMATCH),
        (cash(PRICE + 1), Refusal.PAYMENT_MISMATCH),
        (cash(PRICE, given=PRICE - 1), Refusal.PAYMENT_MISMATCH),
        (by_reference("A1", PRICE - 1), Refusal.PAYMENT_MISMATCH),
        (by_reference(None), Refusal.PAYMENT_MISMATCH),
        (
            Payment(kind=PaymentKind.CASH, amount_minor=PRICE, reference="A1"),
            Refusal.PAYMENT_MISMATCH,
        ),
    ],
)
def test_a_payment_that_does_not_fit_activates_nothing(
    tmp_path: Path, payment: Payment, refusal: Refusal
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        assert (await shop.confirm(1, payment=payment)).refusal is refusal
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.hold) == (CodeState.INACTIVE, HoldState.HELD)
        # The sale is paid: how it was paid can be corrected, under the same key.
        assert (await shop.confirm(1)).lines[0].activated

    play(tmp_path, story)


def test_a_payment_reference_pays_for_one_sale_of_the_app(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for number in (1, 2):
            await shop.reserve(number, number)
        answers = await asyncio.gather(
            shop.confirm(1, payment=by_reference("TERM-1")),
            shop.confirm(2, payment=by_reference("TERM-1")),
        )
        assert isinstance(answers[0], ConfirmAnswer)
        assert answers[1].refusal is Refusal.PAYMENT_REFERENCE_USED
        assert (await shop.find(CODES.at(APP, 2))).state is CodeState.INACTIVE
        corrected = await shop.confirm(2, payment=by_reference("TERM-2"))
        assert (corrected.lines[0].activated, corrected.replayed) == (True, False)
        # What was answered with yes stays: its bytes are the key's.
        other = await shop.confirm(2, payment=by_reference("TERM-3"))
        assert other.refusal is Refusal.KEY_REUSED

    play(tmp_path, story)


def test_a_confirm_after_a_managers_settlement_finds_its_cards_activated(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.settle_signed(1, payment=by_reference("SLIP-1"))
        answer = await shop.confirm(1, payment=by_reference("SLIP-1"))
        assert [line.activated for line in answer.lines] == [True]
        assert (answer.refund_minor, answer.replayed) == (0, False)
        # The till knows how and when it was really paid.
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert (sale.payment_reference, sale.paid_at) == ("SLIP-1", NOW)
        await shop.reserve(2, 2)
        used = await shop.confirm(2, payment=by_reference("SLIP-1"))
        assert used.refusal is Refusal.PAYMENT_REFERENCE_USED

    play(tmp_path, story)
    assert read_all(tmp_path / "shop.db", "SELECT count(*) FROM cases") == [(0,)]


def test_a_late_payment_that_does_not_fit_its_settlement_is_a_case(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.confirm(1, payment=by_reference("SLIP-1"))
        await shop.reserve(2, 2)
        await shop.settle_signed(2, payment=cash())
        answer = await shop.confirm(2, payment=by_reference("SLIP-1"))
        assert answer.lines[0].activated
        sale = await shop.find(SALES.at(APP, str(sale_id(2))))
        assert (sale.payment_kind, sale.payment_reference) == (PaymentKind.REFERENCE, None)
        used = await shop.find(CASES.at(APP, f"reference-used:{sale_id(2)}"))
        assert (used.kind, used.detail) == (CaseKind.REFERENCE_USED, "SLIP-1")
        differs = await shop.find(CASES.at(APP, f"payment-differs:{sale_id(2)}"))
        assert differs.kind is CaseKind.PAYMENT_DIFFERS

    play(tmp_path, story)


def test_a_confirm_after_settlement_and_void_hands_over_nothing_and_refunds_nothing(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        await shop.settle_signed(1, payment=cash(2 * PRICE))
        await shop.void_signed(1, 1, 1, till=OTHER_TILL)
        answer = await shop.confirm(1, amount=2 * PRICE)
        voided, good = answer.lines
        assert (voided.activated, voided.refusal.refusal) == (False, CardRefusal.VOIDED)
        assert good.activated
        assert answer.refund_minor == 0

    play(tmp_path, story)


@pytest.mark.parametrize("how", ["recalled", "taken out of use"])
def test_a_confirm_after_settlement_hands_over_no_card_that_is_dead_by_then(
    tmp_path: Path, *, how: str
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        await shop.settle_signed(1, payment=cash(2 * PRICE))
        floor = RecallFloor(shop)
        await floor.hire_tom()
        if how == "recalled":
            await floor.carried_out(cards(1), include_sold=True)
        else:
            await invalidated_by_two(shop, 1)
        answer = await shop.confirm(1, amount=2 * PRICE)
        for told in (answer, await shop.confirm(1, amount=2 * PRICE)):  # its reply was lost
            dead, good = told.lines
            assert (dead.activated, dead.refusal.refusal) == (False, CardRefusal.VOIDED)
            # Its price goes back once, by the case that took it from its buyer.
            assert (good.activated, told.refund_minor) == (True, 0)
        case_id = f"refund-due:{sale_id(1)}:1"
        assert (await shop.find(CASES.at(APP, case_id))).closed_at is None
        assert isinstance(await shop.close_case(case_id), Noted)

    play(tmp_path, story)


def test_a_card_refused_at_settlement_and_recalled_since_stays_its_tills_to_refund(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await settle_with_a_refused_card(shop)
        await recall_sold(shop, 1)
        answer = await shop.confirm(1, amount=2 * PRICE)
        refused, good = answer.lines
        assert (refused.activated, refused.refusal.refusal) == (False, CardRefusal.PROBED)
        assert (good.activated, answer.refund_minor) == (True, PRICE)

    play(tmp_path, story)


async def settle_with_a_refused_card(shop: CoreShop) -> str:
    """Card 1 was probed while the sale was held; the manager settled it: its refund is a case."""
    await shop.reserve(1, 1, 2)
    spoilt = await shop.find(CODES.at(APP, 1))
    await shop.change(changed(spoilt, stop=StopReason.PROBED, stopped_at=NOW))
    await shop.settle_signed(1, payment=cash(2 * PRICE))
    case_id = f"refund-due:{sale_id(1)}:1"
    case = await shop.find(CASES.at(APP, case_id))
    assert (case.kind, case.code_id, case.closed_at) == (CaseKind.REFUND_DUE, 1, None)
    return case_id


def test_a_card_refused_at_settlement_is_still_refunded_when_all_others_were_voided(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        case_id = await settle_with_a_refused_card(shop)
        await shop.void_signed(1, 1, 2, till=OTHER_TILL)
        answer = await shop.confirm(1, amount=2 * PRICE)
        refusals = [line.refusal.refusal for line in answer.lines]
        assert refusals == [CardRefusal.PROBED, CardRefusal.VOIDED]
        assert answer.refund_minor == PRICE
        # The till hands it back now, so the manager must not.
        case = await shop.find(CASES.at(APP, case_id))
        assert (case.closed_at, case.closed_by) == (answer.at, f"till:{TILL}")
        assert (await shop.close_case(case_id)).refusal is Refusal.NOT_FOUND

    play(tmp_path, story)


def test_a_card_that_a_manager_has_refunded_is_not_refunded_by_its_till(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        case_id = await settle_with_a_refused_card(shop)
        assert isinstance(await shop.close_case(case_id), Noted)
        answer = await shop.confirm(1, amount=2 * PRICE)
        refunded, good = answer.lines
        assert (refunded.activated, refunded.refusal.refusal) == (False, CardRefusal.VOIDED)
        assert (good.activated, answer.refund_minor) == (True, 0)

    play(tmp_path, story)


def test_another_till_cannot_confirm_and_leaves_no_answer_behind(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        foreign = await shop.engine.submit(confirm(1, speaker=OTHER_TILL))
        assert foreign.refusal is Refusal.SALE_UNKNOWN
        assert (await shop.confirm(1)).lines[0].activated

    play(tmp_path, story)


def test_a_revoked_till_can_confirm_nothing_until_a_manager_settles(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        till = await shop.find(TILLS.at(APP, TILL))
        await shop.change(changed(till, revoked_at=NOW))
        assert (await shop.confirm(1)).refusal is Refusal.TILL_REVOKED
        settled = await shop.settle_signed(1)
        assert settled.stage is SaleStage.CONFIRMED
        assert settled.lines[0].activated

    play(tmp_path, story)


def test_a_reserve_and_its_confirm_in_one_round_both_count(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        held, sold = await asyncio.gather(shop.reserve(1, 1), shop.confirm(1))
        assert held.total_minor == PRICE
        assert sold.lines[0].activated

    play(tmp_path, story)


def test_one_slip_pays_once_however_its_reference_is_typed(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.confirm(1, payment=by_reference("card-77"))
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert sale.payment_reference == "CARD-77"
        # What was kept as it was typed, before that, pays once as well.
        await shop.reserve(2, 2)
        await shop.confirm(2, payment=by_reference("SLIP-1"))
        old = await shop.find(SALES.at(APP, str(sale_id(2))))
        await shop.change(changed(old, payment_reference="Slip-1"))
        await shop.reserve(3, 3)
        for typed in ("CARD-77", " Card-77 ", "Slip-1"):
            used = await shop.confirm(3, payment=by_reference(typed))
            assert used.refusal is Refusal.PAYMENT_REFERENCE_USED
        assert (await shop.confirm(3, payment=by_reference("CARD-78"))).lines[0].activated

    play(tmp_path, story)
