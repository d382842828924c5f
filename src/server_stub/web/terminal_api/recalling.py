"""Endpoints of recalls and stop-sales: a dry run, the deed, how far it is, what became of cards."""

from __future__ import annotations

from msgspec.structs import replace

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.messages import Done
from card_contract.outcomes import Refusal
from card_contract.recall_messages import (
    CardListAnswer,
    DryRunAnswer,
    RecallCardsAnswer,
    RecallProductsAnswer,
    RecallsAnswer,
    RecallView,
)
from server_stub.engine.command import Refused
from server_stub.web.recall_asking import begun, listed, previewed
from server_stub.web.route import Call


async def add_to_list(call: Call) -> CardListAnswer | Refused | Refusal:
    return await listed(
        call.services,
        call.till.app_id,
        call.subject,
        place=call.request.place,
        numbers=call.request.numbers,
        added_by=f"operator:{call.operator.operator_id}",
    )


async def dry_run(call: Call) -> DryRunAnswer | Refusal:
    request = call.request
    return await previewed(call.services, call.till.app_id, request.selection, request.act)


async def begin_recall(call: Call) -> RecallView | Refused | Refusal:
    answer = await begun(
        call.services,
        call.till.app_id,
        till_id=call.till.till_id,
        operator_id=call.operator.operator_id,
        request_id=call.subject,
        request=call.request,
    )
    if isinstance(answer, Refused | Refusal):
        return answer
    return await _shown(call, answer.recall_id)


async def recalls(call: Call) -> RecallsAnswer:
    before = int(call.query["before"]) if "before" in call.query else None
    found, more = await call.services.recalls.page(call.till.app_id, before)
    return RecallsAnswer(recalls=found, more=more)


async def products(call: Call) -> RecallProductsAnswer:
    return RecallProductsAnswer(products=await call.services.recalls.products(call.till.app_id))


async def recall(call: Call) -> RecallView | Refusal:
    return await _shown(call, int(call.subject))


async def heard(call: Call) -> Done:
    """The till knows what a recall has just changed: so it is known how long that took."""
    services, till = call.services, call.till
    services.feed.heard(till.app_id, till.till_id, int(call.subject), call.request.serial)
    return Done(server_time=services.clock.now_ms())


async def stop_recall(call: Call) -> RecallView | Refused | Refusal:
    """Recall no more cards; those that are recalled stay so."""
    recall_id = int(call.subject)
    if not await call.services.recalls.is_there(call.till.app_id, recall_id):
        return Refusal.NOT_FOUND
    answer = await call.services.jobs.cancel(
        call.till.app_id,
        recall_id,
        by=f"operator:{call.operator.operator_id}",
        asked_by=call.operator.operator_id,
    )
    return answer if isinstance(answer, Refused) else await _shown(call, recall_id)


async def recall_cards(call: Call) -> RecallCardsAnswer | Refusal:
    """A page of a recall's cards, of one effect or one number where those are named."""
    query = call.query
    try:
        number = CardNumber.parse(query["number"]) if "number" in query else None
    except NotACardNumberError:
        return Refusal.MALFORMED
    recall_id = int(call.subject)
    if not await call.services.recalls.is_there(call.till.app_id, recall_id):
        return Refusal.NOT_FOUND
    cards, more = await call.services.recalls.cards(
        call.till.app_id,
        recall_id,
        after=int(query.get("after", "0")),
        effect=query.get("effect"),
        number=number,
    )
    return RecallCardsAnswer(cards=cards, more=more)


async def _shown(call: Call, recall_id: int) -> RecallView | Refusal:
    app_id = call.till.app_id
    view = await call.services.recalls.recall(app_id, recall_id)
    if view is None:
        return Refusal.NOT_FOUND
    return replace(view, hearing=call.services.feed.hearing(app_id, recall_id))
