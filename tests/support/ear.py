"""A till that listens to ``/v1/events``."""

from __future__ import annotations

import contextlib
import queue
import threading
from typing import Any, Final

import httpx
import msgspec

from support.plain_http import plain_client
from support.till_client import TillClient

EVENTS: Final = "/v1/events"
WAIT_S: Final = 20.0


class Ear:
    """Listens in a thread as a till does; what it hears of one kind of event is queued."""

    def __init__(self, till: TillClient, event: str = "recall") -> None:
        self.till = till
        self._event = event
        self.heard: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.begun = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        assert self.begun.wait(WAIT_S)

    def _listen(self) -> None:
        client = plain_client(self.till.http.base_url, timeout_s=WAIT_S)
        headers = self.till.headers("GET", EVENTS, b"")
        with (
            contextlib.suppress(httpx.HTTPError),
            client,
            client.stream("GET", EVENTS, headers=headers) as answer,
        ):
            assert answer.headers["content-type"] == "text/event-stream"
            event = ""
            for line in answer.iter_lines():
                self.begun.set()
                event = line.removeprefix("event: ") if line.startswith("event: ") else event
                if line.startswith("data: ") and event == self._event:
                    self.heard.put(msgspec.json.decode(line.removeprefix("data: ")))
        self.heard.put(None)

    def next(self) -> dict[str, Any] | None:
        return self.heard.get(timeout=WAIT_S)
