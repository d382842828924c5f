"""What forms have in common that do something with codes: a key, a reason, a second person.

The key is drawn with the form, so that a form that is sent twice is one wish; after a refusal the
form gets a new one. The second person chooses their name and types the PIN that they have at tills.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from card_contract.messages import Operator
from card_contract.outcomes import Refusal
from card_contract.sale_id import crockford
from card_contract.states import Role
from server_stub.desks.export_desk import Signature
from server_stub.engine.command import Refused
from server_stub.web.portal.refusals import MALFORMED
from server_stub.web.portal.route import Field, Visit
from server_stub.web.portal.words import to_say

KEY: Final = Field(name="key", signs_max=40)
REASON: Final = Field(name="reason")
SECOND: Final = (
    Field(name="second", signs_max=64),
    Field(name="pin", signs_max=12, is_secret=True),
)
_KEY: Final = re.compile("[0-9A-HJKMNP-TV-Z]{20,40}", re.ASCII)

REFUSALS: Final[Mapping[Refusal, str]] = {
    Refusal.WRONG_PIN: to_say("The second person's PIN is wrong. Nothing was done."),
    Refusal.PIN_LOCKED: to_say(
        "After too many wrong PINs the second person is locked. A manager unlocks them at a till."
    ),
    Refusal.SUSPENDED: to_say("A manager has locked the second person. Somebody else has to sign."),
    Refusal.APPROVAL_INVALID: to_say("This takes a second person, who signs with their PIN."),
    Refusal.SAME_MANAGER: to_say("The second person has to be somebody else than you."),
    Refusal.PIN_NOT_OWN: to_say(
        "One of the two has given the other a PIN or has taken them on, or one person did so to"
        " both: somebody else has to sign. Whoever was given a PIN changes it at a till, and signs"
        " a day later."
    ),
    Refusal.NOT_ALLOWED: to_say("The second person's role may not sign for this."),
    Refusal.NO_OPERATOR: to_say("Your role does not allow this any more. Nothing was done."),
    Refusal.KEY_REUSED: to_say(
        "This form was sent before, with other words. Look at what was done, then begin anew."
    ),
    Refusal.THROTTLED: to_say(
        "Too many PINs were wrong, or too much is going on at once. Try again in a few minutes."
    ),
    Refusal.MALFORMED: MALFORMED,
    Refusal.READ_ONLY: to_say("The database takes no changes just now. Nothing was done."),
    Refusal.NOT_NOW: to_say("This cannot be done just now. Nothing was done."),
}
LOOK_AGAIN: Final = to_say("Look once more, then send the form again. Nothing was done.")
_OTHERWISE: Final = to_say("The server could not do this. Nothing was done; try again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signers:
    """Who may sign beside the person who asks; there is nobody to ask where it takes no second."""

    is_demanded: bool
    people: list[Operator]


def new_key() -> str:
    return crockford(secrets.token_bytes(17))


def key_of(visit: Visit) -> str:
    """The wish's key, by which a repeat of it is known; "" where no form of ours was sent."""
    key = visit.typed.get("key", "")
    return f"portal:{visit.caller.operator_id}:{key}" if _KEY.fullmatch(key) else ""


def second_of(visit: Visit) -> Signature | None:
    """Who signs too; nobody without a PIN, as where a form is sent again, which keeps none."""
    typed = visit.typed
    if not typed.get("pin"):
        return None
    return Signature(operator=typed["second"], pin=typed["pin"])


def why_not(refused: Refused | Refusal) -> str:
    """The sentence for a refusal; to be said."""
    refusal = refused.refusal if isinstance(refused, Refused) else refused
    return REFUSALS.get(refusal, _OTHERWISE)


async def signers(visit: Visit, roles: frozenset[Role], *, is_demanded: bool) -> Signers:
    """Those who may sign, where somebody has to."""
    if not is_demanded:
        return Signers(is_demanded=False, people=[])
    caller = visit.caller
    people = await visit.services.shop.operators(caller.app_id)
    return Signers(
        is_demanded=True,
        people=[
            person
            for person in people
            if person.role in roles and person.operator_id != caller.operator_id
        ],
    )
