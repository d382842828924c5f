"""Whatever gets lost, falls, or is stopped: once all is well again, delivered and redeemed agree.

Each seed is one unlucky hour: replies are lost in both directions, the script falls before and after
it has delivered, workers are stopped in the middle, customers come again. Then it heals.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from card_contract.states import CodeState
from server_stub.domain.ids import AppId
from server_stub.fulfilment.scripts import (
    FaultKind,
    Operation,
    ScriptAnswer,
    ScriptFault,
    ScriptRequest,
)
from server_stub.storage.rows.cards import CODES
from support.core_shop import APP
from support.fulfilment_desk import Fulfilment, play
from support.redemption_desk import ASYNC, SYNC, code

pytestmark = pytest.mark.usefixtures("kept_in")

YES = {"success": True, "complete": True}
NOT_YET = {"success": True, "complete": False}
NO = {"success": False, "complete": True, "errorCode": 1}
CODES_EACH = 4


@dataclass(slots=True)
class Provider:
    """A supplier of goods behind a bad line. ``deliveries`` counts every time it hands goods over.

    One that honours ids hands over once for each; one that does not hands over at every call that
    reaches it, but tells truly what it did.
    """

    chance: random.Random
    honours_ids: bool
    answers_status: bool
    is_unlucky: bool = True
    deliveries: Counter[str] = field(default_factory=Counter)
    ordered: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)

    async def knows(self, app_id: AppId, script: str) -> bool:
        return True

    async def call(
        self, app_id: AppId, script: str, request: ScriptRequest
    ) -> ScriptAnswer | ScriptFault:
        if request.operation is Operation.STATUS and not self.answers_status:
            return ScriptFault(FaultKind.UNDECLARED)
        await self._wait()
        asked = msgspec.json.decode(request.body)
        assert request.key == asked["redemptionCodeId"]
        if self._strikes(0.2):
            return ScriptFault(FaultKind.UNREACHED)  # it never arrived
        if self._strikes(0.1):
            return ScriptFault(self._fall())  # it fell before it did anything
        answer = self._answer(asked)
        await self._wait()
        if self._strikes(0.2):
            return ScriptFault(FaultKind.UNREACHED)  # the answer was lost
        if self._strikes(0.1):
            return ScriptFault(self._fall())  # it fell after all was done
        return ScriptAnswer(answer)

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        number: str = asked["redemptionCodeId"]
        match asked["operation"]:
            case "status":
                return self._status(number)
            case "redeem":
                return self._redeem(number, is_async=asked["async"])
            case _:
                return self._poll(number)

    def _status(self, number: str) -> dict[str, Any]:
        if number in self.deliveries:
            return YES
        return NOT_YET if number in self.ordered else {"known": False}

    def _redeem(self, number: str, *, is_async: bool) -> dict[str, Any]:
        if self._strikes(0.1) and number not in self.ordered | self.deliveries.keys():
            return NO
        if is_async:
            self.ordered.add(number)
            return YES if number in self.deliveries else NOT_YET
        self._deliver(number)
        return YES

    def _poll(self, number: str) -> dict[str, Any]:
        if number in self.deliveries:
            return YES
        if self._strikes(0.5):
            return NOT_YET
        self._deliver(number)
        return YES

    def _deliver(self, number: str) -> None:
        if not (self.honours_ids and number in self.deliveries):
            self.deliveries[number] += 1

    def _fall(self) -> FaultKind:
        return self.chance.choice([FaultKind.CRASHED, FaultKind.TOO_SLOW, FaultKind.UNUSABLE])

    def _strikes(self, likelihood: float) -> bool:
        return self.is_unlucky and self.chance.random() < likelihood

    async def _wait(self) -> None:
        for _ in range(self.chance.randrange(4)):
            await asyncio.sleep(0)


async def unlucky_hour(desk: Fulfilment, chance: random.Random) -> None:
    numbers = range(1, 2 * CODES_EACH + 1)
    for turn in range(25):
        for number in numbers:
            if chance.random() < 0.3:
                player = f"p{chance.randrange(2)}"
                asking = desk.redeem(code(number), player, key=f"{number}-{player}-{turn // 3}")
                await asking
        worker = desk.new_worker(f"w{turn}", at_once_max=3)
        await worker.look()
        for _ in range(chance.randrange(12)):
            await asyncio.sleep(0)
        await worker.stop(limit_s=0.0 if chance.random() < 0.5 else 5.0)
        desk.desk.wait(chance.choice([500, 2_000, 10_000]))


async def healed(desk: Fulfilment) -> None:
    for _ in range(30):
        desk.desk.wait(61_000)
        await desk.work()


@pytest.mark.parametrize(
    ("honours_ids", "answers_status"), [(True, True), (False, True), (True, False)]
)
@pytest.mark.parametrize("seed", range(10))
def test_after_an_unlucky_hour_delivered_and_redeemed_agree(
    tmp_path: Path, seed: int, *, honours_ids: bool, answers_status: bool
):
    chance = random.Random(seed)  # noqa: S311 - chance that a seed repeats
    provider = Provider(chance, honours_ids=honours_ids, answers_status=answers_status)

    async def story(desk: Fulfilment) -> None:
        ids = {}
        for number in range(1, 2 * CODES_EACH + 1):
            kind = SYNC if number <= CODES_EACH else ASYNC
            ids[number] = await desk.desk.available(number, kind)
        await unlucky_hour(desk, chance)
        provider.is_unlucky = False
        await healed(desk)
        states = {}
        for code_id in ids.values():
            row = await desk.shop.find(CODES.at(APP, code_id))
            states[str(code_id)] = row.state
        assert CodeState.IN_PROGRESS not in states.values()
        redeemed = {number for number, state in states.items() if state is CodeState.REDEEMED}
        assert set(provider.deliveries.values()) <= {1}
        assert redeemed <= provider.deliveries.keys()  # nobody is told of goods that never came
        if answers_status:
            assert redeemed == provider.deliveries.keys()

    play(tmp_path, provider, story, caller_limit_s=5.0, timeout_s=1_500, retries_max=2)
