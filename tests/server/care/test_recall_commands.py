"""Cards are recalled, stopped and sold again from the command line, over the tills' own commands."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from card_contract.card_number import CardNumber
from card_contract.recall_messages import ChosenCards
from card_contract.scan_text import Label, LabelKind
from card_contract.states import RecallAct, RecallReason
from server_stub.care.control import ask
from server_stub.shop_folder.data_folder import DataFolder
from server_stub.web.control_api.recalls import RecallBegun, RecallWish
from support.command_line import CommandLine
from support.server_process import ServedCopy
from support.stored_rows import read_rows
from support.till_client import TillClient
from support.tills import Tills

PACK = f"label:{Label(LabelKind.PACK, '970010', 1, 2).text()}"
WHY = ("--reason", "lost", "--note", "Carton 93 is gone.")
BY_ANNA = (*WHY, "--operator", "anna")
ANNA, ADMIN, MIA = "333333", "666666", "111111"


def number(sequence: int) -> str:
    return CardNumber.build(issuer="970010", batch=1, sequence=sequence).digits


def cards(*sequences: int) -> str:
    return "cards:" + ",".join(number(each) for each in sequences)


def how(shop: CommandLine, recall: int) -> list[tuple[str, str, str]]:
    """What a recall came to."""
    lines = shop.says("recall", "show", str(recall)).splitlines()
    rows = lines[lines.index("kind\tcount\teffect") + 1 :]
    return [(kind, count, effect) for kind, count, effect in (row.split("\t") for row in rows)]


def newest(shop: CommandLine) -> dict[str, str]:
    return shop.rows("recall", "list")[0]


def stops(shop: CommandLine) -> int:
    ((count,),) = read_rows(shop.data, "SELECT count(*) FROM codes WHERE stop = 'stop-sale'")
    return int(count)


def begun(shop: CommandLine) -> int:
    return len(shop.rows("recall", "list"))


def test_a_packs_sale_is_stopped_and_allowed_again_each_once(shop: CommandLine) -> None:
    (row,) = shop.rows("recall", "preview", PACK, "--act", "stop-sale")
    assert (row["kind"], row["effect"]) == ("inactive", "stopped")
    assert stops(shop) == 0, "a preview changes nothing"
    said = shop.says("recall", "stop-sale", PACK, *BY_ANNA)
    assert f"is done: {row['count']} of {row['count']} cards." in said
    assert stops(shop) == int(row["count"])
    again = shop.says("recall", "stop-sale", PACK, *BY_ANNA)
    assert again == "None of these cards is for sale any more; nothing was changed."
    assert begun(shop) == 1
    assert "is done" in shop.says("recall", "lift", PACK, *BY_ANNA)
    assert stops(shop) == 0
    again = shop.says("recall", "lift", PACK, *BY_ANNA)
    assert again == "None of these cards is stopped; nothing was changed."
    assert begun(shop) == 2
    assert shop.run("verify").exit_code == 0


def test_the_ledger_and_the_list_say_who_did_it_where_and_why(shop: CommandLine) -> None:
    shop.says("recall", "stop-sale", cards(40), *BY_ANNA)
    entry = shop.says("ledger", "--kind", "job.begun").splitlines()[0]
    assert "operator:anna" in entry
    for said in ("till=command-line", "note=Carton 93 is gone.", "reason=lost"):
        assert said in entry
    listed = newest(shop)
    assert (listed["act"], listed["state"], listed["total"]) == ("stop-sale", "done", "1")
    facts = shop.facts("recall", "show", listed["recall_id"])
    assert (facts["note"], facts["asked_by"]) == ("Carton 93 is gone.", "Anna Lindt")


def test_a_pack_is_recalled_for_good_and_its_cards_are_listed(shop: CommandLine) -> None:
    shop.says("recall", "for-good", cards(40, 41), *BY_ANNA)
    recall = newest(shop)["recall_id"]
    assert how(shop, int(recall)) == [("inactive", "2", "invalidated")]
    listed = shop.rows("recall", "cards", recall)
    assert {row["number"] for row in listed} == {number(40), number(41)}
    assert shop.says("recall", "cards", recall, "--effect", "refund-due") == ""
    again = shop.says("recall", "for-good", cards(40, 41), *BY_ANNA)
    assert again == "All of these cards are taken out of use already; nothing was changed."
    rest = f"recall:{recall}"
    assert "nothing was changed" in shop.says("recall", "lift", rest, *BY_ANNA)


def test_cards_are_named_in_every_way_that_a_till_knows(shop: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "numbers.txt"
    file.write_text(f"{number(50)}\n\n{number(51)}\n")
    for which, count in (
        (f"list:{file}", "2"),
        (f"range:{number(50)}-{number(53)}", "4"),
        (cards(50), "1"),
        (f"cards:{shop.facts('code', 'show', stdin=number(50))['redemption']}", "1"),
        ("batch:1", None),
        ("campaign:gift-25", None),
    ):
        rows = shop.rows("recall", "preview", which, "--act", "stop-sale")
        free = [row for row in rows if row["kind"] == "inactive"]
        assert free, which
        assert count in (None, free[0]["count"]), which


@pytest.mark.parametrize(
    ("which", "sentence"),
    [
        ("batch", "batch does not say which cards."),
        ("everything:1", "everything:1 does not say which cards."),
        ("batch:one", "one is no number of a batch."),
        ("batch:0", "a batch has a number of 1 to 99,999"),
        ("cards:123x", "123x is no card number."),
        ("cards:970010000010000019", "970010000010000019 is no card number."),
        ("range:1", "1 is no card number."),
        ("list:/nowhere", "/nowhere cannot be used"),
        ("label:X", "That cannot be: a label is P or C and 17 digits"),
        ("batch:99999", "SELECTION_UNKNOWN"),
        ("campaign:elsewhere", "SELECTION_UNKNOWN"),
        ("store:nowhere", "SELECTION_UNKNOWN"),
        ("recall:999", "SELECTION_UNKNOWN"),
    ],
)
def test_what_means_no_card_is_refused_in_a_sentence(
    shop: CommandLine, which: str, sentence: str
) -> None:
    assert sentence in shop.fails("recall", "preview", which)


def test_a_clerk_stops_nothing_and_a_note_is_demanded(shop: CommandLine) -> None:
    for somebody in ("mia", "nobody"):
        said = shop.fails("recall", "stop-sale", PACK, *WHY, "--operator", somebody)
        assert said == "Only a manager or an administrator does that. (NO_OPERATOR)"
    short = ("--reason", "lost", "--note", "x", "--operator", "anna")
    assert "That cannot be" in shop.fails("recall", "stop-sale", PACK, *short)
    assert "no such recall" in shop.fails("recall", "show", "999")
    assert "no such recall" in shop.fails("recall", "cards", "999")
    assert stops(shop) == 0


def test_many_cards_are_recalled_by_two_managers_who_prove_it(shop: CommandLine) -> None:
    shop.says("app", "recall-signed-above", "1")
    both = ("recall", "for-good", cards(40, 41), *BY_ANNA)
    assert "name one with --second" in shop.fails(*both)
    both = (*both, "--second", "admin")
    for pins, sentence in (
        ("", "The PIN of anna is read from the standard input"),
        (f"{ANNA}\n", "The PIN of admin is read from the standard input"),
        (f"111111\n{ADMIN}\n", "The person or the PIN is wrong"),
        (f"{ANNA}\n111111\n", "The person or the PIN is wrong"),
        ("x\ny\n", "That cannot be"),
    ):
        assert sentence in shop.fails(*both, stdin=pins)
    clerk = ("recall", "for-good", cards(40, 41), *BY_ANNA, "--second", "mia")
    assert "has to be a manager's" in shop.fails(*clerk, stdin=f"{ANNA}\n{MIA}\n")
    own = ("recall", "for-good", cards(40, 41), *BY_ANNA, "--second", "anna")
    assert "SAME_MANAGER" in shop.fails(*own, stdin=f"{ANNA}\n{ANNA}\n")
    assert shop.rows("recall", "list") == []
    shop.says(*both, stdin=f"{ANNA}\n{ADMIN}\n")
    assert newest(shop)["approved_by"] == "Admin"
    assert shop.run("verify").exit_code == 0


def test_a_sold_card_is_recalled_with_two_signatures_and_opens_a_case(
    served_copy: ServedCopy, template: Path, tmp_path: Path, tills: Tills
) -> None:
    with served_copy(template, tmp_path / "data") as server:
        shop, till = CommandLine(server.data), tills.demo(server, "mia", "111111")
        till.sell(number(1))
        alone = ("recall", "for-good", cards(1), *BY_ANNA)
        assert "None of these cards would change" in shop.fails(*alone)
        both = (*alone, "--with-sold", "--second", "admin")
        said = shop.says(*both, stdin=f"{ANNA}\n{ADMIN}\n")
        assert "available\t1\trefund-due" in said


def test_a_running_server_tells_its_tills_at_once_and_a_repeat_does_no_harm(
    served_copy: ServedCopy, template: Path, tmp_path: Path, tills: Tills
) -> None:
    with served_copy(template, tmp_path / "data") as server:
        shop, till = CommandLine(server.data), tills.demo(server, "mia", "111111")
        shop.says("recall", "stop-sale", PACK, *BY_ANNA)
        assert "nothing was changed" in shop.says("recall", "stop-sale", PACK, *BY_ANNA)
        stopped = shop.rows("recall", "cards", newest(shop)["recall_id"])[0]["number"]
        assert refusal(till, stopped) == "CARD_STOP_SALE"
        shop.says("recall", "lift", PACK, *BY_ANNA)
        assert refusal(till, stopped) is None


def refusal(till: TillClient, card: str) -> str | None:
    refused = till.look_up(card).json()["refusal"]
    return None if refused is None else str(refused["refusal"])


def test_what_a_command_that_died_had_begun_does_no_harm_to_the_next(shop: CommandLine) -> None:
    wish = RecallWish(
        request=f"R-{1:026d}",
        act=RecallAct.STOP_SALE,
        selection=ChosenCards(card_ids=[number(40)]),
        reason=RecallReason.LOST,
        note="Carton 93 is gone.",
        operator="anna",
    )
    for _ in range(2):  # it arrived twice
        begun_once = asyncio.run(ask(DataFolder(shop.data), "begin-recall", wish, RecallBegun))
        assert str(begun_once.recall) == newest(shop)["recall_id"]
    assert newest(shop)["state"] == "running"
    shop.says("recall", "stop-sale", cards(40, 41), *BY_ANNA)
    assert "nothing was changed" in shop.says("recall", "stop-sale", cards(40, 41), *BY_ANNA)
    assert stops(shop) == 2
    assert begun(shop) == 2
    assert shop.run("verify").exit_code == 0
