"""The command line on a disk that takes no more than a few pages of a file."""

from __future__ import annotations

import resource
import signal

from support.forked_program import redemption_server

FILE_BYTES_MAX = 64 * 1024


def on_a_full_disk(*arguments: str) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES_MAX, FILE_BYTES_MAX))
    redemption_server(*arguments)


def killed_at_its_copy(*arguments: str) -> None:
    """The limit's signal, which Python ignores, ends the process at once."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    on_a_full_disk(*arguments)
