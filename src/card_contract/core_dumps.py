"""Keeps what a process holds out of core dumps: one of a till or a server would hold open codes."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

# Too little for any file. Linux would still hand a dump to a program such as a crash reporter with
# a limit of 0, and takes 1 as the word for none at all (fs/coredump.c).
_NONE: Final = 1


def leave_no_core_dump() -> None:
    """From now on neither this process nor those it starts leave one, where systems have them."""
    with suppress(ImportError, OSError, ValueError):  # a hard limit of 0 is good as it is
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (_NONE, hard))
