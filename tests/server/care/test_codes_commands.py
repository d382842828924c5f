"""Single codes, lists of codes, failed redemptions and jobs from the command line."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import httpx
import pytest

from support.braincloud_client import PlayerClient
from support.command_line import CommandLine
from support.server_process import ServerProcess
from support.stored_rows import change_rows, read_rows

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"
MIA, ANNA, LEA, ADMIN = "111111", "333333", "555555", "666666"


@pytest.fixture
def plain(shop: CommandLine) -> CommandLine:
    """A shop with a campaign of codes that are no cards."""
    shop.says("digital", "add", "codes")
    return shop


def ledger(shop: CommandLine) -> list[str]:
    rows = read_rows(shop.data, "SELECT entry FROM ledger ORDER BY position")
    return [entry for (entry,) in rows]


def test_a_code_is_added_activated_shown_and_invalidated(plain: CommandLine) -> None:
    number = plain.says("code", "add", "codes", stdin=CODE + "\n")
    assert plain.facts("code", "show", stdin=CODE.lower())["state"] == "Inactive"
    plain.says("code", "activate", "codes", stdin=CODE)
    shown = plain.facts("code", "show", "--id", number)
    assert (shown["state"], shown["campaign"], shown["last_four"]) == ("Available", "codes", "XYZ3")
    two = CODE + "\nANOTHER-CODE\n"
    assert "is one line" in plain.fails("code", "add", "codes", stdin=two)
    assert "That cannot be" in plain.fails(
        "code", "invalidate", "codes", "--reason", " ", stdin=CODE
    )
    assert "was activated before" in plain.fails("code", "activate", "codes", stdin=CODE)
    plain.says("code", "invalidate", "codes", "--reason", "leaked", stdin=CODE)
    assert plain.facts("code", "show", stdin=CODE)["invalidation_reason"] == "leaked"
    assert "invalidated before" in plain.fails(
        "code", "invalidate", "codes", "--reason", "again", stdin=CODE
    )
    assert "exists already" in plain.fails("code", "add", "codes", stdin=CODE)
    assert CODE not in str(ledger(plain))


def test_codes_that_are_not_there_are_refused_in_sentences(plain: CommandLine) -> None:
    assert "no such code" in plain.fails("code", "activate", "codes", stdin=CODE)
    assert "no such campaign" in plain.fails("code", "add", "nowhere", stdin=CODE)
    assert "come from batches" in plain.fails("code", "add", "gift-25", stdin=CODE)
    assert "there was none" in plain.fails("code", "add", "codes", stdin="")
    assert "NOT_FOUND" in plain.fails("code", "show", stdin=CODE)
    assert "NOT_FOUND" in plain.fails("code", "show", "--id", "999999")


def test_a_card_is_looked_up_by_its_number(plain: CommandLine) -> None:
    demo = json.loads((plain.data / "demo.json").read_text())
    number = demo["campaigns"][0]["sample_numbers"][-1]
    shown = plain.facts("code", "show", stdin=number)
    assert (shown["hold"], shown["batch"]) == ("free", "1")


def test_many_codes_are_made_without_a_server_and_listed_with_a_reason(
    plain: CommandLine, tmp_path: Path
) -> None:
    job = plain.says(
        "code", "generate", "codes", "--quantity", "1200", "--check", "--prefix", "win-",
        "--available",
    )  # fmt: skip
    assert job == "5"  # the batches of the demo shop were made by the first four
    out = tmp_path / "codes.txt"
    give = ("code", "list", job, "--operator", "sam", "--reason", "mail is down")
    told = plain.says(*give, "--out", str(out))
    assert told == f"1200 codes are in {out}."
    codes = out.read_text().split()
    assert len(set(codes)) == 1200
    assert {code[:4] for code in codes} == {"WIN-"}
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert plain.says(*give).split() == codes
    assert "already" in plain.fails(*give, "--out", str(out))
    late = tmp_path / "late.txt"
    late.symlink_to(tmp_path / "nothing-yet")  # as one that comes while the codes are asked for
    assert "already" in plain.fails(*give, "--out", str(late))
    assert late.is_symlink()
    assert {file.name for file in tmp_path.iterdir()} >= {"codes.txt", "late.txt"}
    assert [file for file in tmp_path.iterdir() if file.name.startswith(".")] == []
    assert plain.facts("code", "show", stdin=codes[7])["state"] == "Available"
    told_of = [entry for entry in ledger(plain) if "job.codes-given" in entry]
    assert len(told_of) == 3
    assert all("mail is down" in entry and "sam" in entry for entry in told_of)
    assert plain.rows("job", "list")[0]["state"] == "done"


def test_jobs_that_cannot_be_are_refused_in_sentences(plain: CommandLine) -> None:
    make = ("code", "generate")
    assert "come from batches" in plain.fails(*make, "gift-25", "--quantity", "5")
    assert "no such campaign" in plain.fails(*make, "nowhere", "--quantity", "5")
    assert "That cannot be" in plain.fails(*make, "codes", "--quantity", "5", "--form", "Round")
    for prefix in ("A\nB", "AB\n", "A B", "Ä"):
        assert "That cannot be" in plain.fails(
            *make, "codes", "--quantity", "5", "--prefix", prefix
        )
    assert "NOT_FOUND" in plain.fails("job", "cancel", "7")
    give = ("code", "list", "7", "--operator", "sam")
    assert "NOT_FOUND" in plain.fails(*give, "--reason", "r")
    job = plain.says(*make, "codes", "--quantity", "5")
    for who, code in (("mia", "NOT_ALLOWED"), ("nobody", "NO_OPERATOR")):
        give_to = ("code", "list", job, "--operator", who, "--reason", "curious")
        assert code in plain.fails(*give_to)
    assert "That cannot be" in plain.fails(*give, "--reason", "")


def test_a_running_server_makes_them_in_the_background(template: Path, tmp_path: Path) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        shop.says("digital", "add", "codes")
        job = shop.says("code", "generate", "codes", "--quantity", "3000")
        assert shop.rows("job", "list")[0]["done"] == "3000"
        other = shop.says("code", "generate", "codes", "--quantity", "50000", "--background")
        cancelled = shop.says("job", "cancel", other)
        assert cancelled.startswith(f"Job {other} is cancelled")
        give = ("code", "list", job, "--operator", "sam", "--reason", "to be printed")
        assert len(set(shop.says(*give).split())) == 3000
        again = shop.rows("job", "list")[0]
        assert (again["state"], again["job_id"]) == ("cancelled", other)


def test_a_killed_server_goes_on_with_its_job(template: Path, tmp_path: Path) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        shop.says("digital", "add", "codes")
        job = shop.says("code", "generate", "codes", "--quantity", "20000", "--background")
        server.kill()
        left = int(shop.rows("job", "list")[0]["done"])
        assert left < 20_000
        server.start()
        shown = shop.rows("job", "list")[0]
        while shown["state"] == "running":
            shown = shop.rows("job", "list")[0]
        assert (shown["state"], shown["done"]) == ("done", "20000")
        give = ("code", "list", job, "--operator", "sam", "--reason", "counted")
        assert len(set(shop.says(*give).split())) == 20_000


def test_a_failed_redemption_is_given_back_and_fulfilled_by_staff(plain: CommandLine) -> None:
    number = plain.says("code", "add", "codes", "--available", stdin=CODE)
    act = ("--operator", "lea", "--reason", "the customer called")
    assert "has not failed" in plain.fails("redemption", "release", number, *act)
    change_rows(plain.data, "UPDATE codes SET state = 'Failed' WHERE code_id = ?", int(number))
    assert "no script" in plain.fails("redemption", "retry", number, *act)
    assert "NOT_ALLOWED" in plain.fails(
        "redemption", "release", number, "--operator", "mia", "--reason", "r"
    )
    plain.says("redemption", "release", number, *act)
    assert plain.facts("code", "show", "--id", number)["state"] == "Available"
    assert "no code or redemption" in plain.fails("redemption", "fulfil", "999999", *act)
    assert "the customer called" in str(ledger(plain))


@pytest.mark.parametrize("act", ["release", "fulfil", "retry"])
def test_where_the_shop_says_so_a_recovery_takes_two_people_who_prove_it(
    template: Path, tmp_path: Path, act: str
) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop, number = failed_at(server, "sync-fail")
        shop.says("app", "code-acts-signed", "yes")
        alone = ("redemption", act, number, "--operator", "lea", "--reason", "the customer called")
        assert "name one with --second" in shop.fails(*alone)
        both = (*alone, "--second", "anna")
        for pins, sentence in (
            ("", "The PIN of lea is read from the standard input"),
            (f"{LEA}\n", "The PIN of anna is read from the standard input"),
            (f"000000\n{ANNA}\n", "The person or the PIN is wrong; nothing was changed."),
            (f"{LEA}\n000000\n", "The person or the PIN is wrong; nothing was changed."),
            ("x\ny\n", "a PIN has 6 to 12 digits"),
        ):
            assert sentence in shop.fails(*both, stdin=pins)
        clerk = (*alone, "--second", "mia")
        assert "has to be a manager's" in shop.fails(*clerk, stdin=f"{LEA}\n{MIA}\n")
        admin = (
            "redemption",
            act,
            number,
            "--operator",
            "admin",
            "--reason",
            "the customer called",
        )
        own = shop.fails(*admin, "--second", "admin", stdin=f"{ADMIN}\n{ADMIN}\n")
        assert own == "The second signature has to be another person's. (SAME_MANAGER)"
        clerks = ("redemption", act, number, "--operator", "mia", "--reason", "the customer called")
        said = shop.fails(*clerks, "--second", "anna", stdin=f"{MIA}\n{ANNA}\n")
        assert said.startswith("Only support or an administrator recovers a redemption")
        assert shop.facts("code", "show", "--id", number)["state"] == "Failed"
        shop.says(*both, stdin=f"{LEA}\n{ANNA}\n")
        kind = {"release": "released", "fulfil": "fulfilled", "retry": "retried"}[act]
        told = shop.says("ledger", "--kind", f"fulfilment.{kind}")
        assert (told.count("approved_by=anna"), told.count("operator:lea")) == (1, 1)
        assert shop.run("verify").exit_code == 0


def failed_at(server: ServerProcess, campaign: str) -> tuple[CommandLine, str]:
    """The command line, and the id of a code whose redemption has failed there."""
    shop = CommandLine(server.data)
    number = shop.says("code", "add", campaign, "--available", stdin=CODE)
    with httpx.Client(base_url=server.url) as http:
        player = PlayerClient(http, server.demo["app_id"], server.demo["app_secret"])
        player.sign_in("eva")
        player.redeem(CODE, campaign)
    assert shop.facts("code", "show", "--id", number)["state"] == "Failed"
    return shop, number


def test_a_retry_says_what_it_came_to(template: Path, tmp_path: Path) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop, number = failed_at(server, "sync-fail")
        retry = ("redemption", "retry", number, "--operator", "lea", "--reason", "once more")
        assert shop.says(*retry) == "It has failed again. The script said no."
        change_rows(
            shop.data, "UPDATE campaigns SET script = '/demo/wallet' WHERE campaign = 'sync-fail'"
        )
        assert shop.says(*retry) == "The goods were delivered; the code is redeemed."
        assert "has not failed" in shop.fails(*retry)


def test_a_retry_that_no_server_carries_out_yet_says_so(template: Path, tmp_path: Path) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop, number = failed_at(server, "sync-fail")
    retry = ("redemption", "retry", number, "--operator", "lea", "--reason", "once more")
    waits = f"The script has not answered yet; see code show --id {number}."
    assert shop.says(*retry) == waits
    assert shop.facts("code", "show", "--id", number)["state"] == "InProgress"
