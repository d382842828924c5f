"""Apps, customers' servers, webhooks and digital campaigns from the command line."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from server_stub.cli import command
from server_stub.storage.sealing import Keys, Sealed
from support.command_line import CommandLine
from support.server_process import ServerProcess
from support.stored_rows import change_rows, read_rows
from support.tills import Tills

SO_BEFORE = "It was so before; nothing was changed."


def column(shop: CommandLine, sql: str, *values: Any) -> list[Any]:
    return [row if len(row) > 1 else row[0] for row in read_rows(shop.data, sql, *values)]


def kinds(shop: CommandLine) -> list[str]:
    entries = column(shop, "SELECT entry FROM ledger ORDER BY position")
    return [msgspec.json.decode(entry)[3] for entry in entries]


def opened(shop: CommandLine, table: str, about: str, where: str, *values: str) -> str:
    """The secret that stands in a row, opened with the shop's keys."""
    sql = f"SELECT secret_sealed, seal_key_id FROM {table} WHERE {where}"  # noqa: S608
    (sealed, key_id), *_ = read_rows(shop.data, sql, *values)
    keys = Keys.read(shop.data / "keys.json")
    return keys.unseal(Sealed(key_id, base64.b64decode(sealed)), about=about).decode()


def test_a_second_app_is_made_beside_the_first(shop: CommandLine) -> None:
    app_id, secret = shop.says("app", "add", "Other Cards", "--id", "other").split("\t")
    assert app_id == "other"
    assert opened(shop, "apps", "app/other", "app_id = ?", "other") == secret
    listed = {row["app_id"]: row["name"] for row in shop.rows("app", "list")}
    assert listed["other"] == "Other Cards"
    assert len(listed) == 2
    assert "NOT_FOUND" in shop.fails("campaign", "list")  # which of the two?
    assert shop.says("campaign", "list", "--app", "other") == ""
    assert "KEY_REUSED" in shop.fails("app", "add", "Again", "--id", "other")
    drawn = shop.says("app", "add", "Third").split("\t")[0]
    assert drawn.startswith("shop-")


def test_an_apps_secret_is_replaced_and_taken_away(shop: CommandLine) -> None:
    before = json.loads((shop.data / "demo.json").read_text())["app_secret"]
    new = shop.says("app", "rotate-secret", "--app", "demo")
    assert new != before
    assert opened(shop, "apps", "app/demo", "app_id = 'demo'") == new
    assert shop.says("app", "revoke-secret", "--app", "demo") == ""
    assert opened(shop, "apps", "app/demo", "app_id = 'demo'") not in (before, new)
    assert kinds(shop)[-2:] == ["app.secret-rotated", "app.secret-revoked"]
    assert "NOT_FOUND" in shop.fails("app", "rotate-secret", "--app", "nowhere")


def test_a_server_is_let_in_given_a_new_secret_and_shut_out(shop: CommandLine) -> None:
    first = shop.says("server", "add", "wallet", "--app", "demo")
    assert "KEY_REUSED" in shop.fails("server", "add", "wallet", "--app", "demo")
    second = shop.says("server", "rotate-secret", "wallet", "--app", "demo")
    assert first != second
    where = ("app_id = 'demo' AND server_name = ?", "wallet")
    assert opened(shop, "servers", "server/demo/wallet", *where) == second
    for said in ("", SO_BEFORE):
        assert shop.says("server", "revoke", "wallet", "--app", "demo") == said
    listed = {row["server_name"]: row for row in shop.rows("server", "list", "--app", "demo")}
    assert listed["wallet"]["revoked_at"]
    assert not listed["demo-server"]["revoked_at"]
    assert "NOT_FOUND" in shop.fails("server", "rotate-secret", "wallet", "--app", "demo")
    assert kinds(shop)[-3:] == ["server.added", "server.secret-rotated", "server.revoked"]
    third = shop.says("server", "add", "wallet", "--app", "demo")
    assert third not in (first, second)
    assert opened(shop, "servers", "server/demo/wallet", *where) == third
    listed = {row["server_name"]: row for row in shop.rows("server", "list", "--app", "demo")}
    assert not listed["wallet"]["revoked_at"]


