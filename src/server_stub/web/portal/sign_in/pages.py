"""Signing in and out, and setting a first password by invitation."""

from __future__ import annotations

import re
from typing import Final

from card_contract.outcomes import Refusal
from server_stub.desks.portal_desk import PasskeyDue
from server_stub.desks.portal_seals import SIGNS_PER_SIGN
from server_stub.domain import portal_rules
from server_stub.domain.ids import AppId
from server_stub.domain.password_rules import is_tried_first
from server_stub.queries.portal_people import InvitationFound
from server_stub.web.portal.account.pages import TRIED_FIRST
from server_stub.web.portal.guard import KEPT, KEPT_AT
from server_stub.web.portal.passkey_page import (
    ANSWER,
    NO_PLACE,
    PASSKEY_REFUSALS,
    WORD,
    question_page,
)
from server_stub.web.portal.route import (
    FORM_SIGNS_MAX,
    PAGE_PATH,
    ROOT,
    Field,
    Form,
    Goes,
    PortalRoute,
    Said,
    Shown,
    Visit,
)
from server_stub.web.portal.words import to_say

SIGN_IN: Final = f"{ROOT}/sign-in"
WITH_PASSKEY: Final = f"{SIGN_IN}/passkey"
INVITATION: Final = f"{ROOT}/invitation"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,63}", re.ASCII)
_PAGE: Final = re.compile(PAGE_PATH, re.ASCII)
_WHY_NOT: Final = {
    Refusal.PIN_LOCKED: to_say("There were too many tries. Try again in a quarter of an hour."),
    Refusal.THROTTLED: to_say("There were too many tries. Try again in a few minutes."),
}
_ENDED: Final = to_say("This invitation is not good any more. Ask for a new one.")
_WRONG: Final = to_say("Name, password or code are not right.")
NOT_SIGNED_IN: Final = to_say("You are not signed in. Begin anew with your password.")
_TO: Final = Field(name="to", signs_max=200)
KEPT_FIELDS: Final = (
    Field(name=KEPT_AT, signs_max=200),
    Field(name=KEPT, signs_max=SIGNS_PER_SIGN * FORM_SIGNS_MAX),
)


async def show_sign_in(visit: Visit) -> Said:
    if visit.who is not None:
        return Goes(to=ROOT)
    return await _sign_in_page(visit, why="")


async def sign_in(visit: Visit) -> Said:
    typed = visit.typed
    app_id = await _app_of(visit, typed["shop"])
    said = await visit.services.portal.desk.sign_in(
        app_id,
        name=typed["name"],
        password=typed["password"],
        code=typed["code"],
        client=visit.client,
    )
    if isinstance(said, PasskeyDue):
        return await _ask_passkey(visit, said)
    return await _come_in(visit, said)


async def _come_in(visit: Visit, said: str | Refusal) -> Said:
    if isinstance(said, Refusal):
        return await _sign_in_page(visit, why=visit.words.say(_WHY_NOT.get(said, _WRONG)))
    if visit.who is not None:
        # The browser forgets the session that it has had until now.
        await visit.services.portal.desk.sign_out(visit.who)
    return Goes(to=_page_after(visit.typed["to"]), session=said)


async def _ask_passkey(visit: Visit, due: PasskeyDue) -> Said:
    """Ask for the passkey once the password is right; where that cannot be, for a code."""
    if visit.place is None:
        return await _sign_in_page(visit, why=visit.words.say(NO_PLACE))
    question = await visit.services.portal.passkeys.ask_at_sign_in(due, visit.place)
    if isinstance(question, Refusal):
        return await _sign_in_page(visit, why=visit.words.say(_WHY_NOT.get(question, _WRONG)))
    kept = {name: visit.typed[name] for name in ("to", KEPT_AT, KEPT)}
    return question_page(question, action=WITH_PASSKEY, back=SIGN_IN, more=kept)


async def sign_in_with_passkey(visit: Visit) -> Said:
    """Let in whose passkey has answered what was asked after the password."""
    typed = visit.typed
    if visit.place is None:
        return await _sign_in_page(visit, why=visit.words.say(NO_PLACE))
    said = await visit.services.portal.passkeys.sign_in(
        typed[WORD.name], typed[ANSWER.name], visit.place
    )
    if isinstance(said, Refusal):
        why = PASSKEY_REFUSALS.get(said, NOT_SIGNED_IN)
        return await _sign_in_page(visit, why=visit.words.say(why))
    return await _come_in(visit, said)


async def sign_out(visit: Visit) -> Said:
    if visit.who is not None:
        await visit.services.portal.desk.sign_out(visit.who)
    return Goes(to=SIGN_IN, session="")


