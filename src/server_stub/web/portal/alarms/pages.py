"""Alarms: somebody may be cheating. A manager looks at them, says what was found, and closes them.

A repeat of either act finds the alarm as it is afterwards.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote, urlencode

from card_contract.alarm_messages import AlarmCardView
from card_contract.card_number import CardNumber
from card_contract.sale_id import ID_PATTERN
from card_contract.states import CaseKind, StopReason
from server_stub.commands.case_closing import CloseCase
from server_stub.commands.reopening import ReopenCard
from server_stub.domain.roles import MANAGING
from server_stub.engine.command import Refused
from server_stub.queries.portal_cases import CaseLine, Place
from server_stub.web.portal.alarms.words import ALARM_WORDS
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

ALARMS: Final = f"{ROOT}/alarms"
ALARM: Final = f"{ALARMS}/{{}}"
CASE_PATTERN: Final = (
    rf"[a-z][a-z-]{{0,39}}:(?:(?:V-)?{ID_PATTERN}(?::[0-9]{{1,19}})?"
    r"|[0-9]{1,19}:[0-9]{1,19}|[A-Z][A-Z0-9]{0,11}:[0-9]{1,19})"
)
PLACE_PATTERN: Final = rf"[0-9]{{1,15}}\.{CASE_PATTERN}"


def place_in(text: str | None) -> Place | None:
    """Where a list goes on, as ``place_text`` wrote it."""
    if text is None:
        return None
    opened_at, _, case_id = text.partition(".")
    return Place(int(opened_at), case_id)


def place_text(line: CaseLine) -> str:
    return f"{line.opened_at}.{line.case_id}"


async def show(visit: Visit) -> Said:
    is_open = visit.query.get("state") != "closed"
    lines, more = await visit.services.portal.cases.alarms(
        visit.caller.app_id, is_open=is_open, before=place_in(visit.query.get("before"))
    )
    state = {} if is_open else {"state": "closed"}
    return Shown(
        template="alarms.html",
        values={
            "lines": lines,
            "is_open": is_open,
            "is_first_page": "before" not in visit.query,
            "next": f"{ALARMS}?{urlencode({**state, 'before': place_text(lines[-1])})}"
            if more
            else "",
            "kinds": ALARM_WORDS,
            "address": address_of,
        },
    )


def address_of(case_id: str) -> str:
    return f"{ALARMS}/{quote(case_id)}"


async def alarm(visit: Visit) -> Said:
    return await _alarm_page(visit)


async def close(visit: Visit) -> Said:
    """Mark it as looked at, with what was found."""
    reason = reason_in(visit.typed["note"])
    if not reason:
        return await _alarm_page(visit, why=no_reason(visit))
    found = await _alarm_of(visit)
    if found is None:
        return Missing()
    said = await visit.services.engine.submit(
        CloseCase(
            app_id=visit.caller.app_id,
            at_till=None,
            operator_id=visit.caller.operator_id,
            case_id=found.case_id,
            reason=reason,
        )
    )
    if isinstance(said, Refused):
        return await _alarm_page(visit, why=sentence_of(visit, said))
    return Goes(to=address_of(visit.subject))


async def reopen(visit: Visit) -> Said:
    """Let the probed card be sold again; the alarms about it are closed with that."""
    reason = reason_in(visit.typed["reason"])
    if not reason:
        return await _alarm_page(visit, why=no_reason(visit))
    stop = await visit.services.alarms.stop_of(visit.caller.app_id, visit.subject)
    if stop is None:
        return Missing()
    said = await visit.services.engine.submit(
        ReopenCard(
            app_id=visit.caller.app_id,
            operator_id=visit.caller.operator_id,
            code_id=stop.code_id,
            stopped_at=stop.stopped_at,
            reason=reason,
        )
    )
    if isinstance(said, Refused):
        return await _alarm_page(visit, why=sentence_of(visit, said))
    return Goes(to=address_of(visit.subject))


async def _alarm_of(visit: Visit) -> CaseLine | None:
    found = await visit.services.portal.cases.case(visit.caller.app_id, visit.subject)
    return found if found is not None and found.is_alarm else None


async def _alarm_page(visit: Visit, *, why: str = "") -> Said:
    found = await _alarm_of(visit)
    if found is None:
        return Missing()
    card: AlarmCardView | None = None
    if found.code_id is not None:
        card = await visit.services.alarms.card(visit.caller.app_id, found.case_id)
    people = await visit.services.shop.all_operators(visit.caller.app_id)
    names = {f"operator:{person.operator_id}": person.name for person in people}
    values: dict[str, Any] = {
        "alarm": found,
        "kind": ALARM_WORDS[found.kind],
        "closed_by": names.get(found.closed_by or "", found.closed_by),
        "card": card,
        "may_reopen": _may_reopen(found, card),
        "digits": lambda number: CardNumber.parse(number).grouped(),
        "states": card_words.STATES,
        "why": why,
        "reason_max": REASON_SIGNS_MAX,
    }
    return Shown(template="alarm.html", values=values, status=422 if why else 200)


def _may_reopen(found: CaseLine, card: AlarmCardView | None) -> bool:
    """Whether the card is stopped for what this alarm tells of."""
    return (
        card is not None
        and found.kind is CaseKind.PROBED
        and card.card.stop is StopReason.PROBED
        and card.stopped_at == found.opened_at
    )


_NOTE: Final = Field(name="note", signs_max=REASON_SIGNS_MAX)
_REASON: Final = Field(name="reason", signs_max=REASON_SIGNS_MAX)

ALARM_ROUTES: Final = (
    PortalRoute(
        method="GET",
        path=ALARMS,
        page=show,
        roles=MANAGING,
        query={"state": "closed", "before": PLACE_PATTERN},
    ),
    PortalRoute(method="GET", path=ALARM, page=alarm, roles=MANAGING, subject=CASE_PATTERN),
    PortalRoute(
        method="POST",
        path=f"{ALARM}/close",
        page=close,
        roles=MANAGING,
        subject=CASE_PATTERN,
        form=Form(shown_at=ALARM, fields=(_NOTE,)),
    ),
    PortalRoute(
        method="POST",
        path=f"{ALARM}/reopen",
        page=reopen,
        roles=MANAGING,
        subject=CASE_PATTERN,
        form=Form(shown_at=ALARM, fields=(_REASON,)),
    ),
)
