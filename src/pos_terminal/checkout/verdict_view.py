"""The settled answer: activated, partly, or not; what is to be handed back; the receipt."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from pos_terminal.checkout.model import CheckoutState, Mode, VerdictPart
from pos_terminal.checkout.parts_view import RIGHT_WIDTH, money
from pos_terminal.checkout.sentences_view import tell, tell_message, why_off
from pos_terminal.devices.receipt_layout import receipt_lines
from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_look import PRINTER_MOODS, printer_word, state_look
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import Icon
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.product_art import Artworks, ProductArt
from pos_terminal.look.receipt_paper import ReceiptPaper
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_KEY, Theme, Token
from pos_terminal.look.verdict import VerdictBanner
from pos_terminal.look.way_back_words import way_back_words
from pos_terminal.receipts import ReceiptData
from pos_terminal.words import CardLine, Tone

_COLUMNS: Final = 38
_ANSWER_WIDTH: Final = 186


class VerdictPage(QWidget):
    """Printing is the main act; handing money back comes before it where some is due."""

    print_asked = Signal()
    next_asked = Signal()
    void_asked = Signal()
    handed_back = Signal()

    def __init__(self, theme: Theme, artworks: Artworks) -> None:
        super().__init__()
        row = Row(theme, spacing=32, margins=(32, 32, 32, 32), parent=self)
        self._answer = _AnswerCard(theme, artworks)
        self._answer.void_asked.connect(self.void_asked)
        row.addWidget(self._answer, 1)
        self._receipt = _ReceiptPanel(theme)
        self._receipt.print_asked.connect(self.print_asked)
        self._receipt.next_asked.connect(self.next_asked)
        self._receipt.handed_back.connect(self.handed_back)
        row.addWidget(self._receipt)

    def show_verdict(self, state: CheckoutState, verdict: VerdictPart) -> None:
        self._answer.show_answer(state, verdict)
        self._receipt.show_receipt(state, verdict)


class _AnswerCard(CardSurface):
    void_asked = Signal()

    def __init__(self, theme: Theme, artworks: Artworks) -> None:
        super().__init__(theme)
        self._artworks = artworks
        self._rows: list[_AnswerRow] = []
        column = Column(theme, parent=self)
        self._banner = VerdictBanner(theme, Tone.ACTIVATED)
        column.addWidget(self._banner)
        content = QWidget()
        self._lines = Column(theme, margins=(32, 8, 32, 0), parent=content)
        self._lines.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        foot = Row(theme, spacing=12, margins=(36, 12, 32, 24))
        self._shield = Icon(theme, "shield-check", 22, Token.INK_2)
        self._confirmed = Label(theme, Kind.BODY, wrap=True)
        self._void = SecondaryButton(theme, icon="arrow-u-up-left")
        self._void.clicked.connect(self.void_asked)
        foot.addWidget(self._shield)
        foot.addWidget(self._confirmed, 1)
        foot.addWidget(self._void)
        column.addLayout(foot)

    def show_answer(self, state: CheckoutState, verdict: VerdictPart) -> None:
        tone = Tone.ACTIVATED if state.mode is Mode.ACTIVATED else Tone.REFUSED
        word, sentence = tell_message(verdict.headline), tell_message(verdict.sentence)
        self._banner.show_answer(word, sentence, tone=tone)
        at = verdict.confirmed_at_ms
        confirmed = "" if at is None else tell("view.confirmed", time=_to_the_second(at))
        relabel(self._confirmed, confirmed)
        show_if(self._shield, at is not None)
        reword(self._void, tell("view.void_sale"), why_off=why_off(state.buttons.void_sale))
        show_if(self._void, state.mode is not Mode.NOT_ACTIVATED)
        while len(self._rows) < len(state.lines):
            row = _AnswerRow(self._theme, self._artworks)
            self._lines.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for index, row in enumerate(self._rows):
            show_if(row, index < len(state.lines))
            if index < len(state.lines):
                row.show_line(state.lines[index], state.currency)


class _AnswerRow(QWidget):
    """Artwork, name and price, the digits again, and the card's own answer."""

    def __init__(self, theme: Theme, artworks: Artworks) -> None:
        super().__init__()
        column = Column(theme, parent=self)
        row = Row(theme, spacing=20, margins=(0, 22, 0, 4))
        self._art = ProductArt(theme, artworks, 114)
        self._name = Label(theme, Kind.HEAD, wrap=True)
        self._price = Label(theme, Kind.BODY, token=Token.INK_3)
        self._why = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        self._digits = Label(theme, Kind.DIGITS)
        self._pill = Pill(theme, Mood.ACTIVATED)
        words = Column(theme, spacing=2)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._price)
        words.addStretch(1)
        row.addWidget(self._art, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self._digits, 0, Qt.AlignmentFlag.AlignVCenter)
        # A place of one width for every answer, so that the digits stand under each other.
        answer = QWidget()
        keep_size(theme, answer, width=_ANSWER_WIDTH)
        place = Row(theme, parent=answer)
        place.addStretch(1)
        place.addWidget(self._pill)
        row.addWidget(answer, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        why = Row(theme, margins=(134, 6, 0, 0))
        why.addWidget(self._why)
        column.addLayout(why)
        column.gap(18)
        column.addWidget(Hairline(theme))

    def show_line(self, line: CardLine, currency: str) -> None:
        price = money(line.price_minor, currency)
        self._art.show_product(line.name, price, line.artwork)
        relabel(self._name, line.name)
        relabel(self._price, price)
        relabel(self._why, tell_message(line.why_refused), hide_empty=True)
        relabel(self._digits, line.last_four)
        mood, icon = state_look(line)
        self._pill.show_state(mood, tell_message(line.state_word), icon=icon)
        parts = (self._name, self._digits, self._price, self._pill, self._why)
        self.setAccessibleName(", ".join(filter(None, (p.accessibleName() for p in parts))))


class _ReceiptPanel(CardSurface):
    print_asked = Signal()
    next_asked = Signal()
    handed_back = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._shown: ReceiptData | None = None
        keep_size(theme, self, width=RIGHT_WIDTH)
        column = Column(theme, spacing=12, margins=(24, 20, 24, 24), parent=self)
        head = Row(theme, spacing=12)
        self._title = Label(theme, Kind.CARD_TITLE)
        self._printer = Pill(theme, Mood.ACTIVATED)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._printer)
        column.addLayout(head)
        self._refund = RefundBox(theme)
        self._no_refund = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        column.addWidget(self._refund)
        column.addWidget(self._no_refund)
        content = QWidget()
        self.paper = ReceiptPaper(theme)
        paper = Column(theme, margins=(15, 4, 15, 4), parent=content)
        paper.addWidget(self.paper)
        paper.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        self._build_buttons(column, theme)

    def _build_buttons(self, column: Column, theme: Theme) -> None:
        """The main place and its key go to what is next: hand back, print, then the next sale."""
        self._next = SecondaryButton(theme, key="F4")
        self._print_again = SecondaryButton(theme, icon="printer")
        self._hand_back = PrimaryButton(theme, icon="money-fill", key="F12", large=True)
        self._print = PrimaryButton(theme, icon="printer-fill", key="F12", large=True)
        self._go_on = PrimaryButton(theme, icon="barcode-bold", key="F12", large=True)
        QShortcut(QKeySequence("F4"), self._go_on).activated.connect(self._go_on.click)
        self._next.clicked.connect(self.next_asked)
        self._go_on.clicked.connect(self.next_asked)
        self._print_again.clicked.connect(self.print_asked)
        self._print.clicked.connect(self.print_asked)
        self._hand_back.clicked.connect(self.handed_back)
        for button in (
            self._print_again,
            self._next,
            self._hand_back,
            self._print,
            self._go_on,
        ):
            column.addWidget(button)

    def show_receipt(self, state: CheckoutState, verdict: VerdictPart) -> None:
        has_paper = verdict.receipt is not None
        relabel(self._title, tell("view.receipt" if has_paper else "view.refund"))
        show_if(self._printer, has_paper)
        mood, icon = PRINTER_MOODS[verdict.printer]
        self._printer.show_state(mood, printer_word(verdict.printer), icon=icon)
        show_if(self.paper, has_paper)
        if verdict.receipt is not None and verdict.receipt != self._shown:
            self._shown = verdict.receipt
            self.paper.show_lines(receipt_lines(verdict.receipt, _COLUMNS))
        due = verdict.refund_minor
        given = verdict.given_minor
        show_if(self._refund, bool(due or given))
        way = way_back_words(verdict.way)
        if given:
            amount = money(given, state.currency)
            self._refund.show_refund(tell("view.give_now"), amount, way, tell("view.give_note"))
        elif due:
            amount = money(due, state.currency)
            word = tell("view.refund_due" if verdict.refund_known else "view.refund_in_question")
            self._refund.show_refund(word, amount, way or _why_not(verdict), _note_of(verdict))
        nothing = ""
        if verdict.settled_elsewhere:
            nothing = tell("view.refund_settled")
        elif not due and not given and not has_paper:
            nothing = tell("view.no_refund" if verdict.refund_id is None else "view.refunded")
        relabel(self._no_refund, nothing, hide_empty=True)
        relabel(self._fault, tell_message(verdict.print_fault), hide_empty=True)
        self._show_buttons(state, verdict)

    def _show_buttons(self, state: CheckoutState, verdict: VerdictPart) -> None:
        buttons = state.buttons
        printing = tell("view.print_again" if verdict.printed else "view.print_receipt")
        for button in (self._print, self._print_again):
            reword(button, printing, why_off=why_off(buttons.print_receipt))
        to_print = verdict.receipt is not None and not verdict.printed
        leaving = tell("view.next_without" if to_print else "view.next_sale")
        reword(self._next, leaving, why_off=why_off(buttons.next_sale))
        reword(self._go_on, tell("view.next_sale"), why_off=why_off(buttons.next_sale))
        amount = money(verdict.refund_minor, state.currency)
        reword(
            self._hand_back,
            tell("view.handed_back", amount=amount)
            if verdict.refund_known
            else tell("view.ask_again"),
            why_off=why_off(verdict.hand_back),
        )
        due = bool(verdict.refund_minor)
        show_if(self._hand_back, due)
        show_if(self._print, to_print and not due)
        show_if(self._go_on, not to_print and not due)
        show_if(self._print_again, verdict.receipt is not None and (due or verdict.printed))
        show_if(self._next, due or to_print)


