"""``batch export``: an outside print shop gets one encrypted file, and nothing else lies anywhere."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import msgspec
import pyrage
import pytest

import support.dying_export as dying
from server_stub.care.export_file import draft_of
from support.command_line import CommandLine
from support.forked_program import run_until_dead
from support.stored_rows import read_rows

CARDS = 620  # more than one piece
SAM = "444444"
ADA = "555555"
SIGNED = ("--operator", "sam", "--second", "ada")


@pytest.fixture
def identity() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def batch(shop: CommandLine) -> str:
    """A batch so large that it takes two persons, and a second person."""
    shop.says("operator", "add", "ada", "--name", "Ada", "--role", "studio", stdin=f"{ADA}\n")
    return shop.says("generate", "gift-50", "--quantity", str(CARDS))


class Exporting:
    """Exports a batch to one recipient's file."""

    def __init__(self, shop: CommandLine, batch: str, recipient: str, out: Path) -> None:
        self.shop = shop
        self.out = out
        self.arguments = ("batch", "export", batch, "--recipient", recipient, "--out", str(out))

    def says(self) -> str:
        return self.shop.says(*self.arguments, *SIGNED, stdin=f"{SAM}\n{ADA}\n")

    def until_dead(self, step: str, nth: int) -> None:
        arguments = (*self.arguments, *SIGNED, "--data", str(self.shop.data))
        run_until_dead(dying.run, step, nth, None, *arguments, stdin=f"{SAM}\n{ADA}\n")

    def fails(self, *who: str, pins: str = f"{SAM}\n{ADA}\n", code: int = 1) -> str:
        return self.shop.fails(*self.arguments, *(who or SIGNED), stdin=pins, code=code)

    @property
    def files(self) -> list[Path]:
        return list(self.out.parent.iterdir())

    def ledger(self) -> list[tuple[str, dict[str, object]]]:
        rows = read_rows(self.shop.data, "SELECT entry FROM ledger ORDER BY position")
        entries = [msgspec.json.decode(entry) for (entry,) in rows]
        return [(entry[3], entry[6]) for entry in entries if entry[3].startswith("print-run.")]

    def states(self) -> dict[str, int]:
        return dict(read_rows(self.shop.data, "SELECT state, count(*) FROM print_cards GROUP BY 1"))


@pytest.fixture
def export(
    shop: CommandLine, batch: str, identity: pyrage.x25519.Identity, tmp_path: Path
) -> Exporting:
    folder = tmp_path / "out"
    folder.mkdir()
    return Exporting(shop, batch, str(identity.to_public()), folder / "cards.age")


