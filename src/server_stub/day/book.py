"""The book of a till: what no close has counted yet, and what became of each card in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from msgspec import Struct

from card_contract.states import CaseKind, PaymentKind, SaleStage
from server_stub.domain.day_figures import Amount, DayEvent, Happening, event_of_line
from server_stub.domain.ids import CodeId
from server_stub.storage.rows.sales import CaseRow, SaleLineRow, SaleRow, VoidRow

COUNTED_STAGES: Final = (SaleStage.HELD, SaleStage.CONFIRMED, SaleStage.VOIDED)
"""Sales that a report may be about. A cancelled one was never paid."""

OWED_KINDS: Final = frozenset({CaseKind.REFUND_DUE, CaseKind.SIGNATURE_OWED})
"""Cases of money that is to go back; whoever closes one pays it."""


class OpenCase(Struct, frozen=True, array_like=True):
    """An open case of a till's sale or void; ``payment_kind`` is how its money would go back.

    ``recall_uncounted`` where it is a recall's, and no close has counted the card as recalled.
    """

    case_id: str
    kind: CaseKind
    sale_id: str | None
    void_id: str | None
    code_id: CodeId | None
    receipt_number: str | None
    opened_at: int
    amount_minor: int | None
    payment_kind: PaymentKind | None
    recall_uncounted: bool

    @property
    def refund(self) -> str:
        """The refund that it is about: of a void, or of a card of a sale."""
        return self.void_id or _refund_of_card(self.sale_id, self.code_id)


class RecalledCard(Struct, frozen=True, array_like=True):
    """A sold card of the till that was recalled afterwards, or taken out of use.

    With how its sale was paid.
    """

    sale_id: str
    code_id: CodeId
    at: int
    operator_id: str | None
    campaign: str
    price_minor: int
    payment_kind: PaymentKind | None


class CardVoidedElsewhere(Struct, frozen=True, array_like=True):
    """A recalled card of the till that another one has voided, after a close counted its recall.

    Its price went back there: what that close has counted as going back here stays here.
    """

    sale_id: str
    code_id: CodeId
    at: int
    price_minor: int
    payment_kind: PaymentKind | None


@dataclass(frozen=True, slots=True)
class PaidElsewhere:
    """A case of one till, paid out of another's drawer; and how its sale was paid."""

    case: CaseRow
    payment_kind: PaymentKind | None

    @property
    def amount(self) -> Amount:
        return self.payment_kind, self.case.paid_minor or 0

    @property
    def at(self) -> int:
        return self.case.closed_at or 0

    @property
    def refund(self) -> str:
        """The refund that it was, named as an open case's."""
        return self.case.void_id or _refund_of_card(self.case.sale_id, self.case.code_id)


@dataclass(frozen=True, slots=True)
class BookSale:
    sale: SaleRow
    lines: Sequence[SaleLineRow]


@dataclass(frozen=True, slots=True)
class BookVoid:
    """A void at the till, with the sale and lines that it is about."""

    void: VoidRow
    of: BookSale


