"""The MAC covers everything that a request says; nothing can be moved from one field to another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from card_contract.signing import handshake_bytes, request_mac, same_mac

KEY = b"k" * 32
PLAIN = {
    "method": "POST",
    "target": "/v1/sales/T1.1.000001.A/confirm",
    "session": "s1",
    "operator": "",
    "time_ms": "1700000000000",
    "body": b'{"a":1}',
}
# Header values and targets cannot hold a line break: HTTP itself refuses them.
FIELD = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20)


def test_the_mac_is_the_published_one():
    assert request_mac(KEY, **PLAIN) == (
        "976334ddc276e6c2ad0547ede473bcdce4ad7293fb0cf0471537f82ecd1e8329"
    )


def test_changing_any_part_changes_the_mac():
    changed = {
        "method": "PUT",
        "target": PLAIN["target"] + "?x=1",
        "session": "s2",
        "operator": "o",
        "time_ms": "1700000000001",
        "body": b'{"a":2}',
    }
    macs = {request_mac(KEY, **{**PLAIN, name: value}) for name, value in changed.items()}
    assert len(macs) == len(changed)
    assert request_mac(KEY, **PLAIN) not in macs
    assert request_mac(b"other", **PLAIN) != request_mac(KEY, **PLAIN)


@given(st.tuples(*[FIELD] * 5, st.binary()), st.tuples(*[FIELD] * 5, st.binary()))
def test_two_requests_share_a_mac_only_if_they_are_one(left, right):
    names = tuple(PLAIN)
    left_mac = request_mac(KEY, **dict(zip(names, left, strict=True)))
    right_mac = request_mac(KEY, **dict(zip(names, right, strict=True)))
    assert same_mac(left_mac, right_mac) is (left == right)


@given(FIELD, FIELD)
def test_a_handshake_names_its_till_and_its_challenge(till_id, challenge):
    signed = handshake_bytes(till_id=till_id, challenge=challenge)
    assert signed != request_mac(KEY, **PLAIN).encode()
    assert signed.split(b"\n")[1:] == [till_id.encode(), challenge.encode()]


def test_a_mac_of_other_letters_is_refused_without_an_error():
    assert not same_mac("ä", "a")
