"""What is written for cards made elsewhere: their batches, packs, codes, and what is noted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta, Struct

from card_contract.card_number import CardNumber
from card_contract.scan_text import Label, LabelKind
from card_contract.states import CodeState
from card_contract.studio_messages import LABEL_NUMBER_MAX
from server_stub.commands.batch_codes import NewCode
from server_stub.commands.batches import BATCH_COUNTER, BATCHES_LOOKED_AT
from server_stub.commands.counters import CODE_COUNTER, drawn
from server_stub.domain.ids import AppId, CodeId
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import COUNTERS, CounterRow
from server_stub.storage.rows.cards import (
    BATCHES,
    BatchRow,
    CampaignRow,
    CartonRow,
    CodeRow,
    CodeSecretRow,
    PackRow,
)
from server_stub.storage.rows.printing import PrintBatchRow


class MadeCard(Struct, frozen=True, kw_only=True):
    """One card of the file; its pack has the sequences from ``pack_first`` to ``pack_last``."""

    number: Annotated[str, Meta(pattern="^9[0-8][0-9]{16}$")]
    pack: Annotated[int, Meta(ge=1, le=LABEL_NUMBER_MAX)]
    pack_first: int
    pack_last: int
    code: NewCode
    known_hashes: list[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Writes the cards that are taken; ``packs`` has the range of each pack of their batches."""

    rows: Rows
    campaign: CampaignRow
    taken: Sequence[tuple[CardNumber, MadeCard]]
    packs: Mapping[int, Mapping[int, tuple[int, int]]]
    new_packs: Sequence[tuple[int, int]]
    by: str
    now_ms: int

    @property
    def _app_id(self) -> AppId:
        return self.campaign.app_id

    def changes(self) -> list[Change]:
        """All that is written for the cards that are taken."""
        last_id, counted = drawn(self.rows, self._app_id, CODE_COUNTER, len(self.taken))
        first_id = last_id - len(self.taken) + 1
        changes: list[Change] = [counted, *self._batches()]
        for batch, pack in self.new_packs:
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
        has_new = False
        value = before = 0 if counter is None else counter.value
        for batch, stored in sorted(self._numbers_of_batches().items()):
            largest = max(last - first + 1 for first, last in self.packs[batch].values())
            known = self.rows.find(BATCHES, self._app_id, batch)
            has_new = has_new or known is None
            if known is None:
                yield Insert(self._batch(batch, len(stored), largest))
                yield Insert(PrintBatchRow(app_id=self._app_id, batch=batch, excused=True))
            else:
                made = known.made + len(stored)
                yield changed(known, made=made, quantity=made, cards_per_pack=largest)
            if value < batch <= value + BATCHES_LOOKED_AT:
                value = batch
        if has_new:
            # Whoever changes the campaign over how it stood before finds that out by its version.
            yield changed(self.campaign, updated_at=self.now_ms)
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
        first, last = self.packs[batch][pack]
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
