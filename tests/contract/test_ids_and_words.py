"""Ids read back as themselves, and every refusal has its meaning."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from card_contract import messages
from card_contract.outcomes import MEANINGS, CardRefusal, Refusal
from card_contract.sale_id import CROCKFORD, SaleId, VoidId, crockford

SALE_IDS = st.builds(
    SaleId,
    till=st.from_regex(r"[A-Z][A-Z0-9]{0,11}", fullmatch=True),
    generation=st.integers(1, 999_999),
    sequence=st.integers(0, 999_999_999),
    random=st.binary(min_size=17, max_size=17).map(crockford),
)


@given(SALE_IDS)
def test_a_sale_id_reads_back_as_itself(sale_id):
    assert SaleId.parse(str(sale_id)) == sale_id


@given(SALE_IDS)
def test_a_void_id_reads_back_as_itself_and_is_no_sale_id(sale_id):
    void_id = VoidId(sale_id)
    assert VoidId.parse(str(void_id)) == void_id
    with pytest.raises(ValueError, match="no sale id"):
        SaleId.parse(str(void_id))
    with pytest.raises(ValueError, match="no void id"):
        VoidId.parse(str(sale_id))


@given(st.text())
def test_any_text_is_an_id_or_a_value_error(text):
    for kind in (SaleId, VoidId):
        try:
            read = kind.parse(text)
        except ValueError:
            continue
        assert str(read) == text


@given(SALE_IDS)
def test_an_id_with_a_line_break_after_it_is_no_id(sale_id):
    with pytest.raises(ValueError, match="no sale id"):
        SaleId.parse(f"{sale_id}\n")


@given(SALE_IDS)
def test_ids_fit_the_field_that_carries_them(sale_id):
    assert len(str(VoidId(sale_id))) <= 64


@given(st.binary(min_size=17, max_size=17), st.binary(min_size=17, max_size=17))
def test_random_parts_differ_where_their_130_bits_differ(left, right):
    mask = 2**130 - 1
    same = int.from_bytes(left) & mask == int.from_bytes(right) & mask
    assert (crockford(left) == crockford(right)) is same
    assert set(crockford(left)) <= set(CROCKFORD)


def test_a_random_part_takes_exactly_its_bytes():
    with pytest.raises(ValueError, match="17"):
        crockford(b"short")


def test_every_refusal_has_one_meaning_in_a_sentence():
    assert set(MEANINGS) == set(Refusal)
    for meaning in MEANINGS.values():
        assert meaning.sentence.endswith(".")
        assert 400 <= meaning.http <= 599


def test_a_fault_of_the_server_or_its_session_is_never_final():
    for refusal, meaning in MEANINGS.items():
        if meaning.http in (401, 429) or meaning.http >= 500:
            assert not meaning.final, refusal


def test_only_a_final_refusal_about_the_sale_or_void_itself_settles_it():
    settling = {refusal for refusal, meaning in MEANINGS.items() if meaning.settles}
    assert all(MEANINGS[refusal].final for refusal in settling)
    about_the_request = {Refusal.MALFORMED, Refusal.NOT_FOUND, Refusal.METHOD_NOT_ALLOWED}
    assert not settling & about_the_request
    assert Refusal.SALE_CANCELLED in settling
    assert not MEANINGS[Refusal.NOT_ALLOWED].final


def test_codes_of_cards_and_of_requests_never_share_a_name():
    assert not {*CardRefusal} & {*Refusal}


def test_requests_refuse_unknown_fields_and_answers_ignore_them():
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"reason": "clerk", "force": true}', type=messages.CancelRequest)
    done = msgspec.json.decode(b'{"server_time": 1, "later": 2}', type=messages.Done)
    assert done == messages.Done(server_time=1)


@pytest.mark.parametrize("amount", [-1, messages.AMOUNT_MAX_MINOR + 1])
def test_money_outside_its_bounds_is_refused(amount):
    body = msgspec.json.encode({"kind": "cash", "amount_minor": amount})
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(body, type=messages.Payment)


@pytest.mark.parametrize("amount", [1.5, "100", True, None])
def test_money_is_an_integer_and_nothing_else(amount):
    body = msgspec.json.encode({"kind": "cash", "amount_minor": amount})
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(body, type=messages.Payment)


@pytest.mark.parametrize("pin", ["12345", "1" * 13, "12345a", "١٢٣٤٥٦"])
def test_a_pin_is_six_to_twelve_plain_digits(pin):
    body = msgspec.json.encode({"operator": "mia", "pin": pin})
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(body, type=messages.SignInRequest)
