"""The steps of a redemption, for personal and shared codes alike: begin, progress, end.

A decision takes one or more steps (an attempt times out and the next one begins) and stores them
together. Every step moves the record by its machine's table, keeps the count of a shared
campaign's places, and writes its ledger entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from card_contract.states import CodeState
from server_stub.code_snapshot import CodeSnapshot, Record, snapshot_of
from server_stub.commands.counters import CODE_COUNTER, drawn
from server_stub.commands.recall_moves import RECALLED_REASON, refund_of_recalled
from server_stub.commands.redemption_answers import ScriptCall
from server_stub.domain.attempt_rules import (
    AttemptFailure,
    AttemptPhase,
    AttemptState,
    ScriptReport,
    Verdict,
    next_attempt,
    next_look_at,
    response_of,
)
from server_stub.domain.code_machine import CodeEvent, move_code
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.shared_code_machine import move_shared, takes_place
from server_stub.domain.shared_rules import places_counter
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import (
    COUNTERS,
    CounterRow,
)
from server_stub.storage.rows.cards import (
    CampaignRow,
    CodeRow,
    UseType,
)
from server_stub.storage.rows.redemption import AttemptRow, SharedRow
from server_stub.storage.table import Need

_MS: Final = 1_000


class Player(Struct, frozen=True):
    profile_id: str
    name: str


def id_of(record: Record) -> CodeId:
    return record.redemption_id if isinstance(record, SharedRow) else record.code_id


def places_of(app_id: AppId, campaign: str) -> Need:
    """The counter of a shared campaign: how many redemptions are done or in progress."""
    return COUNTERS.at(app_id, places_counter(campaign))


class Steps(Struct):
    """What a decision has done so far; record and attempt are as the last step left them.

    ``given_back`` is the newest attempt of a code that staff gave back: it is nobody's present one,
    and what it has done may still not be known.
    """

    app_id: AppId
    rows: Rows
    now_ms: int
    actor: str
    campaign: CampaignRow
    record: Record | None
    attempt: AttemptRow | None
    given_back: AttemptRow | None = None
    changes: list[Change] = []
    entries: list[LedgerEntry] = []
    _count: CounterRow | None = None

    @property
    def state(self) -> CodeState | None:
        return None if self.record is None else self.record.state

    @property
    def taken(self) -> int:
        """How many places of the shared campaign are taken."""
        counter = self._counter()
        return 0 if counter is None else counter.value

    @property
    def existing(self) -> Record:
        """The record, which a step before this one has made if it was not there."""
        if self.record is None:
            raise LookupError(f"{self.campaign.campaign}: there is no redemption yet.")
        return self.record

    @property
    def open_attempt(self) -> AttemptRow:
        """The attempt; only an open one is reported about."""
        if self.attempt is None:
            raise LookupError(f"Redemption {id_of(self.existing)} has no attempt.")
        return self.attempt

    @property
    def is_in_doubt(self) -> bool:
        """Whether nobody knows what the last attempt has done: its time was over first."""
        last = self.attempt or self.given_back
        return last is not None and last.failure is AttemptFailure.TIMED_OUT

    def call(self, *, asks_first: bool = False) -> ScriptCall:
        """The call that the open attempt needs."""
        call = call_of(self.existing, self.open_attempt, self.campaign)
        return replace(call, asks_first=asks_first)

    def snapshot(self) -> CodeSnapshot:
        record = self.existing
        attempt = self.attempt
        if attempt is not None and attempt.attempt != record.attempt:
            attempt = None
        return snapshot_of(record, attempt, self.campaign)

    def redeem(self, player: Player, info: str) -> None:
        """Redeem at once: there is no script."""
        self._move(
            CodeEvent.REDEEM,
            player=player,
            custom_redemption_info=info,
            **self._redeemed(player),
        )
        self._note("redeemed", **self._sale())

    def begin(
        self,
        player: Player,
        info: str | None,
        *,
        event: CodeEvent,
        script: str,
        phase: AttemptPhase,
        due_at: int,
    ) -> AttemptRow:
        """Open the next attempt, with the player's info or the one of before."""
        record = self.record
        number = 0 if record is None else next_attempt(record.attempt, record.first_attempt)
        columns: dict[str, Any] = {} if info is None else {"custom_redemption_info": info}
        if record is not None and event is CodeEvent.STAFF_RETRY:
            columns["first_attempt"] = record.first_attempt + 1  # it takes none of the player's
        self._move(event, player=player, attempt=number, **columns)
        attempt = AttemptRow(
            app_id=self.app_id,
            redemption_id=id_of(self.existing),
            attempt=number,
            is_shared=isinstance(self.record, SharedRow),
            campaign=self.campaign.campaign,
            profile_id=player.profile_id,
            profile_name=player.name,
            asked_by=self.actor,
            script=script,
            is_async=self.campaign.is_async,
            phase=phase,
            attempted_at=self.now_ms,
            deadline_at=self.now_ms + self.campaign.timeout_s * _MS,
            due_at=due_at,
        )
        self.changes.append(Insert(attempt))
        self.attempt = attempt
        return attempt

    def note_begun(self, kind: str | None = None) -> None:
        """Write down that an attempt has begun: as an event of the code, or of its recovery."""
        self._note("in-progress", kind=kind, attempt=self.open_attempt.attempt)

    def report(self, report: ScriptReport) -> RedemptionOutcome:
        """Take in what a script answered; the answer may be that the attempt goes on."""
        attempt = self.open_attempt
        match report.verdict:
            case Verdict.COMPLETED:
                self._end(AttemptState.COMPLETED, None, response_of(report), counts=True)
                player = Player(attempt.profile_id, attempt.profile_name)
                self._move(CodeEvent.COMPLETE, **_infos(report), **self._redeemed(player))
                self._note("redeemed", attempt=attempt.attempt, **self._sale())
                return RedemptionOutcome.REDEEMED
            case Verdict.CONTINUES:
                return self._continue(report)
            case Verdict.UNANSWERED:
                self._doubt()
                return RedemptionOutcome.IN_PROGRESS
            case Verdict.FAILED:
                self.fail(AttemptFailure.REPORTED, report)
                return RedemptionOutcome.SCRIPT_REFUSED
            case Verdict.BROKEN:
                self.fail(AttemptFailure.SCRIPT, report)
                return RedemptionOutcome.SCRIPT_BROKEN

    def fail(self, failure: AttemptFailure, report: ScriptReport | None = None) -> None:
        """End the attempt without success. A recall that waited for this takes effect at once."""
        attempt = self.open_attempt
        response = attempt.response if report is None else response_of(report)
        self._end(AttemptState.FAILED, failure, response, counts=report is not None)
        timed_out = failure is AttemptFailure.TIMED_OUT
        infos: dict[str, Any] = {} if report is None else _infos(report)
        self._move(CodeEvent.TIME_OUT if timed_out else CodeEvent.FAIL, **infos)
        self._note("failed", attempt=attempt.attempt, why=failure.value)
        record = self.record
        if isinstance(record, CodeRow) and record.recall_id is not None:
            self._move(
                CodeEvent.INVALIDATE,
                invalidation_reason=RECALLED_REASON,
                invalidated_at=self.now_ms,
            )
            if record.is_card:
                self.changes.append(
                    Insert(refund_of_recalled(record, record.recall_id, self.now_ms))
                )
            self._note("invalidated", recall=record.recall_id)

    def fulfil(self, player: Player) -> None:
        """Declare a failed redemption delivered."""
        self._move(CodeEvent.STAFF_FULFIL, **self._redeemed(player))

    def release(self) -> None:
        """Give a failed redemption back: the customer starts anew, with fresh numbers."""
        record = self.existing
        first = next_attempt(record.attempt, record.first_attempt)
        self._move(CodeEvent.STAFF_RELEASE, attempt=None, first_attempt=first)

    def _continue(self, report: ScriptReport) -> RedemptionOutcome:
        attempt, response = self.open_attempt, response_of(report)
        if attempt.response is not None and report.custom_redemption_info is None:
            response = attempt.response  # it only goes on: what was said last stands
        times = attempt.answered + 1
        self._change_attempt(
            phase=AttemptPhase.WAITING,
            answered=times,
            response=response,
            due_at=next_look_at(self.now_ms, times, attempt.deadline_at),
        )
        if response != attempt.response:
            # Only news count as a change of the code; a poll that finds none is not told.
            self._move(CodeEvent.PROGRESS, **_infos(report))
            self._note("in-progress", attempt=attempt.attempt, continues=True)
        return RedemptionOutcome.CONTINUES

    def _doubt(self) -> None:
        attempt = self.open_attempt
        faults = attempt.faults + 1
        self._change_attempt(
            phase=AttemptPhase.IN_DOUBT,
            faults=faults,
            due_at=next_look_at(self.now_ms, faults, attempt.deadline_at),
        )

    def _end(
        self,
        state: AttemptState,
        failure: AttemptFailure | None,
        response: str | None,
        *,
        counts: bool,
    ) -> None:
        self._change_attempt(
            state=state,
            phase=AttemptPhase.ENDED,
            failure=failure,
            response=response,
            answered=self.open_attempt.answered + counts,
            due_at=None,
            ended_at=self.now_ms,
        )

    def _change_attempt(self, **columns: Any) -> None:
        update = changed(self.open_attempt, lease_by=None, lease_until=None, **columns)
        self.changes.append(update)
        self.attempt = update.after  # type: ignore[assignment]  # a change keeps the row's type

    def _move(self, event: CodeEvent, *, player: Player | None = None, **columns: Any) -> None:
        """Move the record; a shared one that does not exist yet is made for ``player``."""
        before, record = self.state, self.record
        if isinstance(record, CodeRow):
            state = move_code(record.state, event)
        else:
            state = move_shared(before, event)
            self._count_places(takes_place(state) - takes_place(before))
        if record is None:
            if player is None:
                raise LookupError("Only a player's request makes a record.")
            self.record = self._made(player, state, columns)
            return
        update = changed(record, state=state, updated_at=self.now_ms, **columns)
        self.changes.append(update)
        self.record = update.after  # type: ignore[assignment]  # a change keeps the row's type

    def _made(self, player: Player, state: CodeState, columns: dict[str, Any]) -> SharedRow:
        number, counted = drawn(self.rows, self.app_id, CODE_COUNTER, 1)
        row = SharedRow(
            app_id=self.app_id,
            redemption_id=CodeId(number),
            campaign=self.campaign.campaign,
            profile_id=player.profile_id,
            profile_name=player.name,
            state=state,
            custom_code_info=self.campaign.custom_code_info,
            created_at=self.now_ms,
            updated_at=self.now_ms,
        )
        row = replace(row, **columns)
        self.changes += (counted, Insert(row))
        return row

    def _count_places(self, by: int) -> None:
        if by == 0:
            return
        counter = self._counter()
        if counter is None:
            counter = CounterRow(
                app_id=self.app_id, name=places_counter(self.campaign.campaign), value=by
            )
            self.changes.append(Insert(counter))
        else:
            update = changed(counter, value=counter.value + by)
            self.changes.append(update)
            counter = update.after  # type: ignore[assignment]  # a change keeps the row's type
        self._count = counter

    def _counter(self) -> CounterRow | None:
        if self._count is not None:
            return self._count
        return self.rows.find(COUNTERS, self.app_id, places_counter(self.campaign.campaign))

    def _redeemed(self, player: Player) -> dict[str, Any]:
        if self.campaign.use_type is UseType.SHARED:
            return {"redeemed_at": self.now_ms}
        return {
            "redeemed_by_id": player.profile_id,
            "redeemed_by_name": player.name,
            "redeemed_at": self.now_ms,
        }

    def _sale(self) -> dict[str, Any]:
        return {"sale": self.record.sale_id} if isinstance(self.record, CodeRow) else {}

    def note(self, kind: str, **detail: Any) -> None:
        """Write a ledger entry about the record."""
        record = self.existing
        entry = LedgerEntry(
            app_id=self.app_id,
            kind=kind,
            actor=self.actor,
            subject=str(id_of(record)),
            detail={"campaign": self.campaign.campaign, **detail},
        )
        self.entries.append(entry)

    def _note(self, verb: str, *, kind: str | None = None, **detail: Any) -> None:
        noun = "code" if isinstance(self.record, CodeRow) else "shared"
        self.note(kind or f"{noun}.{verb}", **detail)


