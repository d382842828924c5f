"""Money of a sale that is over for the server, though its own till took it: a case until it is back.

Its till gives it back by itself. One that is shut out before it has, or dies, leaves it to managers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from card_contract.messages import HandedBackRequest
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, HoldState, PaymentKind
from server_stub.commands.cases import SignVoid
from server_stub.commands.refunds import HANDED_BACK, HandBackSale, HandBackVoid, HandedBack
from server_stub.commands.unsigned_voids import RESENT_WITHIN_MS
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import TillId
from server_stub.queries.sales import SaleQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.books import RESTORED_AT, MetaRow
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import CASES, SALES
from server_stub.storage.rows.staff import TILLS as TILL_ROWS
from support.backup import restored
from support.closing import (
    TOMORROW,
    as_it_stands,
    close,
    owed_and_in_hand,
    sign,
    to_tomorrow,
)
from support.core_shop import (
    APP,
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
    void,
    void_id,
)
from support.settling import DIFFERS, SALE_CASE, case_views, closed_as_unpaid, open_cases

TILLS = (TILL, OTHER_TILL)
CARD_CASES = [f"{SALE_CASE}:1", f"{SALE_CASE}:2"]
VOID_CASE = f"refund-due:{void_id(1)}"
BOTH = cash(2 * PRICE)
SALE_WORD = HandBackSale(
    app_id=APP,
    till_id=TILL,
    sale_id=sale_id(1),
    request=HandedBackRequest(card_ids=["1", "2"], at=NOW),
)
VOID_WORD = HandBackVoid(
    app_id=APP, till_id=TILL, void_id=void_id(1), request=HandedBackRequest(at=NOW)
)


async def settled_as_not_paid(shop: CoreShop) -> None:
    await shop.reserve(1, 1, 2)
    await shop.settle_signed(1, was_paid=False)


async def confirmed_late(shop: CoreShop) -> None:
    """Its till had been paid, and hears that the sale is over."""
    await settled_as_not_paid(shop)
    for _ in range(2):  # its reply was lost
        late = await shop.confirm(1, payment=BOTH)
        assert late.refusal is Refusal.SALE_CANCELLED


async def voided_late(shop: CoreShop) -> None:
    """Its till had been paid, and somebody voided the sale before it was confirmed."""
    await settled_as_not_paid(shop)
    late = await shop.void_signed(1, 1, payment=BOTH)
    assert late.refusal is Refusal.SALE_CANCELLED


async def voided_after_a_lost_reply(shop: CoreShop) -> None:
    await confirmed_late(shop)
    late = await shop.void_signed(1, 1, payment=BOTH)
    assert late.refusal is Refusal.SALE_CANCELLED


async def was_restored(shop: CoreShop) -> None:
    """From a backup that may lack what its tills have sold."""
    await shop.sow(MetaRow(name=RESTORED_AT, value=NOW))


async def voided_unseen(shop: CoreShop) -> None:
    """A server that was restored since does not know the sale."""
    await was_restored(shop)
    late = await shop.void_signed(1, 1, payment=BOTH)
    assert late.refusal is Refusal.SALE_UNKNOWN


TOLD = [
    (confirmed_late, CARD_CASES, SALE_WORD),
    (voided_late, [VOID_CASE], VOID_WORD),
    (voided_after_a_lost_reply, [VOID_CASE], VOID_WORD),
    (voided_unseen, [VOID_CASE], VOID_WORD),
]


async def refunds(shop: CoreShop) -> list[str]:
    return [case for case in await open_cases(shop) if case != DIFFERS]


async def in_hand(shop: CoreShop, **day: Any) -> list[tuple[int, int]]:
    return [owed_and_in_hand(await as_it_stands(shop, till=till, **day)) for till in TILLS]


async def settled(shop: CoreShop) -> set[tuple[str | None, str | None, bool]]:
    """What its till reads of the sale's refunds that managers have closed."""
    view = await SaleQueries(shop.reader).sale(APP, str(sale_id(1)))
    assert view is not None
    return {(one.void_id, one.card_id, one.unpaid) for one in view.settled or ()}


async def shut_out(shop: CoreShop, till: TillId = TILL) -> None:
    row = await shop.find(TILL_ROWS.at(APP, till))
    await shop.change(changed(row, revoked_at=NOW))


