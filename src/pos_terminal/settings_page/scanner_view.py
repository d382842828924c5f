"""The scanner's section: two symbols to scan, what came through, and what helps."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import LinkButton, PrimaryButton, SecondaryButton
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.paint import rounded
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.relabel import reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_BUTTON, Theme, Token, Weight
from pos_terminal.scanning.wedge import Layout
from pos_terminal.settings_page.model import (
    Result,
    ScannerPart,
    SettingsIntents,
    SymbolCheck,
    Worth,
)
from pos_terminal.settings_page.parts_view import ChipRow, ResultLine, SectionPage
from pos_terminal.settings_page.sentences_view import tell, tell_message, why_off
from pos_terminal.words import Message

_NO_PORT: Final = ""
_NOTHING_YET: Final = Result(
    worth=Worth.PLAIN,
    fact=Message("scanner.nothing_yet"),
    note=Message("scanner.nothing_yet.note"),
)


class SymbolPaper(QWidget):
    """A symbol as on paper, light in both themes, in whole pixels so that a scanner can read it."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._text = text
        self._modules = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self._theme.px(140))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: object) -> None:
        from pos_terminal.card_design.symbols import code128_modules

        theme, px = self._theme, self._theme.px
        self._modules = self._modules or code128_modules(self._text)
        painter = QPainter(self)
        box = QRectF(self.rect())
        ground, edge = theme.color(Token.PAPER), theme.color(Token.LINE)
        rounded(painter, box, px(RADIUS_BUTTON), ground, edge=edge)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        quiet = 20
        module = max(1, int(box.width() / (len(self._modules) + quiet)))
        left = int(box.center().x() - module * len(self._modules) / 2)
        for place, dark in enumerate(self._modules):
            if dark == "1":
                painter.fillRect(
                    left + place * module, px(16), module, px(86), theme.color(Token.ON_PAPER)
                )
        painter.setFont(theme.font(14, Weight.MEDIUM, spacing=2.0))
        painter.setPen(theme.color(Token.ON_PAPER))
        below = box.adjusted(0, px(106), 0, -px(8))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class _Symbol(QWidget):
    """A symbol with its name and whether it was read."""

    def __init__(self, theme: Theme, check: SymbolCheck) -> None:
        super().__init__()
        column = Column(theme, spacing=8, parent=self)
        head = Row(theme, spacing=8)
        self._name = Label(theme, Kind.NOTE_STRONG, wrap=True)
        self._state = Pill(theme, Mood.QUIET)
        head.addWidget(self._name, 1)
        head.addWidget(self._state)
        column.addLayout(head)
        column.addWidget(SymbolPaper(theme, check.text))

    def show_check(self, check: SymbolCheck) -> None:
        self._name.setText(tell_message(check.name))
        if check.read:
            self._state.show_state(Mood.ACTIVATED, tell("scanner.symbol_read"))
        else:
            self._state.show_state(
                Mood.QUIET, tell("scanner.symbol_open"), icon="circle-dashed-bold"
            )


