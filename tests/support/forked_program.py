"""``redemption-server`` in processes of their own that are forked from one which has it loaded.

Loading the program takes most of what a start costs, and a run of all tests starts it more than a
thousand times. Python's fork server loads it once. Each process is forked from that before anything
of the program has run, and gets its arguments, environment and streams as from a shell.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.reduction import DupFd
from typing import IO, Any

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["server_stub.cli", "server_stub.bootstrap", "server_stub.web.serving", "server_stub.demo.shop"]
)


class ForkedProgram:
    """One run of ``redemption-server``; ``output`` and ``errors`` are open files of this process.

    ``prepare`` is called in its process before the program begins: a function of a module.
    """

    def __init__(
        self,
        arguments: tuple[str, ...],
        *,
        output: IO[Any],
        errors: IO[Any],
        prepare: Callable[[], None] | None = None,
    ) -> None:
        streams = (DupFd(output.fileno()), DupFd(errors.fileno()))
        # multiprocessing ends a daemon with the process that has started it.
        self._process = _FORKS.Process(
            target=_run, args=(arguments, dict(os.environ), *streams, prepare), daemon=True
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


def _run(
    arguments: tuple[str, ...],
    environment: dict[str, str],
    output: Any,
    errors: Any,
    prepare: Callable[[], None] | None,
) -> None:
    for stream, number in ((output, 1), (errors, 2)):
        os.dup2(stream.detach(), number)
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False))
    sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), write_through=True)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["redemption-server", *arguments]
    if prepare is not None:
        prepare()
    from server_stub.cli import main

    main()
