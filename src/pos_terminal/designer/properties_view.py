"""The right side: what is chosen with its properties, or the card itself with its files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from pos_terminal.card_design.design import Design
from pos_terminal.card_design.elements import Barcode
from pos_terminal.card_design.linter import PRINTER_DPI
from pos_terminal.card_design.moves import Order
from pos_terminal.card_design.shipped import SHIPPED
from pos_terminal.card_design.symbols import MM_PER_INCH, module_dots
from pos_terminal.card_design.template_file import ENDING
from pos_terminal.designer.fields_view import FieldGrid
from pos_terminal.designer.model import DesignerIntents, DesignerPicture, ReadBack
from pos_terminal.designer.parts_view import SWATCHES_MAX
from pos_terminal.designer.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import Ground
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.icon_button import IconButton
from pos_terminal.look.icons import Icon
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

ICONS: Final = {
    "artwork": "image-bold", "text": "text-t-bold", "barcode": "barcode-bold",
    "number": "hash-bold", "code": "selection-background-bold", "qr": "qr-code-bold",
    "shape": "selection-bold", "card": "credit-card-bold",
}  # fmt: skip


class PropertiesPanel(Ground):
    """`artwork_wanted` asks for a picture file, which the page chooses."""

    artwork_wanted = Signal()

    def __init__(self, theme: Theme, intents: DesignerIntents) -> None:
        super().__init__(theme, Token.SURFACE)
        column = Column(theme, spacing=10, margins=(0, 16, 0, 16), parent=self)
        content = QWidget()
        inner = Column(theme, spacing=12, margins=(24, 0, 20, 0), parent=content)
        head = Row(theme, spacing=10)
        self._icon = Icon(theme, "credit-card-bold", 24, Token.ACCENT_TEXT)
        self._title = Label(theme, Kind.CARD_TITLE, wrap=True)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        inner.addLayout(head)
        self.acts = _Acts(theme, intents)
        inner.addWidget(self.acts)
        self.fields = FieldGrid(theme, intents.set_field)
        inner.addWidget(self.fields)
        self.replace = SecondaryButton(theme, icon="image")
        self.replace.clicked.connect(self.artwork_wanted)
        inner.addWidget(self.replace)
        self.barcode = _BarcodeFacts(theme)
        inner.addWidget(self.barcode)
        self.rear = FieldGrid(theme, intents.set_field)
        inner.addWidget(self.rear)
        self.files = FilesPanel(theme, intents)
        inner.addWidget(self.files)
        inner.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        foot = Column(theme, spacing=8, margins=(24, 0, 24, 0))
        self._fault = Label(theme, Kind.NOTE, token=Token.REFUSED_TEXT, wrap=True)
        foot.addWidget(self._fault)
        self.save = PrimaryButton(theme, key="F12")
        self.save.clicked.connect(intents.save)
        foot.addWidget(self.save)
        column.addLayout(foot)

    def show_state(self, state: DesignerPicture) -> None:
        chosen = state.selection
        kind = "card" if chosen is None else chosen.kind
        self._icon.set_icon(ICONS[kind])
        relabel(self._title, tell(f"view.kind.{kind}"))
        show_if(self.acts, chosen is not None)
        self.acts.show_words()
        fields = state.design_fields if chosen is None else chosen.fields
        colours = colours_of(state.design)
        front = tuple(field for field in fields if not field.is_rear)
        rear = tuple(field for field in fields if field.is_rear)
        self.fields.show_fields(front, colours, state.wrong)
        self.rear.show_fields(rear, colours, state.wrong)
        show_if(self.rear, bool(rear))
        show_if(self.replace, chosen is not None and chosen.can_replace)
        reword(self.replace, tell("view.replace"))
        show_if(self.barcode, kind == "barcode")
        self.barcode.show_state(state)
        show_if(self.files, chosen is None)
        self.files.show_state(state)
        relabel(self._fault, tell_message(state.fault), hide_empty=True)
        reword(self.save, tell("view.save"), why_off=why_off(state.save))


class _Acts(QWidget):
    """What can be done with the chosen element as a whole."""

    def __init__(self, theme: Theme, intents: DesignerIntents) -> None:
        super().__init__()
        row = Row(theme, spacing=8, parent=self)
        self.to_top = IconButton(theme, "arrow-line-up")
        self.to_bottom = IconButton(theme, "arrow-line-down")
        self.duplicate = IconButton(theme, "copy")
        self.delete = IconButton(theme, "trash")
        self.to_top.clicked.connect(lambda: intents.reorder(Order.TO_TOP))
        self.to_bottom.clicked.connect(lambda: intents.reorder(Order.TO_BOTTOM))
        self.duplicate.clicked.connect(intents.duplicate)
        self.delete.clicked.connect(intents.remove)
        for button in (self.to_top, self.to_bottom, self.duplicate, self.delete):
            row.addWidget(button)
        row.addStretch(1)

    def show_words(self) -> None:
        self.to_top.set_words(tell("view.to_top"))
        self.to_bottom.set_words(tell("view.to_bottom"))
        self.duplicate.set_words(tell("view.duplicate"))
        self.delete.set_words(tell("view.delete"))


class _BarcodeFacts(QWidget):
    """The number on the preview, and what the drawing says when it is read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = Column(theme, spacing=4, parent=self)
        self._printed = Label(theme, Kind.QUIET, wrap=True)
        column.addWidget(self._printed)
        column.gap(4)
        column.addWidget(Hairline(theme))
        column.gap(4)
        self._label = Label(theme, Kind.FIELD_LABEL)
        self._number = Label(theme, Kind.CLOCK, wrap=True, spacing=1.0)
        column.addWidget(self._label)
        column.addWidget(self._number)
        column.gap(6)
        row = Row(theme, spacing=12)
        self._icon = Icon(theme, "check-circle-fill", 22, Token.ACTIVATED_TEXT)
        self.read = Label(theme, Kind.STATE, wrap=True)
        row.addWidget(self._icon)
        row.addWidget(self.read, 1)
        column.addLayout(row)

    def show_state(self, state: DesignerPicture) -> None:
        found = state.design.find(state.selection.element_id) if state.selection else None
        if found is not None and isinstance(found[1], Barcode):
            dots = module_dots(found[1].module_mm, PRINTER_DPI / MM_PER_INCH)
            relabel(self._printed, tell("view.printed", dots=dots, dpi=str(PRINTER_DPI)))
        relabel(self._label, tell("view.sample_number"))
        relabel(self._number, state.card.number)
        relabel(self.read, tell(f"view.read.{state.read_back}"))
        icon, token = {
            ReadBack.READING: ("hourglass-medium-bold", Token.INK_3),
            ReadBack.SAME: ("check-circle-fill", Token.ACTIVATED_TEXT),
            ReadBack.OTHER: ("warning-fill", Token.NOT_KNOWN_TEXT),
            ReadBack.NOTHING: ("warning-fill", Token.NOT_KNOWN_TEXT),
        }[state.read_back]
        self._icon.set_icon(icon, token)


