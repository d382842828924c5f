"""The chosen element as fields to type into, and what typing into one does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import msgspec

from pos_terminal.card_design.artwork import picture_size
from pos_terminal.card_design.box import Box, Size
from pos_terminal.card_design.design import Design, Pictures
from pos_terminal.card_design.elements import (
    QUIET_MODULES,
    AnyElement,
    Artwork,
    Barcode,
    Code,
    Fit,
    Form,
    Number,
    QrCode,
    Shape,
    Side,
    Text,
    TextAlign,
    TextField,
)
from pos_terminal.card_design.geometry import printed_dpi
from pos_terminal.card_design.moves import Change, Module, Move, Paper, Place, Rename, Resize
from pos_terminal.card_design.symbols import module_mm

_NUMBER: Final = re.compile(r"[+-]?\d{1,4}([.,]\d{1,4})?")
_COLOUR: Final = re.compile(r"#?([0-9a-fA-F]{6})")
_SIZE_MIN_MM, _SIZE_MAX_MM = 20.0, 300.0


class FieldKind(StrEnum):
    """How a field is shown and typed."""

    MM = "mm"
    PERCENT = "percent"
    DEGREES = "degrees"
    TEXT = "text"
    COLOUR = "colour"
    CHOICE = "choice"
    SWITCH = "switch"
    FACT = "fact"  # a number that follows from the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One property. ``number`` is the value of a measure, ``text`` of everything else."""

    name: str
    kind: FieldKind
    text: str = ""
    number: float = 0.0
    decimals: int = 1
    options: tuple[str, ...] = ()
    is_rear: bool = False  # below the facts, where there are some

    @property
    def is_on(self) -> bool:
        return self.text == "on"


class WrongValueError(ValueError):
    """What was typed is nothing that the field can hold; ``word`` names the sentence."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Cut:
    """Give the card another size."""

    size: Size

    def applied(self, design: Design) -> Design:
        return msgspec.structs.replace(design, size=self.size)


def element_fields(element: AnyElement, pictures: Pictures, dpi: int) -> tuple[Field, ...]:
    """Place and size first, then what its kind has."""
    box = element.box
    place = (
        _mm("left", box.left),
        _mm("top", box.top),
        _mm("width", box.width),
        _mm("height", box.height),
    )
    return (*place, *_own_fields(element, pictures, dpi))


def design_fields(design: Design, side: Side) -> tuple[Field, ...]:
    """What the card as a whole has."""
    return (
        Field(name="name", kind=FieldKind.TEXT, text=design.name),
        _mm("card_width", design.size.width, 2),
        _mm("card_height", design.size.height, 2),
        Field(name="paper", kind=FieldKind.COLOUR, text=design.face(side).ground),
    )


def _own_fields(element: AnyElement, pictures: Pictures, dpi: int) -> Iterator[Field]:
    match element:
        case Text():
            yield _choice("field", element.field, TextField)
            if element.field in {TextField.FIXED, TextField.LEGAL}:
                yield Field(name="text", kind=FieldKind.TEXT, text=element.text)
            yield _mm("size", element.size_mm)
            yield _colour(element.colour)
            yield _choice("align", element.align, TextAlign)
            yield _switch("bold", element.bold)
        case Barcode():
            printed = module_mm(element.module_mm, dpi)
            yield _mm("module", element.module_mm, 3)
            yield _fact("quiet", QUIET_MODULES * printed, 2)
            yield _switch("digits", element.digits)
            for field in (_colour(element.colour), _mm("digits_size", element.digits_mm)):
                yield replace(field, is_rear=True)
        case Number():
            yield _mm("size", element.size_mm)
            yield _colour(element.colour)
            yield _choice("align", element.align, TextAlign)
            yield _switch("bold", element.bold)
        case Code():
            yield _mm("size", element.size_mm)
            yield _colour(element.colour)
            yield _colour(element.ground, "ground")
        case QrCode():
            yield Field(name="link", kind=FieldKind.TEXT, text=element.link)
            yield _colour(element.colour)
        case Artwork():
            yield from _artwork_fields(element, pictures)
        case Shape():
            yield _colour(element.colour)
            yield _colour(element.shade or element.colour, "shade")
            yield Field(name="degrees", kind=FieldKind.DEGREES, number=element.degrees, decimals=0)
            yield _percent("opacity", element.opacity)
            yield _mm("radius", element.radius_mm)
            yield _choice("form", element.form, Form)


def _artwork_fields(element: Artwork, pictures: Pictures) -> Iterator[Field]:
    yield _choice("fit", element.fit, Fit)
    yield _percent("focus_x", element.focus_x)
    yield _percent("focus_y", element.focus_y)
    content = pictures.get(element.picture)
    if content is not None:
        yield _fact("dpi", printed_dpi(element, picture_size(content)), 0)


def element_move(element: AnyElement, name: str, text: str) -> Move:
    """The move that typing ``text`` into a field means; raises ``WrongValueError``."""
    box = element.box
    match name:
        case "left":
            return Place(element.id, number_in(text), box.top)
        case "top":
            return Place(element.id, box.left, number_in(text))
        case "width":
            return Resize(element.id, Box(box.left, box.top, _length(text), box.height))
        case "height":
            return Resize(element.id, Box(box.left, box.top, box.width, _length(text)))
        case "module":
            return Module(element.id, _length(text))
    attribute, read = _ATTRIBUTES[name]
    change: dict[str, Any] = {attribute: read(text)}
    return Change(msgspec.structs.replace(element, **change))


def design_move(design: Design, side: Side, name: str, text: str) -> Move:
    """The same for the card as a whole."""
    match name:
        case "name" if text.strip():
            return Rename(text.strip())
        case "card_width":
            return Cut(Size(_card_edge(text), design.size.height))
        case "card_height":
            return Cut(Size(design.size.width, _card_edge(text)))
        case "paper":
            return Paper(side, colour_in(text))
    raise WrongValueError("fault.name")


def number_in(text: str) -> float:
    """A number with point or comma; raises ``WrongValueError``."""
    plain = text.strip().removesuffix("mm").removesuffix("%").strip()
    if not _NUMBER.fullmatch(plain):
        raise WrongValueError("fault.number")
    return float(plain.replace(",", "."))


def colour_in(text: str) -> str:
    """A colour as #rrggbb; raises ``WrongValueError``."""
    found = _COLOUR.fullmatch(text.strip())
    if found is None:
        raise WrongValueError("fault.colour")
    return f"#{found[1].lower()}"


