"""The child process in which one Python script runs: ``script_child.py MODULE:NAME LIMIT_S``.

It reads a question a line from standard input and writes an answer a line. Whatever the script
prints goes to standard error, which the server puts into its log. It ends with its input, and kills
itself a little after the limit, in case nobody is left to do so.
"""

from __future__ import annotations

import functools
import importlib
import os
import sys
import threading
import traceback
from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

from server_stub.fulfilment.declaring import Script, declares_status

GRACE_S: Final = 2.0
_KILLED: Final = 70


class Question(Struct, frozen=True):
    """What the parent asks."""

    operation: str
    body: msgspec.Raw


class Reply(Struct, frozen=True, omit_defaults=True):
    """What the child says: the script's answer, or why there is none (a ``FaultKind``)."""

    answer: dict[str, Any] | None = None
    fault: str | None = None


def reply_to(script: Script, line: bytes) -> bytes:
    """Call the script; whatever it raises is printed and told as a crash."""
    question = msgspec.json.decode(line, type=Question)
    if question.operation == "status" and not declares_status(script):
        return msgspec.json.encode(Reply(fault="undeclared"))
    try:
        answer = script(msgspec.json.decode(question.body))
    except BaseException:  # noqa: BLE001  # also one that wants to end the process
        traceback.print_exc()
        return msgspec.json.encode(Reply(fault="crashed"))
    try:
        return _written(answer)
    except (TypeError, ValueError, RecursionError, OverflowError):
        traceback.print_exc()
        return msgspec.json.encode(Reply(fault="unusable"))


def _written(answer: Mapping[str, Any]) -> bytes:
    if not isinstance(answer, Mapping):
        raise TypeError(f"A script returns a mapping, not {type(answer).__name__}.")
    return msgspec.json.encode(Reply(answer=dict(answer)))


def load(target: str) -> Script:
    """Import ``MODULE:NAME``."""
    module, _, name = target.partition(":")
    found: Any = importlib.import_module(module)
    script: Script = functools.reduce(getattr, name.split("."), found)
    return script


def main(target: str, limit_s: float) -> None:
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # The script neither reads questions nor writes answers itself.
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a descriptor is what is wanted
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    script: Script | None = None
    for line in questions:
        watchdog = threading.Timer(limit_s + GRACE_S, os._exit, (_KILLED,))
        watchdog.daemon = True
        watchdog.start()
        if script is None:
            script = load(target)
        reply = reply_to(script, line)
        sys.stdout.flush()
        sys.stderr.flush()
        answers.write(reply + b"\n")
        answers.flush()
        watchdog.cancel()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
