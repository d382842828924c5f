"""A shop's own system that honours our ids, and counts: goods by redemption, news by entry.

It takes calls in threads of the test's process, so that the process that makes them can be killed in
the middle of one: by the receiver itself, once it has taken the call and before it answers.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from server_stub.fulfilment.webhook import (
    KEY_HEADER,
    SIGNATURE_HEADER,
    TIME_HEADER,
    signature_of,
)

PID_FILE = "pid"
SECRET = b"between us"
GOODS, NEWS = "/goods", "/news"


class CountingReceiver:
    """``kill_caller_at`` is the call, by what it asks and which of these it is, that kills."""

    def __init__(self, folder: Path) -> None:
        self.goods: Counter[str] = Counter()
        self.operations: list[str] = []
        self.told: Counter[str] = Counter()
        self.news: list[str] = []
        """The subjects of entries in the order in which they were taken, each entry once."""
        self.kill_caller_at: tuple[str, int] | None = None
        self.forged = 0
        self.url = ""
        self._folder = folder
        self._calls: Counter[str] = Counter()
        self._lock = Lock()

    def take(self, path: str, headers: Any, body: bytes) -> dict[str, Any]:
        with self._lock:
            signed = signature_of(SECRET, int(headers[TIME_HEADER]), body)
            self.forged += headers[SIGNATURE_HEADER] != signed
            asked = json.loads(body)
            if path == NEWS:
                return self._take_news(asked)
            return self._take_order(headers[KEY_HEADER], asked)

    def _take_order(self, key: str, asked: dict[str, Any]) -> dict[str, Any]:
        operation = asked["operation"]
        self.operations.append(operation)
        self.forged += key != asked["redemptionCodeId"]
        if operation == "redeem" and not self.goods[key]:
            self.goods[key] += 1
        self._kill_caller(operation)
        if not self.goods[key]:
            return {"known": False}
        return {"success": True, "complete": True, "customRedemptionInfo": {"coins": 5}}

    def _take_news(self, asked: dict[str, Any]) -> dict[str, Any]:
        for entry in asked["entries"]:
            if not self.told[entry["hash"]]:
                self.news.append(entry["subject"])
            self.told[entry["hash"]] += 1
        self._kill_caller("news")
        return {}

    def _kill_caller(self, what: str) -> None:
        self._calls[what] += 1
        if self.kill_caller_at == (what, self._calls[what]):
            os.kill(int((self._folder / PID_FILE).read_text()), signal.SIGKILL)
            time.sleep(0.05)


@contextmanager
def counting_receiver(folder: Path) -> Iterator[CountingReceiver]:
    """A receiver of calls from a process that notes its id in ``folder`` (``PID_FILE``)."""
    receiver = CountingReceiver(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            answer = json.dumps(receiver.take(self.path, self.headers, body)).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield receiver
        server.shutdown()
        thread.join()
