"""One's own account: the password, and the second factor."""

from __future__ import annotations

from typing import Any, Final

from card_contract.outcomes import Refusal
from server_stub.desks import second_factor
from server_stub.domain import portal_rules
from server_stub.domain.password_rules import is_tried_first
from server_stub.web.portal.route import ROOT, Field, Form, Goes, PortalRoute, Said, Shown, Visit
from server_stub.web.portal.words import to_say

ACCOUNT: Final = f"{ROOT}/account"
PASSWORD: Final = f"{ACCOUNT}/password"
SECOND_FACTOR: Final = f"{ACCOUNT}/second-factor"
WITHOUT_FACTOR: Final = f"{SECOND_FACTOR}/remove"
_WHY_NOT: Final = {
    Refusal.WRONG_PIN: to_say(
        "The present password, or the code of your second factor, is not right."
    ),
    Refusal.PIN_LOCKED: to_say("There were too many tries. Try again in a quarter of an hour."),
    Refusal.THROTTLED: to_say("There were too many tries. Try again in a few minutes."),
    Refusal.BAD_SIGNATURE: to_say(
        "The new code does not fit. Wait for the next one, and look at the telephone's clock."
    ),
    Refusal.APPROVAL_INVALID: to_say("Show a passkey first, or type a code."),
    Refusal.NOT_ALLOWED: to_say(
        "It was your last second factor by now, and your password is too short to stand alone."
    ),
}
ALONE: Final = portal_rules.PASSWORD_SIGNS_MIN
TOO_SHORT: Final = to_say(
    "Without a second factor a password has at least {number} characters. Change yours first."
)
TRIED_FIRST: Final = to_say(
    "Whoever guesses passwords tries this one first: words that everybody knows, names, rows of"
    " signs, repeats. Choose another one."
)
_NOT_NOW: Final = to_say("That cannot be done now. Try again in a moment.")
SECRET: Final = Field(name="password", signs_max=portal_rules.PASSWORD_SIGNS_MAX, is_secret=True)
CODE: Final = Field(name="code", signs_max=40, is_secret=True)


async def show(visit: Visit) -> Said:
    return await account_page(visit)


async def change_password(visit: Visit) -> Said:
    typed, caller, say = visit.typed, visit.caller, visit.words.say
    least = _least(visit)
    if not portal_rules.is_long_enough(
        typed["new_password"], has_second_factor=caller.has_second_factor
    ):
        why = say("A password has at least {number} characters.", number=least)
        return await account_page(visit, why=why)
    if is_tried_first(typed["new_password"], caller.sign_in, caller.name, caller.shop):
        return await account_page(visit, why=say(TRIED_FIRST))
    if typed["new_password"] != typed["again"]:
        return await account_page(visit, why=say("The two passwords differ."))
    refusal = await visit.services.portal.own_account.change_password(
        caller,
        password=typed["password"],
        code=typed["code"],
        new_password=typed["new_password"],
        client=visit.client,
    )
    if refusal is not None:
        return await account_page(visit, why=why_not(visit, refusal))
    done = say("Your password is changed. Every other sign-in of yours has ended.")
    return await account_page(visit, done=done)


async def show_second_factor(visit: Visit) -> Said:
    return _factor_page(visit, second_factor.new_secret())


async def set_second_factor(visit: Visit) -> Said:
    typed, caller = visit.typed, visit.caller
    secret = visit.services.portal.desk.enrolled(caller, typed["enrolment"])
    if secret is None:
        return Goes(to=SECOND_FACTOR)
    said = await visit.services.portal.own_account.set_second_factor(
        caller,
        secret=secret,
        new_code=typed["new_code"],
        password=typed["password"],
        code=typed["code"],
        client=visit.client,
    )
    if isinstance(said, Refusal):
        return _factor_page(visit, secret, why=why_not(visit, said))
    return Shown(template="recovery_codes.html", values={"codes": said})


