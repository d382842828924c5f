"""Wrong codes are counted by the address and by the app they come to, beside each profile's own."""

from __future__ import annotations

from dataclasses import dataclass

from server_stub.domain.ids import AppId
from server_stub.web.redemption_api.players import (
    WINDOW_S,
    WRONG_BY_ADDRESS_MAX,
    WRONG_BY_APP_MAX,
    Guessing,
)

APP, OTHER = AppId("demo"), AppId("other")


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
        assert not guessing.is_too_often(APP, "192.0.2.1")
        guessing.note_wrong(APP, "192.0.2.1")
    assert guessing.is_too_often(APP, "192.0.2.1")
    assert guessing.is_too_often(OTHER, "192.0.2.1")
    assert not guessing.is_too_often(APP, "192.0.2.2")
    clock.s += WINDOW_S + 1
    assert not guessing.is_too_often(APP, "192.0.2.1")


def test_an_app_that_many_addresses_guess_at_waits_alone() -> None:
    guessing = Guessing(HandClock())
    for number in range(WRONG_BY_APP_MAX):
        guessing.note_wrong(APP, f"address {number}")
    assert guessing.is_too_often(APP, "192.0.2.1")
    assert not guessing.is_too_often(OTHER, "192.0.2.1")
