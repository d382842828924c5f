"""The shop before the play: two stores with a till each, three people, two batches of three cards.

Each batch is a carton of two packs. Some packs were received, one is on its way, one at the warehouse.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.scan_text import Label, LabelKind
from card_contract.states import CodeState, CustodyRule, CustodyState, Role
from server_stub.domain.ids import CodeId, StoreId, TillId
from server_stub.storage.rows.cards import (
    CampaignRow,
    CartonRow,
    CodeRow,
    CodeSecretRow,
    PackRow,
    UseType,
)
from server_stub.storage.rows.shop import AppRow, StoreRow
from server_stub.storage.rows.staff import OperatorRow, TillRow
from simulation.cast import ADMINISTRATOR, APP, CLERK, HARBOUR, MANAGER, MARKET, STORE_OF
from simulation.disk import Disk

CARDS: Final = 6
CARDS_OF_BATCH: Final = 3
CARDS_OF_PACK: Final = 2
PRICE_MINOR: Final = 2500
ISSUER: Final = "970010"


def _pack(batch: int, pack: int, custody: CustodyState, store_id: StoreId | None = None) -> PackRow:
    first = (batch - 1) * CARDS_OF_BATCH + (pack - 1) * CARDS_OF_PACK + 1
    return PackRow(
        app_id=APP,
        batch=batch,
        pack=pack,
        carton=1,
        label=Label(LabelKind.PACK, ISSUER, batch, pack).text(),
        first_sequence=first,
        last_sequence=min(first + CARDS_OF_PACK - 1, batch * CARDS_OF_BATCH),
        custody=custody,
        store_id=store_id,
    )


def _carton(batch: int) -> CartonRow:
    return CartonRow(
        app_id=APP,
        batch=batch,
        carton=1,
        label=Label(LabelKind.CARTON, ISSUER, batch, 1).text(),
        first_sequence=(batch - 1) * CARDS_OF_BATCH + 1,
        last_sequence=batch * CARDS_OF_BATCH,
    )


CARTONS: Final = (_carton(1), _carton(2))
PACKS: Final = (
    _pack(1, 1, CustodyState.RECEIVED, HARBOUR),
    _pack(1, 2, CustodyState.RECEIVED, HARBOUR),
    _pack(2, 1, CustodyState.SHIPPED, MARKET),
    _pack(2, 2, CustodyState.WAREHOUSE),
)


def set_the_scene(disk: Disk, at_ms: int) -> None:
    """Put the rows where the commands will look for them."""
    disk.put(
        AppRow(
            app_id=APP,
            name="Harbour Games",
            demo=True,
            language="en",
            idle_lock_s=300,
            secret_sealed=b"",
            seal_key_id="",
            created_at=at_ms,
        ),
        _store(HARBOUR, CustodyRule.REFUSE, at_ms),
        _store(MARKET, CustodyRule.FLAG, at_ms),
        CampaignRow(
            app_id=APP,
            campaign="gift",
            title="Gift card",
            description="",
            use_type=UseType.PERSONAL,
            price_minor=PRICE_MINOR,
            currency="EUR",
            issuer=ISSUER,
            created_at=at_ms,
            updated_at=at_ms,
        ),
    )
    for operator_id, role in (
        (CLERK, Role.CLERK),
        (MANAGER, Role.MANAGER),
        (ADMINISTRATOR, Role.ADMINISTRATOR),
    ):
        disk.put(
            OperatorRow(
                app_id=APP,
                operator_id=operator_id,
                name=operator_id,
                role=role,
                pin_hash="",
                created_at=at_ms,
            )
        )
    for name, store_id in STORE_OF.items():
        disk.put(
            TillRow(
                app_id=APP,
                till_id=TillId(name),
                store_id=store_id,
                name=name,
                public_key=b"",
                enrolled_by="",
                enrolled_at=at_ms,
            )
        )
    disk.put(*CARTONS, *[replace(pack, moved_at=at_ms) for pack in PACKS])
    for code_id in range(1, CARDS + 1):
        disk.put(_card(CodeId(code_id), at_ms), _secret(CodeId(code_id)))


def code_hash(card_id: str) -> bytes:
    """The keyed hash of a card's code; the code itself plays no part."""
    return card_id.encode()


def _store(store_id: StoreId, rule: CustodyRule, at_ms: int) -> StoreRow:
    return StoreRow(
        app_id=APP,
        store_id=store_id,
        name=store_id,
        address="",
        currency="EUR",
        time_zone="Europe/Berlin",
        receipt_header=[],
        receipt_legal=[],
        created_at=at_ms,
        custody_rule=rule,
    )


def _card(code_id: CodeId, at_ms: int) -> CodeRow:
    batch = (code_id - 1) // CARDS_OF_BATCH + 1
    return CodeRow(
        app_id=APP,
        code_id=code_id,
        campaign="gift",
        batch=batch,
        pack=(code_id - 1) % CARDS_OF_BATCH // CARDS_OF_PACK + 1,
        number=CardNumber.build(issuer=ISSUER, batch=batch, sequence=code_id).stored,
        last_four=f"{code_id:04d}",
        is_card=True,
        price_minor=PRICE_MINOR,
        currency="EUR",
        state=CodeState.INACTIVE,
        created_at=at_ms,
        updated_at=at_ms,
    )


def _secret(code_id: CodeId) -> CodeSecretRow:
    return CodeSecretRow(
        app_id=APP,
        code_id=code_id,
        campaign="gift",
        code_hash=code_hash(str(code_id)),
        hash_key_id="",
        sealed=b"",
        seal_key_id="",
    )
