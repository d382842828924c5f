"""A recall as it is asked for, by a till or by the command line: its cards, what would happen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.outcomes import Refusal
from card_contract.recall_messages import (
    CardListAnswer,
    DryRunAnswer,
    DryRunRow,
    RecallRequest,
    Selection,
)
from card_contract.states import CHANGING, RecallAct
from server_stub.commands.recalls import AddToList, BeginRecall, RecallBegun
from server_stub.domain.ids import AppId, OperatorId, TillId
from server_stub.engine.command import Refused
from server_stub.storage.rows.recalls import Span
from server_stub.web.services import Services


class _Counted(NamedTuple):
    spans: list[Span]
    rows: list[DryRunRow]


async def listed(
    services: Services,
    app_id: AppId,
    list_id: str,
    *,
    place: int,
    numbers: Sequence[str],
    added_by: str,
) -> CardListAnswer | Refused | Refusal:
    """Store a piece of a list of numbers."""
    try:
        stored = [CardNumber.parse(text).stored for text in numbers]
    except NotACardNumberError:
        return Refusal.MALFORMED
    if place > await services.selections.list_size(app_id, list_id):
        return Refusal.NOT_FOUND  # what comes before it was never stored
    answer = await services.engine.submit(
        AddToList(app_id=app_id, list_id=list_id, place=place, numbers=stored, added_by=added_by)
    )
    if isinstance(answer, Refused):
        return answer
    return CardListAnswer(size=await services.selections.list_size(app_id, list_id))


async def previewed(
    services: Services, app_id: AppId, selection: Selection, act: RecallAct
) -> DryRunAnswer | Refusal:
    """What would happen to the cards; nothing changes."""
    counted = await _counted(services, app_id, selection, act)
    if isinstance(counted, Refusal):
        return counted
    return DryRunAnswer(
        rows=counted.rows,
        total=sum(row.count for row in counted.rows),
        signed_above=await services.selections.signed_above(app_id),
        at=services.clock.now_ms(),
    )


async def begun(
    services: Services,
    app_id: AppId,
    *,
    till_id: TillId,
    operator_id: OperatorId,
    request_id: str,
    request: RecallRequest,
) -> RecallBegun | Refused | Refusal:
    """Begin it over the cards as they are now."""
    counted = await _counted(services, app_id, request.selection, request.act)
    if isinstance(counted, Refusal):
        return counted
    effects = [
        (row.effect_with_sold if request.include_sold else row.effect, row.count)
        for row in counted.rows
    ]
    return await services.jobs.start_recall(
        BeginRecall(
            app_id=app_id,
            till_id=till_id,
            operator_id=operator_id,
            request_id=request_id,
            request=request,
            spans=counted.spans,
            total=sum(count for _, count in effects),
            changing=sum(count for effect, count in effects if effect in CHANGING),
        )
    )


async def _counted(
    services: Services, app_id: AppId, selection: Selection, act: RecallAct
) -> _Counted | Refusal:
    """Where the cards that are meant are found, and how they stand now."""
    spans = await services.selections.spans(app_id, selection)
    if isinstance(spans, Refusal):
        return spans
    rows = await services.selections.dry_run(app_id, spans, act)
    return _Counted(spans, rows) if rows else Refusal.SELECTION_UNKNOWN
