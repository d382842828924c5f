"""The folder of the till's designs: free ones by their names, one for each product that has one.

A product's design is a copy of its own, so that what is printed changes only when somebody says so.
The draft is what somebody works on and has not saved.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import msgspec

from pos_terminal.card_design.template_file import (
    ENDING,
    Template,
    TemplateRefusedError,
    read_template,
    write_template,
)
from pos_terminal.whole_file import keep_aside

_DRAFT: Final = f"draft{ENDING}"
# What some file systems cannot have in a name.
_NOT_IN_FILES: Final = re.compile(r'[\x00-\x1f%/\\:*?"<>|]')


class DesignShelf:
    """Reading raises ``TemplateRefusedError``, writing ``OSError``."""

    def __init__(self, folder: Path) -> None:
        self._free = folder / "free"
        self._products = folder / "products"
        self._draft = folder / _DRAFT

    def names(self) -> tuple[str, ...]:
        """The names of the free designs, in their order."""
        found = (unquote(file.stem) for file in self._free.glob(f"*{ENDING}"))
        return tuple(sorted(found, key=str.casefold))

    def has(self, name: str) -> bool:
        return self._file(name).exists()

    def saved_at_ms(self, name: str) -> int | None:
        """When a design was saved last."""
        try:
            return int(self._file(name).stat().st_mtime * 1000)
        except OSError:
            return None

    def read(self, name: str) -> Template:
        return read_template(self._file(name))

    def save(self, template: Template) -> None:
        """Write a design under its name."""
        write_template(self._file(template.design.name), template)

    def free_name(self, name: str) -> str:
        """A name like this one that no design has: ``Gift card 2``, ``Gift card 3``..."""
        number, stem = 2, name[:70]
        while self.has(f"{stem} {number}"):
            number += 1
        return f"{stem} {number}"

    def products(self) -> tuple[str, ...]:
        """The products that have a design of their own."""
        return tuple(sorted(unquote(file.stem) for file in self._products.glob(f"*{ENDING}")))

    def of_product(self, campaign: str) -> Template | None:
        """The design that a product's cards are printed with, or null where it has none."""
        file = self._product_file(campaign)
        return read_template(file) if file.exists() else None

    def give_product(self, campaign: str, template: Template) -> None:
        """Print a product's cards with this design from now on."""
        write_template(self._product_file(campaign), template)

    def draft(self) -> Template | None:
        """What was worked on last and not saved; one that cannot be read is kept aside."""
        if not self._draft.exists():
            return None
        try:
            return read_template(self._draft)
        except TemplateRefusedError:
            keep_aside(self._draft)
            raise

    def keep_draft(self, template: Template) -> None:
        write_template(self._draft, template)

    def drop_draft(self) -> None:
        self._draft.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._free / f"{_file_stem(name)}{ENDING}"

    def _product_file(self, campaign: str) -> Path:
        return self._products / f"{_file_stem(campaign)}{ENDING}"


def renamed(template: Template, name: str) -> Template:
    """The same design under another name."""
    design = msgspec.structs.replace(template.design, name=name)
    return Template(design=design, pictures=template.pictures)


def _file_stem(name: str) -> str:
    return _NOT_IN_FILES.sub(lambda sign: f"%{ord(sign[0]):02X}", name)
