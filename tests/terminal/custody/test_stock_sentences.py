"""Whatever the page *Stock* can say it has words for, and no word stands there for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pos_terminal.custody
from card_contract.scan_text import LabelKind
from card_contract.states import CustodyAct, CustodyFinding, CustodyState
from pos_terminal.custody.labels_view import LABELS
from pos_terminal.custody.model import Mode, Standing
from pos_terminal.custody.sentences_view import SENTENCES

PAGE = Path(pos_terminal.custody.__file__).parent
GATEWAY = PAGE.parent / "gateway"
BELOW = (GATEWAY / "asking.py", GATEWAY / "line.py")  # they speak on every page
PUT_TOGETHER = {
    *(f"view.mode.{mode}" for mode in Mode),
    *(f"head.{mode}" for mode in Mode),
    *(f"view.kind.{kind}" for kind in LabelKind),
    *(f"view.inside.{kind}" for kind in LabelKind),
    *(f"view.row.{act}" for act in CustodyAct),
    *(f"view.row.{act}.open" for act in CustodyAct),
    *(f"view.standing.{standing}" for standing in Standing),
    *(f"place.{state}" for state in CustodyState),
    *(f"found.{one}" for one in CustodyFinding if one is not CustodyFinding.ALREADY_DONE),
}


def written() -> set[str]:
    """Every id that stands in the page's code as a whole."""
    found: set[str] = set()
    for file in (*PAGE.glob("*.py"), *BELOW):
        if file.name not in ("labels_view.py", "sentences_view.py"):
            found |= set(re.findall(r'"([a-z_]+\.[a-z_0-9.-]+)"', file.read_text("utf-8")))
    return found


def test_every_id_has_its_sentence() -> None:
    assert sorted((written() | PUT_TOGETHER) - set(SENTENCES) - set(LABELS)) == []


def test_no_sentence_is_left_over() -> None:
    assert sorted((set(SENTENCES) | set(LABELS)) - written() - PUT_TOGETHER) == []
