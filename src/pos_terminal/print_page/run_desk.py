"""A print run from the press to its end: a second person's signature, printing again, stopping it.

What a killed till or a jammed printer left behind is found by the room; until it is taken up or
ended, nothing else is printed here.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, Final

from card_contract.messages import ApprovalPurpose
from card_contract.studio_messages import BatchView
from pos_terminal.approval.presenter import Act, ApprovalPresenter, Signed
from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.print_page.jobs import (
    CutOff,
    HandedOver,
    Job,
    Looking,
    NotPrinted,
    Printed,
    PrintedBefore,
    PrintRoom,
    Progress,
    RunEnd,
    Signature,
    Stage,
    Stopped,
    ToBeSigned,
    Which,
)
from pos_terminal.print_page.model import Asked, Question
from pos_terminal.print_page.outcome_desk import OutcomeDesk
from pos_terminal.words import Message

_BARRED: Final = frozenset({"refused.in_a_run", "fault.not_ended"})


class RunDesk:
    """``who`` tells who works here. ``printed`` is called with what was printed, ``tell`` with
    what is good to know, ``settled`` once the server knows how sheets came out, ``active`` while a
    run goes on.
    """

    def __init__(
        self,
        room: PrintRoom,
        approval: ApprovalPresenter,
        tasks: TaskRunner,
        *,
        who: Callable[[], str | None],
        printed: Callable[[Job, Printed], None],
        settled: Callable[[], None],
        tell: Callable[[Message, Message], None],
        changed: Callable[[], None],
        active: Callable[[], None],
    ) -> None:
        self._room = room
        self._approval = approval
        self._tasks = tasks
        self._who = who
        self._printed = printed
        self._settled = settled
        self._tell = tell
        self._changed = changed
        self._active = active
        self._again: Job | None = None
        self._looking: Looking | None = None
        self._wants_stop = False
        self._is_asking_queue = False
        self.outcome = OutcomeDesk()
        self.cut_off: CutOff | None = None
        self.progress: Progress | None = None
        self.question: Question | None = None
        self.fault: Message | None = None

    @property
    def is_barred(self) -> bool:
        """Whether an open run of the batch stands in the way."""
        return self.fault is not None and self.fault.id in _BARRED

    @property
    def busy(self) -> bool:
        return self.progress is not None

    def forget(self) -> None:
        """Somebody else works here, or another batch is shown: nothing is asked or said any more.
        A run goes on.
        """
        self.question = self.fault = self._again = None

    def look(self) -> None:
        """See whether a run was cut off here."""
        if not self.busy:
            self._tasks.run(self._room.cut_off, then=self._looked, failed=self._not_answered)

    def _looked(self, found: CutOff | Message | None) -> None:
        if self.busy:
            return
        cut = self.cut_off = found if isinstance(found, CutOff) else None
        self.outcome.ask(None if cut is None else cut.fed)
        self._ask_queue()
        if isinstance(found, Message):
            self.fault = found
        self._changed()

    def _ask_queue(self) -> None:
        """Ask what the queue of a printer still has, as long as there is something in it."""
        cut = self.cut_off
        if self._is_asking_queue or cut is None or cut.fed is None:
            return
        self._is_asking_queue = True
        self._tasks.run(
            lambda: self._room.queue(cut.target.name),
            then=lambda queue: self._queue_told(cut, queue),
            failed=lambda _error: self._queue_told(cut, None),
        )

    def _queue_told(self, cut: CutOff, queue: Message | None) -> None:
        self._is_asking_queue = False
        if cut == self.cut_off:
            self.outcome.queue = queue
            self._changed()
        if cut != self.cut_off or queue is not None:
            self._ask_queue()

    # --- Questions -------------------------------------------------------------------------------

    def ask(self, asked: Asked, about: Message, job: Job | None = None) -> None:
        """Ask before something that cannot be undone; ``job`` is what a yes prints."""
        if not self.busy:
            self.fault = None
            self._again = job
            self.question = Question(asked=asked, about=about)
            self._changed()

    def answer(self, *, yes: bool) -> None:
        question, job = self.question, self._again
        self.question = self._again = None
        if yes and question is not None:
            if question.asked is Asked.END:
                self._end(self._room.end_cut_off, self._not_answered)
            elif question.asked is Asked.END_OPEN and job is not None:
                batch = job.batch.batch
                self._end(lambda: self._room.end_open(batch), self._not_ended)
            elif job is not None:
                self.print(job)
        self._changed()

    # --- Printing --------------------------------------------------------------------------------

    def print(self, job: Job) -> None:
        """Print, or go on with what was cut off."""
        if self.busy:
            return
        self.question = self.fault = None
        self._wants_stop = False
        self.progress = Progress(stage=Stage.OPENING)
        self._changed()
        looking = self._looking = self._room.look_on(self._told)
        self._tasks.run(
            lambda: self._room.print(job, looking),
            then=lambda end: self._ended(job, end),
            failed=self._not_answered,
        )

    def stop(self) -> None:
        if self._looking is not None and self.busy and not self._wants_stop:
            self._wants_stop = True
            self._looking.stop()
            self.progress = Progress(stage=Stage.STOPPING)
            self._changed()

    def _told(self, progress: Progress) -> None:
        """How far it is; told from the room's own thread."""
        self._tasks.post(lambda: self._show(progress))

    def _show(self, progress: Progress) -> None:
        self._active()  # the till works for this person: locked, it could not end the run
        if self.busy and not self._wants_stop:
            self.progress = progress
            self._changed()

    def _not_answered(self, _error: NoAnswerError) -> None:
        self.progress = None
        self.fault = Message("fault.no_reply")
        self._changed()

    def _not_ended(self, _error: NoAnswerError) -> None:
        """Of a run that was begun elsewhere, nothing is noted here."""
        self.progress = None
        self.fault = Message("fault.not_ended")
        self._changed()

    def _ended(self, job: Job, end: RunEnd) -> None:
        self.progress = None
        match end:
            case Printed():
                self._printed(job, end)
            case ToBeSigned():
                self._have_signed(job, end)
            case PrintedBefore():
                about = Message("ask.again", {"number": str(job.batch.batch)})
                again = replace(job, which=Which.AGAIN, signature=None)
                self.ask(Asked.AGAIN, about, again)
            case Stopped():
                self._tell(Message("toast.stopped"), Message("toast.stopped.note"))
            case NotPrinted(fault=fault):
                self.fault = fault
            case HandedOver():
                pass  # what the look finds says the rest
        self.look()
        self._changed()

    def _have_signed(self, job: Job, end: ToBeSigned) -> None:
        act = Act(
            purpose=ApprovalPurpose.PRINT,
            subject=end.subject,
            sale_id=end.run_id,
            about=Message("sign.print", {"count": end.cards, "number": str(job.batch.batch)}),
            unsigned_offline=False,
            other_than=self._who(),
        )

        def signed(by: Signed) -> None:
            if by.approval is not None:
                signature = Signature(run_id=end.run_id, approval=by.approval)
                self.print(replace(job, signature=signature))

        self._approval.ask(act, signed)

    # --- What came out, and what was cut off -----------------------------------------------------

    def settle(self, batch: BatchView, then: Callable[[], None]) -> None:
        """Tell the server how the sheets came out; ``then`` follows where all of them did well."""
        if self.busy:
            return
        outcome = self.outcome
        good, spoiled, is_all_good = outcome.good, outcome.spoiled, outcome.is_all_good
        self.fault = None
        self.progress = Progress(stage=Stage.REPORTING)
        self._changed()

        def told(fault: Message | None) -> None:
            self.progress = None
            self.fault = fault
            if fault is None and is_all_good:
                then()
            else:
                self.look()
            self._settled()

        self._tasks.run(
            lambda: self._room.settle(batch, good, spoiled), then=told, failed=self._not_answered
        )

    def _end(
        self,
        end: Callable[[], Coroutine[Any, Any, Message | None]],
        failed: Callable[[NoAnswerError], None],
    ) -> None:
        self.fault = None
        self.progress = Progress(stage=Stage.ENDING)
        self._tasks.run(end, then=self._run_ended, failed=failed)

    def _run_ended(self, fault: Message | None) -> None:
        self.progress = None
        self.fault = fault
        if fault is None:
            self._tell(Message("toast.ended"), Message("toast.ended.note"))
        self.look()
        self._settled()
