"""Money that goes back to the customer: on disk, then told to the server and out of the drawer.

What a void at this till has made due may turn out not to be owed, where another till sold the cards
and denies by now that they were paid. So the server is asked each time it is listed or shown: it
is offered meanwhile, and no more once an answer has put the doubt on its row.
"""

from __future__ import annotations

from card_contract.messages import Payment, SaleView
from card_contract.states import PaymentKind
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.journal import Journal
from pos_terminal.journal.kept import keep
from pos_terminal.journal.records import RefundOrigin, RefundRecord
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.journal.till import Till
from pos_terminal.words import WayBack


def hand_back(till: Till, refund: RefundRecord) -> None:
    """The money is back with the customer; raises what the book raises, and then does nothing."""
    till.book.hand_back(refund.refund_id)
    till.forwarder.wake(refund.refund_id)
    open_drawer_for(till, way_back_of(till.journal, refund))


def ask_whether_owed(till: Till, refund: RefundRecord) -> None:
    """Ask for the sale of a void, where another till made it: its row then shows the doubt.

    Without an answer it stays as it was told last.
    """
    is_asked = refund.origin is RefundOrigin.VOID and not refund.is_of_own_sale
    if not is_asked or refund.state is not RefundState.REFUND_DUE:
        return

    def told(answer: SaleView | Refused) -> None:
        denied = None if isinstance(answer, Refused) else answer.denied
        if denied is not None:
            keep(lambda: till.book.denial_seen(refund.refund_id, denied=denied))

    till.tasks.run(lambda: till.server.sale(refund.sale_id), then=told, failed=lambda _: None)


def way_back_of(journal: Journal, refund: RefundRecord) -> WayBack:
    """How the refund's money goes back."""
    sale = journal.sale(refund.sale_id)
    return way_back(refund.came_by or (None if sale is None else sale.payment))


def way_back(paid: Payment | None) -> WayBack:
    """How money goes back that came in so."""
    return WayBack(kind=None) if paid is None else WayBack(kind=paid.kind, reference=paid.reference)


def open_drawer_for(till: Till, way: WayBack) -> None:
    """Open the drawer, unless the money goes back another way: it may have been cash."""
    if way.kind in (None, PaymentKind.CASH):
        till.tasks.run(till.printer.open_drawer, then=lambda _: None, failed=lambda _: None)
