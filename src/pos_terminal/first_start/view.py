"""The first start as a screen: one page at a time, without rail, with language and appearance."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_terminal.first_start.choose_view import ChoosePage
from pos_terminal.first_start.fingerprint_view import FingerprintPage
from pos_terminal.first_start.forms_view import (
    AdministratorPage,
    CheckPage,
    CodePage,
    ServerPage,
    ShopPage,
)
from pos_terminal.first_start.model import FirstStartIntents, FirstStartState, Page
from pos_terminal.first_start.next_steps_view import NextStepsPage
from pos_terminal.first_start.parts_view import PageCard
from pos_terminal.first_start.sentences_view import word, words
from pos_terminal.first_start.sheet_view import SheetPage
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.card_surface import Ground
from pos_terminal.look.icons import WAITING, Icon
from pos_terminal.look.mark import Mark
from pos_terminal.look.switches import Switches
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token


class _WorkingPage(QWidget):
    """What is being done, in words; there is nothing to press."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        middle = Qt.AlignmentFlag.AlignHCenter
        column = Column(theme, spacing=16, parent=self)
        column.addStretch(1)
        column.addWidget(Icon(theme, WAITING, 64, Token.ACCENT_TEXT), 0, middle)
        self._what = Label(theme, Kind.PRODUCT, wrap=True, align=middle)
        self._note = Label(theme, Kind.LEAD, wrap=True, align=middle)
        column.addWidget(self._what)
        column.addWidget(self._note)
        column.addStretch(1)

    def show_state(self, state: FirstStartState) -> None:
        if state.working is not None:
            self._what.setText(words(state.working))
        self._note.setText(word("working_note"))

    def first_field(self) -> QWidget | None:
        return None


class FirstStartView(Ground):
    """`language_asked` and `appearance_asked` name what to switch to; the owner does it."""

    language_asked = Signal(str)
    appearance_asked = Signal(str)

    def __init__(self, theme: Theme, intents: FirstStartIntents) -> None:
        super().__init__(theme, Token.CANVAS)
        self._intents = intents
        self._page: Page | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focus_ring", False)
        column = Column(theme, margins=(56, 40, 56, 32), parent=self)
        head = Row(theme, spacing=16)
        head.addWidget(Mark(theme, 44))
        self._name = Label(theme, Kind.HEAD)
        head.addWidget(self._name)
        head.addStretch(1)
        self._switches = Switches(theme)
        self._switches.language_asked.connect(self.language_asked)
        self._switches.appearance_asked.connect(self.appearance_asked)
        head.addWidget(self._switches)
        column.addLayout(head)
        column.gap(8)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self._pages: dict[Page, _AnyPage] = {
            Page.CHOOSE: ChoosePage(theme, intents),
            Page.SHOP: ShopPage(theme, intents),
            Page.ADMINISTRATOR: AdministratorPage(theme, intents),
            Page.SHEET: SheetPage(theme, intents),
            Page.SHEET_CHECK: CheckPage(theme, intents),
            Page.NEXT_STEPS: NextStepsPage(theme, intents),
            Page.SERVER: ServerPage(theme, intents),
            Page.FINGERPRINT: FingerprintPage(theme, intents),
            Page.CODE: CodePage(theme, intents),
            Page.WORKING: _WorkingPage(theme),
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        intents.watch(self.show_state)

    def show_state(self, state: FirstStartState) -> None:
        self._name.setText(word("first_start"))
        page = self._pages[state.page]
        page.show_state(state)
        if state.page is not self._page:
            self._page = state.page
            self._stack.setCurrentWidget(page)
            (page.first_field() or self).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._intents.back()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.show_state(self._intents.state)
        super().changeEvent(event)


_AnyPage = PageCard | ChoosePage | _WorkingPage