class _Compared(QWidget):
    """What was received above what it should be, letter below letter."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = Column(theme, spacing=2, parent=self)
        self._lines: list[tuple[Label, Label]] = []
        for _ in range(2):
            row = Row(theme, spacing=12)
            name = Label(theme, Kind.QUIET)
            keep_size(theme, name, width=116)
            text = Label(theme, Kind.HEAD, spacing=3.0)
            row.addWidget(name)
            row.addWidget(text, 1)
            column.addLayout(row)
            self._lines.append((name, text))
        self._aim = Label(theme, Kind.NOTE)
        column.addWidget(self._aim)

    def show_part(self, part: ScannerPart) -> None:
        texts = (part.received, part.expected)
        for (name, label), key, text in zip(
            self._lines, ("scanner.received", "scanner.expected"), texts, strict=True
        ):
            name.setText(tell(key))
            label.setText(visible_spaces(text or ""))
        self._aim.setText("" if part.aim is None else tell("scanner.aim", aim=part.aim))
        show_if(self._aim, part.aim is not None)


class ScannerSection(SectionPage):
    """The whole section."""

    def __init__(self, theme: Theme, intents: SettingsIntents, part: ScannerPart) -> None:
        super().__init__(theme)
        self._intents = intents
        symbols = Row(theme, spacing=20)
        self._symbols = [_Symbol(theme, check) for check in part.symbols]
        for symbol in self._symbols:
            symbols.addWidget(symbol, 1)
        self.content.addLayout(symbols)
        self._result = ResultLine(theme)
        self.content.addWidget(self._result)
        found = Row(theme, spacing=16)
        self._compared = _Compared(theme)
        self._adopt = SecondaryButton(theme, icon="magic-wand")
        self._adopt.clicked.connect(intents.adopt)
        found.addWidget(self._compared, 1)
        found.addWidget(self._adopt)
        self.content.addLayout(found)
        self.content.addStretch(1)
        self.content.addLayout(self._make_choices(theme))
        self.foot.addLayout(self._make_affixes(theme), 1)
        self._save = PrimaryButton(theme, icon="printer", key="F12", large=True)
        self._save.clicked.connect(self._ask_where)
        self.add_foot(self._save)

    def _make_choices(self, theme: Theme) -> Row:
        row = Row(theme, spacing=24)
        self._layouts = ChipRow(theme, list(Layout), self._choose_layout)
        row.addWidget(self._layouts, 0, Qt.AlignmentFlag.AlignBottom)
        self._port = ChoiceField(theme)
        self._port.chosen.connect(self._choose_port)
        row.addWidget(self._port, 1, Qt.AlignmentFlag.AlignBottom)
        return row

    def _make_affixes(self, theme: Theme) -> Column:
        column = Column(theme)
        self._affix_label = Label(theme, Kind.FIELD_LABEL)
        self._affixes = Label(theme, Kind.HEAD)
        self._forget = LinkButton(theme)
        self._forget.clicked.connect(self._intents.forget_affixes)
        place = QWidget()
        keep_size(theme, place, height=48)
        line = Row(theme, spacing=4, parent=place)
        line.addWidget(self._affixes)
        line.addWidget(self._forget)
        line.addStretch(1)
        column.addStretch(1)
        column.addWidget(self._affix_label)
        column.addWidget(place)
        return column

    def show_part(self, part: ScannerPart) -> None:
        self.show_lead(tell("lead.scanner"))
        for symbol, check in zip(self._symbols, part.symbols, strict=True):
            symbol.show_check(check)
        self._result.show_result(part.result or _NOTHING_YET)
        show_if(self._compared, part.received is not None)
        self._compared.show_part(part)
        show_if(self._adopt, part.adopt is not None)
        if part.adopt is not None:
            reword(self._adopt, tell_message(part.adopt))
        self._layouts.show_words(
            tell("scanner.keyboard"), [tell(f"scanner.layout_{layout}") for layout in Layout]
        )
        self._layouts.choose(part.layout)
        self._affix_label.setText(tell("scanner.affixes_label"))
        affixes = "  ".join(visible_spaces(text) for text in (part.prefix, part.suffix) if text)
        self._affixes.setText(affixes or tell("scanner.no_affixes"))
        show_if(self._forget, part.forget_affixes.enabled)
        reword(self._forget, tell("scanner.forget"), why_off=why_off(part.forget_affixes))
        self._show_ports(part)
        reword(self._save, tell("scanner.save_sheet"))

    def _show_ports(self, part: ScannerPart) -> None:
        options = [(_NO_PORT, tell("scanner.no_port"))]
        options += [(port.value, port.name) for port in part.serial_ports]
        chosen = part.serial_port or _NO_PORT
        if chosen not in dict(options):
            options.append((chosen, chosen))
        self._port.set_label(tell("scanner.port"))
        self._port.set_options(options)
        self._port.set_value(chosen)

    def _choose_layout(self, value: str, _checked: bool = False) -> None:
        self._intents.choose_layout(Layout(value))

    def _choose_port(self, value: str) -> None:
        self._intents.choose_serial_port(value or None)

    def _ask_where(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, tell("scanner.where_sheet"), str(Path.home())
        )
        if folder:
            self._intents.write_test_sheet(folder)


def visible_spaces(text: str) -> str:
    """A space of a prefix can be seen only by a sign for it."""
    return text.replace(" ", "␣")
