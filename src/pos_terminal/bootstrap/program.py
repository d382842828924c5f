"""Builds the till, top to bottom, and runs it until its window is closed.

Only what the first picture needs is built before it is painted: the window, the journal, and the
sign-in. Camera, scanners, pages, sounds and the till's own server follow right after.
"""

from __future__ import annotations

import contextlib
import gc
import signal
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import structs
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from card_contract.messages import Shop
from pos_terminal.bootstrap.cannot_open import STOPPERS, CannotOpenError, CannotOpenScreen, why_not
from pos_terminal.bootstrap.home import Home, find_home, unfinished_in
from pos_terminal.bootstrap.places import Places, places_for
from pos_terminal.bootstrap.residence import Residence
from pos_terminal.gateway.loop_thread import LoopThread
from pos_terminal.gateway.on_duty import OnDuty
from pos_terminal.gateway.qt_bridge import QtTaskRunner
from pos_terminal.gateway.wire import Line, ServerAddress, Wire
from pos_terminal.look.language import Language
from pos_terminal.look.mark import Mark
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.look.theme import Appearance, Theme
from pos_terminal.look.window import Window
from pos_terminal.settings import (
    OWN_SHEETS_MAX,
    SHEET_PRINTERS_MAX,
    Look,
    Motion,
    Settings,
    SettingsFile,
)
from pos_terminal.settings import Language as SpokenLanguage
from pos_terminal.sheets.sheet_layout import PrinterFit, SheetLayout
from pos_terminal.words import Message

if TYPE_CHECKING:
    from pos_terminal.bootstrap.first_start import FirstStart
    from pos_terminal.bootstrap.station_room import StationRoom
    from pos_terminal.first_start.model import Home as MadeHome
    from pos_terminal.first_start.presenter import FirstStartPresenter

_NAME: Final = "pos-terminal"
_ICON_PX: Final = 128
_AFTER_PAINT_MS: Final = 30
_SIGNALS_SEEN_MS: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What the command line asks for."""

    data: Path | None = None
    server: str | None = None
    demo: bool = False
    practice: bool = False
    camera_off: bool = False
    camera_file: Path | None = None


def open_till(start: Start) -> int:
    """Open the till's window and return the process's exit code once it is closed."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101  # nothing else makes one here
    places = places_for(start.data, demo=start.demo, practice=start.practice)
    residence = Residence(places)
    # A folder that is no good is said in the window, where everything is said.
    with contextlib.suppress(OSError):
        if not residence.move_in() and residence.wake_first():
            return 0
    try:
        program = _kind_of(start)(application, start, places, residence)
        residence.on_second_start(lambda: program.tasks.post(program.come_to_front))
        _end_on_signals(program)
        program.open()
        code = application.exec()
        program.close()
        return code
    finally:
        residence.move_out()


def _kind_of(start: Start) -> type[Program]:
    if not start.practice:
        return Program
    from pos_terminal.bootstrap.practice import PracticeProgram

    return PracticeProgram


