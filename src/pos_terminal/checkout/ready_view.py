"""Ready: scan a card, by hand scanner, camera, picture, or by typing its number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.checkout.card_view import CameraPlace
from pos_terminal.checkout.model import CheckoutState, LastSale
from pos_terminal.checkout.parts_view import READY_RIGHT_WIDTH
from pos_terminal.checkout.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import FlushLink, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import Icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_BUTTON, RADIUS_TILE, Theme, Token


class ScannerKind(StrEnum):
    """What a card can be scanned with."""

    WEDGE = "wedge"
    SERIAL = "serial"
    CAMERA = "camera"


class ScannerCondition(StrEnum):
    """How it is."""

    READY = "ready"
    NO_SCAN = "no_scan"  # it types like a keyboard: nobody can know that it is there
    HAS_SCANNED = "has_scanned"
    SEES_BARCODE = "sees_barcode"
    STARTING = "starting"
    ABSENT = "absent"
    OFF = "off"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerLine:
    """One scanner in the list; ``where`` is its port or its device's name, where that is known."""

    kind: ScannerKind
    condition: ScannerCondition
    where: str = ""


_ICONS: Final = {
    ScannerKind.WEDGE: "barcode",
    ScannerKind.SERIAL: "broadcast",
    ScannerKind.CAMERA: "video-camera",
}
_MOODS: Final = {
    ScannerCondition.READY: (Mood.ACTIVATED, "check-circle-fill"),
    ScannerCondition.NO_SCAN: (Mood.QUIET, "minus-circle-bold"),
    ScannerCondition.HAS_SCANNED: (Mood.ACTIVATED, "check-circle-fill"),
    ScannerCondition.STARTING: (Mood.QUIET, "dots-three-circle-bold"),
    ScannerCondition.ABSENT: (Mood.QUIET, "minus-circle-bold"),
    ScannerCondition.SEES_BARCODE: (Mood.ACTIVATED, "check-circle-fill"),
    ScannerCondition.OFF: (Mood.QUIET, "minus-circle-bold"),
    ScannerCondition.TROUBLE: (Mood.NOT_KNOWN, "warning-bold"),
}


class ReadyPage(QWidget):
    """`picture_asked` asks for the file dialog; the view that owns this page opens it."""

    typing_asked = Signal()
    bring_back = Signal()
    picture_asked = Signal()
    sale_asked = Signal(str)

    def __init__(self, theme: Theme, *, with_camera: bool) -> None:
        super().__init__()
        row = Row(theme, spacing=32, margins=(32, 32, 32, 32), parent=self)
        left = Column(theme)
        head = Row(theme, spacing=16)
        self._sentence = Label(theme, Kind.NEXT, wrap=True)
        head.addWidget(self._sentence, 1)
        self._picture = SecondaryButton(theme, icon="image")
        self._picture.clicked.connect(self.picture_asked)
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        left.addLayout(head)
        left.gap(6)
        self._note = Label(theme, Kind.LEAD, wrap=True)
        left.addWidget(self._note)
        left.gap(20)
        self._with_camera = with_camera
        self.camera_place = CameraPlace(theme, tile=False)
        self._drop = DropCard(theme)
        self._drop.chosen.connect(self.picture_asked)
        # Never setVisible(True) before a widget has its place: it would be a window of its own.
        for absent in (self._drop,) if with_camera else (self.camera_place, self._picture):
            absent.hide()
        left.addWidget(self.camera_place, 1)
        left.addWidget(self._drop, 1)
        row.addLayout(left, 1)
        self._right = _ReadyPanel(theme)
        self._right.typing_asked.connect(self.typing_asked)
        self._right.bring_back.connect(self.bring_back)
        self._right.sale_asked.connect(self.sale_asked)
        row.addWidget(self._right)

    def use_camera(self, on: bool) -> None:
        """Without a camera, the place for a picture stands where the live one would."""
        self._with_camera = on
        show_if(self.camera_place, on)
        show_if(self._picture, on)
        show_if(self._drop, not on)

    def show_ready(self, state: CheckoutState) -> None:
        relabel(self._sentence, tell_message(state.sentence))
        note = tell_message(state.note) if self._with_camera else tell("view.note_no_camera")
        relabel(self._note, note, hide_empty=True)
        reword(self._picture, tell("view.choose_picture"))
        self._drop.speak()
        self._right.show_ready(state)

    def show_scanners(self, lines: tuple[ScannerLine, ...]) -> None:
        self._right.show_scanners(lines)


