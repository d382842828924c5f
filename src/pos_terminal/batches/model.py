"""What the page *Batches* shows: the batches of cards, one of them opened, and a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct

from card_contract.print_messages import BatchProof
from card_contract.studio_messages import BatchRequest, BatchState
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.studio_port import StudioServer
from pos_terminal.words import Button, Message, Toast

NAME_LENGTH_MAX: Final = 80
NOTE_FILE: Final = "new-batch.json"
HISTORY_KINDS: Final = (
    *("batch.opened", "batch.codes-made", "batch.cards-imported", "batch.cancelled"),
    *("batch.proof-read", "batch.proof-excused", "print-run.opened", "print-run.ended"),
)


class PictureReader(Protocol):
    """Reads picture files beside the window's thread."""

    async def read(self, file: Path) -> bytes:
        """The picture as the server takes it; raises ``ArtworkRefusedError``."""


class Section(StrEnum):
    """The two halves of the page."""

    BATCHES = "batches"
    CAMPAIGNS = "campaigns"


class BatchServer(StudioServer, Protocol):
    """What the page asks of the redemption server."""

    async def batch_proof(self, batch: int) -> BatchProof | Refused: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """One batch of the list."""

    batch: int
    name: Message
    title: str
    state: BatchState
    made: int
    quantity: int
    chosen: bool


class Figure(StrEnum):
    """What is counted of a batch."""

    MADE = "made"
    PACKS = "packs"
    CARTONS = "cartons"
    PRINTED = "printed"
    PROVEN = "proven"
    SHIPPED = "shipped"
    SOLD = "sold"
    REDEEMED = "redeemed"
    INVALIDATED = "invalidated"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One figure; null where it is not known."""

    figure: Figure
    value: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One entry of the ledger; ``actor`` is a name, or what the ledger calls somebody unknown."""

    position: int
    kind: str
    at_ms: int
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchCard:
    """One batch, opened. ``figures`` and ``history`` are null until they are told.

    ``cancel`` is the held button, null where nothing is left to be cancelled; ``consequences`` say
    what becomes of what was made. ``ways`` are the pages that go on with it.
    """

    batch: int
    name: Message
    about: Message
    state: BatchState
    sentence: Message
    made: int
    quantity: int
    figures: tuple[FigureLine, ...] | None
    history: tuple[HistoryLine, ...] | None
    note: Message | None
    fault: Message | None
    cancel: Button | None
    consequences: tuple[Message, ...] = ()
    ways: tuple[str, ...] = ()


