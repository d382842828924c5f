"""What the label that was scanned stands on, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from card_contract.scan_text import LabelKind
from pos_terminal.custody.model import LabelCard, StockIntents, StockPicture
from pos_terminal.custody.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import Icon
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token


class LabelPanel(CardSurface):
    """The next thing to do in one sentence, what went wrong, and the label."""

    def __init__(self, theme: Theme, intents: StockIntents) -> None:
        super().__init__(theme)
        column = Column(theme, spacing=10, margins=(24, 18, 24, 18), parent=self)
        head = Row(theme, spacing=16)
        head.addWidget(Icon(theme, "barcode", 40, Token.INK_2), 0, Qt.AlignmentFlag.AlignVCenter)
        self._headline = Label(theme, Kind.PRODUCT, wrap=True)
        head.addWidget(self._headline, 1)
        column.addLayout(head)
        fault = Row(theme, spacing=10)
        self._fault_icon = Icon(theme, Mood.REFUSED.icon, 22, Mood.REFUSED.writing)
        self._fault = Label(theme, Kind.STRONG, token=Token.REFUSED_TEXT, wrap=True)
        fault.addWidget(self._fault_icon, 0, Qt.AlignmentFlag.AlignTop)
        fault.addWidget(self._fault, 1)
        column.addLayout(fault)
        self._title = Label(theme, Kind.TITLE, wrap=True)
        self._product = Label(theme, Kind.BODY, wrap=True)
        self._inside = Label(theme, Kind.STRONG, wrap=True)
        self._places = Label(theme, Kind.BODY, wrap=True)
        for label in (self._title, self._product, self._inside, self._places):
            column.addWidget(label)
        foot = Row(theme)
        foot.addStretch(1)
        self.receive = PrimaryButton(theme, icon="tray", key="F12")
        self.receive.clicked.connect(intents.receive)
        foot.addWidget(self.receive)
        column.addLayout(foot)

    def show_state(self, state: StockPicture) -> None:
        relabel(self._headline, tell_message(state.headline))
        relabel(self._fault, tell_message(state.fault), hide_empty=True)
        show_if(self._fault_icon, state.fault is not None)
        self._show_label(state.label)

    def _show_label(self, label: LabelCard | None) -> None:
        for part in (self._title, self._product, self._inside, self._places, self.receive):
            show_if(part, label is not None)
        if label is None:
            return
        relabel(self._title, name_of(label.text))
        product = tell("view.of_batch", product=label.product, batch=str(label.batch))
        relabel(self._product, product)
        count = label.cards if label.kind is LabelKind.PACK else label.packs
        inside = tell(f"view.inside.{label.kind.value}", count=count, cards=label.cards)
        relabel(self._inside, inside)
        relabel(self._places, "\n".join(tell_message(place) for place in label.places))
        reword(self.receive, tell("view.receive"), why_off=why_off(label.receive))


def name_of(text: str) -> str:
    """What a label is called: what it stands on, its batch, and its number in the batch."""
    batch, number = text[7:12].lstrip("0"), text[12:17]
    return tell(f"view.kind.{text[0]}", number=f"{batch}-{number}")
