"""Cards made elsewhere, taken in from a file at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pyrage
import pytest

from card_contract.card_number import CardNumber
from support.command_line import CommandLine
from support.server_process import ServerProcess
from support.stored_rows import read_rows

BATCH = 77


def issuer_of(shop: CommandLine) -> str:
    demo = json.loads((shop.data / "demo.json").read_text())
    return str(demo["campaigns"][0]["sample_numbers"][0])[:6]


def number(issuer: str, sequence: int, batch: int = BATCH) -> str:
    return CardNumber.build(issuer=issuer, batch=batch, sequence=sequence).digits


def code(sequence: int) -> str:
    return f"MADEX-ELSEW-HEREX-CARDS-{sequence:05d}"


def text_of(issuer: str, sequences: range, batch: int = BATCH) -> str:
    lines = [
        f"{number(issuer, each, batch)},{code(each)},{(each - 1) // 10 + 1}" for each in sequences
    ]
    return "card number,code,pack\n" + "".join(f"{line}\n" for line in lines)


@pytest.fixture
def file(tmp_path: Path, shop: CommandLine) -> Path:
    """A file of 250 cards in 25 packs: three pieces."""
    path = tmp_path / "cards.csv"
    path.write_text(text_of(issuer_of(shop), range(1, 251)))
    return path


def cards_there(shop: CommandLine, batch: int = BATCH) -> int:
    rows = read_rows(shop.data, "SELECT batch FROM codes")
    return rows.count((batch,))


def test_where_there_are_several_apps_one_is_named(shop: CommandLine, file: Path) -> None:
    shop.says("app", "add", "Other Cards", "--id", "other")
    several = "There are several apps here; name one with --app: demo, other. (NOT_FOUND)"
    command = ("batch", "import", "gift-25", str(file))
    for more in ((), ("--dry-run",)):
        assert shop.fails(*command, *more) == several
    nowhere = "There is no app nowhere here; see app list. (NOT_FOUND)"
    assert shop.fails(*command, "--app", "nowhere") == nowhere
    assert cards_there(shop) == 0
    told = "250 cards taken in, 0 there already, 0 refused."
    assert shop.says(*command, "--app", "demo") == told


def test_a_dry_run_tells_of_each_line_and_takes_nothing_in(
    shop: CommandLine, file: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.txt"
    told = shop.says("batch", "import", "gift-25", str(file), "--dry-run", "--report", str(report))
    assert told == "250 cards would be taken in, 0 there already, 0 refused."
    lines = report.read_text().splitlines()
    assert (len(lines), lines[0]) == (250, "2\taccepted")
    assert "MADEX" not in report.read_text()
    assert cards_there(shop) == 0


def test_cards_are_taken_in_once_and_their_codes_open_the_right_card(
    shop: CommandLine, file: Path
) -> None:
    give = ("batch", "import", "gift-25", str(file))
    assert shop.says(*give) == "250 cards taken in, 0 there already, 0 refused."
    assert shop.says(*give) == "0 cards taken in, 250 there already, 0 refused."
    assert cards_there(shop) == 250
    shown = shop.facts("code", "show", stdin=code(137))
    assert (shown["state"], shown["batch"], shown["campaign"]) == ("Inactive", "77", "gift-25")
    by_number = shop.facts("code", "show", stdin=number(issuer_of(shop), 137))
    assert by_number["last_four"] == shown["last_four"] == number(issuer_of(shop), 137)[-4:]
    labels = shop.rows("batch", "labels", "77")
    assert [line["cards"] for line in labels] == ["10"] * 25
    entries = str(read_rows(shop.data, "SELECT entry FROM ledger ORDER BY position"))
    assert entries.count("batch.cards-imported") == 3
    assert "MADEX" not in entries


def test_an_import_that_was_broken_off_goes_on_with_the_same_file(
    shop: CommandLine, file: Path, tmp_path: Path
) -> None:
    half = tmp_path / "half.csv"
    half.write_text(text_of(issuer_of(shop), range(1, 101)))
    shop.says("batch", "import", "gift-25", str(half))
    told = shop.says("batch", "import", "gift-25", str(file))
    assert told == "150 cards taken in, 100 there already, 0 refused."
    assert cards_there(shop) == 250


def refused(shop: CommandLine, path: Path, *more: str) -> list[str]:
    """What is said of the lines that are refused; nothing is taken in then."""
    done = shop.run("batch", "import", "gift-25", str(path), *more)
    assert done.exit_code == 1, done.output
    assert done.stderr == "Nothing was taken in.\n"
    assert "MADEX" not in done.output
    return done.stdout.splitlines()[:-1]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{one}1,X,1", "no card number"),
        ("{wrong},MADEX,1", "a digit of it is wrong"),
        ("{foreign},MADEX,1", "another issuer"),
        ("{served},MADEX,1", "made the batch"),
        ("{one},,1", "there is no code"),
        ("{one}," + "C" * 101 + ",1", "code is too long"),
        ("{one},MAD\x01EX,1", "nobody can type"),
        ("{one},MADEX,0", "between 1 and 99,999"),
        ("{one},MADEX,100000", "between 1 and 99,999"),
        ("{one},MADEX,first", "between 1 and 99,999"),
        ("{one},MADEX", "a card number, a code and a pack"),
        ('{one},"MADEX,1', "a card number, a code and a pack"),
        ("{one},MADEX," + "1" * 1_000, "more than 1000 bytes"),
    ],
)
def test_a_line_that_is_no_card_of_the_campaign_is_refused_with_its_number(
    shop: CommandLine, tmp_path: Path, line: str, reason: str
) -> None:
    issuer = issuer_of(shop)
    one = number(issuer, 1)
    facts = {
        "one": one,
        "wrong": one[:-1] + str((int(one[-1]) + 1) % 10),
        "foreign": number("900001", 1),
        "served": number(issuer, 1, batch=1),
    }
    path = tmp_path / "cards.csv"
    path.write_text(f"{number(issuer, 50)},MADEX-GOOD,9\n" + line.format(**facts) + "\n")
    (told,) = refused(shop, path)
    assert told.startswith("2\trefused: ")
    assert reason in told
    assert cards_there(shop) == 0


def test_lines_that_do_not_go_with_one_another_are_refused(
    shop: CommandLine, tmp_path: Path
) -> None:
    issuer = issuer_of(shop)
    path = tmp_path / "cards.csv"
    rows = [(1, code(1), 1), (1, code(2), 1), (2, code(1).lower(), 1), (5, code(5), 1)]
    rows += [(4, code(4), 2)]
    path.write_text("".join(f"{number(issuer, each)},{text},{pack}\n" for each, text, pack in rows))
    told = refused(shop, path)
    assert [line.split("\t")[0] for line in told] == ["1", "2", "3", "4", "5"]
    assert "card number stands in the file before" in told[1]
    assert "code stands in the file before" in told[2]
    assert all("those of another pack" in told[place] for place in (0, 3, 4))


def test_what_is_there_with_other_content_is_refused(
    shop: CommandLine, file: Path, tmp_path: Path
) -> None:
    shop.says("batch", "import", "gift-25", str(file))
    issuer = issuer_of(shop)
    path = tmp_path / "other.csv"
    path.write_text(
        f"{number(issuer, 1)},{code(9001)},1\n"
        f"{number(issuer, 2)},{code(2)},99\n"
        f"{number(issuer, 500)},{code(3)},50\n"
        f"{number(issuer, 501)},{code(501)},3\n"
    )
    told = refused(shop, path)
    assert "with another code or pack" in told[0]
    assert "with another code or pack" in told[1]
    assert "belongs to another card" in told[2]
    assert "with other numbers" in told[3]
    assert cards_there(shop) == 250


def test_a_file_that_is_not_utf8_or_has_no_cards_is_refused(
    shop: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "cards.csv"
    path.write_bytes(b"\xff\xfe\x00,\n")
    (told,) = refused(shop, path)
    assert told == "1\trefused: the line is not UTF-8"
    path.write_text("card number,code,pack\n\n")
    give = ("batch", "import", "gift-25", str(path))
    assert shop.fails(*give) == "There are no cards in that file."
    assert "cannot be used" in shop.fails("batch", "import", "gift-25", str(tmp_path / "none"))


def test_a_campaign_that_takes_no_cards_is_refused(shop: CommandLine, file: Path) -> None:
    assert "no such campaign" in shop.fails("batch", "import", "nowhere", str(file))
    shop.says("digital", "add", "codes")
    assert "has no card numbers" in shop.fails("batch", "import", "codes", str(file))


def test_an_encrypted_file_opens_with_its_key_or_its_passphrase(
    shop: CommandLine, file: Path, tmp_path: Path
) -> None:
    key, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    sealed, key_file = tmp_path / "cards.age", tmp_path / "key.txt"
    sealed.write_bytes(pyrage.encrypt(file.read_bytes(), [key.to_public()]))
    give = ("batch", "import", "gift-25", str(sealed), "--dry-run")
    key_file.write_text(f"# made today\n{key}\n")
    told = shop.says(*give, "--identity", str(key_file))
    assert told.startswith("250 cards would be")
    for wrong in (f"{other}\n", "no key\n", ""):
        key_file.write_text(wrong)
        assert "does not open" in shop.fails(*give, "--identity", str(key_file))
    sealed.write_bytes(pyrage.passphrase.encrypt(file.read_bytes(), "four plain words here"))
    assert shop.says(*give, stdin="four plain words here\n").startswith("250 cards would be")
    assert "does not open" in shop.fails(*give, stdin="something else\n")


def test_batches_of_the_server_pass_over_the_numbers_of_imported_ones(
    shop: CommandLine, tmp_path: Path
) -> None:
    last = int(shop.rows("batch", "list")[0]["batch"])
    path = tmp_path / "cards.csv"
    path.write_text(text_of(issuer_of(shop), range(1, 11), batch=last + 1))
    shop.says("batch", "import", "gift-25", str(path))
    assert shop.says("generate", "gift-25", "--quantity", "5") == str(last + 2)
    path.write_text(text_of(issuer_of(shop), range(11, 21), batch=last + 2))
    assert "made the batch" in refused(shop, path)[0]


def test_a_running_server_takes_cards_in_and_goes_on_after_a_kill(
    template: Path, tmp_path: Path
) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        path = tmp_path / "cards.csv"
        path.write_text(text_of(issuer_of(shop), range(1, 151)))
        give = ("batch", "import", "gift-25", str(path))
        assert shop.says(*give) == "150 cards taken in, 0 there already, 0 refused."
        server.kill()
        server.start()
        path.write_text(text_of(issuer_of(shop), range(1, 171)))
        assert shop.says(*give) == "20 cards taken in, 150 there already, 0 refused."
        assert "MADEX" not in server.log_text()
