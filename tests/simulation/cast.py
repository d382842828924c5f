"""Who plays, and where: one shop with two stores, a till in each, and the people who work there."""

from __future__ import annotations

from typing import Final

from server_stub.domain.ids import AppId, OperatorId, StoreId

APP: Final = AppId("demo")
CLERK: Final = OperatorId("mia")
MANAGER: Final = OperatorId("anna")
ADMINISTRATOR: Final = OperatorId("admin")

HARBOUR: Final = StoreId("harbour")
"""It refuses to sell what it has not received."""
MARKET: Final = StoreId("market")
"""It sells what it has not received, and lists it."""
STORE_OF: Final = {"T1": HARBOUR, "T2": MARKET}
TILLS: Final = tuple(STORE_OF)
