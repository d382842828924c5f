"""Open cases: what is owed to a customer or not settled yet; a till of the store settles it."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

from card_contract.states import CaseKind
from server_stub.domain.roles import MANAGING
from server_stub.queries.portal_cases import CaseLine
from server_stub.web.portal.alarms.pages import CASE_PATTERN, PLACE_PATTERN, place_in, place_text
from server_stub.web.portal.alarms.words import (
    CASE_WORDS,
    DENIED_SALE,
    DOUBTS,
    MONEY_BACK,
    NOT_TAKEN_AGAIN,
    AlarmWords,
)
from server_stub.web.portal.route import ROOT, Missing, PortalRoute, Said, Shown, Visit

CASES: Final = f"{ROOT}/cases"


async def show(visit: Visit) -> Said:
    cases, after = visit.services.portal.cases, place_in(visit.query.get("after"))
    recall = visit.query.get("recall")
    if recall is None:
        lines, more = await cases.open(visit.caller.app_id, after=after)
    else:
        lines, more = await cases.of_recall(visit.caller.app_id, int(recall), after=after)
    kept = {} if recall is None else {"recall": recall}
    return Shown(
        template="cases.html",
        values={
            "lines": lines,
            "next": f"{CASES}?{urlencode({**kept, 'after': place_text(lines[-1])})}"
            if more
            else "",
            "recall": recall,
            "recalls": await cases.recalls(visit.caller.app_id) if recall is None else [],
            "kinds": CASE_WORDS,
            "address": lambda case_id: f"{CASES}/{quote(case_id)}",
        },
    )


async def case(visit: Visit) -> Said:
    found = await visit.services.portal.cases.case(visit.caller.app_id, visit.subject)
    if found is None or found.is_alarm:
        return Missing()
    people = await visit.services.shop.all_operators(visit.caller.app_id)
    names = {f"operator:{person.operator_id}": person.name for person in people}
    return Shown(
        template="case.html",
        values={
            "case": found,
            "kind": _words_of(found),
            "closed_by": names.get(found.closed_by or "", found.closed_by),
        },
    )


def _words_of(case: CaseLine) -> AlarmWords:
    if case.kind is CaseKind.VOID_REFUSED and case.code_id is None:
        return NOT_TAKEN_AGAIN
    if case.kind is CaseKind.PAYMENT_DIFFERS and case.doubt is not None:
        return DENIED_SALE
    if case.doubt is not None:
        return DOUBTS[case.doubt]
    return MONEY_BACK if case.is_of_a_whole_sale else CASE_WORDS[case.kind]


CASE_ROUTES: Final = (
    PortalRoute(
        method="GET",
        path=CASES,
        page=show,
        roles=MANAGING,
        query={"after": PLACE_PATTERN, "recall": "[0-9]{1,15}"},
    ),
    PortalRoute(
        method="GET", path=f"{CASES}/{{}}", page=case, roles=MANAGING, subject=CASE_PATTERN
    ),
)
