"""The server as the till's other parts know it: one typed call for each route under ``/v1``.

Every call answers with its contract value or with ``Refused``, and raises ``Unreachable`` or
``ReplyLost``. The till session is remade silently inside; the operator's session is kept inside
from ``sign_in`` to ``sign_out``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from card_contract.alarm_messages import (
    AlarmCardView,
    AlarmsAnswer,
    ReopenCardAnswer,
    ReopenCardRequest,
)
from card_contract.case_messages import CasesAnswer, CloseCaseRequest
from card_contract.custody_messages import (
    CustodyAnswer,
    CustodyRequest,
    LabelLookUpRequest,
    LabelView,
    MisplacedAnswer,
    OnTheWayAnswer,
    StoresAnswer,
)
from card_contract.day_messages import (
    CloseDayRequest,
    DayReport,
    DaySalesAnswer,
    DayTillsAnswer,
)
from card_contract.ledger_messages import LedgerAnswer, LedgerChecked
from card_contract.messages import (
    AllToldRequest,
    ApprovalAnswer,
    ApprovalRequest,
    CancelAnswer,
    CancelRequest,
    CardView,
    ConfirmAnswer,
    ConfirmRequest,
    Done,
    EnrolmentCodeAnswer,
    HandedBackRequest,
    Health,
    OperatorsAnswer,
    RenameTillRequest,
    ReserveAgainRequest,
    ReserveAnswer,
    ReserveRequest,
    SalesAnswer,
    SaleView,
    Shop,
    SignatureRequest,
    SignInAnswer,
    VoidAnswer,
    VoidRequest,
)
from card_contract.pin_messages import ChangePinRequest, UnlockRequest
from card_contract.recall_messages import (
    CardListAnswer,
    CardListRequest,
    DryRunAnswer,
    DryRunRequest,
    RecallCardsAnswer,
    RecallProductsAnswer,
    RecallRequest,
    RecallsAnswer,
    RecallView,
)
from card_contract.settle_messages import (
    HoldsAnswer,
    SettleAnswer,
    SettleRequest,
)
from card_contract.staff_messages import (
    LockRequest,
    RoleRequest,
    ShutOutRequest,
    StaffAnswer,
    TakeOnAnswer,
    TakeOnRequest,
    TillsAnswer,
)
from card_contract.states import RecallEffect
from pos_terminal.gateway.answers import Refused

READ_TIMEOUT_S = 8.0


class Server(Protocol):
    """The redemption server, as a till sees it."""

    @property
    def is_shut_out(self) -> bool:
        """Whether the last answer was that this till is shut out: no money leaves it any more."""

    # Who works here.
    async def shop(self) -> Shop | Refused: ...
    async def operators(self) -> OperatorsAnswer | Refused: ...
    async def sign_in(self, operator: str, pin: str) -> SignInAnswer | Refused: ...
    async def sign_out(self) -> None: ...
    async def change_pin(self, request: ChangePinRequest) -> Done | Refused: ...
    async def approve(self, request: ApprovalRequest) -> ApprovalAnswer | Refused: ...

    # Cards.
    async def look_up_card(self, text: str) -> CardView | Refused: ...
    async def artwork(self, artwork: str) -> bytes | Refused: ...

    # Sales. RESERVE is tried several times in a short while, so its caller sets the limit of a try.
    async def reserve(
        self, sale_id: str, request: ReserveRequest, *, read_timeout_s: float = READ_TIMEOUT_S
    ) -> ReserveAnswer | Refused: ...
    async def reserve_again(
        self, sale_id: str, request: ReserveAgainRequest
    ) -> ReserveAnswer | Refused: ...
    async def confirm(self, sale_id: str, request: ConfirmRequest) -> ConfirmAnswer | Refused: ...
    async def cancel(self, sale_id: str, request: CancelRequest) -> CancelAnswer | Refused: ...
    async def void(self, void_id: str, request: VoidRequest) -> VoidAnswer | Refused: ...
    async def sign_void(self, void_id: str, request: SignatureRequest) -> Done | Refused: ...
    async def hand_back_void(self, void_id: str, request: HandedBackRequest) -> Done | Refused: ...
    async def hand_back_sale(self, sale_id: str, request: HandedBackRequest) -> Done | Refused: ...
    async def settle(self, sale_id: str, request: SettleRequest) -> SettleAnswer | Refused: ...
    async def sale(self, sale_id: str) -> SaleView | Refused: ...
    async def sales_by_receipt(self, receipt: str) -> SalesAnswer | Refused: ...
    async def sales_by_card(self, text: str) -> SalesAnswer | Refused: ...
    async def sales_of_day(
        self, day: str, *, before: str | None = None
    ) -> SalesAnswer | Refused: ...
    async def holds(self, *, after: str | None = None) -> HoldsAnswer | Refused: ...

    async def all_told(self, request: AllToldRequest) -> Done | Refused: ...

    # What managers look after: open cases, people, tills.
    async def cases(
        self, number: str | None = None, *, recall: int | None = None, after: str | None = None
    ) -> CasesAnswer | Refused: ...
    async def close_case(self, case_id: str, request: CloseCaseRequest) -> Done | Refused: ...
    async def staff(self) -> StaffAnswer | Refused: ...
    async def lock(self, operator_id: str, request: LockRequest) -> Done | Refused: ...
    async def unlock(self, operator_id: str, request: UnlockRequest) -> Done | Refused: ...
    async def take_on(self, operator_id: str, request: TakeOnRequest) -> TakeOnAnswer | Refused: ...
    async def give_role(self, operator_id: str, request: RoleRequest) -> Done | Refused: ...
    async def let_go(self, operator_id: str) -> Refused | None: ...
    async def rename_till(self, till_id: str, request: RenameTillRequest) -> Done | Refused: ...
    async def tills(self) -> TillsAnswer | Refused: ...
    async def enrolment_code(self, till_name: str) -> EnrolmentCodeAnswer | Refused: ...
    async def revoke_till(self, till_id: str, request: ShutOutRequest) -> Done | Refused: ...

    # Alarms and the ledger.
    async def alarms(self) -> AlarmsAnswer | Refused: ...
    async def alarm_card(self, case_id: str) -> AlarmCardView | Refused: ...
    async def reopen_card(
        self, card_id: str, request: ReopenCardRequest
    ) -> ReopenCardAnswer | Refused: ...
    async def ledger(self, wanted: Mapping[str, str]) -> LedgerAnswer | Refused: ...
    async def check_ledger(self, after: int) -> LedgerChecked | Refused: ...

    # Recalls and stop-sales.
    async def add_to_list(
        self, list_id: str, request: CardListRequest
    ) -> CardListAnswer | Refused: ...
    async def dry_run(self, request: DryRunRequest) -> DryRunAnswer | Refused: ...
    async def begin_recall(
        self, request_id: str, request: RecallRequest
    ) -> RecallView | Refused: ...
    async def recalls(self, before: int | None = None) -> RecallsAnswer | Refused: ...
    async def recall_products(self) -> RecallProductsAnswer | Refused: ...
    async def recall(self, recall_id: int) -> RecallView | Refused: ...
    async def recall_cards(
        self,
        recall_id: int,
        *,
        after: int = 0,
        effect: RecallEffect | None = None,
        number: str | None = None,
    ) -> RecallCardsAnswer | Refused: ...
    async def stop_recall(self, recall_id: int) -> RecallView | Refused: ...

    # Custody: packs and cartons on their way to the stores.
    async def stores(self) -> StoresAnswer | Refused: ...
    async def look_up_label(self, request: LabelLookUpRequest) -> LabelView | Refused: ...
    async def move_packs(
        self, move_id: str, request: CustodyRequest
    ) -> CustodyAnswer | Refused: ...
    async def on_the_way(self) -> OnTheWayAnswer | Refused: ...
    async def misplaced_sales(self) -> MisplacedAnswer | Refused: ...

    async def health(self) -> Health | Refused: ...

    # The till's business day; a clerk is told of the own till only.
    async def day_tills(self, day: str) -> DayTillsAnswer | Refused: ...
    async def day_report(self, till_id: str, day: str) -> DayReport | Refused: ...
    async def day_sales(self, till_id: str, day: str) -> DaySalesAnswer | Refused: ...
    async def close_day(self, till_id: str, request: CloseDayRequest) -> DayReport | Refused: ...
