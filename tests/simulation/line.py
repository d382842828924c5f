"""The line between one till and the server: the till's port of the server, over a bad network.

Requests are lost, repeated, delayed and overtake each other; a request that was given up by its
sender may still arrive, hours later. A reply arrives only while its sender waits, as on a connection.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, Final, Protocol, TypeVar

import msgspec

from card_contract.day_messages import CloseDayRequest, DayReport
from card_contract.messages import (
    AllToldRequest,
    CancelAnswer,
    CancelRequest,
    ConfirmAnswer,
    ConfirmRequest,
    Done,
    HandedBackRequest,
    RefusalAnswer,
    ReserveAgainRequest,
    ReserveAnswer,
    ReserveRequest,
    SaleView,
    SignatureRequest,
    VoidAnswer,
    VoidRequest,
)
from card_contract.outcomes import MEANINGS, Refusal
from card_contract.recall_messages import RecallRequest
from card_contract.sale_id import SaleId, VoidId, crockford
from card_contract.settle_messages import SettleAnswer, SettleRequest
from card_contract.states import MoneyWay
from pos_terminal.gateway.answers import NoAnswerError, Refused, ReplyLost, Unreachable
from pos_terminal.gateway.port import READ_TIMEOUT_S
from pos_terminal.gateway.session import Memory
from server_stub.commands.case_closing import CloseCase
from server_stub.commands.cases import SignVoid
from server_stub.commands.checkout import Cancel, Confirm
from server_stub.commands.recalls import RecallBegun
from server_stub.commands.redemption_answers import RedeemAnswer
from server_stub.commands.refunds import HandBackSale, HandBackVoid
from server_stub.commands.reserving import Reserve
from server_stub.commands.restoration import FinishTelling
from server_stub.commands.settlement import Settle
from server_stub.commands.voids import Void
from server_stub.desks.hold_proofs import hold_proof, is_proved
from server_stub.domain.ids import OperatorId, TillId
from server_stub.engine.command import Command
from server_stub.engine.command import Refused as ServerRefused
from server_stub.storage.sealing import Keys, new_key_file
from simulation.cast import APP, CLERK, MANAGER, STORE_OF
from simulation.desk_calls import AskClose, AskRecall, AskReport, AskSale
from simulation.mutants import Mutant
from simulation.truth import TakenOut
from simulation.weather import Chance, Weather

A = TypeVar("A", bound=msgspec.Struct)

LINGERS_AT_MOST_S: Final = 3 * 3600.0
SERVER_KEYS: Final = Keys(new_key_file())
"""Beside the disk: a restore keeps them."""


class Sky(Protocol):
    """What the line depends on, as it is at the moment."""

    @property
    def weather(self) -> Weather: ...
    @property
    def chance(self) -> Chance: ...
    @property
    def mutant(self) -> Mutant | None: ...
    def now_ms(self) -> int: ...
    def note(self, text: str) -> None: ...
    def acknowledged(self, command: Any, answer: Any) -> None: ...
    def spawn(self, work: Coroutine[Any, Any, None]) -> None: ...


class SetsRight(Protocol):
    """A clock that may be wrong until the server has told its time."""

    def set_right(self) -> None: ...


class Handles(Protocol):
    """The server at the other end; null where it went down before it could answer.

    A session ends with the server's process. A restored server has a higher epoch.
    """

    @property
    def epoch(self) -> int: ...
    @property
    def starts(self) -> int: ...
    def has_told(self, till_id: TillId) -> bool: ...
    async def handle(self, command: Any) -> Any | None: ...


class Line:
    """What a till sends, and what comes of it."""

    def __init__(
        self,
        *,
        till_id: str,
        sky: Sky,
        server: Handles,
        memory: Memory | None = None,
        clock: SetsRight | None = None,
    ) -> None:
        self._memory = memory
        self._clock = clock
        self._session = 0
        self._till = TillId(till_id)
        self._sky = sky
        self._server = server
        self._sent: set[str] = set()

    # --- The part of the server's port that sales and refunds use --------------------------------

    async def reserve(
        self, sale_id: str, request: ReserveRequest, *, read_timeout_s: float = READ_TIMEOUT_S
    ) -> ReserveAnswer | Refused:
        command = self._reserve(self._key_of(sale_id), request, signed_in=CLERK)
        answer = await self.ask(command, read_timeout_s=read_timeout_s)
        if isinstance(answer, Refused):
            return answer
        return msgspec.structs.replace(answer, proof=hold_proof(SERVER_KEYS, command))

    async def reserve_again(
        self, sale_id: str, request: ReserveAgainRequest
    ) -> ReserveAnswer | Refused:
        told = msgspec.structs.replace(request.held, told_again=True)
        command = self._reserve(SaleId.parse(sale_id), told, signed_in=None)
        if not is_proved(SERVER_KEYS, command, request.proof):
            raise AssertionError("A till shows what the server gave it.")
        return await self.ask(command)

    def _reserve(
        self, sale_id: SaleId, request: ReserveRequest, *, signed_in: OperatorId | None
    ) -> Reserve:
        return Reserve(
            app_id=APP,
            store_id=STORE_OF[self._till],
            till_id=self._till,
            sale_id=sale_id,
            operator_id=signed_in,
            request=request,
        )

    async def confirm(self, sale_id: str, request: ConfirmRequest) -> ConfirmAnswer | Refused:
        command = Confirm(
            app_id=APP, till_id=self._till, sale_id=SaleId.parse(sale_id), request=request
        )
        answer = await self.ask(command)
        if self._sky.mutant is Mutant.REPLAY_UNMARKED and isinstance(answer, ConfirmAnswer):
            return msgspec.structs.replace(answer, replayed=False)
        return answer

    async def cancel(self, sale_id: str, request: CancelRequest) -> CancelAnswer | Refused:
        command = Cancel(
            app_id=APP, till_id=self._till, sale_id=SaleId.parse(sale_id), request=request
        )
        return await self.ask(command)

    async def void(self, void_id: str, request: VoidRequest) -> VoidAnswer | Refused:
        command = Void(
            app_id=APP,
            till_id=self._till,
            operator_id=None,
            void_id=VoidId.parse(void_id),
            request=request,
        )
        return await self.ask(command)

    async def sign_void(self, void_id: str, request: SignatureRequest) -> Done | Refused:
        command = SignVoid(
            app_id=APP,
            till_id=self._till,
            void_id=VoidId.parse(void_id),
            approval=request.approval,
        )
        answer = await self._exchange(command, READ_TIMEOUT_S)
        return answer if isinstance(answer, Refused) else Done(server_time=self._sky.now_ms())

    async def hand_back_void(self, void_id: str, request: HandedBackRequest) -> Done | Refused:
        command = HandBackVoid(
            app_id=APP, till_id=self._till, void_id=VoidId.parse(void_id), request=request
        )
        answer = await self.ask(command)
        return answer if isinstance(answer, Refused) else Done(server_time=self._sky.now_ms())

    async def hand_back_sale(self, sale_id: str, request: HandedBackRequest) -> Done | Refused:
        command = HandBackSale(
            app_id=APP, till_id=self._till, sale_id=SaleId.parse(sale_id), request=request
        )
        answer = await self.ask(command)
        return answer if isinstance(answer, Refused) else Done(server_time=self._sky.now_ms())

    async def close_case(
        self, case_id: str, *, unpaid: bool = False, way: MoneyWay | None = None
    ) -> TakenOut | None:
        """Ask until it is answered; where it was this that closed the case, its drawer pays.

        Unless it closes one that is in doubt as ``unpaid``.
        """
        # From here on the server may know that the money is on its way.
        out_of = TakenOut(self._till, self._sky.now_ms())
        command = CloseCase(
            app_id=APP,
            at_till=self._till,
            operator_id=MANAGER,
            case_id=case_id,
            reason="refunded in the shop",
            unpaid=unpaid,
            goes_back_by=way,
        )
        answer = await self.insist(command)
        return None if unpaid or isinstance(answer, Refused) else out_of

    async def insist(self, command: Command[A]) -> A | Refused:
        """Ask until there is an answer that stands; what waits for tills to tell is given up."""
        while True:
            try:
                answer = await self._exchange(command, READ_TIMEOUT_S)
            except NoAnswerError:
                continue
            if not isinstance(answer, Refused) or answer.final:
                return answer
            if answer.code is Refusal.RESTORING:
                return answer

    async def sale(self, sale_id: str) -> SaleView | Refused:
        asked: Any = AskSale(at_till=self._till, sale_id=sale_id)
        view: SaleView | Refused = await self._exchange(asked, READ_TIMEOUT_S)
        return view

    async def all_told(self, request: AllToldRequest) -> Done | Refused:
        command = FinishTelling(app_id=APP, till_id=self._till, epoch=request.epoch)
        answer = await self._exchange(command, READ_TIMEOUT_S)
        return answer if isinstance(answer, Refused) else Done(server_time=self._sky.now_ms())

    async def recall(self, request_id: str, request: RecallRequest) -> RecallBegun | Refused:
        asked: Any = AskRecall(at_till=self._till, request_id=request_id, request=request)
        begun: RecallBegun | Refused = await self.ask(asked)
        return begun

    async def report(self, till_id: str, day: str) -> DayReport | Refused:
        asked: Any = AskReport(at_till=self._till, till_id=TillId(till_id), day=day)
        report: DayReport | Refused = await self._exchange(asked, READ_TIMEOUT_S)
        return report

    async def close_day(self, till_id: str, request: CloseDayRequest) -> DayReport | Refused:
        asked: Any = AskClose(at_till=self._till, till_id=TillId(till_id), request=request)
        report: DayReport | Refused = await self._exchange(asked, READ_TIMEOUT_S)
        return report

    async def settle(self, sale_id: str, request: SettleRequest) -> SettleAnswer | Refused:
        command = Settle(
            app_id=APP,
            till_id=self._till,
            operator_id=MANAGER,
            sale_id=SaleId.parse(sale_id),
            request=request,
        )
        return await self.ask(command)

    def _key_of(self, sale_id: str) -> SaleId:
        """The sale's own id, unless this is the till that takes a new one for every try."""
        key = SaleId.parse(sale_id)
        if self._sky.mutant is Mutant.NEW_KEY_ON_RETRY and sale_id in self._sent:
            return replace(key, random=crockford(self._sky.chance.randbytes(17)))
        self._sent.add(sale_id)
        return key

    # --- The wire --------------------------------------------------------------------------------

    async def ask(
        self, command: Command[A], *, read_timeout_s: float = READ_TIMEOUT_S
    ) -> A | Refused:
        """Send a command whose answer is kept for ever, and wait for it as long as a till would."""
        answer = await self._exchange(command, read_timeout_s)
        if not isinstance(answer, Refused) or answer.final:
            self._sky.acknowledged(command, answer)
        return answer

    async def _exchange(self, command: Command[A], read_timeout_s: float) -> A | Refused:
        sky = self._sky
        if sky.chance.happens(sky.weather.unreachable):
            raise Unreachable
        self.make_session()
        reply: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if not sky.chance.happens(sky.weather.request_lost):
            sky.spawn(self._deliver(command, reply, self._delay_s()))
        if sky.chance.happens(sky.weather.repeated):
            sky.spawn(self._deliver(command, reply, self._delay_s()))
        if sky.chance.happens(sky.weather.lingers):
            sky.spawn(self._deliver(command, reply, sky.chance.uniform(0, LINGERS_AT_MOST_S)))
        try:
            async with asyncio.timeout(read_timeout_s):
                answer: A | Refused = await reply
        except TimeoutError:
            raise ReplyLost from None
        return answer

    @property
    def has_session(self) -> bool:
        """Whether the server was heard since this till's start: nobody signs in before that."""
        return self._session > 0

    def make_session(self) -> None:
        """Learn the server's epoch with each new session, as the gateway does."""
        server, memory = self._server, self._memory
        if memory is None or self._session == server.starts:
            return
        self._session, known = server.starts, memory.epoch
        if self._clock is not None:
            self._clock.set_right()
        memory.session_made(
            epoch=server.epoch, checkpoint=None, has_told=server.has_told(self._till)
        )
        if known is not None and server.epoch > known:
            raise Unreachable("The server was restored: what it lost is told first.")

    async def _deliver(self, command: Any, reply: asyncio.Future[Any], delay_s: float) -> None:
        sky, epoch = self._sky, self._server.epoch
        await asyncio.sleep(delay_s)
        if epoch != self._server.epoch:
            return  # its session ended with the restore
        answer = await self._server.handle(command)
        if answer is None or sky.chance.happens(sky.weather.reply_lost):
            return
        await asyncio.sleep(self._delay_s())
        if not reply.done():
            reply.set_result(told(answer, sky.now_ms()))

    def _delay_s(self) -> float:
        chance = self._sky.chance
        if chance.happens(self._sky.weather.slow):
            return chance.uniform(1, 20)
        return chance.uniform(0.002, 0.2)


def told(answer: Any, now_ms: int) -> Any:
    """The answer as it comes out of the till's gateway."""
    if not isinstance(answer, ServerRefused):
        return answer
    meaning = MEANINGS[answer.refusal]
    return Refused(
        RefusalAnswer(
            code=answer.refusal,
            sentence=meaning.sentence,
            final=answer.is_final,
            server_time=now_ms,
            cards=answer.cards,
            replayed=answer.replayed,
            retry_after_s=answer.retry_after_s,
        )
    )


def as_replayed(answer: Any) -> Any:
    """The answer without what differs between the first telling and any other."""
    if isinstance(answer, Refused):
        return msgspec.structs.replace(answer.answer, replayed=True, server_time=0)
    if isinstance(answer, RedeemAnswer):
        answer = msgspec.structs.replace(answer, secret=None)
    return msgspec.structs.replace(answer, replayed=True)
