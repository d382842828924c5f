"""The right side: which batch, what the server has of its proof, and recording what was read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import LinkButton, PrimaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import Icon
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.share_bar import ShareBar
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.proofing.batches_view import BatchList
from pos_terminal.proofing.model import ProofCount, ProofIntents, ProofPicture
from pos_terminal.proofing.sentences_view import tell, tell_message, why_off
from pos_terminal.words import Message


class SidePanel(CardSurface):
    def __init__(self, theme: Theme, intents: ProofIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        column = Column(theme, spacing=14, margins=(24, 20, 24, 24), parent=self)
        self.batches = BatchList(theme, intents)
        column.addWidget(self.batches)
        self._note = Label(theme, Kind.NOTE, token=Token.NOT_KNOWN_TEXT, wrap=True)
        column.addWidget(self._note)
        self.retry = LinkButton(theme, icon="arrow-clockwise-bold", key="F5")
        self.retry.clicked.connect(intents.open)
        column.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Hairline(theme))
        column.addWidget(ScrollColumn(theme, self._build_count(theme)), 1)
        fault = Row(theme, spacing=10)
        self._fault_icon = Icon(theme, Mood.REFUSED.icon, 22, Mood.REFUSED.writing)
        self._fault = Label(theme, Kind.STRONG, token=Token.REFUSED_TEXT, wrap=True)
        fault.addWidget(self._fault_icon, 0, Qt.AlignmentFlag.AlignTop)
        fault.addWidget(self._fault, 1)
        column.addLayout(fault)
        self.record = PrimaryButton(theme, icon="check-square-offset", key="F12", large=True)
        self.record.clicked.connect(intents.record)
        column.addWidget(self.record)

    def _build_count(self, theme: Theme) -> QWidget:
        self._count = QWidget()
        column = Column(theme, spacing=8, parent=self._count)
        self._figure = Label(theme, Kind.TOTAL)
        self._figure_note = Label(theme, Kind.BODY, wrap=True)
        self._bar = ShareBar(theme, height=12)
        figure = Row(theme, spacing=12)
        figure.addWidget(self._figure)
        figure.addWidget(self._figure_note, 1)
        column.addLayout(figure)
        column.addWidget(self._bar)
        standing = Row(theme, spacing=10)
        self._standing_icon = Icon(theme, Mood.ACTIVATED.icon, 22, Mood.ACTIVATED.writing)
        self._standing = Label(theme, Kind.STRONG, wrap=True)
        standing.addWidget(self._standing_icon, 0, Qt.AlignmentFlag.AlignTop)
        standing.addWidget(self._standing, 1)
        column.addLayout(standing)
        self._print = QWidget()
        print_column = Column(theme, spacing=6, margins=(0, 8, 0, 0), parent=self._print)
        self._print_title = Label(theme, Kind.HEAD, wrap=True)
        self._print_facts = Label(theme, Kind.STRONG, wrap=True)
        self._print_note = Label(theme, Kind.NOTE, wrap=True)
        for label in (self._print_title, self._print_facts, self._print_note):
            print_column.addWidget(label)
        column.addWidget(self._print)
        column.addStretch(1)
        return self._count

    def show_state(self, state: ProofPicture) -> None:
        self.batches.show_state(state)
        relabel(self._note, tell_message(state.choices_note or state.note), hide_empty=True)
        show_if(self.retry, state.can_retry)
        reword(self.retry, tell("view.loading" if state.loading else "view.retry"))
        show_if(self._count, state.batch is not None)
        self._show_count(state.count)
        relabel(self._fault, tell_message(state.fault), hide_empty=True)
        show_if(self._fault_icon, state.fault is not None)
        in_doubt = state.fault == Message("fault.no_reply")
        mood = Mood.NOT_KNOWN if in_doubt else Mood.REFUSED
        self._fault_icon.set_icon(mood.icon, mood.writing)
        self._fault.set_token(mood.writing)
        why = why_off(state.record)
        reword(self.record, tell_message(state.record_word), why_off=why)

    def _show_count(self, count: ProofCount | None) -> None:
        note = "" if count is None else tell("view.count_note")
        relabel(self._figure_note, note, hide_empty=True)
        show_if(self._bar, count is not None)
        show_if(self._standing_icon, count is not None)
        if count is None:
            relabel(self._figure, tell("view.not_known"))
            relabel(self._standing, tell("view.count_note"))
            self._standing.set_token(Token.INK_2)
            show_if(self._print, False)
            return
        relabel(self._figure, tell("view.count", proven=count.proven, demanded=count.demanded))
        share = count.proven / count.demanded if count.demanded else 1.0
        token = Token.ACTIVATED if count.shippable else Token.ACCENT
        self._bar.show_share(1.0 if count.shippable else share, token)
        mood = Mood.ACTIVATED if count.shippable else Mood.QUIET
        self._standing_icon.set_icon(mood.icon, mood.writing)
        said = [count.standing] if count.unprinted is None else [count.standing, count.unprinted]
        relabel(self._standing, "\n".join(map(tell_message, said)), hide_empty=True)
        self._standing.set_token(mood.writing if count.shippable else Token.INK)
        show_if(self._print, bool(count.print))
        relabel(self._print_title, tell("view.print_title"))
        relabel(self._print_facts, "\n".join(map(tell_message, count.print)))
        relabel(self._print_note, tell("view.print_note"))