@pytest.mark.parametrize("act", [("rotate-secret",), ("revoke",)])
def test_a_secret_that_is_replaced_ends_the_sessions_opened_with_it(
    shop: CommandLine, act: tuple[str]
) -> None:
    shop.says("server", "add", "wallet", "--app", "demo")
    for session, name, ended in (
        ("a", "wallet", None),
        ("b", "wallet", 5),
        ("c", "demo-server", None),
    ):
        change_rows(
            shop.data,
            "INSERT INTO server_sessions VALUES (?, 'demo', ?, 1, 9999999999999, ?, 0, 1)",
            session,
            name,
            ended,
        )
    shop.says("server", *act, "wallet", "--app", "demo")
    ended = column(shop, "SELECT ended_at FROM server_sessions ORDER BY session_id")
    assert ended[0] is not None
    assert ended[1:] == [5, None]


def test_a_webhook_is_registered_replaced_and_shut(shop: CommandLine) -> None:
    shop.says("script", "add", "/wallet/credit", "https://shop.example/hook")
    shop.says("script", "add", "/wallet/credit", "https://shop.example/new", "--answers-status")
    row, *python = shop.rows("script", "list")
    assert (row["url"], row["answers_status"]) == ("https://shop.example/new", "True")
    assert ("/demo/wallet", "(Python)") in {(each["script"], each["url"]) for each in python}
    assert "MALFORMED" in shop.fails("script", "add", "/wallet/credit", "http://shop.example/")
    no_path = (
        "That cannot be: a script's path begins with / and has letters, digits and _ . / - only,"
        " such as /wallet/credit."
    )
    assert shop.fails("script", "add", "no path", "https://shop.example/") == no_path
    assert shop.fails("script", "shut", "no path") == no_path
    shop.says("script", "shut", "/wallet/credit")
    assert shop.rows("script", "list")[0]["shut_at"]


def test_a_webhook_that_moves_keeps_its_secret_and_what_is_not_said(shop: CommandLine) -> None:
    add = ("script", "add", "/wallet/credit")
    sealed = "SELECT secret_sealed FROM scripts"
    first = shop.says(*add, "https://shop.example/hook", "--answers-status", "--limit", "15")
    assert len(first) == 40
    before = column(shop, sealed)
    moved = shop.says(*add, "https://shop.example/new")
    assert first not in moved
    assert "Its secret is the one that it had" in moved
    assert "--new-secret" in moved
    row = shop.rows("script", "list")[0]
    assert row["url"] == "https://shop.example/new"
    assert (row["answers_status"], row["limit_ms"]) == ("True", "15000")
    assert column(shop, sealed) == before
    shop.says(*add, "https://shop.example/new", "--no-answers-status")
    row = shop.rows("script", "list")[0]
    assert (row["answers_status"], row["limit_ms"]) == ("False", "15000")
    second = shop.says(*add, "https://shop.example/new", "--new-secret", "--limit", "5")
    assert len(second) == 40
    assert second != first
    assert column(shop, sealed) != before
    row = shop.rows("script", "list")[0]
    assert (row["answers_status"], row["limit_ms"]) == ("False", "5000")
    kept = column(shop, sealed)
    shop.says("script", "shut", "/wallet/credit")
    shop.says(*add, "https://shop.example/back")
    assert (column(shop, sealed), column(shop, "SELECT disabled_at FROM scripts")) == (kept, [None])
    entries = shop.says("ledger", "--kind", "script.registered")
    assert entries.count("new_secret") == entries.count("script.registered") == 5


def test_a_webhook_that_is_refused_changes_nothing_of_the_one_there_is(shop: CommandLine) -> None:
    add = ("script", "add", "/wallet/credit")
    shop.says(*add, "https://shop.example/hook", "--answers-status")
    before = column(shop, "SELECT url || answers_status || limit_ms FROM scripts")
    shop.fails(*add, "http://shop.example/hook", "--new-secret")
    shop.fails(*add, "https://shop.example/hook", "--limit", "99")
    assert column(shop, "SELECT url || answers_status || limit_ms FROM scripts") == before


