"""One question to the server at a time, and in words what came of it when it was not yes."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
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
# Said before the question itself is looked at, whatever became of it when it was asked before.
_AT_THE_DOOR: Final = frozenset(
    {
        Refusal.NO_SESSION,
        Refusal.SESSION_EXPIRED,
        Refusal.BAD_SIGNATURE,
        Refusal.CLOCK_SKEW,
        Refusal.NO_OPERATOR,
        Refusal.NOT_ALLOWED,
        Refusal.TILL_REVOKED,
        Refusal.TILL_UNKNOWN,
        Refusal.NOT_NOW,
        Refusal.RESTORING,
        Refusal.THROTTLED,
        Refusal.BUSY,
        Refusal.READ_ONLY,
        Refusal.FAULT,
    }
)


def says_nothing(answer: Refused) -> bool:
    """Whether a refusal tells nothing of what an earlier try, whose reply was lost, has done."""
    return answer.code in _AT_THE_DOOR


@dataclass(frozen=True, slots=True)
class _Question:
    """What was asked last, as ``Asking.ask`` takes it."""

    ticket: int
    no_reply: str
    refusals: Mapping[Refusal, str]
    refused: Callable[[Refusal], None]


class Asking:
    """``busy`` while the server is asked, ``fault`` what it refused or that no answer came.

    What was asked in vain may have been done all the same. That stays the thing to say until an
    answer of its own comes: a later try that reaches nobody, or is turned away before the question
    is looked at, does not say that nothing was done.

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
        self._doubts: set[str] = set()
        self.busy = False
        self.fault: Message | None = None

    def forget(self) -> None:
        """What was asked for is not shown any more."""
        self._ticket += 1
        self.busy = False
        self.fault = None
        self._doubts.clear()

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

        ``no_reply`` is what is said of a doubt, and the same for the same question asked again.
        ``refused`` is told of a refusal before the picture changes.
        """
        self._ticket += 1
        question = _Question(self._ticket, no_reply, refusals or {}, refused)
        self.busy = True
        self.fault = None
        self._changed()
        self._tasks.run(
            work,
            then=lambda answer: self._answered(question, answer, then),
            failed=lambda error: self._not_answered(question, error),
        )

    def _answered(
        self, question: _Question, answer: T | Refused, then: Callable[[T], None]
    ) -> None:
        if question.ticket != self._ticket:
            self._late()
            return
        self.busy = False
        if not isinstance(answer, Refused):
            self._doubts.discard(question.no_reply)
            then(answer)
            return
        if not says_nothing(answer):
            self._doubts.discard(question.no_reply)
        is_doubted = question.no_reply in self._doubts
        said = refused(answer, question.refusals)
        self.fault = Message(question.no_reply) if is_doubted else said
        question.refused(answer.code)
        self._changed()

    def _not_answered(self, question: _Question, error: NoAnswerError) -> None:
        if question.ticket != self._ticket:
            self._late()
            return
        self.busy = False
        if not isinstance(error, Unreachable):
            self._doubts.add(question.no_reply)
        is_doubted = question.no_reply in self._doubts
        self.fault = Message(question.no_reply if is_doubted else "fault.not_sent")
        self._changed()


def refused(answer: Refused, refusals: Mapping[Refusal, str]) -> Message:
    """A refusal in words."""
    word = refusals.get(answer.code) or _REFUSALS.get(answer.code)
    return Message(word or "refused.not_now")
