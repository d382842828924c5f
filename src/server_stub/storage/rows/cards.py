"""Campaigns, what the studio makes of them, and the codes with their cards."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from card_contract.states import CodeState, CustodyState, HoldState, StopReason, StopState
from card_contract.studio_messages import CodeForm
from server_stub.domain.ids import AppId, CodeId, StoreId
from server_stub.storage.table import Index, Row, primary


class UseType(StrEnum):
    """brainCloud's ``codeUseType``: one code a person, or one code for everybody."""

    PERSONAL = "SINGLE"
    SHARED = "MULTI"


class CampaignRow(Row, frozen=True, kw_only=True, array_like=True):
    """A product with its rules. ``issuer`` is set where the cards have numbers of their own.

    ``codes_noticed``: its version has grown since a server began to add codes to it.
    """

    TABLE: ClassVar = "campaigns"
    KEY: ClassVar = ("app_id", "campaign")
    RARELY_CHANGED: ClassVar = True

    app_id: AppId
    campaign: str
    title: str
    description: str
    use_type: UseType
    price_minor: int
    currency: str
    artwork: str | None = None
    issuer: str | None = None
    barcode_is_code: bool = False
    disabled: bool = False
    code_form: CodeForm = CodeForm.FIVE_BY_FIVE
    include_check: bool = True
    code_prefix: str = ""
    custom_code_info: str = "{}"
    scan_code: str | None = None
    valid_start: int | None = None
    valid_end: int | None = None
    redemptions_max: int | None = None
    script: str | None = None
    is_async: bool = False
    retries_max: int = 0
    timeout_s: int = 3600
    codes_noticed: bool = False
    created_at: int
    updated_at: int
    version: int = 1

    @property
    def sells_cards(self) -> bool:
        """Whether its codes are cards: sold at tills, with a hold and a stop."""
        return self.issuer is not None or self.barcode_is_code


class BatchRow(Row, frozen=True, kw_only=True, array_like=True):
    """What the studio produces together; ``made`` counts the codes that exist already.

    ``job_id`` is the job that makes them; the cards of an ``imported`` batch were made elsewhere.
    """

    TABLE: ClassVar = "batches"
    KEY: ClassVar = ("app_id", "batch")

    app_id: AppId
    batch: int
    campaign: str
    issuer: str | None
    quantity: int
    made: int
    cards_per_pack: int
    packs_per_carton: int
    price_minor: int
    currency: str
    created_by: str
    created_at: int
    name: str = ""
    job_id: int | None = None
    cancelled_at: int | None = None
    imported: bool = False
    version: int = 1


class CartonRow(Row, frozen=True, kw_only=True, array_like=True):
    """A box of packs, with the text of its label and the range of sequences inside."""

    TABLE: ClassVar = "cartons"
    KEY: ClassVar = ("app_id", "batch", "carton")

    app_id: AppId
    batch: int
    carton: int
    label: str
    first_sequence: int
    last_sequence: int


class PackRow(Row, frozen=True, kw_only=True, array_like=True):
    """A sleeve of cards, with the text of its label and the range of sequences inside.

    ``store_id`` is where it was received, or is on its way to, since ``moved_at``.
    """

    TABLE: ClassVar = "packs"
    KEY: ClassVar = ("app_id", "batch", "pack")
    RARELY_CHANGED: ClassVar = True

    app_id: AppId
    batch: int
    pack: int
    carton: int
    label: str
    first_sequence: int
    last_sequence: int
    custody: CustodyState = CustodyState.WAREHOUSE
    store_id: StoreId | None = None
    moved_at: int | None = None
    version: int = 1

    def is_received_at(self, store_id: StoreId) -> bool:
        return self.custody is CustodyState.RECEIVED and self.store_id == store_id


SOMEBODY: Final = ""
"""Stands for the redeemer where nobody knows who it was: the code was redeemed after a backup."""


class CodeRow(Row, frozen=True, kw_only=True, array_like=True):
    """One personal code and, where it is sold at tills, its card. The secret itself is elsewhere.

    ``number`` is the card number without its check digit, ``sale_id`` the sale that holds or bought
    the card (``server:NAME`` where a server activated it), ``stop`` why the card may not be sold.
    """

    TABLE: ClassVar = "codes"
    KEY: ClassVar = ("app_id", "code_id")

    app_id: AppId
    code_id: CodeId
    campaign: str
    batch: int | None
    pack: int | None
    number: int | None
    last_four: str
    is_card: bool
    price_minor: int
    currency: str
    state: CodeState
    hold: HoldState = HoldState.FREE
    sale_id: str | None = None
    stop: StopReason | None = None
    recall_id: str | None = None
    custom_code_info: str = "{}"
    custom_redemption_info: str = "{}"
    redeemed_by_id: str | None = None
    redeemed_by_name: str | None = None
    invalidation_reason: str | None = None
    attempt: int | None = None
    created_at: int
    activated_at: int | None = None
    redeemed_at: int | None = None
    invalidated_at: int | None = None
    stopped_at: int | None = None
    updated_at: int
    version: int = 1
    first_attempt: int = 0

    @property
    def stop_state(self) -> StopState:
        return StopState.OPEN if self.stop is None else StopState.STOPPED


class CodeSecretRow(Row, frozen=True, kw_only=True, array_like=True):
    """The code itself: a keyed hash to find it by, and a sealed copy; loaded only where needed."""

    TABLE: ClassVar = "code_secrets"
    KEY: ClassVar = ("app_id", "code_id")

    app_id: AppId
    code_id: CodeId
    campaign: str
    code_hash: bytes
    hash_key_id: str
    sealed: bytes
    seal_key_id: str
    version: int = 1


CAMPAIGNS = primary(CampaignRow)
CAMPAIGNS_BY_SCAN_CODE = Index(CampaignRow, ("app_id", "scan_code"))
BATCHES = primary(BatchRow)
CARTONS_BY_LABEL = Index(CartonRow, ("app_id", "label"))
CARTONS = primary(CartonRow)
PACKS = primary(PackRow)
PACKS_OF_BATCH = Index(PackRow, ("app_id", "batch"))
PACKS_BY_LABEL = Index(PackRow, ("app_id", "label"))
PACKS_OF_CARTON = Index(PackRow, ("app_id", "batch", "carton"))
CODES = primary(CodeRow)
CODES_BY_NUMBER = Index(CodeRow, ("app_id", "number"))
CODE_SECRETS = primary(CodeSecretRow)
CODE_SECRETS_BY_HASH = Index(CodeSecretRow, ("app_id", "code_hash"))
