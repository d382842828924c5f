"""A state of the till in the quiet line: icon and word, coloured only where it wants attention."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Row
from pos_terminal.look.icons import Icon
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.look.station import Connection, PrinterState, ScannerState
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.words import Message

CONTEXT: Final = "station"
SENTENCES: Final[dict[str, str]] = {
    "line_online": QT_TRANSLATE_NOOP("station", "Online"),
    "line_connecting": QT_TRANSLATE_NOOP("station", "Connecting"),
    "line_offline": QT_TRANSLATE_NOOP("station", "No connection"),
    "line_read_only": QT_TRANSLATE_NOOP("station", "Server takes no sales"),
    "scanner_ready": QT_TRANSLATE_NOOP("station", "Ready to scan"),
    "scanner_locked": QT_TRANSLATE_NOOP("station", "Scanning locked"),
    "scanner_absent": QT_TRANSLATE_NOOP("station", "No scanner"),
    "printer_ready": QT_TRANSLATE_NOOP("station", "Receipt printer ready"),
    "printer_pdf": QT_TRANSLATE_NOOP("station", "Receipts as PDF"),
    "printer_failed": QT_TRANSLATE_NOOP("station", "Receipt printer does not answer"),
}


class Wording(NamedTuple):
    """How one state is shown."""

    message: str
    icon: str
    icon_token: Token
    word_token: Token = Token.INK_2


CONNECTIONS: Final = {
    Connection.ONLINE: Wording("line_online", "wifi-high-bold", Token.ACTIVATED_TEXT),
    Connection.CONNECTING: Wording("line_connecting", "wifi-medium-bold", Token.INK_3),
    Connection.OFFLINE: Wording(
        "line_offline", "wifi-slash-bold", Token.NOT_KNOWN_TEXT, Token.NOT_KNOWN_TEXT
    ),
    Connection.READ_ONLY: Wording(
        "line_read_only", "database-bold", Token.REFUSED_TEXT, Token.REFUSED_TEXT
    ),
}
SCANNERS: Final = {
    ScannerState.READY: Wording("scanner_ready", "barcode-bold", Token.ACTIVATED_TEXT),
    ScannerState.LOCKED: Wording(
        "scanner_locked", "lock-simple-fill", Token.REFUSED_TEXT, Token.REFUSED_TEXT
    ),
    ScannerState.ABSENT: Wording("scanner_absent", "barcode-bold", Token.INK_3),
}
PRINTERS: Final = {
    PrinterState.READY: Wording("printer_ready", "printer-bold", Token.ACTIVATED_TEXT),
    PrinterState.PDF: Wording("printer_pdf", "file-text-bold", Token.INK_3),
    PrinterState.FAILED: Wording(
        "printer_failed", "printer-bold", Token.REFUSED_TEXT, Token.REFUSED_TEXT
    ),
}


class StateWord(QWidget):
    """Icon and word."""

    def __init__(self, theme: Theme, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        row = Row(theme, spacing=8, parent=self)
        self._icon = Icon(theme, wording.icon, 18, wording.icon_token)
        self._word = Label(theme, Kind.STATE)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._word)
        self.show_wording(wording)

    def show_wording(self, wording: Wording) -> None:
        self._wording = wording
        self._icon.set_icon(wording.icon, wording.icon_token)
        self._word.set_token(wording.word_token)
        word = say(CONTEXT, SENTENCES, Message(wording.message))
        self._word.setText(word)
        self.setAccessibleName(word)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.show_wording(self._wording)
        super().changeEvent(event)
