"""Redeeming a code, personal or shared: at once, or by an attempt that a script carries out.

A personal code itself never comes here, only its keyed hashes (one for each hash key in use). A
request for a card that was not sold yet is a probe, whatever campaign it names: somebody knows the
code already, so the card is stopped and never sold until a manager has looked. The answer tells the
asker no more than that the code is not active.

With a script, this command stores the code as in progress, so that whoever else asks is told so and
nothing is delivered twice; the caller calls the script and reports (``commands/attempts``). An
asynchronous attempt that waits, and whose time is over, is ended here too, if nobody else has
noticed; one that is in doubt is not: its script is to be asked first.

After a restore nothing is redeemed until an administrator has opened redemption again: the server
does not know what was redeemed, voided or sold since its backup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Final, NamedTuple

import msgspec
from msgspec import Struct

from card_contract.states import CaseKind, CodeState
from server_stub.commands.code_lookup import code_of_secret, secret_of
from server_stub.commands.counters import CODE_COUNTER
from server_stub.commands.redemption_answers import Meant, RedeemAnswer, ScriptCall, told
from server_stub.commands.redemption_steps import (
    Player,
    Steps,
    current_attempt,
    given_back_attempt,
    places_of,
)
from server_stub.commands.requests import Request
from server_stub.commands.restoration import is_closed
from server_stub.domain.attempt_rules import AttemptFailure, AttemptPhase, is_over, retries_left
from server_stub.domain.code_machine import CodeEvent
from server_stub.domain.guess_limit import WrongCodes, is_spent, one_more
from server_stub.domain.ids import AppId
from server_stub.domain.redemption_outcomes import GOOD, RedemptionOutcome
from server_stub.domain.scan_codes import Lookup
from server_stub.domain.shared_rules import why_not_shared
from server_stub.domain.stop_machine import StopEvent, move_stop
from server_stub.engine.command import Decision, Refused
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import (
    COUNTERS,
    RESTORATIONS,
)
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CAMPAIGNS_BY_SCAN_CODE,
    CODE_SECRETS_BY_HASH,
    CODES,
    CampaignRow,
    CodeRow,
    CodeSecretRow,
    UseType,
)
from server_stub.storage.rows.profiles import PROFILES
from server_stub.storage.rows.redemption import (
    ATTEMPTS_OF_PROFILE,
    ATTEMPTS_OF_REDEMPTION,
    SHARED_OF_PROFILE,
)
from server_stub.storage.rows.sales import CaseRow
from server_stub.storage.table import Need

CALL_LIMIT_MS: Final = 60_000
"""Whoever opens an attempt calls its script and reports within this time, or is taken for dead."""

_WRONG: Final = frozenset({RedemptionOutcome.NOT_FOUND, RedemptionOutcome.OTHER_SCAN_CODE})


class _Target(NamedTuple):
    """What the request is about: the campaign it means and, if personal, the code."""

    campaign: CampaignRow
    code: CodeRow | None


class Redeem(Struct, frozen=True, kw_only=True):
    """One request of one profile.

    ``lookup`` says where the scan code is looked up. ``code_hashes`` are given always: also a code
    that is not looked up among the personal ones may be that of an unsold card. ``scan_code`` is
    the stored form, to compare with those of shared campaigns. Where refusals are not kept, a
    repeat of a request that was refused is decided anew, and one that opened an attempt never is.
    ``is_throttled`` says that too many wrong codes came from where this one is from: a request that
    was answered before is answered so again, any other is refused.
    """

    answer_type: ClassVar = RedeemAnswer

    app_id: AppId
    request: Request
    profile_id: str
    profile_name: str
    code_hashes: Sequence[bytes]
    scan_code: str = ""
    lookup: Lookup = Lookup.PERSONAL
    campaign: str | None = None
    custom_redemption_info: str = "{}"
    call_limit_ms: int = CALL_LIMIT_MS
    keeps_refusals: bool = True
    is_throttled: bool = False

    def __repr__(self) -> str:
        """Without the code, which may reach no log."""
        return f"Redeem(app_id={self.app_id!r}, request={self.request!r})"

    @property
    def key(self) -> str | None:
        return self.request.key_of("REDEEM")

    def fingerprint(self) -> bytes:
        return msgspec.json.encode(
            (
                "REDEEM",
                self.profile_id,
                self.scan_code or self.code_hashes,
                self.campaign,
                self.custom_redemption_info,
            )
        )

    def needs(self) -> Iterable[Need]:
        yield from self.request.needs()
        yield PROFILES.at(self.app_id, self.profile_id)
        yield RESTORATIONS.at(self.app_id)
        for value in self.code_hashes:
            yield CODE_SECRETS_BY_HASH.at(self.app_id, value)
        if self.campaign is not None:
            yield CAMPAIGNS.at(self.app_id, self.campaign)
        if self.lookup is Lookup.SHARED:
            yield CAMPAIGNS_BY_SCAN_CODE.at(self.app_id, self.scan_code)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        secret = self._secret(rows)
        if secret is not None:
            yield CODES.at(self.app_id, secret.code_id)
            yield CAMPAIGNS.at(self.app_id, secret.campaign)
            yield ATTEMPTS_OF_REDEMPTION.at(self.app_id, secret.code_id)
        shared = self._shared_campaign(rows)
        if shared is not None:
            name = shared.campaign
            yield SHARED_OF_PROFILE.at(self.app_id, name, self.profile_id)
            yield ATTEMPTS_OF_PROFILE.at(self.app_id, name, self.profile_id)
            yield places_of(self.app_id, name)
            yield COUNTERS.at(self.app_id, CODE_COUNTER)

    def decide(self, rows: Rows, now_ms: int) -> Decision[RedeemAnswer]:
        order = self.request.order(rows, self.app_id, now_ms)
        if isinstance(order, RedemptionOutcome):
            return self._no(order, now_ms)
        decision = self._with_meant(self._decide_open(rows, now_ms), rows)
        is_kept = self.keeps_refusals or _is_yes(decision.answer)
        return Decision(
            decision.answer,
            (*order, *decision.changes),
            decision.entries,
            kept=decision.kept and is_kept,
            fresh=self._with_secret(decision.answer, rows),
        )

    def _decide_open(self, rows: Rows, now_ms: int) -> Decision[RedeemAnswer]:
        if is_closed(rows, self.app_id):
            return self._no(RedemptionOutcome.NOT_NOW, now_ms)
        target = self._target(rows)
        return self._probed(target, rows, now_ms) or self._decide(target, rows, now_ms)

    def _decide(
        self, target: _Target | RedemptionOutcome, rows: Rows, now_ms: int
    ) -> Decision[RedeemAnswer]:
        if self._guesses_too_often(rows, now_ms):
            return self._no(RedemptionOutcome.TOO_MANY_WRONG_CODES, now_ms)
        if isinstance(target, RedemptionOutcome):
            return self._no(target, now_ms, self._counted(target, rows, now_ms))
        steps = self._steps(target, rows, now_ms)
        refusal = self._refusal(steps)
        if refusal is not None:
            answer = RedeemAnswer(outcome=refusal, at=now_ms)
            return told(answer, steps.changes, steps.entries)
        return self._go(steps)

    def _with_meant(self, decision: Decision[RedeemAnswer], rows: Rows) -> Decision[RedeemAnswer]:
        """Say beside a refusal which campaign and which code were meant, if that can be known."""
        answer = decision.answer
        if not isinstance(answer, RedeemAnswer) or answer.code is not None:
            return decision
        code, shared = self._code(rows), self._shared_campaign(rows)
        if shared is not None:
            about = Meant(campaign=shared.campaign, redemption_id=None)
        elif code is not None:
            about = Meant(campaign=code.campaign, redemption_id=code.code_id)
        elif self.campaign is not None and rows.find(CAMPAIGNS, self.app_id, self.campaign):
            about = Meant(campaign=self.campaign, redemption_id=None)
        else:
            return decision
        return decision._replace(answer=msgspec.structs.replace(answer, about=about))

    def _with_secret(self, answer: RedeemAnswer | Refused, rows: Rows) -> RedeemAnswer | None:
        """What is told now of a personal code: how it reads is not looked up once more."""
        if not isinstance(answer, RedeemAnswer) or answer.code is None:
            return None
        if answer.code.shared_scan_code is not None:
            return None
        return msgspec.structs.replace(answer, secret=self._secret(rows))

    # --- Which code --------------------------------------------------------------------------

    def _secret(self, rows: Rows) -> CodeSecretRow | None:
        return secret_of(rows, self.app_id, self.code_hashes)

    def _shared_campaign(self, rows: Rows) -> CampaignRow | None:
        """The shared campaign that is meant, whether or not its scan code is right."""
        if self.lookup is Lookup.SHARED:
            return rows.find(CAMPAIGNS_BY_SCAN_CODE, self.app_id, self.scan_code)
        if self.campaign is None:
            return None
        named = rows.find(CAMPAIGNS, self.app_id, self.campaign)
        return named if named is not None and named.use_type is UseType.SHARED else None

    def _target(self, rows: Rows) -> _Target | RedemptionOutcome:
        """Find what is meant, in the order: campaign, enabled, code, code's campaign."""
        if self.campaign is not None:
            named = rows.find(CAMPAIGNS, self.app_id, self.campaign)
            if named is None:
                return RedemptionOutcome.CAMPAIGN_NOT_FOUND
            if named.disabled:
                return RedemptionOutcome.CAMPAIGN_DISABLED
        shared = self._shared_campaign(rows)
        return self._personal_target(rows) if shared is None else self._shared_target(shared)

    def _personal_target(self, rows: Rows) -> _Target | RedemptionOutcome:
        code = self._code(rows)
        if code is None or (self.campaign is None and self.lookup is not Lookup.PERSONAL):
            return RedemptionOutcome.NOT_FOUND
        campaign = self._campaign_of(code, rows)
        if self.campaign not in (None, campaign.campaign):
            return RedemptionOutcome.OTHER_CAMPAIGN
        if campaign.disabled:
            return RedemptionOutcome.CAMPAIGN_DISABLED
        return _Target(campaign, code)

    def _shared_target(self, campaign: CampaignRow) -> _Target | RedemptionOutcome:
        if campaign.disabled:
            return RedemptionOutcome.CAMPAIGN_DISABLED
        if campaign.scan_code != self.scan_code:
            return RedemptionOutcome.OTHER_SCAN_CODE
        return _Target(campaign, None)

    def _code(self, rows: Rows) -> CodeRow | None:
        secret = self._secret(rows)
        return None if secret is None else code_of_secret(rows, secret)

    def _campaign_of(self, code: CodeRow, rows: Rows) -> CampaignRow:
        campaign = rows.find(CAMPAIGNS, self.app_id, code.campaign)
        if campaign is None:
            raise LookupError(f"Code {code.code_id} has no campaign.")
        return campaign

    # --- Somebody who should not know this code ------------------------------------------------

    def _probed(
        self, target: _Target | RedemptionOutcome, rows: Rows, now_ms: int
    ) -> Decision[RedeemAnswer] | None:
        """Stop an unsold card whose code was sent; None where it is not one."""
        if isinstance(target, _Target) and target.code is None:
            return None  # a shared code that happens to read the same
        code = target.code if isinstance(target, _Target) else self._code(rows)
        if code is None or not code.is_card or code.state is not CodeState.INACTIVE:
            return None
        outcome = target
        if not isinstance(outcome, RedemptionOutcome):
            outcome = RedemptionOutcome.NOT_ACTIVE
        if self._guesses_too_often(rows, now_ms):
            outcome = RedemptionOutcome.TOO_MANY_WRONG_CODES
        changes = list(self._counted(outcome, rows, now_ms))
        stop = move_stop(code.stop, StopEvent.PROBE)
        if stop is code.stop:
            return self._no(outcome, now_ms, changes)
        changes.append(changed(code, stop=stop, stopped_at=now_ms, updated_at=now_ms))
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="card.probed",
            actor=f"profile:{self.profile_id}",
            subject=str(code.code_id),
            detail={"sale": code.sale_id},
        )
        changes.append(Insert(_case_of_probed(code, now_ms)))
        return told(RedeemAnswer(outcome=outcome, at=now_ms), changes, (entry,))

    def _guesses_too_often(self, rows: Rows, now_ms: int) -> bool:
        if self.is_throttled:
            return True
        profile = rows.find(PROFILES, self.app_id, self.profile_id)
        if profile is None:
            return False
        return is_spent(WrongCodes(profile.wrong_codes, profile.wrong_codes_from), now_ms)

    def _counted(self, outcome: RedemptionOutcome, rows: Rows, now_ms: int) -> tuple[Change, ...]:
        """Count a wrong code; right codes that cannot be redeemed are no guesses."""
        profile = rows.find(PROFILES, self.app_id, self.profile_id)
        if profile is None or outcome not in _WRONG:
            return ()
        wrong = one_more(WrongCodes(profile.wrong_codes, profile.wrong_codes_from), now_ms)
        return (changed(profile, wrong_codes=wrong.number, wrong_codes_from=wrong.since_ms),)

    # --- Its state -----------------------------------------------------------------------------

    def _steps(self, target: _Target, rows: Rows, now_ms: int) -> Steps:
        campaign = target.campaign
        record: Any = target.code
        if record is None:
            place = (self.app_id, campaign.campaign, self.profile_id)
            record = rows.find(SHARED_OF_PROFILE, *place)
            attempts = rows.all(ATTEMPTS_OF_PROFILE, *place)
        else:
            attempts = rows.all(ATTEMPTS_OF_REDEMPTION, self.app_id, record.code_id)
        return Steps(
            app_id=self.app_id,
            rows=rows,
            now_ms=now_ms,
            actor=f"profile:{self.profile_id}",
            campaign=campaign,
            record=record,
            attempt=current_attempt(record, attempts),
            given_back=given_back_attempt(record, attempts),
        )

    def _refusal(self, steps: Steps) -> RedemptionOutcome | None:
        """Say why the record cannot be redeemed now, having ended an attempt whose time is over."""
        if steps.state is CodeState.IN_PROGRESS:
            if not _is_forgotten(steps):
                return RedemptionOutcome.IN_PROGRESS
            steps.fail(AttemptFailure.TIMED_OUT)
        refusal = self._refusal_of_state(steps)
        if refusal is None and steps.campaign.use_type is UseType.SHARED:
            return why_not_shared(steps.campaign, steps.taken, steps.now_ms)
        return refusal

    def _refusal_of_state(self, steps: Steps) -> RedemptionOutcome | None:
        match steps.state:
            case CodeState.INACTIVE:
                return RedemptionOutcome.NOT_ACTIVE
            case CodeState.INVALIDATED:
                return RedemptionOutcome.INVALIDATED
            case CodeState.REDEEMED:
                return self._whose(steps)
            case CodeState.FAILED:
                return self._why_no_retry(steps)
            case CodeState.AVAILABLE:
                return self._whose_goods(steps)
            case _:
                return None

    def _whose(self, steps: Steps) -> RedemptionOutcome:
        record = steps.record
        is_other = isinstance(record, CodeRow) and record.redeemed_by_id != self.profile_id
        return (
            RedemptionOutcome.REDEEMED_BY_OTHER if is_other else RedemptionOutcome.REDEEMED_BY_SELF
        )

    def _why_no_retry(self, steps: Steps) -> RedemptionOutcome | None:
        record, attempt = steps.record, steps.attempt
        if record is None or attempt is None:
            return RedemptionOutcome.NO_RETRY_LEFT
        is_recalled = isinstance(record, CodeRow) and record.recall_id is not None
        if is_recalled or not retries_left(
            record.attempt, record.first_attempt, steps.campaign.retries_max
        ):
            return RedemptionOutcome.NO_RETRY_LEFT
        is_own = attempt.profile_id == self.profile_id
        return None if is_own else RedemptionOutcome.FAILED_BY_OTHER

    def _whose_goods(self, steps: Steps) -> RedemptionOutcome | None:
        """Keep a code that was given back for whoever tried it, unless the script had refused.

        Perhaps it has delivered to that player; asked again, it would tell another of those goods.
        """
        last = steps.given_back
        if last is None or last.failure is AttemptFailure.REPORTED:
            return None
        is_own = last.profile_id == self.profile_id
        return None if is_own else RedemptionOutcome.FAILED_BY_OTHER

    # --- Yes -----------------------------------------------------------------------------------

    def _go(self, steps: Steps) -> Decision[RedeemAnswer]:
        player = Player(self.profile_id, self.profile_name)
        script = steps.campaign.script
        if script is None:
            steps.redeem(player, self.custom_redemption_info)
            return self._yes(RedemptionOutcome.REDEEMED, steps)
        asks_first = steps.is_in_doubt
        steps.begin(
            player,
            self.custom_redemption_info,
            event=CodeEvent.BEGIN,
            script=script,
            phase=AttemptPhase.CALLING,
            due_at=steps.now_ms + self.call_limit_ms,
        )
        steps.note_begun()
        return self._yes(RedemptionOutcome.BEGUN, steps, steps.call(asks_first=asks_first))

    def _yes(
        self, outcome: RedemptionOutcome, steps: Steps, call: ScriptCall | None = None
    ) -> Decision[RedeemAnswer]:
        answer = RedeemAnswer(outcome=outcome, at=steps.now_ms, code=steps.snapshot(), call=call)
        return told(answer, steps.changes, steps.entries)

    def _no(
        self, outcome: RedemptionOutcome, now_ms: int, changes: Sequence[Change] = ()
    ) -> Decision[RedeemAnswer]:
        return told(RedeemAnswer(outcome=outcome, at=now_ms), changes)


def _is_yes(answer: RedeemAnswer | Refused) -> bool:
    return isinstance(answer, RedeemAnswer) and answer.outcome in GOOD


def _is_forgotten(steps: Steps) -> bool:
    """Whether the time of an attempt whose script has answered is over, and nobody has ended it."""
    attempt = steps.attempt
    if attempt is None or attempt.phase is not AttemptPhase.WAITING:
        return False
    return is_over(attempt.deadline_at, steps.now_ms)


def _case_of_probed(code: CodeRow, now_ms: int) -> CaseRow:
    """The manager's case: somebody knows the code of a card that was not sold.

    A card that a manager has reopened may be probed again, and is another case then.
    """
    return CaseRow(
        app_id=code.app_id,
        case_id=f"{CaseKind.PROBED}:{code.code_id}:{now_ms}",
        kind=CaseKind.PROBED,
        sale_id=code.sale_id,
        void_id=None,
        code_id=code.code_id,
        detail="",
        opened_at=now_ms,
    )
