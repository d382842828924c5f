"""How the cards lie on the sheets: which sheet, from which place on, and what is seen of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from card_contract.studio_messages import BatchView
from pos_terminal.card_design.box import Size
from pos_terminal.card_design.design import CardData, Design
from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.template_file import Template
from pos_terminal.print_page.model import Pager, SheetChoice, SheetSight, Start
from pos_terminal.print_page.stack import NO_CARD, Stack
from pos_terminal.sheets.drawing import Drawing
from pos_terminal.sheets.own_sheet import layout_named
from pos_terminal.sheets.sheet_layout import (
    DEFAULT,
    LAYOUTS,
    Duplex,
    SheetLayout,
    for_sides,
    turned,
)
from pos_terminal.words import ON, Message, off

Card = Callable[[BatchView, int], CardData]


class SheetDesk:
    """``card`` tells what is printed on a card, but for its code; ``own`` which sheets of one's
    own there are.
    """

    def __init__(self, card: Card, own: Callable[[], Mapping[str, SheetLayout]]) -> None:
        self._card = card
        self._own = own
        self._size: Size | None = None
        self._sides = tuple(Side)
        self._sheet = 1
        self._began: Drawing | None = None  # what a run has to be drawn on, once that is possible
        self.name = DEFAULT
        self.turn = Duplex.LONG_EDGE
        self.layout: SheetLayout | None = None
        self.used = 0
        self.side = Side.FRONT

    def begin(self) -> None:
        """Another batch: its first sheet is shown. What is used of the paper stays used."""
        self._sheet = 1

    # --- What is chosen --------------------------------------------------------------------------

    @property
    def turns(self) -> tuple[Duplex, ...]:
        """How its sheets can be turned; those of cards with one side are not."""
        return tuple(Duplex) if len(self._sides) > 1 else ()

    def fit(self, design: Design) -> None:
        """Lay cards of this design; a kind of sheet that is too small for them is left."""
        size, sides = design.size, design.sides
        if (size, sides) != (self._size, self._sides):
            self._size, self._sides = size, sides
            self.side = self.side if self.side in sides else sides[0]
            names = [one.name for one in self.choices()]
            if names and self.name not in names:
                self.name = names[0]
            self._lay()
            self._go_on()

    def choices(self) -> tuple[SheetChoice, ...]:
        size = self._size
        if size is None:
            return ()
        found = []
        for name in dict.fromkeys((*LAYOUTS, *self._own())):
            try:
                found.append(SheetChoice(name=name, cards=self._named(name, size).slots))
            except ValueError:
                continue
        return tuple(found)

    def choose(self, name: str) -> None:
        if name != self.name and name in {one.name for one in self.choices()}:
            self._take(name)

    def anew(self, name: str | None) -> None:
        """A sheet was kept under this name, or one was removed: lay the cards on what is there."""
        names = [one.name for one in self.choices()]
        if name in names:
            self._take(name)
        elif self.name not in names and names:
            self._take(names[0])

    def _take(self, name: str) -> None:
        self.name, self._began = name, None
        if self._size is not None:
            self.turn = self._named(name, self._size).duplex
        self._lay()

    def _named(self, name: str, size: Size) -> SheetLayout:
        return layout_named(name, size, own=self._own())

    def choose_turn(self, turn: Duplex) -> None:
        self._began = None
        self.turn = turn
        self._lay()

    def take_up(self, drawing: Drawing) -> None:
        """Lay the cards as a run began, now or once its design is open."""
        self._began = drawing if drawing.layout else None
        self._go_on()

    def _go_on(self) -> None:
        began = self._began
        if began is None or began.layout not in {one.name for one in self.choices()}:
            return
        self._take(began.layout)
        self.turn, self.used = began.turn or self.turn, began.start
        self._lay()
        self._began = began

    def take(self, slots: int, name: str) -> None:
        """Take sheets with so many places, as those that were fed have: those of that name, else
        what is chosen, else any.
        """
        fitting = [one.name for one in self.choices() if one.cards == slots]
        wanted = [each for each in (name, self.name) if each in fitting]
        self.choose(next(iter(wanted or fitting), self.name))

    def _lay(self) -> None:
        size = self._size
        if size is None:
            return
        try:
            layout = turned(self._named(self.name, size), self.turn)
            self.layout = for_sides(layout, self._sides)
        except ValueError:
            self.layout = None
            return
        self.used = min(self.used, self.layout.slots - 1)
        self._sheet = 1

    def start_at(self, place: int) -> None:
        if self.layout is not None and 1 <= place <= self.layout.slots:
            self.used = place - 1
            self._sheet = 1

    def turn_page(self, step: int, stack: Stack) -> None:
        if self.layout is not None:
            self._sheet = self._within(self.shown(stack) + step, self.layout, stack)

    # --- What is shown ---------------------------------------------------------------------------

    def shown(self, stack: Stack) -> int:
        """The number of the sheet that is shown."""
        return 1 if self.layout is None else self._within(self._sheet, self.layout, stack)

    def _within(self, sheet: int, layout: SheetLayout, stack: Stack) -> int:
        return max(stack.first_sheet(), min(sheet, stack.last_sheet(layout, self.used)))

    def sheets(self, stack: Stack) -> int:
        return 0 if self.layout is None else stack.last_sheet(self.layout, self.used)

    def pager(self, stack: Stack) -> Pager | None:
        if self.layout is None:
            return None
        sheet, sheets = self.shown(stack), self.sheets(stack)
        return Pager(
            sheet=sheet,
            sheets=sheets,
            back=ON if sheet > stack.first_sheet() else off("off.first_sheet"),
            forth=ON if sheet < sheets else off("off.last_sheet"),
        )

    def start(self) -> Start | None:
        """Null where a sheet has one place only."""
        layout = self.layout
        if layout is None or layout.slots == 1:
            return None
        place = self.used + 1
        return Start(
            place=place,
            places=layout.slots,
            less=ON if place > 1 else off("off.first_place"),
            more=ON if place < layout.slots else off("off.last_place"),
        )

    def sequences(self, stack: Stack) -> tuple[int, ...]:
        """The cards on the sheet that is shown."""
        if self.layout is None:
            return ()
        return tuple(stack.on_sheet(self.shown(stack), self.layout, self.used))

    def sight(
        self,
        batch: BatchView,
        template: Template,
        stack: Stack,
        *,
        can_start: bool,
        proved: bool,
        spoiled: frozenset[int],
    ) -> SheetSight | None:
        """What is seen. ``spoiled`` cards are given by their sequences."""
        layout = self.layout
        if layout is None:
            return None
        sheet, cards = self.shown(stack), self.sequences(stack)
        return SheetSight(
            template=template,
            layout=layout,
            cards=tuple(self._card(batch, each) for each in cards),
            side=self.side,
            used=stack.used_on(sheet, self.used),
            can_start=can_start and sheet == 1 and layout.slots > 1,
            proved=proved,
            can_turn_over=len(self._sides) > 1,
            can_spoil=stack.fed is not None,
            spoiled=frozenset(at for at, each in enumerate(cards) if each in spoiled),
        )

    def facts(self, stack: Stack) -> tuple[Message, ...]:
        """How many cards are on the sheet, and how many places of it were used before."""
        cards = self.sequences(stack)
        facts = [_cards(cards)] if cards else []
        used = stack.used_on(self.shown(stack), self.used)
        if used:
            facts.append(Message("fact.used", {"count": used}))
        return tuple(facts)


def _cards(cards: tuple[int, ...]) -> Message:
    if cards[0] == NO_CARD:
        return Message("fact.left", {"count": len(cards)})
    in_a_row = cards[-1] - cards[0] == len(cards) - 1
    word = "fact.cards" if in_a_row else "fact.some_cards"
    return Message(word, {"count": len(cards), "first": cards[0], "last": cards[-1]})
