"""Writing an export: one age-encrypted CSV for an outside print shop, whole or not at all.

Cards are asked for a piece at a time while the file is encrypted; no plain line is ever on disk.
The file lies under a name of its run's until the server has noted it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import pyrage

from card_contract.print_messages import PIECE_CARDS_MAX, GivenCard, Sequences
from server_stub.shop_folder.secret_files import give_new_name

_HEADING: Final = b"number,code,pack\r\n"
Give = Callable[[Sequences], list[GivenCard]]


class NoRecipientError(ValueError):
    """That is no public key of age."""


def check_recipient(recipient: str) -> None:
    """Raise ``NoRecipientError`` where nothing can be encrypted to it."""
    try:
        pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise NoRecipientError(f"{recipient} is no public key of age (age1...).") from error


def draft_of(out: Path, run_id: str) -> Path:
    """Where a run's file lies until it is noted."""
    return out.with_name(f".{out.name}.{run_id}")


def digest(path: Path) -> str | None:
    """The SHA-256 of a file; None where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def write(draft: Path, recipient: str, cards: Sequences, give: Give) -> int:
    """Encrypt these cards into a file that only its owner may read; tell how many there were."""
    lines = _Lines(cards, give)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            _encrypt(lines, file, recipient)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return lines.count


def name(draft: Path, out: Path) -> None:
    """Give a noted file its name, for good; raises ``FileExistsError`` where another has it."""
    give_new_name(draft, out)
    folder = os.open(out.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _encrypt(lines: _Lines, file: BinaryIO, recipient: str) -> None:
    sink = _Sink(file)
    try:
        pyrage.encrypt_io(lines, sink, [pyrage.x25519.Recipient.from_str(recipient)])
    except pyrage.EncryptError as error:
        # What went wrong on our side of the encryption comes back as its text alone.
        raise lines.failure or sink.failure or OSError(str(error)) from error


class _Lines:
    """The CSV as what the encryption reads from: never more of it than a piece."""

    def __init__(self, cards: Sequences, give: Give) -> None:
        self.count = 0
        self.failure: BaseException | None = None
        self._pieces = self._made(cards, give)
        self._rest = b""

    def read(self, size: int) -> bytes:
        try:
            while not self._rest:
                self._rest = next(self._pieces)
        except StopIteration:
            return b""
        except BaseException as failure:
            self.failure = failure
            raise
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def _made(self, cards: Sequences, give: Give) -> Iterator[bytes]:
        yield _HEADING
        for first in range(cards.first, cards.last + 1, PIECE_CARDS_MAX):
            last = min(first + PIECE_CARDS_MAX - 1, cards.last)
            given = give(Sequences(first=first, last=last))
            self.count += len(given)
            text = io.StringIO()
            csv.writer(text).writerows((card.number, card.code, card.pack) for card in given)
            yield text.getvalue().encode()


class _Sink:
    """The file as what the encryption writes to."""

    def __init__(self, file: BinaryIO) -> None:
        self.failure: OSError | None = None
        self._file = file

    def write(self, content: bytes) -> int:
        try:
            return self._file.write(content)
        except OSError as failure:
            self.failure = failure
            raise

    def flush(self) -> None:
        self._file.flush()
