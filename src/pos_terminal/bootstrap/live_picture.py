"""The camera's live picture in the till's colours and words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from pos_terminal.look.icons import draw_icon
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.look.theme import RADIUS_CARD, Theme, Token
from pos_terminal.scanning.camera_panel import CameraPanel, PanelColours, PanelWords
from pos_terminal.scanning.camera_source import CameraState
from pos_terminal.words import Message

CONTEXT: Final = "camera"
_ICON_PX: Final = 22
_WORD_PX: Final = 16
SENTENCES: Final[dict[str, str]] = {
    "live": QT_TRANSLATE_NOOP("camera", "Camera live"),
    "seen": QT_TRANSLATE_NOOP("camera", "Barcode seen, reading"),
    "off": QT_TRANSLATE_NOOP("camera", "The camera is off"),
    "starting": QT_TRANSLATE_NOOP("camera", "The camera is starting"),
    "no_camera": QT_TRANSLATE_NOOP("camera", "There is no camera. Use the hand scanner."),
    "lost": QT_TRANSLATE_NOOP("camera", "The camera is gone. It is tried again every 3 seconds."),
}


class LivePicture(CameraPanel):
    """A camera panel that follows the theme, the language and the camera's state."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._camera_state = CameraState.OFF
        theme.changed.connect(self._restyle)
        self._restyle()
        self._reword()

    def show_camera(self, state: CameraState) -> None:
        """Say how the camera is where there is no picture."""
        self._camera_state = state
        self._reword()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)

    def _restyle(self) -> None:
        def colour(token: Token) -> str:
            return self._theme.color(token).name()

        self.set_colours(
            PanelColours(
                well=colour(Token.SUNKEN),
                on_well=colour(Token.INK_2),
                mark=colour(Token.ACCENT),
            )
        )
        self.set_seen_icon(self._seen())
        self.setFont(self._theme.font(_WORD_PX))
        self.set_scale(self._theme.scale, radius=RADIUS_CARD)

    def _seen(self) -> QIcon:
        side = self._theme.px(_ICON_PX)
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw_icon(painter, "barcode", QRectF(0, 0, side, side), self._theme.color(Token.ACCENT))
        painter.end()
        return QIcon(picture)

    def _reword(self) -> None:
        state = self._camera_state
        self.set_words(
            PanelWords(
                live=_word("live"),
                seen=_word("seen"),
                without_picture=_word("starting" if state is CameraState.LIVE else state.value),
            )
        )


def _word(message_id: str) -> str:
    return say(CONTEXT, SENTENCES, Message(message_id))
