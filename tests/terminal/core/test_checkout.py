"""The checkout as the clerk lives it: scan, pay, activate - and every way in which it goes otherwise."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import HoldState, PaymentKind
from pos_terminal.checkout.model import Mode
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.receipts import ReceiptKind
from pos_terminal.words import LineState, ScanSource, Sound
from support.scripted_server import ANNA, MIA
from support.scripted_shop import SHOP
from support.shop_floor import ShopFloor


def test_scan_pay_activate_print(shop: ShopFloor) -> None:
    gift, game = shop.server.add_card(1), shop.server.add_card(2, "Game card", 2500)
    assert shop.screen.mode is Mode.READY
    assert shop.scan(gift).mode is Mode.BASKET
    screen = shop.scan(game)
    assert [line.name for line in screen.lines] == ["Gift card", "Game card"]
    assert screen.focus is not None
    assert screen.focus.last_four == game.number[-4:]
    assert [line.digits_checked for line in screen.lines] == [True, False]
    assert screen.total_minor == 7500

    screen = shop.take_payment()
    assert screen.mode is Mode.PAYMENT
    assert screen.sale_number == "T1-1-000001"
    assert {line.state for line in screen.lines} == {LineState.HELD}

    screen = shop.pay_cash(10_000)
    assert screen.mode is Mode.ACTIVATED
    assert screen.verdict is not None
    assert screen.verdict.receipt is not None
    assert screen.verdict.receipt.payment is not None
    assert screen.verdict.receipt.payment.change_minor == 2500
    assert shop.printer.drawer_opened == 1
    assert shop.sounds.heard == [Sound.SCANNED, Sound.SCANNED, Sound.ACTIVATED]

    shop.checkout.print_receipt()
    assert shop.screen.verdict is not None
    assert shop.screen.verdict.printed
    shop.checkout.next_sale()
    assert shop.screen.mode is Mode.READY
    assert shop.screen.last_sale is not None
    assert shop.journal.open_records() == ()
    assert set(shop.server.activations.values()) == {1}


def test_a_lost_reply_after_payment_is_amber_and_then_green(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.take_payment()
    shop.server.faults.lose_replies["confirm"] = 1
    screen = shop.pay_cash(5000)
    assert screen.mode is Mode.NOT_KNOWN_YET
    assert screen.not_known is not None
    assert screen.not_known.tries == 1
    assert screen.not_known.next_try_ms is not None
    assert shop.sounds.heard[-1] is Sound.NOT_KNOWN
    shop.checkout.print_waiting_slip()
    assert shop.screen.mode is Mode.NOT_KNOWN_YET
    assert shop.printer.papers[-1].kind is ReceiptKind.WAITING_SLIP

    screen = shop.pass_time(1)
    assert screen.mode is Mode.ACTIVATED
    assert shop.sounds.heard[-1] is Sound.ACTIVATED
    assert shop.server.activations == {card.card_id: 1}


def test_a_silent_server_turns_the_screen_amber_before_the_time_limit(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.faults.slow_s = 6
    assert shop.pay_cash(5000).mode is Mode.ACTIVATING
    assert shop.pass_time(2.1).mode is Mode.NOT_KNOWN_YET
    assert shop.pass_time(4).mode is Mode.ACTIVATED


def test_an_hour_without_connection_ends_activated_once(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.take_payment()
    shop.server.faults.down = True
    shop.pay_cash(5000)
    assert shop.pass_time(3600).mode is Mode.NOT_KNOWN_YET
    assert 100 < shop.server.calls.count("confirm") < 1000
    shop.server.faults.down = False
    shop.checkout.try_now()
    assert shop.screen.mode is Mode.ACTIVATED
    assert shop.server.activations == {card.card_id: 1}


def test_a_sale_left_waiting_is_finished_behind_the_clerk(shop: ShopFloor) -> None:
    first, second = shop.server.add_card(1), shop.server.add_card(2)
    shop.scan(first)
    shop.take_payment()
    shop.server.faults.down = True
    shop.pay_cash(5000)
    shop.checkout.leave_waiting()
    assert shop.screen.mode is Mode.READY
    shop.server.faults.down = False
    shop.pass_time(60)
    assert shop.server.activations == {first.card_id: 1}
    assert shop.sell(second).mode is Mode.ACTIVATED


def test_a_card_sold_elsewhere_is_refused_at_the_scan(shop: ShopFloor) -> None:
    good, sold = shop.server.add_card(1), shop.server.add_card(2)
    sold.hold_state = HoldState.SOLD
    shop.scan(good)
    screen = shop.scan(sold)
    assert screen.refusal is not None
    assert screen.refusal.facts[0].id == "refused.CARD_SOLD_at_till"
    assert screen.refusal.facts[0].values["till"] == "Till 2"
    assert screen.refusal.rest_of_sale.values == {"count": 1, "rest_minor": 5000}
    assert shop.sounds.heard[-1] is Sound.REFUSED


def test_a_refusal_locks_scanning_until_it_is_acknowledged(shop: ShopFloor) -> None:
    sold, good = shop.server.add_card(1), shop.server.add_card(2)
    sold.hold_state = HoldState.SOLD
    shop.scan(sold)
    assert shop.scan(good).lines == ()
    assert shop.sounds.heard[-1] is Sound.LOCKED
    shop.checkout.call_manager()
    assert shop.screen.manager_called
    shop.checkout.acknowledge_refusal()
    assert len(shop.scan(good).lines) == 1


def test_a_card_refused_at_reserve_leaves_the_rest_for_a_new_sale(shop: ShopFloor) -> None:
    good, bad = shop.server.add_card(1), shop.server.add_card(2)
    shop.scan(good)
    shop.scan(bad)
    bad.refusal = CardRefusal.PROBED
    screen = shop.take_payment()
    assert screen.mode is Mode.BASKET
    assert screen.refusal is not None
    assert [card.card_id for card in screen.refusal.cards] == [bad.card_id]
    assert good.hold_state is HoldState.FREE
    shop.checkout.acknowledge_refusal()
    screen = shop.take_payment()
    assert screen.sale_number == "T1-1-000002"
    assert shop.pay_cash(5000).mode is Mode.ACTIVATED


def test_a_card_refused_at_confirm_is_refunded_and_the_others_are_good(shop: ShopFloor) -> None:
    good, bad = shop.server.add_card(1), shop.server.add_card(2, price_minor=2500)
    shop.scan(good)
    shop.scan(bad)
    shop.take_payment()
    bad.refusal = CardRefusal.RECALLED
    screen = shop.pay_cash(7500)
    assert screen.mode is Mode.PARTLY_ACTIVATED
    assert screen.verdict is not None
    assert screen.verdict.refund_minor == 2500
    assert [line.state for line in screen.lines] == [
        LineState.ACTIVATED,
        LineState.NOT_ACTIVATED,
    ]
    shop.checkout.hand_back()
    assert shop.screen.verdict is not None
    assert shop.screen.verdict.refund_minor == 0
    shop.checkout.next_sale()
    assert shop.journal.open_records() == ()


def test_three_lost_tries_of_reserve_cancel_and_keep_the_basket(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.server.faults.lose_replies["reserve"] = 3
    shop.take_payment()
    screen = shop.pass_time(8)
    assert shop.server.calls.count("reserve") == 3
    assert screen.mode is Mode.BASKET
    assert [line.card_id for line in screen.lines] == [card.card_id]
    assert card.hold_state is HoldState.FREE
    assert shop.sell().mode is Mode.PAYMENT
    assert shop.pay_cash(5000).mode is Mode.ACTIVATED


def test_a_lost_reply_of_reserve_is_repeated_under_the_same_id(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.server.faults.lose_replies["reserve"] = 1
    shop.take_payment()
    assert shop.pass_time(1).mode is Mode.PAYMENT
    assert len(shop.server.sales) == 1


def test_a_server_that_is_gone_leaves_the_sale_being_cancelled(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.server.faults.slow_s = 30
    shop.take_payment()
    assert shop.pass_time(8.1).mode is Mode.BASKET
    (open_sale,) = shop.journal.open_records()
    assert open_sale.state is SaleState.CANCELLING
    shop.server.faults.slow_s = 0
    shop.pass_time(120)
    assert shop.journal.open_records() == ()
    assert card.hold_state is HoldState.FREE


def test_digits_that_differ_take_the_card_out_of_the_basket(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    wrong = shop.server.add_card(2)
    shop.scan(wrong)
    shop.checkout.digits_differ()
    screen = shop.screen
    assert [line.card_id for line in screen.lines] != [wrong.card_id]
    assert len(screen.lines) == 1
    assert screen.toast is not None


def test_digits_that_differ_after_payment_was_asked_cancel_the_whole_sale(
    shop: ShopFloor,
) -> None:
    good, wrong = shop.server.add_card(1), shop.server.add_card(2)
    shop.scan(good)
    shop.scan(wrong)
    shop.take_payment()
    shop.checkout.digits_differ(wrong.card_id)
    screen = shop.screen
    assert screen.mode is Mode.BASKET
    assert [line.card_id for line in screen.lines] == [good.card_id]
    assert wrong.hold_state is HoldState.FREE
    shop.take_payment()
    assert shop.screen.sale_number == "T1-1-000002"
    assert shop.pay_cash(5000).mode is Mode.ACTIVATED
    assert shop.server.activations == {good.card_id: 1}


def test_cancel_before_payment_frees_the_cards(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.take_payment()
    shop.checkout.cancel_sale()
    assert shop.screen.mode is Mode.READY
    assert card.hold_state is HoldState.FREE
    assert shop.journal.open_records() == ()


def test_cancel_while_the_cards_are_being_held_beats_the_late_answer(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.server.faults.slow_s = 1
    assert shop.take_payment().mode is Mode.CHECKING
    shop.checkout.cancel_sale()
    assert shop.pass_time(10).mode is Mode.READY
    assert card.hold_state is HoldState.FREE
    assert shop.journal.open_records() == ()


def test_the_same_card_twice_is_a_toast(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    screen = shop.scan(card)
    assert len(screen.lines) == 1
    assert screen.toast is not None
    assert screen.toast.fact.id == "toast.already_in_basket"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("4006381333931", "scan.product_code"),
        ("B12345678901234569", "scan.staff_badge"),
        ("970010000010000017", "scan.damaged_number"),
        ("x" * 10_000, "scan.too_long"),
        ("97001\x070000", "scan.unreadable"),
        ("９７００１０", "scan.other_alphabet"),
        ("https://example.org/", "scan.web_address"),
        ("WIFI:S:guests;P:welcome;;", "scan.unknown"),
        ("1234567", "scan.unknown"),
        ("(01)04006381333931", "scan.unknown"),
        ("B12345678901234560", "scan.damaged_badge"),
    ],
)
def test_what_is_no_card_is_named(shop: ShopFloor, text: str, named: str) -> None:
    screen = shop.scan(text)
    assert screen.mode is Mode.READY
    assert screen.toast is not None
    assert screen.toast.fact.id == named
    assert screen.toast.note is not None
    assert not screen.scanning_locked
    assert "look_up" not in shop.server.calls


def test_a_barcode_that_may_be_a_code_is_looked_up_where_such_cards_are_sold(
    shop: ShopFloor,
) -> None:
    code = "AB3CD-EF4GH-JK5LM-NP6QR-ST7UV"
    screen = shop.scan(code)
    assert screen.toast is not None
    assert screen.toast.fact.id == "scan.unknown"
    shop.on_duty.shop_told(replace(SHOP, sells_codes=True), (MIA, ANNA))
    assert shop.scan("WIFI:S:guests;P:welcome;;").refusal is None
    assert "look_up" not in shop.server.calls
    screen = shop.scan(code)
    assert screen.refusal is not None
    assert screen.refusal.facts[0].id == "refused.CARD_UNKNOWN"


def test_an_unknown_card_is_refused_in_red(shop: ShopFloor) -> None:
    unknown = shop.server.add_card(9)
    del shop.server.cards[unknown.card_id]
    screen = shop.scan(unknown)
    assert screen.refusal is not None
    assert screen.refusal.facts[0].id == "refused.CARD_UNKNOWN"


def test_a_typed_number_is_marked_and_a_wrong_one_is_explained(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.checkout.open_typing()
    shop.checkout.type_number("970010 00001")
    assert shop.screen.typing is not None
    assert shop.screen.typing.fault is not None
    shop.checkout.type_number(card.number)
    assert shop.screen.typing is None
    assert shop.screen.lines[0].keyed


def test_a_scan_without_connection_is_said_and_not_taken(shop: ShopFloor) -> None:
    shop.server.faults.down = True
    screen = shop.scan(shop.server.add_card(1))
    assert screen.mode is Mode.READY
    assert screen.toast is not None
    assert screen.toast.fact.id == "toast.not_looked_up"


def test_a_payment_reference_pays(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.checkout.choose_payment(PaymentKind.REFERENCE)
    shop.checkout.pay_reference("  ")
    assert shop.screen.payment is not None
    assert shop.screen.payment.fault is not None
    shop.checkout.pay_reference("AUTH-4711")
    assert shop.screen.mode is Mode.ACTIVATED
    assert shop.printer.drawer_opened == 0


def test_too_little_cash_is_no_payment(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    screen = shop.pay_cash(4999)
    assert screen.mode is Mode.PAYMENT
    assert screen.payment is not None
    assert screen.payment.fault is not None
    assert "confirm" not in shop.server.calls


def test_the_next_scan_after_green_begins_the_next_sale(shop: ShopFloor) -> None:
    first, second = shop.server.add_card(1), shop.server.add_card(2)
    shop.sell(first)
    screen = shop.scan(second)
    assert screen.mode is Mode.BASKET
    assert [line.card_id for line in screen.lines] == [second.card_id]


def test_a_receipt_that_does_not_come_out_is_said_and_stays_owed(shop: ShopFloor) -> None:
    shop.sell(shop.server.add_card(1))
    shop.printer.fails = True
    shop.checkout.print_receipt()
    assert shop.screen.verdict is not None
    assert shop.screen.verdict.print_fault is not None
    assert len(shop.journal.open_records()) == 1
    shop.printer.fails = False
    shop.checkout.print_receipt()
    assert shop.screen.verdict.printed
    assert not shop.printer.papers[0].copy
    shop.checkout.print_receipt()
    shop.tasks.deliver()
    assert shop.printer.papers[1].copy


def test_little_room_on_the_disk_stops_new_sales_but_not_the_open_one(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.disk.free = 100
    assert shop.pay_cash(5000).mode is Mode.ACTIVATED
    shop.checkout.next_sale()
    screen = shop.screen
    assert screen.mode is Mode.CLOSED
    assert screen.trouble is not None
    assert screen.trouble.headline.id == "trouble.disk"


def test_an_expired_sign_in_keeps_the_basket_and_asks_for_one(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.server.refusals["reserve"] = Refusal.NO_OPERATOR
    shop.take_payment()
    assert shop.ways.taken == ["sign in"]
    assert len(shop.screen.lines) == 1
    del shop.server.refusals["reserve"]
    shop.take_payment()
    assert shop.pay_cash(5000).mode is Mode.ACTIVATED


def test_a_change_of_clerk_keeps_the_basket(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.on_duty.signed_out()
    assert len(shop.screen.lines) == 1
    shop.take_payment()
    assert shop.ways.taken == ["sign in"]


def test_amber_hands_over_to_a_managers_refund(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.faults.down = True
    shop.pay_cash(5000)
    sale_id = next(iter(shop.journal.open_records())).sale_id
    shop.checkout.call_manager()
    assert shop.ways.taken == [f"refund {sale_id}"]
    assert shop.screen.mode is Mode.READY


def test_a_manager_elsewhere_who_cancelled_a_paid_sale_leaves_a_refund(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    sale_id = next(iter(shop.server.sales))
    shop.server._cancel(sale_id)
    screen = shop.pay_cash(5000)
    assert screen.mode is Mode.NOT_ACTIVATED
    assert screen.verdict is not None
    assert screen.verdict.refund_minor == 5000


def test_scans_of_the_camera_count_like_those_of_the_wedge(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.checkout.on_scan(card.number, ScanSource.CAMERA)
    assert len(shop.screen.lines) == 1
    assert not shop.screen.lines[0].keyed


def test_a_damaged_journal_closes_the_checkout_until_a_manager_begins_a_new_one(
    shop: ShopFloor,
) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.take_payment()
    shop.close()
    content = bytearray((shop.folder / "journal.db").read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    (shop.folder / "journal.db").write_bytes(content)
    shop.start(MIA)
    screen = shop.screen
    assert screen.mode is Mode.CLOSED
    assert screen.trouble is not None
    assert screen.trouble.headline.id == "trouble.journal"
    assert screen.trouble.new_journal is not None
    assert not screen.trouble.new_journal.enabled
    shop.checkout.start_new_journal()
    assert shop.screen.mode is Mode.CLOSED

    shop.on_duty.signed_in(ANNA)
    shop.checkout.start_new_journal()
    assert shop.screen.mode is Mode.READY
    assert shop.sell(shop.server.add_card(2)).sale_number == "T1-2-000001"
    assert card.hold_state is HoldState.HELD
