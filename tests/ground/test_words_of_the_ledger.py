"""Whatever the server writes into its ledger has words at the till and in the portal."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

import server_stub
from pos_terminal.ledger.model import KINDS as AT_THE_TILL
from server_stub.web.portal.ledger.words import KINDS as IN_THE_PORTAL

SOURCE = Path(server_stub.__file__).parent
# Who writes a kind by its verb alone, and what stands before it there.
FAMILIES = {
    "commands/apps.py": ("server",),
    "commands/campaigns.py": ("campaign",),
    "commands/code_care.py": ("code",),
    "commands/server_codes.py": ("code",),
    "commands/redemption_steps.py": ("code", "shared"),
}
KIND = re.compile("[a-z]+(-[a-z]+)*[.][a-z]+(-[a-z]+)*")
BY_STATE = {"job.mail-sent", "job.mail-failed"}  # of a mail, as it ends
NEVER = {"shared.invalidated"}  # a recall knows cards alone


def kinds_in_source() -> Iterator[str]:
    for file in SOURCE.rglob("*.py"):
        nouns = FAMILIES.get(file.relative_to(SOURCE).as_posix(), ())
        is_command = file.parent.name == "commands"
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Constant(value=str(kind)) if is_command and KIND.fullmatch(kind):
                    yield kind
                case ast.keyword(arg="kind", value=ast.Constant(value=str(kind))) if "." in kind:
                    yield kind
                case ast.Call(
                    func=ast.Name(id="job_entry"), args=[ast.Constant(value=str(verb)), *_]
                ):
                    yield f"job.{verb}"
                case ast.Call(
                    func=ast.Attribute(attr="_entry" | "_note"),
                    args=[ast.Constant(value=str(verb)), *_],
                    keywords=keywords,
                ) if "." not in verb and all(each.arg != "kind" for each in keywords):
                    yield from (f"{noun}.{verb}" for noun in nouns)
                case ast.AnnAssign(target=ast.Name(id="verb"), value=ast.Constant(value=str(verb))):
                    yield from (f"{noun}.{verb}" for noun in nouns)
    yield from BY_STATE


@functools.cache
def written() -> set[str]:
    return {*kinds_in_source()} - NEVER


def test_the_kinds_are_found_in_the_source() -> None:
    assert {"sale.held", "job.list-given", "code.revealed", "server.revoked"} <= written()


@pytest.mark.parametrize("words", [AT_THE_TILL, IN_THE_PORTAL], ids=["till", "portal"])
def test_every_kind_has_words(words: Collection[str]) -> None:
    assert sorted(written() - set(words)) == []


def test_the_till_can_search_for_what_the_portal_can() -> None:
    assert sorted(set(IN_THE_PORTAL) ^ set(AT_THE_TILL)) == []
