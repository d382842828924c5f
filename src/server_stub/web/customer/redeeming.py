"""Redeeming a code, what came of it, and the codes that are somebody's.

A form has a word of its own, which with the code is the request's key: sent twice it is one
request, unless it was refused, for that may have changed. What is the customer's own already is
shown, whatever was asked.
"""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.states import CodeState
from server_stub.code_snapshot import CodeSnapshot
from server_stub.commands.redemption import Redeem
from server_stub.commands.redemption_answers import AttemptAnswer, RedeemAnswer
from server_stub.commands.requests import Keyed
from server_stub.desks.portal_desk import new_token
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.scan_codes import readings_of
from server_stub.engine.command import Refused
from server_stub.queries.customers_page import (
    FIRST,
    Named,
    OwnCode,
    OwnRedemption,
    Reading,
)
from server_stub.queries.redemptions import OWN_STATES
from server_stub.web.customer.route import CustomerRoute, Said, Visit
from server_stub.web.customer.sentences import (
    CARD_NUMBER,
    LATER,
    NO_SUCH_CODE,
    NOTHING_TYPED,
    RECALLED,
    SHOP_TOO_OFTEN,
    TOO_OFTEN_FROM_THERE,
    WHY,
    Why,
)
from server_stub.web.portal.route import Field, Form, Goes, Missing, Shown
from server_stub.web.redemption_api.desk import COUNTS_AS_WRONG

CODE: Final = Field(name="code", signs_max=300)
_ONCE: Final = Field(name="once", signs_max=64)
NEWEST: Final = 5
PAGE: Final = 20
_ID: Final = "[1-9][0-9]{0,14}"
_GOODS_MAX: Final = 30
_HUMP: Final = re.compile("(?<=[a-z])(?=[A-Z])")
_UNTOLD: Final = frozenset({RedemptionOutcome.NOT_NOW, RedemptionOutcome.TOO_MANY_WRONG_CODES})
"""Outcomes that say nothing of the code."""
_RETRIED: Final = frozenset({CodeState.FAILED, CodeState.AVAILABLE})


async def show(visit: Visit) -> Said:
    return await redeem_page(visit)


async def redeem(visit: Visit) -> Said:
    return await _redeem(visit, visit.typed["code"])


async def redeem_again(visit: Visit) -> Said:
    """Redeem once more what somebody has redeemed before, without the code being typed again.

    One whose sealed copy is damaged is to be typed all the same.
    """
    services, who = visit.services, visit.customer
    if not re.fullmatch(_ID, visit.typed["id"], re.ASCII):
        return Missing()
    number, now_ms = int(visit.typed["id"]), services.clock.now_ms()
    found = await services.customers.page.redemption(who.app_id, who.profile_id, number, now_ms)
    if found is None:
        return Missing()
    code = found.code.shared_scan_code
    if code is None:
        code = await services.fulfilment.scan_code_or_none(who.app_id, found.code.redemption_id)
    return await redeem_page(visit, NOTHING_TYPED) if code is None else await _redeem(visit, code)


async def _redeem(visit: Visit, code: str) -> Said:
    services = visit.services
    readings = readings_of(code)
    if not readings:
        return await redeem_page(visit, NO_SUCH_CODE if code.strip() else NOTHING_TYPED)
    named = await _named(visit, readings)
    if named.is_nothing and is_card_number(code):
        return await redeem_page(visit, CARD_NUMBER)
    command = _command(visit, readings[0], named)
    answer = await services.fulfilment.redeeming.redeem(command)
    if isinstance(answer, Refused):
        return await redeem_page(visit, LATER)
    if answer.outcome is RedemptionOutcome.TOO_MANY_WRONG_CODES and command.is_throttled:
        is_from_there = services.guessing.is_network_spent(visit.client)
        return await redeem_page(visit, TOO_OFTEN_FROM_THERE if is_from_there else SHOP_TOO_OFTEN)
    if answer.outcome in COUNTS_AS_WRONG and not answer.replayed:
        services.guessing.note_wrong(visit.client, visit.customer)
    own = await _own(visit, named, answer)
    if own is not None:
        is_again = answer.outcome is RedemptionOutcome.REDEEMED_BY_SELF
        again = "&again=1" if is_again else ""
        return Goes(to=f"{visit.base}/code?id={own.redemption_id}{again}")
    return await redeem_page(visit, await _why(visit, named, answer.outcome))


async def show_code(visit: Visit) -> Said:
    named = visit.query.get("id", "")
    if not named:
        return Missing()
    services, who = visit.services, visit.customer
    now_ms = services.clock.now_ms()
    page = services.customers.page
    found = await page.redemption(who.app_id, who.profile_id, int(named), now_ms)
    if found is None:
        return Missing()
    is_open = found.code.state in _RETRIED and found.has_retry
    lost = RECALLED if found.is_recalled else WHY[RedemptionOutcome.INVALIDATED]
    values = {
        "redemption": found,
        "state": found.code.state.value,
        "goods": _goods(found),
        "is_again": "again" in visit.query,
        "once": new_token(),
        "can_retry": is_open and found.why_not is None,
        "why": visit.words.say(WHY[found.why_not].sentence) if is_open and found.why_not else "",
        "lost": visit.words.say(lost.sentence),
    }
    return Shown(template="code.html", values=values)


