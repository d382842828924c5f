"""What a customer's server does with personal codes: add, activate, invalidate, change their info.

All of them name the campaign and the code, and check in one order: campaign, use type, enabled,
code, the code's campaign, state. A card that lies in a sale or is stopped is not activated; one
that is free and open then counts as sold by that server.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

import msgspec

from card_contract.outcomes import Refusal
from card_contract.states import CodeState, HoldState
from server_stub.code_snapshot import snapshot_of
from server_stub.commands.batch_codes import NewCode
from server_stub.commands.code_lookup import code_of_secret, secret_of
from server_stub.commands.counters import CODE_COUNTER, drawn
from server_stub.commands.recall_moves import refund_of_invalidated
from server_stub.commands.redemption_answers import CodeAnswer, told
from server_stub.commands.redemption_steps import current_attempt
from server_stub.commands.requests import Request
from server_stub.commands.restoration import is_telling
from server_stub.domain.code_machine import BIRTH_STATES, CodeEvent, move_code
from server_stub.domain.hold_machine import Hold, HoldEvent, move_hold
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import (
    COUNTERS,
    RESTORATIONS,
)
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CODE_SECRETS_BY_HASH,
    CODES,
    CampaignRow,
    CodeRow,
    CodeSecretRow,
    UseType,
)
from server_stub.storage.rows.redemption import ATTEMPTS_OF_REDEMPTION
from server_stub.storage.rows.sales import CASES_OF_CODE
from server_stub.storage.table import Need

_WHY_NOT_ACTIVATED: Final = {
    CodeState.AVAILABLE: RedemptionOutcome.ALREADY_ACTIVE,
    CodeState.IN_PROGRESS: RedemptionOutcome.ALREADY_ACTIVE,
    CodeState.REDEEMED: RedemptionOutcome.ALREADY_ACTIVE,
    CodeState.FAILED: RedemptionOutcome.ALREADY_ACTIVE,
    CodeState.INVALIDATED: RedemptionOutcome.INVALIDATED,
}
WHY_NOT_INVALIDATED: Final = {
    CodeState.IN_PROGRESS: RedemptionOutcome.IN_PROGRESS,
    CodeState.REDEEMED: RedemptionOutcome.REDEEMED_ALREADY,
    CodeState.INVALIDATED: RedemptionOutcome.INVALIDATED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _ServerAct:
    """What one server asks for in one personal campaign.

    ``scan_code`` is the stored form: a repeat is known by it also after the keys were rotated, by
    which its hashes are made. Without it a repeat is known by those hashes, as in the answers that
    older versions have stored.
    """

    answer_type: ClassVar = CodeAnswer
    operation: ClassVar[str]

    app_id: AppId
    request: Request
    server_name: str
    campaign: str
    scan_code: str = field(default="", repr=False)

    @property
    def key(self) -> str | None:
        return self.request.key_of(self.operation)

    def decide(self, rows: Rows, now_ms: int) -> Decision[CodeAnswer]:
        order = self.request.order(rows, self.app_id, now_ms)
        if isinstance(order, RedemptionOutcome):
            return _no(order, now_ms)
        refusal = why_not_personal(rows, self.app_id, self.campaign)
        decision = self._act(rows, now_ms) if refusal is None else _no(refusal, now_ms)
        if not order:
            return decision
        return decision._replace(changes=(*order, *decision.changes))

    def _act(self, rows: Rows, now_ms: int) -> Decision[CodeAnswer]:
        raise NotImplementedError

    def _entry(self, verb: str, code: CodeRow, **detail: Any) -> LedgerEntry:
        return LedgerEntry(
            app_id=self.app_id,
            kind=f"code.{verb}",
            actor=f"server:{self.server_name}",
            subject=str(code.code_id),
            detail={"campaign": code.campaign, **detail},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCode(_ServerAct):
    """Add one code that the server has made; ``known_hashes`` are those by all hash keys in use."""

    operation: ClassVar = "ADD_CODE"

    code: NewCode
    known_hashes: Sequence[bytes]
    state: CodeState = CodeState.INACTIVE
    custom_code_info: str | None = None

    def fingerprint(self) -> bytes:
        return msgspec.json.encode(
            (
                self.operation,
                self.campaign,
                self.scan_code or self.code.code_hash,
                self.state,
                self.custom_code_info,
            )
        )

    def needs(self) -> Iterable[Need]:
        yield from self.request.needs()
        yield CAMPAIGNS.at(self.app_id, self.campaign)
        yield COUNTERS.at(self.app_id, CODE_COUNTER)
        for value in self.known_hashes:
            yield CODE_SECRETS_BY_HASH.at(self.app_id, value)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def _act(self, rows: Rows, now_ms: int) -> Decision[CodeAnswer]:
        if self.state not in BIRTH_STATES:
            return refuse(Refusal.MALFORMED)
        campaign = existing_campaign(rows, self.app_id, self.campaign)
        if campaign.issuer is not None:
            return _no(RedemptionOutcome.CARD_CAMPAIGN, now_ms)
        if secret_of(rows, self.app_id, self.known_hashes) is not None:
            return _no(RedemptionOutcome.CODE_EXISTS, now_ms)
        number, counted = drawn(rows, self.app_id, CODE_COUNTER, 1)
        code = new_code_row(
            campaign,
            CodeId(number),
            self.code,
            state=self.state,
            sold_by=f"server:{self.server_name}",
            custom_code_info=self.custom_code_info,
            now_ms=now_ms,
        )
        changes = (
            counted,
            Insert(code),
            Insert(new_secret_row(code, self.code)),
            *first_codes_noticed(campaign, now_ms),
        )
        entry = self._entry("added", code, state=code.state)
        return _done(code, changes, entry, rows=None, now_ms=now_ms)


@dataclass(frozen=True, slots=True, kw_only=True)
class _CodeAct(_ServerAct):
    """What is asked for about one code that exists."""

    code_hashes: Sequence[bytes]

    @property
    def _named(self) -> object:
        """The code, as a repeat names it too."""
        return self.scan_code or self.code_hashes

    def needs(self) -> Iterable[Need]:
        yield from self.request.needs()
        yield CAMPAIGNS.at(self.app_id, self.campaign)
        for value in self.code_hashes:
            yield CODE_SECRETS_BY_HASH.at(self.app_id, value)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        secret = secret_of(rows, self.app_id, self.code_hashes)
        if secret is not None:
            yield CODES.at(self.app_id, secret.code_id)
            yield ATTEMPTS_OF_REDEMPTION.at(self.app_id, secret.code_id)

    def _act(self, rows: Rows, now_ms: int) -> Decision[CodeAnswer]:
        secret = secret_of(rows, self.app_id, self.code_hashes)
        if secret is None:
            return _no(RedemptionOutcome.NOT_FOUND, now_ms)
        if secret.campaign != self.campaign:
            return _no(RedemptionOutcome.OTHER_CAMPAIGN, now_ms)
        code = code_of_secret(rows, secret)
        refusal = self._refusal(code, rows)
        if refusal is not None:
            return _no(refusal, now_ms)
        change = changed(code, updated_at=now_ms, **self._columns(code, now_ms))
        after: CodeRow = change.after  # type: ignore[assignment]  # a change keeps the row's type
        changes = (change, *self._also(code, rows, now_ms))
        return _done(after, changes, self._told(after), rows=rows, now_ms=now_ms)

    def _refusal(self, code: CodeRow, rows: Rows) -> RedemptionOutcome | None:
        """Say why the code cannot be changed so in its state, or None."""
        raise NotImplementedError

    def _columns(self, code: CodeRow, now_ms: int) -> dict[str, Any]:
        """What changes."""
        raise NotImplementedError

    def _also(self, code: CodeRow, rows: Rows, now_ms: int) -> Sequence[Change]:
        """What changes beside the code."""
        return ()

    def _told(self, code: CodeRow) -> LedgerEntry:
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivateCode(_CodeAct):
    """Make an inactive code available; a card too, if it is free and open."""

    operation: ClassVar = "ACTIVATE_CODE"

    custom_code_info: str | None = None

    def fingerprint(self) -> bytes:
        asked = (self.operation, self.campaign, self._named, self.custom_code_info)
        return msgspec.json.encode(asked)

    def needs(self) -> Iterable[Need]:
        yield from _CodeAct.needs(self)
        yield RESTORATIONS.at(self.app_id)

    def _refusal(self, code: CodeRow, rows: Rows) -> RedemptionOutcome | None:
        refusal = _WHY_NOT_ACTIVATED.get(code.state)
        if refusal is not None:
            return refusal
        if code.is_card and is_telling(rows, self.app_id):
            return RedemptionOutcome.NOT_NOW  # a till may have sold it, and not told that yet
        if code.recall_id is not None:
            return RedemptionOutcome.INVALIDATED
        if code.hold is not HoldState.FREE:
            return RedemptionOutcome.CARD_HELD
        return None if code.stop is None else RedemptionOutcome.CARD_STOPPED

    def _columns(self, code: CodeRow, now_ms: int) -> dict[str, Any]:
        columns: dict[str, Any] = {
            "state": move_code(code.state, CodeEvent.ACTIVATE),
            "activated_at": now_ms,
        }
        if self.custom_code_info is not None:
            columns["custom_code_info"] = self.custom_code_info
        if code.is_card:
            seller = f"server:{self.server_name}"
            hold = move_hold(Hold(code.hold, code.sale_id), HoldEvent.SELL, seller)
            columns |= {"hold": hold.state, "sale_id": hold.sale_id}
        return columns

    def _told(self, code: CodeRow) -> LedgerEntry:
        return self._entry("activated", code, sale=code.sale_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvalidateByServer(_CodeAct):
    """Take a code out of use for good; a held card too, which its sale's confirm finds out.

    The money of a card that a till sold is due, as where staff take one out of use.
    """

    operation: ClassVar = "INVALIDATE_CODE"

    reason: str | None = None

    def fingerprint(self) -> bytes:
        asked = (self.operation, self.campaign, self._named, self.reason)
        return msgspec.json.encode(asked)

    def needs(self) -> Iterable[Need]:
        yield from _CodeAct.needs(self)
        yield RESTORATIONS.at(self.app_id)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        yield from _CodeAct.needs_also(self, rows)
        secret = secret_of(rows, self.app_id, self.code_hashes)
        if secret is not None:
            yield CASES_OF_CODE.at(self.app_id, secret.code_id)

    def _refusal(self, code: CodeRow, rows: Rows) -> RedemptionOutcome | None:
        refusal = WHY_NOT_INVALIDATED.get(code.state)
        if refusal is None and code.is_card and is_telling(rows, self.app_id):
            return RedemptionOutcome.NOT_NOW  # a till may have sold it, and not told that yet
        return refusal

    def _columns(self, code: CodeRow, now_ms: int) -> dict[str, Any]:
        return {
            "state": move_code(code.state, CodeEvent.INVALIDATE),
            "invalidation_reason": self.reason,
            "invalidated_at": now_ms,
        }

    def _also(self, code: CodeRow, rows: Rows, now_ms: int) -> Sequence[Change]:
        cases = rows.all(CASES_OF_CODE, self.app_id, code.code_id)
        by = f"invalidated by {self.server_name}"
        detail = by if self.reason is None else f"{self.reason} ({by})"
        refund = refund_of_invalidated(code, cases, now_ms, detail=detail)
        return () if refund is None else (Insert(refund),)

    def _told(self, code: CodeRow) -> LedgerEntry:
        return self._entry("invalidated", code, reason=self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateCustomInfo(_CodeAct):
    """Replace a code's info in any state, if nothing has changed since ``version``."""

    operation: ClassVar = "UPDATE_CUSTOM_INFO"

    version: int
    custom_code_info: str

    def fingerprint(self) -> bytes:
        asked = (
            self.operation,
            self.campaign,
            self._named,
            self.version,
            self.custom_code_info,
        )
        return msgspec.json.encode(asked)

    def _refusal(self, code: CodeRow, rows: Rows) -> RedemptionOutcome | None:
        return None if code.version == self.version else RedemptionOutcome.OTHER_VERSION

    def _columns(self, code: CodeRow, now_ms: int) -> dict[str, Any]:
        return {"custom_code_info": self.custom_code_info}

    def _told(self, code: CodeRow) -> LedgerEntry:
        return self._entry("info-updated", code)


