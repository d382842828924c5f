"""The trial scripts, as if a package had brought them (``trial_scripts``)."""

from __future__ import annotations

from importlib.metadata import EntryPoint

from server_stub.fulfilment.python_scripts import GROUP
from support.trial_scripts import SCRIPTS, path_of


def installed() -> dict[str, EntryPoint]:
    """What is installed: all of them, and one whose module is not there."""
    found = {path_of(script): f"{script.__module__}:{script.__name__}" for script in SCRIPTS}
    found["/trial/nowhere"] = "support.no_such_module:nothing"
    return {name: EntryPoint(name, value, GROUP) for name, value in found.items()}
