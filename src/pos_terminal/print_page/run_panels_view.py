"""A run on the right half: how far it is, one that was cut off, and how its sheets came out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import LinkButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.share_bar import ShareBar
from pos_terminal.look.step_field import StepField
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.print_page.intents import PrintIntents
from pos_terminal.print_page.jobs import Progress, Stage
from pos_terminal.print_page.model import CutOffCard, Outcome, PrintPicture
from pos_terminal.print_page.sentences_view import tell, tell_message, why_off
from pos_terminal.words import Message


class RunningPanel(QWidget):
    """How far the run is, and the button that stops it."""

    def __init__(self, theme: Theme, intents: PrintIntents) -> None:
        super().__init__()
        column = Column(theme, spacing=10, parent=self)
        self._sentence = Label(theme, Kind.STRONG, wrap=True)
        self._bar = ShareBar(theme, height=12)
        self.stop = SecondaryButton(theme, icon="prohibit")
        self.stop.clicked.connect(intents.stop)
        for part in (self._sentence, self._bar, self.stop):
            column.addWidget(part)

    def show_progress(self, state: PrintPicture, progress: Progress | None) -> None:
        show_if(self, progress is not None)
        if progress is None:
            return
        values = {"done": progress.done, "of": progress.of}
        relabel(self._sentence, tell_message(Message(f"running.{progress.stage.value}", values)))
        self._bar.show_share(progress.done / progress.of if progress.of else 0.0, Token.ACCENT)
        show_if(self._bar, progress.of > 0)
        show_if(self.stop, progress.stage is not Stage.ENDING)
        reword(self.stop, tell("view.stop"), why_off=why_off(state.stop))


class CutOffPanel(CardSurface):
    """A run without an end: it is taken up by the main button, or ended here."""

    def __init__(self, theme: Theme, intents: PrintIntents) -> None:
        super().__init__(theme, ground=Token.NOT_KNOWN_TINT, edge=None, radius=14)
        column = Column(theme, spacing=4, margins=(16, 12, 16, 6), parent=self)
        self._title = Label(theme, Kind.STRONG, token=Token.NOT_KNOWN_TEXT, wrap=True)
        self._about = Label(theme, Kind.NOTE, token=Token.INK, wrap=True)
        self.end = LinkButton(theme)
        self.end.clicked.connect(intents.end_cut_off)
        for part in (self._title, self._about, self.end):
            column.addWidget(part)

    def show_card(self, card: CutOffCard | None) -> None:
        show_if(self, card is not None)
        if card is None:
            return
        relabel(self._title, tell("view.cut_off"))
        relabel(self._about, tell_message(card.about))
        reword(self.end, tell("view.end"), why_off=why_off(card.end))


class OutcomePanel(QWidget):
    """After sheets went to a printer: which was the last good one, and which cards are spoiled."""

    def __init__(self, theme: Theme, intents: PrintIntents) -> None:
        super().__init__()
        self._good = 0
        column = Column(theme, spacing=12, parent=self)
        self._title = Label(theme, Kind.TITLE, wrap=True)
        self._text = Label(theme, Kind.BODY, wrap=True)
        self._queue = Label(theme, Kind.STRONG, token=Token.NOT_KNOWN_TEXT, wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addWidget(self._queue)
        column.addWidget(Hairline(theme))
        row = Row(theme, spacing=12)
        words = Column(theme)
        self._last = Label(theme, Kind.STRONG, wrap=True)
        self._note = Label(theme, Kind.NOTE, wrap=True)
        words.addWidget(self._last)
        words.addWidget(self._note)
        row.addLayout(words, 1)
        self.good = StepField(theme)
        self.good.stepped.connect(lambda step: intents.say_good(self._good + step))
        row.addWidget(self.good)
        column.addLayout(row)
        self._tap = Label(theme, Kind.NOTE, wrap=True)
        self._about = Label(theme, Kind.STRONG, wrap=True)
        column.addWidget(self._tap)
        column.addWidget(self._about)

    def show_outcome(self, outcome: Outcome | None) -> None:
        show_if(self, outcome is not None)
        if outcome is None:
            return
        self._good = outcome.good
        relabel(self._title, tell("view.outcome"))
        count = outcome.fed - outcome.first + 1
        text = tell("view.outcome_text", count=count, first=outcome.first, last=outcome.fed)
        relabel(self._text, text)
        show_if(self._queue, outcome.queue is not None)
        if outcome.queue is not None:
            relabel(self._queue, tell_message(outcome.queue))
        relabel(self._last, tell("view.last_good"))
        relabel(self._note, tell("view.last_good_note"))
        self.good.set_words(less=tell("view.last_good_less"), more=tell("view.last_good_more"))
        number = str(outcome.good) if outcome.good >= outcome.first else tell("view.none_good")
        self.good.show_number(number, less=outcome.less.enabled, more=outcome.more.enabled)
        relabel(self._tap, tell("view.spoiled_note"))
        relabel(self._about, tell_message(outcome.about))