def why_not_personal(rows: Rows, app_id: AppId, campaign: str) -> RedemptionOutcome | None:
    """Say why personal codes of the campaign cannot be changed, or None."""
    row = rows.find(CAMPAIGNS, app_id, campaign)
    if row is None:
        return RedemptionOutcome.CAMPAIGN_NOT_FOUND
    if row.use_type is not UseType.PERSONAL:
        return RedemptionOutcome.NOT_PERSONAL
    return RedemptionOutcome.CAMPAIGN_DISABLED if row.disabled else None


def existing_campaign(rows: Rows, app_id: AppId, campaign: str) -> CampaignRow:
    """The campaign, which was checked to be there."""
    row = rows.find(CAMPAIGNS, app_id, campaign)
    if row is None:
        raise LookupError(f"There is no campaign {campaign}.")
    return row


def first_codes_noticed(campaign: CampaignRow, now_ms: int) -> tuple[Change, ...]:
    """Let whoever changes the campaign, over how it stood without codes, find that out.

    Its version grows with the first ones alone: those that follow fix nothing more.
    """
    if campaign.codes_noticed:
        return ()
    return (changed(campaign, codes_noticed=True, updated_at=now_ms),)


def new_code_row(
    campaign: CampaignRow,
    code_id: CodeId,
    new: NewCode,
    *,
    state: CodeState,
    sold_by: str,
    custom_code_info: str | None,
    now_ms: int,
) -> CodeRow:
    """A code that belongs to no batch. A card that is born available was sold by that server."""
    is_available = state is CodeState.AVAILABLE
    is_sold = is_available and campaign.sells_cards
    return CodeRow(
        app_id=campaign.app_id,
        code_id=code_id,
        campaign=campaign.campaign,
        batch=None,
        pack=None,
        number=None,
        last_four=new.last_four,
        is_card=campaign.sells_cards,
        price_minor=campaign.price_minor,
        currency=campaign.currency,
        state=state,
        hold=HoldState.SOLD if is_sold else HoldState.FREE,
        sale_id=sold_by if is_sold else None,
        custom_code_info=custom_code_info or "{}",
        created_at=now_ms,
        activated_at=now_ms if is_available else None,
        updated_at=now_ms,
    )


