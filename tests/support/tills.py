"""Tills of a real server, for tests: made in one line, closed at the end."""

from __future__ import annotations

import asyncio
import contextlib

from card_contract.messages import EnrolmentCodeAnswer
from server_stub.care.control import ask
from server_stub.shop_folder.data_folder import DataFolder
from server_stub.web.control_api.messages import IssueCode
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

    def twin(self, till: TillClient, server: ServerProcess) -> TillClient:
        """The same till with the sessions that it has, speaking to another server."""
        twin = self._stack.enter_context(TillClient(server.url, till_id=till.till_id, key=till.key))
        twin.session, twin.mac_key, twin.operator = till.session, till.mac_key, till.operator
        return twin

    def new(self, server: ServerProcess) -> TillClient:
        """A terminal that nobody has enrolled yet."""
        return self._stack.enter_context(TillClient(server.url))

    def enrolled(self, server: ServerProcess, *who: str) -> TillClient:
        """Another till of the demo shop, with its session open."""
        # The code comes from the command line: a manager who signed in for it at the demo till
        # would end the session of whoever works there.
        request = IssueCode(till_name="Another till")
        folder = DataFolder(server.data)
        issued = asyncio.run(ask(folder, "issue-code", request, EnrolmentCodeAnswer))
        client = self.new(server)
        assert client.enrol(issued.code).status_code == 200
        client.open_session()
        if who:
            assert client.sign_in(*who).status_code == 200
        return client
