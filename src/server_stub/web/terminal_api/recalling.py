"""Endpoints of recalls and stop-sales: a dry run, the deed, how far it is, what became of cards."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.messages import Done
from card_contract.outcomes import Refusal
from card_contract.recall_messages import (
    CardListAnswer,
    DryRunAnswer,
    DryRunRow,
    RecallCardsAnswer,
    RecallProductsAnswer,
    RecallRequest,
    RecallsAnswer,
    RecallView,
)
from card_contract.states import CHANGING
from server_stub.commands.recalls import AddToList, BeginRecall
from server_stub.engine.command import Refused
from server_stub.storage.rows.recalls import Span
from server_stub.web.route import Call


async def add_to_list(call: Call) -> CardListAnswer | Refused | Refusal:
    try:
        numbers = [CardNumber.parse(text).stored for text in call.request.numbers]
    except NotACardNumberError:
        return Refusal.MALFORMED
    app_id, selections = call.till.app_id, call.services.selections
    if call.request.place > await selections.list_size(app_id, call.subject):
        return Refusal.NOT_FOUND  # what comes before it was never stored
    answer = await call.services.engine.submit(
        AddToList(
            app_id=app_id,
            list_id=call.subject,
            place=call.request.place,
            numbers=numbers,
            added_by=f"operator:{call.operator.operator_id}",
        )
    )
    if isinstance(answer, Refused):
        return answer
    return CardListAnswer(size=await selections.list_size(app_id, call.subject))


async def dry_run(call: Call) -> DryRunAnswer | Refusal:
    counted = await _counted(call)
    if isinstance(counted, Refusal):
        return counted
    return DryRunAnswer(
        rows=counted.rows,
        total=sum(row.count for row in counted.rows),
        signed_above=await call.services.selections.signed_above(call.till.app_id),
        at=call.services.clock.now_ms(),
    )


async def begin_recall(call: Call) -> RecallView | Refused | Refusal:
    counted = await _counted(call)
    if isinstance(counted, Refusal):
        return counted
    request: RecallRequest = call.request
    effects = [
        (row.effect_with_sold if request.include_sold else row.effect, row.count)
        for row in counted.rows
    ]
    answer = await call.services.jobs.start_recall(
        BeginRecall(
            app_id=call.till.app_id,
            till_id=call.till.till_id,
            operator_id=call.operator.operator_id,
            request_id=call.subject,
            request=request,
            spans=counted.spans,
            total=sum(count for _, count in effects),
            changing=sum(count for effect, count in effects if effect in CHANGING),
        )
    )
    if isinstance(answer, Refused):
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


class _Counted(NamedTuple):
    spans: list[Span]
    rows: list[DryRunRow]


async def _counted(call: Call) -> _Counted | Refusal:
    """Where the cards that are meant are found, and how they stand now."""
    app_id, selections = call.till.app_id, call.services.selections
    spans = await selections.spans(app_id, call.request.selection)
    if isinstance(spans, Refusal):
        return spans
    rows = await selections.dry_run(app_id, spans, call.request.act)
    return _Counted(spans, rows) if rows else Refusal.SELECTION_UNKNOWN


async def _shown(call: Call, recall_id: int) -> RecallView | Refusal:
    app_id = call.till.app_id
    view = await call.services.recalls.recall(app_id, recall_id)
    if view is None:
        return Refusal.NOT_FOUND
    return replace(view, hearing=call.services.feed.hearing(app_id, recall_id))
