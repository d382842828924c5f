"""Fulfilment attempts: their words, what a script's answer means, and when to look again. Pure.

A redemption with a script is tried at most once and then as often as its campaign's retries allow,
by the same player. Attempts are numbered from 0; where staff gave the code back, the allowed number
counts from there. An attempt of staff moves that start on by one: it takes none of the player's.
An attempt that waits is looked at in growing intervals until its time is over.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec
from msgspec import Struct

FIRST_WAIT_MS: Final = 1_000
LONGEST_WAIT_MS: Final = 60_000
FARTHEST_DUE_MS: Final = 600_000
"""Far longer than any wait, or any call: what is to be done later was noted while the clock was
ahead, and is due now."""


class AttemptState(StrEnum):
    """How an attempt stands, in the words of the wire (``attemptState``)."""

    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


class AttemptPhase(StrEnum):
    """What has to be done about an attempt."""

    PLANNED = "planned"  # the script was never called: call it
    CALLING = "calling"  # somebody calls it now; once it is due, that somebody has died
    WAITING = "waiting"  # the script goes on and is asked again when it is due
    IN_DOUBT = "in-doubt"  # a call got no answer: find out what the script did
    ENDED = "ended"


class AttemptFailure(StrEnum):
    """Why an attempt failed."""

    REPORTED = "reported"  # the script said so
    SCRIPT = "script"  # the script is missing, crashed, or gave an unusable answer
    TIMED_OUT = "timed-out"


class Verdict(StrEnum):
    """What one call of a script, or one report about it, comes to."""

    COMPLETED = "completed"
    CONTINUES = "continues"
    FAILED = "failed"
    BROKEN = "broken"  # surely nothing delivered: missing, crashed, unusable answer
    UNANSWERED = "unanswered"  # perhaps delivered: the call went out, no answer came


class ScriptReport(Struct, frozen=True, kw_only=True):
    """A verdict with what the script said beside it. ``custom_redemption_info`` is JSON text."""

    verdict: Verdict
    custom_redemption_info: str | None = None
    error_code: int | None = None
    error_msg: str | None = None


def verdict_of(success: object, complete: object, *, is_async: bool) -> Verdict:
    """Read the two flags of a script's answer; a synchronous script has to be complete."""
    if not isinstance(success, bool) or not isinstance(complete, bool):
        return Verdict.BROKEN
    if not is_async and not complete:
        return Verdict.BROKEN
    if not success:
        return Verdict.FAILED
    return Verdict.COMPLETED if complete else Verdict.CONTINUES


def response_of(report: ScriptReport) -> str:
    """The JSON text that is kept of a report: ``status.response`` on the wire."""
    response = {
        "success": report.verdict in (Verdict.COMPLETED, Verdict.CONTINUES),
        "complete": report.verdict is not Verdict.CONTINUES,
        "customRedemptionInfo": msgspec.Raw((report.custom_redemption_info or "{}").encode()),
        "errorCode": report.error_code,
        "errorMsg": report.error_msg,
    }
    return msgspec.json.encode(response).decode()


def next_attempt(attempt: int | None, first_attempt: int) -> int:
    """The number of the attempt after ``attempt``, or of the first one."""
    return first_attempt if attempt is None else attempt + 1


def last_attempt(attempt: int | None, first_attempt: int) -> int | None:
    """The number of the attempt that was made last, also of a code that staff gave back."""
    if attempt is not None:
        return attempt
    return first_attempt - 1 if first_attempt else None


def retries_left(attempt: int | None, first_attempt: int, retries_max: int) -> bool:
    """Whether the player may try again after ``attempt`` failed: 1 + ``retries_max`` in all."""
    return attempt is not None and attempt - first_attempt < retries_max


def is_over(deadline_at: int, now_ms: int) -> bool:
    """Whether an attempt's time is over: strictly after its deadline."""
    return now_ms > deadline_at


def next_look_at(now_ms: int, times: int, deadline_at: int) -> int:
    """When to look at a waiting attempt again, having looked ``times`` times (at least once).

    The waits double up to a minute; the last look falls just after the deadline.
    """
    wait_ms = min(FIRST_WAIT_MS << min(max(times - 1, 0), 16), LONGEST_WAIT_MS)
    last_ms = deadline_at + 1
    return last_ms if now_ms < last_ms < now_ms + wait_ms else now_ms + wait_ms
