"""Commands with one thing bent: what the mutants are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, Update
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.table import Index, Need, Row


class Bent:
    """A command with one thing bent; everything else is the real one's."""

    def __init__(self, command: Any) -> None:
        self._command = command

    def __getattr__(self, name: str) -> Any:
        return getattr(self._command, name)

    def needs(self) -> Iterable[Need]:
        return list(self._command.needs())

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return list(self._command.needs_also(rows))

    def fingerprint(self) -> bytes:
        return bytes(self._command.fingerprint())

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision: Decision[Any] = self._command.decide(rows, now_ms)
        return decision


class Witnessed(Bent):
    """Whoever looks on sees over which rows it was decided, and what."""

    def __init__(self, command: Any, *, look: Callable[[Rows, Decision[Any]], None]) -> None:
        super().__init__(command)
        self._look = look

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        self._look(rows, decision)
        return decision


class Stale(Bent):
    """Decides over cards as they were before something happened to them."""

    def __init__(self, command: Any, *, before: Any) -> None:
        super().__init__(command)
        self._before = before

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        seen = Altered(rows, self._before)
        return seen.restored(self._command.decide(seen, now_ms))


class Omits(Bent):
    """Everything is written but the rows of some kinds."""

    def __init__(self, command: Any, *, kinds: tuple[type[Row], ...]) -> None:
        super().__init__(command)
        self._kinds = kinds

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        changes = [change for change in decision.changes if not self._is_omitted(change)]
        return Decision(decision.answer, changes, decision.entries)

    def _is_omitted(self, change: Change) -> bool:
        return not isinstance(change, Insert) and isinstance(change.after, self._kinds)


class Altered:
    """Rows as a careless reader sees them; what it wants changed is written over the real ones."""

    def __init__(self, rows: Rows, alter: Any) -> None:
        self._rows = rows
        self._alter = alter
        self._real: dict[int, Any] = {}

    def find(self, index: Index[Any], *key: str | int) -> Any:
        row = self._rows.find(index, *key)
        return None if row is None else self._seen(row)

    def all(self, index: Index[Any], *key: str | int) -> list[Any]:
        return [self._seen(row) for row in self._rows.all(index, *key)]

    def restored(self, decision: Decision[Any]) -> Decision[Any]:
        changes = [self._over_real(change) for change in decision.changes]
        return Decision(decision.answer, changes, decision.entries)

    def _seen(self, row: Any) -> Any:
        seen = self._alter(row)
        if seen is not row and isinstance(row, CodeRow):
            self._real[row.code_id] = row
        return seen

    def _over_real(self, change: Change) -> Change:
        if isinstance(change, Insert) or not isinstance(change.before, CodeRow):
            return change
        real = self._real.get(change.before.code_id)
        if real is None:
            return change
        columns = frozenset(CodeRow.__struct_fields__) - {"version"}
        return Update(real, change.after, columns)