def test_digital_campaigns_are_made_disabled_and_enabled(shop: CommandLine) -> None:
    shop.says("script", "add", "/wallet/credit", "https://shop.example/hook")
    shop.says(
        "digital", "add", "coins", "--title", "Coins", "--script", "/wallet/credit", "--async",
        "--retries", "2", "--timeout", "60", "--info", '{"coins": 5}',
    )  # fmt: skip
    rows = column(
        shop,
        "SELECT use_type, script, is_async, retries_max, timeout_s, custom_code_info"
        " FROM campaigns WHERE campaign = 'coins'",
    )
    assert rows == [("SINGLE", "/wallet/credit", 1, 2, 60, '{"coins": 5}')]
    assert "a campaign of this name already" in shop.fails("digital", "add", "coins")
    shop.says("digital", "disable", "coins")
    assert column(shop, "SELECT disabled FROM campaigns WHERE campaign = 'coins'") == [1]
    shop.says("digital", "enable", "coins")
    assert column(shop, "SELECT disabled FROM campaigns WHERE campaign = 'coins'") == [0]
    assert "NOT_FOUND" in shop.fails("digital", "disable", "nowhere")


def test_a_shared_campaign_is_made_with_its_days_and_limit(shop: CommandLine) -> None:
    shop.says(
        "digital", "add-shared", "easter", "Easter26", "--from", "2026-04-01",
        "--until", "2026-04-30", "--limit", "100",
    )  # fmt: skip
    rows = column(
        shop,
        "SELECT scan_code, valid_end - valid_start, redemptions_max FROM campaigns"
        " WHERE campaign = 'easter'",
    )
    assert rows == [("EASTER26", 30 * 86_400_000 - 1, 100)]
    shop.says("script", "add", "/slow", "https://shop.example/hook")
    for arguments, sentence in (
        (("other", "easter26"), "Another campaign has this code already."),
        (("easter", "OTHER"), "There is a campaign of this name already."),
        (("late", "LATE", "--from", "2026-04-02", "--until", "2026-04-01"), "before the beginning"),
        (
            ("slow", "SLOW", "--script", "/slow", "--async", "--timeout", "2592001"),
            "1 second to 30",
        ),
    ):
        assert sentence in shop.fails("digital", "add-shared", *arguments)


def test_no_campaign_is_made_for_a_script_that_nobody_has(shop: CommandLine) -> None:
    sentence = "Script: The server has no script of this name."
    for arguments in (("add", "typo"), ("add-shared", "typo", "TYPO")):
        assert sentence in shop.fails("digital", *arguments, "--script", "/demo/walet")
        assert column(shop, "SELECT campaign FROM campaigns WHERE campaign = 'typo'") == []
        shop.says(
            "digital",
            *arguments[:1],
            f"right-{arguments[0]}",
            *arguments[2:],
            "--script",
            "/demo/wallet",
        )


def test_a_script_that_campaigns_name_is_shut_only_if_that_is_meant(shop: CommandLine) -> None:
    shop.says("script", "add", "/wallet/credit", "https://shop.example/hook")
    shop.says("digital", "add", "coins", "--script", "/wallet/credit")
    assert "coins: whoever redeems" in shop.fails("script", "shut", "/wallet/credit")
    assert not shop.rows("script", "list")[0]["shut_at"]
    shop.says("digital", "disable", "coins")
    shop.says("script", "shut", "/wallet/credit")
    shop.says("digital", "enable", "coins")
    shop.says("script", "add", "/wallet/credit", "https://shop.example/hook")
    shop.says("script", "shut", "/wallet/credit", "--yes")
    assert shop.rows("script", "list")[0]["shut_at"]


