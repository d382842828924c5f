"""In place of what is not there: nothing chosen, nothing told yet, nothing that could be told."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import Icon
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token


class NothingPanel(CardSurface):
    """``retry`` is called where somebody asks again; F5 does so too."""

    def __init__(self, theme: Theme, icon: str, retry: Callable[[], object]) -> None:
        super().__init__(theme)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = Column(theme, spacing=12, margins=(32, 24, 32, 24), parent=self)
        column.addStretch(1)
        self._icon = Icon(theme, icon, 72, Token.INK_3)
        column.addWidget(self._icon, 0, centre)
        self._word = Label(theme, Kind.PRODUCT, wrap=True, align=centre)
        self._note = Label(theme, Kind.BODY, wrap=True, align=centre)
        column.addWidget(self._word)
        column.addWidget(self._note)
        column.addStretch(1)
        foot = Row(theme)
        foot.addStretch(1)
        self._retry = PrimaryButton(theme, icon="arrow-clockwise-bold", key="F5", large=True)
        self._retry.clicked.connect(retry)
        foot.addWidget(self._retry, 1)
        column.addLayout(foot)

    def show_nothing(self, icon: str, word: str, note: str, *, retry: str, can_retry: bool) -> None:
        """Say what is missing in a ``word``, if there is one, and why in a ``note``."""
        self._icon.set_icon(icon, Token.INK_3)
        relabel(self._word, word, hide_empty=True)
        relabel(self._note, note)
        show_if(self._retry, can_retry)
        reword(self._retry, retry)
