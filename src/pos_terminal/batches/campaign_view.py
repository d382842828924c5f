"""The form of a campaign: each refusal, and what another person changed meanwhile, at its field."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from card_contract.studio_messages import CodeForm
from pos_terminal.batches.artwork_view import ArtworkField
from pos_terminal.batches.model import BatchesIntents, CampaignCard, CampaignField, Sells
from pos_terminal.batches.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.fields import TextField
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

F = CampaignField
_ROWS: Final = (
    (F.TITLE, F.CAMPAIGN),
    (F.PRICE, F.CURRENCY),
    (F.ARTWORK,),
    (F.DESCRIPTION,),
    (F.SELLS,),
    (F.ISSUER, F.SCAN_CODE),
    (F.CODE_FORM, F.CODE_PREFIX),
    (F.VALID_START, F.VALID_END, F.LIMIT),
    (F.SCRIPT, F.IS_ASYNC),
    (F.RETRIES, F.TIMEOUT),
)
_CHOICES: Final = {
    F.SELLS: tuple(sells.value for sells in Sells),
    F.CODE_FORM: tuple(form.value for form in CodeForm),
    F.IS_ASYNC: ("no", "yes"),
}

_WITHOUT_NUMBERS: Final = (Sells.CODES, Sells.NOTHING)


class CampaignPanel(CardSurface):
    """Typing sends nothing; the main button does."""

    def __init__(self, theme: Theme, intents: BatchesIntents, artworks: Artworks) -> None:
        super().__init__(theme)
        column = Column(theme, spacing=12, margins=(32, 24, 32, 24), parent=self)
        head = Row(theme, spacing=18)
        names = Column(theme, spacing=2)
        self._title = Label(theme, Kind.PRODUCT, wrap=True)
        self._figures = Label(theme, Kind.QUIET, wrap=True)
        names.addWidget(self._title)
        names.addWidget(self._figures)
        head.addLayout(names, 1)
        self._pill = Pill(theme, Mood.QUIET)
        head.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        content = QWidget()
        inner = Column(theme, spacing=14, margins=(0, 4, 4, 0), parent=content)
        self.artwork = ArtworkField(theme, intents, artworks)
        self.fields: dict[CampaignField, TextField] = {}
        self.choices: dict[CampaignField, ChoiceField] = {}
        self._below: dict[CampaignField, Label] = {}
        for fields in _ROWS:
            row = Row(theme, spacing=16)
            for field in fields:
                row.addWidget(self._field(theme, field, intents), 1, Qt.AlignmentFlag.AlignTop)
            inner.addLayout(row)
        inner.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        foot = Row(theme, spacing=12)
        self._back = SecondaryButton(theme, key="Esc")
        self._back.clicked.connect(intents.back)
        self.switch = SecondaryButton(theme)
        self.switch.clicked.connect(intents.switch_campaign)
        self.save = PrimaryButton(theme, key="F12", large=True)
        self.save.clicked.connect(intents.save_campaign)
        foot.addWidget(self._back, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.save, 1)
        column.addLayout(foot)

    def _field(self, theme: Theme, field: CampaignField, intents: BatchesIntents) -> QWidget:
        if field is F.ARTWORK:
            return self.artwork
        if field not in _CHOICES:
            line = TextField(theme)
            line.edited.connect(partial(intents.edit_campaign, field))
            self.fields[field] = line
            return line
        holder = QWidget()
        column = Column(theme, spacing=6, parent=holder)
        choice = ChoiceField(theme)
        choice.chosen.connect(partial(intents.edit_campaign, field))
        self.choices[field] = choice
        self._below[field] = Label(theme, Kind.NOTE, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(choice)
        column.addWidget(self._below[field])
        return holder

    def show_card(self, card: CampaignCard) -> None:
        relabel(self._title, card.title or tell("view.new_campaign"))
        relabel(self._figures, tell_message(card.figures), hide_empty=True)
        show_if(self._pill, card.disabled)
        self._pill.show_state(Mood.QUIET, tell("view.disabled"), icon="prohibit-bold")
        faults = {one.field: tell_message(one.fault) for one in card.faults}
        theirs = {one.field: tell_message(one.fault) for one in card.theirs}
        for field, line in self.fields.items():
            line.set_label(tell(f"view.campaign.{field.value}"))
            line.set_text(card.value(field))
            line.set_note(theirs.get(field, ""))
            line.set_fault(faults.get(field))
        for field, choice in self.choices.items():
            choice.set_label(tell(f"view.campaign.{field.value}"))
            options = [(one, tell(f"view.{field.value}.{one}")) for one in _CHOICES[field]]
            choice.set_options(options)
            choice.set_value(card.value(field))
            self._below[field].set_token(Token.REFUSED_TEXT if field in faults else Token.INK_2)
            below = faults.get(field) or theirs.get(field) or _note(field, card.value(field))
            relabel(self._below[field], below, hide_empty=True)
        self.artwork.show_part(card.artwork)
        self.fields[F.CAMPAIGN].line.setEnabled(card.campaign is None)
        sells = card.value(F.SELLS)
        show_if(self.fields[F.ISSUER], sells == Sells.NUMBERS)
        show_if(self.fields[F.SCAN_CODE], sells == Sells.SHARED)
        relabel(self._fault, tell_message(card.fault), hide_empty=True)
        reword(self._back, tell("view.back"))
        show_if(self.switch, card.switch is not None)
        if card.switch is not None:
            words = tell("view.enable" if card.disabled else "view.disable")
            reword(self.switch, words, why_off=why_off(card.switch))
        reword(self.save, tell("view.save"), why_off=why_off(card.save))
        self.setAccessibleName(card.title or tell("view.new_campaign"))


def _note(field: CampaignField, value: str) -> str:
    """What a product without card numbers is for."""
    if field is not F.SELLS or value not in _WITHOUT_NUMBERS:
        return ""
    return tell(f"view.sells_note.{value}")
