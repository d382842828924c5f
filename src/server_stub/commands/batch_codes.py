"""Making the codes of a batch: cards with numbers, packs and cartons.

A batch is made in chunks, each a command of its own, so that a long run lets others through and
goes on after a crash where it stopped: the batch's row counts what exists. Codes come in hashed
and sealed; no command ever sees one. Each chunk is one entry of the ledger, with the hash of its
numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from msgspec import Struct

from card_contract.card_number import CardNumber
from card_contract.outcomes import Refusal
from card_contract.scan_text import Label, LabelKind
from card_contract.states import CodeState
from server_stub.commands.counters import CODE_COUNTER, drawn
from server_stub.commands.jobs import given_up, moved_on
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import CodeId
from server_stub.domain.job_machine import JobState
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.cards import (
    BATCHES,
    CAMPAIGNS,
    BatchRow,
    CampaignRow,
    CartonRow,
    CodeRow,
    CodeSecretRow,
    PackRow,
)
from server_stub.storage.rows.jobs import JOBS, JobRow
from server_stub.storage.table import Need

CHUNK_CODES_MAX: Final = 2_000
_NO_NUMBERS: Final = "Its cards have no numbers: such a batch is of no use, and is made no more."


class CodesMade(Struct, frozen=True, kw_only=True):
    """How many codes of the batch exist now, of how many; ``state`` is its job's."""

    made: int
    quantity: int
    state: JobState


class NewCode(Struct, frozen=True, kw_only=True):
    """A fresh code as the database may have it: hashed and sealed."""

    code_hash: bytes
    hash_key_id: str
    sealed: bytes
    seal_key_id: str
    last_four: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCodes(Unstored):
    """Make the next codes of a batch, if ``after`` exist: so a repeat changes nothing."""

    answer_type: ClassVar = CodesMade

    batch: int
    after: int
    codes: Sequence[NewCode]

    def needs(self) -> Iterable[Need]:
        return (BATCHES.at(self.app_id, self.batch), COUNTERS.at(self.app_id, CODE_COUNTER))

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        batch = rows.find(BATCHES, self.app_id, self.batch)
        if batch is not None and batch.job_id is not None:
            yield CAMPAIGNS.at(self.app_id, batch.campaign)
            yield JOBS.at(self.app_id, batch.job_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[CodesMade]:
        batch = rows.find(BATCHES, self.app_id, self.batch)
        if batch is None or batch.job_id is None:
            return refuse(Refusal.NOT_FOUND)
        job = rows.find(JOBS, self.app_id, batch.job_id)
        if job is None:
            raise LookupError(f"Batch {batch.batch} has no job.")
        if job.state is not JobState.RUNNING:
            return Decision(_made_so_far(batch, job))
        if batch.made == batch.quantity:
            # A restore has ended the batch under its job.
            after, moved, ended = moved_on(job, batch.made, now_ms, total=batch.made)
            return Decision(_made_so_far(batch, after), (moved,), ended)
        if batch.made != self.after:
            return Decision(_made_so_far(batch, job))
        made = batch.made + len(self.codes)
        if not 0 < len(self.codes) <= CHUNK_CODES_MAX or made > batch.quantity:
            return refuse(Refusal.MALFORMED)
        return self._made(rows, batch, job, now_ms)

    def _made(self, rows: Rows, batch: BatchRow, job: JobRow, now_ms: int) -> Decision[CodesMade]:
        issuer, made = batch.issuer, batch.made + len(self.codes)
        if issuer is None:
            failed, change, told = given_up(job, _NO_NUMBERS, now_ms)
            return Decision(_made_so_far(batch, failed), (change,), (told,))
        campaign = rows.find(CAMPAIGNS, self.app_id, batch.campaign)
        if campaign is None:
            raise LookupError(f"Batch {batch.batch} has no campaign.")
        last_id, counted = drawn(rows, self.app_id, CODE_COUNTER, len(self.codes))
        first_id = last_id - len(self.codes) + 1
        cards = [
            _code_row(
                batch,
                campaign,
                CodeId(first_id + place),
                CardNumber.build(issuer=issuer, batch=batch.batch, sequence=batch.made + place + 1),
                now_ms=now_ms,
            )
            for place in range(len(self.codes))
        ]
        secrets = [_secret_row(card, new) for card, new in zip(cards, self.codes, strict=True)]
        changes: list[Change] = [Insert(row) for row in (*cards, *secrets)]
        changes += [Insert(row) for row in _parcels(batch, issuer, batch.made + 1, made)]
        after, moved, ended = moved_on(job, made, now_ms)
        changes += (counted, changed(batch, made=made), moved)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="batch.codes-made",
            actor=batch.created_by,
            subject=str(batch.batch),
            detail={
                "codes": [first_id, last_id],
                "sequences": [batch.made + 1, made],
                "numbers": _hash_of_numbers(cards),
            },
        )
        answer = CodesMade(made=made, quantity=batch.quantity, state=after.state)
        return Decision(answer, changes, (entry, *ended))


