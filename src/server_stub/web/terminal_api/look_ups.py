"""Endpoints that only read: a card, a sale, lists of sales, holds, pictures."""

from __future__ import annotations

import datetime as dt

import msgspec

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.messages import (
    CardRefused,
    CardView,
    Product,
    SalesAnswer,
    SaleView,
)
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.sale_id import SaleId
from card_contract.settle_messages import HoldsAnswer
from server_stub.commands.alarms import NoteTwoStores
from server_stub.commands.card_refusals import refusal_to_sell, refused_card
from server_stub.engine.command import Refused
from server_stub.queries.cards import CardFound
from server_stub.queries.sales import Page, UnknownPageError
from server_stub.storage.rows.cards import CodeRow
from server_stub.web.route import Call, Picture


async def look_up_card(call: Call) -> CardView | Refused:
    """Show a card; one that is not of this app is refused as unknown, like one that is nobody's."""
    found = await call.services.cards.card(call.till.app_id, call.request.text)
    if found is None:
        unknown = CardRefused(card_id="", refusal=CardRefusal.UNKNOWN)
        return Refused(refusal=Refusal.CARDS_REFUSED, cards=[unknown])
    code, campaign = found.code, found.campaign
    await _note_if_elsewhere(call, found)
    card_id = str(code.code_id)
    refusal = refusal_to_sell(card_id, code, campaign, found.sale)
    return CardView(
        card_id=card_id,
        number=None if code.number is None else CardNumber.from_stored(code.number).digits,
        last_four=code.last_four,
        product=Product(campaign=campaign.campaign, name=campaign.title, artwork=campaign.artwork),
        price_minor=code.price_minor,
        currency=code.currency,
        code_state=code.state,
        hold_state=code.hold,
        stop_state=code.stop_state,
        refusal=refusal or await _kept_back(call, code),
    )


async def _kept_back(call: Call, code: CodeRow) -> CardRefused | None:
    """Say that the till's store has not received the card, where the shop refuses that."""
    if code.batch is None or code.pack is None:
        return None
    till = call.till
    if await call.services.custody.is_kept_back(till.app_id, code.batch, code.pack, till.store_id):
        return refused_card(code, CardRefusal.NOT_RECEIVED)
    return None


async def _note_if_elsewhere(call: Call, found: CardFound) -> None:
    """Raise the alarm where a card of another store's sale turns up; no other look writes."""
    sale, code_id, till = found.sale, found.code.code_id, call.till
    if sale is None or sale.store_id == till.store_id:
        return
    if not await call.services.alarms.is_noted(till.app_id, code_id, till.store_id):
        await call.services.engine.submit(
            NoteTwoStores(
                app_id=till.app_id,
                code_id=code_id,
                sale_id=sale.sale_id,
                till_id=till.till_id,
                store_id=till.store_id,
            )
        )


async def picture(call: Call) -> Picture | Refusal:
    row = await call.services.shop.picture(call.till.app_id, call.subject)
    return Refusal.NOT_FOUND if row is None else Picture(row.content, row.media_type)


async def sale(call: Call) -> SaleView | Refusal:
    """A till by itself may see its own sales; with somebody signed in, those of the whole app."""
    is_own = SaleId.parse(call.subject).till == call.till.till_id
    if not is_own and call.signed_in is None:
        return Refusal.NOT_FOUND
    view = await call.services.sales.sale(call.till.app_id, call.subject, asker=call.till.till_id)
    return Refusal.NOT_FOUND if view is None else view


async def sales(call: Call) -> SalesAnswer | Refusal:
    """Find sales by exactly one of receipt number, card number and day."""
    try:
        return await _found_sales(call)
    except UnknownPageError:
        return Refusal.NOT_FOUND


async def _found_sales(call: Call) -> SalesAnswer | Refusal:
    query = call.query
    before = query.get("before")
    found: Page
    match sorted(query.keys() - {"before"}):
        case ["receipt"]:
            found = await call.services.sales.by_receipt(call.till.app_id, query["receipt"], before)
        case ["card"]:
            try:
                number = CardNumber.parse(query["card"])
            except NotACardNumberError:
                return Refusal.MALFORMED
            found = await call.services.sales.by_card(call.till.app_id, number, before)
        case ["day"]:
            try:
                day = dt.date.fromisoformat(query["day"])
                found = await call.services.sales.of_day(
                    call.till.app_id, call.till.store_id, day, before
                )
            except (ValueError, OverflowError):
                return Refusal.MALFORMED
        case _:
            return Refusal.MALFORMED
    return SalesAnswer(sales=found.sales, more=found.more)


async def holds(call: Call) -> HoldsAnswer | Refusal:
    now_ms, app_id = call.services.clock.now_ms(), call.till.app_id
    heard = call.services.sessions.last_heard
    after = call.query.get("after")
    try:
        found, more = await call.services.sales.holds(app_id, now_ms, after)
    except UnknownPageError:
        return Refusal.NOT_FOUND
    return HoldsAnswer(
        holds=[
            msgspec.structs.replace(
                hold,
                till_last_seen_at=heard(app_id, hold.sale.till_id, hold.till_last_seen_at),
            )
            for hold in found
        ],
        more=more,
    )
