"""The rows of the terminal's route table that are about recalls and stop-sales."""

from __future__ import annotations

from typing import Final

from card_contract.messages import Done
from card_contract.outcomes import Refusal
from card_contract.recall_messages import (
    CARD_LIST_PATTERN,
    RECALL_REQUEST_PATTERN,
    CardListAnswer,
    CardListRequest,
    DryRunAnswer,
    DryRunRequest,
    HeardRequest,
    RecallCardsAnswer,
    RecallProductsAnswer,
    RecallRequest,
    RecallsAnswer,
    RecallView,
)
from card_contract.states import RecallEffect
from server_stub.domain.roles import MANAGING
from server_stub.web.route import Authority, Parameter, Route
from server_stub.web.terminal_api import recalling

_RECALL: Final = Parameter("recall_id", "[1-9][0-9]{0,14}", "The recall's id.")
_RECALL_REQUEST: Final = Parameter(
    "request_id", RECALL_REQUEST_PATTERN, "The request's id, made by its till."
)
_CARD_LIST: Final = Parameter("list_id", CARD_LIST_PATTERN, "The list's id, made by its till.")
_BEFORE: Final = Parameter("before", "[1-9][0-9]{0,14}", "The last recall of the page before.")
_RECALLED: Final = (
    Parameter("effect", "|".join(RecallEffect), "Only cards that it has had this effect on."),
    Parameter("number", "9[0-9]{17}", "Only the card with this number."),
    Parameter("after", "[0-9]{1,15}", "The last card's place on the page before."),
)

RECALL_ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="POST",
        path="/v1/card-lists/{list_id}",
        name="add_to_list",
        summary="Send up a piece of a list of card numbers that a recall is to name.",
        endpoint=recalling.add_to_list,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_CARD_LIST,
        request=CardListRequest,
        answer=CardListAnswer,
        refusals=(Refusal.READ_ONLY,),
    ),
    Route(
        method="POST",
        path="/v1/recalls/dry-run",
        name="dry_run",
        summary="Count what a recall, stop-sale or its lifting would do; nothing changes.",
        endpoint=recalling.dry_run,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        request=DryRunRequest,
        answer=DryRunAnswer,
        refusals=(Refusal.SELECTION_UNKNOWN, Refusal.RANGE_INVALID),
    ),
    Route(
        method="POST",
        path="/v1/recall-requests/{request_id}",
        name="begin_recall",
        summary="Recall cards for good, stop their sale, or lift such a stop.",
        endpoint=recalling.begin_recall,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_RECALL_REQUEST,
        request=RecallRequest,
        answer=RecallView,
        refusals=(
            Refusal.SELECTION_UNKNOWN,
            Refusal.RANGE_INVALID,
            Refusal.RECALL_NEEDLESS,
            Refusal.APPROVAL_INVALID,
            Refusal.SAME_MANAGER,
            Refusal.PIN_NOT_OWN,
            Refusal.KEY_REUSED,
            Refusal.RESTORING,
            Refusal.READ_ONLY,
        ),
    ),
    Route(
        method="GET",
        path="/v1/recalls",
        name="recalls",
        summary="The newest recalls and stop-sales, page by page.",
        endpoint=recalling.recalls,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        query=(_BEFORE,),
        answer=RecallsAnswer,
    ),
    Route(
        method="GET",
        path="/v1/recall-products",
        name="recall_products",
        summary="The products of which all cards can be recalled.",
        endpoint=recalling.products,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        answer=RecallProductsAnswer,
    ),
    Route(
        method="GET",
        path="/v1/recalls/{recall_id}",
        name="recall",
        summary="How far a recall is, and what it has done.",
        endpoint=recalling.recall,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_RECALL,
        answer=RecallView,
    ),
    Route(
        method="GET",
        path="/v1/recalls/{recall_id}/cards",
        name="recall_cards",
        summary="What became of each card of a recall.",
        endpoint=recalling.recall_cards,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_RECALL,
        query=_RECALLED,
        answer=RecallCardsAnswer,
    ),
    Route(
        method="POST",
        path="/v1/recalls/{recall_id}/heard",
        name="heard",
        summary="A till has heard of a recall's changes over /v1/events.",
        endpoint=recalling.heard,
        subject=_RECALL,
        request=HeardRequest,
        answer=Done,
    ),
    Route(
        method="POST",
        path="/v1/recalls/{recall_id}/stop",
        name="stop_recall",
        summary="Recall no more cards of this recall; those that are recalled stay so.",
        endpoint=recalling.stop_recall,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_RECALL,
        answer=RecallView,
        refusals=(Refusal.READ_ONLY,),
    ),
)