def test_a_script_in_python_is_not_shut_whatever_names_it(shop: CommandLine) -> None:
    said = "/demo/wallet is installed here in Python; it cannot be shut."
    shop.says("digital", "add", "coins", "--script", "/demo/wallet")
    for yes in ((), ("--yes",)):
        assert shop.fails("script", "shut", "/demo/wallet", *yes) == f"{said} (NOT_ALLOWED)"
    none = "There is no script /demo/nothing; see script list. (NOT_FOUND)"
    assert shop.fails("script", "shut", "/demo/nothing") == none


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (("--port", "0"), "--port is 1 to 65535"),
        (("--security", "ssl"), "--security is tls, starttls or none"),
        (("--from", "shop"), "--from is an address for mail, such as shop@example.com"),
        (("--host", ""), "--host is a server's name, such as mail.example.com"),
        (
            ("--link-base", "cards"),
            "--link-base is an address as browsers take it, such as https://cards.example.com",
        ),
    ],
)
def test_what_is_no_way_for_mails_is_said_in_a_sentence(
    shop: CommandLine, wrong: tuple[str, str], sentence: str
) -> None:
    right = {"--host": "mail.example", "--from": "a@b.example", "--link-base": "https://c.example"}
    given = [part for option in {**right, wrong[0]: wrong[1]}.items() for part in option]
    assert shop.fails("mail", "set", *given) == f"That cannot be: {sentence}."
    assert shop.says("mail", "show") == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("digital", "add", "bad name"), "That cannot be"),
        (("digital", "add", "coins", "--info", "5"), "--info is a JSON object"),
        (("digital", "add", "coins", "--async"), "Without --script"),
        (("digital", "add", "coins", "--form", "Round"), "That cannot be"),
        (("digital", "add-shared", "s", "X" * 21), "That cannot be"),
        (("digital", "add-shared", "s", "  "), "That cannot be"),
        (("digital", "add-shared", "s", "X", "--from", "soon"), "soon is not a day"),
        (("app", "add", "N", "--time-zone", "Mars/Olympus"), "There is no time zone Mars/Olympus"),
        (("app", "add", "N", "--id", "demo"), "There is an app with this id already."),
        (("server", "add", "demo-server"), "There is a server of this name already"),
        (("script", "add", "/x", "http://shop.example/"), "That address cannot be called"),
        (("webhook", "add", "x", "http://shop.example/"), "That address cannot be called"),
        (("webhook", "add", "x", "https://shop.example/", "--after", "999999"), "no such entry"),
        (("server", "add", "a b"), "That cannot be"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    shop: CommandLine, arguments: tuple[str, ...], sentence: str
) -> None:
    assert sentence in shop.fails(*arguments)


def test_a_running_server_does_the_same(template: Path, tmp_path: Path) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        secret = shop.says("server", "add", "wallet")
        assert len(secret) == 40
        assert {row["server_name"] for row in shop.rows("server", "list")} == {
            "demo-server",
            "wallet",
        }
        assert secret not in server.log_text()


def test_every_command_says_what_it_is_for() -> None:
    def walk(command: Any, path: str) -> list[str]:
        below = getattr(command, "commands", {})
        silent = [] if (command.help or "").strip() else [path]
        return silent + [
            found for name, each in below.items() for found in walk(each, f"{path} {name}")
        ]

    assert walk(command(), "redemption-server") == []


def test_how_many_cards_one_manager_recalls_alone_is_set_and_entered_once(
    shop: CommandLine,
) -> None:
    for cards in ("20", "20", "0"):
        shop.says("app", "recall-signed-above", cards)
    (listed,) = shop.rows("app", "list")
    assert listed["recall_signed_above"] == "0"
    assert kinds(shop).count("app.recall-signed-above") == 2
    assert "NOT_FOUND" in shop.fails("app", "recall-signed-above", "5", "--app", "other")


def test_whether_acts_on_a_code_are_signed_is_said_and_noted_once(shop: CommandLine) -> None:
    for said, kept in (("yes", "True"), ("yes", "True"), ("no", "False")):
        shop.says("app", "code-acts-signed", said)
        (listed,) = shop.rows("app", "list")
        assert listed["code_acts_signed"] == kept
    assert kinds(shop).count("app.code-acts-signed") == 2
    assert "NOT_FOUND" in shop.fails("app", "code-acts-signed", "yes", "--app", "other")


def test_an_app_is_disabled_and_enabled_again(shop: CommandLine) -> None:
    for verb in ("disable", "disable", "enable", "enable", "disable"):
        shop.says("app", verb)
    (listed,) = shop.rows("app", "list")
    assert listed["disabled_at"].startswith("20")
    assert [kind for kind in kinds(shop) if kind in ("app.disabled", "app.enabled")] == [
        "app.disabled", "app.enabled", "app.disabled",
    ]  # fmt: skip
    assert "NOT_FOUND" in shop.fails("app", "disable", "--app", "other")


def test_who_prints_alone_and_how_much_is_proven_is_said_and_noted_once(shop: CommandLine) -> None:
    for _ in range(2):
        shop.says("app", "print-signed-above", "7")
        shop.says("app", "proof-demanded", "0")
    assert column(shop, "SELECT print_signed_above, proof_demanded FROM apps") == [(7, 0)]
    assert kinds(shop).count("app.print-rules") == 2
    assert shop.run("app", "print-signed-above", "-1").exit_code == 2
    assert "NOT_FOUND" in shop.fails("app", "proof-demanded", "5", "--app", "other")


