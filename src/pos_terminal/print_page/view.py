"""The page *Print*: the sheet in its well at the left; what, where to and how at the right."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from pos_terminal.look.boxes import Row
from pos_terminal.look.frame import Frame
from pos_terminal.look.nothing_panel import NothingPanel
from pos_terminal.look.page import Page
from pos_terminal.look.relabel import show_if
from pos_terminal.look.theme import Theme
from pos_terminal.print_page.fit_view import FitDialog
from pos_terminal.print_page.intents import PrintIntents
from pos_terminal.print_page.jobs import TargetKind
from pos_terminal.print_page.model import Asked, PrintPicture
from pos_terminal.print_page.own_sheet_view import OwnSheetDialog
from pos_terminal.print_page.question_view import QuestionDialog
from pos_terminal.print_page.sentences_view import tell, tell_message
from pos_terminal.print_page.set_up_view import SetUpPanel
from pos_terminal.print_page.well_view import Well

_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: 1,
}


_FILES: Final = {
    Asked.FILE: (".pdf", "PDF (*.pdf)", "view.save_file"),
    Asked.SHOP: (".csv.age", "age (*.age)", "view.save_shop"),
}


class PrintPage(Page):
    """Left and right, or Page up and down, go through the sheets."""

    def __init__(self, theme: Theme, intents: PrintIntents, frame: Frame) -> None:
        super().__init__(
            frame,
            title=lambda: tell("view.title"),
            context=lambda: tell_message(intents.state.about),
        )
        self._intents = intents
        self._state: PrintPicture | None = None
        row = Row(theme, spacing=24, margins=(32, 28, 32, 28), parent=self)
        left = QWidget()
        self._left = QStackedLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        row.addWidget(left, 1)
        self.nothing = NothingPanel(theme, "printer", intents.open)
        self.well = Well(theme, intents)
        for part in (self.nothing, self.well):
            self._left.addWidget(part)
        self.set_up = SetUpPanel(theme, intents)
        self.set_up.test_wanted.connect(self._print_test)
        row.addWidget(self.set_up)
        self.question = QuestionDialog(theme, intents, frame)
        self.fit = FitDialog(theme, intents, frame)
        self.own_sheet = OwnSheetDialog(theme, intents, frame)
        self.question.yes.connect(self._answered_yes)
        self.question.key_file_wanted.connect(self._choose_key)
        intents.watch(self._show)

    def _show(self, state: PrintPicture) -> None:
        self._state = state
        has_batch = state.about is not None
        show_if(self.set_up, has_batch)
        if state.sight is None:
            self._show_nothing(state)
            self._left.setCurrentWidget(self.nothing)
        else:
            self.well.show_state(state)
            self._left.setCurrentWidget(self.well)
        if has_batch:
            self.set_up.show_state(state)
        self.question.show_question(state.question if self.isVisible() else None)
        self.fit.show_form(state.fit if self.isVisible() else None)
        self.own_sheet.show_form(state.own_sheet if self.isVisible() else None)
        if state.toast is not None:
            self.show_toast(state.toast, tell_message, even_behind=True)
        self.name_page()

    def _show_nothing(self, state: PrintPicture) -> None:
        icon, word, note = "printer", tell("view.none"), tell("view.none_note")
        fault = state.list_note or state.fault
        if state.about is not None and state.target.kind is TargetKind.SHOP:
            icon, word, note = "lock-key", tell("view.shop"), tell("view.shop_note")
        elif state.about is not None and fault is None:
            icon, word, note = "paint-brush", "", tell("view.no_design")
        elif state.loading:
            icon, word, note = "hourglass-medium", "", tell("view.loading")
        elif fault is not None:
            icon = "wifi-slash" if state.list_note is not None else "printer"
            word, note = tell("view.not_shown"), tell_message(fault)
        can_retry = state.can_retry and state.about is None
        self.nothing.show_nothing(icon, word, note, retry=tell("view.retry"), can_retry=can_retry)

    def _answered_yes(self) -> None:
        question = self._intents.state.question
        if question is None or question.asked not in _FILES:
            self._intents.answer(yes=True)
            return
        ending, kinds, title = _FILES[question.asked]
        name, _ = QFileDialog.getSaveFileName(
            self,
            tell(title),
            f"{tell_message(self._intents.state.about).partition(' · ')[0]}{ending}",
            kinds,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self._intents.write_to(Path(name))
        else:
            self._intents.answer(yes=False)

    def _print_test(self) -> None:
        if self._intents.state.target.kind is not TargetKind.FILE:
            self._intents.print_test(None)
            return
        name, _ = QFileDialog.getSaveFileName(self, tell("view.save_test"), "", "PDF (*.pdf)")
        if name:
            self._intents.print_test(Path(name))

    def _choose_key(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tell("view.choose_key"))
        if name:
            self._intents.read_key(Path(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._intents.turn_page(step)

    def opened(self) -> None:
        self._intents.open()
        if self._state is not None:
            self.question.show_question(self._state.question)
            self.fit.show_form(self._state.fit)
            self.own_sheet.show_form(self._state.own_sheet)

    def hideEvent(self, event: object) -> None:
        self.question.show_question(None)
        self.fit.show_form(None)
        self.own_sheet.show_form(None)

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)
