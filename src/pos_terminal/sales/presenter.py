"""Past sales: find one, print its receipt again, void it with a manager, hand the money back."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from card_contract.messages import SalesAnswer, SaleView, VoidReason
from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId
from pos_terminal.approval.presenter import ApprovalPresenter
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.journal.till import Till
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.sales.detail import Detail
from pos_terminal.sales.found import FoundSale, from_record, from_view, local_day
from pos_terminal.sales.model import SalesState, SearchKind
from pos_terminal.sales.own_sales import own_sale, own_sales_of_day
from pos_terminal.sales.search import Search, understand
from pos_terminal.words import Message, ScanSource, Sound

_FAULTS = {
    Refusal.NO_OPERATOR: "search.sign_in_first",
    Refusal.NOT_FOUND: "search.nothing_found",
    Refusal.SALE_UNKNOWN: "search.nothing_found",
}


class SalesPresenter(Presenter[SalesState]):
    """The presenter of *Sales*; ``SalesIntents`` says what each intent means."""

    def __init__(self, till: Till, approval: ApprovalPresenter) -> None:
        super().__init__()
        self._till = till
        self._day = self._today()
        self._search = Search(kind=SearchKind.DAY, text=self._day)
        self._found: tuple[FoundSale, ...] = ()
        self._asked = 0
        self._searching = False
        self._offline = False
        self._missed: Callable[[], None] | None = None
        self._line = Line()
        self._more = False
        self._fault: Message | None = None
        self._toasts = Toasts(changed=self._refresh)
        self._detail = Detail(till, approval, changed=self._refresh, reload=self._reload)
        self._state = self._picture()
        till.journal.watch(lambda: till.tasks.post(self._detail.journal_changed))
        till.handing_back.watch(self._refresh)
        till.on_duty.watch(self._refresh)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        came_back = self._line.take(connection)
        missed = self._missed
        if came_back and missed is not None and self._till.on_duty.operator is not None:
            missed()

    # --- Finding ---------------------------------------------------------------------------------

    def open(self) -> None:
        self.choose_day(self._today())

    def choose_day(self, day: str) -> None:
        self.find(day)

    def find(self, text: str) -> None:
        search = understand(text) if text.strip() else Search(kind=SearchKind.DAY, text=self._day)
        if search is None:
            self._fault = Message("search.not_understood")
            self._refresh()
            return
        if search.kind is SearchKind.DAY:
            self._day = search.text
        self._detail.close()
        self._find(search)

    def on_scan(self, text: str, source: ScanSource) -> None:
        if understand(text) is None:
            self._till.sounds.play(Sound.LOCKED)
            self._toasts.tell(Message("toast.not_a_sale"), Message("toast.not_a_sale.note"))
            return
        self._till.sounds.play(Sound.SCANNED)
        self.find(text)

    def show_more(self) -> None:
        if self._more and not self._searching and self._found:
            self._find(self._search, before=self._found[-1].sale_id, then=self._told_more)

    def show_sale(self, sale_id: str, *, void: bool = False) -> None:
        """Come here from another page with one sale open, or with its void open."""
        self._detail.close()
        record = self._till.journal.sale(sale_id)
        if record is None:
            self._show_other_tills(sale_id)
            return
        self._found = (from_record(record, self._till.on_duty.shop),)
        self._search = Search(kind=SearchKind.RECEIPT, text=record.receipt_number)
        self._detail.open(self._found[0])
        if void:
            self._detail.open_void()
        self._refresh()
        self._find(self._search)

    def _show_other_tills(self, sale_id: str) -> None:
        """The server alone knows it: its number may be that of another sale here, its id is not."""
        self._forget_found()
        number = SaleId.parse(sale_id).receipt_number

        async def ask() -> SalesAnswer | Refused:
            answer = await self._till.server.sale(sale_id)
            if isinstance(answer, Refused):
                return answer
            return SalesAnswer(sales=[answer], more=False)

        def unknown() -> None:
            self._fault = Message("search.sale_needs_line")

        search = Search(kind=SearchKind.RECEIPT, text=number)
        again = partial(self._show_other_tills, sale_id)
        self._start(search, ask, again=again, then=self._told, unanswered=unknown)

    def choose(self, sale_id: str) -> None:
        found = next((sale for sale in self._found if sale.sale_id == sale_id), None)
        if found is not None:
            self._detail.open(found)

    def close_sale(self) -> None:
        self._detail.close()

    def _find(
        self,
        search: Search,
        *,
        before: str | None = None,
        then: Callable[[SalesAnswer | Refused], None] | None = None,
    ) -> None:
        async def ask() -> SalesAnswer | Refused:
            match search.kind:
                case SearchKind.RECEIPT:
                    return await self._till.server.sales_by_receipt(search.text)
                case SearchKind.CARD:
                    return await self._till.server.sales_by_card(search.text)
                case SearchKind.DAY:
                    return await self._till.server.sales_of_day(search.text, before=before)

        self._start(
            search,
            ask,
            again=partial(self._find, search),
            then=then or self._told,
            unanswered=partial(self._search_here, search),
        )

    def _start(
        self,
        search: Search,
        ask: Callable[[], Coroutine[Any, Any, SalesAnswer | Refused]],
        *,
        again: Callable[[], None],
        then: Callable[[SalesAnswer | Refused], None],
        unanswered: Callable[[], None],
    ) -> None:
        self._missed = None
        self._asked += 1
        asked = self._asked
        self._search, self._searching, self._fault = search, True, None

        def answered(answer: SalesAnswer | Refused) -> None:
            if asked == self._asked:  # another search has not begun meanwhile
                self._searching = False
                then(answer)
                self._refresh()

        def failed(_: NoAnswerError) -> None:
            if asked == self._asked:
                self._searching = False
                self._missed = again
                unanswered()
                self._refresh()

        self._refresh()
        self._till.tasks.run(ask, then=answered, failed=failed)

    def _told(self, answer: SalesAnswer | Refused) -> None:
        self._forget_found()
        if isinstance(answer, Refused):
            self._fault = Message(_FAULTS.get(answer.code, "search.not_now"))
            return
        self._take(answer)
        if not self._found and self._search.kind is not SearchKind.DAY:
            self._fault = Message("search.nothing_found")
        shown = self._detail.sale_id
        again = next((sale for sale in self._found if sale.sale_id == shown), None)
        if again is not None:
            self._detail.told_anew(again)
        elif len(self._found) == 1 and self._search.kind is not SearchKind.DAY:
            self._detail.open(self._found[0])

    def _forget_found(self) -> None:
        self._found, self._more, self._offline = (), False, False

    def _told_more(self, answer: SalesAnswer | Refused) -> None:
        if isinstance(answer, SalesAnswer):
            self._take(answer)

    def _take(self, answer: SalesAnswer) -> None:
        views = (from_view(view, self._till.journal.sale(view.sale_id)) for view in answer.sales)
        self._found = (*self._found, *views)
        self._more = answer.more

    def _search_here(self, search: Search) -> None:
        """Without a connection only this till's own sales are known, by receipt and by day."""
        self._offline, self._more = True, False
        journal, shop = self._till.journal, self._till.on_duty.shop
        match search.kind:
            case SearchKind.CARD:
                self._found, self._fault = (), Message("search.card_needs_line")
            case SearchKind.RECEIPT:
                self._found = own_sale(journal, search.text, shop)
            case SearchKind.DAY:
                self._found = own_sales_of_day(journal, search.text, shop)

    def _reload(self) -> None:
        """The void of the shown sale was answered: its cards have other states now."""
        shown = self._detail.sale_id
        if shown is None:
            return

        def told(answer: SaleView | Refused) -> None:
            if not isinstance(answer, Refused) and self._detail.sale_id == answer.sale_id:
                anew = from_view(answer, self._till.journal.sale(answer.sale_id))
                self._found = tuple(
                    anew if sale.sale_id == anew.sale_id else sale for sale in self._found
                )
                self._detail.told_anew(anew)

        self._till.tasks.run(
            lambda: self._till.server.sale(shown), then=told, failed=lambda _: None
        )

    # --- The open sale ---------------------------------------------------------------------------

    def reprint(self) -> None:
        self._detail.reprint()

    def open_void(self) -> None:
        self._detail.open_void()

    def choose_card(self, card_id: str, *, chosen: bool) -> None:
        self._detail.void.choose_card(card_id, chosen=chosen)

    def choose_reason(self, reason: VoidReason) -> None:
        self._detail.void.choose_reason(reason)

    def write_note(self, note: str) -> None:
        self._detail.void.write_note(note)

    def sign_void(self) -> None:
        self._detail.void.sign()

    def close_void(self) -> None:
        self._detail.void.close()

    def hand_back(self, refund_id: str) -> None:
        self._detail.hand_back(refund_id)

    def print_refund(self, refund_id: str) -> None:
        self._detail.print_refund(refund_id)

    # --- The picture -----------------------------------------------------------------------------

    def _today(self) -> str:
        return local_day(self._till.clock.now_ms(), self._till.on_duty.shop.time_zone)

    def _picture(self) -> SalesState:
        shown = self._detail.sale_id
        rows = tuple(sale.row(chosen=sale.sale_id == shown) for sale in self._found)
        day = self._search.kind is SearchKind.DAY
        sentence = Message("sales_found", {"count": len(rows)})
        if not rows:
            sentence = Message("nothing_sold_that_day" if day else "find_a_sale")
        return SalesState(
            sentence=sentence,
            note=Message("only_this_till") if self._offline else None,
            currency=self._till.on_duty.shop.currency,
            day=self._day,
            text="" if day else self._search.text,
            kind=self._search.kind,
            searching=self._searching,
            fault=self._fault,
            rows=rows,
            more=self._more,
            detail=self._detail.picture(),
            printer=self._till.printer.state,
            toast=self._toasts.latest,
        )