def _made_so_far(batch: BatchRow, job: JobRow) -> CodesMade:
    return CodesMade(made=batch.made, quantity=batch.quantity, state=job.state)


def _code_row(
    batch: BatchRow,
    campaign: CampaignRow,
    code_id: CodeId,
    number: CardNumber,
    *,
    now_ms: int,
) -> CodeRow:
    return CodeRow(
        app_id=batch.app_id,
        code_id=code_id,
        campaign=batch.campaign,
        batch=batch.batch,
        pack=_pack_of(batch, number.sequence),
        number=number.stored,
        last_four=number.last_four,
        is_card=campaign.sells_cards,
        price_minor=batch.price_minor,
        currency=batch.currency,
        state=CodeState.INACTIVE,
        custom_code_info=campaign.custom_code_info,
        created_at=now_ms,
        updated_at=now_ms,
    )


def _secret_row(code: CodeRow, new: NewCode) -> CodeSecretRow:
    return CodeSecretRow(
        app_id=code.app_id,
        code_id=code.code_id,
        campaign=code.campaign,
        code_hash=new.code_hash,
        hash_key_id=new.hash_key_id,
        sealed=new.sealed,
        seal_key_id=new.seal_key_id,
    )


def _pack_of(batch: BatchRow, sequence: int) -> int:
    return (sequence - 1) // batch.cards_per_pack + 1


def _parcels(batch: BatchRow, issuer: str, first: int, last: int) -> Iterable[CartonRow | PackRow]:
    """The packs and cartons that begin in this range."""
    cards_per_carton = batch.cards_per_pack * batch.packs_per_carton
    for sequence in range(first, last + 1):
        if (sequence - 1) % cards_per_carton == 0:
            number = (sequence - 1) // cards_per_carton + 1
            label = Label(LabelKind.CARTON, issuer, batch.batch, number)
            yield CartonRow(
                app_id=batch.app_id,
                batch=batch.batch,
                carton=number,
                label=label.text(),
                first_sequence=sequence,
                last_sequence=min(sequence + cards_per_carton - 1, batch.quantity),
            )
        if (sequence - 1) % batch.cards_per_pack == 0:
            number = _pack_of(batch, sequence)
            label = Label(LabelKind.PACK, issuer, batch.batch, number)
            yield PackRow(
                app_id=batch.app_id,
                batch=batch.batch,
                pack=number,
                carton=(number - 1) // batch.packs_per_carton + 1,
                label=label.text(),
                first_sequence=sequence,
                last_sequence=min(sequence + batch.cards_per_pack - 1, batch.quantity),
            )


def _hash_of_numbers(cards: Iterable[CodeRow]) -> str:
    """The hash of a chunk's card numbers, one a line."""
    lines = "".join(f"{card.number}\n" for card in cards)
    return hashlib.sha256(lines.encode()).hexdigest()
