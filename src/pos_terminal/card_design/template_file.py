"""A design as a file: versioned JSON with its pictures inside, each checked by its hash."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from pos_terminal.card_design.artwork import is_kept_picture, picture_hash
from pos_terminal.card_design.design import Design, Pictures
from pos_terminal.card_design.geometry import leads_to_page
from pos_terminal.whole_file import write_whole

ENDING: Final = ".carddesign"
VERSION: Final = 1
_FORMAT: Final = "card design"
_FILE_BYTES_MAX: Final = 128 * 2**20


class TemplateFault(StrEnum):
    """Why a file is refused."""

    CANNOT_READ = "cannot_read"
    TOO_LARGE = "too_large"
    NOT_A_TEMPLATE = "not_a_template"
    NEWER = "newer"
    DAMAGED = "damaged"
    PICTURE_MISSING = "picture_missing"
    PICTURE_DAMAGED = "picture_damaged"


class TemplateRefusedError(ValueError):
    """A file that is no usable template; ``fault`` says why."""

    def __init__(self, fault: TemplateFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Template(Struct, frozen=True, kw_only=True):
    """A design with its pictures."""

    design: Design
    pictures: Pictures = {}


class _Head(Struct):
    format: str
    version: int


class _Body(_Head, forbid_unknown_fields=True):
    design: Design
    pictures: dict[str, bytes]


def write_template(file: Path, template: Template) -> None:
    """Write the file whole or not at all; raises ``OSError``."""
    write_whole(file, template_bytes(template), mode=0o644)


def read_template(file: Path) -> Template:
    """Read a file; raises ``TemplateRefusedError``."""
    try:
        if file.stat().st_size > _FILE_BYTES_MAX:
            raise TemplateRefusedError(TemplateFault.TOO_LARGE)
        content = file.read_bytes()
    except OSError as error:
        raise TemplateRefusedError(TemplateFault.CANNOT_READ) from error
    return parse_template(content)


def template_bytes(template: Template) -> bytes:
    """The file's content; pictures that the design does not use are left out."""
    used = {name: template.pictures[name] for name in sorted(template.design.pictures())}
    return msgspec.json.encode(_Body(_FORMAT, VERSION, template.design, used))


def template_digest(template: Template, redeem_page: str) -> str:
    """What tells a design from all others, with the page to which it leads."""
    page = redeem_page if leads_to_page(template.design) else ""
    return hashlib.sha256(template_bytes(template) + page.encode()).hexdigest()


def parse_template(content: bytes) -> Template:
    """Read a file's content; raises ``TemplateRefusedError``."""
    try:
        head = msgspec.json.decode(content, type=_Head)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise TemplateRefusedError(TemplateFault.NOT_A_TEMPLATE) from error
    if head.format != _FORMAT:
        raise TemplateRefusedError(TemplateFault.NOT_A_TEMPLATE)
    if head.version > VERSION:
        raise TemplateRefusedError(TemplateFault.NEWER)
    try:
        body = msgspec.json.decode(content, type=_Body)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise TemplateRefusedError(TemplateFault.DAMAGED) from error
    if not _has_extent(body.design):
        raise TemplateRefusedError(TemplateFault.DAMAGED)
    if body.design.pictures() - body.pictures.keys():
        raise TemplateRefusedError(TemplateFault.PICTURE_MISSING)
    # A file's maker sets its hashes: a picture that says the right one may still be anything.
    if not all(
        picture_hash(kept) == name and is_kept_picture(kept) for name, kept in body.pictures.items()
    ):
        raise TemplateRefusedError(TemplateFault.PICTURE_DAMAGED)
    return Template(design=body.design, pictures=body.pictures)


def _has_extent(design: Design) -> bool:
    """Nothing without width or height: no move makes it, and nothing can be reckoned with it."""
    boxes = [design.trim, *(each.box for _, each in design.placed())]
    return all(min(box.width, box.height) > 0 for box in boxes)
