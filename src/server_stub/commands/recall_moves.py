"""What a recall writes of one card: the code as it is afterwards, and the money that is due.

The case of a sold card is the sale's, under the id that a refund of this card has anyway: whoever
gives the money back, a manager or a void, closes it, and it goes back once. Who takes a single sold
card out of use leaves the same case.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from card_contract.sale_id import SaleId
from card_contract.states import CaseKind, CodeState, HoldState, RecallEffect, StopReason
from server_stub.commands.cases import case_id_of, opened
from server_stub.domain.code_machine import CodeEvent, move_code
from server_stub.domain.recall_rules import STOP_EVENTS
from server_stub.domain.stop_machine import move_stop
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.sales import CaseRow

RECALLED_REASON: Final = "recalled"


def columns_after(
    state: CodeState, stop: StopReason | None, effect: RecallEffect, recall_id: int, now_ms: int
) -> dict[str, Any]:
    """What an effect changes of a card in this state and stop; nothing where it changes none."""
    columns: dict[str, Any]
    match effect:
        case RecallEffect.INVALIDATED | RecallEffect.SALE_REFUSED | RecallEffect.REFUND_DUE:
            columns = {
                "state": move_code(state, CodeEvent.INVALIDATE),
                "recall_id": str(recall_id),
                "invalidation_reason": RECALLED_REASON,
                "invalidated_at": now_ms,
            }
        case RecallEffect.WAITS:
            columns = {"recall_id": str(recall_id)}
        case RecallEffect.STOPPED | RecallEffect.LIFTED:
            after = move_stop(stop, STOP_EVENTS[effect])
            columns = {"stop": after, "stopped_at": None if after is None else now_ms}
        case _:
            return {}
    return columns | {"updated_at": now_ms}


def refund_of_recalled(code: CodeRow, recall_id: str, now_ms: int) -> CaseRow:
    """The case of a sold card that a recall has invalidated.

    A card that a customer's server has sold lies in no sale: its case is named by the recall.
    """
    recall: dict[str, Any] = {"detail": f"recall {recall_id}", "recall_id": int(recall_id)}
    sale_id = _tills_sale_of(code)
    if sale_id is None:
        return CaseRow(
            app_id=code.app_id,
            case_id=f"{CaseKind.REFUND_DUE}:{recall_id}:{code.code_id}",
            kind=CaseKind.REFUND_DUE,
            sale_id=None,
            void_id=None,
            code_id=code.code_id,
            opened_at=now_ms,
            **recall,
        )
    return opened(
        code.app_id,
        CaseKind.REFUND_DUE,
        now_ms,
        sale_id=sale_id,
        code_id=code.code_id,
        **recall,
    )


def refund_of_invalidated(
    code: CodeRow, cases: Iterable[CaseRow], now_ms: int, *, detail: str
) -> CaseRow | None:
    """The case of a card that a till sold and somebody takes out of use; None if it has one.

    Who sold a card elsewhere has its money.
    """
    sale_id = _tills_sale_of(code)
    if sale_id is None or code.hold is not HoldState.SOLD:
        return None
    case = opened(
        code.app_id,
        CaseKind.REFUND_DUE,
        now_ms,
        sale_id=sale_id,
        code_id=code.code_id,
        detail=detail,
    )
    return None if any(found.case_id == case.case_id for found in cases) else case


def recalled_case_id(sale_id: str, code_id: int) -> str:
    """The id of the case that is opened where a sold card of a sale is taken out of use."""
    return case_id_of(CaseKind.REFUND_DUE, sale_id=sale_id, code_id=code_id)


def _tills_sale_of(code: CodeRow) -> str | None:
    """The sale at a till that the card lies in; who sells elsewhere has put a name there."""
    try:
        SaleId.parse(code.sale_id or "")
    except ValueError:
        return None
    return code.sale_id
