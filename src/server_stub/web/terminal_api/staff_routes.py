"""The rows of the terminal's route table with which a manager looks after the staff."""

from __future__ import annotations

from typing import Final

from card_contract.messages import (
    Done,
)
from card_contract.outcomes import Refusal
from card_contract.pin_messages import UnlockRequest
from card_contract.staff_messages import (
    NEW_OPERATOR_PATTERN,
    LockRequest,
    RoleRequest,
    StaffAnswer,
    TakeOnAnswer,
    TakeOnRequest,
)
from server_stub.domain.roles import MANAGING
from server_stub.web.route import Authority, Parameter, Route
from server_stub.web.terminal_api import managing

_OPERATOR: Final = Parameter("operator_id", "[A-Za-z0-9_-]{1,64}", "The operator's id.")
_NEW_OPERATOR: Final = Parameter(
    "new_operator_id", NEW_OPERATOR_PATTERN, "The new operator's id, made by the till."
)

STAFF_ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="GET",
        path="/v1/staff",
        name="staff",
        summary="Everybody of the staff, and who is locked out.",
        endpoint=managing.staff,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        answer=StaffAnswer,
    ),
    Route(
        method="POST",
        path="/v1/operators/{operator_id}/unlock",
        name="unlock_operator",
        summary="Unlock somebody after wrong PINs or a manager's lock, with a new PIN if given.",
        endpoint=managing.unlock,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_OPERATOR,
        request=UnlockRequest,
        answer=Done,
        refusals=(Refusal.NOT_FOUND, Refusal.SUSPENDED, Refusal.READ_ONLY),
    ),
    Route(
        method="POST",
        path="/v1/operators/{operator_id}/lock",
        name="lock_operator",
        summary="Lock somebody by hand, until a manager unlocks them; their sessions end.",
        endpoint=managing.lock,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_OPERATOR,
        request=LockRequest,
        answer=Done,
        refusals=(Refusal.NOT_FOUND, Refusal.LAST_ADMINISTRATOR, Refusal.READ_ONLY),
    ),
    Route(
        method="POST",
        path="/v1/operators/{operator_id}/let-go",
        name="let_go",
        summary="Let nobody sign in as this person any more.",
        endpoint=managing.let_go,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_OPERATOR,
        answer=Done,
        refusals=(Refusal.NOT_FOUND, Refusal.LAST_ADMINISTRATOR, Refusal.READ_ONLY),
    ),
    Route(
        method="POST",
        path="/v1/operators/{new_operator_id}",
        name="take_on",
        summary="Take a person on; only an administrator makes an administrator.",
        endpoint=managing.take_on,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_NEW_OPERATOR,
        request=TakeOnRequest,
        answer=TakeOnAnswer,
        refusals=(Refusal.KEY_REUSED, Refusal.THROTTLED, Refusal.READ_ONLY),
    ),
    Route(
        method="POST",
        path="/v1/operators/{operator_id}/role",
        name="give_role",
        summary="Give somebody another role; their sessions end. Nobody changes the own role.",
        endpoint=managing.give_role,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_OPERATOR,
        request=RoleRequest,
        answer=Done,
        refusals=(Refusal.NOT_FOUND, Refusal.LAST_ADMINISTRATOR, Refusal.READ_ONLY),
    ),
)
