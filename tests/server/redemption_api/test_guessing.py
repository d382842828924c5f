"""Wrong codes are counted by the network that they come from, beside each profile's own count."""

from __future__ import annotations

from dataclasses import dataclass

from server_stub.web.redemption_api.players import WINDOW_S, WRONG_BY_ADDRESS_MAX, Guessing


@dataclass(slots=True)
class HandClock:
    s: float = 1_000.0

    def now_ms(self) -> int:
        return int(self.s * 1000)

    def monotonic(self) -> float:
        return self.s


def test_an_address_that_guesses_with_many_profiles_has_to_wait_an_hour() -> None:
    clock = HandClock()
    guessing = Guessing(clock)
    for _ in range(WRONG_BY_ADDRESS_MAX):
        assert not guessing.is_too_often("192.0.2.1")
        guessing.note_wrong("192.0.2.1")
    assert guessing.is_too_often("192.0.2.1")
    assert not guessing.is_too_often("192.0.2.2")
    clock.s += WINDOW_S + 1
    assert not guessing.is_too_often("192.0.2.1")


def test_the_many_addresses_of_one_connection_count_as_one() -> None:
    guessing = Guessing(HandClock())
    for number in range(WRONG_BY_ADDRESS_MAX):
        guessing.note_wrong(f"2001:db8:0:1::{number:x}")
    assert guessing.is_too_often("2001:db8:0:1:ffff::1")
    assert not guessing.is_too_often("2001:db8:0:2::1")


def test_however_many_addresses_guess_others_do_not_have_to_wait() -> None:
    guessing = Guessing(HandClock())
    for number in range(20_000):
        guessing.note_wrong(f"10.{number // 250}.{number % 250}.1")
    assert not guessing.is_too_often("192.0.2.1")
