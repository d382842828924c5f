"""How often passwords may be tried for one name, before anybody has looked at one of them."""

from __future__ import annotations

from typing import Final

from server_stub.desks.limits import CALLERS_MAX, is_this_machine, network_of
from server_stub.desks.wrong_tries import WrongTries
from server_stub.domain.ids import AppId

FROM_ONE_MAX: Final = 10
FROM_ONE_WINDOW_S: Final = 60.0
FROM_ALL_MAX: Final = 100
FROM_ALL_WINDOW_S: Final = 3600.0


class PasswordBrake:
    """Counts by name from one network, and by name from all of them.

    A try is counted before it is checked, so that of those that are sent at once none slips
    through. Where a name was signed in with, it can be again, whatever others try elsewhere.
    """

    def __init__(self, tries: WrongTries) -> None:
        self._from_one = tries.brake(
            "password-from-one", failures_max=FROM_ONE_MAX, window_s=FROM_ONE_WINDOW_S
        )
        self._from_all = tries.brake(
            "password-from-all", failures_max=FROM_ALL_MAX, window_s=FROM_ALL_WINDOW_S
        )
        self._at_home: dict[str, None] = {}  # who signed in longest ago stands first

    async def may_try(self, app_id: AppId, name: str, client: str) -> bool:
        """Count a try in advance, if it may be made."""
        here = _here(name, client)
        is_at_home = f"{app_id}/{here}" in self._at_home
        if not await self._from_one.begin(app_id, here):
            return False
        if not await self._from_all.begin(app_id, name, holds=not is_at_home):
            self._from_one.take_back(app_id, here)
            return False
        return True

    async def was_wrong(self, app_id: AppId, name: str, client: str) -> None:
        await self._from_one.was_wrong(app_id, _here(name, client))
        await self._from_all.was_wrong(app_id, name)

    def take_back(self, app_id: AppId, name: str, client: str) -> None:
        """The try was none, or was right."""
        self._from_one.take_back(app_id, _here(name, client))
        self._from_all.take_back(app_id, name)

    def note_success(self, app_id: AppId, name: str, client: str) -> None:
        self.take_back(app_id, name, client)
        if is_this_machine(client):
            return  # a proxy's address is nobody's home
        here = f"{app_id}/{_here(name, client)}"
        self._at_home.pop(here, None)
        if len(self._at_home) >= CALLERS_MAX:
            del self._at_home[next(iter(self._at_home))]
        self._at_home[here] = None


def _here(name: str, client: str) -> str:
    return f"{network_of(client)} {name}"
