"""The design of a card: its size and what stands on its two sides. Values only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from card_contract.card_number import BATCH_DIGITS, CardNumber
from card_contract.studio_messages import CODE_LENGTHS, CodeForm
from pos_terminal.card_design.box import Box, Size
from pos_terminal.card_design.elements import WHITE, AnyElement, Artwork, Colour, Side

CR80: Final = Size(85.6, 53.98)  # ISO/IEC 7810, ID-1
CR80_RADIUS_MM: Final = 3.18
BLEED_MM: Final = 3.0
SAFE_MM: Final = 3.0
ELEMENTS_MAX: Final = 200
CODE_LENGTH: Final = CODE_LENGTHS[CodeForm.FIVE_BY_FIVE]  # where no campaign says another

Pictures = Mapping[str, bytes]  # the pictures of a design by their hash, as PNG or JPEG


class Face(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One side: its paper's colour and its elements, the last on top."""

    ground: Colour = WHITE
    elements: Annotated[tuple[AnyElement, ...], Meta(max_length=ELEMENTS_MAX)] = ()


class Design(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A card as it is printed."""

    name: Annotated[str, Meta(min_length=1, max_length=80)]
    size: Size = CR80
    bleed_mm: Annotated[float, Meta(ge=0, le=10)] = BLEED_MM
    safe_mm: Annotated[float, Meta(ge=0, le=10)] = SAFE_MM
    front: Face = Face()
    back: Face = Face()

    def __post_init__(self) -> None:
        ids = [each.id for _, each in self.placed()]
        if len(ids) != len(set(ids)):
            raise ValueError("Two elements have the same id.")

    def face(self, side: Side) -> Face:
        return self.front if side is Side.FRONT else self.back

    def with_face(self, side: Side, face: Face) -> Design:
        if side is Side.FRONT:
            return msgspec.structs.replace(self, front=face)
        return msgspec.structs.replace(self, back=face)

    @property
    def trim(self) -> Box:
        """The card as it is cut."""
        return Box(0.0, 0.0, self.size.width, self.size.height)

    @property
    def bleed(self) -> Box:
        """What artwork must fill so that no paper shows where the cut is a little off."""
        return self.trim.grown(self.bleed_mm)

    @property
    def safe(self) -> Box:
        """Where nothing is lost when the cut is a little off."""
        return self.trim.grown(-self.safe_mm)

    def placed(self) -> Iterator[tuple[Side, AnyElement]]:
        """Every element with its side."""
        for side in Side:
            for element in self.face(side).elements:
                yield side, element

    def find(self, element_id: str) -> tuple[Side, AnyElement] | None:
        found = ((side, each) for side, each in self.placed() if each.id == element_id)
        return next(found, None)

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that there is something on, or both where there is nothing on either."""
        faces = {side: self.face(side) for side in Side}
        used = [side for side, face in faces.items() if face.elements or face.ground != WHITE]
        return tuple(used or Side)

    def pictures(self) -> frozenset[str]:
        """The hashes of the pictures that the design needs."""
        return frozenset(each.picture for _, each in self.placed() if isinstance(each, Artwork))


class CardData(Struct, frozen=True, kw_only=True):
    """What is printed on one card. Without its code the scratch panel is painted, which has to
    cover one of ``code_length`` signs.

    ``barcode`` is what the bars say: the card number, or the code where the campaign says so.
    ``words`` stand in the design's own texts on this card alone, by the text's id. ``redeem_page``
    is where it is redeemed, as far as that is known.
    """

    barcode: str
    number: str
    code: str | None = None
    product: str = ""
    price: str = ""
    batch: str = ""
    words: dict[str, str] = {}
    code_length: int = CODE_LENGTH
    redeem_page: str = ""

    @classmethod
    def numbered(
        cls,
        number: CardNumber,
        *,
        product: str,
        price: str,
        code: str | None = None,
        code_length: int = CODE_LENGTH,
        redeem_page: str = "",
    ) -> CardData:
        """The card of this number."""
        return cls(
            barcode=number.digits,
            number=number.grouped(),
            code=code,
            product=product,
            price=price,
            batch=f"{number.batch:0{BATCH_DIGITS}d}",
            code_length=code_length,
            redeem_page=redeem_page,
        )

    @property
    def signs_of_code(self) -> str:
        """Its code, or as many of the widest signs."""
        return self.code or "W" * self.code_length

    def __repr__(self) -> str:
        return f"CardData(number=…{self.number[-4:]})"


SAMPLE: Final = CardData.numbered(
    CardNumber.build(issuer="900001", batch=20417, sequence=1), product="Game card", price="€25"
)
