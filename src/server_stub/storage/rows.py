"""The rows of every table, as frozen values, and the indexes by which commands look them up.

The fields are the columns that the migrations make. Every row belongs to one app. Names of tills,
stores and operators are copied into a sale when it is made, so that a receipt printed again shows
what the first one showed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from card_contract.messages import ApprovalPurpose, CancelReason, VoidReason
from card_contract.outcomes import CardRefusal
from card_contract.states import (
    CaseKind,
    CodeState,
    HoldState,
    PaymentKind,
    Role,
    SaleStage,
    StopReason,
    StopState,
)
from server_stub.domain.ids import AppId, CodeId, OperatorId, StoreId, TillId
from server_stub.storage.rows_profiles import PROFILE_ROW_TYPES
from server_stub.storage.rows_redemption import REDEMPTION_ROW_TYPES
from server_stub.storage.table import Index, Row, primary


class UseType(StrEnum):
    """brainCloud's ``codeUseType``: one code a person, or one code for everybody."""

    PERSONAL = "SINGLE"
    SHARED = "MULTI"


class CodeForm(StrEnum):
    """How a campaign's codes look (brainCloud's ``algorithmName``)."""

    FIVE_BY_FIVE = "FiveByFive"
    STRUCTURED_GUID = "StructuredGuid"


# --- The shop ------------------------------------------------------------------------------------


class AppRow(Row, frozen=True, kw_only=True, array_like=True):
    """One retailer or publisher; the sealed secret is what the customer's app signs with."""

    TABLE: ClassVar = "apps"
    KEY: ClassVar = ("app_id",)

    app_id: AppId
    name: str
    demo: bool
    language: str
    idle_lock_s: int
    secret_sealed: bytes
    seal_key_id: str
    created_at: int
    version: int = 1


class ServerRow(Row, frozen=True, kw_only=True, array_like=True):
    """A server of the customer that may call the S2S dispatcher."""

    TABLE: ClassVar = "servers"
    KEY: ClassVar = ("app_id", "server_name")

    app_id: AppId
    server_name: str
    secret_sealed: bytes
    seal_key_id: str
    created_at: int
    disabled_at: int | None = None
    version: int = 1


class StoreRow(Row, frozen=True, kw_only=True, array_like=True):
    TABLE: ClassVar = "stores"
    KEY: ClassVar = ("app_id", "store_id")

    app_id: AppId
    store_id: StoreId
    name: str
    address: str
    currency: str
    time_zone: str
    receipt_header: list[str]
    receipt_legal: list[str]
    created_at: int
    version: int = 1


class ArtworkRow(Row, frozen=True, kw_only=True, array_like=True):
    """A picture of a card; its id is made of its content, so it never changes."""

    TABLE: ClassVar = "artworks"
    KEY: ClassVar = ("app_id", "artwork")

    app_id: AppId
    artwork: str
    media_type: str
    content: bytes
    created_at: int


# --- Campaigns, batches, codes -------------------------------------------------------------------


class CampaignRow(Row, frozen=True, kw_only=True, array_like=True):
    """A product with its rules. ``issuer`` is set where the cards have numbers of their own."""

    TABLE: ClassVar = "campaigns"
    KEY: ClassVar = ("app_id", "campaign")

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
    created_at: int
    updated_at: int
    version: int = 1

    @property
    def sells_cards(self) -> bool:
        """Whether its codes are cards: sold at tills, with a hold and a stop."""
        return self.issuer is not None or self.barcode_is_code


class BatchRow(Row, frozen=True, kw_only=True, array_like=True):
    """What the studio produces together; ``made`` counts the codes that exist already."""

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
    """A sleeve of cards, with the text of its label and the range of sequences inside."""

    TABLE: ClassVar = "packs"
    KEY: ClassVar = ("app_id", "batch", "pack")

    app_id: AppId
    batch: int
    pack: int
    carton: int
    label: str
    first_sequence: int
    last_sequence: int


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


# --- Sales ---------------------------------------------------------------------------------------


class SaleRow(Row, frozen=True, kw_only=True, array_like=True):
    """One basket at one till. A remembered cancel of a sale never seen has no ``held_at``."""

    TABLE: ClassVar = "sales"
    KEY: ClassVar = ("app_id", "sale_id")

    app_id: AppId
    sale_id: str
    receipt_number: str
    till_id: TillId
    till_name: str
    store_id: StoreId
    store_name: str
    operator_id: str | None
    operator_name: str
    stage: SaleStage
    currency: str
    total_minor: int
    created_at: int
    held_at: int | None = None
    paid_at: int | None = None
    confirmed_at: int | None = None
    ended_at: int | None = None
    payment_kind: PaymentKind | None = None
    payment_minor: int | None = None
    given_minor: int | None = None
    payment_reference: str | None = None
    cancel_reason: CancelReason | None = None
    settled_by: str | None = None
    settle_reason: str | None = None
    version: int = 1

    @property
    def was_never_seen(self) -> bool:
        """Whether this only remembers a paid sale that the server did not know."""
        return self.held_at is None and self.stage is SaleStage.VOIDED


