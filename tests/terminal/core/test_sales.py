"""Past sales: found by receipt, card and day; printed again; voided with a manager; refunded."""

from __future__ import annotations

from msgspec.structs import replace

from card_contract.messages import VoidReason
from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId
from card_contract.states import CodeState, HoldState
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.receipts import ReceiptKind, ReceiptLineState
from pos_terminal.sales.model import SaleDetail, SearchKind, VoidStage
from pos_terminal.sales.own_sales import RECORDS_A_PAGE
from pos_terminal.words import LineState, Message, ScanSource
from support.journal_steps import LINE
from support.journal_steps import MIA as STEPS_MIA
from support.scripted_cards import Card
from support.scripted_server import ANNA, JONAS, MIA
from support.scripted_shop import SHOP
from support.shop_floor import ShopFloor


def sold(shop: ShopFloor, *cards: Card) -> str:
    """Sell, print, next; returns the receipt number."""
    shop.sell(*cards)
    number = shop.screen.sale_number
    shop.checkout.print_receipt()
    shop.tasks.deliver()
    shop.checkout.next_sale()
    assert number is not None
    return number


def find(shop: ShopFloor, text: str) -> SaleDetail:
    shop.sales.find(text)
    shop.tasks.deliver()
    detail = shop.sales.state.detail
    assert detail is not None
    return detail


def void(shop: ShopFloor, reason: VoidReason = VoidReason.CUSTOMER_CHANGED_MIND) -> SaleDetail:
    shop.sales.open_void()
    shop.sales.choose_reason(reason)
    shop.sales.sign_void()
    shop.sign("333333")
    detail = shop.sales.state.detail
    assert detail is not None
    return detail


