"""What may be done to a design. A move is a value; applied, it gives a new design or is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol, TypeVar

import msgspec

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import ELEMENTS_MAX, Design, Face
from pos_terminal.card_design.elements import (
    AnyElement,
    Barcode,
    Colour,
    Side,
)

WIDTH_MIN_MM: Final = 0.5

Value = TypeVar("Value", bound=msgspec.Struct)


class MoveFault(StrEnum):
    """Why a move is refused."""

    UNKNOWN_ELEMENT = "unknown_element"
    ID_TAKEN = "id_taken"
    TOO_MANY = "too_many"
    TOO_SMALL = "too_small"
    OUT_OF_RANGE = "out_of_range"


class MoveRefusedError(ValueError):
    """The design cannot be changed so; ``fault`` says why."""

    def __init__(self, fault: MoveFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Move(Protocol):
    """One change of a design."""

    def applied(self, design: Design) -> Design:
        """The design after the move; raises ``MoveRefusedError``."""


class Edge(StrEnum):
    """What elements are aligned by: the safe zone's edges and middles."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Order(StrEnum):
    """Where an element goes among those of its side."""

    TO_TOP = "to_top"
    UP = "up"
    DOWN = "down"
    TO_BOTTOM = "to_bottom"


@dataclass(frozen=True, slots=True)
class Place:
    """Put an element at a place of the card."""

    element_id: str
    left: float
    top: float

    def applied(self, design: Design) -> Design:
        def place(element: AnyElement) -> AnyElement:
            box = Box(self.left, self.top, element.box.width, element.box.height)
            return msgspec.structs.replace(element, box=box)

        return _changed(design, self.element_id, place)


@dataclass(frozen=True, slots=True)
class Resize:
    """Give an element another box; the bars of a barcode grow or shrink with it."""

    element_id: str
    box: Box

    def applied(self, design: Design) -> Design:
        if min(self.box.width, self.box.height) < WIDTH_MIN_MM:
            raise MoveRefusedError(MoveFault.TOO_SMALL)

        def resize(element: AnyElement) -> AnyElement:
            if isinstance(element, Barcode):
                module = element.module_mm * self.box.width / element.box.width
                return msgspec.structs.replace(element, box=self.box, module_mm=module)
            return msgspec.structs.replace(element, box=self.box)

        return _changed(design, self.element_id, resize)


@dataclass(frozen=True, slots=True)
class Module:
    """Give a barcode another width of its narrow bar; its box keeps its middle."""

    element_id: str
    module_mm: float

    def applied(self, design: Design) -> Design:
        def widen(element: AnyElement) -> AnyElement:
            if not isinstance(element, Barcode):
                raise MoveRefusedError(MoveFault.UNKNOWN_ELEMENT)
            width = element.box.width * self.module_mm / element.module_mm
            box = element.box.grown((width - element.box.width) / 2, 0.0)
            return msgspec.structs.replace(element, box=box, module_mm=self.module_mm)

        return _changed(design, self.element_id, widen)


@dataclass(frozen=True, slots=True)
class Align:
    """Bring an element to an edge or the middle of the safe zone."""

    element_id: str
    edge: Edge

    def applied(self, design: Design) -> Design:
        found = design.find(self.element_id)
        if found is None:
            raise MoveRefusedError(MoveFault.UNKNOWN_ELEMENT)
        box, safe = found[1].box, design.safe
        left, top = box.left, box.top
        match self.edge:
            case Edge.LEFT:
                left = safe.left
            case Edge.CENTRE:
                left = safe.middle[0] - box.width / 2
            case Edge.RIGHT:
                left = safe.right - box.width
            case Edge.TOP:
                top = safe.top
            case Edge.MIDDLE:
                top = safe.middle[1] - box.height / 2
            case Edge.BOTTOM:
                top = safe.bottom - box.height
        return Place(self.element_id, left, top).applied(design)


@dataclass(frozen=True, slots=True)
class Reorder:
    """Bring an element above or below others of its side."""

    element_id: str
    order: Order

    def applied(self, design: Design) -> Design:
        found = design.find(self.element_id)
        if found is None:
            raise MoveRefusedError(MoveFault.UNKNOWN_ELEMENT)
        side, element = found
        before = list(design.face(side).elements)
        place = before.index(element)
        goal = {
            Order.TO_TOP: len(before) - 1,
            Order.UP: min(place + 1, len(before) - 1),
            Order.DOWN: max(place - 1, 0),
            Order.TO_BOTTOM: 0,
        }[self.order]
        before.insert(goal, before.pop(place))
        return _with_elements(design, side, before)


@dataclass(frozen=True, slots=True)
class Add:
    """Put a new element on top of a side."""

    side: Side
    element: AnyElement

    def applied(self, design: Design) -> Design:
        if design.find(self.element.id):
            raise MoveRefusedError(MoveFault.ID_TAKEN)
        elements = design.face(self.side).elements
        if len(elements) >= ELEMENTS_MAX:
            raise MoveRefusedError(MoveFault.TOO_MANY)
        return _with_elements(design, self.side, (*elements, _sound(self.element)))


@dataclass(frozen=True, slots=True)
class Remove:
    """Take an element away."""

    element_id: str

    def applied(self, design: Design) -> Design:
        found = design.find(self.element_id)
        if found is None:
            raise MoveRefusedError(MoveFault.UNKNOWN_ELEMENT)
        side, element = found
        kept = [each for each in design.face(side).elements if each is not element]
        return _with_elements(design, side, kept)


@dataclass(frozen=True, slots=True)
class Change:
    """Put an element in the place of the one with its id: another text, colour, picture."""

    element: AnyElement

    def applied(self, design: Design) -> Design:
        return _changed(design, self.element.id, lambda _: self.element)


@dataclass(frozen=True, slots=True)
class Paper:
    """Give a side another ground."""

    side: Side
    colour: Colour

    def applied(self, design: Design) -> Design:
        face = msgspec.structs.replace(design.face(self.side), ground=self.colour)
        return design.with_face(self.side, _sound(face))


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the design another name."""

    name: str

    def applied(self, design: Design) -> Design:
        return _sound(msgspec.structs.replace(design, name=self.name))


@dataclass(frozen=True, slots=True)
class Together:
    """Several moves that are undone as one."""

    moves: tuple[Move, ...]

    def applied(self, design: Design) -> Design:
        for move in self.moves:
            design = move.applied(design)
        return design


def free_id(design: Design, kind: str) -> str:
    """An id for a new element of a kind that no other has: ``text-1``, ``text-2``..."""
    taken = {each.id for _, each in design.placed()}
    number = 1
    while f"{kind}-{number}" in taken:
        number += 1
    return f"{kind}-{number}"


def _changed(design: Design, element_id: str, change: Callable[[AnyElement], AnyElement]) -> Design:
    found = design.find(element_id)
    if found is None:
        raise MoveRefusedError(MoveFault.UNKNOWN_ELEMENT)
    side, element = found
    new = _sound(change(element))
    return _with_elements(
        design, side, [new if each is element else each for each in design.face(side).elements]
    )


def _with_elements(design: Design, side: Side, elements: Sequence[AnyElement]) -> Design:
    face: Face = msgspec.structs.replace(design.face(side), elements=tuple(elements))
    return design.with_face(side, face)


def _sound(value: Value) -> Value:
    """What the file may not hold, no move makes: limits stand once, with the fields."""
    try:
        msgspec.json.decode(msgspec.json.encode(value), type=type(value))
    except msgspec.ValidationError as error:
        raise MoveRefusedError(MoveFault.OUT_OF_RANGE) from error
    return value
