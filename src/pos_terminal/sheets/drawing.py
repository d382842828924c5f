"""How the cards of a run are drawn, so that what is left of it is drawn no other way."""

from __future__ import annotations

import hashlib
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from pos_terminal.sheets.sheet_layout import Duplex, SheetLayout


class Drawing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The design by the key that the till knows it by, the sheets by their name, how they are
    turned, and how many places of the first one were used before.

    ``content`` is the digest of both as they were; it is empty where nobody has noted them.
    """

    design: str = ""
    layout: str = ""
    turn: Duplex | None = None
    start: Annotated[int, Meta(ge=0)] = 0
    content: str = ""

    @property
    def is_known(self) -> bool:
        return bool(self.content)

    def looks_as(self, other: Drawing) -> bool:
        """Whether cards come out the same, from whatever place on and under whatever key."""
        return self.content == other.content


NOT_NOTED: Final = Drawing()


def drawing_of(design: str, digest: str, layout: SheetLayout, start: int) -> Drawing:
    """``digest`` is the design's own; the layout is the one that is drawn, turned as it is."""
    whole = digest.encode() + msgspec.json.encode(layout)
    return Drawing(
        design=design,
        layout=layout.name,
        turn=layout.duplex,
        start=start,
        content=hashlib.sha256(whole).hexdigest(),
    )