async def show_codes(visit: Visit) -> Said:
    before = visit.query.get("before", "")
    at, _, redemption = before.partition("-")
    after = (int(at), int(redemption)) if before else FIRST
    codes = await _codes(visit, after, PAGE + 1)
    older = codes[PAGE - 1] if len(codes) > PAGE else None
    return Shown(template="codes.html", values={"codes": codes[:PAGE], "older": older})


async def redeem_page(visit: Visit, why: Why | None = None) -> Shown:
    sentence = "" if why is None else visit.words.say(why.sentence)
    status = 200 if why is None else why.status
    if visit.who is None:
        return Shown(template="welcome.html", values={"why": sentence}, status=status)
    codes = await _codes(visit, FIRST, NEWEST + 1)
    return Shown(
        template="redeem.html",
        values={
            "why": sentence,
            "once": new_token(),
            "codes": codes[:NEWEST],
            "has_more": len(codes) > NEWEST,
        },
        status=status,
    )


async def _codes(visit: Visit, after: tuple[int, int], most: int) -> list[OwnCode]:
    who = visit.customer
    page = visit.services.customers.page
    return await page.codes(who.app_id, who.profile_id, after=after, most=most)


async def _named(visit: Visit, readings: tuple[str, ...]) -> Named:
    services, app_id = visit.services, visit.customer.app_id
    hashes = services.keys.code_hashes
    read = [Reading(text, [each.value for each in hashes(app_id, text)]) for text in readings]
    return await services.customers.page.named(app_id, read)


def _command(visit: Visit, first: str, named: Named) -> Redeem:
    services, who = visit.services, visit.customer
    # Keyed, so that what is stored tells nothing of the code.
    key = services.keys.fingerprint(f"{visit.typed['once']}/{first}".encode())
    return Redeem(
        app_id=who.app_id,
        request=Keyed(f"page:{who.profile_id}:{key}"),
        profile_id=who.profile_id,
        profile_name=who.profile_name,
        code_hashes=named.hashes,
        scan_code=named.scan_code,
        lookup=named.lookup,
        keeps_refusals=False,
        is_throttled=services.guessing.is_too_often(visit.client, visit.customer),
    )


async def _own(
    visit: Visit, named: Named, answer: RedeemAnswer | AttemptAnswer
) -> CodeSnapshot | None:
    """The redemption, if it is this customer's: now, or since before."""
    own, who = answer.code, visit.customer
    if own is None and answer.outcome not in _UNTOLD:
        own = await visit.services.customers.page.own(who.app_id, who.profile_id, named)
    return own if own is not None and own.state in OWN_STATES else None


async def _why(visit: Visit, named: Named, outcome: RedemptionOutcome) -> Why:
    page, code_id = visit.services.customers.page, named.code_id
    if outcome is not RedemptionOutcome.INVALIDATED or code_id is None:
        return WHY.get(outcome, LATER)
    is_recalled = await page.is_recalled(visit.customer.app_id, code_id)
    return RECALLED if is_recalled else WHY[outcome]


def is_card_number(typed: str) -> bool:
    try:
        CardNumber.parse(typed)
    except NotACardNumberError:
        return False
    return True


def _goods(own: OwnRedemption) -> list[tuple[str, str]]:
    """What the redemption brought, as names and values; before it has, there is nothing.

    That is what the shop gave the code and what its script says, never what an app has sent.
    """
    if own.code.state is not CodeState.REDEEMED:
        return []
    said = _object(own.said or "{}").get("customRedemptionInfo")
    goods = _object(own.code.custom_code_info) | (said if isinstance(said, dict) else {})
    return [(_title(name), _text(value)) for name, value in goods.items()][:_GOODS_MAX]


def _object(text: str) -> dict[str, Any]:
    found = msgspec.json.decode(text)
    return found if isinstance(found, dict) else {}


def _title(name: str) -> str:
    """A name such as ``giftCard_value`` as words."""
    spaced = _HUMP.sub(" ", name.replace("_", " ")).strip()
    return spaced[:1].upper() + spaced[1:]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


REDEEMING_ROUTES: Final = (
    CustomerRoute(method="GET", path="", page=show),
    CustomerRoute(
        method="POST",
        path="",
        page=redeem,
        is_open=False,
        form=Form(shown_at="", fields=(CODE, _ONCE)),
    ),
    CustomerRoute(
        method="POST",
        path="/again",
        page=redeem_again,
        is_open=False,
        form=Form(shown_at="", fields=(Field(name="id", signs_max=15), _ONCE)),
    ),
    CustomerRoute(
        method="GET", path="/code", page=show_code, is_open=False, query={"id": _ID, "again": "1"}
    ),
    CustomerRoute(
        method="GET",
        path="/state",
        page=show_code,
        is_open=False,
        is_attended=False,
        query={"id": _ID},
    ),
    CustomerRoute(
        method="GET",
        path="/codes",
        page=show_codes,
        is_open=False,
        query={"before": f"{_ID}-{_ID}"},
    ),
)
