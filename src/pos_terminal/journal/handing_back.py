"""Money that goes back to the customer: asked about, on disk, then told to the server and paid.

A refund that this till owes may have been paid elsewhere by a manager who closed its case. What a
void has made due may turn out not to be owed, where another till sold the cards and denies by now
that they were paid; and how the money came in may be known otherwise by now. So the server is asked
when a refund is listed or shown, and once more before the button that hands it out acts. Where it
cannot be asked, the money waits, and no page offers it: a manager can pay it at any till that can.
While a close of its case was sent from here nothing is heard of it: the till would take its own
close for one of another till.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from card_contract.messages import Payment, SaleView
from card_contract.outcomes import Refusal
from card_contract.states import PaymentKind
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.on_duty import OnDuty
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.journal.forwarder import Forwarder
from pos_terminal.journal.journal import Journal
from pos_terminal.journal.kept import Kept, keep
from pos_terminal.journal.records import IN_DOUBT, RefundRecord
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.receipts import ReceiptPrinter
from pos_terminal.words import WayBack


class Standing(Enum):
    """What is known, beyond its record, of money that is to leave this till."""

    AS_TOLD = auto()  # nobody has said anything against it
    ASKING = auto()  # somebody wants to hand it out, and the server is being asked
    NO_LINE = auto()  # the server could not be asked: nothing is handed out
    NOT_TOLD = auto()  # it was asked, and does not tell or does not know all yet: nothing, either
    GIVEN = auto()  # it was recorded on this page just now, and goes into the customer's hand
    CHANGED = auto()  # it was about to go back another way, or more of it: somebody looks first

    @property
    def is_known(self) -> bool:
        """Whether it is known if the money is still to go back from here."""
        return self not in (Standing.NO_LINE, Standing.NOT_TOLD)


class Place(Enum):
    """The page on which somebody hands money out: it alone says then what to give."""

    CHECKOUT = auto()
    SALES = auto()
    WAITING = auto()


@dataclass(frozen=True, slots=True)
class _Press:
    """Somebody wants to hand this money out, this way."""

    refund_id: str
    place: Place
    by: str
    way: WayBack
    refund_minor: int
    done: Callable[[Kept], None]


class HandingBack:
    """Hands money out, and is the one memory of what is not known of it: all pages say the same.

    What is recorded is apart from that, so that no answer that comes late says anything against it;
    it is given by whoever pressed, on that page, and nobody is told to give it after them. A press
    that the page has called off, or that nobody would see answered there, records nothing.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        book: SaleBook,
        forwarder: Forwarder,
        server: Server,
        on_duty: OnDuty,
        printer: ReceiptPrinter,
        tasks: TaskRunner,
    ) -> None:
        self._journal = journal
        self._book = book
        self._forwarder = forwarder
        self._server = server
        self._on_duty = on_duty
        self._printer = printer
        self._tasks = tasks
        self._standings: dict[str, Standing] = {}
        self._presses: dict[str, _Press] = {}
        self._given: dict[str, Place] = {}
        self._watchers: list[Callable[[], None]] = []
        self._is_being_closed: Callable[[RefundRecord], bool] = lambda _: False
        self._is_given: Callable[[str, frozenset[str]], bool] = lambda _, __: False
        on_duty.watch_operator(self._all_gone_on)

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` when a standing has changed."""
        self._watchers.append(changed)

    def leave_to_cases(
        self,
        is_being_closed: Callable[[RefundRecord], bool],
        is_given: Callable[[str, frozenset[str]], bool],
    ) -> None:
        """Hear nothing of a refund, and hand nothing out for it, while this says that a close of
        its case is not done with here. ``is_given`` says whether a case gives money of these cards
        of a sale from here, or may have.
        """
        self._is_being_closed, self._is_given = is_being_closed, is_given

    def is_left_to_case(self, sale_id: str, card_ids: frozenset[str]) -> bool:
        """Whether a case gives money of them, or may have given it: then no void does."""
        return self._is_given(sale_id, card_ids)

    def standing(self, refund: RefundRecord, place: Place) -> Standing:
        """How its money stands, as this page shows it."""
        if refund.state is RefundState.CLOSED:
            is_given = self._given.get(refund.refund_id) is place
            return Standing.GIVEN if is_given else Standing.AS_TOLD
        return self._known(refund)

    def _known(self, refund: RefundRecord) -> Standing:
        """How its money stands, where it is due, and this till is in service at all."""
        if not refund.is_due or self._server.is_shut_out:
            return Standing.AS_TOLD
        if refund.refund_id in self._presses:
            return Standing.ASKING
        return self._standings.get(refund.refund_id, Standing.AS_TOLD)

    def opened(self, refund: RefundRecord, place: Place) -> None:
        """Somebody opens it: what was recorded before that is given by now. Then look.

        What is being asked at this very place goes on: its answer is seen there.
        """
        press = self._presses.get(refund.refund_id)
        if press is None or press.place is not place:
            self.gone_on(refund)
            self.look(refund)

    def gone_on(self, refund: RefundRecord) -> None:
        """Whoever wanted it is done with it: what is recorded is with the customer now, and what is
        still asked is not handed out any more.
        """
        self._done_with({refund.refund_id})

    def left(self, place: Place, *, for_refund: str = "") -> None:
        """Nobody looks at this page any more, or only at one refund of it: they are done with all
        else.
        """
        asked = {key for key, press in self._presses.items() if press.place is place}
        self._done_with((asked | set(self.given(place))) - {for_refund})

    def given(self, place: Place) -> tuple[str, ...]:
        """The refunds that were recorded on this page and are given now, in that order."""
        return tuple(key for key, at in self._given.items() if at is place)

    def _all_gone_on(self) -> None:
        """Somebody else works here, or nobody."""
        self._done_with({*self._presses, *self._given})

    def _done_with(self, refund_ids: set[str]) -> None:
        found = refund_ids & {*self._presses, *self._given}
        for refund_id in found:
            self._presses.pop(refund_id, None)
            self._given.pop(refund_id, None)
        if found:
            self._tell()

    def look(self, refund: RefundRecord) -> None:
        """Ask what has become of it, for whoever sees it now."""
        if not _may_have_changed(refund):
            return
        self._tasks.run(
            lambda: self._server.sale(refund.sale_id),
            then=lambda answer: self._looked(refund, answer),
            failed=lambda _: self._seen(refund.refund_id, Standing.NO_LINE),
        )

    def line_lost(self) -> None:
        """Nobody can be asked any more: what is due waits, and no answer hands it out."""
        self._presses.clear()
        for refund in self._open():
            if refund.is_due:
                self._standings[refund.refund_id] = Standing.NO_LINE
        self._tell()

    def look_again(self, sale_id: str | None = None) -> None:
        """Ask what is not known: somebody has signed in, or a restored server has heard a sale."""
        if self._on_duty.operator is None:
            return
        for refund in self._open():
            if sale_id in (None, refund.sale_id) and not self._known(refund).is_known:
                self.look(refund)

    def _open(self) -> list[RefundRecord]:
        return [one for one in self._journal.open_records() if isinstance(one, RefundRecord)]

    def hand_back(self, refund_id: str, place: Place, done: Callable[[Kept], None]) -> None:
        """Ask, and hand the money out if it is still due, and the same way. Where it is not known,
        only ask: whoever pressed, at this ``place``, then sees what is to go back, and how.

        ``done`` is called once that is on the disk, or where the disk did not take it: only then
        is money taken out, or not. Everything else shows as the record, or its standing.
        """
        refund, operator = self._journal.refund(refund_id), self._on_duty.operator
        if refund is None or operator is None:
            return
        if not refund.is_due or self._server.is_shut_out:
            return
        match self._known(refund):
            case Standing.ASKING:
                return
            case Standing.NO_LINE | Standing.NOT_TOLD:
                self.look(refund)  # nobody has seen yet how it goes back: that is shown first
                return
        way = way_back_of(self._journal, refund)
        press = self._presses[refund_id] = _Press(
            refund_id, place, operator.name, way, refund.refund_minor, done
        )
        self._stands(refund_id, Standing.AS_TOLD)
        self._tasks.run(
            lambda: self._server.sale(refund.sale_id),
            then=lambda answer: self._answered(press, answer),
            failed=lambda _: self._unanswered(press),
        )

    def open_drawer_for(self, way: WayBack) -> None:
        """Open the drawer, unless the money goes back another way: it may have been cash."""
        if way.kind in (None, PaymentKind.CASH):
            self._tasks.run(self._printer.open_drawer, then=lambda _: None, failed=lambda _: None)

    def _looked(self, refund: RefundRecord, answer: SaleView | Refused) -> None:
        self._seen(refund.refund_id, self._hear(refund, answer))

    def _hear(self, refund: RefundRecord, answer: SaleView | Refused) -> Standing:
        if self._is_being_closed(refund):
            return Standing.NOT_TOLD
        return hear(self._book, self._forwarder, refund, answer)

    def _seen(self, refund_id: str, told: Standing) -> None:
        """What a look has told, unless somebody has pressed since: that is answered by itself."""
        if refund_id in self._presses:
            return
        before = self._standings.get(refund_id)
        if before is Standing.CHANGED and told is Standing.AS_TOLD:
            return  # whoever hands it out has yet to see that
        self._stands(refund_id, told)

    def _unanswered(self, press: _Press) -> None:
        self._waits_still(press)
        self._seen(press.refund_id, Standing.NO_LINE)

    def _answered(self, press: _Press, answer: SaleView | Refused) -> None:
        refund = self._journal.refund(press.refund_id)
        if refund is None:
            return
        if not self._waits_still(press):
            self._looked(refund, answer)
            return
        told = self._hear(refund, answer)
        refund = self._journal.refund(press.refund_id)
        if told is Standing.AS_TOLD and refund is not None and refund.is_due:
            told = self._hand_out(press, refund)
        self._stands(press.refund_id, told)

    def _waits_still(self, press: _Press) -> bool:
        """Whether it was not called off, and whoever pressed still sees what comes of it."""
        waits = self._presses.get(press.refund_id) is press
        if waits:
            del self._presses[press.refund_id]
        return waits

    def _hand_out(self, press: _Press, refund: RefundRecord) -> Standing:
        way = way_back_of(self._journal, refund)
        if (way, refund.refund_minor) != (press.way, press.refund_minor):
            return Standing.CHANGED
        kept = keep(lambda: self._book.hand_back(refund.refund_id, by=press.by))
        if kept is Kept.YES:
            self._given[refund.refund_id] = press.place
            self._forwarder.wake(refund.refund_id)
            self.open_drawer_for(way)
        press.done(kept)
        return Standing.AS_TOLD

    def _stands(self, refund_id: str, standing: Standing) -> None:
        self._standings[refund_id] = standing
        self._tell()

    def _tell(self) -> None:
        for changed in self._watchers:
            changed()


def hear(
    book: SaleBook, forwarder: Forwarder, refund: RefundRecord, answer: SaleView | Refused
) -> Standing:
    """Write down what was told of a refund's sale; says whether that tells how its money stands.

    What a restored server has yet to hear again it cannot know. Once it has, what it does not know
    of this till's own sale nobody else has paid.
    """
    if not forwarder.has_told(refund):
        return Standing.NOT_TOLD
    if isinstance(answer, Refused):
        unheard_of = answer.code is Refusal.NOT_FOUND and refund.is_of_own_sale
        return Standing.AS_TOLD if unheard_of else Standing.NOT_TOLD
    if answer.sale_id != refund.sale_id:
        return Standing.NOT_TOLD
    kept = keep(lambda: book.refund_told(refund.refund_id, answer))
    return Standing.AS_TOLD if kept is Kept.YES else Standing.NOT_TOLD


def _may_have_changed(refund: RefundRecord) -> bool:
    return refund.state is RefundState.REFUND_DUE and refund.contradicted in ("", IN_DOUBT)


def way_back_of(journal: Journal, refund: RefundRecord) -> WayBack:
    """How the refund's money goes back."""
    sale = journal.sale(refund.sale_id)
    return way_back(refund.came_by or (None if sale is None else sale.payment))


def way_back(paid: Payment | None) -> WayBack:
    """How money goes back that came in so."""
    return WayBack(kind=None) if paid is None else WayBack(kind=paid.kind, reference=paid.reference)
