"""What a till asks of the server where no single command answers it."""

from __future__ import annotations

from dataclasses import dataclass

from card_contract.day_messages import CloseDayRequest
from card_contract.recall_messages import RecallRequest
from server_stub.domain.ids import TillId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRecall:
    """Begin a recall, a stop-sale or its lifting."""

    at_till: TillId
    request_id: str
    request: RecallRequest

    @property
    def key(self) -> str:
        return f"{self.request_id}/RECALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReport:
    """The report of a till's day, as it stands or as it was closed."""

    at_till: TillId
    till_id: TillId
    day: str
    key = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskClose:
    """Close a till's day."""

    at_till: TillId
    till_id: TillId
    request: CloseDayRequest
    key = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSale:
    """A sale as the server has it."""

    at_till: TillId
    sale_id: str
    key = None


DeskCall = AskRecall | AskReport | AskClose | AskSale
