"""The buttons that lie on the board: front or back, undo and redo, how large the card is shown."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from pos_terminal.card_design.elements import Side
from pos_terminal.designer.board_view import Board
from pos_terminal.designer.model import DesignerIntents, DesignerPicture
from pos_terminal.designer.new_elements import Tool
from pos_terminal.designer.parts_view import ToolButton
from pos_terminal.designer.rulers_view import RULER
from pos_terminal.designer.sentences_view import tell
from pos_terminal.designer.sight_view import STRIP
from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import QuietButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.icon_button import IconButton
from pos_terminal.look.theme import Theme

ZOOM_STEP = 1.25
ICONS = {
    Tool.SELECT: "cursor",
    Tool.ARTWORK: "image",
    Tool.TEXT: "text-t",
    Tool.BARCODE: "barcode",
    Tool.NUMBER: "hash",
    Tool.CODE: "selection-background",
    Tool.QR: "qr-code",
}


class Tools(QWidget):
    """What the next press on the card puts there."""

    def __init__(self, theme: Theme, intents: DesignerIntents) -> None:
        super().__init__()
        column = Column(theme, spacing=8, margins=(5, 12, 5, 12), parent=self)
        self.buttons = {tool: ToolButton(theme, ICONS[tool]) for tool in Tool}
        for tool, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, one=tool: intents.choose_tool(one))
            column.addWidget(button)
        column.addStretch(1)

    def show_state(self, state: DesignerPicture) -> None:
        for tool, button in self.buttons.items():
            button.set_words(tell(f"view.tool.{tool}"))
            button.setChecked(tool is state.tool)


class Strip(QWidget):
    """Lies over the upper edge of the board."""

    def __init__(self, theme: Theme, intents: DesignerIntents, board: Board) -> None:
        super().__init__()
        self._board = board
        keep_size(theme, self, height=STRIP)
        row = Row(theme, spacing=12, margins=(20, 12, 20, 8), parent=self)
        sides = Row(theme, spacing=4)
        self.sides = {side: Chip(theme, height=48) for side in Side}
        for side, chip in self.sides.items():
            chip.clicked.connect(lambda _checked=False, one=side: intents.turn(one))
            sides.addWidget(chip)
        row.addLayout(sides)
        row.addStretch(1)
        self.undo = IconButton(theme, "arrow-counter-clockwise-bold")
        self.redo = IconButton(theme, "arrow-clockwise-bold")
        self.undo.clicked.connect(intents.undo)
        self.redo.clicked.connect(intents.redo)
        row.addWidget(_plate(theme, self.undo, self.redo))
        self.smaller = IconButton(theme, "minus-bold")
        self.larger = IconButton(theme, "plus-bold")
        self.whole = IconButton(theme, "frame-corners-bold")
        self.percent = _Percent(theme)
        self.smaller.clicked.connect(lambda: board.zoom_to(board.sight.zoom / ZOOM_STEP))
        self.larger.clicked.connect(lambda: board.zoom_to(board.sight.zoom * ZOOM_STEP))
        self.percent.clicked.connect(lambda: board.zoom_to(1.0))
        self.whole.clicked.connect(board.fit)
        row.addWidget(_plate(theme, self.smaller, self.percent, self.larger, self.whole))
        board.zoomed.connect(self._show_zoom)

    def show_state(self, state: DesignerPicture) -> None:
        for side, chip in self.sides.items():
            chip.set_words(tell(f"view.side.{side}"))
            chip.setChecked(side is state.side)
            chip.update()
        self.undo.set_words(tell("view.undo"))
        self.redo.set_words(tell("view.redo"))
        self.undo.setEnabled(state.can_undo)
        self.redo.setEnabled(state.can_redo)
        self.smaller.set_words(tell("view.zoom_out"))
        self.larger.set_words(tell("view.zoom_in"))
        self.whole.set_words(tell("view.zoom_fit"))
        self._show_zoom()

    def _show_zoom(self) -> None:
        percent = round(100 * self._board.sight.zoom)
        self.percent.set_words(tell("view.zoom", percent=percent))
        words = tell("view.zoom_true", percent=percent)
        self.percent.setAccessibleName(words)
        self.percent.setToolTip(words)


class _Percent(QuietButton):
    """Always as wide: what stands beside it must not move."""

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(84), super().sizeHint().height())


def _plate(theme: Theme, *buttons: QWidget) -> CardSurface:
    plate = CardSurface(theme)
    row = Row(theme, parent=plate)
    for button in buttons:
        row.addWidget(button)
    return plate


def laid_over(theme: Theme, board: Board, strip: Strip) -> None:
    """Put the strip on the board, beside the ruler."""
    column = Column(theme, margins=(RULER, RULER, 0, 0), parent=board)
    column.addWidget(strip)
    column.addStretch(1)
