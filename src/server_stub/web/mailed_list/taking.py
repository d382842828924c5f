"""Giving the codes of a mailed link out, once, to whoever proves to be allowed to have them.

An administrator proves with id and PIN who asks, and says why; where there are more codes than one
person may have alone, a second one signs with id and PIN. Then the list goes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from card_contract.outcomes import MEANINGS, Refusal
from card_contract.states import Role
from server_stub.commands.code_lists import SecondPerson, TakeList
from server_stub.commands.staff import PinToCheck
from server_stub.domain.ids import AppId, OperatorId, TillId
from server_stub.engine.command import Refused
from server_stub.mail.postman import ListOfJob, list_of
from server_stub.web.portal.words import to_say
from server_stub.web.services import Services

PLACE: Final = TillId("mailed-list")
"""Where wrong PINs are counted, as if it were a till."""
_TAKEN: Final = to_say("The list was downloaded before; the link serves once.")
_UNKNOWN: Final = to_say("There is no such list.")
_NO_REASON: Final = to_say("Say why you need the list.")
SENTENCES: Final[Mapping[Refusal, str]] = {
    Refusal.NOT_FOUND: _UNKNOWN,
    Refusal.MALFORMED: to_say("The form could not be read. Open the link of the mail once more."),
    Refusal.TOO_LARGE: to_say("A field is longer than it may be."),
    Refusal.NOT_ALLOWED: to_say(
        "The list is for an administrator; a manager or the studio may sign as the second person."
    ),
    Refusal.WRONG_PIN: to_say("The operator or the PIN is wrong."),
    Refusal.PIN_LOCKED: to_say(
        "Too many wrong PINs: a manager has to unlock this person at a till."
    ),
    Refusal.SUSPENDED: to_say("A manager has locked this person, and has to unlock them."),
    Refusal.APPROVAL_INVALID: to_say(
        "So many codes take a second person: let them give their id and PIN as well."
    ),
    Refusal.SAME_MANAGER: to_say("The second person has to be somebody else."),
    Refusal.PIN_NOT_OWN: to_say(
        "One of the two knows the other's PIN, or took the other on: somebody else has to sign."
        " Whoever was given a PIN changes it at a till, and signs a day later."
    ),
    Refusal.NOT_NOW: to_say("The codes are being made or changed just now. Try again in a moment."),
    Refusal.THROTTLED: to_say("There were too many tries. Try again in a few minutes."),
    Refusal.READ_ONLY: to_say("The server takes no changes just now. Tell who runs it."),
}
OTHERWISE: Final = to_say("The server cannot do it now. Nothing was given out; try again.")


class No(NamedTuple):
    """Why no list is given out, to be said."""

    status: int
    code: str
    sentence: str


class Codes(NamedTuple):
    """The list, one code in a line."""

    job_id: int
    content: bytes


class Taking:
    """What the page's form is for."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def take(self, form: Mapping[str, str]) -> Codes | No:
        """Give the list out, or say why not."""
        wanted = list_of(self._services.keys, form.get("link", ""))
        if wanted is None:
            return No(404, Refusal.NOT_FOUND, _UNKNOWN)
        reason = form.get("reason", "").strip()
        if not reason:
            return No(400, Refusal.MALFORMED, _NO_REASON)
        taking = await self._proved(form, wanted, reason)
        if isinstance(taking, Refused | Refusal):
            return no(taking)
        return await self._for(taking)

    async def _proved(
        self, form: Mapping[str, str], wanted: ListOfJob, reason: str
    ) -> TakeList | Refused | Refusal:
        """Who takes the list, and who signs for it if anybody does: both by their PINs."""
        person = await self._person(wanted.app_id, form, "operator", "pin")
        if isinstance(person, Refused | Refusal):
            return person
        if person.role is not Role.ADMINISTRATOR:
            return Refusal.NOT_ALLOWED
        taking = TakeList(
            app_id=wanted.app_id,
            till_id=PLACE,
            operator_id=OperatorId(person.operator_id),
            pin_hash=person.pin_hash,
            job_id=wanted.job_id,
            reason=reason,
        )
        if not form.get("second", "").strip():
            return taking
        second = await self._person(wanted.app_id, form, "second", "second_pin")
        if isinstance(second, Refused | Refusal):
            return second
        signing = SecondPerson(OperatorId(second.operator_id), second.pin_hash)
        return replace(taking, second=signing)

    async def _person(
        self, app_id: AppId, form: Mapping[str, str], name: str, pin: str
    ) -> PinToCheck | Refused | Refusal:
        check = self._services.desk.check_pin
        return await check(app_id, PLACE, form.get(name, ""), form.get(pin, ""))

    async def _for(self, taking: TakeList) -> Codes | No:
        """Gather the list, then use the link up: what fails on the way leaves it good."""
        asked = await self._services.engine.submit(replace(taking, is_asked_only=True))
        if isinstance(asked, Refused):
            return no(asked)
        if not asked.is_first:
            return No(410, "TAKEN", _TAKEN)
        lines: list[bytes] = []
        after, is_last = 0, False
        while not is_last:
            page = await self._services.jobs.give_codes(
                taking.app_id,
                taking.job_id,
                after=after,
                operator_id=taking.operator_id,
                reason=taking.reason,
            )
            if isinstance(page, Refused):
                return no(page)
            lines.append("".join(f"{code}\n" for code in page.codes).encode())
            after, is_last = page.after, page.is_last
        taken = await self._services.engine.submit(taking)
        if isinstance(taken, Refused):
            return no(taken)
        if not taken.is_first:
            return No(410, "TAKEN", _TAKEN)
        return Codes(taking.job_id, b"".join(lines))


def no(said: Refused | Refusal, status: int | None = None) -> No:
    code = said.refusal if isinstance(said, Refused) else said
    return No(status or MEANINGS[code].http, code, SENTENCES.get(code, OTHERWISE))
