"""A campaign that there is, shown and changed from the command line; and a code's info."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from support.command_line import CommandLine
from support.stored_rows import change_rows, read_rows

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"


def last_entry(shop: CommandLine) -> list[Any]:
    rows = read_rows(shop.data, "SELECT entry FROM ledger ORDER BY position DESC LIMIT 1")
    entry: list[Any] = json.loads(rows[0][0])
    return entry


def test_a_shared_campaign_is_given_another_limit_script_and_end(shop: CommandLine) -> None:
    shop.says("digital", "add-shared", "easter", "EASTER26", "--limit", "100")
    before = shop.facts("campaign", "show", "easter")
    shop.says(
        "campaign", "set", "easter", "--title", "Easter", "--limit", "5", "--until", "2026-04-30",
        "--script", "/demo/wallet", "--async", "--retries", "1", "--timeout", "60",
        "--info", '{"coins": 5}',
    )  # fmt: skip
    shown = shop.facts("campaign", "show", "easter")
    assert {name for name in before if before[name] != shown.get(name)} == {
        "title", "redemptions_max", "valid_end", "is_async", "retries_max", "timeout_s", "info",
        "version",
    }  # fmt: skip
    assert (shown["redemptions_max"], shown["script"]) == ("5", "/demo/wallet")
    assert last_entry(shop)[3:6] == ["campaign.changed", "command-line", "easter"]
    shop.says("campaign", "set", "easter", "--script", "", "--sync", "--retries", "0")
    shop.says("campaign", "set", "easter", "--limit", "0")
    shown = shop.facts("campaign", "show", "easter")
    assert not {"script", "redemptions_max"} & set(shown)


def test_a_card_campaign_keeps_what_its_cards_hold_it_to(shop: CommandLine) -> None:
    shop.says("campaign", "set", "gift-25", "--title", "Gift", "--price-minor", "2600")
    shown = shop.facts("campaign", "show", "gift-25")
    assert (shown["title"], shown["price_minor"], shown["currency"]) == ("Gift", "2600", "EUR")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("gift-25",), "Name what is to be changed."),
        (("nowhere", "--title", "X"), "NOT_FOUND"),
        (("gift-25", "--title", " "), "The campaign needs a title."),
        (("gift-25", "--script", "/none/such"), "The server has no script of this name."),
        (("gift-25", "--code", "FREE"), "Type the one code that everybody uses"),
        (("gift-25", "--retries", "1"), "need a script"),
        (("gift-25", "--until", "soon"), "soon is not a day"),
        (("gift-25", "--info", "5"), "--info is a JSON object"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_changes_nothing(
    shop: CommandLine, arguments: tuple[str, ...], sentence: str
) -> None:
    before = read_rows(shop.data, "SELECT count(*), max(version) FROM campaigns")
    assert sentence in shop.fails("campaign", "set", *arguments)
    assert read_rows(shop.data, "SELECT count(*), max(version) FROM campaigns") == before


def test_a_codes_info_is_given_and_replaced(shop: CommandLine) -> None:
    shop.says("digital", "add", "codes")
    number = shop.says("code", "add", "codes", "--info", '{"coins": 5}', stdin=CODE)
    place = f"SELECT custom_code_info, version FROM codes WHERE code_id = {number}"  # noqa: S608 - an id
    assert read_rows(shop.data, place) == [('{"coins": 5}', 1)]
    shop.says("code", "inform", "codes", "--info", '{"coins": 7}', stdin=CODE)
    assert read_rows(shop.data, place) == [('{"coins": 7}', 2)]
    assert shop.facts("code", "show", stdin=CODE)["info"] == '{"coins": 7}'
    assert last_entry(shop)[3:5] == ["code.info-updated", "server:command-line"]
    assert "no such code" in shop.fails("code", "inform", "codes", "--info", "{}", stdin="NONE")
    assert "JSON object" in shop.fails("code", "inform", "codes", "--info", "[]", stdin=CODE)


def test_a_campaign_is_given_a_picture(shop: CommandLine, tmp_path: Path) -> None:
    good, none, wide = (tmp_path / name for name in ("good.png", "none.png", "wide.png"))
    Image.new("RGB", (400, 252), "#2060a0").save(good)
    Image.new("RGB", (2401, 2), "#2060a0").save(wide)
    none.write_bytes(b"words")
    name = hashlib.sha256(good.read_bytes()).hexdigest()
    for _ in range(2):
        shop.says("campaign", "set", "gift-25", "--artwork", str(good))
    assert shop.facts("campaign", "show", "gift-25")["artwork"] == name
    assert "no picture" in shop.fails("campaign", "set", "gift-25", "--artwork", str(none))
    assert "2400 pixels" in shop.fails("campaign", "set", "gift-25", "--artwork", str(wide))
    missing = str(tmp_path / "missing.png")
    assert "cannot be read" in shop.fails("campaign", "set", "gift-25", "--artwork", missing)
    assert shop.facts("campaign", "show", "gift-25")["artwork"] == name


def test_a_campaign_that_a_server_has_named_as_it_likes_is_shown_changed_and_disabled(
    shop: CommandLine,
) -> None:
    name = "Sommer / 100 %, <G\u00e4ste>"
    shop.says("digital", "add", "summer")
    change_rows(shop.data, "UPDATE campaigns SET campaign = ? WHERE campaign = 'summer'", name)
    shop.says("campaign", "set", name, "--description", "Beach")
    assert shop.facts("campaign", "show", name)["description"] == "Beach"
    number = shop.says("code", "add", name, stdin=CODE)
    assert shop.facts("code", "show", "--id", number)["campaign"] == name
    shop.says("digital", "disable", name)
    assert shop.facts("campaign", "show", name)["disabled"] == "True"
