"""The command line, run in this process: its own parser and exit codes, without a new start."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from typer.testing import CliRunner

from server_stub.cli import command


class Ended(NamedTuple):
    """How a command ended, and what it said; ``output`` is both of its streams in order."""

    exit_code: int
    stdout: str
    stderr: str
    output: str


def run_here(*arguments: str, stdin: str | None = None) -> Ended:
    """Run ``redemption-server`` in this process, between streams in memory."""
    code: object = None
    with CliRunner().isolation(input=stdin) as streams:
        try:
            command()(arguments, prog_name="redemption-server")
        except SystemExit as ended:
            code = ended.code
        sys.stdout.flush()
        sys.stderr.flush()
        said = [stream.getvalue().decode() for stream in streams]
    assert isinstance(code, int), code
    return Ended(code, *said)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """``redemption-server`` over one data folder."""

    data: Path

    def run(self, *arguments: str, stdin: str | None = None) -> Ended:
        return run_here(*arguments, "--data", str(self.data), stdin=stdin)

    def says(self, *arguments: str, stdin: str | None = None) -> str:
        """What it says on its standard output, when all went well."""
        done = self.run(*arguments, stdin=stdin)
        assert done.exit_code == 0, (arguments, done.output)
        return done.stdout.strip("\n")

    def fails(self, *arguments: str, stdin: str | None = None, code: int = 1) -> str:
        """The one sentence with which it gives up."""
        done = self.run(*arguments, stdin=stdin)
        assert done.exit_code == code, (arguments, done.output)
        assert done.stderr.count("\n") == 1, done.stderr
        return done.stderr.strip()

    def rows(self, *arguments: str) -> list[dict[str, str]]:
        """A printed table, a mapping a row."""
        lines = [line.split("\t") for line in self.says(*arguments).splitlines()]
        return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]

    def facts(self, *arguments: str, stdin: str | None = None) -> dict[str, str]:
        """What is shown of one thing."""
        lines = [line.split("\t") for line in self.says(*arguments, stdin=stdin).splitlines()]
        return {line[0]: line[1] for line in lines if len(line) == 2}
