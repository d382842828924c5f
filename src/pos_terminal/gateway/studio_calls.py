"""The calls of campaigns, batches and their labels, a part of the gateway."""

from __future__ import annotations

from abc import ABC
from typing import Final
from urllib.parse import urlencode

from card_contract.studio_messages import (
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
from pos_terminal.gateway.answers import Refused, ReplyLost
from pos_terminal.gateway.print_calls import PrintCalls

ARTWORK_TIMEOUT_S: Final = 20.0
"""A picture takes a while to be sent over a slow line, and to be looked at."""


class StudioCalls(PrintCalls, ABC):
    """What the studio asks the server, printing included."""

    async def campaigns(self) -> CampaignsAnswer | Refused:
        """All campaigns with their figures."""
        return await self._get("/v1/campaigns", CampaignsAnswer)

    async def campaign(self, campaign: str) -> CampaignView | Refused:
        """A campaign as it stands."""
        return await self._get(f"/v1/campaigns/{campaign}", CampaignView)

    async def save_campaign(
        self, request_id: str, request: SaveCampaignRequest
    ) -> CampaignAnswer | Refused:
        """Make or change a campaign; asked again under the id it counts once."""
        return await self._post(f"/v1/campaign-requests/{request_id}", request, CampaignAnswer)

    async def store_artwork(self, content: bytes) -> ArtworkAnswer | Refused:
        """Store a picture for products.

        Its content is its id, and the same one again is there once: where the reply is lost, it is
        asked once more.
        """
        request = ArtworkRequest(content=content)
        try:
            return await self._stored(request)
        except ReplyLost:
            return await self._stored(request)

    async def _stored(self, request: ArtworkRequest) -> ArtworkAnswer | Refused:
        return await self._post(
            "/v1/artworks", request, ArtworkAnswer, read_timeout_s=ARTWORK_TIMEOUT_S
        )

    async def switch_campaign(
        self, campaign: str, request: SwitchCampaignRequest
    ) -> CampaignView | Refused:
        """Disable a campaign, or enable it again."""
        return await self._post(f"/v1/campaigns/{campaign}/switch", request, CampaignView)

    async def batches(self, *, before: int | None = None) -> BatchesAnswer | Refused:
        """A page of the batches; ``before`` is the last one of the page before."""
        query = "" if before is None else f"?{urlencode({'before': before})}"
        return await self._get(f"/v1/batches{query}", BatchesAnswer)

    async def batch(self, batch: int) -> BatchDetail | Refused:
        """A batch with its figures and its history."""
        return await self._get(f"/v1/batches/{batch}", BatchDetail)

    async def begin_batch(self, request_id: str, request: BatchRequest) -> BatchAnswer | Refused:
        """Have a batch made; asked again under the id it is begun once."""
        return await self._post(f"/v1/batch-requests/{request_id}", request, BatchAnswer)

    async def cancel_batch(self, batch: int) -> BatchAnswer | Refused:
        """Make no more of a batch; what exists of it can never be sold."""
        return await self._told(f"/v1/batches/{batch}/cancel", BatchAnswer)

    async def import_cards(self, campaign: str, request: ImportRequest) -> ImportAnswer | Refused:
        """Have cards that were made elsewhere taken in; what is there already stays as it is."""
        return await self._post(f"/v1/campaigns/{campaign}/cards", request, ImportAnswer)

    async def batch_labels(
        self, batch: int, *, of: str = "packs", after: int = 0
    ) -> LabelsAnswer | Refused:
        """A page of the labels of a batch's ``packs`` or ``cartons``."""
        query = urlencode({"of": of, "after": after})
        return await self._get(f"/v1/batches/{batch}/labels?{query}", LabelsAnswer)
