"""A real redemption server in its own process, over a data folder that a test may ruin.

``demo_template`` makes the demo shop once in each worker; ``ServerProcess.of_demo`` copies it, starts a
server on it, and gives its URL. Nothing here is faked: tests kill, restart and read what is there.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO, Any, Self

from support.forked_program import ForkedProgram, redemption_server, run_program

START_TIMEOUT_S = 60.0


def run_command(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run ``redemption-server`` with these arguments, as a shell would."""
    return run_program(redemption_server, *arguments, stdin=stdin)


def make_demo(data: Path) -> Path:
    """Make the demo shop in ``data``."""
    done = run_command("init", "--data", str(data), "--demo")
    assert done.returncode == 0, done.stderr
    return data


@cache
def demo_template() -> Path:
    """The demo shop, made once by a process of tests and from then on only copied."""
    base = Path(tempfile.mkdtemp(prefix="demo-shop-"))
    atexit.register(shutil.rmtree, base, ignore_errors=True)
    return make_demo(base / "demo-template")


class ServerProcess:
    """One server process. Use it as a context manager, or call ``start`` and ``stop``.

    ``prepare`` is called in the process before the server begins.
    """

    def __init__(self, data: Path, *arguments: str) -> None:
        self.data = data
        self.url = ""
        self.prepare: Callable[[], None] | None = None
        self._arguments = arguments
        self._process: subprocess.Popen[str] | ForkedProgram | None = None
        self.said: queue.Queue[str] = queue.Queue()
        self.log = data.parent / f"{data.name}.log"

    @classmethod
    def of_demo(cls, template: Path, data: Path, *arguments: str) -> ServerProcess:
        """A server over a copy of the demo shop (not started yet)."""
        shutil.copytree(template, data)
        return cls(data, *arguments)

    @property
    def demo(self) -> dict[str, Any]:
        """What ``init --demo`` wrote down, with the key file of this copy."""
        demo: dict[str, Any] = json.loads((self.data / "demo.json").read_text())
        demo["till"]["key_file"] = str(self.data / Path(demo["till"]["key_file"]).name)
        return demo

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self, **popen: Any) -> Self:
        """Start and wait until it listens; ``popen`` is for a start with other streams."""
        command = ("serve", "--data", str(self.data), "--port", "0", *self._arguments)
        with self.log.open("a") as log:
            if popen:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "server_stub.cli", *command],
                    stdout=subprocess.PIPE, stderr=log, text=True, **popen,
                )  # fmt: skip
                assert self._process.stdout is not None
                output: IO[str] = self._process.stdout
            else:
                reading, writing = os.pipe()
                output = os.fdopen(reading)
                with os.fdopen(writing, "w") as write_end:
                    self._process = ForkedProgram(
                        redemption_server, *command,
                        output=write_end, errors=log, prepare=self.prepare,
                    )  # fmt: skip
        lines: queue.Queue[str] = queue.Queue()
        self.said = lines
        threading.Thread(target=_read, args=(output, lines), daemon=True).start()
        line = _next(lines)
        if line.startswith("opening the database"):  # which is said to a till that has started it
            line = _next(lines)
        if not line.startswith("listening on "):
            self.kill()
            raise AssertionError(f"the server did not start: {line!r}\n{self.log_text()}")
        self.url = line.removeprefix("listening on ").strip()
        return self

    def stop(self, timeout_s: float = 20.0) -> int:
        """End it as a service manager would; returns its exit code."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        return self._process.wait(timeout_s)

    def kill(self) -> None:
        """Kill -9, and wait until it is gone."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGKILL)
            self._process.wait(20)

    def wait(self, timeout_s: float = 20.0) -> int:
        assert self._process is not None
        return self._process.wait(timeout_s)

    def restart(self) -> Self:
        """Stop if it runs, and start again over the same folder (on another port)."""
        if self._process is not None:
            self.stop()
        return self.start()

    def log_text(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    def __enter__(self) -> Self:
        return self.start() if self._process is None else self

    def __exit__(self, *_: object) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            self.stop()
        if isinstance(self._process, subprocess.Popen) and self._process.stdin is not None:
            self._process.stdin.close()


ServedCopy = Callable[[Path, Path], ServerProcess]
"""Makes a server, not started yet, over a copy of a shop's folder, and the folder to copy it to."""


def _next(lines: queue.Queue[str]) -> str:
    try:
        return lines.get(timeout=START_TIMEOUT_S)
    except queue.Empty:
        return ""


def _read(output: IO[str], into: queue.Queue[str]) -> None:
    with output as lines:
        for line in lines:
            into.put(line)
    into.put("")
