"""Endpoints of the studio: campaigns, batches, and the labels of their packs and cartons."""

from __future__ import annotations

from card_contract.card_number import has_luhn_digit
from card_contract.outcomes import Refusal
from card_contract.studio_messages import (
    ArtworkAnswer,
    BatchAnswer,
    BatchDetail,
    BatchesAnswer,
    BatchFault,
    CampaignAnswer,
    CampaignsAnswer,
    CampaignView,
    ImportAnswer,
    LabelsAnswer,
)
from server_stub.commands.apps import SwitchCampaign
from server_stub.commands.batch_cancel import CancelBatch
from server_stub.commands.batches import OpenBatch, faults_of_campaign
from server_stub.commands.campaigns import SaveCampaign, settings_of
from server_stub.commands.card_import import ImportCards
from server_stub.domain.campaign_rules import batch_faults
from server_stub.engine.command import Refused
from server_stub.storage.rows.cards import CampaignRow
from server_stub.web.route import Call


async def campaigns(call: Call) -> CampaignsAnswer:
    rows = await call.services.studio.campaigns(call.till.app_id)
    return CampaignsAnswer(campaigns=[await _view(call, row) for row in rows])


async def campaign(call: Call) -> CampaignView | Refusal:
    row = await call.services.studio.campaign(call.till.app_id, call.subject)
    return Refusal.NOT_FOUND if row is None else await _view(call, row)


async def save_campaign(call: Call) -> CampaignAnswer | Refused:
    till, studio, request = call.till, call.services.studio, call.request
    saved = await call.services.engine.submit(
        SaveCampaign(
            app_id=till.app_id,
            till_id=till.till_id,
            operator_id=call.operator.operator_id,
            request_id=call.subject,
            request=request,
            has_codes=await studio.has_codes(till.app_id, request.campaign),
            knows_script=await _knows_script(call),
        )
    )
    if isinstance(saved, Refused):
        return saved
    row = await studio.campaign(till.app_id, request.campaign)
    view = None if row is None else await _view(call, row)
    return CampaignAnswer(faults=tuple(saved.faults), campaign=view)


async def switch_campaign(call: Call) -> CampaignView | Refused | Refusal:
    """Switch it, if it may be; what is answered is how it stands by now."""
    answer = await call.services.engine.submit(
        SwitchCampaign(
            app_id=call.till.app_id,
            campaign=call.subject,
            disabled=call.request.disabled,
            seen=call.request.version,
            switched_by=f"operator:{call.operator.operator_id}",
            asked_by=call.operator.operator_id,
        )
    )
    return answer if isinstance(answer, Refused) else await campaign(call)


async def store_picture(call: Call) -> ArtworkAnswer | Refused:
    operator_id = call.operator.operator_id
    return await call.services.artworks.store(
        call.till.app_id,
        call.request.content,
        stored_by=f"operator:{operator_id}",
        asked_by=operator_id,
    )


async def import_cards(call: Call) -> ImportAnswer | Refused | Refusal:
    """Take in a piece of a file. Its codes are hashed and sealed here; no other copy is kept."""
    app_id, request = call.till.app_id, call.request
    if not all(has_luhn_digit(card.number) for card in request.cards):
        return Refusal.MALFORMED
    taken = await call.services.engine.submit(
        ImportCards(
            app_id=app_id,
            campaign=call.subject,
            cards=await call.services.press.taken_in(app_id, request.cards),
            imported_by=f"operator:{call.operator.operator_id}",
            dry_run=request.dry_run,
        )
    )
    if isinstance(taken, Refused):
        return taken
    return ImportAnswer(outcomes=taken.outcomes, faults=tuple(taken.faults))


async def batches(call: Call) -> BatchesAnswer:
    before = call.query.get("before")
    return await call.services.studio.batches(
        call.till.app_id, None if before is None else int(before)
    )


async def batch(call: Call) -> BatchDetail | Refusal:
    found = await call.services.studio.detail(call.till.app_id, int(call.subject))
    return Refusal.NOT_FOUND if found is None else found


async def begin_batch(call: Call) -> BatchAnswer | Refused:
    app_id, request = call.till.app_id, call.request
    if request.dry_run:
        return await _planned(call)
    operator_id = call.operator.operator_id
    opened = await call.services.jobs.start_batch(
        OpenBatch(
            app_id=app_id,
            campaign=request.campaign,
            quantity=request.quantity,
            cards_per_pack=request.cards_per_pack,
            packs_per_carton=request.packs_per_carton,
            made_by=f"operator:{operator_id}",
            name=request.name,
            request_id=call.subject,
            operator_id=operator_id,
        )
    )
    if isinstance(opened, Refused):
        return opened
    if opened.faults:
        return BatchAnswer(faults=tuple(opened.faults))
    return BatchAnswer(batch=await call.services.studio.batch(app_id, opened.batch))


async def cancel_batch(call: Call) -> BatchAnswer | Refused:
    app_id, number = call.till.app_id, int(call.subject)
    answer = await call.services.jobs.cancel_batch(
        CancelBatch(app_id=app_id, batch=number, operator_id=call.operator.operator_id)
    )
    if isinstance(answer, Refused):
        return answer
    view = await call.services.studio.batch(app_id, number)
    return BatchAnswer(faults=tuple(answer.faults), batch=view)


async def batch_labels(call: Call) -> LabelsAnswer | Refusal:
    found = await call.services.studio.labels(
        call.till.app_id,
        int(call.subject),
        of_cartons=call.query.get("of") == "cartons",
        after=int(call.query.get("after", "0")),
    )
    return Refusal.NOT_FOUND if found is None else found


async def _knows_script(call: Call) -> bool:
    script = call.request.settings.script
    redeeming = call.services.fulfilment.redeeming
    return script is not None and await redeeming.knows(call.till.app_id, script)


async def _planned(call: Call) -> BatchAnswer:
    """What would be made, by the rules that the making goes by."""
    studio, request = call.services.studio, call.request
    row = await studio.campaign(call.till.app_id, request.campaign)
    faults = batch_faults(
        quantity=request.quantity,
        cards_per_pack=request.cards_per_pack,
        packs_per_carton=request.packs_per_carton,
    )
    faults += faults_of_campaign(row)
    if row is None or row.issuer is None or faults:
        return BatchAnswer(faults=tuple(faults))
    plan = await studio.plan(call.till.app_id, row.issuer, request)
    return BatchAnswer(faults=(BatchFault.BATCHES_USED_UP,) if plan is None else (), plan=plan)


async def _view(call: Call, row: CampaignRow) -> CampaignView:
    studio = call.services.studio
    return CampaignView(
        campaign=row.campaign,
        settings=settings_of(row),
        disabled=row.disabled,
        has_codes=await studio.has_codes(row.app_id, row.campaign),
        figures=await studio.campaign_figures(row.app_id, row.campaign),
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
    )
