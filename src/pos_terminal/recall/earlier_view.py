"""The recalls that were begun before, in place of the choice."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column
from pos_terminal.look.buttons import LinkButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.choice_row import ChoiceRow
from pos_terminal.look.money import format_number
from pos_terminal.look.recall_words import act_word, reason_word, state_word
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme
from pos_terminal.recall.intents import RecallIntents
from pos_terminal.recall.model import Earlier, EarlierRecall
from pos_terminal.recall.moods_view import MOODS
from pos_terminal.recall.sentences_view import tell, why_off


class EarlierPanel(CardSurface):
    def __init__(self, theme: Theme, intents: RecallIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        self.rows: list[ChoiceRow] = []
        self._shown: tuple[EarlierRecall, ...] = ()
        column = Column(theme, spacing=10, margins=(16, 18, 16, 16), parent=self)
        self._title = Label(theme, Kind.CARD_TITLE)
        column.addWidget(self._title)
        self._none = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._none)
        content = QWidget()
        self._column = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self.more = LinkButton(theme, icon="caret-down-bold")
        self.more.clicked.connect(intents.more_earlier)
        self._column.addWidget(self.more)
        self._column.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)

    def show_earlier(self, listed: Earlier, chosen: int | None) -> None:
        self._shown = earlier = listed.recalls
        relabel(self._title, tell("view.earlier"))
        relabel(self._none, "" if earlier else tell("view.no_earlier"), hide_empty=True)
        while len(self.rows) < len(earlier):
            row = ChoiceRow(self._theme)
            row.clicked.connect(partial(self._open, len(self.rows)))
            self._column.insertWidget(len(self.rows), row)
            self.rows.append(row)
        for place, row in enumerate(self.rows):
            show_if(row, place < len(earlier))
            if place < len(earlier):
                _show(row, earlier[place])
                row.show_chosen(earlier[place].recall_id == chosen)
        show_if(self.more, listed.more is not None)
        if listed.more is not None:
            reword(self.more, tell("view.more_earlier"), why_off=why_off(listed.more))

    def _open(self, place: int) -> None:
        self._intents.open_recall(self._shown[place].recall_id)


def _show(row: ChoiceRow, recall: EarlierRecall) -> None:
    row.show_entry(
        title=tell("view.earlier_title", act=act_word(recall.act), number=str(recall.recall_id)),
        figure=format_number(recall.total, manner().language),
        note=tell(
            "view.earlier_line",
            begun_at=recall.at_ms,
            name=recall.by,
            reason=reason_word(recall.reason),
        ),
        state=state_word(recall.state),
        mood=MOODS[recall.state],
    )
