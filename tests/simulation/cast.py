"""Who plays, and where: one shop with two stores, and the people who work there.

Each store has a till at which cards are sold, and one in its back office, where its managers stand.
"""

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
STORE_OF: Final = {"T1": HARBOUR, "T2": MARKET, "T3": HARBOUR, "T4": MARKET}
TILLS: Final = tuple(STORE_OF)
SELLING: Final = ("T1", "T2")
OFFICES: Final = ("T3", "T4")
OFFICE: Final = OFFICES[0]
"""Where whoever needs no certain store stands."""
OFFICE_OF: Final = {
    till: OFFICES[SELLING.index(till) % 2] if till in SELLING else till for till in TILLS
}
