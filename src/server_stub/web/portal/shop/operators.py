"""People: taken on, given roles, wrong PINs forgiven, locked, let go, and invited to the portal.

Nobody decides about themselves, and only an administrator about one. Whoever has the word of an
invitation signs in as the other, so that only an administrator gives it out.
"""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote, urlencode

from card_contract.outcomes import Refusal
from card_contract.pin_messages import is_easily_guessed
from card_contract.states import Role
from server_stub.commands.operators import (
    DisableOperator,
    GiveRole,
    SuspendOperator,
    UnlockOperator,
)
from server_stub.domain.ids import OperatorId
from server_stub.domain.roles import ADMINISTERING, MANAGING, PORTAL, stands_above
from server_stub.engine.command import Refused
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
from server_stub.web.portal.signing import REASON
from server_stub.web.portal.words import to_say

OPERATORS: Final = f"{ROOT}/operators"
OPERATOR: Final = f"{OPERATORS}/{{}}"
TAKE_ON: Final = f"{ROOT}/take-on"
ROLES: Final = {
    Role.CLERK: to_say("Clerk"),
    Role.MANAGER: to_say("Manager"),
    Role.STUDIO: to_say("Studio"),
    Role.SUPPORT: to_say("Support"),
    Role.ADMINISTRATOR: to_say("Administrator"),
}
_ID: Final = "[^/\x00-\x1f]{1,64}"
_PIN: Final = re.compile("[0-9]{6,12}", re.ASCII)
_NO_PIN: Final = to_say("A PIN has 6 to 12 digits.")
_EASY_PIN: Final = to_say("Anybody would try this PIN first. Choose another.")


async def show(visit: Visit) -> Said:
    people, more = await visit.services.portal.shop.people(
        visit.caller.app_id, visit.query.get("after", "")
    )
    onward = urlencode({"after": people[-1].operator_id}) if people else ""
    return Shown(
        template="operators.html",
        values={
            "people": people,
            "roles": ROLES,
            "address": address,
            "take_on": TAKE_ON,
            "next": f"{OPERATORS}?{onward}" if more else "",
        },
    )


def address(operator_id: str) -> str:
    return f"{OPERATORS}/{quote(operator_id, safe='')}"


def roles_to_give(visit: Visit) -> list[Role]:
    """The roles that whoever asks may give; only an administrator makes an administrator."""
    return [role for role in Role if not stands_above(role, visit.caller.role)]


def pin_fault(pin: str) -> str:
    """Why this is no PIN to choose, to be said; "" where it is one."""
    if not _PIN.fullmatch(pin):
        return _NO_PIN
    return _EASY_PIN if is_easily_guessed(pin) else ""


async def operator(visit: Visit) -> Said:
    return await _operator_page(visit)


async def give_role(visit: Visit) -> Said:
    """Give somebody another role; every session of theirs ends."""
    if visit.typed["role"] not in list(Role):
        return await _operator_page(visit, why=visit.words.say("Choose a role."))
    reason = reason_in(visit.typed["role_reason"])
    if not reason:
        return await _operator_page(visit, why=no_reason(visit))
    role = Role(visit.typed["role"])
    command = GiveRole(role=role, given_by=_actor(visit), reason=reason, **_about(visit))
    return await _decided(visit, command)


async def unlock(visit: Visit) -> Said:
    """Forgive the wrong PINs; where a new PIN is typed, it takes the place of the old one."""
    pin = visit.typed["pin"].strip()
    fault = pin_fault(pin) if pin else ""
    if fault:
        return await _operator_page(visit, why=visit.words.say(fault))
    pin_hash = await visit.services.desk.hash_pin(pin) if pin else None
    command = UnlockOperator(unlocked_by=_actor(visit), pin_hash=pin_hash, **_about(visit))
    return await _decided(visit, command)


async def lock(visit: Visit) -> Said:
    """Lock a person by hand, say on suspicion; every session of theirs ends."""
    reason = reason_in(visit.typed["reason"])
    if not reason:
        return await _operator_page(visit, why=no_reason(visit))
    command = SuspendOperator(suspended_by=_actor(visit), reason=reason, **_about(visit))
    return await _decided(visit, command)


