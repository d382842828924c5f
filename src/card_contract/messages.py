"""The messages of the terminal's REST interface under ``/v1``: JSON objects, snake_case.

Times are milliseconds since 1970 (UTC), money is integer minor units of the shop's currency, ids
are strings. Requests refuse unknown fields; answers may grow new ones, which an older till ignores.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct

from card_contract.outcomes import CardRefusal, Refusal
from card_contract.scan_text import SCAN_LENGTH_MAX
from card_contract.states import (
    CodeState,
    HoldState,
    MoneyWay,
    PaymentKind,
    Role,
    SaleStage,
    StopState,
)

BASKET_CARDS_MAX: Final = 50
AMOUNT_MAX_MINOR: Final = 1_000_000_000
BODY_BYTES_MAX: Final = 64 * 1024
NUL: Final = rb"\u0000"
"""How JSON writes the one character that no text may have: not every database can keep it."""

Amount = Annotated[int, Meta(ge=0, le=AMOUNT_MAX_MINOR)]
Balance = Annotated[int, Meta(ge=-AMOUNT_MAX_MINOR, le=AMOUNT_MAX_MINOR)]
TimeMs = Annotated[int, Meta(ge=0, le=2**53)]
Id = Annotated[str, Meta(min_length=1, max_length=64)]
Name = Annotated[str, Meta(min_length=1, max_length=80)]
Note = Annotated[str, Meta(max_length=500)]
Pin = Annotated[str, Meta(pattern=r"^[0-9]{6,12}$")]
CardIds = Annotated[list[Id], Meta(max_length=BASKET_CARDS_MAX)]


class Request(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a till sends.

    Fields at their default are left out: the server fingerprints a request as it encodes it, so an
    optional field that is added later does not change the fingerprint of a request from before.
    """


class Answer(Struct, frozen=True, kw_only=True):
    """What the server answers."""


# --- Tills and operators -------------------------------------------------------------------------


class EnrolRequest(Request, frozen=True, kw_only=True):
    """A new till shows its one-use code and its raw Ed25519 public key (base64)."""

    code: Annotated[str, Meta(min_length=8, max_length=64)]
    public_key: Annotated[str, Meta(min_length=43, max_length=44)]


class EnrolAnswer(Answer, frozen=True, kw_only=True):
    till_id: str
    till_name: str
    app_id: str
    store_id: str


class ChallengeRequest(Request, frozen=True, kw_only=True):
    till_id: Id


class ChallengeAnswer(Answer, frozen=True, kw_only=True):
    """A challenge lives for a minute and is used once."""

    challenge: str
    server_time: int


class Checkpoint(Struct, frozen=True, kw_only=True):
    """The server's signature over its ledger's end. A till keeps the last and presents it.

    A ledger that no longer goes through a checkpoint was shortened or rewritten. ``signature`` is
    base64; only the server checks it.
    """

    position: Annotated[int, Meta(ge=1, le=2**53)]
    hash: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    signed_at: TimeMs
    key_id: Id
    signature: Annotated[str, Meta(min_length=86, max_length=88)]


class JournalEnd(Struct, frozen=True, kw_only=True):
    """How far a till's journal goes: its generation, and the last number that it has given."""

    generation: Annotated[int, Meta(ge=1, le=999_999)]
    sequence: Annotated[int, Meta(ge=0, le=999_999_999)]


class TillSessionRequest(Request, frozen=True, kw_only=True):
    """``signature`` is the till's Ed25519 signature over ``signing.handshake_bytes``, base64.

    ``checkpoint`` is the last that the server handed to this till; where it fits no longer, or
    where the journal ends before it once did, the server raises an alarm and refuses nothing.
    """

    till_id: Id
    challenge: Annotated[str, Meta(min_length=16, max_length=200)]
    signature: Annotated[str, Meta(min_length=86, max_length=88)]
    checkpoint: Checkpoint | None = None
    journal: JournalEnd | None = None


class ReceiptTexts(Struct, frozen=True, kw_only=True):
    """What the shop prints on every receipt, above and below the sale."""

    header: list[str]
    legal: list[str]


