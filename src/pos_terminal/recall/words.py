"""How the server's refusals of a recall are said."""

from __future__ import annotations

from typing import Final

from card_contract.outcomes import Refusal

SIGNATURE_REFUSED: Final = frozenset(
    {Refusal.APPROVAL_INVALID, Refusal.SAME_MANAGER, Refusal.PIN_NOT_OWN}
)
"""Another signature is needed, or one at all."""

REFUSALS: Final = {
    Refusal.SELECTION_UNKNOWN: "refused.unknown",
    Refusal.RANGE_INVALID: "refused.range",
    Refusal.RECALL_NEEDLESS: "refused.needless",
    Refusal.APPROVAL_INVALID: "refused.signature",
    Refusal.SAME_MANAGER: "refused.same_manager",
    Refusal.PIN_NOT_OWN: "refused.pin_not_own",
    Refusal.NOT_FOUND: "refused.list_gone",
    Refusal.MALFORMED: "refused.unknown",
    Refusal.RESTORING: "refused.restoring",
}
