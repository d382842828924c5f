"""Programs in processes of their own that are forked from one which has all of them loaded.

Loading ``redemption-server`` takes most of what a start costs, and a run of all tests starts it, or a
part of it, some two thousand times. Python's fork server loads it once (``loaded_programs``). Each
process is forked from that before anything of a program has run, and gets its arguments, environment
and streams as from a shell.
"""

from __future__ import annotations

import functools
import io
import multiprocessing
import multiprocessing.forkserver
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import IO, Any, Final

PROGRAM_TIMEOUT_S: Final = 120.0
_TESTS: Final = Path(__file__).parents[1]


def redemption_server(*arguments: str) -> None:
    """The program ``redemption-server``."""
    from server_stub.cli import main

    sys.argv = ["redemption-server", *arguments]
    main()


def ignoring_hang_ups() -> None:
    """Prepare a program as ``nohup`` does."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


class ForkedProgram:
    """One run of a program, which is a function of a module.

    ``typed``, ``output`` and ``errors`` are open files of this process. ``prepare`` is called in the
    new process before the program begins: a function of a module, too.
    """

    def __init__(
        self,
        program: Callable[..., object],
        *arguments: Any,
        output: IO[Any],
        errors: IO[Any],
        typed: IO[Any] | None = None,
        prepare: Callable[[], None] | None = None,
    ) -> None:
        given = {0: typed, 1: output, 2: errors}
        streams = {number: DupFd(file.fileno()) for number, file in given.items() if file}
        # multiprocessing ends a daemon with the process that has started it.
        self._process = _fork_server().Process(
            target=_run, args=(program, arguments, dict(os.environ), streams, prepare), daemon=True
        )
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def wait(self, timeout_s: float) -> int:
        self._process.join(timeout_s)
        code = self._process.exitcode
        if code is None:
            raise TimeoutError(f"process {self.pid} has not ended in {timeout_s} s")
        return code


def run_program(
    program: Callable[..., object], *arguments: Any, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, as a shell would."""
    with (
        tempfile.TemporaryFile("w+") as typed,
        tempfile.TemporaryFile("w+") as output,
        tempfile.TemporaryFile("w+") as errors,
    ):
        typed.write(stdin)
        typed.seek(0)
        run = ForkedProgram(program, *arguments, typed=typed, output=output, errors=errors)
        code = run.wait(PROGRAM_TIMEOUT_S)
        output.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess(arguments, code, output.read(), errors.read())


def run_until_dead(program: Callable[..., object], *arguments: Any, stdin: str = "") -> str:
    """Run a program that kills itself; returns what it had said until then."""
    ended = run_program(program, *arguments, stdin=stdin)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    return ended.stdout


@functools.cache
def _fork_server() -> ForkServerContext:
    """The process that all are forked from. Only its environment can tell it where the tests are,
    and which sources this run is of.
    """
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["support.loaded_programs"])
    outer = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_TESTS), outer)))
    try:
        multiprocessing.forkserver.ensure_running()
    finally:
        del os.environ["PYTHONPATH"]
        if outer is not None:
            os.environ["PYTHONPATH"] = outer
    return forks


def _run(
    program: Callable[..., object],
    arguments: tuple[Any, ...],
    environment: dict[str, str],
    streams: dict[int, Any],
    prepare: Callable[[], None] | None,
) -> None:
    for number, stream in streams.items():
        os.dup2(stream.detach(), number)
    if 0 in streams:
        sys.stdin = io.TextIOWrapper(os.fdopen(0, "rb", closefd=False))
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False))
    sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), write_through=True)
    os.environ.clear()
    os.environ.update(environment)
    if prepare is not None:
        prepare()
    program(*arguments)
