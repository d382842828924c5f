"""GENERATE_CODES as a job: begun by one command, carried out by one for each piece.

A piece comes with fresh codes, hashed and sealed, and with the number that it expects to be done:
so a repeat makes nothing, and two processes at one job do not make too many. Where one of its codes
exists already, nothing of it is made and whoever drew them draws anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

import msgspec
from msgspec import Struct

from card_contract.outcomes import Refusal
from card_contract.states import CodeState, Role
from card_contract.studio_messages import CodeForm
from server_stub.commands.askers import employed
from server_stub.commands.batch_codes import CHUNK_CODES_MAX, NewCode
from server_stub.commands.counters import CODE_COUNTER, drawn
from server_stub.commands.job_mails import new_mail
from server_stub.commands.jobs import (
    JobProgress,
    begun,
    given_up,
    job_counter,
    job_entry,
    moved_on,
    progress_of,
)
from server_stub.commands.redemption_answers import Outcome, told
from server_stub.commands.requests import OfStaff, Request
from server_stub.commands.server_codes import (
    existing_campaign,
    new_code_row,
    new_secret_row,
    seller_of,
    why_not_personal,
)
from server_stub.commands.unstored import Unstored
from server_stub.domain.code_machine import BIRTH_STATES
from server_stub.domain.ids import AppId, CodeId, OperatorId
from server_stub.domain.job_machine import JobKind, JobState
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CODE_SECRETS_BY_HASH,
    CampaignRow,
    UseType,
)
from server_stub.storage.rows.jobs import JOBS, JobRow, MadeRow
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need

GENERATED_MAX: Final = 1_000_000
LIST_READERS: Final = frozenset({Role.STUDIO, Role.ADMINISTRATOR})
_OTHER_CODES: Final = "The campaign has codes of another kind by now."


class CodesWanted(Struct, frozen=True, kw_only=True):
    """What codes a job is to make; kept with the job as JSON.

    ``sells_cards`` is noted of the campaign when the job begins.
    """

    campaign: str
    quantity: int
    form: CodeForm = CodeForm.FIVE_BY_FIVE
    include_check: bool = False
    prefix: str = ""
    state: CodeState = CodeState.INACTIVE
    custom_code_info: str | None = None
    email: str | None = None
    sells_cards: bool | None = None

    def are_of(self, campaign: CampaignRow) -> bool:
        """Whether the campaign still has such codes as when the job began."""
        if campaign.use_type is not UseType.PERSONAL or campaign.issuer is not None:
            return False
        return self.sells_cards is None or self.sells_cards == campaign.sells_cards


def wanted_of(job: JobRow) -> CodesWanted:
    return msgspec.json.decode(job.parameters, type=CodesWanted)


class GenerationBegun(Outcome, frozen=True, kw_only=True):
    """The job that makes the codes."""

    job_id: int | None = None


class PieceMade(JobProgress, frozen=True, kw_only=True):
    """How far the job has come; ``collided`` says that one of the codes existed already."""

    collided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginGeneration:
    """Begin a job that makes many codes of a personal campaign.

    Only a customer's server can have sold what it makes; cards that staff make wait for a till.
    """

    answer_type: ClassVar = GenerationBegun

    app_id: AppId
    request: Request
    actor: str
    wanted: CodesWanted

    @property
    def key(self) -> str | None:
        return self.request.key_of("GENERATE_CODES")

    def fingerprint(self) -> bytes:
        return msgspec.json.encode(("GENERATE_CODES", self.wanted))

    def needs(self) -> Iterable[Need]:
        yield from self.request.needs()
        yield CAMPAIGNS.at(self.app_id, self.wanted.campaign)
        yield job_counter(self.app_id)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[GenerationBegun]:
        wanted = self.wanted
        if wanted.state not in BIRTH_STATES or not 0 < wanted.quantity <= GENERATED_MAX:
            return refuse(Refusal.MALFORMED)
        order = self.request.order(rows, self.app_id, now_ms)
        if isinstance(order, RedemptionOutcome):
            return told(GenerationBegun(outcome=order, at=now_ms))
        refusal = self._refusal(rows)
        if refusal is not None:
            return told(GenerationBegun(outcome=refusal, at=now_ms), order)
        campaign = existing_campaign(rows, self.app_id, wanted.campaign)
        noted = msgspec.structs.replace(wanted, sells_cards=campaign.sells_cards)
        job, changes, entry = begun(
            rows,
            self.app_id,
            kind=JobKind.GENERATE_CODES,
            parameters=msgspec.json.encode(noted).decode(),
            total=wanted.quantity,
            asked_by=self.actor,
            detail={"campaign": wanted.campaign, "state": wanted.state},
            now_ms=now_ms,
        )
        answer = GenerationBegun(outcome=RedemptionOutcome.DONE, at=now_ms, job_id=job.job_id)
        # Whoever changes the campaign over how it stood before finds that out by its version.
        noticed = changed(campaign, updated_at=now_ms)
        return told(answer, (*order, noticed, *changes), (entry,))

    def _refusal(self, rows: Rows) -> RedemptionOutcome | None:
        refusal = why_not_personal(rows, self.app_id, self.wanted.campaign)
        if refusal is not None:
            return refusal
        campaign = existing_campaign(rows, self.app_id, self.wanted.campaign)
        if campaign.issuer is not None:
            return RedemptionOutcome.CARD_CAMPAIGN
        is_of_staff = isinstance(self.request, OfStaff)
        if is_of_staff and campaign.sells_cards and self.wanted.state is CodeState.AVAILABLE:
            return RedemptionOutcome.CARDS_UNPAID
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakePiece(Unstored):
    """Make the next codes of a job, if ``after`` exist and it still runs.

    Where its campaign has codes of another kind by now, the job is given up.
    """

    answer_type: ClassVar = PieceMade

    job_id: int
    after: int
    codes: Sequence[NewCode]

    def needs(self) -> Iterable[Need]:
        yield JOBS.at(self.app_id, self.job_id)
        yield COUNTERS.at(self.app_id, CODE_COUNTER)
        for code in self.codes:
            yield CODE_SECRETS_BY_HASH.at(self.app_id, code.code_hash)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        job = rows.find(JOBS, self.app_id, self.job_id)
        if job is None or job.kind is not JobKind.GENERATE_CODES:
            return ()
        return (CAMPAIGNS.at(self.app_id, wanted_of(job).campaign),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[PieceMade]:
        job = rows.find(JOBS, self.app_id, self.job_id)
        if job is None or job.kind is not JobKind.GENERATE_CODES:
            return refuse(Refusal.NOT_FOUND)
        if job.state is not JobState.RUNNING or job.done != self.after:
            return Decision(_piece(job))
        done = job.done + len(self.codes)
        if not 0 < len(self.codes) <= CHUNK_CODES_MAX or done > job.total:
            return refuse(Refusal.MALFORMED)
        campaign = existing_campaign(rows, self.app_id, wanted_of(job).campaign)
        if not wanted_of(job).are_of(campaign):
            failed, change, entry = given_up(job, _OTHER_CODES, now_ms)
            return Decision(_piece(failed), (change,), (entry,))
        if self._exists(rows):
            return Decision(_piece(job, collided=True))
        return self._made(rows, job, done, now_ms)

    def _exists(self, rows: Rows) -> bool:
        hashes = {code.code_hash for code in self.codes}
        return len(hashes) < len(self.codes) or any(
            rows.find(CODE_SECRETS_BY_HASH, self.app_id, value) for value in hashes
        )

    def _made(self, rows: Rows, job: JobRow, done: int, now_ms: int) -> Decision[PieceMade]:
        wanted = wanted_of(job)
        campaign = existing_campaign(rows, self.app_id, wanted.campaign)
        last_id, counted = drawn(rows, self.app_id, CODE_COUNTER, len(self.codes))
        first_id = last_id - len(self.codes) + 1
        changes: list[Change] = []
        for code_id, new in enumerate(self.codes, start=first_id):
            row = new_code_row(
                campaign,
                CodeId(code_id),
                new,
                state=wanted.state,
                sold_by=seller_of(job.asked_by),
                custom_code_info=wanted.custom_code_info,
                now_ms=now_ms,
            )
            changes += (Insert(row), Insert(new_secret_row(row, new)))
        made = MadeRow(
            app_id=self.app_id,
            job_id=job.job_id,
            first_id=CodeId(first_id),
            last_id=CodeId(last_id),
        )
        after, moved, ended = moved_on(job, done, now_ms)
        changes += (counted, Insert(made), moved)
        if ended and wanted.email is not None:
            changes.append(Insert(new_mail(job, wanted.email, now_ms)))
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="codes.generated",
            actor=job.asked_by,
            subject=wanted.campaign,
            detail={
                "job": job.job_id,
                "codes": [first_id, last_id],
                "state": wanted.state,
                "numbers": _hash_of_ids(first_id, last_id),
            },
        )
        return Decision(_piece(after), changes, (entry, *ended))


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveCodes(Unstored):
    """Note, before any is shown, that codes of a job go to a person who may have them, and why."""

    answer_type: ClassVar = JobProgress

    job_id: int
    first_id: int
    last_id: int
    operator_id: OperatorId
    reason: str

    def needs(self) -> Iterable[Need]:
        return (
            JOBS.at(self.app_id, self.job_id),
            OPERATORS.at(self.app_id, self.operator_id),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[JobProgress]:
        job = rows.find(JOBS, self.app_id, self.job_id)
        if job is None or job.kind is not JobKind.GENERATE_CODES:
            return refuse(Refusal.NOT_FOUND)
        operator = employed(rows, self.app_id, self.operator_id)
        if operator is None:
            return refuse(Refusal.NO_OPERATOR)
        if operator.role not in LIST_READERS:
            return refuse(Refusal.NOT_ALLOWED)
        if not self.reason.strip():
            return refuse(Refusal.MALFORMED)
        entry = job_entry(
            "codes-given",
            job,
            f"operator:{self.operator_id}",
            codes=[self.first_id, self.last_id],
            reason=self.reason,
        )
        return Decision(progress_of(job), (), (entry,))


def _piece(job: JobRow, *, collided: bool = False) -> PieceMade:
    return PieceMade(
        job_id=job.job_id, state=job.state, done=job.done, total=job.total, collided=collided
    )


def _hash_of_ids(first: int, last: int) -> str:
    """The hash of a piece's code ids, one a line."""
    lines = "".join(f"{code_id}\n" for code_id in range(first, last + 1))
    return hashlib.sha256(lines.encode()).hexdigest()
