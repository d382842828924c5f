"""What brings a new shop its first clerk, product and cards: lines for this computer's terminal."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

_COMMAND: Final = "redemption-server"


def next_commands(server_data: Path, *, currency: str) -> tuple[str, ...]:
    """The lines, for the shop in ``server_data``, quoted as this system's terminal wants it."""
    product = ["--title", "Gift card 25", "--price-minor", "2500", "--currency", currency]
    acts = (
        ["operator", "add", "mia", "--name", "Mia Kern", "--role", "clerk"],
        ["campaign", "add", "gift-25", *product, "--issuer", "970010"],
        ["generate", "gift-25", "--quantity", "100"],
    )
    join = subprocess.list2cmdline if sys.platform == "win32" else shlex.join
    return tuple(join([_command(), *act, "--data", str(server_data)]) for act in acts)


def _command() -> str:
    """The command by its name where the terminal finds it, or else where it lies."""
    if shutil.which(_COMMAND) is not None:
        return _COMMAND
    beside = shutil.which(_COMMAND, path=str(Path(sys.executable).parent))
    return beside or _COMMAND
