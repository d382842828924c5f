"""What the people at this till have chosen, stored as one file in its data folder.

A file that cannot be read or understood is kept aside and said, never overwritten and never a
reason not to start: then the defaults hold. What the shop decides (texts, currency, time zone) is
not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from pos_terminal.scanning.wedge import GAP_MS, GAP_MS_MAX, Layout, WedgeSettings
from pos_terminal.sheets.sheet_layout import DPI_MAX, DPI_MIN, PrinterFit, SheetLayout
from pos_terminal.whole_file import keep_aside, write_whole
from pos_terminal.words import Message

FORMAT: Final = 1
CAMERA_AUTOMATIC: Final = "automatic"
CAMERA_OFF: Final = "off"
VOLUME_DEFAULT: Final = 70
PRINTER_PORT_DEFAULT: Final = 9100
IDLE_LOCK_CHOICES_S: Final = (60, 180, 300, 600, 1800)
_FILE_NAME: Final = "settings.json"
_FILE_BYTES_MAX: Final = 64 * 1024
SHEET_PRINTERS_MAX: Final = 64
OWN_SHEETS_MAX: Final = 32

Affix = Annotated[str, Meta(max_length=16, pattern=r"^[\x20-\x7e]*$")]
Text = Annotated[str, Meta(max_length=4096)]
Dpi = Annotated[int, Meta(ge=DPI_MIN, le=DPI_MAX)]
UsbNumber = Annotated[int, Meta(ge=0, le=0xFFFF)]


class Language(StrEnum):
    ENGLISH = "en"
    GERMAN = "de"


class Look(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Motion(StrEnum):
    """How much may move on the screen."""

    FULL = "full"
    REDUCED = "reduced"
    SYSTEM = "system"


class PrinterKind(StrEnum):
    """How receipts come out; ``PDF`` writes files into a folder."""

    PDF = "pdf"
    NETWORK = "network"
    USB = "usb"
    FILE = "file"


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the file. A field that is not known is a file of another version."""


class ScannerSettings(_Part, frozen=True, kw_only=True):
    """What the hand scanner adds around a number, and the serial port it may be on.

    ``gap_ms`` is how far apart the keys of one that poses as a keyboard may come.
    """

    prefix: Affix = ""
    suffix: Affix = ""
    layout: Layout = Layout.AUTOMATIC
    gap_ms: Annotated[int, Meta(ge=GAP_MS, le=GAP_MS_MAX)] = GAP_MS
    serial_port: Text | None = None
    baud: Annotated[int, Meta(ge=300, le=921_600)] = 9600

    @property
    def wedge(self) -> WedgeSettings:
        """What of it concerns the keys."""
        return WedgeSettings(
            prefix=self.prefix, suffix=self.suffix, layout=self.layout, gap_ms_max=self.gap_ms
        )


class PrinterSettings(_Part, frozen=True, kw_only=True):
    """The receipt printer; only the fields of its kind count, the others keep what was typed."""

    kind: PrinterKind = PrinterKind.PDF
    host: Text = ""
    port: Annotated[int, Meta(ge=1, le=65_535)] = PRINTER_PORT_DEFAULT
    usb_vendor: UsbNumber = 0
    usb_product: UsbNumber = 0
    device: Text = ""
    columns: Annotated[int, Meta(ge=32, le=64)] = 42
    drawer: bool = True
    folder: Text | None = None
    open_pdf: bool = False


class Settings(_Part, frozen=True, kw_only=True):
    """All of it. ``None`` means: as the shop has it."""

    format: int = FORMAT
    language: Language | None = None
    look: Look = Look.SYSTEM
    motion: Motion = Motion.SYSTEM
    idle_lock_s: Annotated[int, Meta(ge=30, le=7200)] | None = None
    volume: Annotated[int, Meta(ge=0, le=100)] = VOLUME_DEFAULT
    camera: Text = CAMERA_AUTOMATIC
    scanner: ScannerSettings = ScannerSettings()
    printer: PrinterSettings = PrinterSettings()
    # How each printer of sheets is corrected, and how many dots an inch it has where somebody has
    # told, by the system's name of it: the system itself knows neither.
    fits: Annotated[dict[Text, PrinterFit], Meta(max_length=SHEET_PRINTERS_MAX)] = {}
    dots: Annotated[dict[Text, Dpi], Meta(max_length=SHEET_PRINTERS_MAX)] = {}
    sheets: Annotated[dict[Text, SheetLayout], Meta(max_length=OWN_SHEETS_MAX)] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The settings to work with, and what has to be said about where they come from."""

    settings: Settings
    told: Message | None = None


class SettingsFile:
    """The file in the till's data folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE_NAME

    def load(self) -> Loaded:
        """Read the file; anything that is not a file of this version is kept aside."""
        try:
            with self._path.open("rb") as file:
                content = file.read(_FILE_BYTES_MAX + 1)
        except FileNotFoundError:
            return Loaded(settings=Settings())
        except OSError:
            return Loaded(settings=Settings(), told=Message("settings.unreadable"))
        settings = _read(content)
        if settings is not None:
            return Loaded(settings=settings)
        try:
            kept = keep_aside(self._path)
        except OSError:
            return Loaded(settings=Settings(), told=Message("settings.unreadable"))
        return Loaded(settings=Settings(), told=Message("settings.kept_aside", {"file": kept.name}))

    def save(self, settings: Settings) -> None:
        """Store all settings at once.

        Raises ``OSError`` when the disk refuses, ``ValueError`` for what could not be read again.
        """
        content = msgspec.json.format(msgspec.json.encode(settings), indent=2)
        if _read(content) != settings:
            raise ValueError("These settings could not be read again.")
        write_whole(self._path, content + b"\n")


def _read(content: bytes) -> Settings | None:
    if len(content) > _FILE_BYTES_MAX:
        return None
    try:
        settings = msgspec.json.decode(content, type=Settings)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return settings if settings.format == FORMAT else None
