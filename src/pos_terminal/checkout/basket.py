"""The basket before anything is held: cards that can be sold. A value; nothing is on disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from card_contract.messages import AMOUNT_MAX_MINOR, BASKET_CARDS_MAX, CardView
from pos_terminal.journal.records import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketLine:
    """One card, as the server told it when it was scanned."""

    card: CardView
    keyed: bool
    digits_checked: bool = False

    @property
    def digits(self) -> str | None:
        """The card number without its groups."""
        return self.card.number and self.card.number.replace(" ", "")


@dataclass(frozen=True, slots=True)
class Basket:
    """The cards, oldest first."""

    lines: tuple[BasketLine, ...] = ()

    @property
    def total_minor(self) -> int:
        return sum(line.card.price_minor for line in self.lines)

    @property
    def card_ids(self) -> frozenset[str]:
        return frozenset(line.card.card_id for line in self.lines)

    @property
    def is_full(self) -> bool:
        return len(self.lines) >= BASKET_CARDS_MAX

    def takes(self, card: CardView) -> bool:
        """Whether the card still fits: a sale can be paid only up to a limit."""
        return not self.is_full and self.total_minor + card.price_minor <= AMOUNT_MAX_MINOR

    def line_of(self, digits: str) -> BasketLine | None:
        """The line of this card number, if it is in the basket."""
        return next((line for line in self.lines if line.digits == digits), None)

    def adding(self, card: CardView, *, keyed: bool) -> Basket:
        """With one card more; who scans the next has compared the digits of those before."""
        return Basket((*self.with_digits_checked().lines, BasketLine(card=card, keyed=keyed)))

    def without(self, card_ids: frozenset[str]) -> Basket:
        """Without these cards."""
        return Basket(tuple(line for line in self.lines if line.card.card_id not in card_ids))

    def with_digits_checked(self) -> Basket:
        """With every card's digits compared."""
        return Basket(tuple(replace(line, digits_checked=True) for line in self.lines))

    def journal_lines(self) -> tuple[Line, ...]:
        """The cards as the journal keeps them: ids and last four, never a number."""
        return tuple(
            Line(
                card_id=line.card.card_id,
                last_four=line.card.last_four,
                name=line.card.product.name,
                artwork=line.card.product.artwork,
                price_minor=line.card.price_minor,
                keyed=line.keyed,
            )
            for line in self.lines
        )


EMPTY: Final = Basket()
