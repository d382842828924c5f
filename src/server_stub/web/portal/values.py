"""The words for values of the ledger that come from a list of ours.

They are looked up by the name that they stand under. What is none of them is what a person wrote,
and stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from card_contract.messages import ApprovalPurpose, CancelReason
from card_contract.states import SaleStage, SettledAs
from server_stub.commands.recall_moves import RECALLED_REASON
from server_stub.domain.card_rules import VOIDED_REASON
from server_stub.domain.ids import AT_PORTAL
from server_stub.domain.print_machine import MISPRINTED
from server_stub.web.portal.alarms.words import ALARM_WORDS, CASE_WORDS
from server_stub.web.portal.cards.words import FAILURES, STATES
from server_stub.web.portal.recalls.words import ACTS, REASONS
from server_stub.web.portal.shop.operators import ROLES
from server_stub.web.portal.words import Words, to_say

INVALIDATED: Final[Mapping[str, str]] = {
    RECALLED_REASON: to_say("Recalled"),
    VOIDED_REASON: to_say("Its sale was voided"),
    MISPRINTED: to_say("Misprinted"),
}
CANCELLED: Final[Mapping[str, str]] = {
    CancelReason.CLERK: to_say("Cancelled by the clerk"),
    CancelReason.DIGITS_DIFFER: to_say("The card's digits differ from what was typed"),
    CancelReason.REVERSAL: to_say("Taken back by the till after a doubt"),
    CancelReason.NOT_PAID: to_say("It was not paid"),
}
PURPOSES: Final[Mapping[str, str]] = {
    ApprovalPurpose.VOID: to_say("A void"),
    ApprovalPurpose.SETTLE: to_say("Settling a sale"),
    ApprovalPurpose.RECALL: to_say("A recall"),
    ApprovalPurpose.CLOSE_DAY: to_say("Closing the day"),
    ApprovalPurpose.PRINT: to_say("Printing cards"),
    ApprovalPurpose.CODE: to_say("An act on a code"),
    ApprovalPurpose.CODE_LIST: to_say("A list of codes"),
}
STAGES: Final[Mapping[str, str]] = {
    SettledAs.PAID: to_say("It was paid"),
    SettledAs.NOT_PAID: to_say("It was not paid"),
    SettledAs.MONEY_BACK: to_say("It was paid, and the money goes back"),
    SaleStage.HELD: to_say("Held"),
    SaleStage.CONFIRMED: to_say("Confirmed"),
    SaleStage.CANCELLED: to_say("Cancelled"),
    SaleStage.VOIDED: to_say("Voided"),
}
JOB_KINDS: Final[Mapping[str, str]] = {
    "generate-codes": to_say("Codes made"),
    "make-batch": to_say("Cards of a batch made"),
    "recall": to_say("Recall or stop-sale"),
    "rotate-keys": to_say("Keys changed"),
}


def _by_value(sentences: Mapping[Any, str]) -> dict[str, str]:
    return {known.value: sentence for known, sentence in sentences.items()}


_TITLES: Final = {kind.value: told.title for kind, told in (ALARM_WORDS | CASE_WORDS).items()}
SECOND_FACTORS: Final[Mapping[str, str]] = {
    "none": to_say("None"),
    "code": to_say("A code"),
    "passkey": to_say("A passkey"),
    "recovery code": to_say("A recovery code"),
}
USES: Final[Mapping[str, str]] = {
    "SINGLE": to_say("Each code once"),
    "MULTI": to_say("One code for everybody"),
}
YES_NO: Final[Mapping[str, str]] = {"yes": to_say("Yes"), "no": to_say("No")}
VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "why": _by_value(FAILURES),
    "reason": {**_by_value(REASONS), **CANCELLED, **INVALIDATED},
    "kind": {**JOB_KINDS, **_TITLES},
    "purpose": PURPOSES,
    "act": _by_value(ACTS),
    "stage": STAGES,
    "second_factor": SECOND_FACTORS,
    "use": USES,
    "place": {AT_PORTAL: to_say("Portal")},
    "role": {role.value: title for role, title in ROLES.items()},
    "state": {state.value: title for state, (title, _) in STATES.items()},
}


def value_in_words(words: Words, name: str, value: str) -> str:
    """A value as it is said, or as it was written."""
    known = VALUES.get(name, YES_NO).get(value)
    return value if known is None else words.say(known)


def counted(number: str) -> str:
    """The number of an attempt as people count: from one."""
    return str(int(number) + 1) if number.isascii() and number.isdigit() else number


def invalidated_for(words: Words, reason: str | None) -> str:
    """Why a code was invalidated: for a reason of ours, or what a person wrote."""
    known = INVALIDATED.get(reason or "")
    return reason or "" if known is None else words.say(known)
