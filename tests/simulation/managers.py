"""The managers of the play: they settle sales, recall and stop cards, and close days."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from card_contract.day_messages import (
    CloseDayRequest,
    DayReport,
    cash_to_be_there,
    digest_of_open,
    subject_of_day,
)
from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from card_contract.recall_messages import (
    ChosenCards,
    RecallRequest,
    WholeBatch,
    digest_of,
)
from card_contract.sale_id import crockford
from card_contract.settle_messages import SettleRequest
from card_contract.states import (
    HoldState,
    RecallAct,
    RecallReason,
    SaleStage,
    SettledAs,
)
from pos_terminal.gateway.answers import NoAnswerError, Refused
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.sales import SaleRow
from simulation.cast import ADMINISTRATOR, OFFICE, OFFICE_OF, OFFICES
from simulation.line import Line
from simulation.people import Scene, by_slip, cash, sign

TRIES_MAX: Final = 5
"""So often a manager asks before giving up: it is then not known whether it was done."""

LOOKS_MAX: Final = 60
"""So often a manager looks whether what makes it hard has happened: a card that is to be recalled
lies at a checkout, a till sells while its drawer is counted.
"""


CHARGED_BACK: Final = "charged back"
"""Why a manager at the portal takes a sold card out of use."""


ERRS: Final = 0.2
"""So often a manager says of a paid sale that it was not."""
ERRS_OF_UNPAID: Final = 0.5
"""So often one says of an unpaid sale that it was paid: its cards are gone, and who knows."""


async def manager_rounds(scene: Scene, wires: Mapping[str, Line]) -> None:
    """Every now and then a manager settles a sale that has been held for over a quarter of an hour.

    What a till holds that was shut out is settled as well, however short that has been, once nobody
    works there any more. That is in any store.
    """
    chance = scene.chance
    while True:
        await asyncio.sleep(chance.uniform(60, 400))
        held = [
            sale
            for sale in scene.disk.rows(SaleRow)
            if sale.stage is SaleStage.HELD and _is_asked_about(scene, sale)
        ]
        if not held:
            continue
        sale: SaleRow = chance.choice(held)
        for _ in range(chance.choice((1, 1, 2))):  # now and then two answer for the same sale
            office = chance.choice(OFFICES)
            await _settle(scene, office, wires[office], sale)


def _is_asked_about(scene: Scene, sale: SaleRow) -> bool:
    if sale.till_id in scene.shut_out:
        return sale.till_id in scene.deserted
    return scene.now_ms() - (sale.held_at or 0) > 900_000


async def _settle(scene: Scene, office: str, wire: Line, sale: SaleRow) -> None:
    """Say what seems true: whether it was paid, and how.

    Whether the customer of a paid sale wants the cards is chance. Where a manager only thinks that
    it was paid, there is nobody to hand them to: they lie at the till, and live.
    """
    chance, answer = scene.chance, _answer(scene, sale)
    request = SettleRequest.saying(
        answer,
        payment=cash(sale) if chance.happens(0.5) else by_slip(sale),
        reason="the till does not answer",
        approval=sign(
            scene, office, ApprovalPurpose.SETTLE, sale.sale_id, sale_id=sale.sale_id, cards=[]
        ),
    )
    scene.truth.manager_says(sale.sale_id, request.payment)
    if answer is SettledAs.PAID:
        scene.truth.called_paid.add(sale.sale_id)
    scene.note(f"the manager says of {sale.sale_id}: {answer}")
    for _ in range(3):
        try:
            await wire.settle(sale.sale_id, request)
        except NoAnswerError:
            continue
        break


def _answer(scene: Scene, sale: SaleRow) -> SettledAs:
    is_paid = sale.sale_id in scene.truth.paid
    errs = scene.chance.happens(ERRS if is_paid else ERRS_OF_UNPAID)
    if is_paid is errs:
        return SettledAs.NOT_PAID
    # What is shut out would never tell that it was not paid.
    may_hand_over = is_paid or sale.till_id not in scene.shut_out
    hands_over = may_hand_over and scene.chance.happens(0.5 if is_paid else 0.8)
    return SettledAs.PAID if hands_over else SettledAs.MONEY_BACK


async def recall_rounds(scene: Scene, wire: Line) -> None:
    """Now and then a manager recalls cards or a batch, stops their sale, or lifts such a stop."""
    chance = scene.chance
    while True:
        await asyncio.sleep(chance.uniform(200, 2400))
        for _ in range(LOOKS_MAX if chance.happens(0.5) else 0):
            if _held(scene):
                break
            await asyncio.sleep(chance.uniform(1, 10))
        if not scene.is_day:
            return
        request_id = f"R-{crockford(chance.randbytes(17))}"
        request = _signed(scene, _recall(scene), request_id)
        scene.note(f"the manager asks for {request_id}: {request.act} of {request.selection}")
        for _ in range(TRIES_MAX):
            try:
                await wire.recall(request_id, request)
            except NoAnswerError:
                continue
            break


def _held(scene: Scene) -> list[CodeRow]:
    """The cards that are just being sold."""
    return [code for code in scene.disk.rows(CodeRow) if code.hold is HoldState.HELD]


def _recall(scene: Scene) -> RecallRequest:
    chance = scene.chance
    codes: list[CodeRow] = scene.disk.rows(CodeRow)
    stopped = [code for code in codes if code.stop is not None]
    held = _held(scene)
    act = chance.choice((RecallAct.RECALL, RecallAct.STOP_SALE))
    meant = chance.sample(codes, chance.choice((1, 2)))
    if held and chance.happens(0.7):  # what is missing lies at the checkout
        meant = held
    if stopped and chance.happens(0.7):
        act, meant = RecallAct.LIFT, stopped
    selection = (
        WholeBatch(batch=meant[0].batch or 1)
        if chance.happens(0.3)
        else ChosenCards(card_ids=[str(code.code_id) for code in meant])
    )
    return RecallRequest(
        act=act,
        selection=selection,
        reason=RecallReason.STOLEN,
        note="A carton is missing.",
        include_sold=act is RecallAct.RECALL and chance.happens(0.5),
    )


def _signed(scene: Scene, request: RecallRequest, request_id: str) -> RecallRequest:
    """With the second manager's signature, where sold cards are included."""
    if not request.include_sold:
        return request
    approval = sign(
        scene,
        OFFICE,
        ApprovalPurpose.RECALL,
        digest_of(request),
        sale_id=request_id,
        cards=[],
        approver=ADMINISTRATOR,
    )
    return replace(request, approval=approval)


