"""The real server behind the port: one call a route, signed, with explicit limits.

A 401 that speaks of the till session means that nothing was carried out: the session is remade and
the same request sent once more, unseen by anybody. Only where the server turns out to have been
restored from a backup is a change of a sale not sent: what the server lost goes first.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Final, TypeVar
from urllib.parse import urlencode

import msgspec

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
    CardLookUpRequest,
    CardView,
    ConfirmAnswer,
    ConfirmRequest,
    Done,
    EnrolAnswer,
    EnrolmentCodeAnswer,
    EnrolmentCodeRequest,
    EnrolRequest,
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
    SignInRequest,
    VoidAnswer,
    VoidRequest,
)
from card_contract.outcomes import Refusal
from card_contract.pin_messages import ChangePinRequest, UnlockRequest
from card_contract.recall_messages import (
    CardListAnswer,
    CardListRequest,
    DryRunAnswer,
    DryRunRequest,
    HeardRequest,
    RecallCardsAnswer,
    RecallNews,
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
from pos_terminal.gateway.answers import NoAnswerError, Refused, ReplyLost, Unreachable
from pos_terminal.gateway.port import READ_TIMEOUT_S
from pos_terminal.gateway.session import (
    REMADE_AFTER,
    Clock,
    Forgetful,
    Memory,
    TillSession,
    read_answer,
)
from pos_terminal.gateway.studio_calls import StudioCalls
from pos_terminal.gateway.till_key import TillIdentity
from pos_terminal.gateway.wire import Line, Reply, TurnedAwayError

AnswerT = TypeVar("AnswerT", bound=msgspec.Struct)

HEALTH: Final = "/healthz"
NEWS: Final = "/v1/events"
HEALTH_TIMEOUT_S: Final = 2.0
SIGN_OUT_TIMEOUT_S: Final = 2.0
_OF_SALES: Final = ("/v1/sales/", "/v1/voids/")


class Gateway(StudioCalls):
    """The server as one enrolled till reaches it; used on one event loop."""

    def __init__(
        self,
        wire: Line,
        identity: TillIdentity,
        clock: Clock,
        memory: Memory | None = None,
    ) -> None:
        self._wire = wire
        self._memory = memory or Forgetful()
        self._session = TillSession(wire, identity, clock, self._memory)
        self._operator_session = ""
        self._is_shut_out = False

    @property
    def is_shut_out(self) -> bool:
        """Whether the last answer was that this till is shut out."""
        return self._is_shut_out

    @property
    def server_time_ms(self) -> int:
        """The server's time, as far as this till knows it."""
        return self._session.server_time_ms

    # --- Who works here --------------------------------------------------------------------------

    async def shop(self) -> Shop | Refused:
        """What the till has to know about where it stands."""
        return await self._get("/v1/shop", Shop)

    async def operators(self) -> OperatorsAnswer | Refused:
        """Everybody who may sign in at a till of this store."""
        return await self._get("/v1/operators", OperatorsAnswer)

    async def sign_in(self, operator: str, pin: str) -> SignInAnswer | Refused:
        """Let the server check a PIN; the operator's session is kept from here on."""
        request = SignInRequest(operator=operator, pin=pin)
        answer = await self._post("/v1/operator-sessions", request, SignInAnswer)
        if isinstance(answer, SignInAnswer):
            self._operator_session = answer.operator_session
        return answer

    async def sign_out(self) -> None:
        """Forget the operator's session here at once, and at the server if it can be reached."""
        ended, self._operator_session = self._operator_session, ""
        if not ended:
            return
        try:
            await self._exchange(
                "DELETE",
                "/v1/operator-sessions",
                operator=ended,
                read_timeout_s=SIGN_OUT_TIMEOUT_S,
            )
        except NoAnswerError:
            return  # The session ends by itself; whoever leaves must not wait for the network.

    async def change_pin(self, request: ChangePinRequest) -> Done | Refused:
        """Give who is signed in a new PIN; never asked twice, for each wrong PIN counts."""
        return await self._post("/v1/operators/me/pin", request, Done)

    async def approve(self, request: ApprovalRequest) -> ApprovalAnswer | Refused:
        """Let a manager sign for one act."""
        return await self._post("/v1/approvals", request, ApprovalAnswer)

    # --- Cards -----------------------------------------------------------------------------------

    async def look_up_card(self, text: str) -> CardView | Refused:
        """What this scanned or typed text is, and whether it can be sold."""
        return await self._post("/v1/cards/look-up", CardLookUpRequest(text=text), CardView)

    async def artwork(self, artwork: str) -> bytes | Refused:
        """A product's picture."""
        reply = await self._exchange("GET", f"/v1/artwork/{artwork}")
        if isinstance(reply, Refused):
            return reply
        if reply.status == 200 and reply.media_type.startswith("image/"):
            return reply.body
        refused = read_answer(reply, Done)
        if isinstance(refused, Refused):
            return refused
        raise ReplyLost("The picture is none.")

    # --- Sales -----------------------------------------------------------------------------------

    async def reserve(
        self, sale_id: str, request: ReserveRequest, *, read_timeout_s: float = READ_TIMEOUT_S
    ) -> ReserveAnswer | Refused:
        """Hold all cards of a sale, or none."""
        target = f"/v1/sales/{sale_id}/reserve"
        return await self._post(target, request, ReserveAnswer, read_timeout_s=read_timeout_s)

    async def reserve_again(
        self, sale_id: str, request: ReserveAgainRequest
    ) -> ReserveAnswer | Refused:
        """Hold again what a restored server had held; nobody has to be signed in."""
        return await self._post(f"/v1/sales/{sale_id}/reserve-again", request, ReserveAnswer)

    async def confirm(self, sale_id: str, request: ConfirmRequest) -> ConfirmAnswer | Refused:
        """Activate the cards of a paid sale."""
        return await self._post(f"/v1/sales/{sale_id}/confirm", request, ConfirmAnswer)

    async def cancel(self, sale_id: str, request: CancelRequest) -> CancelAnswer | Refused:
        """End an unpaid sale."""
        return await self._post(f"/v1/sales/{sale_id}/cancel", request, CancelAnswer)

    async def void(self, void_id: str, request: VoidRequest) -> VoidAnswer | Refused:
        """Undo a paid sale, or cards of it."""
        return await self._post(f"/v1/voids/{void_id}", request, VoidAnswer)

    async def sign_void(self, void_id: str, request: SignatureRequest) -> Done | Refused:
        """A manager's later signature under a void that was carried out without one."""
        return await self._post(f"/v1/voids/{void_id}/signature", request, Done)

    async def hand_back_void(self, void_id: str, request: HandedBackRequest) -> Done | Refused:
        """The money of a void is back with the customer."""
        return await self._post(f"/v1/voids/{void_id}/handed-back", request, Done)

    async def hand_back_sale(self, sale_id: str, request: HandedBackRequest) -> Done | Refused:
        """The money of a sale's refused cards is back with the customer."""
        return await self._post(f"/v1/sales/{sale_id}/handed-back", request, Done)

    async def settle(self, sale_id: str, request: SettleRequest) -> SettleAnswer | Refused:
        """Answer for another till whether its sale was paid."""
        return await self._post(f"/v1/sales/{sale_id}/settle", request, SettleAnswer)

    async def sale(self, sale_id: str) -> SaleView | Refused:
        """A sale as the server knows it. It informs; it never settles a doubt."""
        return await self._get(f"/v1/sales/{sale_id}", SaleView)

    async def sales_by_receipt(self, receipt: str) -> SalesAnswer | Refused:
        """The sale with this receipt number."""
        return await self._sales(receipt=receipt)

    async def sales_by_card(self, text: str) -> SalesAnswer | Refused:
        """The sales of one card."""
        return await self._sales(card=text)

    async def sales_of_day(self, day: str, *, before: str | None = None) -> SalesAnswer | Refused:
        """A day's sales, newest first; ``before`` is the last sale of the page before."""
        if before is None:
            return await self._sales(day=day)
        return await self._sales(day=day, before=before)

    async def holds(self, *, after: str | None = None) -> HoldsAnswer | Refused:
        """Sales held for over 15 minutes, or by a till shut out.

        ``after`` is the last sale of the page before.
        """
        return await self._get(f"/v1/holds{_query(after=after)}", HoldsAnswer)

    async def all_told(self, request: AllToldRequest) -> Done | Refused:
        """A restored server has been told all that this till knew."""
        return await self._post("/v1/all-told", request, Done)

    # --- What managers look after ----------------------------------------------------------------

    async def cases(
        self, number: str | None = None, *, recall: int | None = None, after: str | None = None
    ) -> CasesAnswer | Refused:
        """A page of the store's open cases, or of one recall's; with a number those of one card."""
        query = _query(number=number, recall=recall, after=after)
        return await self._get(f"/v1/cases{query}", CasesAnswer)

    async def close_case(self, case_id: str, request: CloseCaseRequest) -> Done | Refused:
        """A manager settled a case and says how."""
        return await self._post(f"/v1/cases/{case_id}/close", request, Done)

    async def staff(self) -> StaffAnswer | Refused:
        """Everybody of the staff, and who is locked out."""
        return await self._get("/v1/staff", StaffAnswer)

    async def lock(self, operator_id: str, request: LockRequest) -> Done | Refused:
        """Lock somebody by hand; their sessions end."""
        return await self._post(f"/v1/operators/{operator_id}/lock", request, Done)

    async def unlock(self, operator_id: str, request: UnlockRequest) -> Done | Refused:
        """Let somebody who is locked sign in again."""
        return await self._post(f"/v1/operators/{operator_id}/unlock", request, Done)

    async def take_on(self, operator_id: str, request: TakeOnRequest) -> TakeOnAnswer | Refused:
        """Take a person on, once under an id made here."""
        return await self._post(f"/v1/operators/{operator_id}", request, TakeOnAnswer)

    async def give_role(self, operator_id: str, request: RoleRequest) -> Done | Refused:
        """Give somebody another role; their sessions end."""
        return await self._post(f"/v1/operators/{operator_id}/role", request, Done)

    async def tills(self) -> TillsAnswer | Refused:
        """Every till, also those that were shut out."""
        return await self._get("/v1/tills", TillsAnswer)

    async def enrolment_code(self, till_name: str) -> EnrolmentCodeAnswer | Refused:
        """A one-use code with which another till joins."""
        request = EnrolmentCodeRequest(till_name=till_name)
        return await self._post("/v1/enrolment-codes", request, EnrolmentCodeAnswer)

    async def revoke_till(self, till_id: str, request: ShutOutRequest) -> Done | Refused:
        """Shut a till out."""
        return await self._post(f"/v1/tills/{till_id}/revoke", request, Done)

    async def rename_till(self, till_id: str, request: RenameTillRequest) -> Done | Refused:
        """Call a till otherwise."""
        return await self._post(f"/v1/tills/{till_id}/rename", request, Done)

    async def let_go(self, operator_id: str) -> Refused | None:
        """Let nobody sign in as this person any more."""
        return await self._do(f"/v1/operators/{operator_id}/let-go")

    # --- Alarms and the ledger -------------------------------------------------------------------

    async def alarms(self) -> AlarmsAnswer | Refused:
        """The open alarms of all stores, newest first."""
        return await self._get("/v1/alarms", AlarmsAnswer)

    async def alarm_card(self, case_id: str) -> AlarmCardView | Refused:
        """The card that an alarm is about, and how its pack stands."""
        return await self._get(f"/v1/alarms/{case_id}/card", AlarmCardView)

    async def reopen_card(
        self, card_id: str, request: ReopenCardRequest
    ) -> ReopenCardAnswer | Refused:
        """Let a probed card be sold again; sent twice it counts once."""
        return await self._post(f"/v1/cards/{card_id}/reopen", request, ReopenCardAnswer)

    async def ledger(self, wanted: Mapping[str, str]) -> LedgerAnswer | Refused:
        """A page of the ledger; ``wanted`` narrows it down by the route's own parameters."""
        return await self._get(f"/v1/ledger{_query(**wanted)}", LedgerAnswer)

    async def check_ledger(self, after: int) -> LedgerChecked | Refused:
        """Have the stretch of the ledger after this position verified."""
        return await self._get(f"/v1/ledger-check?{urlencode({'after': after})}", LedgerChecked)

    # --- Recalls and stop-sales ------------------------------------------------------------------

    async def add_to_list(self, list_id: str, request: CardListRequest) -> CardListAnswer | Refused:
        """Send up a piece of a list of card numbers; sent twice it is stored once."""
        return await self._post(f"/v1/card-lists/{list_id}", request, CardListAnswer)

    async def dry_run(self, request: DryRunRequest) -> DryRunAnswer | Refused:
        """What a recall, a stop-sale or its lifting would do; nothing changes."""
        return await self._post("/v1/recalls/dry-run", request, DryRunAnswer)

    async def begin_recall(self, request_id: str, request: RecallRequest) -> RecallView | Refused:
        """Recall cards, stop their sale, or lift such a stop; asked twice it begins once."""
        return await self._post(f"/v1/recall-requests/{request_id}", request, RecallView)

    async def recalls(self, before: int | None = None) -> RecallsAnswer | Refused:
        """The newest recalls and stop-sales, or the newest before one."""
        return await self._get(f"/v1/recalls{_query(before=before)}", RecallsAnswer)

    async def recall_products(self) -> RecallProductsAnswer | Refused:
        """The products of which all cards can be recalled."""
        return await self._get("/v1/recall-products", RecallProductsAnswer)

    async def recall(self, recall_id: int) -> RecallView | Refused:
        """How far a recall is."""
        return await self._get(f"/v1/recalls/{recall_id}", RecallView)

    async def recall_cards(
        self,
        recall_id: int,
        *,
        after: int = 0,
        effect: RecallEffect | None = None,
        number: str | None = None,
    ) -> RecallCardsAnswer | Refused:
        """A page of what became of its cards, those of one effect or one number."""
        query = _query(after=after, effect=effect, number=number)
        return await self._get(f"/v1/recalls/{recall_id}/cards{query}", RecallCardsAnswer)

    async def stop_recall(self, recall_id: int) -> RecallView | Refused:
        """Recall no more of its cards; what is done stays done."""
        reply = await self._exchange("POST", f"/v1/recalls/{recall_id}/stop")
        return reply if isinstance(reply, Refused) else read_answer(reply, RecallView)

    async def news_lines(self) -> AsyncIterator[str]:
        """The lines of the server's stream of events; raises ``NoAnswerError`` when it ends."""
        session = await self._session.get()
        if isinstance(session, Refused):
            raise Unreachable("The till may not listen.")
        headers = self._session.headers(session, method="GET", target=NEWS, operator="", body=b"")
        try:
            async for line in self._wire.lines(NEWS, headers=headers):
                yield line
        except TurnedAwayError as error:
            if error.status == 401:
                self._session.drop(session)  # it is over; the next try makes another
            raise

    async def heard(self, news: RecallNews) -> None:
        """Say that news were heard; nobody is the worse where that does not arrive."""
        with contextlib.suppress(NoAnswerError):
            request = HeardRequest(serial=news.serial)
            await self._post(f"/v1/recalls/{news.recall_id}/heard", request, Done)

    # --- The till's business day -----------------------------------------------------------------

    async def day_tills(self, day: str) -> DayTillsAnswer | Refused:
        """The tills of the store, and which of them have closed a day."""
        return await self._get(f"/v1/days?{urlencode({'day': day})}", DayTillsAnswer)

    async def day_report(self, till_id: str, day: str) -> DayReport | Refused:
        """A till's day as it stands, or as it was closed."""
        return await self._get(f"/v1/tills/{till_id}/day?{urlencode({'day': day})}", DayReport)

    async def day_sales(self, till_id: str, day: str) -> DaySalesAnswer | Refused:
        """The sales that the report of a till's day counts."""
        target = f"/v1/tills/{till_id}/day-sales?{urlencode({'day': day})}"
        return await self._get(target, DaySalesAnswer)

    async def close_day(self, till_id: str, request: CloseDayRequest) -> DayReport | Refused:
        """Close a till's day for good."""
        return await self._post(f"/v1/tills/{till_id}/close-day", request, DayReport)

    # --- Packs and cartons on their way to the stores ---------------------------------------------

    async def stores(self) -> StoresAnswer | Refused:
        """The stores of the shop."""
        return await self._get("/v1/stores", StoresAnswer)

    async def look_up_label(self, request: LabelLookUpRequest) -> LabelView | Refused:
        """What a label stands on, and where that is."""
        return await self._post("/v1/labels/look-up", request, LabelView)

    async def move_packs(self, move_id: str, request: CustodyRequest) -> CustodyAnswer | Refused:
        """Ship or receive what a label stands on; asked again under the id it counts once."""
        return await self._post(f"/v1/custody-requests/{move_id}", request, CustodyAnswer)

    async def on_the_way(self) -> OnTheWayAnswer | Refused:
        """What was shipped to this store and has not been received."""
        return await self._get("/v1/on-the-way", OnTheWayAnswer)

    async def misplaced_sales(self) -> MisplacedAnswer | Refused:
        """The last cards that this store has sold and had not received."""
        return await self._get("/v1/misplaced-sales", MisplacedAnswer)

    async def health(self) -> Health | Refused:
        """Whether the server is there and takes changes; asked without any session."""
        return await ask_health(self._wire)

    async def close(self) -> None:
        """Drop the connections."""
        await self._wire.close()

    # --- Details ---------------------------------------------------------------------------------

    async def _sales(self, **query: str) -> SalesAnswer | Refused:
        return await self._get(f"/v1/sales?{urlencode(query)}", SalesAnswer)

    async def _do(self, target: str) -> Refused | None:
        """Ask for a change that needs no words."""
        reply = await self._exchange("POST", target)
        answer = reply if isinstance(reply, Refused) else read_answer(reply, Done)
        return answer if isinstance(answer, Refused) else None

    async def _get(self, target: str, answer_type: type[AnswerT]) -> AnswerT | Refused:
        reply = await self._exchange("GET", target)
        return reply if isinstance(reply, Refused) else read_answer(reply, answer_type)

    async def _post(
        self,
        target: str,
        request: msgspec.Struct,
        answer_type: type[AnswerT],
        *,
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> AnswerT | Refused:
        reply = await self._exchange(
            "POST", target, body=msgspec.json.encode(request), read_timeout_s=read_timeout_s
        )
        return reply if isinstance(reply, Refused) else read_answer(reply, answer_type)

    async def _exchange(
        self,
        method: str,
        target: str,
        *,
        body: bytes = b"",
        operator: str | None = None,
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> Reply | Refused:
        operator = self._operator_session if operator is None else operator
        known = self._memory.epoch
        for may_remake in (True, False):
            session = await self._session.get()
            if isinstance(session, Refused):
                self._is_shut_out = session.code is Refusal.TILL_REVOKED
                return session
            restored = known is not None and session.epoch > known
            if restored and method == "POST" and target.startswith(_OF_SALES):
                raise Unreachable("The server was restored: what it lost is told first.")
            headers = self._session.headers(
                session, method=method, target=target, operator=operator, body=body
            )
            reply = await self._wire.exchange(
                method, target, body=body, headers=headers, read_timeout_s=read_timeout_s
            )
            if reply.status != 401:
                self._is_shut_out = _says_shut_out(reply)
                return reply
            refused = read_answer(reply, Done)
            if not isinstance(refused, Refused) or refused.code not in REMADE_AFTER:
                return reply
            self._session.learn_time(refused.answer.server_time)
            self._session.drop(session)
            if not may_remake:
                return refused
        raise AssertionError("the loop above returns")

    def __repr__(self) -> str:
        return f"Gateway(signed_in={bool(self._operator_session)})"


def _says_shut_out(reply: Reply) -> bool:
    if reply.status != 403:
        return False
    try:
        answer = read_answer(reply, Done)
    except ReplyLost:
        return False
    return isinstance(answer, Refused) and answer.code is Refusal.TILL_REVOKED


async def enrol(wire: Line, request: EnrolRequest) -> EnrolAnswer | Refused:
    """Introduce a new till with its one-use code."""
    reply = await wire.exchange(
        "POST",
        "/v1/enrol",
        body=msgspec.json.encode(request),
        headers={},
        read_timeout_s=READ_TIMEOUT_S,
    )
    return read_answer(reply, EnrolAnswer)


async def ask_health(wire: Line) -> Health | Refused:
    """Ask for the server's health; one that takes no changes may say so with a 503."""
    reply = await wire.exchange(
        "GET", HEALTH, body=b"", headers={}, read_timeout_s=HEALTH_TIMEOUT_S
    )
    if reply.status == 503 and reply.media_type == "application/json":
        reply = Reply(status=200, media_type=reply.media_type, body=reply.body)
    return read_answer(reply, Health)


def _query(**asked: str | int | None) -> str:
    """The part of an address behind its path: what is asked for, if anything is."""
    wanted = {name: value for name, value in asked.items() if value is not None}
    return f"?{urlencode(wanted)}" if wanted else ""
