"""Whatever the page *Recall* can say it has words for, and no word stands there for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pos_terminal.recall
from card_contract.card_number import NumberFault
from card_contract.states import (
    CardKind,
    RecallAct,
    RecallEffect,
    RecallReason,
    RecallState,
)
from pos_terminal.look import recall_words
from pos_terminal.recall.labels_view import LABELS
from pos_terminal.recall.model import By, Paper
from pos_terminal.recall.sentences_view import SENTENCES
from pos_terminal.words import StepState

PAGE = Path(pos_terminal.recall.__file__).parent
GATEWAY = PAGE.parent / "gateway"
BELOW = (GATEWAY / "asking.py", GATEWAY / "line.py")  # they speak on every page
SIGNED = ("sign.recall", "sign.recall_sold")  # said on the approval dialog
ENDS = ("running", "ended", "stopped", "failed")
PUT_TOGETHER = {
    *(f"view.by.{by}" for by in By),
    *(f"view.{paper}" for paper in Paper),
    *(f"view.{name}" for name in ("first", "last", "label", "batch", "campaign", "store")),
    *(f"view.{name}_note" for name in ("label", "batch", "campaign", "store")),
    *(f"view.asked.{name}" for name in ("which", "reason", "note", "begun", "ended")),
    *(f"view.go_on.{act}" for act in RecallAct),
    *(f"view.step.{name}" for name in ("choose", "look", "reason", "sign", "recall")),
    *(f"view.step.spoken.{state}" for state in StepState),
    *(f"line.{fault}" for fault in NumberFault),
    "line.not_text",
    *(f"head.{word}.{act}" for word in ENDS for act in RecallAct),
    *(f"pill.{state}" for state in RecallState),
    *(f"advice.{state}" for state in RecallState if state is not RecallState.DONE),
}


def written() -> set[str]:
    """Every id that stands in the page's code as a whole."""
    found: set[str] = set()
    for file in (*PAGE.glob("*.py"), *BELOW):
        if file.name not in ("labels_view.py", "sentences_view.py"):
            found |= set(re.findall(r'"([a-z_]+\.[a-z_0-9.]+)"', file.read_text("utf-8")))
    return found - {*(f"head.{word}" for word in ENDS), *SIGNED}


def test_every_id_has_its_sentence() -> None:
    assert sorted((written() | PUT_TOGETHER) - set(SENTENCES) - set(LABELS)) == []


def test_no_sentence_is_left_over() -> None:
    assert sorted((set(SENTENCES) | set(LABELS)) - written() - PUT_TOGETHER) == []


def test_every_kind_effect_act_reason_and_state_has_its_word() -> None:
    for kind in CardKind:
        assert recall_words.kind_word(kind)
        assert recall_words.kind_note(kind)
    for effect in RecallEffect:
        assert recall_words.would_word(effect)
        assert recall_words.was_word(effect)
    words = (
        *map(recall_words.act_word, RecallAct),
        *map(recall_words.reason_word, RecallReason),
        *map(recall_words.state_word, RecallState),
    )
    assert all(words)