class SaleLineRow(Row, frozen=True, kw_only=True, array_like=True):
    """One card of a sale. In a confirmed sale it is activated unless ``refusal`` is set."""

    TABLE: ClassVar = "sale_lines"
    KEY: ClassVar = ("app_id", "sale_id", "position")

    app_id: AppId
    sale_id: str
    position: int
    code_id: CodeId
    last_four: str
    price_minor: int
    keyed: bool
    refusal: CardRefusal | None = None
    void_id: str | None = None
    version: int = 1


class VoidRow(Row, frozen=True, kw_only=True, array_like=True):
    """A person's decision to undo a paid sale or cards of it; the voided lines name it.

    ``card_ids`` are the cards as they were asked for: none for the whole sale. Without
    ``approver_id`` a manager's signature is owed.
    """

    TABLE: ClassVar = "voids"
    KEY: ClassVar = ("app_id", "void_id")

    app_id: AppId
    void_id: str
    sale_id: str
    till_id: TillId
    operator_id: str | None
    approver_id: str | None
    reason: VoidReason
    note: str
    refund_minor: int
    decided_at: int
    card_ids: list[str]
    version: int = 1


class AnswerRow(Row, frozen=True, kw_only=True, array_like=True):
    """A stored answer: what was asked (keyed fingerprint) and what was answered, for ever."""

    TABLE: ClassVar = "answers"
    KEY: ClassVar = ("app_id", "key")

    app_id: AppId
    key: str
    fingerprint: str
    refused: bool
    body: str
    at: int


class CaseRow(Row, frozen=True, kw_only=True, array_like=True):
    """An open item for the manager; ``case_id`` is made of its subject, so it exists once."""

    TABLE: ClassVar = "cases"
    KEY: ClassVar = ("app_id", "case_id")

    app_id: AppId
    case_id: str
    kind: CaseKind
    sale_id: str | None
    void_id: str | None
    code_id: CodeId | None
    detail: str
    opened_at: int
    closed_at: int | None = None
    closed_by: str | None = None
    closing_reason: str | None = None
    version: int = 1


# --- Tills and operators -------------------------------------------------------------------------


class TillRow(Row, frozen=True, kw_only=True, array_like=True):
    """An enrolled terminal and its raw Ed25519 public key. Till ids are unique across all apps."""

    TABLE: ClassVar = "tills"
    KEY: ClassVar = ("app_id", "till_id")

    app_id: AppId
    till_id: TillId
    store_id: StoreId
    name: str
    public_key: bytes
    enrolled_by: str
    enrolled_at: int
    revoked_at: int | None = None
    revoked_by: str | None = None
    last_seen_at: int | None = None
    operator_session: str | None = None
    version: int = 1


class TillSessionRow(Row, frozen=True, kw_only=True, array_like=True):
    TABLE: ClassVar = "till_sessions"
    KEY: ClassVar = ("session_id",)

    session_id: str
    app_id: AppId
    till_id: TillId
    mac_key_sealed: bytes
    seal_key_id: str
    opened_at: int
    expires_at: int
    ended_at: int | None = None
    version: int = 1


class OperatorRow(Row, frozen=True, kw_only=True, array_like=True):
    """One person. ``failures`` counts wrong PINs at all tills since the last right one.

    Sessions opened until ``sessions_from`` are over.
    """

    TABLE: ClassVar = "operators"
    KEY: ClassVar = ("app_id", "operator_id")

    app_id: AppId
    operator_id: OperatorId
    name: str
    role: Role
    pin_hash: str
    badge: str | None = None
    failures: int = 0
    locked_at: int | None = None
    disabled_at: int | None = None
    created_at: int
    sessions_from: int = 0
    version: int = 1


class PinFailuresRow(Row, frozen=True, kw_only=True, array_like=True):
    """Wrong PINs of one operator at one till since the last right one there."""

    TABLE: ClassVar = "pin_failures"
    KEY: ClassVar = ("app_id", "till_id", "operator_id")

    app_id: AppId
    till_id: TillId
    operator_id: OperatorId
    failures: int
    locked_at: int | None = None
    version: int = 1


class OperatorSessionRow(Row, frozen=True, kw_only=True, array_like=True):
    TABLE: ClassVar = "operator_sessions"
    KEY: ClassVar = ("session_id",)

    session_id: str
    app_id: AppId
    operator_id: OperatorId
    till_id: TillId
    till_session_id: str
    opened_at: int
    expires_at: int
    ended_at: int | None = None
    version: int = 1


