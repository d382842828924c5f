"""Every sentence of the portal is there in German, and no translation is left over."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from card_contract.messages import ApprovalPurpose, CancelReason
from card_contract.states import CaseKind, RecallReason, SaleStage, SettledAs
from server_stub.domain.attempt_rules import AttemptFailure
from server_stub.domain.job_machine import JobKind
from server_stub.web import portal
from server_stub.web.portal.cards import words as card_words
from server_stub.web.portal.values import JOB_KINDS, invalidated_for, value_in_words
from server_stub.web.portal.words import Words, language_of

FOLDER = Path(portal.__file__).parent
GERMAN: dict[str, str] = json.loads((FOLDER / "translations/de.json").read_text("utf-8"))
IN_TEMPLATES = re.compile(r"\b_\((?:\"([^\"]+)\"|'([^']+)')")


def in_templates() -> Iterator[str]:
    for template in (FOLDER / "templates").glob("*.html"):
        for double, single in IN_TEMPLATES.findall(template.read_text("utf-8")):
            yield double or single


def in_source() -> Iterator[str]:
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="say" | "to_say") | ast.Name(id="say" | "to_say"),
                    args=[ast.Constant(value=str(text)), *_],
                ):
                    yield text


def in_tables() -> Iterator[str]:
    def texts(value: Any) -> Iterator[str]:
        yield value[0] if isinstance(value, tuple) else value

    for lists in card_words.OF_THIS_CARD.values():
        for value in lists.values():
            yield from texts(value)
    tables = ("KINDS", "STATES", "HOLDS", "STOPS", "CUSTODY", "ATTEMPTS", "FAILURES", "DETAILS")
    for table in tables:
        for value in getattr(card_words, table).values():
            yield from texts(value)


SENTENCES = {*in_templates(), *in_source(), *in_tables()}


def test_what_comes_from_a_list_of_ours_has_words_and_a_persons_text_stays() -> None:
    german = Words("de")
    ours = {
        "why": AttemptFailure,
        "purpose": ApprovalPurpose,
        "stage": (*SaleStage, *SettledAs),
        "kind": CaseKind,
        "reason": (*RecallReason, *CancelReason),
    }
    for name, values in ours.items():
        for value in values:
            said = value_in_words(german, name, value.value)
            assert said in GERMAN.values(), (name, value)
    assert {kind.value for kind in JobKind} == set(JOB_KINDS)
    assert invalidated_for(german, "recalled") == "Zurückgerufen"
    assert invalidated_for(german, "the dog ate it") == "the dog ate it"
    assert value_in_words(german, "reason", "the dog ate it") == "the dog ate it"


def test_every_sentence_is_there_in_german() -> None:
    assert sorted(SENTENCES - GERMAN.keys()) == []


def test_no_translation_is_left_over() -> None:
    assert sorted(GERMAN.keys() - SENTENCES) == []


def test_a_translation_has_the_same_places_to_be_filled_in() -> None:
    places = re.compile(r"\{\w+\}")
    assert [
        english
        for english, german in GERMAN.items()
        if sorted(places.findall(english)) != sorted(places.findall(german))
    ] == []


def test_every_state_has_words() -> None:
    for table in (card_words.STATES, card_words.HOLDS, card_words.STOPS, card_words.CUSTODY):
        kind: type[StrEnum] = type(next(iter(table)))
        assert set(table) == set(kind)


@pytest.mark.parametrize(
    ("accepted", "chosen", "language"),
    [
        ("", "", "en"),
        ("de-DE,de;q=0.9,en;q=0.8", "", "de"),
        ("en;q=0.4, de;q=0.5", "", "de"),
        ("fr, nl", "", "en"),
        ("de", "en", "en"),
        ("de", "xx", "de"),
        ("de;q=nan, ;;;=,,en;q=0.1", "", "en"),
    ],
)
def test_the_language_is_the_chosen_or_the_best_accepted(
    accepted: str, chosen: str, language: str
) -> None:
    assert language_of(accepted, chosen) == language


def test_money_and_times_are_written_as_the_language_does() -> None:
    german, english = Words("de", "Europe/Berlin"), Words("en", "Europe/Berlin")
    assert german.day_of_year("2026-11-28") == "28.11."
    assert english.day_of_year("2026-11-28") == "11-28"
    assert german.money(123456, "EUR") == "1.234,56 EUR"
    assert english.money(123456, "EUR") == "EUR 1,234.56"
    assert german.time(1_700_000_000_000) == "14.11.2023 23:13:20"
    assert english.time(1_700_000_000_000) == "2023-11-14 23:13:20"
