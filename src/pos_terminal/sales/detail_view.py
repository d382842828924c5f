"""One past sale: its cards, its receipt, a copy of it, and the way to its cancellation."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QStackedLayout, QWidget

from card_contract.states import PaymentKind
from pos_terminal.devices.receipt_layout import receipt_lines
from pos_terminal.look.basket_row import BasketRow
from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import DangerButton, PrimaryButton, QuietButton, SecondaryButton
from pos_terminal.look.card_look import PRINTER_MOODS, printer_word, state_look
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.receipt_paper import ReceiptPaper
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.receipts import PrinterState, ReceiptData
from pos_terminal.sales.look_view import sale_look
from pos_terminal.sales.model import SaleDetail, SalesIntents, VoidStage
from pos_terminal.sales.result_view import ResultPart
from pos_terminal.sales.sentences_view import tell, tell_message, why_off
from pos_terminal.sales.void_view import VoidPart

_RECEIPT_WIDTH: Final = 320
_COLUMNS: Final = 36


class DetailCard(CardSurface):
    """Cards at the left; at the right the receipt, or the form of the void."""

    def __init__(self, theme: Theme, intents: SalesIntents, artworks: Artworks) -> None:
        super().__init__(theme)
        self._artworks = artworks
        self._rows: list[BasketRow] = []
        self._refund_id = ""
        column = Column(theme, spacing=12, margins=(28, 16, 28, 24), parent=self)
        head = Row(theme, spacing=12)
        self._number = Label(theme, Kind.TITLE, wrap=True)
        self._state = Pill(theme, Mood.QUIET)
        head.addWidget(self._number, 1)
        head.addWidget(self._state)
        self._close = QuietButton(theme, key="Esc")
        self._close.clicked.connect(intents.close_sale)
        head.addWidget(self._close)
        column.addLayout(head)
        self._sold = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._sold)
        self.result = ResultPart(theme)
        column.addWidget(self.result)
        column.addWidget(Hairline(theme))
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)  # first, or its first page would be a window of its own
        self._plain = self._build_plain(theme, intents)
        self.void = VoidPart(theme, intents)
        self._stack.addWidget(self._plain)
        self._stack.addWidget(self.void)

    def _build_plain(self, theme: Theme, intents: SalesIntents) -> QWidget:
        plain = QWidget()
        row = Row(theme, spacing=24, parent=plain)
        left = Column(theme, spacing=10)
        content = QWidget()
        self._lines = Column(theme, parent=content)
        self._lines.addStretch(1)
        left.addWidget(ScrollColumn(theme, content), 1)
        left.addWidget(Hairline(theme))
        total = Row(theme)
        self._total_word = Label(theme, Kind.LEAD)
        self._total = Label(theme, Kind.TOTAL)
        total.addWidget(self._total_word)
        total.addStretch(1)
        total.addWidget(self._total)
        left.addLayout(total)
        self._paid = Label(theme, Kind.BODY, wrap=True)
        left.addWidget(self._paid)
        left.gap(4)
        self._void = DangerButton(theme, icon="arrow-u-up-left")
        self._void.clicked.connect(intents.open_void)
        left.addWidget(self._void)
        row.addLayout(left, 1)
        row.addWidget(self._build_receipt(theme, intents))
        return plain

    def _build_receipt(self, theme: Theme, intents: SalesIntents) -> QWidget:
        side = QWidget()
        keep_size(theme, side, width=_RECEIPT_WIDTH)
        column = Column(theme, spacing=10, parent=side)
        head = Row(theme, spacing=8)
        self._receipt_word = Label(theme, Kind.CARD_TITLE)
        self._printer = Pill(theme, Mood.ACTIVATED)
        head.addWidget(self._receipt_word)
        head.addStretch(1)
        head.addWidget(self._printer)
        column.addLayout(head)
        content = QWidget()
        paper = Column(theme, parent=content)
        self.paper = ReceiptPaper(theme)
        self._no_receipt = Label(theme, Kind.BODY, wrap=True)
        paper.addWidget(self.paper)
        paper.addWidget(self._no_receipt)
        paper.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        self._print_refund = SecondaryButton(theme, icon="printer")
        self._print_refund.clicked.connect(lambda: intents.print_refund(self._refund_id))
        self._hand_back = PrimaryButton(theme, icon="money-fill", key="F12", large=True)
        self._hand_back.clicked.connect(lambda: intents.hand_back(self._refund_id))
        self._reprint = PrimaryButton(theme, icon="printer-fill", key="F12", large=True)
        self._reprint.clicked.connect(intents.reprint)
        for button in (self._print_refund, self._hand_back, self._reprint):
            column.addWidget(button)
        self._shown: ReceiptData | None = None
        return side

    def show_sale(self, detail: SaleDetail, printer: PrinterState) -> None:
        relabel(self._number, tell("view.sale", number=detail.number))
        mood, icon = sale_look(detail.state_word)
        self._state.show_state(mood, tell_message(detail.state_word), icon=icon)
        sold = tell(
            "view.sold",
            sold_at=detail.at_ms,
            till=f"{detail.store_name}, {detail.till_name}",
            name=detail.operator_name,
        )
        relabel(self._sold, sold)
        reword(self._close, tell("view.close"))
        show_if(self._close, detail.form is None)
        show_if(self.result, detail.result is not None)
        if detail.result is not None:
            self.result.show_result(detail.result)
        if detail.form is not None:
            self.void.show_form(detail, detail.form)
            self._stack.setCurrentWidget(self.void)
        else:
            self._show_plain(detail)
            self._show_receipt(detail, printer)
            self._stack.setCurrentWidget(self._plain)

    def _show_plain(self, detail: SaleDetail) -> None:
        self._show_lines(detail)
        relabel(self._total_word, tell("view.total"))
        relabel(self._total, manner().money(detail.total_minor, detail.currency))
        relabel(self._paid, _paid(detail))
        # Beside an answer there is no room for a button that cannot be pressed.
        show_if(self._void, detail.result is None or detail.void.enabled)
        reword(self._void, tell("view.void"), why_off=why_off(detail.void))

    def _show_lines(self, detail: SaleDetail) -> None:
        while len(self._rows) < len(detail.lines):
            row = BasketRow(self._theme, self._artworks)
            row.show_bin(None)
            self._lines.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for index, row in enumerate(self._rows):
            show_if(row, index < len(detail.lines))
            if index < len(detail.lines):
                line = detail.lines[index]
                row.show_card(
                    name=line.name,
                    price=manner().money(line.price_minor, detail.currency),
                    artwork=line.artwork,
                    ends_in=tell("view.ends_in", digits=line.last_four),
                )
                mood, icon = state_look(line)
                row.show_state(tell_message(line.state_word), mood, icon, newest=False)

    def _show_receipt(self, detail: SaleDetail, printer: PrinterState) -> None:
        relabel(self._receipt_word, tell("view.receipt"))
        mood, icon = PRINTER_MOODS[printer]
        self._printer.show_state(mood, printer_word(printer), icon=icon)
        show_if(self.paper, detail.receipt is not None)
        missing = "" if detail.receipt is not None else tell("view.no_receipt")
        relabel(self._no_receipt, missing, hide_empty=True)
        if detail.receipt is not None and detail.receipt != self._shown:
            self._shown = detail.receipt
            self.paper.show_lines(receipt_lines(detail.receipt, _COLUMNS))
        relabel(self._fault, tell_message(detail.print_fault), hide_empty=True)
        self._show_refund(detail)

    def _show_refund(self, detail: SaleDetail) -> None:
        result = detail.result
        due = result is not None and result.stage is VoidStage.REFUND_DUE
        # While money is due, handing it back is the one filled button.
        show_if(self._reprint, not due)
        reword(self._reprint, tell("view.reprint"), why_off=why_off(detail.reprint))
        show_if(self._hand_back, due)
        show_if(self._print_refund, result is not None and result.receipt is not None)
        reword(self._print_refund, tell("view.print_refund"))
        if result is not None:
            self._refund_id = result.refund_id
            amount = manner().money(result.refund_minor, detail.currency)
            word = "view.handed_back" if result.refund_known else "view.ask_again"
            words = tell(word, amount=amount)
            reword(self._hand_back, words, why_off=why_off(result.hand_back))


def _paid(detail: SaleDetail) -> str:
    if detail.payment_kind is None:
        return tell("view.not_paid")
    if detail.payment_kind is PaymentKind.CASH:
        return tell("view.paid_cash")
    return tell("view.paid_reference", reference=detail.payment_reference or "")
