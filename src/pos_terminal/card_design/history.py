"""A design with what was done to it, so that it can be undone. A value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from pos_terminal.card_design.design import Design
from pos_terminal.card_design.moves import Move

STEPS_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class History:
    """The design as it is, those before it, and those that were undone (the next one last)."""

    design: Design
    before: tuple[Design, ...] = ()
    undone: tuple[Design, ...] = ()

    @property
    def can_undo(self) -> bool:
        return bool(self.before)

    @property
    def can_redo(self) -> bool:
        return bool(self.undone)

    def done(self, move: Move) -> History:
        """After a move; one that changes nothing is no step. Raises ``MoveRefusedError``."""
        after = move.applied(self.design)
        if after == self.design:
            return self
        return History(after, (*self.before, self.design)[-STEPS_MAX:])

    def undo(self) -> History:
        if not self.before:
            return self
        *before, last = self.before
        return replace(self, design=last, before=tuple(before), undone=(*self.undone, self.design))

    def redo(self) -> History:
        if not self.undone:
            return self
        *undone, following = self.undone
        return replace(
            self, design=following, before=(*self.before, self.design), undone=tuple(undone)
        )