def _length(text: str) -> float:
    length = number_in(text)
    if length <= 0:
        raise WrongValueError("fault.number")
    return length


def _card_edge(text: str) -> float:
    edge = number_in(text)
    if not _SIZE_MIN_MM <= edge <= _SIZE_MAX_MM:
        raise WrongValueError("fault.card_size")
    return edge


def _share(text: str) -> float:
    return number_in(text) / 100


def _is_on(text: str) -> bool:
    return text == "on"


_ATTRIBUTES: Final[dict[str, tuple[str, Callable[[str], object]]]] = {
    "field": ("field", TextField),
    "text": ("text", str),
    "size": ("size_mm", number_in),
    "colour": ("colour", colour_in),
    "ground": ("ground", colour_in),
    "shade": ("shade", colour_in),
    "align": ("align", TextAlign),
    "bold": ("bold", _is_on),
    "digits": ("digits", _is_on),
    "digits_size": ("digits_mm", number_in),
    "link": ("link", str),
    "fit": ("fit", Fit),
    "focus_x": ("focus_x", _share),
    "focus_y": ("focus_y", _share),
    "degrees": ("degrees", number_in),
    "opacity": ("opacity", _share),
    "radius": ("radius_mm", number_in),
    "form": ("form", Form),
}


def _mm(name: str, number: float, decimals: int = 1) -> Field:
    return Field(name=name, kind=FieldKind.MM, number=number, decimals=decimals)


def _fact(name: str, number: float, decimals: int) -> Field:
    return Field(name=name, kind=FieldKind.FACT, number=number, decimals=decimals)


def _percent(name: str, share: float) -> Field:
    return Field(name=name, kind=FieldKind.PERCENT, number=100 * share, decimals=0)


def _colour(colour: str, name: str = "colour") -> Field:
    return Field(name=name, kind=FieldKind.COLOUR, text=colour)


def _switch(name: str, on: bool) -> Field:
    return Field(name=name, kind=FieldKind.SWITCH, text="on" if on else "off")


def _choice(name: str, chosen: StrEnum, options: type[StrEnum]) -> Field:
    values = tuple(each.value for each in options)
    return Field(name=name, kind=FieldKind.CHOICE, text=chosen.value, options=values)
