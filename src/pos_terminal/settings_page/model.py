"""What the settings page shows and what it may ask for. No Qt, no sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pos_terminal.scanning.wedge import Layout
from pos_terminal.settings import Language, Look, Motion, PrinterKind
from pos_terminal.words import Button, Message, ScanSource, Sound


class Section(StrEnum):
    """The parts of the page, in their order."""

    SCANNER = "scanner"
    CAMERA = "camera"
    PRINTER = "printer"
    SOUNDS = "sounds"
    SCREEN = "screen"
    PIN = "pin"
    TILL = "till"


class Worth(StrEnum):
    """How a result is meant: its colour, icon and word go together."""

    GOOD = "good"
    BAD = "bad"
    CAUTION = "caution"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a test: the fact, and what to do about it."""

    worth: Worth
    fact: Message
    note: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A device to choose: its id, and its name as the system calls it."""

    value: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolCheck:
    """One symbol of the test sheet, and whether it has come through rightly."""

    text: str
    name: Message
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerPart:
    """``received`` and ``expected`` stand together; ``adopt`` is the one button that helps."""

    symbols: tuple[SymbolCheck, ...]
    received: str | None
    expected: str | None
    aim: str | None
    result: Result | None
    adopt: Message | None
    prefix: str
    suffix: str
    layout: Layout
    forget_affixes: Button
    serial_port: str | None
    serial_ports: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPart:
    """``camera`` is a device's id, or automatic, or off."""

    camera: str
    cameras: tuple[Choice, ...]
    result: Result | None


class PrinterField(StrEnum):
    """A field to type into on the printer's section."""

    HOST = "host"
    PORT = "port"
    USB_VENDOR = "usb_vendor"
    USB_PRODUCT = "usb_product"
    DEVICE = "device"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterPart:
    """``texts`` holds what stands in the fields, ``faults`` what is wrong with some of them."""

    kind: PrinterKind
    texts: dict[PrinterField, str]
    faults: dict[PrinterField, Message]
    columns: int
    drawer: bool
    folder: str
    open_pdf: bool
    busy: bool
    test: Button
    test_drawer: Button
    result: Result | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPart:
    volume: int
    softer: Button
    louder: Button
    silent: Result | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenPart:
    """``idle_lock_s`` null means as the shop has it, which is ``shop_idle_lock_s``."""

    language: Language
    look: Look
    motion: Motion
    idle_lock_s: int | None
    shop_idle_lock_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutLine:
    """One fact about this till: what it is, and how it is."""

    name: Message
    value: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsState:
    """The whole page; ``trouble`` says that the settings could not be read or stored."""

    section: Section
    summaries: dict[Section, Message]
    trouble: Result | None
    scanner: ScannerPart
    camera: CameraPart
    printer: PrinterPart
    sounds: SoundPart
    screen: ScreenPart
    about: tuple[AboutLine, ...]


class PinStep(StrEnum):
    """What is to be entered next."""

    PRESENT = "present"
    FIRST = "first"
    AGAIN = "again"
    READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinPart:
    """A new PIN of one's own while it is entered; no digit of any PIN is ever part of it.

    ``act`` is off with its reason until all is entered; ``result`` is what came of asking.
    """

    step: PinStep
    digits: int
    fault: Message | None
    enter: Button
    busy: bool
    act: Button
    can_start_over: bool
    note: Message
    result: Result | None


class OwnPinIntents(Protocol):
    """What the section *My PIN* may ask for."""

    @property
    def state(self) -> PinPart:
        """The picture to show now."""

    def watch(self, show: Callable[[PinPart], None]) -> None:
        """Show the picture now and whenever it changes."""

    def press_digit(self, digit: str) -> None:
        """Add a digit to what is entered."""

    def erase_digit(self) -> None:
        """Take the last digit back."""

    def enter_pin(self) -> None:
        """The PIN is whole: go on to the next. Nothing is sent yet."""

    def start_over(self) -> None:
        """Forget all that was entered (Esc)."""

    def change_pin(self) -> None:
        """Ask the server for the change, once (F12)."""

    def leave(self) -> None:
        """The section went away: forget every digit of a PIN."""


class SettingsIntents(Protocol):
    """What the settings view may ask for. Whatever is chosen holds at once and is stored."""

    @property
    def state(self) -> SettingsState:
        """The picture to show now."""

    def watch(self, show: Callable[[SettingsState], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open_section(self, section: Section) -> None:
        """Another part of the page; devices are listed anew."""

    def on_scan(self, text: str, source: ScanSource, aim: str = "", gap_ms: int = 0) -> None:
        """Something was scanned while the page is open: a test of the scanner, never a sale."""

    def adopt(self) -> None:
        """Take over what the scan of the test sheet has shown."""

    def forget_affixes(self) -> None:
        """No prefix and no suffix any more."""

    def choose_layout(self, layout: Layout) -> None:
        """Which keyboard the scanner pretends to be."""

    def choose_serial_port(self, port: str | None) -> None:
        """A scanner on a serial port, or none."""

    def write_test_sheet(self, folder: str) -> None:
        """Write the sheet to print into a folder."""

    def choose_camera(self, camera: str) -> None:
        """A camera by its id, or automatic, or off."""

    def choose_printer(self, kind: PrinterKind) -> None:
        """How receipts come out."""

    def type_printer_field(self, field: PrinterField, text: str) -> None:
        """A field's text; it holds as soon as it makes sense."""

    def choose_columns(self, columns: int) -> None:
        """How many characters stand in a line."""

    def choose_drawer(self, has_drawer: bool) -> None:
        """Whether a cash drawer hangs on the printer."""

    def choose_folder(self, folder: str) -> None:
        """Where receipts are written as files."""

    def choose_open_pdf(self, open_pdf: bool) -> None:
        """Whether a receipt's file is shown once it is written."""

    def test_printer(self) -> None:
        """Print a test receipt."""

    def test_drawer(self) -> None:
        """Open the cash drawer."""

    def softer(self) -> None: ...

    def louder(self) -> None: ...

    def play(self, sound: Sound) -> None:
        """Let one sound be heard."""

    def choose_language(self, language: Language) -> None: ...

    def choose_look(self, look: Look) -> None: ...

    def choose_motion(self, motion: Motion) -> None:
        """Whether things on the screen may move."""

    def choose_idle_lock(self, seconds: int | None) -> None:
        """After how long the till locks itself; null as the shop has it."""
