"""What locking a person and shutting a till out promise: from then on neither is heard.

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
            case "sale.held" if entry.detail.get("signed_in") in self._locked:
                yield f"4: {entry.detail['signed_in']} is locked, and sells {entry.subject}"
            case _:
                actor, _, till = entry.actor.partition(":")
                if actor == "till" and till in self._shut_out:
                    yield f"4: {till} is shut out, and was heard: {entry.kind} {entry.subject}"
