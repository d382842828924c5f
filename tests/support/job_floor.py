"""A shop with a runner for its jobs, and the wish for codes that most tests have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from card_contract.states import Role
from server_stub.commands.generation_job import CodesWanted, GenerationBegun
from server_stub.commands.jobs import JobProgress
from server_stub.commands.requests import Keyed
from server_stub.desks.code_press import CodePress
from server_stub.domain.ids import OperatorId
from server_stub.domain.job_machine import JobKind
from server_stub.jobs.generating import Generating
from server_stub.jobs.rotating import Rotating
from server_stub.jobs.runner import JobRunner
from server_stub.jobs.service import CodesGiven, Jobs
from server_stub.storage.rows.staff import OperatorRow
from support.core_shop import APP, NOW, CoreShop
from support.redemption_desk import PLAIN, SERVER

EVA = OperatorId("eva")


def studio_person() -> OperatorRow:
    """Somebody who may have lists of codes."""
    return OperatorRow(
        app_id=APP, operator_id=EVA, name="Eva", role=Role.STUDIO, pin_hash="", created_at=NOW
    )


@dataclass(slots=True)
class Faults:
    """Notes what went wrong in jobs."""

    told: list[BaseException] = field(default_factory=list)

    def fault(self, route: str, error: BaseException) -> None:
        self.told.append(error)


class JobFloor:
    """The jobs of one process over a shop; ``press`` may be one that draws badly."""

    def __init__(self, shop: CoreShop, press: Any = None, *, piece_max: int = 1_000) -> None:
        self.shop = shop
        self.faults = Faults()
        self.press = press or CodePress(shop.engine, shop.reader, shop.keys)
        self.runner = JobRunner(
            engine=shop.engine,
            reader=shop.reader,
            works={
                JobKind.GENERATE_CODES: Generating(shop.engine, self.press, piece_max=piece_max)
            },
            log=self.faults,
            look_every_s=0.02,
        )
        self.jobs = Jobs(
            engine=shop.engine,
            reader=shop.reader,
            press=self.press,
            rotating=Rotating(shop.engine, shop.reader, shop.keys, self.faults),
            runner=self.runner,
        )

    async def begin(self, quantity: int, *, key: str = "k", **more: Any) -> Any:
        facts: dict[str, Any] = {"campaign": PLAIN, "quantity": quantity}
        wanted = CodesWanted(**(facts | more))
        return await self.jobs.start_generation(
            app_id=APP, request=Keyed(key), actor=f"server:{SERVER}", wanted=wanted
        )

    async def begun(self, quantity: int, **more: Any) -> int:
        answer = await self.begin(quantity, **more)
        assert isinstance(answer, GenerationBegun), answer
        assert answer.job_id is not None, answer
        return answer.job_id

    async def finish(self, job_id: int) -> JobProgress:
        while await self.runner.run_once():
            pass
        progress = await self.jobs.progress(APP, job_id)
        assert progress is not None
        return progress

    async def codes(self, job_id: int, reason: str = "mail is down") -> list[str]:
        codes: list[str] = []
        after = 0
        while True:
            page = await self.jobs.give_codes(
                APP, job_id, after=after, operator_id=EVA, reason=reason
            )
            assert isinstance(page, CodesGiven), page
            codes += page.codes
            after = page.after
            if page.is_last:
                return codes
