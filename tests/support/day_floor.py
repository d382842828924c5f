"""The page *Day* without a window: a real till below, a server behind that can lose its reply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec

from card_contract.day_messages import (
    CloseDayRequest,
    DayClosing,
    DayOpenItem,
    DayReport,
    DaySale,
    DaySalesAnswer,
    DayTill,
    DayTillsAnswer,
    DayVoid,
    cash_to_be_there,
    digest_of_open,
)
from card_contract.messages import ApprovalAnswer, ApprovalRequest, Operator
from card_contract.outcomes import Refusal
from pos_terminal.day_close.model import CountForm, DayState
from pos_terminal.day_close.presenter import DayPresenter
from pos_terminal.day_close.sentences_view import tell_message
from pos_terminal.gateway.answers import Refused
from support import day_pictures
from support.gateway_answers import refused
from support.said import messages_of
from support.scripted_server import ANNA, ScriptedServer
from support.shop_floor import ShopFloor
from support.virtual_time import NOON_MS, VirtualLoop

OWN, OTHER = "T1", "T2"
TODAY = dt.datetime.fromtimestamp(NOON_MS / 1000, dt.UTC).date().isoformat()


class DayServer(ScriptedServer):
    """Closes a day once; ``open_items`` are what it has open, ``closes`` what it was asked for.

    ``sold_minor`` was paid in cash beside what is in the picture of the day. ``loses_earlier``
    loses each reply about an earlier day than today.
    """

    def __init__(self, now_ms: Callable[[], int]) -> None:
        super().__init__(now_ms)
        self.open_items: list[DayOpenItem] = []
        self.day_sales_told: list[DaySale] = []
        self.day_voids_told: list[DayVoid] = []
        self.sold_minor = 0
        self.last_closed: str | None = None
        self.loses_earlier = False
        self.closed: dict[tuple[str, str], DayReport] = {}
        self.closes: list[CloseDayRequest] = []
        self._signed: dict[str, str] = {}

    async def day_tills(self, day: str) -> DayTillsAnswer | Refused:
        def decide() -> DayTillsAnswer:
            tills = [
                DayTill(
                    till_id=till_id, till_name=name, revoked=False, z_number=None, closed_at=None
                )
                for till_id, name in ((OWN, "Till 1"), (OTHER, "Till 2"))
            ]
            return DayTillsAnswer(day=day, tills=tills)

        return await self._call("day_tills", decide)

    async def day_report(self, till_id: str, day: str) -> DayReport | Refused:
        if self.loses_earlier and day < TODAY:
            self.faults.lose_replies["day_report"] = 1
        return await self._call("day_report", lambda: self._report(till_id, day))

    async def day_sales(self, till_id: str, day: str) -> DaySalesAnswer | Refused:
        def told() -> DaySalesAnswer:
            return DaySalesAnswer(sales=self.day_sales_told, voids=self.day_voids_told)

        return await self._call("day_sales", told)

    async def approve(self, request: ApprovalRequest) -> ApprovalAnswer | Refused:
        answer = await super().approve(request)
        if isinstance(answer, ApprovalAnswer):
            self._signed[answer.approval] = request.sale_id
        return answer

    async def close_day(self, till_id: str, request: CloseDayRequest) -> DayReport | Refused:
        return await self._call("close_day", lambda: self._close(till_id, request))

    def _report(self, till_id: str, day: str) -> DayReport:
        closed = self.closed.get((till_id, day))
        if closed is not None:
            return closed
        told = day_pictures.report(is_open=False, till_id=till_id, day=day)
        if day < TODAY:
            told = msgspec.structs.replace(day_pictures.week_ago(), till_id=till_id, day=day)
        cash, *paid_elsewhere = told.money
        taken_minor = cash.taken_minor + self.sold_minor
        return msgspec.structs.replace(
            told,
            till_name="Till 1" if till_id == OWN else "Till 2",
            as_of=self._now_ms(),
            money=[msgspec.structs.replace(cash, taken_minor=taken_minor), *paid_elsewhere],
            open=list(self.open_items),
            last_closed=self.last_closed,
        )

    def _close(self, till_id: str, request: CloseDayRequest) -> DayReport | Refused:
        self.closes.append(request)
        if (till_id, request.day) in self.closed:
            return self.closed[till_id, request.day]
        report = self._report(till_id, request.day)
        there_minor = cash_to_be_there(report.money)
        if request.expected_cash_minor != there_minor:
            return refused(Refusal.DAY_CHANGED)
        if request.counted_cash_minor not in (None, there_minor) and not request.note:
            return refused(Refusal.DAY_DIFFERS)
        found = [*self.open_items, *request.at_till]
        if found and self._signed.get(request.approval or "") != digest_of_open(found):
            return refused(
                Refusal.DAY_OPEN if request.approval is None else Refusal.APPROVAL_INVALID
            )
        closing = DayClosing(
            z_number=1,
            closed_at=self._now_ms(),
            closed_by=ANNA.name,
            signed_by=ANNA.name if found else None,
            counted_cash_minor=request.counted_cash_minor,
            pos_total_minor=request.pos_total_minor,
            note=request.note,
            pos_compared_minor=request.pos_compared_minor,
            pos_differing=request.pos_differing,
        )
        self.closed[till_id, request.day] = msgspec.structs.replace(
            report, closing=closing, open=found
        )
        return self.closed[till_id, request.day]


class DayFloor:
    """The page as people work it."""

    def __init__(self, folder: Path) -> None:
        clock: dict[str, VirtualLoop] = {}
        self.server = DayServer(lambda: clock["loop"].now_ms() if clock else NOON_MS)
        self.floor = ShopFloor(folder, self.server)
        clock["loop"] = self.floor.loop
        self.page = DayPresenter(self.floor.till, self.floor.approval, lambda _: b"%PDF-")
        self.page.watch(self._listen)
        self.sign_in(ANNA)

    @staticmethod
    def _listen(state: DayState) -> None:
        for message in messages_of(state):
            assert "{" not in tell_message(message)

    def sign_in(self, operator: Operator) -> None:
        self.floor.on_duty.signed_in(operator)
        self.page.open()

    @property
    def state(self) -> DayState:
        self.floor.tasks.deliver()
        return self.page.state

    @property
    def form(self) -> CountForm:
        form = self.state.form
        assert form is not None
        return form

    def count(self, cash: str, note: str = "") -> None:
        """Go to the count and type; nothing is closed yet."""
        assert self.state.report is not None
        self.page.go_on()
        assert not self.state.loading
        self.page.count(cash)
        self.page.note(note)

    def close_day(self) -> DayState:
        self.page.close_day()
        return self.state

    def close(self) -> None:
        self.floor.close()
