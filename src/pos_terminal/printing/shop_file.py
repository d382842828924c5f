"""The cards of a run as one file for an outside print shop, encrypted to its key (age).

No plain line of it is ever on disk: it is encrypted in memory, and read by the key's holder alone.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from card_contract.print_messages import GivenCard
from pos_terminal.printing.watch import Step, Watch

_HEADING: Final = ("number", "code", "pack")
_REASON: Final = "For the print shop "
_KEY_FILE_BYTES_MAX: Final = 64 * 1024


def is_recipient(key: str) -> bool:
    """Whether something can be encrypted to this key."""
    import pyrage

    try:
        pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        return False
    return True


def recipient_in(file: Path) -> str | None:
    """The public key in a file, as age-keygen writes it; raises ``OSError``."""
    with file.open("rb") as content:
        words = content.read(_KEY_FILE_BYTES_MAX).decode("utf-8", "replace").split()
    return next((word for word in words if word.startswith("age1") and is_recipient(word)), None)


def reason_for(recipient: str) -> str:
    """Why such a run was opened: what its note and the ledger know of the print shop."""
    return _REASON + recipient


def recipient_of(reason: str) -> str:
    """The print shop's key, from the reason of its run; empty for any other run."""
    return reason.removeprefix(_REASON) if reason.startswith(_REASON) else ""


@dataclass(frozen=True, slots=True)
class ShopFile:
    """Called, it writes the cards for the holder of this key."""

    recipient: str

    def __call__(self, file: Path, cards: Sequence[GivenCard], watch: Watch) -> None:
        import pyrage

        watch.tell(Step.DRAWING, 0, 1)
        text = io.StringIO()
        lines = csv.writer(text)
        lines.writerow(_HEADING)
        lines.writerows((card.number, card.code, card.pack) for card in cards)
        recipient = pyrage.x25519.Recipient.from_str(self.recipient)
        content = pyrage.encrypt(text.getvalue().encode(), [recipient])
        watch.ensure_wanted()
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        watch.tell(Step.DRAWING, 1, 1)
