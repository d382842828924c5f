"""The page on which a browser asks for a passkey, for whatever it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from card_contract.outcomes import Refusal
from server_stub.desks.portal_passkeys import Question
from server_stub.web.portal.route import Field, Shown
from server_stub.web.portal.words import to_say

WORD: Final = Field(name="word", signs_max=64, is_secret=True)
ANSWER: Final = Field(name="answer", signs_max=16_000, is_secret=True)
PASSKEY_REFUSALS: Final[Mapping[Refusal, str]] = {
    Refusal.BAD_SIGNATURE: to_say("The passkey is not right, or not one of yours."),
    Refusal.SESSION_EXPIRED: to_say("That took too long. Begin anew."),
    Refusal.NOT_FOUND: to_say("That was answered before, or asked anew meanwhile. Begin anew."),
}
NO_PLACE: Final = to_say(
    "Passkeys do not work at this address of the portal. Type a code, or a recovery code."
)


def question_page(
    question: Question,
    *,
    action: str,
    back: str,
    more: Mapping[str, str],
    is_new: bool = False,
) -> Shown:
    """Ask; ``more`` are fields that go on to ``action`` with the answer."""
    values = {
        "question": question,
        "action": action,
        "back": back,
        "more": {name: value for name, value in more.items() if value},
        "is_new": is_new,
    }
    return Shown(template="passkey.html", values=values)
