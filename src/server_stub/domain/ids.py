"""The ids that run through every layer, each a type of its own so that they cannot be mixed up."""

from __future__ import annotations

from typing import Final, NewType

AppId = NewType("AppId", str)
StoreId = NewType("StoreId", str)
TillId = NewType("TillId", str)
OperatorId = NewType("OperatorId", str)
CodeId = NewType("CodeId", int)
"""A code's id; on the wire it is ``card_id``, the same digits as text."""

PRINT_SHOP: Final = TillId("print-shop")
"""In place of a till, for an outside print shop: its run is in the hands of the command line."""

AT_PORTAL: Final = TillId("portal")
"""In place of a till, for what people do in the browser."""

COMMAND_LINE: Final = "command-line"
"""Who acts, in the ledger's words, where it is whoever works on the server's machine."""

AT_COMMAND_LINE: Final = TillId(COMMAND_LINE)
"""In place of a till, for what people sign for at the server's machine."""

ALL_APPS: Final = AppId("*")
"""In place of an app, for what is one over all of them: till ids, the ledger, the database."""
