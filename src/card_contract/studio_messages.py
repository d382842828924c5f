"""The messages of the studio: campaigns, batches of their cards, and labels of packs and cartons.

What cannot be as it was wanted is answered with its reasons, all of them at once, so that a screen
can say each at its field. Nothing is changed then.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct

from card_contract.code_text import SCAN_CODE_LENGTH_MAX
from card_contract.messages import Answer, Id, Request
from card_contract.states import CustodyState

STUDIO_REQUEST_PATTERN: Final = "S-[0-9A-HJKMNP-TV-Z]{26}"
CAMPAIGN_PATTERN: Final = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}"
LABELS_OF_PAGE_MAX: Final = 500
LABEL_NUMBER_MAX: Final = 99_999
PACK_CARDS_MAX: Final = 10_000
IMPORT_CARDS_MAX: Final = 100
"""What fits into one request, with the hashes by all keys in use."""
HISTORY_MAX: Final = 100
ARTWORK_BYTES_MAX: Final = 700_000
"""A product's picture; tills show it no wider than a hand."""
ARTWORK_EDGE_MAX: Final = 2_400
ARTWORK_BODY_BYTES_MAX: Final = 960 * 1024
"""A picture in base64, with some room."""

CampaignName = Annotated[str, Meta(pattern=f"^{CAMPAIGN_PATTERN}$")]
_Word = Annotated[str, Meta(max_length=80)]
_Text = Annotated[str, Meta(max_length=2_000)]
_Whole = Annotated[int, Meta(ge=-(2**53), le=2**53)]


class CodeForm(StrEnum):
    """How a campaign's codes look (brainCloud's ``algorithmName``)."""

    FIVE_BY_FIVE = "FiveByFive"
    STRUCTURED_GUID = "StructuredGuid"


CODE_LENGTHS: Final = {CodeForm.FIVE_BY_FIVE: 29, CodeForm.STRUCTURED_GUID: 36}
"""How many signs a code of each form has, with its hyphens and without a prefix."""


class CampaignFault(StrEnum):
    """Why a campaign cannot be as it was wanted."""

    NAME_TAKEN = "NAME_TAKEN"
    CHANGED_MEANWHILE = "CHANGED_MEANWHILE"
    TITLE_MISSING = "TITLE_MISSING"
    PRICE_NOT_POSITIVE = "PRICE_NOT_POSITIVE"
    PRICE_TOO_HIGH = "PRICE_TOO_HIGH"
    CURRENCY_UNKNOWN = "CURRENCY_UNKNOWN"
    ISSUER_INVALID = "ISSUER_INVALID"
    ISSUER_RESERVED = "ISSUER_RESERVED"
    BARCODE_AMBIGUOUS = "BARCODE_AMBIGUOUS"
    PREFIX_INVALID = "PREFIX_INVALID"
    VALIDITY_REVERSED = "VALIDITY_REVERSED"
    SCAN_CODE_MISSING = "SCAN_CODE_MISSING"
    SCAN_CODE_TAKEN = "SCAN_CODE_TAKEN"
    SHARED_HAS_NO_CARDS = "SHARED_HAS_NO_CARDS"
    LIMIT_INVALID = "LIMIT_INVALID"
    SCRIPT_UNKNOWN = "SCRIPT_UNKNOWN"
    SCRIPT_MISSING = "SCRIPT_MISSING"
    RETRIES_INVALID = "RETRIES_INVALID"
    TIMEOUT_INVALID = "TIMEOUT_INVALID"
    ARTWORK_UNKNOWN = "ARTWORK_UNKNOWN"
    # What cards that exist already hold it to.
    USE_FIXED = "USE_FIXED"
    SCAN_CODE_FIXED = "SCAN_CODE_FIXED"
    CURRENCY_FIXED = "CURRENCY_FIXED"
    ISSUER_FIXED = "ISSUER_FIXED"
    BARCODE_FIXED = "BARCODE_FIXED"


class BatchFault(StrEnum):
    """Why a batch cannot be made, or not be cancelled."""

    CAMPAIGN_UNKNOWN = "CAMPAIGN_UNKNOWN"
    CAMPAIGN_DISABLED = "CAMPAIGN_DISABLED"
    CAMPAIGN_SHARED = "CAMPAIGN_SHARED"
    CAMPAIGN_WITHOUT_NUMBERS = "CAMPAIGN_WITHOUT_NUMBERS"
    QUANTITY_NOT_POSITIVE = "QUANTITY_NOT_POSITIVE"
    TOO_FEW_NUMBERS = "TOO_FEW_NUMBERS"
    PACK_INVALID = "PACK_INVALID"
    CARTON_INVALID = "CARTON_INVALID"
    TOO_MANY_PACKS = "TOO_MANY_PACKS"
    BATCHES_USED_UP = "BATCHES_USED_UP"
    ALREADY_MADE = "ALREADY_MADE"


class CampaignSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a person decides about a campaign. The rules over them are the server's.

    Cards have numbers of the ``issuer``, or their barcode is the code, or there are none of both:
    then the campaign's codes are sold nowhere. A ``shared`` campaign has one ``scan_code`` for
    everybody.
    """

    title: _Word
    description: _Text = ""
    shared: bool = False
    price_minor: _Whole = 0
    currency: _Word = ""
    issuer: _Word | None = None
    barcode_is_code: bool = False
    code_form: CodeForm = CodeForm.FIVE_BY_FIVE
    include_check: bool = True
    code_prefix: _Word = ""
    scan_code: _Word | None = None
    valid_start: _Whole | None = None
    valid_end: _Whole | None = None
    redemptions_max: _Whole | None = None
    script: _Word | None = None
    is_async: bool = False
    retries_max: _Whole = 0
    timeout_s: _Whole = 3600
    artwork: _Word | None = None

    @property
    def code_length(self) -> int:
        """How many signs its codes have."""
        return len(self.code_prefix) + CODE_LENGTHS[self.code_form]


class ArtworkFault(StrEnum):
    """Why a picture cannot be a product's artwork."""

    NOT_A_PICTURE = "NOT_A_PICTURE"
    DAMAGED = "DAMAGED"
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY_PIXELS = "TOO_MANY_PIXELS"


class ArtworkRequest(Request, frozen=True, kw_only=True):
    """Store a picture for products: PNG, JPEG or WebP, in base64."""

    content: bytes


class ArtworkAnswer(Answer, frozen=True, kw_only=True):
    """What the picture is called; null where it was not stored, with the reason."""

    artwork: str | None = None
    fault: ArtworkFault | None = None


class SaveCampaignRequest(Request, frozen=True, kw_only=True):
    """Make a campaign, or change it: then ``version`` is the one that the person has looked at."""

    campaign: CampaignName
    settings: CampaignSettings
    version: int | None = None


class SwitchCampaignRequest(Request, frozen=True, kw_only=True):
    """Disable a campaign, or enable it as its person has looked at it, in this ``version``.

    Where somebody changed it meanwhile it stays disabled, and the answer shows how it stands.
    """

    disabled: bool
    version: int | None = None


class CampaignFigures(Struct, frozen=True, kw_only=True):
    """How many batches and cards of a campaign there are, and how the cards stand."""

    batches: int
    made: int
    sold: int
    redeemed: int
    invalidated: int


class CampaignView(Answer, frozen=True, kw_only=True):
    """A campaign as it stands; ``has_codes`` fixes what cards that exist hold it to."""

    campaign: str
    settings: CampaignSettings
    disabled: bool
    has_codes: bool
    figures: CampaignFigures
    created_at: int
    updated_at: int
    version: int


class CampaignAnswer(Answer, frozen=True, kw_only=True):
    """What became of saving a campaign; without faults it is saved.

    ``campaign`` is how it stands now: where somebody changed it meanwhile, as that person left it.
    """

    faults: tuple[CampaignFault, ...] = ()
    campaign: CampaignView | None = None


class CampaignsAnswer(Answer, frozen=True, kw_only=True):
    campaigns: list[CampaignView]


class BatchState(StrEnum):
    """How the making of a batch stands."""

    MAKING = "making"
    MADE = "made"
    CANCELLED = "cancelled"
    FAILED = "failed"


class BatchRequest(Request, frozen=True, kw_only=True):
    """Have a batch made. A ``dry_run`` only says what would be made."""

    campaign: Id
    quantity: _Whole
    cards_per_pack: _Whole
    packs_per_carton: _Whole
    name: _Word = ""
    dry_run: bool = False


class BatchPlan(Struct, frozen=True, kw_only=True):
    """What a batch comes to. The numbers are those that it would have if it were begun now."""

    batch: int
    quantity: int
    packs: int
    cartons: int
    first_number: str
    last_number: str


class BatchFigures(Struct, frozen=True, kw_only=True):
    """How the cards of a batch stand, how many are printed, and where its packs are."""

    inactive: int
    printed: int
    sold: int
    redeemed: int
    invalidated: int
    stopped: int
    recalled: int
    packs: int
    cartons: int
    places: list[BatchPlace]


