"""The page *Design* without a window: a real shelf of files, a real check and reading back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from card_contract.outcomes import Refusal
from card_contract.studio_messages import (
    ArtworkAnswer,
    BatchDetail,
    BatchFigures,
    BatchView,
    CampaignAnswer,
    CampaignFault,
    CampaignFigures,
    CampaignsAnswer,
    CampaignSettings,
    CampaignView,
    SaveCampaignRequest,
)
from pos_terminal.bootstrap.design_workshop import price_on_card
from pos_terminal.card_design.artwork import product_picture
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.design_shelf import DesignShelf
from pos_terminal.card_design.elements import AnyElement
from pos_terminal.card_design.linter import check
from pos_terminal.card_design.template_file import Template
from pos_terminal.designer.model import DesignerPicture, Inspection
from pos_terminal.designer.presenter import DesignerPresenter
from pos_terminal.designer.sentences_view import tell_message
from pos_terminal.devices.card_picture import front_picture
from pos_terminal.devices.drawing_reading import read_drawing
from pos_terminal.gateway.answers import BrokenOff, Refused
from pos_terminal.words import ScanSource
from support.gateway_answers import refused
from support.said import messages_of
from support.scripted_server import ANNA, JONAS, MIA, ScriptedServer
from support.scripted_shop import SHOP
from support.shop_floor import ShopFloor

Result = TypeVar("Result")


class WorkshopAtOnce:
    """Does everything when it is asked, and counts how often it looked."""

    def __init__(self) -> None:
        self.looks = 0
        self.is_broken = False

    async def inspect(self, template: Template, card: CardData) -> Inspection:
        self.looks += 1
        if self.is_broken:
            raise BrokenOff
        findings = check(template.design, template.pictures, card=card)
        return Inspection(findings=findings, texts=read_drawing(template, card))

    async def product_picture(self, template: Template, card: CardData) -> bytes:
        return product_picture(front_picture(template, card))

    async def away(self, work: Callable[[], Result]) -> Result:
        return work()


class Products:
    """The products of the scripted server; it fails as that one does."""

    def __init__(self, server: ScriptedServer) -> None:
        self._server = server
        self.told: list[CampaignView] = []
        self.batches: dict[int, BatchView] = {}
        self.artworks: dict[str, bytes] = {}
        self.saved: list[str] = []
        self.takes_pictures = True
        self.meanwhile: Callable[[], None] = lambda: None

    async def campaigns(self) -> CampaignsAnswer | Refused:
        return await self._server._call("campaigns", lambda: CampaignsAnswer(campaigns=self.told))

    async def batch(self, batch: int) -> BatchDetail | Refused:
        def decide() -> BatchDetail | Refused:
            view = self.batches.get(batch)
            if view is None:
                return refused(Refusal.NOT_FOUND)
            figures = BatchFigures(
                inactive=0, printed=0, sold=0, redeemed=0, invalidated=0, stopped=0, recalled=0,
                packs=0, cartons=0, places=[],
            )  # fmt: skip
            return BatchDetail(batch=view, figures=figures, history=[])

        return await self._server._call("batch", decide)

    def find(self, campaign: str) -> CampaignView | None:
        return next((one for one in self.told if one.campaign == campaign), None)

    async def campaign(self, campaign: str) -> CampaignView | Refused:
        return await self._server._call(
            "campaign", lambda: self.find(campaign) or refused(Refusal.NOT_FOUND)
        )

    async def store_artwork(self, content: bytes) -> ArtworkAnswer | Refused:
        def decide() -> ArtworkAnswer | Refused:
            if not self.takes_pictures:
                return refused(Refusal.READ_ONLY)
            name = hashlib.sha256(content).hexdigest()
            self.artworks[name] = content
            return ArtworkAnswer(artwork=name)

        return await self._server._call("store_artwork", decide)

    async def save_campaign(
        self, request_id: str, request: SaveCampaignRequest
    ) -> CampaignAnswer | Refused:
        def decide() -> CampaignAnswer:
            self.meanwhile()
            there = self.find(request.campaign)
            assert there is not None
            if request_id in self.saved:
                return CampaignAnswer(campaign=there)
            if request.version != there.version:
                return CampaignAnswer(faults=(CampaignFault.CHANGED_MEANWHILE,), campaign=there)
            self.saved.append(request_id)
            return CampaignAnswer(campaign=self.change(request.campaign, request.settings))

        return await self._server._call("save_campaign", decide)

    def change(self, campaign: str, settings: CampaignSettings) -> CampaignView:
        """Somebody changes a product."""
        there = self.find(campaign)
        assert there is not None
        view = replace(there, settings=settings, version=there.version + 1)
        self.told[self.told.index(there)] = view
        return view

    def add(self, campaign: str, title: str, **settings: Any) -> None:
        facts: dict[str, Any] = {"price_minor": 25_00, "currency": "EUR", "issuer": "900001"}
        view = CampaignView(
            campaign=campaign,
            settings=CampaignSettings(title=title, **(facts | settings)),
            disabled=False,
            has_codes=False,
            figures=CampaignFigures(batches=0, made=0, sold=0, redeemed=0, invalidated=0),
            created_at=1,
            updated_at=1,
            version=1,
        )
        self.told.append(view)


class DesignOffice:
    """The page as somebody of the studio works it. Its files lie in ``folder / "designs"``."""

    def __init__(self, folder: Path) -> None:
        self.floor = ShopFloor(folder / "till")
        self.folder = folder / "designs"
        self.shelf = DesignShelf(self.folder)
        self.workshop = WorkshopAtOnce()
        self.products = Products(self.floor.server)
        self.floor.on_duty.shop_told(SHOP, (MIA, JONAS, ANNA))
        self.floor.on_duty.signed_in(ANNA)
        self.begin()

    def begin(self) -> None:
        """The program starts: anew, on the same folder."""
        price = price_on_card(lambda: self.floor.on_duty.shop.language)
        self.page = DesignerPresenter(
            self.floor.till, self.products, self.shelf, self.workshop, price
        )
        self.page.watch(self._listen)
        self.open()

    def open(self) -> None:
        """The page comes to the front, and hears which products there are."""
        self.page.open()
        self.floor.tasks.deliver()

    @staticmethod
    def _listen(state: DesignerPicture) -> None:
        for message in messages_of(state):
            assert "{" not in tell_message(message)

    @property
    def state(self) -> DesignerPicture:
        self.floor.tasks.deliver()
        return self.page.state

    @property
    def fault(self) -> str | None:
        fault = self.state.fault
        return None if fault is None else fault.id

    @property
    def toast(self) -> str | None:
        toast = self.state.toast
        return None if toast is None else toast.fact.id

    def element(self, element_id: str) -> AnyElement:
        found = self.state.design.find(element_id)
        assert found is not None
        return found[1]

    def card(self) -> str:
        """The number of a card that the server knows."""
        return self.floor.server.add_card(1, "Game card", 25_00).number

    def scan(self, text: str) -> DesignerPicture:
        self.page.on_scan(text, ScanSource.WEDGE)
        return self.state

    def close(self) -> None:
        self.floor.close()
