"""What is told about the server's work: figures for ``/metrics`` and lines of JSON for the log.

A log line carries only the fields of ``ALLOWED_FIELDS``; any other field is dropped, so that a
code, PIN, key, MAC or body cannot reach a log by a careless call. Of a card number only the last
four digits may be logged, under ``last_four``.
"""

from __future__ import annotations

import contextlib
import sys
import traceback
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, MutableMapping
from itertools import accumulate
from operator import add
from typing import Any, Final, TextIO

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

SLOW_S: Final = 1.0
_UP_TO_S: Final = (
    0.001,
    0.002,
    0.005,
    0.01,
    0.02,
    0.05,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10,
    float("inf"),
)
ALLOWED_FIELDS: Final = frozenset({
    "event", "level", "timestamp",
    "route", "status", "code", "took_ms",
    "app_id", "store_id", "till_id", "operator_id", "campaign", "quantity",
    "last_four", "fault", "where", "host", "port", "pid", "version", "reason", "position",
    "script", "operation", "redemption", "output", "detail",
})  # fmt: skip
_TEXT_MAX: Final = 300
_FRAMES_MAX: Final = 12

EventDict = MutableMapping[str, Any]


def only_allowed(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Drop every field that is not allowed, and cut long texts."""
    return {
        name: value[:_TEXT_MAX] if isinstance(value, str) else value
        for name, value in event.items()
        if name in ALLOWED_FIELDS and isinstance(value, str | int | float | None)
    }


class LossyStream:
    """Loses what cannot be written: a full disk under the log must not cost anybody an answer."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # ValueError: it was closed
            self._stream.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()


def make_logger(stream: TextIO | None = None) -> Any:
    """Make the logger: one JSON object a line, on standard error unless told otherwise."""
    lossy: Any = LossyStream(stream or sys.stderr)
    return structlog.wrap_logger(
        structlog.WriteLogger(lossy),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
    )


class _Requests(Collector):
    """The requests by route and outcome, and how long they took.

    The library's own counters take a lock at each step: each request pays five times as much.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], list[int]] = {}
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def count(self, route: str, outcome: str, took_s: float) -> None:
        numbers = self._numbers.get((route, outcome))
        if numbers is None:
            numbers = self._numbers[route, outcome] = [0] * len(_UP_TO_S)
        numbers[bisect_left(_UP_TO_S, took_s)] += 1
        self._seconds[route] += took_s

    def collect(self) -> Iterable[Metric]:
        requests = CounterMetricFamily(
            "redemption_requests", "Requests by route and outcome.", labels=("route", "outcome")
        )
        seconds = HistogramMetricFamily(
            "redemption_request_seconds", "Time from request to answer.", labels=("route",)
        )
        of_routes: dict[str, list[int]] = {}
        for (route, outcome), numbers in self._numbers.items():
            requests.add_metric((route, outcome), sum(numbers))
            others = of_routes.get(route, [0] * len(_UP_TO_S))
            of_routes[route] = list(map(add, others, numbers))
        for route, numbers in of_routes.items():
            buckets = list(zip(map(floatToGoString, _UP_TO_S), accumulate(numbers), strict=True))
            seconds.add_metric((route,), buckets, self._seconds[route])
        return requests, seconds


class Observer:
    """Counts every request; writes a log line for those that were refused, failed, or took long."""

    def __init__(self, logger: Any, registry: CollectorRegistry) -> None:
        self._log = logger
        self._registry = registry
        self._requests = _Requests()
        registry.register(self._requests)
        self._faults = Counter(
            "redemption_faults", "Requests that ended in a fault of the server.", registry=registry
        )
        self._misfits = Counter(
            "redemption_ledger_misfits",
            "Checkpoints kept by tills that the ledger does not go through.",
            registry=registry,
        )
        self._broken = Counter(
            "redemption_ledger_broken",
            "Times the server found its own ledger changed behind its back.",
            registry=registry,
        )
        self._rounds = Histogram(
            "redemption_round_commands",
            "Commands decided and committed together.",
            registry=registry,
            buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256),
        )
        self._writable = Gauge(
            "redemption_writable", "1 while the server takes changes.", registry=registry
        )
        self._certificate_ends: Gauge | None = None

    def request(self, *, route: str, status: int, code: str, took_s: float, till_id: str) -> None:
        self._requests.count(route, code, took_s)
        if status >= 400 or took_s > SLOW_S:
            self._log.info(
                "request", route=route, status=status, code=code,
                took_ms=round(took_s * 1000, 1), till_id=till_id,
            )  # fmt: skip

    def fault(self, route: str, error: BaseException) -> None:
        """Log where a fault arose; its message is left out, for it may quote what a caller sent."""
        self._faults.inc()
        frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_MAX:]
        where = " < ".join(
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno}:{frame.name}"
            for frame in reversed(frames)
        )
        self._log.error("fault", route=route, fault=type(error).__name__, where=where)

    def note(self, event: str, **fields: str | int | None) -> None:
        """Log that something happened; only allowed fields come through."""
        self._log.info(event, **fields)

    def ledger_misfit(self, till_id: str, position: int) -> None:
        """Raise the alarm: the ledger was rewritten or shortened behind the server's back."""
        self._misfits.inc()
        self._log.error("ledger-misfit", till_id=till_id, position=position)

    def ledger_broken(self, position: int) -> None:
        """Raise the alarm: the server's own look at its ledger found it changed."""
        self._broken.inc()
        self._log.error("ledger-broken", position=position)

    def certificate_shown(self, ends_at: int) -> None:
        """Have the end of the server's certificate (ms) among the figures."""
        if self._certificate_ends is None:
            self._certificate_ends = Gauge(
                "redemption_certificate_ends_seconds",
                "When the certificate in use ends, in seconds since 1970.",
                registry=self._registry,
            )
        self._certificate_ends.set(ends_at / 1_000)

    def warn(self, event: str, *, reason: str) -> None:
        """Log what needs somebody soon, and that in a sentence."""
        self._log.warning(event, reason=reason)

    # --- The engine's watcher ---------------------------------------------------------------------

    def round_done(self, commands: int) -> None:
        self._rounds.observe(commands)

    def command_failed(self, command: str, error: Exception) -> None:
        self.fault(command, error)

    def became_read_only(self, reason: str) -> None:
        self._log.error("read-only", reason=reason)

    def became_writable(self) -> None:
        self._log.info("writable")

    def page(self, *, writable: bool) -> bytes:
        """The figures in Prometheus' text format."""
        self._writable.set(1 if writable else 0)
        return generate_latest(self._registry)
