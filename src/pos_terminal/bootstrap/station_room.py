"""One enrolled till at work: its core, the sign-in, and after the first paint everything else."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from pos_terminal.bootstrap.core import TillCore, build_core
from pos_terminal.bootstrap.home import Home
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.gateway.on_duty import unknown_shop
from pos_terminal.gateway.wire import ServerAddress
from pos_terminal.journal.handing_back import HandingBack
from pos_terminal.journal.till import Till
from pos_terminal.look import station
from pos_terminal.receipts import PrinterState
from pos_terminal.settings import Settings
from pos_terminal.sign_in.model import SignInMode, SignInState
from pos_terminal.sign_in.presenter import SignInPresenter
from pos_terminal.sign_in.view import SignInView
from pos_terminal.words import Sound

if TYPE_CHECKING:
    from pos_terminal.bootstrap.furniture import Furniture
    from pos_terminal.bootstrap.program import Program
    from pos_terminal.embedded_server import EmbeddedServer, ServerState

_TICK_MS: Final = 1000
_SAID_MAX: Final = 200
_LINES: Final = {
    Reach.UNKNOWN: station.Connection.CONNECTING,
    Reach.ONLINE: station.Connection.ONLINE,
    Reach.READ_ONLY: station.Connection.READ_ONLY,
    Reach.OFFLINE: station.Connection.OFFLINE,
}
_PRINTERS: Final = {
    PrinterState.READY: station.PrinterState.READY,
    PrinterState.PDF: station.PrinterState.PDF,
    PrinterState.TROUBLE: station.PrinterState.FAILED,
}
_ACTIVITIES: Final = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.TouchBegin}
)


class StationRoom(QObject):
    """Built in two steps: what the sign-in needs at once, ``furnish`` after the first paint."""

    def __init__(self, program: Program, home: Home) -> None:
        super().__init__(program)
        self._program = program
        self._home = home
        self.core: TillCore = build_core(
            program.places.till, home.identity, program.line_to(home.address), program.loop
        )
        self.on_duty = program.people_of(unknown_shop(home.identity.till_id))
        self._connection = self.core.watcher.connection
        self._furniture: Furniture | None = None
        self._server: EmbeddedServer | None = None
        self._watching = False
        self._closing = threading.Event()
        self._drawing: threading.Thread | None = None
        self.sign_in = SignInPresenter(
            server=self.core.gateway,
            on_duty=self.on_duty,
            tasks=program.tasks,
            clock=self.core.machine_clock,
            sounds=_LateSounds(self),
            demo_pins=home.demo_pins,
            basket_cards=self._basket_cards,
            idle_limit_s=self._idle_limit_s,
            support_code=home.identity.support_code,
            is_waited_for=lambda: self.core.retelling.needs_seller,
        )
        self.sign_in_view = SignInView(program.theme, self.sign_in)
        program.window.add_screen("sign_in", self.sign_in_view)
        self._join()

    def _join(self) -> None:
        program = self._program
        self.sign_in.watch(self._show_screen)
        self.on_duty.watch(self._shop_changed)
        self.core.watcher.watch(
            lambda connection: program.tasks.post(lambda: self._connection_changed(connection))
        )
        self.sign_in_view.language_asked.connect(program.choose_language)
        self.sign_in_view.appearance_asked.connect(program.choose_look)
        program.application.installEventFilter(self)
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._every_second)
        self._tick.start(_TICK_MS)
        self._every_second()
        self.show_station()

    def furnish(self) -> None:
        """Build what the first picture did not need, and start to work."""
        from pos_terminal.bootstrap.furniture import Furniture

        self._furniture = Furniture(self._program, self, self._till_with)
        self._program.window.add_screen("till", self._furniture.pages.frame)
        self.core.start()
        self._start_server()
        self._shop_changed()
        self._show_screen(self.sign_in.state)
        self._furniture.apply(self._program.settings)
        if self._home.demo:
            self._drawing = threading.Thread(target=self._draw_demo_cards, name="demo-cards")
            self._drawing.start()

    def apply(self, settings: Settings) -> None:
        """Make changed settings hold."""
        if self._furniture is not None:
            self._furniture.apply(settings)
        self._shop_changed()
        self.show_station()

    def close(self) -> None:
        """End everything that runs."""
        self._closing.set()
        self._program.application.removeEventFilter(self)
        self._tick.stop()
        if self._furniture is not None:
            self._furniture.close()
        self.core.stop()
        if self._server is not None:
            self._server.stop()
        if self._drawing is not None:
            self._drawing.join()

    # --- Facts -----------------------------------------------------------------------------------

    @property
    def home(self) -> Home:
        return self._home

    @property
    def is_furnished(self) -> bool:
        """Whether everything is built: the sign-in is there before that."""
        return self._furniture is not None

    @property
    def furniture(self) -> Furniture:
        """What ``furnish`` has built."""
        assert self._furniture is not None, "not furnished yet"  # noqa: S101  # a bug
        return self._furniture

    @property
    def shop_language(self) -> str:
        return self.on_duty.shop.language

    def _basket_cards(self) -> int:
        return 0 if self._furniture is None else self._furniture.pages.checkout.basket_cards

    def _idle_limit_s(self) -> int:
        chosen = self._program.settings.idle_lock_s
        return self.on_duty.shop.idle_lock_s if chosen is None else chosen

    def play(self, sound: Sound) -> None:
        """Play a sound, once there are sounds."""
        if self._furniture is not None:
            self._furniture.sounds.play(sound)

    def hush(self) -> None:
        """A refusal has been seen."""
        if self._furniture is not None:
            self._furniture.sounds.acknowledge()

    def _till_with(self, furniture: Furniture) -> Till:
        core = self.core
        return Till(
            journal=core.journal,
            book=core.book,
            forwarder=core.forwarder,
            reservation=core.reservation,
            reconciliation=core.reconciliation,
            handing_back=HandingBack(
                journal=core.journal,
                book=core.book,
                forwarder=core.forwarder,
                server=core.gateway,
                on_duty=self.on_duty,
                printer=furniture.printer,
                tasks=self._program.tasks,
            ),
            server=core.gateway,
            on_duty=self.on_duty,
            printer=furniture.printer,
            tasks=self._program.tasks,
            clock=core.clock,
            sounds=furniture.sounds,
        )

    # --- The server ------------------------------------------------------------------------------

    def _start_server(self) -> None:
        if self._home.address is not None:
            self.core.watch_connection()
            return
        from pos_terminal.embedded_server import EmbeddedServer

        self._server = EmbeddedServer(self._program.places.server, on_state=self._server_told)
        self._server.start()

    def _server_told(self, state: ServerState) -> None:
        """Called from a thread of the embedded server's own."""
        from pos_terminal.embedded_server import ServerStage

        fails = state.stage is ServerStage.RESTARTING and (state.url is None or state.restarts > 1)
        said = next((line for line in reversed(state.said) if line.strip()), "")
        trouble = said[:_SAID_MAX] if fails else None
        code = state.exit_code
        self._program.tasks.post(lambda: self.sign_in_view.show_server_trouble(trouble, code))
        if state.stage is ServerStage.READY and state.url is not None:
            self.core.server_is_at(ServerAddress(url=state.url))
        elif state.stage is ServerStage.RESTARTING:
            self.core.server_is_gone()
        if state.stage in (ServerStage.READY, ServerStage.RESTARTING) and not self._watching:
            # Not before: a server that is still starting is no lost connection.
            self._watching = True
            self.core.watch_connection()

    def _connection_changed(self, connection: Connection) -> None:
        self._connection = connection
        self.sign_in.connection_changed(connection)
        if self._furniture is not None:
            self._furniture.pages.connection_changed(connection)
        if connection.reach is Reach.ONLINE:
            self.core.forwarder.wake_all()
        self.show_station()

    # --- Screens ---------------------------------------------------------------------------------

    def _show_screen(self, state: SignInState) -> None:
        window = self._program.window
        signed_in = state.mode is SignInMode.SIGNED_IN and self._furniture is not None
        screen = "till" if signed_in else "sign_in"
        if window.current_screen() not in (None, "first_start", screen):
            window.show_screen(screen)

    def _shop_changed(self) -> None:
        shop = self.on_duty.shop
        # A till may have joined a demo's server: that is a demo, too.
        self._program.show_unreal(self._home.demo or shop.demo)
        self._program.speak(currency=shop.currency, time_zone=shop.time_zone)
        if self._furniture is not None:
            self._furniture.shop_changed()
        self._every_second()

    def show_station(self) -> None:
        """Show the quiet line of states on every screen."""
        scanner = station.ScannerState.READY
        printer = PrinterState.PDF
        if self._furniture is not None:
            printer = self._furniture.printer.state
            if self._furniture.scanners.hub.locked:
                scanner = station.ScannerState.LOCKED
        shown = station.Station(
            connection=_LINES[self._connection.reach],
            scanner=scanner,
            printer=_PRINTERS[printer],
        )
        self.sign_in_view.show_station(shown)
        if self._furniture is not None:
            self._furniture.pages.frame.show_station(shown)

    def _every_second(self) -> None:
        from pos_terminal.look.sentences import manner

        now_ms = self.core.clock.now_ms()
        self.sign_in.tick()
        self.sign_in_view.set_time(now_ms)
        if self._furniture is not None:
            self._furniture.pages.frame.set_clock(f"{manner().local(now_ms):%H:%M}")
            self._furniture.pages.show_scanners()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITIES:
            self.sign_in.on_activity()
        return False

    def _draw_demo_cards(self) -> None:
        from pos_terminal.bootstrap.places import DEMO_FILE
        from pos_terminal.demo_material import DemoMissingError, write_demo_pictures

        places = self._program.places
        try:
            write_demo_pictures(
                places.server / DEMO_FILE, places.demo_cards, stop=self._closing.is_set
            )
        except (DemoMissingError, OSError) as error:
            # The demo sells cards without its pictures too; they can be typed.
            sys.stderr.write(f"The demo's card pictures could not be written: {error}\n")


class _LateSounds:
    """The sign-in is there before the loudspeaker."""

    def __init__(self, room: StationRoom) -> None:
        self._room = room

    def play(self, sound: Sound) -> None:
        self._room.play(sound)

    def acknowledge(self) -> None:
        self._room.hush()


def open_file(path: Path) -> None:
    """Show a file with the system's own program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
