"""Sealed copies that open with no key: named, with what each kind of them means and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NoReturn

import typer

from server_stub.care.options import fail

_NAMED_MAX: Final = 100
_HELP: Final = {
    "code ": "A code: it is still found and redeemed by whoever enters it, but nobody can print or"
    " show it, or have its script tried again for them; a backup from before the damage has it"
    " whole.",
    "secret app/": "An app's secret: none of its players comes in until app rotate-secret draws"
    " another.",
    "secret server/": "A customer's server's secret: that server does not come in until server"
    " rotate-secret draws another.",
    "secret script/": "A script's secret: the script is not called until script add with"
    " --new-secret draws another.",
    "secret webhook/": "A webhook's secret: its receiver is told nothing until webhook add, with"
    " its name and address, draws another.",
    "secret portal-factor/": "A person's second factor: they do not come into the portal until"
    " operator portal-invite has let them set another.",
}
"""By how the names of what is damaged begin."""


def fail_naming(broken: Sequence[str], sentence: str) -> NoReturn:
    """Name what does not open, as far as anybody reads that, and end with what helps."""
    for name in broken[:_NAMED_MAX]:
        typer.echo(f"Does not open: {name}", err=True)
    helps = [told for kind, told in _HELP.items() if any(name.startswith(kind) for name in broken)]
    fail("\n".join((sentence, *helps)), 2)
