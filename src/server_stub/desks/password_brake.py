"""How often passwords may be tried for one name, before anybody has looked at one of them."""

from __future__ import annotations

from typing import Final

from server_stub.desks.limits import CALLERS_MAX, FailureBrake, is_this_machine, network_of
from server_stub.desks.ports import Clock

FROM_ONE_MAX: Final = 10
FROM_ONE_WINDOW_S: Final = 60.0
FROM_ALL_MAX: Final = 100
FROM_ALL_WINDOW_S: Final = 3600.0


class PasswordBrake:
    """Counts by name from one network, and by name from all of them.

    A try is counted before it is checked, so that of those that are sent at once none slips
    through. Where a name was signed in with, it can be again, whatever others try elsewhere.
    """

    def __init__(self, clock: Clock) -> None:
        self._from_one = FailureBrake(clock, failures_max=FROM_ONE_MAX, window_s=FROM_ONE_WINDOW_S)
        self._from_all = FailureBrake(clock, failures_max=FROM_ALL_MAX, window_s=FROM_ALL_WINDOW_S)
        self._at_home: dict[str, None] = {}  # who signed in longest ago stands first

    def may_try(self, name: str, client: str) -> bool:
        """Count a try in advance, if it may be made."""
        here = _here(name, client)
        is_at_home = here in self._at_home
        if self._from_one.is_on(here) or (self._from_all.is_on(name) and not is_at_home):
            return False
        self._from_one.note_failure(here)
        self._from_all.note_failure(name)
        return True

    def take_back(self, name: str, client: str) -> None:
        """The try was none, or was right."""
        self._from_one.forgive(_here(name, client))
        self._from_all.forgive(name)

    def note_success(self, name: str, client: str) -> None:
        self.take_back(name, client)
        if is_this_machine(client):
            return  # a proxy's address is nobody's home
        here = _here(name, client)
        self._at_home.pop(here, None)
        if len(self._at_home) >= CALLERS_MAX:
            del self._at_home[next(iter(self._at_home))]
        self._at_home[here] = None


def _here(name: str, client: str) -> str:
    return f"{network_of(client)} {name}"
