"""The gateway against a real server that resets, drips, redirects, forgets, and answers nonsense."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from card_contract.messages import (
    CancelAnswer,
    CancelReason,
    CancelRequest,
    Checkpoint,
    EnrolRequest,
    Health,
    JournalEnd,
    Operator,
    ReserveLine,
    ReserveRequest,
    SalesAnswer,
    SignInAnswer,
)
from card_contract.outcomes import Refusal
from card_contract.signing import OPERATOR_HEADER
from card_contract.states import Role
from card_contract.studio_messages import ArtworkAnswer
from pos_terminal.gateway.answers import Refused, ReplyLost, Unreachable
from pos_terminal.gateway.connection import Connection, ConnectionWatcher, Reach
from pos_terminal.gateway.gateway import Gateway, ask_health, enrol
from pos_terminal.gateway.till_key import make_key, till_key, write_key_file
from pos_terminal.gateway.wire import ServerAddress, Wire
from support.patience import until_async
from support.rough_server import RoughServer

SALE = "T1.1.000001.0123456789ABCDEFGHJKMNPQRS"
CANCEL = CancelRequest(reason=CancelReason.CLERK)
CANCELLED = CancelAnswer(sale_id=SALE, freed=[], at=1)
HEALTHY = Health(writable=True, version="1", server_time=0)


class TestClock:
    """The till's clock, which a test may put wrong."""

    __test__ = False

    def __init__(self) -> None:
        self.off_ms = 0

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000 + self.off_ms


class Line:
    """A till and its rough server, with a real socket between them."""

    def __init__(self) -> None:
        pem, public_key = make_key()
        self.clock = TestClock()
        self.server = RoughServer(
            public_key=base64.b64decode(public_key),
            now_ms=lambda: time.time_ns() // 1_000_000,
            answers={
                f"/v1/sales/{SALE}/cancel": CANCELLED,
                "/healthz": HEALTHY,
                "/v1/sales": SalesAnswer(sales=[], more=False),
                "/v1/operator-sessions": SignInAnswer(
                    operator_session="operator-1",
                    operator=Operator(operator_id="O1", name="Mia Kern", role=Role.CLERK),
                    expires_at=0,
                ),
            },
        )
        self.key = till_key("T1", pem)
        self.gateway: Gateway

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Line]:
        async with self.server.listening():
            self.gateway = Gateway(Wire(ServerAddress(url=self.server.url)), self.key, self.clock)
            yield self
            await self.gateway.close()

    async def cancel(self) -> CancelAnswer | Refused:
        return await self.gateway.cancel(SALE, CANCEL)