class EnrolmentCodeRow(Row, frozen=True, kw_only=True, array_like=True):
    """A one-use code that lets a new till in; only its keyed hash is kept."""

    TABLE: ClassVar = "enrolment_codes"
    KEY: ClassVar = ("code_hash",)

    code_hash: str
    app_id: AppId
    store_id: StoreId
    till_name: str
    created_by: str
    created_at: int
    expires_at: int
    used_at: int | None = None
    till_id: TillId | None = None
    version: int = 1


class ApprovalRow(Row, frozen=True, kw_only=True, array_like=True):
    """A second person's signature for one act, bound to all that it names, and used once.

    ``approval`` is a hash: the token itself is known to the till alone.
    """

    TABLE: ClassVar = "approvals"
    KEY: ClassVar = ("app_id", "approval")

    app_id: AppId
    approval: str
    approver_id: OperatorId
    till_id: TillId
    purpose: ApprovalPurpose
    subject: str
    sale_id: str
    card_ids: list[str]
    created_at: int
    used_at: int | None = None
    version: int = 1


class CounterRow(Row, frozen=True, kw_only=True, array_like=True):
    """The last number given out under a name."""

    TABLE: ClassVar = "counters"
    KEY: ClassVar = ("app_id", "name")

    app_id: AppId
    name: str
    value: int
    version: int = 1


class MetaRow(Row, frozen=True, kw_only=True, array_like=True):
    """A number that is about the database as a whole, such as its ``epoch``."""

    TABLE: ClassVar = "meta"
    KEY: ClassVar = ("name",)

    name: str
    value: int
    version: int = 1


class CheckpointRow(Row, frozen=True, kw_only=True, array_like=True):
    """The ledger's length and last hash at a time, signed. The chain is one over all apps."""

    TABLE: ClassVar = "ledger_checkpoints"
    KEY: ClassVar = ("position",)

    position: int
    hash: str
    signed_at: int
    key_id: str
    signature: bytes


# --- Indexes -------------------------------------------------------------------------------------

APPS = primary(AppRow)
SERVERS = primary(ServerRow)
STORES = primary(StoreRow)
ARTWORKS = primary(ArtworkRow)
CAMPAIGNS = primary(CampaignRow)
CAMPAIGNS_BY_SCAN_CODE = Index(CampaignRow, ("app_id", "scan_code"))
BATCHES = primary(BatchRow)
CODES = primary(CodeRow)
CODES_BY_NUMBER = Index(CodeRow, ("app_id", "number"))
CODE_SECRETS = primary(CodeSecretRow)
CODE_SECRETS_BY_HASH = Index(CodeSecretRow, ("app_id", "code_hash"))
SALES = primary(SaleRow)
SALES_BY_REFERENCE = Index(SaleRow, ("app_id", "payment_reference"))
SALE_LINES_OF_SALE = Index(SaleLineRow, ("app_id", "sale_id"))
VOIDS = primary(VoidRow)
ANSWERS = primary(AnswerRow)
CASES = primary(CaseRow)
TILLS = primary(TillRow)
TILLS_BY_ID = Index(TillRow, ("till_id",))
TILL_SESSIONS = primary(TillSessionRow)
OPERATORS = primary(OperatorRow)
OPERATORS_BY_BADGE = Index(OperatorRow, ("app_id", "badge"))
PIN_FAILURES_OF_OPERATOR = Index(PinFailuresRow, ("app_id", "operator_id"))
PIN_FAILURES = primary(PinFailuresRow)
OPERATOR_SESSIONS = primary(OperatorSessionRow)
ENROLMENT_CODES = primary(EnrolmentCodeRow)
APPROVALS = primary(ApprovalRow)
COUNTERS = primary(CounterRow)
CHECKPOINTS = primary(CheckpointRow)
META = primary(MetaRow)
RESTORED_AT = "restored_at"
"""The ``MetaRow`` that says when the database was last restored from a backup, if it ever was."""

# Those that others refer to come first: a round inserts in this order.
ROW_TYPES: tuple[type[Row], ...] = (
    AppRow,
    ServerRow,
    StoreRow,
    ArtworkRow,
    CampaignRow,
    BatchRow,
    CartonRow,
    PackRow,
    CodeRow,
    CodeSecretRow,
    TillRow,
    TillSessionRow,
    OperatorRow,
    PinFailuresRow,
    OperatorSessionRow,
    EnrolmentCodeRow,
    ApprovalRow,
    SaleRow,
    SaleLineRow,
    VoidRow,
    CaseRow,
    AnswerRow,
    CounterRow,
    CheckpointRow,
    MetaRow,
    *REDEMPTION_ROW_TYPES,
    *PROFILE_ROW_TYPES,
)
