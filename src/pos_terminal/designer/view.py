"""The page *Design*: tools at the left, the board with its check, the properties at the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from pos_terminal.designer.board_view import Board
from pos_terminal.designer.checks_view import ChecksPanel
from pos_terminal.designer.model import DesignerIntents, DesignerPicture
from pos_terminal.designer.new_elements import Tool
from pos_terminal.designer.properties_view import PropertiesPanel
from pos_terminal.designer.sentences_view import tell, tell_message
from pos_terminal.designer.strip_view import Strip, Tools, laid_over
from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.frame import Frame
from pos_terminal.look.page import Page
from pos_terminal.look.theme import Theme

_TOOLS: Final = 76
_SIDE: Final = 300
_CHECKS: Final = 206
_PICTURES: Final = "*.png *.jpg *.jpeg *.tif *.tiff *.webp *.bmp *.gif *.svg"


class DesignPage(Page):
    def __init__(self, theme: Theme, intents: DesignerIntents, frame: Frame) -> None:
        super().__init__(
            frame,
            title=lambda: intents.state.design.name,
            context=lambda: tell_message(intents.state.standing),
        )
        self._intents = intents
        self._state: DesignerPicture | None = None
        row = Row(theme, parent=self)
        self.tools = Tools(theme, intents)
        keep_size(theme, self.tools, width=_TOOLS)
        row.addWidget(self.tools)
        row.addWidget(Hairline(theme, vertical=True))
        middle = Column(theme)
        row.addLayout(middle, 1)
        self.board = Board(theme, intents)
        self.strip = Strip(theme, intents, self.board)
        laid_over(theme, self.board, self.strip)
        middle.addWidget(self.board, 1)
        middle.addWidget(Hairline(theme))
        self.checks = ChecksPanel(theme, intents)
        keep_size(theme, self.checks, height=_CHECKS)
        middle.addWidget(self.checks)
        row.addWidget(Hairline(theme, vertical=True))
        self.properties = PropertiesPanel(theme, intents)
        keep_size(theme, self.properties, width=_SIDE)
        row.addWidget(self.properties)
        self.properties.artwork_wanted.connect(self._choose_artwork)
        self.tools.buttons[Tool.ARTWORK].clicked.connect(self._choose_artwork)
        self._on_key("Ctrl+Z", intents.undo)
        self._on_key("Ctrl+Shift+Z", intents.redo)
        self._on_key("Ctrl+D", intents.duplicate)
        self._on_key("Ctrl+S", self.properties.save.click)
        intents.watch(self._show)

    def _on_key(self, key: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _show(self, state: DesignerPicture) -> None:
        self._state = state
        self.tools.show_state(state)
        self.board.show_state(state)
        self.strip.show_state(state)
        self.checks.show_state(state)
        self.properties.show_state(state)
        if state.toast is not None:
            self.show_toast(state.toast, tell_message)
        self.name_page()

    def opened(self) -> None:
        self._intents.open()
        self.board.setFocus()

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)

    def _choose_artwork(self) -> None:
        kinds = f"{tell('view.pictures')} ({_PICTURES})"
        name, _ = QFileDialog.getOpenFileName(self, tell("view.choose_artwork"), "", kinds)
        if name:
            self._intents.choose_artwork(Path(name))
        else:
            self._intents.choose_tool(Tool.SELECT)
