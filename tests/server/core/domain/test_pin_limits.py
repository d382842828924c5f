from __future__ import annotations

from server_stub.domain.pin_rules import locks_at_till, locks_operator


def test_the_tenth_wrong_pin_at_a_till_locks_there_and_the_thirtieth_everywhere() -> None:
    assert [locks_at_till(count) for count in (9, 10, 11)] == [False, True, True]
    assert [locks_operator(count) for count in (29, 30)] == [False, True]
