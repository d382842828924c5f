"""What the command line does with campaigns and batches."""

from __future__ import annotations

from card_contract.messages import Done
from card_contract.outcomes import Refusal
from server_stub.commands.batches import MakeCampaign, OpenBatch
from server_stub.engine.command import Refused
from server_stub.storage.rows.cards import CampaignRow, UseType
from server_stub.web.control_api.messages import Batch, Campaigns
from server_stub.web.control_api.staff import ACTOR, app_of
from server_stub.web.route import Call


async def campaigns(call: Call) -> Campaigns | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return Campaigns(campaigns=await call.services.shop.campaigns(app_id))


async def add_campaign(call: Call) -> Done | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request, now_ms = call.request, call.services.clock.now_ms()
    row = CampaignRow(
        app_id=app_id,
        campaign=request.campaign,
        title=request.title,
        description="",
        use_type=UseType.PERSONAL,
        price_minor=request.price_minor,
        currency=request.currency,
        issuer=request.issuer,
        barcode_is_code=request.issuer is None,
        code_form=request.form,
        created_at=now_ms,
        updated_at=now_ms,
    )
    answer = await call.services.engine.submit(
        MakeCampaign(app_id=app_id, campaign=row, made_by=ACTOR)
    )
    return answer if isinstance(answer, Refused) else Done(server_time=now_ms)


async def open_batch(call: Call) -> Batch | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request = call.request
    answer = await call.services.engine.submit(
        OpenBatch(
            app_id=app_id,
            campaign=request.campaign,
            quantity=request.quantity,
            cards_per_pack=request.cards_per_pack,
            packs_per_carton=request.packs_per_carton,
            made_by=ACTOR,
        )
    )
    if isinstance(answer, Refused):
        return answer
    return Batch(batch=answer.batch, quantity=request.quantity, made=0)


async def press(call: Call) -> Batch | Refused | Refusal:
    """Make the next chunk of a batch."""
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    batch = call.request.batch
    made = await call.services.press.press(app_id, batch)
    if made is None:
        return Refusal.NOT_FOUND
    if isinstance(made, Refused):
        return made
    return Batch(batch=batch, quantity=made.quantity, made=made.made)
