"""One question to the server at a time, and in words what came of it when it was not yes."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, TypeVar

from card_contract.outcomes import Refusal
from pos_terminal.gateway.answers import NoAnswerError, Refused, Unreachable
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.words import Message

T = TypeVar("T")

# What is the same wherever it is refused; each has a way out.
_REFUSALS: Final = {
    Refusal.NOT_ALLOWED: "refused.not_allowed",
    Refusal.NO_OPERATOR: "refused.sign_in_again",
    Refusal.READ_ONLY: "refused.read_only",
    Refusal.TILL_REVOKED: "refused.this_till_shut_out",
    Refusal.NOT_FOUND: "refused.gone",
}


class Asking:
    """``busy`` while the server is asked, ``fault`` what it refused or that no answer came.

    An answer that comes after ``forget`` belongs to something that is not shown any more; it may
    have changed the lists all the same, so ``late`` is called.
    """

    def __init__(
        self, tasks: TaskRunner, *, changed: Callable[[], None], late: Callable[[], None]
    ) -> None:
        self._tasks = tasks
        self._changed = changed
        self._late = late
        self._ticket = 0
        self.busy = False
        self.fault: Message | None = None

    def forget(self) -> None:
        """What was asked for is not shown any more."""
        self._ticket += 1
        self.busy = False
        self.fault = None

    def ask(
        self,
        work: Callable[[], Coroutine[Any, Any, T | Refused]],
        *,
        then: Callable[[T], None],
        no_reply: str = "fault.no_reply",
        refusals: Mapping[Refusal, str] | None = None,
        refused: Callable[[Refusal], None] = lambda _: None,
    ) -> None:
        """Ask once; ``refusals`` are the words that fit this question better than the usual.

        ``refused`` is told of a refusal before the picture changes.

        What was asked in vain before may have been done all the same: where this question does not
        even reach the server, that stays the thing to say.
        """
        self._ticket += 1
        ticket = self._ticket
        not_sent = no_reply if self.fault == Message(no_reply) else "fault.not_sent"
        self.busy = True
        self.fault = None
        self._changed()
        self._tasks.run(
            work,
            then=lambda answer: self._answered(ticket, answer, then, refusals or {}, refused),
            failed=lambda error: self._not_answered(ticket, error, not_sent, no_reply),
        )

    def _answered(
        self,
        ticket: int,
        answer: T | Refused,
        then: Callable[[T], None],
        refusals: Mapping[Refusal, str],
        told_refused: Callable[[Refusal], None],
    ) -> None:
        if ticket != self._ticket:
            self._late()
            return
        self.busy = False
        if isinstance(answer, Refused):
            self.fault = refused(answer, refusals)
            told_refused(answer.code)
            self._changed()
        else:
            then(answer)

    def _not_answered(
        self, ticket: int, error: NoAnswerError, not_sent: str, no_reply: str
    ) -> None:
        if ticket != self._ticket:
            self._late()
            return
        self.busy = False
        surely_not_sent = isinstance(error, Unreachable)
        self.fault = Message(not_sent if surely_not_sent else no_reply)
        self._changed()


def refused(answer: Refused, refusals: Mapping[Refusal, str]) -> Message:
    """A refusal in words."""
    word = refusals.get(answer.code) or _REFUSALS.get(answer.code)
    return Message(word or "refused.not_now")