def test_a_sale_is_found_by_receipt_by_card_and_by_day(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    number = sold(shop, card)
    assert find(shop, number.lower()).number == number
    assert shop.sales.state.kind is SearchKind.RECEIPT
    shop.sales.close_sale()
    shop.sales.on_scan(card.number, ScanSource.WEDGE)
    shop.tasks.deliver()
    assert shop.sales.state.detail is not None
    assert shop.sales.state.kind is SearchKind.CARD
    shop.sales.open()
    shop.tasks.deliver()
    assert [row.number for row in shop.sales.state.rows] == [number]
    assert shop.sales.state.detail is None


def test_what_is_no_receipt_card_or_day_is_said(shop: ShopFloor) -> None:
    shop.sales.find("blue socks")
    assert shop.sales.state.fault is not None
    shop.sales.on_scan("4006381333931", ScanSource.WEDGE)
    assert shop.sales.state.toast is not None


def test_a_reprint_is_marked_copy(shop: ShopFloor) -> None:
    number = sold(shop, shop.server.add_card(1))
    find(shop, number)
    shop.sales.reprint()
    shop.tasks.deliver()
    assert shop.printer.papers[-1].copy
    assert shop.printer.papers[-1].number == number
    assert shop.printer.papers[-1].proof == shop.printer.papers[0].proof


def test_without_connection_this_tills_own_sales_are_found(shop: ShopFloor) -> None:
    number = sold(shop, shop.server.add_card(1))
    shop.server.faults.down = True
    shop.sales.find(number)
    shop.tasks.deliver()
    assert [row.number for row in shop.sales.state.rows] == [number]
    assert shop.sales.state.note is not None
    shop.sales.open()
    shop.tasks.deliver()
    assert [row.number for row in shop.sales.state.rows] == [number]


def test_a_void_is_signed_answered_and_refunded(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    find(shop, sold(shop, card))
    detail = void(shop)
    assert detail.result is not None
    assert detail.result.stage is VoidStage.REFUND_DUE
    assert detail.result.refund_minor == 5000
    assert card.hold_state is HoldState.VOIDED
    shop.sales.print_refund(detail.result.refund_id)
    shop.tasks.deliver()
    paper = shop.printer.papers[-1]
    assert paper.kind is ReceiptKind.REFUND
    assert not paper.copy
    assert [line.state for line in paper.lines] == [ReceiptLineState.REFUNDED]
    shop.sales.hand_back(detail.result.refund_id)
    shop.tasks.deliver()
    after = shop.sales.state.detail
    assert after is not None
    assert after.result is not None
    assert after.result.stage is VoidStage.HANDED_BACK
    shop.tasks.deliver()
    assert shop.journal.open_records() == ()


def test_one_card_of_two_is_voided_and_later_the_other(shop: ShopFloor) -> None:
    first, second = shop.server.add_card(1), shop.server.add_card(2, price_minor=2500)
    number = sold(shop, first, second)
    find(shop, number)
    shop.sales.open_void()
    shop.sales.choose_card(first.card_id, chosen=False)
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")
    detail = shop.sales.state.detail
    assert detail is not None
    assert detail.result is not None
    assert detail.result.refund_minor == 2500
    assert [line.state for line in detail.lines] == [LineState.ACTIVATED, LineState.VOIDED]
    shop.sales.hand_back(detail.result.refund_id)
    find(shop, number)
    detail = void(shop)
    assert detail.result is not None
    assert detail.result.refund_minor == 5000
    assert first.hold_state is HoldState.VOIDED


def test_a_redeemed_card_is_not_refunded(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    find(shop, sold(shop, card))
    card.code_state = CodeState.REDEEMED
    detail = void(shop)
    assert detail.result is not None
    assert detail.result.stage is VoidStage.REFUSED
    assert shop.waiting.state.count == 1


def test_a_void_whose_reply_is_lost_is_asked_for_until_it_is_known(shop: ShopFloor) -> None:
    find(shop, sold(shop, shop.server.add_card(1)))
    shop.server.faults.lose_replies["void"] = 3
    detail = void(shop)
    assert detail.result is not None
    assert detail.result.stage is VoidStage.ASKING
    assert not detail.void.enabled
    shop.pass_time(60)
    after = shop.sales.state.detail
    assert after is not None
    assert after.result is not None
    assert after.result.stage is VoidStage.REFUND_DUE
    assert after.result.refund_minor == 5000


def test_a_wrong_pin_decides_nothing(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    find(shop, sold(shop, card))
    shop.sales.open_void()
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("999999")
    assert shop.approval.state.fault is not None
    shop.sign("222222", JONAS)
    assert shop.approval.state.fault is not None
    shop.approval.close()
    assert card.hold_state is HoldState.SOLD
    assert shop.journal.open_records() == ()


def test_a_clerk_starts_only_voids_of_own_sales(shop: ShopFloor) -> None:
    number = sold(shop, shop.server.add_card(1))
    shop.on_duty.signed_in(JONAS)
    assert not find(shop, number).void.enabled
    shop.on_duty.signed_in(ANNA)
    assert find(shop, number).void.enabled
    shop.on_duty.signed_in(MIA)
    assert find(shop, number).void.enabled


def test_a_clerk_of_the_same_name_voids_no_sale_of_the_other(shop: ShopFloor) -> None:
    number = sold(shop, shop.server.add_card(1))
    namesake = replace(JONAS, name=MIA.name)
    shop.on_duty.signed_in(namesake)
    assert not find(shop, number).void.enabled
    shop.server.faults.down = True
    assert not find_here(shop, number).void.enabled
    shop.on_duty.signed_in(replace(MIA, name="Mia Lindt"))  # she has married
    assert find_here(shop, number).void.enabled
    shop.server.faults.down = False
    assert find(shop, number).void.enabled


def test_nobodys_name_makes_a_sale_of_another_till_ones_own(shop: ShopFloor) -> None:
    other = ShopFloor(shop.folder / "other", shop.server, till="T2")
    other.on_duty.signed_in(replace(JONAS, name=MIA.name))
    number = sold(other, shop.server.add_card(5))
    other.close()
    assert not find(shop, number).void.enabled


def find_here(shop: ShopFloor, number: str) -> SaleDetail:
    shop.sales.find(number)
    shop.tasks.deliver()
    (row,) = shop.sales.state.rows
    shop.sales.choose(row.sale_id)
    detail = shop.sales.state.detail
    assert detail is not None
    return detail


def make_many(shop: ShopFloor, count: int) -> list[str]:
    """So many sales, written straight into the journal; the receipt numbers, oldest first."""
    numbers = []
    for _ in range(count):
        sale = shop.book.begin(clerk=STEPS_MIA, currency="EUR", lines=(LINE,))
        shop.book.reserve_refused(sale.sale_id)
        numbers.append(sale.receipt_number)
    return numbers


def test_without_connection_an_old_receipt_is_found(shop: ShopFloor) -> None:
    number = sold(shop, shop.server.add_card(1))
    make_many(shop, RECORDS_A_PAGE * 2 + 5)
    shop.server.faults.down = True
    assert find_here(shop, number).number == number
    shop.sales.find(number.replace("T1-1-", "T1-2-"))  # another generation's journal
    shop.tasks.deliver()
    assert shop.sales.state.rows == ()
    shop.sales.find(number.replace("T1-", "T2-"))
    shop.tasks.deliver()
    assert shop.sales.state.rows == ()


def test_without_connection_a_whole_busy_day_is_listed_and_no_other(shop: ShopFloor) -> None:
    day = shop.sales.state.day
    before = make_many(shop, RECORDS_A_PAGE + 3)
    shop.pass_time(4 * 24 * 3600)
    make_many(shop, RECORDS_A_PAGE + 7)
    shop.server.faults.down = True
    shop.sales.find(day)
    shop.tasks.deliver()
    assert [row.number for row in shop.sales.state.rows] == list(reversed(before))
    shop.sales.open()
    shop.tasks.deliver()
    assert len(shop.sales.state.rows) == RECORDS_A_PAGE + 7


def test_the_reason_other_needs_words(shop: ShopFloor) -> None:
    find(shop, sold(shop, shop.server.add_card(1)))
    shop.sales.open_void()
    shop.sales.choose_reason(VoidReason.OTHER)
    assert shop.sales.state.detail is not None
    assert shop.sales.state.detail.form is not None
    assert not shop.sales.state.detail.form.sign.enabled
    shop.sales.write_note("scratch-off damaged by us")
    assert shop.sales.state.detail is not None
    assert shop.sales.state.detail.form is not None
    assert shop.sales.state.detail.form.sign.enabled


def test_a_sale_of_another_till_is_voided_here(shop: ShopFloor) -> None:
    other = ShopFloor(shop.folder / "other", shop.server, till="T2")
    card = shop.server.add_card(5)
    number = sold(other, card)
    other.close()
    assert find(shop, number).number == number
    detail = void(shop)
    assert detail.result is not None
    assert detail.result.stage is VoidStage.REFUND_DUE
    assert card.hold_state is HoldState.VOIDED


def test_a_sale_of_a_store_with_other_money_is_shown_in_its_own_and_voided_there(
    shop: ShopFloor,
) -> None:
    other = ShopFloor(shop.folder / "other", shop.server, till="T2")
    card = shop.server.add_card(5)
    number = sold(other, card)
    other.close()
    shop.on_duty.shop_told(replace(SHOP, currency="CHF"), (ANNA, MIA))
    detail = find(shop, number)
    assert [row.currency for row in shop.sales.state.rows] == [detail.currency] == ["EUR"]
    assert (detail.void.enabled, detail.void.why_off) == (
        False,
        Message("void.other_currency", {"currency": "EUR"}),
    )
    shop.on_duty.shop_told(SHOP, (ANNA, MIA))
    find(shop, number)
    shop.sales.open_void()
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    about = shop.approval.state.about
    assert about is not None
    assert about.values["currency"] == "EUR"


def test_a_void_that_was_decided_where_other_money_is_used_ends_and_gives_nothing_back(
    shop: ShopFloor,
) -> None:
    other = ShopFloor(shop.folder / "other", shop.server, till="T2")
    card = shop.server.add_card(5)
    number = sold(other, card)
    other.close()
    find(shop, number)
    shop.server.refusals["void"] = Refusal.OTHER_CURRENCY
    result = void(shop).result
    assert result is not None
    assert (result.stage, result.sentence.id) == (
        VoidStage.REFUSED,
        "result.refused_other_currency",
    )
    shop.waiting.open()
    shop.tasks.deliver()
    (row,) = shop.waiting.state.rows
    assert (row.fact.id, row.currency) == ("row.void_refused_other_currency", "EUR")


def test_what_was_searched_without_a_line_is_searched_again_when_it_is_back(
    shop: ShopFloor,
) -> None:
    card = shop.server.add_card(1)
    sold(shop, card)
    shop.server.faults.down = True
    shop.sales.find(card.number)
    shop.tasks.deliver()
    shop.sales.connection_changed(Connection(reach=Reach.OFFLINE, since_ms=1))
    assert shop.sales.state.fault == Message("search.card_needs_line")
    shop.server.faults.down = False
    shop.sales.connection_changed(Connection(reach=Reach.ONLINE, since_ms=2))
    shop.tasks.deliver()
    state = shop.sales.state
    assert (state.fault, state.note, len(state.rows)) == (None, None, 1)
    asked = len(shop.server.calls)
    shop.sales.connection_changed(Connection(reach=Reach.OFFLINE, since_ms=3))
    shop.sales.connection_changed(Connection(reach=Reach.ONLINE, since_ms=4))
    shop.tasks.deliver()
    assert len(shop.server.calls) == asked


def test_another_page_shows_a_sale_of_another_till_and_none_in_its_place(shop: ShopFloor) -> None:
    own = find(shop, sold(shop, shop.server.add_card(1)))
    other = ShopFloor(shop.folder / "other", shop.server, till="T2")
    number = sold(other, shop.server.add_card(2))
    other.close()
    (sale_id,) = (key for key in shop.server.sales if key != own.sale_id)
    shop.sales.show_sale(sale_id)
    assert shop.sales.state.detail is None
    shop.tasks.deliver()
    state = shop.sales.state
    assert state.detail is not None
    assert (state.detail.sale_id, state.detail.number, state.text) == (sale_id, number, number)
    shop.sales.show_sale(own.sale_id)
    shop.server.faults.down = True
    shop.sales.show_sale(sale_id)
    shop.tasks.deliver()
    state = shop.sales.state
    assert (state.detail, state.rows) == (None, ())
    assert state.fault == Message("search.sale_needs_line")


def test_a_sale_that_the_server_does_not_know_is_not_replaced_by_one_of_its_number(
    shop: ShopFloor,
) -> None:
    number = sold(shop, shop.server.add_card(1))
    (sale_id,) = shop.server.sales
    copied = str(SaleId(till="T1", generation=1, sequence=1, random="Q" * 26))
    assert (copied != sale_id, SaleId.parse(copied).receipt_number) == (True, number)
    shop.sales.show_sale(copied)
    shop.tasks.deliver()
    state = shop.sales.state
    assert (state.detail, state.rows) == (None, ())
    assert state.fault == Message("search.nothing_found")


def test_from_the_green_screen_to_the_void(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.sell(card)
    shop.checkout.void_sale()
    (way,) = shop.ways.taken
    shop.sales.show_sale(way.removeprefix("void "), void=True)
    shop.tasks.deliver()
    assert shop.sales.state.detail is not None
    assert shop.sales.state.detail.form is not None
    assert shop.sales.state.detail.form.refund_minor == 5000
