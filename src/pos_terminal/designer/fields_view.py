"""The properties of what is chosen, as fields; each takes effect with Enter or when it is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from pos_terminal.designer.fields import Field, FieldKind
from pos_terminal.designer.parts_view import ColourField, SwitchRow
from pos_terminal.designer.sentences_view import tell, tell_message
from pos_terminal.look.boxes import Column
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.fields import TextField
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme
from pos_terminal.words import Message

_UNITS: Final = {FieldKind.PERCENT: "%", FieldKind.DEGREES: "°"}
_HALF: Final = (FieldKind.MM, FieldKind.PERCENT, FieldKind.DEGREES, FieldKind.FACT)

_UNDOING: Final = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)

Set = Callable[[str, str], None]


class FieldGrid(QWidget):
    """Measures stand two by two, all else takes the whole width."""

    def __init__(self, theme: Theme, set_field: Set) -> None:
        super().__init__()
        self._theme = theme
        self._set = set_field
        self._shown: tuple[tuple[str, FieldKind], ...] = ()
        self._fields: dict[str, Field] = {}
        self._wrong = ""
        self._column = Column(theme, spacing=0, parent=self)
        self._body = QWidget()
        self._column.addWidget(self._body)
        self.widgets: dict[str, QWidget] = {}

    def show_fields(
        self,
        fields: tuple[Field, ...],
        colours: tuple[str, ...],
        wrong: tuple[str, Message] | None,
    ) -> None:
        shown = tuple((field.name, field.kind) for field in fields)
        if shown != self._shown:
            self._build(fields)
            self._shown = shown
        self._fields = {field.name: field for field in fields}
        self._wrong = "" if wrong is None else wrong[0]
        for field in fields:
            self._fill(self.widgets[field.name], field, colours)
            line = line_of(self.widgets[field.name])
            if line is not None:
                is_wrong = wrong is not None and field.name == self._wrong
                line.set_fault(tell_message(wrong[1]) if wrong and is_wrong else None)

    def _build(self, fields: tuple[Field, ...]) -> None:
        old, self._body = self._body, QWidget()
        self._column.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.px(12))
        grid.setVerticalSpacing(self._theme.px(10))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.widgets = {}
        row, place = 0, 0
        for field in fields:
            widget = self._made(field)
            self.widgets[field.name] = widget
            if field.kind in _HALF:
                grid.addWidget(widget, row, place)
                row, place = (row, 1) if place == 0 else (row + 1, 0)
                continue
            row += place  # a measure without a neighbour keeps its row
            grid.addWidget(widget, row, 0, 1, 2)
            row, place = row + 1, 0

    def _made(self, field: Field) -> QWidget:
        theme, name = self._theme, field.name
        match field.kind:
            case FieldKind.CHOICE:
                choice = ChoiceField(theme)
                choice.chosen.connect(lambda value: self._set(name, value))
                return choice
            case FieldKind.SWITCH:
                switch = SwitchRow(theme)
                switch.switched.connect(lambda value: self._set(name, value))
                return switch
            case FieldKind.COLOUR:
                colour = ColourField(theme)
                colour.chosen.connect(lambda value: self._set(name, value))
                self._listen(name, colour.field)
                return colour
            case FieldKind.FACT:
                return _Fact(theme)
        line = TextField(theme, unit=_UNITS.get(field.kind, ""), size=16)
        self._listen(name, line)
        return line

    def _listen(self, name: str, line: TextField) -> None:
        line.line.editingFinished.connect(lambda: self._typed(name, line))
        line.line.installEventFilter(self)

    def _typed(self, name: str, line: TextField) -> None:
        field = self._fields.get(name)
        if field is None or not line.isVisible() or line.text() == written(field):
            return
        line.line.setModified(False)
        self._set(name, line.text())
        if self._wrong != name:
            line.line.setText(written(self._fields[name]))  # and nothing in the line to undo

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is typed is undone in its line, what was taken is undone on the card."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
            and not watched.isModified()
            and any(event.matches(key) for key in _UNDOING)
        ):
            event.ignore()
            return True
        return False

    def _fill(self, widget: QWidget, field: Field, colours: tuple[str, ...]) -> None:
        label = tell(f"view.field.{field.name}")
        if isinstance(widget, ChoiceField):
            widget.set_label(label)
            words = [(one, tell(f"view.option.{field.name}.{one}")) for one in field.options]
            widget.set_options(words)
            widget.set_value(field.text)
        elif isinstance(widget, SwitchRow):
            widget.show_switch(label, on=field.is_on)
        elif isinstance(widget, ColourField):
            widget.show_colours(colours)
            self._fill_line(widget.field, label, field)
        elif isinstance(widget, _Fact):
            unit = "" if field.name == "dpi" else f" {tell('view.mm')}"
            widget.show_fact(label, written(field) + unit)
        elif isinstance(widget, TextField):
            self._fill_line(widget, label, field)

    def _fill_line(self, line: TextField, label: str, field: Field) -> None:
        line.set_label(label)
        if field.kind is FieldKind.MM:
            line.set_unit(tell("view.mm"))
        # What somebody is typing stays, and so does what could not be taken.
        is_typed = line.line.hasFocus() and line.line.isModified()
        if not is_typed and field.name != self._wrong:
            line.set_text(written(field))


class _Fact(QWidget):
    """What follows from other fields: nothing to type."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = Column(theme, spacing=6, parent=self)
        self._label = Label(theme, Kind.FIELD_LABEL, wrap=True)
        self._value = Label(theme, Kind.STRONG)
        column.addWidget(self._label)
        column.addWidget(self._value)
        column.addStretch(1)

    def show_fact(self, label: str, value: str) -> None:
        self._label.setText(label)
        self._value.setText(value)


def line_of(widget: QWidget) -> TextField | None:
    """The line to type in, where a field has one."""
    if isinstance(widget, ColourField):
        return widget.field
    return widget if isinstance(widget, TextField) else None


def written(field: Field) -> str:
    """The value as it stands in its field, without its unit."""
    if field.kind in (FieldKind.TEXT, FieldKind.COLOUR, FieldKind.CHOICE, FieldKind.SWITCH):
        return field.text
    text = f"{field.number:.{field.decimals}f}"
    return text.replace(".", ",") if manner().language == "de" else text
