"""Open alarms as a manager sees them, and how the card that one is about stands in its pack."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec

from card_contract.alarm_messages import (
    AlarmCardView,
    AlarmsAnswer,
    AlarmView,
    CardStanding,
    PackStanding,
)
from card_contract.card_number import CardNumber
from card_contract.messages import Product
from card_contract.states import CaseKind, CodeState, HoldState, StopReason
from server_stub.domain.ids import AppId, CodeId, StoreId
from server_stub.storage import alarm_selects as selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CAMPAIGNS, CODES, CampaignRow, CodeRow
from server_stub.storage.rows.sales import CASES, CASES_OF_CODE, SALES, CaseRow, SaleRow

PAGE_ALARMS: Final = 100
NEIGHBOURS_EACH_SIDE: Final = 3


class _Alarm(msgspec.Struct, frozen=True, array_like=True):
    case_id: str
    kind: CaseKind
    opened_at: int
    till_id: str | None
    till_name: str | None
    store_name: str | None
    sale_id: str | None
    receipt_number: str | None
    code_id: int | None
    last_four: str | None
    detail: str


class _Pack(msgspec.Struct, frozen=True, array_like=True):
    label: str
    issuer: str
    first: int
    last: int


class _Counted(msgspec.Struct, frozen=True, array_like=True):
    state: CodeState
    hold: HoldState
    stop: StopReason | None
    count: int


class _Card(msgspec.Struct, frozen=True, array_like=True):
    code_id: int
    number: int
    last_four: str
    state: CodeState
    hold: HoldState
    stop: StopReason | None


class AlarmedStop(NamedTuple):
    """The stop of a card: it began with the alarm that tells of it."""

    code_id: CodeId
    stopped_at: int


class AlarmQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def listed(self, app_id: AppId) -> AlarmsAnswer:
        """The open alarms, and those whose cards are stopped all the same."""
        found, more = await self.open(app_id)
        stopped, more_stopped = await self.still_stopped(app_id)
        return AlarmsAnswer(
            alarms=found, more=more, still_stopped=stopped, more_stopped=more_stopped
        )

    async def open(self, app_id: AppId) -> tuple[list[AlarmView], bool]:
        """The newest open alarms of all stores; are there more?"""
        found = await self._reader.fetch(_Alarm, selects.OPEN_ALARMS, app_id, PAGE_ALARMS + 1)
        return [_view(alarm) for alarm in found[:PAGE_ALARMS]], len(found) > PAGE_ALARMS

    async def still_stopped(self, app_id: AppId) -> tuple[list[AlarmView], bool]:
        """The newest that were acknowledged and whose card is stopped all the same; and are there
        more?
        """
        found = await self._reader.fetch(_Alarm, selects.STILL_STOPPED, app_id, PAGE_ALARMS + 1)
        return [_view(alarm) for alarm in found[:PAGE_ALARMS]], len(found) > PAGE_ALARMS

    async def card(self, app_id: AppId, case_id: str) -> AlarmCardView | None:
        """The card that a case is about, with its pack; None where there is none."""
        cases: list[CaseRow] = await self._reader.find(CASES.at(app_id, case_id))
        if not cases or cases[0].code_id is None:
            return None
        code: CodeRow = (await self._reader.find(CODES.at(app_id, cases[0].code_id)))[0]
        campaigns: list[CampaignRow] = await self._reader.find(CAMPAIGNS.at(app_id, code.campaign))
        sales: list[SaleRow] = []
        if code.sale_id is not None:
            sales = await self._reader.find(SALES.at(app_id, code.sale_id))
        sale = sales[0] if sales else None
        return AlarmCardView(
            card=_standing(code),
            product=Product(
                campaign=code.campaign, name=campaigns[0].title, artwork=campaigns[0].artwork
            ),
            stopped_at=code.stopped_at,
            sold_at=None if sale is None else sale.held_at,
            sold_in_store=None if sale is None else sale.store_name,
            sold_at_till=None if sale is None else sale.till_name,
            pack=await self._pack(code),
        )

    async def stop_of(self, app_id: AppId, case_id: str) -> AlarmedStop | None:
        """The stop that an alarm of a probed card tells of; None where it is another alarm."""
        cases: list[CaseRow] = await self._reader.find(CASES.at(app_id, case_id))
        case = cases[0] if cases else None
        if case is None or case.kind is not CaseKind.PROBED or case.code_id is None:
            return None
        return AlarmedStop(case.code_id, case.opened_at)

    async def is_noted(self, app_id: AppId, code_id: CodeId, store_id: StoreId) -> bool:
        """Whether it is known that this card has turned up at this store."""
        cases: list[CaseRow] = await self._reader.find(CASES_OF_CODE.at(app_id, code_id))
        return any(case.tells_of(store_id) for case in cases)

    async def _pack(self, code: CodeRow) -> PackStanding | None:
        if code.number is None or code.batch is None or code.pack is None:
            return None
        packs = await self._reader.fetch(_Pack, selects.PACK, code.app_id, code.batch, code.pack)
        if not packs:
            return None
        first, last = (
            CardNumber.build(issuer=packs[0].issuer, batch=code.batch, sequence=sequence).stored
            for sequence in (packs[0].first, packs[0].last)
        )
        pack = (code.app_id, code.batch, code.pack)
        counted = await self._reader.fetch(
            _Counted, selects.PACK_COUNTED, code.app_id, first, last, *pack
        )
        near = await self._reader.fetch(
            _Card,
            selects.NEIGHBOURS,
            code.app_id,
            max(first, code.number - NEIGHBOURS_EACH_SIDE),
            min(last, code.number + NEIGHBOURS_EACH_SIDE),
            code.number,
        )
        return PackStanding(
            label=packs[0].label,
            total=sum(row.count for row in counted),
            unsold=_count(row for row in counted if row.state is CodeState.INACTIVE),
            sold=_count(row for row in counted if row.hold is HoldState.SOLD),
            stopped=_count(
                row for row in counted if row.state is CodeState.INACTIVE and row.stop is not None
            ),
            neighbours=[_neighbour(card) for card in near],
        )


def _count(rows: Iterable[_Counted]) -> int:
    return sum(row.count for row in rows)


def _view(alarm: _Alarm) -> AlarmView:
    return AlarmView(
        case_id=alarm.case_id,
        kind=alarm.kind,
        opened_at=alarm.opened_at,
        till_id=alarm.till_id,
        till_name=alarm.till_name,
        store_name=alarm.store_name,
        sale_id=alarm.sale_id,
        receipt_number=alarm.receipt_number,
        card_id=None if alarm.code_id is None else str(alarm.code_id),
        last_four=alarm.last_four,
        detail=alarm.detail,
    )


def _standing(code: CodeRow) -> CardStanding:
    return CardStanding(
        card_id=str(code.code_id),
        number=None if code.number is None else CardNumber.from_stored(code.number).digits,
        last_four=code.last_four,
        code_state=code.state,
        hold_state=code.hold,
        stop=code.stop,
    )


def _neighbour(card: _Card) -> CardStanding:
    return CardStanding(
        card_id=str(card.code_id),
        number=CardNumber.from_stored(card.number).digits,
        last_four=card.last_four,
        code_state=card.state,
        hold_state=card.hold,
        stop=card.stop,
    )
