"""Money that goes back to the customer: on disk, then told to the server and out of the drawer."""

from __future__ import annotations

from card_contract.messages import Payment
from card_contract.states import PaymentKind
from pos_terminal.journal.till import Till


def hand_back(till: Till, refund_id: str, *, paid: Payment | None) -> None:
    """The money is back with the customer; raises what the book raises, and then does nothing.

    ``paid`` is how it had come in, or null where this till does not know: then it may have been
    cash, and the drawer opens as well.
    """
    till.book.hand_back(refund_id)
    till.forwarder.wake(refund_id)
    if paid is None or paid.kind is PaymentKind.CASH:
        till.tasks.run(till.printer.open_drawer, then=lambda _: None, failed=lambda _: None)
