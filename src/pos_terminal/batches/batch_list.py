"""The batches as the server last told them, page by page, the newest first."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.studio_messages import BatchesAnswer, BatchView
from pos_terminal.batches.model import BatchServer
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.asking import refused
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.words import Message


class BatchList:
    """``may_ask`` says whether who works here is told of batches at all."""

    def __init__(
        self,
        server: BatchServer,
        tasks: TaskRunner,
        *,
        may_ask: Callable[[], bool],
        now_ms: Callable[[], int],
        changed: Callable[[], None],
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._may_ask = may_ask
        self._now_ms = now_ms
        self._changed = changed
        self._told_at_ms: int | None = None
        self._ticket = 0
        self.batches: tuple[BatchView, ...] = ()
        self.more = False
        self.fault: Message | None = None
        self.asking = False

    @property
    def is_there(self) -> bool:
        return self._told_at_ms is not None

    @property
    def note(self) -> Message | None:
        """Why it may be old, or is not there at all."""
        if self.fault is None or self._told_at_ms is None:
            return self.fault
        return Message("list.as_of", {"told_at": self._told_at_ms})

    def find(self, batch: int | None) -> BatchView | None:
        return next((one for one in self.batches if one.batch == batch), None)

    def forget(self) -> None:
        """Somebody else works here now; an answer on its way is not theirs."""
        self._ticket += 1
        self.batches = ()
        self.more = self.asking = False
        self._told_at_ms = self.fault = None

    def put(self, view: BatchView) -> None:
        """Known from another answer: in its place, or the newest."""
        if self.find(view.batch) is None:
            older = self.batches and view.batch < self.batches[-1].batch
            if not older:
                batches = (*self.batches, view)
                self.batches = tuple(sorted(batches, key=lambda one: -one.batch))
        else:
            self.batches = tuple(view if one.batch == view.batch else one for one in self.batches)

    def ask(self) -> None:
        """Ask for the newest page; older ones that are shown stay as they were told."""
        if self.asking or not self._may_ask():
            return
        self._ask(None)

    def ask_more(self) -> None:
        if not self.asking and self.more and self.batches:
            self._ask(self.batches[-1].batch)

    def _ask(self, before: int | None) -> None:
        self._ticket += 1
        ticket = self._ticket
        self.asking = True
        self._changed()

        def answered(answer: BatchesAnswer | Refused) -> None:
            if ticket == self._ticket:
                self._answered(answer, before)

        def not_answered(_error: NoAnswerError) -> None:
            if ticket == self._ticket:
                self.asking = False
                self.fault = Message("list.no_line")
                self._changed()

        self._tasks.run(
            lambda: self._server.batches(before=before), then=answered, failed=not_answered
        )

    def _answered(self, answer: BatchesAnswer | Refused, before: int | None) -> None:
        self.asking = False
        if isinstance(answer, Refused):
            self.fault = refused(answer, {})
        else:
            told = tuple(answer.batches)
            last = told[-1].batch if told else 0
            if before is None:
                kept = tuple(one for one in self.batches if answer.more and one.batch < last)
                self.more = self.more if kept else answer.more
                self.batches = (*told, *kept)
            else:
                self.batches, self.more = (*self.batches, *told), answer.more
            self._told_at_ms = self._now_ms()
            self.fault = None
        self._changed()
