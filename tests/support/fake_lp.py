"""A print system in a folder: a program ``lp`` that keeps what it was given, or does not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

_PROGRAM = """#!{python}
import os, signal, sys, time
from pathlib import Path
folder = Path({folder!r})
does = (folder / "does").read_text()
if does == "ignores":
    time.sleep(60)
given = sys.stdin.buffer.read()
if does == "dies":
    os.kill(os.getpid(), signal.SIGKILL)
if does != "takes":
    sys.exit(f"lp: {{does}}")
jobs = len(list(folder.glob("*.pdf")))
(folder / f"{{jobs + 1}}.pdf").write_bytes(given)
(folder / f"{{jobs + 1}}.told").write_text("\\n".join(sys.argv[1:]))
print(f"request id is Office-{{jobs + 1}} (1 file(s))")
"""


_STATUS = """#!{python}
import sys, time
from pathlib import Path
folder = Path({folder!r})
state, jobs = (folder / "queue").read_text().split("\\n")
what, printer = sys.argv[1:]
if state == "ignores":
    time.sleep(60)
if state == "unknown":
    sys.exit(f'lpstat: Invalid destination name in list "{{printer}}".')
if what == "-p":
    print(f"printer {{printer}} {{state}}")
for job in range(int(jobs)) if what == "-o" else ():
    print(f"{{printer}}-{{job + 1}}  sam  1024  Sun Nov 29 02:20:20 2026")
"""


class LpJob(NamedTuple):
    pdf: bytes
    told: list[str]


class FakeLp:
    """``does`` is what it says when it refuses; else "takes", "ignores" or "dies". ``queue`` tells
    what its ``lpstat`` says of the printer, and how many jobs it has.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "spool"
        self._folder.mkdir()
        self.program = folder / "bin" / "lp"
        self.program.parent.mkdir()
        self.program.write_text(_PROGRAM.format(python=sys.executable, folder=str(self._folder)))
        self.program.chmod(0o755)
        status = self.program.with_name("lpstat")
        status.write_text(_STATUS.format(python=sys.executable, folder=str(self._folder)))
        status.chmod(0o755)
        self.does("takes")
        self.queue("is idle.  enabled since Sun Nov 29 02:20:20 2026")

    def does(self, what: str) -> None:
        (self._folder / "does").write_text(what)

    def queue(self, state: str, jobs: int = 0) -> None:
        (self._folder / "queue").write_text(f"{state}\n{jobs}")

    def jobs(self) -> list[LpJob]:
        """What it has taken, in order."""
        count = len(list(self._folder.glob("*.pdf")))
        return [
            LpJob(
                (self._folder / f"{job}.pdf").read_bytes(),
                (self._folder / f"{job}.told").read_text().split("\n"),
            )
            for job in range(1, count + 1)
        ]
