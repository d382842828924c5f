"""After a restore: what managers would pay or settle waits until every till has told what it did.

And money that is back by what a till tells again is not owed by anybody any more.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from card_contract.messages import HandedBackRequest
from card_contract.outcomes import Refusal
from card_contract.settle_messages import SettleAnswer
from card_contract.states import CaseKind, CodeState, HoldState, Role, SaleStage, SettledAs
from server_stub.commands.approvals import approval_id
from server_stub.commands.cases import SignVoid, opened, refund_of_void
from server_stub.commands.refunds import HANDED_BACK, HandBackVoid, HandedBack
from server_stub.commands.restoration import ExcuseTill, OpenRedemption
from server_stub.commands.unstored import Noted
from server_stub.commands.voids import Void
from server_stub.domain.ids import OperatorId, TillId
from server_stub.domain.restore_machine import RestoreStage
from server_stub.engine.command import Refused
from server_stub.storage.change import changed
from server_stub.storage.rows.books import RESTORATIONS, RestorationRow
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import CASES, VOIDS
from server_stub.storage.rows.staff import APPROVALS
from support.backup import nothing, restored
from support.closing import as_it_stands, owed_and_in_hand
from support.core_shop import (
    APP,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    ledger_of,
    operator_row,
    play,
    sale_id,
    settle,
    void,
    void_id,
)
from support.settling import SALE_CASE, closed_as_unpaid, money_back, open_cases

on_a_copied_file = pytest.mark.sqlite_only  # a backup here is a copy of the file
ADMIN = OperatorId("admin")
VOIDED = void(2, 1, approval="signed")
OF_VOID = f"refund-due:{VOIDED.void_id}"


def handed_back(number: int = 2, till: TillId = TILL) -> HandBackVoid:
    return HandBackVoid(
        app_id=APP,
        till_id=till,
        void_id=void_id(number, till),
        request=HandedBackRequest(at=NOW),
    )


async def held(shop: CoreShop) -> None:
    await shop.reserve(1, 1)


async def sold(shop: CoreShop) -> None:
    await shop.sell(1, 1)


async def confirmed(shop: CoreShop) -> None:
    assert (await shop.confirm(1)).lines[0].activated


async def voided(shop: CoreShop) -> None:
    await shop.sell(1, 1)
    await shop.sign(VOIDED)
    assert (await shop.engine.submit(VOIDED)).refund_minor == PRICE


async def paid_out(shop: CoreShop) -> None:
    assert isinstance(await shop.engine.submit(handed_back()), HandedBack)


async def settled(shop: CoreShop, says: SettledAs) -> Any:
    if says is SettledAs.MONEY_BACK:
        return await money_back(shop)
    act = settle(1, was_paid=says is SettledAs.PAID, approval="said")
    if await shop.find(APPROVALS.at(APP, approval_id("said"))) is None:
        await shop.sign(act)
    return await shop.engine.submit(act)


async def excused(shop: CoreShop, till: TillId) -> None:
    excuse = ExcuseTill(app_id=APP, till_id=till, operator_id=MANAGER, reason="stolen")
    assert isinstance(await shop.engine.submit(excuse), Noted)


async def redemption_opened(shop: CoreShop) -> None:
    await shop.sow(operator_row(ADMIN, Role.ADMINISTRATOR))
    act = OpenRedemption(app_id=APP, operator_id=ADMIN, reason="looked")
    assert isinstance(await shop.engine.submit(act), Noted)


def is_not_yet(answer: Any) -> bool:
    is_refused = isinstance(answer, Refused) and answer.refusal is Refusal.RESTORING
    return is_refused and not answer.is_final


def of_kind(backup: Path, kind: str) -> list[Any]:
    return [entry for entry in ledger_of(backup) if entry[3] == kind]


async def telling(shop: CoreShop) -> None:
    stage = RestoreStage.TELLING
    await shop.sow(RestorationRow(app_id=APP, epoch=2, stage=stage, restored_at=NOW))


async def all_told(shop: CoreShop) -> None:
    row = await shop.find(RESTORATIONS.at(APP))
    await shop.change(changed(row, stage=RestoreStage.CHECKING))


# --- While tills tell ----------------------------------------------------------------------------


@pytest.mark.parametrize("says", SettledAs)
def test_no_held_sale_is_settled_while_tills_tell_and_the_same_answer_is_taken_after_that(
    tmp_path: Path, *, says: SettledAs
) -> None:
    async def story(shop: CoreShop) -> None:
        await held(shop)
        await telling(shop)
        for _ in range(2):  # it is not kept: the same request may be sent again
            assert is_not_yet(await settled(shop, says))
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.HELD
        await all_told(shop)
        assert isinstance(await settled(shop, says), SettleAnswer)

    play(tmp_path, story)


def test_no_case_of_money_is_closed_while_tills_tell(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await held(shop)
        await money_back(shop)
        await shop.reserve(3, 2)
        await shop.confirm(3)
        assert (await shop.void(4, 3)).signature_owed
        await telling(shop)
        owed = [SALE_CASE, f"signature-owed:{void_id(4)}"]
        for case_id in owed:
            assert is_not_yet(await shop.close_case(case_id, till=OTHER_TILL))
        assert await open_cases(shop) == owed
        await all_told(shop)
        for case_id in owed:
            assert isinstance(await shop.close_case(case_id, till=OTHER_TILL), Noted)

    play(tmp_path, story)


def test_what_its_till_denies_is_not_found_out_while_tills_tell(tmp_path: Path) -> None:
    """Another till may have voided it, once it was found to be paid after all."""

    async def story(shop: CoreShop) -> None:
        await held(shop)
        await shop.settle_signed(1)
        await shop.cancel(1)
        (case_id,) = await open_cases(shop)
        await telling(shop)
        assert is_not_yet(await closed_as_unpaid(shop, case_id))
        assert (await shop.find(CODES.at(APP, 1))).state is CodeState.AVAILABLE
        await all_told(shop)
        assert isinstance(await closed_as_unpaid(shop, case_id), Noted)

    play(tmp_path, story)


def test_what_moves_no_money_is_closed_also_while_tills_tell(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await held(shop)
        case = opened(
            APP, CaseKind.PAYMENT_DIFFERS, NOW, sale_id=str(sale_id(1)), detail="cash 2400"
        )
        await shop.sow(case)
        await telling(shop)
        assert isinstance(await shop.close_case(case.case_id), Noted)

    play(tmp_path, story)


@on_a_copied_file
@pytest.mark.parametrize("says", [SettledAs.NOT_PAID, SettledAs.MONEY_BACK])
def test_a_sale_that_was_confirmed_after_the_backup_is_not_settled_before_its_till_has_told(
    tmp_path: Path, *, says: SettledAs
) -> None:
    async def story(shop: CoreShop) -> None:
        assert is_not_yet(await settled(shop, says))
        await shop.told(OTHER_TILL)
        assert is_not_yet(await settled(shop, says))
        await shop.reserve(1, 1, told_again=True)
        await confirmed(shop)
        await shop.told(TILL)
        assert (await settled(shop, says)).refusal is Refusal.SALE_CONFIRMED
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.hold) == (CodeState.AVAILABLE, HoldState.SOLD)

    restored(tmp_path, before=held, lost=confirmed, after=story)


@on_a_copied_file
def test_a_till_that_cannot_tell_is_excused_and_what_it_held_is_settled_then(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.told(OTHER_TILL)
        assert is_not_yet(await settled(shop, SettledAs.PAID))
        await excused(shop, TILL)
        assert (await settled(shop, SettledAs.PAID)).stage is SaleStage.CONFIRMED

    restored(tmp_path, before=held, lost=nothing, after=story)


@on_a_copied_file
def test_what_was_handed_back_after_the_backup_is_not_paid_again_before_its_till_has_told(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        assert is_not_yet(await shop.close_case(OF_VOID, till=OTHER_TILL))
        await paid_out(shop)
        await shop.told(TILL, OTHER_TILL)
        assert (await shop.close_case(OF_VOID, till=OTHER_TILL)).refusal is Refusal.NOT_FOUND
        assert owed_and_in_hand(await as_it_stands(shop)) == (0, 0)

    backup = restored(tmp_path, before=voided, lost=paid_out, after=story)
    assert of_kind(backup, "refund.twice") == []


@on_a_copied_file
def test_a_recalled_card_that_another_till_voided_is_not_paid_before_that_one_has_told(
    tmp_path: Path,
) -> None:
    """The till that sold it has told all it knows, and nothing of that void."""
    act = void(1, 1, approval="brought", till=OTHER_TILL, told_again=True)
    of_card = f"refund-due:{sale_id(1)}:1"

    async def recalled(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.sign(act)
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, state=CodeState.INVALIDATED, invalidated_at=NOW))
        case = opened(
            APP,
            CaseKind.REFUND_DUE,
            NOW,
            sale_id=str(sale_id(1)),
            code_id=code.code_id,
            detail="recall R-1",
        )
        await shop.sow(case)

    async def brought_back(shop: CoreShop) -> None:
        assert (await shop.engine.submit(act)).refund_minor == PRICE

    async def story(shop: CoreShop) -> None:
        await shop.told(TILL)
        assert is_not_yet(await shop.close_case(of_card))
        await brought_back(shop)
        await shop.told(OTHER_TILL)
        assert (await shop.close_case(of_card)).refusal is Refusal.NOT_FOUND
        assert (await shop.find(CASES.at(APP, of_card))).closing_reason == "voided"

    restored(tmp_path, before=recalled, lost=brought_back, after=story)


# --- What was signed before the restore ----------------------------------------------------------


async def sold_again(shop: CoreShop) -> None:
    await shop.reserve(1, 1, told_again=True)
    await confirmed(shop)


async def voided_and_paid_out(shop: CoreShop) -> None:
    await voided(shop)
    await paid_out(shop)


def told_again(act: Void) -> Void:
    return replace(act, request=structs.replace(act.request, told_again=True))


UNSIGNED = void(2, 1)
OF_SIGNATURE = f"signature-owed:{void_id(2)}"


async def signed_later(shop: CoreShop, approval: str = "later") -> Any:
    command = SignVoid(app_id=APP, till_id=TILL, void_id=void_id(2), approval=approval)
    return await shop.engine.submit(command)


async def voided_and_signed_later(shop: CoreShop) -> None:
    await shop.sell(1, 1)
    assert (await shop.engine.submit(UNSIGNED)).signature_owed
    await shop.sign(void(2, 1, approval="later"))
    assert isinstance(await signed_later(shop), Noted)
    await paid_out(shop)


async def voided_again(shop: CoreShop) -> None:
    """What the till tells of it: its signature is known no more."""
    await sold_again(shop)
    assert (await shop.engine.submit(told_again(UNSIGNED))).signature_owed
    assert (await signed_later(shop)).refusal is Refusal.APPROVAL_INVALID


@on_a_copied_file
def test_a_signed_void_that_was_paid_out_owes_neither_money_nor_signature_once_it_is_told_again(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await sold_again(shop)
        assert (await shop.engine.submit(told_again(VOIDED))).signature_owed
        assert await open_cases(shop) == [OF_SIGNATURE]
        for _ in range(2):  # the first answer was lost
            await paid_out(shop)
        assert await open_cases(shop) == []
        assert owed_and_in_hand(await as_it_stands(shop)) == (0, 0)
        await shop.told(TILL, OTHER_TILL)
        for case_id in (OF_VOID, OF_SIGNATURE):
            assert (await shop.close_case(case_id, till=OTHER_TILL)).refusal is Refusal.NOT_FOUND

    backup = restored(tmp_path, lost=voided_and_paid_out, after=story)
    assert of_kind(backup, "refund.twice") == []


@on_a_copied_file
def test_a_void_that_was_signed_later_and_paid_out_owes_nothing_once_it_is_told_again(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await voided_again(shop)
        assert await open_cases(shop) == [OF_SIGNATURE]
        for _ in range(2):  # the first answer was lost
            await paid_out(shop)
        case = await shop.find(CASES.at(APP, OF_SIGNATURE))
        assert (case.closed_by, case.closing_reason) == (f"till:{TILL}", HANDED_BACK)
        assert await open_cases(shop) == []
        assert owed_and_in_hand(await as_it_stands(shop)) == (0, 0)
        await shop.told(TILL, OTHER_TILL)
        assert (await shop.close_case(OF_SIGNATURE)).refusal is Refusal.NOT_FOUND

    backup = restored(tmp_path, lost=voided_and_signed_later, after=story)
    assert of_kind(backup, "refund.twice") == []
    assert len(of_kind(backup, "refund.handed-back")) == 1


@on_a_copied_file
def test_a_void_that_a_first_restore_found_unsigned_is_not_paid_twice_after_a_second(
    tmp_path: Path,
) -> None:
    """Its till sends the approval that was lost first, and has not paid: it waits for another."""

    async def in_flight(shop: CoreShop) -> None:
        await shop.told(TILL, OTHER_TILL)
        await redemption_opened(shop)
        assert (await shop.engine.submit(VOIDED)).signature_owed

    async def story(shop: CoreShop) -> None:
        assert (await shop.engine.submit(told_again(VOIDED))).signature_owed
        assert await open_cases(shop) == [OF_SIGNATURE]
        await shop.told(TILL, OTHER_TILL)
        assert isinstance(await shop.close_case(OF_SIGNATURE, till=OTHER_TILL), Noted)
        await shop.sign(void(2, 1, approval="later"))
        assert (await signed_later(shop)).refusal is Refusal.SETTLED_ELSEWHERE
        assert await open_cases(shop) == []

    restored(tmp_path, before=sold, lost=nothing, after=in_flight, again=story)


@on_a_copied_file
def test_a_void_whose_money_is_back_is_signed_no_more(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await voided_again(shop)
        await paid_out(shop)
        await shop.sign(void(2, 1, approval="anew"))
        for _ in range(2):
            assert (await signed_later(shop, "anew")).refusal is Refusal.SETTLED_ELSEWHERE
        assert await open_cases(shop) == []

    restored(tmp_path, lost=voided_and_signed_later, after=story)


def test_a_void_whose_refund_is_closed_is_signed_no_more_although_its_signature_is_owed(
    tmp_path: Path,
) -> None:
    """As a server left it that noted the money only."""

    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        assert (await shop.engine.submit(UNSIGNED)).signature_owed
        void_row = await shop.find(VOIDS.at(APP, str(void_id(2))))
        await shop.sow(structs.replace(refund_of_void(void_row, NOW), closed_at=NOW))
        await shop.sign(void(2, 1, approval="later"))
        assert (await signed_later(shop)).refusal is Refusal.SETTLED_ELSEWHERE
        assert await open_cases(shop) == [OF_SIGNATURE]

    play(tmp_path, story)


@on_a_copied_file
def test_what_a_manager_paid_for_a_signature_before_its_till_told_that_the_money_is_back_is_twice(
    tmp_path: Path,
) -> None:
    """The till was excused, and is found again: nobody waited for what it tells."""

    async def story(shop: CoreShop) -> None:
        await voided_again(shop)
        await shop.told(OTHER_TILL)
        await excused(shop, TILL)
        assert isinstance(await shop.close_case(OF_SIGNATURE, till=OTHER_TILL), Noted)
        for _ in range(2):  # the first answer was lost
            await paid_out(shop)
        assert await open_cases(shop) == []

    backup = restored(tmp_path, lost=voided_and_signed_later, after=story)
    (twice,) = of_kind(backup, "refund.twice")
    assert OF_SIGNATURE in twice


@on_a_copied_file
def test_a_void_that_was_signed_later_is_signed_anew_and_paid_out_once(tmp_path: Path) -> None:
    """Where the money had not gone back before the restore."""

    async def unpaid(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.engine.submit(UNSIGNED)
        await shop.sign(void(2, 1, approval="later"))
        assert isinstance(await signed_later(shop), Noted)

    async def story(shop: CoreShop) -> None:
        await voided_again(shop)
        await shop.told(TILL, OTHER_TILL)
        assert (await shop.engine.submit(told_again(UNSIGNED))).replayed
        await shop.sign(void(2, 1, approval="anew"))
        assert isinstance(await signed_later(shop, "anew"), Noted)
        assert await open_cases(shop) == [OF_VOID]
        await paid_out(shop)
        assert await open_cases(shop) == []

    backup = restored(tmp_path, lost=unpaid, after=story)
    assert of_kind(backup, "refund.twice") == []
