"""The form of a new batch; what is impossible is said at its field."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.batches.model import (
    NAME_LENGTH_MAX,
    BatchesIntents,
    BatchField,
    CampaignChoice,
    NewBatch,
)
from pos_terminal.batches.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.fields import NumberField, TextField
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_DIGITS_MAX = 9


class NewBatchPanel(CardSurface):
    """Typing sends nothing; the main button does."""

    def __init__(self, theme: Theme, intents: BatchesIntents) -> None:
        super().__init__(theme)
        column = Column(theme, spacing=12, margins=(32, 24, 32, 24), parent=self)
        content = QWidget()
        inner = Column(theme, spacing=16, margins=(0, 4, 4, 0), parent=content)
        self._title = Label(theme, Kind.PRODUCT, wrap=True)
        self._note = Label(theme, Kind.BODY, wrap=True)
        inner.addWidget(self._title)
        inner.addWidget(self._note)
        self.campaign = ChoiceField(theme)
        self.campaign.chosen.connect(partial(intents.edit, BatchField.CAMPAIGN))
        self._campaign_fault = Label(theme, Kind.NOTE, token=Token.REFUSED_TEXT, wrap=True)
        inner.addWidget(self.campaign)
        inner.addWidget(self._campaign_fault)
        self.fields: dict[BatchField, TextField] = {BatchField.NAME: TextField(theme)}
        self.fields[BatchField.NAME].line.setMaxLength(NAME_LENGTH_MAX)
        inner.addWidget(self.fields[BatchField.NAME])
        numbers = Row(theme, spacing=16)
        for field in (
            BatchField.QUANTITY, BatchField.CARDS_PER_PACK, BatchField.PACKS_PER_CARTON,
        ):  # fmt: skip
            self.fields[field] = NumberField(theme, digits_max=_DIGITS_MAX)
            numbers.addWidget(self.fields[field], 1, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(numbers)
        for field, line in self.fields.items():
            line.edited.connect(partial(intents.edit, field))
        inner.addWidget(self._build_plan(theme))
        inner.addStretch(1)
        self._scroll = ScrollColumn(theme, content)
        column.addWidget(self._scroll, 1)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        foot = Row(theme, spacing=12)
        self._back = SecondaryButton(theme, key="Esc")
        self._back.clicked.connect(intents.back)
        self.act = PrimaryButton(theme, key="F12", large=True)
        self.act.clicked.connect(intents.act)
        foot.addWidget(self._back, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.act, 1)
        column.addLayout(foot)

    def _build_plan(self, theme: Theme) -> QWidget:
        self._well = CardSurface(theme, ground=Token.CANVAS, radius=16)
        column = Column(theme, spacing=6, margins=(20, 16, 20, 18), parent=self._well)
        self._comes_to = Label(theme, Kind.FIELD_LABEL, wrap=True)
        self._amounts = Label(theme, Kind.TITLE, wrap=True)
        self._numbers = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        for label in (self._comes_to, self._amounts, self._numbers):
            column.addWidget(label)
        return self._well

    def show_form(self, form: NewBatch) -> None:
        relabel(self._title, tell("view.new_batch"))
        note = "" if form.plan else tell("view.new_note")
        if form.may_be_begun:
            note = tell("view.may_be_begun")
        relabel(self._note, note, hide_empty=True)
        faults = {one.field: tell_message(one.fault) for one in form.faults}
        self._show_campaigns(form)
        relabel(self._campaign_fault, faults.get(BatchField.CAMPAIGN, ""), hide_empty=True)
        for field, line in self.fields.items():
            line.set_label(tell(f"view.field.{field.value}"))
            line.set_text(form.value(field))
            line.set_fault(faults.get(field))
            line.setEnabled(not form.may_be_begun)
        if form.plan and self._well.isHidden():
            self._scroll.keep_in_sight(self._well)
        show_if(self._well, bool(form.plan))
        if form.plan:
            relabel(self._comes_to, tell("view.comes_to"))
            *amounts, numbers = form.plan
            relabel(self._amounts, " · ".join(tell_message(one) for one in amounts))
            relabel(self._numbers, tell_message(numbers))
        relabel(self._fault, tell_message(form.fault), hide_empty=True)
        reword(self._back, tell("view.back"))
        reword(self.act, tell_message(form.act_word), why_off=why_off(form.act))
        self.setAccessibleName(tell("view.new_batch"))

    def _show_campaigns(self, form: NewBatch) -> None:
        chosen = form.value(BatchField.CAMPAIGN)
        nothing = [] if chosen else [("", tell("view.choose_campaign"))]
        self.campaign.set_label(tell("view.field.campaign"))
        self.campaign.set_options(
            [*nothing, *((one.campaign, _words(one)) for one in form.campaigns)]
        )
        self.campaign.set_value(chosen)
        self.campaign.setEnabled(not form.may_be_begun)


def _words(choice: CampaignChoice) -> str:
    return tell(
        "view.campaign",
        title=choice.title,
        price_minor=choice.price_minor,
        currency=choice.currency,
    )
