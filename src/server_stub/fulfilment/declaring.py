"""What the author of a fulfilment script in Python uses: how to say that it answers ``status``.

A script is a callable that takes one mapping (the input of ``docs/fulfilment.md``) and returns one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

FOLDER_VARIABLE: Final = "REDEMPTION_SCRIPTS_FOLDER"
"""The environment variable that names the folder in which scripts may keep files."""

Script = Callable[[Mapping[str, Any]], Mapping[str, Any]]
S = TypeVar("S", bound=Script)

_MARK: Final = "redemption_answers_status"


def answers_status(script: S) -> S:
    """Declare that the script knows the operation ``status``.

    It then says what it did for a redemption as it would answer ``redeem`` or ``async``; or
    ``{"known": False}`` if it did nothing, after which it may be sent ``redeem`` again.
    """
    setattr(script, _MARK, True)
    return script


def declares_status(script: object) -> bool:
    return getattr(script, _MARK, False) is True
