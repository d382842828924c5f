"""The recalls of a server in memory: one request begins one recall, which a test carries on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from card_contract.recall_messages import (
    CardListAnswer,
    CardListRequest,
    DryRunAnswer,
    DryRunRequest,
    DryRunRow,
    RecallCardsAnswer,
    RecallCardView,
    RecallProduct,
    RecallProductsAnswer,
    RecallRequest,
    RecallRow,
    RecallsAnswer,
    RecallView,
)
from card_contract.states import CardKind, RecallAct, RecallEffect, RecallState
from pos_terminal.gateway.answers import Refused

PAGE = 3


class ScriptedRecalls:
    """``stock`` is what every selection means; a request that comes again begins nothing more."""

    def __init__(self, call: Callable[..., Any], now_ms: Callable[[], int]) -> None:
        self._call = call
        self._now_ms = now_ms
        self.signed_above = 100
        self.stock: dict[RecallAct, list[DryRunRow]] = {
            RecallAct.RECALL: [
                dry_row(CardKind.INACTIVE, 40, RecallEffect.INVALIDATED),
                dry_row(CardKind.HELD, 1, RecallEffect.SALE_REFUSED),
                dry_row(CardKind.AVAILABLE, 5, RecallEffect.SOLD_STAYS, RecallEffect.REFUND_DUE),
            ],
            RecallAct.STOP_SALE: [
                dry_row(CardKind.INACTIVE, 40, RecallEffect.STOPPED),
                dry_row(CardKind.HELD, 1, RecallEffect.STOPPED),
                dry_row(CardKind.AVAILABLE, 5, RecallEffect.SOLD_STAYS),
            ],
            RecallAct.LIFT: [dry_row(CardKind.INACTIVE, 46, RecallEffect.NOTHING_TO_DO)],
        }
        self.lists: dict[str, list[str]] = {}
        self.asked: list[DryRunRequest] = []
        self.requests: dict[str, RecallRequest] = {}
        self.begun: dict[str, int] = {}
        self.views: dict[int, RecallView] = {}
        self.cards: list[RecallCardView] = []
        self.products = [RecallProduct(campaign="c", title="Gift card 25")]

    async def add_to_list(self, list_id: str, request: CardListRequest) -> CardListAnswer | Refused:
        def store() -> CardListAnswer:
            numbers = self.lists.setdefault(list_id, [])
            numbers[request.place : request.place + len(request.numbers)] = request.numbers
            return CardListAnswer(size=len(numbers))

        answer: CardListAnswer | Refused = await self._call("add_to_list", store)
        return answer

    async def dry_run(self, request: DryRunRequest) -> DryRunAnswer | Refused:
        def count() -> DryRunAnswer:
            self.asked.append(request)
            rows = self.stock[request.act]
            total = sum(row.count for row in rows)
            return DryRunAnswer(
                rows=rows, total=total, signed_above=self.signed_above, at=self._now_ms()
            )

        answer: DryRunAnswer | Refused = await self._call("dry_run", count)
        return answer

    async def begin_recall(self, request_id: str, request: RecallRequest) -> RecallView | Refused:
        def begin() -> RecallView:
            if request_id in self.begun:
                return self.views[self.begun[request_id]]
            self.requests[request_id] = request
            recall_id = len(self.views) + 1
            total = sum(row.count for row in self.stock[request.act])
            self.views[recall_id] = RecallView(
                recall_id=recall_id,
                act=request.act,
                state=RecallState.RUNNING,
                reason=request.reason,
                note=request.note,
                include_sold=request.include_sold,
                selection=request.selection,
                done=0,
                total=total,
                asked_by="Anna Lindt",
                approved_by=None,
                created_at=self._now_ms(),
                ended_at=None,
                rows=[],
            )
            self.begun[request_id] = recall_id
            return self.views[recall_id]

        answer: RecallView | Refused = await self._call("begin_recall", begin)
        return answer

    def carry_on(self, recall_id: int, done: int) -> None:
        """So many of its cards are decided now."""
        view = self.views[recall_id]
        ended = done == view.total
        self.views[recall_id] = replace(
            view,
            done=done,
            state=RecallState.DONE if ended else RecallState.RUNNING,
            ended_at=self._now_ms() if ended else None,
            rows=[RecallRow(kind=CardKind.INACTIVE, count=done, effect=RecallEffect.INVALIDATED)],
        )

    async def recalls(self, before: int | None = None) -> RecallsAnswer | Refused:
        def page() -> RecallsAnswer:
            newest = [
                view
                for view in reversed(self.views.values())
                if before is None or view.recall_id < before
            ]
            return RecallsAnswer(recalls=newest[:PAGE], more=len(newest) > PAGE)

        answer: RecallsAnswer | Refused = await self._call("recalls", page)
        return answer

    async def recall_products(self) -> RecallProductsAnswer | Refused:
        answer: RecallProductsAnswer | Refused = await self._call(
            "recall_products", lambda: RecallProductsAnswer(products=self.products)
        )
        return answer

    async def recall(self, recall_id: int) -> RecallView | Refused:
        answer: RecallView | Refused = await self._call("recall", lambda: self.views[recall_id])
        return answer

    async def recall_cards(
        self,
        recall_id: int,
        *,
        after: int = 0,
        effect: RecallEffect | None = None,
        number: str | None = None,
    ) -> RecallCardsAnswer | Refused:
        def page() -> RecallCardsAnswer:
            found = [
                card
                for card in self.cards
                if card.place > after
                and effect in (None, card.effect)
                and number in (None, card.number)
            ]
            return RecallCardsAnswer(cards=found[:PAGE], more=len(found) > PAGE)

        answer: RecallCardsAnswer | Refused = await self._call("recall_cards", page)
        return answer

    async def stop_recall(self, recall_id: int) -> RecallView | Refused:
        def stop() -> RecallView:
            view = replace(self.views[recall_id], state=RecallState.CANCELLED, ended_at=1)
            self.views[recall_id] = view
            return view

        answer: RecallView | Refused = await self._call("stop_recall", stop)
        return answer


def dry_row(
    kind: CardKind, count: int, effect: RecallEffect, with_sold: RecallEffect | None = None
) -> DryRunRow:
    return DryRunRow(kind=kind, count=count, effect=effect, effect_with_sold=with_sold or effect)
