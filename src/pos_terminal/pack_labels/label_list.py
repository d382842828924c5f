"""The labels of a batch as the server tells them, page by page until all are there."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

from card_contract.outcomes import Refusal
from card_contract.studio_messages import (
    BatchDetail,
    BatchState,
    BatchView,
    LabelLine,
    LabelsAnswer,
)
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.asking import refused
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.pack_labels.model import LabelServer, LabelsOf
from pos_terminal.words import Message

T = TypeVar("T")

_REFUSALS: Final = {Refusal.NOT_FOUND: "refused.batch_gone"}


class LabelList:
    """``changed`` is called whenever more is known."""

    def __init__(
        self, server: LabelServer, tasks: TaskRunner, *, changed: Callable[[], None]
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._changed = changed
        self._ticket = 0
        self._of = LabelsOf.PACKS
        self.batch: int | None = None
        self.view: BatchView | None = None
        self.lines: tuple[LabelLine, ...] = ()
        self.is_whole = False
        self.asking = False
        self.fault: Message | None = None

    def forget(self) -> None:
        """Nothing is shown any more; an answer on its way belongs to nobody."""
        self._ticket += 1
        self.batch = self.view = self.fault = None
        self.lines = ()
        self.is_whole = self.asking = False

    def open(self, batch: int, of: LabelsOf) -> None:
        """Ask for the labels of a batch's packs or cartons, and how the batch stands."""
        self.forget()
        self.batch, self._of = batch, of
        self.ask()

    def ask(self) -> None:
        """Ask, where that can tell more: a batch that is made keeps its labels."""
        batch, view = self.batch, self.view
        is_made = view is not None and view.state is BatchState.MADE
        if batch is None or self.asking or (self.is_whole and is_made):
            return
        self._ticket += 1
        self.lines, self.is_whole = (), False
        self.asking, self.fault = True, None
        self._changed()
        self._ask(lambda: self._server.batch(batch), self._batch_told)

    def _batch_told(self, detail: BatchDetail) -> None:
        self.view = detail.batch
        if detail.batch.state is BatchState.MADE:
            self._ask_page(after=0)
        else:
            self._end()

    def _ask_page(self, *, after: int) -> None:
        batch, of = self.batch, self._of
        if batch is not None:
            self._ask(
                lambda: self._server.batch_labels(batch, of=of.value, after=after), self._page_told
            )

    def _page_told(self, page: LabelsAnswer) -> None:
        self.lines = (*self.lines, *page.lines)
        if page.more and page.lines:
            self._ask_page(after=page.lines[-1].number)
            self._changed()
        else:
            self._end()

    def _end(self) -> None:
        self.asking, self.is_whole = False, True
        self._changed()

    def _ask(
        self, work: Callable[[], Coroutine[Any, Any, T | Refused]], then: Callable[[T], None]
    ) -> None:
        """One question; what is told after another batch was opened is not heard."""
        ticket = self._ticket

        def answered(answer: T | Refused) -> None:
            if ticket != self._ticket:
                return
            if isinstance(answer, Refused):
                self._fail(refused(answer, _REFUSALS))
            else:
                then(answer)

        def not_answered(_error: NoAnswerError) -> None:
            if ticket == self._ticket:
                self._fail(Message("nothing.no_line"))

        self._tasks.run(work, then=answered, failed=not_answered)

    def _fail(self, fault: Message) -> None:
        self.asking, self.fault = False, fault
        self._changed()
