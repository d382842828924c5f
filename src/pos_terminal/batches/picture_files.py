"""Picture files for products, read and made small beside the window's thread."""

from __future__ import annotations

import asyncio
from pathlib import Path

from pos_terminal.card_design.artwork import product_picture, read_artwork


class PictureFiles:
    async def read(self, file: Path) -> bytes:
        """The picture as the server takes it; raises ``ArtworkRefusedError``."""
        return await asyncio.to_thread(read_picture, file)


def read_picture(file: Path) -> bytes:
    """As above, where no thread is in the way."""
    return product_picture(read_artwork(file).content)
