"""The picture of a product in its form: as tills show it, with what can be done about it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from pos_terminal.batches.model import ArtworkPart, BatchesIntents
from pos_terminal.batches.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.product_art import Artworks, ProductArt
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_WIDTH: Final = 200
_PICTURES: Final = "*.png *.jpg *.jpeg *.tif *.tiff *.webp *.bmp *.gif"


class ArtworkField(QWidget):
    def __init__(self, theme: Theme, intents: BatchesIntents, artworks: Artworks) -> None:
        super().__init__()
        self._intents = intents
        row = Row(theme, spacing=20, parent=self)
        self.art = ProductArt(theme, artworks, _WIDTH)
        row.addWidget(self.art, 0, Qt.AlignmentFlag.AlignTop)
        column = Column(theme, spacing=8)
        row.addLayout(column, 1)
        self._label = Label(theme, Kind.FIELD_LABEL, wrap=True)
        self.below = Label(theme, Kind.NOTE, wrap=True)
        column.addWidget(self._label)
        column.addWidget(self.below)
        buttons = Row(theme, spacing=12)
        self.choose = SecondaryButton(theme, icon="image")
        self.choose.clicked.connect(self._choose)
        self.drop = SecondaryButton(theme)
        self.drop.clicked.connect(intents.drop_artwork)
        buttons.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignTop)
        buttons.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignTop)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)

    def show_part(self, part: ArtworkPart) -> None:
        self.art.show_product(part.title, part.price, part.artwork)
        relabel(self._label, tell("view.campaign.artwork"))
        self.below.set_token(Token.INK_2 if part.fault is None else Token.REFUSED_TEXT)
        said = part.fault or part.note
        relabel(self.below, tell_message(said) if said else tell("view.artwork.note"))
        reword(self.choose, tell("view.artwork.choose"), why_off=why_off(part.choose))
        show_if(self.drop, part.can_drop)
        reword(self.drop, tell("view.artwork.drop"))

    def _choose(self) -> None:
        kinds = f"{tell('view.artwork.pictures')} ({_PICTURES})"
        name, _ = QFileDialog.getOpenFileName(self, tell("view.artwork.choose"), "", kinds)
        if name:
            self._intents.choose_artwork(Path(name))
