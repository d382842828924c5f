"""What stands on a receipt, line by line, in both widths and both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from card_contract.states import PaymentKind
from pos_terminal.devices.receipt_layout import printer_test_lines, receipt_lines
from pos_terminal.devices.receipt_lines import (
    BarcodeLine,
    Size,
    TextLine,
    plain_text,
    printable,
    wrapped,
)
from pos_terminal.receipts import ReceiptData, ReceiptLineState, ReceiptPayment
from support.receipt_examples import SOLD_AT, card, refund, sale, waiting_slip


def text_of(receipt: ReceiptData, columns: int = 42) -> list[str]:
    return plain_text(receipt_lines(receipt, columns), columns)


def test_a_sale_reads_as_a_receipt():
    assert text_of(sale()) == [
        "  Harbour Street 12",
        "              20457 Hamburg",
        "            VAT DE 123 456 789",
        "",
        "22 Nov 2026 14:07                   Till 1",
        "Receipt T1-1-000421",
        "Served by Mia Kern",
        "------------------------------------------",
        "Gift card                           €50.00",
        "  ends in 8206, activated 14:07",
        "Game card                           €25.00",
        "  ends in 4471, activated 14:07",
        "------------------------------------------",
        "Total          €75.00",
        "Cash                               €100.00",
        "Change                              €25.00",
        "------------------------------------------",
        " Cards are exchanged for goods only, not",
        "                for cash.",
        "",
        "              [T1-1-000421]",
        "             Proof 7F3A 91C2",
        "     Keep this receipt with the card.",
    ]


def test_a_german_shop_gets_a_german_receipt():
    text = text_of(sale(language="de"))
    assert "22.11.2026 14:07                    Till 1" in text
    assert "Gift card                          50,00 €" in text
    assert "  endet auf 8206, aktiviert 14:07" in text
    assert "Rückgeld                           25,00 €" in text


def test_times_are_the_stores_own():
    assert "22 Nov 2026 22:07                   Till 1" in text_of(sale(time_zone="Asia/Tokyo"))
    assert any("13:07" in line for line in text_of(sale(time_zone="No/Where")))


def test_a_card_activated_on_another_day_says_which():
    late = sale(lines=(card(at_ms=SOLD_AT + 86_400_000),))
    assert "  ends in 8206, activated 23 Nov 2026 14:07" in text_of(late, 48)


def test_a_copy_is_marked_large_with_the_time_of_its_print():
    lines = receipt_lines(sale(copy=True), 42)
    assert TextLine in {type(line) for line in lines}
    marked = [line for line in lines if isinstance(line, TextLine) and line.text == "COPY"]
    assert [line.size for line in marked] == [Size.LARGE]
    assert any("Printed again 22 Nov 2026 14:07" in line for line in text_of(sale(copy=True)))
    assert not any("COPY" in line for line in text_of(sale()))


@pytest.mark.parametrize("receipt", [sale(demo=True), waiting_slip(demo=True), refund(demo=True)])
@pytest.mark.parametrize(
    ("language", "practice", "words"),
    [
        ("en", False, "DEMO - NOT A RECEIPT"),
        ("de", False, "DEMO - KEIN BELEG"),
        ("en", True, "PRACTICE - NO RECEIPT"),
        ("de", True, "ÜBUNG - KEIN BELEG"),
    ],
)
@pytest.mark.parametrize("columns", [32, 42, 48])
def test_no_torn_piece_of_a_demo_or_of_practice_passes_for_a_receipt(
    receipt, language, practice, words, columns
):
    lines = receipt_lines(replace(receipt, language=language, practice=practice), columns)
    marks = [place for place, line in enumerate(lines) if getattr(line, "text", "") == words]
    assert len(marks) == 3
    assert marks[0] == 0
    assert marks[-1] >= len(lines) - 2
    assert all(lines[mark].inverse for mark in marks)


def test_a_waiting_slip_says_that_it_is_no_receipt_and_where_the_cards_are():
    text = " ".join(" ".join(text_of(waiting_slip())).split())
    assert "Sale T1-1-000421" in text
    assert "Receipt T1-1-000421" not in text
    assert "Paid, being activated" in text
    assert "This slip is not the receipt." in text
    assert "The shop keeps the cards until they are activated" in text
    assert "ends in 8206, being activated" in text
    assert "Keep this receipt" not in text


def test_a_refund_lists_only_what_came_back():
    text = text_of(refund())
    assert "Refunded       €25.00" in text
    assert "For receipt T1-1-000421" in text
    assert "23 Nov 2026 14:07                   Till 1" in text
    assert "Due since 22 Nov 2026 14:07" in text
    assert not any("8206" in line for line in text)
    assert "  ends in 4471, returned, no longer valid" in text


def test_a_card_that_was_not_activated_is_named_with_its_refund():
    receipt = sale(
        lines=(card(), card("Game card", "4471", 25_00, ReceiptLineState.NOT_ACTIVATED)),
        refund_minor=25_00,
    )
    text = text_of(receipt)
    assert "  ends in 4471, NOT ACTIVATED" in text
    assert "To be refunded                      €25.00" in text


def test_a_payment_made_elsewhere_shows_its_reference():
    payment = ReceiptPayment(
        kind=PaymentKind.REFERENCE,
        amount_minor=75_00,
        given_minor=None,
        change_minor=None,
        reference="AUTH-99812",
    )
    assert "  Reference AUTH-99812" in text_of(sale(payment=payment))


def test_a_typed_number_is_said_to_be_typed():
    assert "  ends in 8206, number typed in, activated" in text_of(sale(lines=(card(keyed=True),)))


def test_the_receipt_number_is_a_barcode():
    assert BarcodeLine("T1-1-000421") in receipt_lines(sale(), 42)


@given(
    st.text(max_size=120),
    st.text(max_size=120),
    st.integers(0, 10**9),
    st.sampled_from([32, 42, 48]),
)
def test_whatever_the_names_are_no_line_is_too_wide_or_holds_a_command(name, legal, price, columns):
    receipt = sale(
        demo=True,
        shop_name=name,
        header=(name,),
        legal=(legal,),
        lines=(card(name, price_minor=price),),
        total_minor=price,
    )
    for line in receipt_lines(receipt, columns):
        [text] = plain_text([line], columns)
        large = getattr(line, "size", Size.NORMAL) is Size.LARGE
        assert len(text) <= (columns // 2 if large else columns)
        assert all(sign.isprintable() for sign in text)


@given(st.text(max_size=300), st.integers(8, 48))
def test_wrapping_keeps_every_sign(text, width):
    lines = wrapped(text, width)
    assert all(1 <= len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == printable(text).replace(" ", "")


def test_the_test_print_is_as_wide_as_the_paper():
    lines = printer_test_lines(language="en", columns=48, at_ms=SOLD_AT, zone="Europe/Berlin")
    assert max(len(line) for line in plain_text(lines, 48)) == 48
