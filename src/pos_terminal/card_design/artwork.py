"""Pictures that come in from outside become small, plain ones, or are refused with a reason.

Nothing is decoded before its size is known. What is kept has no profile, no metadata and no colours
that screens and printers see differently. SVG is refused: it may hold scripts and may fetch.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from card_contract.studio_messages import ARTWORK_BYTES_MAX

if TYPE_CHECKING:
    from PIL import Image

PIXELS_MAX: Final = 60_000_000
FILE_BYTES_MAX: Final = 64 * 2**20
DPI_MIN: Final = 300
# 600 dots an inch over a card with its bleed; more only makes files larger.
_EDGE_MAX: Final = 2400
_PRODUCT_EDGES: Final = (1200, 800, 500)
"""Of a product's picture; a smaller one where the larger takes too many bytes."""
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
_HEAD: Final = 1024
_KEPT_FORMATS: Final = ("PNG", "JPEG")
_KEPT_MODES: Final = frozenset({"RGB", "RGBA"})


class ArtworkFault(StrEnum):
    """Why a picture is refused."""

    TOO_MANY_PIXELS = "too_many_pixels"
    FILE_TOO_LARGE = "file_too_large"
    SVG = "svg"
    NOT_A_PICTURE = "not_a_picture"
    DAMAGED = "damaged"
    CANNOT_READ = "cannot_read"


class ArtworkWarning(StrEnum):
    """What the person should know of a picture that was taken."""

    COLOURS_CONVERTED = "colours_converted"  # CMYK and the like look different on screens
    FIRST_PICTURE_ONLY = "first_picture_only"


class ArtworkRefusedError(ValueError):
    """A file that is no usable artwork; ``fault`` says why."""

    def __init__(self, fault: ArtworkFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenArtwork:
    """A picture as it is kept: PNG or JPEG, by its hash."""

    picture: str
    content: bytes
    width: int
    height: int
    warnings: tuple[ArtworkWarning, ...] = ()


def read_artwork(file: Path) -> TakenArtwork:
    """Take a picture from a file, at most as many bytes as one may have; raises
    ``ArtworkRefusedError``.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise ArtworkRefusedError(ArtworkFault.CANNOT_READ) from error
    return take_artwork(content)


def take_artwork(content: bytes) -> TakenArtwork:
    """Read a picture file; raises ``ArtworkRefusedError``."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(content) > FILE_BYTES_MAX:
        raise ArtworkRefusedError(ArtworkFault.FILE_TOO_LARGE)
    if _is_svg(content):
        raise ArtworkRefusedError(ArtworkFault.SVG)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            source = Image.open(io.BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise ArtworkRefusedError(ArtworkFault.TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ArtworkRefusedError(ArtworkFault.NOT_A_PICTURE) from error
    if source.width * source.height > PIXELS_MAX:
        raise ArtworkRefusedError(ArtworkFault.TOO_MANY_PIXELS)
    told = _warnings(source)
    photo = source.format == "JPEG"
    try:
        source.load()
        picture = _plain(eight_bits(ImageOps.exif_transpose(source)))
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ArtworkRefusedError(ArtworkFault.DAMAGED) from error
    picture.thumbnail((_EDGE_MAX, _EDGE_MAX), Image.Resampling.LANCZOS)
    kept = encoded(picture, photo=photo)
    return TakenArtwork(
        picture=picture_hash(kept),
        content=kept,
        width=picture.width,
        height=picture.height,
        warnings=told,
    )


def product_picture(content: bytes) -> bytes:
    """A kept picture as the server takes it for a product: small, and of few bytes."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=_KEPT_FORMATS) as source:
        photo = source.format == "JPEG"
        source.load()
        for edge in _PRODUCT_EDGES:
            picture = source.copy()
            picture.thumbnail((edge, edge), Image.Resampling.LANCZOS)
            small = encoded(picture, photo=photo)
            if len(small) > ARTWORK_BYTES_MAX and not photo:
                small = encoded(_on_white(picture), photo=True)
            if len(small) <= ARTWORK_BYTES_MAX:
                return small
    raise AssertionError("A picture of so few pixels has not so many bytes.")


def picture_hash(content: bytes) -> str:
    """The name of a kept picture."""
    return hashlib.sha256(content).hexdigest()


def picture_size(content: bytes) -> tuple[int, int]:
    """The pixels of a kept picture."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=_KEPT_FORMATS) as picture:
        return picture.size


def is_kept_picture(content: bytes) -> bool:
    """Whether this is a picture as ``take_artwork`` keeps them, and whole; a larger one is not
    decoded.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_KEPT_FORMATS) as picture:
                if max(picture.size) > _EDGE_MAX or picture.mode not in _KEPT_MODES:
                    return False
                picture.load()
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        return False
    return True


def eight_bits(picture: Image.Image) -> Image.Image:
    """A gray picture of sixteen bits with eight: Pillow cuts them off at white, not divides."""
    from PIL import Image

    if not picture.mode.startswith("I;16"):
        return picture
    import numpy as np

    return Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8))


def encoded(picture: Image.Image, *, photo: bool) -> bytes:
    """A plain picture as it is kept: photographs as JPEG, all else without loss."""
    buffer = io.BytesIO()
    if photo:
        picture.save(buffer, "JPEG", quality=92, subsampling=0)
    else:
        picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    from PIL import Image

    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture)
    return ground.convert("RGB")


def _is_svg(content: bytes) -> bool:
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(b"<") and b"<svg" in content[: 16 * _HEAD].lower()


def _warnings(source: Image.Image) -> tuple[ArtworkWarning, ...]:
    told = []
    if source.mode not in {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "RGBa", "La"}:
        told.append(ArtworkWarning.COLOURS_CONVERTED)
    if getattr(source, "n_frames", 1) > 1:
        told.append(ArtworkWarning.FIRST_PICTURE_ONLY)
    return tuple(told)


def _plain(source: Image.Image) -> Image.Image:
    """Red, green and blue, with opacity only where something is not opaque."""
    from PIL import ImageCms

    profile = source.info.get("icc_profile")
    if profile and source.mode in {"RGB", "CMYK"}:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            known = ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(source, given, known, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            changed = None
        if changed is not None:
            return changed
    if not source.has_transparency_data:
        return source.convert("RGB")
    clear = source.convert("RGBA")
    opaque = clear.getchannel("A").getextrema() == (255, 255)
    return clear.convert("RGB") if opaque else clear
