"""A shop whose campaigns have scripts: players, workers and scripts, played in one process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from server_stub.commands.redemption import Redeem
from server_stub.domain.ids import AppId, CodeId
from server_stub.fulfilment.attempt_calls import AttemptCalls
from server_stub.fulfilment.redeeming import Redeeming
from server_stub.fulfilment.scripts import (
    FaultKind,
    Operation,
    ScriptAnswer,
    ScriptFault,
    ScriptRequest,
    Scripts,
)
from server_stub.fulfilment.worker import FulfilmentWorker
from server_stub.storage.rows.cards import CODE_SECRETS
from server_stub.storage.sealing import Sealed
from support.core_shop import CoreShop, new_leases, open_shop
from support.redemption_desk import ASYNC, PLAIN, SYNC, Desk, ids_from, personal, shared
from support.redemption_desk import with_script as campaign_with_script

YES = {"success": True, "complete": True, "customRedemptionInfo": {"coins": 5}}
NOT_YET = {"success": True, "complete": False}
NO = {"success": False, "complete": True, "errorCode": 7, "errorMsg": "no wallet"}
NOTHING_DONE = {"known": False}
LOST = FaultKind.UNREACHED
FELL = FaultKind.CRASHED
UNDECLARED = FaultKind.UNDECLARED
Said = dict[str, Any] | FaultKind | asyncio.Event


@dataclass(slots=True)
class ToldScripts:
    """Scripts that answer what they were told, in turn; then the last thing again.

    An event in between makes the call wait for it. ``asked`` are the calls that came.
    """

    says: list[Said]
    status: list[Said] = field(default_factory=lambda: [UNDECLARED])
    asked: list[ScriptRequest] = field(default_factory=list)
    at_once: int = 0
    at_once_most: int = 0

    @property
    def operations(self) -> list[str]:
        return [request.operation.value for request in self.asked]

    @property
    def keys(self) -> list[str]:
        return [request.key for request in self.asked]

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [msgspec.json.decode(request.body) for request in self.asked]

    async def knows(self, app_id: AppId, script: str) -> bool:
        return True

    async def call(
        self, app_id: AppId, script: str, request: ScriptRequest
    ) -> ScriptAnswer | ScriptFault:
        self.asked.append(request)
        self.at_once += 1
        self.at_once_most = max(self.at_once, self.at_once_most)
        try:
            return await self._answer(request)
        finally:
            self.at_once -= 1

    async def _answer(self, request: ScriptRequest) -> ScriptAnswer | ScriptFault:
        told = self.status if request.operation is Operation.STATUS else self.says
        await asyncio.sleep(0)
        said = told.pop(0) if len(told) > 1 else told[0]
        while isinstance(said, asyncio.Event):
            await said.wait()
            said = told.pop(0) if len(told) > 1 else told[0]
        return ScriptFault(said) if isinstance(said, FaultKind) else ScriptAnswer(said)


@dataclass(slots=True)
class Faults:
    """Notes what went wrong that nobody expects."""

    noted: list[BaseException] = field(default_factory=list)
    routes: list[str] = field(default_factory=list)

    def fault(self, route: str, error: BaseException) -> None:
        self.routes.append(route)
        self.noted.append(error)


class Fulfilment:
    """One shop's redemption service with its scripts."""

    def __init__(self, shop: CoreShop, scripts: Scripts, *, caller_limit_s: float) -> None:
        self.shop = shop
        self.desk = Desk(shop)
        self.scripts = scripts
        self.faults = Faults()
        self._leases: list[Any] = []
        self._caller_limit_s = caller_limit_s
        self.redeeming = self.new_redeeming()
        self.worker = self.new_worker("w1")

    def now_ms(self) -> int:
        return self.shop.clock()

    def new_redeeming(self) -> Redeeming:
        return Redeeming(
            engine=self.shop.engine,
            reader=self.shop.reader,
            scripts=self.scripts,
            clock=self,
            reveal=self.reveal,
            log=self.faults,
            caller_limit_s=self._caller_limit_s,
        )

    def new_worker(self, name: str, **more: Any) -> FulfilmentWorker:
        leases = new_leases(self.shop.path)
        self._leases.append(leases)
        return FulfilmentWorker(
            name=name,
            calls=AttemptCalls(
                engine=self.shop.engine,
                scripts=self.scripts,
                reveal=self.reveal,
                log=self.faults,
                report_waits_s=(0.01, 0.01),
            ),
            reader=self.shop.reader,
            leases=leases,
            clock=self,
            log=self.faults,
            **more,
        )

    async def reveal(self, app_id: AppId, code_id: CodeId) -> str:
        row = await self.shop.find(CODE_SECRETS.at(app_id, code_id))
        sealed = Sealed(row.seal_key_id, row.sealed)
        return self.shop.keys.reveal_code(app_id, row.code_hash, sealed)

    async def redeem(self, text: str, profile: str = "ann", **more: Any) -> Any:
        command: Redeem = self.desk.redeem_command(text, profile, **more)
        return await self.redeeming.redeem(command)

    async def work(self, worker: FulfilmentWorker | None = None) -> None:
        """Let a worker look once, and finish what it found."""
        worker = worker or self.worker
        await worker.look()
        await worker.drain()

    async def close(self) -> None:
        await self.redeeming.close()
        await self.worker.stop()
        for leases in self._leases:
            await leases.close()
        assert self.faults.noted == []


def play(
    tmp_path: Path,
    scripts: Scripts,
    story: Callable[[Fulfilment], Awaitable[None]],
    *,
    caller_limit_s: float = 5.0,
    **script: Any,
) -> None:
    """Run a story in a shop with campaigns of every kind; ``script`` changes those with one."""

    async def run() -> None:
        shop = await open_shop(tmp_path / "shop.db", cards=1)
        desk = Fulfilment(shop, scripts, caller_limit_s=caller_limit_s)
        try:
            await shop.sow(
                personal(PLAIN),
                campaign_with_script(SYNC, **script),
                campaign_with_script(ASYNC, is_async=True, **script),
                shared(script=campaign_with_script(SYNC, **script).script),
                ids_from(),
            )
            await story(desk)
        finally:
            await desk.close()
            await shop.close()
        assert shop.watch.failures == []

    asyncio.run(run())
