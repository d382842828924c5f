"""All that is removed by itself once it is over."""

from __future__ import annotations

from typing import Final, NamedTuple

from server_stub.upkeep.list_sweep import ListSweep
from server_stub.upkeep.request_sweep import RequestSweep
from server_stub.upkeep.session_sweep import SessionSweep
from server_stub.upkeep.try_sweep import TrySweep

HOURLY_S: Final = 3600.0
EVERY_MINUTE_S: Final = 60.0


class Sweeps(NamedTuple):
    """Sessions and lists are swept hourly; what anybody can add to is swept every minute."""

    sessions: SessionSweep
    lists: ListSweep
    requests: RequestSweep
    tries: TrySweep
