"""What a process that reads sheets tells the till. No text leaves it but card numbers."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from card_contract.card_number import CardNumber
from card_contract.scan_text import Label, Oddity, Recognised, Unrecognised
from pos_terminal.proofing.grades import PrintReading

PAGES_MAX: Final = 100
FILES_MAX: Final = 20


class FileFault(StrEnum):
    """Why a file, or the rest of it, was not read."""

    MISSING = "missing"
    UNREADABLE = "unreadable"  # the system does not give it out
    TOO_LARGE = "too_large"
    NOT_A_SHEET = "not_a_sheet"
    DAMAGED = "damaged"
    LOCKED = "locked"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_SLOW = "too_slow"
    BROKE_OFF = "broke_off"  # the process that read it died


class Other(StrEnum):
    """What a symbol is that is no card number. What it says is not told: it may be a code."""

    LABEL = "label"
    DAMAGED_NUMBER = "damaged_number"
    NO_NUMBER = "no_number"
    UNREAD = "unread"


def other_of(meaning: Recognised) -> Other | None:
    """What a text is that is no card number; nothing where it is one."""
    match meaning:
        case CardNumber():
            return None
        case Label():
            return Other.LABEL
        case Unrecognised(oddity=Oddity.DAMAGED_CARD_NUMBER):
            return Other.DAMAGED_NUMBER
        case _:
            return Other.NO_NUMBER


class Place(Struct, frozen=True, kw_only=True):
    """A box in parts of the page's width and height."""

    left: float
    top: float
    width: float
    height: float


class Symbol(Struct, frozen=True, kw_only=True):
    """One symbol of a page: a card number, or what else it is."""

    place: Place
    number: str = ""
    other: Other | None = None
    print: PrintReading | None = None


class PageRead(Struct, frozen=True, kw_only=True, tag=True):
    """One page of a file, counted from 1; ``shape`` is its height by its width."""

    file: str
    page: int
    pages: int
    shape: float
    symbols: tuple[Symbol, ...]


class PagesCounted(Struct, frozen=True, kw_only=True, tag=True):
    """A file is open."""

    file: str
    pages: int


class FileRefused(Struct, frozen=True, kw_only=True, tag=True):
    """A file, or the rest of it, was not read."""

    file: str
    fault: FileFault
    pages: int = 0


class ReadingOver(Struct, frozen=True, kw_only=True, tag=True):
    """There are no more files, or the reading was cancelled."""

    cancelled: bool


News = PagesCounted | PageRead | FileRefused | ReadingOver