class Shop(Struct, frozen=True, kw_only=True):
    """What a till has to know about where it stands.

    ``issuers`` are those of its card numbers; ``sells_codes`` says that some cards have no number,
    and their barcode is the code. ``redeem_page`` is where customers redeem theirs, empty where the
    server was not told at which address browsers find it.
    """

    app_id: str
    name: str
    demo: bool
    store_id: str
    store_name: str
    till_id: str
    till_name: str
    currency: str
    time_zone: str
    language: str
    issuers: list[str]
    sells_codes: bool
    idle_lock_s: int
    receipt: ReceiptTexts
    redeem_page: str = ""


class TillSessionAnswer(Answer, frozen=True, kw_only=True):
    """``mac_key`` is base64; ``epoch`` rises when the server was restored from a backup.

    ``checkpoint`` is to be kept and presented the next time. Without ``has_told`` the server waits
    to be told what this till knew before.
    """

    session_id: str
    mac_key: str
    expires_at: int
    server_time: int
    epoch: int
    shop: Shop
    checkpoint: Checkpoint | None = None
    has_told: bool = True


class Operator(Struct, frozen=True, kw_only=True):
    operator_id: str
    name: str
    role: Role


class OperatorsAnswer(Answer, frozen=True, kw_only=True):
    operators: list[Operator]


class SignInRequest(Request, frozen=True, kw_only=True):
    """``operator`` is an operator's id or the text of a staff badge."""

    operator: Id
    pin: Pin


class SignInAnswer(Answer, frozen=True, kw_only=True):
    operator_session: str
    operator: Operator
    expires_at: int


class ApprovalPurpose(StrEnum):
    """What a second person signs for."""

    VOID = "void"
    SETTLE = "settle"
    RECALL = "recall"
    CLOSE_DAY = "close-day"
    PRINT = "print"
    CODE = "code"
    CODE_LIST = "code-list"


class ApprovalRequest(Request, frozen=True, kw_only=True):
    """A manager signs for one act at this till, to be used within 24 hours.

    ``subject`` is the void's id, or at a settlement the sale's. ``card_ids`` are those that the act
    itself will name: none where it is about the whole of ``sale_id``. At a recall ``subject`` is
    ``digest_of`` the recall's request, and ``sale_id`` the request's id.
    At a day's close ``subject`` is ``subject_of_day``, and ``sale_id`` stands for
    ``digest_of_open``. At a print run they are ``digest_of_run`` and the run's id.
    What is done to one code, and lists of codes, are signed for in the portal.
    """

    approver: Id
    pin: Pin
    purpose: ApprovalPurpose
    subject: Id
    sale_id: Id
    card_ids: CardIds = []


class ApprovalAnswer(Answer, frozen=True, kw_only=True):
    approval: str
    approver: Operator


class EnrolmentCodeRequest(Request, frozen=True, kw_only=True):
    till_name: Name


class EnrolmentCodeAnswer(Answer, frozen=True, kw_only=True):
    code: str
    expires_at: int


class RenameTillRequest(Request, frozen=True, kw_only=True):
    """What a till is called from now on; receipts that were printed keep the old name."""

    name: Name


class AllToldRequest(Request, frozen=True, kw_only=True):
    """The till has told all it knows to the server that was restored with this epoch."""

    epoch: Annotated[int, Meta(ge=1)]


class Done(Answer, frozen=True, kw_only=True):
    """There is nothing more to say than that it is done."""

    server_time: int


# --- Cards ---------------------------------------------------------------------------------------


class CardLookUpRequest(Request, frozen=True, kw_only=True):
    """The scanned or typed text: a card number, or the code itself where the campaign says so."""

    text: Annotated[str, Meta(min_length=1, max_length=SCAN_LENGTH_MAX)]


class Product(Struct, frozen=True, kw_only=True):
    """``artwork`` names the picture to fetch from ``/v1/artwork/{artwork}``, or is null."""

    campaign: str
    name: str
    artwork: str | None


class CardRefused(Struct, frozen=True, kw_only=True):
    """One card that was refused, with when and where the reason arose, as far as that is known."""

    card_id: str
    refusal: CardRefusal
    at: int | None = None
    till_name: str | None = None
    store_name: str | None = None
    sale_id: str | None = None