def _infos(report: ScriptReport) -> dict[str, Any]:
    """What a script returned replaces what the player sent; if it returned nothing, that stays."""
    if report.custom_redemption_info is None:
        return {}
    return {"custom_redemption_info": report.custom_redemption_info}


def current_attempt(record: Record | None, attempts: Sequence[AttemptRow]) -> AttemptRow | None:
    """The attempt that the record's number names."""
    if record is None or record.attempt is None:
        return None
    for attempt in attempts:
        if attempt.redemption_id == id_of(record) and attempt.attempt == record.attempt:
            return attempt
    raise LookupError(f"Redemption {id_of(record)} has no attempt {record.attempt}.")


def given_back_attempt(record: Record | None, attempts: Sequence[AttemptRow]) -> AttemptRow | None:
    """The newest attempt of a record that staff gave back since."""
    if record is None or record.attempt is not None:
        return None
    own = (attempt for attempt in attempts if attempt.redemption_id == id_of(record))
    return max(own, key=lambda attempt: attempt.attempt, default=None)


def call_of(record: Record, attempt: AttemptRow, campaign: CampaignRow) -> ScriptCall:
    """What the script of an open attempt has to be called with."""
    return ScriptCall(
        redemption_id=id_of(record),
        attempt=attempt.attempt,
        script=attempt.script,
        is_async=attempt.is_async,
        campaign=campaign.campaign,
        use_type=campaign.use_type,
        profile_id=attempt.profile_id,
        custom_code_info=record.custom_code_info,
        custom_redemption_info=record.custom_redemption_info,
        shared_scan_code=campaign.scan_code,
        deadline_at=attempt.deadline_at,
    )