@pytest.mark.parametrize(("told", "cases", "word"), TOLD)
def test_what_its_till_took_is_owed_there_until_its_till_has_handed_it_back(
    tmp_path: Path, *, told: Any, cases: list[str], word: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await told(shop)
        assert await refunds(shop) == cases
        views = [view for view in await case_views(shop) if view.kind is CaseKind.REFUND_DUE]
        assert sum(view.amount_minor or 0 for view in views) == 2 * PRICE
        for view in views:
            assert (view.sale_id, view.payment_kind) == (str(sale_id(1)), PaymentKind.CASH)
            assert (view.doubt, view.was_active, view.till_revoked) == (None, False, False)
        assert await in_hand(shop) == [(2 * PRICE, 2 * PRICE), (0, 0)]
        for replayed in (False, True):  # its reply was lost
            answer = await shop.engine.submit(word)
            assert (type(answer), answer.replayed) == (HandedBack, replayed)
        assert await refunds(shop) == []
        closed = [await shop.find(CASES.at(APP, case)) for case in cases]
        assert {(case.closed_by, case.closing_reason) for case in closed} == {
            ("till:T1", HANDED_BACK)
        }
        assert await in_hand(shop) == [(0, 0), (0, 0)]

    play(tmp_path, story)
    assert not [entry for entry in ledger_of(tmp_path / "shop.db") if "refund.twice" in entry]


@pytest.mark.parametrize(("told", "cases", "word"), TOLD)
def test_where_its_till_is_shut_out_a_manager_pays_it_at_another_one_once(
    tmp_path: Path, *, told: Any, cases: list[str], word: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await told(shop)
        await shut_out(shop)
        assert all(view.till_revoked for view in await case_views(shop) if view.case_id in cases), (
            "so it is told that its till ends nothing any more"
        )
        assert (await shop.engine.submit(word)).refusal is Refusal.TILL_REVOKED
        for case in cases:
            assert (await closed_as_unpaid(shop, case)).refusal is Refusal.NOT_ALLOWED
            for _ in range(2):  # its reply was lost
                assert isinstance(await shop.close_case(case, till=OTHER_TILL), Noted)
        assert await in_hand(shop) == [(0, 2 * PRICE), (0, -2 * PRICE)], "each drawer is right"

    play(tmp_path, story)


@pytest.mark.parametrize(("told", "cases", "word"), TOLD)
def test_a_close_that_has_met_it_as_owed_is_followed_by_one_in_which_it_went_back(
    tmp_path: Path, *, told: Any, cases: list[str], word: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await told(shop)
        await shop.close_case(DIFFERS)
        await close(shop, approval=await sign(shop, cases))
        to_tomorrow(shop)
        assert await in_hand(shop, day=TOMORROW) == [(2 * PRICE, 0), (0, 0)]
        await shop.engine.submit(word)
        assert await in_hand(shop, day=TOMORROW) == [(0, -2 * PRICE), (0, 0)]

    play(tmp_path, story)


@pytest.mark.parametrize(("told", "cases", "word"), TOLD)
def test_a_till_that_hands_back_what_a_manager_has_paid_is_told_of_in_the_ledger(
    tmp_path: Path, *, told: Any, cases: list[str], word: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await told(shop)
        for case in cases:
            await shop.close_case(case, till=OTHER_TILL)
        assert isinstance(await shop.engine.submit(word), HandedBack)

    play(tmp_path, story)
    twice = [entry for entry in ledger_of(tmp_path / "shop.db") if "refund.twice" in entry]
    assert len(twice) == len(cases)


@pytest.mark.parametrize(("told", "cases", "word"), TOLD)
def test_its_till_reads_that_a_manager_has_paid_before_it_hands_anything_back(
    tmp_path: Path, *, told: Any, cases: list[str], word: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await told(shop)
        assert await settled(shop) == set()
        for case in cases:
            await shop.close_case(case, till=OTHER_TILL)
        of_void = {(str(word.void_id), None, False)} if word is VOID_WORD else set()
        assert await settled(shop) == (of_void or {(None, "1", False), (None, "2", False)})

    play(tmp_path, story)


def test_a_void_that_comes_once_a_manager_has_paid_all_of_it_gives_nothing_back(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await confirmed_late(shop)
        await shop.close_case(CARD_CASES[0], till=OTHER_TILL)
        partly = void(2, 1, approval="partly", payment=BOTH)
        await shop.close_case(CARD_CASES[1], till=OTHER_TILL)
        await shop.sign(partly)
        for replayed in (False, True):  # its reply was lost
            late = await shop.engine.submit(partly)
            assert (late.refusal, late.replayed) == (Refusal.SALE_VOIDED, replayed)
        assert await refunds(shop) == []

    play(tmp_path, story)


@pytest.mark.parametrize("till", TILLS)
def test_a_void_that_comes_once_a_manager_has_paid_a_part_owes_only_the_rest(
    tmp_path: Path, till: TillId
) -> None:
    async def story(shop: CoreShop) -> None:
        await confirmed_late(shop)
        await shop.close_case(CARD_CASES[0], till=till)
        late = await shop.void_signed(1, 1, payment=BOTH)
        again = await shop.engine.submit(void(1, 1, approval="void-1", payment=BOTH))
        assert (late.refusal, again.replayed) == (Refusal.SALE_CANCELLED, True)
        (view,) = [one for one in await case_views(shop) if one.kind is CaseKind.REFUND_DUE]
        assert (view.case_id, view.amount_minor) == (VOID_CASE, PRICE)
        assert await settled(shop) == {(None, "1", False)}, "so its till takes that off"
        paid_here = till == TILL
        # What was paid at the other till is owed in this drawer no more, and still lies in it.
        here = (PRICE, PRICE if paid_here else 2 * PRICE)
        assert await in_hand(shop) == [here, (0, 0 if paid_here else -PRICE)]
        await shop.engine.submit(VOID_WORD)
        assert await refunds(shop) == []
        assert await in_hand(shop) == [(0, here[1] - PRICE), (0, 0 if paid_here else -PRICE)]

    play(tmp_path, story)
    assert not [entry for entry in ledger_of(tmp_path / "shop.db") if "refund.twice" in entry]


def test_a_manager_who_pays_the_rest_at_another_till_takes_only_that_from_its_drawer(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await confirmed_late(shop)
        await shop.close_case(CARD_CASES[0])
        await shop.void_signed(1, 1, payment=BOTH)
        await shop.close_case(VOID_CASE, till=OTHER_TILL)
        assert await in_hand(shop) == [(0, PRICE), (0, -PRICE)]
        assert await settled(shop) == {(None, "1", False), (str(void_id(1)), None, False)}

    play(tmp_path, story)


def test_a_void_of_one_card_owes_that_one_and_leaves_the_other_as_it_was(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await confirmed_late(shop)
        late = await shop.void_signed(1, 1, 1, payment=BOTH)
        assert late.refusal is Refusal.SALE_CANCELLED
        amounts = {view.case_id: view.amount_minor for view in await case_views(shop)}
        del amounts[DIFFERS]
        assert amounts == {VOID_CASE: PRICE, CARD_CASES[1]: PRICE}

    play(tmp_path, story)


def test_a_confirm_that_comes_behind_its_void_owes_nothing_beside_it(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await voided_late(shop)
        assert (await shop.confirm(1, payment=BOTH)).refusal is Refusal.SALE_CANCELLED
        second = await shop.void_signed(2, 1, payment=BOTH)
        assert second.refusal is Refusal.SALE_CANCELLED
        assert await refunds(shop) == [VOID_CASE]
        assert await in_hand(shop) == [(2 * PRICE, 2 * PRICE), (0, 0)]

    play(tmp_path, story)


def test_nobody_signs_for_a_void_whose_money_a_manager_has_handed_back(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await voided_late(shop)
        late = SignVoid(app_id=APP, till_id=TILL, void_id=void_id(1), approval="late")
        assert (await shop.engine.submit(late)).refusal is Refusal.NOT_FOUND, "then it is due"
        await shop.close_case(VOID_CASE, till=OTHER_TILL)
        assert (await shop.engine.submit(late)).refusal is Refusal.SETTLED_ELSEWHERE

    play(tmp_path, story)


def test_nothing_is_owed_where_nobody_says_that_it_was_paid(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        assert (await shop.void_signed(2, 1)).refusal is Refusal.SALE_CANCELLED
        elsewhere = await shop.void_signed(3, 1, till=OTHER_TILL, payment=BOTH)
        assert elsewhere.refusal is Refusal.SALE_CANCELLED, "another till knows nothing"
        assert (await shop.engine.submit(SALE_WORD)).refusal is Refusal.SALE_CANCELLED
        # Nor of what its own till has cancelled.
        await shop.reserve(4, 3)
        await shop.cancel(4)
        assert (await shop.confirm(4)).refusal is Refusal.SALE_CANCELLED
        assert await open_cases(shop) == []
        # Nor where a restored server knows neither the sale nor how it was paid.
        assert (await shop.void_signed(4, 9)).refusal is Refusal.SALE_UNKNOWN
        assert await open_cases(shop) == []

    play(tmp_path, story)


def test_its_cards_are_free_and_the_next_sale_of_them_is_its_own(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await confirmed_late(shop)
        await shop.sell(2, 1)
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.SOLD
        await shop.engine.submit(SALE_WORD)
        assert (await shop.void_signed(2, 2)).refund_minor == PRICE
        assert await refunds(shop) == [f"refund-due:{void_id(2)}"]

    play(tmp_path, story)


def test_a_slip_that_has_paid_for_another_sale_stays_with_that_one(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(2, 3)
        await shop.confirm(2, payment=by_reference("CARD-1"))
        await was_restored(shop)
        late = await shop.void_signed(1, 1, payment=by_reference("CARD-1", 2 * PRICE))
        assert late.refusal is Refusal.SALE_UNKNOWN
        unseen = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert (unseen.payment_kind, unseen.payment_reference) == (PaymentKind.REFERENCE, None)
        assert await refunds(shop) == [VOID_CASE]

    play(tmp_path, story)


@pytest.mark.parametrize("told_again", [False, True])
@pytest.mark.parametrize("approval", [None, "made up"])
def test_no_money_is_owed_by_an_unsigned_word_about_a_sale_that_nobody_knows(
    tmp_path: Path, *, approval: str | None, told_again: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await was_restored(shop)
        late = void(1, 1, payment=BOTH, approval=approval, told_again=told_again)
        for replayed in (False, True):  # its reply was lost
            answer = await shop.engine.submit(late)
            assert (answer.refusal, answer.replayed) == (Refusal.SALE_UNKNOWN, replayed)
        assert await open_cases(shop) == []
        assert await in_hand(shop) == [(0, 0), (0, 0)]
        assert isinstance(await shop.engine.submit(VOID_WORD), HandedBack), "it is noted only"

    play(tmp_path, story)
    (entry,) = [entry for entry in ledger_of(tmp_path / "shop.db") if "sale.voided" in entry]
    assert entry[6]["paid"] == 2 * PRICE, "what was said stays to be read"


async def never_restored(shop: CoreShop) -> None:
    """Nothing that was told before can be missing."""


async def sold_since(shop: CoreShop) -> None:
    """The till has begun this sale, or an earlier one, since the restore: no backup lacks it."""
    await was_restored(shop)
    row = await shop.find(TILL_ROWS.at(APP, TILL))
    await shop.change(changed(row, first_sale_since=str(sale_id(1))))


async def restored_long_ago(shop: CoreShop) -> None:
    """Tills keep what they have to tell again for a time only."""
    await shop.sow(MetaRow(name=RESTORED_AT, value=NOW - RESENT_WITHIN_MS))


@pytest.mark.parametrize("told", [never_restored, sold_since, restored_long_ago])
def test_no_money_is_owed_for_an_unknown_sale_that_no_restore_can_have_lost(
    tmp_path: Path, told: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await told(shop)
        late = await shop.void_signed(1, 1, payment=by_reference("CARD-1", 2 * PRICE))
        assert late.refusal is Refusal.SALE_UNKNOWN
        assert await open_cases(shop) == []
        await shop.reserve(2, 3)
        sold = await shop.confirm(2, payment=by_reference("CARD-1"))
        assert [line.activated for line in sold.lines] == [True], "nor has it used up the slip"

    play(tmp_path, story)


@pytest.mark.sqlite_only  # a backup here is a copy of the file
@pytest.mark.parametrize(("told", "cases", "word"), TOLD[:3])
def test_a_backup_that_has_it_open_hears_from_its_till_that_it_is_back(
    tmp_path: Path, *, told: Any, cases: list[str], word: Any
) -> None:
    async def lost(shop: CoreShop) -> None:
        await shop.engine.submit(word)

    async def after(shop: CoreShop) -> None:
        assert await refunds(shop) == cases
        closing = await shop.close_case(cases[0], till=OTHER_TILL)
        assert closing.refusal is Refusal.RESTORING, "nobody pays it meanwhile"
        assert isinstance(await shop.engine.submit(word), HandedBack)
        assert await refunds(shop) == []

    restored(tmp_path, before=told, lost=lost, after=after)


@pytest.mark.sqlite_only  # a backup here is a copy of the file
def test_a_backup_that_lacks_a_void_of_it_is_told_that_one_and_owes_no_more_than_before(
    tmp_path: Path,
) -> None:
    async def lost(shop: CoreShop) -> None:
        await shop.void_signed(1, 1, payment=BOTH)
        await shop.engine.submit(VOID_WORD)

    async def after(shop: CoreShop) -> None:
        late = await shop.void_signed(1, 1, payment=BOTH, told_again=True)
        assert late.refusal is Refusal.SALE_CANCELLED
        assert isinstance(await shop.engine.submit(VOID_WORD), HandedBack)
        assert await refunds(shop) == []

    restored(tmp_path, before=settled_as_not_paid, lost=lost, after=after)