async def show_without_factor(visit: Visit) -> Said:
    return _without_factor_page(visit)


async def remove_second_factor(visit: Visit) -> Said:
    typed, say = visit.typed, visit.words.say
    if not visit.caller.passkeys and not portal_rules.is_long_enough(
        typed["password"], has_second_factor=False
    ):
        # Also where it is not the right one: its length is the first thing that is in the way.
        return _without_factor_page(visit, say(TOO_SHORT, number=ALONE))
    refusal = await visit.services.portal.own_account.remove_second_factor(
        visit.caller, password=typed["password"], code=typed["code"], client=visit.client
    )
    if refusal is not None:
        return _without_factor_page(visit, why_not(visit, refusal))
    return Goes(to=ACCOUNT)


def _without_factor_page(visit: Visit, why: str = "") -> Shown:
    values = {"why": why, "least": ALONE, "place": visit.place}
    return Shown(template="without_factor.html", values=values, status=422 if why else 200)


async def account_page(visit: Visit, *, why: str = "", done: str = "") -> Shown:
    values = {
        "why": why,
        "done": done,
        "least": _least(visit),
        "place": visit.place,
        "passkeys": await visit.services.portal.passkeys.of(visit.caller),
    }
    return Shown(template="account.html", values=values, status=422 if why else 200)


def why_not(visit: Visit, refusal: Refusal) -> str:
    """Why a change of the account was not made."""
    return visit.words.say(_WHY_NOT.get(refusal, _NOT_NOW))


def _least(visit: Visit) -> int:
    if visit.caller.has_second_factor:
        return portal_rules.PASSWORD_SIGNS_MIN_OF_TWO
    return portal_rules.PASSWORD_SIGNS_MIN


def _factor_page(visit: Visit, secret: bytes, *, why: str = "") -> Shown:
    """The secret as a picture and in letters; it is stored once a code has confirmed it."""
    import segno

    caller = visit.caller
    address = second_factor.address_of(secret, name=caller.sign_in, shop=caller.shop)
    picture = segno.make(address, error="m", micro=False)
    values: dict[str, Any] = {
        "why": why,
        "path": _path_of(picture.matrix),
        "size": len(picture.matrix),
        "letters": second_factor.typed_form(secret),
        "enrolment": visit.services.portal.desk.enrolment(caller, secret),
        "place": visit.place,
    }
    return Shown(template="second_factor.html", values=values, status=422 if why else 200)


def _path_of(matrix: Any) -> str:
    """The dark squares of a symbol as one path of an SVG."""
    return "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark
    )


ACCOUNT_ROUTES: Final = (
    PortalRoute(method="GET", path=ACCOUNT, page=show),
    PortalRoute(
        method="POST",
        path=PASSWORD,
        page=change_password,
        form=Form(
            shown_at=ACCOUNT,
            fields=(
                SECRET,
                CODE,
                Field(
                    name="new_password",
                    signs_max=portal_rules.PASSWORD_SIGNS_MAX,
                    is_secret=True,
                ),
                Field(name="again", signs_max=portal_rules.PASSWORD_SIGNS_MAX, is_secret=True),
            ),
        ),
    ),
    PortalRoute(method="GET", path=SECOND_FACTOR, page=show_second_factor),
    PortalRoute(
        method="POST",
        path=SECOND_FACTOR,
        page=set_second_factor,
        form=Form(
            shown_at=SECOND_FACTOR,
            fields=(
                Field(name="enrolment", is_secret=True),
                Field(name="new_code", signs_max=12, is_secret=True),
                SECRET,
                CODE,
            ),
        ),
    ),
    PortalRoute(method="GET", path=WITHOUT_FACTOR, page=show_without_factor),
    PortalRoute(
        method="POST",
        path=WITHOUT_FACTOR,
        page=remove_second_factor,
        form=Form(shown_at=WITHOUT_FACTOR, fields=(SECRET, CODE)),
    ),
)
