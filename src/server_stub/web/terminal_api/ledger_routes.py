"""The rows of the terminal's route table that are about the ledger."""

from __future__ import annotations

from typing import Final

from card_contract.custody_messages import LABEL_PATTERN
from card_contract.day_messages import DAY_PATTERN
from card_contract.ledger_messages import KIND_PATTERN, LedgerAnswer, LedgerChecked
from card_contract.outcomes import Refusal
from card_contract.sale_id import RECEIPT_PATTERN
from server_stub.domain.roles import MANAGING
from server_stub.web.route import Authority, Parameter, Route
from server_stub.web.terminal_api import ledgers

_POSITION: Final = "[0-9]{1,15}"
_SEARCH: Final = (
    Parameter("card", "[0-9]{18}", "Only what is about this card, its sales and recalls."),
    Parameter("receipt", RECEIPT_PATTERN, "Only what is about the sale with this receipt number."),
    Parameter("label", LABEL_PATTERN, "Only where the packs under this label were moved."),
    Parameter("kind", KIND_PATTERN, "Only entries of this kind, such as sale.confirmed."),
    Parameter("operator", "[A-Za-z0-9_-]{1,64}", "Only what this person did or is named in."),
    Parameter("till", "[A-Z][A-Z0-9]{0,11}", "Only what this till did or is named in."),
    Parameter("from", DAY_PATTERN, "From this day of the till's store on, in its time zone."),
    Parameter("to", DAY_PATTERN, "Up to the end of this day."),
    Parameter("before", _POSITION, "Where the page before has looked to: the next page."),
)

LEDGER_ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="GET",
        path="/v1/ledger",
        name="ledger",
        summary="Search the ledger, newest entries first.",
        endpoint=ledgers.ledger,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        query=_SEARCH,
        answer=LedgerAnswer,
    ),
    Route(
        method="GET",
        path="/v1/ledger-check",
        name="check_ledger",
        summary="Verify one stretch of the ledger, and say what checkpoints the tills keep.",
        endpoint=ledgers.check_ledger,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        query=(Parameter("after", _POSITION, "Where the stretch before has ended."),),
        answer=LedgerChecked,
        refusals=(Refusal.NOT_FOUND,),
    ),
)
