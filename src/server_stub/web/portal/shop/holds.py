"""Held sales: a till that is silent or shut out cannot say whether they were paid; a manager does.

What is sent twice finds the sale as it is afterwards; who answers otherwise is told so.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

from card_contract.messages import Payment, SaleView
from card_contract.outcomes import Refusal
from card_contract.sale_id import ID_PATTERN, SaleId
from card_contract.states import PaymentKind, SaleStage, SettledAs
from server_stub.domain.roles import MANAGING
from server_stub.engine.command import Refused
from server_stub.queries.sales import UnknownPageError
from server_stub.web.portal.alarms.cases import CASES
from server_stub.web.portal.cards import words as card_words
from server_stub.web.portal.refusals import REASON_SIGNS_MAX, no_reason, reason_in, sentence_of
from server_stub.web.portal.route import (
    ROOT,
    Field,
    Form,
    Goes,
    Missing,
    PortalRoute,
    Said,
    Shown,
    Visit,
)
from server_stub.web.portal.words import to_say

HOLDS: Final = f"{ROOT}/holds"
HOLD: Final = f"{HOLDS}/{{}}"
STAGES: Final = {
    SaleStage.HELD: (to_say("Held, not known whether paid"), "orange"),
    SaleStage.CONFIRMED: (to_say("Confirmed"), "green"),
    SaleStage.CANCELLED: (to_say("Cancelled"), "secondary"),
    SaleStage.VOIDED: (to_say("Voided"), "secondary"),
}
_PIN_SIGNS_MAX: Final = 12
_ANSWERS: Final = {answer.value: answer for answer in SettledAs}


async def show(visit: Visit) -> Said:
    try:
        holds, more = await visit.services.sales.holds(
            visit.caller.app_id, visit.services.clock.now_ms(), visit.query.get("after")
        )
    except UnknownPageError:
        return Missing()
    after = urlencode({"after": holds[-1].sale.sale_id}) if holds else ""
    return Shown(
        template="holds.html",
        values={
            "holds": holds,
            "heard_at": lambda each: _heard_at(visit, each.sale.till_id, each.till_last_seen_at),
            "next": f"{HOLDS}?{after}" if more else "",
        },
    )


def _heard_at(visit: Visit, till_id: str, noted: int | None) -> int | None:
    return visit.services.sessions.last_heard(visit.caller.app_id, till_id, noted)


async def hold(visit: Visit) -> Said:
    return await _sale_page(visit)


async def settle(visit: Visit) -> Said:
    """Answer for the till, signed with one's own PIN."""
    typed, reason = visit.typed, reason_in(visit.typed["reason"])
    sale = await _sale_of(visit)
    if sale is None:
        return Missing()
    says = _ANSWERS.get(typed["answer"])
    if says is None:
        why = visit.words.say("Answer first: was it paid?")
        return await _sale_page(visit, why=why)
    if not reason:
        return await _sale_page(visit, why=no_reason(visit))
    pin = typed["pin"].strip()
    if not (pin.isascii() and pin.isdigit()):
        return await _sale_page(visit, why=visit.words.say("The PIN is not right."))
    said = await visit.services.portal.settlements.settle(
        visit.caller,
        SaleId.parse(sale.sale_id),
        pin=pin,
        says=says,
        payment=_payment(sale, typed["reference"].strip()),
        reason=reason,
    )
    if isinstance(said, Refused | Refusal):
        return await _sale_page(visit, why=sentence_of(visit, said))
    return Goes(to=f"{HOLDS}/{sale.sale_id}")


def _payment(sale: SaleView, reference: str) -> Payment:
    """Paid with cash or, where a reference is named, elsewhere."""
    kind = PaymentKind.REFERENCE if reference else PaymentKind.CASH
    return Payment(kind=kind, amount_minor=sale.total_minor, reference=reference or None)


async def _sale_of(visit: Visit) -> SaleView | None:
    return await visit.services.sales.sale(visit.caller.app_id, visit.subject)


async def _owed(visit: Visit, sale: SaleView) -> str:
    """Where the case of a sale is whose money a settlement left to go back; empty where none is."""
    case_id = await visit.services.cases.owed_of_sale(visit.caller.app_id, sale.sale_id)
    return "" if case_id is None else f"{CASES}/{quote(case_id)}"


async def _sale_page(visit: Visit, *, why: str = "") -> Said:
    sale = await _sale_of(visit)
    if sale is None:
        return Missing()
    till = await visit.services.portal.shop.till(visit.caller.app_id, sale.till_id)
    return Shown(
        template="hold.html",
        values={
            "sale": sale,
            "stage": STAGES[sale.stage],
            "states": card_words.STATES,
            "why": why,
            "heard_at": till and _heard_at(visit, till.till_id, till.last_seen_at),
            "shut_out_at": till and till.revoked_at,
            "owed": await _owed(visit, sale),
            "reason_max": REASON_SIGNS_MAX,
        },
        status=422 if why else 200,
    )


HOLD_ROUTES: Final = (
    PortalRoute(method="GET", path=HOLDS, page=show, roles=MANAGING, query={"after": ID_PATTERN}),
    PortalRoute(method="GET", path=HOLD, page=hold, roles=MANAGING, subject=ID_PATTERN),
    PortalRoute(
        method="POST",
        path=f"{HOLD}/settle",
        page=settle,
        roles=MANAGING,
        subject=ID_PATTERN,
        form=Form(
            shown_at=HOLD,
            fields=(
                Field(name="answer", signs_max=10),
                Field(name="reference", signs_max=64),
                Field(name="reason", signs_max=REASON_SIGNS_MAX),
                Field(name="pin", signs_max=_PIN_SIGNS_MAX, is_secret=True),
            ),
        ),
    ),
)
