"""What the fork server loads before it forks (``forked_program``): the programs, and what they read once.

It takes what is there out of the garbage collector's sight, as a server does with what it has built.
Each process would walk it otherwise, and by that get a copy of most of it.
"""

from __future__ import annotations

import gc
import importlib
from typing import Final

from jinja2 import PackageLoader

from server_stub.bootstrap import version
from server_stub.cli import command
from server_stub.storage import statements
from server_stub.storage.rows.all_types import ROW_TYPES
from server_stub.web.control_api.table import CONTROL_ROUTES
from server_stub.web.customer import assets as of_customer
from server_stub.web.customer.rendering import PACKAGE as CUSTOMER
from server_stub.web.mailed_list.site import PACKAGE as MAILED_LIST
from server_stub.web.portal import assets as of_portal
from server_stub.web.portal.rendering import PACKAGE as PORTAL
from server_stub.web.portal.rendering import environment
from server_stub.web.portal.route import PortalTable
from server_stub.web.portal.table import PORTAL_ROUTES
from server_stub.web.redemption_api.table import REDEMPTION_ROUTES
from server_stub.web.route import RouteTable
from server_stub.web.terminal_api.table import TERMINAL_ROUTES

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
# What a server makes of its tables once: of routes what their requests have to look like, of rows the
# statements that write them, of templates code.
RouteTable((*TERMINAL_ROUTES, *REDEMPTION_ROUTES, *CONTROL_ROUTES))
PortalTable(PORTAL_ROUTES)
for row_type in ROW_TYPES:
    statements.inserting(row_type)
    statements.columns_of(row_type)
    statements.decoder_of(row_type)
for package in (PORTAL, CUSTOMER, MAILED_LIST):
    for template in PackageLoader(package).list_templates():
        environment(package).get_template(template)
gc.collect()
gc.freeze()
