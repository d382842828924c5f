"""Signing in and out, and making an account. A code that was typed stays in its field."""

from __future__ import annotations

from typing import Final

from server_stub.domain.password_rules import is_tried_first
from server_stub.web.customer.accounts import (
    NAME_SIGNS_MAX,
    PASSWORD_SIGNS_MAX,
    PASSWORD_SIGNS_MIN,
    Denied,
)
from server_stub.web.customer.redeeming import CODE
from server_stub.web.customer.route import CustomerRoute, Entered, Said, Visit
from server_stub.web.portal.route import Field, Form, Goes, Shown
from server_stub.web.portal.words import to_say

SIGN_IN: Final = "/sign-in"
REGISTER: Final = "/register"
NEW_PASSWORD: Final = "/new-password"  # noqa: S105 - a path
_WHY_NOT: Final = {
    Denied.WRONG: to_say("Name or password are not right."),
    Denied.IN_USE: to_say("Somebody has this name already. Sign in with it, or choose another."),
    Denied.TOO_OFTEN: to_say("There were too many wrong tries. Try again later."),
    Denied.TOO_MANY_NEW: to_say(
        "Too many accounts were made from your network. Try again in an hour."
    ),
    Denied.LATER: to_say("That cannot be done now. Try again in a moment."),
    Denied.WRONG_WORD: to_say(
        "Name and word do not go together, or the word's hour is over. Ask support for a new one."
    ),
}
TRIED_FIRST: Final = to_say(
    "Whoever guesses passwords tries this one first: words that everybody knows, names, rows of"
    " signs, repeats. Choose another one."
)
_STATUS: Final = {Denied.TOO_OFTEN: 429, Denied.TOO_MANY_NEW: 429, Denied.LATER: 503}
_FIELDS: Final = (
    Field(name="name", signs_max=NAME_SIGNS_MAX),
    Field(name="password", signs_max=PASSWORD_SIGNS_MAX, is_secret=True),
    CODE,
    Field(name="new", signs_max=1),
    Field(name="old", signs_max=1),
    Field(name="forgotten", signs_max=1),
)
_AGAIN: Final = Field(name="again", signs_max=PASSWORD_SIGNS_MAX, is_secret=True)


async def to_first(visit: Visit) -> Said:
    """Where a browser asks anew for what a form had been answered with."""
    return Goes(to=visit.base)


async def sign_in(visit: Visit) -> Said:
    typed = visit.typed
    if typed["new"]:
        return registering()
    if typed["old"]:
        return Shown(template="welcome.html", values={"why": ""})
    if typed["forgotten"]:
        return _setting()
    said = await visit.services.customers.accounts.sign_in(
        visit.shop.app_id, typed["name"].strip(), typed["password"], visit.client
    )
    if isinstance(said, Denied):
        why = visit.words.say(_WHY_NOT[said])
        return Shown(template="welcome.html", values={"why": why}, status=_STATUS.get(said, 403))
    return Entered(said)


async def show_register(visit: Visit) -> Said:
    return registering() if visit.who is None else Goes(to=visit.base)


async def register(visit: Visit) -> Said:
    typed = visit.typed
    why = _fault_of(visit)
    if why:
        return registering(why)
    said = await visit.services.customers.accounts.register(
        visit.shop.app_id, typed["name"].strip(), typed["password"], visit.client
    )
    if isinstance(said, Denied):
        return registering(visit.words.say(_WHY_NOT[said]), _STATUS.get(said, 422))
    return Entered(said)


async def show_new_password(_: Visit) -> Said:
    """Also for who is signed in yet: they may have noticed that they know the password no more."""
    return _setting()


async def set_new_password(visit: Visit) -> Said:
    typed, accounts = visit.typed, visit.services.customers.accounts
    name = typed["name"].strip()
    why = "" if name else visit.words.say("Type the name that you sign in with.")
    why = why or _fault_of(visit)
    if why:
        return _setting(why)
    said = await accounts.set_password(
        visit.shop.app_id, name, typed["word"], typed["password"], visit.client
    )
    if said is not None:
        return _setting(visit.words.say(_WHY_NOT[said]), _STATUS.get(said, 403))
    entered = await accounts.sign_in(visit.shop.app_id, name, typed["password"], visit.client)
    if isinstance(entered, str) and not isinstance(entered, Denied):
        return Entered(entered)
    note = visit.words.say("Your new password is set. Sign in with it.")
    return Shown(template="welcome.html", values={"why": "", "note": note})


async def sign_out(visit: Visit) -> Said:
    if visit.who is not None:
        await visit.services.customers.accounts.sign_out(visit.who)
    return Goes(to=visit.base, session="")


def _fault_of(visit: Visit) -> str:
    typed, say = visit.typed, visit.words.say
    if not typed["name"].strip():
        return say("Choose a name to sign in with, such as your e-mail address.")
    if len(typed["password"]) < PASSWORD_SIGNS_MIN:
        return say("A password has at least {number} characters.", number=PASSWORD_SIGNS_MIN)
    if typed["password"].casefold() == typed["name"].strip().casefold():
        return say("A password must not be the name.")
    if is_tried_first(typed["password"], typed["name"], visit.shop.name):
        return say(TRIED_FIRST)
    if typed["password"] != typed["again"]:
        return say("The two passwords differ.")
    return ""


def _setting(why: str = "", status: int = 422) -> Shown:
    return Shown(
        template="new_password.html",
        values={"why": why, "least": PASSWORD_SIGNS_MIN},
        status=status if why else 200,
    )


def registering(why: str = "", status: int = 422) -> Shown:
    return Shown(
        template="register.html",
        values={"why": why, "least": PASSWORD_SIGNS_MIN},
        status=status if why else 200,
    )


SIGNING_ROUTES: Final = (
    CustomerRoute(method="GET", path=SIGN_IN, page=to_first),
    CustomerRoute(
        method="POST", path=SIGN_IN, page=sign_in, form=Form(shown_at="", fields=_FIELDS)
    ),
    CustomerRoute(method="GET", path=REGISTER, page=show_register),
    CustomerRoute(
        method="POST",
        path=REGISTER,
        page=register,
        form=Form(
            shown_at=REGISTER,
            fields=(
                *_FIELDS[:3],
                _AGAIN,
            ),
        ),
    ),
    CustomerRoute(method="GET", path=NEW_PASSWORD, page=show_new_password),
    CustomerRoute(
        method="POST",
        path=NEW_PASSWORD,
        page=set_new_password,
        form=Form(
            shown_at=NEW_PASSWORD, fields=(*_FIELDS[:3], _AGAIN, Field(name="word", signs_max=40))
        ),
    ),
    CustomerRoute(method="POST", path="/sign-out", page=sign_out, form=Form(shown_at="")),
)
