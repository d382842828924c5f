"""The sign-in screen and the idle lock: who is working, and their PIN.

Scanner and keyboard alone run it: digits, Backspace, Enter and Escape go to the PIN wherever the
focus is, arrows choose a neighbour. The focus lies on the
screen itself, where Enter presses nothing.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from card_contract.server_exit import ServerExit
from pos_terminal.look.avatar import Avatar
from pos_terminal.look.banner import StatusBanner
from pos_terminal.look.boxes import Column, Gap, Hairline, Row
from pos_terminal.look.card_surface import CardSurface, Ground
from pos_terminal.look.icons import BADGE, OCTAGON_CROSS, Icon
from pos_terminal.look.mark import Mark
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.pin_pad import PinDots, PinPad
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, manner, say
from pos_terminal.look.state_word import CONNECTIONS, PRINTERS, SCANNERS, StateWord
from pos_terminal.look.state_word import CONTEXT as STATION
from pos_terminal.look.state_word import SENTENCES as STATION_SENTENCES
from pos_terminal.look.station import Connection, ScannerState, Station
from pos_terminal.look.switches import Switches
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.sign_in.model import SignInIntents, SignInMode, SignInState
from pos_terminal.sign_in.tiles_view import StaffTiles, short_names
from pos_terminal.words import Message

CONTEXT: Final = "sign_in"
SENTENCES: Final[dict[str, str]] = {
    "who_is_working": QT_TRANSLATE_NOOP("sign_in", "Who is working?"),
    "choose_or_scan": QT_TRANSLATE_NOOP("sign_in", "Choose your name, or scan your badge."),
    "sign_in_to_tell": QT_TRANSLATE_NOOP(
        "sign_in",
        "The server was restored and waits for this till's sales: somebody who sells has to sign in"
        " here.",
    ),
    "locked": QT_TRANSLATE_NOOP("sign_in", "This till is locked"),
    "badge": QT_TRANSLATE_NOOP("sign_in", "Scan your badge"),
    "badge_note": QT_TRANSLATE_NOOP("sign_in", "Works at any time, with every scanner"),
    "badge_read": QT_TRANSLATE_NOOP("sign_in", "Badge read"),
    "choose_first": QT_TRANSLATE_NOOP("sign_in", "Choose your name first"),
    "enter_pin": QT_TRANSLATE_NOOP("sign_in", "{name}, enter your PIN"),
    "enter_pin_badge": QT_TRANSLATE_NOOP("sign_in", "Badge read, enter your PIN"),
    "at_least": QT_TRANSLATE_NOOP("sign_in", "At least 6 digits"),
    "checking": QT_TRANSLATE_NOOP("sign_in", "Checking the PIN"),
    "forgotten": QT_TRANSLATE_NOOP("sign_in", "Forgotten PIN? A manager can set a new one."),
    "basket_kept": QT_TRANSLATE_NOOP(
        "sign_in", "One card stays in the basket|{count} cards stay in the basket"
    ),
    "wrong_pin": QT_TRANSLATE_NOOP("sign_in", "This is not the right PIN"),
    "wrong_badge_or_pin": QT_TRANSLATE_NOOP("sign_in", "Badge and PIN do not fit together"),
    "pin_locked": QT_TRANSLATE_NOOP(
        "sign_in", "Too many wrong PINs. A manager has to unlock this name."
    ),
    "suspended": QT_TRANSLATE_NOOP(
        "sign_in", "A manager has locked this name. A manager has to unlock it."
    ),
    "not_allowed": QT_TRANSLATE_NOOP("sign_in", "This person does not work at tills"),
    "till_revoked": QT_TRANSLATE_NOOP(
        "sign_in", "This till has been shut out. A manager settles its sales at another till."
    ),
    "till_unknown": QT_TRANSLATE_NOOP(
        "sign_in",
        "The server does not know this till. The administrator readmits it by this support code:"
        " {code}",
    ),
    "read_only": QT_TRANSLATE_NOOP(
        "sign_in", "The server takes no changes. Call the administrator."
    ),
    "not_now": QT_TRANSLATE_NOOP("sign_in", "The server cannot check the PIN now. Try again."),
    "no_line": QT_TRANSLATE_NOOP(
        "sign_in", "No answer from the server. Enter your PIN again when it is back."
    ),
    "not_a_badge": QT_TRANSLATE_NOOP("sign_in", "This is no staff badge"),
    "no_badge_on_picture": QT_TRANSLATE_NOOP("sign_in", "No badge can be read on this picture"),
    "offline": QT_TRANSLATE_NOOP("sign_in", "No connection to the server"),
    "offline_note": QT_TRANSLATE_NOOP(
        "sign_in", "Nobody can sign in until it is back. The till keeps trying by itself."
    ),
    "read_only_fact": QT_TRANSLATE_NOOP("sign_in", "The server takes no changes"),
    "read_only_note": QT_TRANSLATE_NOOP(
        "sign_in", "Nobody can sign in. Its disk is full or damaged: call the administrator."
    ),
    "server_trouble": QT_TRANSLATE_NOOP("sign_in", "This till's own server does not start"),
    "server_trouble_note": QT_TRANSLATE_NOOP(
        "sign_in",
        "It is tried again by itself. Restart the computer; if that does not help, call the"
        " administrator and read this out: {said}",
    ),
    "server_damaged": QT_TRANSLATE_NOOP("sign_in", "The shop's data on this computer is damaged"),
    "server_damaged_note": QT_TRANSLATE_NOOP(
        "sign_in",
        "Nothing can be sold here until the last backup is put back. Switch nothing off; call the"
        " administrator.",
    ),
    "server_keys": QT_TRANSLATE_NOOP("sign_in", "The shop's keys cannot be read on this computer"),
    "server_keys_note": QT_TRANSLATE_NOOP(
        "sign_in",
        "Nothing can be sold here until the key file is put back, or written again from the"
        " recovery sheet. Call the administrator.",
    ),
}
_TROUBLES: Final[dict[int | None, str]] = {
    ServerExit.DATABASE_DAMAGED: "server_damaged",
    ServerExit.KEYS_UNREADABLE: "server_keys",
}
_PAD_WIDTH: Final = 480
_PAD_NARROW: Final = 432
_NARROW: Final = 1200
_MARGINS: Final = (56, 40, 56, 20)
_NARROW_MARGINS: Final = (32, 32, 32, 16)
# Steps across and down.
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _say(message: Message) -> str:
    return say(CONTEXT, SENTENCES, message)


def _own(message_id: str, **values: str | int) -> str:
    return _say(Message(message_id, values))


class SignInView(Ground):
    """`language_asked` and `appearance_asked` name what to switch to; the owner does it."""

    language_asked = Signal(str)
    appearance_asked = Signal(str)

    def __init__(self, theme: Theme, intents: SignInIntents) -> None:
        super().__init__(theme, Token.CANVAS)
        self._theme = theme
        self._intents = intents
        self._station = Station()
        self._server_said: str | None = None
        self._server_exit: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focus_ring", False)
        row = Row(theme, parent=self)
        row.addWidget(self._make_left(), 1)
        row.addWidget(self._make_right())
        self.show_station(self._station)
        intents.watch(self.show_state)

    # --- Building ----------------------------------------------------------------------------

    def _make_left(self) -> QWidget:
        theme = self._theme
        left = QWidget()
        column = Column(theme, margins=_MARGINS, parent=left)
        self._left = column
        column.addLayout(self._make_head())
        column.addStretch(3)
        self._banner = StatusBanner(theme, icon="wifi-slash-bold")
        self._banner.hide()
        column.addWidget(self._banner)
        self._banner_gap = Gap(theme, 24)
        column.addWidget(self._banner_gap)
        self._title = Label(theme, Kind.NEXT, wrap=True)
        self._lead = Label(theme, Kind.LEAD, wrap=True)
        self._kept = Pill(theme, Mood.ACCENT)
        head = Row(theme, spacing=16)
        head.addWidget(self._title, 1)
        head.addWidget(self._kept)
        column.addLayout(head)
        column.gap(4)
        column.addWidget(self._lead)
        column.gap(30)
        self._tiles = StaffTiles(theme, self._intents.choose, after=self)
        column.addWidget(self._tiles)
        column.gap(22)
        column.addWidget(self._make_strip())
        column.addStretch(2)
        column.addLayout(self._make_foot())
        return left

    def _make_head(self) -> Row:
        theme = self._theme
        row = Row(theme, spacing=16)
        row.addWidget(Mark(theme, 44), 0, Qt.AlignmentFlag.AlignTop)
        shop = Column(theme)
        self._store = Label(theme, Kind.HEAD)
        self._till = Label(theme, Kind.QUIET)
        shop.addWidget(self._store)
        shop.addWidget(self._till)
        row.addLayout(shop)
        row.addStretch(1)
        when = Column(theme)
        right = Qt.AlignmentFlag.AlignRight
        self._clock = Label(theme, Kind.BIG_CLOCK, align=right)
        self._day = Label(theme, Kind.QUIET, align=right)
        when.addWidget(self._clock)
        when.addWidget(self._day)
        row.addLayout(when)
        return row

    def _make_strip(self) -> CardSurface:
        """Where the eye finds that a badge will do, and after it was read, that it has done."""
        theme = self._theme
        strip = CardSurface(theme, ground=Token.CANVAS, edge=Token.BORDER, dashed=True)
        row = Row(theme, spacing=20, margins=(28, 14, 20, 14), parent=strip)
        row.addWidget(Icon(theme, BADGE, 28, Token.INK_2))
        words = Column(theme)
        self._badge = Label(theme, Kind.STRONG)
        self._badge_note = Label(theme, Kind.NOTE, token=Token.INK_3, wrap=True)
        words.addWidget(self._badge)
        words.addWidget(self._badge_note)
        row.addLayout(words, 1)
        self._scanner = Pill(theme, Mood.ACTIVATED, icon="barcode-bold")
        row.addWidget(self._scanner)
        return strip

    def _make_foot(self) -> Row:
        theme = self._theme
        row = Row(theme)
        self._line = StateWord(theme, CONNECTIONS[self._station.connection])
        self._printer = StateWord(theme, PRINTERS[self._station.printer])
        row.addWidget(self._line)
        row.gap(24)
        row.addWidget(self._printer)
        row.addStretch(1)
        switches = Switches(theme)
        switches.language_asked.connect(self.language_asked)
        switches.appearance_asked.connect(self.appearance_asked)
        row.addWidget(switches)
        return row

    def _make_right(self) -> QWidget:
        theme = self._theme
        side = Ground(theme, Token.SURFACE)
        side.setFixedWidth(theme.px(_PAD_WIDTH))
        self._side = side
        row = Row(theme, parent=side)
        row.addWidget(Hairline(theme, vertical=True))
        column = Column(theme, margins=(16, 24, 16, 24))
        row.addLayout(column, 1)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._avatar = Avatar(theme, 68)
        self._nobody = Icon(theme, "user-circle", 68, Token.BORDER)
        self._sentence = Label(theme, Kind.TITLE, wrap=True, align=middle)
        self._dots = PinDots(theme)
        self._pad = PinPad(theme)
        self._fault = Label(theme, Kind.STATE, wrap=True)
        self._fault_icon = Icon(theme, OCTAGON_CROSS, 20, Token.REFUSED_TEXT)
        self._forgotten = Label(theme, Kind.NOTE, wrap=True, align=middle)
        column.addStretch(1)
        column.addWidget(self._avatar, 0, middle)
        column.addWidget(self._nobody, 0, middle)
        column.gap(16)
        column.addWidget(self._sentence)
        column.gap(16)
        column.addWidget(self._dots, 0, middle)
        column.gap(30)
        column.addWidget(self._pad, 0, middle)
        column.gap(22)
        faults = Row(theme, spacing=8)
        faults.addStretch(1)
        faults.addWidget(self._fault_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        faults.addWidget(self._fault)
        faults.addStretch(1)
        column.addLayout(faults)
        column.gap(6)
        column.addWidget(self._forgotten)
        column.addStretch(1)
        self._pad.digit.connect(self._intents.press_digit)
        self._pad.erased.connect(self._intents.erase_digit)
        self._pad.entered.connect(self._intents.enter)
        return side

    # --- Showing -----------------------------------------------------------------------------

    def show_state(self, state: SignInState) -> None:
        self._title.setText(_say(state.sentence))
        self._lead.setText(_say(state.note))
        self._store.setText(state.store_name)
        self._store.setVisible(bool(state.store_name))
        self._till.setText(state.till_name)
        self._tiles.show_people(state.tiles)
        self._show_strip(state)
        self._show_person(state)
        self._dots.show_count(state.digits)
        ready = (state.chosen_name is not None or state.badge_read) and not state.checking
        why_not = _say(state.enter.why_off) if state.enter.why_off else ""
        self._pad.allow(digits=ready, enter=state.enter.enabled, why_not=why_not)
        self._show_fault(state)
        self._forgotten.setText(_own("forgotten"))

    def _show_strip(self, state: SignInState) -> None:
        self._badge.setText(_own("badge_read" if state.badge_read else "badge"))
        self._badge_note.setText(_own("badge_note"))
        kept = state.mode is SignInMode.LOCKED and state.basket_cards > 0
        self._kept.setVisible(kept)
        if kept:
            self._kept.show_state(
                Mood.ACCENT, _own("basket_kept", count=state.basket_cards), icon="shopping-bag-bold"
            )

    def _show_person(self, state: SignInState) -> None:
        chosen = next((tile for tile in state.tiles if tile.chosen), None)
        self._avatar.setVisible(chosen is not None)
        self._nobody.setVisible(chosen is None)
        if chosen is not None:
            self._avatar.show_person(chosen.operator_id, chosen.name)
            name = short_names(state.tiles)[chosen.operator_id]
            self._sentence.setText(_own("enter_pin", name=name))
        elif state.badge_read:
            self._sentence.setText(_own("enter_pin_badge"))
        else:
            self._sentence.setText(_own("choose_first"))

    def _show_fault(self, state: SignInState) -> None:
        """Under the pad: what is wrong, what the till is doing, or what the arrow waits for."""
        if state.fault is not None:
            text, token = _say(state.fault), Token.REFUSED_TEXT
        elif state.checking:
            text, token = _own("checking"), Token.INK_2
        else:
            text, token = "" if state.enter.enabled else _own("at_least"), Token.INK_3
        changed = text != self._fault.text()
        self._fault.setText(text)
        self._fault.set_token(token)
        self._fault_icon.setVisible(state.fault is not None)
        if changed and state.fault is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(self._fault, QAccessible.Event.Alert))

    def show_station(self, station: Station) -> None:
        self._station = station
        self._line.show_wording(CONNECTIONS[station.connection])
        self._printer.show_wording(PRINTERS[station.printer])
        ready = station.scanner is ScannerState.READY
        self._scanner.show_state(
            Mood.ACTIVATED if ready else Mood.QUIET,
            say(STATION, STATION_SENTENCES, Message(SCANNERS[station.scanner].message)),
            icon="barcode-bold",
        )
        self._show_banner()

    def show_server_trouble(self, said: str | None, exit_code: int | None = None) -> None:
        """The till's own server does not start; ``said`` is the last that was heard of it."""
        self._server_said = said
        self._server_exit = exit_code
        self._show_banner()

    def _show_banner(self) -> None:
        said = self._server_said
        offline = self._station.connection is Connection.OFFLINE
        read_only = self._station.connection is Connection.READ_ONLY
        shown = offline or read_only or said is not None
        self._banner.setVisible(shown)
        self._banner_gap.setVisible(shown)
        self._tiles.keep_room(1 if shown else 2)
        if said is not None:
            word = _TROUBLES.get(self._server_exit, "server_trouble")
            note = _own(f"{word}_note", said=said or "-")
            self._banner.show_fact(Mood.REFUSED, _own(word), note, icon="hard-drives-bold")
        elif read_only:
            self._banner.show_fact(
                Mood.REFUSED, _own("read_only_fact"), _own("read_only_note"), icon="database-bold"
            )
        elif offline:
            self._banner.show_fact(
                Mood.NOT_KNOWN, _own("offline"), _own("offline_note"), icon="wifi-slash-bold"
            )

    def set_time(self, at_ms: int) -> None:
        local = manner().local(at_ms)
        self._clock.setText(f"{local:%H:%M}")
        self._day.setText(manner().weekday(local.date()))

    def resizeEvent(self, event: object) -> None:
        """A small old screen (1024 px) has less of everything, but the same keys to touch."""
        narrow = self.width() < self._theme.px(_NARROW)
        self._left.set_margins(_NARROW_MARGINS if narrow else _MARGINS)
        self._tiles.set_columns(2 if narrow else 3)
        self._side.setFixedWidth(self._theme.px(_PAD_NARROW if narrow else _PAD_WIDTH))
        self._printer.setVisible(not narrow)

    # --- Keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pad.take_key(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self._intents.clear()
        elif event.key() in _ARROWS:
            across, down = _ARROWS[Qt.Key(event.key())]
            neighbour = self._tiles.neighbour(across + down * self._tiles.columns)
            if neighbour is not None:
                self._intents.choose(neighbour)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.show_state(self._intents.state)
            self.show_station(self._station)
        super().changeEvent(event)