def test_the_demos_own_batches_alone_are_excused_from_a_proof(shop: CommandLine) -> None:
    excused = column(shop, "SELECT batch FROM print_batches WHERE excused ORDER BY batch")
    assert excused == column(shop, "SELECT batch FROM batches ORDER BY batch")
    assert kinds(shop).count("batch.proof-excused") == len(excused)
    new = int(shop.says("generate", "gift-50", "--quantity", "10"))
    assert column(shop, "SELECT batch FROM print_batches WHERE excused AND batch = ?", new) == []


def test_a_shops_settings_are_shown_and_changed_and_a_repeat_says_so(shop: CommandLine) -> None:
    before = shop.facts("app", "show")
    assert (before["name"], before["language"], before["idle_lock_s"]) == (
        "Harbour Cards (demo)",
        "en",
        "180",
    )
    assert "secret" not in str(before)
    change = ("app", "set", "--name", "Harbour & Sons", "--language", "de", "--idle-lock", "300")
    assert shop.says(*change) == ""
    assert shop.says(*change) == "It was so before; nothing was changed."
    after = shop.facts("app", "show")
    assert (after["name"], after["language"], after["idle_lock_s"]) == (
        "Harbour & Sons",
        "de",
        "300",
    )
    assert shop.says("app", "set", "--idle-lock", "60") == ""
    assert shop.facts("app", "show")["name"] == "Harbour & Sons"
    newest, oldest = shop.says("ledger", "--kind", "app.set").splitlines()
    assert "command-line" in newest
    assert "language=de" in oldest
    assert shop.run("verify").exit_code == 0


def test_the_usual_header_of_receipts_follows_the_shops_name_and_others_stay(
    shop: CommandLine,
) -> None:
    def headers() -> list[list[str]]:
        rows = read_rows(shop.data, "SELECT receipt_header FROM stores ORDER BY store_id")
        return [json.loads(header) for (header,) in rows]

    own = headers()[0]
    shop.says("store", "add", "market", "--name", "Market Square 1", "--address", "Market 1")
    usual = headers()[1]
    assert usual == ["Harbour Cards (demo)", "Market Square 1", "Market 1"]
    shop.says("app", "set", "--name", "Harbour & Sons")
    assert headers() == [own, ["Harbour & Sons", *usual[1:]]]


def test_settings_that_cannot_be_are_refused_in_a_sentence(shop: CommandLine) -> None:
    for arguments, sentence in (
        ((), "Say what is to be changed"),
        (("--name", ""), "That cannot be"),
        (("--language", "fr"), "That cannot be"),
        (("--idle-lock", "29"), "That cannot be"),
        (("--idle-lock", "7201"), "That cannot be"),
        (("--name", "X", "--app", "nowhere"), "There is no app nowhere here; see app list."),
    ):
        assert sentence in shop.fails("app", "set", *arguments)
    shop.says("app", "add", "Another", "--id", "other")
    several = "There are several apps here; name one with --app: demo, other. (NOT_FOUND)"
    for asked in (("app", "show"), ("operator", "list"), ("webhook", "calls", "erp")):
        assert shop.fails(*asked) == several
    assert shop.says("ledger", "--kind", "app.set", "--app", "demo") == ""


def test_a_till_has_the_new_settings_with_its_next_session_while_the_server_runs(
    beside: CommandLine, server: ServerProcess, tills: Tills
) -> None:
    beside.says("app", "set", "--name", "Harbour & Sons", "--idle-lock", "300")
    shop = tills.demo(server).get("/v1/shop").json()
    assert (shop["name"], shop["idle_lock_s"]) == ("Harbour & Sons", 300)


def test_whatever_is_switched_twice_says_that_it_was_so_before(shop: CommandLine) -> None:
    for switch in (
        ("app", "disable"),
        ("app", "enable"),
        ("app", "recall-signed-above", "20"),
        ("app", "print-signed-above", "30"),
        ("app", "proof-demanded", "3"),
        ("app", "code-acts-signed", "yes"),
        ("digital", "disable", "plain"),
        ("digital", "enable", "plain"),
    ):
        before = len(kinds(shop))
        assert shop.says(*switch) == ""
        assert shop.says(*switch) == SO_BEFORE, switch
        assert len(kinds(shop)) == before + 1, switch
