"""The picture that tills show of a product: the front of its card, once it is printed so.

The design itself lies on this till; the picture goes to the server, and what becomes of it there is
told apart. Each press looks first how the product stands, so a press whose end is not known is
simply done again: the picture's content is its id, and the same change goes under the same id.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec

from card_contract.outcomes import Refusal
from card_contract.sale_id import crockford
from card_contract.studio_messages import (
    CampaignAnswer,
    CampaignFault,
    CampaignView,
    SaveCampaignRequest,
)
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.template_file import Template
from pos_terminal.designer.model import ProductServer, Workshop
from pos_terminal.gateway.answers import NoAnswerError, Refused, Unreachable
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.words import Message

_TRIES: Final = 3
"""So often somebody else may change the product between our looking and our saving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A product that is to be shown with the front of its card; ``card_of`` makes one up."""

    campaign: str
    name: str
    template: Template
    card_of: Callable[[CampaignView], CardData]


class ProductPicture:
    """``ended`` is called with the product's name and whether tills show the picture now."""

    def __init__(
        self,
        server: ProductServer,
        workshop: Workshop,
        tasks: TaskRunner,
        *,
        ended: Callable[[str, bool], None],
    ) -> None:
        self._server = server
        self._workshop = workshop
        self._tasks = tasks
        self._ended = ended
        self._asked: tuple[SaveCampaignRequest, str] | None = None
        self._open_for = ""
        self._is_not_known = False
        self.busy = False
        self.fault: Message | None = None

    def is_open_for(self, campaign: str) -> bool:
        """Whether it was wished for and is not known to be shown."""
        return self._open_for == campaign

    def leave(self) -> None:
        """Another product is looked at: what stood against this one need not be read any more."""
        self.fault = None

    def give(self, wish: Wish) -> None:
        if self._open_for != wish.campaign:
            self._open_for, self._is_not_known = wish.campaign, False
        self.busy, self.fault = True, None
        self._tasks.run(
            lambda: self._given(wish),
            then=lambda word: self._end(wish, word),
            failed=lambda error: self._failed(wish, error),
        )

    def _failed(self, wish: Wish, error: NoAnswerError) -> None:
        self._is_not_known = self._is_not_known or not isinstance(error, Unreachable)
        self._end(wish, "picture.not_sent")

    def _end(self, wish: Wish, word: str) -> None:
        """What was asked in vain before may have been done, whatever has come of it now."""
        if word and self._is_not_known:
            word = "picture.not_known"
        self.busy = False
        self.fault = Message(word, {"product": wish.name}) if word else None
        if not word:
            self._open_for = ""
        self._ended(wish.name, not word)

    async def _given(self, wish: Wish) -> str:
        """The id of what stands against it; empty where tills show it now."""
        view = await self._server.campaign(wish.campaign)
        if isinstance(view, Refused):
            is_gone = view.code is Refusal.NOT_FOUND
            return "picture.no_product" if is_gone else "picture.not_taken"
        content = await self._workshop.product_picture(wish.template, wish.card_of(view))
        stored = await self._server.store_artwork(content)
        if isinstance(stored, Refused) or stored.artwork is None:
            return "picture.not_taken"
        return await self._set(view, stored.artwork)

    async def _set(self, view: CampaignView, artwork: str) -> str:
        """Make it the product's; what others change meanwhile stays theirs."""
        for _ in range(_TRIES):
            if view.settings.artwork == artwork:
                return ""
            answer = await self._saved(view, artwork)
            if isinstance(answer, Refused) or answer.campaign is None:
                return "picture.not_taken"
            view = answer.campaign
            if answer.faults and CampaignFault.CHANGED_MEANWHILE not in answer.faults:
                return "picture.not_taken"
        return "" if view.settings.artwork == artwork else "picture.changed"

    async def _saved(self, view: CampaignView, artwork: str) -> CampaignAnswer | Refused:
        request = SaveCampaignRequest(
            campaign=view.campaign,
            settings=msgspec.structs.replace(view.settings, artwork=artwork),
            version=view.version,
        )
        if self._asked is None or self._asked[0] != request:
            self._asked = request, f"S-{crockford(secrets.token_bytes(17))}"
        return await self._server.save_campaign(self._asked[1], request)
