"""Passwords that are tried: counted before they are looked at, by name, network and both."""

from __future__ import annotations

from pathlib import Path

import pytest

from server_stub.desks.password_brake import (
    FROM_ALL_MAX,
    FROM_ALL_WINDOW_S,
    FROM_ONE_MAX,
    FROM_ONE_WINDOW_S,
    PasswordBrake,
)
from server_stub.desks.wrong_tries import WrongTries
from support.core_shop import APP
from support.dispatcher_desk import DispatcherDesk, play

pytestmark = pytest.mark.usefixtures("kept_in")

HOME, ELSEWHERE = "192.0.2.1", "2001:db8::1"


def brake_of(desk: DispatcherDesk) -> PasswordBrake:
    shop = desk.shop
    return PasswordBrake(WrongTries(shop.engine, shop.reader, shop.keys, desk))


def test_so_many_may_be_tried_from_one_network_and_others_do_not_wait_for_it(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        brake = brake_of(desk)
        for number in range(FROM_ONE_MAX):
            assert await brake.may_try(APP, "ann", f"2001:db8::{number:x}")
        assert not await brake.may_try(APP, "ann", ELSEWHERE)
        assert await brake.may_try(APP, "bob", ELSEWHERE)
        assert await brake.may_try(APP, "ann", HOME)
        desk.pass_time(FROM_ONE_WINDOW_S + 1)
        assert await brake.may_try(APP, "ann", ELSEWHERE)

    play(tmp_path, story)


def test_right_passwords_and_those_that_nobody_looked_at_do_not_count(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        brake = brake_of(desk)
        for _ in range(FROM_ALL_MAX):
            assert await brake.may_try(APP, "ann", ELSEWHERE)
            brake.take_back(APP, "ann", ELSEWHERE)
            assert await brake.may_try(APP, "ann", HOME)
            brake.note_success(APP, "ann", HOME)

    play(tmp_path, story)


def test_whoever_tries_from_everywhere_has_to_wait_and_the_owner_gets_in_at_home(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        brake = brake_of(desk)
        for client in (HOME, "127.0.0.1"):
            assert await brake.may_try(APP, "ann", client)
            brake.note_success(APP, "ann", client)
        for number in range(FROM_ALL_MAX):
            client = f"198.51.100.{number}"
            assert await brake.may_try(APP, "ann", client)
            await brake.was_wrong(APP, "ann", client)
        for each in (brake, brake_of(desk)):
            assert not await each.may_try(APP, "ann", "203.0.113.1")
        assert not await brake.may_try(APP, "ann", "127.0.0.1"), "a proxy is nobody's home"
        assert await brake.may_try(APP, "ann", HOME)
        desk.pass_time(FROM_ALL_WINDOW_S + 1)
        for each in (brake, brake_of(desk)):
            assert await each.may_try(APP, "ann", "203.0.113.1")

    play(tmp_path, story)


def test_what_a_clock_that_was_ahead_has_counted_is_over_once_it_is_right(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        brake = brake_of(desk)
        ahead_s = 30 * 24 * 3_600
        desk.pass_time(ahead_s)
        for number in range(FROM_ALL_MAX):
            await brake.was_wrong(APP, "ann", f"198.51.100.{number}")
        assert not await brake_of(desk).may_try(APP, "ann", HOME)
        desk.pass_time(-ahead_s)
        assert await brake_of(desk).may_try(APP, "ann", HOME)
        # Counted anew from here, and not beyond what was counted then.
        await brake.was_wrong(APP, "ann", HOME)
        assert await brake_of(desk).may_try(APP, "ann", HOME)

    play(tmp_path, story)