class BatchPlace(Struct, frozen=True, kw_only=True):
    """So many packs of a batch that are at one place, or on their way to it."""

    state: CustodyState
    store_id: str | None
    packs: int
    cards: int


class BatchView(Answer, frozen=True, kw_only=True):
    """A batch, and how far it has come; ``quantity`` is what was asked for.

    ``code_length`` is how many signs a code has that its campaign makes now.
    """

    batch: int
    name: str
    campaign: str
    title: str
    issuer: str | None
    price_minor: int
    currency: str
    state: BatchState
    quantity: int
    made: int
    cards_per_pack: int
    packs_per_carton: int
    created_by: str
    created_at: int
    job_id: int | None
    error: str | None
    code_length: int = CODE_LENGTHS[CodeForm.FIVE_BY_FIVE]

    @property
    def made_elsewhere(self) -> bool:
        """Its cards came in a file: no job has made them, and they exist already."""
        return self.job_id is None


class BatchEntry(Struct, frozen=True, kw_only=True):
    """One entry of the ledger about a batch, or about the beginning or end of its print runs."""

    position: int
    at: int
    kind: str
    actor: str


class BatchDetail(Answer, frozen=True, kw_only=True):
    """A batch with its figures and its history, the newest entry first."""

    batch: BatchView
    figures: BatchFigures
    history: list[BatchEntry]


class BatchAnswer(Answer, frozen=True, kw_only=True):
    """What became of a wish about a batch; without faults it was granted.

    A dry run has a ``plan`` and no batch.
    """

    faults: tuple[BatchFault, ...] = ()
    plan: BatchPlan | None = None
    batch: BatchView | None = None


class BatchesAnswer(Answer, frozen=True, kw_only=True):
    """A page of the batches, the newest first; ``more`` says that there are older ones."""

    batches: list[BatchView]
    more: bool


class LabelLine(Struct, frozen=True, kw_only=True):
    """A label to be printed: its text, and what is in the pack or carton that it stands on."""

    label: str
    is_carton: bool
    number: int
    carton: int
    first_number: str
    last_number: str
    cards: int


class LabelsAnswer(Answer, frozen=True, kw_only=True):
    """A page of a batch's labels; the next one comes ``after`` the last line's number."""

    batch: int
    title: str
    lines: list[LabelLine]
    more: bool


class LineOutcome(StrEnum):
    """What becomes of a line; all but the first two are refusals."""

    ACCEPTED = "accepted"
    ALREADY_THERE = "already-there"
    LINE_TOO_LONG = "line-too-long"
    NOT_UTF8 = "not-utf8"
    NOT_THREE_COLUMNS = "not-three-columns"
    NUMBER_INVALID = "number-invalid"
    CODE_MISSING = "code-missing"
    CODE_TOO_LONG = "code-too-long"
    CODE_UNPRINTABLE = "code-unprintable"
    PACK_INVALID = "pack-invalid"
    NUMBER_DOUBLED = "number-doubled"
    CODE_DOUBLED = "code-doubled"
    PACKS_OVERLAP = "packs-overlap"
    PACK_TOO_LARGE = "pack-too-large"
    PACK_DIFFERS = "pack-differs"
    ISSUER_FOREIGN = "issuer-foreign"
    BATCH_OF_SERVER = "batch-of-server"
    BATCH_OF_OTHER_CAMPAIGN = "batch-of-other-campaign"
    NUMBER_TAKEN = "number-taken"
    CODE_TAKEN = "code-taken"


class CardElsewhere(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A card that was made elsewhere; its pack has the sequences from ``pack_first`` on."""

    number: Annotated[str, Meta(pattern="^9[0-8][0-9]{16}$")]
    code: Annotated[str, Meta(min_length=1, max_length=SCAN_CODE_LENGTH_MAX)]
    pack: Annotated[int, Meta(ge=1, le=LABEL_NUMBER_MAX)]
    pack_first: Annotated[int, Meta(ge=0)]
    pack_last: Annotated[int, Meta(ge=0)]

    def __repr__(self) -> str:
        return f"CardElsewhere(number=…{self.number[-4:]})"


class ImportRequest(Request, frozen=True, kw_only=True):
    """Take in a piece of a file of cards; a ``dry_run`` only says what would become of it.

    What is there already with the same content stays: the same piece may come again.
    """

    cards: Annotated[list[CardElsewhere], Meta(min_length=1, max_length=IMPORT_CARDS_MAX)]
    dry_run: bool = False


class ImportAnswer(Answer, frozen=True, kw_only=True):
    """What became of each card, in their order; or why the campaign takes none."""

    outcomes: list[LineOutcome]
    faults: tuple[BatchFault, ...] = ()
