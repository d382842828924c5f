"""The camera's section: which one, and its live picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.icons import draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_KEY, Theme, Token, Weight
from pos_terminal.settings import CAMERA_AUTOMATIC, CAMERA_OFF
from pos_terminal.settings_page.model import CameraPart, SettingsIntents
from pos_terminal.settings_page.parts_view import ResultLine, SectionPage
from pos_terminal.settings_page.sentences_view import tell


class _NoPicture(QWidget):
    """Stands where the picture would be."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        box = QRectF(self.rect())
        rounded(painter, box, px(RADIUS_KEY), theme.color(Token.SUNKEN))
        middle = box.center()
        square = QRectF(middle.x() - px(26), middle.y() - px(44), px(52), px(52))
        draw_icon(painter, "video-camera-slash", square, theme.color(Token.INK_3))
        painter.setFont(theme.font(16, Weight.MEDIUM))
        painter.setPen(theme.color(Token.INK_2))
        below = box.adjusted(0, box.height() / 2 + px(18), 0, 0)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(below, flags, tell("camera.no_picture"))
        painter.end()


class CameraSection(SectionPage):
    """``preview`` is the live picture; it starts and ends with being shown."""

    def __init__(self, theme: Theme, intents: SettingsIntents, preview: QWidget | None) -> None:
        super().__init__(theme)
        self._result = ResultLine(theme)
        self.content.addWidget(self._result)
        self._preview = preview or _NoPicture(theme)
        self._preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.content.addWidget(self._preview, 1)
        row = Row(theme, spacing=28)
        self._choice = ChoiceField(theme)
        self._choice.chosen.connect(intents.choose_camera)
        words = Column(theme, spacing=4)
        self._hint = Label(theme, Kind.BODY, wrap=True)
        self._private = Label(theme, Kind.NOTE, wrap=True)
        words.addStretch(1)
        words.addWidget(self._hint)
        words.addWidget(self._private)
        row.addWidget(self._choice, 2)
        row.addLayout(words, 3)
        self.content.addLayout(row)

    def show_part(self, part: CameraPart) -> None:
        self.show_lead(tell("lead.camera"))
        options = [
            (CAMERA_AUTOMATIC, tell("camera.automatic")),
            *((camera.value, camera.name) for camera in part.cameras),
            (CAMERA_OFF, tell("camera.off")),
        ]
        if part.camera not in dict(options):
            options.append((part.camera, tell("camera.missing")))
        self._choice.set_label(tell("camera.choice"))
        self._choice.set_options(options)
        self._choice.set_value(part.camera)
        self._hint.setText(tell("camera.hint"))
        self._private.setText(tell("camera.private"))
        self._result.show_result(part.result)
