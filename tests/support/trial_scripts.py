"""Fulfilment scripts that behave well and badly, for the tests; each runs in a child process.

What they import each child does, so that they know no more of the server than any script.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from server_stub.fulfilment.declaring import FOLDER_VARIABLE, answers_status

Asked = Mapping[str, Any]


def folder() -> Path:
    return Path(os.environ[FOLDER_VARIABLE])


def _note(asked: Asked) -> None:
    """Write down that this call came."""
    with (folder() / "calls.jsonl").open("a") as notes:
        notes.write(json.dumps(dict(asked)) + "\n")


def _deliver(asked: Asked) -> bool:
    """Hand the goods over, once for each redemption; says whether this call did it."""
    try:
        (folder() / f"delivered-{asked['redemptionCodeId']}").touch(exist_ok=False)
    except FileExistsError:
        return False
    with (folder() / "deliveries.txt").open("a") as notes:
        notes.write(f"{asked['redemptionCodeId']}\n")
    return True


def good(asked: Asked) -> Asked:
    _note(asked)
    _deliver(asked)
    return {"success": True, "complete": True, "customRedemptionInfo": {"coins": 5}}


def environment(asked: Asked) -> Asked:
    """Tell which variables a script sees."""
    _note(asked)
    return {"success": True, "complete": True, "customRedemptionInfo": dict.fromkeys(os.environ, 1)}


@answers_status
def honest(asked: Asked) -> Asked:
    """Like ``good``, and says afterwards what it did."""
    _note(asked)
    if asked["operation"] == "status":
        return _status(asked)
    _deliver(asked)
    return {"success": True, "complete": True, "customRedemptionInfo": {"coins": 5}}


def slow(asked: Asked) -> Asked:
    _note(asked)
    time.sleep(1.0)
    _deliver(asked)
    return {"success": True, "complete": True}


def hangs(asked: Asked) -> Asked:
    _note(asked)
    time.sleep(600)
    return {}


def hangs_with_a_child_of_its_own(_asked: Asked) -> Asked:
    if os.fork() == 0:
        time.sleep(600)
        os._exit(0)
    time.sleep(600)
    return {}


@answers_status
def falls_after_delivering(asked: Asked) -> Asked:
    _note(asked)
    if asked["operation"] == "status":
        return _status(asked)
    _deliver(asked)
    os._exit(3)


@answers_status
def falls_before_delivering(asked: Asked) -> Asked:
    _note(asked)
    if asked["operation"] == "status":
        return _status(asked)
    os._exit(3)


def _status(asked: Asked) -> Asked:
    if (folder() / f"delivered-{asked['redemptionCodeId']}").exists():
        return {"success": True, "complete": True, "customRedemptionInfo": {"coins": 5}}
    return {"known": False}


def raises(asked: Asked) -> Asked:
    _note(asked)
    raise RuntimeError(f"cannot deliver {asked['scanCode']}")


def exits(_asked: Asked) -> Asked:
    sys.exit(0)


def refuses(asked: Asked) -> Asked:
    _note(asked)
    return {"success": False, "complete": True, "errorCode": 7, "errorMsg": "no wallet"}


def not_complete(asked: Asked) -> Asked:
    """Always under way."""
    _note(asked)
    return {"success": True, "complete": False}


def third_time(asked: Asked) -> Asked:
    """Delivers at the third call, whichever process makes it."""
    _note(asked)
    lines = (folder() / "calls.jsonl").read_text().splitlines()
    calls = [json.loads(line) for line in lines]
    mine = [call for call in calls if call["redemptionCodeId"] == asked["redemptionCodeId"]]
    if len(mine) < 3:
        return {"success": True, "complete": False, "customRedemptionInfo": {"step": len(mine)}}
    _deliver(asked)
    return {"success": True, "complete": True, "customRedemptionInfo": {"step": len(mine)}}


def no_map(_asked: Asked) -> Any:
    return ["no", "map"]


def not_json(_asked: Asked) -> Any:
    return {"success": True, "complete": True, "customRedemptionInfo": {"what": object()}}


def endless_answer(_asked: Asked) -> Asked:
    return {"success": True, "complete": True, "customRedemptionInfo": {"much": "x" * 1_000_000}}


def chatty(asked: Asked) -> Asked:
    """Prints what it should not, in every way it can."""
    code = asked["scanCode"]
    sys.stdout.write(f"out {code}\n")
    sys.stdout.flush()
    sys.stderr.write(f"err {code.lower()}\n")
    os.write(1, f"raw {code.replace('-', '')}\n".encode())
    for number in range(500):
        sys.stdout.write(f"line {number}\n")
    return {"success": True, "complete": True}


def reads_questions(_asked: Asked) -> Asked:
    """Tries to take the next question."""
    return {"success": True, "complete": True, "customRedemptionInfo": {"read": sys.stdin.read()}}


def who_am_i(_asked: Asked) -> Asked:
    return {"success": True, "complete": True, "customRedemptionInfo": {"pid": os.getpid()}}


SCRIPTS: tuple[Callable[[Asked], Any], ...] = (
    good, environment, honest, slow, hangs, hangs_with_a_child_of_its_own, falls_after_delivering,
    falls_before_delivering, raises, exits, refuses, not_complete, third_time, no_map, not_json,
    endless_answer, chatty, reads_questions, who_am_i,
)  # fmt: skip


def path_of(script: Callable[[Asked], Any]) -> str:
    """The full path name under which a trial script is installed."""
    return f"/trial/{script.__name__}"


def calls_in(place: Path) -> list[dict[str, Any]]:
    """The calls that were written down in a folder of scripts."""
    notes = place / "calls.jsonl"
    return [json.loads(line) for line in notes.read_text().splitlines()] if notes.exists() else []


def deliveries_in(place: Path) -> list[str]:
    notes = place / "deliveries.txt"
    return notes.read_text().split() if notes.exists() else []
