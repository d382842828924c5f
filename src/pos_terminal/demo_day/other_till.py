"""Another till of the demo day, in a process of its own that is killed in the end."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import IO, Final, Self

from pos_terminal.demo_day.clerk import NothingHappenedError

SAYS_WITHIN_S: Final = 60.0
_BETWEEN_LOOKS_S: Final = 0.02


class OtherTill:
    """Runs ``doomed_till`` with these arguments and tells it ``heard``, one line after the other.

    ``live`` is called while it is waited for, so that this window goes on living.
    """

    def __init__(self, *arguments: str, heard: Sequence[str], live: Callable[[], None]) -> None:
        self._arguments = arguments
        self._heard = heard
        self._live = live
        self._said: queue.Queue[str] = queue.Queue()

    def __enter__(self) -> Self:
        self._till = subprocess.Popen(
            [sys.executable, "-m", "pos_terminal.demo_day.doomed_till", *self._arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reading = threading.Thread(target=self._read, args=(self._till.stdout,), daemon=True)
        self._reading.start()
        assert self._till.stdin is not None  # noqa: S101  # asked for above
        with self._till.stdin as pipe:
            pipe.writelines(f"{line}\n" for line in self._heard)
        return self

    def __exit__(self, *_: object) -> None:
        self._till.send_signal(signal.SIGKILL)
        self._till.wait()
        self._reading.join()

    def says(self, word: str) -> str:
        """Wait until it says ``word``; gives what it says with it."""
        end_s = time.monotonic() + SAYS_WITHIN_S
        while time.monotonic() < end_s:
            try:
                said, _, more = self._said.get(timeout=_BETWEEN_LOOKS_S).partition(" ")
            except queue.Empty:
                self._live()
                continue
            if said == word:
                return more
            break
        raise NothingHappenedError(f"The other till did not come to say {word!r}.")

    def _read(self, lines: IO[str]) -> None:
        with lines:
            for line in lines:
                self._said.put(line.strip())
        self._said.put("")
