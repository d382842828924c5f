"""Taking in cards that were made elsewhere, piece by piece.

Each card names itself: its issuer and its batch stand in its number. So a piece that comes again
finds its cards there, and whoever was interrupted gives the whole file again. Codes come in hashed
and sealed. A pack arrives with the range of numbers that it has in the file; it lies in a carton of
its own, for nobody has said how packs were boxed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from msgspec import Struct

from card_contract.card_number import CardNumber
from card_contract.outcomes import Refusal
from card_contract.studio_messages import IMPORT_CARDS_MAX, BatchFault, LineOutcome
from server_stub.commands.batches import BATCH_COUNTER
from server_stub.commands.code_lookup import secret_of
from server_stub.commands.counters import CODE_COUNTER
from server_stub.commands.imported_rows import MadeCard, Writing
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import AppId
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.cards import (
    BATCHES,
    CAMPAIGNS,
    CODE_SECRETS,
    CODE_SECRETS_BY_HASH,
    CODES_BY_NUMBER,
    PACKS_OF_BATCH,
    CampaignRow,
    CodeRow,
    UseType,
)
from server_stub.storage.table import Need


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
        if not 0 < len(self.cards) <= IMPORT_CARDS_MAX:
            return refuse(Refusal.MALFORMED)
        campaign = rows.find(CAMPAIGNS, self.app_id, self.campaign)
        faults = _faults(campaign)
        if campaign is None or faults:
            return Decision(CardsImported(faults=faults))
        judging = _Judging(rows, campaign)
        answer = CardsImported(outcomes=[judging.take(card) for card in self.cards])
        if self.dry_run or not judging.taken:
            return Decision(answer)
        writing = Writing(
            rows=rows,
            campaign=campaign,
            taken=judging.taken,
            packs=judging.packs,
            new_packs=judging.new_packs,
            by=self.imported_by,
            now_ms=now_ms,
        )
        return Decision(answer, writing.changes(), writing.entries())


def _faults(campaign: CampaignRow | None) -> list[BatchFault]:
    if campaign is None:
        return [BatchFault.CAMPAIGN_UNKNOWN]
    if campaign.use_type is not UseType.PERSONAL:
        return [BatchFault.CAMPAIGN_SHARED]
    if campaign.issuer is None:
        return [BatchFault.CAMPAIGN_WITHOUT_NUMBERS]
    return [BatchFault.CAMPAIGN_DISABLED] if campaign.disabled else []


@dataclass(slots=True)
class _Judging:
    """Which cards of a piece are taken, and the packs that they are in."""

    rows: Rows
    campaign: CampaignRow
    taken: list[tuple[CardNumber, MadeCard]] = field(default_factory=list)
    packs: dict[int, dict[int, tuple[int, int]]] = field(default_factory=dict)
    new_packs: list[tuple[int, int]] = field(default_factory=list)
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
                self.new_packs.append((number.batch, card.pack))
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
        if batch not in self.packs:
            rows = self.rows.all(PACKS_OF_BATCH, self._app_id, batch)
            self.packs[batch] = {row.pack: (row.first_sequence, row.last_sequence) for row in rows}
        return self.packs[batch]
