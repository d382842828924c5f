"""A server in memory that speaks gateway answers: it keeps the rules, and loses what a test wants lost."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.case_messages import CasesAnswer, CaseView, CloseCaseRequest
from card_contract.messages import (
    AllToldRequest,
    ApprovalAnswer,
    ApprovalRequest,
    CancelAnswer,
    CancelRequest,
    CardRefused,
    CardView,
    ConfirmAnswer,
    ConfirmedLine,
    ConfirmRequest,
    Done,
    HandedBackRequest,
    Health,
    HeldLine,
    Operator,
    OperatorsAnswer,
    Product,
    ReserveAgainRequest,
    ReserveAnswer,
    ReserveRequest,
    SalesAnswer,
    SaleView,
    SettledRefund,
    Shop,
    SignatureRequest,
    SignInAnswer,
    VoidAnswer,
    VoidedLine,
    VoidRequest,
)
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.sale_id import SaleId, VoidId
from card_contract.settle_messages import (
    HoldsAnswer,
    SettleAnswer,
    SettleRequest,
)
from card_contract.states import CodeState, HoldState, Role, SaleStage, SettledAs, StopState
from pos_terminal.gateway.answers import Refused, ReplyLost, Unreachable
from support.case_pages import money_owed, page_of_cases
from support.gateway_answers import refused
from support.quiet_server import QuietServer
from support.scripted_cards import MAY_COME_LATER, Card, Sale
from support.scripted_custody import ScriptedCustody
from support.scripted_faults import Faults
from support.scripted_recalls import ScriptedRecalls
from support.scripted_shop import SHOP, sale_view
from support.scripted_watch import ScriptedWatch

_SETTLED = {
    SettledAs.PAID: SaleStage.CONFIRMED,
    SettledAs.NOT_PAID: SaleStage.CANCELLED,
    SettledAs.MONEY_BACK: SaleStage.VOIDED,
}
MIA = Operator(operator_id="O1", name="Mia Kern", role=Role.CLERK)
JONAS = Operator(operator_id="O2", name="Jonas Weber", role=Role.CLERK)
ANNA = Operator(operator_id="O3", name="Anna Lindt", role=Role.MANAGER)
TOM = Operator(operator_id="O7", name="Tom Berg", role=Role.MANAGER)
PINS = {"O1": "111111", "O2": "222222", "O3": "333333", "O7": "777777"}
PINS["B12345678901234569"] = "111111"
ANNAS_BADGE = "B23456789012345673"
PINS[ANNAS_BADGE] = PINS[ANNA.operator_id]
SIGNERS = {ANNA.operator_id: ANNA, ANNAS_BADGE: ANNA, TOM.operator_id: TOM}


@dataclass(frozen=True)
class Backup:
    """Cards, sales and answers as they were."""

    kept: tuple[dict[str, Card], dict[str, Sale], dict[str, Any], set[str]]


def _proof_of(sale_id: str) -> str:
    return f"proof of {sale_id[-20:]}"


class ScriptedServer(QuietServer):
    """Cards, sales and stored answers; every change happens once, whatever is repeated."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self.faults = Faults()
        self.cards: dict[str, Card] = {}
        self.sales: dict[str, Sale] = {}
        self.answers: dict[str, Any] = {}
        self.judged: set[str] = set()  # refused for good as a test asked for
        self.calls: list[str] = []
        self.keys: list[str] = []
        self.activations: dict[str, int] = {}
        self.who_signs_in = [MIA, JONAS, ANNA]
        self.refusals: dict[str, Refusal] = {}
        self.is_shut_out = False
        self.proves_holds = False
        self.denied_sales: set[str] = set()
        self.settled_refunds: list[SettledRefund] = []
        self.was_paid_back: bool | None = True
        self.signed_in: Operator | None = None
        self.settled: list[SettleRequest] = []
        self.held_elsewhere = HoldsAnswer(holds=[])
        self.holds_a_page = 100
        self.open_cases = CasesAnswer(cases=[], more=False)
        self.case_closes: list[tuple[str, CloseCaseRequest]] = []
        self.owed: dict[str | None, SaleView] = {}
        self.unsigned: set[str] = set()
        self.signatures: dict[str, str] = {}
        self.voids: dict[str, VoidRequest] = {}
        self.handed_back: dict[str, HandedBackRequest] = {}
        self.all_told_for: list[int] = []
        self.watch = ScriptedWatch(self._call, now_ms)
        self.alarms, self.alarm_card = self.watch.alarms, self.watch.alarm_card
        self.reopen_card = self.watch.reopen_card
        self.ledger, self.check_ledger = self.watch.ledger, self.watch.check_ledger
        recalls = self.all_recalls = ScriptedRecalls(self._call, now_ms)
        self.add_to_list, self.dry_run = recalls.add_to_list, recalls.dry_run
        self.begin_recall, self.stop_recall = recalls.begin_recall, recalls.stop_recall
        self.recalls, self.recall = recalls.recalls, recalls.recall
        self.recall_cards = recalls.recall_cards
        self.recall_products = recalls.recall_products
        custody = self.all_custody = ScriptedCustody(self._call, now_ms)
        self.stores, self.look_up_label = custody.stores, custody.look_up_label
        self.move_packs, self.on_the_way = custody.move_packs, custody.on_the_way
        self.misplaced_sales = custody.misplaced_sales

    # --- What a test sets up ---------------------------------------------------------------------

    def add_card(self, sequence: int, name: str = "Gift card", price_minor: int = 5000) -> Card:
        number = CardNumber.build(issuer="970010", batch=1, sequence=sequence).digits
        card = Card(str(1000 + sequence), number, name, price_minor)
        self.cards[card.card_id] = card
        return card

    def backup(self) -> Backup:
        """What would be on a backup taken now."""
        return Backup(copy.deepcopy((self.cards, self.sales, self.answers, self.unsigned)))

    def restore(self, backup: Backup) -> None:
        """Everything since that backup is lost; the cards that tests hold on to follow."""
        cards, self.sales, self.answers, self.unsigned = copy.deepcopy(backup.kept)
        for card_id, card in self.cards.items():
            card.__dict__.update(cards[card_id].__dict__)
        self.judged.clear()
        self.calls.clear()
        self.keys.clear()

    # --- The port --------------------------------------------------------------------------------

    async def shop(self) -> Shop | Refused:
        return await self._call("shop", lambda: SHOP)

    async def operators(self) -> OperatorsAnswer | Refused:
        return await self._call(
            "operators", lambda: OperatorsAnswer(operators=list(self.who_signs_in))
        )

    async def sign_in(self, operator: str, pin: str) -> SignInAnswer | Refused:
        def decide() -> SignInAnswer | Refused:
            if PINS.get(operator) != pin:
                return refused(Refusal.WRONG_PIN)
            known = {one.operator_id: one for one in (MIA, JONAS, ANNA)}
            self.signed_in = known.get(operator, MIA)
            return SignInAnswer(
                operator_session="s", operator=self.signed_in, expires_at=self._now_ms() + 1
            )

        return await self._call("sign_in", decide)

    async def sign_out(self) -> None:
        self.signed_in = None

    async def approve(self, request: ApprovalRequest) -> ApprovalAnswer | Refused:
        def decide() -> ApprovalAnswer | Refused:
            if PINS.get(request.approver) != request.pin:
                return refused(Refusal.WRONG_PIN)
            approver = SIGNERS.get(request.approver)
            if approver is None:
                return refused(Refusal.NOT_ALLOWED)
            return ApprovalAnswer(approval=f"signed-{request.subject}"[:64], approver=approver)

        return await self._call("approve", decide)

    async def look_up_card(self, text: str) -> CardView | Refused:
        def decide() -> CardView | Refused:
            card = next((card for card in self.cards.values() if card.number == text), None)
            if card is None:
                unknown = CardRefused(card_id="", refusal=CardRefusal.UNKNOWN)
                return refused(Refusal.CARDS_REFUSED, [unknown])
            return self._view(card)

        return await self._call("look_up", decide)

    async def artwork(self, artwork: str) -> bytes | Refused:
        return await self._call("artwork", lambda: b"PNG")

    async def reserve(
        self, sale_id: str, request: ReserveRequest, *, read_timeout_s: float = 8.0
    ) -> ReserveAnswer | Refused:
        return await self._call(
            "reserve", lambda: self._reserve(sale_id, request), f"{sale_id}/RESERVE"
        )

    async def reserve_again(
        self, sale_id: str, request: ReserveAgainRequest
    ) -> ReserveAnswer | Refused:
        if request.proof != _proof_of(sale_id):
            return await self._call("reserve_again", lambda: refused(Refusal.NO_OPERATOR))
        return await self._call(
            "reserve_again", lambda: self._reserve(sale_id, request.held), f"{sale_id}/RESERVE"
        )

    async def confirm(self, sale_id: str, request: ConfirmRequest) -> ConfirmAnswer | Refused:
        return await self._call(
            "confirm", lambda: self._confirm(sale_id, request), f"{sale_id}/CONFIRM"
        )

    async def cancel(self, sale_id: str, request: CancelRequest) -> CancelAnswer | Refused:
        return await self._call("cancel", lambda: self._cancel(sale_id), f"{sale_id}/CANCEL")

    async def void(self, void_id: str, request: VoidRequest) -> VoidAnswer | Refused:
        return await self._call("void", lambda: self._void(void_id, request), f"{void_id}/VOID")

    async def sign_void(self, void_id: str, request: SignatureRequest) -> Done | Refused:
        def decide() -> Done | Refused:
            self.keys.append(f"{void_id}/SIGN")
            if void_id not in self.unsigned:
                return refused(Refusal.NOT_FOUND)
            self.signatures.setdefault(void_id, request.approval)
            return Done(server_time=self._now_ms())

        return await self._call("sign_void", decide)

    async def hand_back_void(self, void_id: str, request: HandedBackRequest) -> Done | Refused:
        key = f"{void_id}/HANDED_BACK"

        def decide() -> Done | Refused:
            if not self._is_judged(f"{void_id}/VOID"):
                return refused(Refusal.NOT_FOUND, not_now=True)
            return self._note_back(key, request)

        return await self._call("hand_back_void", decide, key)

    async def hand_back_sale(self, sale_id: str, request: HandedBackRequest) -> Done | Refused:
        key = f"{sale_id}/HANDED_BACK/{','.join(request.card_ids)}"

        def decide() -> Done | Refused:
            sale = self.sales.get(sale_id)
            if sale is None and not self._is_judged(f"{sale_id}/RESERVE"):
                return refused(Refusal.SALE_UNKNOWN, not_now=True)
            was_refused = f"{sale_id}/CONFIRM" in self.judged
            if was_refused or (sale is not None and sale.stage is SaleStage.CANCELLED):
                return refused(Refusal.SALE_CANCELLED)
            if sale is not None and sale.stage is SaleStage.HELD:
                return refused(Refusal.SALE_NOT_CONFIRMED, not_now=True)
            return self._note_back(key, request)

        return await self._call("hand_back_sale", decide, key)

    async def all_told(self, request: AllToldRequest) -> Done | Refused:
        def decide() -> Done:
            self.all_told_for.append(request.epoch)
            return Done(server_time=self._now_ms())

        return await self._call("all_told", decide)

    def _is_judged(self, key: str) -> bool:
        return key in self.answers or key in self.judged

    def _note_back(self, key: str, request: HandedBackRequest) -> Done:
        self.handed_back[key] = request
        return Done(server_time=self._now_ms())

    async def settle(self, sale_id: str, request: SettleRequest) -> SettleAnswer | Refused:
        def decide() -> SettleAnswer:
            stage, holds = _SETTLED[request.says], self.held_elsewhere.holds
            voided_before = self.sales.get(sale_id) == Sale(None, SaleStage.VOIDED)
            if voided_before and stage is SaleStage.VOIDED:
                return SettleAnswer(
                    sale_id=sale_id,
                    stage=stage,
                    lines=[],
                    owed=bool(self.open_cases.cases),
                    paid_back=None if self.open_cases.cases else self.was_paid_back,
                    at=self._now_ms(),
                )
            if stage is SaleStage.VOIDED:
                hold = next(each for each in holds if each.sale.sale_id == sale_id)
                owed = money_owed(hold.sale, self._now_ms())
                self.open_cases = CasesAnswer(cases=[*self.open_cases.cases, owed], more=False)
                self.owed[sale_id] = hold.sale
            self.sales[sale_id] = Sale(None, stage)
            left = [each for each in holds if each.sale.sale_id != sale_id]
            self.held_elsewhere = HoldsAnswer(holds=left)
            return SettleAnswer(
                sale_id=sale_id,
                stage=stage,
                lines=[],
                owed=stage is SaleStage.VOIDED,
                at=self._now_ms(),
            )

        self.settled.append(request)
        return await self._call("settle", decide, f"{sale_id}/SETTLE/{request.approval}")

    async def sale(self, sale_id: str) -> SaleView | Refused:
        def decide() -> SaleView | Refused:
            view = self._sale_view(sale_id)
            if isinstance(view, Refused):
                return view
            denied = sale_id in self.denied_sales
            return replace(view, denied=denied, settled=list(self.settled_refunds))

        return await self._call("sale", decide)

    async def sales_by_receipt(self, receipt: str) -> SalesAnswer | Refused:
        return await self._call(
            "sales",
            lambda: self._found(
                [key for key in self.sales if SaleId.parse(key).receipt_number == receipt]
            ),
        )

    async def sales_by_card(self, text: str) -> SalesAnswer | Refused:
        ids = {card.card_id for card in self.cards.values() if card.number == text}

        def has_card(sale: Sale) -> bool:
            return bool(sale.request and ids & {line.card_id for line in sale.request.lines})

        return await self._call(
            "sales",
            lambda: self._found([key for key, sale in self.sales.items() if has_card(sale)]),
        )

    async def sales_of_day(self, day: str, *, before: str | None = None) -> SalesAnswer | Refused:
        return await self._call("sales", lambda: self._found(list(reversed(self.sales))))

    async def holds(self, *, after: str | None = None) -> HoldsAnswer | Refused:
        def decide() -> HoldsAnswer:
            ids = [hold.sale.sale_id for hold in self.held_elsewhere.holds]
            start = 0 if after is None else ids.index(after) + 1
            page = self.held_elsewhere.holds[start : start + self.holds_a_page]
            return HoldsAnswer(holds=page, more=start + self.holds_a_page < len(ids))

        return await self._call("holds", decide)

    async def cases(
        self, number: str | None = None, *, recall: int | None = None, after: str | None = None
    ) -> CasesAnswer | Refused:
        def decide() -> CasesAnswer:
            if number is not None:
                found = [case for case in self.open_cases.cases if self._is_of(case, number)]
                return CasesAnswer(cases=found, more=False)
            return page_of_cases(self.open_cases, recall, after)

        return await self._call("cases", decide)

    def _is_of(self, case: CaseView, number: str) -> bool:
        if case.sale_id in self.owed:
            return any(line.number == number for line in self.owed[case.sale_id].lines)
        return case.last_four == number[-4:]

    async def close_case(self, case_id: str, request: CloseCaseRequest) -> Done | Refused:
        def decide() -> Done:
            self.case_closes.append((case_id, request))
            left = [case for case in self.open_cases.cases if case.case_id != case_id]
            self.open_cases = CasesAnswer(cases=left, more=False)
            self.watch.settle(case_id)
            return Done(server_time=self._now_ms())

        return await self._call("close_case", decide)

    async def health(self) -> Health | Refused:
        healthy = Health(writable=True, version="0", server_time=self._now_ms())
        return await self._call("health", lambda: healthy)

    # --- The rules -------------------------------------------------------------------------------

    def _reserve(self, sale_id: str, request: ReserveRequest) -> ReserveAnswer | Refused:
        if sale_id in self.sales:
            return refused(Refusal.SALE_CANCELLED)
        bad = [
            CardRefused(card_id=line.card_id, refusal=why, at=self._now_ms(), till_name="Till 2")
            for line in request.lines
            if (why := self._why_not(self.cards[line.card_id])) is not None
            # What was sold before a restore is held as it is, and refused when it is confirmed.
            and not (request.told_again and why in MAY_COME_LATER)
        ]
        if bad:
            return refused(Refusal.CARDS_REFUSED, bad)
        for line in request.lines:
            self.cards[line.card_id].hold_state = HoldState.HELD
            self.cards[line.card_id].sale_id = sale_id
        self.sales[sale_id] = Sale(request, SaleStage.HELD)
        lines = [
            HeldLine(card_id=line.card_id, last_four="0000", price_minor=line.price_minor)
            for line in request.lines
        ]
        total = sum(line.price_minor for line in request.lines)
        return ReserveAnswer(
            sale_id=sale_id,
            lines=lines,
            total_minor=total,
            currency="EUR",
            at=self._now_ms(),
            proof=_proof_of(sale_id) if self.proves_holds else "",
        )

    def _confirm(self, sale_id: str, request: ConfirmRequest) -> ConfirmAnswer | Refused:
        sale = self.sales.get(sale_id)
        if sale is None or sale.request is None:
            return refused(Refusal.SALE_UNKNOWN if sale is None else Refusal.SALE_CANCELLED)
        if sale.stage is SaleStage.CANCELLED:
            return refused(Refusal.SALE_CANCELLED)
        if sale.stage is SaleStage.VOIDED:
            return refused(Refusal.SALE_VOIDED)
        sale.stage, sale.payment, sale.paid_at = (
            SaleStage.CONFIRMED,
            request.payment,
            request.paid_at,
        )
        lines = [
            self._confirm_card(self.cards[line.card_id], line.price_minor)
            for line in sale.request.lines
        ]
        refund = sum(line.price_minor for line in lines if not line.activated)
        return ConfirmAnswer(sale_id=sale_id, lines=lines, refund_minor=refund, at=self._now_ms())

    def _confirm_card(self, card: Card, price_minor: int) -> ConfirmedLine:
        refusal = None
        if card.refusal is not None:
            refusal = CardRefused(card_id=card.card_id, refusal=card.refusal)
            card.hold_state = HoldState.FREE
        else:
            card.hold_state, card.code_state = HoldState.SOLD, CodeState.AVAILABLE
            self.activations[card.card_id] = self.activations.get(card.card_id, 0) + 1
        return ConfirmedLine(
            card_id=card.card_id,
            last_four=card.number[-4:],
            price_minor=price_minor,
            activated=refusal is None,
            refusal=refusal,
        )

    def _cancel(self, sale_id: str) -> CancelAnswer | Refused:
        sale = self.sales.get(sale_id)
        if sale is not None and sale.stage is SaleStage.CONFIRMED:
            return refused(Refusal.SALE_CONFIRMED)
        if sale is not None and sale.stage is SaleStage.VOIDED:
            return refused(Refusal.SALE_VOIDED)
        freed = [card for card in self.cards.values() if card.sale_id == sale_id]
        for card in freed:
            card.hold_state, card.sale_id = HoldState.FREE, None
        request = sale.request if sale is not None else None
        self.sales[sale_id] = Sale(request, SaleStage.CANCELLED)
        ids = [card.card_id for card in freed]
        return CancelAnswer(sale_id=sale_id, freed=ids, at=self._now_ms())

    def _void(self, void_id: str, request: VoidRequest) -> VoidAnswer | Refused:
        self.voids[void_id] = request
        sale = self.sales.get(request.sale_id)
        is_of_another = SaleId.parse(request.sale_id).till != VoidId.parse(void_id).parts.till
        not_now = is_of_another and request.told_again
        if sale is None or (sale.request is None and sale.stage is not SaleStage.CANCELLED):
            return refused(Refusal.SALE_UNKNOWN, not_now=not_now)
        if sale.stage is SaleStage.CANCELLED:
            return refused(Refusal.SALE_CANCELLED)
        if sale.stage is SaleStage.HELD and is_of_another:
            return refused(Refusal.SALE_NOT_CONFIRMED, not_now=not_now)
        assert sale.request is not None
        wanted = request.card_ids or [line.card_id for line in sale.request.lines]
        used = request.used_before if request.told_again else []
        lines = [
            self._void_card(self.cards[card_id], was_used=card_id in used) for card_id in wanted
        ]
        if all(
            self.cards[line.card_id].hold_state in (HoldState.VOIDED, HoldState.FREE)
            for line in sale.request.lines
        ):
            sale.stage = SaleStage.VOIDED
        refund = sum(line.price_minor for line in lines if line.voided)
        if request.approval is None:
            self.unsigned.add(void_id)
        return VoidAnswer(
            void_id=void_id,
            sale_id=request.sale_id,
            lines=lines,
            refund_minor=refund,
            at=self._now_ms(),
            signature_owed=request.approval is None and refund > 0,
        )

    def _void_card(self, card: Card, *, was_used: bool) -> VoidedLine:
        refusal = None
        if was_used or card.code_state is CodeState.REDEEMED:
            refusal = CardRefused(card_id=card.card_id, refusal=CardRefusal.REDEEMED)
        elif card.hold_state is HoldState.HELD:
            card.hold_state = HoldState.FREE
        else:
            card.hold_state, card.code_state = HoldState.VOIDED, CodeState.INVALIDATED
        return VoidedLine(
            card_id=card.card_id,
            last_four=card.number[-4:],
            price_minor=card.price_minor,
            voided=refusal is None,
            refusal=refusal,
        )

    def _why_not(self, card: Card) -> CardRefusal | None:
        if card.refusal is not None:
            return card.refusal
        if card.hold_state is HoldState.SOLD:
            return CardRefusal.SOLD
        return None if card.hold_state is HoldState.FREE else CardRefusal.HELD_ELSEWHERE

    # --- The network and what a client sees ------------------------------------------------------

    async def _call(self, call: str, decide: Callable[[], Any], key: str | None = None) -> Any:
        self.calls.append(call)
        if key is not None:
            self.keys.append(key)
        if self.faults.slow_s:
            await asyncio.sleep(self.faults.slow_s)
        if self.faults.down:
            raise Unreachable("nobody there")
        if self.faults.takes(self.faults.lose_requests, call):
            raise ReplyLost("the request was lost")
        if self.faults.takes(self.faults.breaks, call):
            raise LookupError("nobody thought of this")
        answer = self._answer(call, decide, key)
        self.is_shut_out = isinstance(answer, Refused) and answer.code is Refusal.TILL_REVOKED
        if self.faults.takes(self.faults.lose_replies, call):
            if call in self.faults.refuse_after_loss:
                self.refusals[call] = self.faults.refuse_after_loss.pop(call)
            raise ReplyLost("the reply was lost")
        return answer

    def _answer(self, call: str, decide: Callable[[], Any], key: str | None) -> Any:
        if call in self.refusals:
            asked_for = refused(self.refusals[call])
            if key is not None and asked_for.final:
                self.judged.add(key)
            return asked_for
        if key is None:
            return decide()
        if key in self.answers:
            stored = self.answers[key]
            told_anew = isinstance(stored, (Refused, Done))
            return stored if told_anew else replace(stored, replayed=True)
        answer = decide()
        if not isinstance(answer, Refused) or answer.final:
            self.answers[key] = answer
        return answer

    def _view(self, card: Card) -> CardView:
        why = self._why_not(card)
        refusal = None
        if why is not None:
            refusal = CardRefused(
                card_id=card.card_id, refusal=why, at=self._now_ms(), till_name="Till 2"
            )
        return CardView(
            card_id=card.card_id,
            number=card.number,
            last_four=card.number[-4:],
            product=Product(campaign="c", name=card.name, artwork=None),
            price_minor=card.price_minor,
            currency="EUR",
            code_state=card.code_state,
            hold_state=card.hold_state,
            stop_state=StopState.OPEN,
            refusal=refusal,
        )

    def _found(self, keys: list[str]) -> SalesAnswer:
        views = [self._sale_view(key) for key in keys]
        return SalesAnswer(sales=[view for view in views if isinstance(view, SaleView)], more=False)

    def _sale_view(self, sale_id: str) -> SaleView | Refused:
        sale = self.sales.get(sale_id)
        if sale is None or sale.request is None:
            return refused(Refusal.NOT_FOUND)
        return sale_view(sale_id, sale, self.cards, now_ms=self._now_ms())
