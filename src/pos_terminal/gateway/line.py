"""The line to the server as a page knows it: how it was told to stand, and what can be asked."""

from __future__ import annotations

from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.words import ON, Button, off


class Line:
    """Nobody has asked over it yet: until told otherwise it may well be there."""

    def __init__(self) -> None:
        self._reach = Reach.UNKNOWN

    def take(self, connection: Connection) -> bool:
        """Take how it stands now; says whether it was down before and is back."""
        was_down, self._reach = self.is_down, connection.reach
        return was_down and not self.is_down

    @property
    def is_down(self) -> bool:
        """Whether the server cannot be reached."""
        return self._reach is Reach.OFFLINE

    @property
    def takes_questions(self) -> Button:
        """Whether the server can be asked; that it takes no changes is no hindrance."""
        return off("off.no_line") if self.is_down else ON

    @property
    def takes_changes(self) -> Button:
        """Whether the server can be asked to change anything."""
        return off("off.read_only") if self._reach is Reach.READ_ONLY else self.takes_questions
