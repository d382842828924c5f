"""``pos-terminal print`` as a process, against a real redemption server."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
import time

import pytest

from pos_terminal.devices.page_pictures import PagePictures
from pos_terminal.scanning.decoder import read_printed
from support.server_process import ServerProcess, run_command

pytestmark = pytest.mark.usefixtures("qapp")

PROGRAM = "from pos_terminal.cli import main; main()"
PINS = {}  # as the demo shop tells them
CARDS = 12


@pytest.fixture(scope="module")
def server(template, tmp_path_factory):
    data = tmp_path_factory.mktemp("shop") / "data"
    with ServerProcess.of_demo(template, data) as running:
        for person in running.demo["operators"]:
            PINS[person["id"]] = person["pin"]
        yield running


@pytest.fixture
def batch(server):
    made = run_command("generate", "game-25", "--quantity", str(CARDS), "--data", str(server.data))
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


@pytest.fixture
def out(tmp_path):
    return tmp_path / "cards.pdf"


def command(server, batch, out, *more, who="sam"):
    return [
        *(sys.executable, "-c", PROGRAM, "print", batch, "--out", str(out)),
        *("--data", str(server.data), "--server", server.url, "--operator", who, *more),
    ]


def run(server, batch, out, *more, who="sam", second=None, pins=None):
    if second is not None:
        more = (*more, "--second", second)
    lines = pins if pins is not None else [PINS[each] for each in (who, second) if each]
    return subprocess.run(
        command(server, batch, out, *more, who=who),
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


EXAMPLE = "A QR code leads to an example's address: give your own in the design."


def refused(done, code):
    assert done.returncode == code, (done.stdout, done.stderr)
    assert done.stdout == ""
    *warned, sentence = done.stderr.splitlines()
    assert warned in ([], [EXAMPLE]), done.stderr
    return sentence


def numbers_on(file):
    with PagePictures(file) as pictures:
        texts = {
            text
            for page in range(pictures.count)
            for text in read_printed(pictures.gray(page, 300))
        }
    return {text for text in texts if text.isdigit()}


def nothing_is_left(out):
    return list(out.parent.iterdir()) == []


def test_a_batch_is_printed_read_back_and_reported(server, batch, out):
    done = run(server, batch, out)
    assert done.returncode == 0, done.stderr
    run_id, cards = done.stdout.strip().split("\t")
    assert (run_id[:2], int(cards)) == ("Q-", CARDS)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [each.name for each in out.parent.iterdir()] == [out.name]
    assert len(numbers_on(out)) == CARDS
    assert not (server.data / "till" / "print-run.json").exists()


def test_printed_cards_are_printed_again_only_as_new_ones(server, batch, out):
    assert run(server, batch, out).returncode == 0
    again = out.with_name("again.pdf")
    assert "printed" in refused(run(server, batch, again), 1)
    assert not again.exists()
    done = run(server, batch, again, "--reprint")
    assert done.returncode == 0, done.stderr
    first, second = numbers_on(out), numbers_on(again)
    assert len(second) == CARDS
    assert not first & second


def test_single_cards_are_printed_anew_by_their_numbers(server, batch, out):
    assert run(server, batch, out).returncode == 0
    bad = sorted(numbers_on(out))[:2]
    again = out.with_name("again.pdf")
    done = run(server, batch, again, "--spoiled", *bad)
    assert done.returncode == 0, done.stderr
    assert len(numbers_on(again)) == 2
    assert not numbers_on(again) & numbers_on(out)
    rest = out.with_name("rest.pdf")
    assert "printed" in refused(run(server, batch, rest, "--rest"), 1)
    assert "printed" in refused(run(server, batch, rest, "--replacements"), 1)
    refused(run(server, batch, rest, "--spoiled", "900000000000000000"), 1)


def test_no_batch_is_made_of_cards_whose_barcode_is_the_code(server):
    simple = ("campaign", "add", "simple", "--title", "Simple", "--price-minor", "500")
    made = run_command(*simple, "--currency", "EUR", "--data", str(server.data))
    assert made.returncode == 0, made.stderr
    made = run_command("generate", "simple", "--quantity", "2", "--data", str(server.data))
    assert (made.returncode, made.stdout) == (1, "")
    assert "no card numbers" in made.stderr


@pytest.mark.parametrize(("who", "pins"), [("mia", None), ("sam", ["999999"]), ("sam", [])])
def test_without_authority_there_is_no_file(server, batch, out, who, pins):
    refused(run(server, batch, out, who=who, pins=pins), 3)
    assert nothing_is_left(out)
    assert not (server.data / "till" / "print-run.json").exists()


def test_a_file_that_is_there_is_not_written_over(server, batch, out):
    out.write_text("of somebody else")
    refused(run(server, batch, out), 1)
    assert out.read_text() == "of somebody else"


@pytest.mark.parametrize(
    "more",
    [
        ("--sheet", "a7-nothing"),
        ("--design", "no-such-file.carddesign"),
        ("--start", "10"),
        ("--good", "1"),
    ],
)
def test_a_wish_that_cannot_be_granted_is_said(server, batch, out, more):
    refused(run(server, batch, out, *more), 1)
    assert nothing_is_left(out)


def test_a_folder_that_is_not_there_leaves_the_cards_to_be_printed(server, batch, out):
    refused(run(server, batch, out.parent / "nowhere" / "cards.pdf"), 1)
    assert run(server, batch, out).returncode == 0


def test_many_cards_take_a_second_person(server, batch, out):
    rule = ("app", "print-signed-above")
    assert run_command(*rule, "5", "--data", str(server.data)).returncode == 0
    try:
        assert "--second" in refused(run(server, batch, out), 3)
        refused(run(server, batch, out, second="sam"), 3)
        refused(run(server, batch, out, second="mia"), 3)
        assert nothing_is_left(out)
        done = run(server, batch, out, second="admin")
        assert done.returncode == 0, done.stderr
    finally:
        run_command(*rule, "500", "--data", str(server.data))


def test_a_killed_run_is_taken_up_by_the_same_command(server, batch, out):
    note = server.data / "till" / "print-run.json"
    began = ("--sheet", "letter-8up", "--start", "3", "--design", "plain-card")
    begin = command(server, batch, out, *began)
    with subprocess.Popen(begin, stdin=subprocess.PIPE, text=True) as killed:
        killed.stdin.write(f"{PINS['sam']}\n")
        killed.stdin.flush()
        until = time.monotonic() + 60
        while not list(out.parent.iterdir()):
            assert time.monotonic() < until, "no file was begun"
            assert killed.poll() is None
        killed.send_signal(signal.SIGSTOP)
        assert not out.exists()
        killed.kill()
    begun = note.read_text()
    assert str(out) in refused(run(server, batch, out.with_name("another.pdf")), 1)
    named = refused(run(server, batch, out, "--turn", "none"), 1)
    said = f"--out {out} --sheet letter-8up --turn long_edge --start 3 --design plain-card"
    assert said in named
    done = run(server, batch, out)  # as it began, without a word of it
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\t")[0] in begun
    assert len(numbers_on(out)) == CARDS
    assert [each.name for each in out.parent.iterdir()] == [out.name]
