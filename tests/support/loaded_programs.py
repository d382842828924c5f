"""What the fork server loads before it forks (``forked_program``): the programs, and what they read once.

It takes what is there out of the garbage collector's sight, as a server does with what it has built.
Each process would walk it otherwise, and by that get a copy of most of it.
"""

from __future__ import annotations

import gc
import importlib
from typing import Final

from server_stub.bootstrap import version
from server_stub.cli import command
from server_stub.web.customer import assets as of_customer
from server_stub.web.portal import assets as of_portal

PROGRAMS: Final = (
    "kill.till_life",
    "server_stub.demo.shop",
    "server_stub.web.serving",
    "support.core_shop",
    "support.dying_fulfilment",
    "support.forked_program",
)
LOADED_LATE: Final = (
    "pydantic.fields",
    "pydantic.functional_validators",
    "pydantic.type_adapter",
    "server_stub.care.control",
    "uvloop",
)
"""What they load in their own time; that of pydantic which typer reads arguments with takes longest."""

for each in PROGRAMS + LOADED_LATE:
    importlib.import_module(each)
command()
version()
of_portal.assets()
of_customer.assets()
gc.collect()
gc.freeze()
