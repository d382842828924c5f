"""Draws the state machines of docs/architecture.md from their tables.

``python -m tools.diagrams`` rewrites the page; ``--check`` only says whether it is up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from card_contract.print_messages import PrintState
from card_contract.states import CustodyState, HoldState, SaleStage
from pos_terminal.journal import sale_machine
from pos_terminal.journal.sale_machine import RefundState, SaleState
from server_stub.domain import (
    code_machine,
    custody_machine,
    hold_machine,
    job_machine,
    mail_machine,
    print_machine,
    recall_rules,
    restore_machine,
    settlement_machine,
    shared_code_machine,
    stop_machine,
)
from server_stub.domain.job_machine import JobState
from server_stub.domain.mail_machine import MailState
from server_stub.domain.recall_rules import RecallEvent
from server_stub.domain.restore_machine import RestoreStage

PAGE: Final = Path(__file__).parents[1] / "docs" / "architecture.md"
BEGIN: Final = "<!-- drawn from the tables: -->"
END: Final = "<!-- end of what is drawn -->"

State = StrEnum | None  # a table's None: a card that is open, a shared code that is not there yet
Moves = Mapping[Any, Mapping[Any, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """One table with its heading, and the states in which a thing may begin."""

    title: str
    table: str
    moves: Moves
    starts: tuple[State, ...]
    none: str = "open"


def machines() -> list[Machine]:
    """The machines of both products, in the order of the page."""
    return [
        Machine(
            title="A personal code",
            table="src/server_stub/domain/code_machine.py",
            moves=code_machine.MOVES,
            starts=tuple(sorted(code_machine.BIRTH_STATES, reverse=True)),
        ),
        Machine(
            title="A shared code, one instance a profile",
            table="src/server_stub/domain/shared_code_machine.py",
            moves=shared_code_machine.MOVES,
            starts=(None,),
            none="nothing",
        ),
        Machine(
            title="The hold of a card",
            table="src/server_stub/domain/hold_machine.py",
            moves=hold_machine.MOVES,
            starts=(HoldState.FREE,),
        ),
        Machine(
            title="The stop of a card, beside its hold",
            table="src/server_stub/domain/stop_machine.py",
            moves=stop_machine.MOVES,
            starts=(None,),
        ),
        Machine(
            title="A held sale that a manager settles",
            table="src/server_stub/domain/settlement_machine.py",
            moves=settlement_machine.MOVES,
            starts=(SaleStage.HELD,),
        ),
        Machine(
            title="A pack on its way to a store",
            table="src/server_stub/domain/custody_machine.py",
            moves={
                state: {event: move.state for event, move in row.items()}
                for state, row in custody_machine.MOVES.items()
            },
            starts=(CustodyState.WAREHOUSE,),
        ),
        Machine(
            title="A card in printing",
            table="src/server_stub/domain/print_machine.py",
            moves=print_machine.MOVES,
            starts=(PrintState.WAITING,),
        ),
        Machine(
            title="An app after a restore",
            table="src/server_stub/domain/restore_machine.py",
            moves=restore_machine.MOVES,
            starts=(RestoreStage.OPEN,),
        ),
        Machine(
            title="A job, such as a recall",
            table="src/server_stub/domain/job_machine.py",
            moves=job_machine.MOVES,
            starts=(JobState.RUNNING,),
        ),
        Machine(
            title="A mail with a link to codes",
            table="src/server_stub/domain/mail_machine.py",
            moves=mail_machine.MOVES,
            starts=(MailState.WAITING,),
        ),
        Machine(
            title="A sale on the till",
            table="src/pos_terminal/journal/sale_machine.py",
            moves=sale_machine.SALE_MOVES,
            starts=(SaleState.NEW,),
        ),
        Machine(
            title="A refund on the till",
            table="src/pos_terminal/journal/sale_machine.py",
            moves=sale_machine.REFUND_MOVES,
            starts=(RefundState.VOIDING, RefundState.REFUND_DUE),
        ),
    ]


def diagram(machine: Machine) -> str:
    """Write one machine in Mermaid's language; self-loops are left out, they change nothing."""
    return "\n".join(("```mermaid", "stateDiagram-v2", *_arrows(machine), "```"))


def _arrows(machine: Machine) -> Iterator[str]:
    for start in machine.starts:
        yield f"    [*] --> {_name(start, machine)}"
    for source, row in machine.moves.items():
        ways: dict[State, list[str]] = {}
        for event, target in row.items():
            if target is not source:
                ways.setdefault(target, []).append(_words(event.value))
        for target, events in ways.items():
            arrow = f"{_name(source, machine)} --> {_name(target, machine)}"
            yield f"    {arrow}: {', '.join(events)}"
        if not ways:
            yield f"    {_name(source, machine)} --> [*]"


def _name(state: State, machine: Machine) -> str:
    return machine.none if state is None else state.value.replace("-", "_")


def _words(event: str) -> str:
    return event.replace("_", " ").replace("-", " ")


def recall_table() -> str:
    """Write what a recall does to each kind of card as a table of the page."""
    head = ["a card that is", *(_words(event.value) for event in RecallEvent)]
    lines = [head, ["---"] * len(head)]
    lines += [
        [_words(kind.value), *(_words(row[event].value) for event in RecallEvent)]
        for kind, row in recall_rules.EFFECTS.items()
    ]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"### What a recall does\n\n`src/server_stub/domain/recall_rules.py`\n\n{table}"


def page_with_diagrams(text: str) -> str:
    """Return the page with everything between the two markers drawn anew."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    drawn = "\n\n".join(
        f"### {machine.title}\n\n`{machine.table}`\n\n{diagram(machine)}" for machine in machines()
    )
    return f"{head}{BEGIN}\n\n{drawn}\n\n{recall_table()}\n\n{END}{tail}"


def main(arguments: list[str]) -> int:
    """Draw the page, or check it."""
    before = PAGE.read_text(encoding="utf-8")
    after = page_with_diagrams(before)
    if "--check" in arguments:
        return int(before != after)
    PAGE.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
