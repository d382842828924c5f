"""An ESC/POS printer made of software: reads the bytes off a real line and prints on paper of text.

It understands what a receipt uses (text in code pages, sizes, alignment, bar codes, cut, drawer pulse,
status questions) and fails the test on anything else. It can be off line, open, out of paper from the
start or after so many lines, dumb, or die after so many bytes.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import tty
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

CODE_PAGES: Final = {0: "cp437", 16: "cp1252", 18: "cp852", 19: "cp858"}
# Commands with the count of their parameter bytes; -1 takes its length from the bytes themselves.
PARAMETERS: Final = {
    b"\x1b@": 0,
    b"\x1bt": 1,
    b"\x1ba": 1,
    b"\x1b!": 1,
    b"\x1bE": 1,
    b"\x1b-": 1,
    b"\x1bM": 1,
    b"\x1b{": 1,
    b"\x1bd": 1,
    b"\x1bp": 3,
    b"\x1dB": 1,
    b"\x1db": 1,
    b"\x1d!": 1,
    b"\x1dh": 1,
    b"\x1dw": 1,
    b"\x1dH": 1,
    b"\x1dV": 1,
    b"\x1dr": 1,
    b"\x10\x04": 1,
}


class DiedError(Exception):
    """The printer lost its power."""


@dataclass
class PrintedLine:
    text: str
    centred: bool
    large: bool
    bold: bool
    inverse: bool


@dataclass
class FakePrinter:
    """The printer's state and its paper; one instance may serve several connections."""

    online: bool = True
    cover_open: bool = False
    paper: bool = True
    paper_low: bool = False
    answers: bool = True
    dies_at_byte: int | None = None
    paper_lasts_lines: int | None = None
    stops_at_done: bool = False

    lines: list[PrintedLine] = field(default_factory=list)
    barcodes: list[str] = field(default_factory=list)
    cuts: int = 0
    pulses: int = 0
    bytes_seen: int = 0
    _page: int = 0
    _style: dict[str, int] = field(default_factory=dict)
    _current: str = ""

    def text(self) -> list[str]:
        return [line.text for line in self.lines]

    def serve(self, read: Callable[[int], bytes], write: Callable[[bytes], object]) -> None:
        """Work off one job; returns when the line is closed."""
        stream = _Stream(self, read)
        with contextlib.suppress(EOFError):
            while True:
                self._step(stream, write)

    def _step(self, stream: _Stream, write: Callable[[bytes], object]) -> None:
        first = stream.take(1)
        if first not in (b"\x1b", b"\x1d", b"\x10"):
            self._sign(first)
            return
        command = first + stream.take(1)
        if command == b"\x1dk":
            kind, length = stream.take(2)
            assert kind == 73, kind
            self.barcodes.append(stream.take(length).decode("ascii").removeprefix("{B"))
            return
        assert command in PARAMETERS, command
        self._obey(command, stream.take(PARAMETERS[command]), write)

    def _obey(self, command: bytes, given: bytes, write: Callable[[bytes], object]) -> None:
        number = given[0] if given else 0
        match command:
            case b"\x10\x04":
                if self.answers:
                    write(self._status(number))
            case b"\x1dr":
                if self.answers and self.paper and not self.stops_at_done:
                    write(b"\x00")
            case b"\x1b@":
                self._style, self._page = {}, 0
            case b"\x1bt":
                assert number in CODE_PAGES, number
                self._page = number
            case b"\x1dV":
                self.cuts += 1
            case b"\x1bp":
                self.pulses += 1
            case b"\x1bd":
                pass
            case _:
                self._style[command.hex()] = number

    def _sign(self, sign: bytes) -> None:
        if not self.paper:
            return
        if sign != b"\n":
            self._current += sign.decode(CODE_PAGES[self._page])
            return
        size = self._style.get("1b21", 0)
        self.lines.append(
            PrintedLine(
                text=self._current,
                centred=self._style.get("1b61", 0) == 1,
                large=size & 0x30 == 0x30,
                bold=self._style.get("1b45", 0) == 1,
                inverse=self._style.get("1d42", 0) == 1,
            )
        )
        self._current = ""
        if self.paper_lasts_lines is not None and len(self.lines) >= self.paper_lasts_lines:
            self.paper = False

    def _status(self, question: int) -> bytes:
        ready = self.online and self.paper and not self.cover_open
        answer = 0x12
        match question:
            case 1:
                answer |= 0 if ready else 0x08
            case 2:
                answer |= (0x04 if self.cover_open else 0) | (0 if self.paper else 0x20)
            case 4:
                answer |= (0x0C if self.paper_low else 0) | (0 if self.paper else 0x60)
        return bytes([answer])


class _Stream:
    def __init__(self, printer: FakePrinter, read: Callable[[int], bytes]) -> None:
        self._printer = printer
        self._read = read
        self._kept = b""

    def take(self, count: int) -> bytes:
        while len(self._kept) < count:
            more = self._read(512)
            if not more:
                raise EOFError
            self._kept += more
        taken, self._kept = self._kept[:count], self._kept[count:]
        self._printer.bytes_seen += count
        limit = self._printer.dies_at_byte
        if limit is not None and self._printer.bytes_seen >= limit:
            raise DiedError
        return taken


@contextlib.contextmanager
def on_the_network(printer: FakePrinter) -> Iterator[tuple[str, int]]:
    """Serve the printer on a TCP port of this machine; yields host and port."""
    faults: list[BaseException] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        ended = threading.Event()

        def run() -> None:
            while not ended.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                except OSError:
                    return
                _serve_connection(printer, connection, faults)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield server.getsockname()
        finally:
            ended.set()
            thread.join(timeout=5)
    if faults:
        raise faults[0]


def _serve_connection(
    printer: FakePrinter, connection: socket.socket, faults: list[BaseException]
) -> None:
    connection.settimeout(20)
    try:
        printer.serve(connection.recv, connection.sendall)
    except DiedError:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    except OSError:
        pass
    except BaseException as fault:  # noqa: BLE001  # handed to the test's own thread
        faults.append(fault)
    finally:
        connection.close()


@contextlib.contextmanager
def as_device_file(printer: FakePrinter) -> Iterator[str]:
    """Serve the printer behind a device file (a pseudo terminal); yields its path."""
    master, slave = os.openpty()
    tty.setraw(slave)

    def read(count: int) -> bytes:
        try:
            return os.read(master, count)
        except OSError:
            return b""

    thread = threading.Thread(
        target=printer.serve, args=(read, lambda answer: os.write(master, answer))
    )
    thread.start()
    try:
        yield os.ttyname(slave)
    finally:
        os.close(slave)
        thread.join(timeout=5)
        os.close(master)
