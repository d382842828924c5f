"""A recall that runs or has ended, as the server last told it; and those that were begun before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from card_contract.outcomes import Refusal
from card_contract.recall_messages import RecallRequest, RecallsAnswer, RecallView
from card_contract.states import RecallState
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.recall.words import REFUSALS
from pos_terminal.words import Message

_NO_REPLY: Final = "fault.no_reply_recall"


class RunningDesk:
    """``changed`` is called whenever the picture is another, ``began`` when a recall has begun.

    What changes cards is asked for apart from all other questions: no other one puts its answer
    aside, nor the doubt where none came.
    """

    def __init__(
        self,
        server: Server,
        tasks: TaskRunner,
        asking: Asking,
        *,
        changed: Callable[[], None],
        began: Callable[[], None],
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._asking = asking
        self._changed = changed
        self._began = began
        self._deeds = Asking(tasks, changed=changed, late=lambda: None)
        self._deed_of: int | None = None  # the recall that is stopped; none where one is to begin
        self.view: RecallView | None = None
        self.earlier: tuple[RecallView, ...] | None = None
        self.has_more = False

    @property
    def runs(self) -> bool:
        return self.view is not None and self.view.state is RecallState.RUNNING

    @property
    def is_acting(self) -> bool:
        """Whether the server is asked to do something, and has not answered."""
        return self._deeds.busy

    @property
    def may_have_begun(self) -> bool:
        """Whether a recall was asked for and nobody knows what came of it."""
        return self.view is None and self._deeds.fault == Message(_NO_REPLY)

    @property
    def is_left_open(self) -> bool:
        """Whether nobody would see what comes, or came, of a recall, were this forgotten now."""
        begins = self.is_acting and self._deed_of is None
        return begins or self._deeds.fault == Message(_NO_REPLY)

    @property
    def fault(self) -> Message | None:
        """What came of the deed, beside what it was about."""
        shown = None if self.view is None else self.view.recall_id
        return self._deeds.fault if shown == self._deed_of else None

    def forget(self) -> None:
        self.view = self.earlier = None
        self._deeds.forget()

    def choice_changed(self) -> None:
        """What was said of a recall of other cards is not about these."""
        if not self.is_acting:
            self._deeds.forget()

    def begin(
        self, request_id: str, request: RecallRequest, *, refused: Callable[[Refusal], None]
    ) -> None:
        """Ask for a recall; asked again under the same id it is the same one."""
        self._deed_of = None
        self._deeds.ask(
            lambda: self._server.begin_recall(request_id, request),
            then=self._begun,
            refusals=REFUSALS,
            no_reply=_NO_REPLY,
            refused=refused,
        )

    def look_again(self) -> None:
        """See how far it is; no answer is no news."""
        view = self.view
        if view is None:
            return

        def answered(answer: RecallView | Refused) -> None:
            if isinstance(answer, RecallView) and self._is_shown(answer):
                self._told(answer)

        self._tasks.run(
            lambda: self._server.recall(view.recall_id), then=answered, failed=lambda _: None
        )

    def stop(self) -> None:
        view = self.view
        if view is not None and self.runs and not self.is_acting:
            self._deed_of = view.recall_id
            self._deeds.ask(lambda: self._server.stop_recall(view.recall_id), then=self._told)

    # --- Those that were begun before ------------------------------------------------------------

    def show_earlier(self) -> None:
        """Ask for the list, or close it."""
        if self.earlier is None:
            self._asking.ask(self._server.recalls, then=self._listed)
        else:
            self.earlier = None
            self._changed()

    def more_earlier(self) -> None:
        earlier = self.earlier
        if earlier and self.has_more and not self._asking.busy:
            before = earlier[-1].recall_id
            self._asking.ask(
                lambda: self._server.recalls(before),
                then=lambda answer: self._listed(answer, earlier),
            )

    def _listed(self, answer: RecallsAnswer, so_far: tuple[RecallView, ...] = ()) -> None:
        self.earlier = (*so_far, *answer.recalls)
        self.has_more = answer.more
        self._changed()

    def open(self, recall_id: int) -> None:
        self._asking.ask(lambda: self._server.recall(recall_id), then=self._told)

    def leave(self) -> None:
        """Put the recall away; nothing is said of it any more."""
        self.view = self.earlier = None

    def _begun(self, view: RecallView) -> None:
        self._began()
        self._told(view)

    def _told(self, view: RecallView) -> None:
        self.view = view
        self._changed()

    def _is_shown(self, answer: RecallView) -> bool:
        return self.view is not None and self.view.recall_id == answer.recall_id
