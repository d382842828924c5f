"""What travels through a browser and is to be read by nobody there: sealed, as text."""

from __future__ import annotations

import contextlib

from server_stub.desks.callers import PortalCaller
from server_stub.queries.portal_people import PortalPeople
from server_stub.storage.sealing import Keys, KeysUnreadableError, SealBrokenError, Sealed


def seal_text(keys: Keys, content: bytes, *, about: str) -> str:
    sealed = keys.seal(content, about=about)
    return f"{sealed.key_id}.{sealed.value.hex()}"


def open_text(keys: Keys, text: str, *, about: str) -> bytes | None:
    """What was sealed about the same thing, or nothing."""
    key_id, _, value = text.partition(".")
    with contextlib.suppress(ValueError, KeysUnreadableError, SealBrokenError):
        return keys.unseal(Sealed(key_id, bytes.fromhex(value)), about=about)
    return None


class KeptForms:
    """What somebody typed whose session had ended: for that person alone, whoever is there next."""

    def __init__(self, people: PortalPeople, keys: Keys) -> None:
        self._people = people
        self._keys = keys

    async def keep(self, session_id: str, form: str) -> str:
        """The form, sealed for the person of the ended session; "" where that is unknown."""
        found = await self._people.session(session_id)
        if found is None:
            return ""
        return seal_text(self._keys, form.encode(), about=_about(found.app_id, found.operator_id))

    def form_of(self, caller: PortalCaller, kept: str) -> bytes | None:
        return open_text(self._keys, kept, about=_about(caller.app_id, caller.operator_id))


def _about(app_id: str, operator_id: str) -> str:
    return f"portal-kept/{app_id}/{operator_id}"
