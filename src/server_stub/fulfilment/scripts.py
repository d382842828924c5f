"""What a fulfilment script is asked and what it answers, whatever kind of script it is.

A script is named by its full path name. It is asked with one JSON object and answers with one. It
is always told the redemption's id: one that remembers it delivers once, however often it is asked
and whichever attempt it is. A script that can tell what it did declares the operation ``status``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Protocol

import msgspec
from msgspec import Struct

from server_stub.commands.redemption_answers import ScriptCall
from server_stub.domain.attempt_rules import ScriptReport, Verdict, verdict_of
from server_stub.domain.campaign_rules import INFO_BYTES_MAX
from server_stub.domain.ids import AppId
from server_stub.storage.rows.cards import UseType

ANSWER_BYTES_MAX: Final = 64 * 1024
"""A longer answer cannot be used."""
CALL_LIMIT_S: Final = 10.0
"""So long a script may take unless it is registered with another limit: less than a caller waits,
so that a player is told how it ended."""


class Operation(StrEnum):
    """What a script is asked to do."""

    REDEEM = "redeem"
    ASYNC = "async"  # how far it has come
    STATUS = "status"  # what it did, if anything; only scripts that declare it
    RUN = "run"  # anything: called by a server of the customer, not for a redemption


class FaultKind(StrEnum):
    """Why a script gave no usable answer."""

    MISSING = "missing"  # there is no such script, or none that could be called
    CRASHED = "crashed"
    TOO_SLOW = "too-slow"  # killed at its limit
    UNUSABLE = "unusable"  # it answered, but not with one JSON object of a bearable size
    UNREACHED = "unreached"  # a fault on the way, there or back
    UNDECLARED = "undeclared"  # asked for its status, and it declares none


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptRequest:
    """One call: the JSON object, the key under which repeats are known, and what no log may show.

    ``hidden`` is the scan code of a personal code; what the script prints is cleaned of it.
    """

    operation: Operation
    key: str
    body: bytes = field(repr=False)
    hidden: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ScriptAnswer:
    """The JSON object that a script answered with."""

    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ScriptFault:
    """No usable answer. ``detail`` is for the log alone, such as the webhook's status."""

    kind: FaultKind
    detail: str = field(default="", compare=False)


class Scripts(Protocol):
    """All scripts of all apps."""

    async def knows(self, app_id: AppId, script: str) -> bool:
        """Say whether an app has a script of this full path name."""

    async def call(
        self, app_id: AppId, script: str, request: ScriptRequest
    ) -> ScriptAnswer | ScriptFault:
        """Call a script once. Ends within a limit, and raises nothing that the script caused."""


class _Input(Struct, frozen=True, kw_only=True, rename="camel"):
    """The one map that a fulfilment script gets."""

    operation: Operation
    game_id: AppId
    scan_code: str
    redemption_code_id: str
    attempt: int
    is_async: bool = msgspec.field(name="async")
    code_type: str
    code_use_type: UseType
    custom_code_info: msgspec.Raw
    custom_redemption_info: msgspec.Raw
    profile_id: str


def request_of(
    app_id: AppId, call: ScriptCall, operation: Operation, scan_code: str
) -> ScriptRequest:
    """The request for an attempt's call. Its key is the redemption's id, for every attempt."""
    asked = _Input(
        operation=operation,
        game_id=app_id,
        scan_code=scan_code,
        redemption_code_id=str(call.redemption_id),
        attempt=call.attempt,
        is_async=call.is_async,
        code_type=call.campaign,
        code_use_type=call.use_type,
        custom_code_info=msgspec.Raw(call.custom_code_info.encode()),
        custom_redemption_info=msgspec.Raw(call.custom_redemption_info.encode()),
        profile_id=call.profile_id,
    )
    is_secret = call.use_type is UseType.PERSONAL
    return ScriptRequest(
        operation=operation,
        key=str(call.redemption_id),
        body=msgspec.json.encode(asked),
        hidden=scan_code or None if is_secret else None,
    )


def answer_of(content: bytes) -> ScriptAnswer | ScriptFault:
    """Read what a script sent as its answer."""
    try:
        return ScriptAnswer(msgspec.json.decode(content, type=dict[str, Any]))
    except (msgspec.DecodeError, RecursionError):
        return ScriptFault(FaultKind.UNUSABLE, "no JSON object")


def left_out(request: ScriptRequest, answer: ScriptAnswer) -> str | None:
    """What of an answer is not kept and why, in a sentence; what it says about the goods counts."""
    info = answer.fields.get("customRedemptionInfo")
    if request.operation is Operation.RUN or not isinstance(info, dict):
        return None
    length = len(msgspec.json.encode(info))
    if length <= INFO_BYTES_MAX:
        return None
    return f"Its customRedemptionInfo has {length} bytes; {INFO_BYTES_MAX} bytes are kept at most."


def report_of(answer: ScriptAnswer, *, is_async: bool) -> ScriptReport:
    """What an answer to ``redeem`` or ``async`` comes to.

    An info that is longer than may be kept is left out: the goods, if they came, are there.
    """
    said = answer.fields
    verdict = verdict_of(said.get("success"), said.get("complete"), is_async=is_async)
    info, code, message = (
        said.get(name) for name in ("customRedemptionInfo", "errorCode", "errorMsg")
    )
    if not isinstance(info, dict | None):
        verdict, info = Verdict.BROKEN, None
    encoded = None if info is None else msgspec.json.encode(info)
    if encoded is not None and len(encoded) > INFO_BYTES_MAX:
        encoded = None
    return ScriptReport(
        verdict=verdict,
        custom_redemption_info=None if encoded is None else encoded.decode(),
        error_code=code if isinstance(code, int) and not isinstance(code, bool) else None,
        error_msg=message if isinstance(message, str) else None,
    )


def status_of(answer: ScriptAnswer, *, is_async: bool) -> ScriptReport | None:
    """What an answer to ``status`` comes to; None where nothing was done (``known`` is false)."""
    if answer.fields.get("known") is False:
        return None
    report = report_of(answer, is_async=is_async)
    if report.verdict is Verdict.BROKEN:
        # It does not say what it did: that stays in doubt.
        return ScriptReport(verdict=Verdict.UNANSWERED)
    return report
