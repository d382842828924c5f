"""What a till needs beyond its first picture: scanners, sounds, printer, settings, pages."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from pos_terminal.bootstrap.chosen_printer import ChosenPrinter
from pos_terminal.bootstrap.live_picture import LivePicture
from pos_terminal.bootstrap.pages import Around, Pages
from pos_terminal.bootstrap.print_room import PrintingRoom
from pos_terminal.bootstrap.scanners import CameraChoice, Scanners
from pos_terminal.bootstrap.station_room import open_file
from pos_terminal.card_design.design_shelf import DesignShelf
from pos_terminal.custody.deed_notes import DeedNotes
from pos_terminal.devices import connected
from pos_terminal.devices.escpos_printer import EscposPrinter
from pos_terminal.devices.pdf_receipt import PdfReceipts
from pos_terminal.devices.printers import printer_for
from pos_terminal.devices.recall_reports import RecallReports
from pos_terminal.devices.scanner_sheet import write_scanner_sheet
from pos_terminal.devices.sounds import Sounds
from pos_terminal.journal.till import Till
from pos_terminal.look.picture_drop import PictureDrop
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.look.unreal_word import unreal_word
from pos_terminal.pack_labels.making import LabelWorkshop
from pos_terminal.printing.run_notes import RunNotes
from pos_terminal.scanning.pictures import NoText, PictureRead
from pos_terminal.scanning.scan import Scan
from pos_terminal.settings import PrinterSettings, Settings
from pos_terminal.settings_page.model import AboutLine, Choice
from pos_terminal.settings_page.picture import GivenCamera, Surroundings
from pos_terminal.settings_page.presenter import SettingsPresenter
from pos_terminal.settings_page.scanner_trial import SYMBOLS
from pos_terminal.waiting.close_notes import CloseNotes
from pos_terminal.words import Message, ScanSource, Sound

if TYPE_CHECKING:
    from pos_terminal.bootstrap.program import Program
    from pos_terminal.bootstrap.station_room import StationRoom

CONTEXT: Final = "furniture"
SENTENCES: Final[dict[str, str]] = {
    "drop": QT_TRANSLATE_NOOP("furniture", "Let go to read the card on this picture"),
    # What became of a picture, and what to do.
    NoText.NO_BARCODE: QT_TRANSLATE_NOOP("furniture", "No barcode can be read on this picture"),
    f"{NoText.NO_BARCODE}.note": QT_TRANSLATE_NOOP(
        "furniture", "Try a picture that shows the barcode large and sharp."
    ),
    NoText.SEVERAL_CARDS: QT_TRANSLATE_NOOP("furniture", "There are several cards on this picture"),
    f"{NoText.SEVERAL_CARDS}.note": QT_TRANSLATE_NOOP(
        "furniture", "Choose a picture of one card alone."
    ),
    NoText.MISSING: QT_TRANSLATE_NOOP("furniture", "The picture is not there any more"),
    f"{NoText.MISSING}.note": QT_TRANSLATE_NOOP("furniture", "Choose it where it lies now."),
    NoText.UNREADABLE: QT_TRANSLATE_NOOP("furniture", "This file cannot be opened"),
    f"{NoText.UNREADABLE}.note": QT_TRANSLATE_NOOP(
        "furniture", "Give this user access to it, or choose another one."
    ),
    NoText.TOO_LARGE: QT_TRANSLATE_NOOP("furniture", "This picture is too large"),
    f"{NoText.TOO_LARGE}.note": QT_TRANSLATE_NOOP(
        "furniture", "Choose one of 64 megapixels and 100 MB at most."
    ),
    NoText.NOT_A_PICTURE: QT_TRANSLATE_NOOP("furniture", "This is no picture that can be read"),
    f"{NoText.NOT_A_PICTURE}.note": QT_TRANSLATE_NOOP(
        "furniture", "Choose a JPEG, PNG, WebP, BMP or TIFF file that is whole."
    ),
}


class Furniture(QObject):
    """Built once, after the first paint."""

    def __init__(
        self,
        program: Program,
        room: StationRoom,
        till_with: Callable[[Furniture], Till],
    ) -> None:
        super().__init__(room)
        self._program = program
        self._room = room
        start, places = program.start, program.places
        self.sounds = Sounds(cache_folder=places.cache, volume=program.settings.volume)
        self.printer = ChosenPrinter(
            self._make_printer(program.settings.printer), lambda: room.core.memory.checkpoint
        )
        self._printer_settings = program.settings.printer
        self.scanners = Scanners(
            CameraChoice(file=start.camera_file, off=start.camera_off),
            lambda: LivePicture(program.theme),
        )
        self.settings = self._make_settings()
        self.pages = Pages(
            till_with(self),
            Around(
                theme=program.theme,
                scanners=self.scanners,
                settings=self.settings,
                demo_cards=places.demo_cards if room.home.demo else None,
                to_sign_in=room.sign_in.sign_out,
                server_url=None if room.home.address is None else room.home.address.url,
                server_now_ms=lambda: room.core.gateway.server_time_ms,
                recall_papers=RecallReports(
                    shop=self._shop_name,
                    unreal=lambda: unreal_word(room.on_duty.shop),
                    on_file=open_file,
                ),
                studio=room.core.gateway,
                designs=DesignShelf(places.designs),
                proofs=room.core.gateway,
                on_activity=room.sign_in.on_activity,
                print_room=PrintingRoom(
                    server=room.core.gateway,
                    shelf=DesignShelf(places.designs),
                    notes=RunNotes(places.till),
                    language=lambda: room.on_duty.shop.language,
                    redeem_page=lambda: room.on_duty.shop.redeem_page,
                    fits=lambda: program.settings.fits,
                    dots=lambda: program.settings.dots,
                    keep_fit=program.choose_fit,
                    keep_dots=program.choose_dots,
                    sheets=lambda: program.settings.sheets,
                    keep_sheet=program.choose_sheet,
                ),
                labels=LabelWorkshop(
                    fits=lambda: program.settings.fits, dots=lambda: program.settings.dots
                ),
                stock_notes=DeedNotes(places.till),
                close_notes=CloseNotes(places.till),
                notes=places.till,
            ),
        )
        room.core.news.watch_alarms(lambda: program.tasks.post(self.pages.alarms.news_came))
        room.core.news.watch(lambda news: program.tasks.post(lambda: self.pages.news_came(news)))
        room.core.news.watch_line(lambda: program.tasks.post(self.pages.checkout.look_again))
        self._join()

    def _join(self) -> None:
        scanners, room, frame = self.scanners, self._room, self.pages.frame
        scanners.wedge.install()
        scanners.hub.scanned.connect(self._on_scan)
        scanners.hub.dropped.connect(lambda _scan: self.sounds.play(Sound.LOCKED))
        scanners.pictures.no_text.connect(self._no_text)
        frame.lock_asked.connect(room.sign_in.lock)
        frame.person_asked.connect(room.sign_in.sign_out)
        self.pages.checkout.watch(lambda _state: room.show_station())
        self._drop = PictureDrop(
            self._program.theme, self._program.window, invitation=_word("drop")
        )
        self._drop.dropped.connect(self.pages.read_picture)
        self.sounds.prepare()

    def apply(self, settings: Settings) -> None:
        """Make the settings hold; what has not changed is left alone."""
        self.settings.settings_are(settings)
        self.pages.name_settings()
        self._drop.invite(_word("drop"))
        self.sounds.set_volume(settings.volume)
        if settings.printer != self._printer_settings:
            self._printer_settings = settings.printer
            self.printer.choose(self._make_printer(settings.printer))
        self.scanners.apply(settings)

    def close(self) -> None:
        """Give the devices free."""
        self.scanners.stop()
        self.pages.sheets.close()
        self.printer.close()

    def _make_printer(self, settings: PrinterSettings) -> EscposPrinter | PdfReceipts:
        return printer_for(
            settings, default_folder=self._program.places.receipts, open_file=self._open_later
        )

    def _shop_name(self) -> str:
        shop = self._room.on_duty.shop
        return ", ".join(part for part in (shop.name, shop.store_name) if part)

    def _open_later(self, path: object) -> None:
        """A receipt's file was written, off the window's thread."""
        from pathlib import Path

        self._program.tasks.post(lambda: open_file(Path(str(path))))

    def _make_settings(self) -> SettingsPresenter:
        program, room = self._program, self._room
        return SettingsPresenter(
            settings=program.settings,
            told=program.settings_told,
            store=program.settings_file,
            apply=program.settings_chosen,
            tasks=program.tasks,
            printer_for=self._make_printer,
            write_sheet=lambda folder: write_scanner_sheet(folder, SYMBOLS),
            sounds=self.sounds,
            devices=_Devices(),
            surroundings=self._surroundings(),
            now_ms=room.core.clock.now_ms,
        )

    def shop_changed(self) -> None:
        """The server told the shop anew: the settings page speaks of it, and its language."""
        self._drop.invite(_word("drop"))
        self.settings.surroundings_changed(self._surroundings())

    def _surroundings(self) -> Surroundings:
        shop, start = self._room.on_duty.shop, self._program.start
        return Surroundings(
            shop_language=shop.language,
            shop_idle_lock_s=shop.idle_lock_s,
            time_zone=shop.time_zone,
            receipts_folder=self._program.places.receipts,
            given_camera=GivenCamera(
                file=None if start.camera_file is None else start.camera_file.name,
                off=start.camera_off,
            ),
            about=self._about(),
        )

    def _about(self) -> tuple[AboutLine, ...]:
        home, shop, places = self._room.home, self._room.on_duty.shop, self._program.places
        if home.address is not None:
            server = _text(home.address.url)
        else:
            server = Message("about.demo") if home.demo else _text(str(places.server))
        values = {
            "till": _text(shop.till_name),
            "store": _text(shop.store_name),
            "server": server,
            "key": Message(f"about.key_{home.key_place.value}"),
            "data": _text(str(places.root)),
            "version": _text(metadata.version("pos-terminal")),
        }
        return tuple(
            AboutLine(name=Message(f"about.{name}"), value=value) for name, value in values.items()
        )

    def _on_scan(self, scan: Scan) -> None:
        room = self._room
        room.sign_in.on_activity()
        if room.on_duty.operator is None:
            room.sign_in.on_scan(scan.text, scan.source)
            if scan.source is not ScanSource.CAMERA:
                self.scanners.hub.meant(scan)

    def _no_text(self, read: PictureRead) -> None:
        if self._room.on_duty.operator is None:
            self._room.sign_in.on_picture_without_text()
        else:
            self.pages.frame.show_toast(_word(read.result), _word(f"{read.result}.note"))


def _text(text: str) -> Message:
    return Message("about.text", {"text": text})


class _Devices:
    """What is connected to this machine, for the settings page."""

    def serial_ports(self) -> list[Choice]:
        return [Choice(value=port.value, name=port.name) for port in connected.serial_ports()]

    def cameras(self) -> list[Choice]:
        return [Choice(value=camera.value, name=camera.name) for camera in connected.cameras()]


def _word(message_id: str) -> str:
    return say(CONTEXT, SENTENCES, Message(message_id))
