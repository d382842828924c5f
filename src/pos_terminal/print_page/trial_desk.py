"""A test sheet: the same drawing on the same paper, of cards that do not exist and have no code."""

from __future__ import annotations

from collections.abc import Callable

from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.print_page.jobs import Job, PrintRoom
from pos_terminal.print_page.model import ProofLine, Standing
from pos_terminal.print_page.stack import NO_CARD
from pos_terminal.words import Message


class TrialDesk:
    """It is proved by scanning a card of it, and only as long as nothing is changed."""

    def __init__(
        self,
        room: PrintRoom,
        tasks: TaskRunner,
        *,
        now_ms: Callable[[], int],
        changed: Callable[[], None],
    ) -> None:
        self._room = room
        self._tasks = tasks
        self._now_ms = now_ms
        self._changed = changed
        self._job: Job | None = None
        self._scanned: tuple[str, int] | None = None
        self.busy = False
        self.fault: Message | None = None

    def forget(self) -> None:
        """Something is drawn otherwise from now on."""
        self._job = self._scanned = self.fault = None

    def print(self, job: Job) -> None:
        if self.busy:
            return
        self.forget()
        self.busy = True
        self._changed()

        def printed(fault: Message | None) -> None:
            self.busy = False
            self.fault = fault
            self._job = job if fault is None else None
            self._changed()

        self._tasks.run(lambda: self._room.print_test(job), then=printed, failed=_never)

    def scan(self, text: str, by: str) -> bool:
        """Take the scan of a card of the test sheet; false for any other."""
        job = self._job
        if job is None or text.strip() != self._room.card(job.batch, NO_CARD).barcode:
            return False
        self._scanned = (by, self._now_ms())
        return True

    def line(self) -> ProofLine:
        fact = Message("proof.test")
        if self._scanned is not None:
            by, at_ms = self._scanned
            note = Message("proof.test.done", {"name": by, "scanned_at": at_ms})
            return ProofLine(standing=Standing.DONE, fact=fact, note=note)
        word = "proof.test.none" if self._job is None else "proof.test.printed"
        return ProofLine(standing=Standing.TO_DO, fact=fact, note=Message(word))


def _never(_error: NoAnswerError) -> None:
    """Printers answer without a line."""
