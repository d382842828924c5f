"""The checker against what it stands for: trying every order there is."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

from linearizability.checker import NEVER, Operation, is_linearizable

HISTORIES = 3_000


def register(value: int, asked: tuple[str, int]) -> tuple[str, int]:
    """A number that is read, added to, or set if it is as expected."""
    what, number = asked
    match what:
        case "read":
            return str(value), value
        case "add":
            return str(value), value + number
        case _:
            return ("set", number + 1) if value == number else ("kept", value)


def test_it_agrees_with_trying_every_order():
    chance = random.Random(7)
    found = []
    for _ in range(HISTORIES):
        history = some_history(chance)
        found.append(is_linearizable(history, register, 0))
        assert found[-1] == by_trying(history), history
    assert HISTORIES / 5 < sum(found) < HISTORIES * 4 / 5, "too easy, or too hard, to tell anything"


def test_an_answer_before_the_change_it_tells_of_is_rejected():
    history = [
        Operation(asked=("read", 0), began=0, ended=1, answer="1"),
        Operation(asked=("add", 1), began=2, ended=3, answer="0"),
    ]
    assert not is_linearizable(history, register, 0)


def test_an_operation_without_an_answer_may_have_happened_late_or_never():
    unknown = Operation(asked=("add", 1), began=0)
    reads = [
        Operation(asked=("read", 0), began=at, ended=at + 1, answer=answer)
        for at, answer in ((5, "0"), (7, "0"), (9, "1"))
    ]
    assert is_linearizable([unknown, *reads], register, 0)
    assert is_linearizable([unknown, *reads[:2]], register, 0)
    assert not is_linearizable([unknown, *reads[::2], *late(reads[:1])], register, 0)


def late(reads: Sequence[Operation]) -> list[Operation]:
    return [
        Operation(
            asked=read.asked, began=read.began + 20, ended=read.ended + 20, answer=read.answer
        )
        for read in reads
    ]


def some_history(chance: random.Random) -> list[Operation]:
    """Up to six operations as they might be recorded; about half of the time wrongly."""
    history = []
    value = 0
    for _ in range(chance.randint(2, 6)):
        asked = (chance.choice(["read", "add", "swap"]), chance.randint(0, 2))
        answer, value = register(value, asked)
        if chance.random() < 0.1:
            answer = chance.choice(["0", "1", "2", "set", "kept"])
        began = chance.uniform(0, 6)
        ended = NEVER if chance.random() < 0.15 else began + chance.uniform(0.1, 4)
        told = None if ended == NEVER else answer
        history.append(Operation(asked=asked, began=began, ended=ended, answer=told))
    return history


def by_trying(history: Sequence[Operation]) -> bool:
    """Try every order of every choice of those without an answer."""
    known = [each for each in history if each.ended != NEVER]
    unknown = [each for each in history if each.ended == NEVER]
    return any(
        explains(order)
        for count in range(len(unknown) + 1)
        for chosen in itertools.combinations(unknown, count)
        for order in itertools.permutations([*known, *chosen])
    )


def explains(order: Sequence[Operation]) -> bool:
    value = 0
    for at, operation in enumerate(order):
        if any(later.ended < operation.began for later in order[at + 1 :]):
            return False
        answer, value = register(value, operation.asked)
        if operation.answer not in (None, answer):
            return False
    return True