def seller_of(actor: str) -> str:
    """Who has the money of cards that are born available: a server, or who acts in its place."""
    return actor if actor.startswith("server:") else f"server:{actor}"


def new_secret_row(code: CodeRow, new: NewCode) -> CodeSecretRow:
    return CodeSecretRow(
        app_id=code.app_id,
        code_id=code.code_id,
        campaign=code.campaign,
        code_hash=new.code_hash,
        hash_key_id=new.hash_key_id,
        sealed=new.sealed,
        seal_key_id=new.seal_key_id,
    )


def _done(
    code: CodeRow,
    changes: Sequence[Change],
    entry: LedgerEntry,
    *,
    rows: Rows | None,
    now_ms: int,
) -> Decision[CodeAnswer]:
    """The code was changed; ``rows`` have its attempts where it may have any."""
    attempt = None
    if rows is not None:
        attempts = rows.all(ATTEMPTS_OF_REDEMPTION, code.app_id, code.code_id)
        attempt = current_attempt(code, attempts)
    answer = CodeAnswer(outcome=RedemptionOutcome.DONE, at=now_ms, code=snapshot_of(code, attempt))
    return told(answer, changes, (entry,))


def _no(outcome: RedemptionOutcome, now_ms: int) -> Decision[CodeAnswer]:
    return told(CodeAnswer(outcome=outcome, at=now_ms))
