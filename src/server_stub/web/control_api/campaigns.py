"""What the command line does with a campaign: make it, show it, and change its settings."""

from __future__ import annotations

import secrets
from typing import Any, Final

from card_contract.messages import Answer
from card_contract.outcomes import Refusal
from card_contract.studio_messages import (
    ARTWORK_BODY_BYTES_MAX,
    ArtworkAnswer,
    CampaignFault,
    CampaignSettings,
    SaveCampaignRequest,
)
from server_stub.commands.campaigns import SaveCampaign, settings_of
from server_stub.domain.ids import COMMAND_LINE, AppId
from server_stub.engine.command import Refused
from server_stub.storage.rows.cards import CAMPAIGNS, CampaignRow
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.messages import NewCampaign, OfApp
from server_stub.web.control_api.redemption_messages import (
    AnyCampaign,
    Fulfilment,
    InfoText,
    NewPersonal,
    NewShared,
)
from server_stub.web.control_api.staff import app_of
from server_stub.web.route import Call, Route


class OfCampaign(OfApp, frozen=True, kw_only=True):
    campaign: AnyCampaign


class CampaignShown(Answer, frozen=True, kw_only=True):
    settings: CampaignSettings
    info: str
    disabled: bool
    version: int


class CampaignChanged(OfCampaign, frozen=True, kw_only=True):
    """All settings, over the version that they were changed from; ``info`` stays without one."""

    settings: CampaignSettings
    version: int
    info: InfoText | None = None


class ArtworkGiven(OfApp, frozen=True, kw_only=True):
    """A picture for products: PNG, JPEG or WebP, in base64."""

    content: bytes


class CampaignFaults(Answer, frozen=True, kw_only=True):
    """Why nothing was changed; without faults it was."""

    faults: list[CampaignFault]


async def show_campaign(call: Call) -> CampaignShown | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    found: list[CampaignRow] = await call.services.reader.find(
        CAMPAIGNS.at(app_id, call.request.campaign)
    )
    if not found:
        return Refusal.NOT_FOUND
    row = found[0]
    return CampaignShown(
        settings=settings_of(row),
        info=row.custom_code_info,
        disabled=row.disabled,
        version=row.version,
    )


async def change_campaign(call: Call) -> CampaignFaults | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request = call.request
    wanted = SaveCampaignRequest(
        campaign=request.campaign, settings=request.settings, version=request.version
    )
    return await _saved(call, app_id, wanted, request.info)


async def add_campaign(call: Call) -> CampaignFaults | Refused | Refusal:
    """Make a campaign of cards that are sold at tills."""
    request = call.request
    settings = CampaignSettings(
        title=request.title,
        price_minor=request.price_minor,
        currency=request.currency,
        issuer=request.issuer,
        barcode_is_code=request.issuer is None,
        code_form=request.form,
    )
    return await _made(call, settings)


async def add_personal(call: Call) -> CampaignFaults | Refused | Refusal:
    """Make a campaign whose codes are sold nowhere."""
    request = call.request
    settings = CampaignSettings(title=request.title, code_form=request.form, **_fulfilment(request))
    return await _made(call, settings, request.info)


async def add_shared(call: Call) -> CampaignFaults | Refused | Refusal:
    """Make a campaign with one code for everybody."""
    request = call.request
    settings = CampaignSettings(
        title=request.campaign,
        description=request.description,
        shared=True,
        scan_code=request.scan_code,
        valid_start=request.valid_start,
        valid_end=request.valid_end,
        redemptions_max=request.redemptions_max,
        **_fulfilment(request),
    )
    return await _made(call, settings, request.info)


def _fulfilment(request: Fulfilment) -> dict[str, Any]:
    return {
        "script": request.script,
        "is_async": request.is_async,
        "retries_max": request.retries_max,
        "timeout_s": request.timeout_s,
    }


async def _made(
    call: Call, settings: CampaignSettings, info: str | None = None
) -> CampaignFaults | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    wanted = SaveCampaignRequest(campaign=call.request.campaign, settings=settings, version=None)
    return await _saved(call, app_id, wanted, info)


async def _saved(
    call: Call, app_id: AppId, wanted: SaveCampaignRequest, info: str | None
) -> CampaignFaults | Refused:
    services, script = call.services, wanted.settings.script
    redeeming = services.fulfilment.redeeming
    saved = await services.engine.submit(
        SaveCampaign(
            app_id=app_id,
            till_id=None,
            operator_id=None,
            request_id=f"command-line:{secrets.token_hex(16)}",
            request=wanted,
            has_codes=await services.studio.has_codes(app_id, wanted.campaign),
            knows_script=script is not None and await redeeming.knows(app_id, script),
            custom_code_info=info,
        )
    )
    return saved if isinstance(saved, Refused) else CampaignFaults(faults=saved.faults)


async def store_picture(call: Call) -> ArtworkAnswer | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return await call.services.artworks.store(app_id, call.request.content, stored_by=COMMAND_LINE)


CAMPAIGN_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control("campaign", "One campaign.", show_campaign, OfCampaign, CampaignShown),
    control(
        "change-campaign", "Change a campaign.", change_campaign, CampaignChanged, CampaignFaults
    ),
    control("add-campaign", "Make one of cards.", add_campaign, NewCampaign, CampaignFaults),
    control("add-personal", "Make one without cards.", add_personal, NewPersonal, CampaignFaults),
    control("add-shared", "Make a shared campaign.", add_shared, NewShared, CampaignFaults),
    control(
        "store-artwork",
        "Store a picture for products.",
        store_picture,
        ArtworkGiven,
        ArtworkAnswer,
        body_bytes_max=ARTWORK_BODY_BYTES_MAX,
    ),
)
