"""The shop before the play: one store, two tills, three people, two batches of three cards of €25."""

from __future__ import annotations

from typing import Final

from card_contract.states import CodeState, Role
from server_stub.domain.ids import CodeId, TillId
from server_stub.storage.rows.cards import CampaignRow, CodeRow, CodeSecretRow, UseType
from server_stub.storage.rows.shop import AppRow, StoreRow
from server_stub.storage.rows.staff import OperatorRow, TillRow
from simulation.disk import Disk
from simulation.line import ADMINISTRATOR, APP, CLERK, MANAGER, STORE

TILLS: Final = ("T1", "T2")
CARDS: Final = 6
CARDS_OF_BATCH: Final = 3
PRICE_MINOR: Final = 2500


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
        StoreRow(
            app_id=APP,
            store_id=STORE,
            name="Harbour Street 12",
            address="",
            currency="EUR",
            time_zone="Europe/Berlin",
            receipt_header=[],
            receipt_legal=[],
            created_at=at_ms,
        ),
        CampaignRow(
            app_id=APP,
            campaign="gift",
            title="Gift card",
            description="",
            use_type=UseType.PERSONAL,
            price_minor=PRICE_MINOR,
            currency="EUR",
            issuer="970010",
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
    for name in TILLS:
        disk.put(
            TillRow(
                app_id=APP,
                till_id=TillId(name),
                store_id=STORE,
                name=name,
                public_key=b"",
                enrolled_by="",
                enrolled_at=at_ms,
            )
        )
    for code_id in range(1, CARDS + 1):
        disk.put(_card(CodeId(code_id), at_ms), _secret(CodeId(code_id)))


def code_hash(card_id: str) -> bytes:
    """The keyed hash of a card's code; the code itself plays no part."""
    return card_id.encode()


def _card(code_id: CodeId, at_ms: int) -> CodeRow:
    return CodeRow(
        app_id=APP,
        code_id=code_id,
        campaign="gift",
        batch=(code_id - 1) // CARDS_OF_BATCH + 1,
        pack=None,
        number=code_id,
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