def cards_in(file: Path, identity: pyrage.x25519.Identity) -> list[dict[str, str]]:
    text = pyrage.decrypt(file.read_bytes(), [identity]).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_opens_with_its_identity_alone_and_lists_each_card_once(
    export: Exporting, identity: pyrage.x25519.Identity
) -> None:
    assert export.says().startswith(f"{CARDS} cards are in ")
    assert export.files == [export.out]
    assert export.out.stat().st_mode & 0o777 == 0o600
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(export.out.read_bytes(), [pyrage.x25519.Identity.generate()])
    cards = cards_in(export.out, identity)
    assert len({card["number"] for card in cards}) == len({card["code"] for card in cards}) == CARDS
    assert [int(card["pack"]) for card in cards] == [1 + place // 10 for place in range(CARDS)]
    assert export.states() == {"printed": CARDS}
    (noted,) = [detail for kind, detail in export.ledger() if kind == "print-run.exported"]
    assert noted["file"] == hashlib.sha256(export.out.read_bytes()).hexdigest()
    assert noted["recipient"] == str(identity.to_public())
    assert noted["count"] == CARDS
    assert export.ledger()[-1][0] == "print-run.ended"
    assert "The ledger is whole" in export.shop.says("verify")


def test_the_repeat_says_the_same_and_another_export_is_refused(export: Exporting) -> None:
    said, content, told = export.says(), export.out.read_bytes(), export.ledger()
    assert export.says() == said
    assert (export.out.read_bytes(), export.ledger()) == (content, told)
    export.out.rename(export.out.with_name("moved.age"))
    assert "ALREADY_PRINTED" in export.fails()
    export.out.write_text("something else")
    assert "was left alone" in export.fails()
    assert export.out.read_text() == "something else"


def test_without_authority_there_is_a_sentence_and_no_file(export: Exporting) -> None:
    alone = ("--operator", "sam")
    assert "second person" in export.fails(*alone, pins=f"{SAM}\n", code=3)
    assert "PIN is wrong" in export.fails(pins="999999\n555555\n", code=3)
    assert "PIN is wrong" in export.fails(pins=f"{SAM}\n999999\n", code=3)
    assert "another person" in export.fails(
        "--operator", "sam", "--second", "sam", pins=f"{SAM}\n{SAM}\n", code=3
    )
    manager = export.fails("--operator", "anna", "--second", "sam", pins=f"333333\n{SAM}\n", code=3)
    assert "role" in manager
    assert "none" in export.fails(pins=f"{SAM}\n", code=3)
    assert export.files == []
    assert export.states() == {}


def test_what_is_no_recipient_no_batch_or_no_folder_is_said(
    export: Exporting, identity: pyrage.x25519.Identity
) -> None:
    recipient = str(identity.to_public())
    out = ("--out", str(export.out), *SIGNED)
    pins = f"{SAM}\n{ADA}\n"
    wrong = export.shop.fails("batch", "export", "1", "--recipient", "age1x", *out, stdin=pins)
    assert "no public key" in wrong
    unknown = ("batch", "export", "77", "--recipient", recipient)
    assert "BATCH_UNKNOWN" in export.shop.fails(*unknown, *out, stdin=pins)
    nowhere = ("--out", str(export.out / "x" / "y"), *SIGNED)
    assert "no folder" in export.shop.fails(*unknown, *nowhere, stdin=pins)
    assert export.files == []


@pytest.mark.parametrize(
    ("step", "nth"),
    [
        ("+begin-export", 1),
        ("+export-cards", 1),
        ("-note-export", 1),
        ("-name", 1),
        ("+name", 1),
        ("+advance-export", 1),
        ("+advance-export", 2),
    ],
)
def test_an_export_that_was_killed_is_taken_up_by_its_repeat(
    export: Exporting, identity: pyrage.x25519.Identity, step: str, nth: int
) -> None:
    export.until_dead(step, nth)
    assert export.out.exists() == (step in ("+name", "+advance-export"))
    if step == "+name":  # or while it still had its other name, too
        ((run_id,),) = read_rows(export.shop.data, "SELECT run_id FROM print_runs")
        draft_of(export.out, run_id).hardlink_to(export.out)
    assert export.says().startswith(f"{CARDS} cards are in ")
    assert export.files == [export.out]
    assert len(cards_in(export.out, identity)) == CARDS
    assert export.states() == {"printed": CARDS}
    kinds = [kind for kind, _ in export.ledger()]
    assert kinds.count("print-run.opened") == kinds.count("print-run.exported") == 1
    assert "The ledger is whole" in export.shop.says("verify")


def test_a_file_that_takes_the_name_meanwhile_is_left_alone_and_the_run_goes_on(
    export: Exporting, identity: pyrage.x25519.Identity
) -> None:
    elsewhere = export.out.parent / "nothing-yet"
    export.out.symlink_to(elsewhere)  # not there when it is looked for, there when it is named
    assert "Move it away and repeat" in export.fails()
    assert (export.out.is_symlink(), elsewhere.exists()) == (True, False)
    export.out.unlink()
    assert export.says().startswith(f"{CARDS} cards are in ")
    assert export.files == [export.out]
    assert len(cards_in(export.out, identity)) == CARDS


def test_a_noted_file_that_is_lost_is_not_made_again(export: Exporting) -> None:
    export.until_dead("-name", 1)
    for file in export.files:
        file.unlink()
    assert "replaced by new ones" in export.fails()
    assert export.files == []
