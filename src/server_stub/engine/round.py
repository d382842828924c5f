"""One round's thinking: what to load, what each command decides, what is to be written.

No I/O here. A command that raises is answered with a fault and disturbs nobody, because its changes
count only once it has returned.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.engine.command import Command, Decision, Refused
from server_stub.engine.loaded import NotLoadedError, Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, Sweep, Update
from server_stub.storage.rows.sales import ANSWERS, AnswerRow
from server_stub.storage.table import Found, Key, Need, Row, row_key

_encode: Final = msgspec.json.Encoder().encode
FAULT: Final = Refused(refusal=Refusal.FAULT)
KEY_REUSED: Final = Refused(refusal=Refusal.KEY_REUSED)


class Deferred:
    """In place of an answer: rows were changed under the command; it goes to the next round."""


DEFERRED: Final = Deferred()
Outcome = Struct | Deferred


class ChangedTwiceError(Exception):
    """A command inserts a row that exists already, or changes one that it saw out of date."""


@dataclass(slots=True)
class Round:
    """The commands of one round, their outcomes, and all that is to be stored for them."""

    commands: list[Command[Any]]
    fingerprint: Callable[[bytes], str]
    note_fault: Callable[[Command[Any], Exception], None]
    rows: Rows = field(default_factory=Rows)
    outcomes: list[Outcome] = field(default_factory=list)
    entries: list[LedgerEntry] = field(default_factory=list)
    sweeps: list[Sweep] = field(default_factory=list)
    _keys: list[str | None] = field(init=False)
    _changes: dict[tuple[type[Row], Key], Change] = field(default_factory=dict)
    _faulty: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._keys = [None] * len(self.commands)

    @property
    def changes(self) -> list[Change]:
        """All changes, one for each row."""
        return list(self._changes.values())

    def needs(self) -> Found:
        """Places for what the commands ask for first, with the answers stored under their keys."""

        def first(command: Command[Any], place: int) -> Iterable[Need]:
            key = self._keys[place] = command.key
            if key is not None:
                yield ANSWERS.at(command.app_id, key)
            yield from command.needs()

        return self._gather(first)

    def needs_also(self) -> Found:
        """Places for what the first rows lead to; what was answered before needs no more."""
        rows = self.rows

        def more(command: Command[Any], place: int) -> Iterable[Need]:
            key = self._keys[place]
            if key is not None and rows.find(ANSWERS, command.app_id, key) is not None:
                return ()
            return itertools.filterfalse(rows.has, command.needs_also(rows))

        return self._gather(more)

    def decide(self, now_ms: int) -> None:
        """Let the commands decide one after the other, each over what those before it have left."""
        for place, command in enumerate(self.commands):
            if place in self._faulty:
                self.outcomes.append(FAULT)
            else:
                self.outcomes.append(self._outcome(command, self._keys[place], now_ms))

    def _gather(self, ask: Callable[[Command[Any], int], Iterable[Need]]) -> Found:
        places: Found = defaultdict(dict)
        for place, command in enumerate(self.commands):
            if place in self._faulty:
                continue
            try:
                for index, key in ask(command, place):
                    places[index][key] = {}
            except Exception as error:  # noqa: BLE001  # one command's fault is not the round's
                self._faulty.add(place)
                self.note_fault(command, error)
        return places

    def _outcome(self, command: Command[Any], key: str | None, now_ms: int) -> Outcome:
        try:
            return self._answer(command, key, now_ms)
        except NotLoadedError as error:
            if self._changes:
                # A command before it changed where its rows lead: asked again, it will name them.
                return DEFERRED
            self.note_fault(command, error)
        except Exception as error:  # noqa: BLE001  # one command's fault is not the round's
            self.note_fault(command, error)
        return FAULT

    def _answer(self, command: Command[Any], key: str | None, now_ms: int) -> Struct:
        if key is None:
            decision = command.decide(self.rows, now_ms)
            self._take(decision, decision.changes)
            return decision.fresh or decision.answer
        fingerprint = self.fingerprint(command.fingerprint())
        stored = self.rows.find(ANSWERS, command.app_id, key)
        if stored is not None:
            return KEY_REUSED if stored.fingerprint != fingerprint else replayed(command, stored)
        decision = command.decide(self.rows, now_ms)
        answer = decision.answer
        changes = decision.changes
        refused = isinstance(answer, Refused)
        if decision.kept and (not refused or answer.is_final):
            row = AnswerRow(
                app_id=command.app_id,
                key=key,
                fingerprint=fingerprint,
                refused=refused,
                body=_encode(answer).decode(),
                at=now_ms,
            )
            changes = (*changes, Insert(row))
        self._take(decision, changes)
        return decision.fresh or answer

    def _take(self, decision: Decision[Any], changes: Iterable[Change]) -> None:
        merged: dict[tuple[type[Row], Key], Change] = {}
        for change in changes:
            row = change.after if isinstance(change, Update) else change.row
            place = (type(row), row_key(row))
            before = merged.get(place) or self._changes.get(place)
            merged[place] = change if before is None else _merge(before, change)
        self._changes.update(merged)
        self.entries.extend(decision.entries)
        self.sweeps.extend(decision.sweeps)
        self.rows.apply(changes)


def replayed(command: Command[Any], stored: AnswerRow) -> Struct:
    """The answer that was stored, marked as replayed."""
    kind = Refused if stored.refused else command.answer_type
    answer: Struct = msgspec.json.decode(stored.body, type=kind)
    return msgspec.structs.replace(answer, replayed=True)


def _merge(before: Change, change: Change) -> Change:
    """Make one change of two to the same row, so that each row is written once a round."""
    left = before.after if isinstance(before, Update) else before.row
    if isinstance(change, Insert) or change.before != left:
        raise ChangedTwiceError(f"A row of {type(left).TABLE} was changed unseen.")
    if isinstance(before, Insert):
        return Insert(change.after)
    return Update(before.before, change.after, before.columns | change.columns)
