"""Cards coming in: scanned or typed, named, looked up, taken into the basket or refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from card_contract.card_number import CardNumber
from card_contract.messages import CardRefused, CardView
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.scan_text import Oddity, Unrecognised, may_be_code, recognise
from pos_terminal.checkout.afterwards import Afterwards
from pos_terminal.checkout.basket import EMPTY
from pos_terminal.checkout.board import Board
from pos_terminal.checkout.desk import Asked
from pos_terminal.checkout.model import CheckingCard, Mode
from pos_terminal.checkout.outcome import card_refusal
from pos_terminal.checkout.wording import named
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.words import CardLine, LineState, Message, ScanSource, Sound

_STOPS: Final = (CardRefusal.RECALLED, CardRefusal.STOP_SALE)


class CardIntake:
    """The part of the checkout that turns scans into basket lines."""

    def __init__(self, board: Board, afterwards: Afterwards) -> None:
        self._board = board
        self._afterwards = afterwards
        self._token = 0
        self._stopped: dict[str, CardRefused] = {}

    def on_scan(self, text: str, source: ScanSource) -> None:
        if self._board.state.scanning_locked:
            self._board.till.sounds.play(Sound.LOCKED)
            return
        self._take_text(text, keyed=source is ScanSource.KEYED)

    def open_typing(self) -> None:
        if self._board.state.buttons.type_number.enabled:
            self._board.change(typing=True, typing_fault=None)

    def close_typing(self) -> None:
        self._board.change(typing=False, typing_fault=None)

    def type_number(self, text: str) -> None:
        if not self._board.state.buttons.type_number.enabled:
            return
        match recognise(text):
            case CardNumber():
                self._board.change(typing=False, typing_fault=None)
                self._take_text(text, keyed=True)
            case other:
                self._board.change(typing=True, typing_fault=named(other).fact)

    def remove_line(self, card_id: str) -> None:
        if self._board.state.mode is Mode.BASKET:
            self._board.change(basket=self._board.desk.basket.without(frozenset({card_id})))

    def _take_text(self, text: str, *, keyed: bool) -> None:
        recognised, shop = recognise(text), self._board.till.on_duty.shop
        match recognised:
            case CardNumber(digits=digits):
                if shop.issuers and recognised.issuer not in shop.issuers:
                    self._board.toast(
                        Message("scan.foreign_card"), Message("scan.foreign_card.todo")
                    )
                    return
                self._ask(digits, digits=digits, last_four=digits[-4:], keyed=keyed)
            case Unrecognised(Oddity.UNKNOWN) if shop.sells_codes and may_be_code(text):
                # It may be a card whose barcode is the code: only the server can tell.
                self._ask(text.strip(), digits=None, last_four=text.strip()[-4:], keyed=keyed)
            case other:
                thing = named(other)
                self._board.toast(thing.fact, thing.note)

    def _ask(self, text: str, *, digits: str | None, last_four: str, keyed: bool) -> None:
        if digits is not None and self._is_known(digits):
            fact = Message("toast.already_in_basket")
            self._board.toast(fact, Message("toast.already_in_basket.note", {"digits": last_four}))
            return
        if self._board.desk.basket.is_full:
            self._board.toast(Message("toast.basket_full"), Message("toast.basket_full.note"))
            return
        if self._board.state.mode is Mode.ACTIVATED:
            self._afterwards.go_on_scanning()
        self._board.till.sounds.play(Sound.SCANNED)
        self._token += 1
        grouped = CardNumber(digits).grouped() if digits is not None else None
        shown = CheckingCard(last_four=last_four, grouped=grouped)
        asked = Asked(token=self._token, digits=digits, keyed=keyed, shown=shown)
        self._board.change(asked=(*self._board.desk.asked, asked))
        self._board.till.tasks.run(
            lambda: self._board.till.server.look_up_card(text),
            then=lambda answer: self._looked_up(asked, answer),
            failed=lambda error: self._not_looked_up(asked, error),
        )

    def _is_known(self, digits: str) -> bool:
        asked = any(asked.digits == digits for asked in self._board.desk.asked)
        return asked or self._board.desk.basket.line_of(digits) is not None

    def _looked_up(self, asked: Asked, answer: CardView | Refused) -> None:
        if not self._answered(asked):
            return
        match answer:
            case CardView(refusal=None) if answer.card_id in self._board.desk.basket.card_ids:
                fact = Message("toast.already_in_basket")
                note = Message("toast.already_in_basket.note", {"digits": answer.last_four})
                self._board.toast(fact, note)
            case CardView(refusal=None) if not self._board.desk.basket.takes(answer):
                self._board.toast(Message("toast.basket_full"), Message("toast.basket_full.note"))
            case CardView(refusal=None):
                basket = self._board.desk.basket.adding(answer, keyed=asked.keyed)
                self._board.change(basket=basket, emptied=EMPTY)
            case CardView(refusal=CardRefused() as refused):
                self.refuse((refused,), (refused_line(answer, keyed=asked.keyed),))
            case Refused() if answer.code in (Refusal.CARDS_REFUSED, Refusal.NOT_FOUND):
                unknown = CardRefused(card_id="", refusal=CardRefusal.UNKNOWN)
                self.refuse((unknown,), ())
            case Refused():
                self._board.request_refused(answer.code)

    def _not_looked_up(self, asked: Asked, error: NoAnswerError) -> None:
        if self._answered(asked):
            self._board.till.sounds.play(Sound.NOT_KNOWN)
            values = {"digits": asked.shown.last_four}
            self._board.toast(
                Message("toast.not_looked_up", values), Message("toast.not_looked_up.note")
            )

    def _answered(self, asked: Asked) -> bool:
        """Take the question off the desk; false where the basket was emptied meanwhile.

        Not shown by itself: the caller's change shows both, so no picture comes in between.
        """
        desk = self._board.desk
        if asked not in desk.asked:
            return False
        left = tuple(other for other in desk.asked if other != asked)
        self._board.desk = replace(desk, asked=left)
        return True

    def acknowledge_refusal(self) -> None:
        if self._board.desk.refusal is not None:
            self._board.till.sounds.acknowledge()
            self._board.change(refusal=None, manager_called=False)
            self._warn()

    def call_manager(self) -> None:
        """Note for the manager which cards were refused."""
        refusal = self._board.desk.refusal
        if refusal is None or self._board.desk.manager_called:
            return
        for card in refusal.cards:
            self._board.note("manager_called", card)
        self._board.change(manager_called=True)

    def cards_stopped(self, card_ids: frozenset[str], refusal: CardRefusal, at_ms: int) -> None:
        """Cards were recalled or stopped just now; the server refuses them in any case."""
        self._stop(
            [CardRefused(card_id=card_id, refusal=refusal, at=at_ms) for card_id in card_ids]
        )

    def look_again(self) -> None:
        """Ask once more about what lies in the basket: news of it may have been missed."""
        numbers = [line.digits for line in self._board.desk.basket.lines if line.digits]
        if numbers:
            self._board.till.tasks.run(
                lambda: self._stopped_among(numbers), then=self._stop, failed=lambda _: None
            )

    async def _stopped_among(self, numbers: list[str]) -> list[CardRefused]:
        server = self._board.till.server
        answers = [await server.look_up_card(number) for number in numbers]
        refused = [card.refusal for card in answers if isinstance(card, CardView) and card.refusal]
        return [each for each in refused if each.refusal in _STOPS]

    def _stop(self, refused: list[CardRefused]) -> None:
        here = self._here()
        self._stopped |= {each.card_id: each for each in refused if each.card_id in here}
        self._warn()

    def _here(self) -> frozenset[str]:
        """The cards in the basket, or of the sale that is being paid for."""
        sale = self._board.sale()
        if sale is None:
            return self._board.desk.basket.card_ids
        if sale.state not in (SaleState.NEW, SaleState.PAYING):
            return frozenset()
        return frozenset(line.card_id for line in sale.lines)

    def _warn(self) -> None:
        """Take stopped cards out of the basket, in red; a sale that is held goes on to its end."""
        if self._board.desk.refusal is not None:
            return  # one after the other: this one waits until that is acknowledged
        stopped, self._stopped = self._stopped, {}
        sale = self._board.sale()
        if sale is not None:
            for line in sale.lines:
                if line.card_id in stopped:
                    fact = Message("toast.card_stopped", {"digits": line.last_four})
                    self._board.toast(fact, Message("toast.card_stopped.note"))
            return
        basket = self._board.desk.basket
        lines = [line for line in basket.lines if line.card.card_id in stopped]
        if lines:
            self._board.change(basket=basket.without(frozenset(stopped)))
            self.refuse(
                tuple(stopped[line.card.card_id] for line in lines),
                tuple(refused_line(line.card, keyed=line.keyed) for line in lines),
            )

    def refuse(self, refused: tuple[CardRefused, ...], cards: tuple[CardLine, ...]) -> None:
        """Show the red dialog, which locks scanning until it is acknowledged."""
        basket = self._board.desk.basket
        dialog = card_refusal(
            refused, cards, rest_cards=len(basket.lines), rest_minor=basket.total_minor
        )
        self._board.till.sounds.play(Sound.REFUSED)
        self._board.change(refusal=dialog, typing=False)


def refused_line(card: CardView, *, keyed: bool) -> CardLine:
    """A card that cannot be sold, as the red dialog shows it."""
    return CardLine(
        card_id=card.card_id,
        name=card.product.name,
        artwork=card.product.artwork,
        price_minor=card.price_minor,
        last_four=card.last_four,
        grouped=CardNumber.parse(card.number).grouped() if card.number else None,
        state=LineState.NOT_ACTIVATED,
        state_word=Message("line.cannot_be_sold"),
        keyed=keyed,
    )
