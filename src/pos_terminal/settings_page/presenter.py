"""Decides what the settings page shows, applies every choice at once, and stores it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import msgspec

from card_contract.card_number import CardNumber
from card_contract.scan_text import recognise
from pos_terminal.devices.print_result import NotPrinted, Printed, PrintFault, PrintResult
from pos_terminal.devices.receipt_layout import printer_test_lines
from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.scanning.wedge import Layout
from pos_terminal.settings import (
    Language,
    Look,
    Motion,
    PrinterKind,
    PrinterSettings,
    Settings,
)
from pos_terminal.settings_page.model import (
    PrinterField,
    Result,
    Section,
    SettingsState,
    Worth,
)
from pos_terminal.settings_page.picture import (
    Facts,
    Surroundings,
    fault_of,
    other_layout,
    picture,
    typed_fields,
)
from pos_terminal.settings_page.ports import Devices, SettingsStore, SoundPlayer, TrialPrinter
from pos_terminal.settings_page.scanner_trial import AFFIX_MAX, Finding, judge, judge_pace
from pos_terminal.words import Message, ScanSource, Sound

VOLUME_STEP: Final = 10
COLUMNS: Final = (42, 48)
_MAY_BE_EMPTY: Final = frozenset({PrinterField.HOST, PrinterField.DEVICE})
_VALUES: Final[dict[PrinterField, Callable[[str], str | int]]] = {
    PrinterField.HOST: str,
    PrinterField.PORT: int,
    PrinterField.USB_VENDOR: lambda text: int(text, 16),
    PrinterField.USB_PRODUCT: lambda text: int(text, 16),
    PrinterField.DEVICE: str,
}


class SettingsPresenter:
    """``apply`` is called with the new settings after each choice and makes them hold."""

    def __init__(
        self,
        *,
        settings: Settings,
        told: Message | None,
        store: SettingsStore,
        apply: Callable[[Settings], None],
        tasks: TaskRunner,
        printer_for: Callable[[PrinterSettings], TrialPrinter],
        write_sheet: Callable[[Path], Path],
        sounds: SoundPlayer,
        devices: Devices,
        surroundings: Surroundings,
        now_ms: Callable[[], int],
    ) -> None:
        self._settings = settings
        self._store = store
        self._apply = apply
        self._tasks = tasks
        self._printer_for = printer_for
        self._write_sheet = write_sheet
        self._sounds = sounds
        self._devices = devices
        self._surroundings = surroundings
        self._now_ms = now_ms
        self._shows: list[Callable[[SettingsState], None]] = []
        trouble = None if told is None else Result(worth=Worth.CAUTION, fact=told)
        self._facts = Facts(
            section=Section.SCANNER, trouble=trouble, typed=typed_fields(settings.printer)
        )

    @property
    def state(self) -> SettingsState:
        return picture(self._settings, self._facts, self._surroundings)

    @property
    def settings(self) -> Settings:
        return self._settings

    def settings_are(self, settings: Settings) -> None:
        """What was chosen elsewhere, as on the sign-in screen, holds on this page, too."""
        if settings != self._settings:
            self._settings = settings
            self._change()

    def surroundings_changed(self, surroundings: Surroundings) -> None:
        """The shop, or what is known of it, has changed."""
        self._surroundings = surroundings
        self._change()

    def watch(self, show: Callable[[SettingsState], None]) -> None:
        self._shows.append(show)
        show(self.state)

    def open_section(self, section: Section) -> None:
        """Another part of the page; devices are listed anew."""
        self._list_devices()
        self._change(
            section=section, judgement=None, sheet=None, camera_reads=None, printer_result=None
        )

    # --- Scanner -----------------------------------------------------------------------------

    def on_scan(self, text: str, source: ScanSource, aim: str = "", gap_ms: int = 0) -> None:
        """Something was scanned while the page is open: a test of the scanner, never a sale."""
        if source is ScanSource.CAMERA:
            self._camera_read(text)
            return
        if self._facts.section is Section.PIN:
            self._sounds.play(Sound.LOCKED)  # it may be a PIN, typed quickly: it is not shown
            return
        longest_ms = self._settings.scanner.wedge.longest_gap_ms
        judgement = judge_pace(judge(text, aim), gap_ms, longest_ms=longest_ms)
        read = self._facts.symbols_read
        if judgement.expected is not None:
            # The last reading of a symbol counts, also against one before it.
            read -= {judgement.expected}
            if judgement.finding is Finding.RIGHT:
                read |= {judgement.expected}
        self._sounds.play(
            Sound.LOCKED if judgement.finding is Finding.NOT_THE_SHEET else Sound.SCANNED
        )
        self._change(section=Section.SCANNER, judgement=judgement, symbols_read=read)

    def adopt(self) -> None:
        """Take over what the scan of the test sheet has shown."""
        judgement = self._facts.judgement
        if judgement is None:
            return
        scanner = self._settings.scanner
        if judgement.finding is Finding.AFFIXES:
            changed = msgspec.structs.replace(
                scanner,
                prefix=(scanner.prefix + judgement.prefix)[:AFFIX_MAX],
                suffix=(judgement.suffix + scanner.suffix)[:AFFIX_MAX],
            )
        elif judgement.finding is Finding.LAYOUT:
            changed = msgspec.structs.replace(scanner, layout=other_layout(scanner.layout))
        elif judgement.finding is Finding.SLOW:
            changed = msgspec.structs.replace(scanner, gap_ms=judgement.gap_ms)
        else:
            return
        self._scan_anew("scanner.adopted")
        self._store_new(scanner=changed)

    def forget_affixes(self) -> None:
        """No prefix and no suffix any more."""
        self._scan_anew("scanner.forgotten")
        self._store_new(
            scanner=msgspec.structs.replace(self._settings.scanner, prefix="", suffix="")
        )

    def choose_layout(self, layout: Layout) -> None:
        """Which keyboard the scanner pretends to be."""
        self._scan_anew("scanner.adopted")
        self._store_new(scanner=msgspec.structs.replace(self._settings.scanner, layout=layout))

    def choose_serial_port(self, port: str | None) -> None:
        """A scanner on a serial port, or none."""
        self._scan_anew("scanner.adopted")
        self._store_new(scanner=msgspec.structs.replace(self._settings.scanner, serial_port=port))

    def write_test_sheet(self, folder: str) -> None:
        """Write the sheet to print into a folder."""
        try:
            file = self._write_sheet(Path(folder))
        except OSError:
            sheet = Result(
                worth=Worth.BAD,
                fact=Message("scanner.sheet_failed"),
                note=Message("scanner.sheet_failed.note"),
            )
        else:
            sheet = Result(
                worth=Worth.GOOD,
                fact=Message("scanner.sheet_written"),
                note=Message("scanner.sheet_written.note", {"file": str(file)}),
            )
        self._change(sheet=sheet, judgement=None)

    def _scan_anew(self, said: str) -> None:
        """What was read before the change proves nothing after it."""
        result = Result(worth=Worth.PLAIN, fact=Message(said), note=Message(f"{said}.note"))
        self._facts = replace(self._facts, judgement=None, sheet=result, symbols_read=frozenset())

    # --- Camera ------------------------------------------------------------------------------

    def _camera_read(self, text: str) -> None:
        """It reads whatever lies before it; that tells something on its own section only."""
        if self._facts.section is not Section.CAMERA:
            return
        self._sounds.play(Sound.SCANNED)
        match recognise(text):
            case CardNumber(last_four=last_four):
                note = Message("camera.reads.card", {"last_four": last_four})
            case _:  # it may be a secret code, so it is not shown
                note = Message("camera.reads.other")
        reads = Result(worth=Worth.GOOD, fact=Message("camera.reads"), note=note)
        self._change(camera_reads=reads)

    def choose_camera(self, camera: str) -> None:
        """A camera by its id, or automatic, or off."""
        self._facts = replace(self._facts, camera_reads=None)
        self._store_new(camera=camera)

    # --- Receipt printer ---------------------------------------------------------------------

    def choose_printer(self, kind: PrinterKind) -> None:
        """How receipts come out."""
        self._change_printer(kind=kind)

    def type_printer_field(self, field: PrinterField, text: str) -> None:
        """A field's text; it holds as soon as it makes sense."""
        text = text.strip()
        self._facts = replace(self._facts, typed={**self._facts.typed, field: text})
        if fault_of(field, text) is None and (text or field in _MAY_BE_EMPTY):
            self._change_printer(**{field.value: _VALUES[field](text)})
        else:
            self._change(printer_result=None)

    def choose_columns(self, columns: int) -> None:
        """How many characters stand in a line."""
        self._change_printer(columns=columns)

    def choose_drawer(self, has_drawer: bool) -> None:
        """Whether a cash drawer hangs on the printer."""
        self._change_printer(drawer=has_drawer)

    def choose_folder(self, folder: str) -> None:
        """Where receipts are written as files."""
        self._change_printer(folder=folder)

    def choose_open_pdf(self, open_pdf: bool) -> None:
        """Whether a receipt's file is shown once it is written."""
        self._change_printer(open_pdf=open_pdf)

    def test_printer(self) -> None:
        """Print a test receipt."""
        if self.state.printer.test.enabled:
            lines = printer_test_lines(
                language=self._surroundings.shop_language,
                columns=self._settings.printer.columns,
                at_ms=self._now_ms(),
                zone=self._surroundings.time_zone,
            )
            self._try(lambda printer: printer.print_lines(lines), "printer.printed")

    def test_drawer(self) -> None:
        """Open the cash drawer."""
        if self.state.printer.test_drawer.enabled:
            self._try(lambda printer: printer.kick_drawer(), "printer.drawer_opened")

    def _change_printer(self, **changes: Any) -> None:
        self._facts = replace(self._facts, printer_result=None)
        self._store_new(printer=msgspec.structs.replace(self._settings.printer, **changes))

    def _try(
        self, act: Callable[[TrialPrinter], Coroutine[Any, Any, PrintResult]], said: str
    ) -> None:
        printer = self._printer_for(self._settings.printer)
        self._change(printer_busy=True, printer_result=None)

        async def work() -> PrintResult:
            try:
                return await act(printer)
            finally:
                printer.close()

        def done(result: PrintResult) -> None:
            self._change(printer_busy=False, printer_result=_print_result(result, said))

        def failed(_error: NoAnswerError) -> None:
            done(NotPrinted(reason=PrintFault.NOT_REACHED))

        self._tasks.run(work, then=done, failed=failed)

    # --- Sounds, screen ----------------------------------------------------------------------

    def softer(self) -> None:
        self._choose_volume(self._settings.volume - VOLUME_STEP)

    def louder(self) -> None:
        self._choose_volume(self._settings.volume + VOLUME_STEP)

    def _choose_volume(self, volume: int) -> None:
        self._store_new(volume=max(0, min(100, volume)))
        self._sounds.play(Sound.SCANNED)

    def play(self, sound: Sound) -> None:
        """Let one sound be heard; a refusal only once, since nothing was refused."""
        self._sounds.play(sound)
        self._sounds.acknowledge()

    def choose_language(self, language: Language) -> None:
        self._store_new(language=language)

    def choose_look(self, look: Look) -> None:
        self._store_new(look=look)

    def choose_motion(self, motion: Motion) -> None:
        """Whether things on the screen may move."""
        self._store_new(motion=motion)

    def choose_idle_lock(self, seconds: int | None) -> None:
        """After how long the till locks itself; null as the shop has it."""
        self._store_new(idle_lock_s=seconds)

    # --- Storing and showing -----------------------------------------------------------------

    def _store_new(self, **changes: Any) -> None:
        """Store first, then let it hold: what the page shows is what the next start will find."""
        settings = msgspec.structs.replace(self._settings, **changes)
        trouble: Result | None = None
        try:
            self._store.save(settings)
        except (OSError, ValueError):
            # The choice holds until the till is closed; the page says that it is not stored.
            trouble = Result(
                worth=Worth.BAD,
                fact=Message("settings.not_stored"),
                note=Message("settings.not_stored.note"),
            )
        self._settings = settings
        self._apply(settings)
        self._change(trouble=trouble)

    def _list_devices(self) -> None:
        self._facts = replace(
            self._facts,
            serial_ports=tuple(self._devices.serial_ports()),
            cameras=tuple(self._devices.cameras()),
            sounds_available=self._sounds.available,
        )

    def _change(self, **changes: Any) -> None:
        self._facts = replace(self._facts, **changes)
        state = self.state
        for show in self._shows:
            show(state)


def _print_result(result: PrintResult, said: str) -> Result:
    match result:
        case NotPrinted():
            message = result.message
            return Result(worth=Worth.BAD, fact=message, note=Message(f"{message.id}.note"))
        case Printed(file=Path() as file):
            fact = Message("printer.written")
            return Result(
                worth=Worth.GOOD,
                fact=fact,
                note=Message("printer.written.note", {"file": str(file)}),
            )
        case Printed(confirmed=False):
            note = Message("printer.unconfirmed.note")
        case Printed(paper_low=True):
            note = Message("printer.paper_low.note")
        case Printed():
            note = Message(f"{said}.note")
    return Result(worth=Worth.GOOD, fact=Message(said), note=note)
