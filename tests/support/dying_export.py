"""The command line that exports a batch and kills itself, without a last word, at a chosen step of it.

``run`` dies before (``-STEP``) or after (``+STEP``) the n-th time that the server is asked for STEP, or
that the file gets its name (``name``). Where a victim is named, that process dies in its place.
"""

from __future__ import annotations

from typing import Any

from server_stub.care import export_file, exports_cli
from server_stub.cli import command
from support.death import Death


def run(step: str, nth: int, victim: int | None, *arguments: str) -> None:
    death = Death(step, nth, victim)
    cli: Any = exports_cli
    file: Any = export_file
    ask, name = cli.ask, file.name

    def asking(folder: Any, what: str, request: Any, answer_type: Any) -> Any:
        death.pass_by(f"-{what}")
        answer = ask(folder, what, request, answer_type)
        death.pass_by(f"+{what}")
        return answer

    def naming(*places: Any) -> None:
        death.pass_by("-name")
        name(*places)
        death.pass_by("+name")

    cli.ask, file.name = asking, naming
    command()(list(arguments))
