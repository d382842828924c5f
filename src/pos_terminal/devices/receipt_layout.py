"""Lays a receipt out: from what it says to its lines, in the shop's language and time.

Pure. That of a demo or a practice till says so at its head, at its total and at its foot, so that
no torn piece of it passes for a receipt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from card_contract.states import PaymentKind
from pos_terminal.devices.receipt_lines import (
    Align,
    BarcodeLine,
    GapLine,
    PairLine,
    ReceiptLine,
    RuleLine,
    Size,
    TextLine,
    characters,
    pair_lines,
    printable,
    text_lines,
    wrapped,
)
from pos_terminal.devices.receipt_words import ReceiptWords, date_text, words_of
from pos_terminal.look.money import format_money
from pos_terminal.receipts import ReceiptData, ReceiptKind, ReceiptLineState, ReceiptPayment
from pos_terminal.receipts import ReceiptLine as SoldCard

COLUMNS_NARROW: Final = 42
COLUMNS_WIDE: Final = 48
_REFUND_STATES: Final = (ReceiptLineState.REFUNDED, ReceiptLineState.NOT_ACTIVATED)


@dataclass(frozen=True, slots=True)
class _Paper:
    """What every part needs: how wide, whose words, whose clock, whose money."""

    columns: int
    words: ReceiptWords
    zone: tzinfo
    receipt: ReceiptData

    def money(self, minor: int) -> str:
        return printable(format_money(minor, self.receipt.currency, self.receipt.language))

    def when(self, at_ms: int) -> str:
        """Date and time in the store's zone."""
        moment = self._moment(at_ms)
        return f"{date_text(moment, self.words)} {moment:%H:%M}"

    def when_beside_sale(self, at_ms: int) -> str:
        """The time alone where it is the day of the sale."""
        moment = self._moment(at_ms)
        same_day = moment.date() == self._moment(self.receipt.sold_at_ms).date()
        return f"{moment:%H:%M}" if same_day else self.when(at_ms)

    def centred(self, text: str, *, bold: bool = False, large: bool = False) -> list[ReceiptLine]:
        size = Size.LARGE if large else Size.NORMAL
        return text_lines(text, columns=self.columns, align=Align.CENTRE, size=size, bold=bold)

    def left(self, text: str) -> list[ReceiptLine]:
        return text_lines(text, columns=self.columns)

    def pair(self, left: str, right: str, *, bold: bool = False) -> list[ReceiptLine]:
        return pair_lines(left, right, columns=self.columns, bold=bold)

    def note(self, text: str) -> list[ReceiptLine]:
        """A remark under a name, a little to the right."""
        return [TextLine(text=f"  {part}") for part in wrapped(text, self.columns - 2)]

    def _moment(self, at_ms: int) -> datetime:
        return datetime.fromtimestamp(at_ms / 1000, tz=self.zone)


def receipt_lines(receipt: ReceiptData, columns: int) -> list[ReceiptLine]:
    """The lines of one receipt, slip or refund receipt for paper of ``columns`` characters."""
    paper = _Paper(columns, words_of(receipt.language), _zone(receipt.time_zone), receipt)
    return [
        *_unreal(paper),
        *_head(paper),
        *_cards(paper),
        RuleLine(),
        *_unreal(paper),
        *_money(paper),
        RuleLine(),
        *_foot(paper),
        *([GapLine()] if receipt.demo else []),
        *_unreal(paper),
    ]


def printer_test_lines(*, language: str, columns: int, at_ms: int, zone: str) -> list[ReceiptLine]:
    """What the settings page prints: the width, the code page's letters, and that it is a test."""
    words = words_of(language)
    moment = datetime.fromtimestamp(at_ms / 1000, tz=_zone(zone))
    ruler = "".join(str(place % 10) for place in range(1, columns + 1))
    return [
        TextLine(text=words.test_title, align=Align.CENTRE, size=Size.LARGE, bold=True),
        TextLine(text=f"{date_text(moment, words)} {moment:%H:%M}", align=Align.CENTRE),
        GapLine(),
        *text_lines(words.test_note, columns=columns),
        TextLine(text=ruler),
        PairLine(left="ÄÖÜ äöü ß é ñ", right="€ 0.00"),
        BarcodeLine("TEST"),
    ]


def _unreal(paper: _Paper) -> list[ReceiptLine]:
    """That this is no receipt, where the shop is none."""
    if not paper.receipt.demo:
        return []
    text = paper.words.practice if paper.receipt.practice else paper.words.demo
    size = Size.LARGE if len(text) <= characters(paper.columns, Size.LARGE) else Size.NORMAL
    return [
        TextLine(text=text, align=Align.CENTRE, size=size, bold=True, inverse=True),
        GapLine(),
    ]


def _head(paper: _Paper) -> list[ReceiptLine]:
    receipt, words = paper.receipt, paper.words
    lines = paper.centred(receipt.shop_name, bold=True, large=True)
    for text in _unlike(receipt.shop_name, (receipt.store_name, *receipt.header)):
        lines += paper.centred(text)
    lines.append(GapLine())
    if receipt.kind is ReceiptKind.WAITING_SLIP:
        lines += paper.centred(words.slip_title, bold=True, large=True)
    if receipt.kind is ReceiptKind.REFUND:
        lines += paper.centred(words.refund_title, bold=True, large=True)
    if receipt.copy:
        lines += paper.centred(words.copy, bold=True, large=True)
        lines += paper.centred(words.copy_note.format(when=paper.when(receipt.printed_at_ms)))
    if receipt.copy or receipt.kind is not ReceiptKind.SALE:
        lines.append(GapLine())
    lines += _about(paper)
    lines.append(RuleLine())
    return lines


