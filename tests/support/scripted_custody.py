"""The packs of a server in memory: each label stands on one thing, which is moved once a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from card_contract.custody_messages import (
    CarriedRow,
    CustodyAnswer,
    CustodyRequest,
    CustodyRow,
    LabelLookUpRequest,
    LabelView,
    MisplacedAnswer,
    MisplacedCard,
    OnTheWayAnswer,
    PlaceRow,
    StoresAnswer,
    StoreView,
)
from card_contract.outcomes import Refusal
from card_contract.scan_text import Label, LabelKind
from card_contract.states import CustodyState
from pos_terminal.gateway.answers import Refused
from server_stub.domain.custody_machine import event_of, move_custody
from support.gateway_answers import refused

HERE, MARKET = "S1", "market"
PACKS = 10
CARDS_A_PACK = 5


def carton(number: int, issuer: str = "970010") -> str:
    return Label(LabelKind.CARTON, issuer, 1, number).text()


class ScriptedCustody:
    """``places`` says where the cartons are that exist; the till stands at ``HERE``."""

    def __init__(self, call: Callable[..., Any], now_ms: Callable[[], int]) -> None:
        self._call = call
        self._now_ms = now_ms
        self.names = {HERE: "Harbour Street 12", MARKET: "Market Square 1"}
        nowhere: tuple[CustodyState, str | None] = (CustodyState.WAREHOUSE, None)
        self.places = {carton(number): nowhere for number in range(1, 10)}
        self.misplaced: list[MisplacedCard] = []
        self.requests: dict[str, CustodyRequest] = {}

    async def stores(self) -> StoresAnswer | Refused:
        listed = [
            StoreView(store_id=store_id, name=name, is_own=store_id == HERE)
            for store_id, name in self.names.items()
        ]
        answer: StoresAnswer | Refused = await self._call(
            "stores", lambda: StoresAnswer(stores=listed)
        )
        return answer

    async def look_up_label(self, request: LabelLookUpRequest) -> LabelView | Refused:
        def show() -> LabelView | Refused:
            if request.label not in self.places:
                return refused(Refusal.LABEL_UNKNOWN)
            state, store_id = self.places[request.label]
            place = PlaceRow(state=state, store_id=store_id, packs=PACKS, since=self._now_ms())
            return LabelView(
                label=request.label,
                product="Gift card 50",
                batch=1,
                packs=PACKS,
                cards=PACKS * CARDS_A_PACK,
                places=[place],
            )

        answer: LabelView | Refused = await self._call("look_up_label", show)
        return answer

    async def move_packs(self, move_id: str, request: CustodyRequest) -> CustodyAnswer | Refused:
        def move() -> CustodyAnswer | Refused:
            if request.label not in self.places:
                return refused(Refusal.LABEL_UNKNOWN)
            self.requests[move_id] = request
            state, before = self.places[request.label]
            store_id = request.store_id or HERE
            moved = move_custody(state, event_of(request.act, is_same_store=before == store_id))
            self.places[request.label] = (moved.state, store_id)
            row = CustodyRow(
                finding=moved.finding,
                packs=PACKS,
                store_id=before,
                since=None if before is None else self._now_ms(),
                labels=[],
            )
            return CustodyAnswer(
                act=request.act,
                label=request.label,
                store_id=store_id,
                packs=PACKS,
                cards=PACKS * CARDS_A_PACK,
                rows=[row],
                at=self._now_ms(),
            )

        answer: CustodyAnswer | Refused = await self._call("move_packs", move, key=move_id)
        return answer

    async def misplaced_sales(self) -> MisplacedAnswer | Refused:
        answer: MisplacedAnswer | Refused = await self._call(
            "misplaced_sales", lambda: MisplacedAnswer(cards=list(self.misplaced), more=False)
        )
        return answer

    async def on_the_way(self) -> OnTheWayAnswer | Refused:
        def listed() -> OnTheWayAnswer:
            carried = [
                CarriedRow(
                    carton=label,
                    product="Gift card 50",
                    packs=PACKS,
                    packs_in_carton=PACKS,
                    shipped_at=self._now_ms(),
                    labels=[],
                )
                for label, place in self.places.items()
                if place == (CustodyState.SHIPPED, HERE)
            ]
            return OnTheWayAnswer(cartons=carried, more=False)

        answer: OnTheWayAnswer | Refused = await self._call("on_the_way", listed)
        return answer
