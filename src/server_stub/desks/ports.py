"""What the desks need of the world around them."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    def now_ms(self) -> int: ...

    def monotonic(self) -> float: ...


class ForgetsSessions(Protocol):
    """Whoever keeps sessions in memory has to be told which of them have ended."""

    def forget_till(self, app_id: str, till_id: str) -> None: ...

    def forget_operators_at(self, app_id: str, till_id: str) -> None: ...

    def forget_operator(self, app_id: str, operator_id: str) -> None: ...


class MarksHead(Protocol):
    """Keeps outside the database how long the ledger is."""

    def write(self, *, epoch: int, position: int) -> None: ...


class Alarm(Protocol):
    def ledger_misfit(self, till_id: str, position: int) -> None: ...

    def ledger_broken(self, position: int) -> None: ...
