"""What becomes of the lines of a file: counted for the page, and as a CSV file without codes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from card_contract.card_file import GOOD
from card_contract.studio_messages import LineOutcome
from pos_terminal.card_import.model import LINES_SHOWN_MAX, Report, ReportLine


def counted(outcomes: Mapping[int, LineOutcome], *, only_refused: bool) -> Report:
    """How many lines are taken in, are there already, or are refused; and the first of them."""
    found = list(outcomes.values())
    shown = [
        ReportLine(line=line, outcome=outcome)
        for line, outcome in outcomes.items()
        if outcome not in GOOD or not only_refused
    ]
    accepted, there = found.count(LineOutcome.ACCEPTED), found.count(LineOutcome.ALREADY_THERE)
    return Report(
        accepted=accepted,
        already_there=there,
        refused=len(found) - accepted - there,
        lines=tuple(shown[:LINES_SHOWN_MAX]),
        more=max(0, len(shown) - LINES_SHOWN_MAX),
    )


def report_csv(outcomes: Mapping[int, LineOutcome]) -> bytes:
    """A line for each line of the file, in stable words that other programs can rely on."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("line", "outcome"))
    writer.writerows((line, outcome.value) for line, outcome in outcomes.items())
    return text.getvalue().encode()
