"""A shop in which two managers recall cards, with a runner that carries their recalls out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from card_contract.card_number import CardNumber
from card_contract.messages import ApprovalPurpose
from card_contract.recall_messages import (
    ChosenCards,
    RecallCardView,
    RecallRequest,
    RecallView,
    Selection,
    digest_of,
)
from card_contract.states import CHANGING, CardKind, RecallAct, RecallEffect, RecallReason, Role
from server_stub.commands.approvals import approval_id
from server_stub.commands.recalls import BeginRecall, RecallBegun
from server_stub.domain.ids import OperatorId, TillId
from server_stub.domain.job_machine import JobKind
from server_stub.jobs.recalling import Recalling
from server_stub.jobs.runner import JobRunner
from server_stub.notify.feed import Feed
from server_stub.notify.recall_bell import RecallBell
from server_stub.queries.recalls import RecallQueries
from server_stub.queries.selections import SelectionQueries
from server_stub.storage.rows.cards import CODES, CodeRow
from server_stub.storage.rows.staff import ApprovalRow, OperatorRow
from support.core_shop import APP, MANAGER, NOW, TILL, CoreShop, play
from support.job_floor import Faults

TOM = OperatorId("tom")
SIGNATURE = "TOMS-SIGNATURE"


def request_id(number: int = 1) -> str:
    return f"R-{number:026d}"


def cards(*ids: int) -> ChosenCards:
    return ChosenCards(card_ids=[str(each) for each in ids])


def asked(selection: Selection, act: RecallAct = RecallAct.RECALL, **more: Any) -> RecallRequest:
    facts: dict[str, Any] = {
        "act": act,
        "selection": selection,
        "reason": RecallReason.STOLEN,
        "note": "Carton 93 is missing.",
    }
    return RecallRequest(**(facts | more))


class RecallFloor:
    """The recalls of one process over a shop."""

    def __init__(self, shop: CoreShop, *, piece_max: int = 3) -> None:
        self.shop = shop
        self.feed = Feed(shop.clock)
        self.faults = Faults()
        self.bell = RecallBell(shop.reader, self.feed)
        self.selections = SelectionQueries(shop.reader)
        self.queries = RecallQueries(shop.reader)
        self.runner = JobRunner(
            engine=shop.engine,
            reader=shop.reader,
            works={
                JobKind.RECALL: Recalling(shop.engine, shop.reader, self.bell, piece_max=piece_max)
            },
            log=self.faults,
            look_every_s=0.02,
        )

    async def hire_tom(self) -> None:
        """A second manager."""
        await self.shop.sow(
            OperatorRow(
                app_id=APP,
                operator_id=TOM,
                name="Tom",
                role=Role.MANAGER,
                pin_hash="",
                created_at=NOW,
            )
        )

    async def sign(
        self, request: RecallRequest, number: int = 1, who: OperatorId = TOM, **more: Any
    ) -> None:
        """Somebody signs for just this recall, under the approval that it carries."""
        facts: dict[str, Any] = {
            "app_id": APP,
            "approval": approval_id(request.approval or ""),
            "approver_id": who,
            "till_id": TILL,
            "purpose": ApprovalPurpose.RECALL,
            "subject": digest_of(request),
            "sale_id": request_id(number),
            "card_ids": [],
            "created_at": self.shop.clock.now_ms,
        }
        await self.shop.sow(ApprovalRow(**(facts | more)))

    async def begin(
        self,
        request: RecallRequest,
        number: int = 1,
        *,
        who: OperatorId = MANAGER,
        till: TillId = TILL,
    ) -> Any:
        spans = await self.selections.spans(APP, request.selection)
        assert isinstance(spans, list), spans
        rows = await self.selections.dry_run(APP, spans, request.act)
        effects = [
            (row.effect_with_sold if request.include_sold else row.effect, row.count)
            for row in rows
        ]
        return await self.shop.engine.submit(
            BeginRecall(
                app_id=APP,
                till_id=till,
                operator_id=who,
                request_id=request_id(number),
                request=request,
                spans=spans,
                total=sum(count for _, count in effects),
                changing=sum(count for effect, count in effects if effect in CHANGING),
            )
        )

    async def begun(self, request: RecallRequest, number: int = 1, **more: Any) -> int:
        answer = await self.begin(request, number, **more)
        assert isinstance(answer, RecallBegun), answer
        return answer.recall_id

    async def finish(self) -> None:
        while await self.runner.run_once():
            pass
        assert not self.faults.told

    async def carried_out(
        self,
        selection: Selection,
        act: RecallAct = RecallAct.RECALL,
        number: int = 1,
        **more: Any,
    ) -> RecallView:
        """Recall cards, signed by Tom where sold ones are included, and see what came of it."""
        request = asked(selection, act, **more)
        if request.include_sold:
            request = asked(selection, act, **more, approval=SIGNATURE + str(number))
            await self.sign(request, number)
        recall_id = await self.begun(request, number)
        await self.finish()
        return await self.seen(recall_id)

    async def seen(self, recall_id: int) -> RecallView:
        view = await self.queries.recall(APP, recall_id)
        assert view is not None
        return view

    async def effects(self, recall_id: int) -> dict[int, RecallEffect]:
        """What came of each card."""
        return {int(card.card_id or 0): card.effect for card in await self.lines(recall_id)}

    async def lines(
        self,
        recall_id: int,
        *,
        after: int = 0,
        effect: RecallEffect | None = None,
        number: str | None = None,
    ) -> list[RecallCardView]:
        """What came of the cards, in their order; few enough for one page."""
        sought = None if number is None else CardNumber.parse(number)
        found, more = await self.queries.cards(
            APP, recall_id, after=after, effect=effect, number=sought
        )
        assert not more
        return found

    async def card(self, card: int) -> CodeRow:
        code: CodeRow = await self.shop.find(CODES.at(APP, card))
        return code


def matrix(view: RecallView) -> dict[CardKind, tuple[int, RecallEffect]]:
    return {row.kind: (row.count, row.effect) for row in view.rows}


Story = Callable[[RecallFloor], Awaitable[None]]


def tell(folder: Path, story: Story, *, stock: int = 10, piece_max: int = 3) -> Path:
    """Play a story on this floor; returns the shop's file."""

    async def run(shop: CoreShop) -> None:
        floor = RecallFloor(shop, piece_max=piece_max)
        await floor.hire_tom()
        await story(floor)

    return play(folder, run, cards=stock).path
