"""The studio's lists: campaigns and batches with their figures, and labels to be printed."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from card_contract.card_number import BATCH_MAX, CardNumber
from card_contract.states import CustodyState
from card_contract.studio_messages import (
    CODE_LENGTHS,
    HISTORY_MAX,
    LABELS_OF_PAGE_MAX,
    BatchDetail,
    BatchEntry,
    BatchesAnswer,
    BatchFigures,
    BatchPlace,
    BatchPlan,
    BatchRequest,
    BatchState,
    BatchView,
    CampaignFigures,
    CodeForm,
    LabelLine,
    LabelsAnswer,
)
from server_stub.domain.ids import AppId
from server_stub.domain.job_machine import JobState
from server_stub.storage import selects, studio_selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CAMPAIGNS, CampaignRow

BATCHES_OF_PAGE: Final = 100
_HISTORY: Final = ("batch.", "print-run.")


class _Name(msgspec.Struct, frozen=True, array_like=True):
    text: str


class _Wanted(msgspec.Struct, frozen=True):
    """What of a job's parameters is looked at."""

    campaign: str


class _Number(msgspec.Struct, frozen=True, array_like=True):
    value: int


class _Figures(msgspec.Struct, frozen=True, array_like=True):
    batches: int
    made: int
    sold: int
    redeemed: int
    invalidated: int


class _Batch(msgspec.Struct, frozen=True, array_like=True):
    batch: int
    name: str
    campaign: str
    title: str
    issuer: str | None
    price_minor: int
    currency: str
    quantity: int
    made: int
    cards_per_pack: int
    packs_per_carton: int
    created_by: str
    created_at: int
    job_id: int | None
    cancelled_at: int | None
    job_state: JobState | None
    error: str | None
    code_form: CodeForm
    code_prefix: str

    def view(self) -> BatchView:
        return BatchView(
            batch=self.batch,
            name=self.name,
            campaign=self.campaign,
            title=self.title,
            issuer=self.issuer,
            price_minor=self.price_minor,
            currency=self.currency,
            state=self._state,
            quantity=self.quantity,
            made=self.made,
            cards_per_pack=self.cards_per_pack,
            packs_per_carton=self.packs_per_carton,
            created_by=self.created_by,
            created_at=self.created_at,
            job_id=self.job_id,
            error=self.error,
            code_length=len(self.code_prefix) + CODE_LENGTHS[self.code_form],
        )

    @property
    def _state(self) -> BatchState:
        if self.cancelled_at is not None:
            return BatchState.CANCELLED
        if self.made == self.quantity:
            return BatchState.MADE
        return BatchState.MAKING if self.job_state is JobState.RUNNING else BatchState.FAILED


class _Cards(msgspec.Struct, frozen=True, array_like=True):
    inactive: int
    sold: int
    redeemed: int
    invalidated: int
    stopped: int
    recalled: int


class _Place(msgspec.Struct, frozen=True, array_like=True):
    state: CustodyState
    store_id: str | None
    packs: int
    cards: int


class _Parcel(msgspec.Struct, frozen=True, array_like=True):
    label: str
    number: int
    carton: int
    first: int
    last: int


class _Told(msgspec.Struct, frozen=True, array_like=True):
    position: int
    entry: str


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    form: int
    at: int
    app_id: str
    kind: str
    actor: str
    subject: str
    detail: dict[str, Any]


class StudioQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def campaigns(self, app_id: AppId) -> list[CampaignRow]:
        """All campaigns, by name."""
        names = await self._reader.fetch(_Name, selects.CAMPAIGN_NAMES, app_id)
        found = [await self.campaign(app_id, name.text) for name in names]
        return [row for row in found if row is not None]

    async def campaign(self, app_id: AppId, campaign: str) -> CampaignRow | None:
        found: list[CampaignRow] = await self._reader.find(CAMPAIGNS.at(app_id, campaign))
        return found[0] if found else None

    async def campaign_figures(self, app_id: AppId, campaign: str) -> CampaignFigures:
        """How many batches and codes of the campaign there are, and how the codes stand."""
        place = (app_id, campaign)
        found = await self._reader.fetch(_Figures, studio_selects.CAMPAIGN_FIGURES, *place, *place)
        return CampaignFigures(**msgspec.structs.asdict(found[0]))

    async def has_codes(self, app_id: AppId, campaign: str) -> bool:
        """Whether there is a code of the campaign, a redemption of it, or what makes codes."""
        # The jobs first: one that ends in between has left codes, or made none.
        making = await self._reader.fetch(_Name, studio_selects.MAKING_CODES, app_id)
        wanted = [msgspec.json.decode(job.text, type=_Wanted) for job in making]
        if any(one.campaign == campaign for one in wanted):
            return True
        place = (app_id, campaign)
        return bool(await self._reader.fetch(_Number, studio_selects.HAS_CODES, *place * 3))

    async def batches(self, app_id: AppId, before: int | None) -> BatchesAnswer:
        """A page of the batches, the newest first."""
        last = BATCH_MAX + 1 if before is None else before
        found = await self._reader.fetch(
            _Batch, studio_selects.BATCHES, app_id, last, BATCHES_OF_PAGE + 1
        )
        return BatchesAnswer(
            batches=[batch.view() for batch in found[:BATCHES_OF_PAGE]],
            more=len(found) > BATCHES_OF_PAGE,
        )

    async def batch(self, app_id: AppId, batch: int) -> BatchView | None:
        found = await self._reader.fetch(_Batch, studio_selects.BATCH, app_id, batch)
        return found[0].view() if found else None

    async def detail(self, app_id: AppId, batch: int) -> BatchDetail | None:
        """A batch with its figures and its history."""
        view = await self.batch(app_id, batch)
        if view is None:
            return None
        return BatchDetail(
            batch=view,
            figures=await self._figures(app_id, batch),
            history=await self._history(app_id, batch),
        )

    async def plan(self, app_id: AppId, issuer: str, wanted: BatchRequest) -> BatchPlan | None:
        """What a batch comes to, with its numbers as they would be now; null where none is left."""
        found = await self._reader.fetch(_Number, studio_selects.LAST_BATCH, app_id)
        batch = found[0].value + 1
        if batch > BATCH_MAX:
            return None
        packs = -(-wanted.quantity // wanted.cards_per_pack)
        return BatchPlan(
            batch=batch,
            quantity=wanted.quantity,
            packs=packs,
            cartons=-(-packs // wanted.packs_per_carton),
            first_number=_number(issuer, batch, 1),
            last_number=_number(issuer, batch, wanted.quantity),
        )

    async def labels(
        self, app_id: AppId, batch: int, *, of_cartons: bool, after: int
    ) -> LabelsAnswer | None:
        """A page of the labels of a batch's packs, or of its cartons, with what is inside."""
        view = await self.batch(app_id, batch)
        if view is None:
            return None
        sql = studio_selects.CARTON_LABELS if of_cartons else studio_selects.PACK_LABELS
        found = await self._reader.fetch(_Parcel, sql, app_id, batch, after, LABELS_OF_PAGE_MAX + 1)
        lines = [
            _line(parcel, view.issuer, batch, min(parcel.last, view.made), of_cartons)
            for parcel in found[:LABELS_OF_PAGE_MAX]
            if view.issuer is not None
        ]
        more = len(found) > LABELS_OF_PAGE_MAX
        return LabelsAnswer(batch=batch, title=view.title, lines=lines, more=more)

    async def _figures(self, app_id: AppId, batch: int) -> BatchFigures:
        fetch, place = self._reader.fetch, (app_id, batch)
        cards = (await fetch(_Cards, studio_selects.BATCH_CARDS, *place))[0]
        places = await fetch(_Place, studio_selects.BATCH_PLACES, *place)
        printed = (await fetch(_Number, studio_selects.PRINTED_COUNTED, *place))[0].value
        cartons = (await fetch(_Number, studio_selects.CARTONS_COUNTED, *place))[0].value
        return BatchFigures(
            **msgspec.structs.asdict(cards),
            printed=printed,
            packs=sum(found.packs for found in places),
            cartons=cartons,
            places=[BatchPlace(**msgspec.structs.asdict(found)) for found in places],
        )

    async def _history(self, app_id: AppId, batch: int) -> list[BatchEntry]:
        place = (app_id, str(batch), app_id, batch)
        told = await self._reader.fetch(_Told, studio_selects.ABOUT_BATCH, *place, HISTORY_MAX)
        entries = [(one.position, msgspec.json.decode(one.entry, type=_Entry)) for one in told]
        return [
            BatchEntry(position=position, at=entry.at, kind=entry.kind, actor=entry.actor)
            for position, entry in entries
            if entry.kind.startswith(_HISTORY)
        ]


def _line(parcel: _Parcel, issuer: str, batch: int, last: int, of_cartons: bool) -> LabelLine:
    return LabelLine(
        label=parcel.label,
        is_carton=of_cartons,
        number=parcel.number,
        carton=parcel.carton,
        first_number=_number(issuer, batch, parcel.first),
        last_number=_number(issuer, batch, last),
        cards=last - parcel.first + 1,
    )


def _number(issuer: str, batch: int, sequence: int) -> str:
    return CardNumber.build(issuer=issuer, batch=batch, sequence=sequence).digits
