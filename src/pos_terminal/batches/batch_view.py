"""One batch, opened: its figures, its history, and cancelling it, which nothing brings back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from card_contract.studio_messages import BatchState
from pos_terminal.batches.model import BatchCard, BatchesIntents, HistoryLine
from pos_terminal.batches.parts_view import STATES, WAYS, Figures, state_word
from pos_terminal.batches.sentences_view import (
    actor_words,
    kind_words,
    tell,
    tell_message,
    why_off,
)
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.hold_button import HoldButton
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.share_bar import ShareBar
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token


class BatchPanel(CardSurface):
    def __init__(self, theme: Theme, intents: BatchesIntents) -> None:
        super().__init__(theme)
        self._batch: int | None = None
        self._lines: list[_HistoryRow] = []
        column = Column(theme, spacing=12, margins=(32, 24, 32, 24), parent=self)
        content = QWidget()
        inner = Column(theme, spacing=16, margins=(0, 4, 4, 0), parent=content)
        inner.addLayout(self._build_head(theme))
        self._bar = ShareBar(theme, height=16)
        inner.addWidget(self._bar)
        self._sentence = Label(theme, Kind.LEAD, token=Token.INK, wrap=True)
        inner.addWidget(self._sentence)
        self._note = Label(theme, Kind.NOTE, token=Token.NOT_KNOWN_TEXT, wrap=True)
        inner.addWidget(self._note)
        inner.addWidget(Hairline(theme))
        self._figures = Figures(theme)
        inner.addWidget(self._figures)
        inner.addWidget(self._build_consequences(theme))
        self._history_title = Label(theme, Kind.CARD_TITLE, wrap=True)
        inner.addWidget(self._history_title)
        self._history = Column(theme)
        inner.addLayout(self._history)
        inner.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        column.addWidget(self._build_ways(theme, intents))
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        self.hold = HoldButton(theme)
        self.hold.held.connect(intents.cancel_batch)
        column.addWidget(self.hold)

    def _build_head(self, theme: Theme) -> Row:
        head = Row(theme, spacing=18)
        names = Column(theme, spacing=2)
        self._name = Label(theme, Kind.PRODUCT, wrap=True)
        self._about = Label(theme, Kind.QUIET, wrap=True)
        names.addWidget(self._name)
        names.addWidget(self._about)
        head.addLayout(names, 1)
        self._pill = Pill(theme, Mood.QUIET)
        head.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _build_consequences(self, theme: Theme) -> QWidget:
        self._well = CardSurface(theme, ground=Token.CANVAS, radius=16)
        column = Column(theme, spacing=6, margins=(20, 16, 20, 18), parent=self._well)
        self._if = Label(theme, Kind.STRONG, wrap=True)
        column.addWidget(self._if)
        self._consequences = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        column.addWidget(self._consequences)
        return self._well

    def _build_ways(self, theme: Theme, intents: BatchesIntents) -> QWidget:
        self._way_row = QWidget()
        row = Row(theme, spacing=12, parent=self._way_row)
        self.ways: dict[str, SecondaryButton] = {}
        for page, icon in WAYS.items():
            button = SecondaryButton(theme, icon=icon)
            button.clicked.connect(partial(intents.go_on, page))
            self.ways[page] = button
            row.addWidget(button, 1)
        return self._way_row

    def show_card(self, card: BatchCard) -> None:
        if self._batch != card.batch:
            self.hold.hide()  # what was begun at another batch must not end at this one
        self._batch = card.batch
        mood, icon = STATES[card.state]
        relabel(self._name, tell_message(card.name))
        relabel(self._about, tell_message(card.about))
        self._pill.show_state(mood, state_word(card.state), icon=icon)
        relabel(self._sentence, tell_message(card.sentence))
        relabel(self._note, tell_message(card.note), hide_empty=True)
        show_if(self._bar, card.state in (BatchState.MAKING, BatchState.FAILED))
        token = Token.ACCENT if card.state is BatchState.MAKING else Token.REFUSED
        self._bar.show_share(card.made / max(1, card.quantity), token)
        show_if(self._figures, card.figures is not None)
        if card.figures is not None:
            self._figures.show_figures(card.figures)
        self._show_history(card.history)
        relabel(self._fault, tell_message(card.fault), hide_empty=True)
        show_if(self._way_row, bool(card.ways))
        for page, button in self.ways.items():
            reword(button, tell(f"view.way.{page}"))
            show_if(button, page in card.ways)
        self._show_cancel(card)
        self.setAccessibleName(f"{tell_message(card.name)}, {state_word(card.state)}")

    def _show_cancel(self, card: BatchCard) -> None:
        show_if(self._well, card.cancel is not None)
        show_if(self.hold, card.cancel is not None)
        if card.cancel is not None:
            relabel(self._if, tell("view.if_cancelled"))
            relabel(self._consequences, " ".join(tell_message(one) for one in card.consequences))
            why = why_off(card.cancel)
            self.hold.setEnabled(why is None)
            self.hold.set_words(tell("view.cancel"), why or tell("view.cancel_note"))

    def _show_history(self, history: tuple[HistoryLine, ...] | None) -> None:
        lines = history or ()
        relabel(self._history_title, tell("view.history") if lines else "", hide_empty=True)
        while len(self._lines) < len(lines):
            row = _HistoryRow(self._theme)
            self._history.addWidget(row)
            self._lines.append(row)
        for place, row in enumerate(self._lines):
            show_if(row, place < len(lines))
            if place < len(lines):
                row.show_line(lines[place])

    def take_key(self, event: QKeyEvent) -> bool:
        """Take the key that holds; tell whether it was that one."""
        return self.hold.isVisible() and self.hold.hold_key_pressed(event)

    def let_key_go(self, event: QKeyEvent) -> bool:
        return self.hold.hold_key_released(event)


class _HistoryRow(QWidget):
    """What was done, when, and by whom."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = Column(theme, spacing=8, parent=self)
        column.addWidget(Hairline(theme))
        row = Row(theme, spacing=16, margins=(0, 0, 0, 8))
        self._kind = Label(theme, Kind.STRONG, wrap=True)
        self._by = Label(theme, Kind.BODY, wrap=True, align=Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._kind, 1)
        row.addWidget(self._by, 1)
        column.addLayout(row)

    def show_line(self, line: HistoryLine) -> None:
        relabel(self._kind, kind_words(line.kind))
        by = tell("view.history_line", written_at=line.at_ms, actor=actor_words(line.actor))
        relabel(self._by, by)
