"""A recall that runs or has ended, as the server last told it; and those that were begun before."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.outcomes import Refusal
from card_contract.recall_messages import RecallRequest, RecallsAnswer, RecallView
from card_contract.states import RecallState
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.recall.words import REFUSALS


class RunningDesk:
    """``told`` is called whenever the server has told a recall anew."""

    def __init__(
        self, server: Server, tasks: TaskRunner, asking: Asking, *, told: Callable[[], None]
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._asking = asking
        self._tell = told
        self.view: RecallView | None = None
        self.earlier: tuple[RecallView, ...] | None = None

    @property
    def runs(self) -> bool:
        return self.view is not None and self.view.state is RecallState.RUNNING

    def forget(self) -> None:
        self.view = self.earlier = None

    def begin(
        self, request_id: str, request: RecallRequest, *, refused: Callable[[Refusal], None]
    ) -> None:
        """Ask for a recall; asked again under the same id it is the same one."""
        self._asking.ask(
            lambda: self._server.begin_recall(request_id, request),
            then=self._told,
            refusals=REFUSALS,
            no_reply="fault.no_reply_recall",
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
        if view is not None and self.runs and not self._asking.busy:
            self._asking.ask(lambda: self._server.stop_recall(view.recall_id), then=self._told)

    def show_earlier(self) -> None:
        """Ask for the list, or close it."""
        if self.earlier is None:
            self._asking.ask(self._server.recalls, then=self._listed)
        else:
            self.earlier = None

    def open(self, recall_id: int) -> None:
        self._asking.ask(lambda: self._server.recall(recall_id), then=self._told)

    def _told(self, view: RecallView) -> None:
        self.view = view
        self._tell()

    def _listed(self, answer: RecallsAnswer) -> None:
        self.earlier = tuple(answer.recalls)
        self._tell()

    def _is_shown(self, answer: RecallView) -> bool:
        return self.view is not None and self.view.recall_id == answer.recall_id
