"""Stores are opened and packs find their way to them from the command line."""

from __future__ import annotations

from card_contract.scan_text import Label, LabelKind
from support.command_line import CommandLine
from support.stored_rows import read_rows

HERE = "harbour-12"
MARKET = ("--store", "market")


def label(number: int, kind: LabelKind = LabelKind.PACK, issuer: str = "970010") -> str:
    return Label(kind, issuer, 1, number).text()


def with_market(shop: CommandLine) -> None:
    shop.says("store", "add", "market", "--name", "Market Square 1", "--address", "Market 1")


def test_a_store_is_opened_like_the_one_there_is(shop: CommandLine) -> None:
    with_market(shop)
    assert [row["name"] for row in shop.rows("store", "list")] == [
        "Harbour Street 12",
        "Market Square 1",
    ]
    old, new = read_rows(
        shop.data, "SELECT currency, time_zone, custody_rule FROM stores ORDER BY store_id"
    )
    assert old == new
    assert shop.says("enrol-code", "--name", "Till 9", *MARKET)
    assert "KEY_REUSED" in shop.fails("store", "add", "market", "--name", "x", "--like", HERE)
    assert "That cannot be" in shop.fails("store", "add", "No Id", "--name", "x", "--like", HERE)
    assert "NOT_FOUND" in shop.fails("store", "add", "s3", "--name", "x", "--like", "nowhere")
    assert shop.run("verify").exit_code == 0


def test_a_pack_is_shipped_and_received_and_shown(shop: CommandLine) -> None:
    with_market(shop)
    (row,) = shop.rows("custody", "ship", label(1), *MARKET)
    assert (row["finding"], row["packs"]) == ("shipped", "1")
    (row,) = shop.rows("custody", "receive", label(1), "--store", HERE)
    assert (row["finding"], row["store_id"]) == ("sent-elsewhere", "market")
    shown = shop.says("custody", "show", label(1))
    assert "received\tharbour-12\t1" in shown
    assert shop.run("verify").exit_code == 0


def test_what_cannot_be_is_refused_in_a_sentence(shop: CommandLine) -> None:
    assert "LABEL_UNKNOWN" in shop.fails("custody", "ship", label(1, issuer="970099"))
    assert "LABEL_UNKNOWN" in shop.fails("custody", "show", label(9_999))
    assert "STORE_UNKNOWN" in shop.fails("custody", "receive", label(1), *MARKET)
    assert "That cannot be" in shop.fails("custody", "receive", "P12")
    with_market(shop)
    assert "STORE_UNKNOWN" in shop.fails("custody", "ship", label(1))  # to which of the two?
    assert shop.run("store", "set", "--store", HERE, "--custody", "perhaps").exit_code == 2


def test_the_rule_for_cards_from_elsewhere_is_a_setting_of_the_store(shop: CommandLine) -> None:
    shop.says("store", "set", "--custody", "flag")
    shop.says("store", "set", "--name", "Here")  # what is left out stays
    assert read_rows(shop.data, "SELECT custody_rule FROM stores") == [("flag",)]
    assert shop.says("custody", "misplaced") == ""