def _end_on_signals(program: Program) -> None:
    """Ctrl-C and the system's shutdown close the till in order."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: program.application.quit())
    # Python sees a signal when it runs; Qt's loop alone would never let it.
    ticking = QTimer(program)
    ticking.timeout.connect(lambda: None)
    ticking.start(_SIGNALS_SEEN_MS)


class Program(QObject):
    """One window, and in it either the first start or the till."""

    def __init__(
        self,
        application: QApplication,
        start: Start,
        places: Places,
        residence: Residence | None = None,
    ) -> None:
        super().__init__()
        self.application = application
        self.start = start
        self.places = places
        self._residence = residence
        self.settings_file = SettingsFile(places.till)
        loaded = self.settings_file.load()
        self.settings, self.settings_told = loaded.settings, loaded.told
        self.theme = Theme()
        self.language = Language(application)
        self.loop = LoopThread()
        self.tasks = QtTaskRunner(self.loop, self)
        self.window = Window(self.theme)
        self._first_start: FirstStart | None = None
        self._obstacle: CannotOpenScreen | None = None
        self.room: StationRoom | None = None
        self._after_paint = QTimer(self)
        self._after_paint.setSingleShot(True)
        self._after_paint.timeout.connect(self._after_first_paint)
        application.setApplicationName(_NAME)
        application.setDesktopFileName(_NAME)
        self.window.setWindowTitle(_NAME)
        application.styleHints().colorSchemeChanged.connect(self._system_look_changed)
        self.loop.start()
        self.apply_look(self.settings)

    def open(self) -> None:
        """Show the window; the rest follows once it is painted."""
        self._find_screen()
        self.window.show()
        self.window.activateWindow()
        self._after_paint.start(_AFTER_PAINT_MS)

    def _find_screen(self) -> None:
        """Show the sign-in, the first start, or what keeps the till from both."""
        try:
            if self._residence is not None and not self._residence.move_in():
                raise CannotOpenError(Message("till_hangs"))
            self.places.till.mkdir(parents=True, exist_ok=True)
            home = find_home(self.places, self.start.server)
            if home is None:
                self._show_first_start()
            elif unfinished_in(self.places).sheet_owed is not None:
                self._show_sheet_again()
            else:
                self.settle_in(home)
        except STOPPERS as error:
            self._cannot_open(error)

    def settle_in(self, home: Home) -> None:
        """The till knows where it belongs: build it and show who may sign in."""
        from pos_terminal.bootstrap.station_room import StationRoom

        self.room = StationRoom(self, home)
        self.show_unreal(home.demo)
        self.window.show_screen("sign_in")

    # --- What a practice till has otherwise ------------------------------------------------------

    def line_to(self, address: ServerAddress | None) -> Line:
        """The way to the server."""
        return Wire(address)

    def people_of(self, shop: Shop) -> OnDuty:
        """Who works here, and in which shop."""
        return OnDuty(shop)

    def show_unreal(self, demo: bool) -> None:
        """Say over every screen that nothing here is real, where that is so."""
        self.window.set_demo(demo)

    # --- Opening and closing ---------------------------------------------------------------------

    def close(self) -> None:
        """Give everything back. What the journal owes is owed at the next start."""
        self._after_paint.stop()
        self.application.styleHints().colorSchemeChanged.disconnect(self._system_look_changed)
        if self.room is not None:
            self.room.close()
        self.loop.stop()
        self.tasks.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        # Both are the application's, which may open another till.
        self.language.choose("en")
        speak(Manner())

    def come_to_front(self) -> None:
        """Somebody started the till a second time."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    # --- Look and language -----------------------------------------------------------------------

    def apply_look(self, settings: Settings) -> None:
        """Make theme and language hold."""
        self.settings = settings
        self.theme.set_appearance(self._appearance(settings.look))
        self.language.choose(self.spoken_language())

    def choose_language(self, code: str) -> None:
        """Switch the language from a screen that has no settings page."""
        self._keep(structs.replace(self.settings, language=SpokenLanguage(code)))

    def choose_look(self, look: str) -> None:
        """Switch light and dark from a screen that has no settings page."""
        self._keep(structs.replace(self.settings, look=Look(look)))

    def choose_fit(self, printer: str, fit: PrinterFit) -> bool:
        """Correct a printer of sheets so from now on; false where that holds only for today."""
        others = {name: one for name, one in self.settings.fits.items() if name != printer}
        latest = [*others.items(), (printer, fit)][-SHEET_PRINTERS_MAX:]
        return self._keep(structs.replace(self.settings, fits=dict(latest)))

    def choose_dots(self, printer: str, dots: int | None) -> bool:
        """Draw for a printer of sheets with so many dots an inch from now on, or for today."""
        others = {name: one for name, one in self.settings.dots.items() if name != printer}
        told = {} if dots is None else {printer: dots}
        latest = [*others.items(), *told.items()][-SHEET_PRINTERS_MAX:]
        return self._keep(structs.replace(self.settings, dots=dict(latest)))

    def choose_sheet(self, name: str, layout: SheetLayout | None) -> bool:
        """Keep a sheet of one's own, or keep it no longer; false where that holds for today."""
        others = {known: one for known, one in self.settings.sheets.items() if known != name}
        told = {} if layout is None else {name: layout}
        latest = [*others.items(), *told.items()][-OWN_SHEETS_MAX:]
        return self._keep(structs.replace(self.settings, sheets=dict(latest)))

    def settings_chosen(self, settings: Settings) -> None:
        """The settings page has stored other settings: make them hold."""
        self.apply_look(settings)
        self._apply_motion()
        if self.room is not None:
            self.room.apply(settings)

    def _keep(self, settings: Settings) -> bool:
        """Make them hold; false where they cannot be stored, and hold until the till is closed."""
        is_stored = False
        with contextlib.suppress(OSError):
            self.settings_file.save(settings)
            is_stored = True
        self.settings_chosen(settings)
        return is_stored

    def spoken_language(self) -> str:
        """The language of the screen: chosen here, else the shop's, else English."""
        if self.settings.language is not None:
            return self.settings.language.value
        return self.room.shop_language if self.room is not None else "en"

    def speak(self, *, currency: str, time_zone: str) -> None:
        """Write money and times as the shop does."""
        self.language.choose(self.spoken_language())
        manner = Manner(language=self.language.code, currency=currency, time_zone=time_zone)
        if self.room is not None:  # the shop's today, whatever day this machine thinks it is
            manner = replace(manner, now_ms=self.room.core.clock.now_ms)
        speak(manner)

    def _appearance(self, look: Look) -> Appearance:
        if look is Look.SYSTEM:
            dark = self.application.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return Appearance.DARK if dark else Appearance.LIGHT
        return Appearance(look.value)

    def _apply_motion(self) -> None:
        """Move as the settings say. Nothing moves before the first paint, and to ask takes long."""
        from PySide6.QtWidgets import QStyle

        motion = self.settings.motion
        still = motion is Motion.REDUCED
        if motion is Motion.SYSTEM:
            hint = QStyle.StyleHint.SH_Widget_Animation_Duration
            still = self.application.style().styleHint(hint) == 0
        self.theme.set_reduced_motion(still)

    def _system_look_changed(self) -> None:
        self.theme.set_appearance(self._appearance(self.settings.look))

    # --- Screens ---------------------------------------------------------------------------------

    def _after_first_paint(self) -> None:
        # Who is quicker than the first paint (tries again, ends a first start) comes here twice.
        self._after_paint.stop()
        self._apply_motion()
        self.application.setWindowIcon(_icon(self.theme))
        if self.room is not None and not self.room.is_furnished:
            self.room.furnish()
        gc.enable()

    def _make_first_start(self) -> FirstStartPresenter:
        from pos_terminal.bootstrap.first_start import FirstStart

        self._first_start = FirstStart(self, self._first_start_over)
        self.window.add_screen("first_start", self._first_start.view)
        self.window.show_screen("first_start")
        return self._first_start.presenter

    def _show_first_start(self) -> None:
        unfinished_in(self.places).put_aside()
        presenter = self._make_first_start()
        if self.start.demo:
            presenter.try_demo()
        elif self.start.server is not None:
            presenter.join_server()
            presenter.find_server(self.start.server)

    def _show_sheet_again(self) -> None:
        self._make_first_start().show_sheet_again()

    def demo_places(self) -> Places:
        """Where a demo is made: apart from the shop's folder, unless a folder was named."""
        if self.start.data is not None or self.start.demo:
            return self.places
        return places_for(None, demo=True)

    def _first_start_over(self, made: MadeHome) -> None:
        from pos_terminal.first_start.model import Home as MadeHome

        if made is MadeHome.DEMO and not self._move_to(self.demo_places()):
            self.window.close()  # the demo is open in another window, which is in front now
            return
        try:
            home = find_home(self.places, self.start.server)
            assert home is not None, "the first start left no home"  # noqa: S101  # a bug
            self.settle_in(home)
        except STOPPERS as error:
            self._cannot_open(error)
        else:
            self._after_first_paint()

    def _move_to(self, places: Places) -> bool:
        """Leave the folders of now for others, with what was chosen meanwhile."""
        if places == self.places:
            return True
        if self._residence is not None and not self._residence.move_to(places):
            return False
        self.places = places
        self.settings_file = SettingsFile(places.till)
        there = self.settings_file.load()
        if there.settings != Settings():
            self.settings_told = there.told
            self.apply_look(there.settings)
        else:
            self._keep(self.settings)
        return True

    def _cannot_open(self, error: Exception) -> None:
        why = why_not(error, self.places)
        if self._obstacle is None:
            self._obstacle = CannotOpenScreen(self.theme, why)
            self._obstacle.closed.connect(self.window.close)
            self._obstacle.tried_again.connect(self._try_again)
            self._obstacle.language_asked.connect(self.choose_language)
            self._obstacle.appearance_asked.connect(self.choose_look)
            self.window.add_screen("cannot_open", self._obstacle)
        self._obstacle.show_why(why)
        self.window.show_screen("cannot_open")

    def _try_again(self) -> None:
        self._find_screen()
        self._after_first_paint()


def _icon(theme: Theme) -> QIcon:
    """The mark, for the task bar."""
    mark = Mark(theme, _ICON_PX)
    mark.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    return QIcon(mark.grab())
