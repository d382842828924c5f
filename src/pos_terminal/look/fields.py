"""Fields to type into: the label stands above and stays there, a fault stands below in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.icons import Icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_BUTTON, Theme, Token, Weight

FIELD_HEIGHT: Final = 52
_REPAINTED_AT: Final = (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.EnabledChange)


class _Box(QWidget):
    """The frame around the line to type in."""

    def __init__(self, theme: Theme, line: QLineEdit, icon: str | None, unit: str) -> None:
        super().__init__()
        self._theme = theme
        self._line = line
        self._faulty = False
        keep_size(theme, self, height=FIELD_HEIGHT)
        row = Row(theme, spacing=10, margins=(14, 0, 14, 0), parent=self)
        if icon:
            row.addWidget(Icon(theme, icon, 22, Token.INK_3))
        row.addWidget(line, 1)
        self.unit = Label(theme, Kind.QUIET, unit)
        row.addWidget(self.unit)
        self.unit.setVisible(bool(unit))  # within the row: alone it would be a window of its own
        self.setFocusProxy(line)
        theme.changed.connect(self.update)
        line.installEventFilter(self)

    def set_faulty(self, faulty: bool) -> None:
        self._faulty = faulty
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _REPAINTED_AT:
            self.update()
        return False

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        edge, width = Token.BORDER, 1.25
        if self._faulty:
            edge, width = Token.REFUSED, 2.0
        elif self._line.hasFocus():
            edge, width = Token.ACCENT_TEXT, 2.0
        painter = QPainter(self)
        ground = Token.SURFACE if self._line.isEnabled() else Token.SUNKEN
        rounded(
            painter,
            QRectF(self.rect()),
            theme.px(RADIUS_BUTTON),
            theme.color(ground),
            edge=theme.color(edge),
            edge_width=width * theme.scale,
        )
        painter.end()


class TextField(QWidget):
    """One line of text. `edited` comes with each change, `entered` with Enter inside the field."""

    edited = Signal(str)
    entered = Signal()

    def __init__(
        self,
        theme: Theme,
        label: str = "",
        *,
        note: str = "",
        icon: str | None = None,
        unit: str = "",
        size: float = 17,
        spacing: float = 0.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._letter_spacing = spacing
        self._note_text = note
        self._line = QLineEdit()
        self._line.setFrame(False)
        # The box draws the focus of its line; a second ring inside it would be one too many.
        self._line.setProperty("focus_ring", False)
        self._line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._label = Label(theme, Kind.FIELD_LABEL, wrap=True)
        self._label.setBuddy(self._line)
        self._box = _Box(theme, self._line, icon, unit)
        self._below = Label(theme, Kind.NOTE, note, wrap=True)
        column = Column(theme, spacing=6, parent=self)
        column.addWidget(self._label)
        column.addWidget(self._box)
        column.addWidget(self._below)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self._on_edited)
        self._line.returnPressed.connect(self.entered)
        theme.changed.connect(self._restyle)
        self.set_label(label)
        self.set_note(note)
        self._restyle()

    @property
    def line(self) -> QLineEdit:
        """The line itself, for what a field rarely needs: validators, length, echo."""
        return self._line

    def text(self) -> str:
        return self._line.text()

    def set_text(self, text: str) -> None:
        if text != self._line.text():
            self._line.setText(text)

    def set_label(self, label: str) -> None:
        self._label.setText(label)
        self._label.setVisible(bool(label))
        self._line.setAccessibleName(label)

    def set_unit(self, unit: str) -> None:
        self._box.unit.setText(unit)
        self._box.unit.setVisible(bool(unit))

    def set_note(self, note: str) -> None:
        """What to type, in ink under the field. A fault takes its place."""
        self._note_text = note
        self.set_fault(None)

    def set_fault(self, fault: str | None) -> None:
        """What is wrong with the text, in words; None when nothing is."""
        self._box.set_faulty(fault is not None)
        self._below.set_token(Token.INK_2 if fault is None else Token.REFUSED_TEXT)
        text = self._note_text if fault is None else fault
        self._below.setText(text)
        self._below.setVisible(bool(text))
        self._line.setAccessibleDescription(text)

    def hide_characters(self, hidden: bool = True) -> None:
        """Dots instead of characters: for PINs and passwords."""
        mode = QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal
        self._line.setEchoMode(mode)

    def select_all(self) -> None:
        self._line.selectAll()

    def _on_edited(self, text: str) -> None:
        self.set_fault(None)
        self.edited.emit(text)

    def _restyle(self) -> None:
        theme = self._theme
        self._line.setFont(theme.font(self._size, Weight.MEDIUM, spacing=self._letter_spacing))
        palette = self._line.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.color(Token.SURFACE))
        palette.setBrush(QPalette.ColorRole.Base, Qt.BrushStyle.NoBrush)
        palette.setColor(QPalette.ColorRole.Text, theme.color(Token.INK))
        palette.setColor(QPalette.ColorRole.Highlight, theme.color(Token.ACCENT))
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.color(Token.ON_ACCENT))
        self._line.setPalette(palette)


class NumberField(TextField):
    """Digits only, in wide tabular figures; with ``separators`` also what separates an amount."""

    def __init__(
        self,
        theme: Theme,
        label: str = "",
        *,
        note: str = "",
        icon: str | None = None,
        unit: str = "",
        size: float = 20,
        digits_max: int = 18,
        separators: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            theme, label, note=note, icon=icon, unit=unit, size=size, spacing=2.0, parent=parent
        )
        self._allowed = frozenset("0123456789" + separators)
        self._digits_max = digits_max
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)

    def _on_edited(self, text: str) -> None:
        kept = "".join(letter for letter in text if letter in self._allowed)[: self._digits_max]
        if kept != text:
            self.line.setText(kept)
        super()._on_edited(kept)
