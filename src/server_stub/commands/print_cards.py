"""What happens to the cards of a print run: given out, reported on, spoiled and replaced.

A spoiled card is invalidated, and a new one with a new code and number, in the same pack, stands
for it: so no code is ever printed twice. A card that is sold, held or dead already is left as it
is, and nothing stands for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from card_contract.card_number import SEQUENCE_MAX, CardNumber
from card_contract.print_messages import PrintState, Replacement
from card_contract.states import CodeState, HoldState
from server_stub.commands.batch_codes import NewCode
from server_stub.commands.counters import CODE_COUNTER, drawn
from server_stub.domain.code_machine import CodeEvent, move_code
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.print_machine import MISPRINTED, PrintEvent, move_print
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, changed
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.cards import (
    BATCHES,
    CODES_BY_NUMBER,
    BatchRow,
    CodeRow,
    CodeSecretRow,
)
from server_stub.storage.rows.printing import (
    PRINT_BATCHES,
    PRINT_CARDS,
    PrintBatchRow,
    PrintCardRow,
    PrintRunRow,
)
from server_stub.storage.table import Need


class BatchFullError(Exception):
    """The batch has no number left for a new card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintBatch:
    """The batch of a run, as far as its numbers are concerned."""

    app_id: AppId
    batch: int
    issuer: str

    def needs_of(self, sequences: Iterable[int]) -> Iterable[Need]:
        """These cards, and how they stand with printing."""
        for sequence in sequences:
            yield PRINT_CARDS.at(self.app_id, self.batch, sequence)
            yield CODES_BY_NUMBER.at(self.app_id, self.number(sequence).stored)

    def needs_of_new(self) -> Iterable[Need]:
        """What it takes to make new cards."""
        yield BATCHES.at(self.app_id, self.batch)
        yield PRINT_BATCHES.at(self.app_id, self.batch)
        yield COUNTERS.at(self.app_id, CODE_COUNTER)

    def number(self, sequence: int) -> CardNumber:
        return CardNumber.build(issuer=self.issuer, batch=self.batch, sequence=sequence)

    def code(self, rows: Rows, sequence: int) -> CodeRow | None:
        return rows.find(CODES_BY_NUMBER, self.app_id, self.number(sequence).stored)

    def card(self, rows: Rows, sequence: int) -> PrintCardRow | None:
        return rows.find(PRINT_CARDS, self.app_id, self.batch, sequence)


@dataclass(slots=True)
class Spoiling:
    """Cards that are spoiled together, and the new ones that stand for them.

    ``unproven`` of them had been read back, and count no more.
    """

    of: PrintBatch
    run: PrintRunRow
    batch: BatchRow
    codes: Sequence[NewCode]
    now_ms: int
    changes: list[Change] = field(default_factory=list)
    replacements: list[Replacement] = field(default_factory=list)
    unreplaced: list[int] = field(default_factory=list)
    unproven: int = 0
    _made: list[tuple[CodeRow, PrintCardRow]] = field(default_factory=list)

    def spoil(self, card: PrintCardRow, code: CodeRow, event: PrintEvent) -> None:
        """Take a card out of use and let a new one stand for it, if nobody has touched it."""
        state = move_print(card.state, event)
        self.changes.append(changed(card, state=state, updated_at=self.now_ms))
        if code.state is not CodeState.INACTIVE or code.hold is not HoldState.FREE:
            self.unreplaced.append(card.sequence)
            return
        self.changes.append(
            changed(
                code,
                state=move_code(code.state, CodeEvent.INVALIDATE),
                invalidation_reason=MISPRINTED,
                invalidated_at=self.now_ms,
                updated_at=self.now_ms,
            )
        )
        sequence = self.batch.made + len(self._made) + 1
        if sequence > SEQUENCE_MAX:
            raise BatchFullError
        new = self._card(code, sequence)
        waiting = replace(
            card,
            sequence=sequence,
            run_id=self.run.run_id,
            state=PrintState.WAITING,
            replaces=card.sequence,
            updated_at=self.now_ms,
            version=1,
        )
        self._made.append((new, waiting))
        self.replacements.append(Replacement(spoiled=card.sequence, sequence=sequence))

    def _card(self, code: CodeRow, sequence: int) -> CodeRow:
        """A new card like ``code``; what stops the sale of that one's pack stops it too."""
        number = self.of.number(sequence)
        return replace(
            code,
            number=number.stored,
            last_four=number.last_four,
            created_at=self.now_ms,
            updated_at=self.now_ms,
            version=1,
        )

    def finish(self, rows: Rows) -> list[Change]:
        """All changes, with the new cards under ids of their own."""
        spoiled = len(self.replacements) + len(self.unreplaced)
        if not spoiled:
            return self.changes
        app_id = self.of.app_id
        known = rows.find(PRINT_BATCHES, app_id, self.of.batch)
        if known is None:
            row = PrintBatchRow(app_id=app_id, batch=self.of.batch, spoiled=spoiled)
            self.changes.append(Insert(row))
        else:
            proven = known.proven - self.unproven
            self.changes.append(changed(known, spoiled=known.spoiled + spoiled, proven=proven))
        if self._made:
            self.changes += self._new_cards(rows)
        return self.changes

    def _new_cards(self, rows: Rows) -> Iterable[Change]:
        last_id, counted = drawn(rows, self.of.app_id, CODE_COUNTER, len(self._made))
        made = self.batch.made + len(self._made)
        yield counted
        yield changed(self.batch, made=made, quantity=made)
        first_id = last_id - len(self._made) + 1
        for place, (code, card) in enumerate(self._made):
            code_id, new = CodeId(first_id + place), self.codes[place]
            yield Insert(replace(code, code_id=code_id))
            yield Insert(replace(card, code_id=code_id))
            yield Insert(
                CodeSecretRow(
                    app_id=code.app_id,
                    code_id=code_id,
                    campaign=code.campaign,
                    code_hash=new.code_hash,
                    hash_key_id=new.hash_key_id,
                    sealed=new.sealed,
                    seal_key_id=new.seal_key_id,
                )
            )