class RefundBox(CardSurface):
    """Money that has to go back to the customer now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ground=Token.REFUSED_TINT, edge=None, radius=RADIUS_KEY)
        row = Row(theme, spacing=16, margins=(20, 14, 20, 16), parent=self)
        row.addWidget(Icon(theme, "money", 32, Token.REFUSED_TEXT), 0, Qt.AlignmentFlag.AlignTop)
        words = Column(theme)
        self._word = Label(theme, Kind.STRONG, wrap=True)
        self._amount = Label(theme, Kind.TOTAL)
        self._way = Label(theme, Kind.STRONG, wrap=True)
        self._note = Label(theme, Kind.NOTE, wrap=True)
        for label in (self._word, self._amount, self._way, self._note):
            words.addWidget(label)
        row.addLayout(words, 1)

    def show_refund(self, word: str, amount: str, way: str, note: str) -> None:
        relabel(self._word, word)
        relabel(self._amount, amount)
        relabel(self._way, way)
        relabel(self._note, note)
        self.setAccessibleName(f"{self._word.text()} {amount}. {way} {note}")


def _why_not(verdict: VerdictPart) -> str:
    """Why the money does not go back now; empty where it does."""
    if not verdict.refund_known:
        return tell("view.refund_not_known" if verdict.has_line else "view.refund_no_line")
    return "" if verdict.hand_back.enabled else tell("view.refund_shut_out")


def _note_of(verdict: VerdictPart) -> str:
    return tell("view.refund_note") if verdict.refund_known else ""


def _to_the_second(at_ms: int) -> str:
    return f"{manner().local(at_ms):%H:%M:%S}"
