"""What the command line is told of open cases. They are closed at a till, where their money is."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from card_contract.messages import Answer
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, RefundDoubt
from server_stub.queries.portal_cases import CaseLine, Place, RecallLine
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.staff import app_of
from server_stub.web.route import Call, Route


class CasesFrom(OfApp, frozen=True, kw_only=True):
    """Those of one recall, or all others; ``after`` is the place of the last of the page before."""

    recall: Annotated[int, Meta(ge=1, le=10**15)] | None = None
    after: tuple[int, str] | None = None


class OfCase(OfApp, frozen=True, kw_only=True):
    case: Annotated[str, Meta(min_length=1, max_length=160)]


class CaseListed(msgspec.Struct, frozen=True, array_like=True):
    case_id: str
    kind: CaseKind
    doubt: RefundDoubt | None
    opened_at: int
    store_name: str | None
    till_name: str | None
    receipt_number: str | None
    card: str
    amount_minor: int | None
    currency: str | None


class CasesListed(Answer, frozen=True, kw_only=True):
    """``recalls`` have cases of their own, and are told of where none of them is asked for."""

    cases: list[CaseListed]
    more: bool
    recalls: list[RecallLine]


class CaseShown(Answer, frozen=True, kw_only=True):
    case: CaseLine


async def open_cases(call: Call) -> CasesListed | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    cases, after = call.services.portal.cases, request.after and Place(*request.after)
    if request.recall is None:
        lines, more = await cases.open(app_id, after=after)
        recalls = await cases.recalls(app_id)
    else:
        lines, more = await cases.of_recall(app_id, request.recall, after=after)
        recalls = []
    return CasesListed(cases=[_listed(line) for line in lines], more=more, recalls=recalls)


async def show_case(call: Call) -> CaseShown | Refusal:
    """A case, open or closed; alarms are shown by themselves."""
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    found = await call.services.portal.cases.case(app_id, call.request.case)
    return Refusal.NOT_FOUND if found is None or found.is_alarm else CaseShown(case=found)


def _listed(line: CaseLine) -> CaseListed:
    return CaseListed(
        case_id=line.case_id,
        kind=line.kind,
        doubt=line.doubt,
        opened_at=line.opened_at,
        store_name=line.store_name,
        till_name=line.till_name,
        receipt_number=line.receipt_number,
        card=line.card,
        amount_minor=line.amount_minor,
        currency=line.currency,
    )


CASE_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control("cases", "Open cases.", open_cases, CasesFrom, CasesListed),
    control("case", "One case.", show_case, OfCase, CaseShown),
)
