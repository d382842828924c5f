"""The card just scanned: artwork, name, price, live picture, and the digits to compare."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.checkout.model import CheckingCard, CheckoutState
from pos_terminal.checkout.parts_view import money
from pos_terminal.checkout.sentences_view import tell, why_off
from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import DangerButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.number_display import NumberDisplay
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.product_art import Artworks, ProductArt
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_ART = 210
_CAMERA = (184, 132)


class CardPart(CardSurface):
    """Shows ``state.focus``; while its answer is awaited, the card that is being asked about."""

    differs = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, artworks: Artworks, *, with_camera: bool) -> None:
        super().__init__(theme)
        column = Column(theme, margins=(28, 28, 28, 28), parent=self)
        head = Row(theme, spacing=27)
        self._art = ProductArt(theme, artworks, _ART, lifted=True)
        head.addWidget(self._art, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(self._build_words(theme), 1)
        self.camera_place = CameraPlace(theme)
        if not with_camera:
            self.camera_place.hide()
        head.addWidget(self.camera_place, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.gap(20)
        column.addWidget(Hairline(theme))
        column.gap(28)
        self._ask = Label(theme, Kind.LEAD, wrap=True, align=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._ask)
        self.number = NumberDisplay(theme)
        column.addWidget(self.number, 1)
        column.gap(20)
        self._differ = DangerButton(theme, icon="x-bold", key="F8")
        self._differ.clicked.connect(self.differs)
        self._cancel = SecondaryButton(theme, key="Esc")
        self._cancel.clicked.connect(self.cancelled)
        foot = Row(theme, spacing=12)
        foot.addWidget(self._differ, 1)
        foot.addWidget(self._cancel)
        column.addLayout(foot)

    def _build_words(self, theme: Theme) -> Column:
        words = Column(theme, spacing=2)
        self._pill = Pill(theme, Mood.ACCENT)
        self._name = Label(theme, Kind.PRODUCT, wrap=True)
        self._price = Label(theme, Kind.SUBSENTENCE, token=Token.INK_2)
        words.addWidget(self._pill)
        words.gap(8)
        words.addWidget(self._name)
        words.addWidget(self._price)
        words.addStretch()
        return words

    def use_camera(self, on: bool) -> None:
        """Keep a place for the live picture, or give its room to the card's name."""
        show_if(self.camera_place, on)

    def show_card(self, state: CheckoutState) -> None:
        relabel(self._ask, tell("view.check_the_digits"))
        reword(
            self._differ, tell("view.digits_differ"), why_off=why_off(state.buttons.digits_differ)
        )
        reword(self._cancel, tell("view.cancel_sale"), why_off=why_off(state.buttons.cancel_sale))
        if state.checking:
            self._show_checking(state.checking[-1])
        elif state.focus is not None:
            line = state.focus
            price = money(line.price_minor, state.currency)
            self._show_pill("view.just_typed" if line.keyed else "view.just_scanned", line.keyed)
            relabel(self._name, line.name)
            relabel(self._price, price)
            self._art.show_product(line.name, price, line.artwork)
            self._show_digits(line.last_four, line.grouped)

    def _show_checking(self, card: CheckingCard) -> None:
        self._show_pill("view.checking", keyed=False)
        relabel(self._name, tell("view.checking_card"))
        relabel(self._price, "")
        self._art.show_product("", "", None)
        self._show_digits(card.last_four, card.grouped)

    def _show_pill(self, message_id: str, keyed: bool) -> None:
        word = tell(message_id)
        if word != self._pill.text():
            icon = "keyboard-bold" if keyed else "barcode-bold"
            self._pill.show_state(Mood.ACCENT, word, icon=icon)

    def _show_digits(self, last_four: str, grouped: str | None) -> None:
        spoken = tell("view.digits_spoken", digits=" ".join(last_four))
        self.number.show_number(last_four, grouped, spoken=spoken)


class CameraPlace(QWidget):
    """Where the live picture lies; the panel itself is moved over it when ``placed`` says so."""

    placed = Signal()

    def __init__(self, theme: Theme, *, tile: bool = True) -> None:
        super().__init__()
        if tile:
            keep_size(theme, self, width=_CAMERA[0], height=_CAMERA[1])
        else:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def resizeEvent(self, event: object) -> None:
        self.placed.emit()

    def moveEvent(self, event: object) -> None:
        self.placed.emit()
