"""What receipts say is changed from the command line, and tills are told."""

from __future__ import annotations

import json
from pathlib import Path

from support.command_line import CommandLine
from support.server_process import ServerProcess
from support.stored_rows import read_rows
from support.till_client import TillClient

SEVERAL = "There are several stores: name one with --store (harbour-12, market). (NOT_FOUND)"
LEGAL = ("--legal", "VAT ID DE123456789", "--legal", "Redeem within three years.")


def told(shop: CommandLine) -> tuple[str, dict[str, str]]:
    """The store's name and its receipts' texts, as they lie in the database."""
    ((name, header, legal),) = read_rows(
        shop.data, "SELECT name, receipt_header, receipt_legal FROM stores"
    )
    return name, {"header": header, "legal": legal}


def test_a_till_is_told_the_new_texts_at_its_next_question(template: Path, tmp_path: Path) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        code = shop.says("enrol-code", "--name", "Till 9")
        with TillClient(server.url) as till:
            assert till.enrol(code).status_code == 200
            till.open_session()
            before = till.get("/v1/shop").json()
            shop.says("store", "set", *LEGAL)
            shown = till.get("/v1/shop").json()
            assert shown["receipt"]["legal"] == [LEGAL[1], LEGAL[3]]
            assert shown["receipt"]["header"] == before["receipt"]["header"]
            assert shown["store_name"] == before["store_name"]


def test_what_is_left_out_stays_and_an_empty_line_takes_away(shop: CommandLine) -> None:
    shop.says("store", "set", *LEGAL)
    shop.says("store", "set", "--header", "Harbour Games", "--header", "since 1981")
    first = told(shop)
    shop.says("store", "set", "--name", "Market Square 1")
    assert told(shop) == ("Market Square 1", first[1])  # a header of its own does not follow
    shop.says("store", "set", "--legal", "")
    assert told(shop)[1]["legal"] == "[]"
    assert told(shop)[1]["header"] == first[1]["header"]
    assert shop.run("verify").exit_code == 0


def test_the_usual_header_follows_name_and_address(tmp_path: Path) -> None:
    shop = CommandLine(tmp_path / "shop")
    described = {
        "administrator": {"name": "Eva Stein", "pin": "271828"},
        "shop": "Corner Books",
        "store": "Mill Lane 3",
        "address": ["Mill Lane 3", "20457 Hamburg"],
    }
    shop.says("init", "--config", "-", stdin=json.dumps(described))
    shop.says("store", "set", "--name", "Market Square 1", "--address", "Market Square 1")
    name, texts = told(shop)
    assert name == "Market Square 1"
    assert json.loads(texts["header"]) == ["Corner Books", "Market Square 1", "Market Square 1"]


def test_what_cannot_be_is_refused_in_a_sentence(shop: CommandLine) -> None:
    before = told(shop)
    assert "Say what" in shop.fails("store", "set")
    assert "That cannot be" in shop.fails("store", "set", "--name", "")
    assert "That cannot be" in shop.fails("store", "set", "--legal", "x" * 81)
    assert "That cannot be" in shop.fails("store", "set", *("--address", "x") * 7)
    assert "NOT_FOUND" in shop.fails("store", "set", "--name", "Here", "--store", "S9")
    assert told(shop) == before


def test_a_store_is_shown_with_all_that_it_says(shop: CommandLine) -> None:
    shop.says("store", "set", *LEGAL, "--custody", "flag")
    shown = shop.facts("store", "show")
    assert (shown["name"], shown["currency"], shown["time_zone"]) == (
        "Harbour Street 12",
        "EUR",
        "Europe/Berlin",
    )
    assert json.loads(shown["legal_stored"]) == [LEGAL[1], LEGAL[3]]
    assert shown["custody_rule"] == "flag"
    shop.says("store", "add", "market", "--name", "Market Square 1")
    assert shop.fails("store", "show") == SEVERAL
    assert shop.fails("store", "set", "--name", "X") == SEVERAL
    assert shop.facts("store", "show", "--store", "market")["name"] == "Market Square 1"


def test_among_several_stores_each_command_says_which_there_are(shop: CommandLine) -> None:
    market = ("store", "add", "market", "--name", "Market Square 1")
    shop.says(*market)
    there = "There is a store market already; nothing was changed. See store list. (KEY_REUSED)"
    assert shop.fails(*market) == there
    assert shop.fails("store", "add", "quay", "--name", "Quay 1") == SEVERAL.replace(
        "--store", "--like"
    )
    assert shop.fails("enrol-code", "--name", "T9") == SEVERAL
    unknown = "There is no store S9 here; see store list. (NOT_FOUND)"
    assert shop.fails("enrol-code", "--name", "T9", "--store", "S9") == unknown
    ship = shop.fails("custody", "ship", f"P{0:017}", "--store", "S9")
    assert ship == unknown.replace("NOT_FOUND", "STORE_UNKNOWN")
    assert shop.says("enrol-code", "--name", "T9", "--store", "market")
    assert [row["store_id"] for row in shop.rows("store", "list")] == ["harbour-12", "market"]


def test_the_ledger_needs_a_store_for_days_alone(shop: CommandLine) -> None:
    shop.says("store", "add", "market", "--name", "Market Square 1")
    assert "store.added" in shop.says("ledger", "--limit", "8")
    for days in (("--from", "2026-01-01"), ("--to", "2026-01-01")):
        assert shop.fails("ledger", *days) == SEVERAL
    assert shop.fails("ledger", "--store", "S9").startswith("There is no store S9 here")
    assert "store.added" in shop.says("ledger", "--from", "2026-01-01", "--store", "market")
