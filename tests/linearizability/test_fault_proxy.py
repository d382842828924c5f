"""The fault proxy: each fault does to a request what its name says, and to the server's book too."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from support.fault_proxy import Fault, FaultProxy


class Book(ThreadingHTTPServer):
    """A server that writes down whole requests, and answers with how many there were."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.written: list[str] = []
        self.changed = threading.Condition()

    def write(self, text: str) -> int:
        with self.changed:
            self.written.append(text)
            self.changed.notify_all()
            return len(self.written)

    def wait_for(self, count: int) -> list[str]:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.written) >= count, 10)
            return list(self.written)


class Page(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Book

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        text = self.rfile.read(length).decode()
        if len(text) < length:
            self.close_connection = True
            return
        body = f"written as number {self.server.write(text)}".encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def book() -> Iterator[Book]:
    with Book() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def proxy(book: Book) -> Iterator[FaultProxy]:
    with FaultProxy(f"http://127.0.0.1:{book.server_port}", overtaken_max_s=10) as running:
        yield running


def post(proxy: FaultProxy, text: str, fault: Fault) -> str | None:
    """Send one request in this weather; None where no answer came."""
    proxy.weather = lambda: fault
    with httpx.Client(timeout=10) as http:
        try:
            return http.post(proxy.url, content=text).text
        except httpx.TransportError:
            return None


def test_in_calm_weather_requests_and_replies_go_through(proxy: FaultProxy, book: Book):
    assert post(proxy, "one", Fault.NONE) == "written as number 1"
    assert post(proxy, "two", Fault.NONE) == "written as number 2"
    assert book.written == ["one", "two"]


@pytest.mark.parametrize("fault", [Fault.LOSE, Fault.CUT_REQUEST])
def test_a_request_that_is_lost_or_cut_is_not_carried_out(
    proxy: FaultProxy, book: Book, fault: Fault
):
    assert post(proxy, "one", fault) is None
    assert post(proxy, "two", Fault.NONE) == "written as number 1"
    assert book.written == ["two"]


@pytest.mark.parametrize("fault", [Fault.SWALLOW, Fault.CUT_REPLY])
def test_a_request_whose_reply_is_lost_or_cut_was_carried_out(
    proxy: FaultProxy, book: Book, fault: Fault
):
    assert post(proxy, "one", fault) is None
    assert book.written == ["one"]


def test_a_doubled_request_is_carried_out_twice_and_answered_once(proxy: FaultProxy, book: Book):
    assert post(proxy, "one", Fault.TWICE) in ("written as number 1", "written as number 2")
    assert book.written == ["one", "one"]


def test_a_stray_is_carried_out_though_its_sender_was_cut_off(proxy: FaultProxy, book: Book):
    assert post(proxy, "one", Fault.STRAY) is None
    assert book.wait_for(1) == ["one"]


def test_a_late_request_is_answered_all_the_same(proxy: FaultProxy):
    assert post(proxy, "one", Fault.DELAY) == "written as number 1"


def test_an_overtaken_request_arrives_after_one_that_was_sent_later(proxy: FaultProxy, book: Book):
    held = threading.Event()

    def overtaken() -> Fault:
        held.set()
        return Fault.OVERTAKEN

    proxy.weather = overtaken
    with httpx.Client(timeout=10) as http:
        slow = threading.Thread(target=http.post, args=(proxy.url,), kwargs={"content": "first"})
        slow.start()
        assert held.wait(10)
        assert post(proxy, "second", Fault.NONE) == "written as number 1"
        slow.join()
    assert book.written == ["second", "first"]


def test_what_happened_is_counted(proxy: FaultProxy):
    post(proxy, "one", Fault.NONE)
    post(proxy, "two", Fault.SWALLOW)
    assert proxy.happened == {Fault.NONE: 1, Fault.SWALLOW: 1}
