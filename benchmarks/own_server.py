"""The real server, in a process of its own beside the benchmark."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def server(*arguments: str) -> list[str]:
    """The command line of the real server."""
    return [sys.executable, "-m", "server_stub.cli", *arguments]


def make_demo(folder: Path) -> None:
    """Make the demo shop in ``folder``."""
    subprocess.run(server("init", "--data", str(folder), "--demo"), check=True, stdout=sys.stderr)


class Server:
    """The real server over this folder, on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            server("serve", "--data", str(folder), "--port", "0"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line.startswith("listening on "), line
        self.url = line.removeprefix("listening on ").strip()
        self.port = int(self.url.rpartition(":")[2])

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()

    def cpu_s(self) -> float:
        """The processor time that the server has used so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
