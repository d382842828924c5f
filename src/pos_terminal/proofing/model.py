"""What the page *Proof* shows: a batch, printed cards of it that were read, what came of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from card_contract.print_messages import BatchProof, PrintRunsAnswer, ProofRequest, ProofWay
from card_contract.studio_messages import BatchesAnswer
from pos_terminal.gateway.answers import Refused
from pos_terminal.proofing.grades import Grade
from pos_terminal.proofing.sheet_news import News, Place
from pos_terminal.words import Button, Message, ScanSource, Toast


class ProofServer(Protocol):
    """What the page asks of the redemption server."""

    async def batches(self, *, before: int | None = None) -> BatchesAnswer | Refused: ...
    async def print_runs(self) -> PrintRunsAnswer | Refused: ...
    async def batch_proof(self, batch: int) -> BatchProof | Refused: ...
    async def prove_print(self, proof_id: str, request: ProofRequest) -> BatchProof | Refused: ...


class SheetReader(Protocol):
    """Reads pictures and PDFs in the background; what it tells comes on the window's thread."""

    def read(self, files: Sequence[Path], told: Callable[[News], None]) -> None:
        """Read one file after the other. ``told`` hears of each page, and at last of the end."""

    def cancel(self) -> None:
        """Stop at once; the end is told all the same."""


class Standing(StrEnum):
    """What is known of one card that was read."""

    READ = "read"
    ASKED = "asked"
    UNANSWERED = "unanswered"
    PROVEN = "proven"
    REFUSED = "refused"
    UNREAD = "unread"  # bars that nobody can read


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintLine:
    """How well a symbol is printed, and in sentences what is not good about it."""

    grade: Grade
    facts: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """One card that was read; ``number`` is empty where it is not known or not to be shown."""

    serial: int
    number: str
    way: ProofWay
    where: Message | None
    at_ms: int
    standing: Standing
    fact: Message | None
    print: PrintLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One symbol on the map of a sheet, in parts of its width and height."""

    place: Place
    standing: Standing
    grade: Grade | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMap:
    """The sheet, if that was read last, without its print; ``shape`` is height by width."""

    name: Message
    shape: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file that is being read: how many of its pages are done, in thousandths of all."""

    sentence: Message
    done_thousandths: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchChoice:
    """A batch that can be chosen, and how its proof stands, where that is known."""

    batch: int
    name: str
    product: str
    proof: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofCount:
    """What the server has of the batch; ``shippable`` is its own word.

    ``print`` is the worst of all pictures that were ever read of it.
    """

    proven: int
    demanded: int
    shippable: bool
    standing: Message
    unprinted: Message | None
    print: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPicture:
    """One picture of the page.

    ``rows`` begin with what needs a look; ``more_rows`` are not shown. ``file_faults`` are files
    that could not be read.
    """

    choices: tuple[BatchChoice, ...]
    choices_note: Message | None
    more_batches: bool
    can_retry: bool
    loading: bool
    batch: int | None
    headline: Message
    note: Message | None
    fault: Message | None
    count: ProofCount | None
    waiting: int
    rows: tuple[SampleRow, ...]
    more_rows: int
    sum: Message | None
    map: SheetMap | None
    reading: Reading | None
    file_faults: tuple[Message, ...]
    read: Button
    record: Button
    record_word: Message
    count_poor: Button | None = None
    clear: Button | None
    toast: Toast | None = None


class ProofIntents(Protocol):
    """What the page may ask for."""

    @property
    def state(self) -> ProofPicture:
        """The picture to show now."""

    def watch(self, show: Callable[[ProofPicture], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front, or is to be asked for anew (F5)."""

    def choose(self, batch: int) -> None:
        """Prove this batch from now on; what was read of another is kept for it."""

    def more_batches(self) -> None:
        """Offer older batches, too."""

    def on_scan(self, text: str, source: ScanSource) -> None:
        """Something was scanned while the page was shown."""

    def read_files(self, files: Sequence[Path]) -> None:
        """Read scanned sheets: pictures and PDFs (F3, or let go on the page)."""

    def cancel_reading(self) -> None:
        """Read no more of them (Esc); what was read stays."""

    def record(self) -> None:
        """Record what was read at the server (F12); after a lost reply it counts once."""

    def count_poor(self) -> None:
        """Record the cards whose print is poor all the same, once they have been looked at."""

    def clear(self) -> None:
        """Take out what was refused or cannot be read, once it has been looked at."""
