"""Which signs are in no name: those that turn what stands beside it."""

from __future__ import annotations

import pytest

from server_stub.domain.names import TURNING_SIGNS, turns_letters


@pytest.mark.parametrize("sign", sorted(TURNING_SIGNS), ids=ascii)
def test_a_sign_that_turns_letters_is_found_wherever_it_stands(sign: str) -> None:
    assert turns_letters("Till 01", None, f"a{sign}b")


def test_names_in_every_script_are_names() -> None:
    assert not turns_letters("Jäger & Sohn", "قهوة القاهرة", "חנות", "店", "👩‍🍳", "", None)