class FilesPanel(QWidget):
    """The preview's product and the designs of this till."""

    def __init__(self, theme: Theme, intents: DesignerIntents) -> None:
        super().__init__()
        self._intents = intents
        column = Column(theme, spacing=12, parent=self)
        column.addWidget(Hairline(theme))
        self.sample = ChoiceField(theme)
        self.sample.chosen.connect(intents.choose_sample)
        self._note = Label(theme, Kind.NOTE, wrap=True)
        self.give = SecondaryButton(theme)
        self.give.clicked.connect(intents.give)
        column.addWidget(self.sample)
        column.addWidget(self._note)
        column.addWidget(self.give)
        self.open_given = SecondaryButton(theme)
        self.open_given.clicked.connect(intents.open_given)
        column.addWidget(self.open_given)
        column.addWidget(Hairline(theme))
        self.open = ChoiceField(theme)
        self.open.chosen.connect(self._opens)
        self.begin = ChoiceField(theme)
        self.begin.chosen.connect(self._begins)
        column.addWidget(self.open)
        column.addWidget(self.begin)
        self.open_file = SecondaryButton(theme, icon="folder-open")
        self.save_copy = SecondaryButton(theme, icon="copy")
        self.save_to = SecondaryButton(theme, icon="export")
        self.open_file.clicked.connect(self._choose_file)
        self.save_copy.clicked.connect(intents.save_copy)
        self.save_to.clicked.connect(self._choose_goal)
        for button in (self.open_file, self.save_copy, self.save_to):
            column.addWidget(button)

    def show_state(self, state: DesignerPicture) -> None:
        self.sample.set_label(tell("view.preview"))
        self.sample.set_options(
            [(one, name or tell("view.preview.sample")) for one, name in state.samples]
        )
        self.sample.set_value(state.sample)
        given = tell_message(state.given)
        relabel(self._note, given or tell("view.preview.note"))
        show_if(self.give, state.given is not None)
        reword(self.give, tell("view.give"), why_off=why_off(state.give))
        show_if(self.open_given, state.can_open_given)
        reword(self.open_given, tell("view.open_given"))
        self.open.set_label(tell("view.open"))
        self.open.set_options([("", tell("view.choose")), *((name, name) for name in state.names)])
        self.open.set_value("")
        show_if(self.open, bool(state.names))
        self.begin.set_label(tell("view.begin"))
        shipped = [(key, tell(f"view.template.{key}")) for key in SHIPPED]
        self.begin.set_options([("", tell("view.choose")), *shipped])
        self.begin.set_value("")
        reword(self.open_file, tell("view.open_file"))
        reword(self.save_copy, tell("view.save_copy"))
        reword(self.save_to, tell("view.save_to"))

    def _opens(self, name: str) -> None:
        self.open.set_value("")
        if name:
            self._intents.open_named(name)

    def _begins(self, template: str) -> None:
        self.begin.set_value("")
        if template:
            self._intents.begin(template)

    def _choose_file(self) -> None:
        kinds = f"{tell('view.design_files')} (*{ENDING})"
        name, _ = QFileDialog.getOpenFileName(self, tell("view.open_file"), "", kinds)
        if name:
            self._intents.open_file(Path(name))

    def _choose_goal(self) -> None:
        kinds = f"{tell('view.design_files')} (*{ENDING})"
        name, _ = QFileDialog.getSaveFileName(self, tell("view.save_to"), "", kinds)
        if name:
            file = Path(name)
            self._intents.save_to(file if file.suffix else file.with_suffix(ENDING))


def colours_of(design: Design) -> tuple[str, ...]:
    """The colours that a design has most, to be taken again."""
    counts: dict[str, int] = {}
    for _, element in design.placed():
        for name in ("colour", "shade", "ground"):
            colour = getattr(element, name, None)
            if isinstance(colour, str):
                counts[colour] = counts.get(colour, 0) + 1
    return tuple(sorted(counts, key=lambda one: -counts[one])[:SWATCHES_MAX])
