"""Wrong codes are counted by network and by app, beside each profile's own count."""

from __future__ import annotations

from dataclasses import dataclass

from server_stub.domain.ids import AppId
from server_stub.web.redemption_api.players import (
    WINDOW_S,
    WRONG_BY_ADDRESS_MAX,
    WRONG_BY_APP_MAX,
    Guessing,
)

SHOP = AppId("shop")
THIS_MACHINE = "127.0.0.1"


@dataclass(slots=True)
class HandClock:
    s: float = 1_000.0

    def now_ms(self) -> int:
        return int(self.s * 1000)

    def monotonic(self) -> float:
        return self.s


@dataclass(frozen=True, slots=True)
class Somebody:
    profile_id: str = "ann"
    app_id: AppId = SHOP


ANN = Somebody()


def test_an_address_that_guesses_with_many_profiles_has_to_wait_an_hour() -> None:
    clock = HandClock()
    guessing = Guessing(clock)
    for _ in range(WRONG_BY_ADDRESS_MAX):
        assert not guessing.is_too_often("192.0.2.1", ANN)
        guessing.note_wrong("192.0.2.1", ANN)
    assert guessing.is_too_often("192.0.2.1", ANN)
    assert guessing.is_network_spent("192.0.2.1")
    assert not guessing.is_too_often("192.0.2.2", ANN)
    clock.s += 100
    assert guessing.wait_s("192.0.2.1", ANN) == WINDOW_S - 100
    assert guessing.wait_s("192.0.2.2", ANN) == guessing.wait_s(THIS_MACHINE, ANN) == 0
    clock.s += WINDOW_S + 1
    assert not guessing.is_too_often("192.0.2.1", ANN)
    assert guessing.wait_s("192.0.2.1", ANN) == 0


def test_the_many_addresses_of_one_connection_count_as_one() -> None:
    guessing = Guessing(HandClock())
    for number in range(WRONG_BY_ADDRESS_MAX):
        guessing.note_wrong(f"2001:db8:0:1::{number:x}", ANN)
    assert guessing.is_too_often("2001:db8:0:1:ffff::1", ANN)
    assert not guessing.is_too_often("2001:db8:0:2::1", ANN)


def guessed_at(clock: HandClock) -> Guessing:
    """As many wrong codes as an app takes, each by a profile of its own from a network of its own."""
    guessing = Guessing(clock)
    for number in range(WRONG_BY_APP_MAX):
        assert not guessing.is_beyond(SHOP)
        guesser = Somebody(f"guesser-{number}")
        guessing.note_wrong(f"10.{number // 250}.{number % 250}.1", guesser)
    return guessing


def test_beyond_an_apps_count_who_has_guessed_waits_and_nobody_else() -> None:
    clock = HandClock()
    guessing = guessed_at(clock)
    assert guessing.is_beyond(SHOP)
    last = WRONG_BY_APP_MAX - 1
    network, guesser = f"10.{last // 250}.{last % 250}.1", Somebody(f"guesser-{last}")
    assert guessing.is_too_often(network, ANN)
    assert not guessing.is_network_spent(network), "it is the shop that is guessed at"
    assert guessing.is_too_often("192.0.2.1", guesser)
    assert guessing.has_guessed(guesser)
    assert not guessing.has_guessed(ANN)
    assert not guessing.is_too_often("192.0.2.1", ANN)
    guessing.note_wrong("192.0.2.1", ANN)  # one guess is one too many now
    assert guessing.is_too_often("192.0.2.1", Somebody("bob"))
    clock.s += 5
    guessing.note_wrong("192.0.2.7", eve := Somebody("eve"))
    # Until the app's hour is over, or nothing is known of whoever waits: whichever comes first.
    assert guessing.wait_s("192.0.2.7", eve) == WINDOW_S - 5
    assert guessing.wait_s("192.0.2.9", Somebody("carl")) == 0
    assert not guessing.is_too_often(network, Somebody(app_id=AppId("other")))
    clock.s += WINDOW_S + 1
    assert not guessing.is_beyond(SHOP)
    assert not guessing.is_too_often("192.0.2.1", ANN)


def test_behind_a_proxy_on_this_machine_only_profiles_that_have_guessed_wait() -> None:
    guessing = guessed_at(HandClock())
    eve = Somebody("eve")
    guessing.note_wrong(THIS_MACHINE, eve)
    assert guessing.is_too_often(THIS_MACHINE, eve)
    assert not guessing.is_too_often(THIS_MACHINE, ANN)