class WentBack(NamedTuple):
    """Money of one refund, and the sale whose money it is."""

    refund: str
    sale_id: str
    at_ms: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Book:
    """What a till has that no close has counted.

    ``kept`` are cases of its own that another till has paid, or nobody, for they were not owed;
    ``paid`` those of others that it has.
    """

    sales: Sequence[BookSale]
    voids: Sequence[BookVoid]
    recalled: Sequence[RecalledCard]
    elsewhere: Sequence[CardVoidedElsewhere]
    kept: Sequence[PaidElsewhere]
    paid: Sequence[PaidElsewhere]

    @property
    def mark(self) -> str:
        """Differs whenever a sale, a void or a case paid elsewhere of the book is another one."""
        digest = hashlib.sha256()
        for sale in sorted((entry.sale for entry in self.sales), key=lambda sale: sale.sale_id):
            digest.update(f"{sale.sale_id} {sale.version}\n".encode())
        for void in (entry.void for entry in self.voids):
            digest.update(f"{void.void_id} {void.version}\n".encode())
        for case in (entry.case for entry in (*self.kept, *self.paid)):
            digest.update(f"{case.case_id} {case.version}\n".encode())
        return digest.hexdigest()

    def until(self, end_ms: int) -> Book:
        """The part of the book before a day's end."""
        return self._at(lambda at: at < end_ms)

    def since(self, end_ms: int) -> Book:
        """The rest of it, which is left for a later close."""
        return self._at(lambda at: at >= end_ms)

    def happenings(self) -> Iterator[Happening]:
        """What became of each card of the book."""
        for sold in self.sales:
            yield from _of_sale(sold)
        for voided in self.voids:
            yield from _of_void(voided)
        for card in self.recalled:
            yield _of_recalled(card)

    def taken(self) -> dict[str, int]:
        """What came in for each sale."""
        found: dict[str, int] = {}
        for each in self.happenings():
            if each.is_taken:
                found[each.sale_id] = found.get(each.sale_id, 0) + each.price_minor
        return found

    def went_back(self) -> Iterator[WentBack]:
        """What went, or goes, back to customers at this till, refund by refund.

        What another till has handed back in its place is none of it, and what it handed back for
        others is. Where only a later close learns of the one, it stays as it was counted.
        """
        found: dict[str, WentBack] = {}
        for each in self.happenings():
            if each.is_returned and each.refund is not None:
                before = found.get(each.refund)
                amount_minor = each.price_minor + (0 if before is None else before.amount_minor)
                found[each.refund] = WentBack(each.refund, each.sale_id, each.at_ms, amount_minor)
        for kept in self.kept:
            before = found.get(kept.refund)
            if before is not None and not kept.case.was_closed_unpaid:
                left = before.amount_minor - kept.amount[1]
                found[kept.refund] = before._replace(amount_minor=left)
        yield from (back for back in found.values() if back.amount_minor > 0)
        for paid in self.paid:
            amount_minor = paid.amount[1]
            yield WentBack(paid.case.case_id, paid.case.sale_id or "", paid.at, amount_minor)

    def takings_minor(self) -> int:
        """What came in less what went back: what the shop's own system has to have."""
        return sum(self.taken().values()) - sum(back.amount_minor for back in self.went_back())

    def given_elsewhere(self) -> Iterator[Amount]:
        """What the till has left that is counted as going back here: another one has paid it."""
        for card in self.elsewhere:
            yield card.payment_kind, card.price_minor
        for kept in self.kept:
            if not kept.case.was_closed_unpaid:
                yield kept.amount

    def never_given(self) -> Iterator[Amount]:
        """What an earlier close expects, and never was there, as was found out.

        A sale that this book counts itself is in no earlier one.
        """
        counted = {entry.sale.sale_id for entry in self.sales}
        for kept in self.kept:
            if kept.case.was_closed_unpaid and kept.case.sale_id not in counted:
                yield kept.amount

    def given_for_others(self) -> Iterator[Amount]:
        """What the till has handed back that another one's books have as going back."""
        for case in self.paid:
            yield case.amount

    def _at(self, is_meant: Callable[[int], bool]) -> Book:
        return Book(
            [entry for entry in self.sales if is_meant(moment_of(entry.sale))],
            [entry for entry in self.voids if is_meant(entry.void.decided_at)],
            [card for card in self.recalled if is_meant(card.at)],
            [card for card in self.elsewhere if is_meant(card.at)],
            [case for case in self.kept if is_meant(case.at)],
            [case for case in self.paid if is_meant(case.at)],
        )


def moment_of(sale: SaleRow) -> int:
    """The moment whose day a sale counts on; one never seen has only its end."""
    return sale.day_at if sale.day_at is not None else sale.ended_at or sale.created_at


def _of_sale(entry: BookSale) -> Iterator[Happening]:
    sale = entry.sale
    for line in entry.lines:
        event = event_of_line(
            sale.stage,
            was_confirmed=sale.confirmed_at is not None,
            was_held=sale.held_at is not None,
            is_refused=line.refusal is not None,
            is_payment_known=sale.payment_kind is not None,
        )
        if event is not None:
            yield _happening(event, line, moment_of(sale), sale.operator_id, sale.payment_kind)


def _of_void(entry: BookVoid) -> Iterator[Happening]:
    void, sale = entry.void, entry.of.sale
    if sale.confirmed_at is None:
        return  # never active: its sale is counted as given up
    for line in entry.of.lines:
        if line.void_id == void.void_id:
            was_counted = line.z_recalled > 0 and void.till_id == sale.till_id
            event = DayEvent.VOIDED_WHEN_RECALLED if was_counted else DayEvent.VOIDED
            yield _happening(event, line, void.decided_at, void.operator_id, sale.payment_kind)


def _of_recalled(card: RecalledCard) -> Happening:
    return Happening(
        sale_id=card.sale_id,
        event=DayEvent.RECALLED,
        at_ms=card.at,
        operator_id=card.operator_id,
        campaign=card.campaign,
        price_minor=card.price_minor,
        kind=card.payment_kind,
        refund=_refund_of_card(card.sale_id, card.code_id),
    )


def _happening(
    event: DayEvent,
    line: SaleLineRow,
    at_ms: int,
    operator_id: str | None,
    kind: PaymentKind | None,
) -> Happening:
    return Happening(
        sale_id=line.sale_id,
        event=event,
        at_ms=at_ms,
        operator_id=operator_id,
        campaign=line.campaign,
        price_minor=line.price_minor,
        kind=kind,
        refund=_refund_of_line(event, line),
    )


def _refund_of_line(event: DayEvent, line: SaleLineRow) -> str | None:
    """What was voided when recalled is none: with its recall it has been counted as going back."""
    match event:
        case DayEvent.REFUSED:
            return _refund_of_card(line.sale_id, line.code_id)
        case DayEvent.VOIDED:
            return line.void_id
        case DayEvent.GIVEN_UP | DayEvent.PAID_BACK:
            # Its till has voided it, or else a manager's settlement, which made one case of it all.
            return line.void_id or _refund_of_card(line.sale_id, None)
        case _:
            return None


def _refund_of_card(sale_id: str | None, code_id: CodeId | None) -> str:
    return f"{sale_id}:{code_id}"