def _about(paper: _Paper) -> list[ReceiptLine]:
    receipt, words = paper.receipt, paper.words
    refund = receipt.kind is ReceiptKind.REFUND
    # A slip says that it is no receipt, so it does not call its number one.
    numbered = {
        ReceiptKind.SALE: words.receipt,
        ReceiptKind.WAITING_SLIP: words.sale,
        ReceiptKind.REFUND: words.for_receipt,
    }
    number = numbered[receipt.kind].format(number=receipt.number)
    sold = paper.when(receipt.sold_at_ms)
    dated = paper.when(receipt.printed_at_ms) if refund else sold
    lines = paper.pair(dated, receipt.till_name)
    lines += paper.left(number)
    if refund:
        lines += paper.left(words.due_since.format(when=sold))
    return lines + paper.left(words.served_by.format(name=receipt.operator_name))


def _cards(paper: _Paper) -> list[ReceiptLine]:
    cards: Iterable[SoldCard] = paper.receipt.lines
    if paper.receipt.kind is ReceiptKind.REFUND:
        cards = [card for card in cards if card.state in _REFUND_STATES]
    lines: list[ReceiptLine] = []
    for card in cards:
        lines += paper.pair(card.name, paper.money(card.price_minor), bold=True)
        lines += paper.note(_state(paper, card))
    return lines


def _state(paper: _Paper, card: SoldCard) -> str:
    words = paper.words
    parts = [words.ends_in.format(digits=card.last_four)]
    if card.keyed:
        parts.append(words.typed_in)
    match card.state:
        case ReceiptLineState.ACTIVATED:
            when = "" if card.at_ms is None else paper.when_beside_sale(card.at_ms)
            parts.append(words.activated.format(when=when))
        case ReceiptLineState.BEING_ACTIVATED:
            parts.append(words.being_activated)
        case ReceiptLineState.NOT_ACTIVATED:
            parts.append(words.not_activated)
        case ReceiptLineState.REFUNDED:
            parts.append(words.refunded)
    return ", ".join(parts)


def _money(paper: _Paper) -> list[ReceiptLine]:
    receipt, words = paper.receipt, paper.words
    if receipt.kind is ReceiptKind.REFUND:
        return _total(paper, words.refund_total, receipt.refund_minor)
    lines = _total(paper, words.total, receipt.total_minor)
    if receipt.payment is not None:
        lines += _payment(paper, receipt.payment)
    if receipt.refund_minor:
        lines += paper.pair(words.to_refund, paper.money(receipt.refund_minor), bold=True)
    return lines


def _total(paper: _Paper, word: str, minor: int) -> list[ReceiptLine]:
    figure = paper.money(minor)
    fits = len(word) + len(figure) + 1 <= characters(paper.columns, Size.LARGE)
    size = Size.LARGE if fits else Size.NORMAL
    return [PairLine(left=word, right=figure, size=size, bold=True)]


def _payment(paper: _Paper, payment: ReceiptPayment) -> list[ReceiptLine]:
    words = paper.words
    if payment.kind is PaymentKind.CASH and payment.given_minor is not None:
        lines = paper.pair(words.cash_given, paper.money(payment.given_minor))
        return lines + paper.pair(words.change, paper.money(payment.change_minor or 0))
    if payment.kind is PaymentKind.CASH:
        return paper.pair(words.cash_given, paper.money(payment.amount_minor))
    lines = paper.pair(words.paid_otherwise, paper.money(payment.amount_minor))
    if payment.reference:
        lines += paper.note(words.reference.format(reference=payment.reference))
    return lines


def _foot(paper: _Paper) -> list[ReceiptLine]:
    receipt, words = paper.receipt, paper.words
    lines: list[ReceiptLine] = []
    if receipt.kind is ReceiptKind.WAITING_SLIP:
        lines += [*paper.left(words.slip_note), GapLine()]
    if receipt.kind is ReceiptKind.REFUND:
        lines += [GapLine(), GapLine(), RuleLine(), *paper.left(words.signature), GapLine()]
    for text in receipt.legal:
        lines += paper.centred(text)
    lines += [GapLine(), BarcodeLine(receipt.number)]
    if receipt.proof is not None:
        lines += paper.centred(words.proof.format(proof=receipt.proof))
    if receipt.ledger is not None:
        lines += paper.centred(words.ledger.format(mark=receipt.ledger))
    if receipt.kind is ReceiptKind.SALE:
        lines += paper.centred(words.keep, bold=True)
    return lines


def _unlike(name: str, texts: Iterable[str]) -> list[str]:
    """Every text once, without those that only repeat the name."""
    seen = {name.casefold()}
    kept: list[str] = []
    for text in texts:
        if text.casefold() not in seen:
            seen.add(text.casefold())
            kept.append(text)
    return kept


def _zone(name: str) -> tzinfo:
    """The store's zone; an unknown name gives UTC, since a receipt has to come out anyway."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC
