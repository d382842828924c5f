"""A field to choose from a list: the label above, the choice in the box, the list on a press.

With an icon the label stands in the box, over the choice, which saves room where there are many.
Typing while the list is open goes to the first choice that begins so, which suits long lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pos_terminal.look.boxes import Column
from pos_terminal.look.icons import draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.scroll import ThinBar
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_BUTTON, Theme, Token, Weight

_ROW: Final = 48
_ROWS_SHOWN: Final = 7
_Index = QModelIndex | QPersistentModelIndex


class _Options(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.options: tuple[tuple[str, str], ...] = ()

    def replace(self, options: tuple[tuple[str, str], ...]) -> None:
        self.beginResetModel()
        self.options = options
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return len(self.options)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.options[index.row()][1]
        return None


class _Row(QStyledItemDelegate):
    def __init__(self, theme: Theme, list_view: QListView) -> None:
        super().__init__(list_view)
        self._theme = theme
        self.chosen = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, px = self._theme, self._theme.px
        box = QRectF(option.rect).adjusted(px(6), px(2), -px(6), -px(2))
        chosen = index.row() == self.chosen
        list_view = self.parent()
        current = isinstance(list_view, QListView) and list_view.currentIndex() == index
        painter.save()
        if current:
            rounded(painter, box, px(8), theme.color(Token.ACCENT_TINT))
        painter.setFont(theme.font(16, Weight.SEMIBOLD if chosen else Weight.MEDIUM))
        painter.setPen(theme.color(Token.ACCENT_TEXT if chosen else Token.INK))
        words = box.adjusted(px(12), 0, -px(40), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        if chosen:
            tick = QRectF(box.right() - px(32), box.center().y() - px(10), px(20), px(20))
            draw_icon(painter, "check-bold", tick, theme.color(Token.ACCENT_TEXT))
        painter.restore()


class _Popup(QFrame):
    """The open list. It closes with a choice, Escape, or a press outside."""

    picked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._layout = QVBoxLayout(self)
        self.list_view = QListView()
        self.list_view.setFrameShape(QFrame.Shape.NoFrame)
        self.list_view.setVerticalScrollBar(ThinBar(theme))
        self.list_view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list_view.viewport().setAutoFillBackground(False)
        self.rows = _Row(theme, self.list_view)
        self.list_view.setItemDelegate(self.rows)
        self.list_view.clicked.connect(self._pick)
        self.list_view.activated.connect(self._pick)
        self._layout.addWidget(self.list_view)
        self.setFocusProxy(self.list_view)

    def _pick(self, index: QModelIndex) -> None:
        self.hide()
        self.picked.emit(index.row())

    def open_under(self, box: QWidget, rows: int) -> None:
        edge = self._theme.px(6)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        height = self._theme.px(_ROW) * min(rows, _ROWS_SHOWN) + 2 * edge + 2
        below = box.mapToGlobal(QPoint(0, box.height() + self._theme.px(4)))
        bottom = box.screen().availableGeometry().bottom()
        if below.y() + height > bottom:
            below = box.mapToGlobal(QPoint(0, -height - self._theme.px(4)))
        self.setGeometry(below.x(), below.y(), box.width(), height)
        self.show()
        self.list_view.setFocus()

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        rounded(
            painter,
            QRectF(self.rect()),
            self._theme.px(RADIUS_BUTTON),
            self._theme.color(Token.SURFACE),
            edge=self._theme.color(Token.BORDER),
        )
        painter.end()


class _ChoiceBox(Pressable):
    def __init__(self, theme: Theme, icon: str | None) -> None:
        super().__init__(theme)
        self._icon = icon
        self.caption = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(52))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        box = QRectF(self.rect())
        ground = Token.SUNKEN if self.isDown() or not self.isEnabled() else Token.SURFACE
        rounded(
            painter,
            box,
            px(RADIUS_BUTTON),
            theme.color(ground),
            edge=theme.color(Token.BORDER),
            edge_width=1.25 * theme.scale,
        )
        if self._icon is None:
            painter.setFont(theme.font(17, Weight.MEDIUM))
            painter.setPen(theme.color(Token.INK))
            words = box.adjusted(px(16), 0, -px(44), 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        else:
            self._paint_with_caption(painter, box, self._icon)
        arrow = QRectF(box.right() - px(36), box.center().y() - px(10), px(20), px(20))
        draw_icon(painter, "caret-down-bold", arrow, theme.color(Token.INK_2))
        painter.end()

    def _paint_with_caption(self, painter: QPainter, box: QRectF, icon: str) -> None:
        theme, px = self._theme, self._theme.px
        mark = QRectF(px(15), box.center().y() - px(11), px(22), px(22))
        draw_icon(painter, icon, mark, theme.color(Token.INK_2))
        words = box.adjusted(px(50), px(6), -px(44), -px(6))
        painter.setFont(theme.font(13, Weight.MEDIUM))
        painter.setPen(theme.color(Token.INK_3))
        painter.drawText(words, Qt.AlignmentFlag.AlignTop, self.caption)
        painter.setFont(theme.font(15.5, Weight.SEMIBOLD))
        painter.setPen(theme.color(Token.INK))
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, self.text())


class ChoiceField(QWidget):
    """`chosen` tells the value picked by hand; values set by the program are not told."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, label: str = "", *, icon: str | None = None) -> None:
        super().__init__()
        self._value = ""
        self._has_icon = icon is not None
        self._options = _Options()
        self._label = Label(theme, Kind.FIELD_LABEL, wrap=True)
        self._box = _ChoiceBox(theme, icon)
        self._label.setBuddy(self._box)
        self._popup = _Popup(theme, self)
        self._popup.list_view.setModel(self._options)
        column = Column(theme, spacing=6, parent=self)
        column.addWidget(self._label)
        column.addWidget(self._box)
        self._box.clicked.connect(self._open)
        self._popup.picked.connect(self._picked)
        self.setFocusProxy(self._box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_label(label)

    def set_label(self, label: str) -> None:
        self._label.setText(label)
        self._label.setVisible(bool(label) and not self._has_icon)
        self._box.caption = label
        self._name()

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Values with the words they are shown by."""
        if tuple(options) != self._options.options:
            self._options.replace(tuple(options))
            self._name()

    def set_value(self, value: str) -> None:
        self._value = value
        self._name()

    def value(self) -> str:
        return self._value

    def _name(self) -> None:
        words = dict(self._options.options).get(self._value, self._value)
        self._box.setText(words)
        self._box.setAccessibleName(f"{self._label.text()}, {words}")
        self._popup.list_view.setAccessibleName(self._label.text())
        self._box.update()

    def _row(self) -> int:
        values = [value for value, _ in self._options.options]
        return values.index(self._value) if self._value in values else 0

    def _open(self) -> None:
        row = self._row()
        self._popup.rows.chosen = row
        self._popup.open_under(self._box, len(self._options.options))
        index = self._options.index(row)
        self._popup.list_view.setCurrentIndex(index)
        self._popup.list_view.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def _picked(self, row: int) -> None:
        self.set_value(self._options.options[row][0])
        self.chosen.emit(self._value)
