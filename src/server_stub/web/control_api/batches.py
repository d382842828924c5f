"""What the command line does with campaigns and batches."""

from __future__ import annotations

from card_contract.card_number import has_luhn_digit
from card_contract.outcomes import Refusal
from card_contract.studio_messages import (
    BatchAnswer,
    BatchDetail,
    BatchesAnswer,
    ImportAnswer,
    LabelsAnswer,
)
from server_stub.commands.batch_cancel import CancelBatch
from server_stub.commands.batches import OpenBatch
from server_stub.commands.card_import import ImportCards
from server_stub.domain.ids import OperatorId
from server_stub.engine.command import Refused
from server_stub.web.control_api.messages import BatchBegun, Campaigns
from server_stub.web.control_api.staff import ACTOR, app_of
from server_stub.web.route import Call


async def campaigns(call: Call) -> Campaigns | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return Campaigns(campaigns=await call.services.shop.campaigns(app_id))


async def open_batch(call: Call) -> BatchBegun | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request = call.request
    answer = await call.services.jobs.start_batch(
        OpenBatch(
            app_id=app_id,
            campaign=request.campaign,
            quantity=request.quantity,
            cards_per_pack=request.cards_per_pack,
            packs_per_carton=request.packs_per_carton,
            made_by=ACTOR,
            name=request.name,
        )
    )
    if isinstance(answer, Refused):
        return answer
    return BatchBegun(batch=answer.batch, job=answer.job_id, faults=tuple(answer.faults))


async def import_cards(call: Call) -> ImportAnswer | Refused | Refusal:
    """Take in a piece of cards made elsewhere; their codes come hashed and sealed."""
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request, keys = call.request, call.services.keys
    key_ids = (keys.hash_key_id, keys.seal_key_id)
    if any((card.code.hash_key_id, card.code.seal_key_id) != key_ids for card in request.cards):
        return Refusal.MALFORMED  # the keys were changed, and this process knows others
    if not all(has_luhn_digit(card.number) for card in request.cards):
        return Refusal.MALFORMED
    answer = await call.services.engine.submit(
        ImportCards(
            app_id=app_id,
            campaign=request.campaign,
            cards=request.cards,
            imported_by=ACTOR,
            dry_run=request.dry_run,
        )
    )
    if isinstance(answer, Refused):
        return answer
    return ImportAnswer(outcomes=answer.outcomes, faults=tuple(answer.faults))


async def batches(call: Call) -> BatchesAnswer | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return await call.services.studio.batches(app_id, call.request.before)


async def show_batch(call: Call) -> BatchDetail | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    found = await call.services.studio.detail(app_id, call.request.batch)
    return Refusal.NOT_FOUND if found is None else found


async def cancel_batch(call: Call) -> BatchAnswer | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request = call.request
    answer = await call.services.jobs.cancel_batch(
        CancelBatch(app_id=app_id, batch=request.batch, operator_id=OperatorId(request.operator))
    )
    if isinstance(answer, Refused):
        return answer
    view = await call.services.studio.batch(app_id, request.batch)
    return BatchAnswer(faults=tuple(answer.faults), batch=view)


async def labels(call: Call) -> LabelsAnswer | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request = call.request
    found = await call.services.studio.labels(
        app_id, request.batch, of_cartons=request.of_cartons, after=request.after
    )
    return Refusal.NOT_FOUND if found is None else found
