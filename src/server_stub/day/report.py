"""What a day's report says of a till's book.

The report as it stands (X) and the close (Z) are made by the same functions over the same rows, so
that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from card_contract.day_messages import DayMoney, DayOpenItem, DayRow
from card_contract.states import OpenKind, SaleStage
from server_stub.day.book import OWED_KINDS, Book, OpenCase
from server_stub.domain.day_figures import Amount, Happening, money_of, rows_of
from server_stub.storage.rows.days import DayCloseRow


class DayContent(Struct, frozen=True, kw_only=True):
    """What a report says, apart from whose and when it is; so it is kept of a closed day."""

    rows: list[DayRow]
    money: list[DayMoney]
    open: list[DayOpenItem]


def content_of_row(row: DayCloseRow) -> DayContent:
    """What a closed day's report says."""
    return msgspec.json.decode(row.report, type=DayContent)


def content_of(
    book: Book,
    *,
    start_ms: int,
    end_ms: int,
    zone: ZoneInfo,
    cases: Iterable[OpenCase],
    at_till: Iterable[DayOpenItem],
    before: Iterable[DayMoney],
) -> DayContent:
    """The report over what a book has until its day's end."""
    cases, counted = list(cases), book.until(end_ms)
    happenings = list(counted.happenings())
    return DayContent(
        rows=rows_of(happenings, start_ms, zone),
        money=money_of(
            happenings,
            owed=_owed(cases, happenings, book.since(end_ms)),
            elsewhere=counted.given_elsewhere(),
            not_owed=counted.never_given(),
            for_others=counted.given_for_others(),
            before=before,
        ),
        open=_open_items(counted, cases, at_till),
    )


def _owed(cases: Iterable[OpenCase], counted: Iterable[Happening], later: Book) -> Iterator[Amount]:
    """What is not handed back yet, without what only a later close will count as going back.

    That may be a recall that the book does not have at all: it came after the book was read. What
    only a later close will count as given elsewhere is still to be handed back here.
    """
    for card in later.elsewhere:
        yield card.payment_kind, card.price_minor
    going_back = {happening.refund for happening in counted}
    left: dict[str, int] = {}
    for happening in later.happenings():
        if happening.refund is not None:
            left[happening.refund] = left.get(happening.refund, 0) + happening.price_minor
    for case in cases:
        is_later = case.recall_uncounted and case.refund not in going_back
        if case.kind in OWED_KINDS and not is_later:
            yield case.payment_kind, (case.amount_minor or 0) - left.get(case.refund, 0)
    for paid in later.kept:
        kind, amount_minor = paid.amount
        yield kind, amount_minor - left.get(paid.refund, 0)


def _open_items(
    book: Book, cases: Iterable[OpenCase], at_till: Iterable[DayOpenItem]
) -> list[DayOpenItem]:
    """Held sales, then cases, then what only the till knows; each once."""
    found = {
        entry.sale.sale_id: DayOpenItem(
            item_id=entry.sale.sale_id,
            kind=OpenKind.HELD,
            sale_id=entry.sale.sale_id,
            receipt_number=entry.sale.receipt_number,
            since=entry.sale.held_at,
            amount_minor=entry.sale.total_minor,
        )
        for entry in book.sales
        if entry.sale.stage is SaleStage.HELD
    }
    for case in cases:
        found[case.case_id] = DayOpenItem(
            item_id=case.case_id,
            kind=OpenKind.CASE,
            case_kind=case.kind,
            sale_id=case.sale_id,
            receipt_number=case.receipt_number,
            since=case.opened_at,
            amount_minor=case.amount_minor,
        )
    for item in at_till:
        found.setdefault(item.item_id, item)
    return list(found.values())