async def lift(visit: Visit) -> Said:
    """Let somebody sign in again whom a manager has locked by hand."""
    reason = reason_in(visit.typed["reason"])
    if not reason:
        return await _operator_page(visit, why=no_reason(visit))
    command = UnlockOperator(unlocked_by=_actor(visit), lifts=True, reason=reason, **_about(visit))
    return await _decided(visit, command)


async def let_go(visit: Visit) -> Said:
    """Let nobody sign in as this person any more."""
    reason = reason_in(visit.typed["go_reason"])
    if not reason:
        return await _operator_page(visit, why=no_reason(visit))
    command = DisableOperator(disabled_by=_actor(visit), reason=reason, **_about(visit))
    return await _decided(visit, command)


async def invite(visit: Visit) -> Said:
    """Give out the word that lets a person set a password; it is shown this once."""
    said = await visit.services.portal.desk.invite(
        visit.caller.app_id,
        OperatorId(visit.subject),
        invited_by=_actor(visit),
        asked_by=visit.caller.operator_id,
    )
    if isinstance(said, Refusal):
        return await _operator_page(visit, why=sentence_of(visit, said))
    word, expires_at = said
    return await _operator_page(visit, invited=(f"{ROOT}/invitation#{word}", expires_at))


def _actor(visit: Visit) -> str:
    return f"operator:{visit.caller.operator_id}"


def _about(visit: Visit) -> dict[str, Any]:
    """Whom it is about, and who asks."""
    return {
        "app_id": visit.caller.app_id,
        "operator_id": OperatorId(visit.subject),
        "asked_by": visit.caller.operator_id,
    }


async def _decided(
    visit: Visit, command: GiveRole | UnlockOperator | SuspendOperator | DisableOperator
) -> Said:
    said = await visit.services.engine.submit(command)
    if isinstance(said, Refused):
        return await _operator_page(visit, why=sentence_of(visit, said))
    visit.services.sessions.forget_operator(visit.caller.app_id, visit.subject)
    return Goes(to=address(visit.subject))


async def _operator_page(
    visit: Visit, *, why: str = "", invited: tuple[str, int] | None = None
) -> Said:
    caller = visit.caller
    found = await visit.services.portal.shop.person(caller.app_id, visit.subject)
    if found is None:
        return Missing()
    is_own = found.operator_id == caller.operator_id
    may_decide = not stands_above(found.role, caller.role)
    values = {
        "person": found,
        "here": address(found.operator_id),
        "roles": ROLES,
        "roles_to_give": roles_to_give(visit),
        "is_own": is_own,
        "may_decide": may_decide,
        "may_invite": caller.role in ADMINISTERING and not is_own and found.role in PORTAL,
        "invited": invited,
        "now": visit.services.clock.now_ms(),
        "why": why,
        "reason_max": REASON_SIGNS_MAX,
    }
    return Shown(template="operator.html", values=values, status=422 if why else 200)


def _act(name: str, page: Any, *fields: Field, roles: frozenset[Role] = MANAGING) -> PortalRoute:
    return PortalRoute(
        method="POST",
        path=f"{OPERATOR}/{name}",
        page=page,
        roles=roles,
        subject=_ID,
        form=Form(shown_at=OPERATOR, fields=fields),
    )


OPERATOR_ROUTES: Final = (
    PortalRoute(method="GET", path=OPERATORS, page=show, roles=MANAGING, query={"after": _ID}),
    PortalRoute(method="GET", path=OPERATOR, page=operator, roles=MANAGING, subject=_ID),
    _act(
        "role",
        give_role,
        Field(name="role", signs_max=20),
        Field(name="role_reason", signs_max=REASON_SIGNS_MAX),
    ),
    _act("unlock", unlock, Field(name="pin", signs_max=12, is_secret=True)),
    _act("lock", lock, REASON),
    _act("lift", lift, REASON),
    _act("let-go", let_go, Field(name="go_reason", signs_max=REASON_SIGNS_MAX)),
    _act("invite", invite, roles=ADMINISTERING),
)
