"""The alarms and the ledger of a server in memory: an alarm is settled once, entries come by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from card_contract.alarm_messages import (
    AlarmCardView,
    AlarmsAnswer,
    AlarmView,
    CardStanding,
    PackStanding,
    ReopenCardAnswer,
    ReopenCardRequest,
)
from card_contract.card_number import CardNumber
from card_contract.ledger_messages import (
    KeptCheckpoint,
    LedgerAnswer,
    LedgerChecked,
    LedgerDetail,
    LedgerEntryView,
)
from card_contract.messages import Product
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, CodeState, HoldState, StopReason
from pos_terminal.gateway.answers import Refused
from support.gateway_answers import refused

PAGE = 3
STRETCH = 40
LABEL = "P97001000001000014"


class ScriptedWatch:
    """``cards`` are what alarms are about, by case; ``entries`` the ledger, oldest first."""

    def __init__(self, call: Callable[..., Any], now_ms: Callable[[], int]) -> None:
        self._call = call
        self._now_ms = now_ms
        self.open_alarms: list[AlarmView] = []
        self.still_stopped: list[AlarmView] = []
        self.more_stopped = False
        self.cards: dict[str, AlarmCardView] = {}
        self.reopened: dict[str, ReopenCardRequest] = {}
        self.in_stop_sale: set[str] = set()
        self.entries: list[LedgerEntryView] = []
        self.asked: list[dict[str, str]] = []
        self.broken_at: int | None = None

    async def alarms(self) -> AlarmsAnswer | Refused:
        return await self._call(
            "alarms",
            lambda: AlarmsAnswer(
                alarms=list(self.open_alarms),
                more=False,
                still_stopped=list(self.still_stopped),
                more_stopped=self.more_stopped,
            ),
        )

    async def alarm_card(self, case_id: str) -> AlarmCardView | Refused:
        return await self._call(
            "alarm_card", lambda: self.cards.get(case_id) or refused(Refusal.NOT_FOUND)
        )

    async def reopen_card(
        self, card_id: str, request: ReopenCardRequest
    ) -> ReopenCardAnswer | Refused:
        def decide() -> ReopenCardAnswer | Refused:
            stays = card_id in self.in_stop_sale
            for case_id, view in self.cards.items():
                if view.card.card_id == card_id and view.card.stop is not None:
                    if view.stopped_at != request.stopped_at:
                        return refused(Refusal.STOPPED_ANEW)
                    self.reopened[card_id] = request
                    self.cards[case_id] = replace(view, card=replace(view.card, stop=None))
                    self.settle(case_id)
            return ReopenCardAnswer(stays_stopped=stays, server_time=self._now_ms())

        return await self._call("reopen_card", decide)

    async def ledger(self, wanted: Mapping[str, str]) -> LedgerAnswer | Refused:
        def decide() -> LedgerAnswer:
            self.asked.append(dict(wanted))
            before = int(wanted.get("before", len(self.entries) + 1))
            there = [entry for entry in reversed(self.entries) if entry.position < before]
            page = there[:PAGE]
            looked_to = page[-1].position if len(page) == PAGE else 1
            return LedgerAnswer(
                entries=page,
                looked_to=looked_to,
                looked_to_at=page[-1].at if page else None,
                more=looked_to > 1,
            )

        return await self._call("ledger", decide)

    async def check_ledger(self, after: int) -> LedgerChecked | Refused:
        def decide() -> LedgerChecked:
            end = len(self.entries)
            upto = min(after + STRETCH, end)
            broken = self.broken_at
            return LedgerChecked(
                after=after,
                upto=upto,
                end=end,
                head_hash="ab" * 32,
                broken_at=broken if broken is not None and broken <= upto else None,
                signed_position=end,
                signed_at=self._now_ms(),
                tills=[
                    KeptCheckpoint(
                        till_id="T1",
                        till_name="Till 1",
                        position=end,
                        presented_at=self._now_ms(),
                        fits=True,
                    )
                ],
            )

        return await self._call("check_ledger", decide)

    # --- What a test sets up ---------------------------------------------------------------------

    def settle(self, case_id: str) -> None:
        """Acknowledged or reopened: a probed card that is still stopped is told all the same."""
        listed = (*self.open_alarms, *self.still_stopped)
        self.open_alarms = [one for one in self.open_alarms if one.case_id != case_id]
        self.still_stopped = [
            one
            for one in listed
            if one not in self.open_alarms
            and one.case_id in self.cards
            and self.cards[one.case_id].card.stop is StopReason.PROBED
        ]

    def probe(self, card_id: str = "17", at: int = 1_790_000_000_000) -> str:
        """Somebody has entered the code of an unsold card."""
        case_id = f"probed:{card_id}:{at}"
        self.open_alarms.insert(
            0, alarm(case_id, CaseKind.PROBED, at, card_id=card_id, last_four="0178")
        )
        self.cards[case_id] = AlarmCardView(
            card=standing(card_id, 17, stop=StopReason.PROBED),
            product=Product(campaign="gift-50", name="Gift card", artwork=None),
            stopped_at=at,
            sold_at=None,
            sold_in_store=None,
            sold_at_till=None,
            pack=PackStanding(
                label=LABEL,
                total=10,
                unsold=8,
                sold=2,
                stopped=1,
                neighbours=[standing("16", 16, hold=HoldState.SOLD), standing("18", 18)],
            ),
        )
        return case_id

    def write(self, count: int, kind: str = "sale.confirmed") -> None:
        """More entries at the ledger's end."""
        for _ in range(count):
            position = len(self.entries) + 1
            self.entries.append(
                LedgerEntryView(
                    position=position,
                    at=1_790_000_000_000 + position * 60_000,
                    kind=kind,
                    actor="till:T1",
                    actor_name="Till 1",
                    subject=f"T1.1.{position:06d}.{'0' * 26}",
                    details=[LedgerDetail(name="total", value="5000")],
                    hash=f"{position:064x}",
                )
            )


def alarm(case_id: str, kind: CaseKind, at: int = 1_790_000_000_000, **more: Any) -> AlarmView:
    facts: dict[str, Any] = {
        "till_id": None,
        "till_name": None,
        "store_name": None,
        "sale_id": None,
        "receipt_number": None,
        "card_id": None,
        "last_four": None,
        "detail": "",
    }
    return AlarmView(case_id=case_id, kind=kind, opened_at=at, **(facts | more))


def standing(
    card_id: str,
    sequence: int,
    *,
    hold: HoldState = HoldState.FREE,
    stop: StopReason | None = None,
) -> CardStanding:
    sold = hold is HoldState.SOLD
    number = CardNumber.build(issuer="970010", batch=1, sequence=sequence)
    return CardStanding(
        card_id=card_id,
        number=number.digits,
        last_four=number.last_four,
        code_state=CodeState.AVAILABLE if sold else CodeState.INACTIVE,
        hold_state=hold,
        stop=stop,
    )
