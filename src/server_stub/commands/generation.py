"""Making many codes of a personal campaign at once, for GENERATE_CODES and GENERATE_CODES_INLINE.

Codes come in hashed and sealed. A chunk is made whole or not at all; where one of its codes exists
already, whoever drew them draws anew. One entry of the ledger stands for a chunk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec

from card_contract.outcomes import Refusal
from card_contract.states import CodeState
from server_stub.commands.batch_codes import CHUNK_CODES_MAX, NewCode
from server_stub.commands.counters import CODE_COUNTER, drawn
from server_stub.commands.redemption_answers import Outcome, told
from server_stub.commands.requests import Request
from server_stub.commands.server_codes import (
    existing_campaign,
    first_codes_noticed,
    new_code_row,
    new_secret_row,
    why_not_personal,
)
from server_stub.domain.code_machine import BIRTH_STATES
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry
from server_stub.storage.rows.books import (
    COUNTERS,
)
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CODE_SECRETS_BY_HASH,
)
from server_stub.storage.table import Need


class GeneratedAnswer(Outcome, frozen=True, kw_only=True):
    """The ids of the new codes, from the first to the last."""

    first_id: CodeId | None = None
    last_id: CodeId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateCodes:
    """Make these codes. A repeat is known by ``asked``, as its codes are drawn anew."""

    answer_type: ClassVar = GeneratedAnswer

    app_id: AppId
    request: Request
    actor: str
    campaign: str
    codes: Sequence[NewCode]
    asked: bytes
    state: CodeState = CodeState.INACTIVE
    custom_code_info: str | None = None

    @property
    def key(self) -> str | None:
        return self.request.key_of("GENERATE_CODES")

    def fingerprint(self) -> bytes:
        return msgspec.json.encode(("GENERATE_CODES", self.campaign, self.asked))

    def needs(self) -> Iterable[Need]:
        yield from self.request.needs()
        yield CAMPAIGNS.at(self.app_id, self.campaign)
        yield COUNTERS.at(self.app_id, CODE_COUNTER)
        for code in self.codes:
            yield CODE_SECRETS_BY_HASH.at(self.app_id, code.code_hash)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[GeneratedAnswer]:
        if self.state not in BIRTH_STATES or not 0 < len(self.codes) <= CHUNK_CODES_MAX:
            return refuse(Refusal.MALFORMED)
        order = self.request.order(rows, self.app_id, now_ms)
        if isinstance(order, RedemptionOutcome):
            return _no(order, now_ms)
        refusal = self._refusal(rows)
        if refusal is not None:
            return _no(refusal, now_ms, order)
        return self._made(rows, order, now_ms)

    def _refusal(self, rows: Rows) -> RedemptionOutcome | None:
        refusal = why_not_personal(rows, self.app_id, self.campaign)
        if refusal is not None:
            return refusal
        if existing_campaign(rows, self.app_id, self.campaign).issuer is not None:
            return RedemptionOutcome.CARD_CAMPAIGN
        hashes = [code.code_hash for code in self.codes]
        taken = len(set(hashes)) < len(hashes) or any(
            rows.find(CODE_SECRETS_BY_HASH, self.app_id, value) for value in hashes
        )
        return RedemptionOutcome.CODE_EXISTS if taken else None

    def _made(self, rows: Rows, order: Sequence[Change], now_ms: int) -> Decision[GeneratedAnswer]:
        campaign = existing_campaign(rows, self.app_id, self.campaign)
        last_id, counted = drawn(rows, self.app_id, CODE_COUNTER, len(self.codes))
        first_id = last_id - len(self.codes) + 1
        made = [
            new_code_row(
                campaign,
                CodeId(first_id + place),
                new,
                state=self.state,
                sold_by=self.actor,
                custom_code_info=self.custom_code_info,
                now_ms=now_ms,
            )
            for place, new in enumerate(self.codes)
        ]
        secrets = [new_secret_row(row, new) for row, new in zip(made, self.codes, strict=True)]
        changes = (
            *order,
            counted,
            *(Insert(row) for row in (*made, *secrets)),
            *first_codes_noticed(campaign, now_ms),
        )
        ids = "".join(f"{row.code_id}\n" for row in made)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="codes.generated",
            actor=self.actor,
            subject=self.campaign,
            detail={
                "codes": [first_id, last_id],
                "state": self.state,
                "numbers": hashlib.sha256(ids.encode()).hexdigest(),
            },
        )
        answer = GeneratedAnswer(
            outcome=RedemptionOutcome.DONE,
            at=now_ms,
            first_id=CodeId(first_id),
            last_id=CodeId(last_id),
        )
        return told(answer, changes, (entry,))


def _no(
    outcome: RedemptionOutcome, now_ms: int, changes: Sequence[Change] = ()
) -> Decision[GeneratedAnswer]:
    return told(GeneratedAnswer(outcome=outcome, at=now_ms), changes)
