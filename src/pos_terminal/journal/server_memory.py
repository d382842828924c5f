"""What the till remembers of its server across restarts: its epoch, and its last checkpoint.

The epoch rises when the server was restored from a backup. What is kept is the epoch up to which
everything acknowledged has been told to the server; it rises only once all has been told again
(``retelling``). The checkpoint is presented at the next session, so that a ledger that was
shortened or rewritten is noticed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from card_contract.messages import Checkpoint, JournalEnd
from pos_terminal.journal.event_chain import JournalDamagedError
from pos_terminal.journal.journal import DiskFullError, Journal
from pos_terminal.journal.records import ServerSeen, sequence_of


class ServerMemory:
    """The journal's memory of the server. Called on the gateway's loop."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._session_epoch: int | None = None
        self._watchers: list[Callable[[int], None]] = []

    def watch(self, raised: Callable[[int], None]) -> None:
        """Call ``raised`` with the new epoch before anything is sent to a restored server."""
        self._watchers.append(raised)

    @property
    def checkpoint(self) -> Checkpoint | None:
        """The last checkpoint that the server handed to this till."""
        seen = self._journal.server_seen
        return None if seen is None else seen.checkpoint

    @property
    def journal_end(self) -> JournalEnd | None:
        """What stands in the journal last. Ids that were given and never used do not count."""
        journal = self._journal
        newest = journal.newest(1)
        if journal.damage is not None or (journal.last_sequence and not newest):
            return None  # it cannot be read: that is no empty journal
        last = sequence_of(newest[0]) if newest else 0
        return JournalEnd(generation=journal.generation, sequence=last)

    @property
    def epoch(self) -> int | None:
        """The newest epoch this till has heard of; null before its first session."""
        seen = self._journal.server_seen
        known = [self._session_epoch, None if seen is None else seen.epoch]
        return max((epoch for epoch in known if epoch is not None), default=None)

    def session_made(
        self, *, epoch: int, checkpoint: Checkpoint | None, has_told: bool = True
    ) -> None:
        """A session was made; where the server was restored since the last, the watchers know.

        The server may also say that it has not been told all (``has_told``): two restores of one
        backup may end in the same epoch. A journal that has never met the server cannot say that it
        told all, unless it is the till's first and empty; else that is for a person to decide.
        """
        seen = self._journal.server_seen
        told = epoch if seen is None else seen.epoch
        kept = checkpoint or self.checkpoint
        self._keep(ServerSeen(epoch=told, checkpoint=kept))
        self._session_epoch = epoch
        is_answerable = seen is not None or self._is_untouched
        if epoch > told or (is_answerable and not has_told):
            for raised in self._watchers:
                raised(epoch)

    @property
    def _is_untouched(self) -> bool:
        """Nothing was ever sold here: no journal was laid aside, and this one has no sale."""
        return self._journal.generation == 1 and self._journal.last_sequence == 0

    def all_told(self, epoch: int) -> None:
        """Everything acknowledged before this epoch has been told again."""
        self._keep(ServerSeen(epoch=epoch, checkpoint=self.checkpoint))

    def _keep(self, seen: ServerSeen) -> None:
        if seen != self._journal.server_seen:
            # What cannot be kept is learnt again: all is then told once more, which is harmless.
            with contextlib.suppress(DiskFullError, JournalDamagedError):
                self._journal.keep_server_seen(seen)
