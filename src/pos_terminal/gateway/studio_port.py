"""The server as the studio's pages know it: campaigns, batches of their cards, labels.

Calls answer and raise as those of ``port.Server`` do; what makes something goes under an id that
the till has made and stored before.
"""

from __future__ import annotations

from typing import Protocol

from card_contract.studio_messages import (
    ArtworkAnswer,
    BatchAnswer,
    BatchDetail,
    BatchesAnswer,
    BatchRequest,
    CampaignAnswer,
    CampaignsAnswer,
    CampaignView,
    LabelsAnswer,
    SaveCampaignRequest,
    SwitchCampaignRequest,
)
from pos_terminal.gateway.answers import Refused


class StudioServer(Protocol):
    """What the studio asks of the redemption server."""

    async def campaigns(self) -> CampaignsAnswer | Refused: ...
    async def campaign(self, campaign: str) -> CampaignView | Refused: ...
    async def save_campaign(
        self, request_id: str, request: SaveCampaignRequest
    ) -> CampaignAnswer | Refused: ...
    async def store_artwork(self, content: bytes) -> ArtworkAnswer | Refused: ...
    async def switch_campaign(
        self, campaign: str, request: SwitchCampaignRequest
    ) -> CampaignView | Refused: ...
    async def batches(self, *, before: int | None = None) -> BatchesAnswer | Refused: ...
    async def batch(self, batch: int) -> BatchDetail | Refused: ...
    async def begin_batch(
        self, request_id: str, request: BatchRequest
    ) -> BatchAnswer | Refused: ...
    async def cancel_batch(self, batch: int) -> BatchAnswer | Refused: ...
    async def batch_labels(
        self, batch: int, *, of: str = "packs", after: int = 0
    ) -> LabelsAnswer | Refused: ...