class _ReadyPanel(CardSurface):
    typing_asked = Signal()
    bring_back = Signal()
    sale_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._lines: list[_DeviceRow] = []
        keep_size(theme, self, width=READY_RIGHT_WIDTH)
        column = Column(theme, margins=(24, 22, 24, 24), parent=self)
        head = Row(theme)
        self._title = Label(theme, Kind.CARD_TITLE)
        self._count = Label(theme, Kind.QUIET)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._count)
        column.addLayout(head)
        column.addStretch(2)
        self._nothing = EmptyBasket(theme)
        column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignHCenter)
        column.gap(14)
        self._empty = Label(
            theme,
            Kind.BODY,
            token=Token.INK_3,
            wrap=True,
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        empty = Row(theme, margins=(40, 0, 40, 0))
        empty.addWidget(self._empty)
        column.addLayout(empty)
        self._back = SecondaryButton(theme, icon="arrow-u-up-left", key="F6")
        self._back.clicked.connect(self.bring_back)
        back = Row(theme, margins=(0, 16, 0, 0))
        back.addWidget(self._back, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(back)
        column.addStretch(2)
        column.gap(12)
        column.addWidget(Hairline(theme))
        column.gap(8)
        self._scanners = Column(theme, spacing=2)
        column.addLayout(self._scanners)
        column.gap(8)
        self._last_line = Hairline(theme)
        column.addWidget(self._last_line)
        column.gap(4)
        self._last = _LastSaleRow(theme)
        self._last.opened.connect(self.sale_asked)
        column.addWidget(self._last)
        column.addStretch(3)
        column.gap(8)
        self._type = SecondaryButton(theme, icon="keyboard", key="F3")
        self._type.clicked.connect(self.typing_asked)
        column.addWidget(self._type)

    def show_ready(self, state: CheckoutState) -> None:
        relabel(self._title, tell("view.basket"))
        relabel(self._count, tell("view.cards", count=0))
        relabel(self._empty, tell("view.basket_empty"))
        # A small window has no room for both.
        show_if(self._nothing, not state.bring_back)
        show_if(self._back, state.bring_back > 0)
        reword(self._back, tell("view.bring_back", count=state.bring_back))
        reword(self._type, tell("view.type_number"), why_off=why_off(state.buttons.type_number))
        show_if(self._last_line, state.last_sale is not None)
        show_if(self._last, state.last_sale is not None)
        if state.last_sale is not None:
            self._last.show_sale(state.last_sale)

    def show_scanners(self, lines: tuple[ScannerLine, ...]) -> None:
        while len(self._lines) < len(lines):
            row = _DeviceRow(self._theme)
            self._lines.append(row)
            self._scanners.addWidget(row)
        for index, row in enumerate(self._lines):
            show_if(row, index < len(lines))
            if index < len(lines):
                row.show_line(lines[index])


class _Tile(QWidget):
    """An icon in a small sunken square."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self._theme = theme
        keep_size(theme, self, width=40, height=40)
        column = Column(theme, parent=self)
        self.icon = Icon(theme, icon, 22, Token.INK_2)
        column.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignCenter)
        theme.changed.connect(self.update)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        radius = self._theme.px(RADIUS_TILE)
        rounded(painter, QRectF(self.rect()), radius, self._theme.color(Token.SUNKEN))
        painter.end()


class _DeviceRow(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = Row(theme, spacing=14, margins=(0, 9, 0, 9), parent=self)
        self._tile = _Tile(theme, "barcode")
        row.addWidget(self._tile)
        words = Column(theme)
        self._name = Label(theme, Kind.STRONG, wrap=True)
        self._note = Label(theme, Kind.NOTE, token=Token.INK_3, wrap=True)
        words.addWidget(self._name)
        words.addWidget(self._note)
        row.addLayout(words, 1)
        self._state = Pill(theme, Mood.QUIET, bare=True)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_line(self, line: ScannerLine) -> None:
        self._tile.icon.set_icon(_ICONS[line.kind])
        name = tell(f"view.scanner.{line.kind.value}")
        relabel(self._name, name)
        relabel(self._note, line.where or tell(f"view.scanner_note.{line.kind.value}"))
        mood, icon = _MOODS[line.condition]
        word = tell(f"view.condition.{line.condition.value}")
        if word != self._state.text():
            self._state.show_state(mood, word, icon=icon)
        self.setAccessibleName(f"{name}: {word}")


class _LastSaleRow(QWidget):
    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._sale_id = ""
        row = Row(theme, spacing=14, margins=(0, 8, 0, 8), parent=self)
        row.addWidget(_Tile(theme, "receipt"))
        words = Column(theme)
        self._fact = Label(theme, Kind.STRONG, wrap=True)
        self._note = Label(theme, Kind.NOTE, token=Token.INK_3, wrap=True)
        words.addWidget(self._fact)
        words.addWidget(self._note)
        row.addLayout(words, 1)
        self._open = FlushLink(theme)
        self._open.clicked.connect(lambda: self.opened.emit(self._sale_id))
        row.addWidget(self._open)

    def show_sale(self, sale: LastSale) -> None:
        self._sale_id = sale.sale_id
        relabel(self._fact, tell("view.last_sale", sold_at=sale.at_ms))
        state = tell_message(sale.state_word)
        note = tell("view.last_sale_note", total_minor=sale.total_minor, state=state)
        relabel(self._note, note)
        reword(self._open, tell("view.open_sale"))


class EmptyBasket(QWidget):
    """Two outlined cards with a plus: here the cards will be."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(150), self._theme.px(104))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(px(16), px(6), px(130), px(82))
        painter.save()
        painter.translate(card.center())
        painter.rotate(-8)
        back = QRectF(-card.width() / 2 - px(6), -card.height() / 2 + px(5), *card.size().toTuple())
        edge = theme.color(Token.LINE)
        rounded(painter, back, px(9), theme.color(Token.CANVAS), edge=edge, edge_width=px(1))
        painter.restore()
        edge = theme.color(Token.BORDER)
        ground = theme.color(Token.SURFACE)
        rounded(painter, card, px(9), ground, edge=edge, edge_width=px(1), dashed=True)
        painter.setPen(QPen(theme.color(Token.INK_2), px(2), c=Qt.PenCapStyle.RoundCap))
        middle, arm = card.center(), px(8)
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))
        painter.end()


class DropCard(CardSurface):
    """Stands in the camera's place where there is none: a picture will do."""

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, edge=Token.BORDER, dashed=True, radius=RADIUS_BUTTON + 8)
        column = Column(theme, spacing=10, margins=(32, 32, 32, 32), parent=self)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch()
        column.addWidget(Icon(theme, "image", 64, Token.INK_3), 0, centre)
        self._words = Label(theme, Kind.TITLE, wrap=True, align=centre)
        self._note = Label(theme, Kind.BODY, wrap=True, align=centre)
        column.addWidget(self._words)
        column.addWidget(self._note)
        column.gap(8)
        self._choose = SecondaryButton(theme, icon="folder-open")
        self._choose.clicked.connect(self.chosen)
        column.addWidget(self._choose, 0, centre)
        column.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def speak(self) -> None:
        relabel(self._words, tell("view.drop_picture"))
        relabel(self._note, tell("view.drop_picture_note"))
        reword(self._choose, tell("view.choose_picture"))