async def _sign_in_page(visit: Visit, *, why: str) -> Shown:
    apps = await visit.services.shop.apps()
    return Shown(
        template="sign_in.html",
        values={
            "why": why,
            "asks_shop": len(apps) > 1,
            "kept_at": visit.typed.get(KEPT_AT, ""),
            "kept": visit.typed.get(KEPT, ""),
            "to": visit.query.get("to", "") or visit.typed.get("to", ""),
            "is_demo": any(app.demo for app in apps),
        },
        status=403 if why else 200,
    )


def _page_after(to: str) -> str:
    """The page that was asked for before the sign-in, or the first one."""
    return to if _PAGE.fullmatch(to) else ROOT


async def _app_of(visit: Visit, named: str) -> AppId:
    """The shop: the only one there is, or the one that was named, whether there is one or not."""
    apps = await visit.services.shop.apps()
    return AppId(apps[0].app_id if len(apps) == 1 else named.strip())


async def show_invitation(_visit: Visit) -> Said:
    return _invitation_page("")


async def accept_invitation(visit: Visit) -> Said:
    typed, portal = visit.typed, visit.services.portal.desk
    invited = await portal.invited(typed["invitation"], visit.client)
    if isinstance(invited, Refusal):
        why = _WHY_NOT.get(invited, _ENDED)
        return _invitation_page(visit.words.say(why))
    why = _fault_of(visit, invited)
    if why:
        return _invitation_page(why)
    return await _accept(visit, invited)


async def _accept(visit: Visit, invited: InvitationFound) -> Said:
    typed = visit.typed
    refusal = await visit.services.portal.desk.accept(
        invited, typed["invitation"], name=typed["name"], password=typed["password"]
    )
    match refusal:
        case None:
            return Goes(to=SIGN_IN, session="")
        case Refusal.KEY_REUSED:
            why = to_say("Somebody else signs in with this name. Choose another one.")
        case Refusal.NOT_FOUND:
            why = _ENDED
        case _:
            why = to_say("That cannot be done now. Try again in a moment.")
    return _invitation_page(visit.words.say(why))


def _fault_of(visit: Visit, invited: InvitationFound) -> str:
    typed, say = visit.typed, visit.words.say
    if not _NAME.fullmatch(typed["name"].strip().lower()):
        return say(
            "A name has 2 to 64 letters, digits or . _ @ + - and begins with one of the first two."
        )
    if not portal_rules.is_long_enough(typed["password"], has_second_factor=False):
        return say(
            "A password has at least {number} characters.", number=portal_rules.PASSWORD_SIGNS_MIN
        )
    if is_tried_first(typed["password"], typed["name"], invited.name, invited.shop):
        return say(TRIED_FIRST)
    if typed["password"] != typed["again"]:
        return say("The two passwords differ.")
    return ""


def _invitation_page(why: str) -> Shown:
    return Shown(
        template="invitation.html",
        values={"why": why, "least": portal_rules.PASSWORD_SIGNS_MIN},
        status=422 if why else 200,
    )


SIGN_IN_ROUTES: Final = (
    PortalRoute(
        method="GET",
        path=SIGN_IN,
        page=show_sign_in,
        roles=frozenset(),
        query={"to": PAGE_PATH},
    ),
    PortalRoute(
        method="POST",
        path=SIGN_IN,
        page=sign_in,
        roles=frozenset(),
        form=Form(
            shown_at=SIGN_IN,
            fields=(
                Field(name="shop", signs_max=64),
                Field(name="name", signs_max=64),
                Field(name="password", signs_max=portal_rules.PASSWORD_SIGNS_MAX, is_secret=True),
                Field(name="code", signs_max=40, is_secret=True),
                _TO,
                *KEPT_FIELDS,
            ),
        ),
    ),
    PortalRoute(
        method="POST",
        path=WITH_PASSKEY,
        page=sign_in_with_passkey,
        roles=frozenset(),
        form=Form(shown_at=SIGN_IN, fields=(WORD, ANSWER, _TO, *KEPT_FIELDS)),
    ),
    PortalRoute(
        method="POST",
        path=f"{ROOT}/sign-out",
        page=sign_out,
        roles=frozenset(),
        form=Form(shown_at=ROOT),
    ),
    PortalRoute(method="GET", path=INVITATION, page=show_invitation, roles=frozenset()),
    PortalRoute(
        method="POST",
        path=INVITATION,
        page=accept_invitation,
        roles=frozenset(),
        form=Form(
            shown_at=INVITATION,
            fields=(
                Field(name="invitation", signs_max=64),
                Field(name="name", signs_max=64),
                Field(name="password", signs_max=portal_rules.PASSWORD_SIGNS_MAX, is_secret=True),
                Field(name="again", signs_max=portal_rules.PASSWORD_SIGNS_MAX, is_secret=True),
            ),
        ),
    ),
)
