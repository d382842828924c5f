"""Money that a till owes is a case from the void or confirmation on, until it is handed back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from card_contract.messages import ApprovalPurpose, HandedBackRequest
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, CodeState
from server_stub.commands.approvals import approval_id
from server_stub.commands.cases import SignVoid
from server_stub.commands.refunds import HANDED_BACK, HandBackSale, HandBackVoid, HandedBack
from server_stub.domain.ids import TillId
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import CASES
from server_stub.storage.rows.staff import TILLS, ApprovalRow
from support.core_shop import (
    APP,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    play,
    read_all,
    sale_id,
    void_id,
)

OF_VOID = f"refund-due:{void_id(1)}"
OF_CARD = f"refund-due:{sale_id(1)}:1"


def of_void(number: int = 1, till: TillId = TILL, at: int = NOW) -> HandBackVoid:
    return HandBackVoid(
        app_id=APP,
        till_id=till,
        void_id=void_id(number),
        request=HandedBackRequest(at=at),
    )


def of_sale(*cards: int, number: int = 1, till: TillId = TILL) -> HandBackSale:
    return HandBackSale(
        app_id=APP,
        till_id=till,
        sale_id=sale_id(number),
        request=HandedBackRequest(card_ids=[str(card) for card in cards], at=NOW),
    )


async def case(shop: CoreShop, case_id: str) -> Any:
    return await shop.find(CASES.at(APP, case_id))


async def sell_with_two_refused(shop: CoreShop) -> Any:
    """Hold three cards; two of them are recalled before the sale is confirmed."""
    await shop.reserve(1, 1, 2, 3)
    for card in (1, 2):
        code = await shop.find(CODES.at(APP, card))
        await shop.change(changed(code, state=CodeState.INVALIDATED, invalidated_at=NOW))
    return await shop.confirm(1, amount=3 * PRICE)


async def approve_late(shop: CoreShop) -> None:
    """A manager signs for the first void, under the approval ``late``."""
    await shop.sow(
        ApprovalRow(
            app_id=APP,
            approval=approval_id("late"),
            approver_id=MANAGER,
            till_id=TILL,
            purpose=ApprovalPurpose.VOID,
            subject=str(void_id(1)),
            sale_id=str(sale_id(1)),
            card_ids=[],
            created_at=NOW,
        )
    )


def twice(tmp_path: Path) -> int:
    """How often the ledger says that money seems to have gone back twice."""
    sql = "SELECT count(*) FROM ledger WHERE entry LIKE '%\"refund.twice\"%'"
    count: int = read_all(tmp_path / "shop.db", sql)[0][0]
    return count


def test_what_a_signed_void_owes_is_a_case_until_the_till_has_handed_it_back(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.void_signed(1, 1)
        due = await case(shop, OF_VOID)
        assert (due.kind, due.void_id, due.closed_at) == (
            CaseKind.REFUND_DUE,
            str(void_id(1)),
            None,
        )
        assert isinstance(await shop.engine.submit(of_void()), HandedBack)
        due = await case(shop, OF_VOID)
        assert (due.closed_by, due.closing_reason) == ("till:T1", HANDED_BACK)
        # Its answer was lost: the same again is the stored answer, and changes nothing.
        again = await shop.engine.submit(of_void())
        assert again.replayed
        assert await case(shop, OF_VOID) == due

    play(tmp_path, story)
    assert twice(tmp_path) == 0


def test_while_a_signature_is_owed_no_refund_is_due_and_once_it_is_signed_it_is(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.void(1, 1)
        assert await case(shop, OF_VOID) is None
        await approve_late(shop)
        sign = SignVoid(app_id=APP, till_id=TILL, void_id=void_id(1), approval="late")
        for _ in range(2):  # the first answer was lost
            await shop.engine.submit(sign)
            assert (await case(shop, OF_VOID)).closed_at is None
        assert (await case(shop, f"signature-owed:{void_id(1)}")).closed_at is not None

    play(tmp_path, story)


def test_a_void_that_refunds_nothing_opens_no_case(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, state=CodeState.REDEEMED, redeemed_at=NOW))
        await shop.void_signed(1, 1)
        assert await case(shop, OF_VOID) is None
        assert isinstance(await shop.engine.submit(of_void()), HandedBack)
        assert await case(shop, OF_VOID) is None

    play(tmp_path, story)


def test_every_card_refused_at_its_confirmation_is_a_case_until_it_is_handed_back(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await sell_with_two_refused(shop)
        assert (await case(shop, OF_CARD)).closed_at is None
        assert await case(shop, f"refund-due:{sale_id(1)}:3") is None
        assert isinstance(await shop.engine.submit(of_sale(1)), HandedBack)
        assert (await case(shop, OF_CARD)).closed_by == "till:T1"
        other = f"refund-due:{sale_id(1)}:2"
        assert (await case(shop, other)).closed_at is None
        assert isinstance(await shop.engine.submit(of_sale()), HandedBack)
        assert (await case(shop, other)).closed_by == "till:T1"
        assert (await shop.engine.submit(of_sale(3))).refusal is Refusal.BASKET_INVALID

    play(tmp_path, story)
    assert twice(tmp_path) == 0


def test_a_case_that_a_manager_closed_stays_hers_and_the_ledger_says_twice(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.void_signed(1, 1)
        await shop.close_case(OF_VOID)
        for _ in range(2):
            assert isinstance(await shop.engine.submit(of_void()), HandedBack)
        due = await case(shop, OF_VOID)
        assert (due.closed_by, due.closing_reason) == (f"operator:{MANAGER}", "refunded")

    play(tmp_path, story)
    assert twice(tmp_path) == 1


def test_money_that_went_back_although_a_manager_settled_the_signature_went_back_twice(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.void(1, 1)
        await shop.close_case(f"signature-owed:{void_id(1)}")
        for _ in range(2):
            assert isinstance(await shop.engine.submit(of_void()), HandedBack)
        owed = await case(shop, f"signature-owed:{void_id(1)}")
        assert owed.closed_by == f"operator:{MANAGER}"

    play(tmp_path, story)
    assert twice(tmp_path) == 1


def test_only_the_tills_own_word_counts_and_only_while_it_is_in_service(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await sell_with_two_refused(shop)
        foreign = await shop.engine.submit(of_sale(1, till=OTHER_TILL))
        assert foreign.refusal is Refusal.SALE_UNKNOWN
        assert (await shop.engine.submit(of_void(till=OTHER_TILL))).refusal is Refusal.NOT_FOUND
        till = await shop.find(TILLS.at(APP, TILL))
        await shop.change(changed(till, revoked_at=NOW))
        assert (await shop.engine.submit(of_sale(1))).refusal is Refusal.TILL_REVOKED
        assert (await case(shop, OF_CARD)).closed_at is None

    play(tmp_path, story)


def test_what_is_not_known_yet_is_told_first_and_not_refused_for_good(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        early = await shop.engine.submit(of_sale(1))
        assert (early.refusal, early.is_final) == (Refusal.SALE_UNKNOWN, False)
        early = await shop.engine.submit(of_void())
        assert (early.refusal, early.is_final) == (Refusal.NOT_FOUND, False)
        await shop.reserve(1, 1)
        held = await shop.engine.submit(of_sale(1))
        assert (held.refusal, held.is_final) == (Refusal.SALE_NOT_CONFIRMED, False)
        await shop.cancel(1)
        over = await shop.engine.submit(of_sale(1))
        assert (over.refusal, over.is_final) == (Refusal.SALE_CANCELLED, True)

    play(tmp_path, story)


def test_money_that_went_back_for_a_refused_void_is_noted(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await shop.void(1, 1)).refusal is Refusal.SALE_UNKNOWN
        assert isinstance(await shop.engine.submit(of_void()), HandedBack)

    play(tmp_path, story)
    sql = "SELECT count(*) FROM ledger WHERE entry LIKE '%\"refund.handed-back\"%'"
    assert read_all(tmp_path / "shop.db", sql) == [(1,)]


def test_a_void_handed_back_before_a_restore_opens_no_case_when_it_is_signed_again(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        # Told again without its lost signature, the void owes one anew; its money is gone.
        await shop.sell(1, 1)
        await shop.void(1, 1)
        assert isinstance(await shop.engine.submit(of_void()), HandedBack)
        due = await case(shop, OF_VOID)
        assert due.closed_by == "till:T1"
        await approve_late(shop)
        await shop.engine.submit(
            SignVoid(app_id=APP, till_id=TILL, void_id=void_id(1), approval="late")
        )
        assert await case(shop, OF_VOID) == due

    play(tmp_path, story)


def test_a_till_that_was_told_to_refund_after_a_settlement_owes_it_until_it_has(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, state=CodeState.INVALIDATED, invalidated_at=NOW))
        await shop.settle_signed(1)
        late = await shop.confirm(1)
        assert late.refund_minor == PRICE
        # A manager who has read the settlement's case can no longer close it, and pay.
        assert (await shop.close_case(OF_CARD)).refusal is Refusal.NOT_FOUND
        tills_own = OF_CARD.replace("refund-due:", "refund-due-at-till:")
        due = await case(shop, tills_own)
        assert (due.kind, due.closed_at) == (CaseKind.REFUND_DUE, None)
        assert isinstance(await shop.engine.submit(of_sale(1)), HandedBack)
        assert (await case(shop, tills_own)).closed_by == "till:T1"

    play(tmp_path, story)
    assert twice(tmp_path) == 0
