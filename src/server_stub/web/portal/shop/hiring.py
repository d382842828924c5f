"""Taking a person on, as at a till: a name, a role, and a first PIN, which the person types twice.

The form has an id from the moment it is shown, and keeps it: sent again, it takes on the same
person or is refused, whatever was changed in it since.
"""

from __future__ import annotations

import re
import secrets
from typing import Final

from card_contract.outcomes import Refusal
from card_contract.sale_id import crockford
from card_contract.states import Role
from server_stub.commands.hiring import TakeOn
from server_stub.domain.ids import OperatorId
from server_stub.domain.roles import MANAGING
from server_stub.engine.command import Refused
from server_stub.web.portal.refusals import sentence_of
from server_stub.web.portal.route import Field, Form, Goes, PortalRoute, Said, Shown, Visit
from server_stub.web.portal.shop.operators import (
    ROLES,
    TAKE_ON,
    address,
    pin_fault,
    roles_to_give,
)
from server_stub.web.portal.words import to_say

NAME_SIGNS_MAX: Final = 80
_ID: Final = re.compile("O-[0-9A-HJKMNP-TV-Z]{26,28}", re.ASCII)
_TAKEN_BEFORE: Final = to_say(
    "This form has taken somebody on before, as it was then. Look at the list."
)
_NAMESAKE: Final = to_say("{name} is on the list already. If this is somebody else, send it again.")
_DIFFER: Final = to_say("The two PINs were not the same.")


async def show(visit: Visit) -> Said:
    return _form(visit)


async def take_on(visit: Visit) -> Said:
    typed, say = visit.typed, visit.words.say
    fault = _fault_of(visit)
    if fault:
        return _form(visit, why=say(fault))
    name, operator_id = _name(visit), OperatorId(typed["operator_id"])
    if typed["namesake"] != name.casefold() and await _is_there(visit, name):
        return _form(visit, why=say(_NAMESAKE, name=name), namesake=name.casefold())
    pin_hash = await visit.services.desk.hash_first_pin(operator_id, typed["pin"].strip())
    if isinstance(pin_hash, Refusal):
        return _form(visit, why=sentence_of(visit, pin_hash))
    said = await visit.services.engine.submit(
        TakeOn(
            app_id=visit.caller.app_id,
            operator_id=operator_id,
            name=name,
            role=Role(typed["role"]),
            pin_hash=pin_hash,
            asked_by=visit.caller.operator_id,
        )
    )
    if isinstance(said, Refused):
        was_used = said.refusal is Refusal.KEY_REUSED
        return _form(visit, why=say(_TAKEN_BEFORE) if was_used else sentence_of(visit, said))
    return Goes(to=address(operator_id))


def _name(visit: Visit) -> str:
    return " ".join(visit.typed["name"].split())


def _fault_of(visit: Visit) -> str:
    """What is missing or wrong in the form, to be said."""
    typed = visit.typed
    if not _ID.fullmatch(typed["operator_id"]):
        return to_say("Look once more, then send the form again. Nothing was done.")
    if not _name(visit):
        return to_say("Say what the person is called.")
    if typed["role"] not in roles_to_give(visit):
        return to_say("Choose a role.")
    if typed["pin"] != typed["again"]:
        return _DIFFER
    return pin_fault(typed["pin"].strip())


async def _is_there(visit: Visit, name: str) -> bool:
    """Whether somebody of this name works here, and is not the one whom this form has taken on."""
    people = await visit.services.shop.staff(visit.caller.app_id)
    return any(
        one.name.casefold() == name.casefold()
        and not one.disabled
        and one.operator_id != visit.typed["operator_id"]
        for one in people
    )


def _form(visit: Visit, *, why: str = "", namesake: str = "") -> Shown:
    kept = visit.typed.get("operator_id", "")
    values = {
        "operator_id": kept if _ID.fullmatch(kept) else f"O-{crockford(secrets.token_bytes(17))}",
        "namesake": namesake,
        "roles": ROLES,
        "roles_to_give": roles_to_give(visit),
        "here": TAKE_ON,
        "longest": NAME_SIGNS_MAX,
        "why": why,
    }
    return Shown(template="take_on.html", values=values, status=422 if why else 200)


HIRING_ROUTES: Final = (
    PortalRoute(method="GET", path=TAKE_ON, page=show, roles=MANAGING),
    PortalRoute(
        method="POST",
        path=TAKE_ON,
        page=take_on,
        roles=MANAGING,
        form=Form(
            shown_at=TAKE_ON,
            fields=(
                Field(name="operator_id", signs_max=40),
                Field(name="namesake", signs_max=2 * NAME_SIGNS_MAX),
                Field(name="name", signs_max=NAME_SIGNS_MAX),
                Field(name="role", signs_max=20),
                Field(name="pin", signs_max=12, is_secret=True),
                Field(name="again", signs_max=12, is_secret=True),
            ),
        ),
    ),
)
