"""The ways to an ESC/POS printer: network, USB, device file. Foreign exceptions end here.

``PortError`` is the one error: nothing more can be said to or heard from the printer. A port that
cannot hear (a plain file) says so in ``answers``.
"""

from __future__ import annotations

import importlib
import os
import select
import socket
import stat
import time
from pathlib import Path
from typing import Final, Protocol

_CONNECT_TIMEOUT_S: Final = 3.0
_SEND_TIMEOUT_S: Final = 10.0
_ANSWER_BYTES_MAX: Final = 16
_USB_POLL_MS: Final = 250
_PIECE_BYTES: Final = 512


class PortError(Exception):
    """The printer cannot be reached, or the line broke."""


class LibraryMissingError(PortError):
    """The library that speaks USB is not installed."""


class PrinterPort(Protocol):
    """One line to one printer, opened for one job."""

    answers: bool

    def open(self) -> None: ...

    def send(self, message: bytes) -> None: ...

    def receive(self, timeout_s: float) -> bytes:
        """Wait for an answer; empty when none came in time."""
        ...

    def close(self) -> None: ...


class NetworkPort:
    """A printer with an address; 9100 is the usual port.

    A plain socket: python-escpos leaves one open each time nobody answers at the address.
    """

    answers = True

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._line: socket.socket | None = None

    def open(self) -> None:
        try:
            self._line = socket.create_connection(self._address, timeout=_CONNECT_TIMEOUT_S)
        except (OSError, UnicodeError) as error:  # an impossible host name is a UnicodeError
            raise PortError(str(error)) from error

    def send(self, message: bytes) -> None:
        try:
            self._socket.settimeout(_SEND_TIMEOUT_S)
            self._socket.sendall(message)
        except OSError as error:
            raise PortError(str(error)) from error

    def receive(self, timeout_s: float) -> bytes:
        try:
            self._socket.settimeout(timeout_s)
            answer = self._socket.recv(_ANSWER_BYTES_MAX)
        except TimeoutError:
            return b""
        except OSError as error:
            raise PortError(str(error)) from error
        if not answer:
            raise PortError("The printer closed the connection.")
        return answer

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    @property
    def _socket(self) -> socket.socket:
        if self._line is None:
            raise PortError("The printer is not connected.")
        return self._line


class UsbPort:
    """A printer on USB, named by its vendor and product numbers."""

    answers = True

    def __init__(self, vendor: int, product: int) -> None:
        try:
            usb = importlib.import_module("usb.core")  # optional: not every machine has it
        except ImportError as error:
            raise LibraryMissingError("pyusb is not installed.") from error
        from escpos.printer import Usb

        self._timeout_error: type[Exception] = usb.USBTimeoutError
        self._usb_error: type[Exception] = usb.USBError
        self._no_backend: type[Exception] = usb.NoBackendError
        self._printer = Usb(vendor, product, timeout=int(_SEND_TIMEOUT_S * 1000))

    def open(self) -> None:
        from escpos.exceptions import DeviceNotFoundError

        try:
            self._printer.open()
        except self._no_backend as error:
            raise LibraryMissingError(str(error)) from error
        except (DeviceNotFoundError, self._usb_error, OSError) as error:
            raise PortError(str(error)) from error

    def send(self, message: bytes) -> None:
        try:
            self._printer.device.write(self._printer.out_ep, message, self._printer.timeout)
        except (self._usb_error, AttributeError) as error:
            raise PortError(str(error)) from error

    def receive(self, timeout_s: float) -> bytes:
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            try:
                answer = self._printer.device.read(
                    self._printer.in_ep, _ANSWER_BYTES_MAX, _USB_POLL_MS
                )
            except self._timeout_error:
                continue
            except (self._usb_error, AttributeError) as error:
                raise PortError(str(error)) from error
            if len(answer):  # an array of bytes; some printers send empty packets while idle
                return bytes(answer)
        return b""

    def close(self) -> None:
        self._printer.close()


class FilePort:
    """A device file such as ``/dev/usb/lp0`` (which answers), or a plain file (which cannot).

    python-escpos opens a file for writing only and empties it each time; a printer's state would
    stay unheard and a plain file would keep one receipt.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self.answers = False

    def open(self) -> None:
        try:
            is_device = self._path.exists() and stat.S_ISCHR(self._path.stat().st_mode)
            device_flags = os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK
            file_flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            flags = device_flags if is_device else file_flags
            self._file = os.open(self._path, flags, 0o600)
            self.answers = is_device
        except OSError as error:
            raise PortError(str(error)) from error

    def send(self, message: bytes) -> None:
        deadline = time.monotonic() + _SEND_TIMEOUT_S
        rest = memoryview(message)
        try:
            while rest:
                _wait_until_writable(self._number, deadline - time.monotonic())
                rest = rest[_written(self._number, rest[:_PIECE_BYTES]) :]
            if not self.answers:
                os.fsync(self._number)
        except OSError as error:
            raise PortError(str(error)) from error

    def receive(self, timeout_s: float) -> bytes:
        try:
            ready, _, _ = select.select([self._number], [], [], timeout_s)
            return os.read(self._number, _ANSWER_BYTES_MAX) if ready else b""
        except OSError as error:
            raise PortError(str(error)) from error

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    @property
    def _number(self) -> int:
        if self._file is None:
            raise PortError("The file is not open.")
        return self._file


def _wait_until_writable(file: int, timeout_s: float) -> None:
    _, ready, _ = select.select([], [file], [], max(0.0, timeout_s))
    if not ready:
        raise PortError("The printer takes no more.")


def _written(file: int, piece: memoryview) -> int:
    """How much of ``piece`` went out; none while the device is busy, which the deadline ends."""
    try:
        return os.write(file, piece)
    except BlockingIOError:
        return 0
