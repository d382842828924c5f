"""Which passwords everybody tries first, however long they are."""

from __future__ import annotations

import time

import pytest

from server_stub.domain.password_rules import is_tried_first


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaaaa",
        "passwordpassword",
        "PasswortPasswort",
        "123456789012345",
        "543210987654321",
        "adminadminadmin",
        "admin-admin-admin",
        "qwertzuiopasdfgh",
        "abcdefghijklmnop",
        "abcabcabcabcabcabc",
        "xyxyxyxyxyxyxyxy",
        "Passw0rd",
        "password12345678",
        "iloveyou1234iloveyou",
        "Sommer2026",
        "                ",
        "!!!!!!!!!!!!!!!!",
        "nordsternnordstern",
        "Gift Shop 2026",
        "lea.maier@shop.example",
        "leamaierleamaier",
    ],
)
def test_what_is_tried_first_is_no_password(password: str) -> None:
    assert is_tried_first(password, "lea.maier@shop.example", "Nordstern Gift Shop")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse",
        "correct horse battery staple",
        "Balletttänzerinnen",
        "wertvoller Hafen",
        "8 signs!",
        "my password is longer than that",
        "k7Gm2xQ9pL4v",
        "Ænigma på øya",
    ],
)
def test_what_has_enough_of_its_own_is_one(password: str) -> None:
    assert not is_tried_first(password, "lea", "Nordstern Gift Shop")


def test_a_name_of_two_letters_makes_no_password_weak() -> None:
    assert not is_tried_first("a good thing to do", "do", "go")


def test_the_longest_password_is_judged_at_once() -> None:
    began = time.perf_counter()
    for password in ("ab" * 99 + "c", "x" * 200, "".join(chr(0x4E00 + n) for n in range(200))):
        is_tried_first(password, "n" * 250, "s" * 200)
    assert time.perf_counter() - began < 1
