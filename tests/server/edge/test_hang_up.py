"""A terminal that is closed ends what was started in it, but not what was to outlive it (nohup)."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.forked_program import ForkedProgram, ignoring_hang_ups, redemption_server

both = pytest.mark.parametrize("command", [("serve", "--port", "0"), ("worker",)])


@pytest.fixture
def data(template: Path, tmp_path: Path) -> Path:
    """The folder of a shop of one's own."""
    return shutil.copytree(template, tmp_path / "data")


@contextlib.contextmanager
def running(
    data: Path, *command: str, prepare: Callable[[], None] | None = None
) -> Iterator[ForkedProgram]:
    """The command over the folder, once it says that it works."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as said, data.with_suffix(".log").open("a") as log:
        with os.fdopen(writing, "w") as output:
            program = ForkedProgram(
                redemption_server, *command, "--data", str(data),
                output=output, errors=log, prepare=prepare,
            )  # fmt: skip
        try:
            assert said.readline().startswith(("listening on ", "working in "))
            yield program
        finally:
            program.send_signal(signal.SIGKILL)
            program.wait(20)


@both
def test_a_hang_up_ends_in_order_what_was_started_in_the_terminal(
    data: Path, command: tuple[str, ...]
) -> None:
    with running(data, *command) as program:
        program.send_signal(signal.SIGHUP)
        assert program.wait(20) == 0


@both
def test_what_was_started_to_outlive_its_terminal_goes_on_until_it_is_told_to_end(
    data: Path, command: tuple[str, ...]
) -> None:
    with running(data, *command, prepare=ignoring_hang_ups) as program:
        program.send_signal(signal.SIGHUP)
        with pytest.raises(TimeoutError):
            program.wait(1)
        program.send_signal(signal.SIGTERM)
        assert program.wait(20) == 0
