"""Below the matrix: who signs and what is done, or how far it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from card_contract.states import RecallState
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.hold_button import HoldButton
from pos_terminal.look.money import format_number
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.sentences import manner
from pos_terminal.look.share_bar import ShareBar
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.recall.intents import RecallIntents
from pos_terminal.recall.model import Progress, RecallPicture, Signing, Stage
from pos_terminal.recall.moods_view import BARS
from pos_terminal.recall.sentences_view import tell, tell_message, why_off


class Foot(CardSurface):
    def __init__(self, theme: Theme, intents: RecallIntents) -> None:
        super().__init__(theme)
        column = Column(theme, spacing=8, margins=(24, 14, 24, 16), parent=self)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        self.look = PrimaryButton(theme, key="F12", large=True)
        self.look.clicked.connect(intents.look)
        column.addWidget(self.look)
        self.signing = SigningPart(theme, intents)
        column.addWidget(self.signing)
        self.progress = ProgressPart(theme, intents)
        column.addWidget(self.progress)

    def show_state(self, state: RecallPicture) -> None:
        relabel(self._fault, tell_message(state.fault), hide_empty=True)
        reword(self.look, tell("view.look"), why_off=why_off(state.look))
        show_if(self.look, state.stage is Stage.CHOOSE)
        show_if(self.signing, state.signing is not None)
        if state.signing is not None:
            self.signing.show_signing(state.signing)
        show_if(self.progress, state.progress is not None)
        if state.progress is not None:
            self.progress.show_progress(state.progress)


class SigningPart(QWidget):
    """What can be done with the cards: stop their sale, or recall them for good."""

    def __init__(self, theme: Theme, intents: RecallIntents) -> None:
        super().__init__()
        column = Column(theme, spacing=8, parent=self)
        self._warning = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        column.addWidget(self._warning)
        first = Row(theme, spacing=12)
        self.sold = Chip(theme, height=52)
        self.sold.clicked.connect(intents.include_sold)
        first.addWidget(self.sold, 1)
        self._signed = Pill(theme, Mood.ACTIVATED)
        first.addWidget(self._signed, 0, Qt.AlignmentFlag.AlignVCenter)
        self.sign = SecondaryButton(theme, icon="identification-badge")
        self.sign.clicked.connect(intents.sign)
        first.addWidget(self.sign, 1)
        column.addLayout(first)
        second = Row(theme, spacing=12)
        self.stop_sale = SecondaryButton(theme, icon="hand-palm", key="F8")
        self.stop_sale.clicked.connect(intents.stop_sale)
        self.lift = SecondaryButton(theme, icon="arrow-u-up-left")
        self.lift.clicked.connect(intents.lift)
        self.hold = HoldButton(theme)
        self.hold.held.connect(intents.recall)
        sides = Column(theme, spacing=8)
        sides.addWidget(self.stop_sale)
        sides.addWidget(self.lift)
        second.addLayout(sides, 5)
        second.addWidget(self.hold, 6)
        column.addLayout(second)

    def show_signing(self, signing: Signing) -> None:
        relabel(self._warning, tell("view.for_good"))
        sold = signing.sold
        show_if(self.sold, sold is not None)
        if sold is not None:
            self.sold.set_words(tell("view.sold", count=sold.count))
            self.sold.setChecked(sold.included)
            self.sold.set_icon("check-square-fill" if sold.included else "square")
        signed = signing.signed_by
        show_if(self._signed, signed is not None)
        if signed is not None:
            self._signed.show_state(Mood.ACTIVATED, tell("view.signed", name=signed))
        show_if(self.sign, signing.sign is not None and signed is None)
        if signing.sign is not None:
            reword(self.sign, tell("view.sign"), why_off=why_off(signing.sign))
        show_if(self.stop_sale, signing.stop_sale is not None)
        if signing.stop_sale is not None:
            words = tell("view.stop_sale", count=signing.stop_count)
            reword(self.stop_sale, words, why_off=why_off(signing.stop_sale))
        show_if(self.lift, signing.lift is not None)
        if signing.lift is not None:
            words = tell("view.lift", count=signing.lift_count)
            reword(self.lift, words, why_off=why_off(signing.lift))
        why = why_off(signing.recall)
        self.hold.setEnabled(why is None)
        words = tell("view.recall", count=signing.count)
        self.hold.set_words(words, why or tell("view.recall_note"))

    def take_key(self, event: QKeyEvent) -> bool:
        return self.hold.isVisible() and self.hold.hold_key_pressed(event)

    def let_key_go(self, event: QKeyEvent) -> bool:
        return self.hold.hold_key_released(event)


class ProgressPart(QWidget):
    """How far a recall is, who signed it, and the ways out."""

    def __init__(self, theme: Theme, intents: RecallIntents) -> None:
        super().__init__()
        column = Column(theme, spacing=10, parent=self)
        head = Row(theme, spacing=12)
        self._done = Label(theme, Kind.CARD_TITLE)
        self._of = Label(theme, Kind.QUIET, align=Qt.AlignmentFlag.AlignRight)
        head.addWidget(self._done)
        head.addStretch(1)
        head.addWidget(self._of)
        column.addLayout(head)
        self._bar = ShareBar(theme, height=22)
        column.addWidget(self._bar)
        line = Row(theme, spacing=12)
        self._by = Pill(theme, Mood.ACTIVATED, bare=True)
        self._advice = Label(theme, Kind.NOTE, wrap=True, align=Qt.AlignmentFlag.AlignRight)
        line.addWidget(self._by)
        line.addWidget(self._advice, 1)
        column.addLayout(line)
        self._hearing = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        column.addWidget(self._hearing)
        self.stop = SecondaryButton(theme, icon="hand-palm")
        self.stop.clicked.connect(intents.stop)
        column.addWidget(self.stop)
        ways = Row(theme, spacing=12)
        self.go_on = SecondaryButton(theme, icon="caret-right-bold")
        self.go_on.clicked.connect(intents.go_on)
        ways.addWidget(self.go_on, 1)
        self.new = PrimaryButton(theme, key="F12", large=True)
        self.new.clicked.connect(intents.leave)
        ways.addWidget(self.new, 1)
        column.addLayout(ways)

    def show_progress(self, progress: Progress) -> None:
        share = progress.done / max(1, progress.total)
        relabel(self._done, tell("view.done", percent=int(share * 100)))
        language = manner().language
        done, total = (format_number(n, language) for n in (progress.done, progress.total))
        relabel(self._of, tell("view.done_of", done=done, total=total))
        running = progress.stop is not None
        self._bar.show_share(share, BARS[progress.state])
        signed = tell("view.by_one", name=progress.asked_by)
        if progress.approved_by is not None:
            signed = tell("view.by_two", name=progress.asked_by, other=progress.approved_by)
        self._by.show_state(Mood.ACTIVATED, signed)
        relabel(self._advice, tell_message(progress.advice))
        relabel(self._hearing, tell_message(progress.hearing), hide_empty=True)
        show_if(self.stop, running)
        if progress.stop is not None:
            reword(self.stop, tell("view.stop"), why_off=why_off(progress.stop))
        show_if(self.go_on, progress.go_on is not None)
        if progress.go_on is not None:
            reword(self.go_on, tell(_go_on_word(progress)), why_off=why_off(progress.go_on))
        reword(self.new, tell("view.back" if progress.is_over_choice else "view.new"))
        show_if(self.new, not running or progress.is_over_choice)


def _go_on_word(progress: Progress) -> str:
    """What else can be done with the cards of this recall."""
    if progress.state is RecallState.DONE:
        return f"view.go_on.{progress.act.value}"
    return "view.go_on.rest"
