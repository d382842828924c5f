"""What a person has chosen: the product, the file of cards, and how it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pos_terminal.card_import.model import ImportNote, Opening


@dataclass(slots=True)
class ChosenFile:
    """``key_wanted`` says that the file is encrypted. A key and a passphrase exclude each other."""

    campaign: str = ""
    file: Path | None = None
    key: Path | None = None
    key_wanted: bool = False
    passphrase: str = ""

    def __repr__(self) -> str:
        return f"ChosenFile({self.file})"

    @classmethod
    def noted(cls, note: ImportNote) -> ChosenFile:
        """What a till that was turned off was at."""
        return cls(
            campaign=note.campaign,
            file=Path(note.file),
            key=Path(note.key) if note.key else None,
            key_wanted=note.by_passphrase or bool(note.key),
        )

    def note(self, digest: str) -> ImportNote | None:
        """What to note of it before the first card is sent."""
        if self.file is None:
            return None
        return ImportNote(
            campaign=self.campaign,
            file=str(self.file.absolute()),
            key="" if self.key is None else str(self.key.absolute()),
            digest=digest,
            by_passphrase=self.key_wanted and self.key is None,
        )

    def opening(self) -> Opening | None:
        """How to open it now."""
        if self.file is None:
            return None
        return Opening(file=self.file, key=self.key, passphrase=self.passphrase)

    def take_file(self, file: Path) -> None:
        self.file, self.key, self.passphrase = file, None, ""
        self.key_wanted = False

    def take_key(self, file: Path) -> None:
        self.key, self.passphrase = file, ""

    def take_passphrase(self, text: str) -> None:
        self.key, self.passphrase = None, text

    def missing(self, *, is_open: bool) -> str | None:
        """What has to be chosen before it can go on."""
        if not self.campaign:
            return "off.campaign_first"
        if self.file is None:
            return "off.file_first"
        is_shut = self.key_wanted and self.key is None and not self.passphrase
        return "off.key_first" if is_shut and not is_open else None
