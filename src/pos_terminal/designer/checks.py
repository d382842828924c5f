"""What the check before printing found, as rows with their facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.findings import WARNINGS, Finding, Rule
from pos_terminal.card_design.moves import Move, Place
from pos_terminal.words import Message

# Of these the most that was measured counts, of all others the least.
_MOST_COUNTS: Final = frozenset({Rule.NOTHING_OVER_BARS, Rule.CODE_CLEAR})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One thing to fix: what was measured, what it should be, and the button that does it.

    One that only ``warns`` keeps no card from being printed.
    """

    id: str
    side: Side
    element_id: str
    fact: Message
    todo: Message
    fix: Move | None
    warns: bool = False

    @property
    def moves_it(self) -> bool:
        return isinstance(self.fix, Place)


def rows_to_fix(findings: Iterable[Finding]) -> tuple[CheckRow, ...]:
    """The findings that did not pass, warnings last."""
    return tuple(_row(finding) for finding in findings if not finding.passed)


def against_printing(rows: Iterable[CheckRow]) -> int:
    """How many of them keep cards from being printed."""
    return sum(not row.warns for row in rows)


def passed_facts(findings: Sequence[Finding]) -> tuple[Message, ...]:
    """A fact for each rule that all passed, with the measure that came nearest to failing."""
    failed = {finding.rule for finding in findings if not finding.passed}
    facts = []
    for rule in Rule:
        measured = [finding.measured for finding in findings if finding.rule is rule]
        if measured and rule not in failed:
            worst = max(measured) if rule in _MOST_COUNTS else min(measured)
            facts.append(Message(f"passed.{rule}", {"measured_thousandths": _thousandths(worst)}))
    return tuple(facts)


def read_back_row(barcode: tuple[Side, str], *, read_other: bool) -> CheckRow:
    """The drawing does not say the number that it should."""
    word = "other" if read_other else "nothing"
    return CheckRow(
        id="read_back",
        side=barcode[0],
        element_id=barcode[1],
        fact=Message(f"check.read_back.{word}"),
        todo=Message("todo.read_back"),
        fix=None,
    )


def _row(finding: Finding) -> CheckRow:
    named = ".named" if finding.about else ""
    values: dict[str, str | int] = {
        "about": finding.about,
        "measured_thousandths": _thousandths(finding.measured),
        "wanted_thousandths": _thousandths(finding.wanted),
        "short_thousandths": _thousandths(abs(finding.wanted - finding.measured)),
    }
    if finding.rule is Rule.BARCODE_THERE:
        none = ".none" if finding.measured == 0 else ""
        fact = Message(f"check.{finding.rule}{none}", values)
    elif finding.rule is Rule.SCRATCH_COVERS and finding.measured < 0:
        fact = Message(f"check.{finding.rule}.too_long", values)
    elif finding.rule is Rule.SAFE_ZONE and finding.measured < 0:
        values["beyond_thousandths"] = _thousandths(-finding.measured)
        fact = Message(f"check.{finding.rule}.beyond{named}", values)
    else:
        fact = Message(f"check.{finding.rule}{named}", values)
    return CheckRow(
        id=finding.id,
        side=finding.side,
        element_id=finding.element_id,
        fact=fact,
        todo=Message(f"todo.{finding.rule}", values),
        fix=finding.fix,
        warns=finding.rule in WARNINGS,
    )


def _thousandths(number: float) -> int:
    return round(1000 * number)
