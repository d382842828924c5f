"""One's own passkeys: added, removed, and shown in place of a code before a change."""

from __future__ import annotations

import re
from typing import Final

from card_contract.outcomes import Refusal
from server_stub.domain import portal_rules
from server_stub.queries.portal_people import PasskeyFound
from server_stub.web.portal.account.pages import (
    ACCOUNT,
    ALONE,
    CODE,
    SECRET,
    TOO_SHORT,
    account_page,
    why_not,
)
from server_stub.web.portal.passkey_page import (
    ANSWER,
    NO_PLACE,
    PASSKEY_REFUSALS,
    WORD,
    question_page,
)
from server_stub.web.portal.route import (
    PAGE_PATH,
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

PASSKEYS: Final = f"{ACCOUNT}/passkeys"
MADE: Final = f"{PASSKEYS}/made"
REMOVE: Final = f"{PASSKEYS}/{{}}/remove"
CONFIRM: Final = f"{ACCOUNT}/confirm"
CONFIRMED: Final = f"{ACCOUNT}/confirmed"
_ID: Final = "[0-9a-f]{64}"
_PAGE: Final = re.compile(PAGE_PATH, re.ASCII)
_NAME: Final = Field(name="name", signs_max=portal_rules.PASSKEY_NAME_SIGNS_MAX)
_TO: Final = Field(name="to", signs_max=200)
_NO_NAME: Final = to_say("Give the passkey a name by which you know it again.")
_REFUSALS: Final = {
    **PASSKEY_REFUSALS,
    Refusal.BAD_SIGNATURE: to_say("What the browser sent is no passkey for this portal."),
    Refusal.KEY_REUSED: to_say("This passkey is or was one of this portal already."),
    Refusal.TOO_LARGE: to_say("You have {number} passkeys. Remove one first."),
}


# --- A new one -----------------------------------------------------------------------------------


async def show_new(visit: Visit) -> Said:
    return _new_page(visit)


async def ask_for_new(visit: Visit) -> Said:
    """Ask the browser for a passkey once the person has proved who they are."""
    typed = visit.typed
    name = " ".join(typed["name"].split())
    if visit.place is None:
        return _new_page(visit)
    if not name:
        return _new_page(visit, why=visit.words.say(_NO_NAME))
    if visit.caller.passkeys >= portal_rules.PASSKEYS_MAX:
        return _new_page(visit, why=_why_not(visit, Refusal.TOO_LARGE))
    question = await visit.services.portal.passkeys.ask_for_new(
        visit.caller,
        visit.place,
        password=typed["password"],
        code=typed["code"],
        client=visit.client,
    )
    if isinstance(question, Refusal):
        return _new_page(visit, why=why_not(visit, question))
    return question_page(question, action=MADE, back=ACCOUNT, more={"name": name}, is_new=True)


async def take_new(visit: Visit) -> Said:
    """Take what the browser has made; with the first second factor come the recovery codes."""
    typed = visit.typed
    if visit.place is None:
        return _new_page(visit)
    said = await visit.services.portal.passkeys.add(
        visit.caller,
        typed[WORD.name],
        typed[ANSWER.name],
        name=" ".join(typed["name"].split()) or typed[WORD.name][:4],
        place=visit.place,
    )
    if isinstance(said, Refusal):
        return _new_page(visit, why=_why_not(visit, said))
    if said:
        return Shown(template="recovery_codes.html", values={"codes": said})
    return Goes(to=ACCOUNT)


def _new_page(visit: Visit, why: str = "") -> Shown:
    values = {"why": why, "place": visit.place, "longest": _NAME.signs_max}
    return Shown(template="new_passkey.html", values=values, status=422 if why else 200)


def _why_not(visit: Visit, refusal: Refusal) -> str:
    if refusal not in _REFUSALS:
        return why_not(visit, refusal)
    return visit.words.say(_REFUSALS[refusal], number=portal_rules.PASSKEYS_MAX)


# --- One that goes -------------------------------------------------------------------------------


async def show_remove(visit: Visit) -> Said:
    found = await _found(visit)
    return Missing() if found is None else _remove_page(visit, found)


async def remove(visit: Visit) -> Said:
    """Take a passkey away; the last second factor only from a password that stands alone."""
    typed = visit.typed
    found = await _found(visit)
    if found is None:
        return Missing()
    if _is_last(visit) and not portal_rules.is_long_enough(
        typed["password"], has_second_factor=False
    ):
        return _remove_page(visit, found, visit.words.say(TOO_SHORT, number=ALONE))
    refusal = await visit.services.portal.passkeys.remove(
        visit.caller,
        found.passkey,
        password=typed["password"],
        code=typed["code"],
        client=visit.client,
    )
    if refusal is not None:
        return _remove_page(visit, found, why_not(visit, refusal))
    return Goes(to=ACCOUNT)


async def _found(visit: Visit) -> PasskeyFound | None:
    own = await visit.services.portal.passkeys.of(visit.caller)
    return next((each for each in own if each.passkey == visit.subject), None)


def _is_last(visit: Visit) -> bool:
    return visit.caller.passkeys == 1 and not visit.caller.has_codes


def _remove_page(visit: Visit, found: PasskeyFound, why: str = "") -> Shown:
    values = {
        "why": why,
        "passkey": found,
        "is_last": _is_last(visit),
        "least": ALONE,
        "place": visit.place,
    }
    return Shown(template="remove_passkey.html", values=values, status=422 if why else 200)


# --- One that is shown ---------------------------------------------------------------------------


async def ask(visit: Visit) -> Said:
    """Ask for a passkey in place of the code that the next change takes."""
    if visit.place is None:
        return await account_page(visit, why=visit.words.say(NO_PLACE))
    question = await visit.services.portal.passkeys.ask(visit.caller, visit.place)
    if isinstance(question, Refusal):
        return await account_page(visit, why=why_not(visit, question))
    to = _page_of_account(visit.typed["to"])
    return question_page(question, action=CONFIRMED, back=to, more={"to": to})


async def confirm(visit: Visit) -> Said:
    typed = visit.typed
    if visit.place is None:
        return await account_page(visit, why=visit.words.say(NO_PLACE))
    refusal = await visit.services.portal.passkeys.confirm(
        visit.caller, typed[WORD.name], typed[ANSWER.name], visit.place
    )
    if refusal is not None:
        why = PASSKEY_REFUSALS.get(refusal)
        said = why_not(visit, refusal) if why is None else visit.words.say(why)
        return await account_page(visit, why=said)
    return Goes(to=_page_of_account(typed["to"]))


def _page_of_account(to: str) -> str:
    """Where the change is made that it is for."""
    return to if to.startswith(f"{ACCOUNT}/") and _PAGE.fullmatch(to) else ACCOUNT


PASSKEY_ROUTES: Final = (
    PortalRoute(method="GET", path=PASSKEYS, page=show_new),
    PortalRoute(
        method="POST",
        path=PASSKEYS,
        page=ask_for_new,
        form=Form(shown_at=PASSKEYS, fields=(_NAME, SECRET, CODE)),
    ),
    PortalRoute(
        method="POST",
        path=MADE,
        page=take_new,
        form=Form(shown_at=PASSKEYS, fields=(WORD, ANSWER, _NAME)),
    ),
    PortalRoute(method="GET", path=REMOVE, page=show_remove, subject=_ID),
    PortalRoute(
        method="POST",
        path=REMOVE,
        page=remove,
        subject=_ID,
        form=Form(shown_at=REMOVE, fields=(SECRET, CODE)),
    ),
    PortalRoute(method="POST", path=CONFIRM, page=ask, form=Form(shown_at=ACCOUNT, fields=(_TO,))),
    PortalRoute(
        method="POST",
        path=CONFIRMED,
        page=confirm,
        form=Form(shown_at=ACCOUNT, fields=(WORD, ANSWER, _TO)),
    ),
)
