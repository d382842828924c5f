"""The page *Batches* without a window: a real till below, a scripted studio behind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.messages import Operator
from card_contract.outcomes import Refusal
from card_contract.print_messages import BatchProof
from card_contract.states import CustodyState, Role
from card_contract.studio_messages import (
    ArtworkAnswer,
    ArtworkFault,
    BatchAnswer,
    BatchDetail,
    BatchEntry,
    BatchesAnswer,
    BatchFault,
    BatchFigures,
    BatchPlace,
    BatchPlan,
    BatchRequest,
    BatchState,
    BatchView,
    CampaignAnswer,
    CampaignFault,
    CampaignFigures,
    CampaignsAnswer,
    CampaignSettings,
    CampaignView,
    LabelsAnswer,
    SaveCampaignRequest,
    SwitchCampaignRequest,
)
from pos_terminal.batches.model import (
    NOTE_FILE,
    BatchCard,
    BatchesPicture,
    BatchField,
    BatchNote,
    CampaignCard,
    NewBatch,
)
from pos_terminal.batches.picture_files import PictureFiles, read_picture
from pos_terminal.batches.presenter import BatchesPresenter
from pos_terminal.batches.sentences_view import tell_message
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.note_file import NoteFile
from support.gateway_answers import refused
from support.said import messages_of
from support.shop_floor import ShopFloor
from support.virtual_time import NOON_MS

SAM = Operator(operator_id="O7", name="Sam Okafor", role=Role.STUDIO)
PAGE = 3


class FilesAtOnce(PictureFiles):
    """Reads when it is asked."""

    async def read(self, file: Path) -> bytes:
        return read_picture(file)


class ScriptedStudio:
    """Begins each request once, however often it is asked; a test says how far the making is."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call
        self.views = [batch_view(number) for number in (3, 2, 1)]
        self.products = [product("gift", "Gift card"), product("game", "Game card")]
        self.begun: dict[str, int] = {}
        self.dry_faults: tuple[BatchFault, ...] = ()
        self.proven = 0
        self.contrast: int | None = None
        self.saved: list[str] = []
        self.save_faults: tuple[CampaignFault, ...] = ()
        self.artworks: list[bytes] = []
        self.artwork_fault: ArtworkFault | None = None

    def find(self, batch: int) -> BatchView:
        return next(one for one in self.views if one.batch == batch)

    def put(self, view: BatchView) -> None:
        self.views = [view if one.batch == view.batch else one for one in self.views]

    async def batches(self, *, before: int | None = None) -> BatchesAnswer | Refused:
        def decide() -> BatchesAnswer:
            found = [one for one in self.views if before is None or one.batch < before]
            return BatchesAnswer(batches=found[:PAGE], more=len(found) > PAGE)

        return await self._call("batches", decide)

    async def batch(self, batch: int) -> BatchDetail | Refused:
        def decide() -> BatchDetail:
            places = [
                BatchPlace(state=CustodyState.WAREHOUSE, store_id=None, packs=2, cards=20),
                BatchPlace(state=CustodyState.SHIPPED, store_id="S1", packs=3, cards=30),
            ]
            return BatchDetail(
                batch=self.find(batch),
                figures=BatchFigures(
                    inactive=50,
                    printed=30,
                    sold=4,
                    redeemed=2,
                    invalidated=1,
                    stopped=0,
                    recalled=0,
                    packs=5,
                    cartons=1,
                    places=places,
                ),
                history=[
                    BatchEntry(position=9, at=NOON_MS, kind="batch.codes-made", actor="system"),
                    BatchEntry(position=8, at=NOON_MS, kind="batch.opened", actor="operator:O7"),
                ],
            )

        return await self._call("batch", decide)

    async def batch_proof(self, batch: int) -> BatchProof | Refused:
        proof = BatchProof(
            batch=batch,
            proven=self.proven,
            demanded=20,
            shippable=self.proven > 19,
            contrast_percent_min=self.contrast,
        )
        return await self._call("batch_proof", lambda: proof)

    async def begin_batch(self, request_id: str, request: BatchRequest) -> BatchAnswer | Refused:
        def decide() -> BatchAnswer:
            if self.dry_faults:
                return BatchAnswer(faults=self.dry_faults)
            number = self.views[0].batch + 1
            if request.dry_run:
                return BatchAnswer(plan=plan(number, request))
            if request_id not in self.begun:
                self.begun[request_id] = number
                made = batch_view(
                    number,
                    name=request.name,
                    state=BatchState.MAKING,
                    made=0,
                    quantity=request.quantity,
                )
                self.views.insert(0, made)
            return BatchAnswer(batch=self.find(self.begun[request_id]))

        return await self._call("dry_run" if request.dry_run else "begin_batch", decide)

    async def cancel_batch(self, batch: int) -> BatchAnswer | Refused:
        def decide() -> BatchAnswer:
            view = self.find(batch)
            if view.state is BatchState.MADE:
                return BatchAnswer(faults=(BatchFault.ALREADY_MADE,), batch=view)
            self.put(replace(view, state=BatchState.CANCELLED))
            return BatchAnswer(batch=self.find(batch))

        return await self._call("cancel_batch", decide)

    async def campaigns(self) -> CampaignsAnswer | Refused:
        return await self._call("campaigns", lambda: CampaignsAnswer(campaigns=[*self.products]))

    async def campaign(self, campaign: str) -> CampaignView | Refused:
        return refused(Refusal.NOT_FOUND)

    def product(self, campaign: str) -> CampaignView | None:
        return next((one for one in self.products if one.campaign == campaign), None)

    async def save_campaign(
        self, request_id: str, request: SaveCampaignRequest
    ) -> CampaignAnswer | Refused:
        def decide() -> CampaignAnswer:
            if request_id in self.saved:
                return CampaignAnswer(campaign=self.product(request.campaign))
            there = self.product(request.campaign)
            if there is not None and request.version is None:
                return CampaignAnswer(faults=(CampaignFault.NAME_TAKEN,), campaign=there)
            if there is not None and request.version != there.version:
                return CampaignAnswer(faults=(CampaignFault.CHANGED_MEANWHILE,), campaign=there)
            if self.save_faults:
                return CampaignAnswer(faults=self.save_faults, campaign=there)
            before = there or product(request.campaign, "")
            view = replace(before, settings=request.settings, version=before.version + 1)
            self.saved.append(request_id)
            self.put_product(view)
            return CampaignAnswer(campaign=view)

        return await self._call("save_campaign", decide)

    async def store_artwork(self, content: bytes) -> ArtworkAnswer | Refused:
        def decide() -> ArtworkAnswer:
            if self.artwork_fault is not None:
                return ArtworkAnswer(fault=self.artwork_fault)
            if content not in self.artworks:
                self.artworks.append(content)
            return ArtworkAnswer(artwork=hashlib.sha256(content).hexdigest())

        return await self._call("store_artwork", decide)

    def put_product(self, view: CampaignView) -> None:
        others = [one for one in self.products if one.campaign != view.campaign]
        self.products = [*others, view]

    async def switch_campaign(
        self, campaign: str, request: SwitchCampaignRequest
    ) -> CampaignView | Refused:
        def decide() -> CampaignView | Refused:
            there = self.product(campaign)
            if there is None:
                return refused(Refusal.NOT_FOUND)
            if not request.disabled and request.version != there.version:
                return there
            self.put_product(replace(there, disabled=request.disabled, version=there.version + 1))
            return self.product(campaign) or there

        return await self._call("switch_campaign", decide)

    async def batch_labels(
        self, batch: int, *, of: str = "packs", after: int = 0
    ) -> LabelsAnswer | Refused:
        return refused(Refusal.NOT_FOUND)