class CardView(Answer, frozen=True, kw_only=True):
    """A card as a till may see it. ``refusal`` says why it cannot be sold now, or is null.

    ``number`` is null where the barcode is the code: then ``card_id`` and ``last_four`` are all
    that is told.
    """

    card_id: str
    number: str | None
    last_four: str
    product: Product
    price_minor: int
    currency: str
    code_state: CodeState
    hold_state: HoldState
    stop_state: StopState
    refusal: CardRefused | None


# --- Sales ---------------------------------------------------------------------------------------


class ReserveLine(Request, frozen=True, kw_only=True):
    """One card of the basket; ``keyed`` marks a number typed by hand."""

    card_id: Id
    price_minor: Amount
    keyed: bool = False


class ReserveRequest(Request, frozen=True, kw_only=True):
    """All cards of the basket: all are held, or none.

    ``decided_by`` is the operator who sells, where somebody else may be signed in by now.
    ``told_again``: it was answered before, and a restored server hears it again. No part of the
    request's fingerprint.
    """

    lines: Annotated[list[ReserveLine], Meta(min_length=1, max_length=BASKET_CARDS_MAX)]
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")]
    created_at: TimeMs
    decided_by: Id | None = None
    told_again: bool = False


class HeldLine(Struct, frozen=True, kw_only=True):
    card_id: str
    last_four: str
    price_minor: int


class ReserveAnswer(Answer, frozen=True, kw_only=True):
    """``proof`` is the server's own mark under it, which a restored server knows again."""

    sale_id: str
    lines: list[HeldLine]
    total_minor: int
    currency: str
    at: int
    replayed: bool = False
    proof: str = ""


class ReserveAgainRequest(Request, frozen=True, kw_only=True):
    """A restored server hears again what it had held, with the ``proof`` that it gave then.

    Nobody has to be signed in: somebody was.
    """

    held: ReserveRequest
    proof: Annotated[str, Meta(min_length=1, max_length=64)]


class Payment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Cash carries what was given; a payment made elsewhere its reference, unique in the app."""

    kind: PaymentKind
    amount_minor: Amount
    given_minor: Amount | None = None
    reference: Annotated[str, Meta(min_length=1, max_length=64)] | None = None


class RefusedBefore(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    card_id: Id
    refusal: CardRefusal


class ConfirmRequest(Request, frozen=True, kw_only=True):
    """``refused_before`` goes with what is told again: the money for these cards went back."""

    payment: Payment
    paid_at: TimeMs
    refused_before: Annotated[list[RefusedBefore], Meta(max_length=BASKET_CARDS_MAX)] = []


class ConfirmedLine(Struct, frozen=True, kw_only=True):
    """Activated, or refused with the reason: then its price is to be refunded."""

    card_id: str
    last_four: str
    price_minor: int
    activated: bool
    refusal: CardRefused | None = None


class ConfirmAnswer(Answer, frozen=True, kw_only=True):
    sale_id: str
    lines: list[ConfirmedLine]
    refund_minor: int
    at: int
    replayed: bool = False


class CancelReason(StrEnum):
    """Why an unpaid sale ends. ``REVERSAL`` is the till's own act after a doubt."""

    CLERK = "clerk"
    DIGITS_DIFFER = "digits-differ"
    REVERSAL = "reversal"
    NOT_PAID = "not-paid"


class CancelRequest(Request, frozen=True, kw_only=True):
    reason: CancelReason


class CancelAnswer(Answer, frozen=True, kw_only=True):
    """Remembered also for a sale the server never saw; ``freed`` lists the cards that were held."""

    sale_id: str
    freed: list[str]
    at: int
    replayed: bool = False


class VoidReason(StrEnum):
    CUSTOMER_CHANGED_MIND = "customer-changed-mind"
    WRONG_CARD = "wrong-card"
    CARD_DAMAGED = "card-damaged"
    NOT_ACTIVATED_IN_TIME = "not-activated-in-time"
    OTHER = "other"


