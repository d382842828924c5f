"""Stores: what stands on their receipts, and what happens to cards that they have not received.

Managers look at them; an administrator opens and changes them, as at the command line.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlencode

from card_contract.outcomes import Refusal
from card_contract.states import CustodyRule
from server_stub.commands.shop import AddStore, SetStore
from server_stub.domain.business_day import is_time_zone
from server_stub.domain.currencies import CURRENCIES
from server_stub.domain.ids import StoreId
from server_stub.domain.roles import ADMINISTERING, MANAGING
from server_stub.engine.command import Refused
from server_stub.queries.portal_shop import StoreLine
from server_stub.web.portal.refusals import sentence_of
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

STORES: Final = f"{ROOT}/stores"
STORE: Final = f"{STORES}/{{}}"
RULES: Final = {
    CustodyRule.IGNORE: to_say("Sold all the same"),
    CustodyRule.FLAG: to_say("Sold, and listed for the manager"),
    CustodyRule.REFUSE: to_say("Not sold"),
}
_ID: Final = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
_LINE_SIGNS_MAX: Final = 80
_LINES_MAX: Final = 6
_COLUMNS: Final = {
    "name": "name",
    "address": "address",
    "header": "receipt_header",
    "legal": "receipt_legal",
    "custody_rule": "custody_rule",
}
"""What a form changes of a store. It also sends how each read when it was shown."""
_OVERTAKEN: Final = to_say(
    "Somebody has changed the same thing since this page was shown. Nothing was changed: look at"
    " how it is now, then send it again."
)
_TEXT_SIGNS_MAX: Final = (_LINE_SIGNS_MAX + 2) * _LINES_MAX


async def show(visit: Visit) -> Said:
    return await _stores_page(visit)


async def _stores_page(visit: Visit, *, why: str = "") -> Said:
    stores, more = await visit.services.portal.shop.stores(
        visit.caller.app_id, visit.query.get("after", "")
    )
    onward = urlencode({"after": stores[-1].store_id}) if stores else ""
    values = {
        "stores": stores,
        "next": f"{STORES}?{onward}" if more else "",
        "rules": RULES,
        "may_change": visit.caller.role in ADMINISTERING,
        "why": why,
    }
    return Shown(template="stores.html", values=values, status=422 if why else 200)


async def add(visit: Visit) -> Said:
    """Open another store; what is not said of its money, time and rules is as in another."""
    typed, say = visit.typed, visit.words.say
    store_id, name = typed["store_id"].strip(), typed["name"].strip()
    if not re.fullmatch(_ID, store_id, re.ASCII) or not name:
        why = say("A store has a name, and an id of letters, digits, dots and dashes.")
        return await _stores_page(visit, why=why)
    if _is_too_much(typed["address"]):
        return await _stores_page(visit, why=_too_much(visit))
    currency, time_zone = typed["currency"].strip().upper(), typed["time_zone"].strip()
    if currency and currency not in CURRENCIES:
        return await _stores_page(
            visit, why=say("That is no currency: three letters, such as CHF.")
        )
    if time_zone and not is_time_zone(time_zone):
        why = say("There is no such time zone. They are called Europe/Zurich or America/New_York.")
        return await _stores_page(visit, why=why)
    said = await visit.services.engine.submit(
        AddStore(
            app_id=visit.caller.app_id,
            store_id=StoreId(store_id),
            name=name,
            address=_lines(typed["address"]),
            like=StoreId(typed["like"]),
            currency=currency,
            time_zone=time_zone,
            added_by=f"operator:{visit.caller.operator_id}",
            asked_by=visit.caller.operator_id,
        )
    )
    if isinstance(said, Refused):
        is_taken = said.refusal is Refusal.KEY_REUSED
        taken = say("There is a store of that id already.")
        return await _stores_page(visit, why=taken if is_taken else sentence_of(visit, said))
    return Goes(to=f"{STORES}/{store_id}")


async def store(visit: Visit) -> Said:
    return await _store_page(visit)


async def change(visit: Visit) -> Said:
    typed = visit.typed
    if not typed["name"].strip() or typed["custody_rule"] not in list(CustodyRule):
        return await _store_page(visit, why=visit.words.say("A store has a name and a rule."))
    if any(_is_too_much(typed[name]) for name in ("address", "header", "legal")):
        return await _store_page(visit, why=_too_much(visit))
    new = {name for name in _COLUMNS if _is_new(visit, name)}
    said = await visit.services.engine.submit(
        SetStore(
            app_id=visit.caller.app_id,
            store_id=StoreId(visit.subject),
            name=typed["name"].strip() if "name" in new else None,
            address=_lines(typed["address"]) if "address" in new else None,
            header=_lines(typed["header"]) if "header" in new else None,
            legal=_lines(typed["legal"]) if "legal" in new else None,
            custody_rule=CustodyRule(typed["custody_rule"]) if "custody_rule" in new else None,
            set_by=f"operator:{visit.caller.operator_id}",
            asked_by=visit.caller.operator_id,
            seen={_COLUMNS[name]: typed[_seen(name)] for name in new},
        )
    )
    if isinstance(said, Refused):
        is_overtaken = said.refusal is Refusal.NOT_NOW
        why = visit.words.say(_OVERTAKEN) if is_overtaken else sentence_of(visit, said)
        return await _store_page(visit, why=why, is_overtaken=is_overtaken)
    return Goes(to=f"{STORES}/{visit.subject}")


async def _store_page(visit: Visit, *, why: str = "", is_overtaken: bool = False) -> Said:
    found = await visit.services.portal.shop.store(visit.caller.app_id, visit.subject)
    if found is None:
        return Missing()
    as_is, typed = _as_is(found), visit.typed
    new = [name for name in as_is if _is_new(visit, name)]
    seen = {_seen(name): text for name, text in as_is.items()}
    if not is_overtaken:
        # Not looked at since: whoever changed it meanwhile is still to be told of.
        seen |= {_seen(name): typed[_seen(name)] for name in new}
    values = {
        "store": found,
        "chosen": as_is | {name: typed[name] for name in new},
        "seen": seen,
        "rules": RULES,
        "may_change": visit.caller.role in ADMINISTERING,
        "why": why,
    }
    return Shown(template="store.html", values=values, status=422 if why else 200)


def _seen(name: str) -> str:
    """The field that tells how another one read when the form was shown."""
    return f"seen_{name}"


def _is_new(visit: Visit, name: str) -> bool:
    """Whether somebody has typed something else than the form had shown."""
    typed = visit.typed
    return name in typed and _lines(typed[name]) != _lines(typed.get(_seen(name), ""))


def _as_is(found: StoreLine) -> dict[str, str]:
    """What the fields show of a store."""
    return {
        "name": found.name,
        "address": found.address,
        "header": "\n".join(found.header),
        "legal": "\n".join(found.legal),
        "custody_rule": found.custody_rule.value,
    }


def _lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line]


def _is_too_much(text: str) -> bool:
    lines = _lines(text)
    return len(lines) > _LINES_MAX or any(len(line) > _LINE_SIGNS_MAX for line in lines)


def _too_much(visit: Visit) -> str:
    return visit.words.say("There is room for six lines of 80 characters each.")


_TEXTS: Final = (
    Field(name="name", signs_max=_LINE_SIGNS_MAX),
    Field(name="address", signs_max=_TEXT_SIGNS_MAX),
)

STORE_ROUTES: Final = (
    PortalRoute(method="GET", path=STORES, page=show, roles=MANAGING, query={"after": _ID}),
    PortalRoute(
        method="POST",
        path=STORES,
        page=add,
        roles=ADMINISTERING,
        form=Form(
            shown_at=STORES,
            fields=(
                *_TEXTS,
                Field(name="store_id", signs_max=64),
                Field(name="like"),
                Field(name="currency", signs_max=5),
                Field(name="time_zone", signs_max=64),
            ),
        ),
    ),
    PortalRoute(method="GET", path=STORE, page=store, roles=MANAGING, subject=_ID),
    PortalRoute(
        method="POST",
        path=STORE,
        page=change,
        roles=ADMINISTERING,
        subject=_ID,
        form=Form(
            shown_at=STORE,
            fields=(
                *_TEXTS,
                Field(name="header", signs_max=_TEXT_SIGNS_MAX),
                Field(name="legal", signs_max=_TEXT_SIGNS_MAX),
                Field(name="custody_rule", signs_max=10),
                *(Field(name=_seen(name)) for name in _COLUMNS),
            ),
        ),
    ),
)
