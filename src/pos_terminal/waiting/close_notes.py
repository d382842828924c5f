"""The note of closes of cases that were sent: money may leave the drawer once one is answered.

It is on the disk before anything is sent, so that after a restart, too, the page says that it is
not known yet, and asks again with the same words. It stays while whoever closed one gives its
money: a till that ends then asks afterwards whether that was given. What was given, and no server
has heard, stays noted until one has.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from card_contract.case_messages import CaseView, CloseCaseRequest
from pos_terminal.note_file import NoteFile

NOTE_FILE: Final = "cases-waiting.json"


class CloseNote(Struct, frozen=True, kw_only=True):
    """One close that has no answer yet, and who sent it; older notes have no name.

    Or one that was ``taken``, and whose money is being given; or that was ``given``, which no
    server has heard. ``sent_by`` are the operators who had sent it before, and ``till_id`` is what
    this till was then: enrolled anew it is another one.
    """

    case: CaseView
    request: CloseCaseRequest
    operator_id: str
    operator_name: str = ""
    taken: bool = False
    given: bool = False
    till_id: str = ""
    sent_by: list[str] = field(default_factory=list)


class _Closes(Struct, frozen=True, kw_only=True):
    """All that wait."""

    closes: list[CloseNote]


class CloseNotes:
    """Keeps the note in the till's folder."""

    def __init__(self, folder: Path) -> None:
        self._file = NoteFile(folder / NOTE_FILE, _Closes)

    def load(self) -> list[CloseNote]:
        """What waited when the till ended."""
        note = self._file.load()
        return [] if note is None else note.closes

    @property
    def are_lost(self) -> bool:
        """Whether notes that could not be read lie aside: what was asked for then is not known."""
        return self._file.has_aside

    def keep(self, closes: Sequence[CloseNote]) -> None:
        """Store what waits now; raises ``OSError`` where the disk refuses."""
        if closes:
            self._file.keep(_Closes(closes=list(closes)))
        else:
            self._file.forget()
