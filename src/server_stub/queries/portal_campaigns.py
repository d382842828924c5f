"""Campaigns as the portal lists them, what was made of one, and the jobs that make codes."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from card_contract.states import CodeState
from card_contract.studio_messages import CodeForm
from server_stub.domain.ids import AppId
from server_stub.domain.job_machine import JobState
from server_stub.domain.mail_machine import MailState
from server_stub.domain.scan_codes import heeded
from server_stub.storage import portal_campaign_selects as statements
from server_stub.storage.interface import Reader
from server_stub.storage.rows.books import COUNTERS, CounterRow
from server_stub.storage.rows.cards import UseType

PAGE_CAMPAIGNS: Final = 50
NEWEST_LISTED: Final = 20
"""So many jobs, batches and changes stand on the page of a campaign."""
LOOKED_THROUGH: Final = 1000
"""So many entries about a campaign and the making of its codes are looked through for changes."""
_GIVEN: Final = "job.codes-given"
_TAKEN: Final = "job.list-taken"


class CampaignLine(msgspec.Struct, frozen=True, array_like=True):
    """A campaign in a list."""

    campaign: str
    title: str
    use_type: UseType
    price_minor: int
    currency: str
    issuer: str | None
    barcode_is_code: bool
    disabled: bool

    @property
    def is_shared(self) -> bool:
        return self.use_type is UseType.SHARED


class BatchLine(msgspec.Struct, frozen=True, array_like=True):
    batch: int
    name: str
    quantity: int
    made: int
    created_at: int
    cancelled_at: int | None


class CampaignChange(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the ledger about a campaign; ``changed`` names what became something else."""

    position: int
    at: int
    kind: str
    actor: str
    changed: list[str]


class _Wanted(msgspec.Struct, frozen=True):
    """What of a job's parameters a page tells."""

    campaign: str
    state: CodeState
    form: CodeForm


class _Job(msgspec.Struct, frozen=True, array_like=True):
    job_id: int
    parameters: str
    state: JobState
    done: int
    total: int
    asked_by: str
    error: str | None
    created_at: int
    ended_at: int | None


class CodeJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job that makes codes, and how far it has come."""

    job_id: int
    campaign: str
    born: CodeState
    form: CodeForm
    state: JobState
    done: int
    total: int
    asked_by: str
    error: str | None
    created_at: int
    ended_at: int | None

    @property
    def is_running(self) -> bool:
        return self.state is JobState.RUNNING


class ListGiven(msgspec.Struct, frozen=True, kw_only=True):
    """That the codes of a job went to somebody, and why."""

    at: int
    actor: str
    reason: str
    approved_by: str | None
    by_link: bool

    def is_of(self, actor: str, reason: str) -> bool:
        return (self.actor, self.reason) == (actor, reason)


class JobMail(msgspec.Struct, frozen=True, array_like=True):
    """The mail that brings the link to the codes of a job, and what became of it."""

    address: str
    state: MailState
    tries: int
    error: str | None
    taken_by: str | None
    updated_at: int
    version: int


class _SharedCode(msgspec.Struct, frozen=True, array_like=True):
    campaign: str
    scan_code: str


class _Name(msgspec.Struct, frozen=True, array_like=True):
    text: str


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


class PortalCampaigns:
    """Reads of one shop each."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def listed(
        self, app_id: AppId, search: str, after: str
    ) -> tuple[list[CampaignLine], bool]:
        """A page of campaigns by name; of those that have this in name or title; are there more?"""
        pattern = f"%{_escaped(search)}%"
        found = await self._reader.fetch(
            CampaignLine, statements.LISTED, app_id, after, pattern, pattern, PAGE_CAMPAIGNS + 1
        )
        return found[:PAGE_CAMPAIGNS], len(found) > PAGE_CAMPAIGNS

    async def scripts(self, app_id: AppId) -> list[str]:
        found = await self._reader.fetch(_Name, statements.SCRIPTS, app_id)
        return [script.text for script in found]

    async def code_like(self, app_id: AppId, campaign: str, scan_code: str) -> str | None:
        """A code of another campaign that people would take for this one, if there is one."""
        found = await self._reader.fetch(_SharedCode, statements.SHARED_CODES, app_id)
        said = heeded(scan_code)
        others = (each.scan_code for each in found if each.campaign != campaign)
        return next((code for code in others if heeded(code) == said), None)

    async def batches(self, app_id: AppId, campaign: str) -> list[BatchLine]:
        """The newest batches of a campaign."""
        return await self._reader.fetch(
            BatchLine, statements.BATCHES, app_id, campaign, NEWEST_LISTED
        )

    async def history(
        self, app_id: AppId, campaign: str, limit: int = NEWEST_LISTED
    ) -> list[CampaignChange]:
        """What was done to a campaign last, as far as not thousands of codes were made since."""
        told = await self._reader.fetch(
            _Told, statements.HISTORY, app_id, campaign, LOOKED_THROUGH, limit
        )
        entries = [(one.position, msgspec.json.decode(one.entry, type=_Entry)) for one in told]
        return [
            CampaignChange(
                position=position,
                at=entry.at,
                kind=entry.kind,
                actor=entry.actor,
                changed=[name for name in entry.detail if name != "till"],
            )
            for position, entry in entries
            if entry.kind.startswith("campaign.")
        ]

    async def code_job(self, app_id: AppId, job_id: int) -> CodeJob | None:
        found = await self._reader.fetch(_Job, statements.CODE_JOB, app_id, job_id)
        return _told(found[0]) if found else None

    async def mail_of_job(self, app_id: AppId, job_id: int) -> JobMail | None:
        found = await self._reader.fetch(JobMail, statements.MAIL_OF_JOB, app_id, job_id)
        return found[0] if found else None

    async def lists_given(self, app_id: AppId, job_id: int) -> list[ListGiven]:
        """To whom the codes of a job were given, the newest first.

        The codes that follow a list which was let out, or fetched, are not told once more.
        """
        of_job = (app_id, str(job_id), app_id, job_id)
        told = await self._reader.fetch(_Told, statements.LISTS_OF_JOB, *of_job, NEWEST_LISTED)
        given: list[ListGiven] = []
        for entry in (msgspec.json.decode(one.entry, type=_Entry) for one in reversed(told)):
            reason = entry.detail["reason"]
            if entry.kind == _GIVEN and given and given[-1].is_of(entry.actor, reason):
                continue
            given.append(
                ListGiven(
                    at=entry.at,
                    actor=entry.actor,
                    reason=reason,
                    approved_by=entry.detail.get("approved_by"),
                    by_link=entry.kind == _TAKEN,
                )
            )
        return given[::-1]

    async def count(self, app_id: AppId, counter: str) -> int:
        """How far a counter has come."""
        found: list[CounterRow] = await self._reader.find(COUNTERS.at(app_id, counter))
        return found[0].value if found else 0

    async def code_jobs(self, app_id: AppId, campaign: str) -> list[CodeJob]:
        """The newest jobs that make codes of a campaign: their parameters begin with its name."""
        named = msgspec.json.encode({"campaign": campaign}).decode().removesuffix("}")
        pattern = f"{_escaped(named)},%"
        found = await self._reader.fetch(_Job, statements.CODE_JOBS, app_id, pattern, NEWEST_LISTED)
        return [_told(job) for job in found]


def _told(job: _Job) -> CodeJob:
    wanted = msgspec.json.decode(job.parameters, type=_Wanted)
    return CodeJob(
        job_id=job.job_id,
        campaign=wanted.campaign,
        born=wanted.state,
        form=wanted.form,
        state=job.state,
        done=job.done,
        total=job.total,
        asked_by=job.asked_by,
        error=job.error,
        created_at=job.created_at,
        ended_at=job.ended_at,
    )


def _escaped(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, f"\\{sign}")
    return text
