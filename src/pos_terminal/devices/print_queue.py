"""What the print system says of a printer's queue, through its program ``lpstat``.

A queue that is stopped takes jobs and holds them: ``lp`` is told that all is well.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

ANSWER_TIMEOUT_S: Final = 10.0

_STOPPED: Final = re.compile(r"^printer \S+ disabled\b", re.MULTILINE)
_PRINTS: Final = re.compile(r"^printer \S+ now printing\b", re.MULTILINE)


class QueueState(StrEnum):
    """What becomes of the jobs in a queue."""

    STOPPED = "stopped"  # nobody prints them before somebody starts it again
    HOLDS = "holds"  # it runs, and prints none of them
    PRINTS = "prints"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintQueue:
    """A queue with so many jobs that are not printed yet, of whomever."""

    state: QueueState
    jobs: int


def lpstat_beside(lp: str) -> str | None:
    """The program that belongs to ``lp``, or any that there is."""
    beside = str(Path(lp).with_name("lpstat"))
    return shutil.which(beside) or shutil.which("lpstat")


def queue_of(program: str, printer: str, timeout_s: float = ANSWER_TIMEOUT_S) -> PrintQueue | None:
    """How the queue stands; null where the print system does not say."""
    standing = _told(program, "-p", printer, timeout_s)
    waiting = _told(program, "-o", printer, timeout_s)
    if standing is None or waiting is None:
        return None
    jobs = sum(line.startswith(f"{printer}-") for line in waiting.splitlines())
    if _STOPPED.search(standing):
        return PrintQueue(state=QueueState.STOPPED, jobs=jobs)
    is_printing = not jobs or _PRINTS.search(standing)
    return PrintQueue(state=QueueState.PRINTS if is_printing else QueueState.HOLDS, jobs=jobs)


def is_stopped(program: str, printer: str, timeout_s: float = ANSWER_TIMEOUT_S) -> bool:
    """Whether the print system says that the queue would hold whatever it is given."""
    standing = _told(program, "-p", printer, timeout_s)
    return standing is not None and _STOPPED.search(standing) is not None


def _told(program: str, what: str, printer: str, timeout_s: float) -> str | None:
    try:
        done = subprocess.run(
            [program, what, printer],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout_s,
            check=False,
            env=os.environ | {"LC_ALL": "C"},
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return None if done.returncode else done.stdout.decode(errors="replace")