class BatchesOffice:
    """The page as the studio works it."""

    def __init__(self, folder: Path, who: Operator = SAM) -> None:
        self.folder = folder
        self.floor = ShopFloor(folder)
        self.faults = self.floor.server.faults
        self.studio = ScriptedStudio(self.floor.server._call)
        self.went: list[tuple[str, int]] = []
        self.notes = NoteFile(folder / NOTE_FILE, BatchNote)
        self._open_page()
        self.floor.on_duty.signed_in(who)
        self.page.open()

    def _open_page(self) -> None:
        self.page = BatchesPresenter(
            self.floor.till,
            self.studio,
            notes=self.notes,
            files=FilesAtOnce(),
            ways=("labels",),
            go=lambda page, batch: self.went.append((page, batch)),
        )
        self.page.watch(self._listen)

    def restart(self, who: Operator = SAM) -> None:
        """The till is turned off and on again: nothing is left of the page but what it noted."""
        self.floor.close()
        self.floor = ShopFloor(self.folder)
        self.faults = self.floor.server.faults
        self.studio._call = self.floor.server._call
        self._open_page()
        self.floor.on_duty.signed_in(who)
        self.page.open()

    @staticmethod
    def _listen(state: BatchesPicture) -> None:
        for message in messages_of(state):
            assert "{" not in tell_message(message)

    @property
    def state(self) -> BatchesPicture:
        self.floor.tasks.deliver()
        return self.page.state

    @property
    def card(self) -> BatchCard:
        card = self.state.batch
        assert card is not None
        return card

    @property
    def form(self) -> NewBatch:
        form = self.state.new_batch
        assert form is not None
        return form

    @property
    def campaign(self) -> CampaignCard:
        card = self.state.campaign
        assert card is not None
        return card

    def fill(self, quantity: str = "5000") -> None:
        """Open the form and fill it in; nothing is asked yet."""
        self.page.open_new_batch()
        assert self.form.campaigns
        self.page.edit(BatchField.CAMPAIGN, "gift")
        self.page.edit(BatchField.QUANTITY, quantity)

    def act(self) -> None:
        self.page.act()
        self.floor.tasks.deliver()

    def line(self, reach: Reach) -> None:
        self.page.connection_changed(Connection(reach=reach, since_ms=NOON_MS))

    def close(self) -> None:
        self.floor.close()


def batch_view(batch: int, **changes: Any) -> BatchView:
    view = BatchView(
        batch=batch,
        name="",
        campaign="gift",
        title="Gift card",
        issuer="970010",
        price_minor=5000,
        currency="EUR",
        state=BatchState.MADE,
        quantity=50,
        made=50,
        cards_per_pack=10,
        packs_per_carton=5,
        created_by="operator:O7",
        created_at=NOON_MS,
        job_id=batch,
        error=None,
    )
    return replace(view, **changes)


def product(name: str, title: str, *, disabled: bool = False) -> CampaignView:
    return CampaignView(
        campaign=name,
        settings=CampaignSettings(title=title, price_minor=5000, currency="EUR", issuer="970010"),
        disabled=disabled,
        has_codes=True,
        figures=CampaignFigures(batches=1, made=50, sold=0, redeemed=0, invalidated=0),
        created_at=NOON_MS,
        updated_at=NOON_MS,
        version=1,
    )


def plan(batch: int, request: BatchRequest) -> BatchPlan:
    packs = -(-request.quantity // request.cards_per_pack)
    return BatchPlan(
        batch=batch,
        quantity=request.quantity,
        packs=packs,
        cartons=-(-packs // request.packs_per_carton),
        first_number=CardNumber.build(issuer="970010", batch=batch, sequence=1).digits,
        last_number=CardNumber.build(
            issuer="970010", batch=batch, sequence=request.quantity
        ).digits,
    )
