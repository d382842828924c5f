"""Parameters of a message: missing, of the wrong type, or out of range."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from server_stub.web.braincloud.parameters import INFO_BYTES_MAX, ParameterError, Parameters
from server_stub.web.braincloud.reasons import Reason

MISSING, TYPE, VALUE = (
    Reason.MISSING_REQUIRED_PARAMETER,
    Reason.INVALID_PARAMETER_TYPE,
    Reason.INVALID_PARAMETER_VALUE,
)


@pytest.mark.parametrize(
    ("value", "read", "reason"),
    [
        (None, lambda p: p.text("x"), MISSING),
        ("", lambda p: p.text("x"), MISSING),
        (" \t\n\u00a0", lambda p: p.text("x"), MISSING),
        (5, lambda p: p.text("x"), TYPE),
        ("long", lambda p: p.text("x", length_max=3), VALUE),
        ("a\0b", lambda p: p.text("x"), VALUE),
        (None, lambda p: p.whole("x", least=0, most=9), MISSING),
        ("5", lambda p: p.whole("x", least=0, most=9), TYPE),
        (True, lambda p: p.whole("x", least=0, most=9), TYPE),
        (5.5, lambda p: p.whole("x", least=0, most=9), TYPE),
        (10, lambda p: p.whole("x", least=0, most=9), VALUE),
        (float("inf"), lambda p: p.whole("x", least=0, most=9), TYPE),
        (1, lambda p: p.flag("x"), TYPE),
        ([], lambda p: p.mapping("x"), TYPE),
        ("no JSON", lambda p: p.mapping("x"), TYPE),
        ("[]", lambda p: p.mapping("x"), TYPE),
        ("[" * 50_000, lambda p: p.mapping("x"), TYPE),
        ({"x": "y" * INFO_BYTES_MAX}, lambda p: p.info_or_none("x"), VALUE),
    ],
)
def test_an_unusable_parameter_is_refused_by_its_own_code(
    value: Any, read: Callable[[Parameters], Any], reason: Reason
) -> None:
    with pytest.raises(ParameterError) as refusal:
        read(Parameters({"x": value}))
    assert refusal.value.no.reason is reason


def test_a_scan_code_is_as_long_as_what_is_kept_of_it() -> None:
    assert Parameters({"scanCode": f"\n {'a' * 100} "}).scan_code() == "A" * 100
    for too_long in ("a" * 101, "\u00df" * 51):  # a letter that is two in upper case
        with pytest.raises(ParameterError) as refusal:
            Parameters({"scanCode": too_long}).scan_code()
        assert refusal.value.no.reason is VALUE
    with pytest.raises(ParameterError) as refusal:
        Parameters({"scanCode": "  "}).scan_code()
    assert refusal.value.no.reason is MISSING


def test_what_may_be_missing_may_be_null() -> None:
    data = Parameters({"x": None})
    assert data.text_or_none("x") is None
    assert data.whole_or_none("x", least=0, most=9) is None
    assert data.flag("x", default=True) is True
    assert data.info_or_none("x") is None


def test_a_number_of_javascript_is_a_whole_number_if_it_is_one() -> None:
    assert Parameters({"x": 5.0}).whole("x", least=0, most=9) == 5


def test_an_info_may_come_as_an_object_or_as_json() -> None:
    assert Parameters({"x": {"a": 1}}).info_or_none("x") == '{"a":1}'
    assert Parameters({"x": '{"a": 1}'}).info_or_none("x") == '{"a":1}'
