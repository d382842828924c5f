"""One till, opened: what is known of it, and shutting it out for good."""

from __future__ import annotations

from typing import Final

from card_contract.outcomes import Refusal
from card_contract.staff_messages import ShutOutRequest, TillListView
from pos_terminal.gateway.asking import Asking
from pos_terminal.staff.listing import till_standing
from pos_terminal.staff.model import REASON_LENGTH_MIN, TillCard, TillStanding
from pos_terminal.words import Button, Message, off

REFUSALS: Final = {Refusal.NOT_FOUND: "refused.till_gone"}


class TillDesk:
    """What is opened about one till."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._reason = ""
        self.till_id: str | None = None

    def open(self, till_id: str | None) -> None:
        """Open a till, or none."""
        self.till_id = till_id
        self._reason = ""
        self._asking.forget()

    def give_reason(self, reason: str) -> None:
        """Why the till is to be shut out; nothing is sent."""
        if not self._asking.busy:
            self._reason = reason

    @property
    def request(self) -> ShutOutRequest:
        """What to ask for where the till is to be shut out."""
        return ShutOutRequest(reason=self._reason.strip())

    def card(self, till: TillListView, line: Button) -> TillCard:
        """How it stands. ``line`` is off where the server cannot be asked for anything."""
        standing = till_standing(till)
        return TillCard(
            till_id=till.till_id,
            name=till.name,
            store_name=till.store_name,
            standing=standing,
            enrolled_at_ms=till.enrolled_at,
            heard_at_ms=till.last_seen_at,
            revoked_at_ms=till.revoked_at,
            sentence=_sentence(till, standing),
            fault=self._asking.fault,
            shut_out=self.act(till, line),
            rename=None if standing is TillStanding.SHUT_OUT else self._rename(line),
            reason=self._reason if standing is TillStanding.OPEN else None,
        )

    def _rename(self, line: Button) -> Button:
        return off("off.asking") if self._asking.busy else line

    def act(self, till: TillListView, line: Button) -> Button | None:
        """Whether it can be shut out now; null where that has been done."""
        match till_standing(till):
            case TillStanding.SHUT_OUT:
                return None
            case TillStanding.OWN:
                return off("off.own_till")
            case TillStanding.OPEN:
                return self._may_shut_out(line)

    def _may_shut_out(self, line: Button) -> Button:
        if not line.enabled or self._asking.busy:
            return off("off.asking") if self._asking.busy else line
        has_reason = len(self._reason.strip()) >= REASON_LENGTH_MIN
        return line if has_reason else off("off.reason_first")


def _sentence(till: TillListView, standing: TillStanding) -> Message:
    if till.revoked_at is not None:
        return Message("till.shut_out", {"revoked_at": till.revoked_at})
    return Message(f"till.{standing.value}")
