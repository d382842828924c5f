"""One question at a time: what is said of it, and how long a doubt lasts."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from card_contract.messages import Done, RefusalAnswer
from card_contract.outcomes import MEANINGS, Refusal
from pos_terminal.gateway.answers import NoAnswerError, Refused, ReplyLost, Unreachable
from pos_terminal.gateway.asking import Asking
from pos_terminal.words import Message

DONE = Done(server_time=0)
DOUBT = "fault.no_reply_recall"
Answer = Done | Refusal | NoAnswerError


class Line:
    """Answers each question at once, in turn."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)

    def run(
        self,
        _work: Callable[[], Coroutine[Any, Any, Any]],
        *,
        then: Callable[[Any], None],
        failed: Callable[[NoAnswerError], None],
    ) -> None:
        match self.answers.pop(0):
            case NoAnswerError() as error:
                failed(error)
            case Refusal() as code:
                meaning = MEANINGS[code]
                said = RefusalAnswer(
                    server_time=0, code=code, sentence=meaning.sentence, final=meaning.final
                )
                then(Refused(said))
            case answer:
                then(answer)


class Desk:
    """Asks one question again and again."""

    def __init__(self, *answers: Answer) -> None:
        self.done = 0
        self.asking = Asking(Line(*answers), changed=lambda: None, late=lambda: None)

    def ask(self, no_reply: str = DOUBT) -> str | None:
        async def work() -> Done | Refused:
            raise AssertionError

        self.asking.ask(work, then=self._done, no_reply=no_reply)
        return None if self.asking.fault is None else self.asking.fault.id

    def _done(self, _: Done) -> None:
        self.done += 1


def test_what_reached_nobody_or_was_refused_at_once_is_said_so() -> None:
    desk = Desk(Unreachable(), Refusal.NO_OPERATOR, DONE)
    assert [desk.ask(), desk.ask()] == ["fault.not_sent", "refused.sign_in_again"]
    assert (desk.ask(), desk.done) == (None, 1)


@pytest.mark.parametrize(
    "at_the_door",
    [Refusal.NO_OPERATOR, Refusal.READ_ONLY, Refusal.BUSY, Refusal.THROTTLED, Unreachable()],
)
def test_a_doubt_stays_until_an_answer_of_its_own_comes(at_the_door: Answer) -> None:
    desk = Desk(ReplyLost(), at_the_door, at_the_door, DONE, at_the_door)
    assert [desk.ask() for _ in range(3)] == [DOUBT] * 3
    assert (desk.ask(), desk.done) == (None, 1)
    assert desk.ask() != DOUBT


def test_a_refusal_of_the_question_itself_ends_the_doubt() -> None:
    desk = Desk(ReplyLost(), Refusal.NOT_FOUND, Unreachable())
    assert [desk.ask() for _ in range(3)] == [DOUBT, "refused.gone", "fault.not_sent"]


def test_another_question_between_does_not_end_the_doubt() -> None:
    desk = Desk(ReplyLost(), DONE, Unreachable(), Unreachable())
    desk.ask()
    assert desk.ask("fault.no_list") is None
    assert desk.ask("fault.no_list") == "fault.not_sent"
    assert desk.ask() == DOUBT


def test_what_is_not_shown_any_more_leaves_no_doubt() -> None:
    desk = Desk(ReplyLost(), Unreachable())
    desk.ask()
    desk.asking.forget()
    assert desk.asking.fault is None
    assert desk.ask() == "fault.not_sent"
    assert desk.asking.fault == Message("fault.not_sent")
