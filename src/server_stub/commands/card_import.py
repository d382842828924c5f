"""Taking in cards that were made elsewhere, piece by piece.

Each card names itself: its issuer and its batch stand in its number. So a piece that comes again
finds its cards there, and whoever was interrupted gives the whole file again. Codes come in hashed
and sealed. A pack arrives with the range of numbers that it has in the file; it lies in a carton of
its own, for nobody has said how packs were boxed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Final

from msgspec import Meta, Struct

from card_contract.card_number import CardNumber
from card_contract.outcomes import Refusal
from card_contract.scan_text import Label, LabelKind
from card_contract.states import CodeState
from card_contract.studio_messages import BatchFault
from server_stub.commands.batches import BATCH_COUNTER, BATCHES_LOOKED_AT, NewCode
from server_stub.commands.code_lookup import secret_of
from server_stub.commands.counters import CODE_COUNTER, drawn
from server_stub.commands.unstored import Unstored
from server_stub.domain.campaign_rules import LABEL_NUMBER_MAX
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.import_rules import LineOutcome
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import COUNTERS, CounterRow
from server_stub.storage.rows.cards import (
    BATCHES,
    CAMPAIGNS,
    CODE_SECRETS,
    CODE_SECRETS_BY_HASH,
    CODES_BY_NUMBER,
    PACKS_OF_BATCH,
    BatchRow,
    CampaignRow,
    CartonRow,
    CodeRow,
    CodeSecretRow,
    PackRow,
    UseType,
)
from server_stub.storage.rows.printing import PrintBatchRow
from server_stub.storage.table import Need

PIECE_CARDS_MAX: Final = 100
"""What fits into one request, with the hashes by all keys in use."""


class MadeCard(Struct, frozen=True, kw_only=True):
    """One card of the file; its pack has the sequences from ``pack_first`` to ``pack_last``."""

    number: Annotated[str, Meta(pattern="^9[0-9]{17}$")]
    pack: Annotated[int, Meta(ge=1, le=LABEL_NUMBER_MAX)]
    pack_first: int
    pack_last: int
    code: NewCode
    known_hashes: list[bytes]


class CardsImported(Struct, frozen=True, kw_only=True):
    """What became of each card, in their order; or why the campaign takes none."""

    outcomes: list[LineOutcome] = []
    faults: list[BatchFault] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCards(Unstored):
    """Take in a piece of a file; a ``dry_run`` only says what would become of it."""

    answer_type: ClassVar = CardsImported

    campaign: str
    cards: Sequence[MadeCard]
    imported_by: str
    dry_run: bool = False

    def needs(self) -> Iterable[Need]:
        yield CAMPAIGNS.at(self.app_id, self.campaign)
        yield COUNTERS.at(self.app_id, CODE_COUNTER)
        yield COUNTERS.at(self.app_id, BATCH_COUNTER)
        for card in self.cards:
            number = CardNumber(card.number)
            yield BATCHES.at(self.app_id, number.batch)
            yield PACKS_OF_BATCH.at(self.app_id, number.batch)
            yield CODES_BY_NUMBER.at(self.app_id, number.stored)
            for value in card.known_hashes:
                yield CODE_SECRETS_BY_HASH.at(self.app_id, value)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        for card in self.cards:
            there = rows.find(CODES_BY_NUMBER, self.app_id, CardNumber(card.number).stored)
            if there is not None:
                yield CODE_SECRETS.at(self.app_id, there.code_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[CardsImported]:
        if not 0 < len(self.cards) <= PIECE_CARDS_MAX:
            return refuse(Refusal.MALFORMED)
        campaign = rows.find(CAMPAIGNS, self.app_id, self.campaign)
        faults = _faults(campaign)
        if campaign is None or faults:
            return Decision(CardsImported(faults=faults))
        taking = _Taking(rows, campaign, self.imported_by, now_ms)
        answer = CardsImported(outcomes=[taking.take(card) for card in self.cards])
        if self.dry_run or not taking.taken:
            return Decision(answer)
        return Decision(answer, taking.changes(), taking.entries())


def _faults(campaign: CampaignRow | None) -> list[BatchFault]:
    if campaign is None:
        return [BatchFault.CAMPAIGN_UNKNOWN]
    if campaign.use_type is not UseType.PERSONAL:
        return [BatchFault.CAMPAIGN_SHARED]
    if campaign.issuer is None:
        return [BatchFault.CAMPAIGN_WITHOUT_NUMBERS]
    return [BatchFault.CAMPAIGN_DISABLED] if campaign.disabled else []


@dataclass(slots=True)
class _Taking:
    """The cards of a piece that are taken, and the batches and packs that they are in."""

    rows: Rows
    campaign: CampaignRow
    by: str
    now_ms: int
    taken: list[tuple[CardNumber, MadeCard]] = field(default_factory=list)
    _packs: dict[int, dict[int, tuple[int, int]]] = field(default_factory=dict)
    _new_packs: list[tuple[int, int]] = field(default_factory=list)
    _numbers: set[int] = field(default_factory=set)
    _hashes: set[bytes] = field(default_factory=set)

    @property
    def _app_id(self) -> AppId:
        return self.campaign.app_id

    def take(self, card: MadeCard) -> LineOutcome:
        """Say what becomes of a card, and count it in if it is a new one."""
        number = CardNumber(card.number)
        outcome = self._outcome(number, card)
        if outcome is LineOutcome.ACCEPTED:
            self.taken.append((number, card))
            self._numbers.add(number.stored)
            self._hashes.update(card.known_hashes)
            packs = self._packs_of(number.batch)
            if card.pack not in packs:
                packs[card.pack] = (card.pack_first, card.pack_last)
                self._new_packs.append((number.batch, card.pack))
        return outcome

    def _outcome(self, number: CardNumber, card: MadeCard) -> LineOutcome:
        return (
            self._fault_of_batch(number)
            or self._as_known(number, card)
            or self._fault_of_code(card)
            or self._outcome_of_pack(number, card)
        )

    def _fault_of_batch(self, number: CardNumber) -> LineOutcome | None:
        if number.issuer != self.campaign.issuer:
            return LineOutcome.ISSUER_FOREIGN
        batch = self.rows.find(BATCHES, self._app_id, number.batch)
        if number.batch == 0 or (batch is not None and not batch.imported):
            return LineOutcome.BATCH_OF_SERVER
        place = (self.campaign.campaign, number.issuer)
        if batch is not None and (batch.campaign, batch.issuer) != place:
            return LineOutcome.BATCH_OF_OTHER_CAMPAIGN
        return None

    def _as_known(self, number: CardNumber, card: MadeCard) -> LineOutcome | None:
        there = self.rows.find(CODES_BY_NUMBER, self._app_id, number.stored)
        if there is not None:
            return self._same(there, card)
        return LineOutcome.NUMBER_DOUBLED if number.stored in self._numbers else None

    def _fault_of_code(self, card: MadeCard) -> LineOutcome | None:
        if secret_of(self.rows, self._app_id, card.known_hashes) is not None:
            return LineOutcome.CODE_TAKEN
        is_doubled = not self._hashes.isdisjoint(card.known_hashes)
        return LineOutcome.CODE_DOUBLED if is_doubled else None

    def _same(self, there: CodeRow, card: MadeCard) -> LineOutcome:
        secret = self.rows.find(CODE_SECRETS, self._app_id, there.code_id)
        is_same = secret is not None and secret.code_hash in card.known_hashes
        if is_same and there.pack == card.pack:
            return LineOutcome.ALREADY_THERE
        return LineOutcome.NUMBER_TAKEN

    def _outcome_of_pack(self, number: CardNumber, card: MadeCard) -> LineOutcome:
        packs, span = self._packs_of(number.batch), (card.pack_first, card.pack_last)
        if not span[0] <= number.sequence <= span[1]:
            return LineOutcome.PACK_DIFFERS
        if card.pack in packs:
            is_same = packs[card.pack] == span
            return LineOutcome.ACCEPTED if is_same else LineOutcome.PACK_DIFFERS
        if any(first <= span[1] and span[0] <= last for first, last in packs.values()):
            return LineOutcome.PACKS_OVERLAP
        return LineOutcome.ACCEPTED

    def _packs_of(self, batch: int) -> dict[int, tuple[int, int]]:
        if batch not in self._packs:
            rows = self.rows.all(PACKS_OF_BATCH, self._app_id, batch)
            self._packs[batch] = {row.pack: (row.first_sequence, row.last_sequence) for row in rows}
        return self._packs[batch]

    def changes(self) -> list[Change]:
        """All that is written for the cards that are taken."""
        last_id, counted = drawn(self.rows, self._app_id, CODE_COUNTER, len(self.taken))
        first_id = last_id - len(self.taken) + 1
        changes: list[Change] = [counted, *self._batches()]
        for batch, pack in self._new_packs:
            changes += map(Insert, self._parcel(batch, pack))
        for place, (number, card) in enumerate(self.taken):
            code_id = CodeId(first_id + place)
            changes.append(Insert(self._code(code_id, number, card)))
            changes.append(Insert(_secret(self.campaign, code_id, card.code)))
        return changes

    def entries(self) -> list[LedgerEntry]:
        """One entry for each batch, with the hash of the numbers that it got."""
        return [
            LedgerEntry(
                app_id=self._app_id,
                kind="batch.cards-imported",
                actor=self.by,
                subject=str(batch),
                detail={
                    "campaign": self.campaign.campaign,
                    "cards": len(stored),
                    "first": stored[0],
                    "last": stored[-1],
                    "numbers": hashlib.sha256(
                        "".join(f"{number}\n" for number in stored).encode()
                    ).hexdigest(),
                },
            )
            for batch, stored in self._numbers_of_batches().items()
        ]

    def _numbers_of_batches(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, _ in self.taken:
            found.setdefault(number.batch, []).append(number.stored)
        return found

    def _batches(self) -> Iterable[Change]:
        counter = self.rows.find(COUNTERS, self._app_id, BATCH_COUNTER)
        value = before = 0 if counter is None else counter.value
        for batch, stored in sorted(self._numbers_of_batches().items()):
            largest = max(last - first + 1 for first, last in self._packs[batch].values())
            known = self.rows.find(BATCHES, self._app_id, batch)
            if known is None:
                yield Insert(self._batch(batch, len(stored), largest))
                yield Insert(PrintBatchRow(app_id=self._app_id, batch=batch, excused=True))
            else:
                made = known.made + len(stored)
                yield changed(known, made=made, quantity=made, cards_per_pack=largest)
            if value < batch <= value + BATCHES_LOOKED_AT:
                value = batch
        if value == before:
            return
        if counter is None:
            yield Insert(CounterRow(app_id=self._app_id, name=BATCH_COUNTER, value=value))
        else:
            yield changed(counter, value=value)

    def _batch(self, batch: int, cards: int, cards_per_pack: int) -> BatchRow:
        return BatchRow(
            app_id=self._app_id,
            batch=batch,
            campaign=self.campaign.campaign,
            issuer=self.campaign.issuer,
            quantity=cards,
            made=cards,
            cards_per_pack=cards_per_pack,
            packs_per_carton=1,
            price_minor=self.campaign.price_minor,
            currency=self.campaign.currency,
            created_by=self.by,
            created_at=self.now_ms,
            imported=True,
        )

    def _parcel(self, batch: int, pack: int) -> tuple[CartonRow, PackRow]:
        first, last = self._packs[batch][pack]
        issuer = self.campaign.issuer or ""
        carton = CartonRow(
            app_id=self._app_id,
            batch=batch,
            carton=pack,
            label=Label(LabelKind.CARTON, issuer, batch, pack).text(),
            first_sequence=first,
            last_sequence=last,
        )
        row = PackRow(
            app_id=self._app_id,
            batch=batch,
            pack=pack,
            carton=pack,
            label=Label(LabelKind.PACK, issuer, batch, pack).text(),
            first_sequence=first,
            last_sequence=last,
        )
        return carton, row

    def _code(self, code_id: CodeId, number: CardNumber, card: MadeCard) -> CodeRow:
        batch = self.rows.find(BATCHES, self._app_id, number.batch)
        of = self.campaign if batch is None else batch
        return CodeRow(
            app_id=self._app_id,
            code_id=code_id,
            campaign=self.campaign.campaign,
            batch=number.batch,
            pack=card.pack,
            number=number.stored,
            last_four=number.last_four,
            is_card=True,
            price_minor=of.price_minor,
            currency=of.currency,
            state=CodeState.INACTIVE,
            custom_code_info=self.campaign.custom_code_info,
            created_at=self.now_ms,
            updated_at=self.now_ms,
        )


def _secret(campaign: CampaignRow, code_id: CodeId, code: NewCode) -> CodeSecretRow:
    return CodeSecretRow(
        app_id=campaign.app_id,
        code_id=code_id,
        campaign=campaign.campaign,
        code_hash=code.code_hash,
        hash_key_id=code.hash_key_id,
        sealed=code.sealed,
        seal_key_id=code.seal_key_id,
    )
