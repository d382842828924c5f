"""The rows of the terminal's route table that are about custody: packs on their way to stores."""

from __future__ import annotations

from typing import Final

from card_contract.custody_messages import (
    CUSTODY_REQUEST_PATTERN,
    CustodyAnswer,
    CustodyRequest,
    LabelLookUpRequest,
    LabelView,
    MisplacedAnswer,
    OnTheWayAnswer,
    StoresAnswer,
)
from card_contract.outcomes import Refusal
from server_stub.domain.roles import MANAGING
from server_stub.web.route import Authority, Parameter, Route
from server_stub.web.terminal_api import custody

_MOVE: Final = Parameter("move_id", CUSTODY_REQUEST_PATTERN, "The request's id, made by its till.")

CUSTODY_ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="GET",
        path="/v1/stores",
        name="stores",
        summary="The stores of the shop.",
        endpoint=custody.stores,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        answer=StoresAnswer,
    ),
    Route(
        method="POST",
        path="/v1/labels/look-up",
        name="look_up_label",
        summary="Show what a pack's or carton's label stands on, and where that is.",
        endpoint=custody.look_up_label,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        request=LabelLookUpRequest,
        answer=LabelView,
        refusals=(Refusal.LABEL_UNKNOWN,),
    ),
    Route(
        method="POST",
        path="/v1/custody-requests/{move_id}",
        name="move_packs",
        summary="Ship what a label stands on to a store, or receive it at this one.",
        endpoint=custody.move_packs,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_MOVE,
        request=CustodyRequest,
        answer=CustodyAnswer,
        refusals=(
            Refusal.LABEL_UNKNOWN,
            Refusal.STORE_UNKNOWN,
            Refusal.NOT_PROVEN,
            Refusal.NOT_PRINTED,
            Refusal.KEY_REUSED,
            Refusal.READ_ONLY,
        ),
    ),
    Route(
        method="GET",
        path="/v1/on-the-way",
        name="on_the_way",
        summary="What was shipped to this store and has not been received.",
        endpoint=custody.on_the_way,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        answer=OnTheWayAnswer,
    ),
    Route(
        method="GET",
        path="/v1/misplaced-sales",
        name="misplaced_sales",
        summary="The last cards that this store has sold and had not received.",
        endpoint=custody.misplaced_sales,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        answer=MisplacedAnswer,
    ),
)
