"""What the command line does with held sales: it lists them, and a manager settles one there."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from card_contract.messages import Answer, ApprovalPurpose, Id, Payment, Pin, SaleView
from card_contract.outcomes import Refusal
from card_contract.sale_id import ID_PATTERN, SaleId
from card_contract.settle_messages import SettleAnswer, SettleRequest
from card_contract.states import PaymentKind, SaleStage, SettledAs
from server_stub.commands.approvals import Act
from server_stub.commands.settlement import Settle
from server_stub.desks.export_desk import Signature
from server_stub.domain.ids import AT_COMMAND_LINE, AppId, OperatorId
from server_stub.engine.command import Refused
from server_stub.queries.sales import UnknownPageError
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.signing import signed
from server_stub.web.control_api.staff import app_of
from server_stub.web.route import Call, Route

AnySale = Annotated[str, Meta(pattern=f"^{ID_PATTERN}$")]


class HoldsFrom(OfApp, frozen=True, kw_only=True):
    """``after`` is the last sale of the page before."""

    after: AnySale | None = None


class HoldListed(msgspec.Struct, frozen=True, array_like=True):
    sale_id: str
    receipt_number: str
    till_id: str
    store_name: str
    cards: int
    total_minor: int
    currency: str
    held_at: int | None
    till_heard_at: int | None
    till_revoked: bool
    journal_lost: bool


class HoldsListed(Answer, frozen=True, kw_only=True):
    holds: list[HoldListed]
    more: bool


class OfSale(OfApp, frozen=True, kw_only=True):
    sale: AnySale


class SettleWish(OfSale, frozen=True, kw_only=True):
    """What a manager, who gives the PIN, says of a sale: ``reference`` has paid it, or cash."""

    says: SettledAs
    reference: Annotated[str, Meta(min_length=1, max_length=64)] | None = None
    reason: Annotated[str, Meta(min_length=3, max_length=500)]
    operator: Id
    pin: Pin


class SaleSettled(Answer, frozen=True, kw_only=True):
    """``was_so`` before anybody said so now; then nothing has changed."""

    settled: SettleAnswer
    was_so: bool


async def holds(call: Call) -> HoldsListed | Refusal:
    app_id, services = await app_of(call), call.services
    if app_id is None:
        return Refusal.NOT_FOUND
    try:
        found, more = await services.sales.holds(
            app_id, services.clock.now_ms(), call.request.after
        )
    except UnknownPageError:
        return Refusal.SALE_UNKNOWN
    return HoldsListed(
        holds=[
            HoldListed(
                sale_id=each.sale.sale_id,
                receipt_number=each.sale.receipt_number,
                till_id=each.sale.till_id,
                store_name=each.sale.store_name,
                cards=len(each.sale.lines),
                total_minor=each.sale.total_minor,
                currency=each.sale.currency,
                held_at=each.sale.held_at,
                till_heard_at=services.sessions.last_heard(
                    app_id, each.sale.till_id, each.till_last_seen_at
                ),
                till_revoked=each.till_revoked,
                journal_lost=each.journal_lost,
            )
            for each in found
        ],
        more=more,
    )


async def sale(call: Call) -> SaleView | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return await _sale_of(call, app_id) or Refusal.SALE_UNKNOWN


async def settle(call: Call) -> SaleSettled | Refused | Refusal:
    """Settle the sale; settled so once more, it finds the sale as it is."""
    app_id, wish = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    before = await _sale_of(call, app_id)
    if before is None:
        return Refusal.SALE_UNKNOWN
    act = Act(
        purpose=ApprovalPurpose.SETTLE,
        till_id=AT_COMMAND_LINE,
        subject=before.sale_id,
        sale_id=before.sale_id,
    )
    approval = await signed(call, app_id, act, Signature(operator=wish.operator, pin=wish.pin))
    if isinstance(approval, Refused | Refusal):
        return approval
    kind = PaymentKind.CASH if wish.reference is None else PaymentKind.REFERENCE
    payment = Payment(kind=kind, amount_minor=before.total_minor, reference=wish.reference)
    answer = await call.services.engine.submit(
        Settle(
            app_id=app_id,
            till_id=AT_COMMAND_LINE,
            operator_id=OperatorId(wish.operator),
            sale_id=SaleId.parse(before.sale_id),
            request=SettleRequest.saying(
                wish.says, payment=payment, reason=wish.reason, approval=approval
            ),
        )
    )
    if isinstance(answer, Refused):
        return answer
    return SaleSettled(settled=answer, was_so=before.stage is not SaleStage.HELD)


async def _sale_of(call: Call, app_id: AppId) -> SaleView | None:
    return await call.services.sales.sale(app_id, call.request.sale)


HOLD_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control("holds", "Held sales.", holds, HoldsFrom, HoldsListed),
    control("sale", "One sale.", sale, OfSale, SaleView),
    control("settle", "Settle a held sale.", settle, SettleWish, SaleSettled),
)
