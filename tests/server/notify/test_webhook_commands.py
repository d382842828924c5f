"""Webhooks from the command line, and a real server that calls one."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from support.command_line import CommandLine
from support.server_process import ServedCopy


@pytest.fixture
def taken() -> Iterator[tuple[str, list[Any], threading.Event]]:
    """A receiver in a thread: its address, what it took, and whether a redemption was among it."""
    entries: list[Any] = []
    three = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            entries.extend(json.loads(body)["entries"])
            self.send_response(204)
            self.end_headers()
            if any(entry["kind"] == "code.invalidated" for entry in entries):
                three.set()

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", entries, three
    server.shutdown()
    server.server_close()


def test_a_server_tells_a_webhook_what_happens(
    served_copy: ServedCopy,
    template: Path,
    tmp_path: Path,
    taken: tuple[str, list[Any], threading.Event],
) -> None:
    url, entries, is_over = taken
    with served_copy(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        secret = shop.says("webhook", "add", "erp", url)
        code = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"
        shop.says("code", "add", "plain", stdin=code)
        shop.says("code", "activate", "plain", stdin=code)
        shop.says("code", "invalidate", "plain", "--reason", "leaked", stdin=code)
        assert is_over.wait(20)
        kinds = [entry["kind"] for entry in entries]
        assert kinds == ["code.added", "code.activated", "code.invalidated"]
        assert code not in str(entries)
        (row,) = shop.rows("webhook", "list")
        assert (row["webhook"], row["state"], row["failures"]) == ("erp", "following", "0")
        is_over.clear()
        told = [line for line in shop.rows("webhook", "calls", "erp") if not line["error"]]
        assert sum(int(line["entries"]) for line in told) == 3
        assert "NOT_FOUND" in shop.fails("webhook", "calls", "nobody")
        assert "no such entry" in shop.fails("webhook", "replay", "erp", "--after", "99999999")
        shop.says("webhook", "replay", "erp", "--after", "0", "--reason", "it lost them")
        assert "it lost them" in shop.says("ledger", "--kind", "webhook.set")
        assert is_over.wait(20)
        assert secret not in server.log_text()
        shop.says("webhook", "pause", "erp")
        assert shop.rows("webhook", "list")[0]["state"] == "paused"
        shop.says("webhook", "resume", "erp")
        unknown = "There is no webhook of this name; see webhook list. (NOT_FOUND)"
        assert shop.fails("webhook", "pause", "nobody") == unknown
        assert "MALFORMED" in shop.fails("webhook", "add", "far", "http://shop.example/")
        assert "That cannot be" in shop.fails("webhook", "add", "a b", url)


def test_a_webhook_is_removed_once_and_told_nothing_more(
    served_copy: ServedCopy,
    template: Path,
    tmp_path: Path,
    taken: tuple[str, list[Any], threading.Event],
) -> None:
    url, entries, is_over = taken
    with served_copy(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        shop.says("webhook", "add", "erp", url)
        remove = ("webhook", "remove", "erp", "--reason", "the shop has another system")
        assert shop.says(*remove) == ""
        assert shop.says(*remove) == "erp was removed before; nothing was changed."
        assert len(shop.says("ledger", "--kind", "webhook.removed").splitlines()) == 1
        assert shop.says("webhook", "list") == ""
        unknown = "There is no webhook of this name; see webhook list. (NOT_FOUND)"
        assert shop.fails("webhook", "remove", "nobody", "--reason", "x") == unknown
        for act in (("resume",), ("pause",), ("replay", "--after", "0")):
            assert shop.fails("webhook", act[0], "erp", *act[1:]) == unknown
        code = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"
        shop.says("code", "add", "plain", stdin=code)
        server.stop()
        shop.says("keys", "rotate")
        shop.says("keys", "drop-old")
        server.start()
        shop.says("webhook", "add", "erp", url)
        shop.says("code", "invalidate", "plain", "--reason", "leaked", stdin=code)
        assert is_over.wait(20)
        assert [entry["kind"] for entry in entries] == ["code.invalidated"]
