"""Whatever the page can say it has words for, and no word stands there for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pos_terminal.staff
from card_contract.states import Role
from pos_terminal.gateway.pin_change import PinStage
from pos_terminal.staff.labels_view import LABELS
from pos_terminal.staff.model import PersonStanding, Section, TillStanding, Way
from pos_terminal.staff.sentences_view import SENTENCES

PAGE = Path(pos_terminal.staff.__file__).parent
GATEWAY = PAGE.parent / "gateway"
# They speak on every page.
BELOW = (GATEWAY / "asking.py", GATEWAY / "line.py", GATEWAY / "pin_change.py")
PUT_TOGETHER = {
    *(f"person.{standing}" for standing in PersonStanding),
    *(f"till.{standing}" for standing in TillStanding),
    *(f"view.person.{standing}" for standing in PersonStanding),
    *(f"view.till.{standing}" for standing in TillStanding),
    *(f"view.role.{role}" for role in Role),
    *(f"view.may.{role}" for role in Role),
    *(f"view.way.{way}" for way in Way),
    *(f"view.pin.{stage}" for stage in PinStage),
    *(f"view.{section}" for section in Section),
}


def written() -> set[str]:
    """Every id that stands in the page's code as a whole."""
    found: set[str] = set()
    for file in (*PAGE.glob("*.py"), *BELOW):
        if file.name not in ("labels_view.py", "sentences_view.py"):
            found |= set(re.findall(r'"([a-z_]+\.[a-z_0-9.]+)"', file.read_text("utf-8")))
    return found


def test_every_id_has_its_sentence() -> None:
    assert sorted((written() | PUT_TOGETHER) - set(SENTENCES) - set(LABELS)) == []


def test_no_sentence_is_left_over() -> None:
    assert sorted((set(SENTENCES) | set(LABELS)) - written() - PUT_TOGETHER) == []
