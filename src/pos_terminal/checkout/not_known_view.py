"""Amber: paid, not known yet. What is settled, where the cards stay, who acts, and when again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_terminal.checkout.correction_view import CorrectionPanel
from pos_terminal.checkout.model import CheckoutState, NotKnownPart
from pos_terminal.checkout.parts_view import RIGHT_WIDTH
from pos_terminal.checkout.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import DangerButton, PrimaryButton, SecondaryButton
from pos_terminal.look.card_look import step_texts
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.countdown_ring import CountdownRing
from pos_terminal.look.kept_cards import KeptCards
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.relabel import relabel, reword
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.stepper import Stepper
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.look.verdict import VerdictBanner
from pos_terminal.words import Tone


class NotKnownPage(QWidget):
    try_asked = Signal()
    leave_asked = Signal()
    slip_asked = Signal()
    manager_called = Signal()
    was_cash = Signal()
    was_reference = Signal(str)

    def __init__(self, theme: Theme, artworks: Artworks, now_ms: Callable[[], int]) -> None:
        super().__init__()
        row = Row(theme, spacing=32, margins=(32, 32, 32, 32), parent=self)
        left = CardSurface(theme)
        column = Column(theme, parent=left)
        self._banner = VerdictBanner(theme, Tone.NOT_KNOWN, height=268)
        column.addWidget(self._banner)
        body = Column(theme, margins=(32, 36, 32, 24))
        self._steps = Stepper(theme)
        body.addWidget(self._steps)
        body.gap(24)
        body.addWidget(Hairline(theme))
        self._cards = KeptCards(theme, artworks)
        body.addWidget(ScrollColumn(theme, self._cards), 1)
        foot = Row(theme, spacing=16, margins=(0, 12, 0, 0))
        self._cannot_wait = Label(theme, Kind.BODY, wrap=True)
        self._refund = DangerButton(theme, icon="user-gear", key="F2")
        self._refund.clicked.connect(self.manager_called)
        foot.addWidget(self._cannot_wait, 1)
        foot.addWidget(self._refund)
        body.addLayout(foot)
        column.addLayout(body, 1)
        row.addWidget(left, 1)
        side = QWidget()
        keep_size(theme, side, width=RIGHT_WIDTH)
        self._right = QStackedLayout(side)
        row.addWidget(side)
        self._panel = _TryPanel(theme, now_ms)
        self._panel.try_asked.connect(self.try_asked)
        self.correction = CorrectionPanel(theme)
        self.correction.was_cash.connect(self.was_cash)
        self.correction.was_reference.connect(self.was_reference)
        for panel in (self._panel, self.correction):
            panel.leave_asked.connect(self.leave_asked)
            panel.slip_asked.connect(self.slip_asked)
            self._right.addWidget(panel)
        self._sale: str | None = None

    def show_not_known(self, state: CheckoutState, part: NotKnownPart) -> None:
        self._banner.show_answer(tell_message(part.headline), tell_message(part.sentence))
        self._steps.show_steps(step_texts(part.steps, tell_message))
        self._cards.show_cards(state.lines, state.currency)
        relabel(self._cannot_wait, tell("view.cannot_wait"))
        why = why_off(state.buttons.call_manager)
        reword(self._refund, tell("view.call_to_refund"), why_off=why)
        if part.correction is None:
            self._panel.show_try(state, part)
            self._right.setCurrentWidget(self._panel)
            return
        if self._sale != state.sale_number:
            self.correction.start_over()
        self._sale = state.sale_number
        self.correction.show_correction(state, part, part.correction)
        self._right.setCurrentWidget(self.correction)

    def take_focus(self) -> None:
        """The one thing to type here, where there is one."""
        if self._right.currentWidget() is self.correction:
            self.correction.field.setFocus()


class _TryPanel(CardSurface):
    try_asked = Signal()
    leave_asked = Signal()
    slip_asked = Signal()

    def __init__(self, theme: Theme, now_ms: Callable[[], int]) -> None:
        super().__init__(theme)
        column = Column(theme, margins=(24, 22, 24, 24), parent=self)
        head = Row(theme, spacing=12)
        self._title = Label(theme, Kind.CARD_TITLE)
        self._tries = Label(theme, Kind.QUIET, wrap=True, align=Qt.AlignmentFlag.AlignRight)
        head.addWidget(self._title)
        head.addWidget(self._tries, 1)
        column.addLayout(head)
        column.addStretch(1)
        self.ring = CountdownRing(theme, now_ms)
        column.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._try = SecondaryButton(theme, icon="arrow-clockwise-bold", key="F5")
        self._try.clicked.connect(self.try_asked)
        column.addWidget(self._try)
        column.gap(16)
        self._stays = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._stays)
        column.addStretch(2)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        column.gap(8)
        self._leave = SecondaryButton(theme, key="F4")
        self._leave.clicked.connect(self.leave_asked)
        column.addWidget(self._leave)
        column.gap(12)
        self._slip = PrimaryButton(theme, icon="printer-fill", key="F12", large=True)
        self._slip.clicked.connect(self.slip_asked)
        column.addWidget(self._slip)

    def show_try(self, state: CheckoutState, part: NotKnownPart) -> None:
        relabel(self._title, tell("view.next_try"))
        since = f"{manner().local(part.since_ms):%H:%M:%S}"
        relabel(self._tries, tell("view.tries", count=part.tries, time=since))
        if part.next_try_ms is None:
            self.ring.stand(tell("view.trying"))
        else:
            whole = part.next_try_ms - part.waiting_from_ms
            self.ring.count_down(part.next_try_ms, whole, unit=tell("view.seconds"))
        buttons = state.buttons
        reword(self._try, tell("view.try_now"), why_off=why_off(buttons.try_now))
        # Only a lost line comes back by itself; all else that can be in the way needs a person.
        lost = part.sentence.id == "not_known_yet"
        relabel(self._stays, tell("view.stays_and_goes_on" if lost else "view.stays"))
        relabel(self._fault, tell_message(part.print_fault), hide_empty=True)
        reword(self._leave, tell("view.leave_waiting"), why_off=why_off(buttons.leave_waiting))
        slip = "view.slip_again" if part.slip_printed else "view.print_slip"
        reword(self._slip, tell(slip), why_off=why_off(buttons.print_waiting_slip))