async def close_days(scene: Scene, wire: Line, till: str, days: tuple[dt.date, ...]) -> None:
    """A manager in the office closes days of a till, one after the other, at any hour."""
    for day in days:
        await asyncio.sleep(scene.chance.uniform(10, 2400 if scene.chance.happens(0.5) else 120))
        is_closed = False
        while not is_closed:
            await asyncio.sleep(scene.chance.uniform(1, 60))
            is_closed = await _is_closed(scene, wire, till, day.isoformat())


async def _is_closed(scene: Scene, wire: Line, till: str, day: str) -> bool:
    """Look at the day, count, sign for what is open, close; says whether it is known to be closed.

    Every other time nobody counts, and it is closed at once.
    """
    try:
        seen = await wire.report(till, day)
        if isinstance(seen, Refused):
            return False
        if seen.closing is not None:
            return True
        counts = scene.chance.happens(0.5)
        if counts:
            await _count(scene, till)
        answer = await wire.close_day(till, _closing(scene, till, seen, counts=counts))
    except NoAnswerError:
        return False
    if isinstance(answer, Refused):
        assert answer.code in _AGAIN, f"the day {day} of {till} cannot be closed: {answer}"
        return False
    assert answer.closing is not None, "a close was answered with a day that is not closed"
    scene.note(f"{till} has closed {day} as Z {answer.closing.z_number}")
    return True


async def _count(scene: Scene, till: str) -> None:
    """Count a drawer while its till goes on; every other time until a sale of it has ended."""
    before = _ended_sales(scene, till)
    await asyncio.sleep(scene.chance.uniform(5, 120))
    for _ in range(LOOKS_MAX if scene.chance.happens(0.5) else 0):
        if _ended_sales(scene, till) != before:
            return
        await asyncio.sleep(scene.chance.uniform(1, 30))


def _ended_sales(scene: Scene, till: str) -> int:
    sales: list[SaleRow] = scene.disk.rows(SaleRow)
    return sum(sale.till_id == till and sale.stage is not SaleStage.HELD for sale in sales)


_AGAIN: Final = frozenset(
    {
        Refusal.BUSY,
        Refusal.READ_ONLY,
        Refusal.DAY_OPEN,
        Refusal.DAY_CHANGED,
        Refusal.APPROVAL_INVALID,
        Refusal.DAY_CLOSED,
    }
)
"""What is open or has to be there has changed meanwhile, or an earlier try arrived: whoever looks again knows."""


def _closing(scene: Scene, till: str, seen: DayReport, *, counts: bool) -> CloseDayRequest:
    """Whoever counts finds what the report says to be there, and gives no reason for anything."""
    approval = None
    if seen.open:
        approval = sign(
            scene,
            OFFICE_OF[till],
            ApprovalPurpose.CLOSE_DAY,
            subject_of_day(till, seen.day),
            sale_id=digest_of_open(seen.open),
            cards=[],
        )
    there_minor = cash_to_be_there(seen.money) if counts else None
    return CloseDayRequest(
        day=seen.day,
        counted_cash_minor=there_minor,
        expected_cash_minor=there_minor,
        approval=approval,
    )
