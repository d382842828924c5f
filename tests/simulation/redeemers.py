"""Customers who redeem codes: bought ones, each other's, and now and then one that was never sold.

A customer's app sends its request again under the same key until it is answered. Some apps are
careless: after a restart they take a key a second time, for another code.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from card_contract.outcomes import Refusal
from card_contract.states import CodeState, HoldState
from pos_terminal.gateway.answers import NoAnswerError, Refused
from server_stub.commands.redemption import Redeem
from server_stub.commands.redemption_answers import RedeemAnswer
from server_stub.commands.requests import Keyed
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.storage.rows.cards import (
    CodeRow,
)
from simulation.cast import APP
from simulation.disk import Disk
from simulation.line import Line, Sky
from simulation.scene import code_hash
from simulation.truth import Truth


class Scene(Sky, Protocol):
    """Where customers act."""

    disk: Disk
    truth: Truth


class Customer:
    """One profile and its app."""

    def __init__(self, number: int, scene: Scene, line: Line) -> None:
        self._name = f"profile-{number}"
        self._scene = scene
        self._line = line
        self._requests = 0

    async def live(self) -> None:
        chance = self._scene.chance
        while True:
            await asyncio.sleep(chance.uniform(300, 3000))
            code: CodeRow = chance.choice(self._scene.disk.rows(CodeRow))
            if code.sale_id in self._scene.truth.called_paid_by_mistake:
                continue  # it lies at the till
            # Somebody who copied a code waits for its card to be taken to the checkout.
            eager = 0.5 if code.hold is HoldState.HELD else 0.05
            if code.state is CodeState.AVAILABLE or chance.happens(eager):
                await self._redeem(str(code.code_id))

    async def _redeem(self, card_id: str) -> None:
        if self._requests == 0 or not self._scene.chance.happens(0.25):
            self._requests += 1
        command = Redeem(
            app_id=APP,
            request=Keyed(f"{self._name}/{self._requests}"),
            profile_id=self._name,
            profile_name=self._name,
            code_hashes=[code_hash(card_id)],
        )
        for _ in range(5):
            try:
                answer = await self._line.ask(command)
            except NoAnswerError:
                continue
            if isinstance(answer, RedeemAnswer):
                self._told(card_id, answer)
                return
            assert isinstance(answer, Refused), "only a refusal or an answer can come"
            if answer.code is Refusal.KEY_REUSED:
                self._scene.note(f"{self._name} learns that its key was used")
                return

    def _told(self, card_id: str, answer: RedeemAnswer) -> None:
        if answer.outcome is RedemptionOutcome.REDEEMED:
            self._scene.note(f"{self._name} gets the goods for card {card_id}")
            self._scene.truth.delivered(card_id, f"{self._name}/{self._requests}")