class BatchNote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A batch that the server was asked to begin, and whose answer has not come yet."""

    request_id: str
    request: BatchRequest


class BatchNotes(Protocol):
    """Where that note is stored; raises ``OSError`` where it cannot be."""

    def load(self) -> BatchNote | None: ...
    def keep(self, note: BatchNote) -> None: ...
    def forget(self) -> None: ...


class BatchField(StrEnum):
    """A field of the form for a new batch."""

    CAMPAIGN = "campaign"
    NAME = "name"
    QUANTITY = "quantity"
    CARDS_PER_PACK = "cards_per_pack"
    PACKS_PER_CARTON = "packs_per_carton"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFault:
    """Why a field cannot be as it is."""

    field: BatchField
    fault: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignChoice:
    """A campaign that cards can be made of."""

    campaign: str
    title: str
    price_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBatch:
    """The form of a new batch; ``values`` are the fields as they were typed.

    ``plan`` says what would be made, once the server has said so: only then does ``act`` begin it.
    ``may_be_begun`` says that this very batch was asked for before, and no answer is known: then
    its fields stay as they are until that is known.
    """

    campaigns: tuple[CampaignChoice, ...]
    values: tuple[tuple[BatchField, str], ...]
    faults: tuple[FieldFault, ...]
    plan: tuple[Message, ...]
    fault: Message | None
    act: Button
    act_word: Message
    may_be_begun: bool = False

    def value(self, field: BatchField) -> str:
        return dict(self.values)[field]


class Sells(StrEnum):
    """What of a campaign can be sold, and what its barcode is."""

    NUMBERS = "numbers"
    CODES = "codes"
    NOTHING = "nothing"
    SHARED = "shared"


class CampaignField(StrEnum):
    """A field of the form of a campaign."""

    CAMPAIGN = "campaign"
    TITLE = "title"
    DESCRIPTION = "description"
    PRICE = "price"
    CURRENCY = "currency"
    SELLS = "sells"
    ISSUER = "issuer"
    SCAN_CODE = "scan_code"
    CODE_FORM = "code_form"
    CODE_PREFIX = "code_prefix"
    VALID_START = "valid_start"
    VALID_END = "valid_end"
    LIMIT = "limit"
    SCRIPT = "script"
    IS_ASYNC = "is_async"
    RETRIES = "retries"
    TIMEOUT = "timeout"
    ARTWORK = "artwork"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSaying:
    """Something that is said at a field."""

    field: CampaignField
    fault: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRow:
    """One campaign of the list."""

    campaign: str
    title: str
    price_minor: int
    currency: str
    disabled: bool
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtworkPart:
    """The picture of the product in its form; ``fault`` says why the chosen one is not there."""

    artwork: str | None
    title: str
    price: str
    note: Message | None
    fault: Message | None
    choose: Button
    can_drop: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignCard:
    """The form of a campaign; a new one has no name yet, and no ``switch``.

    ``theirs`` is what another person has put into fields meanwhile, beside what was typed here.
    """

    campaign: str | None
    title: str
    disabled: bool
    figures: Message | None
    values: tuple[tuple[CampaignField, str], ...]
    faults: tuple[CampaignSaying, ...]
    theirs: tuple[CampaignSaying, ...]
    fault: Message | None
    artwork: ArtworkPart
    save: Button
    switch: Button | None

    def value(self, field: CampaignField) -> str:
        return dict(self.values)[field]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchesPicture:
    """One picture of the page.

    ``list_note`` says why the list may be old, or cannot be shown at all; ``more`` is null where
    there are no older batches.
    """

    loading: bool
    list_note: Message | None
    can_retry: bool
    rows: tuple[BatchRow, ...]
    more: Button | None
    can_begin: bool
    batch: BatchCard | None = None
    new_batch: NewBatch | None = None
    section: Section = Section.BATCHES
    campaigns: tuple[CampaignRow, ...] = ()
    campaigns_fault: Message | None = None
    campaign: CampaignCard | None = None
    toast: Toast | None = None

    @property
    def is_making(self) -> bool:
        """Whether something shown is being made, so that it is worth looking again."""
        opened = self.batch is not None and self.batch.state is BatchState.MAKING
        return opened or any(row.state is BatchState.MAKING for row in self.rows)


class BatchesIntents(Protocol):
    """What the page may ask for."""

    @property
    def state(self) -> BatchesPicture:
        """The picture to show now."""

    def watch(self, show: Callable[[BatchesPicture], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front, or is to be asked for anew (F5)."""

    def look_again(self) -> None:
        """Something is being made: see how far it is. Asked every second."""

    def more(self) -> None:
        """Show older batches, too."""

    def choose_batch(self, batch: int) -> None:
        """Press a batch's row."""

    def cancel_batch(self) -> None:
        """The button was held for its second: make no more of the chosen batch."""

    def go_on(self, page: str) -> None:
        """Go on with the chosen batch on another page."""

    def open_new_batch(self) -> None:
        """Open the form for a new batch (F3)."""

    def edit(self, field: BatchField, text: str) -> None:
        """A field of the form as it stands now. Nothing is sent."""

    def act(self) -> None:
        """Say what would be made, then begin it (F12)."""

    def import_cards(self) -> None:
        """Go on to the import of cards that were made elsewhere."""

    def open_section(self, section: Section) -> None:
        """Show the batches, or the campaigns."""

    def choose_campaign(self, campaign: str) -> None:
        """Press a campaign's row."""

    def open_new_campaign(self) -> None:
        """Open the form for a new campaign (F3)."""

    def edit_campaign(self, field: CampaignField, text: str) -> None:
        """A field of the campaign as it stands now. Nothing is sent."""

    def choose_artwork(self, file: Path) -> None:
        """Store the picture in a file, to be the product's once the campaign is saved."""

    def drop_artwork(self) -> None:
        """The product is to have no picture."""

    def save_campaign(self) -> None:
        """Save what was typed (F12)."""

    def switch_campaign(self) -> None:
        """Disable the chosen campaign, or enable it again."""

    def back(self) -> None:
        """Leave the form; what was typed is gone (Esc)."""
