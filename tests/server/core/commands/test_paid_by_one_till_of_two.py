"""A sale settled as not paid, voided at another till before a restore: its own till pays nothing.

That one had the money, says so late, and would give it back by itself. What the other void has is
that one's, given or not; where both gave it all the same, the ledger says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from card_contract.messages import HandedBackRequest, SettledRefund
from card_contract.outcomes import Refusal
from server_stub.commands.refunds import HandBackSale, HandBackVoid, HandedBack
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import TillId
from server_stub.queries.sales import SaleQueries
from server_stub.storage.rows.sales import CASES
from support.core_shop import (
    APP,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    play,
    sale_id,
    void,
    void_id,
)
from support.voided_elsewhere import (
    ALL,
    BOTH,
    NEVER_ANSWERED,
    OF_CARDS,
    OF_VOID,
    asked_void,
    handed_back,
    in_hand,
    refunds,
    settled_as_not_paid,
    told_confirm,
    told_void,
    twice,
)

OF_OWN_VOID = f"refund-due:{void_id(2)}"
PARTLY = void(5, 1, 1, till=OTHER_TILL, approval="lost", told_again=True)


async def told_part(shop: CoreShop) -> None:
    """The other till has voided one of its two cards."""
    assert (await shop.engine.submit(PARTLY)).refusal is Refusal.SALE_CANCELLED


async def voided_by_its_own(shop: CoreShop) -> Any:
    """It was never confirmed, as far as its till knows: somebody voids it there."""
    answer = await shop.void_signed(2, 1, payment=BOTH)
    again = await shop.engine.submit(void(2, 1, approval="void-2", payment=BOTH))
    assert (again.refusal, again.replayed) == (answer.refusal, True)  # its reply was lost
    return answer.refusal


async def given_by_its_own(shop: CoreShop, *cards: int) -> None:
    """Its till says that it gave the money back, whatever it could have heard."""
    word = HandBackSale(
        app_id=APP,
        till_id=TILL,
        sale_id=sale_id(1),
        request=HandedBackRequest(at=NOW, card_ids=[str(card) for card in cards]),
    )
    for replayed in (False, True):  # its reply was lost
        answer = await shop.engine.submit(word)
        assert (type(answer), answer.replayed) == (HandedBack, replayed)


async def given_for_its_own_void(shop: CoreShop) -> None:
    word = HandBackVoid(
        app_id=APP, till_id=TILL, void_id=void_id(2), request=HandedBackRequest(at=NOW)
    )
    assert isinstance(await shop.engine.submit(word), HandedBack)


async def settled(shop: CoreShop, asker: TillId | None) -> list[SettledRefund]:
    view = await SaleQueries(shop.reader).sale(APP, str(sale_id(1)), asker=asker)
    assert view is not None
    return view.settled or []


async def cards_told(shop: CoreShop, asker: TillId | None) -> list[tuple[str | None, str, bool]]:
    return [(one.card_id, one.closed_by, one.unpaid) for one in await settled(shop, asker)]


VOIDS = pytest.mark.parametrize("voided", [told_void, asked_void])


@VOIDS
def test_its_own_till_that_confirms_late_hears_that_it_was_voided(
    tmp_path: Path, voided: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await voided(shop)
        for _ in range(2):  # its reply was lost
            assert (await shop.confirm(1, payment=BOTH)).refusal is Refusal.SALE_VOIDED
        assert await refunds(shop) == [OF_VOID], "it is due there, or by any manager"
        await handed_back(shop)
        assert await in_hand(shop) == [(0, ALL), (0, -ALL)]

    play(tmp_path, story)


@VOIDS
def test_its_own_till_that_voids_it_too_gives_nothing_back(tmp_path: Path, voided: Any) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await voided(shop)
        assert await voided_by_its_own(shop) is Refusal.SALE_VOIDED
        assert await refunds(shop) == [OF_VOID], "what waited for its word is due"
        assert await in_hand(shop) == [(ALL, ALL), (0, 0)]
        await handed_back(shop)
        assert (await refunds(shop), await in_hand(shop)) == ([], [(0, ALL), (0, -ALL)])

    play(tmp_path, story)
    assert twice(tmp_path) == []


def test_its_own_till_gives_nothing_where_all_is_the_others_or_has_gone_back(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await told_part(shop)
        assert (await shop.confirm(1, payment=BOTH)).refusal is Refusal.SALE_CANCELLED
        assert await refunds(shop) == [OF_CARDS[1], OF_VOID]
        assert isinstance(await shop.close_case(OF_CARDS[1]), Noted)
        assert await voided_by_its_own(shop) is Refusal.SALE_VOIDED
        assert await refunds(shop) == [OF_VOID]

    play(tmp_path, story)


@pytest.mark.parametrize("by_void", [False, True])
def test_of_a_card_that_the_other_till_has_voided_its_own_is_told_whoever_has_it(
    tmp_path: Path, *, by_void: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await told_part(shop)
        if by_void:
            assert await voided_by_its_own(shop) is Refusal.SALE_CANCELLED
        else:
            assert (await shop.confirm(1, payment=BOTH)).refusal is Refusal.SALE_CANCELLED
        rest = OF_OWN_VOID if by_void else OF_CARDS[1]
        assert await refunds(shop) == sorted([rest, OF_VOID])
        assert await cards_told(shop, TILL) == [("1", "Till T2", False)]
        for other in (OTHER_TILL, None):
            assert await cards_told(shop, other) == [], "the void's own till has yet to give it"
        await handed_back(shop)
        for asker in (TILL, OTHER_TILL, None):
            assert await cards_told(shop, asker) == [("1", "Till T2", False)]
        await (given_for_its_own_void(shop) if by_void else given_by_its_own(shop, 2))
        assert await refunds(shop) == []
        assert await in_hand(shop) == [(0, PRICE), (0, -PRICE)], "each drawer is right"

    play(tmp_path, story)
    assert twice(tmp_path) == []


def test_its_own_till_is_told_who_has_paid_the_others_void(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await told_part(shop)
        await shop.confirm(1, payment=BOTH)
        assert isinstance(await shop.close_case(OF_VOID), Noted)
        of_void = (None, "anna", False)
        assert await cards_told(shop, TILL) == [of_void, ("1", "anna", False)]

    play(tmp_path, story)


def test_its_own_till_that_was_first_is_told_of_a_void_that_came_then(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await told_confirm(shop)
        assert await settled(shop, TILL) == []
        await asked_void(shop)
        told = [("1", "Till T2", False), ("2", "Till T2", False)]
        assert await cards_told(shop, TILL) == told
        assert await settled(shop, OTHER_TILL) == []

    play(tmp_path, story)


@VOIDS
@pytest.mark.parametrize("confirmed_first", [False, True])
def test_money_that_both_tills_gave_is_told_of_in_the_ledger(
    tmp_path: Path, voided: Any, *, confirmed_first: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        for word in (told_confirm, voided) if confirmed_first else (voided, told_confirm):
            await word(shop)
        await handed_back(shop)
        await given_by_its_own(shop, 1, 2)
        assert await refunds(shop) == []
        assert await in_hand(shop) == [(0, ALL), (0, -ALL)], "what was counted first stands"

    play(tmp_path, story)
    assert len(twice(tmp_path)) == 1


@VOIDS
def test_what_its_own_till_gave_before_it_could_hear_of_the_void_nobody_pays_again(
    tmp_path: Path, voided: Any
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await told_confirm(shop)
        await voided(shop)
        assert await refunds(shop) == [OF_VOID]
        await given_by_its_own(shop, 1, 2)
        assert await refunds(shop) == [], "no manager pays it"
        case = await shop.find(CASES.at(APP, OF_VOID))
        assert (case.closed_by, case.was_closed_unpaid) == ("till:T1", False)
        assert await in_hand(shop) == [(0, 0), (0, 0)]
        of_void = [(one.void_id, one.closed_by) for one in await settled(shop, OTHER_TILL)]
        assert (str(void_id(5, OTHER_TILL)), "Till T1") in of_void, "so the other till hears it"

    play(tmp_path, story)
    assert twice(tmp_path) == []


def test_a_part_of_a_void_that_its_own_till_gave_is_told_of_in_the_ledger(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await told_confirm(shop)
        await asked_void(shop)
        await given_by_its_own(shop, 1)
        assert await refunds(shop) == [OF_VOID], "the rest is owed"

    play(tmp_path, story)
    assert len(twice(tmp_path)) == 1


@pytest.mark.parametrize("cards", [(1, 2), ()], ids=["named", "all"])
def test_what_its_own_till_gave_for_its_card_and_the_others_is_noted_for_each(
    tmp_path: Path, cards: tuple[int, ...]
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await told_part(shop)
        await handed_back(shop)
        await shop.confirm(1, payment=BOTH)
        assert await refunds(shop) == [OF_CARDS[1]]
        await given_by_its_own(shop, *cards)
        assert await refunds(shop) == [], "nobody pays its own card again"

    play(tmp_path, story)
    (entry,) = twice(tmp_path)
    assert OF_VOID in entry


def test_a_card_of_no_such_sale_is_no_more_noted_than_before(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await told_part(shop)
        word = HandBackSale(
            app_id=APP,
            till_id=TILL,
            sale_id=sale_id(1),
            request=HandedBackRequest(at=NOW, card_ids=["1", "3"]),
        )
        assert (await shop.engine.submit(word)).refusal is Refusal.BASKET_INVALID

    play(tmp_path, story)


def test_a_void_that_was_never_answered_gives_nothing_back_after_what_both_said(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_as_not_paid(shop)
        await told_confirm(shop)
        await given_by_its_own(shop, 1, 2)
        await shop.sign(NEVER_ANSWERED)
        assert (await shop.engine.submit(NEVER_ANSWERED)).refusal is Refusal.SALE_VOIDED

    play(tmp_path, story)
