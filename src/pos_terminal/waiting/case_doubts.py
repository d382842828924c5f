"""Was it given here or not? Asked of a case that was closed here when the till ended.

Either answer sends the close that is kept once more, as it was, and the server's answer decides: it
stands, as whoever sent it from here has closed it, or as it is closed by this where a restored
server had it open again. Then it is given, if it was not; else nothing more is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from msgspec import structs

from card_contract.case_messages import CaseView, CloseCaseRequest
from card_contract.messages import Done, SaleView
from card_contract.outcomes import Refusal
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.way_told import telling_way
from pos_terminal.journal.records import Clerk
from pos_terminal.journal.till import Till
from pos_terminal.waiting.listing import open_case
from pos_terminal.waiting.model import CaseStage, OpenCase
from pos_terminal.waiting.sent_closes import Key, SentClose, SentCloses
from pos_terminal.waiting.settlement import Tell
from pos_terminal.words import ON, Message, off

_NOT_ENDED: Final = (Message("toast.disk_full"), Message("toast.case_not_ended.note"))
CLOSED_NO_ROOM: Final = (Message("toast.disk_full"), Message("toast.case_no_room.note"))
_WHY_NOT_YET: Final[dict[Refusal | None, str]] = {
    Refusal.RESTORING: "toast.case_restoring.note",
    Refusal.TILL_REVOKED: "toast.case_shut_out.note",
    Refusal.NOT_FOUND: "toast.case_unknown.note",
}

_Told = tuple[Done | Refused, SaleView | Refused | None]


@dataclass(frozen=True, slots=True, eq=False)
class _Press:
    """What somebody has just said, and the server is asked about."""

    doubted: SentClose
    by: Clerk
    given: bool


class CaseDoubts:
    """``gives`` is called with a close whose money is given now, noted as that; ``over`` where the
    question ends otherwise, with a word for it, or with none where the case is open again.
    ``has_gone_out`` says whether it has left this till by a row of its own, and ``has_closed_it``
    whether such a row has closed the case, though it may not be paid.
    """

    def __init__(
        self,
        till: Till,
        sent: SentCloses,
        *,
        changed: Callable[[], None],
        tell: Tell,
        gives: Callable[[SentClose], None],
        over: Callable[[SentClose, str | None], None],
        has_gone_out: Callable[[SentClose], bool],
        has_closed_it: Callable[[SentClose], bool],
    ) -> None:
        self._till = till
        self._sent = sent
        self._changed = changed
        self._tell = tell
        self._gives = gives
        self._over = over
        self._has_gone_out = has_gone_out
        self._has_closed_it = has_closed_it
        self._pressed: _Press | None = None
        self._unknown: set[Key] = set()

    def asks_about(self, case: CaseView) -> bool:
        """Whether it is being given, or was when the till ended, whatever the server lists: until
        somebody has gone on, or said whether it was, nobody closes it here.
        """
        return case.case_id in self._sent.doubted or case.case_id in self._sent.giving

    @property
    def cases(self) -> tuple[OpenCase, ...]:
        """What was being given when the till ended: nobody has said yet whether it was."""
        return tuple(map(self._shown, self._sent.doubted.values()))

    def _shown(self, doubted: SentClose) -> OpenCase:
        case_id, word, name = doubted.case.case_id, "todo", doubted.by.name
        if self._till.server.is_shut_out:
            word = "shut_out"
        elif self._is_of_another_till(doubted):
            word = "other_till"
        elif self._is_unknown(case_id):
            name = self._others_who_sent(doubted)
            word = "unknown" if name else "lost"
        return replace(
            open_case(doubted.case),
            stage=CaseStage.GIVEN_IN_DOUBT,
            fact=Message("case.given_in_doubt"),
            what_to_do=Message(f"case.given_in_doubt.{word}", {"name": name}),
            close=ON if self._pressed is None else off("off.trying"),
            in_doubt=False,
            way=None,
        )

    def _is_unknown(self, case_id: str) -> bool:
        """Whether the server does not take its close from whoever works here."""
        clerk = self._till.clerk()
        return clerk is not None and (case_id, clerk.operator_id) in self._unknown

    def _others_who_sent(self, doubted: SentClose) -> str:
        """Those whose close an older server may have, without whoever reads that."""
        names = {one.operator_id: one.name for one in self._till.on_duty.staff}
        names[doubted.by.operator_id] = doubted.by.name
        clerk, senders = self._till.clerk(), (doubted.by.operator_id, *doubted.sent_by)
        others = [one for one in senders if clerk is None or one != clerk.operator_id]
        return " / ".join(names.get(one, one) for one in dict.fromkeys(others))

    def say(self, case_id: str, *, given: bool) -> None:
        """Somebody has looked whether its money was given from here; one after the other, for the
        answer to one is seen before the next is said.
        """
        doubted, clerk = self._sent.doubted.get(case_id), self._till.clerk()
        if doubted is None or clerk is None or self._pressed is not None:
            return
        if self._is_of_another_till(doubted):
            self._said_of_another_till(doubted, given=given)
            return
        doubted = doubted.also_sent_by(clerk)
        if not self._sent.keep(doubted={**self._sent.doubted, case_id: doubted}):
            self._tell(Message("toast.disk_full"), Message("toast.disk_full.note"))
            return
        way = None if given else doubted.request.goes_back_by  # it has gone back as it did
        sent_by = list(doubted.sent_by)
        request = structs.replace(
            doubted.request, goes_back_by=way, sent_by=sent_by, was_given=given
        )
        pressed = self._pressed = _Press(doubted, clerk, given)
        self._till.tasks.run(
            lambda: self._ask(doubted.case, request),
            then=lambda told: self._answered(pressed, *told),
            failed=lambda _: self._answered(pressed, None),
        )
        self._changed()

    async def _ask(self, case: CaseView, request: CloseCaseRequest) -> _Told:
        """Send it; where its money is given then, hear how the sale was paid, as is known by now:
        that is not compared where the close stands.
        """
        server = self._till.server
        answer = await telling_way(partial(server.close_case, case.case_id), request)
        if request.was_given or isinstance(answer, Refused) or case.sale_id is None:
            return answer, None
        return answer, await server.sale(case.sale_id)

    def _is_of_another_till(self, doubted: SentClose) -> bool:
        """Whether this till was enrolled anew since: the server takes it for another one."""
        return doubted.is_of_another_till(self._till.on_duty.shop.till_id)

    def _said_of_another_till(self, doubted: SentClose, *, given: bool) -> None:
        if given:
            self._end(doubted, "given_untold", untold=True)
        else:
            self._tell(Message("toast.case_not_asked"), Message("toast.case_other_till.note"))
        self._changed()

    def call_off(self) -> None:
        """Nobody sees any more what would come of it: it is said once more."""
        if self._pressed is not None:
            self._pressed = None
            self._changed()

    def line_lost(self) -> None:
        """No answer comes any more."""
        if self._pressed is not None:
            self._answered(self._pressed, None)

    def _answered(
        self,
        pressed: _Press,
        answer: Done | Refused | None,
        sale: SaleView | Refused | None = None,
    ) -> None:
        if pressed is not self._pressed:
            return
        self._pressed = None
        is_unknown = isinstance(answer, Refused) and answer.code is Refusal.NOT_FOUND
        key = (pressed.doubted.case.case_id, pressed.by.operator_id)
        (self._unknown.add if is_unknown else self._unknown.discard)(key)
        if pressed.given:
            self._was_given(pressed.doubted, answer)
        else:
            self._was_not_given(pressed, answer, sale)
        self._changed()

    def _was_given(self, doubted: SentClose, answer: Done | Refused | None) -> None:
        """Nothing more is given; once the server can say no more to it, nobody is asked either."""
        match answer:
            case Done():
                self._end(doubted, "closed_given")
            case Refused(code=Refusal.SETTLED_ELSEWHERE):
                is_once = self._has_closed_it(doubted)
                self._end(doubted, "closed_given" if is_once else "given_twice")
            case Refused() if answer.final or answer.code is Refusal.TILL_REVOKED:
                self._end(doubted, "given_untold", untold=True)
            case _:
                is_restoring = answer is not None and answer.code is Refusal.RESTORING
                why = "toast.case_restoring.note" if is_restoring else "toast.case_untold.note"
                self._tell(Message("toast.case_untold"), Message(why))

    def _was_not_given(
        self, pressed: _Press, answer: Done | Refused | None, sale: SaleView | Refused | None
    ) -> None:
        doubted = pressed.doubted
        match answer:
            case Done() if self._has_gone_out(doubted):
                self._end(doubted, "closed_given")
            case Done():
                gives = replace(doubted, by=pressed.by, case=_as_paid(doubted.case, sale))
                if self._sent.gives_after_all(gives):
                    self._gives(gives)
                else:
                    self._tell(*CLOSED_NO_ROOM)
            case Refused(code=Refusal.SETTLED_ELSEWHERE):
                self._end(doubted, "closed_otherwise")
            case Refused(code=Refusal.MONEY_WAY_CHANGED | Refusal.OTHER_CURRENCY):
                if self._end(doubted, None):
                    note = Message("toast.case_open_again.note")
                    self._tell(Message("toast.case_open_again"), note)
            case _:
                code = None if answer is None else answer.code
                why = _WHY_NOT_YET.get(code, "toast.case_not_asked.note")
                self._tell(Message("toast.case_not_asked"), Message(why))

    def _end(self, doubted: SentClose, word: str | None, *, untold: bool = False) -> bool:
        if not self._sent.settle(doubted.case.case_id, untold=untold):
            self._tell(*_NOT_ENDED)
            return False
        self._over(doubted, word)
        return True


def _as_paid(case: CaseView, sale: SaleView | Refused | None) -> CaseView:
    """The case with how its sale was paid; as it was noted where the server does not tell."""
    if not isinstance(sale, SaleView) or sale.payment is None:
        return case
    paid = sale.payment
    return structs.replace(case, payment_kind=paid.kind, payment_reference=paid.reference)
