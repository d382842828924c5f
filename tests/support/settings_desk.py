"""The settings page's presenter with surroundings that a test can see into."""

from __future__ import annotations

import asyncio
from pathlib import Path

from pos_terminal.devices.escpos_port import NetworkPort
from pos_terminal.devices.escpos_printer import EscposPrinter
from pos_terminal.devices.print_result import Printed, PrintResult
from pos_terminal.settings import PrinterKind, PrinterSettings, Settings, SettingsFile
from pos_terminal.settings_page.model import (
    AboutLine,
    Choice,
    PrinterField,
    SettingsState,
)
from pos_terminal.settings_page.picture import GivenCamera, Surroundings
from pos_terminal.settings_page.ports import TrialPrinter
from pos_terminal.settings_page.presenter import SettingsPresenter
from pos_terminal.words import Message, Sound
from support.fake_escpos_printer import FakePrinter, on_the_network

NOW_MS = 1_795_352_820_000
ABOUT = (
    AboutLine(name=Message("about.till"), value=Message("about.text", {"text": "Till 1 (T1)"})),
    AboutLine(
        name=Message("about.store"), value=Message("about.text", {"text": "Harbour Street 12"})
    ),
    AboutLine(
        name=Message("about.server"),
        value=Message("about.text", {"text": "https://cards.example:8443"}),
    ),
    AboutLine(name=Message("about.key"), value=Message("about.key_file")),
    AboutLine(name=Message("about.version"), value=Message("about.text", {"text": "0.1.0"})),
)


class Desk:
    """A page, and everything around it written down."""

    def __init__(
        self,
        folder: Path,
        *,
        settings: Settings | None = None,
        told: Message | None = None,
        given_camera: GivenCamera | None = None,
    ) -> None:
        self.folder = folder
        self.applied: list[Settings] = []
        self.shown: list[SettingsState] = []
        self.heard: list[Sound] = []
        self.acknowledged = 0
        self.available = True
        self.print_result: PrintResult = Printed()
        self.printers_closed = 0
        self.kicked = 0
        self.hold_tasks = False
        self.held: list = []
        self.make_printer = self._printer_for
        self.page = SettingsPresenter(
            settings=settings or Settings(),
            told=told,
            store=SettingsFile(folder),
            apply=self.applied.append,
            tasks=self,
            printer_for=self._make,
            write_sheet=self._write_sheet,
            sounds=self,
            devices=self,
            surroundings=Surroundings(
                shop_language="en",
                shop_idle_lock_s=180,
                time_zone="Europe/Berlin",
                receipts_folder=Path("/home/till/Documents/Receipts"),
                given_camera=given_camera or GivenCamera(),
                about=ABOUT,
            ),
            now_ms=lambda: NOW_MS,
        )
        self.page.watch(self.shown.append)

    # Tasks: at once, or when the test says so.

    def run(self, work, *, then, failed):
        if self.hold_tasks:
            self.held.append((work, then))
        else:
            then(asyncio.run(work()))

    def post(self, act):
        act()

    def finish(self):
        for work, then in self.held:
            then(asyncio.run(work()))
        self.held.clear()

    # Sounds.

    def play(self, sound):
        self.heard.append(sound)

    def acknowledge(self):
        self.acknowledged += 1

    # Devices.

    def serial_ports(self):
        return [Choice(value="ttyACM0", name="Honeywell 1900 (ttyACM0)")]

    def cameras(self):
        return [Choice(value="cam-1", name="HD Webcam C270")]

    # Printers and sheets.

    def _make(self, settings: PrinterSettings) -> TrialPrinter:
        return self.make_printer(settings)

    def _printer_for(self, settings: PrinterSettings) -> TrialPrinter:
        return _PrinterOnPaper(self)

    def _write_sheet(self, folder: Path) -> Path:
        file = folder / "sheet.pdf"
        file.write_bytes(b"%PDF")
        return file


class _PrinterOnPaper:
    """Answers what the desk was told to answer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def print_lines(self, lines):
        return self._desk.print_result

    async def kick_drawer(self):
        self._desk.kicked += 1
        return self._desk.print_result

    def close(self):
        self._desk.printers_closed += 1


def printed_by(folder: Path) -> tuple[FakePrinter, SettingsState]:
    """Test a printer on the network through the page, from its bytes to the page's words."""
    paper = FakePrinter()
    desk = Desk(folder)
    with on_the_network(paper) as (host, port):
        desk.make_printer = lambda settings: EscposPrinter(
            open_port=lambda: NetworkPort(settings.host, settings.port), columns=settings.columns
        )
        desk.page.choose_printer(PrinterKind.NETWORK)
        desk.page.type_printer_field(PrinterField.HOST, host)
        desk.page.type_printer_field(PrinterField.PORT, str(port))
        desk.page.test_printer()
    return paper, desk.page.state
