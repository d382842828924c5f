"""The page *Import*: what becomes of each line at the left, the file at the right."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from pos_terminal.card_import.file_view import FilePanel
from pos_terminal.card_import.model import ImportIntents, ImportPicture, Stage
from pos_terminal.card_import.sentences_view import tell, tell_message
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import LinkButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.fact import Fact
from pos_terminal.look.frame import Frame
from pos_terminal.look.money import format_number
from pos_terminal.look.nothing_panel import NothingPanel
from pos_terminal.look.page import Page
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.share_bar import ShareBar
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

PAGE: Final = "import"
_CSV: Final = " (*.csv *.age *.txt *)"


class FileQuestions:
    """The system's own questions for files; nothing where a person thinks better of it."""

    def file_of_cards(self, parent: QWidget) -> Path | None:
        name = tell("view.files") + _CSV
        return _path(QFileDialog.getOpenFileName(parent, tell("view.choose_file"), "", name))

    def key(self, parent: QWidget) -> Path | None:
        name = tell("view.keys") + " (*.txt *.key *)"
        return _path(QFileDialog.getOpenFileName(parent, tell("view.choose_key"), "", name))

    def report(self, parent: QWidget) -> Path | None:
        title, suggested = tell("view.save_report"), tell("view.report_name")
        name = tell("view.csv") + " (*.csv)"
        return _path(QFileDialog.getSaveFileName(parent, title, suggested, name))


class ImportPage(Page):
    """While a file is being taken in, the page may be left: it goes on."""

    def __init__(
        self,
        theme: Theme,
        intents: ImportIntents,
        frame: Frame,
        questions: FileQuestions | None = None,
    ) -> None:
        super().__init__(
            frame, title=lambda: tell("view.title"), context=lambda: tell("view.context")
        )
        self._intents = intents
        self._questions = questions or FileQuestions()
        self._state: ImportPicture | None = None
        row = Row(theme, spacing=24, margins=(32, 28, 32, 28), parent=self)
        self._left = QStackedLayout()
        row.addLayout(self._left, 1)  # first, or its first page would be a window of its own
        self.nothing = NothingPanel(theme, "file-text", intents.open)
        self._report = self._build_report(theme)
        self._left.addWidget(self.nothing)
        self._left.addWidget(self._report)
        self.file = FilePanel(theme, intents)
        self.file.file_wanted.connect(self._choose_file)
        self.file.key_wanted.connect(self._choose_key)
        row.addWidget(self.file)
        intents.watch(self._show)

    def _build_report(self, theme: Theme) -> QWidget:
        surface = CardSurface(theme)
        column = Column(theme, spacing=16, margins=(32, 28, 32, 24), parent=surface)
        self._sentence = Label(theme, Kind.TITLE, wrap=True)
        column.addWidget(self._sentence)
        self._bar = ShareBar(theme, height=16)
        column.addWidget(self._bar)
        self._progress = Label(theme, Kind.LEAD, wrap=True)
        column.addWidget(self._progress)
        self._facts_part = QWidget()
        facts = Row(theme, spacing=16, parent=self._facts_part)
        self._accepted = Fact(theme, "cards")
        self._there = Fact(theme, "check-circle")
        self._refused = Fact(theme, "prohibit")
        for fact in (self._accepted, self._there, self._refused):
            facts.addWidget(fact, 1)
        column.addWidget(self._facts_part)
        column.addWidget(self._build_lines(theme), 1)
        column.addStretch(0)
        return surface

    def _build_lines(self, theme: Theme) -> QWidget:
        self._lines_part = QWidget()
        column = Column(theme, spacing=12, parent=self._lines_part)
        chips = Row(theme, spacing=10)
        self.refused_chip = Chip(theme, height=48)
        self.refused_chip.clicked.connect(lambda: self._intents.show_only_refused(True))
        self.all_chip = Chip(theme, height=48)
        self.all_chip.clicked.connect(lambda: self._intents.show_only_refused(False))
        chips.addWidget(self.refused_chip)
        chips.addWidget(self.all_chip)
        chips.addStretch(1)
        self.save = LinkButton(theme, icon="download-simple")
        self.save.clicked.connect(self._save_report)
        chips.addWidget(self.save)
        column.addLayout(chips)
        content = QWidget()
        inner = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self._lines = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        self._more = Label(theme, Kind.STRONG, wrap=True)
        inner.addWidget(self._lines)
        inner.addWidget(self._more)
        inner.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        return self._lines_part

    def _show(self, state: ImportPicture) -> None:
        self._state = state
        self.file.show_file(state)
        relabel(self._sentence, tell_message(state.sentence))
        is_empty = state.report is None and state.stage not in (Stage.CHECKING, Stage.TAKING_IN)
        self._left.setCurrentWidget(self.nothing if is_empty else self._report)
        self.nothing.show_nothing(
            "pause-circle" if state.stage is Stage.PAUSED else "file-text",
            "",
            tell_message(state.sentence),
            retry="",
            can_retry=False,
        )
        is_counting = state.stage in (Stage.CHECKING, Stage.TAKING_IN)
        show_if(self._bar, is_counting)
        self._bar.show_share(state.done / max(1, state.of), Token.ACCENT)
        words = ""
        if is_counting:
            word = "view.checked" if state.stage is Stage.CHECKING else "view.taken_in"
            words = tell(word, done=state.done, of=state.of)
        relabel(self._progress, words, hide_empty=True)
        self._show_report(state)
        if state.toast is not None:
            self.show_toast(state.toast, tell_message, even_behind=True)

    def _show_report(self, state: ImportPicture) -> None:
        report = state.report
        show_if(self._facts_part, report is not None)
        show_if(self._lines_part, report is not None)
        if report is None:
            return
        language = manner().language
        accepted = "view.accepted_done" if state.stage is Stage.DONE else "view.accepted"
        self._accepted.show_fact(tell(accepted), format_number(report.accepted, language))
        self._there.show_fact(tell("view.there"), format_number(report.already_there, language))
        self._refused.show_fact(tell("view.refused"), format_number(report.refused, language))
        self.refused_chip.set_words(tell("view.only_refused"))
        self.refused_chip.setChecked(state.only_refused)
        self.all_chip.set_words(tell("view.all_lines"))
        self.all_chip.setChecked(not state.only_refused)
        reword(self.save, tell("view.save_report"))
        lines = [
            f"**{tell('view.line', line=one.line)}:** {tell(f'outcome.{one.outcome.value}')}"
            for one in report.lines
        ]
        relabel(self._lines, "\n".join(lines) or tell("view.no_refused"))
        relabel(
            self._more, tell("view.more", count=report.more) if report.more else "", hide_empty=True
        )

    def _choose_file(self) -> None:
        file = self._questions.file_of_cards(self)
        if file is not None:
            self._intents.choose_file(file)

    def _choose_key(self) -> None:
        file = self._questions.key(self)
        if file is not None:
            self._intents.choose_key(file)

    def _save_report(self) -> None:
        file = self._questions.report(self)
        if file is not None:
            self._intents.save_report(file)

    def opened(self) -> None:
        self._intents.open()

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)


def _path(answer: tuple[str, str]) -> Path | None:
    return Path(answer[0]) if answer[0] else None