def on_the_line(story: Callable[[Line], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Line().open() as line:
            await story(line)

    asyncio.run(run())


def test_a_session_is_made_once_and_every_request_is_signed() -> None:
    async def story(line: Line) -> None:
        assert await line.cancel() == CANCELLED
        assert await line.cancel() == CANCELLED
        assert line.server.handshakes == 1

    on_the_line(story)


def test_a_forgotten_session_is_remade_unseen() -> None:
    async def story(line: Line) -> None:
        await line.cancel()
        line.server.forget_sessions()
        assert await line.cancel() == CANCELLED
        assert line.server.handshakes == 2

    on_the_line(story)


def test_many_requests_at_once_make_one_session() -> None:
    async def story(line: Line) -> None:
        answers = await asyncio.gather(*(line.cancel() for _ in range(12)))
        assert answers == [CANCELLED] * 12
        assert line.server.handshakes == 1
        line.server.forget_sessions()
        answers = await asyncio.gather(*(line.cancel() for _ in range(12)))
        assert answers == [CANCELLED] * 12
        assert line.server.handshakes == 2

    on_the_line(story)


@pytest.mark.parametrize("off_s", [-86_400, 86_400, -1_700_000_000, 400 * 86_400])
def test_a_wrong_clock_is_corrected_by_the_servers(off_s: int) -> None:
    async def story(line: Line) -> None:
        line.clock.off_ms = off_s * 1000
        assert await line.cancel() == CANCELLED

    on_the_line(story)


def test_a_clock_that_jumps_in_the_middle_is_corrected_unseen() -> None:
    async def story(line: Line) -> None:
        await line.cancel()
        line.clock.off_ms = 3_600_000
        assert await line.cancel() == CANCELLED

    on_the_line(story)


@pytest.mark.parametrize(
    "rude",
    ["reset before", "reset after", "html", "wrong json", "half json", "redirect", "cut short"],
)
def test_what_is_no_answer_leaves_a_doubt(rude: str) -> None:
    async def story(line: Line) -> None:
        line.server.rude = [rude]
        with pytest.raises(ReplyLost):
            await line.cancel()
        assert await line.cancel() == CANCELLED

    on_the_line(story)


def test_a_picture_whose_reply_was_lost_is_sent_once_more_and_no_further() -> None:
    stored = ArtworkAnswer(artwork="a" * 64)

    async def story(line: Line) -> None:
        line.server.answers["/v1/artworks"] = stored
        line.server.rude = ["reset after"]
        assert await line.gateway.store_artwork(b"a picture") == stored
        line.server.rude = ["reset after", "reset after"]
        with pytest.raises(ReplyLost):
            await line.gateway.store_artwork(b"a picture")
        assert line.server.rude == []

    on_the_line(story)


def test_silence_and_a_dripping_answer_end_at_the_limit() -> None:
    async def story(line: Line) -> None:
        line.server.answers[f"/v1/sales/{SALE}/reserve"] = CANCELLED
        await line.cancel()
        request = ReserveRequest(
            lines=[ReserveLine(card_id="1", price_minor=1)], currency="EUR", created_at=0
        )
        for rude in ("silence", "drip"):
            line.server.rude = [rude]
            began = time.monotonic()
            with pytest.raises(ReplyLost):
                await line.gateway.reserve(SALE, request, read_timeout_s=0.3)
            assert time.monotonic() - began < 20

    on_the_line(story)


def test_nobody_listening_is_surely_not_sent() -> None:
    async def run() -> None:
        line = Line()
        async with line.open():
            pass
        gateway = Gateway(Wire(ServerAddress(url=line.server.url)), line.key, line.clock)
        with pytest.raises(Unreachable):
            await gateway.cancel(SALE, CANCEL)
        await gateway.close()

    asyncio.run(run())


def test_a_session_that_cannot_be_made_means_surely_not_sent() -> None:
    async def story(line: Line) -> None:
        line.server.nonsense_session = True
        with pytest.raises(Unreachable):
            await line.cancel()
        assert line.server.carried_out == []

    on_the_line(story)


def test_a_refusal_is_a_value() -> None:
    async def story(line: Line) -> None:
        line.server.answers[f"/v1/sales/{SALE}/cancel"] = Refusal.SALE_CONFIRMED
        answer = await line.cancel()
        assert isinstance(answer, Refused)
        assert answer.code is Refusal.SALE_CONFIRMED
        assert answer.final
        line.server.answers[f"/v1/sales/{SALE}/cancel"] = Refusal.BUSY
        answer = await line.cancel()
        assert isinstance(answer, Refused)
        assert not answer.final

    on_the_line(story)


def test_a_till_with_the_wrong_key_is_refused_and_asks_no_more() -> None:
    async def story(line: Line) -> None:
        line.server.public_key = base64.b64decode(make_key()[1])
        answer = await line.cancel()
        assert isinstance(answer, Refused)
        assert answer.code is Refusal.BAD_SIGNATURE
        assert line.server.carried_out == []

    on_the_line(story)


def test_the_operators_session_is_carried_from_sign_in_to_sign_out() -> None:
    async def story(line: Line) -> None:
        await line.gateway.sign_in("O1", "111111")
        await line.cancel()
        assert line.server.asked[-1].headers[OPERATOR_HEADER.lower()] == "operator-1"
        await line.gateway.sign_out()
        await line.cancel()
        assert OPERATOR_HEADER.lower() not in line.server.asked[-1].headers

    on_the_line(story)


def test_a_query_is_signed_as_it_is_sent() -> None:
    async def story(line: Line) -> None:
        answer = await line.gateway.sales_by_receipt("T1-1-000001 & more/?%")
        assert answer == SalesAnswer(sales=[], more=False)

    on_the_line(story)


def test_the_watcher_tells_when_the_server_goes_and_when_it_is_back() -> None:
    async def run() -> None:
        line = Line()
        told: list[Connection] = []
        async with line.open():
            port = int(line.server.url.rpartition(":")[2])
            watcher = ConnectionWatcher(line.gateway, line.clock)
            watcher.watch(told.append)
            watching = asyncio.create_task(watcher.run())
            await until_async(lambda: bool(told))
        watcher.suspect()
        await until_async(lambda: len(told) == 2)
        async with line.server.listening(port):
            began = time.monotonic()
            await until_async(lambda: len(told) == 3)
            assert time.monotonic() - began < 9
            line.server.answers["/healthz"] = Health(
                writable=False, version="1", server_time=0, reason="disk full"
            )
            watcher.suspect()
            await until_async(lambda: len(told) == 4)
            watching.cancel()
            await line.gateway.close()
        reaches = [connection.reach for connection in told]
        assert reaches == [Reach.ONLINE, Reach.OFFLINE, Reach.ONLINE, Reach.READ_ONLY]

    asyncio.run(run())


def test_a_move_of_the_server_in_the_middle_of_a_request_is_no_answer() -> None:
    async def story(line: Line) -> None:
        wire = Wire(ServerAddress(url=line.server.url))
        gateway = Gateway(wire, line.key, line.clock)
        assert await gateway.cancel(SALE, CANCEL) == CANCELLED
        line.server.rude = ["silence"]
        asking = asyncio.create_task(gateway.cancel(SALE, CANCEL))
        while line.server.rude:  # noqa: ASYNC110 - the server's
            await asyncio.sleep(0.01)
        await wire.move_to(ServerAddress(url=line.server.url.replace("127.0.0.1", "localhost")))
        with pytest.raises(ReplyLost):
            await asking
        assert await ask_health(wire) == HEALTHY
        await wire.close()

    on_the_line(story)


def test_the_watcher_outlives_whatever_a_question_or_a_listener_raises() -> None:
    class Broken:
        asked = 0

        async def health(self) -> Health:
            self.asked += 1
            raise RuntimeError("a fault of ours")

    def stumble(_: Connection) -> None:
        raise ValueError("a listener's fault")

    async def run() -> None:
        server = Broken()
        watcher = ConnectionWatcher(server, TestClock())
        watcher.watch(stumble)
        watching = asyncio.create_task(watcher.run())
        await until_async(lambda: server.asked == 1)
        watcher.suspect()
        await until_async(lambda: server.asked == 2)
        assert watcher.connection.reach is Reach.OFFLINE
        assert not watching.done()
        watching.cancel()

    asyncio.run(run())


def test_plain_http_is_for_this_machine_alone() -> None:
    for url in (
        "http://127.0.0.1:1",
        "http://localhost:1",
        "http://[::1]:1",
        "https://shop.example",
    ):
        assert ServerAddress(url=url).url == url
    for url in ("http://shop.example", "http://192.168.1.4:8080", "ftp://127.0.0.1", "shop"):
        with pytest.raises(ValueError, match="https"):
            ServerAddress(url=url)


def test_health_and_enrolment_need_no_session() -> None:
    async def story(line: Line) -> None:
        wire = Wire(ServerAddress(url=line.server.url))
        assert await ask_health(wire) == HEALTHY
        answer = await enrol(wire, EnrolRequest(code="ABCD-EFGH", public_key=make_key()[1]))
        assert isinstance(answer, Refused)
        assert line.server.handshakes == 0
        await wire.close()

    on_the_line(story)


def test_a_tills_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    pem, public_key = make_key()
    path = tmp_path / "till.pem"
    write_key_file(path, pem)
    assert path.stat().st_mode & 0o777 == 0o600
    key = till_key("T1", path.read_bytes())
    assert "T1" in repr(key)
    assert repr(key._seed) not in repr(key)
    assert len(base64.b64decode(public_key)) == 32
    with pytest.raises(ValueError, match="key"):
        till_key("T1", b"no key at all")


class Notebook:
    """Remembers what the gateway tells of its sessions."""

    def __init__(self, epoch: int | None) -> None:
        self.epoch = epoch
        self.checkpoint: Checkpoint | None = None
        self.journal_end = JournalEnd(generation=1, sequence=3)

    def session_made(
        self, *, epoch: int, checkpoint: Checkpoint | None, has_told: bool = True
    ) -> None:
        self.epoch, self.checkpoint = epoch, checkpoint


def remembering(line: Line, notebook: Notebook) -> Gateway:
    return Gateway(Wire(ServerAddress(url=line.server.url)), line.key, line.clock, notebook)


def test_a_restored_server_gets_no_change_of_a_sale_from_before_it_was_known() -> None:
    async def story(line: Line) -> None:
        gateway = remembering(line, notebook := Notebook(1))
        await gateway.cancel(SALE, CANCEL)
        carried_out = list(line.server.carried_out)
        line.server.forget_sessions()
        line.server.epoch = 2
        tries = [gateway.cancel(SALE, CANCEL) for _ in range(4)]
        told = await asyncio.gather(*tries, return_exceptions=True)
        assert {type(one) for one in told} == {Unreachable}
        assert line.server.carried_out == carried_out
        assert notebook.epoch == 2
        assert await gateway.cancel(SALE, CANCEL) == CANCELLED
        await gateway.close()

    on_the_line(story)


def test_an_epoch_from_before_the_start_counts_too_and_looking_is_always_allowed() -> None:
    async def story(line: Line) -> None:
        line.server.epoch = 2
        gateway = remembering(line, Notebook(1))
        assert not isinstance(await gateway.sales_of_day("2026-11-24"), Refused)
        await gateway.close()
        gateway = remembering(line, Notebook(1))
        with pytest.raises(Unreachable):
            await gateway.cancel(SALE, CANCEL)
        await gateway.close()
        gateway = remembering(line, Notebook(None))
        assert await gateway.cancel(SALE, CANCEL) == CANCELLED
        await gateway.close()

    on_the_line(story)


def test_the_last_checkpoint_is_presented_at_the_next_session() -> None:
    checkpoint = Checkpoint(position=9, hash="a" * 64, signed_at=1, key_id="K1", signature="B" * 88)

    async def story(line: Line) -> None:
        line.server.checkpoint = checkpoint
        gateway = remembering(line, Notebook(1))
        await gateway.cancel(SALE, CANCEL)
        line.server.forget_sessions()
        await gateway.cancel(SALE, CANCEL)
        first, second = line.server.presented
        assert first is None
        assert msgspec.convert(second, Checkpoint) == checkpoint
        await gateway.close()

    on_the_line(story)
