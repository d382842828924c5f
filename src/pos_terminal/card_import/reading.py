"""Reads files of cards in a thread of its own. What was encrypted is open in memory alone."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path
from typing import Final

from card_contract.card_file import CardFile
from pos_terminal.card_import.model import OpenedFile, Opening, ReadFault
from pos_terminal.whole_file import write_whole

FILE_BYTES_MAX: Final = 64 * 2**20
_AGE_STARTS: Final = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
_START_BYTES: Final = 64


class CardFiles:
    """Files of cards, as ``FileReader`` promises."""

    async def is_encrypted(self, file: Path) -> bool | ReadFault:
        return await asyncio.to_thread(looks_encrypted, file)

    async def read(self, opening: Opening) -> OpenedFile | ReadFault:
        return await asyncio.to_thread(read_cards, opening)

    async def write(self, file: Path, content: bytes) -> bool:
        return await asyncio.to_thread(write_report, file, content)


def looks_encrypted(file: Path) -> bool | ReadFault:
    """Whether a file begins as age files do."""
    try:
        with file.open("rb") as stream:
            return stream.read(_START_BYTES).startswith(_AGE_STARTS)
    except OSError:
        return ReadFault.CANNOT_READ


def read_cards(opening: Opening) -> OpenedFile | ReadFault:
    """Open a file and read its lines."""
    try:
        with opening.file.open("rb") as stream:
            stored = stream.read(FILE_BYTES_MAX + 1)
    except OSError:
        return ReadFault.CANNOT_READ
    if len(stored) > FILE_BYTES_MAX:
        return ReadFault.TOO_LARGE
    content: bytes | ReadFault = stored
    if stored.startswith(_AGE_STARTS):
        content = _opened(stored, opening)
    if isinstance(content, ReadFault):
        return content
    cards = CardFile(content)
    if not cards.lines:
        return ReadFault.EMPTY
    return OpenedFile(cards, hashlib.sha256(stored).hexdigest())


def _opened(stored: bytes, opening: Opening) -> bytes | ReadFault:
    import pyrage

    try:
        if opening.key is None:
            return bytes(pyrage.passphrase.decrypt(stored, opening.passphrase))
        lines = [line.strip() for line in opening.key.read_text(encoding="utf-8").splitlines()]
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line and line[0] != "#"]
        return bytes(pyrage.decrypt(stored, keys))
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        return ReadFault.KEY_UNREADABLE
    except pyrage.DecryptError:
        return ReadFault.KEY_WRONG


def write_report(file: Path, content: bytes) -> bool:
    """Write a report whole; false where that cannot be."""
    try:
        write_whole(file, content, mode=0o644)
    except OSError:
        return False
    return True
