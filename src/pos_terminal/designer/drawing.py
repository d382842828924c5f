"""The design under somebody's hands: what was done, which side is seen, what is chosen and held."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from pos_terminal.card_design.artwork import TakenArtwork
from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import Design
from pos_terminal.card_design.elements import AnyElement, Artwork, Barcode, Side
from pos_terminal.card_design.history import History
from pos_terminal.card_design.moves import (
    Add,
    Change,
    Move,
    MoveRefusedError,
    Order,
    Place,
    Remove,
    Reorder,
    Resize,
    Together,
)
from pos_terminal.card_design.template_file import Template
from pos_terminal.designer.new_elements import artwork_element, copy_of
from pos_terminal.designer.snapping import (
    Guide,
    Handle,
    drawn_size,
    lines_of,
    placed,
    sized,
)


@dataclass(frozen=True, slots=True)
class Held:
    """What is being moved or sized: where it was grabbed, and the move that letting go would be."""

    box: Box
    move: Move | None = None
    preview: Design | None = None
    guides: tuple[Guide, ...] = ()


class Drawing:
    """Moves raise ``MoveRefusedError`` and then have changed nothing."""

    def __init__(self, design: Design) -> None:
        self._history = History(design)
        self._pictures: dict[str, bytes] = {}
        self.side = Side.FRONT
        self.chosen: str | None = None
        self._held: Held | None = None

    @property
    def design(self) -> Design:
        """The design as it is, without what is still held."""
        return self._history.design

    @property
    def seen(self) -> Design:
        """The design as it is seen while something is being moved."""
        preview = self._held.preview if self._held is not None else None
        return preview or self._history.design

    @property
    def guides(self) -> tuple[Guide, ...]:
        return self._held.guides if self._held is not None else ()

    @property
    def is_held(self) -> bool:
        return self._held is not None

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo

    @property
    def element(self) -> AnyElement | None:
        """The chosen element as it is seen."""
        found = self.seen.find(self.chosen) if self.chosen else None
        return found[1] if found is not None else None

    @property
    def template(self) -> Template:
        """The design with the pictures that it has; others wait for their undoing."""
        used = self.design.pictures() & self._pictures.keys()
        return Template(design=self.design, pictures={name: self._pictures[name] for name in used})

    def begin(self, template: Template) -> None:
        """Another design: nothing of what was done before can be undone in it."""
        self._history = History(template.design)
        self._pictures = dict(template.pictures)
        self.chosen, self._held = None, None

    def do(self, move: Move) -> None:
        self._history = self._history.done(move)

    def undo(self) -> None:
        self._history = self._history.undo()
        self._keep_choice()

    def redo(self) -> None:
        self._history = self._history.redo()
        self._keep_choice()

    def choose(self, element_id: str | None) -> None:
        """Choose an element, on whichever side it is."""
        found = self.design.find(element_id) if element_id else None
        self.chosen = element_id if found is not None else None
        if found is not None:
            self.side = found[0]

    def choose_next(self, step: int) -> None:
        ids = [each.id for each in self.design.face(self.side).elements]
        if not ids:
            return
        if self.chosen in ids:
            self.chosen = ids[(ids.index(self.chosen) + step) % len(ids)]
        else:
            self.chosen = ids[0 if step > 0 else -1]

    def turn(self, side: Side) -> None:
        if side is not self.side:
            self.side, self.chosen, self._held = side, None, None

    def add(self, element: AnyElement) -> None:
        self.do(Add(self.side, element))
        self.chosen = element.id

    def add_artwork(self, taken: TakenArtwork) -> None:
        """In the place of the chosen picture, or new, below everything that is there."""
        self._pictures[taken.picture] = taken.content
        chosen = self.element
        if isinstance(chosen, Artwork):
            self.do(Change(msgspec.structs.replace(chosen, picture=taken.picture)))
            return
        element = artwork_element(self.design, taken)
        self.do(Together((Add(self.side, element), Reorder(element.id, Order.TO_BOTTOM))))
        self.chosen = element.id

    def duplicate(self) -> None:
        element = self.element
        if element is not None:
            self.add(copy_of(self.design, element))

    def remove(self) -> None:
        if self.element is not None and self.chosen:
            self.do(Remove(self.chosen))
            self.chosen = None

    def nudge(self, right: float, down: float) -> None:
        element = self.element
        if element is not None:
            left, top = element.box.left + right, element.box.top + down
            self.do(Place(element.id, _plain(left), _plain(top)))

    # --- By hand ---------------------------------------------------------------------------------

    def grab(self) -> None:
        element = self.element
        self._held = Held(element.box) if element is not None else None

    def drag(self, right: float, down: float, reach_mm: float) -> None:
        held, element = self._held, self.element
        if held is None or element is None:
            return
        lines = lines_of(self.design, self.side, element.id)
        box, guides = placed(held.box.moved(right, down), lines, reach_mm)
        self._hold(held, Place(element.id, _plain(box.left), _plain(box.top)), guides)

    def stretch(
        self, handle: Handle, by: tuple[float, float], reach_mm: float, *, in_proportion: bool
    ) -> None:
        held, element = self._held, self.element
        if held is None or element is None:
            return
        box = sized(held.box, handle, by, in_proportion=in_proportion)
        guides: tuple[Guide, ...] = ()
        # In proportion both edges go together, and a barcode goes by its bars: nothing draws them.
        if not in_proportion and not (isinstance(element, Barcode) and handle.is_corner):
            lines = lines_of(self.design, self.side, element.id)
            box, guides = drawn_size(box, handle, lines, reach_mm)
        plain = Box(*(_plain(mm) for mm in (box.left, box.top, box.width, box.height)))
        self._hold(held, Resize(element.id, plain), guides)

    def drop(self) -> None:
        """Let go: what was held becomes one step."""
        held, self._held = self._held, None
        if held is not None and held.move is not None:
            self.do(held.move)

    def _hold(self, held: Held, move: Move, guides: tuple[Guide, ...]) -> None:
        try:
            preview = move.applied(self.design)
        except MoveRefusedError:
            return  # it stays where it was last; further on it cannot go
        self._held = Held(held.box, move, preview, guides)

    def _keep_choice(self) -> None:
        self.choose(self.chosen)


def _plain(mm: float) -> float:
    """Without the crumbs of reckoning; a printer's dot is twenty times as large."""
    return round(mm, 3)
