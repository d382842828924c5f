"""Making campaigns, and beginning batches of codes in them (``batch_codes`` makes the codes)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from card_contract.card_number import BATCH_MAX
from card_contract.outcomes import Refusal
from card_contract.studio_messages import BatchFault
from server_stub.commands.askers import refusal_of_operator
from server_stub.commands.campaigns import settings_of
from server_stub.commands.counters import drawn
from server_stub.commands.jobs import begun, job_counter
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.campaign_rules import batch_faults, campaign_faults, is_batch_number
from server_stub.domain.ids import AppId, OperatorId
from server_stub.domain.job_machine import JobKind
from server_stub.domain.roles import STUDIO
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert, LedgerEntry, changed
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.cards import (
    BATCHES,
    CAMPAIGNS,
    BatchRow,
    CampaignRow,
    UseType,
)
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need

BATCH_COUNTER: Final = "batch"
BATCHES_LOOKED_AT: Final = 100
"""So many numbers after the last batch are looked at for one that no import has taken."""


class BatchOpened(Struct, frozen=True, kw_only=True):
    """The number of a batch that has no codes yet, and its job; or why there is none."""

    batch: int = 0
    job_id: int = 0
    faults: list[BatchFault] = []
    replayed: bool = False


class BatchWanted(Struct, frozen=True, kw_only=True):
    """What a job is to make; kept with it as JSON."""

    batch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCampaign(Unstored):
    """Make a campaign whose name is not taken."""

    answer_type: ClassVar = Noted

    campaign: CampaignRow
    made_by: str

    def needs(self) -> Iterable[Need]:
        return (CAMPAIGNS.at(self.app_id, self.campaign.campaign),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        name = self.campaign.campaign
        if self.campaign.app_id != self.app_id:
            return refuse(Refusal.NOT_FOUND)
        if rows.find(CAMPAIGNS, self.app_id, name) is not None:
            return refuse(Refusal.KEY_REUSED)
        if campaign_faults(settings_of(self.campaign)):
            return refuse(Refusal.MALFORMED)
        row = replace(self.campaign, created_at=now_ms, updated_at=now_ms, version=1)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="campaign.made",
            actor=self.made_by,
            subject=name,
            detail={
                "use": row.use_type,
                "price": row.price_minor,
                "currency": row.currency,
                "issuer": row.issuer,
            },
        )
        return Decision(Noted(), (Insert(row),), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBatch:
    """Begin a batch of a personal campaign, at its present price, and the job that makes it.

    With a ``request_id`` it is begun once under it.
    """

    answer_type: ClassVar = BatchOpened

    app_id: AppId
    campaign: str
    quantity: int
    cards_per_pack: int
    packs_per_carton: int
    made_by: str
    name: str = ""
    request_id: str | None = None
    operator_id: OperatorId | None = None

    @property
    def key(self) -> str | None:
        return None if self.request_id is None else f"{self.request_id}/BATCH"

    def fingerprint(self) -> bytes:
        size = (self.quantity, self.cards_per_pack, self.packs_per_carton)
        return msgspec.json.encode((self.campaign, size, self.name))

    def needs(self) -> Iterable[Need]:
        yield CAMPAIGNS.at(self.app_id, self.campaign)
        yield COUNTERS.at(self.app_id, BATCH_COUNTER)
        yield job_counter(self.app_id)
        if self.operator_id is not None:
            yield OPERATORS.at(self.app_id, self.operator_id)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        last = _last_batch(rows, self.app_id)
        for batch in range(last + 1, last + BATCHES_LOOKED_AT + 1):
            yield BATCHES.at(self.app_id, batch)

    def decide(self, rows: Rows, now_ms: int) -> Decision[BatchOpened]:
        if self.operator_id is not None:
            refusal = refusal_of_operator(rows, self.app_id, self.operator_id, STUDIO)
            if refusal is not None:
                return refuse(refusal)
        campaign = rows.find(CAMPAIGNS, self.app_id, self.campaign)
        step = _free_after(rows, self.app_id)
        batch, counted = drawn(rows, self.app_id, BATCH_COUNTER, step)
        faults = self._faults(campaign, batch)
        if campaign is None or faults:
            return Decision(BatchOpened(faults=faults), kept=False)
        job, begun_changes, begun_entry = begun(
            rows,
            self.app_id,
            kind=JobKind.MAKE_BATCH,
            parameters=msgspec.json.encode(BatchWanted(batch=batch)).decode(),
            total=self.quantity,
            asked_by=self.made_by,
            detail={"campaign": self.campaign, "batch": batch},
            now_ms=now_ms,
        )
        row = BatchRow(
            app_id=self.app_id,
            batch=batch,
            campaign=self.campaign,
            issuer=campaign.issuer,
            quantity=self.quantity,
            made=0,
            cards_per_pack=self.cards_per_pack,
            packs_per_carton=self.packs_per_carton,
            price_minor=campaign.price_minor,
            currency=campaign.currency,
            created_by=self.made_by,
            created_at=now_ms,
            name=self.name.strip(),
            job_id=job.job_id,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="batch.opened",
            actor=self.made_by,
            subject=str(batch),
            detail={"campaign": self.campaign, "quantity": self.quantity, "name": row.name},
        )
        # Whoever changes the campaign over how it stood before finds that out by its version.
        noticed = changed(campaign, updated_at=now_ms)
        changes = (Insert(row), counted, noticed, *begun_changes)
        return Decision(BatchOpened(batch=batch, job_id=job.job_id), changes, (entry, begun_entry))

    def _faults(self, campaign: CampaignRow | None, batch: int) -> list[BatchFault]:
        faults = batch_faults(
            quantity=self.quantity,
            cards_per_pack=self.cards_per_pack,
            packs_per_carton=self.packs_per_carton,
        )
        faults += faults_of_campaign(campaign)
        if not is_batch_number(batch):
            faults.append(BatchFault.BATCHES_USED_UP)
        return faults


def faults_of_campaign(campaign: CampaignRow | None) -> list[BatchFault]:
    """Say why no batch is made of it. One is printed, packed and shipped by its card numbers.

    Other codes come from a job, which gives them out as a list; in a batch nobody got at them.
    """
    if campaign is None:
        return [BatchFault.CAMPAIGN_UNKNOWN]
    if campaign.use_type is not UseType.PERSONAL:
        return [BatchFault.CAMPAIGN_SHARED]
    if campaign.issuer is None:
        return [BatchFault.CAMPAIGN_WITHOUT_NUMBERS]
    return [BatchFault.CAMPAIGN_DISABLED] if campaign.disabled else []


def _last_batch(rows: Rows, app_id: AppId) -> int:
    counter = rows.find(COUNTERS, app_id, BATCH_COUNTER)
    return 0 if counter is None else counter.value


def _free_after(rows: Rows, app_id: AppId) -> int:
    """How far after the last batch the next free number is; past all, where none is found."""
    last = _last_batch(rows, app_id)
    for step in range(1, BATCHES_LOOKED_AT + 1):
        if rows.find(BATCHES, app_id, last + step) is None:
            return step
    return BATCH_MAX + 1
