"""The batches that can be printed, and how the print of the chosen one stands at the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from card_contract.outcomes import Refusal
from card_contract.print_messages import BatchPrint, BatchProof
from card_contract.studio_messages import BatchDetail, BatchesAnswer, BatchState, BatchView
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.asking import refused
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.print_page.jobs import PrintServer
from pos_terminal.print_page.model import BatchChoice
from pos_terminal.words import Message

_REFUSALS: Final = {Refusal.NOT_FOUND: "refused.batch_gone"}
_Standing = tuple[BatchDetail | Refused, BatchProof | Refused, BatchPrint | Refused]


class BatchesTold:
    """``may_ask`` says whether who works here is told of batches at all."""

    def __init__(
        self,
        server: PrintServer,
        tasks: TaskRunner,
        *,
        may_ask: Callable[[], bool],
        changed: Callable[[], None],
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._may_ask = may_ask
        self._changed = changed
        self._batches: tuple[BatchView, ...] = ()
        self._ticket = 0
        self._chosen: int | None = None
        self._oldest: int | None = None  # of the pages that were told
        self.more = False
        self.is_there = False
        self.asking = False
        self.fault: Message | None = None
        self.note: Message | None = None
        self.proof: BatchProof | None = None
        self.print: BatchPrint | None = None

    @property
    def view(self) -> BatchView | None:
        """The chosen batch."""
        return next((one for one in self._batches if one.batch == self._chosen), None)

    @property
    def chosen(self) -> int | None:
        return self._chosen

    def choices(self) -> tuple[BatchChoice, ...]:
        return tuple(BatchChoice(batch=one.batch, name=batch_name(one)) for one in self._batches)

    def forget(self) -> None:
        """Somebody else works here now; an answer on its way is not theirs."""
        self._ticket += 1
        self._batches = ()
        self._chosen = None
        self.is_there = self.asking = self.more = False
        self.fault = None
        self._forget_standing()

    def _forget_standing(self) -> None:
        self.print = self.proof = self.note = None

    def choose(self, batch: int) -> None:
        """Choose a batch, also one that was not told yet."""
        if batch != self._chosen:
            self._chosen = batch
            self._forget_standing()
        self.ask_standing()
        self._changed()

    def ask(self) -> None:
        """Ask which batches there are; the newest one is chosen where none is."""
        if not self.asking and self._may_ask():
            self._ask(None)

    def ask_more(self) -> None:
        """Ask for the batches before those that were told."""
        if self.more and not self.asking and self._may_ask():
            self._ask(self._oldest)

    def _ask(self, before: int | None) -> None:
        self._ticket += 1
        ticket = self._ticket
        self.asking = True
        self._changed()

        def answered(answer: BatchesAnswer | Refused) -> None:
            if ticket == self._ticket:
                self.asking = False
                self._listed(answer, before)

        def not_answered(_error: NoAnswerError) -> None:
            if ticket == self._ticket:
                self.asking = False
                self.fault = Message("list.no_line")
                self._changed()

        self._tasks.run(
            lambda: self._server.batches(before=before), then=answered, failed=not_answered
        )

    def _listed(self, answer: BatchesAnswer | Refused, before: int | None) -> None:
        if isinstance(answer, Refused):
            self.fault = refused(answer, {})
            self._changed()
            return
        self.fault, self.is_there = None, True
        self.more = answer.more and bool(answer.batches)
        self._oldest = answer.batches[-1].batch if answer.batches else None
        told = [one for one in answer.batches if can_be_printed(one)]
        known = {one.batch for one in told}
        kept = self._batches if before is not None else (self.view,)
        told += [one for one in kept if one is not None and one.batch not in known]
        self._batches = tuple(sorted(told, key=lambda one: -one.batch))
        if self._chosen is None and told:
            self._chosen = told[0].batch
        self.ask_standing()
        self._changed()

    def ask_standing(self) -> None:
        """Ask how the chosen batch stands, its print and its proof."""
        batch = self._chosen
        if batch is None or not self._may_ask():
            return
        server = self._server

        async def ask() -> _Standing:
            detail = await server.batch(batch)
            return detail, await server.batch_proof(batch), await server.batch_print(batch)

        def answered(told: _Standing) -> None:
            if batch == self._chosen:
                self._answered(*told)

        def not_answered(_error: NoAnswerError) -> None:
            if batch == self._chosen:
                self.note = Message("batch.no_line")
                self._changed()

        self._tasks.run(ask, then=answered, failed=not_answered)

    def _answered(
        self,
        detail: BatchDetail | Refused,
        proof: BatchProof | Refused,
        stands: BatchPrint | Refused,
    ) -> None:
        if isinstance(detail, Refused):
            self.note = refused(detail, _REFUSALS)
            self._changed()
            return
        self.note = _why_not(detail.batch)
        if self.note is not None:
            self._changed()
            return
        self._put(detail.batch)
        self.proof = None if isinstance(proof, Refused) else proof
        self.print = None if isinstance(stands, Refused) else stands
        self._changed()

    def _put(self, view: BatchView) -> None:
        others = [one for one in self._batches if one.batch != view.batch]
        self._batches = tuple(sorted((*others, view), key=lambda one: -one.batch))


def can_be_printed(view: BatchView) -> bool:
    """Whether all its cards are made, here, and have numbers for their barcodes."""
    return view.state is BatchState.MADE and _why_not(view) is None


def _why_not(view: BatchView) -> Message | None:
    """Why no card of a batch is ever printed here."""
    if view.issuer is None:
        return Message("batch.codes_only")
    return Message("batch.made_elsewhere") if view.made_elsewhere else None


def batch_name(view: BatchView) -> Message:
    """Its name and number, so that two of a name are told apart."""
    if view.name:
        return Message("batch.name", {"name": view.name, "number": str(view.batch)})
    return Message("batch.number", {"number": str(view.batch)})
