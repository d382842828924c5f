"""VOID: a paid sale or cards of it are undone once, by a person, with a manager's signature or a case."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from card_contract.messages import ApprovalPurpose, VoidAnswer
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CaseKind, CodeState, HoldState, Role, SaleStage
from server_stub.commands.approvals import APPROVAL_MS, approval_id
from server_stub.commands.staff import Approve
from server_stub.commands.unstored import Noted
from server_stub.commands.voids import Void
from server_stub.domain.ids import OperatorId, StoreId
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import CASES, SALES, VOIDS
from server_stub.storage.rows.shop import STORES
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, OperatorRow
from support.core_shop import (
    APP,
    CLERK,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    airport,
    play,
    read_all,
    sale_id,
    settle,
    void,
    void_id,
)
from support.settling import open_cases

TWIN = OperatorId("mia-2")
DAY_MS = 24 * 60 * 60_000


def test_a_void_of_the_whole_sale_kills_its_cards_and_refunds_them(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1, 2)
        answer = await shop.void_signed(1, 1)
        assert [line.voided for line in answer.lines] == [True, True]
        assert answer.refund_minor == 2 * PRICE
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.hold) == (CodeState.INVALIDATED, HoldState.VOIDED)
        assert code.invalidation_reason == "sale voided"
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert sale.stage is SaleStage.VOIDED
        assert (await shop.find(VOIDS.at(APP, str(void_id(1))))).approver_id == MANAGER
        assert (await shop.find(APPROVALS.at(APP, approval_id("void-1")))).used_at == answer.at
        assert (await shop.reserve(2, 1)).cards[0].refusal is CardRefusal.VOIDED

    play(tmp_path, story)
    # What is left is the money, until the till says that it is handed back.
    kinds = read_all(tmp_path / "shop.db", "SELECT kind FROM cases WHERE closed_at IS NULL")
    assert kinds == [("refund-due",)]


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
        case = await shop.find(CASES.at(APP, f"void-refused:{void_id(1)}:1"))
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
                recall_id="1",
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
        elsewhere = await shop.void_signed(1, 1, till=OTHER_TILL)
        assert elsewhere.refusal is Refusal.SALE_NOT_CONFIRMED
        answer = await shop.void(2, 1, 1, 2)
        assert (answer.refund_minor, [line.voided for line in answer.lines]) == (
            2 * PRICE,
            [True, True],
        )
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.FREE

    play(tmp_path, story)


def test_a_void_at_another_till_undoes_a_confirmed_sale_with_a_managers_signature(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        unsigned = await shop.void(1, 1, till=OTHER_TILL)
        assert unsigned.refusal is Refusal.APPROVAL_INVALID
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.SOLD
        # Not for good: the same void goes through once it is signed.
        answer = await shop.void_signed(1, 1, till=OTHER_TILL)
        assert (answer.refund_minor, answer.signature_owed) == (PRICE, False)

    play(tmp_path, story)


def test_an_own_sale_of_the_day_is_voided_unsigned_and_a_signature_is_owed(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        answer = await shop.void(1, 1)
        assert (answer.refund_minor, answer.signature_owed) == (PRICE, True)
        case = await shop.find(CASES.at(APP, f"signature-owed:{void_id(1)}"))
        assert (case.kind, case.void_id) == (CaseKind.SIGNATURE_OWED, str(void_id(1)))

    play(tmp_path, story)


def test_a_sale_of_yesterday_is_not_voided_unsigned(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        # In Berlin the day of the sale (22:13 UTC) ends 46 minutes before UTC's.
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        midnight = NOW - NOW % DAY_MS + DAY_MS - 60 * 60_000
        await shop.change(changed(sale, day_at=midnight - 1))
        shop.clock.now_ms = midnight
        assert (await shop.void(1, 1)).refusal is Refusal.APPROVAL_INVALID
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        await shop.change(changed(sale, day_at=midnight))
        assert (await shop.void(1, 1)).signature_owed

    play(tmp_path, story)


def by(act: Void, who: str) -> Void:
    """The same void, decided by somebody and sent with the clerk signed in."""
    return replace(act, request=structs.replace(act.request, decided_by=who))


def test_a_void_carries_the_name_of_who_decided_it_not_of_who_is_signed_in(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.sell(2, 2)
        assert (await shop.engine.submit(by(void(1, 1), MANAGER))).signature_owed
        assert (await shop.find(VOIDS.at(APP, str(void_id(1))))).operator_id == MANAGER
        # Who is no operator of the app decides nothing.
        await shop.engine.submit(by(void(2, 2), "stranger"))
        assert (await shop.find(VOIDS.at(APP, str(void_id(2))))).operator_id == CLERK

    play(tmp_path, story)
    entries = read_all(tmp_path / "shop.db", "SELECT entry FROM ledger ORDER BY position")
    voided = [json.loads(entry) for (entry,) in entries if "sale.voided" in entry]
    assert (voided[0][6]["operator"], voided[0][6]["signed_in"]) == (MANAGER, CLERK)


def test_a_clerk_voids_unsigned_what_that_clerk_sold_and_nothing_else(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        other = OperatorRow(
            app_id=APP, operator_id=TWIN, name="mia", role=Role.CLERK, pin_hash="", created_at=NOW
        )
        await shop.sow(other)
        await shop.sell(1, 1)
        refused = await shop.engine.submit(by(void(1, 1), TWIN))
        assert (refused.refusal, refused.is_final) == (Refusal.APPROVAL_INVALID, False)
        # Nor does it help to leave out who decided it: then it is whoever is signed in.
        refused = await shop.void(1, 1, operator=TWIN)
        assert (refused.refusal, refused.is_final) == (Refusal.APPROVAL_INVALID, False)
        refused = await shop.void(1, 1, operator=None)
        assert (refused.refusal, refused.is_final) == (Refusal.NO_OPERATOR, False)
        assert (await shop.engine.submit(by(void(1, 1), CLERK))).signature_owed

    play(tmp_path, story)


def test_who_may_not_sell_starts_no_void_and_it_is_not_refused_for_good(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.sell(2, 2)
        clerk = await shop.find(OPERATORS.at(APP, CLERK))
        await shop.change(changed(clerk, role=Role.SUPPORT))
        assert (await shop.void(1, 1)).refusal is Refusal.NO_OPERATOR
        stranger = await shop.void(1, 1, operator=OperatorId("nobody"))
        assert stranger.refusal is Refusal.NO_OPERATOR
        # From the journal, with nobody signed in, or with a manager's signature, it goes.
        assert (await shop.engine.submit(by(void(1, 1, operator=None), MANAGER))).signature_owed
        assert (await shop.void_signed(2, 2)).refund_minor == PRICE

    play(tmp_path, story)


@pytest.mark.parametrize(
    "other",
    [
        {"purpose": ApprovalPurpose.SETTLE},
        {"subject": str(void_id(2))},
        {"sale_id": str(sale_id(2))},
        {"card_ids": ["1"]},
        {"till_id": OTHER_TILL},
        {"used_at": NOW},
        {"created_at": NOW - APPROVAL_MS},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_signature_for_another_act_or_used_or_old_does_not_serve(
    tmp_path: Path, other: dict[str, Any]
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1, 2)
        act = void(1, 1, approval="other")
        await shop.sign(act, **other)
        assert (await shop.engine.submit(act)).refusal is Refusal.APPROVAL_INVALID
        assert (await shop.void(1, 1, approval="none")).refusal is Refusal.APPROVAL_INVALID
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.SOLD
        # Not final: with the right signature the same void goes through.
        assert (await shop.void_signed(1, 1)).refund_minor == 2 * PRICE

    play(tmp_path, story)


def test_a_signature_serves_once(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.sell(2, 2)
        await shop.void_signed(1, 1)
        assert (await shop.void(2, 2, approval="void-1")).refusal is Refusal.APPROVAL_INVALID

    play(tmp_path, story)


def test_the_signature_itself_is_in_no_row_and_not_in_the_ledger(tmp_path: Path) -> None:
    secret = "SECRET-OF-THE-TILL"

    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        approve = Approve(
            app_id=APP,
            till_id=TILL,
            operator_id=MANAGER,
            pin_hash="",
            approval=secret,
            purpose=ApprovalPurpose.VOID,
            subject=str(void_id(1)),
            sale_id=str(sale_id(1)),
        )
        assert isinstance(await shop.engine.submit(approve), Noted)
        assert (await shop.void(1, 1, approval=secret)).refund_minor == PRICE
        await shop.reserve(2, 2)
        await shop.sign(settle(2, was_paid=True, approval=f"{secret}-2"))
        await shop.settle(2, was_paid=True, approval=f"{secret}-2")

    play(tmp_path, story)
    for file in tmp_path.iterdir():
        assert secret.encode() not in file.read_bytes()


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


def test_a_sale_is_voided_at_no_till_whose_drawer_has_other_money(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        away = await airport(shop, "CHF")
        await shop.sell(1, 1)
        act = void(1, 1, till=away, approval="void-1")
        await shop.sign(act)
        for _ in range(2):  # the answer was lost, and it is asked again
            refused = await shop.engine.submit(act)
            assert (refused.refusal, refused.is_final) == (Refusal.OTHER_CURRENCY, True)
        assert (await shop.find(CODES.at(APP, 1))).state is CodeState.AVAILABLE
        assert await open_cases(shop) == []
        assert (await shop.find(APPROVALS.at(APP, approval_id("void-1")))).used_at is None
        # Its own store does it; so does another one with the same money.
        assert (await shop.void(1, 1)).refund_minor == PRICE
        store = await shop.find(STORES.at(APP, StoreId("airport")))
        await shop.change(changed(store, currency="EUR"))
        await shop.sell(2, 2)
        assert (await shop.void_signed(2, 2, till=away)).refund_minor == PRICE

    play(tmp_path, story)


def test_what_a_restored_server_is_told_again_was_voided_whatever_its_currency(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        away = await airport(shop, "CHF")
        await shop.sell(1, 1)
        act = void(1, 1, till=away, approval="again", told_again=True)
        await shop.sign(act)
        assert (await shop.engine.submit(act)).refund_minor == PRICE

    play(tmp_path, story)
