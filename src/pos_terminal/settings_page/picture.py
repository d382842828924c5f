"""Makes the page's picture from the settings and what has happened on the page. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pos_terminal.scanning.wedge import Layout
from pos_terminal.settings import (
    CAMERA_AUTOMATIC,
    CAMERA_OFF,
    Language,
    PrinterKind,
    PrinterSettings,
    Settings,
)
from pos_terminal.settings_page.model import (
    AboutLine,
    CameraPart,
    Choice,
    PrinterField,
    PrinterPart,
    Result,
    ScannerPart,
    ScreenPart,
    Section,
    SettingsState,
    SoundPart,
    SymbolCheck,
    Worth,
)
from pos_terminal.settings_page.scanner_trial import (
    LETTERS_SYMBOL,
    NUMBER_SYMBOL,
    SYMBOLS,
    Finding,
    Judgement,
)
from pos_terminal.words import ON, Button, Message, off

_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,252}[A-Za-z0-9])?", re.ASCII)
_HEX: Final = re.compile(r"(0x)?[0-9A-Fa-f]{1,4}", re.ASCII)
_SYMBOL_NAMES: Final = {
    NUMBER_SYMBOL: Message("scanner.symbol_number"),
    LETTERS_SYMBOL: Message("scanner.symbol_letters"),
}
_FIELDS: Final[dict[PrinterKind, tuple[PrinterField, ...]]] = {
    PrinterKind.PDF: (),
    PrinterKind.NETWORK: (PrinterField.HOST, PrinterField.PORT),
    PrinterKind.USB: (PrinterField.USB_VENDOR, PrinterField.USB_PRODUCT),
    PrinterKind.FILE: (PrinterField.DEVICE,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the page needs to know of the shop, of this machine, and of how it was started."""

    shop_language: str
    shop_idle_lock_s: int
    time_zone: str
    receipts_folder: Path
    given_camera: GivenCamera
    about: tuple[AboutLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenCamera:
    """What the till was started with in the camera's place: a video file, or none at all."""

    file: str | None = None
    off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What has happened on the page since it was opened."""

    section: Section
    trouble: Result | None
    typed: dict[PrinterField, str]
    symbols_read: frozenset[str] = frozenset()
    judgement: Judgement | None = None
    sheet: Result | None = None
    serial_ports: tuple[Choice, ...] = ()
    cameras: tuple[Choice, ...] = ()
    camera_reads: Result | None = None
    printer_busy: bool = False
    printer_result: Result | None = None
    sounds_available: bool = True


def picture(settings: Settings, facts: Facts, surroundings: Surroundings) -> SettingsState:
    """The whole page."""
    return SettingsState(
        section=facts.section,
        summaries=_summaries(settings, surroundings),
        trouble=facts.trouble,
        scanner=_scanner(settings, facts),
        camera=_camera(settings, facts, surroundings.given_camera),
        printer=_printer(settings.printer, facts, surroundings),
        sounds=_sounds(settings, facts),
        screen=ScreenPart(
            language=language_of(settings, surroundings),
            look=settings.look,
            motion=settings.motion,
            idle_lock_s=settings.idle_lock_s,
            shop_idle_lock_s=surroundings.shop_idle_lock_s,
        ),
        about=surroundings.about,
    )


def language_of(settings: Settings, surroundings: Surroundings) -> Language:
    """The screen's language: the one chosen here, else the shop's, else English."""
    if settings.language is not None:
        return settings.language
    known = {language.value: language for language in Language}
    return known.get(surroundings.shop_language, Language.ENGLISH)


def typed_fields(printer: PrinterSettings) -> dict[PrinterField, str]:
    """What stands in the fields for these settings."""
    return {
        PrinterField.HOST: printer.host,
        PrinterField.PORT: str(printer.port),
        PrinterField.USB_VENDOR: f"{printer.usb_vendor:04x}" if printer.usb_vendor else "",
        PrinterField.USB_PRODUCT: f"{printer.usb_product:04x}" if printer.usb_product else "",
        PrinterField.DEVICE: printer.device,
    }


def fault_of(name: PrinterField, text: str) -> Message | None:
    """What is wrong with a field's text; an empty one is only not filled in yet."""
    match name:
        case PrinterField.HOST:
            good = bool(_HOST.fullmatch(text))
        case PrinterField.PORT:
            good = text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65_535
        case PrinterField.USB_VENDOR | PrinterField.USB_PRODUCT:
            good = bool(_HEX.fullmatch(text))
        case PrinterField.DEVICE:
            good = len(text) <= 300 and text.isprintable()
    return None if good or not text else Message(f"fault.{name.value}")


def _summaries(settings: Settings, surroundings: Surroundings) -> dict[Section, Message]:
    port = settings.scanner.serial_port
    cameras = {CAMERA_AUTOMATIC: "summary.camera_automatic", CAMERA_OFF: "summary.camera_off"}
    language = language_of(settings, surroundings)
    return {
        Section.SCANNER: Message("summary.keyboard")
        if port is None
        else Message("summary.serial", {"port": port}),
        Section.CAMERA: Message(cameras.get(settings.camera, "summary.camera_chosen")),
        Section.PRINTER: Message(f"summary.printer_{settings.printer.kind.value}"),
        Section.SOUNDS: Message("summary.volume", {"volume": settings.volume}),
        Section.SCREEN: Message(f"summary.screen_{language.value}_{settings.look.value}"),
        Section.PIN: Message("summary.pin"),
        Section.TILL: Message("summary.till"),
    }


def _scanner(settings: Settings, facts: Facts) -> ScannerPart:
    judgement = facts.judgement
    scanner = settings.scanner
    affixes = bool(scanner.prefix or scanner.suffix)
    return ScannerPart(
        symbols=tuple(
            SymbolCheck(text=text, name=_SYMBOL_NAMES[text], read=text in facts.symbols_read)
            for text in SYMBOLS
        ),
        received=None if judgement is None else judgement.received,
        expected=None if judgement is None else judgement.expected,
        aim=judgement.aim or None if judgement is not None else None,
        result=facts.sheet if judgement is None else _finding(judgement, facts),
        adopt=None if judgement is None else _adopt(judgement, scanner.layout),
        prefix=scanner.prefix,
        suffix=scanner.suffix,
        layout=scanner.layout,
        forget_affixes=ON if affixes else off("off.no_affixes"),
        serial_port=scanner.serial_port,
        serial_ports=facts.serial_ports,
    )


def _finding(judgement: Judgement, facts: Facts) -> Result:
    match judgement.finding:
        case Finding.RIGHT if set(SYMBOLS) <= facts.symbols_read:
            return Result(
                worth=Worth.GOOD,
                fact=Message("scanner.all_right"),
                note=Message("scanner.all_right.note"),
            )
        case Finding.RIGHT:
            worth = Worth.GOOD
        case Finding.NOT_THE_SHEET:
            worth = Worth.PLAIN
        case _:
            worth = Worth.CAUTION
    name = judgement.finding.value
    return Result(worth=worth, fact=Message(name), note=Message(f"{name}.note"))


def _adopt(judgement: Judgement, layout: Layout) -> Message | None:
    if judgement.finding is Finding.AFFIXES:
        both = judgement.prefix and judgement.suffix
        if both:
            return Message("adopt.both", {"prefix": judgement.prefix, "suffix": judgement.suffix})
        if judgement.prefix:
            return Message("adopt.prefix", {"prefix": judgement.prefix})
        return Message("adopt.suffix", {"suffix": judgement.suffix})
    if judgement.finding is Finding.LAYOUT:
        return Message(f"adopt.layout_{other_layout(layout).value}")
    if judgement.finding is Finding.SLOW:
        return Message("adopt.gap")
    return None


def other_layout(layout: Layout) -> Layout:
    """What to try when this layout reads the letters wrongly."""
    return Layout.US if layout is Layout.HOST else Layout.HOST


def _camera(settings: Settings, facts: Facts, given: GivenCamera) -> CameraPart:
    result = facts.camera_reads or _camera_result(settings, facts, given)
    return CameraPart(camera=settings.camera, cameras=facts.cameras, result=result)


def _camera_result(settings: Settings, facts: Facts, given: GivenCamera) -> Result | None:
    known = {choice.value for choice in facts.cameras} | {CAMERA_AUTOMATIC, CAMERA_OFF}
    note = Message("camera.given.note")
    if given.off:
        return Result(worth=Worth.PLAIN, fact=Message("camera.given_none"), note=note)
    if given.file is not None:
        fact = Message("camera.given_file", {"file": given.file})
        return Result(worth=Worth.PLAIN, fact=fact, note=note)
    if settings.camera not in known:
        return Result(
            worth=Worth.CAUTION, fact=Message("camera.gone"), note=Message("camera.gone.note")
        )
    if not facts.cameras:
        return Result(
            worth=Worth.PLAIN, fact=Message("camera.none"), note=Message("camera.none.note")
        )
    return None


def _printer(printer: PrinterSettings, facts: Facts, surroundings: Surroundings) -> PrinterPart:
    needed = _FIELDS[printer.kind]
    faults = {name: fault_of(name, facts.typed[name]) for name in needed}
    if facts.printer_busy:
        test = off("off.printing")
    elif any(faults.values()) or not all(facts.typed[name] for name in needed):
        test = off("off.printer_incomplete")
    else:
        test = ON
    return PrinterPart(
        kind=printer.kind,
        texts=facts.typed,
        faults={name: fault for name, fault in faults.items() if fault is not None},
        columns=printer.columns,
        drawer=printer.drawer,
        folder=printer.folder or str(surroundings.receipts_folder),
        open_pdf=printer.open_pdf,
        busy=facts.printer_busy,
        test=test,
        test_drawer=_drawer_button(printer, test),
        result=facts.printer_result,
    )


def _drawer_button(printer: PrinterSettings, test: Button) -> Button:
    if printer.kind is PrinterKind.PDF or not printer.drawer:
        return off("off.no_drawer")
    return test


def _sounds(settings: Settings, facts: Facts) -> SoundPart:
    silent: Result | None = None
    if not facts.sounds_available:
        silent = Result(
            worth=Worth.CAUTION, fact=Message("sounds.silent"), note=Message("sounds.silent.note")
        )
    return SoundPart(
        volume=settings.volume,
        softer=off("off.softest") if settings.volume <= 0 else ON,
        louder=off("off.loudest") if settings.volume >= 100 else ON,
        silent=silent,
    )
