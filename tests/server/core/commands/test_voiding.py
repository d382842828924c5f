"""VOID: a paid sale or cards of it are undone once, by a person, with a manager's signature or a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.messages import ApprovalPurpose, VoidAnswer
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CaseKind, CodeState, HoldState, SaleStage
from server_stub.storage.change import changed
from server_stub.storage.rows import APPROVALS, CASES, CODES, SALES, VOIDS
from support.core_shop import (
    APP,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    CoreShop,
    play,
    read_all,
    sale_id,
    void_id,
)


def test_a_void_of_the_whole_sale_kills_its_cards_and_refunds_them(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1, 2)
        await shop.approve("ok", ApprovalPurpose.VOID, str(void_id(1)))
        answer = await shop.void(1, 1, approval="ok")
        assert [line.voided for line in answer.lines] == [True, True]
        assert answer.refund_minor == 2 * PRICE
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.hold) == (CodeState.INVALIDATED, HoldState.VOIDED)
        assert code.invalidation_reason == "sale voided"
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert sale.stage is SaleStage.VOIDED
        assert (await shop.find(VOIDS.at(APP, str(void_id(1))))).approver_id == MANAGER
        assert (await shop.find(APPROVALS.at(APP, "ok"))).used_at == answer.at
        assert (await shop.reserve(2, 1)).cards[0].refusal is CardRefusal.VOIDED

    play(tmp_path, story)
    assert read_all(tmp_path / "shop.db", "SELECT count(*) FROM cases") == [(0,)]


def test_one_card_of_a_sale_can_be_voided_and_then_the_rest(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1, 2)
        first = await shop.void(1, 1, 1)
        assert first.refund_minor == PRICE
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert sale.stage is SaleStage.CONFIRMED
        rest = await shop.void(2, 1)
        assert [(line.card_id, line.voided) for line in rest.lines] == [("1", False), ("2", True)]
        assert rest.lines[0].refusal.refusal is CardRefusal.VOIDED
        assert rest.refund_minor == PRICE
        assert (await shop.void(3, 1)).refusal is Refusal.SALE_VOIDED

    play(tmp_path, story)


def test_a_repeated_void_refunds_once(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        first, again = await shop.void(1, 1), await shop.void(1, 1)
        assert (again.refund_minor, again.replayed) == (first.refund_minor, True)

    play(tmp_path, story)
    assert read_all(tmp_path / "shop.db", "SELECT count(*) FROM voids") == [(1,)]


def test_a_redeemed_card_is_not_voided_and_a_case_is_opened(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1, 2)
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, state=CodeState.REDEEMED, redeemed_at=NOW))
        answer = await shop.void(1, 1)
        redeemed, good = answer.lines
        assert (redeemed.voided, redeemed.refusal.refusal) == (False, CardRefusal.REDEEMED)
        assert good.voided
        assert answer.refund_minor == PRICE
        case = await shop.find(CASES.at(APP, f"void-refused/{void_id(1)}/1"))
        assert (case.kind, case.code_id, case.sale_id) == (
            CaseKind.VOID_REFUSED,
            1,
            str(sale_id(1)),
        )
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert sale.stage is SaleStage.CONFIRMED

    play(tmp_path, story)


def test_a_void_while_a_card_is_being_redeemed_is_answered_not_now_and_forgotten(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1, 2)
        code = await shop.find(CODES.at(APP, 2))
        await shop.change(changed(code, state=CodeState.IN_PROGRESS))
        answer = await shop.void(1, 1)
        assert answer.refusal is Refusal.NOT_NOW
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.SOLD
        code = await shop.find(CODES.at(APP, 2))
        await shop.change(changed(code, state=CodeState.FAILED))
        again = await shop.void(1, 1)
        assert isinstance(again, VoidAnswer)
        assert (again.refund_minor, again.replayed) == (2 * PRICE, False)

    play(tmp_path, story)


def test_a_recalled_card_stays_recalled_and_its_buyer_is_refunded_once(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(
            changed(
                code,
                state=CodeState.INVALIDATED,
                invalidated_at=NOW,
                invalidation_reason="stolen",
                recall_id="R1",
            )
        )
        answer = await shop.void(1, 1)
        assert (answer.lines[0].voided, answer.refund_minor) == (True, PRICE)
        code = await shop.find(CODES.at(APP, 1))
        assert (code.hold, code.invalidation_reason) == (HoldState.VOIDED, "stolen")
        assert (await shop.void(2, 1)).refusal is Refusal.SALE_VOIDED

    play(tmp_path, story)


def test_a_card_refused_at_confirm_is_not_refunded_again_by_a_void(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, state=CodeState.INVALIDATED, invalidated_at=NOW))
        assert (await shop.confirm(1, amount=2 * PRICE)).refund_minor == PRICE
        answer = await shop.void(1, 1)
        assert [line.voided for line in answer.lines] == [False, True]
        assert answer.refund_minor == PRICE
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert sale.stage is SaleStage.VOIDED

    play(tmp_path, story)


def test_before_confirm_only_the_whole_sale_can_be_voided_at_its_own_till(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        assert (await shop.void(1, 1, 1)).refusal is Refusal.SALE_NOT_CONFIRMED
        elsewhere = await shop.void(1, 1, till=OTHER_TILL)
        assert elsewhere.refusal is Refusal.SALE_NOT_CONFIRMED
        answer = await shop.void(2, 1, 1, 2)
        assert (answer.refund_minor, [line.voided for line in answer.lines]) == (
            2 * PRICE,
            [True, True],
        )
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.FREE

    play(tmp_path, story)


def test_a_void_at_another_till_undoes_a_confirmed_sale(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        assert (await shop.void(1, 1, till=OTHER_TILL)).refund_minor == PRICE

    play(tmp_path, story)


def test_without_an_approval_the_void_holds_and_a_signature_is_owed(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        assert (await shop.void(1, 1)).refund_minor == PRICE
        case = await shop.find(CASES.at(APP, f"signature-owed/{void_id(1)}"))
        assert (case.kind, case.void_id) == (CaseKind.SIGNATURE_OWED, str(void_id(1)))

    play(tmp_path, story)


@pytest.mark.parametrize(
    ("purpose", "subject"),
    [
        (ApprovalPurpose.SETTLE, str(void_id(1))),
        (ApprovalPurpose.VOID, str(void_id(2))),
        (ApprovalPurpose.VOID, str(sale_id(1))),
    ],
)
def test_an_approval_for_another_act_does_not_serve(
    tmp_path: Path, purpose: ApprovalPurpose, subject: str
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.approve("other", purpose, subject)
        assert (await shop.void(1, 1, approval="other")).refusal is Refusal.APPROVAL_INVALID
        assert (await shop.void(1, 1, approval="none")).refusal is Refusal.APPROVAL_INVALID
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.SOLD
        # Not final: with the right signature the same void goes through.
        await shop.approve("right", ApprovalPurpose.VOID, str(void_id(1)))
        assert (await shop.void(1, 1, approval="right")).refund_minor == PRICE

    play(tmp_path, story)


def test_an_approval_serves_once(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1, 2)
        await shop.approve("ok", ApprovalPurpose.VOID, str(void_id(1)))
        approval = await shop.find(APPROVALS.at(APP, "ok"))
        await shop.change(changed(approval, used_at=NOW))
        assert (await shop.void(1, 1, approval="ok")).refusal is Refusal.APPROVAL_INVALID

    play(tmp_path, story)


def test_a_cancelled_sale_and_foreign_cards_cannot_be_voided(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.cancel(1)
        assert (await shop.void(1, 1)).refusal is Refusal.SALE_CANCELLED
        await shop.sell(2, 2)
        assert (await shop.void(2, 2, 3)).refusal is Refusal.BASKET_INVALID
        assert (await shop.void(3, 2, 2, 2)).refusal is Refusal.BASKET_INVALID

    play(tmp_path, story)


def test_a_void_of_a_sale_never_seen_is_refused_and_beats_late_copies(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await shop.void(1, 1)).refusal is Refusal.SALE_UNKNOWN
        assert (await shop.reserve(1, 1)).refusal is Refusal.SALE_VOIDED
        assert (await shop.confirm(1)).refusal is Refusal.SALE_VOIDED
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.FREE
        # Another till may not spoil a sale that is still on its way.
        foreign = await shop.void(2, 2, till=OTHER_TILL)
        assert foreign.refusal is Refusal.SALE_UNKNOWN
        assert (await shop.reserve(2, 1)).total_minor == PRICE

    play(tmp_path, story)
