"""Taking in the picture of a product: it is looked at before it is stored."""

from __future__ import annotations

import asyncio
import io
import warnings
from typing import Final

from card_contract.studio_messages import (
    ARTWORK_BYTES_MAX,
    ARTWORK_EDGE_MAX,
    ArtworkAnswer,
    ArtworkFault,
)
from server_stub.commands.artworks import StoreArtwork
from server_stub.domain.ids import AppId, OperatorId
from server_stub.engine.command import Refused, Submits

_MEDIA_TYPES: Final = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}


async def store_artwork(
    engine: Submits,
    app_id: AppId,
    content: bytes,
    *,
    stored_by: str,
    asked_by: OperatorId | None = None,
) -> ArtworkAnswer | Refused:
    """Store a picture, or say why it is none that tills could show."""
    looked_at = await asyncio.to_thread(media_type, content)
    if isinstance(looked_at, ArtworkFault):
        return ArtworkAnswer(fault=looked_at)
    stored = await engine.submit(
        StoreArtwork(
            app_id=app_id,
            content=content,
            media_type=looked_at,
            stored_by=stored_by,
            asked_by=asked_by,
        )
    )
    return stored if isinstance(stored, Refused) else ArtworkAnswer(artwork=stored.artwork)


def media_type(content: bytes) -> str | ArtworkFault:
    """What kind of picture this is, or why it is none; a larger one is not decoded."""
    from PIL import Image, UnidentifiedImageError

    if len(content) > ARTWORK_BYTES_MAX:
        return ArtworkFault.TOO_LARGE
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(_MEDIA_TYPES)) as picture:
                if max(picture.size) > ARTWORK_EDGE_MAX:
                    return ArtworkFault.TOO_MANY_PIXELS
                picture.load()
                return _MEDIA_TYPES[picture.format or ""]
    except Image.DecompressionBombError:
        return ArtworkFault.TOO_MANY_PIXELS
    except UnidentifiedImageError:
        return ArtworkFault.NOT_A_PICTURE
    except (OSError, SyntaxError, ValueError, EOFError):
        return ArtworkFault.DAMAGED
