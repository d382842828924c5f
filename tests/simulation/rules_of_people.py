"""What locking a person and shutting a till out promise: from then on neither is heard.

Nothing is sold with nobody signed in, either, but what somebody had held before a restore.

The ledger tells in which order things were done, also within one round.
"""

from __future__ import annotations

from collections.abc import Iterator

from server_stub.storage.change import LedgerEntry
from server_stub.storage.rows.staff import OperatorRow, TillRow
from simulation.disk import Disk


class RulesOfPeople:
    """Follows a server's ledger from the disk as it was found."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._held: set[str] = set()  # for ever: a restored server hears of them again
        self.forget()

    def forget(self) -> None:
        """Begin with the disk as it is: before the play, or after it was put back to an older one."""
        self._told = len(self._disk.ledger)
        people: list[OperatorRow] = self._disk.rows(OperatorRow)
        tills: list[TillRow] = self._disk.rows(TillRow)
        self._locked: set[str] = {one.operator_id for one in people if one.suspended_at is not None}
        self._shut_out: set[str] = {till.till_id for till in tills if till.revoked_at is not None}

    def broken_now(self) -> Iterator[str]:
        for entry in self._disk.ledger[self._told :]:
            yield from self._broken_by(entry)
        self._told = len(self._disk.ledger)

    def _broken_by(self, entry: LedgerEntry) -> Iterator[str]:
        match entry.kind:
            case "operator.locked":
                self._locked.add(entry.subject)
            case "operator.unlocked":
                self._locked.discard(entry.subject)
            case "till.revoked":
                self._shut_out.add(entry.subject)
            case "sale.held":
                yield from self._broken_by_hold(entry)
                yield from self._broken_by_till(entry)
            case _:
                yield from self._broken_by_till(entry)

    def _broken_by_hold(self, entry: LedgerEntry) -> Iterator[str]:
        signed_in = entry.detail.get("signed_in")
        if signed_in in self._locked:
            yield f"4: {signed_in} is locked, and sells {entry.subject}"
        if signed_in is None and entry.subject not in self._held:
            yield f"4: nobody is signed in, and {entry.subject} is held for the first time"
        self._held.add(entry.subject)

    def _broken_by_till(self, entry: LedgerEntry) -> Iterator[str]:
        actor, _, till = entry.actor.partition(":")
        if actor == "till" and till in self._shut_out:
            yield f"4: {till} is shut out, and was heard: {entry.kind} {entry.subject}"
