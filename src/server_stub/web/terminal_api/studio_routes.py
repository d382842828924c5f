"""The rows of the terminal's route table that are about the studio's campaigns and batches."""

from __future__ import annotations

from typing import Final

from card_contract.outcomes import Refusal
from card_contract.studio_messages import (
    ARTWORK_BODY_BYTES_MAX,
    CAMPAIGN_PATTERN,
    STUDIO_REQUEST_PATTERN,
    ArtworkAnswer,
    ArtworkRequest,
    BatchAnswer,
    BatchDetail,
    BatchesAnswer,
    BatchRequest,
    CampaignAnswer,
    CampaignsAnswer,
    CampaignView,
    ImportAnswer,
    ImportRequest,
    LabelsAnswer,
    SaveCampaignRequest,
    SwitchCampaignRequest,
)
from server_stub.domain.roles import STUDIO
from server_stub.web.route import Authority, Parameter, Route
from server_stub.web.terminal_api import studio

_CAMPAIGN: Final = Parameter("campaign", CAMPAIGN_PATTERN, "The campaign's name.")
_BATCH: Final = Parameter("batch", "[1-9][0-9]{0,4}", "The batch's number.")
_REQUEST: Final = Parameter(
    "studio_request", STUDIO_REQUEST_PATTERN, "The request's id, made by its till."
)
_BEFORE: Final = Parameter("before", "[1-9][0-9]{0,5}", "The last batch of the page before.")
_LABELS: Final = (
    Parameter("of", "packs|cartons", "What the labels stand on; packs where it is left out."),
    Parameter("after", "[0-9]{1,6}", "The number of the last label on the page before."),
)

STUDIO_ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="GET",
        path="/v1/campaigns",
        name="campaigns",
        summary="All campaigns with their figures.",
        endpoint=studio.campaigns,
        authority=Authority.OPERATOR,
        roles=STUDIO,
        answer=CampaignsAnswer,
    ),
    Route(
        method="GET",
        path="/v1/campaigns/{campaign}",
        name="campaign",
        summary="A campaign as it stands.",
        endpoint=studio.campaign,
        authority=Authority.OPERATOR,
        roles=STUDIO,
        subject=_CAMPAIGN,
        answer=CampaignView,
    ),
    Route(
        method="POST",
        path="/v1/campaign-requests/{studio_request}",
        name="save_campaign",
        summary="Make a campaign, or change it if nobody did meanwhile.",
        endpoint=studio.save_campaign,
        authority=Authority.OPERATOR,
        roles=STUDIO,
        subject=_REQUEST,
        request=SaveCampaignRequest,
        answer=CampaignAnswer,
        refusals=(Refusal.KEY_REUSED, Refusal.READ_ONLY),
    ),
    Route(
        method="POST",
        path="/v1/campaigns/{campaign}/switch",
        name="switch_campaign",
        summary="Disable a campaign, or enable it again.",
        endpoint=studio.switch_campaign,
        authority=Authority.OPERATOR,
        roles=STUDIO,
        subject=_CAMPAIGN,
        request=SwitchCampaignRequest,
        answer=CampaignView,
        refusals=(Refusal.READ_ONLY,),
    ),
    Route(
        method="POST",
        path="/v1/campaigns/{campaign}/cards",
        name="import_cards",
        summary="Take in cards that were made elsewhere, or say what would become of them.",
        endpoint=studio.import_cards,
        authority=Authority.OPERATOR,
        roles=STUDIO,
        subject=_CAMPAIGN,
        request=ImportRequest,
        answer=ImportAnswer,
        refusals=(Refusal.READ_ONLY,),
    ),
    Route(
        method="POST",
        path="/v1/artworks",
        name="store_artwork",
        summary="Store a picture for products; the same one again is no error.",
        endpoint=studio.store_picture,
        authority=Authority.OPERATOR,
        roles=STUDIO,
        request=ArtworkRequest,
        answer=ArtworkAnswer,
        refusals=(Refusal.READ_ONLY,),
        body_bytes_max=ARTWORK_BODY_BYTES_MAX,
    ),
    Route(
        method="GET",
        path="/v1/batches",
        name="batches",
        summary="A page of the batches, the newest first.",
        endpoint=studio.batches,
        authority=Authority.OPERATOR,
        roles=STUDIO,
        query=(_BEFORE,),
        answer=BatchesAnswer,
    ),
    Route(
        method="GET",
        path="/v1/batches/{batch}",
        name="batch",
        summary="A batch with its figures and its history.",
        endpoint=studio.batch,
        authority=Authority.OPERATOR,
        roles=STUDIO,
        subject=_BATCH,
        answer=BatchDetail,
    ),
    Route(
        method="POST",
        path="/v1/batch-requests/{studio_request}",
        name="begin_batch",
        summary="Have a batch made, or say what it would come to.",
        endpoint=studio.begin_batch,
        authority=Authority.OPERATOR,
        roles=STUDIO,
        subject=_REQUEST,
        request=BatchRequest,
        answer=BatchAnswer,
        refusals=(Refusal.KEY_REUSED, Refusal.READ_ONLY),
    ),
    Route(
        method="POST",
        path="/v1/batches/{batch}/cancel",
        name="cancel_batch",
        summary="Make no more of a batch, and take its cards out of use.",
        endpoint=studio.cancel_batch,
        authority=Authority.OPERATOR,
        roles=STUDIO,
        subject=_BATCH,
        answer=BatchAnswer,
        refusals=(Refusal.READ_ONLY,),
    ),
    Route(
        method="GET",
        path="/v1/batches/{batch}/labels",
        name="batch_labels",
        summary="A page of the labels of a batch's packs or cartons.",
        endpoint=studio.batch_labels,
        authority=Authority.OPERATOR,
        roles=STUDIO,
        subject=_BATCH,
        query=_LABELS,
        answer=LabelsAnswer,
    ),
)
