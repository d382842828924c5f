"""What the page *Import* shows: a file of cards made elsewhere, checked line by line, taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Protocol

from msgspec import Meta, Struct

from card_contract.card_file import CardFile
from card_contract.studio_messages import (
    CAMPAIGN_PATTERN,
    CampaignsAnswer,
    ImportAnswer,
    ImportRequest,
    LineOutcome,
)
from pos_terminal.gateway.answers import Refused
from pos_terminal.words import Button, Message, Toast

LINES_SHOWN_MAX: Final = 200
NOTE_FILE: Final = "card-import.json"


class Stage(StrEnum):
    """How far a file is."""

    CHOOSING = "choosing"
    READING = "reading"
    CHECKING = "checking"
    CHECKED = "checked"
    TAKING_IN = "taking_in"
    PAUSED = "paused"
    DONE = "done"


WORKING: Final = frozenset({Stage.READING, Stage.CHECKING, Stage.TAKING_IN})


class ReadFault(StrEnum):
    """Why a file of cards cannot be used."""

    CANNOT_READ = "cannot_read"
    TOO_LARGE = "too_large"
    KEY_UNREADABLE = "key_unreadable"
    KEY_WRONG = "key_wrong"
    EMPTY = "empty"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a file is opened: as it is, with a file of age keys, or with a passphrase."""

    file: Path
    key: Path | None = None
    passphrase: str = ""

    def __repr__(self) -> str:
        return f"Opening({self.file})"


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """The cards of a file, in memory alone, and the hash of the file as it lies on the disk."""

    cards: CardFile
    digest: str


class ImportNote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a till that was turned off must still know of an import. There is no code in it."""

    campaign: Annotated[str, Meta(pattern=f"^{CAMPAIGN_PATTERN}$")]
    file: str
    key: str
    digest: str
    by_passphrase: bool


class Notes(Protocol):
    """Where the note of an import is stored; raises ``OSError`` where it cannot be."""

    def load(self) -> ImportNote | None: ...
    def keep(self, note: ImportNote) -> None: ...
    def forget(self) -> None: ...


class FileReader(Protocol):
    """Reads files beside the window's thread."""

    async def is_encrypted(self, file: Path) -> bool | ReadFault: ...
    async def read(self, opening: Opening) -> OpenedFile | ReadFault: ...
    async def write(self, file: Path, content: bytes) -> bool:
        """Write a report; false where that cannot be."""


class ImportServer(Protocol):
    """What the page asks of the redemption server."""

    async def campaigns(self) -> CampaignsAnswer | Refused: ...
    async def import_cards(
        self, campaign: str, request: ImportRequest
    ) -> ImportAnswer | Refused: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """What becomes, or became, of one line of the file."""

    line: int
    outcome: LineOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What becomes of the file; ``lines`` are the first of those that are to be shown."""

    accepted: int
    already_there: int
    refused: int
    lines: tuple[ReportLine, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPicture:
    """One picture of the page. ``done`` of ``of`` cards are through while something is worked at.

    ``key_wanted`` says that the file is encrypted; ``key`` names the file of keys that was chosen.
    """

    campaigns: tuple[tuple[str, str], ...]
    campaign: str
    file: str
    key_wanted: bool
    key: str
    passphrase: str
    stage: Stage
    done: int
    of: int
    report: Report | None
    only_refused: bool
    sentence: Message
    fault: Message | None
    act: Button
    act_word: Message
    can_leave_off: bool
    toast: Toast | None = None

    def __repr__(self) -> str:
        return f"ImportPicture({self.stage})"


class ImportIntents(Protocol):
    """What the page may ask for."""

    @property
    def state(self) -> ImportPicture:
        """The picture to show now."""

    def watch(self, show: Callable[[ImportPicture], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front."""

    def choose_campaign(self, campaign: str) -> None:
        """The product that the cards are of."""

    def choose_file(self, file: Path) -> None:
        """The file of cards."""

    def choose_key(self, file: Path) -> None:
        """The file of age keys that opens it."""

    def type_passphrase(self, text: str) -> None:
        """The passphrase that opens it; it is kept in memory until the file is open."""

    def act(self) -> None:
        """Check the file, take it in, or go on with it (F12)."""

    def leave_off(self) -> None:
        """Stop; what is taken in stays, and the rest is not taken in by itself any more."""

    def show_only_refused(self, only: bool) -> None:
        """Show the refused lines alone, or all."""

    def save_report(self, file: Path) -> None:
        """Write what becomes of each line into a CSV file; there are no codes in it."""

    def back(self) -> None:
        """Go back to the batches (Esc)."""
