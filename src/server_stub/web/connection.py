"""uvicorn's HTTP protocol with the limits that it lacks, and without the steps we do not take.

It has no deadline for a request's head and none for its size, so one slow or endless header would
hold a connection for ever; and it answers what is no HTTP at all with plain text. Its ASGI messages
would let an application stream; our replies are small and whole, and are written in one piece,
those that are ready in one turn of the loop one right after the other.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

import httptools
import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from card_contract.outcomes import MEANINGS, Refusal
from server_stub.engine.submits import is_on_disk
from server_stub.web import replies
from server_stub.web.replies import Reply, Stream, Withheld

CONNECTIONS_MAX: Final = 2000
HEAD_TIMEOUT_S: Final = 15.0
WITHHELD_MAX_S: Final = 12.0
"""So long a reply is withheld for its commit: clients take a packet for lost after 15 s."""
HEAD_BYTES_MAX: Final = 32 * 1024


class Departures:
    """The replies that are ready in one turn of the loop, and leave together at its end.

    A round's answers are ready at once, for as many callers. Written as each is made, every one
    wakes its reader's core anew, which costs several times the write (measured: a fifth of a
    redemption); together they find it awake. Those that are withheld for a commit leave behind it.
    """

    def __init__(self, withheld_max_s: float = WITHHELD_MAX_S) -> None:
        self._withheld_max_s = withheld_max_s
        self._ready: list[_Departure] = []
        self._withheld: dict[asyncio.Future[None], list[_Departure]] = {}

    def add(self, departure: _Departure) -> None:
        if departure.withheld is not None:
            self._withhold(departure, departure.withheld.commit)
            return
        if not self._ready:
            asyncio.get_running_loop().call_soon(self._leave)
        self._ready.append(departure)

    def _withhold(self, departure: _Departure, commit: asyncio.Future[None]) -> None:
        withheld = self._withheld.get(commit)
        if withheld is None:
            withheld = self._withheld[commit] = []
            limit = commit.get_loop().call_later(self._withheld_max_s, self._let_go, commit)
            commit.add_done_callback(lambda _: limit.cancel())
            commit.add_done_callback(self._let_go)
        withheld.append(departure)

    def _let_go(self, commit: asyncio.Future[None]) -> None:
        """The commit is over, or has taken too long for anybody to wait for it any more."""
        withheld = self._withheld.pop(commit, [])
        if not is_on_disk(commit):
            withheld = [departure.otherwise() for departure in withheld]
        self._ready += withheld
        self._leave()

    def _leave(self) -> None:
        leaving, self._ready = self._ready, []
        for departure in leaving:
            departure.leave()
        for departure in leaving:
            departure.end()


class _Departure(NamedTuple):
    """A reply, worded for its exchange."""

    exchange: _Exchange
    reply: Reply
    written: bytes
    withheld: Withheld | None

    def otherwise(self) -> _Departure:
        if self.withheld is None:
            return self
        reply = self.withheld.otherwise
        return self._replace(reply=reply, written=self.exchange.worded(reply))

    def leave(self) -> None:
        # A line that sent what is no HTTP behind a request is closed under its first exchange.
        if not (self.exchange.disconnected or self.exchange.transport.is_closing()):
            self.exchange.transport.write(self.written)

    def end(self) -> None:
        self.exchange.end()
        if self.withheld is not None and self.withheld.note is not None:
            self.withheld.note(self.reply)


class _Exchange(RequestResponseCycle):
    """One request and its reply. A reply is whole: its head and body leave in one call."""

    departures: Departures

    async def run_asgi(self, app: Any) -> None:
        try:
            reply: Reply | None = await app(self.scope, self.receive)
        except BaseException:
            self.transport.close()
            raise
        if reply is None:
            return
        if self.flow.write_paused:
            await self.flow.drain()
        if reply.stream is not None and self.disconnected:
            reply.stream.close()
            return
        if reply.stream is not None:
            await self._go_on(reply, reply.stream)
            return
        self.departures.add(_Departure(self, reply, self.worded(reply), reply.withheld))

    def worded(self, reply: Reply) -> bytes:
        """A reply as it goes over this line."""
        more = tuple(self.default_headers)
        if not self.keep_alive:
            more += ((b"connection", b"close"),)
        without_body = self.scope["method"] == "HEAD"
        return replies.written(reply, more, without_body=without_body)

    def end(self) -> None:
        """Be over: the reply has left. The next request of the line may begin."""
        self.response_started = self.response_complete = True
        self.message_event.set()
        if not self.keep_alive:
            self.transport.close()
        self.on_response()

    async def _go_on(self, reply: Reply, stream: Stream) -> None:
        """Write a stream until it ends, the caller hangs up, or the server does.

        For uvicorn the response is complete from the start: so it closes the line when it ends,
        and waits for nobody.
        """
        self.response_started = self.response_complete = True
        self.message_event.clear()
        head = (*self.default_headers, (b"connection", b"close"))
        self.transport.write(replies.written(reply, head, without_body=True))
        gone = asyncio.ensure_future(self.message_event.wait())
        coming: asyncio.Future[bytes | None] | None = None
        try:
            while not self.transport.is_closing():
                coming = asyncio.ensure_future(stream.next())
                await asyncio.wait((coming, gone), return_when=asyncio.FIRST_COMPLETED)
                piece = coming.result() if coming.done() else None
                if piece is None:
                    break
                self.transport.write(piece)
                if self.flow.write_paused:
                    await self.flow.drain()
        finally:
            for task in (gone, coming):
                if task is not None:
                    task.cancel()
            stream.close()
            self.transport.close()


class LimitedHttpProtocol(HttpToolsProtocol):
    """Closes a connection whose request head is too slow or too large; answers in whole replies."""

    _head_open: bool = True
    _head_bytes: int = 0
    _head_timer: asyncio.TimerHandle | None = None

    def __init__(self, *arguments: Any, departures: Departures, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._departures = departures

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn narrows it the same way
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS_MAX:
            self._hang_up(Refusal.BUSY, "too many connections")
            return
        self._head_timer = self.loop.call_later(HEAD_TIMEOUT_S, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        # A head that came whole, as nearly all do, costs one look at a flag.
        if self._head_open:
            self._watch_head(len(data))

    def on_message_begin(self) -> None:
        self._head_open = True
        self.url = b""
        self.headers = []
        self.expect_100_continue = False

    def on_headers_complete(self) -> None:
        self._head_open = False
        self._head_bytes = 0
        self._stop_timer()
        parser, before = self.parser, self.cycle
        self.cycle = _Exchange(
            scope=self._scope(),
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=False,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=self.expect_100_continue,
            keep_alive=parser.get_http_version() != "1.0" and parser.should_keep_alive(),
            on_response=self.on_response_complete,
        )
        self.cycle.departures = self._departures
        if before is None or before.response_complete:
            self._start_asgi_task(self.cycle, self.app)
        else:
            # Sent ahead, before the last was answered: requests of a line are answered in order.
            self.flow.pause_reading()
            self.pipeline.appendleft((self.cycle, self.app))

    def _scope(self) -> Any:
        """As much of ASGI's scope as the application looks at."""
        url = httptools.parse_url(self.url)
        path = url.path.decode("ascii")
        return {
            "method": self.parser.get_method().decode("ascii"),
            "path": unquote(path) if "%" in path else path,
            "raw_path": url.path,
            "query_string": url.query or b"",
            "headers": self.headers,
            "client": self.client,
        }

    def send_400_response(self, msg: str) -> None:
        self._hang_up(Refusal.MALFORMED, msg)

    def _hang_up(self, refusal: Refusal, detail: str) -> None:
        """Refuse without having understood a request, and close the connection."""
        self._stop_timer()
        answer = replies.refusal(refusal, time.time_ns() // 1_000_000, detail=detail)
        # Whatever the line has made of a request, the request itself has not been refused.
        body = replies.encode(msgspec.structs.replace(answer, final=False))
        reply = Reply(MEANINGS[refusal].http, body, code=refusal)
        more = ((b"connection", b"close"),)
        self.transport.write(replies.written(reply, more, without_body=False))
        self.transport.close()

    def _watch_head(self, received: int) -> None:
        self._head_bytes += received
        if self._head_bytes > HEAD_BYTES_MAX and not self.transport.is_closing():
            self.send_400_response("The request's head is too large.")
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_TIMEOUT_S, self._give_up)

    def _give_up(self) -> None:
        self._head_timer = None
        if not self.transport.is_closing():
            self.transport.close()

    def _stop_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