class VoidRequest(Request, frozen=True, kw_only=True):
    """No ``card_ids``: the whole sale.

    Without ``approval`` a void is accepted for the till's own sale of the store's day only, and a
    manager's signature stays owed. ``decided_by`` is the operator who decided it. Where the till
    had not told yet how the sale was paid, the void does: it will send no confirm any more.
    ``goes_back_by`` is how the money would go back, as the till believes: where that is no longer
    right, nothing is voided. ``used_before`` goes with what is told again: these cards had been
    used when it was first answered, and their money stayed. Neither is part of the fingerprint.
    """

    sale_id: Id
    card_ids: CardIds
    reason: VoidReason
    note: Note = ""
    approval: Id | None = None
    decided_by: Id | None = None
    told_again: bool = False
    payment: Payment | None = None
    paid_at: TimeMs | None = None
    goes_back_by: MoneyWay | None = None
    used_before: CardIds = []

    def __post_init__(self) -> None:
        if (self.payment is None) is not (self.paid_at is None):
            raise ValueError("A payment has a time.")


class VoidedLine(Struct, frozen=True, kw_only=True):
    """Voided, or refused with the reason.

    A card that its confirmation had refused was never ``activated``: its price is due to the
    customer all the same, and not by this void.
    """

    card_id: str
    last_four: str
    price_minor: int
    voided: bool
    refusal: CardRefused | None = None
    activated: bool = True


class VoidAnswer(Answer, frozen=True, kw_only=True):
    """Card by card; only the prices of voided lines make up ``refund_minor``.

    While ``signature_owed`` nothing is paid out: a manager signs with ``SignatureRequest`` first.
    """

    void_id: str
    sale_id: str
    lines: list[VoidedLine]
    refund_minor: int
    at: int
    signature_owed: bool = False
    replayed: bool = False


class SignatureRequest(Request, frozen=True, kw_only=True):
    """A manager's later signature under a void that was decided without one."""

    approval: Id


class HandedBackRequest(Request, frozen=True, kw_only=True):
    """The till has handed back what its void, or its sale's refused cards, left to be refunded.

    At a sale ``card_ids`` are the refused cards whose price was handed back: none for all of them.
    """

    card_ids: CardIds = []
    at: TimeMs


class SaleLineView(Struct, frozen=True, kw_only=True):
    card_id: str
    number: str | None
    last_four: str
    product: Product
    price_minor: int
    keyed: bool
    hold_state: HoldState
    code_state: CodeState
    refusal: CardRefusal | None


class SettledRefund(Struct, frozen=True, kw_only=True):
    """A refund whose case a manager has closed, by name: its money went back with that.

    It is that of a void, of a card that was paid for and not activated, or of the whole sale. As
    ``unpaid`` it was found not to be owed. By a till's name it is what that one gives or gave: a
    card that it has voided, or a void of a sale whose own till gave the money first.
    """

    void_id: str | None
    card_id: str | None
    closed_at: int
    closed_by: str
    unpaid: bool


class SaleView(Answer, frozen=True, kw_only=True):
    """A sale as the server has it.

    ``denied`` says that its till denies the payment which a manager had noted, and that nobody has
    found out that it was paid; ``settled`` are its refunds that somebody else has closed, or has to
    give. Both are None where that was not looked up, as in lists.
    """

    sale_id: str
    receipt_number: str
    till_id: str
    till_name: str
    store_name: str
    operator_name: str
    stage: SaleStage
    currency: str
    total_minor: int
    held_at: int | None
    paid_at: int | None
    ended_at: int | None
    payment: Payment | None
    lines: list[SaleLineView]
    operator_id: str | None = None
    denied: bool | None = None
    settled: list[SettledRefund] | None = None


class SalesAnswer(Answer, frozen=True, kw_only=True):
    """At most a page of sales, newest first; where there are ``more``, ``before`` the last one."""

    sales: list[SaleView]
    more: bool


# --- What every call may be answered with -------------------------------------------------------


class RefusalAnswer(Answer, frozen=True, kw_only=True):
    """Every refusal under ``/v1`` has this body; ``final`` says that repeating cannot help."""

    code: Refusal
    sentence: str
    final: bool
    server_time: int
    cards: list[CardRefused] = []
    replayed: bool = False
    retry_after_s: int | None = None


class Health(Answer, frozen=True, kw_only=True):
    """``writable`` is false while the server takes no changes; ``reason`` says why.

    ``ledger_broken_at`` is the entry at which the ledger was found changed behind the server's
    back, if it was; nothing is refused for it.
    """

    writable: bool
    version: str
    server_time: int
    reason: str | None = None
    ledger_broken_at: int | None = None
