"""The child process that looks whether a file is a picture that tills can show, and ends with it.

It may come from anywhere: whoever works here got it from somebody. What it does to a decoder it
does here, where memory and time are limited.
"""

from __future__ import annotations

import io
import sys
import warnings
from typing import Final

import msgspec

from card_contract.studio_messages import ARTWORK_EDGE_MAX, ArtworkFault
from server_stub.picture_scan.child import limit
from server_stub.picture_scan.reading import Looked

_MEDIA_TYPES: Final = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # a JPEG with more pictures behind its first, as telephones make them
    "WEBP": "image/webp",
}
_FORMATS: Final = ("PNG", "JPEG", "WEBP")


def look(content: bytes) -> Looked:
    """What kind of picture this is, or why it is none; a larger one is not decoded."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                if max(picture.size) > ARTWORK_EDGE_MAX:
                    return Looked(fault=ArtworkFault.TOO_MANY_PIXELS)
                kind = picture.format or ""
                picture.load()
    except Image.DecompressionBombError:
        return Looked(fault=ArtworkFault.TOO_MANY_PIXELS)
    except UnidentifiedImageError:
        return Looked(fault=ArtworkFault.NOT_A_PICTURE)
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError):
        return Looked(fault=ArtworkFault.DAMAGED)
    return Looked(media_type=_MEDIA_TYPES[kind])


def main() -> None:
    limit()
    sys.stdout.buffer.write(msgspec.json.encode(look(sys.stdin.buffer.read())) + b"\n")


if __name__ == "__main__":
    main()
