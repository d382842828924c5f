"""A sale of one till, voided at another; a restore has lost both, and a manager said: not paid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from msgspec import structs

from card_contract.messages import HandedBackRequest
from card_contract.outcomes import Refusal
from server_stub.commands.refunds import HandBackVoid, HandedBack
from server_stub.commands.unstored import Noted
from server_stub.storage.rows.books import RESTORED_AT, MetaRow
from server_stub.storage.rows.sales import SALE_LINES_OF_SALE
from support.closing import as_it_stands, owed_and_in_hand
from support.core_shop import (
    APP,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    cash,
    ledger_of,
    sale_id,
    void,
    void_id,
)
from support.settling import DIFFERS, open_cases

ELSEWHERE = void(5, 1, till=OTHER_TILL, approval="lost", told_again=True)
NEVER_ANSWERED = replace(ELSEWHERE, request=structs.replace(ELSEWHERE.request, told_again=False))
OF_VOID = f"refund-due:{void_id(5, OTHER_TILL)}"
OF_CARDS = [f"refund-due:{sale_id(1)}:{card}" for card in (1, 2)]
BOTH = cash(2 * PRICE)
ALL = 2 * PRICE


async def settled_as_not_paid(shop: CoreShop) -> None:
    await shop.reserve(1, 1, 2)
    await shop.sow(MetaRow(name=RESTORED_AT, value=NOW))
    await shop.settle_signed(1, was_paid=False)


async def told_void(shop: CoreShop) -> None:
    for replayed in (False, True):  # its reply was lost
        answer: Any = await shop.engine.submit(ELSEWHERE)
        assert (answer.refusal, answer.replayed) == (Refusal.SALE_CANCELLED, replayed)


async def asked_void(shop: CoreShop) -> None:
    """It was never answered; its signature was lost, and given anew."""
    await shop.sign(NEVER_ANSWERED)
    for replayed in (False, True):  # its reply was lost
        answer: Any = await shop.engine.submit(NEVER_ANSWERED)
        assert (answer.refusal, answer.replayed) == (Refusal.SALE_CANCELLED, replayed)


async def told_confirm(shop: CoreShop) -> None:
    """Its own till gives nothing back where that other void has been before it, of all cards."""
    lines = await shop.reader.find(SALE_LINES_OF_SALE.at(APP, str(sale_id(1))))
    is_voided = all(line.void_id is not None for line in lines)
    refusal = Refusal.SALE_VOIDED if is_voided else Refusal.SALE_CANCELLED
    for _ in range(2):  # its reply was lost
        assert (await shop.confirm(1, payment=BOTH)).refusal is refusal


async def handed_back(shop: CoreShop) -> None:
    word = HandBackVoid(
        app_id=APP,
        till_id=OTHER_TILL,
        void_id=void_id(5, OTHER_TILL),
        request=HandedBackRequest(at=NOW),
    )
    for replayed in (False, True):  # its reply was lost
        answer = await shop.engine.submit(word)
        assert (type(answer), answer.replayed) == (HandedBack, replayed)


async def refunds(shop: CoreShop) -> list[str]:
    return [case for case in await open_cases(shop) if case != DIFFERS]


async def in_hand(shop: CoreShop) -> list[tuple[int, int]]:
    return [owed_and_in_hand(await as_it_stands(shop, till=till)) for till in (TILL, OTHER_TILL)]


def twice(path: Path) -> list[Any]:
    return [entry for entry in ledger_of(path / "shop.db") if "refund.twice" in entry]


async def paid_by_managers(shop: CoreShop, cards: list[str]) -> None:
    await told_confirm(shop)
    for case in cards:
        assert isinstance(await shop.close_case(case), Noted)
