"""One till on one data folder. A second start asks the first to show itself, and ends.

The lock is the system's, so a killed till leaves none behind. Beside it stands where the holder
listens on this machine; the word it takes is random and readable by this user alone.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from pos_terminal.whole_file import write_whole

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCK_NAME: Final = "till.lock"
_DOOR_NAME: Final = "till-door.json"
_ANSWER_TIMEOUT_S: Final = 3.0
_SHOWN: Final = b"shown\n"
_WORD_BYTES_MAX: Final = 100


class _Door(Struct, frozen=True, kw_only=True):
    port: int
    word: str


class InstanceLock:
    """Take it before anything in the folder is opened, give it back after everything is closed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handle: int | None = None
        self._listener: socket.socket | None = None
        self._word = secrets.token_hex(16)
        self._show: Callable[[], None] | None = None

    def take(self) -> bool:
        """Say whether this process has the folder now."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._folder / _LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(handle):
            os.close(handle)
            return False
        self._handle = handle
        self._open_door()
        return True

    @property
    def is_held(self) -> bool:
        """Whether this process has the folder."""
        return self._handle is not None

    def on_second_start(self, show: Callable[[], None]) -> None:
        """Call ``show``, in a thread of its own, whenever somebody starts the till again."""
        self._show = show

    def ask_first_to_show(self) -> bool:
        """Say whether the till that has the folder answered that it shows itself."""
        try:
            door = msgspec.json.decode((self._folder / _DOOR_NAME).read_bytes(), type=_Door)
            address = ("127.0.0.1", door.port)
            with socket.create_connection(address, timeout=_ANSWER_TIMEOUT_S) as line:
                line.sendall(door.word.encode() + b"\n")
                return line.recv(len(_SHOWN)) == _SHOWN
        except (OSError, msgspec.DecodeError):
            return False

    def release(self) -> None:
        """Close the door and let the folder go."""
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        if self._handle is not None:
            with contextlib.suppress(OSError):
                (self._folder / _DOOR_NAME).unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = None

    def _open_door(self) -> None:
        # Without a door a second start still says that the till is running; it just cannot show it.
        with contextlib.suppress(OSError):
            self._listener = socket.create_server(("127.0.0.1", 0))
            door = _Door(port=self._listener.getsockname()[1], word=self._word)
            write_whole(self._folder / _DOOR_NAME, msgspec.json.encode(door))
            threading.Thread(
                target=self._answer, args=(self._listener,), name="second-start", daemon=True
            ).start()

    def _answer(self, listener: socket.socket) -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line, contextlib.suppress(OSError):
                line.settimeout(_ANSWER_TIMEOUT_S)
                said = line.recv(_WORD_BYTES_MAX).strip().decode("ascii", "replace")
                if secrets.compare_digest(said, self._word) and self._show is not None:
                    self._show()
                    line.sendall(_SHOWN)


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
