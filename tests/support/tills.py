"""Tills of a real server, for tests: made in one line, closed at the end."""

from __future__ import annotations

import contextlib

from support.server_process import ServerProcess
from support.till_client import TillClient


class Tills:
    """Makes tills of a server, and closes their connections at the test's end."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self._stack = stack

    def demo(self, server: ServerProcess, *who: str) -> TillClient:
        """The demo till with its session open and, where a person and a PIN are given, signed in."""
        client = self._stack.enter_context(TillClient.of_demo(server.url, server.demo))
        if who:
            answer = client.sign_in(*who)
            assert answer.status_code == 200, answer.text
        return client

    def new(self, server: ServerProcess) -> TillClient:
        """A terminal that nobody has enrolled yet."""
        return self._stack.enter_context(TillClient(server.url))

    def enrolled(self, server: ServerProcess, *who: str) -> TillClient:
        """Another till of the demo shop, with its session open."""
        manager = self.demo(server, "anna", "333333")
        code = manager.post("/v1/enrolment-codes", {"till_name": "Another till"}).json()["code"]
        client = self.new(server)
        assert client.enrol(code).status_code == 200
        client.open_session()
        if who:
            assert client.sign_in(*who).status_code == 200
        return client
