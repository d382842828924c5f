"""The redemption server that a till brings along: a child process of the same Python.

The till starts it after its first paint, waits until it says where it listens, starts it again on
the same port when it dies, and ends it by closing its input; the child watches that itself, so it
ends with a killed till too. A server that already runs on the folder (another till's, or one whose
till has just been killed) is found by the child, which prints its address and leaves with code 0;
then this process watches it from afar and takes over when it is gone.

Nothing of the server is imported here: the two products only share the command line and the wire.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from pos_terminal.words import Message

SERVER_COMMAND: Final = (sys.executable, "-m", "server_stub.cli")
_OPENING: Final = b"opening the database"
_LISTENING: Final = re.compile(rb"listening on (https?://[^\s:]+:([0-9]+))")
_START_TIMEOUT_S: Final = 30.0
_OPENING_TIMEOUT_S: Final = 3600.0
"""A large database that is brought to a new version, or verified after a power cut, takes minutes.
Killed at it, the server would begin anew, and never come to an end."""
_INIT_TIMEOUT_S: Final = 120.0
_END_TIMEOUT_S: Final = 8.0
_WATCH_S: Final = 1.0
_RESTART_FIRST_S: Final = 0.5
_RESTART_MAX_S: Final = 15.0
_HEALTHY_AFTER_S: Final = 60.0
_SAID_LINES_MAX: Final = 20


class ServerFailedError(Exception):
    """The server's command did not do what it was asked; ``why`` says so, the text is its own."""

    def __init__(self, why: Message, said: str) -> None:
        super().__init__(said)
        self.why = why


class ServerStage(StrEnum):
    STARTING = "starting"
    READY = "ready"
    RESTARTING = "restarting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerState:
    """How the server is. ``url`` is known once it was ready and stays the same afterwards.

    ``said`` holds the last lines of a server that died, for the details a person may ask for;
    ``exit_code`` is what it left with, where it never was ready.
    """

    stage: ServerStage
    url: str | None = None
    restarts: int = 0
    said: tuple[str, ...] = ()
    exit_code: int | None = None


def make_demo_shop(data: Path, *, command: Sequence[str] = SERVER_COMMAND) -> None:
    """Make a new demo shop in ``data`` (it writes ``demo.json``); raises ``ServerFailedError``."""
    arguments = [*command, "init", "--data", str(data), "--demo"]
    try:
        done = subprocess.run(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_INIT_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ServerFailedError(Message("server.init_failed"), str(error)) from error
    if done.returncode != 0:
        said = done.stdout.decode("utf-8", "replace")
        raise ServerFailedError(Message("server.init_failed"), said[-2000:])


class EmbeddedServer:
    """Keeps one server running. ``on_state`` is called from a thread of this object's own."""

    def __init__(
        self,
        data: Path,
        *,
        on_state: Callable[[ServerState], None],
        command: Sequence[str] = SERVER_COMMAND,
        restart_first_s: float = _RESTART_FIRST_S,
        start_timeout_s: float = _START_TIMEOUT_S,
        opening_timeout_s: float = _OPENING_TIMEOUT_S,
    ) -> None:
        self._data = data
        self._on_state = on_state
        self._command = command
        self._restart_first_s = restart_first_s
        self._start_timeout_s = start_timeout_s
        self._opening_timeout_s = opening_timeout_s
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep_running, name="embedded-server")
        self._url: str | None = None
        self._port = 0
        self._restarts = 0
        self._said: list[str] = []
        self._exit_code: int | None = None

    def start(self) -> None:
        """Return at once; ``on_state`` tells when the server is ready."""
        self._thread.start()

    def stop(self) -> None:
        """End the server cleanly and wait for it, at most some seconds; then it is killed."""
        self._ending.set()
        with self._lock:
            child = self._child
        if child is not None:
            _end(child)
        if self._thread.is_alive():
            self._thread.join(_END_TIMEOUT_S)

    def _keep_running(self) -> None:
        pause_s = self._restart_first_s
        self._tell(ServerStage.STARTING)
        while not self._ending.is_set():
            began = time.monotonic()
            self._run_once()
            if self._ending.is_set():
                break
            if time.monotonic() - began > _HEALTHY_AFTER_S:
                pause_s = self._restart_first_s
            self._restarts += 1
            self._tell(ServerStage.RESTARTING)
            self._ending.wait(pause_s)
            pause_s = min(pause_s * 2, _RESTART_MAX_S)
        self._tell(ServerStage.STOPPED)

    def _run_once(self) -> None:
        """One child from its start to its end, or another's server until it is gone."""
        self._said.clear()
        self._exit_code = None
        try:
            child = self._spawn()
        except OSError as error:
            self._said.append(str(error))
            return
        if child is None:
            return
        with child:  # which waits for its end and closes its pipes
            was_ready = self._listen(child)
        with self._lock:
            self._child = None
        if not was_ready:
            self._port = 0  # the port of before may be somebody else's by now
            self._exit_code = child.returncode
        elif child.returncode == 0:
            self._watch_another()

    def _spawn(self) -> subprocess.Popen[bytes] | None:
        """Start a child, unless the till is just being closed."""
        arguments = [*self._command, "serve", "--data", str(self._data)]
        arguments += ["--host", "127.0.0.1", "--port", str(self._port)]
        arguments += ["--parent-pid", str(os.getpid())]
        with self._lock:
            if self._ending.is_set():
                return None
            self._child = subprocess.Popen(
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                # A Ctrl-C in the terminal is the till's to handle; it ends the server in order.
                start_new_session=os.name != "nt",
            )
            return self._child

    def _listen(self, child: subprocess.Popen[bytes]) -> bool:
        """Read what the server says until it ends; says whether it ever was ready."""
        watchdog = _killing(child, self._start_timeout_s)
        ready = False
        for line in child.stdout or ():
            self._said.append(line.decode("utf-8", "replace").rstrip())
            del self._said[:-_SAID_LINES_MAX]
            if line.startswith(_OPENING):
                watchdog.cancel()
                watchdog = _killing(child, self._opening_timeout_s)
            found = _LISTENING.search(line)
            if found and not ready:
                watchdog.cancel()
                ready = True
                self._url = found[1].decode("ascii")
                self._port = int(found[2])
                self._tell(ServerStage.READY)
        watchdog.cancel()
        return ready

    def _watch_another(self) -> None:
        """Another process serves this folder: come back when nobody listens there any more."""
        while not self._ending.wait(_WATCH_S):
            try:
                with socket.create_connection(("127.0.0.1", self._port), timeout=_WATCH_S):
                    pass
            except OSError:
                return

    def _tell(self, stage: ServerStage) -> None:
        self._on_state(
            ServerState(
                stage=stage,
                url=self._url,
                restarts=self._restarts,
                said=tuple(self._said),
                exit_code=self._exit_code,
            )
        )


def _killing(child: subprocess.Popen[bytes], after_s: float) -> threading.Timer:
    """Kill it after a while, unless this is cancelled."""
    watchdog = threading.Timer(after_s, child.kill)
    watchdog.daemon = True
    watchdog.start()
    return watchdog


def _end(child: subprocess.Popen[bytes]) -> None:
    """Ask by closing the input and by the signal for it, then wait, then insist."""
    with contextlib.suppress(OSError):
        if child.stdin is not None:
            child.stdin.close()
        child.terminate()
    try:
        child.wait(_END_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
