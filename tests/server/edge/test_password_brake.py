"""Passwords that are tried: counted before they are looked at, by name, network and both."""

from __future__ import annotations

from server_stub.desks.password_brake import (
    FROM_ALL_MAX,
    FROM_ALL_WINDOW_S,
    FROM_ONE_MAX,
    FROM_ONE_WINDOW_S,
    PasswordBrake,
)
from support.hand_clock import HandClock

HOME, ELSEWHERE = "192.0.2.1", "2001:db8::1"


def test_so_many_may_be_tried_from_one_network_and_others_do_not_wait_for_it() -> None:
    clock = HandClock()
    brake = PasswordBrake(clock)
    assert all(brake.may_try("ann", f"2001:db8::{number:x}") for number in range(FROM_ONE_MAX))
    assert not brake.may_try("ann", ELSEWHERE)
    assert brake.may_try("bob", ELSEWHERE)
    assert brake.may_try("ann", HOME)
    clock.s += FROM_ONE_WINDOW_S + 1
    assert brake.may_try("ann", ELSEWHERE)


def test_right_passwords_and_those_that_nobody_looked_at_do_not_count() -> None:
    brake = PasswordBrake(HandClock())
    for _ in range(FROM_ALL_MAX):
        assert brake.may_try("ann", ELSEWHERE)
        brake.take_back("ann", ELSEWHERE)
        assert brake.may_try("ann", HOME)
        brake.note_success("ann", HOME)


def test_whoever_tries_from_everywhere_has_to_wait_and_the_owner_gets_in_at_home() -> None:
    clock = HandClock()
    brake = PasswordBrake(clock)
    for client in (HOME, "127.0.0.1"):
        assert brake.may_try("ann", client)
        brake.note_success("ann", client)
    assert all(brake.may_try("ann", f"198.51.100.{number}") for number in range(FROM_ALL_MAX))
    assert not brake.may_try("ann", "203.0.113.1")
    assert not brake.may_try("ann", "127.0.0.1"), "a proxy is nobody's home"
    assert brake.may_try("ann", HOME)
    clock.s += FROM_ALL_WINDOW_S + 1
    assert brake.may_try("ann", "203.0.113.1")
